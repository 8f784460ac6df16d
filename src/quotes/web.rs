//! Pages of quotes.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};

use super::{
    QuoteFilter, QuoteStep,
    form_view::{self, Draft},
    view::{self, Sheet},
};
use crate::{
    app::{App, Tx},
    clients::{self, Client},
    intakes::{self, Intake},
    kernel::{
        error::Result,
        id::{IntakeId, QuoteId, QuoteLineId},
    },
    users::{
        self,
        rights::{May, QuotesAnswer, QuotesEdit, QuotesSend, Read, Right, Scope},
    },
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/quotes", get(list))
        .route("/intakes/{id}/quotes/new", get(new_page).post(prepare))
        .route("/quotes/{id}", get(show))
        .route("/quotes/{id}/edit", get(edit_page).post(edit))
        .route("/quotes/{id}/lines", post(add_line))
        .route("/quote-lines/{id}", post(edit_line))
        .route("/quote-lines/{id}/removal", post(remove_line))
        .route("/quotes/{id}/refresh", post(refresh))
        .route("/quotes/{id}/sending", post(send))
        .route("/quotes/{id}/revision", post(revise))
        .route("/quotes/{id}/answer", get(answer_page).post(answer))
        .route("/quotes/{id}/withdrawal", post(withdraw))
}

/// Without a question the list shows what waits for an answer.
async fn list(
    State(app): State<App>,
    by: May<Read>,
    cx: Cx,
    Query(mut filter): Query<QuoteFilter>,
) -> Result<Response> {
    if filter.state.is_empty() {
        filter.state = "waiting".to_owned();
    }
    let page = super::list(&mut app.read().await?, by.scope(), &filter).await?;
    Ok(web::page(view::list(&cx, &filter, &page)))
}

// Preparing ---------------------------------------------------------------------------------------------------------

async fn file(app: &App, scope: Scope, id: IntakeId) -> Result<(Intake, Client)> {
    let mut conn = app.read().await?;
    let intake = intakes::find(&mut conn, scope, id).await?;
    let client = clients::find(&mut conn, scope, intake.client_id).await?;
    Ok((intake, client))
}

async fn new_page(State(app): State<App>, by: May<QuotesSend>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    let (intake, client) = file(&app, by.scope(), id).await?;
    super::at_work(&intake)?;
    Ok(web::page(form_view::new(&cx, &intake, &client, &form_view::fill_new(&cx))))
}

async fn prepare(
    State(app): State<App>,
    by: May<QuotesSend>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input = form_view::read_quote(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| Ok(format!("/quotes/{}", super::prepare(tx, &by, &cx.settings, id, &input).await?)))
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(e) => {
            form.refused(e)?;
            let (intake, client) = file(&app, by.scope(), id).await?;
            Ok(web::invalid(form_view::new(&cx, &intake, &client, &form)))
        }
    }
}

// A draft -----------------------------------------------------------------------------------------------------------

/// The page of a draft, its forms filled with what is saved; `chosen` is the line whose form is open.
async fn draft(app: &App, cx: &Cx, scope: Scope, id: QuoteId, chosen: Option<QuoteLineId>) -> Result<Draft> {
    let mut conn = app.read().await?;
    let offer = super::find(&mut conn, scope, id).await?;
    let intake = intakes::find(&mut conn, scope, offer.quote.intake_id).await?;
    let client = clients::find(&mut conn, scope, intake.client_id).await?;
    let line = offer.lines.iter().find(|line| Some(line.id) == chosen);
    let chosen = line.map(|line| line.id);
    let line =
        line.map_or_else(|| form_view::blank_line(cx, &offer.quote), |line| form_view::fill_line(&offer.quote, line));
    Ok(Draft { intake, client, terms: form_view::fill_quote(&offer.quote), line, chosen, offer })
}

#[derive(serde::Deserialize)]
struct Chosen {
    #[serde(default)]
    line: String,
}

async fn edit_page(
    State(app): State<App>,
    by: May<QuotesSend>,
    cx: Cx,
    Path(id): Path<QuoteId>,
    Query(chosen): Query<Chosen>,
) -> Result<Response> {
    let draft = draft(&app, &cx, by.scope(), id, chosen.line.parse().ok()).await?;
    draft.offer.quote.allows(QuoteStep::Change)?;
    Ok(web::page(form_view::edit(&cx, &draft)))
}

/// Saving again after a conflict is saving over what the page now shows beside it.
fn renew(form: &mut Form, draft: &Draft) {
    if form_view::is_stale(form) {
        form.set("version", draft.offer.quote.version.to_string());
    }
}

async fn edit(
    State(app): State<App>,
    by: May<QuotesSend>,
    cx: Cx,
    Path(id): Path<QuoteId>,
    mut form: Form,
) -> Result<Response> {
    let input = form_view::read_quote(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| {
            super::change(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok(format!("/quotes/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            let mut draft = draft(&app, &cx, by.scope(), id, None).await?;
            renew(&mut form, &draft);
            draft.terms = form;
            Ok(web::invalid(form_view::edit(&cx, &draft)))
        }
    }
}

/// The draft with the line's form as it was typed.
async fn line_refused(
    app: &App,
    cx: &Cx,
    scope: Scope,
    id: QuoteId,
    chosen: Option<QuoteLineId>,
    mut form: Form,
) -> Result<Response> {
    let mut draft = draft(app, cx, scope, id, chosen).await?;
    renew(&mut form, &draft);
    draft.line = form;
    Ok(web::invalid(form_view::edit(cx, &draft)))
}

async fn add_line(
    State(app): State<App>,
    by: May<QuotesEdit>,
    cx: Cx,
    Path(id): Path<QuoteId>,
    mut form: Form,
) -> Result<Response> {
    let input = form_view::read_line(&mut form, &cx, None);
    let saved = form
        .save(&app, &by, async |tx| {
            super::add_line(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok(format!("/quotes/{id}/edit"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            line_refused(&app, &cx, by.scope(), id, None, form).await
        }
    }
}

async fn edit_line(
    State(app): State<App>,
    by: May<QuotesEdit>,
    cx: Cx,
    Path(id): Path<QuoteLineId>,
    mut form: Form,
) -> Result<Response> {
    let line = super::line(&mut app.read().await?, by.scope(), id).await?;
    let input = form_view::read_line(&mut form, &cx, Some(line.tax_rate));
    let saved = form
        .save(&app, &by, async |tx| {
            super::edit_line(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok(format!("/quotes/{}/edit", line.quote_id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            line_refused(&app, &cx, by.scope(), line.quote_id, Some(id), form).await
        }
    }
}

async fn remove_line(
    State(app): State<App>,
    by: May<QuotesEdit>,
    cx: Cx,
    Path(id): Path<QuoteLineId>,
    form: Form,
) -> Result<Response> {
    let quote = super::line(&mut app.read().await?, by.scope(), id).await?.quote_id;
    act(&app, &cx, &by, quote, form, "removed", async |tx| {
        super::remove_line(tx, &by, &cx.settings, id).await?;
        Ok(format!("/quotes/{quote}/edit"))
    })
    .await
}

// One quote ---------------------------------------------------------------------------------------------------------

async fn sheet(app: &App, scope: Scope, id: QuoteId) -> Result<Sheet> {
    let mut conn = app.read().await?;
    let offer = super::find(&mut conn, scope, id).await?;
    let intake = intakes::find(&mut conn, scope, offer.quote.intake_id).await?;
    let mut others = super::of_intake(&mut conn, scope, intake.id).await?;
    others.retain(|other| other.id != id);
    Ok(Sheet {
        client: clients::find(&mut conn, scope, intake.client_id).await?,
        people: users::all(&mut conn).await?.into_iter().map(|user| (user.id, user.name)).collect(),
        intake,
        offer,
        others,
    })
}

async fn show(State(app): State<App>, by: May<Read>, cx: Cx, Path(id): Path<QuoteId>) -> Result<Response> {
    let sheet = sheet(&app, by.scope(), id).await?;
    Ok(web::page(view::page(&cx, &sheet, &Form::blank())))
}

/// Runs a verb of the page's small forms; refused, the page is drawn again with the reason.
async fn act<R: Right>(
    app: &App,
    cx: &Cx,
    by: &May<R>,
    id: QuoteId,
    mut form: Form,
    message: &'static str,
    work: impl AsyncFnOnce(&mut Tx) -> Result<String> + Clone,
) -> Result<Response> {
    match form.save(app, by, work).await {
        Ok(to) => Ok(form.done_saying(&to, message)),
        Err(e) => {
            form.refused(e)?;
            let sheet = sheet(app, by.scope(), id).await?;
            Ok(web::invalid(view::page(cx, &sheet, &form)))
        }
    }
}

/// The page of the file of a quote.
async fn file_of(app: &App, scope: Scope, id: QuoteId) -> Result<String> {
    let offer = super::find(&mut app.read().await?, scope, id).await?;
    Ok(format!("/intakes/{}", offer.quote.intake_id))
}

async fn refresh(
    State(app): State<App>,
    by: May<QuotesSend>,
    cx: Cx,
    Path(id): Path<QuoteId>,
    form: Form,
) -> Result<Response> {
    act(&app, &cx, &by, id, form, "saved", async |tx| {
        super::refresh(tx, &by, &cx.settings, id).await?;
        Ok(format!("/quotes/{id}/edit"))
    })
    .await
}

async fn send(
    State(app): State<App>,
    by: May<QuotesSend>,
    cx: Cx,
    Path(id): Path<QuoteId>,
    form: Form,
) -> Result<Response> {
    let back = file_of(&app, by.scope(), id).await?;
    let (version, wait) = (form.version(), form.ticked("wait"));
    act(&app, &cx, &by, id, form, "saved", async |tx| {
        super::send(tx, &by, &cx.settings, id, version, wait).await?;
        Ok(back.clone())
    })
    .await
}

async fn revise(
    State(app): State<App>,
    by: May<QuotesSend>,
    cx: Cx,
    Path(id): Path<QuoteId>,
    form: Form,
) -> Result<Response> {
    act(&app, &cx, &by, id, form, "created", async |tx| {
        Ok(format!("/quotes/{}/edit", super::revise(tx, &by, &cx.settings, id).await?))
    })
    .await
}

async fn withdraw(
    State(app): State<App>,
    by: May<QuotesSend>,
    cx: Cx,
    Path(id): Path<QuoteId>,
    form: Form,
) -> Result<Response> {
    let back = file_of(&app, by.scope(), id).await?;
    act(&app, &cx, &by, id, form, "saved", async |tx| {
        super::withdraw(tx, &by, id).await?;
        Ok(back.clone())
    })
    .await
}

async fn answer_page(
    State(app): State<App>,
    by: May<QuotesAnswer>,
    cx: Cx,
    Path(id): Path<QuoteId>,
) -> Result<Response> {
    let sheet = sheet(&app, by.scope(), id).await?;
    sheet.offer.quote.allows(QuoteStep::Accept)?;
    let form = form_view::fill_answer(&cx, &sheet.client);
    Ok(web::page(form_view::answer(&cx, &sheet.intake, &sheet.client, &sheet.offer, &form)))
}

async fn answer(
    State(app): State<App>,
    by: May<QuotesAnswer>,
    cx: Cx,
    Path(id): Path<QuoteId>,
    mut form: Form,
) -> Result<Response> {
    let back = file_of(&app, by.scope(), id).await?;
    let input = form_view::read_answer(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| {
            super::answer(tx, &by, &cx.settings, id, &input).await?;
            Ok(back.clone())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            let sheet = sheet(&app, by.scope(), id).await?;
            Ok(web::invalid(form_view::answer(&cx, &sheet.intake, &sheet.client, &sheet.offer, &form)))
        }
    }
}
