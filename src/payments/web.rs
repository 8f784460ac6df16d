//! Pages of payments: giving back, correcting, and the money of a day; taking is at the `till`.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};

use maud::Markup;

use super::{Means, PaymentFilter, RefundInput, ReversalInput, view};
use crate::{
    app::App,
    intakes,
    kernel::{
        error::Result,
        id::{IntakeId, PaymentId},
        time::Day,
    },
    users::{
        self, Role,
        rights::{May, MoneyStatistics, Refund},
    },
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/payments", get(day))
        .route("/intakes/{id}/refunds/new", get(refund_page).post(refund))
        .route("/payments/{id}/reversal", get(reversal_page).post(reverse))
}

async fn day(
    State(app): State<App>,
    by: May<MoneyStatistics>,
    cx: Cx,
    Query(filter): Query<PaymentFilter>,
) -> Result<Response> {
    let day = Day::parse(&filter.day).unwrap_or(cx.now.day(&cx.f.zone));
    let mut conn = app.read().await?;
    let page = super::list(&mut conn, by.scope(), day, &filter.after).await?;
    let sums = super::day_sums(&mut conn, by.scope(), day).await?;
    Ok(web::page(view::day(&cx, &sums, &page)))
}

// Money out ---------------------------------------------------------------------------------------------------------

async fn refund_form(app: &App, cx: &Cx, by: &May<Refund>, id: IntakeId, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let intake = intakes::find(&mut conn, by.scope(), id).await?;
    let paid = super::paid(&mut conn, id).await?;
    let team = users::active(&mut conn, Role::ALL).await?;
    Ok(view::refund(cx, &intake, paid, &team, form))
}

async fn refund_page(State(app): State<App>, by: May<Refund>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    Ok(web::page(refund_form(&app, &cx, &by, id, &Form::blank()).await?))
}

async fn refund(
    State(app): State<App>,
    by: May<Refund>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input = RefundInput {
        means: form.choice("means", Means::parse),
        amount: form.money("amount"),
        reference: form.text("reference"),
        reason: form.text("reason"),
        drawer: form.choice("drawer", |id| id.parse().ok()),
    };
    form.merge(input.check());
    let saved = form
        .save(&app, &by, async |tx| {
            super::refund(tx, &by, &cx.settings, id, &input).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "paid")),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(refund_form(&app, &cx, &by, id, &form).await?))
        }
    }
}

async fn reversal_form(app: &App, cx: &Cx, by: &May<Refund>, id: PaymentId, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let payment = super::find(&mut conn, by.scope(), id).await?;
    let intake = intakes::find(&mut conn, by.scope(), payment.intake_id).await?;
    Ok(view::reversal(cx, &intake, &payment, form))
}

async fn reversal_page(State(app): State<App>, by: May<Refund>, cx: Cx, Path(id): Path<PaymentId>) -> Result<Response> {
    Ok(web::page(reversal_form(&app, &cx, &by, id, &Form::blank()).await?))
}

async fn reverse(
    State(app): State<App>,
    by: May<Refund>,
    cx: Cx,
    Path(id): Path<PaymentId>,
    mut form: Form,
) -> Result<Response> {
    let input = ReversalInput { reason: form.text("reason") };
    form.merge(input.check());
    let saved = form
        .save(&app, &by, async |tx| {
            super::reverse(tx, &by, &cx.settings, id, &input).await?;
            Ok(format!("/intakes/{}", super::find(tx, by.scope(), id).await?.intake_id))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(reversal_form(&app, &cx, &by, id, &form).await?))
        }
    }
}
