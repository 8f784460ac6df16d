//! What the list of awaited parts looks like, the page of an order, and the options of a part that is typed.

use maud::{Markup, html};

use super::{Awaited, Known, Tab};
use crate::{
    intakes::{Intake, view::act},
    interventions::Part,
    kernel::time::Day,
    lang::Formats,
    users::rights::PartsOrder,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// The options while a part is typed; one whose very reference was scanned is sure.
pub fn options(cx: &Cx, known: &[Known], typed: &str) -> Markup {
    html! {
        @for part in known {
            li role="option" id={ "k-" (part.id) } aria-selected="false" data-fill=(fill(cx, part)) data-next="[name=quantity]" data-sure[part.is_code(typed)] {
                (icon(Icon::Package, 17))
                span { bdi { (part.label) } @if let Some(reference) = &part.reference { " · " bdi.ltr { (reference) } } }
                small { (ui::amount(cx, part.unit_price)) }
            }
        }
    }
}

fn fill(cx: &Cx, part: &Known) -> String {
    let mut fill = serde_json::json!({
        "label": part.label,
        "reference": part.reference.as_deref().unwrap_or_default(),
        "unit_price": Formats::amount_typed(part.unit_price),
    });
    if cx.settings.rates().contains(&part.tax_rate) {
        fill["tax_rate"] = part.tax_rate.to_bp().to_string().into();
    }
    fill.to_string()
}

// The list ----------------------------------------------------------------------------------------------------------

/// The parts that are waited for, by where they are.
pub fn list(cx: &Cx, tab: Tab, q: &str, parts: &[Awaited]) -> Markup {
    let l = cx.l;
    let body = html! {
        (ui::head(l.nav_parts(), "", html! {}))
        nav.tabs aria-label=(l.nav_parts()) {
            @for one in Tab::ALL { a href={ "/parts/awaited?state=" (one) } aria-current=[(*one == tab).then_some("page")] { (one.label(l)) } }
        }
        form.filters action="/parts/awaited" {
            input type="hidden" name="state" value=(tab);
            div.field.grow { label.sr for="f-q" { (l.parts_search()) } input.ctl id="f-q" name="q" type="search" value=(q) placeholder=(l.parts_search()); }
            button.btn { (l.list_filter()) }
        }
        @if parts.is_empty() { (ui::empty(l.parts_none(), html! {})) } @else { section.panel { (table(cx, tab, parts)) } }
    };
    layout::live_page(cx, l.nav_parts(), Some("intakes"), body)
}

fn table(cx: &Cx, tab: Tab, parts: &[Awaited]) -> Markup {
    let l = cx.l;
    html! {
        div.scroll { table.list.stack {
            caption.sr { (tab.label(l)) }
            thead { tr {
                th scope="col" { (l.line_part()) } th.num scope="col" { (l.interventions_quantity()) } th scope="col" { (l.intakes_number()) }
                th scope="col" { (l.parts_asked()) } th scope="col" { (l.interventions_supplier()) } th scope="col" { (l.interventions_ordered()) }
                th scope="col" { (l.interventions_expected()) } th scope="col" { span.sr { (l.interventions_actions()) } }
            } }
            tbody { @for part in parts { (row(cx, part)) } }
        } }
    }
}

fn row(cx: &Cx, part: &Awaited) -> Markup {
    let l = cx.l;
    let late = part.is_late(cx.now.day(&cx.f.zone));
    let path = format!("/parts/{}", part.id);
    let or_none = |day: Option<Day>| html! { @if let Some(day) = day { (ui::day(cx, day)) } @else { "—" } };
    html! {
        tr {
            th scope="row" { bdi { (part.label) } @if let Some(reference) = &part.reference { " " small { bdi.ltr { (reference) } } } }
            td.num data-label=(l.interventions_quantity()) { bdi { (cx.f.quantity(part.quantity)) } }
            td data-label=(l.intakes_number()) { a href={ "/intakes/" (part.intake_id) } { bdi.nowrap { (part.number) } } " " small { bdi { (part.client) } } }
            td data-label=(l.parts_asked()) { @if let Some(who) = &part.asked_by { bdi { (who) } " " } @if let Some(at) = part.awaited_at { small { (ui::time(cx, at)) } } }
            td data-label=(l.interventions_supplier()) { bdi { (part.supplier.as_deref().unwrap_or("—")) } }
            td data-label=(l.interventions_ordered()) { (or_none(part.ordered_on)) }
            td data-label=(l.interventions_expected()) {
                @if let Some(at) = part.arrived_at { span.chip.ok { (icon(Icon::PackageCheck, 12)) (ui::time(cx, at)) } }
                @else if late { span.chip.bad { (icon(Icon::Clock, 12)) (or_none(part.expected_on)) } }
                @else { (or_none(part.expected_on)) }
            }
            td.acts { @if part.arrived_at.is_none() && cx.may::<PartsOrder>() { div.btns {
                @let label = if part.ordered_on.is_some() { l.form_edit() } else { l.parts_order() };
                a.btn.small href={ (path) "/order" } aria-label={ (label) " : " (part.label) } { (label) }
                (ui::button_form(&format!("{path}/arrival?from=list"), l.interventions_arrival(), Icon::PackageCheck, "small", None))
            } } }
        }
    }
}

// Ordering ----------------------------------------------------------------------------------------------------------

/// The form of an order as it stands; today when it was not ordered yet.
pub fn fill_order(part: &Part, today: Day) -> Form {
    let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
    Form::filled([
        ("version", part.version.to_string()),
        ("supplier", part.supplier.clone().unwrap_or_default()),
        ("ordered_on", day(part.ordered_on.or(Some(today)))),
        ("expected_on", day(part.expected_on)),
    ])
}

/// The page on which an awaited part is said to be ordered.
pub fn order(cx: &Cx, intake: &Intake, part: &Part, suppliers: &[String], form: &Form) -> Markup {
    let l = cx.l;
    let fields = html! { fieldset {
        legend { bdi { (part.label) } @if let Some(reference) = &part.reference { " · " bdi.ltr { (reference) } } " × " (cx.f.quantity(part.quantity)) }
        (field(cx, form, "supplier", l.interventions_supplier()).list(suppliers).autofocus().text())
        (field(cx, form, "ordered_on", l.interventions_ordered()).date())
        (field(cx, form, "expected_on", l.interventions_expected()).optional().date())
    } };
    act(cx, intake, l.parts_order_title(), &format!("/parts/{}/order", part.id), form, fields, l.form_save())
}
