//! Equipment in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Equipment, EquipmentFilter, EquipmentInput, Owned};
use crate::{
    app::App,
    clients,
    kernel::{
        error::Result,
        id::{ClientId, EquipmentId},
        page::Page,
    },
    users::rights::{ClientsEdit, May, Read},
    web::api::{Call, Problem, Versioned, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show, edit)).routes(routes!(of_client, create))
}

/// Equipment by words or serial number, newest first.
#[utoipa::path(get, path = "/equipment", tag = "equipment", params(EquipmentFilter), responses((status = 200, body = Page<Owned>)))]
async fn list(
    State(app): State<App>,
    by: May<Read>,
    Query(filter): Query<EquipmentFilter>,
) -> Result<Json<Page<Owned>>> {
    Ok(Json(super::list(&mut app.read().await?, by.scope(), &filter).await?))
}

/// One thing.
#[utoipa::path(get, path = "/equipment/{id}", tag = "equipment", params(("id" = String, Path)), responses((status = 200, body = Equipment), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<EquipmentId>) -> Result<Json<Equipment>> {
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// Changes a thing.
#[utoipa::path(put, path = "/equipment/{id}", tag = "equipment", params(("id" = String, Path)), request_body = Versioned<EquipmentInput>, responses((status = 200, body = Equipment), (status = 409, body = Problem)))]
async fn edit(
    State(app): State<App>,
    by: May<ClientsEdit>,
    Path(id): Path<EquipmentId>,
    call: Call<Versioned<EquipmentInput>>,
) -> Result<Json<Equipment>> {
    call.write(&app, &by, async |tx, body| {
        super::edit(tx, &by, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// The things of a client.
#[utoipa::path(get, path = "/clients/{id}/equipment", tag = "equipment", params(("id" = String, Path)), responses((status = 200, body = Vec<Equipment>), (status = 404, body = Problem)))]
async fn of_client(State(app): State<App>, by: May<Read>, Path(id): Path<ClientId>) -> Result<Json<Vec<Equipment>>> {
    let mut conn = app.read().await?;
    let client = clients::find(&mut conn, by.scope(), id).await?.id;
    Ok(Json(super::of_client(&mut conn, by.scope(), client).await?))
}

/// Records a thing of a client.
#[utoipa::path(post, path = "/clients/{id}/equipment", tag = "equipment", params(("id" = String, Path)), request_body = EquipmentInput, responses((status = 201, body = Equipment), (status = 422, body = Problem)))]
async fn create(
    State(app): State<App>,
    by: May<ClientsEdit>,
    Path(id): Path<ClientId>,
    call: Call<EquipmentInput>,
) -> Result<Response> {
    let made =
        call.write(&app, &by, async |tx, input| Ok(super::create(tx, &by, id, input).await?.to_string())).await?;
    let equipment = super::find(&mut app.read().await?, by.scope(), made.parse()?).await?;
    Ok(created(&format!("/api/v1/equipment/{made}"), &equipment))
}
