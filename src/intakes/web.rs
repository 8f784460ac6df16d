//! Pages of acts on a voucher. Voiding is in `repair`, which knows of its money.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

use super::{CodeKind, view};
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        id::IntakeId,
    },
    lang::Key,
    users::rights::{CodeReveal, IntakesEdit, May},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/intakes/{id}/edit", get(edit_page).post(edit))
        .route("/intakes/{id}/unlock-code", get(code_page).post(type_code))
        .route("/intakes/{id}/code", post(reveal))
        .route("/intakes/{id}/tracking", post(renew))
}

async fn edit_page(State(app): State<App>, by: May<IntakesEdit>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    let intake = super::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(view::edit(&cx, &intake, &view::fill(&intake, &cx.f.zone), false)))
}

async fn edit(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let before = super::find(&mut app.read().await?, by.scope(), id).await?;
    if form.take_phrase() {
        return Ok(web::page(view::edit(&cx, &before, &form, false)));
    }
    let input = view::read(&mut form, &cx, &before);
    let saved = form
        .save(&app, &by, async |tx| {
            super::amend(tx, &by, id, form.version(), &input).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = matches!(&e, Error::Conflict(text) if text.key == Key::ErrorStale);
            form.refused(e)?;
            let now = super::find(&mut app.read().await?, by.scope(), id).await?;
            if stale {
                form.set("version", now.version.to_string());
            }
            Ok(web::invalid(view::edit(&cx, &now, &form, stale)))
        }
    }
}

async fn code_page(State(app): State<App>, by: May<IntakesEdit>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    let intake = super::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(view::type_code(&cx, &intake, &Form::filled([("kind", CodeKind::Pin.as_str())]))))
}

async fn type_code(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let kind = form.choice("kind", CodeKind::parse).unwrap_or(CodeKind::Pin);
    let code = form.value("code").to_owned();
    form.forget("code");
    // Not `form.save`: a digest of the form could be guessed back to a short code.
    match app.write(async |tx| super::type_code(tx, &by, id, kind, &code).await).await {
        Ok(()) => Ok(form.done(&format!("/intakes/{id}"))),
        Err(e) => {
            form.refused(e)?;
            let intake = super::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(view::type_code(&cx, &intake, &form)))
        }
    }
}

async fn reveal(State(app): State<App>, by: May<CodeReveal>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    let (kind, code) = app.write(async |tx| super::reveal_code(tx, &by, id).await).await?;
    let intake = super::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(view::code(&cx, &intake, kind, &code)))
}

async fn renew(State(app): State<App>, by: May<IntakesEdit>, Path(id): Path<IntakeId>, form: Form) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::renew_tracking(tx, &by, id).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await?;
    Ok(form.done(&to))
}
