//! What the dashboard looks like.

use maud::{Markup, html};

use super::{dashboard::Dashboard, list_view};
use crate::{
    intakes::{Hold, State},
    users::Role,
    web::{Cx, layout, ui},
};

pub fn page(cx: &Cx, d: &Dashboard) -> Markup {
    let l = cx.l;
    let name = cx.who.as_ref().map(|w| w.name.clone()).unwrap_or_default();
    let new = list_view::new_deposit(cx);
    let body = html! {
        (ui::head(l.nav_dashboard(), &name, new))
        (figures(cx, d))
        (mine(cx, d))
    };
    layout::live_page(cx, l.nav_dashboard(), Some("intakes,tickets,calls"), body)
}

fn figure(cx: &Cx, href: &str, label: &str, n: i64, class: &str) -> Markup {
    let class = if n > 0 { class } else { "" };
    html! { a class={ "kpi " (class) } href=(href) { span.dt { (label) } span.dd { (cx.f.number(n)) } } }
}

fn figures(cx: &Cx, d: &Dashboard) -> Markup {
    let l = cx.l;
    html! {
        div.kpis {
            (figure(cx, "/intakes?state=awaiting_intervention", l.state_awaiting_intervention(), d.in_state(State::AwaitingIntervention), ""))
            (figure(cx, "/intakes?state=in_progress&hold=none", l.dashboard_at_work(), d.in_hold(Hold::None), ""))
            (figure(cx, "/intakes?state=in_progress&hold=waiting_part", l.hold_waiting_part(), d.in_hold(Hold::WaitingPart), ""))
            (figure(cx, "/intakes?state=in_progress&hold=waiting_quote", l.hold_waiting_quote(), d.in_hold(Hold::WaitingQuote), "warn"))
            (figure(cx, "/intakes?state=in_progress&hold=waiting_labour", l.hold_waiting_labour(), d.in_hold(Hold::WaitingLabour), ""))
        }
        div.kpis {
            @if d.drafts > 0 { (figure(cx, "/deposits/new", l.drafts_title(), i64::try_from(d.drafts).unwrap_or(0), "warn")) }
            @if d.to_call > 0 { (figure(cx, "/calls", l.nav_calls(), d.to_call, "warn")) }
            (figure(cx, "/parts/awaited", l.parts_tab_to_order(), d.parts_to_order, "warn"))
            @if d.parts_late > 0 { (figure(cx, "/parts/awaited?state=late", l.dashboard_parts_late(), d.parts_late, "bad")) }
            (figure(cx, "/intakes?state=shipped", l.state_shipped(), d.in_state(State::Shipped), ""))
            (figure(cx, "/intakes?state=completed", l.dashboard_ready(), d.in_state(State::Completed), "ok"))
            (figure(cx, "/intakes?late=1&sort=promised", l.dashboard_late(), d.late, "bad"))
            (figure(cx, "/intakes?uncollected=1&sort=oldest", l.dashboard_uncollected(), d.uncollected, "warn"))
        }
    }
}

fn mine(cx: &Cx, d: &Dashboard) -> Markup {
    let l = cx.l;
    let (title, none) = match cx.who.as_ref().map(|w| w.role) {
        Some(Role::Technician) => (l.dashboard_queue(), l.dashboard_queue_none()),
        Some(Role::Sales) => (l.dashboard_today(), l.dashboard_today_none()),
        _ => (l.dashboard_stuck(), l.dashboard_stuck_none()),
    };
    // What a technician waits for is no work to do now; it stands at the end of the queue.
    let queue = cx.who.as_ref().is_some_and(|w| w.role == Role::Technician);
    let split = d.mine.iter().position(|line| queue && line.hold != Hold::None).unwrap_or(d.mine.len());
    let (now, waiting) = d.mine.split_at(split);
    html! {
        section.panel {
            div.panel-head { h2 { (title) } @if queue { span.muted { (l.dashboard_queue_order()) } } }
            @if d.mine.is_empty() { (ui::empty(none, html! {})) } @else if queue { (list_view::queue(cx, title, now)) } @else { (list_view::table(cx, title, now)) }
        }
        @if !waiting.is_empty() {
            section.panel {
                div.panel-head { h2 { (l.dashboard_waiting()) } }
                (list_view::table(cx, l.dashboard_waiting(), waiting))
            }
        }
    }
}
