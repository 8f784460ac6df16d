//! The form of a ticket: reading what was typed, filling, drawing.

use maud::{Markup, html};

use super::{Ticket, TicketInput};
use crate::{
    clients::{Client, Contact},
    priority::Priority,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// Reads what was typed of a ticket; faults stay in the form.
pub fn read_ticket(form: &mut Form, cx: &Cx) -> TicketInput {
    let input = TicketInput {
        client_id: form.choice("client_id", |id| id.parse().ok()),
        client_name: form.text("client_name"),
        phone: form.text("phone"),
        contact_id: form.choice("contact_id", |id| id.parse().ok()),
        depositor_name: form.text("depositor_name"),
        depositor_phone: form.text("depositor_phone"),
        software: form.text("software"),
        problem: form.text("problem"),
        priority: form.choice("priority", Priority::parse),
    };
    form.merge(input.check(&cx.settings.shop.region));
    input
}

/// Puts a known client into the form.
pub fn fill_client(cx: &Cx, form: &mut Form, client: &Client) {
    form.set("client_id", client.id.to_string());
    form.set("client_name", &client.name);
    form.set("phone", client.phone.as_deref().map_or_else(|| client.phone_typed.clone(), |p| cx.f.phone(p)));
    form.set("kind", client.kind.as_str());
}

pub fn fill_ticket(cx: &Cx, ticket: &Ticket, client: &Client) -> Form {
    let mut form = Form::filled([
        ("version", ticket.version.to_string()),
        ("contact_id", ticket.contact_id.map(|id| id.to_string()).unwrap_or_default()),
        ("depositor_name", ticket.depositor_name.clone().unwrap_or_default()),
        ("depositor_phone", ticket.depositor_phone.as_deref().map(|p| cx.f.phone(p)).unwrap_or_default()),
        ("software", ticket.software.clone()),
        ("problem", ticket.problem.clone()),
        ("priority", ticket.priority.as_str().to_owned()),
    ]);
    fill_client(cx, &mut form, client);
    form
}

/// The combobox that finds a client, or takes the name of a new one.
fn client_box(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let fault = form.fault("client_name").or_else(|| form.fault("client_id")).map(|text| text.to(l));
    let described = if fault.is_some() { "h-client_name e-client_name" } else { "h-client_name" };
    html! {
        div.field {
            label for="f-client_name" { (l.clients_one()) }
            div.combo {
                input.ctl id="f-client_name" name="client_name" type="text" role="combobox" aria-expanded="false" aria-controls="client-list"
                    aria-autocomplete="list" autocomplete="off" dir="auto" value=(form.value("client_name"))
                    data-hx-get="/clients/options" data-hx-trigger="input changed delay:120ms" data-hx-target="#client-list" data-hx-sync="this:replace"
                    data-clears="client_id" aria-invalid=[fault.as_ref().map(|_| "true")] aria-describedby=(described) autofocus[form.value("client_id").is_empty()];
                div.pop hidden { ul.opts id="client-list" role="listbox" aria-label=(l.nav_clients()) {} }
            }
            p.hint id="h-client_name" { (l.tickets_client_hint()) }
            @if let Some(text) = fault { p.err id="e-client_name" { (icon(Icon::TriangleAlert, 14)) (text) } }
            input type="hidden" id="f-client_id" name="client_id" value=(form.value("client_id"));
            input type="hidden" name="kind" value=(form.value("kind"));
        }
    }
}

/// The choice among the people of the chosen company; asked again when another client is chosen.
pub fn contact_field(cx: &Cx, form: &Form, contacts: &[Contact]) -> Markup {
    let here: Vec<_> = contacts
        .iter()
        .filter(|c| c.archived_at.is_none() || form.value("contact_id") == c.id.to_string())
        .map(|c| (c.id.to_string(), c.name.clone()))
        .collect();
    field(cx, form, "contact_id", cx.l.tickets_contact()).optional().select(&here)
}

fn ticket_form(cx: &Cx, form: &Form, contacts: &[Contact], action: &str, back: &str) -> Markup {
    let l = cx.l;
    let priorities: Vec<_> = Priority::ALL.iter().map(|p| (p.as_str(), p.label(l).to_owned())).collect();
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            (ui::summary(cx, form))
            fieldset {
                legend { (l.clients_one()) }
                (client_box(cx, form))
                (field(cx, form, "phone", l.clients_phone()).tel())
            }
            fieldset data-show-if="kind=company" {
                legend { (l.tickets_company()) }
                (field(cx, form, "depositor_name", l.tickets_depositor()).optional().text())
                (field(cx, form, "depositor_phone", l.tickets_depositor_phone()).optional().tel())
                div id="contact-field" data-hx-get="/tickets/contacts" data-hx-trigger="change from:#f-client_id" data-hx-include="#f-client_id"
                    data-hx-target="#contact-field" data-hx-swap="innerHTML" { (contact_field(cx, form, contacts)) }
            }
            fieldset {
                legend { (l.tickets_one()) }
                (field(cx, form, "software", l.tickets_software()).text())
                (field(cx, form, "priority", l.tickets_priority()).radios(&priorities))
                (field(cx, form, "problem", l.tickets_problem()).full().textarea(4))
            }
            (ui::actions(cx, back, l.form_save()))
        }
    }
}

pub fn new(cx: &Cx, form: &Form, contacts: &[Contact]) -> Markup {
    let l = cx.l;
    let mut form = form.clone();
    if !form.sent("priority") {
        form.set("priority", Priority::default().as_str());
    }
    layout::page(
        cx,
        l.tickets_new(),
        html! {
            (ui::crumbs(cx, &[("/tickets", l.nav_tickets())], l.tickets_new()))
            (ui::head(l.tickets_new(), "", html! {}))
            (ticket_form(cx, &form, contacts, "/tickets", "/tickets"))
        },
    )
}

pub fn edit(cx: &Cx, ticket: &Ticket, form: &Form, contacts: &[Contact]) -> Markup {
    let l = cx.l;
    let back = format!("/tickets/{}", ticket.id);
    layout::page(
        cx,
        &ticket.number,
        html! {
            (ui::crumbs(cx, &[("/tickets", l.nav_tickets()), (&back, &ticket.number)], l.form_edit()))
            (ui::head(&ticket.number, &ticket.software, html! {}))
            (ticket_form(cx, form, contacts, &format!("{back}/edit"), &back))
        },
    )
}
