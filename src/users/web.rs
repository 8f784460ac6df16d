//! Pages of log-in and of one's own account. The pages of staff accounts are in `accounts.rs`.

use axum::{
    Router,
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;

use super::{
    LogIn,
    rights::{May, OwnAccount},
    view,
};
use crate::{
    app::App,
    kernel::error::{Error, Result},
    lang::{Key, Lang},
    web::{self, Cx, Form, Peer},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/login", get(log_in_page).post(log_in))
        .route("/logout", post(log_out))
        .route("/account/password", get(password_page).post(change_password))
        .route("/account/language", post(choose_language))
}

#[derive(serde::Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

/// Only addresses of our own may be gone to after a log-in.
fn safe(next: &str) -> &str {
    // A browser leaves out tabs and line ends: "/\t/elsewhere" would be another site.
    let odd = |c: char| c == '\\' || c.is_control() || c.is_whitespace();
    if next.starts_with('/') && !next.starts_with("//") && !next.contains(odd) { next } else { "/" }
}

async fn log_in_page(State(app): State<App>, cx: Cx, Query(next): Query<Next>) -> Result<Response> {
    if cx.who.is_some() {
        return Ok(Redirect::to(safe(&next.next)).into_response());
    }
    if super::nobody_yet(&mut app.read().await?).await? {
        return Ok(Redirect::to("/setup").into_response());
    }
    let form = Form::filled([("next", next.next)]);
    Ok(web::page(view::log_in(&cx, &form)))
}

async fn log_in(
    State(app): State<App>,
    cx: Cx,
    axum::Extension(peer): axum::Extension<Peer>,
    headers: HeaderMap,
    jar: CookieJar,
    mut form: Form,
) -> Result<Response> {
    let (login, password) = (form.text("login"), form.value("password").to_owned());
    form.forget("password");
    if login.is_empty() {
        form.complain("login", Key::ErrorRequired);
    }
    if password.is_empty() {
        form.complain("password", Key::ErrorRequired);
    }
    if form.ok().is_err() {
        return Ok(web::invalid(view::log_in(&cx, &form)));
    }
    let agent: String =
        headers.get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or_default().chars().take(200).collect();
    let attempt = LogIn { login: &login, password: &password, agent: &agent, address: &peer.address.to_string() };
    match super::log_in(&app, &attempt).await {
        Ok(secret) => {
            let jar = jar.add(web::session_cookie(secret, peer.https));
            Ok((jar, form.go(safe(form.value("next")))).into_response())
        }
        Err(Error::Invalid(faults)) => {
            form.merge(faults);
            Ok(web::invalid(view::log_in(&cx, &form)))
        }
        Err(other) => Err(other),
    }
}

async fn log_out(
    State(app): State<App>,
    axum::Extension(peer): axum::Extension<Peer>,
    headers: HeaderMap,
    jar: CookieJar,
) -> Result<Response> {
    if let Some(secret) = web::session_secret(&headers, peer.https) {
        super::log_out(&app, &secret).await?;
    }
    Ok((jar.add(web::end_session_cookie(peer.https)), Redirect::to("/login")).into_response())
}

async fn password_page(_: May<OwnAccount>, cx: Cx) -> Response {
    web::page(view::password(&cx, &Form::blank()))
}

async fn change_password(State(app): State<App>, by: May<OwnAccount>, cx: Cx, mut form: Form) -> Result<Response> {
    let [present, password, again] = ["present", "password", "again"].map(|name| form.value(name).to_owned());
    ["present", "password", "again"].iter().for_each(|name| form.forget(name));
    if password != again {
        form.complain("again", Key::UsersPasswordAgain);
    }
    // Not `form.save`: a digest of the form would hold the password without argon2.
    let saved = match form.ok() {
        Ok(()) => super::change_password(&app, &by, &present, &password).await,
        Err(e) => Err(e),
    };
    match saved {
        Ok(()) => Ok(form.done_saying("/login", "password")),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(view::password(&cx, &form)))
        }
    }
}

async fn choose_language(
    State(app): State<App>,
    identity: Option<axum::Extension<web::Identity>>,
    mut form: Form,
) -> Result<Response> {
    let lang = form.choice("lang", Lang::parse).ok_or(Error::NotFound)?;
    if let Some(identity) = identity {
        let by = May::<OwnAccount>::of(&identity.who)?;
        app.write(async |tx| super::choose_language(tx, &by, lang).await).await?;
    }
    let cookie = format!("lang={lang}; Path=/; Max-Age=31536000; SameSite=Lax");
    Ok(([(axum::http::header::SET_COOKIE, cookie)], form.go(safe(form.value("next")))).into_response())
}
