//! What the one at the desk does with pages on phones: open one for a file, see its code, end it.

use axum::{
    Extension, Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

use super::{Handoff, Target, view};
use crate::{
    app::App,
    clients, files, intakes,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{HandoffId, IntakeId, decode},
    },
    lang::Key,
    signatures::{self, Papers},
    users::rights::{IntakesEdit, May},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/intakes/{id}/phone", post(for_file))
        .route("/deposits/{id}/signature/phone", post(for_signature).layer(Extension(Papers::Deposit)))
        .route("/intakes/{id}/signature/phone", post(for_signature).layer(Extension(Papers::Intake)))
        .route("/quotes/{id}/signature/phone", post(for_signature).layer(Extension(Papers::Quote)))
        .route("/releases/{id}/signature/phone", post(for_signature).layer(Extension(Papers::Release)))
        .route("/handoffs/{id}", get(page))
        .route("/handoffs/{id}/end", post(end))
}

/// Opens a page that sends photos straight to a file.
async fn for_file(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            intakes::find(tx, by.scope(), id).await?;
            let handoff = super::open(tx, &by, Target::File(id), cx.l).await?;
            Ok(format!("/handoffs/{handoff}"))
        })
        .await?;
    Ok(form.go(&to))
}

/// Opens a page that shows papers and takes a signature, in the client's language.
async fn for_signature(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Extension(subject): Extension<Papers>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let id = decode(&id).ok_or(Error::NotFound)?;
    let to = form
        .save(&app, &by, async |tx| {
            let papers = signatures::to_sign(tx, by.scope(), subject, id).await?;
            if signatures::of(tx, subject, id).await?.is_some() {
                return Err(Error::conflict(Key::SignaturesAgain));
            }
            let lang = clients::find(tx, by.scope(), papers.intake.client_id).await?.lang;
            let handoff = super::open(tx, &by, Target::Signature(subject, id, papers.intake.id), lang).await?;
            Ok(format!("/handoffs/{handoff}"))
        })
        .await?;
    Ok(form.go(&to))
}

/// The code of an open page.
///
/// # Errors
/// When the database cannot be read.
pub async fn shown(
    app: &App,
    cx: &Cx,
    conn: &mut Conn,
    by: &May<IntakesEdit>,
    id: HandoffId,
) -> Result<Option<view::Shown>> {
    match super::at_desk(conn, by, id).await {
        Ok(handoff) => Ok(code_of(app, cx, &handoff)),
        Err(Error::NotFound) => Ok(None),
        Err(e) => Err(e),
    }
}

fn code_of(app: &App, cx: &Cx, handoff: &Handoff) -> Option<view::Shown> {
    let open = handoff.is_open(cx.now);
    open.then(|| view::Shown { url: super::url(app, &cx.settings, handoff.id), expires_at: handoff.expires_at })
}

async fn page(State(app): State<App>, by: May<IntakesEdit>, cx: Cx, Path(id): Path<HandoffId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let handoff = super::at_desk(&mut conn, &by, id).await?;
    let intake = intakes::find(&mut conn, by.scope(), handoff.intake_id.ok_or(Error::NotFound)?).await?;
    let came = files::of_handoff(&mut conn, id).await?.len();
    let code = code_of(&app, &cx, &handoff);
    Ok(web::page(view::page(&cx, &handoff, &intake, code.as_ref(), came)))
}

async fn end(State(app): State<App>, by: May<IntakesEdit>, Path(id): Path<HandoffId>, form: Form) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            let handoff = super::at_desk(tx, &by, id).await?;
            super::end(tx, &handoff).await?;
            Ok(handoff.intake_id.map_or_else(|| "/".to_owned(), |intake| format!("/intakes/{intake}")))
        })
        .await?;
    Ok(form.go(&to))
}
