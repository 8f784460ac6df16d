//! Where a page's "print" leads: to the document as issued, or to a draft of what is not final yet.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};

use crate::{
    app::App,
    clients,
    documents::{self, Kind},
    intakes, interventions,
    kernel::{
        error::{Error, Result},
        id::{DepositId, Id as _, IntakeId},
    },
    lang::Lang,
    users::rights::{May, Read},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/intakes/{id}/print", get(intake))
        .route("/intakes/{id}/sheet", get(sheet))
        .route("/deposits/{id}/print", get(deposit))
}

#[derive(serde::Deserialize)]
struct In {
    lang: Option<Lang>,
}

fn to(document: crate::kernel::id::DocumentId, lang: Lang) -> Response {
    Redirect::to(&format!("/documents/{document}.pdf?lang={lang}")).into_response()
}

/// The language asked for, else the client's.
async fn language(app: &App, asked: &In, client: crate::kernel::id::ClientId, by: &May<Read>) -> Result<Lang> {
    match asked.lang {
        Some(lang) => Ok(lang),
        None => Ok(clients::find(&mut app.read().await?, by.scope(), client).await?.lang),
    }
}

async fn intake(
    State(app): State<App>,
    by: May<Read>,
    Path(id): Path<IntakeId>,
    Query(asked): Query<In>,
) -> Result<Response> {
    let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
    let lang = language(&app, &asked, intake.client_id, &by).await?;
    Ok(to(super::intake_document(&app, id).await?, lang))
}

/// The sheet as issued when the work has ended; until then a draft with a watermark.
async fn sheet(
    State(app): State<App>,
    by: May<Read>,
    Path(id): Path<IntakeId>,
    Query(asked): Query<In>,
) -> Result<Response> {
    let mut conn = app.read().await?;
    let intake = intakes::find(&mut conn, by.scope(), id).await?;
    let sheet = interventions::of_intake(&mut conn, by.scope(), id).await?.ok_or(Error::NotFound)?;
    let issued = documents::latest(&mut conn, Kind::Intervention, sheet.intervention.id.raw()).await?;
    let snapshot = super::of_sheet(&app, &mut conn, &intake, &sheet).await?;
    drop(conn);
    let lang = language(&app, &asked, intake.client_id, &by).await?;
    match issued.filter(|_| sheet.intervention.completed_at.is_some()) {
        Some(document) => Ok(to(document.id, lang)),
        None => {
            let bytes = documents::draft_pdf(&app, Kind::Intervention, &snapshot, lang).await?;
            Ok(documents::web::shown(bytes, &format!("{}.pdf", sheet.intervention.number)))
        }
    }
}

async fn deposit(
    State(app): State<App>,
    by: May<Read>,
    Path(id): Path<DepositId>,
    Query(asked): Query<In>,
) -> Result<Response> {
    let mut conn = app.read().await?;
    let deposit = crate::deposits::find(&mut conn, by.scope(), id).await?;
    let document = super::deposit_document(&mut conn, id).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let lang = language(&app, &asked, deposit.client_id, &by).await?;
    Ok(to(document, lang))
}
