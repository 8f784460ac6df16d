//! Pages of the files on a repair file.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};
use maud::Markup;

use super::{AttachmentInput, view};
use crate::{
    app::App,
    files::{self, Moment},
    intakes,
    kernel::{
        error::Result,
        id::{FileId, IntakeId},
    },
    lang::Key,
    users::rights::{IntakesEdit, May},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/intakes/{id}/files/new", get(new).post(add))
        .route("/intakes/{id}/files/{file}/removal", post(remove))
        .route("/intakes/{id}/files/{file}/moment", post(mark))
}

/// Reads what was uploaded and typed; faults stay in the form.
pub(super) fn read(form: &mut Form) -> AttachmentInput {
    let named: Vec<Option<FileId>> = form.values("files").into_iter().map(|id| id.parse().ok()).collect();
    if named.contains(&None) {
        form.complain("files", Key::AttachmentsGone);
    }
    AttachmentInput {
        files: named.into_iter().flatten().collect(),
        caption: form.text("caption"),
        moment: form.choice("moment", Moment::parse),
    }
}

/// The form with the names of the files that it keeps.
async fn page(app: &App, cx: &Cx, by: &May<IntakesEdit>, id: IntakeId, form: &Form) -> Result<Markup> {
    let kept: Vec<FileId> = form.values("files").into_iter().filter_map(|id| id.parse().ok()).collect();
    let mut conn = app.read().await?;
    let intake = intakes::find(&mut conn, by.scope(), id).await?;
    let kept = files::pending(&mut conn, &kept).await?;
    Ok(view::new(cx, &intake, &kept, form))
}

async fn new(State(app): State<App>, by: May<IntakesEdit>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    Ok(web::page(page(&app, &cx, &by, id, &Form::blank()).await?))
}

async fn add(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input = read(&mut form);
    form.merge(input.check());
    let saved = form
        .save(&app, &by, async |tx| {
            super::add(tx, &by, id, &input).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(page(&app, &cx, &by, id, &form).await?))
        }
    }
}

async fn remove(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path((id, file)): Path<(IntakeId, FileId)>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::remove(tx, &by, id, file).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await?;
    Ok(form.done_saying(&to, "removed"))
}

async fn mark(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path((id, file)): Path<(IntakeId, FileId)>,
    mut form: Form,
) -> Result<Response> {
    let moment = form.choice("moment", Moment::parse);
    let to = form
        .save(&app, &by, async |tx| {
            super::mark(tx, &by, id, file, moment).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await?;
    Ok(form.done(&to))
}
