//! What every API handler shares: JSON in, problems out, calls that are sent twice.

use axum::{
    Json,
    extract::{FromRequest, Request},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{Once, error_page};
use crate::{
    app::{App, Tx},
    kernel::{
        actor::Actor,
        error::{Error, Faults, Result},
        secret,
    },
    lang::{Key, Lang},
};

/// An error as `application/problem+json`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// The kind: a stable word.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is, in the reader's language.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Why, in the reader's language.
    pub detail: String,
    /// Wrong fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
}

/// A wrong field.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FieldProblem {
    /// Its name.
    pub name: String,
    /// A stable word for what is wrong.
    pub code: String,
    /// What is wrong, in the reader's language.
    pub message: String,
}

pub(super) fn problem(status: StatusCode, error: &Error, l: Lang) -> Response {
    let (title, detail) = error_page::words(l, error);
    let fields = match error {
        Error::Invalid(faults) => faults
            .0
            .iter()
            .map(|(name, text)| FieldProblem {
                name: name.clone(),
                code: text.key.id().to_owned(),
                message: text.to(l).into_owned(),
            })
            .collect(),
        _ => Vec::new(),
    };
    let kind = match error {
        Error::Conflict(text) => text.key.id().to_owned(),
        _ => status.canonical_reason().unwrap_or("error").to_lowercase().replace(' ', "-"),
    };
    let body = Problem { kind, title: title.to_owned(), status: status.as_u16(), detail, fields };
    let mut response = (status, Json(body)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// A JSON body with what makes the call known again (`Idempotency-Key`).
#[derive(Debug)]
pub struct Call<T> {
    /// The body.
    pub body: T,
    once: Once,
}

impl<T: DeserializeOwned> FromRequest<App> for Call<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let key = request.headers().get("idempotency-key").map(|v| Once::key_of(v.as_bytes()));
        let route = format!("{} {}", request.method(), request.uri().path());
        let bytes = axum::body::Bytes::from_request(request, app)
            .await
            .map_err(|_| Error::Invalid(Faults::one("", Key::ErrorTooLarge)))?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let body = serde_json::from_slice(text).map_err(|e| {
            tracing::debug!(error = %e, "an API call with an unreadable body");
            Error::Invalid(Faults::one(&unreadable_field(&e), Key::ErrorUnreadable))
        })?;
        Ok(Self { body, once: Once { key, route, digest: secret::digest(&bytes) } })
    }
}

/// The field a message of serde names, as well as it can be told.
fn unreadable_field(e: &serde_json::Error) -> String {
    e.to_string().split('`').nth(1).unwrap_or_default().to_owned()
}

impl<T> Call<T> {
    /// Runs a verb once however often the call is sent; `work` returns the id of what it made or changed.
    ///
    /// # Errors
    /// What the verb returns.
    pub async fn write(
        &self,
        app: &App,
        by: impl Into<Actor>,
        work: impl AsyncFnOnce(&mut Tx, &T) -> Result<String> + Clone,
    ) -> Result<String> {
        let body = &self.body;
        self.once.write(app, by, async move |tx: &mut Tx| work(tx, body).await).await
    }
}

/// `201` with the thing that was made and where it is.
pub fn created<T: Serialize>(location: &str, body: &T) -> Response {
    let mut response = (StatusCode::CREATED, Json(body)).into_response();
    if let Ok(value) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

fn version<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<i64, D::Error> {
    let version = <i64 as serde::Deserialize>::deserialize(from)?;
    Ok(version.clamp(0, super::form::VERSIONS))
}

/// What changes something that was read with `version`.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
pub struct Versioned<T> {
    /// The version that was read; a later one in the database is a conflict.
    #[serde(deserialize_with = "version")]
    pub version: i64,
    /// The new content.
    #[serde(flatten)]
    pub input: T,
}
