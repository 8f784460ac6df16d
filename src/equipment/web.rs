//! Pages of equipment; the page of one thing is in `repair`.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};

use super::{EquipmentFilter, view};
use crate::{
    app::App,
    clients,
    kernel::{
        error::Result,
        id::{ClientId, EquipmentId},
    },
    users::rights::{ClientsEdit, May, Read},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/equipment", get(list).post(create))
        .route("/equipment/new", get(new))
        .route("/equipment/options", get(options))
        .route("/equipment/{id}/edit", get(edit_page).post(edit))
}

async fn list(
    State(app): State<App>,
    by: May<Read>,
    cx: Cx,
    Query(filter): Query<EquipmentFilter>,
) -> Result<Response> {
    let page = super::list(&mut app.read().await?, by.scope(), &filter).await?;
    Ok(web::page(view::list(&cx, &filter, &page)))
}

/// What a combobox asks; the words come under the name of its own field.
#[derive(serde::Deserialize)]
struct Question {
    #[serde(default, alias = "equipment_name", alias = "serial", alias = "model")]
    q: String,
    #[serde(default)]
    client_id: String,
}

async fn options(State(app): State<App>, by: May<Read>, cx: Cx, Query(question): Query<Question>) -> Result<Response> {
    let client = question.client_id.parse::<ClientId>().ok();
    let found = super::options(&mut app.read().await?, by.scope(), &question.q, client).await?;
    Ok(web::page(view::options(&cx, &found)))
}

#[derive(serde::Deserialize)]
struct Whose {
    client: ClientId,
}

async fn new(State(app): State<App>, by: May<ClientsEdit>, cx: Cx, Query(whose): Query<Whose>) -> Result<Response> {
    let client = clients::find(&mut app.read().await?, by.scope(), whose.client).await?;
    Ok(web::page(view::new(&cx, &client, &Form::blank())))
}

async fn create(State(app): State<App>, by: May<ClientsEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    let client = form.value("client_id").parse::<ClientId>()?;
    let input = view::read_equipment(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| Ok(format!("/equipment/{}", super::create(tx, &by, client, &input).await?)))
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(e) => {
            form.refused(e)?;
            let client = clients::find(&mut app.read().await?, by.scope(), client).await?;
            Ok(web::invalid(view::new(&cx, &client, &form)))
        }
    }
}

async fn edit_page(
    State(app): State<App>,
    by: May<ClientsEdit>,
    cx: Cx,
    Path(id): Path<EquipmentId>,
) -> Result<Response> {
    let mut conn = app.read().await?;
    let equipment = super::find(&mut conn, by.scope(), id).await?;
    let client = clients::find(&mut conn, by.scope(), equipment.client_id).await?;
    Ok(web::page(view::edit(&cx, &client, &equipment, &view::fill_equipment(&equipment))))
}

async fn edit(
    State(app): State<App>,
    by: May<ClientsEdit>,
    cx: Cx,
    Path(id): Path<EquipmentId>,
    mut form: Form,
) -> Result<Response> {
    let input = view::read_equipment(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| {
            super::edit(tx, &by, id, form.version(), &input).await?;
            Ok(format!("/equipment/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = e.is_stale();
            form.refused(e)?;
            let mut conn = app.read().await?;
            let equipment = super::find(&mut conn, by.scope(), id).await?;
            if stale {
                form.set("version", equipment.version.to_string());
            }
            let client = clients::find(&mut conn, by.scope(), equipment.client_id).await?;
            Ok(web::invalid(view::edit(&cx, &client, &equipment, &form)))
        }
    }
}
