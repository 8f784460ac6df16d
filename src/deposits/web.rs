//! Pages of deposits.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};

use super::{
    form_view::{self, Offers},
    view,
};
use crate::{
    app::App,
    clients, equipment, intakes,
    kernel::{
        error::{Error, Result},
        id::{ClientId, DepositId, EquipmentId},
    },
    users::rights::{IntakesEdit, May, Read},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/deposits", axum::routing::post(record))
        .route("/deposits/new", get(new))
        .route("/deposits/{id}", get(done))
}

#[derive(serde::Deserialize)]
struct From {
    #[serde(default)]
    client: String,
    #[serde(default)]
    equipment: String,
}

async fn new(State(app): State<App>, by: May<IntakesEdit>, cx: Cx, Query(from): Query<From>) -> Result<Response> {
    let mut form = form_view::blank(&cx);
    let mut conn = app.read().await?;
    let mut client = from.client.parse::<ClientId>().ok();
    if let Ok(id) = from.equipment.parse::<EquipmentId>() {
        let known = equipment::find(&mut conn, by.scope(), id).await?;
        client = Some(known.client_id);
        form.set("items.0.equipment_id", id.to_string());
    }
    if let Some(id) = client {
        let known = clients::find(&mut conn, by.scope(), id).await?;
        form.set("client_id", id.to_string());
        form.set("client_name", known.name.clone());
        form.set("phone", known.phone.as_deref().map_or(known.phone_typed.clone(), |p| cx.f.phone(p)));
        form.set("kind", known.kind.as_str());
    }
    drop(conn);
    let offers = offers(&app, &by, &form).await?;
    Ok(web::page(view::new(&cx, &form, &offers)))
}

/// What is known of the client named in the form.
async fn offers(app: &App, by: &May<IntakesEdit>, form: &Form) -> Result<Offers> {
    let Ok(client) = form.value("client_id").parse::<ClientId>() else { return Ok(Offers::default()) };
    let mut conn = app.read().await?;
    Ok(Offers {
        equipment: equipment::of_client(&mut conn, by.scope(), client).await?,
        contacts: clients::contacts(&mut conn, by.scope(), client).await?,
    })
}

async fn record(State(app): State<App>, by: May<IntakesEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    if form.sent("act") {
        return rearrange(&app, &by, &cx, form).await;
    }
    let input = form_view::read(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| Ok(format!("/deposits/{}", super::record(tx, &by, &cx.settings, &input).await?)))
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(Error::Invalid(faults)) => {
            form_view::complain(&mut form, faults);
            refused(&app, &by, &cx, form).await
        }
        Err(e) => {
            form.refused(e)?;
            refused(&app, &by, &cx, form).await
        }
    }
}

async fn refused(app: &App, by: &May<IntakesEdit>, cx: &Cx, mut form: Form) -> Result<Response> {
    // A code is not echoed.
    for n in 0..form_view::count(&form) {
        form.forget(&format!("items.{n}.code"));
    }
    let offers = offers(app, by, &form).await?;
    Ok(web::invalid(view::new(cx, &form, &offers)))
}

/// One equipment more, or one less; nothing is saved.
async fn rearrange(app: &App, by: &May<IntakesEdit>, cx: &Cx, mut form: Form) -> Result<Response> {
    let act = form.value("act").to_owned();
    let of = form_view::count(&form);
    match act.strip_prefix("remove-").and_then(|n| n.parse::<usize>().ok()) {
        Some(gone) if of > 1 && gone < of => {
            form.close_gap("items.", gone);
            form.set("count", (of - 1).to_string());
        }
        _ if act == "add" && of < super::model::MOST => {
            form.set("count", (of + 1).to_string());
            form_view::start_item(cx, &mut form, of);
        }
        _ => {}
    }
    form.forget("act");
    let offers = offers(app, by, &form).await?;
    Ok(web::page(view::new(cx, &form, &offers)))
}

async fn done(State(app): State<App>, by: May<Read>, cx: Cx, Path(id): Path<DepositId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let deposit = super::find(&mut conn, by.scope(), id).await?;
    let client = clients::find(&mut conn, by.scope(), deposit.client_id).await?;
    let mut made = Vec::new();
    for intake in intakes::of_deposit(&mut conn, id).await? {
        let thing = equipment::find(&mut conn, by.scope(), intake.equipment_id).await?;
        made.push((intake, thing.title()));
    }
    Ok(web::page(view::done(&cx, &deposit, &client, &made)))
}
