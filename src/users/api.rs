//! Staff accounts in JSON.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    NewPassword, User, UserInput,
    rights::{May, OwnAccount, UsersEdit},
};
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        id::UserId,
    },
    web::{
        Cx,
        api::{Call, Problem, Versioned, created},
    },
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(me))
        .routes(routes!(list, create))
        .routes(routes!(edit))
        .routes(routes!(deactivate))
        .routes(routes!(reactivate))
}

/// A new account.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
struct NewUser {
    /// The first password; its owner must change it at the first log-in.
    password: String,
    #[serde(flatten)]
    input: UserInput,
}

/// The account behind the call.
#[utoipa::path(get, path = "/me", tag = "users", responses((status = 200, body = User)))]
async fn me(State(app): State<App>, by: May<OwnAccount>) -> Result<Json<User>> {
    let id = by.user().ok_or(Error::NotFound)?;
    Ok(Json(super::find(&mut app.read().await?, id).await?))
}

/// Every account, those who may log in first.
#[utoipa::path(get, path = "/users", tag = "users", responses((status = 200, body = Vec<User>)))]
async fn list(State(app): State<App>, _: May<UsersEdit>) -> Result<Json<Vec<User>>> {
    Ok(Json(super::all(&mut app.read().await?).await?))
}

/// Makes an account. Sent again, the log-in name is taken: no digest of a body with a password is kept.
#[utoipa::path(post, path = "/users", tag = "users", request_body = NewUser, responses((status = 201, body = User), (status = 422, body = Problem)))]
async fn create(State(app): State<App>, by: May<UsersEdit>, cx: Cx, call: Call<NewUser>) -> Result<Response> {
    let (body, region) = (&call.body, cx.settings.shop.region.as_str());
    body.input.check_with(&body.password).or(())?;
    let password = NewPassword::choose(&body.password, &body.input.login()).await?;
    let user = app
        .write(async |tx| {
            let id = super::create(tx, &by, &body.input, &password, region).await?;
            super::find(tx, id).await
        })
        .await?;
    Ok(created(&format!("/api/v1/users/{}", user.id), &user))
}

/// Changes an account.
#[utoipa::path(put, path = "/users/{id}", tag = "users", params(("id" = String, Path)), request_body = Versioned<UserInput>, responses((status = 200, body = User), (status = 409, body = Problem)))]
async fn edit(
    State(app): State<App>,
    by: May<UsersEdit>,
    cx: Cx,
    Path(id): Path<UserId>,
    call: Call<Versioned<UserInput>>,
) -> Result<Json<User>> {
    let region = cx.settings.shop.region.as_str();
    call.write(&app, &by, async |tx, body| {
        super::edit(tx, &by, id, body.version, &body.input, region).await?;
        Ok(id.to_string())
    })
    .await?;
    Ok(Json(super::find(&mut app.read().await?, id).await?))
}

/// Ends an account.
#[utoipa::path(post, path = "/users/{id}/deactivation", tag = "users", params(("id" = String, Path)), responses((status = 200, body = User), (status = 409, body = Problem)))]
async fn deactivate(State(app): State<App>, by: May<UsersEdit>, Path(id): Path<UserId>) -> Result<Json<User>> {
    let user = app
        .write(async |tx| {
            super::deactivate(tx, &by, id).await?;
            super::find(tx, id).await
        })
        .await?;
    Ok(Json(user))
}

/// Lets a former member of staff log in again.
#[utoipa::path(post, path = "/users/{id}/reactivation", tag = "users", params(("id" = String, Path)), responses((status = 200, body = User), (status = 404, body = Problem)))]
async fn reactivate(State(app): State<App>, by: May<UsersEdit>, Path(id): Path<UserId>) -> Result<Json<User>> {
    let user = app
        .write(async |tx| {
            super::reactivate(tx, &by, id).await?;
            super::find(tx, id).await
        })
        .await?;
    Ok(Json(user))
}
