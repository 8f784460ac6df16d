//! What the list of tickets and the page of one look like. The form is in `form_view`.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{Ticket, TicketEvent, TicketFilter, TicketLine, TicketNote, TicketState};
use crate::{
    clients::{Client, Contact},
    events::{Event, Recorded},
    kernel::{actor::Actor, id::UserId, page::Page},
    lang::say,
    priority::Priority,
    users::{
        Role, User,
        rights::{IntakesEdit, NotesWrite, TicketsOpen, TicketsTake, VoidVoucher},
    },
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// Where a ticket is.
pub fn state_chip(cx: &Cx, state: TicketState) -> Markup {
    html! { span.state data-ticket=(state) { (state.label(cx.l)) } }
}

/// How urgent something is.
pub fn priority_chip(cx: &Cx, priority: Priority) -> Markup {
    html! { span.prio data-prio=(priority) { @if priority > Priority::Normal { (icon(Icon::Flame, 12)) } (priority.label(cx.l)) } }
}

// The list ----------------------------------------------------------------------------------------------------------

pub fn list(cx: &Cx, filter: &TicketFilter, page: &Page<TicketLine>) -> Markup {
    let l = cx.l;
    let new = |class| ui::link_if::<TicketsOpen>(cx, "/tickets/new", l.tickets_new(), Icon::Plus, class);
    let body = html! {
        (ui::head(l.nav_tickets(), "", new("primary")))
        (tabs(cx, filter))
        (filters(cx, filter))
        @if page.rows.is_empty() {
            (ui::empty(l.tickets_none(), new("")))
        } @else {
            (table(cx, &page.rows))
            (ui::pager(cx, page.next.as_ref().map(|after| address(filter, &filter.state, after))))
        }
    };
    layout::live_page(cx, l.nav_tickets(), Some("tickets"), body)
}

fn address(filter: &TicketFilter, state: &str, after: &str) -> String {
    let query = [("state", state), ("q", &filter.q), ("mine", &filter.mine), ("after", after)];
    let said = query.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>();
    format!("/tickets?{}", serde_html_form::to_string(said).unwrap_or_default())
}

fn tabs(cx: &Cx, filter: &TicketFilter) -> Markup {
    let states = TicketState::ALL.iter().map(|s| (s.as_str(), s.label(cx.l))).chain([("all", cx.l.list_all())]);
    html! {
        nav.tabs aria-label=(cx.l.tickets_state()) {
            @for (word, label) in states {
                a href=(address(filter, word, "")) aria-current=[(filter.state == word).then_some("page")] { (label) }
            }
        }
    }
}

fn filters(cx: &Cx, filter: &TicketFilter) -> Markup {
    let l = cx.l;
    html! {
        form.filters action="/tickets" data-autosubmit {
            input type="hidden" name="state" value=(filter.state);
            div.field.grow { label.sr for="f-q" { (l.tickets_search()) } input.ctl id="f-q" name="q" type="search" value=(filter.q) placeholder=(l.tickets_search()); }
            label.check { input type="checkbox" name="mine" value="1" checked[!filter.mine.is_empty()]; span { (l.tickets_mine()) } }
            button.btn { (l.list_filter()) }
        }
    }
}

fn table(cx: &Cx, rows: &[TicketLine]) -> Markup {
    let l = cx.l;
    let heads = [
        l.tickets_number(),
        l.tickets_software(),
        l.clients_one(),
        l.tickets_priority(),
        l.tickets_state(),
        l.tickets_engineer(),
        l.tickets_opened(),
    ];
    html! {
        section.panel { div.scroll { table.list.stack {
            caption.sr { (l.nav_tickets()) }
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody { @for TicketLine { ticket, client_name, engineer_name } in rows { tr {
                th scope="row" { a.rowlink href={ "/tickets/" (ticket.id) } { bdi.nowrap { (ticket.number) } } }
                td data-label=(heads[1]) { bdi { (ticket.software) } }
                td data-label=(heads[2]) { a href={ "/clients/" (ticket.client_id) } { bdi { (client_name) } } }
                td data-label=(heads[3]) { (priority_chip(cx, ticket.priority)) }
                td data-label=(heads[4]) { (state_chip(cx, ticket.state)) }
                td data-label=(heads[5]) { @if let Some(name) = engineer_name { bdi { (name) } } }
                td data-label=(heads[6]) { (ui::time(cx, ticket.opened_at)) }
            } } }
        } } }
    }
}

// One ticket --------------------------------------------------------------------------------------------------------

/// Everything the page of one ticket shows.
pub struct Sheet {
    /// The ticket.
    pub ticket: Ticket,
    /// Whose problem.
    pub client: Client,
    /// Person to contact.
    pub contact: Option<Contact>,
    /// Notes, oldest first.
    pub notes: Vec<TicketNote>,
    /// What happened, newest first.
    pub history: Vec<Recorded>,
    /// Names of the staff.
    pub people: BTreeMap<UserId, String>,
    /// Those to whom it can be handed over.
    pub engineers: Vec<User>,
}

impl Sheet {
    fn name(&self, id: Option<UserId>) -> &str {
        id.and_then(|id| self.people.get(&id)).map_or("", String::as_str)
    }
}

pub fn page(cx: &Cx, sheet: &Sheet, form: &Form) -> Markup {
    let l = cx.l;
    let t = &sheet.ticket;
    let about = format!("ticket:{}", t.id);
    let can_amend = t.events().contains(&TicketEvent::Amend);
    let body = html! {
        (ui::crumbs(cx, &[("/tickets", l.nav_tickets())], &t.number))
        div.head {
            div { h1 { bdi class=[t.voided_at.map(|_| "struck")] { (t.number) } } p { bdi { (t.software) } " · " (state_chip(cx, t.state)) " " (priority_chip(cx, t.priority)) } }
            div.end { @if can_amend { (ui::link_if::<TicketsOpen>(cx, &format!("/tickets/{}/edit", t.id), l.form_edit(), Icon::Pencil, "")) } }
        }
        (ui::summary(cx, form))
        (voided(cx, sheet))
        div.file {
            div.stack {
                (ui::panel(l.tickets_problem(), html! {}, html! { div.panel-body { (ui::typed(&t.problem)) } }))
                @if let Some(note) = &t.closing_note { (ui::panel(l.tickets_closing_note(), html! {}, html! { div.panel-body { (ui::typed(note)) } })) }
                (notes(cx, sheet, form))
            }
            aside.stack {
                (actions(cx, sheet, form))
                (ui::panel(l.tickets_one(), html! {}, facts(cx, sheet)))
                (ui::panel(l.tickets_history(), html! {}, history(cx, sheet)))
            }
        }
    };
    layout::live_page(cx, &t.number, Some(&about), body)
}

fn voided(cx: &Cx, sheet: &Sheet) -> Markup {
    let t = &sheet.ticket;
    html! {
        @if let Some(at) = t.voided_at {
            div.alert.bad {
                (icon(Icon::Ban, 18))
                div { b { (cx.l.tickets_voided_why()) } " · " (ui::time(cx, at)) " · " bdi { (sheet.name(t.voided_by)) } (ui::typed(t.void_reason.as_deref().unwrap_or_default())) }
            }
        }
    }
}

fn facts(cx: &Cx, sheet: &Sheet) -> Markup {
    let l = cx.l;
    let Sheet { ticket: t, client, contact, .. } = sheet;
    let by = |at, who| html! { (ui::time(cx, at)) " · " bdi { (sheet.name(who)) } };
    let reached = |phone: Option<&String>| html! { @if let Some(phone) = phone { " " (ui::phone(cx, phone)) } };
    html! {
        dl.facts {
            (ui::fact(l.clients_one(), Some(html! { a href={ "/clients/" (client.id) } { bdi { (client.name) } } (reached(client.phone.as_ref())) })))
            (ui::fact(l.tickets_contact(), contact.as_ref().map(|c| html! { bdi { (c.name) } (reached(c.phone.as_ref())) })))
            (ui::fact(l.tickets_depositor(), t.depositor_name.as_ref().map(|name| html! { bdi { (name) } (reached(t.depositor_phone.as_ref())) })))
            (ui::fact(l.tickets_opened(), Some(by(t.opened_at, t.opened_by))))
            (ui::fact(l.tickets_taken_since(), t.taken_at.map(|at| by(at, t.taken_by))))
            (ui::fact(l.tickets_closed_at(), t.closed_at.map(|at| by(at, t.closed_by))))
            (ui::fact(l.tickets_intake(), t.intake_id.map(|id| html! { a href={ "/intakes/" (id) } { (l.tickets_intake()) } })))
        }
    }
}

fn notes(cx: &Cx, sheet: &Sheet, form: &Form) -> Markup {
    let l = cx.l;
    let action = format!("/tickets/{}/notes", sheet.ticket.id);
    let can_write = cx.may::<NotesWrite>() && sheet.ticket.events().contains(&TicketEvent::Note);
    ui::panel(
        l.tickets_notes(),
        html! {},
        html! {
            div.panel-body.stack {
                @if sheet.notes.is_empty() { p.muted { (l.tickets_notes_none()) } }
                @for note in &sheet.notes {
                    div.note { (ui::typed(&note.body)) p.who { bdi { (sheet.name(note.by_user)) } " · " (ui::time(cx, note.at)) } }
                }
                @if can_write {
                    form.stack method="post" action=(action) data-hx-post=(action) novalidate {
                        (ui::once_key())
                        (field(cx, form, "body", l.tickets_note()).full().textarea(2))
                        div.btns { button.btn { (icon(Icon::Plus, 17)) (l.tickets_note_add()) } }
                    }
                }
            }
        },
    )
}

/// The buttons that the table of moves and the reader's rights give.
fn actions(cx: &Cx, sheet: &Sheet, form: &Form) -> Markup {
    let engineer =
        cx.may::<TicketsTake>() && cx.who.as_ref().is_some_and(|who| who.engineer || who.role == Role::Manager);
    let offered: Vec<TicketEvent> = sheet
        .ticket
        .events()
        .into_iter()
        .filter(|event| match event {
            TicketEvent::Take | TicketEvent::HandOver | TicketEvent::Close | TicketEvent::Reopen => engineer,
            TicketEvent::Void => cx.may::<VoidVoucher>(),
            TicketEvent::Convert => cx.may::<IntakesEdit>(),
            TicketEvent::Amend | TicketEvent::Note => false,
        })
        .collect();
    html! {
        @if !offered.is_empty() {
            (ui::panel(cx.l.tickets_actions(), html! {}, html! { div.panel-body.stack { @for event in offered { (action(cx, sheet, form, event)) } } }))
        }
    }
}

fn action(cx: &Cx, sheet: &Sheet, form: &Form, event: TicketEvent) -> Markup {
    let l = cx.l;
    let to = |end: &str| format!("/tickets/{}/{end}", sheet.ticket.id);
    match event {
        TicketEvent::Take => ui::button_form(&to("take"), l.tickets_take(), Icon::Hand, "primary block", None),
        TicketEvent::HandOver => {
            let others: Vec<_> = sheet
                .engineers
                .iter()
                .filter(|user| Some(user.id) != sheet.ticket.taken_by)
                .map(|user| (user.id.to_string(), user.name.clone()))
                .collect();
            fold(
                l.tickets_hand_over(),
                Icon::MoveRight,
                &to("handover"),
                "",
                form.fault("to").is_some(),
                field(cx, form, "to", l.tickets_hand_over_to()).full().select(&others),
            )
        }
        TicketEvent::Close => fold(
            l.tickets_close(),
            Icon::CircleCheck,
            &to("closing"),
            "primary",
            form.fault("closing_note").is_some(),
            field(cx, form, "closing_note", l.tickets_closing_note()).full().textarea(3),
        ),
        TicketEvent::Reopen => fold(
            l.tickets_reopen(),
            Icon::RotateCcw,
            &to("reopening"),
            "",
            form.fault("reopening_reason").is_some(),
            field(cx, form, "reopening_reason", l.form_reason()).full().hint(l.tickets_reopen_hint()).textarea(2),
        ),
        TicketEvent::Void => fold(
            l.tickets_void(),
            Icon::Ban,
            &to("void"),
            "danger",
            form.fault("reason").is_some(),
            field(cx, form, "reason", l.form_reason()).full().hint(l.tickets_void_hint()).textarea(2),
        ),
        TicketEvent::Convert => {
            html! { a.btn.block href=(to("conversion")) { (icon(Icon::Wrench, 17)) (l.tickets_convert()) } }
        }
        TicketEvent::Amend | TicketEvent::Note => html! {},
    }
}

/// A form that opens below its button.
fn fold(label: &str, icon_of: Icon, action: &str, class: &str, open: bool, fields: Markup) -> Markup {
    html! {
        details.more name="acts" open[open] {
            summary { (icon(icon_of, 17)) (label) }
            form method="post" action=(action) data-hx-post=(action) novalidate {
                (ui::once_key())
                div.fields { (fields) }
                div.btns { button class={ "btn " (class) } { (icon(icon_of, 17)) (label) } }
            }
        }
    }
}

fn history(cx: &Cx, sheet: &Sheet) -> Markup {
    html! {
        ol.timeline {
            @for one in &sheet.history {
                @let (icon_of, text) = happened(cx, sheet, one);
                li {
                    (icon(icon_of, 16)) p { (text) }
                    span.who { @if let Actor::Staff(id) = one.actor { bdi { (sheet.name(Some(id))) } } @else { (cx.l.tickets_system()) } }
                    (ui::time(cx, one.at))
                }
            }
        }
    }
}

fn happened(cx: &Cx, sheet: &Sheet, one: &Recorded) -> (Icon, String) {
    let l = cx.l;
    match &one.event {
        Event::TicketOpened { .. } => (Icon::Ticket, l.tickets_was_opened().to_owned()),
        Event::TicketTaken { engineer, .. } => {
            let who = sheet.name(Some(*engineer)).into();
            let by_self = one.actor == Actor::Staff(*engineer);
            let text = if by_self { l.say(say::TicketsWasTaken { who }) } else { l.say(say::TicketsWasHanded { who }) };
            (Icon::Hand, text)
        }
        Event::TicketClosed { .. } => (Icon::CircleCheck, l.tickets_was_closed().to_owned()),
        Event::TicketReopened { .. } => (Icon::RotateCcw, l.tickets_was_reopened().to_owned()),
        Event::TicketConverted { .. } => (Icon::RefreshCw, l.tickets_was_converted().to_owned()),
        Event::TicketVoided { .. } => (Icon::Ban, l.tickets_was_voided().to_owned()),
        Event::TicketNoted { .. } => (Icon::MessageSquare, l.tickets_was_noted().to_owned()),
        _ => (Icon::Pencil, l.tickets_was_changed().to_owned()),
    }
}
