//! The one place where an error becomes an answer: a page, or `application/problem+json` (RFC 9457) under `/api`.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{Cx, Identity, api, layout, ui};
use crate::{
    app::App,
    kernel::error::Error,
    lang::{Formats, Key, Lang, Text},
    settings::Settings,
};

/// The error of a handler, carried to the layer that knows the reader.
#[derive(Clone)]
struct Carried(std::sync::Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = status(&self);
        let mut response = status.into_response();
        response.extensions_mut().insert(Carried(std::sync::Arc::new(self)));
        response
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Unauthenticated => StatusCode::UNAUTHORIZED,
        Error::Forbidden => StatusCode::FORBIDDEN,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// No such address.
pub async fn fallback() -> Error {
    Error::NotFound
}

/// Renders what handlers refused, in the reader's language.
pub async fn render_errors(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut asked = Asked { parts: parts.clone() };
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(identity) = response.extensions_mut().remove::<Identity>() {
        asked.parts.extensions.insert(identity);
    }
    forget_flash(&asked.parts, &mut response);
    let carried = response.extensions_mut().remove::<Carried>();
    let error = match carried {
        Some(carried) => carried.0,
        None => match plain_refusal(&response) {
            Some(error) => std::sync::Arc::new(error),
            None => return response,
        },
    };
    asked.answer(&app, &error).await
}

struct Asked {
    parts: Parts,
}

impl Asked {
    async fn answer(&self, app: &App, error: &Error) -> Response {
        if let Error::Internal(what) = error {
            tracing::error!(error = what, path = self.parts.uri.path(), "a request failed");
        }
        if let Error::Unavailable(what) = error {
            tracing::warn!(error = what, path = self.parts.uri.path(), "a request could not be served");
        }
        let cx = Cx::of(app, &self.parts).await.unwrap_or_else(|_| self.bare_cx(app));
        if self.parts.uri.path().starts_with("/api/") {
            return api::problem(status(error), error, cx.l);
        }
        if matches!(error, Error::Unauthenticated) {
            return self.to_log_in();
        }
        let mut response = (status(error), axum::response::Html(page(&cx, error).into_string())).into_response();
        if let Error::TooMany(wait) = error {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*wait));
        }
        response
    }

    /// Without a database there are no settings: the defaults, and the browser's language.
    fn bare_cx(&self, app: &App) -> Cx {
        let settings = Settings::default();
        let jar = axum_extra::extract::cookie::CookieJar::from_headers(&self.parts.headers);
        let l = super::cx::language(&self.parts, &jar, None, &settings);
        Cx {
            who: None,
            l,
            f: Formats { lang: l, ..settings.formats(l) },
            settings: std::sync::Arc::new(settings),
            settings_version: 0,
            theme: None,
            path: self.parts.uri.path().to_owned(),
            here: "/".into(),
            unread: 0,
            timers: Vec::new(),
            flash: None,
            undo: None,
            now: app.now(),
            mark: app.bus().mark(),
        }
    }

    fn to_log_in(&self) -> Response {
        let next: String = if self.parts.method == axum::http::Method::GET {
            let here = self.parts.uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
            serde_html_form::to_string([("next", here)]).unwrap_or_default()
        } else {
            String::new()
        };
        let to = if next.is_empty() || next == "next=%2F" { "/login".to_owned() } else { format!("/login?{next}") };
        if self.parts.headers.contains_key("hx-request")
            && let Ok(value) = HeaderValue::from_str(&to)
        {
            let mut response = StatusCode::UNAUTHORIZED.into_response();
            response.headers_mut().insert("hx-redirect", value);
            return response;
        }
        Redirect::to(&to).into_response()
    }
}

/// Refusals of axum itself (an unreadable path or query, a body too large) become ours.
fn plain_refusal(response: &Response) -> Option<Error> {
    let is_text = response.headers().get(header::CONTENT_TYPE).is_none_or(|v| v.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED if is_text => Some(Error::NotFound),
        StatusCode::BAD_REQUEST if is_text => Some(Error::NotFound),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Error::conflict(Key::ErrorTooLarge)),
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE if is_text => {
            Some(Error::conflict(Key::ErrorUnreadable))
        }
        _ => None,
    }
}

/// A message of the page before is said once.
fn forget_flash(parts: &Parts, response: &mut Response) {
    let said = parts.headers.get(header::COOKIE).and_then(|v| v.to_str().ok()).is_some_and(|c| c.contains("flash="));
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    // A part that a script fetches beside the page says nothing.
    let is_part = parts.headers.contains_key("hx-request");
    if said && is_page && !is_part && parts.method == axum::http::Method::GET {
        response
            .headers_mut()
            .append(header::SET_COOKIE, HeaderValue::from_static("flash=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }
}

fn page(cx: &Cx, error: &Error) -> Markup {
    let (title, text) = words(cx.l, error);
    let body = html! {
        div.empty {
            (ui::icon(super::Icon::TriangleAlert, 32))
            h1 { (title) }
            p { (text) }
            div.btns {
                @if cx.who.is_some() {
                    a.btn.primary href="/" { (cx.l.nav_dashboard()) }
                    a.btn href="/intakes" { (cx.l.nav_intakes()) }
                    a.btn href="/clients" { (cx.l.nav_clients()) }
                } @else {
                    a.btn.primary href="/login" { (cx.l.login_title()) }
                }
            }
        }
    };
    if cx.who.is_some() { layout::page(cx, title, body) } else { layout::plain(cx, title, body) }
}

/// Title and explanation of an error.
pub(super) fn words(l: Lang, error: &Error) -> (&'static str, String) {
    let say = |text: &Text| text.to(l).into_owned();
    match error {
        Error::NotFound => (l.error_not_found(), l.error_not_found_text().to_owned()),
        Error::Unauthenticated => (l.error_log_in(), l.error_log_in_text().to_owned()),
        Error::Forbidden => (l.error_forbidden(), l.error_forbidden_text().to_owned()),
        Error::Invalid(faults) => {
            (l.error_invalid(), faults.0.iter().map(|(_, text)| say(text)).collect::<Vec<_>>().join(" "))
        }
        Error::Conflict(text) => (l.error_conflict(), say(text)),
        Error::TooMany(seconds) => {
            (l.error_too_many(), l.say(crate::lang::say::ErrorTooManyText { minutes: ((seconds + 59) / 60).into() }))
        }
        Error::Unavailable(_) => (l.error_unavailable(), l.error_unavailable_text().to_owned()),
        Error::Internal(_) => (l.error_internal(), l.error_internal_text().to_owned()),
    }
}
