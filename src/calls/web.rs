//! The page of clients to be called.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

use super::{CallInput, view};
use crate::{
    app::App,
    kernel::{error::Result, id::CallId},
    users::rights::{CallsMake, May, Read},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new().route("/calls", get(list)).route("/calls/{id}/done", post(done))
}

async fn list(State(app): State<App>, by: May<Read>, cx: Cx) -> Result<Response> {
    let calls = super::open(&mut app.read().await?, by.scope()).await?;
    Ok(web::page(view::list(&cx, &calls, &Form::blank(), None)))
}

async fn done(
    State(app): State<App>,
    by: May<CallsMake>,
    cx: Cx,
    Path(id): Path<CallId>,
    mut form: Form,
) -> Result<Response> {
    // Every row of the page has its own field.
    let name = view::note_of(id);
    let input = CallInput { note: form.text(&name) };
    for (_, fault) in input.check().0 {
        form.complain(&name, fault);
    }
    let saved = form
        .save(&app, &by, async |tx| {
            super::done(tx, &by, id, &input).await?;
            Ok("/calls".into())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "called")),
        Err(e) => {
            form.refused(e)?;
            let calls = super::open(&mut app.read().await?, by.scope()).await?;
            Ok(web::invalid(view::list(&cx, &calls, &form, Some(id))))
        }
    }
}
