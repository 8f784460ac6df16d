//! Pages of the cash: one's own drawer, everybody's for who closes them, a closing and its paper.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use maud::Markup;

use super::{ClosingInput, VoidClosing, view};
use crate::{
    app::App,
    documents::{self, Format, Kind, web::shown},
    kernel::{
        error::{Error, Result},
        id::{ClosingId, Id as _, UserId},
    },
    lang::Formats,
    payments::{self, Means},
    users::{
        self,
        rights::{CashClose, May, PaymentsTake},
    },
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/cash", get(mine))
        .route("/cash/{user}/closing", get(closing_page).post(close))
        .route("/cash/closings/{id}", get(show))
        .route("/cash/closings/{id}/print", get(print))
        .route("/cash/closings/{id}/void", get(void_page).post(void))
}

/// Which page of closings.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Which {
    after: String,
}

async fn mine(State(app): State<App>, by: May<PaymentsTake>, cx: Cx, Query(which): Query<Which>) -> Result<Response> {
    let user = by.user().ok_or(Error::Forbidden)?;
    let mut conn = app.read().await?;
    let drawer = super::drawer(&mut conn, by.scope(), user).await?;
    let rows = payments::not_closed(&mut conn, by.scope(), user).await?;
    let closings = super::list(&mut conn, &by, &which.after).await?;
    let open = match by.also::<CashClose>() {
        Ok(by) => super::open(&mut conn, &by).await?,
        Err(_) => Vec::new(),
    };
    Ok(web::page(view::mine(&cx, &view::Mine { drawer: &drawer, rows: &rows, open: &open, closings: &closings })))
}

// Closing -----------------------------------------------------------------------------------------------------------

async fn closing_form(app: &App, cx: &Cx, by: &May<CashClose>, id: UserId, mut form: Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let owner = users::find(&mut conn, id).await?;
    let drawer = super::drawer(&mut conn, by.scope(), id).await?;
    let rows = payments::not_closed(&mut conn, by.scope(), id).await?;
    // Coins and notes are counted; what is on paper is compared, so that it is proposed.
    for (means, amount) in drawer.expected().filter(|(means, _)| *means != Means::Cash) {
        if !form.sent(means.as_str()) {
            form.set(means.as_str(), Formats::amount_typed(amount));
        }
    }
    form.set("stamp", &drawer.stamp);
    Ok(view::closing(cx, &owner, &drawer, &rows, &form))
}

async fn closing_page(State(app): State<App>, by: May<CashClose>, cx: Cx, Path(id): Path<UserId>) -> Result<Response> {
    Ok(web::page(closing_form(&app, &cx, &by, id, Form::blank()).await?))
}

async fn close(
    State(app): State<App>,
    by: May<CashClose>,
    cx: Cx,
    Path(id): Path<UserId>,
    mut form: Form,
) -> Result<Response> {
    let mut counted = |means: Means| form.money(means.as_str());
    let input = ClosingInput {
        cash: counted(Means::Cash),
        cheque: counted(Means::Cheque),
        transfer: counted(Means::Transfer),
        card: counted(Means::Card),
        stamp: form.text("stamp"),
        float_after: form.money("float_after"),
        reason: form.text("reason"),
    };
    let saved = form
        .save(&app, &by, async |tx| {
            let id = super::close(tx, &by, &cx.settings, id, &input).await?;
            Ok(format!("/cash/closings/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(closing_form(&app, &cx, &by, id, form).await?))
        }
    }
}

// A closing ---------------------------------------------------------------------------------------------------------

async fn show(State(app): State<App>, by: May<PaymentsTake>, cx: Cx, Path(id): Path<ClosingId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let counted = super::find(&mut conn, &by, id).await?;
    let rows = payments::of_closing(&mut conn, by.scope(), id).await?;
    Ok(web::page(view::show(&cx, &counted, &rows)))
}

async fn print(State(app): State<App>, by: May<PaymentsTake>, cx: Cx, Path(id): Path<ClosingId>) -> Result<Response> {
    let mut conn = app.read().await?;
    super::find(&mut conn, &by, id).await?;
    let document = documents::latest(&mut conn, Kind::Closing, id.raw()).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let bytes = documents::pdf(&app, by.scope(), document.id, cx.l).await?;
    Ok(shown(bytes, &document.file_name_on(Format::A4)))
}

async fn void_form(app: &App, cx: &Cx, by: &May<CashClose>, id: ClosingId, form: &Form) -> Result<Markup> {
    let counted = super::find(&mut app.read().await?, &by.also()?, id).await?;
    Ok(view::void(cx, &counted, form))
}

async fn void_page(State(app): State<App>, by: May<CashClose>, cx: Cx, Path(id): Path<ClosingId>) -> Result<Response> {
    Ok(web::page(void_form(&app, &cx, &by, id, &Form::blank()).await?))
}

async fn void(
    State(app): State<App>,
    by: May<CashClose>,
    cx: Cx,
    Path(id): Path<ClosingId>,
    mut form: Form,
) -> Result<Response> {
    let input = VoidClosing { reason: form.text("reason") };
    form.merge(input.check());
    let saved = form
        .save(&app, &by, async |tx| {
            super::void(tx, &by, id, &input).await?;
            Ok(format!("/cash/closings/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "voided")),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(void_form(&app, &cx, &by, id, &form).await?))
        }
    }
}
