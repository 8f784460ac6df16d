//! Pages of partners.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};

use super::{PartnerFilter, view};
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        id::PartnerId,
    },
    lang::Key,
    users::rights::{May, Read, ShipmentsEdit},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/partners", get(list).post(create))
        .route("/partners/new", get(new))
        .route("/partners/options", get(options))
        .route("/partners/{id}/edit", get(edit_page).post(edit))
        .route("/partners/{id}/archive", post(archive))
        .route("/partners/{id}/restore", post(restore))
}

async fn list(State(app): State<App>, by: May<Read>, cx: Cx, Query(filter): Query<PartnerFilter>) -> Result<Response> {
    let page = super::list(&mut app.read().await?, by.scope(), &filter).await?;
    Ok(web::page(view::list(&cx, &filter, &page)))
}

/// What a combobox asks; the words come under the name of its own field.
#[derive(serde::Deserialize)]
struct Question {
    #[serde(default, alias = "partner_name")]
    q: String,
}

async fn options(State(app): State<App>, by: May<Read>, cx: Cx, Query(question): Query<Question>) -> Result<Response> {
    let found = super::options(&mut app.read().await?, by.scope(), &question.q).await?;
    Ok(web::page(view::options(&cx, &found)))
}

async fn new(_: May<ShipmentsEdit>, cx: Cx) -> Response {
    web::page(view::new(&cx, &Form::blank()))
}

async fn create(State(app): State<App>, by: May<ShipmentsEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    let input = view::read_partner(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| {
            super::create(tx, &by, &cx.settings, &input).await?;
            Ok("/partners".into())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(view::new(&cx, &form)))
        }
    }
}

async fn edit_page(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    cx: Cx,
    Path(id): Path<PartnerId>,
) -> Result<Response> {
    let partner = super::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(view::edit(&cx, &partner, &view::fill_partner(&partner))))
}

async fn edit(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    cx: Cx,
    Path(id): Path<PartnerId>,
    mut form: Form,
) -> Result<Response> {
    let input = view::read_partner(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| {
            super::edit(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok("/partners".into())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = matches!(&e, Error::Conflict(text) if text.key == Key::ErrorStale);
            form.refused(e)?;
            let partner = super::find(&mut app.read().await?, by.scope(), id).await?;
            if stale {
                // What was typed stays; saving it again is then meant.
                form.set("version", partner.version.to_string());
            }
            Ok(web::invalid(view::edit(&cx, &partner, &form)))
        }
    }
}

async fn archive(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<PartnerId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::archive(tx, &by, id).await?;
            Ok("/partners".into())
        })
        .await?;
    Ok(form.done_saying(&to, "removed"))
}

async fn restore(
    State(app): State<App>,
    by: May<ShipmentsEdit>,
    Path(id): Path<PartnerId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::restore(tx, &by, id).await?;
            Ok("/partners".into())
        })
        .await?;
    Ok(form.done(&to))
}
