//! Documents as the browser shows and prints them.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};

use super::Kind;
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        id::DocumentId,
    },
    lang::Lang,
    users::rights::{May, Read},
    web::Cx,
};

pub fn routes() -> Router<App> {
    Router::new().route("/documents/{file}", get(show))
}

/// In which language; the reader's when absent.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Wanted {
    lang: String,
}

async fn show(
    State(app): State<App>,
    by: May<Read>,
    cx: Cx,
    Path(file): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let id: DocumentId = file.strip_suffix(".pdf").ok_or(Error::NotFound)?.parse()?;
    let document = super::find(&mut app.read().await?, by.scope(), id).await?;
    // Not everybody's to read: `cash` shows it.
    if document.kind == Kind::Closing {
        return Err(Error::NotFound);
    }
    let bytes = super::pdf(&app, by.scope(), id, Lang::parse(&wanted.lang).unwrap_or(cx.l)).await?;
    Ok(shown(bytes, &document.file_name()))
}

/// A PDF that the browser shows and, if asked, saves under `name`.
pub fn shown(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
