//! The page of the gateway that carries text messages.

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};

use super::{Gateway, Method, Preset, Spelling, view};
use crate::{
    app::App,
    kernel::error::Result,
    users::rights::{May, SettingsEdit},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new().route("/settings/sms", get(page).post(save))
}

/// A gateway to begin with.
#[derive(serde::Deserialize)]
struct From {
    preset: Option<String>,
}

async fn page(State(app): State<App>, _: May<SettingsEdit>, cx: Cx, Query(from): Query<From>) -> Result<Response> {
    let kept = super::gateway(&mut app.read().await?).await?;
    let preset = from.preset.as_deref().and_then(Preset::parse);
    let gateway = match preset {
        Some(preset) => {
            Gateway { sender: kept.gateway.sender.clone(), user: kept.gateway.user.clone(), ..preset.gateway() }
        }
        None => kept.gateway.clone(),
    };
    Ok(web::page(view::page(&cx, &view::fill(&gateway, kept.version), kept.has_secret(), kept.gateway.on)))
}

fn read(form: &mut Form) -> Gateway {
    let gateway = Gateway {
        on: form.ticked("on"),
        method: form.choice("method", Method::parse).unwrap_or_default(),
        url: form.text("url"),
        headers: form.text("headers"),
        body: form.text("body"),
        success: form.text("success"),
        id_at: form.text("id_at"),
        sender: form.text("sender"),
        user: form.text("user"),
        spelling: form.choice("spelling", Spelling::parse).unwrap_or_default(),
    };
    form.merge(gateway.check());
    gateway
}

async fn save(State(app): State<App>, by: May<SettingsEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    let gateway = read(&mut form);
    let secret = form.text("secret");
    let saved = form
        .save(&app, &by, async |tx| {
            super::save(tx, &by, app.key(), &gateway, Some(&secret), form.version()).await?;
            Ok("/settings/sms".to_owned())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = e.is_stale();
            form.refused(e)?;
            form.forget("secret");
            let kept = super::gateway(&mut app.read().await?).await?;
            if stale {
                form.set("version", kept.version.to_string());
            }
            Ok(web::invalid(view::page(&cx, &form, kept.has_secret(), kept.gateway.on)))
        }
    }
}
