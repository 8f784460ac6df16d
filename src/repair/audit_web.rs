//! The audit: everything that happened, the latest first.

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use maud::{Markup, html};

use super::timeline;
use crate::{
    app::App,
    events::{self, Recorded},
    kernel::{error::Result, id::EventId, id::UserId},
    users::rights::{Audit, May},
    web::{self, Cx, layout, ui},
};

/// Rows of a page; one more is asked for to know whether there is another page.
const ROWS: usize = 100;

pub fn routes() -> Router<App> {
    Router::new().route("/audit", get(page))
}

#[derive(serde::Deserialize)]
struct After {
    #[serde(default)]
    before: String,
}

async fn page(State(app): State<App>, _: May<Audit>, cx: Cx, Query(after): Query<After>) -> Result<Response> {
    let mut conn = app.read().await?;
    let mut found = events::newest(&mut conn, after.before.parse::<EventId>().ok()).await?;
    let names = super::names(&mut conn).await?;
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let next = if more { found.last().map(|last| format!("/audit?before={}", last.id)) } else { None };
    Ok(web::page(markup(&cx, &found, &names, next)))
}

fn markup(
    cx: &Cx,
    found: &[Recorded],
    names: &std::collections::HashMap<UserId, String>,
    next: Option<String>,
) -> Markup {
    let l = cx.l;
    layout::page(
        cx,
        l.nav_audit(),
        html! {
            (ui::head(l.nav_audit(), l.audit_about(), html! {}))
            section.panel { div.scroll { table.list.stack {
                caption.sr { (l.nav_audit()) }
                thead { tr { th scope="col" { (l.audit_when()) } th scope="col" { (l.audit_who()) } th scope="col" { (l.audit_what()) } th scope="col" { (l.audit_file()) } } }
                tbody { @for recorded in found { tr {
                    th scope="row" { (ui::time(cx, recorded.at)) }
                    td data-label=(l.audit_who()) { @match recorded.actor.user().and_then(|id| names.get(&id)) { Some(name) => bdi { (name) }, None => { (if recorded.actor.handoff().is_some() { l.actor_link() } else { l.actor_system() }) } } }
                    td data-label=(l.audit_what()) { (timeline::told(cx, &recorded.event, names)) }
                    td data-label=(l.audit_file()) { @if let Some(id) = recorded.intake { a href={ "/intakes/" (id) } { (l.audit_open()) } } }
                } } }
            } } }
            (ui::pager(cx, next))
        },
    )
}
