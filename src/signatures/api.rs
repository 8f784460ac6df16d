//! Signatures in JSON.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Papers, Signature, SignatureInput};
use crate::{
    app::App,
    intakes,
    kernel::{
        error::{Error, Result},
        id::{IntakeId, SignatureId, decode},
    },
    lang::Key,
    users::rights::{IntakesEdit, May, Read},
    web::api::{Call, Problem, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(sign)).routes(routes!(replace))
}

/// A signature on papers.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
pub struct SignatureCall {
    /// What is signed.
    pub subject: Papers,
    /// Its id: of a deposit, an intake, a quote, a release.
    pub subject_id: String,
    /// The signature.
    #[serde(flatten)]
    pub input: SignatureInput,
}

/// Why a signature counts no more.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SignatureReplacement {
    /// Needed.
    pub reason: String,
}

/// The signatures of a repair file and of its deposit, oldest first.
#[utoipa::path(get, path = "/intakes/{id}/signatures", tag = "signatures", params(("id" = String, Path)), responses((status = 200, body = Vec<Signature>), (status = 404, body = Problem)))]
async fn list(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Signature>>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, by.scope(), id).await?;
    Ok(Json(super::of_intake(&mut conn, by.scope(), id).await?))
}

/// Signs papers: exactly the documents that are named.
#[utoipa::path(post, path = "/signatures", tag = "signatures", request_body = SignatureCall, responses((status = 201, body = Signature), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn sign(State(app): State<App>, by: May<IntakesEdit>, call: Call<SignatureCall>) -> Result<Response> {
    let id = decode(&call.body.subject_id).ok_or_else(|| Error::field("subject_id", Key::ErrorChoose))?;
    let image = super::keep_drawing(&app, &call.body.input).await?;
    let made = call
        .write(&app, &by, async |tx, asked| {
            super::sign(tx, &by, asked.subject, id, &asked.input, image.as_deref()).await.map(|id| id.to_string())
        })
        .await?;
    let signature = super::find(&mut app.read().await?, by.scope(), made.parse()?).await?;
    Ok(created(&format!("/api/v1/intakes/{}/signatures", signature.intake_id), &signature))
}

/// Says that a signature counts no more, and why.
#[utoipa::path(post, path = "/signatures/{id}/replacement", tag = "signatures", params(("id" = String, Path)), request_body = SignatureReplacement, responses((status = 200, body = Signature), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn replace(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path(id): Path<SignatureId>,
    call: Call<SignatureReplacement>,
) -> Result<Json<Signature>> {
    call.write(&app, &by, async |tx, asked| {
        super::replace(tx, &by, id, &asked.reason).await.map(|signature| signature.id.to_string())
    })
    .await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}
