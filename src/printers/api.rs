//! Printers and the plan in JSON.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Plan, Printer, PrinterInput};
use crate::{
    app::App,
    kernel::{error::Result, id::PrinterId},
    users::rights::{May, Print, SettingsEdit},
    web::api::{Call, Problem, Versioned, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(edit))
        .routes(routes!(archive))
        .routes(routes!(restore))
        .routes(routes!(plan, save_plan))
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PrinterAct {}

/// What is printed at which moment: by slot `none`, `browser:a4`, `printer:ID`.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct PlanOut {
    /// The version to change it with.
    pub version: i64,
    /// What was chosen; what is absent is as usual.
    pub places: Plan,
}

/// A new plan.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PlanInput {
    /// By slot.
    pub places: Plan,
}

/// Every printer, also the archived.
#[utoipa::path(get, path = "/printers", tag = "printers", responses((status = 200, body = Vec<Printer>)))]
async fn list(State(app): State<App>, by: May<Print>) -> Result<Json<Vec<Printer>>> {
    Ok(Json(super::all(&mut app.read().await?, by.scope()).await?))
}

/// Records a printer.
#[utoipa::path(post, path = "/printers", tag = "printers", request_body = PrinterInput, responses((status = 201, body = Printer), (status = 422, body = Problem)))]
async fn create(State(app): State<App>, by: May<SettingsEdit>, call: Call<PrinterInput>) -> Result<Response> {
    let id = call.write(&app, &by, async |tx, input| Ok(super::create(tx, &by, input).await?.to_string())).await?;
    let printer = super::find(&mut app.read().await?, by.scope(), id.parse()?).await?;
    Ok(created(&format!("/api/v1/printers/{id}"), &printer))
}

/// Changes a printer.
#[utoipa::path(put, path = "/printers/{id}", tag = "printers", params(("id" = String, Path)), request_body = Versioned<PrinterInput>, responses((status = 200, body = Printer), (status = 409, body = Problem)))]
async fn edit(
    State(app): State<App>,
    by: May<SettingsEdit>,
    Path(id): Path<PrinterId>,
    call: Call<Versioned<PrinterInput>>,
) -> Result<Json<Printer>> {
    call.write(&app, &by, async |tx, body| {
        super::edit(tx, &by, id, body.version, &body.input).await.map(|()| id.to_string())
    })
    .await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// Offers a printer no more.
#[utoipa::path(post, path = "/printers/{id}/archive", tag = "printers", params(("id" = String, Path)), request_body = PrinterAct, responses((status = 200, body = Printer), (status = 404, body = Problem)))]
async fn archive(
    State(app): State<App>,
    by: May<SettingsEdit>,
    Path(id): Path<PrinterId>,
    call: Call<PrinterAct>,
) -> Result<Json<Printer>> {
    call.write(&app, &by, async |tx, _| super::archive(tx, &by, id, true).await.map(|()| id.to_string())).await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// Offers an archived printer again.
#[utoipa::path(post, path = "/printers/{id}/restore", tag = "printers", params(("id" = String, Path)), request_body = PrinterAct, responses((status = 200, body = Printer), (status = 404, body = Problem)))]
async fn restore(
    State(app): State<App>,
    by: May<SettingsEdit>,
    Path(id): Path<PrinterId>,
    call: Call<PrinterAct>,
) -> Result<Json<Printer>> {
    call.write(&app, &by, async |tx, _| super::archive(tx, &by, id, false).await.map(|()| id.to_string())).await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

async fn current(app: &App) -> Result<Json<PlanOut>> {
    let (places, version) = super::plan(&mut app.read().await?).await?;
    Ok(Json(PlanOut { version, places }))
}

/// What is printed at which moment, and where.
#[utoipa::path(get, path = "/print-plan", tag = "printers", responses((status = 200, body = PlanOut)))]
async fn plan(State(app): State<App>, _: May<Print>) -> Result<Json<PlanOut>> {
    current(&app).await
}

/// Changes it.
#[utoipa::path(put, path = "/print-plan", tag = "printers", request_body = Versioned<PlanInput>, responses((status = 200, body = PlanOut), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn save_plan(
    State(app): State<App>,
    by: May<SettingsEdit>,
    call: Call<Versioned<PlanInput>>,
) -> Result<Json<PlanOut>> {
    call.write(&app, &by, async |tx, body| {
        super::save_plan(tx, &by, &body.input.places, body.version).await.map(|()| String::new())
    })
    .await?;
    current(&app).await
}
