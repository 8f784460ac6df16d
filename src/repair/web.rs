//! The dashboard, the list of intakes, the repair file, the pages of a client and an equipment.

use super::{client_view, dashboard, dashboard_view, file_view, list_view};
use crate::{
    app::App,
    clients, equipment,
    intakes::list::{self, IntakeFilter},
    interventions,
    kernel::{
        error::Result,
        id::{ClientId, EquipmentId, IntakeId},
    },
    payments,
    users::{
        self, Role, Who,
        rights::{May, Read},
    },
    web::{self, Cx},
};
use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/intakes", get(intakes))
        .route("/intakes/{id}", get(file))
        .route("/clients/{id}", get(client))
        .route("/equipment/{id}", get(thing))
}

async fn home(State(app): State<App>, by: May<Read>, who: Who, cx: Cx) -> Result<Response> {
    let mut conn = app.read().await?;
    let zone = cx.f.zone.clone();
    let seen = dashboard::read(&mut conn, by.scope(), &who, cx.now, cx.now.day(&zone), &zone).await?;
    Ok(web::page(dashboard_view::page(&cx, &seen)))
}

async fn intakes(
    State(app): State<App>,
    by: May<Read>,
    cx: Cx,
    Query(filter): Query<IntakeFilter>,
) -> Result<Response> {
    let mut conn = app.read().await?;
    let page = list::list(&mut conn, by.scope(), &filter, cx.now).await?;
    let technicians = users::active(&mut conn, &[Role::Technician, Role::Manager]).await?;
    Ok(web::page(list_view::page(&cx, &filter, &page, &technicians)))
}

async fn file(State(app): State<App>, by: May<Read>, mut cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let mut file = super::file(&mut conn, by.scope(), id).await?;
    if let Some(sheet) = &file.sheet {
        if cx.flash.as_deref() == Some("held") && interventions::can_undo(&file.events, by.actor(), cx.now) {
            cx.undo = Some(format!("/interventions/{}/hold/undo", sheet.intervention.id));
        }
        file.draft = interventions::draft_of(&mut conn, sheet.intervention.id, by.user()).await?;
    }
    if cx.flash.as_deref() == Some("paid") {
        file.receipt = payments::receipt_to_print(&mut conn, id).await?;
    }
    Ok(web::page(file_view::page(&cx, &file)))
}

async fn client(State(app): State<App>, by: May<Read>, cx: Cx, Path(id): Path<ClientId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let client = clients::find(&mut conn, by.scope(), id).await?;
    if client.id != id {
        // A double leads to the one that is kept.
        return Ok(Redirect::to(&format!("/clients/{}", client.id)).into_response());
    }
    let contacts = clients::contacts(&mut conn, by.scope(), id).await?;
    let things = equipment::of_client(&mut conn, by.scope(), id).await?;
    let filter = IntakeFilter { client: id.to_string(), ..IntakeFilter::default() };
    let files = list::list(&mut conn, by.scope(), &filter, cx.now).await?;
    Ok(web::page(client_view::client(&cx, &client, &contacts, &things, &files)))
}

async fn thing(State(app): State<App>, by: May<Read>, cx: Cx, Path(id): Path<EquipmentId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let thing = equipment::find(&mut conn, by.scope(), id).await?;
    let client = clients::find(&mut conn, by.scope(), thing.client_id).await?;
    let filter = IntakeFilter { equipment: id.to_string(), ..IntakeFilter::default() };
    let files = list::list(&mut conn, by.scope(), &filter, cx.now).await?;
    Ok(web::page(client_view::thing(&cx, &thing, &client, &files)))
}
