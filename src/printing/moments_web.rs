//! Printing a moment with one button, or one document as someone chooses.

use axum::{
    Json, Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::moments::{self, Wanted};
use super::moments_view as view;
use crate::{
    app::App,
    documents::{self, Copy},
    kernel::{
        error::{Error, Result},
        id::{DepositId, DocumentId},
    },
    lang::{Key, Lang},
    printers::{self, Place},
    users::rights::{May, Print},
    web::{
        self, Cx, Form,
        api::{Call, Problem},
    },
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/deposits/{id}/printing", post(deposit))
        .route("/deposits/{id}/papers", get(deposit_papers))
        .route("/printing/{id}", get(page).post(document))
        .route("/printing/{id}/papers", get(document_papers))
}

/// Prints a deposit as planned: to the papers of the browser, else back to the deposit.
async fn deposit(State(app): State<App>, by: May<Print>, Path(id): Path<DepositId>, form: Form) -> Result<Response> {
    let wanted = moments::of_deposit(&app, by.scope(), id).await?;
    print(&app, &by, &form, &wanted, &format!("/deposits/{id}/papers"), &format!("/deposits/{id}")).await
}

async fn print(
    app: &App,
    by: &May<Print>,
    form: &Form,
    wanted: &[Wanted],
    papers: &str,
    back: &str,
) -> Result<Response> {
    let to = if moments::has_papers(wanted) { papers } else { back };
    let to = form
        .save(app, by, async |tx| {
            moments::queue(tx, by, wanted).await?;
            Ok(to.to_owned())
        })
        .await?;
    let queued = wanted.iter().any(|one| matches!(one.place, Place::Printer(_)));
    Ok(if queued { form.done_saying(&to, "queued") } else { form.go(&to) })
}

async fn deposit_papers(State(app): State<App>, by: May<Print>, Path(id): Path<DepositId>) -> Result<Response> {
    let wanted = moments::of_deposit(&app, by.scope(), id).await?;
    let first = wanted.first().ok_or(Error::NotFound)?.document;
    shown(&app, &by, first, &wanted).await
}

async fn document_papers(State(app): State<App>, by: May<Print>, Path(id): Path<DocumentId>) -> Result<Response> {
    shown(&app, &by, id, &moments::of_document(&app, by.scope(), id).await?).await
}

async fn shown(app: &App, by: &May<Print>, named: DocumentId, wanted: &[Wanted]) -> Result<Response> {
    let document = documents::find(&mut app.read().await?, by.scope(), named).await?;
    let bytes = moments::papers(app, by.scope(), wanted).await?;
    Ok(documents::web::shown(bytes, &document.file_name_on(documents::Format::A4)))
}

/// Where, whose copy and in which language one document is printed.
async fn page(State(app): State<App>, by: May<Print>, cx: Cx, Path(id): Path<DocumentId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let document = documents::find(&mut conn, by.scope(), id).await?;
    let lang = moments::language(&mut conn, by.scope(), &document).await?;
    let printers = printers::all(&mut conn, by.scope()).await?;
    Ok(web::page(view::page(&cx, &document, &printers, &view::fill(lang))))
}

/// Prints one document: as planned when nothing was chosen, else as chosen.
async fn document(
    State(app): State<App>,
    by: May<Print>,
    cx: Cx,
    Path(id): Path<DocumentId>,
    mut form: Form,
) -> Result<Response> {
    let mut conn = app.read().await?;
    let document = documents::find(&mut conn, by.scope(), id).await?;
    let back = document.intake_id.map_or_else(|| "/prints".to_owned(), |intake| format!("/intakes/{intake}"));
    if !form.sent("place") {
        drop(conn);
        let wanted = moments::of_document(&app, by.scope(), id).await?;
        return print(&app, &by, &form, &wanted, &format!("/printing/{id}/papers"), &back).await;
    }
    let printers = printers::all(&mut conn, by.scope()).await?;
    drop(conn);
    let place = form
        .choice("place", |word| word.parse::<Place>().ok())
        .filter(|place| view::offers(&document, &printers, *place));
    let copy = form.read("copy", Key::ErrorChoose, Copy::parse).unwrap_or_default();
    let lang = form.read("lang", Key::ErrorChoose, Lang::parse).unwrap_or(cx.l);
    let Some(place) = place.filter(|_| form.ok().is_ok()) else {
        if form.fault("place").is_none() {
            form.complain("place", Key::ErrorChoose);
        }
        return Ok(web::invalid(view::page(&cx, &document, &printers, &form)));
    };
    if let Place::Browser(format) = place {
        return Ok(form.go(&format!("/documents/{id}.pdf?lang={lang}&format={format}&copy={copy}")));
    }
    print(&app, &by, &form, &[Wanted { document: id, copy, lang, place }], "", &back).await
}

// The API -----------------------------------------------------------------------------------------------------------

pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(print_deposit)).routes(routes!(print_document))
}

/// What was done with what is to be printed.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Printed {
    /// The PDF of what a browser prints; none when printers print everything.
    pub papers: Option<String>,
    /// What waits for printers; `/prints` tells what becomes of it.
    pub prints: Vec<String>,
}

/// Where one document is printed; as planned when `place` is absent.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PrintInput {
    /// `browser:a4`, `printer:ID`.
    pub place: Option<String>,
    /// Whose copy.
    pub copy: Copy,
    /// Language; the client's when absent.
    pub lang: Option<Lang>,
}

/// Nothing is needed.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PrintDepositInput {}

/// Prints a deposit as the shop's plan says.
#[utoipa::path(post, path = "/deposits/{id}/printing", tag = "printing", params(("id" = String, Path)), request_body = PrintDepositInput, responses((status = 200, body = Printed), (status = 404, body = Problem)))]
async fn print_deposit(
    State(app): State<App>,
    by: May<Print>,
    Path(id): Path<DepositId>,
    call: Call<PrintDepositInput>,
) -> Result<Json<Printed>> {
    let wanted = moments::of_deposit(&app, by.scope(), id).await?;
    let ids = call.write(&app, &by, async |tx, _| queued(moments::queue(tx, &by, &wanted).await?)).await?;
    Ok(Json(told(&ids, moments::has_papers(&wanted).then(|| format!("/deposits/{id}/papers")))))
}

/// Prints one document, as planned or where it is said.
#[utoipa::path(post, path = "/documents/{id}/printing", tag = "printing", params(("id" = String, Path)), request_body = PrintInput, responses((status = 200, body = Printed), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn print_document(
    State(app): State<App>,
    by: May<Print>,
    Path(id): Path<DocumentId>,
    call: Call<PrintInput>,
) -> Result<Json<Printed>> {
    let mut wanted = moments::of_document(&app, by.scope(), id).await?;
    let mut papers = moments::has_papers(&wanted).then(|| format!("/printing/{id}/papers"));
    if let Some(word) = &call.body.place {
        let mut conn = app.read().await?;
        let document = documents::find(&mut conn, by.scope(), id).await?;
        let printers = printers::all(&mut conn, by.scope()).await?;
        let place: Place = word.parse().map_err(|()| Error::field("place", Key::ErrorChoose))?;
        if !view::offers(&document, &printers, place) {
            return Err(Error::field("place", Key::PrintsNotOnThis));
        }
        let usual = moments::language(&mut conn, by.scope(), &document).await?;
        let (copy, lang) = (call.body.copy, call.body.lang.unwrap_or(usual));
        papers = match place {
            Place::Browser(format) => Some(format!("/documents/{id}.pdf?lang={lang}&format={format}&copy={copy}")),
            _ => None,
        };
        wanted = vec![Wanted { document: id, copy, lang, place }];
    }
    let ids = call.write(&app, &by, async |tx, _| queued(moments::queue(tx, &by, &wanted).await?)).await?;
    Ok(Json(told(&ids, papers)))
}

fn queued(ids: Vec<crate::kernel::id::PrintId>) -> Result<String> {
    Ok(ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
}

fn told(ids: &str, papers: Option<String>) -> Printed {
    Printed { papers, prints: ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect() }
}
