//! What the pages of clients look like. The page of one client, with files and equipment, is in `repair`.

use maud::{Markup, html};

use super::{Client, ClientFilter, ClientInput, ClientKind, Contact, wilayas};
use crate::{
    kernel::page::Page,
    lang::Lang,
    users::rights::ClientsEdit,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

pub fn list(cx: &Cx, filter: &ClientFilter, page: &Page<Client>) -> Markup {
    let l = cx.l;
    let new = ui::link_if::<ClientsEdit>(cx, "/clients/new", l.clients_new(), Icon::Plus, "primary");
    let next = page.next.as_ref().map(|after| next_page(filter, after));
    let body = html! {
        (ui::head(l.nav_clients(), "", new))
        (filters(cx, filter))
        @if page.rows.is_empty() {
            (ui::empty(l.clients_none(), ui::link_if::<ClientsEdit>(cx, "/clients/new", l.clients_new(), Icon::Plus, "")))
        } @else {
            (table(cx, &page.rows))
            (ui::pager(cx, next))
        }
    };
    layout::live_page(cx, l.nav_clients(), Some("clients"), body)
}

fn next_page(filter: &ClientFilter, after: &str) -> String {
    let query = [("q", filter.q.as_str()), ("kind", &filter.kind), ("after", after)];
    format!("/clients?{}", serde_html_form::to_string(query).unwrap_or_default())
}

fn filters(cx: &Cx, filter: &ClientFilter) -> Markup {
    let l = cx.l;
    html! {
        form.filters action="/clients" data-autosubmit {
            div.field.grow { label.sr for="f-q" { (l.clients_search()) } input.ctl id="f-q" name="q" type="search" value=(filter.q) placeholder=(l.clients_search()); }
            div.field {
                label.sr for="f-kind" { (l.clients_kind()) }
                select.ctl id="f-kind" name="kind" {
                    option value="" { (l.clients_all_kinds()) }
                    @for kind in ClientKind::ALL { option value=(kind) selected[filter.kind == kind.as_str()] { (kind.label(l)) } }
                }
            }
            button.btn { (l.list_filter()) }
        }
    }
}

fn table(cx: &Cx, clients: &[Client]) -> Markup {
    let l = cx.l;
    html! {
        section.panel { div.scroll { table.list.stack {
            caption.sr { (l.nav_clients()) }
            thead { tr { th scope="col" { (l.clients_name()) } th scope="col" { (l.clients_phone()) } th scope="col" { (l.clients_place()) } th scope="col" { (l.clients_since()) } } }
            tbody { @for client in clients { tr {
                th scope="row" { a.rowlink href={ "/clients/" (client.id) } { bdi { (client.name) } } @if client.is_company() { " " span.chip { (client.kind.label(l)) } } }
                td data-label=(l.clients_phone()) { (shown_phone(cx, client)) }
                td data-label=(l.clients_place()) { bdi { (place(cx, client)) } }
                td data-label=(l.clients_since()) { bdi.ltr { (cx.f.date(client.created_at)) } }
            } } }
        } } }
    }
}

fn shown_phone(cx: &Cx, client: &Client) -> Markup {
    match &client.phone {
        Some(phone) => html! { bdi.ltr { (cx.f.phone(phone)) } },
        None => html! { bdi.ltr.muted { (client.phone_typed) } },
    }
}

fn place(cx: &Cx, client: &Client) -> String {
    let wilaya = client.wilaya.as_deref().map(|code| wilayas::name(code, cx.l));
    // A capital has the name of its wilaya.
    let commune = client.commune.clone().filter(|commune| Some(commune.as_str()) != wilaya.as_deref());
    commune.into_iter().chain(wilaya).collect::<Vec<_>>().join(", ")
}

/// `<li>`s of a combobox.
pub fn options(cx: &Cx, found: &[Client]) -> Markup {
    html! { @for client in found { (client_option(cx, client)) } }
}

/// One option of a client combobox: fills the form's `client_id`, `client_name` and `phone`.
pub fn client_option(cx: &Cx, client: &Client) -> Markup {
    let phone = client.phone.as_deref().map_or_else(|| client.phone_typed.clone(), |p| cx.f.phone(p));
    let fill = serde_json::json!({ "client_id": client.id, "client_name": client.name, "phone": phone, "kind": client.kind.as_str() });
    html! {
        li role="option" id={ "o-" (client.id) } aria-selected="false" data-fill=(fill.to_string()) {
            (icon(if client.is_company() { Icon::Building2 } else { Icon::User }, 17))
            span { bdi { (client.name) } } small { bdi.ltr { (phone) } }
        }
    }
}

/// Name, phones and address of a client, as a panel of a page.
pub fn client_card(cx: &Cx, client: &Client) -> Markup {
    let l = cx.l;
    let text = |value: &Option<String>| value.as_ref().map(|v| html! { bdi { (v) } });
    let code = |value: &Option<String>| value.as_ref().map(|v| html! { bdi.ltr { (v) } });
    let phone =
        client.phone.as_ref().map(|p| ui::phone(cx, p)).or_else(|| Some(html! { bdi.ltr { (client.phone_typed) } }));
    html! {
        @if let Some(warning) = &client.warning { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (ui::typed(warning)) } } }
        dl.facts {
            (ui::fact(l.clients_kind(), Some(html! { (client.kind.label(l)) })))
            (ui::fact(l.clients_phone(), phone))
            (ui::fact(l.clients_phone2(), client.phone2.as_ref().map(|p| ui::phone(cx, p))))
            (ui::fact(l.clients_email(), client.email.as_ref().map(|e| html! { a href={ "mailto:" (e) } { bdi.ltr { (e) } } })))
            (ui::fact(l.clients_address(), text(&client.address)))
            (ui::fact(l.clients_place(), Some(place(cx, client)).filter(|p| !p.is_empty()).map(|p| html! { bdi { (p) } })))
            (ui::fact(l.clients_lang(), Some(html! { (client.lang.label()) })))
            (ui::fact(l.legal_form(), text(&client.legal_form)))
            (ui::fact(l.legal_rc(), code(&client.rc)))
            (ui::fact(l.legal_nif(), code(&client.nif)))
            (ui::fact(l.legal_nis(), code(&client.nis)))
            (ui::fact(l.legal_ai(), code(&client.ai)))
        }
    }
}

// Forms -------------------------------------------------------------------------------------------------------------

/// Reads what was typed of a client; faults stay in the form.
pub fn read_client(form: &mut Form, cx: &Cx) -> ClientInput {
    let input = ClientInput {
        kind: form.choice("kind", ClientKind::parse),
        name: form.text("name"),
        phone: form.text("phone"),
        phone2: form.text("phone2"),
        email: form.text("email"),
        address: form.text("address"),
        wilaya: form.text("wilaya"),
        commune: form.text("commune"),
        lang: form.choice("lang", Lang::parse),
        legal_form: form.text("legal_form"),
        rc: form.text("rc"),
        nif: form.text("nif"),
        nis: form.text("nis"),
        ai: form.text("ai"),
        warning: form.text("warning"),
    };
    form.merge(input.check(&cx.settings.shop.region));
    input
}

pub fn fill_client(c: &Client) -> Form {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Form::filled([
        ("version", c.version.to_string()),
        ("kind", c.kind.as_str().into()),
        ("name", c.name.clone()),
        ("phone", c.phone_typed.clone()),
        ("phone2", text(&c.phone2)),
        ("email", text(&c.email)),
        ("address", text(&c.address)),
        ("wilaya", text(&c.wilaya)),
        ("commune", text(&c.commune)),
        ("lang", c.lang.as_str().into()),
        ("legal_form", text(&c.legal_form)),
        ("rc", text(&c.rc)),
        ("nif", text(&c.nif)),
        ("nis", text(&c.nis)),
        ("ai", text(&c.ai)),
        ("warning", text(&c.warning)),
    ])
}

/// The fields of a client: used here and wherever a client is created in place.
pub fn client_fields(cx: &Cx, form: &Form, communes: &[String]) -> Markup {
    let l = cx.l;
    let kinds: Vec<_> = ClientKind::ALL.iter().map(|k| (k.as_str(), k.label(l).to_owned())).collect();
    let langs: Vec<_> = Lang::ALL.iter().map(|x| (x.as_str(), x.label().to_owned())).collect();
    let places: Vec<_> =
        wilayas::ALL.iter().map(|(code, ..)| (*code, format!("{code} · {}", wilayas::name(code, l)))).collect();
    html! {
        fieldset {
            legend { (l.clients_one()) }
            (field(cx, form, "kind", l.clients_kind()).radios(&kinds))
            (field(cx, form, "name", l.clients_name()).autofocus().text())
            (field(cx, form, "phone", l.clients_phone()).tel())
            (field(cx, form, "phone2", l.clients_phone2()).optional().tel())
            (field(cx, form, "email", l.clients_email()).optional().email())
            (field(cx, form, "address", l.clients_address()).optional().full().text())
            (field(cx, form, "wilaya", l.clients_wilaya()).optional().select(&places))
            (field(cx, form, "commune", l.clients_commune()).optional().list(communes).text())
            (field(cx, form, "lang", l.clients_lang()).optional().select(&langs))
        }
        fieldset data-show-if="kind=company" {
            legend { (l.clients_legal()) }
            (field(cx, form, "legal_form", l.legal_form()).optional().text())
            (field(cx, form, "rc", l.legal_rc()).optional().ltr().text())
            (field(cx, form, "nif", l.legal_nif()).optional().ltr().text())
            (field(cx, form, "nis", l.legal_nis()).optional().ltr().text())
            (field(cx, form, "ai", l.legal_ai()).optional().ltr().text())
        }
        fieldset {
            legend { (l.clients_for_the_team()) }
            (field(cx, form, "warning", l.clients_warning()).optional().full().hint(l.clients_warning_hint()).textarea(2))
        }
    }
}

fn client_form(
    cx: &Cx,
    form: &Form,
    action: &str,
    back: &str,
    button: &str,
    communes: &[String],
    known: Option<&Client>,
) -> Markup {
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            (ui::summary(cx, form))
            @if let Some(known) = known {
                fieldset {
                    div.full { a.btn href={ "/clients/" (known.id) } { (icon(Icon::User, 17)) bdi { (known.name) } } }
                    (field(cx, form, "another_client", cx.l.deposits_another_client()).check())
                }
            }
            (client_fields(cx, form, communes))
            (ui::actions(cx, back, button))
        }
    }
}

/// The page that creates a client; `known` has the phone number already.
pub fn new(cx: &Cx, form: &Form, communes: &[String], known: Option<&Client>) -> Markup {
    let l = cx.l;
    let mut form = form.clone();
    if !form.sent("kind") {
        form.set("kind", ClientKind::Individual.as_str());
    }
    layout::page(
        cx,
        l.clients_new(),
        html! {
            (ui::crumbs(cx, &[("/clients", l.nav_clients())], l.clients_new()))
            (ui::head(l.clients_new(), "", html! {}))
            (client_form(cx, &form, "/clients", "/clients", l.form_save(), communes, known))
        },
    )
}

pub fn edit(cx: &Cx, client: &Client, form: &Form, communes: &[String]) -> Markup {
    let l = cx.l;
    let back = format!("/clients/{}", client.id);
    layout::page(
        cx,
        &client.name,
        html! {
            (ui::crumbs(cx, &[("/clients", l.nav_clients()), (&back, &client.name)], l.form_edit()))
            (ui::head(&client.name, l.clients_edit(), html! {}))
            (client_form(cx, form, &format!("{back}/edit"), &back, l.form_save(), communes, None))
        },
    )
}

pub fn fill_contact(c: &Contact) -> Form {
    Form::filled([
        ("version", c.version.to_string()),
        ("name", c.name.clone()),
        ("title", c.title.clone().unwrap_or_default()),
        ("phone", c.phone_typed.clone()),
        ("email", c.email.clone().unwrap_or_default()),
        ("sees_all", c.sees_all_since.map_or("", |_| "1").into()),
    ])
}

fn contact_form(cx: &Cx, form: &Form, action: &str, back: &str) -> Markup {
    let l = cx.l;
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            (ui::summary(cx, form))
            fieldset {
                legend { (l.contacts_one()) }
                (field(cx, form, "name", l.clients_name()).autofocus().text())
                (field(cx, form, "title", l.contacts_title()).optional().text())
                (field(cx, form, "phone", l.clients_phone()).optional().tel())
                (field(cx, form, "email", l.clients_email()).optional().email())
                (field(cx, form, "sees_all", l.contacts_sees_all()).check())
            }
            (ui::actions(cx, back, l.form_save()))
        }
    }
}

pub fn new_contact(cx: &Cx, client: &Client, form: &Form) -> Markup {
    let l = cx.l;
    let back = format!("/clients/{}", client.id);
    layout::page(
        cx,
        l.contacts_new(),
        html! {
            (ui::crumbs(cx, &[("/clients", l.nav_clients()), (&back, &client.name)], l.contacts_new()))
            (ui::head(l.contacts_new(), &client.name, html! {}))
            (contact_form(cx, form, &format!("{back}/contacts"), &back))
        },
    )
}

pub fn edit_contact(cx: &Cx, client: &Client, contact: &Contact, form: &Form) -> Markup {
    let l = cx.l;
    let back = format!("/clients/{}", client.id);
    let action = format!("/contacts/{}/edit", contact.id);
    let archive = html! {
        @if contact.archived_at.is_none() {
            (ui::button_form(&format!("/contacts/{}/archive", contact.id), l.contacts_archive(), Icon::Archive, "", Some(l.contacts_archive_sure())))
        }
    };
    layout::page(
        cx,
        &contact.name,
        html! {
            (ui::crumbs(cx, &[("/clients", l.nav_clients()), (&back, &client.name)], &contact.name))
            (ui::head(&contact.name, &client.name, archive))
            (contact_form(cx, form, &action, &back))
        },
    )
}
