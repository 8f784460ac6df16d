//! Payments in JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{DaySums, Payment, PaymentFilter, PaymentLine, RefundInput, ReversalInput};
use crate::{
    app::App,
    intakes,
    kernel::{
        db::Conn,
        error::Result,
        id::{IntakeId, PaymentId},
        page::Page,
        time::Day,
    },
    settings,
    users::rights::{May, MoneyStatistics, Read, Refund, Scope},
    web::api::{Call, Problem, created},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(sums))
        .routes(routes!(of_intake))
        .routes(routes!(refund))
        .routes(routes!(show))
        .routes(routes!(reverse))
}

/// The day asked for, else today.
async fn day_of(app: &App, conn: &mut Conn, text: &str) -> Result<Day> {
    match Day::parse(text) {
        Some(day) => Ok(day),
        None => Ok(app.now().day(&settings::current(conn).await?.zone())),
    }
}

/// `201` with the payment that was made.
///
/// # Errors
/// When the database cannot be read.
pub async fn made(app: &App, scope: Scope, id: &str) -> Result<Response> {
    let payment = super::find(&mut app.read().await?, scope, id.parse()?).await?;
    Ok(created(&format!("/api/v1/payments/{id}"), &payment))
}

/// The payments of a day, newest first.
#[utoipa::path(get, path = "/payments", tag = "payments", params(PaymentFilter), responses((status = 200, body = Page<PaymentLine>)))]
async fn list(
    State(app): State<App>,
    by: May<MoneyStatistics>,
    Query(filter): Query<PaymentFilter>,
) -> Result<Json<Page<PaymentLine>>> {
    let mut conn = app.read().await?;
    let day = day_of(&app, &mut conn, &filter.day).await?;
    Ok(Json(super::list(&mut conn, by.scope(), day, &filter.after).await?))
}

/// The sums of a day by means and by person.
#[utoipa::path(get, path = "/payments/sums", tag = "payments", params(PaymentFilter), responses((status = 200, body = DaySums)))]
async fn sums(
    State(app): State<App>,
    by: May<MoneyStatistics>,
    Query(filter): Query<PaymentFilter>,
) -> Result<Json<DaySums>> {
    let mut conn = app.read().await?;
    let day = day_of(&app, &mut conn, &filter.day).await?;
    Ok(Json(super::day_sums(&mut conn, by.scope(), day).await?))
}

/// The payments of a repair file, oldest first.
#[utoipa::path(get, path = "/intakes/{id}/payments", tag = "payments", params(("id" = String, Path)), responses((status = 200, body = Vec<Payment>), (status = 404, body = Problem)))]
async fn of_intake(State(app): State<App>, by: May<Read>, Path(id): Path<IntakeId>) -> Result<Json<Vec<Payment>>> {
    let mut conn = app.read().await?;
    intakes::find(&mut conn, by.scope(), id).await?;
    Ok(Json(super::of_intake(&mut conn, by.scope(), id).await?))
}

/// Gives money back.
#[utoipa::path(post, path = "/intakes/{id}/refunds", tag = "payments", params(("id" = String, Path)), request_body = RefundInput, responses((status = 201, body = Payment), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn refund(
    State(app): State<App>,
    by: May<Refund>,
    Path(id): Path<IntakeId>,
    call: Call<RefundInput>,
) -> Result<Response> {
    let payment = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::refund(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    made(&app, by.scope(), &payment).await
}

/// One payment.
#[utoipa::path(get, path = "/payments/{id}", tag = "payments", params(("id" = String, Path)), responses((status = 200, body = Payment), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<PaymentId>) -> Result<Json<Payment>> {
    Ok(Json(super::find(&mut app.read().await?, by.scope(), id).await?))
}

/// Corrects a payment by its opposite.
#[utoipa::path(post, path = "/payments/{id}/reversal", tag = "payments", params(("id" = String, Path)), request_body = ReversalInput, responses((status = 201, body = Payment), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn reverse(
    State(app): State<App>,
    by: May<Refund>,
    Path(id): Path<PaymentId>,
    call: Call<ReversalInput>,
) -> Result<Response> {
    let payment = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::reverse(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    made(&app, by.scope(), &payment).await
}
