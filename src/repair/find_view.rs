//! What the one box shows.

use maud::{Markup, html};

use super::{find::Found, list_view};
use crate::{
    clients::Client,
    equipment::{Owned, icon_of},
    intakes::list::Line,
    lang::say,
    web::{
        Cx, Icon, layout,
        ui::{self, icon},
    },
};

/// The options of the box in the head of every page: each opens its page.
pub fn options(cx: &Cx, found: &Found) -> Markup {
    html! {
        @for line in &found.files { (file_option(cx, line)) }
        @for client in &found.clients { (client_option(cx, client)) }
        @for owned in &found.equipment { (thing_option(cx, owned)) }
        @if found.is_empty() { li role="option" aria-disabled="true" { (icon(Icon::Search, 17)) span { (cx.l.find_nothing()) } } }
    }
}

fn file_option(cx: &Cx, line: &Line) -> Markup {
    html! {
        li role="option" id={ "o-" (line.id) } aria-selected="false" data-href={ "/intakes/" (line.id) } {
            (icon(Icon::FileText, 17))
            span { bdi.nowrap.struck[line.voided_at.is_some()] { (line.number) } " · " bdi { (line.client) } " · " bdi { (line.equipment()) } }
            small { (line.state.label(cx.l)) }
        }
    }
}

fn client_option(cx: &Cx, client: &Client) -> Markup {
    html! {
        li role="option" id={ "o-" (client.id) } aria-selected="false" data-href={ "/clients/" (client.id) } {
            (icon(if client.is_company() { Icon::Building2 } else { Icon::User }, 17))
            span { bdi { (client.name) } } small { bdi.ltr { (phone(cx, client)) } }
        }
    }
}

fn thing_option(cx: &Cx, owned: &Owned) -> Markup {
    let thing = &owned.equipment;
    html! {
        li role="option" id={ "o-" (thing.id) } aria-selected="false" data-href={ "/equipment/" (thing.id) } {
            (icon(icon_of(&thing.category), 17))
            span { bdi { (thing.title()) } @if let Some(serial) = &thing.serial { " · " span.sr { (cx.l.equipment_serial()) " " } bdi.ltr { (serial) } } }
            small { bdi { (owned.client_name) } }
        }
    }
}

fn phone(cx: &Cx, client: &Client) -> String {
    client.phone.as_deref().map_or_else(|| client.phone_typed.clone(), |p| cx.f.phone(p))
}

/// The address of the one thing found, when it is alone.
pub fn only(found: &Found) -> Option<String> {
    match (found.files.as_slice(), found.clients.as_slice(), found.equipment.as_slice()) {
        ([file], [], []) => Some(format!("/intakes/{}", file.id)),
        ([], [client], []) => Some(format!("/clients/{}", client.id)),
        ([], [], [owned]) => Some(format!("/equipment/{}", owned.equipment.id)),
        _ => None,
    }
}

/// Everything found, by kind.
pub fn page(cx: &Cx, asked: &str, found: &Found) -> Markup {
    let l = cx.l;
    let title = if asked.trim().is_empty() {
        l.find_title().to_owned()
    } else {
        l.say(say::FindFor { asked: asked.trim().into() })
    };
    let body = html! {
        (ui::head(&title, "", list_view::new_deposit(cx)))
        @if found.is_empty() { (ui::empty(l.find_nothing(), html! { p.muted { (l.find_hint()) } })) }
        @if !found.files.is_empty() { (ui::panel(l.nav_intakes(), html! {}, list_view::table(cx, l.nav_intakes(), &found.files))) }
        @if !found.clients.is_empty() { (ui::panel(l.nav_clients(), html! {}, clients(cx, &found.clients))) }
        @if !found.equipment.is_empty() { (ui::panel(l.nav_equipment(), html! {}, things(cx, &found.equipment))) }
    };
    layout::page(cx, &title, body)
}

fn clients(cx: &Cx, found: &[Client]) -> Markup {
    html! {
        ul.rows { @for client in found { li {
            (icon(if client.is_company() { Icon::Building2 } else { Icon::User }, 18))
            div { a.rowlink href={ "/clients/" (client.id) } { bdi { (client.name) } } p { bdi.ltr { (phone(cx, client)) } } }
        } } }
    }
}

fn things(cx: &Cx, found: &[Owned]) -> Markup {
    html! {
        ul.rows { @for owned in found { li {
            (icon(icon_of(&owned.equipment.category), 18))
            div {
                a.rowlink href={ "/equipment/" (owned.equipment.id) } { bdi { (owned.equipment.title()) } }
                p { bdi { (owned.client_name) } @if let Some(serial) = &owned.equipment.serial { " · " span.sr { (cx.l.equipment_serial()) " " } bdi.ltr { (serial) } } }
            }
        } } }
    }
}
