//! Calls to make in JSON.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Call, CallInput};
use crate::{
    app::App,
    kernel::{error::Result, id::CallId},
    users::rights::{CallsMake, May, Read},
    web::api::{self, Problem},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(done))
}

/// Clients to be called, the longest waiting first.
#[utoipa::path(get, path = "/calls", tag = "calls", responses((status = 200, body = Vec<Call>)))]
async fn list(State(app): State<App>, by: May<Read>) -> Result<Json<Vec<Call>>> {
    Ok(Json(super::open(&mut app.read().await?, by.scope()).await?))
}

/// Somebody called.
#[utoipa::path(post, path = "/calls/{id}/done", tag = "calls", params(("id" = String, Path)), request_body = CallInput, responses((status = 204), (status = 409, body = Problem)))]
async fn done(
    State(app): State<App>,
    by: May<CallsMake>,
    Path(id): Path<CallId>,
    call: api::Call<CallInput>,
) -> Result<StatusCode> {
    call.write(&app, &by, async |tx, input| super::done(tx, &by, id, input).await.map(|file| file.to_string())).await?;
    Ok(StatusCode::NO_CONTENT)
}
