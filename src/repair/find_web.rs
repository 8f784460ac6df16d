//! Pages and JSON of the one box: options while typing, everything found, and the way straight to a scanned file.

use axum::{
    Json, Router,
    extract::{Query, State},
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    find::{self, Found},
    find_view,
};
use crate::{
    app::App,
    kernel::error::Result,
    users::rights::{May, Read},
    web::{self, Cx},
};

/// Of each kind, while typing.
const OPTIONS: usize = 5;
/// Of each kind, on the page.
const WHOLE: usize = 25;

pub fn routes() -> Router<App> {
    Router::new().route("/find", get(page)).route("/find/options", get(options))
}

pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}

#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
struct Asked {
    /// A fragment of a name, a phone, a serial number or a number; or a scanned code.
    #[serde(default)]
    q: String,
}

async fn options(State(app): State<App>, by: May<Read>, cx: Cx, Query(asked): Query<Asked>) -> Result<Response> {
    let found = find::find(&mut app.read().await?, by.scope(), &asked.q, OPTIONS).await?;
    Ok(web::page(find_view::options(&cx, &found)))
}

/// A scanned code opens its file; so does whatever is found alone.
async fn page(State(app): State<App>, by: May<Read>, cx: Cx, Query(asked): Query<Asked>) -> Result<Response> {
    let mut conn = app.read().await?;
    if let Some(address) = find::scanned(&mut conn, by.scope(), &asked.q).await? {
        return Ok(Redirect::to(&address).into_response());
    }
    let found = find::find(&mut conn, by.scope(), &asked.q, WHOLE).await?;
    match find_view::only(&found) {
        Some(address) => Ok(Redirect::to(&address).into_response()),
        None => Ok(web::page(find_view::page(&cx, &asked.q, &found))),
    }
}

/// Clients, equipment and files by any fragment of a name, a phone, a serial number or a number.
#[utoipa::path(get, path = "/find", tag = "intakes", params(Asked), responses((status = 200, body = Found)))]
async fn search(State(app): State<App>, by: May<Read>, Query(asked): Query<Asked>) -> Result<Json<Found>> {
    Ok(Json(find::find(&mut app.read().await?, by.scope(), &asked.q, WHOLE).await?))
}
