//! Files by id: shown when they are pictures or PDF, else downloaded.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};

use super::StoredFile;
use crate::{
    app::App,
    kernel::{error::Result, id::FileId},
    users::rights::{May, Read},
};

pub fn routes() -> Router<App> {
    Router::new().route("/files/{id}", get(show)).route("/files/{id}/small", get(small))
}

/// The small picture of lists; where there is none, the picture itself.
async fn small(State(app): State<App>, by: May<Read>, Path(id): Path<FileId>) -> Result<Response> {
    let file = super::find(&mut app.read().await?, by.scope(), id).await?;
    shown_small(&app, file).await
}

/// Shows the small picture of a file.
///
/// # Errors
/// [`crate::kernel::error::Error::NotFound`] when its bytes are gone.
pub async fn shown_small(app: &App, file: StoredFile) -> Result<Response> {
    match file.thumbnail.clone() {
        Some(digest) => shown(app, StoredFile { digest, media_type: "image/jpeg".into(), ..file }).await,
        None => shown(app, file).await,
    }
}

async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<FileId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let file = super::find(&mut conn, by.scope(), id).await?;
    drop(conn);
    shown(&app, file).await
}

async fn shown(app: &App, file: StoredFile) -> Result<Response> {
    let bytes = super::bytes(app, &file.digest).await?;
    let inline = matches!(file.media_type.as_str(), "image/jpeg" | "image/png" | "image/webp" | "application/pdf");
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let media_type = if inline { file.media_type.as_str() } else { "application/octet-stream" };
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_str(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    let ascii: String = file
        .name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    let disposition = format!("{}; filename=\"{ascii}\"", if inline { "inline" } else { "attachment" });
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}
