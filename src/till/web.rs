//! The page that takes money on a file.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use maud::Markup;

use super::view;
use crate::{
    app::App,
    clients, equipment, intakes,
    kernel::{error::Result, id::IntakeId},
    payments::{Means, PaymentInput, PaymentKind},
    users::rights::{May, PaymentsTake},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new().route("/intakes/{id}/payments/new", get(take_page).post(take))
}

async fn draw(app: &App, cx: &Cx, by: &May<PaymentsTake>, id: IntakeId, form: &Form) -> Result<Markup> {
    let mut conn = app.read().await?;
    let intake = intakes::find(&mut conn, by.scope(), id).await?;
    let owed = super::due(&mut conn, &intake).await?;
    let client = clients::find(&mut conn, by.scope(), intake.client_id).await?;
    let thing = equipment::find(&mut conn, by.scope(), intake.equipment_id).await?;
    Ok(view::take(cx, &intake, &format!("{} · {}", client.name, thing.title()), &owed, form))
}

/// Where it goes on when the money is taken.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct From {
    next: String,
}

async fn take_page(
    State(app): State<App>,
    by: May<PaymentsTake>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    Query(from): Query<From>,
) -> Result<Response> {
    let mut form = Form::blank();
    form.set("next", from.next);
    Ok(web::page(draw(&app, &cx, &by, id, &form).await?))
}

async fn take(
    State(app): State<App>,
    by: May<PaymentsTake>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input = PaymentInput {
        kind: form.choice("kind", PaymentKind::parse),
        means: form.choice("means", Means::parse),
        amount: form.money("amount"),
        reference: form.text("reference"),
    };
    form.merge(input.check());
    let saved = form
        .save(&app, &by, async |tx| {
            super::take(tx, &by, &cx.settings, id, &input).await?;
            Ok(view::back_to(id, form.value("next")))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "paid")),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(draw(&app, &cx, &by, id, &form).await?))
        }
    }
}
