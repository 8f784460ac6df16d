//! Partners in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Partner, PartnerFilter, PartnerInput};
use crate::{
    app::App,
    kernel::{error::Result, id::PartnerId, page::Page},
    settings,
    users::rights::{May, Read, Scope, ShipmentsEdit},
    web::api::{Call, Problem, Versioned, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, edit))
        .routes(routes!(archive))
        .routes(routes!(restore))
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PartnerAct {}

async fn found(app: &App, scope: Scope, id: PartnerId) -> Result<Json<Partner>> {
    Ok(Json(super::find(&mut app.read().await?, scope, id).await?))
}

/// Partners by name or phone, newest first.
#[utoipa::path(get, path = "/partners", tag = "partners", params(PartnerFilter), responses((status = 200, body = Page<Partner>)))]
async fn list(
    State(app): State<App>,
    by: May<Read>,
    Query(filter): Query<PartnerFilter>,
) -> Result<Json<Page<Partner>>> {
    Ok(Json(super::list(&mut app.read().await?, by.scope(), &filter).await?))
}

/// Records a partner.
#[utoipa::path(post, path = "/partners", tag = "partners", request_body = PartnerInput, responses((status = 201, body = Partner), (status = 422, body = Problem)))]
async fn create(State(app): State<App>, by: May<ShipmentsEdit>, call: Call<PartnerInput>) -> Result<Response> {
    let id = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::create(tx, &by, &settings, input).await?.to_string())
        })
        .await?;
    let Json(partner) = found(&app, by.scope(), id.parse()?).await?;
    Ok(created(&format!("/api/v1/partners/{id}"), &partner))
}

/// One partner.
#[utoipa::path(get, path = "/partners/{id}", tag = "partners", params(("id" = String, Path)), responses((status = 200, body = Partner), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<PartnerId>) -> Result<Json<Partner>> {
    found(&app, by.scope(), id).await
}

/// Changes a partner.
#[utoipa::path(put, path = "/partners/{id}", tag = "partners", params(("id" = String, Path)), request_body = Versioned<PartnerInput>, responses((status = 200, body = Partner), (status = 409, body = Problem)))]
async fn edit(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<PartnerId>,
    call: Call<Versioned<PartnerInput>>,
) -> Result<Json<Partner>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::edit(tx, &by, &settings, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    found(&app, by.scope(), id).await
}

/// Offers a partner no more.
#[utoipa::path(post, path = "/partners/{id}/archive", tag = "partners", params(("id" = String, Path)), request_body = PartnerAct, responses((status = 200, body = Partner), (status = 404, body = Problem)))]
async fn archive(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<PartnerId>,
    call: Call<PartnerAct>,
) -> Result<Json<Partner>> {
    call.write(&app, &by, async |tx, _| super::archive(tx, &by, id).await.map(|()| id.to_string())).await?;
    found(&app, by.scope(), id).await
}

/// Offers an archived partner again.
#[utoipa::path(post, path = "/partners/{id}/restore", tag = "partners", params(("id" = String, Path)), request_body = PartnerAct, responses((status = 200, body = Partner), (status = 404, body = Problem)))]
async fn restore(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<PartnerId>,
    call: Call<PartnerAct>,
) -> Result<Json<Partner>> {
    call.write(&app, &by, async |tx, _| super::restore(tx, &by, id).await.map(|()| id.to_string())).await?;
    found(&app, by.scope(), id).await
}
