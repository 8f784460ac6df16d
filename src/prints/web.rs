//! The page of what printers are to print.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

use super::view;
use crate::{
    app::App,
    kernel::{
        error::Result,
        id::{PrintId, PrinterId},
    },
    printers,
    users::rights::{May, Print, SettingsEdit},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/prints", get(list))
        .route("/prints/{id}/again", post(again))
        .route("/prints/{id}/removal", post(drop))
        .route("/printers/{id}/test", post(test))
}

async fn list(State(app): State<App>, by: May<Print>, cx: Cx) -> Result<Response> {
    let (open, over) = super::list(&mut app.read().await?, by.scope()).await?;
    Ok(web::page(view::list(&cx, &open, &over)))
}

async fn again(State(app): State<App>, by: May<Print>, Path(id): Path<PrintId>, form: Form) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::again(tx, &by, id).await?;
            Ok("/prints".into())
        })
        .await?;
    Ok(form.done_saying(&to, "queued"))
}

async fn drop(State(app): State<App>, by: May<Print>, Path(id): Path<PrintId>, form: Form) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::drop(tx, &by, id).await?;
            Ok("/prints".into())
        })
        .await?;
    Ok(form.done_saying(&to, "removed"))
}

async fn test(
    State(app): State<App>,
    by: May<SettingsEdit>,
    cx: Cx,
    Path(id): Path<PrinterId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            let printer = printers::find(tx, by.scope(), id).await?;
            super::test(tx, &by.also()?, &printer, cx.l).await?;
            Ok("/prints".into())
        })
        .await?;
    Ok(form.done_saying(&to, "queued"))
}
