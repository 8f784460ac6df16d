//! The files on a repair file in JSON; uploads are multipart, as from a page.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    files::{self, Moment, StoredFile},
    intakes,
    kernel::{
        error::Result,
        id::{FileId, IntakeId},
    },
    users::rights::{IntakesEdit, May, Read, Scope},
    web::{
        Form,
        api::{Call, Problem, created},
    },
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(remove)).routes(routes!(mark))
}

/// An upload, as `multipart/form-data`.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Upload {
    /// The files, each a part of this name.
    #[schema(value_type = Vec<String>, format = Binary)]
    pub files: Vec<String>,
    /// A line about them.
    pub caption: String,
    /// What the photos among them show.
    pub moment: Option<Moment>,
}

/// What a photo shows.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct FileMark {
    /// Before or after the work; neither when absent.
    pub moment: Option<Moment>,
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct FileRemoval {}

async fn found(app: &App, scope: Scope, id: IntakeId) -> Result<Vec<StoredFile>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, scope, id).await?;
    files::of_intake(&mut conn, id).await
}

/// The files on a repair file, oldest first.
#[utoipa::path(get, path = "/intakes/{id}/files", tag = "files", params(("id" = String, Path)), responses((status = 200, body = Vec<StoredFile>), (status = 404, body = Problem)))]
async fn list(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<StoredFile>>> {
    Ok(Json(found(&app, by.scope(), id).await?))
}

/// Puts files on a repair file.
#[utoipa::path(post, path = "/intakes/{id}/files", tag = "files", params(("id" = String, Path)), request_body(content = Upload, content_type = "multipart/form-data"), responses((status = 201, body = Vec<StoredFile>), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input = super::web::read(&mut form);
    form.save(&app, &by, async |tx| super::add(tx, &by, id, &input).await.map(|()| id.to_string())).await?;
    Ok(created(&format!("/api/v1/intakes/{id}/files"), &found(&app, by.scope(), id).await?))
}

/// Takes a file off a repair file.
#[utoipa::path(post, path = "/intakes/{id}/files/{file}/removal", tag = "files", params(("id" = String, Path), ("file" = String, Path)), request_body = FileRemoval, responses((status = 200, body = Vec<StoredFile>), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn remove(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path((id, file)): Path<(IntakeId, FileId)>,
    call: Call<FileRemoval>,
) -> Result<Json<Vec<StoredFile>>> {
    call.write(&app, &by, async |tx, _| super::remove(tx, &by, id, file).await.map(|()| id.to_string())).await?;
    Ok(Json(found(&app, by.scope(), id).await?))
}

/// Says whether a photo shows the equipment before or after the work.
#[utoipa::path(post, path = "/intakes/{id}/files/{file}/moment", tag = "files", params(("id" = String, Path), ("file" = String, Path)), request_body = FileMark, responses((status = 200, body = Vec<StoredFile>), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn mark(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path((id, file)): Path<(IntakeId, FileId)>,
    call: Call<FileMark>,
) -> Result<Json<Vec<StoredFile>>> {
    call.write(&app, &by, async |tx, input| {
        super::mark(tx, &by, id, file, input.moment).await.map(|()| id.to_string())
    })
    .await?;
    Ok(Json(found(&app, by.scope(), id).await?))
}
