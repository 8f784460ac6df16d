//! The page that merges a client with its double: first which one, then what is kept of each.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use maud::Markup;

use super::{MergeInput, view};
use crate::{
    app::App,
    clients::{self, Detail},
    kernel::{error::Result, id::ClientId},
    users::rights::{ClientsMerge, May},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new().route("/clients/{id}/merge", get(page).post(merge))
}

/// Which double, or a question that finds it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Which {
    with: String,
    q: String,
}

async fn draw(app: &App, cx: &Cx, by: &May<ClientsMerge>, id: ClientId, which: &Which, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let keep = clients::find(&mut conn, by.scope(), id).await?;
    let double = match which.with.parse().ok().filter(|with| *with != keep.id) {
        Some(with) => clients::some(&mut conn, by.scope(), &[with]).await?.pop(),
        None => None,
    };
    let Some(double) = double else {
        let mut found = match which.q.trim() {
            "" => clients::alike(&mut conn, by.scope(), &keep).await?,
            q => clients::options(&mut conn, by.scope(), q).await?,
        };
        found.retain(|client| client.id != keep.id);
        return Ok(view::which(cx, &keep, which.q.trim(), &found));
    };
    let both = view::Both {
        kept: super::belongings(&mut conn, by.scope(), keep.id).await?,
        gone: super::belongings(&mut conn, by.scope(), double.id).await?,
        keep: &keep,
        double: &double,
    };
    Ok(view::compare(cx, &both, form))
}

async fn page(
    State(app): State<App>,
    by: May<ClientsMerge>,
    cx: Cx,
    Path(id): Path<ClientId>,
    Query(which): Query<Which>,
) -> Result<Response> {
    Ok(web::page(draw(&app, &cx, &by, id, &which, &Form::blank()).await?))
}

async fn merge(
    State(app): State<App>,
    by: May<ClientsMerge>,
    cx: Cx,
    Path(id): Path<ClientId>,
    mut form: Form,
) -> Result<Response> {
    let input = MergeInput {
        double: form.choice("double", |id| id.parse().ok()),
        double_version: form.number("double_version").unwrap_or_default(),
        take: Detail::ALL.iter().copied().filter(|detail| form.has(detail.as_str(), "double")).collect(),
    };
    let saved = form
        .save(&app, &by, async |tx| {
            super::merge(tx, &by, id, form.version(), &input).await?;
            Ok(format!("/clients/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "merged")),
        Err(e) => {
            form.refused(e)?;
            let which = Which { with: form.value("double").to_owned(), ..Which::default() };
            Ok(web::invalid(draw(&app, &cx, &by, id, &which, &form).await?))
        }
    }
}
