//! Timers in JSON.

use axum::{
    Json,
    extract::{Path, State},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::ToldDay;
use crate::{
    app::App,
    intakes,
    kernel::{
        error::{Error, Result},
        id::{IntakeId, InterventionId, TimerId},
    },
    settings,
    users::rights::{InterventionsEdit, May, Read},
    web::api::{Call, Problem},
    worktime::{self, Timer},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(mine))
        .routes(routes!(of_intake))
        .routes(routes!(start))
        .routes(routes!(start_on_file))
        .routes(routes!(pause))
        .routes(routes!(stop))
        .routes(routes!(correct))
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
struct TimerAct {}

/// The minutes of a forgotten timer.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
struct TimerCorrection {
    /// Each day that was worked; a day left out was not.
    days: Vec<ToldDay>,
}

/// One's own timers that run, are paused, or wait for their minutes.
#[utoipa::path(get, path = "/timers", tag = "interventions", responses((status = 200, body = Vec<Timer>)))]
async fn mine(State(app): State<App>, by: May<InterventionsEdit>) -> Result<Json<Vec<Timer>>> {
    let user = by.user().ok_or(Error::Forbidden)?;
    Ok(Json(worktime::of_reader(&mut app.read().await?, user).await?))
}

/// The timers of a file that run, are paused, or wait for their minutes.
#[utoipa::path(get, path = "/intakes/{id}/timers", tag = "interventions", params(("id" = String, Path)), responses((status = 200, body = Vec<Timer>), (status = 404, body = Problem)))]
async fn of_intake(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Timer>>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, by.scope(), id).await?;
    Ok(Json(worktime::of_intake(&mut conn, id).await?))
}

async fn the_timer(app: &App, id: TimerId) -> Result<Json<Timer>> {
    Ok(Json(worktime::find(&mut app.read().await?, id).await?))
}

/// Starts one's timer on a sheet, or lets it go on; another one is stopped.
#[utoipa::path(post, path = "/interventions/{id}/timer", tag = "interventions", params(("id" = String, Path)), request_body = TimerAct, responses((status = 200, body = Timer), (status = 409, body = Problem)))]
async fn start(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    call: Call<TimerAct>,
) -> Result<Json<Timer>> {
    let user = by.user().ok_or(Error::Forbidden)?;
    let made = call
        .write(&app, &by, async |tx, _| {
            let settings = settings::current(tx).await?;
            super::start(tx, &by, &settings, id).await?;
            let open = worktime::of_reader(tx, user).await?;
            Ok(open.first().ok_or(Error::NotFound)?.id.to_string())
        })
        .await?;
    the_timer(&app, made.parse()?).await
}

/// Takes a file that nobody has opened, and starts one's timer on its sheet.
#[utoipa::path(post, path = "/intakes/{id}/timer", tag = "interventions", params(("id" = String, Path)), request_body = TimerAct, responses((status = 200, body = Timer), (status = 409, body = Problem)))]
async fn start_on_file(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<IntakeId>,
    call: Call<TimerAct>,
) -> Result<Json<Timer>> {
    let user = by.user().ok_or(Error::Forbidden)?;
    let made = call
        .write(&app, &by, async |tx, _| {
            let settings = settings::current(tx).await?;
            super::start_on_file(tx, &by, &settings, id).await?;
            let open = worktime::of_reader(tx, user).await?;
            Ok(open.first().ok_or(Error::NotFound)?.id.to_string())
        })
        .await?;
    the_timer(&app, made.parse()?).await
}

/// Pauses a timer.
#[utoipa::path(post, path = "/timers/{id}/pause", tag = "interventions", params(("id" = String, Path)), request_body = TimerAct, responses((status = 200, body = Timer), (status = 404, body = Problem)))]
async fn pause(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<TimerId>,
    call: Call<TimerAct>,
) -> Result<Json<Timer>> {
    call.write(&app, &by, async |tx, _| super::pause(tx, &by, id).await.map(|_| id.to_string())).await?;
    the_timer(&app, id).await
}

/// Stops a timer: its minutes become labour, unless it was forgotten.
#[utoipa::path(post, path = "/timers/{id}/stop", tag = "interventions", params(("id" = String, Path)), request_body = TimerAct, responses((status = 200, body = Timer), (status = 404, body = Problem)))]
async fn stop(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<TimerId>,
    call: Call<TimerAct>,
) -> Result<Json<Timer>> {
    call.write(&app, &by, async |tx, _| {
        let settings = settings::current(tx).await?;
        super::stop(tx, &by, &settings, id).await.map(|_| id.to_string())
    })
    .await?;
    the_timer(&app, id).await
}

/// Tells the minutes of a forgotten timer.
#[utoipa::path(post, path = "/timers/{id}/correction", tag = "interventions", params(("id" = String, Path)), request_body = TimerCorrection, responses((status = 200, body = Timer), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn correct(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<TimerId>,
    call: Call<TimerCorrection>,
) -> Result<Json<Timer>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::correct(tx, &by, &settings, id, &body.days).await.map(|_| id.to_string())
    })
    .await?;
    the_timer(&app, id).await
}
