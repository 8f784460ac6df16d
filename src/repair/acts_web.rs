//! Pages and JSON of acts that several nouns have a say in.

use axum::{
    Json, Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use maud::html;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::acts;
use crate::{
    announcements,
    app::App,
    intakes::{self, Intake, Outcome, view::act},
    interventions,
    kernel::{
        error::{Error, Result},
        id::{IntakeId, InterventionId},
    },
    lang::Key,
    quotes, sms,
    users::rights::{InterventionsEdit, May, VoidVoucher},
    web::{
        self, Cx, Form,
        api::{Call, Problem},
        ui::field,
    },
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/interventions/{id}/completion", get(completion_page).post(complete))
        .route("/intakes/{id}/void", get(void_page).post(void))
}

/// The same acts in JSON.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(complete_json)).routes(routes!(void_json))
}

async fn completion_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
) -> Result<Response> {
    show_completion(&app, &by, &cx, id, &Form::blank()).await.map(web::page)
}

async fn show_completion(
    app: &App,
    by: &May<InterventionsEdit>,
    cx: &Cx,
    id: InterventionId,
    form: &Form,
) -> Result<maud::Markup> {
    let mut conn = app.read().await?;
    let sheet = interventions::find(&mut conn, by.scope(), id).await?;
    let intake = intakes::find(&mut conn, by.scope(), sheet.intervention.intake_id).await?;
    let gateway = sms::gateway(&mut conn).await?.gateway;
    let mut drafts = Vec::new();
    for outcome in interventions::OUTCOMES {
        if let Some(told) = announcements::told_of(*outcome) {
            let draft = announcements::draft(app, &mut conn, &cx.settings, &intake, told, Some(*outcome)).await?;
            drafts.push((format!("outcome={outcome}"), draft));
        }
    }
    let told = announcements::view::preview(cx, &gateway, &drafts);
    Ok(interventions::completion_page(cx, &intake, &sheet, form, told))
}

async fn complete(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
    mut form: Form,
) -> Result<Response> {
    let outcome = form.choice("outcome", Outcome::parse);
    if outcome.is_none() {
        form.complain("outcome", Key::ErrorChoose);
    }
    let saved = form
        .save(&app, &by, async |tx| {
            let intake = quotes::complete(tx, &by, id, outcome.ok_or(Error::NotFound)?).await?;
            Ok(format!("/intakes/{intake}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            show_completion(&app, &by, &cx, id, &form).await.map(web::invalid)
        }
    }
}

fn void_markup(cx: &Cx, intake: &Intake, form: &Form) -> maud::Markup {
    let l = cx.l;
    let fields = html! { fieldset {
        legend { (l.file_void()) }
        div.full { p.muted { (l.file_void_about()) } }
        (field(cx, form, "reason", l.form_reason()).full().autofocus().textarea(2))
    } };
    act(cx, intake, l.file_void(), &format!("/intakes/{}/void", intake.id), form, fields, l.file_void())
}

async fn void_page(State(app): State<App>, by: May<VoidVoucher>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(void_markup(&cx, &intake, &Form::blank())))
}

async fn void(
    State(app): State<App>,
    by: May<VoidVoucher>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let reason = form.text("reason");
    let saved = form
        .save(&app, &by, async |tx| {
            acts::void(tx, &by, id, &reason).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "voided")),
        Err(e) => {
            form.refused(e)?;
            let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(void_markup(&cx, &intake, &form)))
        }
    }
}

/// How the work ended.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
struct Completion {
    /// The outcome.
    outcome: Outcome,
}

/// Why a voucher counts no more.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
struct Voiding {
    /// The reason; needed.
    reason: String,
}

/// Ends the work with an outcome.
#[utoipa::path(post, path = "/interventions/{id}/completion", tag = "interventions", params(("id" = String, Path)), request_body = Completion, responses((status = 200, body = Intake), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn complete_json(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    call: Call<Completion>,
) -> Result<Json<Intake>> {
    let intake = call
        .write(&app, &by, async |tx, body| Ok(quotes::complete(tx, &by, id, body.outcome).await?.to_string()))
        .await?;
    Ok(Json(intakes::find(&mut app.read().await?, by.scope(), intake.parse()?).await?))
}

/// Voids a voucher recorded by mistake.
#[utoipa::path(post, path = "/intakes/{id}/void", tag = "intakes", params(("id" = String, Path)), request_body = Voiding, responses((status = 200, body = Intake), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn void_json(
    State(app): State<App>,
    by: May<VoidVoucher>,
    Path(id): Path<IntakeId>,
    call: Call<Voiding>,
) -> Result<Json<Intake>> {
    call.write(&app, &by, async |tx, body| {
        acts::void(tx, &by, id, &body.reason).await?;
        Ok(id.to_string())
    })
    .await?;
    Ok(Json(intakes::find(&mut app.read().await?, by.scope(), id).await?))
}
