//! Pages of shipments: the list, and one small page an act.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};

use super::{Shipment, ShipmentEvent, ShipmentFilter, form_view, view};
use crate::{
    app::App,
    equipment::{self, Equipment},
    intakes::{self, Intake},
    kernel::{
        error::{Error, Result},
        id::{IntakeId, ShipmentId},
    },
    lang::Key,
    users::rights::{LoseShipment, May, Read, Scope, ShipmentsEdit},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/shipments", get(list))
        .route("/intakes/{id}/shipments/new", get(new).post(prepare))
        .route("/shipments/{id}/edit", get(edit_page).post(edit))
        .route("/shipments/{id}/dispatch", post(dispatch))
        .route("/shipments/{id}/cancellation", post(cancel))
        .route("/shipments/{id}/reception", get(reception_page).post(receive))
        .route("/shipments/{id}/loss", get(loss_page).post(lose))
}

async fn list(State(app): State<App>, by: May<Read>, cx: Cx, Query(filter): Query<ShipmentFilter>) -> Result<Response> {
    let page = super::list(&mut app.read().await?, by.scope(), &filter).await?;
    Ok(web::page(view::list(&cx, &filter, &page)))
}

async fn new(State(app): State<App>, by: May<ShipmentsEdit>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let intake = intakes::find(&mut conn, by.scope(), id).await?;
    super::may_prepare(&mut conn, &intake).await?;
    Ok(web::page(form_view::new(&cx, &intake, &form_view::fill_new(&intake))))
}

async fn prepare(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input = form_view::read_shipment(&mut form);
    let saved = form
        .save(&app, &by, async |tx| {
            super::prepare(tx, &by, &cx.settings, id, &input).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(e) => {
            form.refused(e)?;
            let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(form_view::new(&cx, &intake, &form)))
        }
    }
}

/// A shipment and its file.
async fn with_file(app: &App, scope: Scope, id: ShipmentId) -> Result<(Shipment, Intake)> {
    let mut conn = app.read().await?;
    let shipment = super::find(&mut conn, scope, id).await?;
    let intake = intakes::find(&mut conn, scope, shipment.intake_id).await?;
    Ok((shipment, intake))
}

/// The same for the page of an act, when the act may happen.
async fn for_act(app: &App, scope: Scope, id: ShipmentId, event: ShipmentEvent) -> Result<(Shipment, Intake)> {
    let (shipment, intake) = with_file(app, scope, id).await?;
    match shipment.refusal(event) {
        Some(why) => Err(Error::conflict(why)),
        None => Ok((shipment, intake)),
    }
}

async fn edit_page(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    cx: Cx,
    Path(id): Path<ShipmentId>,
) -> Result<Response> {
    let (shipment, intake) = for_act(&app, by.scope(), id, ShipmentEvent::Change).await?;
    Ok(web::page(form_view::edit(&cx, &intake, &shipment, &form_view::fill_shipment(&shipment))))
}

async fn edit(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    cx: Cx,
    Path(id): Path<ShipmentId>,
    mut form: Form,
) -> Result<Response> {
    let input = form_view::read_shipment(&mut form);
    let (shipment, intake) = with_file(&app, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::change(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok(format!("/intakes/{}", intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = matches!(&e, Error::Conflict(text) if text.key == Key::ErrorStale);
            form.refused(e)?;
            if stale {
                // What was typed stays; saving it again is then meant.
                form.set("version", shipment.version.to_string());
            }
            Ok(web::invalid(form_view::edit(&cx, &intake, &shipment, &form)))
        }
    }
}

async fn dispatch(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<ShipmentId>,
    form: Form,
) -> Result<Response> {
    let (_, intake) = with_file(&app, by.scope(), id).await?;
    let to = form
        .save(&app, &by, async |tx| {
            super::dispatch(tx, &by, id).await?;
            Ok(format!("/intakes/{}", intake.id))
        })
        .await?;
    Ok(form.done(&to))
}

async fn cancel(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<ShipmentId>,
    form: Form,
) -> Result<Response> {
    let (_, intake) = with_file(&app, by.scope(), id).await?;
    let to = form
        .save(&app, &by, async |tx| {
            super::cancel(tx, &by, id).await?;
            Ok(format!("/intakes/{}", intake.id))
        })
        .await?;
    Ok(form.done_saying(&to, "voided"))
}

async fn equipment_of(app: &App, scope: Scope, intake: &Intake) -> Result<Equipment> {
    equipment::find(&mut app.read().await?, scope, intake.equipment_id).await
}

async fn reception_page(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    cx: Cx,
    Path(id): Path<ShipmentId>,
) -> Result<Response> {
    let (shipment, intake) = for_act(&app, by.scope(), id, ShipmentEvent::Receive).await?;
    let equipment = equipment_of(&app, by.scope(), &intake).await?;
    Ok(web::page(form_view::reception(&cx, &intake, &equipment, &shipment, &Form::blank())))
}

async fn receive(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    cx: Cx,
    Path(id): Path<ShipmentId>,
    mut form: Form,
) -> Result<Response> {
    let input = form_view::read_reception(&mut form);
    let (shipment, intake) = with_file(&app, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::receive(tx, &by, &cx.settings, id, &input).await?;
            Ok(format!("/intakes/{}", intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            let equipment = equipment_of(&app, by.scope(), &intake).await?;
            Ok(web::invalid(form_view::reception(&cx, &intake, &equipment, &shipment, &form)))
        }
    }
}

async fn loss_page(
    State(app): State<App>,
    by: May<LoseShipment>,
    cx: Cx,
    Path(id): Path<ShipmentId>,
) -> Result<Response> {
    let (shipment, intake) = for_act(&app, by.scope(), id, ShipmentEvent::Lose).await?;
    Ok(web::page(form_view::loss(&cx, &intake, &shipment, &Form::blank())))
}

async fn lose(
    State(app): State<App>,
    by: May<LoseShipment>,
    cx: Cx,
    Path(id): Path<ShipmentId>,
    mut form: Form,
) -> Result<Response> {
    let reason = form.text("reason");
    let (shipment, intake) = with_file(&app, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::lose(tx, &by, id, &reason).await?;
            Ok(format!("/intakes/{}", intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(form_view::loss(&cx, &intake, &shipment, &form)))
        }
    }
}
