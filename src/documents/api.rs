//! Documents in JSON.

use axum::{
    Json,
    extract::{Path, State},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Document;
use crate::{
    app::App,
    kernel::{error::Result, id::IntakeId},
    users::rights::{May, Read},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(of_intake))
}

/// The documents of a repair file, oldest first; the paper of each is at `/documents/{id}.pdf?lang=fr`.
#[utoipa::path(get, path = "/intakes/{id}/documents", tag = "documents", params(("id" = String, Path)), responses((status = 200, body = Vec<Document>)))]
async fn of_intake(State(app): State<App>, _by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Document>>> {
    Ok(Json(super::of_intake(&mut app.read().await?, id).await?))
}
