//! Pages of the lines of a sheet: parts and labour.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};
use maud::Markup;

use super::{
    Labour, PartInput,
    form_view::file,
    lines_view as view,
    web::{technicians, with_file},
};
use crate::{
    app::App,
    intakes::Intake,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{InterventionId, LabourId, PartId},
    },
    users::{
        self, User,
        rights::{InterventionsEdit, May, PartsOrder, Scope},
    },
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/interventions/{id}/parts/new", get(new_part).post(add_part))
        .route("/interventions/{id}/parts/request", get(request_page).post(request))
        .route("/parts/{id}/edit", get(edit_part_page).post(edit_part))
        .route("/parts/{id}/removal", post(remove_part))
        .route("/parts/{id}/arrival", post(part_arrived))
        .route("/interventions/{id}/labour/new", get(new_labour).post(add_labour))
        .route("/labour/{id}/edit", get(edit_labour_page).post(edit_labour))
        .route("/labour/{id}/removal", post(remove_labour))
}

// Parts -------------------------------------------------------------------------------------------------------------

async fn new_part(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
) -> Result<Response> {
    let (intake, _) = with_file(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(view::new_part(&cx, &intake, id, &view::blank_part(&cx))))
}

async fn add_part(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
    mut form: Form,
) -> Result<Response> {
    let input = view::read_part(&mut form, &cx);
    let (intake, _) = with_file(&mut app.read().await?, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::add_part(tx, &by, &cx.settings, id, &input).await?;
            Ok(file(intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(view::new_part(&cx, &intake, id, &form)))
        }
    }
}

async fn requesting(app: &App, cx: &Cx, scope: Scope, id: InterventionId, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let (intake, _) = with_file(&mut conn, scope, id).await?;
    Ok(view::request_part(cx, &intake, id, &super::store::suppliers(&mut conn).await?, form))
}

async fn request_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
) -> Result<Response> {
    Ok(web::page(requesting(&app, &cx, by.scope(), id, &view::blank_part(&cx)).await?))
}

/// Asking for a part is adding one that is waited for: the hold and the notices follow.
async fn request(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
    mut form: Form,
) -> Result<Response> {
    let input = PartInput { awaited: true, ..view::read_part(&mut form, &cx) };
    let (intake, _) = with_file(&mut app.read().await?, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::add_part(tx, &by, &cx.settings, id, &input).await?;
            Ok(file(intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(requesting(&app, &cx, by.scope(), id, &form).await?))
        }
    }
}

async fn edit_part_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<PartId>,
) -> Result<Response> {
    let mut conn = app.read().await?;
    let part = super::part(&mut conn, by.scope(), id).await?;
    let (intake, _) = with_file(&mut conn, by.scope(), part.intervention_id).await?;
    Ok(web::page(view::edit_part(&cx, &intake, &part, &view::fill_part(&cx, &part), None)))
}

async fn edit_part(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<PartId>,
    mut form: Form,
) -> Result<Response> {
    let input = view::read_part(&mut form, &cx);
    let intake = file_of_part(&mut app.read().await?, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::edit_part(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok(file(intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let conflict = matches!(e, Error::Conflict(_));
            form.refused(e)?;
            let part = super::part(&mut app.read().await?, by.scope(), id).await?;
            let stale = conflict && form.version() != part.version;
            if stale {
                form.set("version", part.version.to_string());
            }
            Ok(web::invalid(view::edit_part(&cx, &intake, &part, &form, stale.then_some(&part))))
        }
    }
}

async fn file_of_part(conn: &mut Conn, scope: Scope, id: PartId) -> Result<Intake> {
    let part = super::part(conn, scope, id).await?;
    Ok(with_file(conn, scope, part.intervention_id).await?.0)
}

/// Where it leads is asked inside: sent twice, the part is gone already and the first result counts.
async fn remove_part(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<PartId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            let intake = file_of_part(tx, by.scope(), id).await?;
            super::remove_part(tx, &by, id).await?;
            Ok(file(intake.id))
        })
        .await?;
    Ok(form.done_saying(&to, "removed"))
}

/// Where the button was pressed: there it goes on.
#[derive(serde::Deserialize)]
struct From {
    #[serde(default)]
    from: String,
}

async fn part_arrived(
    State(app): State<App>,
    by: May<PartsOrder>,
    Path(id): Path<PartId>,
    Query(asked): Query<From>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            let intake = file_of_part(tx, by.scope(), id).await?;
            super::part_arrived(tx, &by, id).await?;
            Ok(if asked.from == "list" { "/parts/awaited?state=ordered".into() } else { file(intake.id) })
        })
        .await?;
    Ok(form.done(&to))
}

// Labour ------------------------------------------------------------------------------------------------------------

async fn adding(app: &App, cx: &Cx, scope: Scope, id: InterventionId, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let (intake, _) = with_file(&mut conn, scope, id).await?;
    Ok(view::new_labour(cx, &intake, id, &technicians(&mut conn).await?, form))
}

async fn new_labour(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
) -> Result<Response> {
    let form = view::blank_labour(&cx, by.user());
    Ok(web::page(adding(&app, &cx, by.scope(), id, &form).await?))
}

async fn add_labour(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<InterventionId>,
    mut form: Form,
) -> Result<Response> {
    let input = view::read_labour(&mut form, &cx);
    let (intake, _) = with_file(&mut app.read().await?, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::add_labour(tx, &by, &cx.settings, id, &input).await?;
            Ok(file(intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(adding(&app, &cx, by.scope(), id, &form).await?))
        }
    }
}

/// Who can have worked: those of today, and the one who is named already.
async fn workers(conn: &mut Conn, labour: &Labour) -> Result<Vec<User>> {
    let mut workers = technicians(conn).await?;
    if workers.iter().all(|user| user.id != labour.technician_id) {
        workers.push(users::find(conn, labour.technician_id).await?);
    }
    Ok(workers)
}

async fn edit_labour_page(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<LabourId>,
) -> Result<Response> {
    let mut conn = app.read().await?;
    let labour = super::labour(&mut conn, by.scope(), id).await?;
    let (intake, _) = with_file(&mut conn, by.scope(), labour.intervention_id).await?;
    let workers = workers(&mut conn, &labour).await?;
    Ok(web::page(view::edit_labour(&cx, &intake, &labour, &workers, &view::fill_labour(&cx, &labour), None)))
}

async fn edit_labour(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    cx: Cx,
    Path(id): Path<LabourId>,
    mut form: Form,
) -> Result<Response> {
    let input = view::read_labour(&mut form, &cx);
    let intake = file_of_labour(&mut app.read().await?, by.scope(), id).await?;
    let saved = form
        .save(&app, &by, async |tx| {
            super::edit_labour(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok(file(intake.id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let conflict = matches!(e, Error::Conflict(_));
            form.refused(e)?;
            let mut conn = app.read().await?;
            let labour = super::labour(&mut conn, by.scope(), id).await?;
            let workers = workers(&mut conn, &labour).await?;
            let stale = conflict && form.version() != labour.version;
            if stale {
                form.set("version", labour.version.to_string());
            }
            let saved = stale.then_some(&labour);
            Ok(web::invalid(view::edit_labour(&cx, &intake, &labour, &workers, &form, saved)))
        }
    }
}

async fn file_of_labour(conn: &mut Conn, scope: Scope, id: LabourId) -> Result<Intake> {
    let labour = super::labour(conn, scope, id).await?;
    Ok(with_file(conn, scope, labour.intervention_id).await?.0)
}

async fn remove_labour(
    State(app): State<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<LabourId>,
    form: Form,
) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            let intake = file_of_labour(tx, by.scope(), id).await?;
            super::remove_labour(tx, &by, id).await?;
            Ok(file(intake.id))
        })
        .await?;
    Ok(form.done_saying(&to, "removed"))
}
