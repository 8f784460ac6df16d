//! Requests from other sites, headers that every answer carries, and writes that must not be cut short.

use axum::{
    extract::Request,
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::Identity;
use crate::kernel::error::Error;

const CSP: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
/// The page that scans runs WebAssembly of our own; `script-src` is named so that nothing else is loosened.
pub const CSP_OF_SCAN: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const CSP_OF_PRINTS: &str = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/// Refuses what another site makes a browser send: by `Sec-Fetch-Site`, else by `Origin`. An API token is no cookie
/// and cannot be sent by another site.
pub async fn refuse_cross_site(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let token = request.extensions().get::<Identity>().is_some_and(|i| i.token);
    if safe || token || from_here(&request) { next.run(request).await } else { Error::Forbidden.into_response() }
}

/// Refuses an address with a NUL in it: nobody means one, and no page may hold one.
pub async fn refuse_nul(request: Request, next: Next) -> Response {
    if request.uri().to_string().contains("%00") { Error::NotFound.into_response() } else { next.run(request).await }
}

fn from_here(request: &Request) -> bool {
    let header = |name: header::HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = header(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let host = header(header::HOST).unwrap_or_default();
    match header(header::ORIGIN) {
        Some(origin) => origin.split_once("://").is_some_and(|(_, at)| at == host),
        None => header(header::COOKIE).is_none(),
    }
}

/// Content security and the like, on every answer.
pub async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_pdf = response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v == "application/pdf");
    let h = response.headers_mut();
    let mut put = |name: &'static str, value: &'static str| {
        h.entry(header::HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    };
    put("content-security-policy", if is_pdf { CSP_OF_PRINTS } else { CSP });
    put("x-content-type-options", "nosniff");
    put("referrer-policy", "same-origin");
    put("cross-origin-opener-policy", "same-origin");
    put("permissions-policy", "geolocation=(), microphone=(), payment=()");
    put("cache-control", "no-store");
    response
}

/// Runs every write to its end, also when the browser goes away in the middle.
pub async fn uncancelled(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(e) => Error::internal(e).into_response(),
    }
}
