//! The gateway in JSON; its secret goes in and never out.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Gateway, Kept};
use crate::{
    app::App,
    kernel::error::Result,
    users::rights::{May, SettingsEdit},
    web::api::{Call, Problem},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, save))
}

/// The gateway, whether it has a secret, its version.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
struct Shown {
    /// The gateway.
    gateway: Gateway,
    /// Whether a secret is kept.
    has_secret: bool,
    /// Version.
    version: i64,
}

impl From<Kept> for Shown {
    fn from(kept: Kept) -> Self {
        Self { has_secret: kept.has_secret(), version: kept.version, gateway: kept.gateway }
    }
}

/// A gateway that was read with `version`.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
struct GatewayInput {
    /// The gateway.
    gateway: Gateway,
    /// A new secret; the kept one stays when absent.
    secret: Option<String>,
    /// Version that was read.
    version: i64,
}

/// The gateway.
#[utoipa::path(get, path = "/settings/sms", tag = "sms", responses((status = 200, body = Shown)))]
async fn show(State(app): State<App>, _: May<SettingsEdit>) -> Result<Json<Shown>> {
    Ok(Json(super::gateway(&mut app.read().await?).await?.into()))
}

/// Saves the gateway.
#[utoipa::path(put, path = "/settings/sms", tag = "sms", request_body = GatewayInput, responses((status = 200, body = Shown), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn save(State(app): State<App>, by: May<SettingsEdit>, call: Call<GatewayInput>) -> Result<Json<Shown>> {
    call.write(&app, &by, async |tx, input| {
        super::save(tx, &by, app.key(), &input.gateway, input.secret.as_deref(), input.version).await?;
        Ok(String::new())
    })
    .await?;
    show(State(app), by).await
}
