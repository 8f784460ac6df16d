//! Pages of clients and of the people of companies.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};

use super::{ClientFilter, ContactInput, view};
use crate::{
    app::App,
    kernel::{
        error::Result,
        id::{ClientId, ContactId},
    },
    lang::say,
    users::rights::{ClientsEdit, May, Read},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/clients", get(list).post(create))
        .route("/clients/new", get(new))
        .route("/clients/options", get(options))
        .route("/clients/{id}/edit", get(edit_page).post(edit))
        .route("/clients/{id}/contacts", post(add_contact))
        .route("/clients/{id}/contacts/new", get(new_contact))
        .route("/contacts/{id}/edit", get(edit_contact_page).post(edit_contact))
        .route("/contacts/{id}/archive", post(archive_contact))
}

async fn list(State(app): State<App>, by: May<Read>, cx: Cx, Query(filter): Query<ClientFilter>) -> Result<Response> {
    let page = super::list(&mut app.read().await?, by.scope(), &filter).await?;
    Ok(web::page(view::list(&cx, &filter, &page)))
}

#[derive(serde::Deserialize)]
struct Question {
    #[serde(default, alias = "client_name")]
    q: String,
}

async fn options(State(app): State<App>, by: May<Read>, cx: Cx, Query(question): Query<Question>) -> Result<Response> {
    let found = super::options(&mut app.read().await?, by.scope(), &question.q).await?;
    Ok(web::page(view::options(&cx, &found)))
}

async fn new(State(app): State<App>, _: May<ClientsEdit>, cx: Cx) -> Result<Response> {
    let communes = super::communes(&mut app.read().await?).await?;
    Ok(web::page(view::new(&cx, &Form::blank(), &communes, None)))
}

async fn create(State(app): State<App>, by: May<ClientsEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    let input = view::read_client(&mut form, &cx);
    let known = if form.ticked("another_client") {
        None
    } else {
        super::namesake(&mut app.read().await?, &input.name, &input.phone, &cx.settings.shop.region).await?
    };
    if let Some(known) = &known {
        form.complain("phone", say::DepositsPhoneKnown { name: known.name.clone().into() });
    }
    let saved = form
        .save(&app, &by, async |tx| Ok(format!("/clients/{}", super::create(tx, &by, &cx.settings, &input).await?)))
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(e) => {
            form.refused(e)?;
            let communes = super::communes(&mut app.read().await?).await?;
            Ok(web::invalid(view::new(&cx, &form, &communes, known.as_ref())))
        }
    }
}

async fn edit_page(State(app): State<App>, by: May<ClientsEdit>, cx: Cx, Path(id): Path<ClientId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let client = super::find(&mut conn, by.scope(), id).await?;
    let communes = super::communes(&mut conn).await?;
    Ok(web::page(view::edit(&cx, &client, &view::fill_client(&client), &communes)))
}

async fn edit(
    State(app): State<App>,
    by: May<ClientsEdit>,
    cx: Cx,
    Path(id): Path<ClientId>,
    mut form: Form,
) -> Result<Response> {
    let input = view::read_client(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| {
            super::edit(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok(format!("/clients/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = e.is_stale();
            form.refused(e)?;
            let mut conn = app.read().await?;
            let client = super::find(&mut conn, by.scope(), id).await?;
            if stale {
                form.set("version", client.version.to_string());
            }
            let communes = super::communes(&mut conn).await?;
            Ok(web::invalid(view::edit(&cx, &client, &form, &communes)))
        }
    }
}

fn read_contact(form: &mut Form, cx: &Cx) -> ContactInput {
    let input = ContactInput {
        name: form.text("name"),
        title: form.text("title"),
        phone: form.text("phone"),
        email: form.text("email"),
        sees_all: form.ticked("sees_all"),
    };
    form.merge(input.check(&cx.settings.shop.region));
    input
}

async fn new_contact(
    State(app): State<App>,
    by: May<ClientsEdit>,
    cx: Cx,
    Path(id): Path<ClientId>,
) -> Result<Response> {
    let client = super::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(view::new_contact(&cx, &client, &Form::blank())))
}

async fn add_contact(
    State(app): State<App>,
    by: May<ClientsEdit>,
    cx: Cx,
    Path(id): Path<ClientId>,
    mut form: Form,
) -> Result<Response> {
    let input = read_contact(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| {
            super::add_contact(tx, &by, &cx.settings, id, &input).await?;
            Ok(format!("/clients/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            let client = super::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(view::new_contact(&cx, &client, &form)))
        }
    }
}

async fn edit_contact_page(
    State(app): State<App>,
    by: May<ClientsEdit>,
    cx: Cx,
    Path(id): Path<ContactId>,
) -> Result<Response> {
    let mut conn = app.read().await?;
    let contact = super::contact(&mut conn, by.scope(), id).await?;
    let client = super::find(&mut conn, by.scope(), contact.client_id).await?;
    Ok(web::page(view::edit_contact(&cx, &client, &contact, &view::fill_contact(&contact))))
}

async fn edit_contact(
    State(app): State<App>,
    by: May<ClientsEdit>,
    cx: Cx,
    Path(id): Path<ContactId>,
    mut form: Form,
) -> Result<Response> {
    let input = read_contact(&mut form, &cx);
    let contact = super::contact(&mut app.read().await?, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::edit_contact(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok(format!("/clients/{}", contact.client_id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = e.is_stale();
            form.refused(e)?;
            let mut conn = app.read().await?;
            let contact = super::contact(&mut conn, by.scope(), id).await?;
            let client = super::find(&mut conn, by.scope(), contact.client_id).await?;
            if stale {
                form.set("version", contact.version.to_string());
            }
            Ok(web::invalid(view::edit_contact(&cx, &client, &contact, &form)))
        }
    }
}

async fn archive_contact(
    State(app): State<App>,
    by: May<ClientsEdit>,
    Path(id): Path<ContactId>,
    form: Form,
) -> Result<Response> {
    let contact = super::contact(&mut app.read().await?, by.scope(), id).await?;
    let to = form
        .save(&app, &by, async |tx| {
            super::archive_contact(tx, &by, id).await?;
            Ok(format!("/clients/{}", contact.client_id))
        })
        .await?;
    Ok(form.done_saying(&to, "removed"))
}
