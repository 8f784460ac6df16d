//! Taking money in JSON.

use axum::{
    extract::{Path, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    kernel::{error::Result, id::IntakeId},
    payments::{Payment, PaymentInput, api::made},
    settings,
    users::rights::{May, PaymentsTake},
    web::api::{Call, Problem},
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(take))
}

/// Takes money on a repair file; a balance is at most what is left to pay.
#[utoipa::path(post, path = "/intakes/{id}/payments", tag = "payments", params(("id" = String, Path)), request_body = PaymentInput, responses((status = 201, body = Payment), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn take(
    State(app): State<App>,
    by: May<PaymentsTake>,
    Path(id): Path<IntakeId>,
    call: Call<PaymentInput>,
) -> Result<Response> {
    let payment = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::take(tx, &by, &settings, id, input).await?.to_string())
        })
        .await?;
    made(&app, by.scope(), &payment).await
}
