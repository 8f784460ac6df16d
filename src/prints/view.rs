//! What the page of the print queue looks like.

use maud::{Markup, html};

use super::{Print, PrintState};
use crate::{
    documents::Copy,
    lang::say,
    users::rights::SettingsEdit,
    web::{
        Cx, Icon, layout,
        ui::{self, icon},
    },
};

/// What waits or is stuck, with what to do about it; then the latest that is over.
pub fn list(cx: &Cx, open: &[Print], over: &[Print]) -> Markup {
    let l = cx.l;
    let (stuck, waiting): (Vec<_>, Vec<_>) = open.iter().partition(|print| print.state.may_go_again());
    let settings = ui::link_if::<SettingsEdit>(cx, "/settings/printing", l.printers_settings(), Icon::Settings, "");
    let rows = |prints: &[&Print]| html! { ul.rows { @for print in prints { (row(cx, print)) } } };
    let body = html! {
        (ui::head(l.nav_prints(), "", settings))
        @if open.is_empty() { section.panel { (ui::empty(l.prints_none(), html! {})) } }
        @if !stuck.is_empty() { (ui::panel(l.prints_stuck(), html! {}, rows(&stuck))) }
        @if !waiting.is_empty() { (ui::panel(l.prints_queue(), html! {}, rows(&waiting))) }
        @if !over.is_empty() { (ui::panel(l.prints_over(), html! {}, rows(&over.iter().collect::<Vec<_>>()))) }
    };
    layout::live_page(cx, l.nav_prints(), Some("prints"), body)
}

fn row(cx: &Cx, print: &Print) -> Markup {
    let l = cx.l;
    html! {
        li {
            (icon(icon_of(print.state), 18))
            div {
                (what(cx, print))
                p { bdi { (print.printer_name) } " · " (print.state.label(l)) @if let Some(why) = reason(print) { " : " (why.label(l)) } }
                @if print.state == PrintState::Unknown { p { (l.prints_unknown_hint()) } }
                @if print.state == PrintState::Waiting && print.attempts > 0 { p { (l.say(say::PrintsTries { count: print.attempts.into() })) " · " (l.prints_next_try()) " " (ui::time(cx, print.run_at)) } }
                p { (ui::time(cx, print.asked_at)) @if let Some(name) = &print.asked_by_name { " · " bdi { (name) } } }
            }
            div.end.btns {
                @if print.state.may_go_again() { (ui::button_form(&format!("/prints/{}/again", print.id), l.prints_again(), Icon::RotateCcw, "small", None)) }
                @if print.state.may_be_dropped() { (ui::button_form(&format!("/prints/{}/removal", print.id), l.prints_drop(), Icon::X, "small ghost", None)) }
            }
        }
    }
}

/// Why it waits or is stuck; of what is over it matters no more.
fn reason(print: &Print) -> Option<super::Why> {
    print.why.filter(|_| print.state.may_be_dropped())
}

fn icon_of(state: PrintState) -> Icon {
    match state {
        PrintState::Waiting => Icon::Clock,
        PrintState::Printing => Icon::Printer,
        PrintState::Done => Icon::Check,
        PrintState::Failed | PrintState::Unknown => Icon::TriangleAlert,
        PrintState::Dropped => Icon::X,
    }
}

/// `Bon d'entrée BE-2026-000123 · Exemplaire client`, leading to its file.
fn what(cx: &Cx, print: &Print) -> Markup {
    let l = cx.l;
    let title = html! {
        (print.kind.map_or(l.prints_test(), |kind| kind.label(l)))
        @if let Some(number) = &print.number { " " bdi.nowrap { (number) } }
        @if print.copy != Copy::Whole { " · " (print.copy.label(l)) }
    };
    match print.intake_id {
        Some(id) => html! { a.rowlink href={ "/intakes/" (id) } { (title) } },
        None => html! { span.strong { (title) } },
    }
}
