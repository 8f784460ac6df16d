//! Releases and dues in JSON.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Release, ReleaseInput};
use crate::{
    app::App,
    dues::{self, Dues},
    intakes,
    kernel::{
        error::{Error, Result},
        id::IntakeId,
    },
    settings,
    users::rights::{self, May, Read, ReleaseUnclaimed},
    web::api::{Call, Problem, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, release)).routes(routes!(unclaimed)).routes(routes!(owed))
}

/// The release of a file.
#[utoipa::path(get, path = "/intakes/{id}/release", tag = "releases", params(("id" = String, Path)), responses((status = 200, body = Release), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Release>> {
    super::of_intake(&mut app.read().await?, by.scope(), id).await?.map(Json).ok_or(Error::NotFound)
}

/// Gives the equipment back: after the work, or unrepaired.
#[utoipa::path(post, path = "/intakes/{id}/release", tag = "releases", params(("id" = String, Path)), request_body = ReleaseInput, responses((status = 201, body = Release), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn release(
    State(app): State<App>,
    by: May<rights::Release>,
    Path(id): Path<IntakeId>,
    call: Call<ReleaseInput>,
) -> Result<Response> {
    let made = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::release(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    let release = super::find(&mut app.read().await?, by.scope(), made.parse()?).await?;
    Ok(created(&format!("/api/v1/intakes/{id}/release"), &release))
}

/// Releases what nobody came for.
#[utoipa::path(post, path = "/intakes/{id}/unclaimed", tag = "releases", params(("id" = String, Path)), request_body = ReleaseInput, responses((status = 201, body = Release), (status = 409, body = Problem)))]
async fn unclaimed(
    State(app): State<App>,
    by: May<ReleaseUnclaimed>,
    Path(id): Path<IntakeId>,
    call: Call<ReleaseInput>,
) -> Result<Response> {
    let made = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::release_unclaimed(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    let release = super::find(&mut app.read().await?, by.scope(), made.parse()?).await?;
    Ok(created(&format!("/api/v1/intakes/{id}/release"), &release))
}

/// What is owed on a file.
#[utoipa::path(get, path = "/intakes/{id}/dues", tag = "releases", params(("id" = String, Path)), responses((status = 200, body = Dues), (status = 404, body = Problem)))]
async fn owed(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Dues>> {
    let mut conn = app.read().await?;
    let intake = intakes::find(&mut conn, by.scope(), id).await?;
    Ok(Json(dues::of(&mut conn, &intake, intake.outcome).await?))
}
