//! What concerns a whole file, in JSON: what happened to it, the audit, a file of a ticket and a ticket of a file.

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::conversion::{file_of_ticket, ticket_of_file};
use crate::{
    app::App,
    deposits::ItemInput,
    events::{self, Event, Recorded},
    intakes::{self, Intake},
    kernel::{
        error::Result,
        id::{EventId, IntakeId, TicketId, UserId},
        time::At,
    },
    outbox::{self, Out},
    settings,
    tickets::{self, Ticket, TicketInput},
    users::rights::{Audit, IntakesEdit, May, Read, TicketsOpen},
    web::api::{Call, Problem, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(happened))
        .routes(routes!(audit))
        .routes(routes!(messages))
        .routes(routes!(to_file))
        .routes(routes!(to_ticket))
}

/// What the client of a file was or will be told, the oldest first.
#[utoipa::path(get, path = "/intakes/{id}/messages", tag = "intakes", params(("id" = String, Path)), responses((status = 200, body = Vec<Out>), (status = 404, body = Problem)))]
async fn messages(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Out>>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, by.scope(), id).await?;
    Ok(Json(outbox::of_intake(&mut conn, by.scope(), id).await?))
}

/// An event of the log.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct Happened {
    /// Its place in the log.
    id: EventId,
    /// When.
    at: At,
    /// Who; absent when the server did it by itself.
    by: Option<UserId>,
    /// The file it belongs to.
    intake_id: Option<IntakeId>,
    /// What, and the ids concerned.
    #[schema(value_type = Object)]
    event: Event,
}

impl From<Recorded> for Happened {
    fn from(r: Recorded) -> Self {
        Self { id: r.id, at: r.at, by: r.actor.user(), intake_id: r.intake, event: r.event }
    }
}

/// Everything that happened to a file, oldest first.
#[utoipa::path(get, path = "/intakes/{id}/events", tag = "intakes", params(("id" = String, Path)), responses((status = 200, body = Vec<Happened>), (status = 404, body = Problem)))]
async fn happened(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Happened>>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, by.scope(), id).await?;
    let all = events::of_intake(&mut conn, id).await?;
    Ok(Json(all.into_iter().map(Happened::from).collect()))
}

#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
struct Before {
    /// An event: what happened before it.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    before: Option<EventId>,
}

/// Everything that happened in the shop, newest first; read on with `before`.
#[utoipa::path(get, path = "/audit", tag = "audit", params(Before), responses((status = 200, body = Vec<Happened>)))]
async fn audit(State(app): State<App>, _: May<Audit>, Query(asked): Query<Before>) -> Result<Json<Vec<Happened>>> {
    let found = events::newest(&mut app.read().await?, asked.before).await?;
    Ok(Json(found.into_iter().map(Happened::from).collect()))
}

/// A ticket becomes a repair file; it is closed and tied to it.
#[utoipa::path(post, path = "/tickets/{id}/conversion", tag = "tickets", params(("id" = String, Path)), request_body = ItemInput, responses((status = 201, body = Intake), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn to_file(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path(id): Path<TicketId>,
    call: Call<ItemInput>,
) -> Result<Response> {
    let made = call
        .write(&app, &by, async |tx, item| {
            let settings = settings::current(tx).await?;
            Ok(file_of_ticket(tx, &by, &settings, id, item).await?.to_string())
        })
        .await?;
    let intake = intakes::find(&mut app.read().await?, by.scope(), made.parse()?).await?;
    Ok(created(&format!("/api/v1/intakes/{made}"), &intake))
}

/// A repair file gets a software ticket; the file goes on.
#[utoipa::path(post, path = "/intakes/{id}/conversion", tag = "intakes", params(("id" = String, Path)), request_body = TicketInput, responses((status = 201, body = Ticket), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn to_ticket(
    State(app): State<App>,
    by: May<TicketsOpen>,
    Path(id): Path<IntakeId>,
    call: Call<TicketInput>,
) -> Result<Response> {
    let made = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(ticket_of_file(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    let ticket = tickets::find(&mut app.read().await?, by.scope(), made.parse()?).await?;
    Ok(created(&format!("/api/v1/tickets/{made}"), &ticket))
}
