//! The documents of a repair file in JSON.

use axum::{
    Json,
    extract::{Path, State},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    documents::{self, Document},
    intakes,
    kernel::{error::Result, id::IntakeId},
    users::rights::{May, Read},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(of_intake))
}

/// The documents of a repair file, oldest first; the paper of each is at `/documents/{id}.pdf?lang=fr`.
#[utoipa::path(get, path = "/intakes/{id}/documents", tag = "documents", params(("id" = String, Path)), responses((status = 200, body = Vec<Document>)))]
async fn of_intake(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Document>>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, by.scope(), id).await?;
    Ok(Json(documents::of_intake(&mut conn, id).await?))
}
