//! The page of a recorded deposit.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};

use super::view;
use crate::{
    app::App,
    clients,
    documents::{self, Kind},
    equipment, intakes,
    kernel::{
        error::Result,
        id::{DepositId, Id as _},
    },
    users::rights::{May, Read},
    web::{self, Cx},
};

pub fn routes() -> Router<App> {
    Router::new().route("/deposits/{id}", get(done))
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
    let signed = match documents::latest(&mut conn, Kind::Deposit, id.raw()).await? {
        Some(summary) => documents::said(&mut conn, by.scope(), summary.id).await?.signature,
        None => None,
    };
    Ok(web::page(view::done(&cx, &deposit, &client, &made, signed.as_ref())))
}
