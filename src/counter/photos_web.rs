//! Photos of an open form: what is sent while it is typed goes into the pocket of an equipment and is shown from there.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};

use super::{form_view, photos_view, view::Offers};
use crate::{
    app::App,
    files,
    handoffs::{self, Target},
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::FileId,
    },
    users::rights::{IntakesEdit, May},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new().route("/pockets/{pocket}/options", get(list)).route("/pockets/{pocket}/files", post(add))
}

async fn list(State(app): State<App>, by: May<IntakesEdit>, cx: Cx, Path(pocket): Path<String>) -> Result<Response> {
    let _ = by;
    if !files::is_pocket(&pocket) {
        return Err(Error::NotFound);
    }
    let kept = files::in_pocket(&mut app.read().await?, &pocket).await?;
    Ok(web::page(photos_view::list(&cx, &kept, &[])))
}

/// Files that a script sends while the form is typed; the list comes back, with what was wrong.
async fn add(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Path(pocket): Path<String>,
    mut form: Form,
) -> Result<Response> {
    let sent: Vec<FileId> = form.values("files").into_iter().filter_map(|id| id.parse().ok()).collect();
    if let Err(e) = app.write(async |tx| files::put(tx, &by, &pocket, &sent).await).await {
        form.refused(e)?;
    }
    let kept = files::in_pocket(&mut app.read().await?, &pocket).await?;
    let wrong: Vec<String> = form.faults().0.iter().map(|(_, text)| text.to(cx.l).into_owned()).collect();
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, web::page(photos_view::list(&cx, &kept, &wrong))).into_response())
}

/// Every equipment of the form has a pocket; what came with the form itself goes into it.
pub(super) async fn pocketed(app: &App, by: &May<IntakesEdit>, form: &mut Form) -> Result<()> {
    for n in 0..form_view::count(form) {
        let (field, name) = (format!("items.{n}.pocket"), format!("items.{n}.files"));
        if !files::is_pocket(form.value(&field)) {
            form.set(&field, files::new_pocket());
        }
        let sent: Vec<FileId> = form.values(&name).into_iter().filter_map(|id| id.parse().ok()).collect();
        form.forget(&name);
        let pocket = form.value(&field).to_owned();
        if sent.is_empty() {
            continue;
        }
        match app.write(async |tx| files::put(tx, by, &pocket, &sent).await).await {
            Err(Error::Invalid(faults)) => faults.0.into_iter().for_each(|(_, text)| form.complain(&name, text)),
            Err(Error::NotFound) => form.complain(&name, crate::lang::Key::AttachmentsGone),
            other => other?,
        }
    }
    Ok(())
}

/// What the pockets hold, and the codes of phones that are open.
pub(super) async fn offer(
    app: &App,
    conn: &mut Conn,
    by: &May<IntakesEdit>,
    cx: &Cx,
    form: &Form,
    offers: &mut Offers,
) -> Result<()> {
    for n in 0..form_view::count(form) {
        offers.pockets.push(files::in_pocket(conn, form.value(&format!("items.{n}.pocket"))).await?);
        offers.phones.push(match form.value(&format!("items.{n}.phone")).parse() {
            Ok(id) => handoffs::web::shown(app, cx, conn, by, id).await?,
            Err(_) => None,
        });
    }
    Ok(())
}

/// Opens a page on a phone for the photos of equipment `n`.
pub(super) async fn open_phone(app: &App, by: &May<IntakesEdit>, cx: &Cx, form: &mut Form, n: &str) -> Result<()> {
    let Some(n) = n.parse::<usize>().ok().filter(|n| *n < form_view::count(form)) else { return Ok(()) };
    let pocket = form.value(&format!("items.{n}.pocket")).to_owned();
    let id = app.write(async |tx| handoffs::open(tx, by, Target::Pocket(&pocket), cx.l).await).await?;
    form.set(&format!("items.{n}.phone"), id.to_string());
    Ok(())
}

/// Takes a photo out of whichever pocket of the form it is in.
pub(super) async fn take_out(app: &App, by: &May<IntakesEdit>, form: &Form, id: &str) -> Result<()> {
    let Ok(file) = id.parse::<FileId>() else { return Ok(()) };
    for n in 0..form_view::count(form) {
        let pocket = form.value(&format!("items.{n}.pocket")).to_owned();
        app.write(async |tx| files::take_out(tx, by, &pocket, file).await).await?;
    }
    Ok(())
}
