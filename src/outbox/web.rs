//! The page of what goes to clients.

use axum::{
    Router,
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};

use super::{receipts, view};
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        id::OutId,
    },
    sms,
    users::rights::{May, Messages, SettingsEdit},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/outbox", get(list))
        .route("/outbox/{id}/again", post(again))
        .route("/outbox/{id}/removal", post(drop))
        .route("/settings/sms/test", post(test))
        .route("/h/{link}", get(receipt).post(receipt))
}

async fn list(State(app): State<App>, by: May<Messages>, cx: Cx) -> Result<Response> {
    let (open, over) = super::list(&mut app.read().await?, &by).await?;
    Ok(web::page(view::list(&cx, &open, &over)))
}

async fn again(State(app): State<App>, by: May<Messages>, Path(id): Path<OutId>, form: Form) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::again(tx, &by, id).await?;
            Ok("/outbox".into())
        })
        .await?;
    Ok(form.done_saying(&to, "queued_sms"))
}

async fn drop(State(app): State<App>, by: May<Messages>, Path(id): Path<OutId>, form: Form) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::drop(tx, &by, id).await?;
            Ok("/outbox".into())
        })
        .await?;
    Ok(form.done_saying(&to, "removed"))
}

/// What a gateway says of a message, in the question or as a form.
async fn receipt(
    State(app): State<App>,
    Path(link): Path<String>,
    RawQuery(asked): RawQuery,
    body: String,
) -> Result<StatusCode> {
    let id = receipts::message(&app, &link).ok_or(Error::NotFound)?;
    let mut fields: Vec<(String, String)> = Vec::new();
    for part in [asked.unwrap_or_default(), body] {
        fields.extend(serde_html_form::from_str::<Vec<(String, String)>>(&part).unwrap_or_default());
    }
    if let Some(state) = receipts::said(&fields) {
        app.write(async |tx| receipts::received(tx, id, state).await).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Tries the gateway; the page of its settings offers it.
async fn test(State(app): State<App>, by: May<SettingsEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    let to = form.text("to");
    let saved = form
        .save(&app, &by, async |tx| {
            super::test(tx, &by, &cx.settings, cx.l, &to).await?;
            Ok("/outbox".to_owned())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "queued_sms")),
        Err(e) => {
            form.refused(e)?;
            let kept = sms::gateway(&mut app.read().await?).await?;
            Ok(web::invalid(sms::view::test_refused(
                &cx,
                &form,
                &sms::view::fill(&kept.gateway, kept.version),
                kept.has_secret(),
            )))
        }
    }
}
