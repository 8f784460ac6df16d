//! The one box of the counter: what it finds is chosen into the form.

use maud::{Markup, html};

use crate::{
    clients::Client,
    equipment::{Owned, icon_of},
    intakes::list::Line,
    repair::find::Found,
    web::{Cx, Form, Icon, ui::icon},
};

/// The box; without JavaScript what it found stands below it.
pub fn finder(cx: &Cx, form: &Form, focus: bool, found: Option<&Found>) -> Markup {
    let l = cx.l;
    let fault = form.fault("box").map(|text| text.to(l));
    html! {
        div.field.full {
            label for="f-box" { (l.deposits_box()) }
            div.cluster {
                div.combo.grow {
                    input.ctl id="f-box" name="box" type="text" value=(form.value("box")) dir="auto" enterkeyhint="search" role="combobox"
                        aria-expanded="false" aria-controls="box-list" aria-autocomplete="list" autocomplete="off" autofocus[focus] aria-describedby=(if fault.is_some() { "h-box e-box" } else { "h-box" })
                        data-hx-get="/deposits/options" data-hx-trigger="input changed delay:120ms" data-hx-target="#box-list" data-hx-sync="this:replace";
                    div.pop hidden { ul.opts id="box-list" role="listbox" aria-label=(l.deposits_box()) {} }
                }
                button.btn.no-js type="submit" name="act" value="find" formnovalidate { (icon(Icon::Search, 16)) (l.find_title()) }
            }
            p.hint id="h-box" { (l.deposits_box_hint()) }
            @if let Some(text) = fault { p.err id="e-box" { (icon(Icon::TriangleAlert, 14)) (text) } }
        }
        @if let Some(found) = found { (buttons(cx, found)) }
    }
}

/// The options while typing, and last the way to a new client.
pub fn options(cx: &Cx, typed: &str, found: &Found) -> Markup {
    let alone = found.clients.len() + found.equipment.len() + found.files.len() == 1;
    html! {
        @for owned in &found.equipment { (option(&format!("equipment-{}", owned.equipment.id), alone, thing(cx, owned))) }
        @for found in &found.clients { (option(&format!("client-{}", found.id), alone, html! { (client(cx, found)) @if by_contact(typed, found) { small { (cx.l.find_by_contact()) } } })) }
        @for line in &found.files { (option(&format!("file-{}", line.id), alone, file(cx, line))) }
        @if is_new(typed.trim()) { (new_client(cx, typed.trim())) }
    }
}

fn option(act: &str, sure: bool, what: Markup) -> Markup {
    html! { li role="option" id={ "b-" (act) } aria-selected="false" data-act=(act) data-sure[sure] { (what) } }
}

/// The number that was typed is not the client's own: a person to contact has it.
fn by_contact(typed: &str, client: &Client) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let asked = digits(typed).trim_start_matches('0').to_owned();
    let own = [client.phone.as_deref(), client.phone2.as_deref(), Some(client.phone_typed.as_str())];
    let is_number = typed.chars().all(|c| c.is_ascii_digit() || " +-./()".contains(c));
    is_number && !asked.is_empty() && !own.into_iter().flatten().any(|phone| digits(phone).contains(&asked))
}

/// Whether what was typed may be somebody: a name, or a whole phone number; not a voucher's number, nor the end of a phone.
fn is_new(typed: &str) -> bool {
    let (digits, letters) = typed.chars().fold((0, 0), |(digits, letters), c| {
        (digits + usize::from(c.is_ascii_digit()), letters + usize::from(c.is_alphabetic()))
    });
    if letters == 0 { digits >= 8 } else { letters > digits }
}

/// What was typed becomes the name of a new client, or the phone.
fn new_client(cx: &Cx, typed: &str) -> Markup {
    let is_phone = typed.chars().filter(char::is_ascii_digit).count() * 2 > typed.chars().count();
    let (field, next) = if is_phone { ("phone", "client_name") } else { ("client_name", "phone") };
    let fill = serde_json::json!({ "box": "", field: typed });
    html! {
        li role="option" id="b-new" aria-selected="false" data-fresh data-fill=(fill.to_string()) data-next={ "[name=" (next) "]" } {
            (icon(Icon::UserPlus, 17)) span { (cx.l.clients_new()) " : " bdi { (typed) } }
        }
    }
}

fn buttons(cx: &Cx, found: &Found) -> Markup {
    let button =
        |act: String, what: Markup| html! { button.btn type="submit" name="act" value=(act) formnovalidate { (what) } };
    html! {
        div.cluster.full {
            @if found.is_empty() { p.muted { (cx.l.find_nothing()) } }
            @for owned in &found.equipment { (button(format!("equipment-{}", owned.equipment.id), thing(cx, owned))) }
            @for found in &found.clients { (button(format!("client-{}", found.id), client(cx, found))) }
            @for line in &found.files { (button(format!("file-{}", line.id), file(cx, line))) }
        }
    }
}

fn client(cx: &Cx, client: &Client) -> Markup {
    let phone = client.phone.as_deref().map_or_else(|| client.phone_typed.clone(), |p| cx.f.phone(p));
    html! {
        (icon(if client.is_company() { Icon::Building2 } else { Icon::User }, 17))
        span { bdi { (client.name) } } small { bdi.ltr { (phone) } }
    }
}

fn thing(cx: &Cx, owned: &Owned) -> Markup {
    html! {
        (icon(icon_of(&owned.equipment.category), 17))
        span { bdi { (owned.equipment.title()) } @if let Some(serial) = &owned.equipment.serial { " · " span.sr { (cx.l.equipment_serial()) " " } bdi.ltr { (serial) } } }
        small { bdi { (owned.client_name) } }
    }
}

fn file(cx: &Cx, line: &Line) -> Markup {
    html! {
        (icon(Icon::FileText, 17))
        span { bdi.nowrap { (line.number) } " · " bdi { (line.equipment()) } } small { bdi { (line.client) } " · " (line.state.label(cx.l)) }
    }
}
