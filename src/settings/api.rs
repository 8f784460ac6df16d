//! The shop's settings in JSON, as a whole.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Settings;
use crate::{
    app::App,
    kernel::error::Result,
    users::rights::{May, SettingsEdit},
    web::api::{Call, Problem, Versioned},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, edit))
}

/// The settings with the version to send back.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct Read {
    /// Version; 0 before anything was saved.
    version: i64,
    #[serde(flatten)]
    settings: Settings,
}

/// The shop's settings.
#[utoipa::path(get, path = "/settings", tag = "settings", responses((status = 200, body = Read)))]
async fn show(State(app): State<App>, _: May<SettingsEdit>) -> Result<Json<Read>> {
    let (settings, version) = super::load(&mut app.read().await?).await?;
    Ok(Json(Read { version, settings }))
}

/// Replaces the shop's settings: what is left out gets its default.
#[utoipa::path(put, path = "/settings", tag = "settings", request_body = Versioned<Settings>, responses((status = 200, body = Read), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn edit(State(app): State<App>, by: May<SettingsEdit>, call: Call<Versioned<Settings>>) -> Result<Json<Read>> {
    call.write(&app, &by, async |tx, body| {
        super::save(tx, &by, &body.input, body.version).await?;
        Ok("settings".into())
    })
    .await?;
    let (settings, version) = super::load(&mut app.read().await?).await?;
    Ok(Json(Read { version, settings }))
}
