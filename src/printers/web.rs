//! Pages of printers and of the plan.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

use super::{Plan, Printer, view};
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        id::PrinterId,
    },
    lang::Key,
    users::rights::{May, SettingsEdit},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/printing", get(page).post(save_plan))
        .route("/printers", post(create))
        .route("/printers/new", get(new))
        .route("/printers/{id}/edit", get(edit_page).post(edit))
        .route("/printers/{id}/archive", post(archive))
        .route("/printers/{id}/restore", post(restore))
}

const HOME: &str = "/settings/printing";

async fn known(app: &App, by: &May<SettingsEdit>) -> Result<(Vec<Printer>, Plan, i64)> {
    let mut conn = app.read().await?;
    let printers = super::all(&mut conn, by.scope()).await?;
    let (plan, version) = super::plan(&mut conn).await?;
    Ok((printers, plan, version))
}

async fn page(State(app): State<App>, by: May<SettingsEdit>, cx: Cx) -> Result<Response> {
    let (printers, plan, version) = known(&app, &by).await?;
    Ok(web::page(view::page(&cx, &printers, &view::fill_plan(&plan, &printers, version))))
}

async fn save_plan(State(app): State<App>, by: May<SettingsEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    let (printers, _, version) = known(&app, &by).await?;
    let plan = view::read_plan(&mut form);
    form.merge(plan.check(&printers));
    let saved = form
        .save(&app, &by, async |tx| {
            super::save_plan(tx, &by, &plan, form.version()).await?;
            Ok(HOME.into())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            refused(&mut form, e, version)?;
            Ok(web::invalid(view::page(&cx, &printers, &form)))
        }
    }
}

/// What was typed stays; saving it again is then meant.
fn refused(form: &mut Form, e: Error, version: i64) -> Result<()> {
    let stale = matches!(&e, Error::Conflict(text) if text.key == Key::ErrorStale);
    form.refused(e)?;
    if stale {
        form.set("version", version.to_string());
    }
    Ok(())
}

async fn new(_: May<SettingsEdit>, cx: Cx) -> Response {
    web::page(view::new(&cx, &view::blank()))
}

async fn create(State(app): State<App>, by: May<SettingsEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    let input = view::read_printer(&mut form, &app.config().printer_devices);
    let saved = form
        .save(&app, &by, async |tx| {
            super::create(tx, &by, &input).await?;
            Ok(HOME.into())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(view::new(&cx, &form)))
        }
    }
}

async fn edit_page(
    State(app): State<App>,
    by: May<SettingsEdit>,
    cx: Cx,
    Path(id): Path<PrinterId>,
) -> Result<Response> {
    let printer = super::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(view::edit(&cx, &printer, &view::fill_printer(&printer))))
}

async fn edit(
    State(app): State<App>,
    by: May<SettingsEdit>,
    cx: Cx,
    Path(id): Path<PrinterId>,
    mut form: Form,
) -> Result<Response> {
    let input = view::read_printer(&mut form, &app.config().printer_devices);
    let saved = form
        .save(&app, &by, async |tx| {
            super::edit(tx, &by, id, form.version(), &input).await?;
            Ok(HOME.into())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let printer = super::find(&mut app.read().await?, by.scope(), id).await?;
            refused(&mut form, e, printer.version)?;
            Ok(web::invalid(view::edit(&cx, &printer, &form)))
        }
    }
}

async fn archive(
    State(app): State<App>,
    by: May<SettingsEdit>,
    Path(id): Path<PrinterId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::archive(tx, &by, id, true).await?;
            Ok(HOME.into())
        })
        .await?;
    Ok(form.done_saying(&to, "removed"))
}

async fn restore(
    State(app): State<App>,
    by: May<SettingsEdit>,
    Path(id): Path<PrinterId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::archive(tx, &by, id, false).await?;
            Ok(HOME.into())
        })
        .await?;
    Ok(form.done(&to))
}
