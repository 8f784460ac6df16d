//! Clients and contacts in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Client, ClientFilter, ClientInput, Contact, ContactInput};
use crate::{
    app::App,
    kernel::{
        error::Result,
        id::{ClientId, ContactId},
        page::Page,
    },
    settings,
    users::rights::{ClientsEdit, May, Read},
    web::api::{Call, Problem, Versioned, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, edit))
        .routes(routes!(contacts, add_contact))
        .routes(routes!(edit_contact))
}

/// Clients by name or phone, newest first.
#[utoipa::path(get, path = "/clients", tag = "clients", params(ClientFilter), responses((status = 200, body = Page<Client>)))]
async fn list(State(app): State<App>, by: May<Read>, Query(filter): Query<ClientFilter>) -> Result<Json<Page<Client>>> {
    Ok(Json(super::list(&mut app.read().await?, by.scope(), &filter).await?))
}

/// Records a client.
#[utoipa::path(post, path = "/clients", tag = "clients", request_body = ClientInput, responses((status = 201, body = Client), (status = 422, body = Problem)))]
async fn create(State(app): State<App>, by: May<ClientsEdit>, call: Call<ClientInput>) -> Result<Response> {
    let id = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::create(tx, &by, &settings, input).await?.to_string())
        })
        .await?;
    let client = super::find(&mut app.read().await?, by.scope(), id.parse()?).await?;
    Ok(created(&format!("/api/v1/clients/{id}"), &client))
}

/// One client.
#[utoipa::path(get, path = "/clients/{id}", tag = "clients", params(("id" = String, Path)), responses((status = 200, body = Client), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<ClientId>) -> Result<Json<Client>> {
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// Changes a client.
#[utoipa::path(put, path = "/clients/{id}", tag = "clients", params(("id" = String, Path)), request_body = Versioned<ClientInput>, responses((status = 200, body = Client), (status = 409, body = Problem)))]
async fn edit(
    State(app): State<App>,
    by: May<ClientsEdit>,
    Path(id): Path<ClientId>,
    call: Call<Versioned<ClientInput>>,
) -> Result<Json<Client>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::edit(tx, &by, &settings, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// The people of a company.
#[utoipa::path(get, path = "/clients/{id}/contacts", tag = "clients", params(("id" = String, Path)), responses((status = 200, body = Vec<Contact>)))]
async fn contacts(State(app): State<App>, by: May<Read>, Path(id): Path<ClientId>) -> Result<Json<Vec<Contact>>> {
    let mut conn = app.read().await?;
    let client = super::find(&mut conn, by.scope(), id).await?.id;
    Ok(Json(super::contacts(&mut conn, by.scope(), client).await?))
}

/// Records a person of a company.
#[utoipa::path(post, path = "/clients/{id}/contacts", tag = "clients", params(("id" = String, Path)), request_body = ContactInput, responses((status = 201, body = Contact), (status = 422, body = Problem)))]
async fn add_contact(
    State(app): State<App>,
    by: May<ClientsEdit>,
    Path(id): Path<ClientId>,
    call: Call<ContactInput>,
) -> Result<Response> {
    let made = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::add_contact(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    let contact = super::contact(&mut app.read().await?, by.scope(), made.parse()?).await?;
    Ok(created(&format!("/api/v1/contacts/{made}"), &contact))
}

/// Changes a person of a company.
#[utoipa::path(put, path = "/contacts/{id}", tag = "clients", params(("id" = String, Path)), request_body = Versioned<ContactInput>, responses((status = 200, body = Contact), (status = 409, body = Problem)))]
async fn edit_contact(
    State(app): State<App>,
    by: May<ClientsEdit>,
    Path(id): Path<ContactId>,
    call: Call<Versioned<ContactInput>>,
) -> Result<Json<Contact>> {
    call.write(&app, &by, async |tx, body| {
        let settings = settings::current(tx).await?;
        super::edit_contact(tx, &by, &settings, id, body.version, &body.input).await?;
        Ok(id.to_string())
    })
    .await?;
    Ok(Json(super::contact(&mut app.read().await?, by.scope(), id).await?))
}
