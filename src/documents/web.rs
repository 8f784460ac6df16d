//! Documents as the browser shows and prints them.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};

use super::{Copy, Format, Look};
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

/// In which language (the reader's when absent), on which paper (`a4`), as whose copy.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Wanted {
    lang: String,
    format: String,
    copy: String,
}

impl Wanted {
    fn look(&self, reader: Lang) -> Result<Look> {
        let format = if self.format.is_empty() { Some(Format::A4) } else { Format::parse(&self.format) };
        let copy = if self.copy.is_empty() { Some(Copy::Whole) } else { Copy::parse(&self.copy) };
        let (format, copy) = format.zip(copy).ok_or(Error::NotFound)?;
        Ok(Look { format, copy, lang: Lang::parse(&self.lang).unwrap_or(reader) })
    }
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
    let look = wanted.look(cx.l)?;
    let bytes = super::pdf(&app, by.scope(), id, look).await?;
    Ok(shown(bytes, &document.file_name_on(look.format)))
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
