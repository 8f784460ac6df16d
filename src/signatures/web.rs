//! Pages of signing at the desk.

use axum::{
    Extension, Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use maud::Markup;

use super::{Papers, SignatureInput, ToSign, check_reason, view};
use crate::{
    app::App,
    clients, documents, files, intakes,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{SignatureId, decode},
    },
    lang::Lang,
    users::rights::{IntakesEdit, May, Read, Scope},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/deposits/{id}/signature", get(page).post(sign).layer(Extension(Papers::Deposit)))
        .route("/intakes/{id}/signature", get(page).post(sign).layer(Extension(Papers::Intake)))
        .route("/quotes/{id}/signature", get(page).post(sign).layer(Extension(Papers::Quote)))
        .route("/releases/{id}/signature", get(page).post(sign).layer(Extension(Papers::Release)))
        .route("/signatures/{id}/replacement", get(replacement).post(replace))
        .route("/signatures/{id}/image", get(image))
}

/// In which language the papers are read; the client's when absent.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Wanted {
    lang: String,
}

/// What the papers say.
///
/// # Errors
/// When the database cannot be read.
pub async fn said(conn: &mut Conn, papers: &ToSign) -> Result<view::Said> {
    let mut all = Vec::new();
    for document in &papers.documents {
        all.push((document.clone(), documents::said(conn, Scope::Shop, document.id).await?));
    }
    Ok(all)
}

/// Reads what was typed; faults stay in the form.
pub fn read(form: &mut Form) -> SignatureInput {
    let input = SignatureInput {
        signer: form.text("signer"),
        drawing: form.value("drawing").trim().to_owned(),
        agreed: form.ticked("agreed"),
        documents: form.values("documents").into_iter().filter_map(|id| id.parse().ok()).collect(),
    };
    form.merge(input.check());
    // A frame is drawn empty again.
    form.forget("drawing");
    input
}

/// Where one goes on after the signature, or without it.
fn after(papers: &ToSign) -> String {
    match papers.subject {
        Papers::Deposit => format!("/deposits/{}", papers.intake.deposit_id),
        _ => format!("/intakes/{}", papers.intake.id),
    }
}

async fn drawn(
    app: &App,
    cx: &Cx,
    by: &May<IntakesEdit>,
    papers: &ToSign,
    wanted: &Wanted,
    form: &Form,
) -> Result<Markup> {
    let mut conn = app.read().await?;
    let client = clients::find(&mut conn, by.scope(), papers.intake.client_id).await?;
    let lang = Lang::parse(&wanted.lang).unwrap_or(client.lang);
    let said = said(&mut conn, papers).await?;
    Ok(view::page(cx, papers, &said, lang, &after(papers), form))
}

/// The form with who is likely to sign.
///
/// # Errors
/// When the database cannot be read.
pub async fn blank(conn: &mut Conn, scope: Scope, papers: &ToSign) -> Result<Form> {
    let signer = match &papers.signer {
        Some(signer) => signer.clone(),
        None => {
            let client = clients::find(conn, scope, papers.intake.client_id).await?;
            if client.is_company() { String::new() } else { client.name }
        }
    };
    Ok(Form::filled([("signer", signer)]))
}

async fn page(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Extension(subject): Extension<Papers>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let id = decode(&id).ok_or(Error::NotFound)?;
    let mut conn = app.read().await?;
    let papers = super::to_sign(&mut conn, by.scope(), subject, id).await?;
    if super::of(&mut conn, subject, id).await?.is_some() {
        return Err(Error::conflict(crate::lang::Key::SignaturesAgain));
    }
    let form = blank(&mut conn, by.scope(), &papers).await?;
    drop(conn);
    Ok(web::page(drawn(&app, &cx, &by, &papers, &wanted, &form).await?))
}

async fn sign(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Extension(subject): Extension<Papers>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    mut form: Form,
) -> Result<Response> {
    let id = decode(&id).ok_or(Error::NotFound)?;
    let papers = super::to_sign(&mut app.read().await?, by.scope(), subject, id).await?;
    let input = read(&mut form);
    match save(&app, &by, subject, id, &input, &form, &after(&papers)).await {
        Ok(to) => Ok(form.done_saying(&to, if subject == Papers::Release { "released" } else { "created" })),
        Err(e) => {
            form.refused(e)?;
            let papers = super::to_sign(&mut app.read().await?, by.scope(), subject, id).await?;
            Ok(web::invalid(drawn(&app, &cx, &by, &papers, &wanted, &form).await?))
        }
    }
}

async fn save(
    app: &App,
    by: &May<IntakesEdit>,
    subject: Papers,
    id: i64,
    input: &SignatureInput,
    form: &Form,
    to: &str,
) -> Result<String> {
    form.ok()?;
    let image = super::keep_drawing(app, input).await?;
    form.save(app, by, async |tx| {
        super::sign(tx, by, subject, id, input, image.as_deref()).await?;
        Ok(to.to_owned())
    })
    .await
}

async fn replacement(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Path(id): Path<SignatureId>,
) -> Result<Response> {
    Ok(web::page(replacing(&app, &by, &cx, id, &Form::blank()).await?))
}

async fn replacing(app: &App, by: &May<IntakesEdit>, cx: &Cx, id: SignatureId, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let signature = super::find(&mut conn, by.scope(), id).await?;
    let intake = intakes::find(&mut conn, by.scope(), signature.intake_id).await?;
    Ok(view::replacement(cx, &intake, &signature, form))
}

async fn replace(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Path(id): Path<SignatureId>,
    mut form: Form,
) -> Result<Response> {
    let reason = form.text("reason");
    form.merge(check_reason(&reason));
    let saved = form
        .save(&app, &by, async |tx| {
            let signature = super::replace(tx, &by, id, &reason).await?;
            Ok(view::address(signature.subject, signature.subject_id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(replacing(&app, &by, &cx, id, &form).await?))
        }
    }
}

/// The drawing.
async fn image(State(app): State<App>, by: May<Read>, Path(id): Path<SignatureId>) -> Result<Response> {
    let signature = super::find(&mut app.read().await?, by.scope(), id).await?;
    let bytes = files::bytes(&app, &signature.image.ok_or(Error::NotFound)?).await?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}
