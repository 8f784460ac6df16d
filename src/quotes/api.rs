//! Quotes in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{AnswerInput, Offer, Quote, QuoteFilter, QuoteInput, QuoteLineInput, QuoteRow};
use crate::{
    app::App,
    intakes,
    kernel::{
        error::Result,
        id::{IntakeId, QuoteId, QuoteLineId},
        page::Page,
    },
    settings,
    users::rights::{May, QuotesAnswer, QuotesEdit, QuotesSend, Read, Scope},
    web::api::{Call, Problem, Versioned, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(of_intake, prepare))
        .routes(routes!(show, change))
        .routes(routes!(add_line))
        .routes(routes!(edit_line))
        .routes(routes!(remove_line))
        .routes(routes!(refresh))
        .routes(routes!(send))
        .routes(routes!(revise))
        .routes(routes!(answer))
        .routes(routes!(withdraw))
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct QuoteAct {}

/// How a draft goes to the client.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct QuoteSending {
    /// The technician waits for the answer.
    pub wait: bool,
}

async fn found(app: &App, scope: Scope, id: QuoteId) -> Result<Json<Offer>> {
    Ok(Json(super::find(&mut app.read().await?, scope, id).await?))
}

async fn made(app: &App, scope: Scope, id: QuoteId) -> Result<Response> {
    let Json(offer) = found(app, scope, id).await?;
    Ok(created(&format!("/api/v1/quotes/{id}"), &offer))
}

/// Quotes, newest first.
#[utoipa::path(get, path = "/quotes", tag = "quotes", params(QuoteFilter), responses((status = 200, body = Page<QuoteRow>)))]
async fn list(
    State(app): State<App>,
    by: May<Read>,
    Query(filter): Query<QuoteFilter>,
) -> Result<Json<Page<QuoteRow>>> {
    Ok(Json(super::list(&mut app.read().await?, by.scope(), &filter).await?))
}

/// The quotes of a repair file, the latest first.
#[utoipa::path(get, path = "/intakes/{id}/quotes", tag = "quotes", params(("id" = String, Path)), responses((status = 200, body = Vec<Quote>), (status = 404, body = Problem)))]
async fn of_intake(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Quote>>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, by.scope(), id).await?;
    Ok(Json(super::of_intake(&mut conn, by.scope(), id).await?))
}

/// Prepares a quote from the lines of the sheet, or from those given.
#[utoipa::path(post, path = "/intakes/{id}/quotes", tag = "quotes", params(("id" = String, Path)), request_body = QuoteInput, responses((status = 201, body = Offer), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn prepare(
    State(app): State<App>,
    by: May<QuotesSend>,
    Path(id): Path<IntakeId>,
    call: Call<QuoteInput>,
) -> Result<Response> {
    let quote = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::prepare(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    made(&app, by.scope(), quote.parse()?).await
}

/// One quote with its lines and sums.
#[utoipa::path(get, path = "/quotes/{id}", tag = "quotes", params(("id" = String, Path)), responses((status = 200, body = Offer), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<QuoteId>) -> Result<Json<Offer>> {
    found(&app, by.scope(), id).await
}

/// Changes a draft.
#[utoipa::path(put, path = "/quotes/{id}", tag = "quotes", params(("id" = String, Path)), request_body = Versioned<QuoteInput>, responses((status = 200, body = Offer), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn change(
    State(app): State<App>,
    by: May<QuotesSend>,
    Path(id): Path<QuoteId>,
    call: Call<Versioned<QuoteInput>>,
) -> Result<Json<Offer>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::change(tx, &by, &settings, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Adds a line to a draft.
#[utoipa::path(post, path = "/quotes/{id}/lines", tag = "quotes", params(("id" = String, Path)), request_body = Versioned<QuoteLineInput>, responses((status = 201, body = Offer), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add_line(
    State(app): State<App>,
    by: May<QuotesEdit>,
    Path(id): Path<QuoteId>,
    call: Call<Versioned<QuoteLineInput>>,
) -> Result<Response> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        Ok(super::add_line(tx, &by, &settings, id, body.version, &body.input).await?.to_string())
    })
    .await?;
    made(&app, by.scope(), id).await
}

/// Corrects a line of a draft; the version is the quote's.
#[utoipa::path(put, path = "/quote-lines/{id}", tag = "quotes", params(("id" = String, Path)), request_body = Versioned<QuoteLineInput>, responses((status = 200, body = Offer), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn edit_line(
    State(app): State<App>,
    by: May<QuotesEdit>,
    Path(id): Path<QuoteLineId>,
    call: Call<Versioned<QuoteLineInput>>,
) -> Result<Json<Offer>> {
    let quote = super::line(&mut app.read().await?, by.scope(), id).await?.quote_id;
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::edit_line(tx, &by, &settings, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    found(&app, by.scope(), quote).await
}

/// Takes a line off a draft.
#[utoipa::path(post, path = "/quote-lines/{id}/removal", tag = "quotes", params(("id" = String, Path)), request_body = QuoteAct, responses((status = 200, body = Offer), (status = 409, body = Problem)))]
async fn remove_line(
    State(app): State<App>,
    by: May<QuotesEdit>,
    Path(id): Path<QuoteLineId>,
    call: Call<QuoteAct>,
) -> Result<Json<Offer>> {
    let quote = super::line(&mut app.read().await?, by.scope(), id).await?.quote_id;
    call.write(&app, &by, async |tx, _| {
        let settings = settings::current(tx).await?;
        super::remove_line(tx, &by, &settings, id).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), quote).await
}

/// Takes the lines of the sheet again.
#[utoipa::path(post, path = "/quotes/{id}/refresh", tag = "quotes", params(("id" = String, Path)), request_body = QuoteAct, responses((status = 200, body = Offer), (status = 409, body = Problem)))]
async fn refresh(
    State(app): State<App>,
    by: May<QuotesSend>,
    Path(id): Path<QuoteId>,
    call: Call<QuoteAct>,
) -> Result<Json<Offer>> {
    call.write(&app, &by, async |tx, _| {
        let settings = settings::current(tx).await?;
        super::refresh(tx, &by, &settings, id).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Sends a draft to the client.
#[utoipa::path(post, path = "/quotes/{id}/sending", tag = "quotes", params(("id" = String, Path)), request_body = Versioned<QuoteSending>, responses((status = 200, body = Offer), (status = 409, body = Problem)))]
async fn send(
    State(app): State<App>,
    by: May<QuotesSend>,
    Path(id): Path<QuoteId>,
    call: Call<Versioned<QuoteSending>>,
) -> Result<Json<Offer>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::send(tx, &by, &settings, id, body.version, body.input.wait).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Writes the next version of a quote as a draft; an open one is superseded at once.
#[utoipa::path(post, path = "/quotes/{id}/revision", tag = "quotes", params(("id" = String, Path)), request_body = QuoteAct, responses((status = 201, body = Offer), (status = 409, body = Problem)))]
async fn revise(
    State(app): State<App>,
    by: May<QuotesSend>,
    Path(id): Path<QuoteId>,
    call: Call<QuoteAct>,
) -> Result<Response> {
    let next = call
        .write(&app, &by, async |tx, _| {
            let settings = settings::current(tx).await?;
            Ok(super::revise(tx, &by, &settings, id).await?.to_string())
        })
        .await?;
    made(&app, by.scope(), next.parse()?).await
}

/// Records the client's answer.
#[utoipa::path(post, path = "/quotes/{id}/answer", tag = "quotes", params(("id" = String, Path)), request_body = AnswerInput, responses((status = 200, body = Offer), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn answer(
    State(app): State<App>,
    by: May<QuotesAnswer>,
    Path(id): Path<QuoteId>,
    call: Call<AnswerInput>,
) -> Result<Json<Offer>> {
    call.write(&app, &by, async |tx, input| {
        let settings = settings::current(tx).await?;
        super::answer(tx, &by, &settings, id, input).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Takes back a quote that nobody answered.
#[utoipa::path(post, path = "/quotes/{id}/withdrawal", tag = "quotes", params(("id" = String, Path)), request_body = QuoteAct, responses((status = 200, body = Offer), (status = 409, body = Problem)))]
async fn withdraw(
    State(app): State<App>,
    by: May<QuotesSend>,
    Path(id): Path<QuoteId>,
    call: Call<QuoteAct>,
) -> Result<Json<Offer>> {
    call.write(&app, &by, async |tx, _| super::withdraw(tx, &by, id).await.map(|()| id.to_string())).await?;
    found(&app, by.scope(), id).await
}
