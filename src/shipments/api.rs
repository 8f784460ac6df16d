//! Shipments in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{ReceptionInput, Shipment, ShipmentFilter, ShipmentInput, ShipmentLine};
use crate::{
    app::App,
    intakes,
    kernel::{
        error::Result,
        id::{IntakeId, ShipmentId},
        page::Page,
    },
    settings,
    users::rights::{LoseShipment, May, Read, Scope, ShipmentsEdit},
    web::api::{Call, Problem, Versioned, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(of_intake, prepare))
        .routes(routes!(show, change))
        .routes(routes!(dispatch))
        .routes(routes!(receive))
        .routes(routes!(lose))
        .routes(routes!(cancel))
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ShipmentAct {}

/// Why a shipment will not come back.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ShipmentLoss {
    /// The reason; needed.
    pub reason: String,
}

async fn found(app: &App, scope: Scope, id: ShipmentId) -> Result<Json<Shipment>> {
    Ok(Json(super::find(&mut app.read().await?, scope, id).await?))
}

/// Shipments: what is out by the day it is expected, the others newest first.
#[utoipa::path(get, path = "/shipments", tag = "shipments", params(ShipmentFilter), responses((status = 200, body = Page<ShipmentLine>)))]
async fn list(
    State(app): State<App>,
    by: May<Read>,
    Query(filter): Query<ShipmentFilter>,
) -> Result<Json<Page<ShipmentLine>>> {
    Ok(Json(super::list(&mut app.read().await?, by.scope(), &filter).await?))
}

/// The shipments of a file, the latest first.
#[utoipa::path(get, path = "/intakes/{id}/shipments", tag = "shipments", params(("id" = String, Path)), responses((status = 200, body = Vec<Shipment>), (status = 404, body = Problem)))]
async fn of_intake(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Shipment>>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, by.scope(), id).await?;
    Ok(Json(super::of_intake(&mut conn, by.scope(), id).await?))
}

/// Prepares a shipment of a file.
#[utoipa::path(post, path = "/intakes/{id}/shipments", tag = "shipments", params(("id" = String, Path)), request_body = ShipmentInput, responses((status = 201, body = Shipment), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn prepare(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<IntakeId>,
    call: Call<ShipmentInput>,
) -> Result<Response> {
    let made = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::prepare(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    let Json(shipment) = found(&app, by.scope(), made.parse()?).await?;
    Ok(created(&format!("/api/v1/shipments/{made}"), &shipment))
}

/// One shipment.
#[utoipa::path(get, path = "/shipments/{id}", tag = "shipments", params(("id" = String, Path)), responses((status = 200, body = Shipment), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<ShipmentId>) -> Result<Json<Shipment>> {
    found(&app, by.scope(), id).await
}

/// Corrects a prepared shipment.
#[utoipa::path(put, path = "/shipments/{id}", tag = "shipments", params(("id" = String, Path)), request_body = Versioned<ShipmentInput>, responses((status = 200, body = Shipment), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn change(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<ShipmentId>,
    call: Call<Versioned<ShipmentInput>>,
) -> Result<Json<Shipment>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::change(tx, &by, &settings, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Lets a prepared shipment leave.
#[utoipa::path(post, path = "/shipments/{id}/dispatch", tag = "shipments", params(("id" = String, Path)), request_body = ShipmentAct, responses((status = 200, body = Shipment), (status = 409, body = Problem)))]
async fn dispatch(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<ShipmentId>,
    call: Call<ShipmentAct>,
) -> Result<Json<Shipment>> {
    call.write(&app, &by, async |tx, _| super::dispatch(tx, &by, id).await.map(|()| id.to_string())).await?;
    found(&app, by.scope(), id).await
}

/// Receives a shipment back.
#[utoipa::path(post, path = "/shipments/{id}/reception", tag = "shipments", params(("id" = String, Path)), request_body = ReceptionInput, responses((status = 200, body = Shipment), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn receive(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<ShipmentId>,
    call: Call<ReceptionInput>,
) -> Result<Json<Shipment>> {
    call.write(&app, &by, async |tx, input| {
        let settings = settings::current(tx).await?;
        super::receive(tx, &by, &settings, id, input).await.map(|()| id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Declares a shipment lost.
#[utoipa::path(post, path = "/shipments/{id}/loss", tag = "shipments", params(("id" = String, Path)), request_body = ShipmentLoss, responses((status = 200, body = Shipment), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn lose(
    State(app): State<App>,
    by: May<LoseShipment>,
    Path(id): Path<ShipmentId>,
    call: Call<ShipmentLoss>,
) -> Result<Json<Shipment>> {
    call.write(&app, &by, async |tx, body| super::lose(tx, &by, id, &body.reason).await.map(|()| id.to_string()))
        .await?;
    found(&app, by.scope(), id).await
}

/// Cancels a prepared shipment.
#[utoipa::path(post, path = "/shipments/{id}/cancellation", tag = "shipments", params(("id" = String, Path)), request_body = ShipmentAct, responses((status = 200, body = Shipment), (status = 409, body = Problem)))]
async fn cancel(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<ShipmentId>,
    call: Call<ShipmentAct>,
) -> Result<Json<Shipment>> {
    call.write(&app, &by, async |tx, _| super::cancel(tx, &by, id).await.map(|()| id.to_string())).await?;
    found(&app, by.scope(), id).await
}
