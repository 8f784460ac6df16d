//! What the calls to make look like.

use maud::{Markup, html};

use super::Call;
use crate::{
    equipment,
    kernel::id::CallId,
    users::rights::CallsMake,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// Those to be called, the longest waiting first. `refused` is the call whose form was refused.
pub fn list(cx: &Cx, calls: &[Call], form: &Form, refused: Option<CallId>) -> Markup {
    let l = cx.l;
    let body = html! {
        (ui::head(l.nav_calls(), l.calls_about(), html! {}))
        (ui::summary(cx, form))
        section.panel {
            @if calls.is_empty() { (ui::empty(l.calls_none(), html! {})) } @else {
                ul.rows { @for call in calls { (row(cx, call, if refused == Some(call.id) { Some(form) } else { None })) } }
            }
        }
    };
    layout::live_page(cx, l.nav_calls(), Some("calls"), body)
}

fn row(cx: &Cx, call: &Call, typed: Option<&Form>) -> Markup {
    let l = cx.l;
    let thing = equipment::called(&call.category, call.brand.as_deref(), call.model.as_deref());
    html! {
        li {
            (icon(Icon::Phone, 18))
            div {
                p.strong { a.rowlink href={ "/intakes/" (call.intake_id) } { bdi { (call.client_name) } } }
                p { (numbers(cx, call)) }
                p { bdi.nowrap { (call.intake_number) } " · " bdi { (thing) } @if let Some(outcome) = call.outcome { " · " span.state data-outcome=(outcome) { (outcome.label(l)) } } }
                p.muted { (call.why.label(l)) " · " (ui::time(cx, call.created_at)) }
            }
            @if cx.may::<CallsMake>() { (done_form(cx, call, typed)) }
        }
    }
}

/// The person to contact first: they wait for it.
fn numbers(cx: &Cx, call: &Call) -> Markup {
    html! {
        @if let Some(name) = &call.contact_name { bdi { (name) } " " @if let Some(phone) = &call.contact_phone { (ui::phone(cx, phone)) " · " } }
        @if let Some(phone) = &call.phone { (ui::phone(cx, phone)) }
    }
}

/// The name of the field of one call.
pub(super) fn note_of(id: CallId) -> String {
    format!("note_{id}")
}

fn done_form(cx: &Cx, call: &Call, typed: Option<&Form>) -> Markup {
    let l = cx.l;
    let blank = Form::blank();
    let form = typed.unwrap_or(&blank);
    let action = format!("/calls/{}/done", call.id);
    html! {
        form.end method="post" action=(action) data-hx-post=(action) novalidate {
            (ui::form_key(form))
            details.more open[typed.is_some()] {
                summary { (l.calls_note()) }
                (field(cx, form, &note_of(call.id), l.calls_note()).optional().text())
            }
            button.btn.small.primary { (icon(Icon::CircleCheck, 16)) (l.calls_done()) }
        }
    }
}

/// On the file: its client is to be called.
pub fn wanted(cx: &Cx, call: Option<&Call>) -> Markup {
    html! {
        @if let Some(call) = call {
            div.alert.warn { (icon(Icon::Phone, 18)) div { (cx.l.calls_wanted()) " " (call.why.label(cx.l)) " · " a href="/calls" { (cx.l.nav_calls()) } } }
        }
    }
}
