//! The embedded front end: files by their hashed names, kept by browsers for ever.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};

mod embedded {
    #![expect(dead_code, reason = "generated: not every icon is used")]
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

pub use embedded::{
    APP_CSS, APP_TS, ICONS_SVG, INTER_LATIN_WGHT_NORMAL_WOFF2, Icon, VAZIRMATN_ARABIC_WGHT_NORMAL_WOFF2,
};

/// `GET /a/{name}`.
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(found) = embedded::ASSETS.iter().find(|a| a.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (encoding, bytes) = match (found.br, found.gz) {
        (Some(br), _) if accepts.contains("br") => (Some("br"), br),
        (_, Some(gz)) if accepts.contains("gzip") => (Some("gzip"), gz),
        _ => (None, found.raw),
    };
    let mut response = Body::from(bytes).into_response();
    let h = response.headers_mut();
    h.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(found.mime));
    h.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("public, max-age=31536000, immutable"));
    h.insert(header::VARY, header::HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        h.insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    response
}
