//! Pages of acts on a sheet. Those of parts and labour are in `lines_web`.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use maud::Markup;

use super::{
    Check, Intervention, Sheet, SheetInput, checks, checks_view,
    form_view::{self, Saved, file},
    history_view, lines_web,
};
use crate::{
    amendments,
    app::App,
    equipment,
    intakes::{self, Hold, Intake, Ruling},
    kernel::{
        db::Conn,
        error::{Error, Result, chosen},
        id::{IntakeId, InterventionId, UserId},
    },
    users::{
        self, Role, User,
        rights::{InterventionsEdit, May, Read, Scope},
    },
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/intakes/{id}/intervention", get(open_page).post(open))
        .route("/interventions/{id}/edit", get(edit_page).post(edit))
        .route("/interventions/{id}/draft", post(keep))
        .route("/interventions/{id}/draft/removal", post(throw_away))
        .route("/interventions/{id}/hold", get(hold_page).post(hold))
        .route("/interventions/{id}/hold/undo", post(super::undo::undo))
        .route("/interventions/{id}/handover", get(hand_over_page).post(hand_over))
        .route("/interventions/{id}/history", get(history))
        .route("/intakes/{id}/reopening", get(reopening_page).post(reopen))
        .route("/intakes/{id}/warranty-ruling", get(ruling_page).post(rule))
        .merge(lines_web::routes())
}

/// A sheet and its file.
pub(super) async fn with_file(conn: &mut Conn, scope: Scope, id: InterventionId) -> Result<(Intake, Sheet)> {
    let sheet = super::find(conn, scope, id).await?;
    let intake = intakes::find(conn, scope, sheet.intervention.intake_id).await?;
    Ok((intake, sheet))
}

/// Those who can be responsible or add labour.
pub(super) async fn technicians(conn: &mut Conn) -> Result<Vec<User>> {
    users::active(conn, &[Role::Technician, Role::Manager]).await
}

// Opening -----------------------------------------------------------------------------------------------------------

async fn opening(app: &App, cx: &Cx, scope: Scope, id: IntakeId, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let intake = intakes::find(&mut conn, scope, id).await?;
    Ok(form_view::open(cx, &intake, &technicians(&mut conn).await?, form))
}

async fn open_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
) -> Result<Response> {
    Ok(web::page(opening(&app, &cx, by.scope(), id, &Form::blank()).await?))
}

async fn open(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let technician: Option<UserId> = form.choice("technician", |id| id.parse().ok());
    let saved = form
        .save(&app, &by, async |tx| {
            super::open(tx, &by, &cx.settings, id, technician).await?;
            Ok(file(id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(opening(&app, &cx, by.scope(), id, &form).await?))
        }
    }
}

// Writing -----------------------------------------------------------------------------------------------------------

/// What was typed before and not saved is gone on with; when someone saved meanwhile, both texts are shown.
async fn edit_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
) -> Result<Response> {
    let mut conn = app.read().await?;
    let (intake, sheet) = with_file(&mut conn, by.scope(), id).await?;
    let s = &sheet.intervention;
    let draft = super::draft_of(&mut conn, id, by.user()).await?;
    let version = ("version".to_owned(), s.version.to_string());
    let equipment = equipment::find(&mut conn, by.scope(), intake.equipment_id).await?;
    let wanted = cx.settings.checklists.wanted(&equipment.category);
    let values = |diagnosis: &str, report: &str, answered: &[Check]| {
        let mut values =
            vec![version, ("diagnosis".to_owned(), diagnosis.to_owned()), ("report".to_owned(), report.to_owned())];
        values.extend(checks_view::values(&checks::rows(&wanted, answered)));
        values
    };
    let Some(draft) = draft.filter(|draft| draft.differs(s)) else {
        let form = Form::resumed(Form::blank().key(), values(&s.diagnosis, &s.report, &s.checks.0));
        return Ok(web::page(form_view::edit(&cx, &intake, &sheet, &form, None, None)));
    };
    let form = Form::resumed(&draft.id, values(&draft.diagnosis, &draft.report, &draft.checks.0));
    let by_another = if draft.version == s.version { None } else { Some(last_saved(&mut conn, s).await?) };
    Ok(web::page(form_view::edit(&cx, &intake, &sheet, &form, by_another.as_ref(), Some(draft.saved_at))))
}

fn typed(form: &mut Form) -> SheetInput {
    SheetInput { diagnosis: form.text("diagnosis"), report: form.text("report"), checks: checks_view::read(form) }
}

/// When someone else saved meanwhile the page shows both texts, and saving again saves what stands in the fields.
async fn edit(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
    mut form: Form,
) -> Result<Response> {
    if form.take_phrase() {
        let (intake, sheet) = with_file(&mut app.read().await?, by.scope(), id).await?;
        return Ok(web::page(form_view::edit(&cx, &intake, &sheet, &form, None, None)));
    }
    let input = typed(&mut form);
    form.merge(input.check());
    let (intake, _) = with_file(&mut app.read().await?, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::amend(tx, &by, id, form.version(), &input).await?;
            super::forget_draft(tx, &by, form.key()).await?;
            Ok(file(intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let conflict = matches!(e, Error::Conflict(_));
            form.refused(e)?;
            let mut conn = app.read().await?;
            let (intake, sheet) = with_file(&mut conn, by.scope(), id).await?;
            let mut by_another = None;
            if conflict && form.version() != sheet.intervention.version {
                by_another = Some(last_saved(&mut conn, &sheet.intervention).await?);
                form.set("version", sheet.intervention.version.to_string());
            }
            Ok(web::invalid(form_view::edit(&cx, &intake, &sheet, &form, by_another.as_ref(), None)))
        }
    }
}

/// Keeps what was typed so far; the page asks every few seconds.
async fn keep(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    mut form: Form,
) -> Result<Response> {
    let input = typed(&mut form);
    app.write(async |tx| super::keep_draft(tx, &by, id, form.key(), form.version(), &input).await).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn throw_away(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::throw_drafts_away(tx, &by, id).await?;
            Ok(format!("/interventions/{id}/edit"))
        })
        .await?;
    Ok(form.done_saying(&to, "removed"))
}

/// Who saved what stands there now: the amendment of the version before it tells.
async fn last_saved(conn: &mut Conn, sheet: &Intervention) -> Result<Saved> {
    let kept = amendments::of(conn, &format!("intervention:{}", sheet.id)).await?;
    let Some(last) = kept.first().filter(|a| a.version + 1 == sheet.version) else { return Ok(Saved::default()) };
    let who = match last.by_user {
        Some(id) => Some(users::find(conn, id).await?.name),
        None => None,
    };
    Ok(Saved { who, at: Some(last.at) })
}

async fn history(State(app): State<App>, by: May<Read>, cx: Cx, Path(id): Path<InterventionId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let (intake, sheet) = with_file(&mut conn, by.scope(), id).await?;
    let kept = amendments::of(&mut conn, &format!("intervention:{id}")).await?;
    let people: BTreeMap<_, _> = users::all(&mut conn).await?.into_iter().map(|user| (user.id, user.name)).collect();
    let names = |id: UserId| people.get(&id).cloned().unwrap_or_default();
    Ok(web::page(history_view::history(&cx, &intake, &sheet, &kept, &names)))
}

// Waiting, handing over ---------------------------------------------------------------------------------------------

async fn hold_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
) -> Result<Response> {
    let (intake, sheet) = with_file(&mut app.read().await?, by.scope(), id).await?;
    let form = Form::filled([("hold", intake.hold.as_str())]);
    Ok(web::page(form_view::hold(&cx, &intake, &sheet, &form)))
}

async fn hold(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
    mut form: Form,
) -> Result<Response> {
    let wanted = form.choice("hold", Hold::parse);
    let (intake, _) = with_file(&mut app.read().await?, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            let wanted = chosen("hold", wanted)?;
            super::hold(tx, &by, id, wanted).await?;
            Ok(file(intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "held")),
        Err(e) => {
            form.refused(e)?;
            let (intake, sheet) = with_file(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(form_view::hold(&cx, &intake, &sheet, &form)))
        }
    }
}

async fn handing_over(app: &App, cx: &Cx, scope: Scope, id: InterventionId, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let (intake, sheet) = with_file(&mut conn, scope, id).await?;
    Ok(form_view::hand_over(cx, &intake, &sheet, &technicians(&mut conn).await?, form))
}

async fn hand_over_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
) -> Result<Response> {
    Ok(web::page(handing_over(&app, &cx, by.scope(), id, &Form::blank()).await?))
}

async fn hand_over(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
    mut form: Form,
) -> Result<Response> {
    let technician: Option<UserId> = form.choice("technician", |id| id.parse().ok());
    let (intake, _) = with_file(&mut app.read().await?, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            let to = chosen("technician", technician)?;
            super::hand_over(tx, &by, id, to).await?;
            Ok(file(intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(handing_over(&app, &cx, by.scope(), id, &form).await?))
        }
    }
}

// Reopening, warranty -----------------------------------------------------------------------------------------------

async fn reopening_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
) -> Result<Response> {
    let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(form_view::reopening(&cx, &intake, &Form::blank())))
}

async fn reopen(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let reason = form.text("reason");
    let saved = form
        .save(&app, &by, async |tx| {
            super::reopen(tx, &by, id, &reason).await?;
            Ok(file(id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(form_view::reopening(&cx, &intake, &form)))
        }
    }
}

async fn ruling_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
) -> Result<Response> {
    let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
    let form = Form::filled([("ruling", intake.warranty_ruling.map_or("", Ruling::as_str))]);
    Ok(web::page(form_view::ruling(&cx, &intake, &form)))
}

async fn rule(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let ruling = form.choice("ruling", Ruling::parse);
    let saved = form
        .save(&app, &by, async |tx| {
            let ruling = chosen("ruling", ruling)?;
            super::rule_on_warranty(tx, &by, id, ruling).await?;
            Ok(file(id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(form_view::ruling(&cx, &intake, &form)))
        }
    }
}
