//! The small page behind the QR code: number and state, in three languages; nothing that would embarrass a client if a
//! stranger found the paper.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::Response,
    routing::get,
};
use maud::{Markup, html};

use crate::{
    app::App,
    intakes::{self, Intake},
    kernel::error::{Error, Result},
    lang::Lang,
    tracking,
    users::rights::Scope,
    web::{self, Cx, Icon, layout, ui::icon},
};

pub fn routes() -> Router<App> {
    Router::new().route("/t/{link}", get(page))
}

async fn page(State(app): State<App>, cx: Cx, Path(link): Path<String>) -> Result<Response> {
    let (id, signed) = tracking::check(&link).ok_or(Error::NotFound)?;
    let intake = intakes::find(&mut app.read().await?, Scope::Shop, id).await?;
    if !tracking::holds(&app, id, intake.tracking_epoch, &signed) {
        return Err(Error::NotFound);
    }
    let mut response = web::page(markup(&cx, &intake));
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    Ok(response)
}

fn markup(cx: &Cx, intake: &Intake) -> Markup {
    let shop = &cx.settings.shop;
    layout::plain(
        cx,
        &intake.number,
        html! {
            h1 { bdi.nowrap.struck[intake.voided_at.is_some()] { (intake.number) } }
            dl.facts {
                @for lang in Lang::ALL {
                    div lang=(lang) dir=(lang.dir()) { dt { (lang.label()) } dd { span.state data-state=(intake.state) { (state(*lang, intake)) } } }
                }
            }
            @if !shop.phone.is_empty() { p { (icon(Icon::Phone, 16)) " " bdi.ltr { (shop.phone) } } }
        },
    )
}

/// "Completed" alone does not say repaired: the outcome stands beside it.
fn state(lang: Lang, intake: &Intake) -> String {
    if intake.voided_at.is_some() {
        return lang.intakes_is_voided().to_owned();
    }
    match intake.outcome {
        Some(outcome) => format!("{} · {}", intake.state.label(lang), outcome.label(lang)),
        None => intake.state.label(lang).to_owned(),
    }
}
