//! What the pages of acts on a voucher look like: amending, voiding, its unlock code.

use maud::{Markup, html};

use super::{CodeKind, Intake, IntakeInput, Warranty};
use crate::{
    kernel::time::At,
    lang::{Formats, Lang},
    priority::Priority,
    settings::Place,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// A small page for one act on a file, headed by the way back to it.
pub fn act(cx: &Cx, intake: &Intake, title: &str, action: &str, form: &Form, fields: Markup, button: &str) -> Markup {
    act_under(cx, intake, ui::head(title, "", html! {}), title, action, form, fields, button)
}

/// The same under a head of its own.
#[expect(clippy::too_many_arguments, reason = "the parts of a page")]
pub fn act_under(
    cx: &Cx,
    intake: &Intake,
    head: Markup,
    title: &str,
    action: &str,
    form: &Form,
    fields: Markup,
    button: &str,
) -> Markup {
    let back = format!("/intakes/{}", intake.id);
    layout::page(
        cx,
        title,
        html! {
            (ui::crumbs(cx, &[("/intakes", cx.l.nav_intakes()), (&back, &intake.number)], title))
            (head)
            form.panel method="post" action=(action) data-hx-post=(action) data-main novalidate {
                (ui::enter_saves())
                (ui::form_key(form))
                @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
                (ui::summary(cx, form))
                (fields)
                (ui::actions(cx, &back, button))
            }
        },
    )
}

/// The form of a voucher as it stands.
pub fn fill(i: &Intake, zone: &jiff::tz::TimeZone) -> Form {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let day = |d: Option<crate::kernel::time::Day>| d.map(|d| d.iso()).unwrap_or_default();
    Form::filled([
        ("version", i.version.to_string()),
        ("fault", i.fault.clone()),
        ("requested", text(&i.requested)),
        ("accessories", i.accessories.0.join(", ")),
        ("condition", text(&i.condition)),
        ("warranty", i.warranty.to_string()),
        ("warranty_until", day(i.warranty_until)),
        ("warranty_invoice", text(&i.warranty_invoice)),
        ("warranty_bought", day(i.warranty_bought)),
        ("warranty_seller", text(&i.warranty_seller)),
        ("priority", i.priority.to_string()),
        ("promised_at", i.promised_at.map(|at: At| at.to_local(zone)).unwrap_or_default()),
        ("spending_limit", i.spending_limit.map(Formats::amount_typed).unwrap_or_default()),
        ("shelf", text(&i.shelf)),
    ])
}

/// Reads what was typed; faults stay in the form.
pub fn read(form: &mut Form, cx: &Cx, intake: &Intake) -> IntakeInput {
    let input = IntakeInput {
        fault: form.text("fault"),
        requested: form.text("requested"),
        accessories: form
            .text("accessories")
            .split(',')
            .map(|a| a.trim().to_owned())
            .filter(|a| !a.is_empty())
            .collect(),
        condition: form.text("condition"),
        warranty: form.choice("warranty", Warranty::parse),
        warranty_until: form.day("warranty_until"),
        warranty_invoice: form.text("warranty_invoice"),
        warranty_bought: form.day("warranty_bought"),
        warranty_seller: form.text("warranty_seller"),
        priority: form.choice("priority", Priority::parse),
        promised_at: form.instant("promised_at", &cx.f.zone),
        spending_limit: form.money("spending_limit"),
        shelf: form.text("shelf"),
        parent_id: None,
    };
    form.merge(input.check("", intake.deposited_at));
    input
}

/// The page that amends a voucher; what someone else saved meanwhile stands beside what was typed.
pub fn edit(cx: &Cx, intake: &Intake, form: &Form, stale: bool) -> Markup {
    let l = cx.l;
    let priorities: Vec<_> = Priority::ALL.iter().map(|p| (p.as_str(), p.label(l).to_owned())).collect();
    let warranties: Vec<_> = Warranty::ALL.iter().map(|w| (w.as_str(), w.label(l).to_owned())).collect();
    let phrases = cx.settings.phrases.offered(cx.l, Place::Requested);
    let fields = html! {
        @if stale { (saved_meanwhile(cx, intake)) }
        fieldset {
            legend { (l.series_intake()) }
            (field(cx, form, "fault", l.intakes_fault()).full().autofocus().textarea(2))
            (field(cx, form, "requested", l.intakes_requested()).optional().full().phrases(&phrases).textarea(1))
            (field(cx, form, "accessories", l.intakes_accessories()).optional().full().hint(l.deposits_by_commas()).text())
            (field(cx, form, "condition", l.intakes_condition()).optional().full().textarea(1))
            (field(cx, form, "priority", l.intakes_priority()).radios(&priorities))
            (field(cx, form, "promised_at", l.intakes_promised()).optional().datetime())
            (field(cx, form, "spending_limit", l.intakes_limit()).optional().hint(l.intakes_limit_hint()).money(cx))
            (field(cx, form, "shelf", l.intakes_shelf()).optional().list(&cx.settings.lists.shelves).text())
        }
        fieldset {
            legend { (l.intakes_warranty()) }
            (field(cx, form, "warranty", l.intakes_warranty()).radios(&warranties))
            (field(cx, form, "warranty_until", l.intakes_warranty_until()).optional().date())
            (field(cx, form, "warranty_invoice", l.intakes_warranty_invoice()).optional().ltr().text())
            (field(cx, form, "warranty_bought", l.intakes_warranty_bought()).optional().date())
            (field(cx, form, "warranty_seller", l.intakes_warranty_seller()).optional().text())
        }
    };
    act(cx, intake, l.intakes_amend(), &format!("/intakes/{}/edit", intake.id), form, fields, l.form_save())
}

fn saved_meanwhile(cx: &Cx, i: &Intake) -> Markup {
    let l = cx.l;
    let text = |t: &Option<String>| t.as_ref().map(|t| ui::typed(t));
    html! {
        div.alert.warn {
            (icon(Icon::TriangleAlert, 18))
            div {
                b { (l.intakes_saved_meanwhile()) }
                dl.facts {
                    (ui::fact(l.intakes_fault(), Some(ui::typed(&i.fault))))
                    (ui::fact(l.intakes_requested(), text(&i.requested)))
                    (ui::fact(l.intakes_accessories(), Some(html! { bdi { (i.accessories.0.join(", ")) } })))
                    (ui::fact(l.intakes_condition(), text(&i.condition)))
                    (ui::fact(l.intakes_shelf(), text(&i.shelf)))
                }
            }
        }
    }
}

/// The page that types an unlock code.
pub fn type_code(cx: &Cx, intake: &Intake, form: &Form) -> Markup {
    let l = cx.l;
    let kinds: Vec<_> = CodeKind::ALL.iter().map(|k| (k.as_str(), k.label(l).to_owned())).collect();
    let fields = html! { fieldset {
        legend { (l.intakes_code()) }
        (field(cx, form, "kind", l.intakes_code_kind()).radios(&kinds))
        (field(cx, form, "code", l.intakes_code()).ltr().hint(l.intakes_code_hint()).text())
        (pattern_pad(l, "kind", "code"))
    } };
    act(cx, intake, l.intakes_code(), &format!("/intakes/{}/unlock-code", intake.id), form, fields, l.form_save())
}

/// The page that shows an unlock code, once asked for.
pub fn code(cx: &Cx, intake: &Intake, kind: CodeKind, code: &str) -> Markup {
    let l = cx.l;
    let back = format!("/intakes/{}", intake.id);
    layout::page(
        cx,
        l.intakes_code(),
        html! {
            (ui::crumbs(cx, &[("/intakes", l.nav_intakes()), (&back, &intake.number)], l.intakes_code()))
            (ui::head(l.intakes_code(), &intake.number, html! { a.btn href=(back) { (l.form_cancel()) } }))
            section.panel { div.panel-body.stack {
                p { (kind.label(l)) " : " bdi.ltr.mono.strong { (code) } }
                @if kind == CodeKind::Pattern { (pattern(code)) }
                p.muted { (l.intakes_code_shown()) }
            } }
        },
    )
}

/// A pad on which a pattern is drawn into the field `code`, while the kind in `kind` is a pattern. Scripts show it: the digits 1 to 9
/// say the same.
pub fn pattern_pad(l: Lang, kind: &str, code: &str) -> Markup {
    html! {
        div.field.full hidden data-show-if={ (kind) "=pattern" } {
            svg.pattern-pad width="200" height="200" viewBox="0 0 100 100" role="img" aria-label=(l.intakes_pattern_pad()) data-pattern=(code) data-kind=(kind) {
                (dots())
                polyline points="" fill="none" stroke="currentColor" stroke-width="4" stroke-linejoin="round" stroke-linecap="round" {}
            }
            p.hint { (l.intakes_pattern_hint()) }
        }
    }
}

fn dots() -> Markup {
    html! { @for n in 0..9u32 { circle cx=(n % 3 * 30 + 20) cy=(n / 3 * 30 + 20) r="4" fill="currentColor" opacity="0.35" {} } }
}

/// A pattern drawn on nine dots, numbered from 1 at the top left.
fn pattern(code: &str) -> Markup {
    let points: Vec<(u32, u32)> = code
        .chars()
        .filter_map(|c| c.to_digit(10))
        .filter(|d| (1..=9).contains(d))
        .map(|d| ((d - 1) % 3 * 30 + 20, (d - 1) / 3 * 30 + 20))
        .collect();
    let line = points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
    html! {
        svg width="160" height="160" viewBox="0 0 100 100" role="img" aria-label=(code) {
            (dots())
            polyline points=(line) fill="none" stroke="currentColor" stroke-width="3" stroke-linejoin="round" stroke-linecap="round" {}
            @if let Some((x, y)) = points.first() { circle cx=(x) cy=(y) r="6" fill="currentColor" {} }
        }
    }
}
