//! The page on the phone: no account, a token that lasts minutes. Nothing of it is stored by a browser or told to another site.

use axum::{
    Extension, Router,
    extract::{FromRequestParts as _, Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use axum_extra::extract::cookie::CookieJar;
use maud::Markup;

use super::{Handoff, Purpose, guest_view};
use crate::{
    app::App,
    files,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::FileId,
    },
    lang::Key,
    signatures::{self, Papers, SignatureInput, ToSign},
    users::{self, rights::Scope},
    web::{self, Cx, Form, Peer},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{token}", get(page).post(send))
        .route("/p/{token}/end", post(end))
        .route("/p/{token}/signature", post(sign))
        .route("/p/{token}/files/{file}", get(small))
}

/// The page of this token, open or over.
async fn find(app: &App, peer: Peer, token: &str) -> Result<Handoff> {
    match super::by_token(&mut app.read().await?, token).await? {
        Some(handoff) => Ok(handoff),
        None => {
            users::count_stranger(app, &peer.address.to_string()).await?;
            Err(Error::NotFound)
        }
    }
}

/// The language chosen at the desk, until the guest chooses another; a member of staff reads their own.
fn in_language(cx: Cx, headers: &HeaderMap, handoff: &Handoff) -> Cx {
    let chosen = cx.who.is_some() || CookieJar::from_headers(headers).get("lang").is_some();
    if chosen { cx } else { cx.in_lang(handoff.lang) }
}

/// A guest's page is not kept, and its address is told to nobody.
fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}

async fn drawn(app: &App, cx: &Cx, handoff: &Handoff, token: &str, form: &Form) -> Result<Markup> {
    let address = format!("/p/{token}");
    if !handoff.is_open(cx.now) {
        return Ok(guest_view::over(cx, handoff));
    }
    match handoff.purpose {
        Purpose::Photos => {
            let sent = files::of_handoff(&mut app.read().await?, handoff.id).await?;
            Ok(guest_view::photos(cx, handoff, &address, &sent, form))
        }
        Purpose::Signature => {
            let mut conn = app.read().await?;
            let papers = papers(&mut conn, handoff).await?;
            let said = signatures::web::said(&mut conn, &papers).await?;
            let form = match form.sent("signer") {
                true => form.clone(),
                false => signatures::web::blank(&mut conn, Scope::Shop, &papers).await?,
            };
            Ok(guest_view::signature(cx, handoff, &address, &papers, &said, &form))
        }
    }
}

async fn papers(conn: &mut Conn, handoff: &Handoff) -> Result<ToSign> {
    let (Some(subject), Some(id)) = (handoff.subject, handoff.subject_id) else { return Err(Error::NotFound) };
    signatures::to_sign(conn, Scope::Shop, subject, id).await
}

/// The signature: it ends the page.
async fn sign(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    cx: Cx,
    Path(token): Path<String>,
    mut form: Form,
) -> Result<Response> {
    let handoff = find(&app, peer, &token).await?;
    let cx = in_language(cx, &headers, &handoff);
    let (Some(subject), Some(id)) = (handoff.subject, handoff.subject_id) else { return Err(Error::NotFound) };
    if !handoff.is_open(cx.now) {
        return over(&cx, &handoff, false);
    }
    let input = signatures::web::read(&mut form);
    match save_signature(&app, &handoff, subject, id, &input, &form).await {
        Ok(()) => Ok(guarded(form.go(&format!("/p/{token}")))),
        Err(Error::Conflict(text)) if text.key == Key::HandoffsOver => over(&cx, &handoff, false),
        Err(e) => {
            form.refused(e)?;
            Ok(guarded(web::invalid(drawn(&app, &cx, &handoff, &token, &form).await?)))
        }
    }
}

async fn save_signature(
    app: &App,
    handoff: &Handoff,
    subject: Papers,
    id: i64,
    input: &SignatureInput,
    form: &Form,
) -> Result<()> {
    form.ok()?;
    let image = signatures::keep_drawing(app, input).await?;
    let by = super::guest(handoff);
    app.write(async |tx| {
        super::lock(tx, handoff).await?;
        signatures::sign(tx, &by, subject, id, input, image.as_deref()).await?;
        super::end(tx, handoff).await
    })
    .await
}

async fn page(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    cx: Cx,
    Path(token): Path<String>,
) -> Result<Response> {
    let handoff = find(&app, peer, &token).await?;
    let cx = in_language(cx, &headers, &handoff);
    let markup = drawn(&app, &cx, &handoff, &token, &Form::blank()).await?;
    let status = if handoff.is_open(cx.now) { StatusCode::OK } else { StatusCode::GONE };
    Ok(guarded((status, web::page(markup)).into_response()))
}

/// Photos: those that can be read go where the page leads, of the others it is said why not.
async fn send(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response> {
    let handoff = find(&app, peer, &token).await?;
    let (mut parts, body) = request.into_parts();
    let part_only = parts.headers.contains_key("x-part");
    let headers = parts.headers.clone();
    let cx = in_language(Cx::from_request_parts(&mut parts, &app).await?, &headers, &handoff);
    if handoff.purpose != Purpose::Photos {
        return Err(Error::NotFound);
    }
    let spent = files::is_spent(&mut app.read().await?, handoff.id).await?;
    if spent || !handoff.is_open(cx.now) {
        return over(&cx, &handoff, part_only);
    }
    let by = super::guest(&handoff);
    let mut form = Form::of_guest(Request::from_parts(parts, body), &app, by).await?;
    let sent: Vec<FileId> = form.values("files").into_iter().filter_map(|id| id.parse().ok()).collect();
    if sent.is_empty() && form.faults().is_empty() {
        form.complain("files", Key::AttachmentsNeeded);
    }
    if !sent.is_empty() {
        let done = app.write(async |tx| super::send(tx, &handoff, &sent).await).await;
        match done {
            Err(Error::Conflict(text)) if text.key == Key::HandoffsOver => {
                return over(&cx, &handoff, part_only);
            }
            Err(e) => form.refused(e)?,
            Ok(()) => {}
        }
    }
    answer(&app, &cx, &handoff, &token, &form, part_only).await
}

fn over(cx: &Cx, handoff: &Handoff, part_only: bool) -> Result<Response> {
    let markup = if part_only { guest_view::over_part(cx) } else { guest_view::over(cx, handoff) };
    Ok(guarded((StatusCode::GONE, web::page(markup)).into_response()))
}

async fn answer(app: &App, cx: &Cx, handoff: &Handoff, token: &str, form: &Form, part_only: bool) -> Result<Response> {
    let well = form.faults().is_empty();
    if part_only {
        let sent = files::of_handoff(&mut app.read().await?, handoff.id).await?;
        let markup = guest_view::sent(cx, &format!("/p/{token}"), &sent, form);
        let status = if well { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return Ok(guarded((status, web::page(markup)).into_response()));
    }
    if well {
        return Ok(guarded(form.go(&format!("/p/{token}"))));
    }
    let markup = drawn(app, cx, handoff, token, form).await?;
    Ok(guarded(web::invalid(markup)))
}

/// The guest is done: the page ends.
async fn end(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response> {
    let handoff = find(&app, peer, &token).await?;
    app.write(async |tx| super::end(tx, &handoff).await).await?;
    Ok(guarded(form.go(&format!("/p/{token}"))))
}

/// A photo that this page sent, small.
async fn small(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    Path((token, file)): Path<(String, FileId)>,
) -> Result<Response> {
    let handoff = find(&app, peer, &token).await?;
    if !handoff.is_open(app.now()) {
        return Err(Error::NotFound);
    }
    let sent = files::of_handoff(&mut app.read().await?, handoff.id).await?;
    let file = sent.into_iter().find(|sent| sent.id == file).ok_or(Error::NotFound)?;
    Ok(guarded(files::web::shown_small(&app, file).await?))
}
