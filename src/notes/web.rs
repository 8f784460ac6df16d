//! Pages of notes: the form below the file, and its own page when it is refused or opened alone.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

use super::{NoteInput, view};
use crate::{
    app::App,
    intakes,
    kernel::{error::Result, id::IntakeId},
    users::rights::{May, NotesWrite},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new().route("/intakes/{id}/notes", post(write)).route("/intakes/{id}/notes/new", get(new))
}

async fn new(State(app): State<App>, by: May<NotesWrite>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(view::new(&cx, &intake, &Form::blank())))
}

async fn write(
    State(app): State<App>,
    by: May<NotesWrite>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input = NoteInput { body: form.text("body") };
    form.merge(input.check());
    let saved = form
        .save(&app, &by, async |tx| {
            super::write(tx, &by, id, &input).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(view::new(&cx, &intake, &form)))
        }
    }
}
