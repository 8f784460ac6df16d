//! The print queue in JSON.

use axum::{
    Json,
    extract::{Path, State},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Print;
use crate::{
    app::App,
    kernel::{error::Result, id::PrintId},
    users::rights::{May, Print as PrintRight},
    web::api::{Call, Problem},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(again)).routes(routes!(drop))
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PrintAct {}

/// What waits or is stuck, the oldest first; then the latest that is over.
#[utoipa::path(get, path = "/prints", tag = "prints", responses((status = 200, body = Vec<Print>)))]
async fn list(State(app): State<App>, by: May<PrintRight>) -> Result<Json<Vec<Print>>> {
    let (mut all, over) = super::list(&mut app.read().await?, by.scope()).await?;
    all.extend(over);
    Ok(Json(all))
}

/// Has something printed again that failed, or of which nobody knows whether it is on paper.
#[utoipa::path(post, path = "/prints/{id}/again", tag = "prints", params(("id" = String, Path)), request_body = PrintAct, responses((status = 200, body = Print), (status = 409, body = Problem)))]
async fn again(
    State(app): State<App>,
    by: May<PrintRight>,
    Path(id): Path<PrintId>,
    call: Call<PrintAct>,
) -> Result<Json<Print>> {
    call.write(&app, &by, async |tx, _| super::again(tx, &by, id).await.map(|()| id.to_string())).await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// Drops what nobody wants any more.
#[utoipa::path(post, path = "/prints/{id}/removal", tag = "prints", params(("id" = String, Path)), request_body = PrintAct, responses((status = 200, body = Print), (status = 409, body = Problem)))]
async fn drop(
    State(app): State<App>,
    by: May<PrintRight>,
    Path(id): Path<PrintId>,
    call: Call<PrintAct>,
) -> Result<Json<Print>> {
    call.write(&app, &by, async |tx, _| super::drop(tx, &by, id).await.map(|()| id.to_string())).await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}
