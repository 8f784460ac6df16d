//! The forms of parts and labour: reading what was typed, filling, drawing.

use maud::{Markup, html};

use super::{
    Labour, LabourInput, Part, PartInput,
    form_view::{act_form, act_page, options},
};
use crate::{
    intakes::Intake,
    kernel::{
        id::{InterventionId, UserId},
        money::{Quantity, Rate},
        time::Day,
    },
    lang::{Formats, Key},
    settings::Regime,
    users::User,
    web::{
        Cx, Form, Icon,
        ui::{self, field, icon},
    },
};

/// Today in the shop.
fn today(cx: &Cx) -> Day {
    cx.now.day(&cx.settings.zone())
}

/// A rate is sent as its basis points; the form offers the shop's own.
fn read_rate(form: &mut Form) -> Option<Rate> {
    form.choice("tax_rate", |bp| bp.parse().ok().map(Rate::bp))
}

/// The value of the choice; empty for a rate that the shop offers no more: it stays unless another is chosen.
fn rate_value(cx: &Cx, rate: Rate) -> String {
    if cx.settings.rates().contains(&rate) { rate.to_bp().to_string() } else { String::new() }
}

fn rate_field(cx: &Cx, form: &Form) -> Markup {
    let rates: Vec<_> = cx.settings.rates().iter().map(|rate| (rate.to_bp().to_string(), cx.f.rate(*rate))).collect();
    html! {
        @if cx.settings.prices.regime == Regime::Vat {
            (field(cx, form, "tax_rate", cx.l.interventions_rate()).select(&rates))
        }
    }
}

/// A quantity as it is typed into a field, without grouping.
fn quantity_typed(quantity: Quantity) -> String {
    let (whole, part) = (quantity.to_thousandths() / 1_000, quantity.to_thousandths() % 1_000);
    if part == 0 { whole.to_string() } else { format!("{whole},{part:03}").trim_end_matches('0').to_owned() }
}

/// What is saved now, above a form whose reader had read something older.
fn saved_now(cx: &Cx, facts: &[(&str, String)]) -> Markup {
    html! {
        div.alert.info {
            (icon(Icon::Info, 18))
            div {
                b { (cx.l.interventions_saved_now()) }
                dl.facts { @for (label, value) in facts { (ui::fact(label, Some(html! { bdi { (value) } }).filter(|_| !value.is_empty()))) } }
            }
        }
    }
}

// Parts -------------------------------------------------------------------------------------------------------------

/// Reads what was typed of a part; faults stay in the form.
pub fn read_part(form: &mut Form, cx: &Cx) -> PartInput {
    let input = PartInput {
        label: form.text("label"),
        reference: form.text("reference"),
        quantity: form.quantity("quantity"),
        unit_price: form.money("unit_price"),
        tax_rate: read_rate(form),
        awaited: form.ticked("awaited"),
        supplier: form.text("supplier"),
        ordered_on: form.day("ordered_on"),
        expected_on: form.day("expected_on"),
    };
    form.merge(input.check(&cx.settings.rates()));
    input
}

/// A form for a new part.
pub fn blank_part(cx: &Cx) -> Form {
    Form::filled([("quantity", "1".to_owned()), ("tax_rate", rate_value(cx, cx.settings.usual_rate()))])
}

pub fn fill_part(cx: &Cx, part: &Part) -> Form {
    let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
    Form::filled([
        ("version", part.version.to_string()),
        ("label", part.label.clone()),
        ("reference", part.reference.clone().unwrap_or_default()),
        ("quantity", quantity_typed(part.quantity)),
        ("unit_price", Formats::amount_typed(part.unit_price)),
        ("tax_rate", rate_value(cx, part.tax_rate)),
        ("awaited", part.awaited_at.map_or("", |_| "1").into()),
        ("supplier", part.supplier.clone().unwrap_or_default()),
        ("ordered_on", day(part.ordered_on)),
        ("expected_on", day(part.expected_on)),
    ])
}

/// The fields of a part; a new one that is to be waited for is asked for on a page of its own.
fn part_fields(cx: &Cx, form: &Form, known: bool) -> Markup {
    let l = cx.l;
    html! {
        fieldset {
            legend { (l.line_part()) }
            (known_field(cx, form, "label", l.interventions_label()))
            (known_field(cx, form, "reference", l.interventions_reference()))
            (field(cx, form, "quantity", l.interventions_quantity()).number())
            (field(cx, form, "unit_price", l.interventions_unit_price()).optional().money(cx))
            (rate_field(cx, form))
        }
        @if known {
            fieldset {
                legend { (l.interventions_part_order()) }
                (field(cx, form, "awaited", l.interventions_is_awaited()).hint(l.interventions_is_awaited_hint()).check())
                fieldset.fields.full data-show-if="awaited=1" {
                    (field(cx, form, "supplier", l.interventions_supplier()).optional().full().text())
                    (field(cx, form, "ordered_on", l.interventions_ordered()).optional().date())
                    (field(cx, form, "expected_on", l.interventions_expected()).optional().date())
                }
            }
        }
    }
}

/// A field in which a few letters, or a scan, find what was used before; anything else may be typed.
fn known_field(cx: &Cx, form: &Form, name: &str, label: &str) -> Markup {
    let (optional, list) = (name == "reference", format!("known-{name}"));
    let one = field(cx, form, name, label).offering("/parts/options", &list);
    if optional { one.optional().ltr().text() } else { one.autofocus().text() }
}

/// What is asked for: a part, from whom, and when it comes. Its price is that of the last time.
fn request_fields(cx: &Cx, form: &Form, suppliers: &[String]) -> Markup {
    let l = cx.l;
    html! {
        fieldset {
            legend { (l.line_part()) }
            input type="hidden" name="awaited" value="1";
            input type="hidden" name="unit_price" value=(form.value("unit_price"));
            input type="hidden" name="tax_rate" value=(form.value("tax_rate"));
            (known_field(cx, form, "label", l.interventions_label()))
            (known_field(cx, form, "reference", l.interventions_reference()))
            (field(cx, form, "quantity", l.interventions_quantity()).number())
            (field(cx, form, "supplier", l.interventions_supplier()).optional().list(suppliers).text())
            (field(cx, form, "ordered_on", l.interventions_ordered()).optional().hint(l.parts_request_hint()).date())
            (field(cx, form, "expected_on", l.interventions_expected()).optional().date())
        }
    }
}

/// The page on which a part is asked for.
pub fn request_part(cx: &Cx, intake: &Intake, sheet: InterventionId, suppliers: &[String], form: &Form) -> Markup {
    let title = cx.l.parts_request();
    let action = format!("/interventions/{sheet}/parts/request");
    act_page(cx, intake, title, act_form(cx, intake, form, &action, title, request_fields(cx, form, suppliers)))
}

pub fn new_part(cx: &Cx, intake: &Intake, sheet: InterventionId, form: &Form) -> Markup {
    let title = cx.l.interventions_part_new();
    let action = format!("/interventions/{sheet}/parts/new");
    act_page(cx, intake, title, act_form(cx, intake, form, &action, cx.l.form_save(), part_fields(cx, form, false)))
}

/// The form of a part; `saved` is what someone else saved meanwhile.
pub fn edit_part(cx: &Cx, intake: &Intake, part: &Part, form: &Form, saved: Option<&Part>) -> Markup {
    let title = cx.l.interventions_part_edit();
    let action = format!("/parts/{}/edit", part.id);
    let body = html! {
        @if let Some(saved) = saved { (saved_now(cx, &part_facts(cx, saved))) }
        (act_form(cx, intake, form, &action, cx.l.form_save(), part_fields(cx, form, true)))
    };
    act_page(cx, intake, title, body)
}

fn part_facts<'a>(cx: &Cx, part: &Part) -> Vec<(&'a str, String)> {
    let l = cx.l;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: Option<Day>| day.map(|day| cx.f.day(day)).unwrap_or_default();
    vec![
        (l.interventions_label(), part.label.clone()),
        (l.interventions_reference(), text(&part.reference)),
        (l.interventions_quantity(), cx.f.quantity(part.quantity)),
        (l.interventions_unit_price(), cx.f.money(part.unit_price)),
        (l.interventions_rate(), cx.f.rate(part.tax_rate)),
        (l.interventions_supplier(), text(&part.supplier)),
        (l.interventions_ordered(), day(part.ordered_on)),
        (l.interventions_expected(), day(part.expected_on)),
        (l.interventions_arrived(), part.arrived_at.map(|at| cx.f.instant(at)).unwrap_or_default()),
    ]
}

// Labour ------------------------------------------------------------------------------------------------------------

/// How people write hours and minutes; the first of each is looked for first.
const HOURS: &[&str] = &["سا", "h", ":"];
const MINUTES: &[&str] = &["min", "mn", "m", "د"];

/// Fewer minutes need their unit.
const FEWEST: i64 = 5;

/// Reads minutes: `90`, `90 min`, `1 h 30`, `1:30`, `1,5 h`, and what [`Formats::minutes`] writes.
pub fn parse_minutes(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(western).collect::<String>().to_lowercase();
    let bare = MINUTES.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
    match HOURS.iter().find_map(|unit| bare.split_once(unit)) {
        Some((hours, "")) => whole(hours)
            .map(|hours| hours * 60)
            .or_else(|| Quantity::parse(hours).map(|hours| hours.to_thousandths() * 60 / 1_000)),
        Some((hours, rest)) => Some(whole(hours)? * 60 + whole(rest).filter(|minutes| *minutes < 60)?),
        // "2" alone is as likely two hours as two minutes.
        None => whole(bare).filter(|minutes| *minutes >= FEWEST || bare.len() < text.len()),
    }
}

fn western(c: char) -> char {
    match u32::from(c) {
        digit @ 0x660..=0x669 => char::from_digit(digit - 0x660, 10).unwrap_or(c),
        _ => c,
    }
}

fn whole(text: &str) -> Option<i64> {
    (text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Reads what was typed of labour; faults stay in the form.
pub fn read_labour(form: &mut Form, cx: &Cx) -> LabourInput {
    let input = LabourInput {
        technician_id: form.choice("technician", |id| id.parse().ok()),
        worked_on: form.day("worked_on"),
        minutes: form.read("minutes", Key::InterventionsDurationWrong, parse_minutes),
        hourly_rate: form.money("hourly_rate"),
        tax_rate: read_rate(form),
        label: form.text("label"),
    };
    form.merge(input.check(&cx.settings.rates(), today(cx)));
    input
}

/// A form for new labour: of the one who types, today, at the shop's price.
pub fn blank_labour(cx: &Cx, technician: Option<UserId>) -> Form {
    Form::filled([
        ("technician", technician.map(|id| id.to_string()).unwrap_or_default()),
        ("worked_on", today(cx).iso()),
        ("hourly_rate", Formats::amount_typed(cx.settings.prices.hourly_rate)),
        ("tax_rate", rate_value(cx, cx.settings.usual_rate())),
    ])
}

pub fn fill_labour(cx: &Cx, labour: &Labour) -> Form {
    Form::filled([
        ("version", labour.version.to_string()),
        ("technician", labour.technician_id.to_string()),
        ("worked_on", labour.worked_on.iso()),
        ("minutes", cx.f.minutes(labour.minutes)),
        ("hourly_rate", Formats::amount_typed(labour.hourly_rate)),
        ("tax_rate", rate_value(cx, labour.tax_rate)),
        ("label", labour.label.clone().unwrap_or_default()),
    ])
}

fn labour_fields(cx: &Cx, form: &Form, technicians: &[User]) -> Markup {
    let l = cx.l;
    html! {
        fieldset {
            legend { (l.line_labour()) }
            (field(cx, form, "technician", l.interventions_worker()).select(&options(technicians)))
            (field(cx, form, "worked_on", l.interventions_worked_on()).date())
            (field(cx, form, "minutes", l.interventions_duration()).hint(l.interventions_duration_hint()).autofocus().ltr().text())
            (field(cx, form, "hourly_rate", l.interventions_hourly_rate()).money(cx))
            (rate_field(cx, form))
            (field(cx, form, "label", l.interventions_work()).optional().full().text())
        }
    }
}

pub fn new_labour(cx: &Cx, intake: &Intake, sheet: InterventionId, technicians: &[User], form: &Form) -> Markup {
    let title = cx.l.interventions_labour_new();
    let action = format!("/interventions/{sheet}/labour/new");
    let fields = labour_fields(cx, form, technicians);
    act_page(cx, intake, title, act_form(cx, intake, form, &action, cx.l.form_save(), fields))
}

/// The form of labour; `saved` is what someone else saved meanwhile.
pub fn edit_labour(
    cx: &Cx,
    intake: &Intake,
    labour: &Labour,
    technicians: &[User],
    form: &Form,
    saved: Option<&Labour>,
) -> Markup {
    let title = cx.l.interventions_labour_edit();
    let action = format!("/labour/{}/edit", labour.id);
    let body = html! {
        @if let Some(saved) = saved { (saved_now(cx, &labour_facts(cx, saved, technicians))) }
        (act_form(cx, intake, form, &action, cx.l.form_save(), labour_fields(cx, form, technicians)))
    };
    act_page(cx, intake, title, body)
}

fn labour_facts<'a>(cx: &Cx, labour: &Labour, technicians: &[User]) -> Vec<(&'a str, String)> {
    let l = cx.l;
    let who = technicians.iter().find(|user| user.id == labour.technician_id);
    vec![
        (l.interventions_worker(), who.map(|user| user.name.clone()).unwrap_or_default()),
        (l.interventions_worked_on(), cx.f.day(labour.worked_on)),
        (l.interventions_duration(), cx.f.minutes(labour.minutes)),
        (l.interventions_hourly_rate(), cx.f.money(labour.hourly_rate)),
        (l.interventions_rate(), cx.f.rate(labour.tax_rate)),
        (l.interventions_work(), labour.label.clone().unwrap_or_default()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, settings::Settings};

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("90", 90),
            ("90 min", 90),
            ("1 h 30", 90),
            ("1h30", 90),
            ("1:30", 90),
            ("1,5 h", 90),
            ("2 H", 120),
            ("0 h 05", 5),
            ("1 h 30 min", 90),
            ("2 min", 2),
            ("١ سا ٣٠", 90),
        ] {
            assert_eq!(parse_minutes(text), Some(minutes), "{text}");
        }
        for text in ["", "x", "-5", "1 h 75", "h", "1,5", "1 h 3x", "9999999", "2"] {
            assert_eq!(parse_minutes(text), None, "{text}");
        }
        for lang in Lang::ALL {
            for minutes in [5, 60, 90, 125, 1_440] {
                let text = Settings::default().formats(*lang).minutes(minutes);
                assert_eq!(parse_minutes(&text), Some(minutes), "{text}");
            }
        }
    }

    #[test]
    fn a_typed_quantity_is_read_again() {
        for thousandths in [1_000, 1_500, 125, 1_500_000, 1_234_567] {
            let quantity = Quantity::thousandths(thousandths);
            assert_eq!(Quantity::parse(&quantity_typed(quantity)), Some(quantity));
        }
    }
}
