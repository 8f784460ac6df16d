//! Messages to clients in JSON.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Out;
use crate::{
    app::App,
    kernel::{error::Result, id::OutId},
    settings,
    users::rights::{May, Messages, SettingsEdit},
    web::api::{Call, Problem},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(again)).routes(routes!(drop)).routes(routes!(test))
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct OutAct {}

/// What needs a person and what waits; then the latest that is over.
#[utoipa::path(get, path = "/outbox", tag = "outbox", responses((status = 200, body = Vec<Out>)))]
async fn list(State(app): State<App>, by: May<Messages>) -> Result<Json<Vec<Out>>> {
    let (mut all, over) = super::list(&mut app.read().await?, &by).await?;
    all.extend(over);
    Ok(Json(all))
}

/// Has something sent again that did not go, or of which nobody knows whether it did.
#[utoipa::path(post, path = "/outbox/{id}/again", tag = "outbox", params(("id" = String, Path)), request_body = OutAct, responses((status = 200, body = Out), (status = 409, body = Problem)))]
async fn again(
    State(app): State<App>,
    by: May<Messages>,
    Path(id): Path<OutId>,
    call: Call<OutAct>,
) -> Result<Json<Out>> {
    call.write(&app, &by, async |tx, _| super::again(tx, &by, id).await.map(|()| id.to_string())).await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// Drops what is not to go any more.
#[utoipa::path(post, path = "/outbox/{id}/removal", tag = "outbox", params(("id" = String, Path)), request_body = OutAct, responses((status = 200, body = Out), (status = 409, body = Problem)))]
async fn drop(
    State(app): State<App>,
    by: May<Messages>,
    Path(id): Path<OutId>,
    call: Call<OutAct>,
) -> Result<Json<Out>> {
    call.write(&app, &by, async |tx, _| super::drop(tx, &by, id).await.map(|()| id.to_string())).await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// A number to be tried.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
struct TestInput {
    /// A mobile number.
    to: String,
}

/// Sends a test.
#[utoipa::path(post, path = "/settings/sms/test", tag = "sms", request_body = TestInput, responses((status = 204), (status = 422, body = Problem)))]
async fn test(State(app): State<App>, by: May<SettingsEdit>, call: Call<TestInput>) -> Result<StatusCode> {
    call.write(&app, &by, async |tx, input| {
        let settings = settings::current(tx).await?;
        super::test(tx, &by, &settings, settings.shop.lang, &input.to).await?;
        Ok(String::new())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
