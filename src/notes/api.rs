//! Notes of repair files in JSON.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Note, NoteInput};
use crate::{
    app::App,
    intakes,
    kernel::{error::Result, id::IntakeId},
    users::rights::{May, NotesWrite, Read},
    web::api::{Call, Problem, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, write))
}

/// The notes of a repair file, oldest first.
#[utoipa::path(get, path = "/intakes/{id}/notes", tag = "notes", params(("id" = String, Path)), responses((status = 200, body = Vec<Note>), (status = 404, body = Problem)))]
async fn list(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Note>>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, by.scope(), id).await?;
    Ok(Json(super::of_intake(&mut conn, by.scope(), id).await?))
}

/// Writes a note on a repair file.
#[utoipa::path(post, path = "/intakes/{id}/notes", tag = "notes", params(("id" = String, Path)), request_body = NoteInput, responses((status = 201, body = Vec<Note>), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn write(
    State(app): State<App>,
    by: May<NotesWrite>,
    Path(id): Path<IntakeId>,
    call: Call<NoteInput>,
) -> Result<Response> {
    call.write(&app, &by, async |tx, input| Ok(super::write(tx, &by, id, input).await?.to_string())).await?;
    let notes = super::of_intake(&mut app.read().await?, by.scope(), id).await?;
    Ok(created(&format!("/api/v1/intakes/{id}/notes"), &notes))
}
