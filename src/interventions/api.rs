//! Interventions, parts and labour in JSON.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Labour, LabourInput, Part, PartInput, Sheet, SheetInput};
use crate::{
    app::App,
    intakes::{self, Hold, Intake, Ruling},
    kernel::{
        error::{Result, chosen},
        id::{IntakeId, InterventionId, LabourId, PartId, UserId},
    },
    settings,
    users::rights::{InterventionsEdit, May, PartsOrder, Read, Scope},
    web::api::{Call, Problem, Versioned, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(open))
        .routes(routes!(show, amend))
        .routes(routes!(hold))
        .routes(routes!(hand_over))
        .routes(routes!(reopen))
        .routes(routes!(rule))
        .routes(routes!(add_part))
        .routes(routes!(edit_part, remove_part))
        .routes(routes!(part_arrived))
        .routes(routes!(add_labour))
        .routes(routes!(edit_labour, remove_labour))
}

/// Who is responsible for a sheet that is opened.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct InterventionOpening {
    /// The technician; the one who calls when absent.
    pub technician: Option<UserId>,
}

/// What is waited for.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct HoldChange {
    /// The hold; needed.
    pub hold: Option<Hold>,
}

/// To whom a file goes.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct InterventionHandover {
    /// The technician who gets it; needed.
    pub technician: Option<UserId>,
}

/// Why the work goes on.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct InterventionReopening {
    /// The reason; needed.
    pub reason: String,
}

/// Whether a warranty pays.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct WarrantyRuling {
    /// The ruling; needed.
    pub ruling: Option<Ruling>,
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct LineAct {}

async fn found(app: &App, scope: Scope, id: InterventionId) -> Result<Json<Sheet>> {
    Ok(Json(super::find(&mut app.read().await?, scope, id).await?))
}

/// Where a sheet is: lines that were made are read there.
fn place(id: InterventionId) -> String {
    format!("/api/v1/interventions/{id}")
}

/// Opens the sheet of an intake.
#[utoipa::path(post, path = "/intakes/{id}/intervention", tag = "interventions", params(("id" = String, Path)), request_body = InterventionOpening, responses((status = 201, body = Sheet), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn open(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<IntakeId>,
    call: Call<InterventionOpening>,
) -> Result<Response> {
    let made = call
        .write(&app, &by, async |tx, body| {
            let settings = settings::current(tx).await?;
            Ok(super::open(tx, &by, &settings, id, body.technician).await?.to_string())
        })
        .await?
        .parse()?;
    let Json(sheet) = found(&app, by.scope(), made).await?;
    Ok(created(&place(made), &sheet))
}

/// One sheet with its parts and labour.
#[utoipa::path(get, path = "/interventions/{id}", tag = "interventions", params(("id" = String, Path)), responses((status = 200, body = Sheet), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<InterventionId>) -> Result<Json<Sheet>> {
    found(&app, by.scope(), id).await
}

/// Amends diagnosis and report.
#[utoipa::path(put, path = "/interventions/{id}", tag = "interventions", params(("id" = String, Path)), request_body = Versioned<SheetInput>, responses((status = 200, body = Sheet), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn amend(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    call: Call<Versioned<SheetInput>>,
) -> Result<Json<Sheet>> {
    call.write(&app, &by, async |tx, body| {
        super::amend(tx, &by, id, body.version, &body.input).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Says what is waited for, or that the work goes on.
#[utoipa::path(post, path = "/interventions/{id}/hold", tag = "interventions", params(("id" = String, Path)), request_body = HoldChange, responses((status = 200, body = Intake), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn hold(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    call: Call<HoldChange>,
) -> Result<Json<Intake>> {
    call.write(&app, &by, async |tx, body| {
        let hold = chosen("hold", body.hold)?;
        super::hold(tx, &by, id, hold).await.map(|()| id.to_string())
    })
    .await?;
    let Json(sheet) = found(&app, by.scope(), id).await?;
    the_file(&app, by.scope(), sheet.intervention.intake_id).await
}

async fn the_file(app: &App, scope: Scope, id: IntakeId) -> Result<Json<Intake>> {
    Ok(Json(intakes::find(&mut app.read().await?, scope, id).await?))
}

/// Hands the file over to another technician.
#[utoipa::path(post, path = "/interventions/{id}/handover", tag = "interventions", params(("id" = String, Path)), request_body = InterventionHandover, responses((status = 200, body = Sheet), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn hand_over(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    call: Call<InterventionHandover>,
) -> Result<Json<Sheet>> {
    call.write(&app, &by, async |tx, body| {
        let to = chosen("technician", body.technician)?;
        super::hand_over(tx, &by, id, to).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// The work goes on after all.
#[utoipa::path(post, path = "/intakes/{id}/reopening", tag = "interventions", params(("id" = String, Path)), request_body = InterventionReopening, responses((status = 200, body = Intake), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn reopen(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<IntakeId>,
    call: Call<InterventionReopening>,
) -> Result<Json<Intake>> {
    call.write(&app, &by, async |tx, body| super::reopen(tx, &by, id, &body.reason).await.map(|()| id.to_string()))
        .await?;
    the_file(&app, by.scope(), id).await
}

/// Decides whether a warranty pays.
#[utoipa::path(post, path = "/intakes/{id}/warranty-ruling", tag = "interventions", params(("id" = String, Path)), request_body = WarrantyRuling, responses((status = 200, body = Intake), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn rule(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<IntakeId>,
    call: Call<WarrantyRuling>,
) -> Result<Json<Intake>> {
    call.write(&app, &by, async |tx, body| {
        let ruling = chosen("ruling", body.ruling)?;
        super::rule_on_warranty(tx, &by, id, ruling).await.map(|()| id.to_string())
    })
    .await?;
    the_file(&app, by.scope(), id).await
}

// Lines -------------------------------------------------------------------------------------------------------------

/// Adds a part, used or awaited.
#[utoipa::path(post, path = "/interventions/{id}/parts", tag = "interventions", params(("id" = String, Path)), request_body = PartInput, responses((status = 201, body = Part), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add_part(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    call: Call<PartInput>,
) -> Result<Response> {
    let made = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::add_part(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    let Json(part) = the_part(&app, by.scope(), made.parse()?).await?;
    Ok(created(&place(id), &part))
}

async fn the_part(app: &App, scope: Scope, id: PartId) -> Result<Json<Part>> {
    Ok(Json(super::part(&mut app.read().await?, scope, id).await?))
}

/// Corrects a part.
#[utoipa::path(put, path = "/parts/{id}", tag = "interventions", params(("id" = String, Path)), request_body = Versioned<PartInput>, responses((status = 200, body = Part), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn edit_part(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<PartId>,
    call: Call<Versioned<PartInput>>,
) -> Result<Json<Part>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::edit_part(tx, &by, &settings, id, body.version, &body.input).await.map(|()| id.to_string())
    })
    .await?;
    the_part(&app, by.scope(), id).await
}

/// Takes a part off the sheet.
#[utoipa::path(delete, path = "/parts/{id}", tag = "interventions", params(("id" = String, Path)), responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn remove_part(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<PartId>,
    call: Call<LineAct>,
) -> Result<StatusCode> {
    call.write(&app, &by, async |tx, _| super::remove_part(tx, &by, id).await.map(|()| id.to_string())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An awaited part arrived.
#[utoipa::path(post, path = "/parts/{id}/arrival", tag = "interventions", params(("id" = String, Path)), request_body = LineAct, responses((status = 200, body = Part), (status = 409, body = Problem)))]
async fn part_arrived(
    State(app): State<App>,
    by: May<PartsOrder>,
    Path(id): Path<PartId>,
    call: Call<LineAct>,
) -> Result<Json<Part>> {
    call.write(&app, &by, async |tx, _| super::part_arrived(tx, &by, id).await.map(|()| id.to_string())).await?;
    the_part(&app, by.scope(), id).await
}

/// Adds labour.
#[utoipa::path(post, path = "/interventions/{id}/labour", tag = "interventions", params(("id" = String, Path)), request_body = LabourInput, responses((status = 201, body = Labour), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add_labour(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    call: Call<LabourInput>,
) -> Result<Response> {
    let made = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::add_labour(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    let Json(labour) = the_labour(&app, by.scope(), made.parse()?).await?;
    Ok(created(&place(id), &labour))
}

async fn the_labour(app: &App, scope: Scope, id: LabourId) -> Result<Json<Labour>> {
    Ok(Json(super::labour(&mut app.read().await?, scope, id).await?))
}

/// Corrects labour.
#[utoipa::path(put, path = "/labour/{id}", tag = "interventions", params(("id" = String, Path)), request_body = Versioned<LabourInput>, responses((status = 200, body = Labour), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn edit_labour(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<LabourId>,
    call: Call<Versioned<LabourInput>>,
) -> Result<Json<Labour>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::edit_labour(tx, &by, &settings, id, body.version, &body.input).await.map(|()| id.to_string())
    })
    .await?;
    the_labour(&app, by.scope(), id).await
}

/// Takes labour off the sheet.
#[utoipa::path(delete, path = "/labour/{id}", tag = "interventions", params(("id" = String, Path)), responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn remove_labour(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<LabourId>,
    call: Call<LineAct>,
) -> Result<StatusCode> {
    call.write(&app, &by, async |tx, _| super::remove_labour(tx, &by, id).await.map(|()| id.to_string())).await?;
    Ok(StatusCode::NO_CONTENT)
}
