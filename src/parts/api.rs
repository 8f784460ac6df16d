//! Parts across files in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Awaited, Known, Tab};
use crate::{
    app::App,
    interventions::{self, OrderInput, Part},
    kernel::{error::Result, id::PartId},
    settings,
    users::rights::{May, PartsOrder, Read},
    web::api::{Call, Problem, Versioned},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(awaited)).routes(routes!(known)).routes(routes!(order))
}

/// Which awaited parts.
#[derive(Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
struct AwaitedFilter {
    /// `to_order` (the default), `ordered`, `late`, `arrived`.
    state: String,
    /// Words of label, reference, supplier, number or client.
    q: String,
}

/// What a part is looked for by.
#[derive(Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
struct KnownFilter {
    /// The beginnings of words of its label or reference.
    q: String,
}

/// Parts that are waited for, for who orders.
#[utoipa::path(get, path = "/parts/awaited", tag = "interventions", params(AwaitedFilter), responses((status = 200, body = Vec<Awaited>)))]
async fn awaited(
    State(app): State<App>,
    by: May<Read>,
    Query(asked): Query<AwaitedFilter>,
) -> Result<Json<Vec<Awaited>>> {
    let mut conn = app.read().await?;
    let zone = settings::current(&mut conn).await?.zone();
    let (tab, now) = (Tab::parse(&asked.state).unwrap_or_default(), app.now());
    Ok(Json(super::awaited(&mut conn, by.scope(), tab, &asked.q, now, now.day(&zone)).await?))
}

/// Parts used before, the most used first.
#[utoipa::path(get, path = "/parts/known", tag = "interventions", params(KnownFilter), responses((status = 200, body = Vec<Known>)))]
async fn known(State(app): State<App>, by: May<Read>, Query(asked): Query<KnownFilter>) -> Result<Json<Vec<Known>>> {
    Ok(Json(super::known(&mut app.read().await?, by.scope(), &asked.q).await?))
}

/// Says that an awaited part is ordered.
#[utoipa::path(post, path = "/parts/{id}/order", tag = "interventions", params(("id" = String, Path)), request_body = Versioned<OrderInput>, responses((status = 200, body = Part), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn order(
    State(app): State<App>,
    by: May<PartsOrder>,
    Path(id): Path<PartId>,
    call: Call<Versioned<OrderInput>>,
) -> Result<Json<Part>> {
    call.write(&app, &by, async |tx, body| {
        interventions::order_part(tx, &by, id, body.version, &body.input).await.map(|()| id.to_string())
    })
    .await?;
    Ok(Json(interventions::part(&mut app.read().await?, by.scope(), id).await?))
}
