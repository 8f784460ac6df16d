//! Pages of timers: start, pause, stop, and telling the minutes of a forgotten one.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};
use maud::Markup;

use super::{ToldDay, field_of, view};
use crate::{
    app::App,
    intakes, interventions,
    kernel::{
        error::Result,
        id::{IntakeId, InterventionId, TimerId},
    },
    lang::Key,
    users::{
        self,
        rights::{InterventionsEdit, May},
    },
    web::{self, Cx, Form},
    worktime,
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/intakes/{id}/timer", post(start_on_file))
        .route("/interventions/{id}/timer", post(start))
        .route("/timers/{id}/pause", post(pause))
        .route("/timers/{id}/stop", post(stop))
        .route("/timers/{id}/correction", get(correction_page).post(correct))
}

async fn start(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| Ok(format!("/intakes/{}", super::start(tx, &by, &cx.settings, id).await?)))
        .await?;
    Ok(form.go(&to))
}

async fn start_on_file(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| Ok(format!("/intakes/{}", super::start_on_file(tx, &by, &cx.settings, id).await?)))
        .await?;
    Ok(form.go(&to))
}

async fn pause(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<TimerId>,
    form: Form,
) -> Result<Response> {
    let to = form.save(&app, &by, async |tx| Ok(format!("/intakes/{}", super::pause(tx, &by, id).await?))).await?;
    Ok(form.go(&to))
}

/// A forgotten one leads to the page on which its minutes are told.
async fn stop(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<TimerId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            let timer = super::stop(tx, &by, &cx.settings, id).await?;
            Ok(if timer.is_to_correct() {
                format!("/timers/{id}/correction")
            } else {
                format!("/intakes/{}", timer.intake_id)
            })
        })
        .await?;
    Ok(form.go(&to))
}

async fn showing(app: &App, by: &May<InterventionsEdit>, cx: &Cx, id: TimerId, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let timer = worktime::find(&mut conn, id).await?;
    let pieces = worktime::pieces(&mut conn, id).await?;
    let intake = intakes::find(&mut conn, by.scope(), timer.intake_id).await?;
    let who = users::find(&mut conn, timer.user_id).await?.name;
    Ok(view::correction(cx, &intake, &timer, &pieces, &who, form))
}

async fn correction_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<TimerId>,
) -> Result<Response> {
    Ok(web::page(showing(&app, &by, &cx, id, &Form::blank()).await?))
}

async fn correct(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<TimerId>,
    mut form: Form,
) -> Result<Response> {
    let told = told(&app, &cx, id, &mut form).await?;
    let saved = form
        .save(&app, &by, async |tx| Ok(format!("/intakes/{}", super::correct(tx, &by, &cx.settings, id, &told).await?)))
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(showing(&app, &by, &cx, id, &form).await?))
        }
    }
}

/// Reads the minutes of each day; nothing typed is a fault, not nothing worked.
async fn told(app: &App, cx: &Cx, id: TimerId, form: &mut Form) -> Result<Vec<ToldDay>> {
    let pieces = worktime::pieces(&mut app.read().await?, id).await?;
    let mut told = Vec::new();
    for day in worktime::days_of(&pieces, &cx.settings.zone()) {
        let name = field_of(day);
        let read = |text: &str| (text == "0").then_some(0).or_else(|| interventions::parse_minutes(text));
        match form.read(&name, Key::InterventionsDurationWrong, read) {
            Some(minutes) => told.push(ToldDay { day, minutes }),
            None => form.complain(&name, Key::ErrorRequired),
        }
    }
    Ok(told)
}
