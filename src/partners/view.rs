//! What the pages of partners look like.

use maud::{Markup, html};

use super::{Partner, PartnerFilter, PartnerInput};
use crate::{
    kernel::page::Page,
    users::rights::ShipmentsEdit,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

pub fn list(cx: &Cx, filter: &PartnerFilter, page: &Page<Partner>) -> Markup {
    let l = cx.l;
    let new = |class| ui::link_if::<ShipmentsEdit>(cx, "/partners/new", l.partners_new(), Icon::Plus, class);
    let body = html! {
        (ui::head(l.nav_partners(), "", new("primary")))
        (tabs(cx, filter))
        (filters(cx, filter))
        @if page.rows.is_empty() {
            (ui::empty(l.partners_none(), new("")))
        } @else {
            (table(cx, &page.rows))
            (ui::pager(cx, page.next.as_ref().map(|after| address(filter, &filter.archived, after))))
        }
    };
    layout::page(cx, l.nav_partners(), body)
}

fn address(filter: &PartnerFilter, archived: &str, after: &str) -> String {
    let query = [("q", filter.q.as_str()), ("archived", archived), ("after", after)];
    let said = query.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>();
    format!("/partners?{}", serde_html_form::to_string(said).unwrap_or_default())
}

fn tabs(cx: &Cx, filter: &PartnerFilter) -> Markup {
    let l = cx.l;
    html! {
        nav.tabs aria-label=(l.nav_partners()) {
            @for (word, label) in [("", l.partners_offered()), ("1", l.partners_archived())] {
                a href=(address(filter, word, "")) aria-current=[(filter.archived.is_empty() == word.is_empty()).then_some("page")] { (label) }
            }
        }
    }
}

fn filters(cx: &Cx, filter: &PartnerFilter) -> Markup {
    let l = cx.l;
    html! {
        form.filters action="/partners" data-autosubmit {
            input type="hidden" name="archived" value=(filter.archived);
            div.field.grow { label.sr for="f-q" { (l.partners_search()) } input.ctl id="f-q" name="q" type="search" value=(filter.q) placeholder=(l.partners_search()); }
            button.btn { (l.list_filter()) }
        }
    }
}

fn table(cx: &Cx, rows: &[Partner]) -> Markup {
    let l = cx.l;
    let may_edit = cx.may::<ShipmentsEdit>();
    let heads = [l.partners_name(), l.clients_phone(), l.clients_email(), l.clients_address(), l.partners_note()];
    html! {
        section.panel { div.scroll { table.list.stack {
            caption.sr { (l.nav_partners()) }
            thead { tr { @for head in heads { th scope="col" { (head) } } th scope="col" { span.sr { (l.nav_shipments()) } } } }
            tbody { @for partner in rows { tr class=[partner.archived_at.map(|_| "off")] {
                th scope="row" { @if may_edit { a.rowlink href={ "/partners/" (partner.id) "/edit" } { bdi { (partner.name) } } } @else { bdi { (partner.name) } } }
                td data-label=(heads[1]) { (shown_phone(cx, partner)) }
                td data-label=(heads[2]) { @if let Some(email) = &partner.email { a href={ "mailto:" (email) } { bdi.ltr { (email) } } } }
                td data-label=(heads[3]) { @if let Some(text) = &partner.address { (ui::typed(text)) } }
                td data-label=(heads[4]) { @if let Some(text) = &partner.note { (ui::typed(text)) } }
                td.acts { a.btn.ghost.small href={ "/shipments?state=all&partner=" (partner.id) } { (icon(Icon::Truck, 16)) (l.nav_shipments()) } }
            } } }
        } } }
    }
}

fn shown_phone(cx: &Cx, partner: &Partner) -> Markup {
    match &partner.phone {
        Some(phone) => ui::phone(cx, phone),
        None => html! { bdi.ltr.muted { (partner.phone_typed) } },
    }
}

/// `<li>`s of a combobox.
pub fn options(cx: &Cx, found: &[Partner]) -> Markup {
    html! { @for partner in found { (partner_option(cx, partner)) } }
}

/// One option of a partner combobox: fills the form's `partner_id` and `partner_name`.
pub fn partner_option(cx: &Cx, partner: &Partner) -> Markup {
    let fill = serde_json::json!({ "partner_id": partner.id, "partner_name": partner.name });
    let phone = partner.phone.as_deref().map_or_else(|| partner.phone_typed.clone(), |p| cx.f.phone(p));
    html! {
        li role="option" id={ "o-" (partner.id) } aria-selected="false" data-fill=(fill.to_string()) {
            (icon(Icon::Building2, 17)) span { bdi { (partner.name) } } small { bdi.ltr { (phone) } }
        }
    }
}

// Forms -------------------------------------------------------------------------------------------------------------

/// Reads what was typed of a partner; faults stay in the form.
pub fn read_partner(form: &mut Form, cx: &Cx) -> PartnerInput {
    let input = PartnerInput {
        name: form.text("name"),
        phone: form.text("phone"),
        email: form.text("email"),
        address: form.text("address"),
        note: form.text("note"),
    };
    form.merge(input.check(&cx.settings.shop.region));
    input
}

pub fn fill_partner(p: &Partner) -> Form {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Form::filled([
        ("version", p.version.to_string()),
        ("name", p.name.clone()),
        ("phone", p.phone_typed.clone()),
        ("email", text(&p.email)),
        ("address", text(&p.address)),
        ("note", text(&p.note)),
    ])
}

fn partner_form(cx: &Cx, form: &Form, action: &str) -> Markup {
    let l = cx.l;
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            (ui::summary(cx, form))
            fieldset {
                legend { (l.partners_one()) }
                (field(cx, form, "name", l.partners_name()).autofocus().text())
                (field(cx, form, "phone", l.clients_phone()).optional().tel())
                (field(cx, form, "email", l.clients_email()).optional().email())
                (field(cx, form, "address", l.clients_address()).optional().full().textarea(2))
                (field(cx, form, "note", l.partners_note()).optional().full().hint(l.partners_note_hint()).textarea(2))
            }
            (ui::actions(cx, "/partners", l.form_save()))
        }
    }
}

pub fn new(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    layout::page(
        cx,
        l.partners_new(),
        html! {
            (ui::crumbs(cx, &[("/partners", l.nav_partners())], l.partners_new()))
            (ui::head(l.partners_new(), "", html! {}))
            (partner_form(cx, form, "/partners"))
        },
    )
}

pub fn edit(cx: &Cx, partner: &Partner, form: &Form) -> Markup {
    let l = cx.l;
    let to = |end: &str| format!("/partners/{}/{end}", partner.id);
    let archive = html! {
        @if partner.archived_at.is_none() {
            (ui::button_form(&to("archive"), l.partners_archive(), Icon::Archive, "", Some(l.partners_archive_sure())))
        } @else {
            (ui::button_form(&to("restore"), l.partners_restore(), Icon::Undo2, "", None))
        }
    };
    layout::page(
        cx,
        &partner.name,
        html! {
            (ui::crumbs(cx, &[("/partners", l.nav_partners())], &partner.name))
            (ui::head(&partner.name, l.partners_one(), archive))
            (partner_form(cx, form, &to("edit")))
        },
    )
}
