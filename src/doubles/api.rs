//! Merging in JSON.

use axum::{
    Json,
    extract::{Path, State},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::MergeInput;
use crate::{
    app::App,
    clients::{self, Client},
    kernel::{error::Result, id::ClientId},
    users::rights::{ClientsMerge, May},
    web::api::{Call, Problem, Versioned},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(merge))
}

/// Merges a client with its double; `version` is that of the client that is kept.
#[utoipa::path(post, path = "/clients/{id}/merge", tag = "clients", params(("id" = String, Path)), request_body = Versioned<MergeInput>, responses((status = 200, body = Client), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn merge(
    State(app): State<App>,
    by: May<ClientsMerge>,
    Path(id): Path<ClientId>,
    call: Call<Versioned<MergeInput>>,
) -> Result<Json<Client>> {
    call.write(&app, &by, async |tx, body| {
        super::merge(tx, &by, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    Ok(Json(clients::find(&mut app.read().await?, by.scope(), id).await?))
}
