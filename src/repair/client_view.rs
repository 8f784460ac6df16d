//! The pages of one client and of one equipment, with their files.

use maud::{Markup, html};

use super::list_view;
use crate::{
    clients::{self, Client, Contact},
    equipment::{self, Equipment},
    intakes::list::Line,
    kernel::page::Page,
    users::rights::{ClientsEdit, ClientsMerge, IntakesEdit},
    web::{
        Cx, Icon, layout,
        ui::{self, icon},
    },
};

pub fn client(cx: &Cx, client: &Client, contacts: &[Contact], things: &[Equipment], files: &Page<Line>) -> Markup {
    let l = cx.l;
    let at = format!("/clients/{}", client.id);
    let buttons = html! {
        (ui::link_if::<ClientsEdit>(cx, &format!("{at}/edit"), l.form_edit(), Icon::Pencil, ""))
        (ui::link_if::<ClientsMerge>(cx, &format!("{at}/merge"), l.doubles_merge(), Icon::Merge, "ghost"))
        (ui::link_if::<IntakesEdit>(cx, &format!("/deposits/new?client={}", client.id), l.deposits_new(), Icon::Plus, "primary"))
    };
    let body = html! {
        (ui::crumbs(cx, &[("/clients", l.nav_clients())], &client.name))
        (ui::head(&client.name, client.kind.label(l), buttons))
        div.file {
            div.stack {
                (files_panel(cx, files, &format!("/intakes?client={}", client.id)))
                (things_panel(cx, client, things))
            }
            aside.stack {
                (ui::panel(l.clients_one(), html! {}, html! { div.panel-body { (clients::client_card(cx, client)) } }))
                @if client.is_company() { (people(cx, client, contacts)) }
            }
        }
    };
    layout::live_page(cx, &client.name, Some(&format!("client:{}", client.id)), body)
}

fn files_panel(cx: &Cx, files: &Page<Line>, all: &str) -> Markup {
    let l = cx.l;
    let more = html! { @if files.next.is_some() { a.btn.small href=(all) { (l.list_all()) } } };
    ui::panel(
        l.nav_intakes(),
        more,
        html! {
            @if files.rows.is_empty() { (ui::empty(l.intakes_nothing(), html! {})) } @else { (list_view::table(cx, l.nav_intakes(), &files.rows)) }
        },
    )
}

fn things_panel(cx: &Cx, client: &Client, things: &[Equipment]) -> Markup {
    let l = cx.l;
    let add = ui::link_if::<ClientsEdit>(
        cx,
        &format!("/equipment/new?client={}", client.id),
        l.equipment_new(),
        Icon::Plus,
        "small",
    );
    ui::panel(
        l.nav_equipment(),
        add,
        html! {
            @if things.is_empty() { div.panel-body { p.muted { (l.equipment_none()) } } }
            ul.rows {
                @for thing in things {
                    li {
                        (icon(equipment::icon_of(&thing.category), 18))
                        div { a.rowlink href={ "/equipment/" (thing.id) } { bdi { (thing.title()) } } @if let Some(serial) = &thing.serial { p { bdi.ltr { (serial) } } } }
                    }
                }
            }
        },
    )
}

fn people(cx: &Cx, client: &Client, contacts: &[Contact]) -> Markup {
    let l = cx.l;
    let add = ui::link_if::<ClientsEdit>(
        cx,
        &format!("/clients/{}/contacts/new", client.id),
        l.contacts_new(),
        Icon::UserPlus,
        "small",
    );
    ui::panel(
        l.contacts_one(),
        add,
        html! {
            @if contacts.is_empty() { div.panel-body { p.muted { (l.contacts_none()) } } }
            ul.rows {
                @for contact in contacts {
                    li {
                        (icon(Icon::User, 18))
                        div {
                            a.rowlink href={ "/contacts/" (contact.id) "/edit" } { bdi class=[contact.archived_at.map(|_| "struck")] { (contact.name) } }
                            p { @if let Some(title) = &contact.title { bdi { (title) } " · " } @if let Some(phone) = &contact.phone { bdi.ltr { (cx.f.phone(phone)) } } }
                        }
                    }
                }
            }
        },
    )
}

pub fn thing(cx: &Cx, thing: &Equipment, client: &Client, files: &Page<Line>) -> Markup {
    let l = cx.l;
    let at = format!("/equipment/{}", thing.id);
    let buttons = html! {
        (ui::link_if::<ClientsEdit>(cx, &format!("{at}/edit"), l.form_edit(), Icon::Pencil, ""))
        (ui::link_if::<IntakesEdit>(cx, &format!("/deposits/new?equipment={}", thing.id), l.deposits_new(), Icon::Plus, "primary"))
    };
    let body = html! {
        (ui::crumbs(cx, &[("/equipment", l.nav_equipment())], &thing.title()))
        (ui::head(&thing.title(), &client.name, buttons))
        div.file {
            div.stack { (files_panel(cx, files, &format!("/intakes?equipment={}", thing.id))) }
            aside.stack { (ui::panel(l.equipment_one(), html! {}, html! {
                div.panel-body { (equipment::equipment_card(cx, thing)) p { a href={ "/clients/" (client.id) } { bdi { (client.name) } } } }
            })) }
        }
    };
    layout::live_page(cx, &thing.title(), Some("intakes"), body)
}
