//! What the pages of equipment look like. The page of one thing, with its history, is in `repair`.

use maud::{Markup, html};

use super::{Equipment, EquipmentFilter, EquipmentInput, Owned};
use crate::{
    clients::Client,
    kernel::{fold::fold, page::Page},
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// Words of a category, folded, and the icon they mean. The first line that has a word in the category counts:
/// "téléphone portable" is a telephone. A word between spaces stands alone.
const ICONS: &[(&[&str], Icon)] = &[
    (&["smartphone", "mobile", "telephone", "phone", "هاتف", "جوال"], Icon::Smartphone),
    (&["portable", "laptop", "notebook", "محمول"], Icon::Laptop),
    (&["tablette", "tablet", "لوحي"], Icon::Tablet),
    (&["imprimante", "printer", "طابعه"], Icon::Printer),
    (&["ecran", "screen", "monitor", "moniteur", "tout en un", "all in one", "شاشه"], Icon::Monitor),
    (&["console", "العاب"], Icon::Gamepad2),
    (&["serveur", "server", "خادم"], Icon::Server),
    (&["disque", " disk ", " ssd ", "قرص"], Icon::HardDrive),
    (&["onduleur", " ups ", "مموج"], Icon::BatteryCharging),
    (&["reseau", "network", "routeur", "router", "شبك"], Icon::Network),
    (&["camera", "كاميرا"], Icon::Camera),
    (&["bureau", "desktop", "unite centrale", "مكتب"], Icon::Cpu),
];

/// The icon of a category in French, English or Arabic.
pub fn icon_of(category: &str) -> Icon {
    let words = format!(" {} ", fold(category));
    ICONS
        .iter()
        .find(|(known, _)| known.iter().any(|word| words.contains(word)))
        .map_or(Icon::Package, |(_, icon)| *icon)
}

pub fn list(cx: &Cx, filter: &EquipmentFilter, page: &Page<Owned>) -> Markup {
    let l = cx.l;
    let next = page.next.as_ref().map(|after| next_page(filter, after));
    let body = html! {
        (ui::head(l.nav_equipment(), "", html! {}))
        (filters(cx, filter))
        @if page.rows.is_empty() {
            (ui::empty(l.equipment_none(), html! {}))
        } @else {
            (table(cx, &page.rows))
            (ui::pager(cx, next))
        }
    };
    layout::page(cx, l.nav_equipment(), body)
}

fn next_page(filter: &EquipmentFilter, after: &str) -> String {
    let query = [("q", filter.q.as_str()), ("category", &filter.category), ("after", after)];
    format!("/equipment?{}", serde_html_form::to_string(query).unwrap_or_default())
}

fn filters(cx: &Cx, filter: &EquipmentFilter) -> Markup {
    let l = cx.l;
    html! {
        form.filters action="/equipment" data-autosubmit {
            div.field.grow { label.sr for="f-q" { (l.equipment_search()) } input.ctl id="f-q" name="q" type="search" value=(filter.q) placeholder=(l.equipment_search()); }
            div.field {
                label.sr for="f-category" { (l.equipment_category()) }
                select.ctl id="f-category" name="category" {
                    option value="" { (l.equipment_all_categories()) }
                    @for category in &cx.settings.lists.categories { option value=(category) selected[filter.category == *category] { (category) } }
                }
            }
            button.btn { (l.list_filter()) }
        }
    }
}

fn table(cx: &Cx, rows: &[Owned]) -> Markup {
    let l = cx.l;
    html! {
        section.panel { div.scroll { table.list.stack {
            caption.sr { (l.nav_equipment()) }
            thead { tr { th scope="col" { (l.equipment_one()) } th scope="col" { (l.equipment_category()) } th scope="col" { (l.equipment_serial()) } th scope="col" { (l.clients_one()) } th scope="col" { (l.clients_since()) } } }
            tbody { @for Owned { equipment, client_name } in rows { tr {
                th scope="row" { a.rowlink href={ "/equipment/" (equipment.id) } { (icon(icon_of(&equipment.category), 17)) " " bdi { (equipment.title()) } } }
                td data-label=(l.equipment_category()) { bdi { (equipment.category) } }
                td data-label=(l.equipment_serial()) { @if let Some(serial) = &equipment.serial { bdi.ltr.mono { (serial) } } }
                td data-label=(l.clients_one()) { a href={ "/clients/" (equipment.client_id) } { bdi { (client_name) } } }
                td data-label=(l.clients_since()) { bdi.ltr { (cx.f.date(equipment.created_at)) } }
            } } }
        } } }
    }
}

/// `<li>`s of a combobox.
pub fn options(cx: &Cx, found: &[Owned]) -> Markup {
    html! { @for owned in found { (equipment_option(cx, owned)) } }
}

/// One option of an equipment combobox: fills the form's `equipment_id`, `category`, `brand`, `model` and `serial`.
pub fn equipment_option(cx: &Cx, owned: &Owned) -> Markup {
    let e = &owned.equipment;
    let fill = serde_json::json!({
        "equipment_id": e.id,
        "equipment_name": e.title(),
        "category": e.category,
        "brand": e.brand.as_deref().unwrap_or_default(),
        "model": e.model.as_deref().unwrap_or_default(),
        "serial": e.serial.as_deref().unwrap_or_default(),
    });
    html! {
        li role="option" id={ "o-" (e.id) } aria-selected="false" data-fill=(fill.to_string()) {
            (icon(icon_of(&e.category), 17))
            span { bdi { (e.title()) } }
            small { bdi { (owned.client_name) } @if let Some(serial) = &e.serial { " · " span.sr { (cx.l.equipment_serial()) " " } bdi.ltr { (serial) } } }
        }
    }
}

/// Category, serial number, year and note of a thing, as facts of a page.
pub fn equipment_card(cx: &Cx, e: &Equipment) -> Markup {
    let l = cx.l;
    let text = |value: &Option<String>| value.as_ref().map(|v| html! { bdi { (v) } });
    html! {
        dl.facts {
            (ui::fact(l.equipment_category(), Some(html! { (icon(icon_of(&e.category), 17)) " " bdi { (e.category) } })))
            (ui::fact(l.equipment_brand(), text(&e.brand)))
            (ui::fact(l.equipment_model(), text(&e.model)))
            (ui::fact(l.equipment_serial(), e.serial.as_ref().map(|s| html! { bdi.ltr.mono { (s) } })))
            (ui::fact(l.equipment_year(), e.year.map(|y| html! { bdi.ltr { (y) } })))
            (ui::fact(l.equipment_note(), e.note.as_ref().map(|note| ui::typed(note))))
        }
    }
}

// Forms -------------------------------------------------------------------------------------------------------------

/// Reads what was typed of a thing; faults stay in the form.
pub fn read_equipment(form: &mut Form, _cx: &Cx) -> EquipmentInput {
    let input = EquipmentInput {
        category: form.text("category"),
        brand: form.text("brand"),
        model: form.text("model"),
        serial: form.text("serial"),
        year: form.number("year"),
        note: form.text("note"),
    };
    form.merge(input.check());
    input
}

pub fn fill_equipment(e: &Equipment) -> Form {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Form::filled([
        ("version", e.version.to_string()),
        ("category", e.category.clone()),
        ("brand", text(&e.brand)),
        ("model", text(&e.model)),
        ("serial", text(&e.serial)),
        ("year", e.year.map(|y| y.to_string()).unwrap_or_default()),
        ("note", text(&e.note)),
    ])
}

/// The fields of a thing: used here and wherever one is recorded in place.
pub fn equipment_fields(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    html! {
        fieldset {
            legend { (l.equipment_one()) }
            (field(cx, form, "category", l.equipment_category()).list(&cx.settings.lists.categories).text())
            (field(cx, form, "brand", l.equipment_brand()).optional().text())
            (field(cx, form, "model", l.equipment_model()).optional().text())
            (field(cx, form, "serial", l.equipment_serial()).optional().ltr().text())
            (field(cx, form, "year", l.equipment_year()).optional().number())
            (field(cx, form, "note", l.equipment_note()).optional().full().hint(l.equipment_note_hint()).textarea(2))
        }
    }
}

fn equipment_form(cx: &Cx, client: &Client, form: &Form, action: &str, back: &str) -> Markup {
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            input type="hidden" name="client_id" value=(client.id);
            (ui::summary(cx, form))
            (equipment_fields(cx, form))
            (ui::actions(cx, back, cx.l.form_save()))
        }
    }
}

pub fn new(cx: &Cx, client: &Client, form: &Form) -> Markup {
    let l = cx.l;
    let back = format!("/clients/{}", client.id);
    layout::page(
        cx,
        l.equipment_new(),
        html! {
            (ui::crumbs(cx, &[("/clients", l.nav_clients()), (&back, &client.name)], l.equipment_new()))
            (ui::head(l.equipment_new(), &client.name, html! {}))
            (equipment_form(cx, client, form, "/equipment", &back))
        },
    )
}

pub fn edit(cx: &Cx, client: &Client, equipment: &Equipment, form: &Form) -> Markup {
    let l = cx.l;
    let back = format!("/equipment/{}", equipment.id);
    let title = equipment.title();
    layout::page(
        cx,
        &title,
        html! {
            (ui::crumbs(cx, &[("/equipment", l.nav_equipment()), (&back, &title)], l.form_edit()))
            (ui::head(&title, &client.name, html! {}))
            (equipment_form(cx, client, form, &format!("{back}/edit"), &back))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_have_their_icon_in_three_languages() {
        for (category, icon) in [
            ("PC portable", "laptop"),
            ("Téléphone portable", "smartphone"),
            ("هاتف محمول", "smartphone"),
            ("حاسوب محمول", "laptop"),
            ("طابعة", "printer"),
            ("Écran", "monitor"),
            ("Disque dur", "hard-drive"),
            ("UPS", "battery-charging"),
            ("Réseau", "network"),
            ("PC de bureau", "cpu"),
            ("Autre", "package"),
        ] {
            assert_eq!(icon_of(category).id(), icon, "{category}");
        }
    }
}
