//! What the messages to clients look like: the page of all, the panel of a file.

use maud::{Markup, html};

use super::{Channel, Out, OutState};
use crate::{
    lang::say,
    users::rights::{Messages, SettingsEdit},
    web::{
        Cx, Icon, layout,
        ui::{self, icon},
    },
};

/// What is stuck, with what to do about it; what waits; then the latest that is over.
pub fn list(cx: &Cx, open: &[Out], over: &[Out]) -> Markup {
    let l = cx.l;
    let (stuck, waiting): (Vec<_>, Vec<_>) = open.iter().partition(|out| out.state.may_go_again());
    let settings = ui::link_if::<SettingsEdit>(cx, "/settings/sms", l.sms_settings(), Icon::Settings, "");
    let rows = |all: &[&Out]| html! { ul.rows { @for out in all { (row(cx, out, true)) } } };
    let body = html! {
        (ui::head(l.nav_outbox(), "", settings))
        @if open.is_empty() { section.panel { (ui::empty(l.outbox_none(), html! {})) } }
        @if !stuck.is_empty() { (ui::panel(l.outbox_stuck(), html! {}, rows(&stuck))) }
        @if !waiting.is_empty() { (ui::panel(l.outbox_queue(), html! {}, rows(&waiting))) }
        @if !over.is_empty() { (ui::panel(l.outbox_over(), html! {}, rows(&over.iter().collect::<Vec<_>>()))) }
    };
    layout::live_page(cx, l.nav_outbox(), Some("outbox"), body)
}

/// What a file's client was told.
pub fn panel(cx: &Cx, all: &[Out]) -> Markup {
    html! {
        @if !all.is_empty() {
            (ui::panel(cx.l.outbox_panel(), html! {}, html! { ul.rows { @for out in all.iter().rev() { (row(cx, out, false)) } } }))
        }
    }
}

fn row(cx: &Cx, out: &Out, whose: bool) -> Markup {
    let l = cx.l;
    html! {
        li {
            (icon(icon_of(out), 18))
            div {
                p.strong {
                    (out.what.label(l))
                    @if whose { @if let (Some(id), Some(number)) = (out.intake_id, &out.intake_number) { " · " a.rowlink href={ "/intakes/" (id) } { bdi.nowrap { (number) } } } }
                }
                p { @if whose { @if let Some(name) = &out.client_name { bdi { (name) } " · " } } (address(cx, out)) }
                p.clamp lang=(out.lang) dir="auto" { (out.body) }
                p { (state(cx, out)) }
                @if out.state == OutState::Unknown { p.hint { (l.outbox_unknown_hint()) } }
            }
            @if whose && cx.may::<Messages>() {
                div.end.btns {
                    @if out.state.may_go_again() { (ui::button_form(&format!("/outbox/{}/again", out.id), l.outbox_again(), Icon::RotateCcw, "small", None)) }
                    @if out.state.may_be_dropped() { (ui::button_form(&format!("/outbox/{}/removal", out.id), l.outbox_drop(), Icon::X, "small ghost", None)) }
                }
            }
        }
    }
}

fn address(cx: &Cx, out: &Out) -> Markup {
    match out.channel {
        Channel::Sms => ui::phone(cx, &out.address),
        Channel::Email => html! { bdi.ltr { (out.address) } },
    }
}

/// What became of it, why, and when.
fn state(cx: &Cx, out: &Out) -> Markup {
    let l = cx.l;
    html! {
        span.chip.bad[out.state.may_go_again()].ok[matches!(out.state, OutState::Sent | OutState::Delivered)] { (out.state.label(l)) }
        @if let Some(why) = out.why.filter(|_| out.state != OutState::Sent) { " " (why.label(l)) }
        @if let Some(detail) = out.detail.as_ref().filter(|_| cx.may::<Messages>()) { " " bdi.ltr.muted { (detail) } }
        " · " (ui::time(cx, out.ended_at.unwrap_or(out.created_at)))
        @if out.state == OutState::Waiting && out.run_at > cx.now { " · " (l.outbox_not_before()) " " (ui::time(cx, out.run_at)) }
        @if out.state == OutState::Waiting && out.attempts > 0 { " · " (l.say(say::PrintsTries { count: out.attempts.into() })) }
    }
}

fn icon_of(out: &Out) -> Icon {
    match out.state {
        OutState::Waiting => Icon::Clock,
        OutState::Sending => Icon::Send,
        OutState::Sent | OutState::Delivered => Icon::Check,
        OutState::Failed | OutState::Unknown => Icon::TriangleAlert,
        OutState::Dropped => Icon::X,
    }
}
