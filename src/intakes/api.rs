//! Intakes in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    CodeKind, Intake, IntakeInput, Span,
    list::{self, IntakeFilter, Line},
};
use crate::{
    app::App,
    kernel::{error::Result, id::IntakeId, page::Page},
    users::rights::{CodeReveal, IntakesEdit, May, Read},
    web::api::{Call, Problem, Versioned},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_all))
        .routes(routes!(show, amend))
        .routes(routes!(spans))
        .routes(routes!(type_code))
        .routes(routes!(reveal))
}

/// Intakes by filter.
#[utoipa::path(get, path = "/intakes", tag = "intakes", params(IntakeFilter), responses((status = 200, body = Page<Line>)))]
async fn list_all(
    State(app): State<App>,
    by: May<Read>,
    Query(filter): Query<IntakeFilter>,
) -> Result<Json<Page<Line>>> {
    Ok(Json(list::list(&mut app.read().await?, by.scope(), &filter, app.now()).await?))
}

/// One intake.
#[utoipa::path(get, path = "/intakes/{id}", tag = "intakes", params(("id" = String, Path)), responses((status = 200, body = Intake), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Intake>> {
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// Amends a voucher.
#[utoipa::path(put, path = "/intakes/{id}", tag = "intakes", params(("id" = String, Path)), request_body = Versioned<IntakeInput>, responses((status = 200, body = Intake), (status = 409, body = Problem)))]
async fn amend(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path(id): Path<IntakeId>,
    call: Call<Versioned<IntakeInput>>,
) -> Result<Json<Intake>> {
    call.write(&app, &by, async |tx, body| {
        super::amend(tx, &by, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// The stretches of time a file spent in each state and hold.
#[utoipa::path(get, path = "/intakes/{id}/spans", tag = "intakes", params(("id" = String, Path)), responses((status = 200, body = Vec<Span>)))]
async fn spans(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Span>>> {
    let mut conn = app.read().await?;
    super::find(&mut conn, by.scope(), id).await?;
    Ok(Json(super::spans(&mut conn, id).await?))
}

/// An unlock code.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
struct Code {
    /// Digits or letters, or a pattern.
    kind: CodeKind,
    /// The code.
    code: String,
}

/// Keeps an unlock code, encrypted.
#[utoipa::path(put, path = "/intakes/{id}/code", tag = "intakes", params(("id" = String, Path)), request_body = Code, responses((status = 204), (status = 422, body = Problem)))]
async fn type_code(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path(id): Path<IntakeId>,
    call: Call<Code>,
) -> Result<axum::http::StatusCode> {
    app.write(async |tx| super::type_code(tx, &by, id, call.body.kind, &call.body.code).await).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Shows an unlock code; that it was shown is an event.
#[utoipa::path(post, path = "/intakes/{id}/code-reveal", tag = "intakes", params(("id" = String, Path)), responses((status = 200, body = Code), (status = 403, body = Problem)))]
async fn reveal(State(app): State<App>, by: May<CodeReveal>, Path(id): Path<IntakeId>) -> Result<Json<Code>> {
    let (kind, code) = app.write(async |tx| super::reveal_code(tx, &by, id).await).await?;
    Ok(Json(Code { kind, code }))
}
