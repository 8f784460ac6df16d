//! The cash in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Closing, ClosingInput, Counted, Drawer, DrawerLine, VoidClosing};
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        id::{ClosingId, UserId},
        page::Page,
    },
    settings,
    users::rights::{CashClose, May, PaymentsTake},
    web::api::{Call, Problem, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(mine))
        .routes(routes!(open))
        .routes(routes!(drawer))
        .routes(routes!(close))
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(void))
}

/// Which closings.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
struct ClosingFilter {
    /// Where the page before ended.
    after: String,
}

/// One's own drawer.
#[utoipa::path(get, path = "/cash", tag = "cash", responses((status = 200, body = Drawer)))]
async fn mine(State(app): State<App>, by: May<PaymentsTake>) -> Result<Json<Drawer>> {
    let user = by.user().ok_or(Error::Forbidden)?;
    Ok(Json(super::drawer(&mut app.read().await?, by.scope(), user).await?))
}

/// Every drawer with rows that are not closed.
#[utoipa::path(get, path = "/cash/drawers", tag = "cash", responses((status = 200, body = Vec<DrawerLine>)))]
async fn open(State(app): State<App>, by: May<CashClose>) -> Result<Json<Vec<DrawerLine>>> {
    Ok(Json(super::open(&mut app.read().await?, &by).await?))
}

/// The drawer of a person.
#[utoipa::path(get, path = "/cash/drawers/{user}", tag = "cash", params(("user" = String, Path)), responses((status = 200, body = Drawer), (status = 404, body = Problem)))]
async fn drawer(State(app): State<App>, by: May<CashClose>, Path(user): Path<UserId>) -> Result<Json<Drawer>> {
    let mut conn = app.read().await?;
    crate::users::find(&mut conn, user).await?;
    Ok(Json(super::drawer(&mut conn, by.scope(), user).await?))
}

/// Closes the drawer of a person.
#[utoipa::path(post, path = "/cash/drawers/{user}/closings", tag = "cash", params(("user" = String, Path)), request_body = ClosingInput, responses((status = 201, body = Counted), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn close(
    State(app): State<App>,
    by: May<CashClose>,
    Path(user): Path<UserId>,
    call: Call<ClosingInput>,
) -> Result<Response> {
    let id = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::close(tx, &by, &settings, user, input).await?.to_string())
        })
        .await?;
    let counted = super::find(&mut app.read().await?, &by.also()?, id.parse()?).await?;
    Ok(created(&format!("/api/v1/cash/closings/{id}"), &counted))
}

/// Closings, newest first: one's own; everybody's for who may close.
#[utoipa::path(get, path = "/cash/closings", tag = "cash", params(ClosingFilter), responses((status = 200, body = Page<Closing>)))]
async fn list(
    State(app): State<App>,
    by: May<PaymentsTake>,
    Query(filter): Query<ClosingFilter>,
) -> Result<Json<Page<Closing>>> {
    Ok(Json(super::list(&mut app.read().await?, &by, &filter.after).await?))
}

/// One closing.
#[utoipa::path(get, path = "/cash/closings/{id}", tag = "cash", params(("id" = String, Path)), responses((status = 200, body = Counted), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<PaymentsTake>, Path(id): Path<ClosingId>) -> Result<Json<Counted>> {
    Ok(Json(super::find(&mut app.read().await?, &by, id).await?))
}

/// Voids the last closing of a drawer.
#[utoipa::path(post, path = "/cash/closings/{id}/void", tag = "cash", params(("id" = String, Path)), request_body = VoidClosing, responses((status = 200, body = Counted), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn void(
    State(app): State<App>,
    by: May<CashClose>,
    Path(id): Path<ClosingId>,
    call: Call<VoidClosing>,
) -> Result<Json<Counted>> {
    call.write(&app, &by, async |tx, input| {
        super::void(tx, &by, id, input).await?;
        Ok(id.to_string())
    })
    .await?;
    Ok(Json(super::find(&mut app.read().await?, &by.also()?, id).await?))
}
