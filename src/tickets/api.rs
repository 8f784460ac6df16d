//! Tickets in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Ticket, TicketFilter, TicketInput, TicketLine, TicketNote};
use crate::{
    app::App,
    kernel::{
        error::{Result, chosen},
        id::{TicketId, UserId},
        page::Page,
    },
    settings,
    users::rights::{May, NotesWrite, Read, Scope, TicketsOpen, TicketsTake, VoidVoucher},
    web::api::{Call, Problem, Versioned, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, open))
        .routes(routes!(show, amend))
        .routes(routes!(take))
        .routes(routes!(hand_over))
        .routes(routes!(close))
        .routes(routes!(reopen))
        .routes(routes!(void))
        .routes(routes!(notes, note))
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TicketTaking {}

/// To whom a ticket goes.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TicketHandover {
    /// The engineer who gets it; needed.
    pub to: Option<UserId>,
}

/// What was done.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TicketClosing {
    /// What was done; needed.
    pub closing_note: String,
}

/// Why a ticket is reopened.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TicketReopening {
    /// The reason; needed.
    pub reopening_reason: String,
}

/// Why a ticket is voided.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TicketVoiding {
    /// The reason; needed.
    pub reason: String,
}

/// A note within the team.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TicketNoteInput {
    /// What it says; needed.
    pub body: String,
}

async fn found(app: &App, scope: Scope, id: TicketId) -> Result<Json<Ticket>> {
    Ok(Json(super::find(&mut app.read().await?, scope, id).await?))
}

/// Tickets, newest first.
#[utoipa::path(get, path = "/tickets", tag = "tickets", params(TicketFilter), responses((status = 200, body = Page<TicketLine>)))]
async fn list(
    State(app): State<App>,
    by: May<Read>,
    Query(filter): Query<TicketFilter>,
) -> Result<Json<Page<TicketLine>>> {
    Ok(Json(super::list(&mut app.read().await?, by.scope(), &filter, by.user()).await?))
}

/// Opens a ticket.
#[utoipa::path(post, path = "/tickets", tag = "tickets", request_body = TicketInput, responses((status = 201, body = Ticket), (status = 422, body = Problem)))]
async fn open(State(app): State<App>, by: May<TicketsOpen>, call: Call<TicketInput>) -> Result<Response> {
    let id = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::open(tx, &by, &settings, input).await?.to_string())
        })
        .await?;
    let Json(ticket) = found(&app, by.scope(), id.parse()?).await?;
    Ok(created(&format!("/api/v1/tickets/{id}"), &ticket))
}

/// One ticket.
#[utoipa::path(get, path = "/tickets/{id}", tag = "tickets", params(("id" = String, Path)), responses((status = 200, body = Ticket), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<TicketId>) -> Result<Json<Ticket>> {
    found(&app, by.scope(), id).await
}

/// Corrects a ticket.
#[utoipa::path(put, path = "/tickets/{id}", tag = "tickets", params(("id" = String, Path)), request_body = Versioned<TicketInput>, responses((status = 200, body = Ticket), (status = 409, body = Problem)))]
async fn amend(
    State(app): State<App>,
    by: May<TicketsOpen>,
    Path(id): Path<TicketId>,
    call: Call<Versioned<TicketInput>>,
) -> Result<Json<Ticket>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::amend(tx, &by, &settings, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Takes an open ticket.
#[utoipa::path(post, path = "/tickets/{id}/take", tag = "tickets", params(("id" = String, Path)), request_body = TicketTaking, responses((status = 200, body = Ticket), (status = 409, body = Problem)))]
async fn take(
    State(app): State<App>,
    by: May<TicketsTake>,
    Path(id): Path<TicketId>,
    call: Call<TicketTaking>,
) -> Result<Json<Ticket>> {
    call.write(&app, &by, async |tx, _| super::take(tx, &by, id).await.map(|()| id.to_string())).await?;
    found(&app, by.scope(), id).await
}

/// Hands a taken ticket over to another engineer.
#[utoipa::path(post, path = "/tickets/{id}/handover", tag = "tickets", params(("id" = String, Path)), request_body = TicketHandover, responses((status = 200, body = Ticket), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn hand_over(
    State(app): State<App>,
    by: May<TicketsTake>,
    Path(id): Path<TicketId>,
    call: Call<TicketHandover>,
) -> Result<Json<Ticket>> {
    call.write(&app, &by, async |tx, body| {
        let to = chosen("to", body.to)?;
        super::hand_over(tx, &by, id, to).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Closes a taken ticket.
#[utoipa::path(post, path = "/tickets/{id}/closing", tag = "tickets", params(("id" = String, Path)), request_body = TicketClosing, responses((status = 200, body = Ticket), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn close(
    State(app): State<App>,
    by: May<TicketsTake>,
    Path(id): Path<TicketId>,
    call: Call<TicketClosing>,
) -> Result<Json<Ticket>> {
    call.write(&app, &by, async |tx, body| {
        super::close(tx, &by, id, &body.closing_note).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Reopens a closed ticket: who had it has it again.
#[utoipa::path(post, path = "/tickets/{id}/reopening", tag = "tickets", params(("id" = String, Path)), request_body = TicketReopening, responses((status = 200, body = Ticket), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn reopen(
    State(app): State<App>,
    by: May<TicketsTake>,
    Path(id): Path<TicketId>,
    call: Call<TicketReopening>,
) -> Result<Json<Ticket>> {
    call.write(&app, &by, async |tx, body| {
        super::reopen(tx, &by, id, &body.reopening_reason).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Voids a ticket recorded by mistake.
#[utoipa::path(post, path = "/tickets/{id}/void", tag = "tickets", params(("id" = String, Path)), request_body = TicketVoiding, responses((status = 200, body = Ticket), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn void(
    State(app): State<App>,
    by: May<VoidVoucher>,
    Path(id): Path<TicketId>,
    call: Call<TicketVoiding>,
) -> Result<Json<Ticket>> {
    call.write(&app, &by, async |tx, body| super::void(tx, &by, id, &body.reason).await.map(|()| id.to_string()))
        .await?;
    found(&app, by.scope(), id).await
}

/// The notes of a ticket, oldest first.
#[utoipa::path(get, path = "/tickets/{id}/notes", tag = "tickets", params(("id" = String, Path)), responses((status = 200, body = Vec<TicketNote>), (status = 404, body = Problem)))]
async fn notes(State(app): State<App>, by: May<Read>, Path(id): Path<TicketId>) -> Result<Json<Vec<TicketNote>>> {
    let mut conn = app.read().await?;
    super::find(&mut conn, by.scope(), id).await?;
    Ok(Json(super::notes(&mut conn, by.scope(), id).await?))
}

/// Writes a note on a ticket.
#[utoipa::path(post, path = "/tickets/{id}/notes", tag = "tickets", params(("id" = String, Path)), request_body = TicketNoteInput, responses((status = 201, body = Vec<TicketNote>), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn note(
    State(app): State<App>,
    by: May<NotesWrite>,
    Path(id): Path<TicketId>,
    call: Call<TicketNoteInput>,
) -> Result<Response> {
    call.write(&app, &by, async |tx, body| super::note(tx, &by, id, &body.body).await.map(|made| made.to_string()))
        .await?;
    let notes = super::notes(&mut app.read().await?, by.scope(), id).await?;
    Ok(created(&format!("/api/v1/tickets/{id}/notes"), &notes))
}
