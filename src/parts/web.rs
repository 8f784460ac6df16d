//! Pages of parts across files: the list of those awaited, ordering, what a few letters find.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use maud::Markup;

use super::{Tab, view};
use crate::{
    app::App,
    intakes,
    interventions::{self, OrderInput},
    kernel::{error::Result, id::PartId},
    users::rights::{May, PartsOrder, Read},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/parts/awaited", get(list))
        .route("/parts/options", get(options))
        .route("/parts/{id}/order", get(order_page).post(order))
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    state: String,
    q: String,
}

async fn list(State(app): State<App>, by: May<Read>, cx: Cx, Query(asked): Query<Asked>) -> Result<Response> {
    let tab = Tab::parse(&asked.state).unwrap_or_default();
    let today = cx.now.day(&cx.f.zone);
    let parts = super::awaited(&mut app.read().await?, by.scope(), tab, &asked.q, cx.now, today).await?;
    Ok(web::page(view::list(&cx, tab, &asked.q, &parts)))
}

/// The box that asks sends what is typed under its own name.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    label: String,
    reference: String,
}

async fn options(State(app): State<App>, by: May<Read>, cx: Cx, Query(typed): Query<Typed>) -> Result<Response> {
    let text = if typed.label.is_empty() { &typed.reference } else { &typed.label };
    let known = super::known(&mut app.read().await?, by.scope(), text).await?;
    Ok(web::page(view::options(&cx, &known, text)))
}

async fn showing(app: &App, by: &May<PartsOrder>, cx: &Cx, id: PartId, form: Option<&Form>) -> Result<Markup> {
    let mut conn = app.read().await?;
    let part = interventions::part(&mut conn, by.scope(), id).await?;
    let sheet = interventions::find(&mut conn, by.scope(), part.intervention_id).await?;
    let intake = intakes::find(&mut conn, by.scope(), sheet.intervention.intake_id).await?;
    let suppliers = super::suppliers(&mut conn, by.scope()).await?;
    let filled = view::fill_order(&part, cx.now.day(&cx.f.zone));
    Ok(view::order(cx, &intake, &part, &suppliers, form.unwrap_or(&filled)))
}

async fn order_page(State(app): State<App>, by: May<PartsOrder>, cx: Cx, Path(id): Path<PartId>) -> Result<Response> {
    Ok(web::page(showing(&app, &by, &cx, id, None).await?))
}

async fn order(
    State(app): State<App>,
    by: May<PartsOrder>,
    cx: Cx,
    Path(id): Path<PartId>,
    mut form: Form,
) -> Result<Response> {
    let input = OrderInput {
        supplier: form.text("supplier"),
        ordered_on: form.day("ordered_on"),
        expected_on: form.day("expected_on"),
    };
    form.merge(input.check());
    let saved = form
        .save(&app, &by, async |tx| {
            interventions::order_part(tx, &by, id, form.version(), &input).await?;
            Ok("/parts/awaited?state=ordered".into())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = e.is_stale();
            form.refused(e)?;
            if stale {
                let part = interventions::part(&mut app.read().await?, by.scope(), id).await?;
                form.set("version", part.version.to_string());
            }
            Ok(web::invalid(showing(&app, &by, &cx, id, Some(&form)).await?))
        }
    }
}
