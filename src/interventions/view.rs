//! The sheet as the page of a file shows it: what was found and done, parts and labour, sums, what may be done now.

use maud::{Markup, html};

use super::{Labour, Part, Sheet, SheetDraft, checks_view, form_view::written};
use crate::{
    intakes::{Hold, Intake, Outcome, Ruling, State, Step, Warranty},
    kernel::{
        id::UserId,
        money::{Discount, Quantity, Rate},
    },
    lang::say,
    lines::{Line, LineKind, totals},
    settings::Regime,
    users::rights::InterventionsEdit,
    web::{
        Cx, Icon,
        ui::{self, icon},
    },
};

/// Whether this reader may work on the sheet now.
fn may_work(cx: &Cx, intake: &Intake) -> bool {
    cx.may::<InterventionsEdit>()
        && intake.voided_at.is_none()
        && matches!(intake.state, State::InProgress | State::Shipped)
}

/// Whether this reader may take the step now.
fn may_step(cx: &Cx, intake: &Intake, step: Step) -> bool {
    cx.may::<InterventionsEdit>() && intake.steps().contains(&step)
}

fn may_rule(cx: &Cx, intake: &Intake) -> bool {
    cx.may::<InterventionsEdit>()
        && intake.voided_at.is_none()
        && intake.warranty != Warranty::None
        && intake.state != State::Released
}

/// The sheet of a file as a panel, or that there is none yet; `names` tells the names of the staff.
pub fn panel(
    cx: &Cx,
    intake: &Intake,
    sheet: Option<&Sheet>,
    draft: Option<&SheetDraft>,
    names: &dyn Fn(UserId) -> String,
) -> Markup {
    let l = cx.l;
    let Some(sheet) = sheet else { return ui::panel(l.series_intervention(), html! {}, not_opened(cx, intake)) };
    let history = format!("/interventions/{}/history", sheet.intervention.id);
    let end = html! { a.btn.ghost.small href=(history) { (icon(Icon::History, 16)) (l.interventions_history()) } };
    ui::panel(
        l.series_intervention(),
        end,
        html! {
            (facts(cx, intake, sheet, names))
            @if may_work(cx, intake) { @if let Some(draft) = draft { (unsaved(cx, sheet, draft)) } }
            div.panel-body.stack {
                div { h3 { (l.interventions_diagnosis()) } (written(cx, &sheet.intervention.diagnosis)) }
                div { h3 { (l.interventions_report()) } (written(cx, &sheet.intervention.report)) }
            }
            (checks_view::panel(cx, &sheet.intervention.checks.0))
            (table(cx, intake, sheet, names))
            (actions(cx, intake, sheet))
        },
    )
}

/// The reader typed something of this sheet and did not save it.
fn unsaved(cx: &Cx, sheet: &Sheet, draft: &SheetDraft) -> Markup {
    let s = &sheet.intervention;
    let edit = format!("/interventions/{}/edit", s.id);
    html! {
        @if draft.differs(s) {
            div.panel-body { div.alert.warn {
                (icon(Icon::History, 18))
                div { (cx.l.interventions_draft_waits()) " " (ui::time(cx, draft.saved_at)) }
                a.btn.small href=(edit) { (cx.l.drafts_resume()) }
            } }
        }
    }
}

fn not_opened(cx: &Cx, intake: &Intake) -> Markup {
    let l = cx.l;
    let path = format!("/intakes/{}/intervention", intake.id);
    let open = html! {
        @if may_step(cx, intake, Step::Open) {
            div.btns {
                (ui::key_form(&path, l.interventions_open(), Icon::Wrench, "", Some("t")))
                (ui::link_if::<InterventionsEdit>(cx, &path, l.interventions_open_for(), Icon::User, "ghost"))
            }
        }
    };
    html! {
        (ui::empty(l.interventions_none(), open))
        @if may_rule(cx, intake) { div.panel-body { div.btns { (rule(cx, intake)) } } }
    }
}

fn facts(cx: &Cx, intake: &Intake, sheet: &Sheet, names: &dyn Fn(UserId) -> String) -> Markup {
    let l = cx.l;
    let s = &sheet.intervention;
    let waits = intake.hold != Hold::None && matches!(intake.state, State::InProgress | State::Shipped);
    let hold = html! { span.hold data-hold=(intake.hold) { (intake.hold.label(l)) } };
    let outcome = |o: Outcome| html! { span.state data-outcome=(o) { (o.label(l)) } };
    html! {
        dl.facts {
            (ui::fact(l.intakes_fault(), Some(ui::typed(&intake.fault))))
            (ui::fact(l.interventions_number(), Some(html! { bdi.nowrap { (s.number) } })))
            (ui::fact(l.interventions_technician(), s.technician_id.map(|id| html! { bdi { (names(id)) } })))
            (ui::fact(l.interventions_hold(), waits.then_some(hold)))
            (ui::fact(l.interventions_opened(), Some(ui::time(cx, s.opened_at))))
            (ui::fact(l.interventions_completed(), s.completed_at.map(|at| ui::time(cx, at))))
            (ui::fact(l.interventions_outcome(), intake.outcome.map(outcome)))
            (ui::fact(l.interventions_ruling(), intake.warranty_ruling.map(|ruling| ruling_chip(cx, ruling))))
        }
    }
}

fn ruling_chip(cx: &Cx, ruling: Ruling) -> Markup {
    let class = if ruling == Ruling::Covered { "chip ok" } else { "chip" };
    html! { span class=(class) { (ruling.label(cx.l)) } }
}

// Lines -------------------------------------------------------------------------------------------------------------

/// Which columns the table has.
#[derive(Clone, Copy)]
struct Columns {
    /// Rates and tax: not under a flat tax, unless an old line bears one.
    vat: bool,
    /// What may be done with a line.
    acts: bool,
}

impl Columns {
    /// The heads of prices and amounts say "before tax" only where there is one.
    fn prices(self, cx: &Cx) -> (&'static str, &'static str) {
        if self.vat {
            (cx.l.interventions_unit_price(), cx.l.interventions_amount())
        } else {
            (cx.l.interventions_unit_price_plain(), cx.l.interventions_amount_plain())
        }
    }
}

fn table(cx: &Cx, intake: &Intake, sheet: &Sheet, names: &dyn Fn(UserId) -> String) -> Markup {
    let l = cx.l;
    let lines = sheet.lines(l.line_labour());
    if lines.is_empty() {
        return html! { div.panel-body { p.muted { (l.interventions_lines_none()) } } };
    }
    let taxed = lines.iter().any(|line| line.tax_rate != Rate::ZERO);
    let columns = Columns { vat: cx.settings.prices.regime == Regime::Vat || taxed, acts: may_work(cx, intake) };
    let (price, amount) = columns.prices(cx);
    html! {
        div.scroll { table.lines.stack {
            caption.sr { (l.interventions_lines()) }
            thead { tr {
                th scope="col" { (l.interventions_label()) }
                th.num scope="col" { (l.interventions_quantity()) }
                th.num scope="col" { (price) }
                @if columns.vat { th.num scope="col" { (l.interventions_rate()) } }
                th.num scope="col" { (amount) }
                @if columns.acts { th scope="col" { span.sr { (l.interventions_actions()) } } }
            } }
            tbody {
                @for part in &sheet.parts { (row(cx, columns, &part.line(), about_part(cx, part), part_acts(cx, part))) }
                @for labour in &sheet.labour { (row(cx, columns, &labour.line(l.line_labour()), about_labour(cx, labour, names), labour_acts(cx, labour))) }
            }
            tfoot { (sums(cx, columns, &lines)) }
        } }
    }
}

fn row(cx: &Cx, columns: Columns, line: &Line, about: Markup, acts: Markup) -> Markup {
    let l = cx.l;
    let (price, amount) = columns.prices(cx);
    let quantity = match line.kind {
        LineKind::Labour => cx.f.minutes(line.quantity),
        LineKind::Part | LineKind::Other => cx.f.quantity(Quantity::thousandths(line.quantity)),
    };
    html! {
        tr {
            th scope="row" {
                bdi { (line.label) }
                (about)
                @if let Some(reference) = &line.reference { small { (l.interventions_reference()) " " bdi.ltr { (reference) } } }
            }
            td.num data-label=(l.interventions_quantity()) { bdi { (quantity) } }
            td.num data-label=(price) { (ui::amount(cx, line.unit_price)) }
            @if columns.vat { td.num data-label=(l.interventions_rate()) { bdi { (cx.f.rate(line.tax_rate)) } } }
            td.num data-label=(amount) { (ui::amount(cx, line.amount())) }
            @if columns.acts { td.acts { div.btns { (acts) } } }
        }
    }
}

fn covered_chip(cx: &Cx) -> Markup {
    html! { " " span.chip.ok { (icon(Icon::ShieldCheck, 12)) (cx.l.ruling_covered()) } }
}

fn about_part(cx: &Cx, part: &Part) -> Markup {
    let l = cx.l;
    let late = part.expected_on.is_some_and(|day| day < cx.now.day(&cx.settings.zone()));
    html! {
        @if part.covered_since.is_some() { (covered_chip(cx)) }
        @if part.is_awaited() {
            @if late { " " span.chip.bad { (icon(Icon::Clock, 12)) (l.interventions_overdue()) } }
            @else { " " span.chip.warn { (icon(Icon::Clock, 12)) (l.interventions_awaited()) } }
            @if let Some(supplier) = &part.supplier { small { (l.interventions_supplier()) " : " bdi { (supplier) } } }
            @if let Some(day) = part.ordered_on { small { (l.interventions_ordered()) " " (ui::day(cx, day)) } }
            @if let Some(day) = part.expected_on { small { (l.interventions_expected()) " " (ui::day(cx, day)) } }
        }
        @if let Some(at) = part.arrived_at { small { (l.interventions_arrived()) " " (ui::time(cx, at)) } }
    }
}

fn about_labour(cx: &Cx, labour: &Labour, names: &dyn Fn(UserId) -> String) -> Markup {
    html! {
        @if labour.covered_since.is_some() { (covered_chip(cx)) }
        small { bdi { (names(labour.technician_id)) } " · " (ui::day(cx, labour.worked_on)) }
    }
}

fn part_acts(cx: &Cx, part: &Part) -> Markup {
    let path = format!("/parts/{}", part.id);
    html! {
        @if part.is_awaited() {
            (ui::button_form(&format!("{path}/arrival"), cx.l.interventions_arrival(), Icon::PackageCheck, "small", None))
        }
        (line_acts(cx, &path, &part.label))
    }
}

fn labour_acts(cx: &Cx, labour: &Labour) -> Markup {
    let label = labour.label.as_deref().unwrap_or(cx.l.line_labour());
    line_acts(cx, &format!("/labour/{}", labour.id), label)
}

/// Correcting a line and taking it off; a screen reader hears which.
fn line_acts(cx: &Cx, path: &str, label: &str) -> Markup {
    let l = cx.l;
    let removal = format!("{path}/removal");
    html! {
        a.btn.ghost.icon.small href={ (path) "/edit" } aria-label={ (l.form_edit()) " : " (label) } { (icon(Icon::Pencil, 15)) }
        form method="post" action=(removal) data-hx-post=(removal) data-confirm=(l.interventions_remove_sure()) {
            (ui::once_key())
            button.btn.ghost.icon.small aria-label={ (l.form_remove()) " : " (label) } { (icon(Icon::Trash2, 15)) }
        }
    }
}

fn sums(cx: &Cx, columns: Columns, lines: &[Line]) -> Markup {
    let l = cx.l;
    let sums = totals(lines, Discount::None);
    let line = |class: Option<&str>, label: &str, amount| {
        html! {
            tr class=[class] {
                th scope="row" colspan=(if columns.vat { 4 } else { 3 }) { (label) }
                td.num { (ui::amount(cx, amount)) }
                @if columns.acts { td {} }
            }
        }
    };
    html! {
        @if columns.vat {
            (line(None, l.interventions_net(), sums.net))
            @for tax in sums.taxes.iter().filter(|tax| tax.rate != Rate::ZERO) {
                (line(None, &l.say(say::InterventionsVat { rate: cx.f.rate(tax.rate).into() }), tax.tax))
            }
            (line(Some("total"), l.interventions_total(), sums.total))
        } @else {
            (line(Some("total"), l.interventions_total_plain(), sums.total))
        }
    }
}

// Acts --------------------------------------------------------------------------------------------------------------

/// What this reader may do now. No field here has an id: the file page holds forms of other nouns too.
fn actions(cx: &Cx, intake: &Intake, sheet: &Sheet) -> Markup {
    let l = cx.l;
    let to = |end: &str| format!("/interventions/{}/{end}", sheet.intervention.id);
    let link = |end: &str, label: &str, icon_of: Icon, class: &str, key: &str| {
        ui::key_link::<InterventionsEdit>(cx, &to(end), label, icon_of, class, key)
    };
    let work = may_work(cx, intake);
    let reopen = may_step(cx, intake, Step::Reopen) && intake.outcome != Some(Outcome::Lost);
    let again = format!("/intakes/{}/reopening", intake.id);
    html! {
        @if work || reopen || may_rule(cx, intake) {
            div.panel-body { div.btns {
                @if work {
                    (link("edit", l.interventions_write(), Icon::PenLine, "", "d"))
                    (link("parts/new", l.interventions_part_new(), Icon::Plus, "", "a"))
                    (link("parts/request", l.parts_request(), Icon::Package, "", "r"))
                    (link("labour/new", l.interventions_labour_new(), Icon::Clock, "", "m"))
                    (ui::link_if::<InterventionsEdit>(cx, &to("handover"), l.interventions_hand_over(), Icon::MoveRight, "ghost"))
                }
                @if work && intake.state == State::InProgress { (change_hold(cx, intake, &to("hold"))) }
                @if may_rule(cx, intake) { (rule(cx, intake)) }
                @if may_step(cx, intake, Step::Complete) { (link("completion", l.interventions_complete(), Icon::CircleCheck, "primary", "c")) }
                @if reopen { (ui::link_if::<InterventionsEdit>(cx, &again, l.interventions_reopen(), Icon::RotateCcw, "")) }
            } }
        }
    }
}

fn change_hold(cx: &Cx, intake: &Intake, action: &str) -> Markup {
    let now = intake.hold;
    let holds = html! {
        @for (n, hold) in Hold::ALL.iter().enumerate() {
            @let key = (n + 1).to_string();
            button.btn name="hold" value=(hold) data-key=(key) aria-keyshortcuts=(key) disabled[*hold == now] { (hold.label(cx.l)) kbd { (key) } }
        }
    };
    fold(cx.l.interventions_hold_change(), Some("h"), Icon::Pause, action, None, holds)
}

fn rule(cx: &Cx, intake: &Intake) -> Markup {
    let action = format!("/intakes/{}/warranty-ruling", intake.id);
    let now = intake.warranty_ruling;
    let rulings = html! {
        @for ruling in Ruling::ALL { button.btn name="ruling" value=(ruling) disabled[Some(*ruling) == now] { (ruling.label(cx.l)) } }
    };
    fold(cx.l.interventions_rule(), None, Icon::ShieldCheck, &action, Some(cx.l.interventions_ruling_hint()), rulings)
}

/// A form of a few buttons, opened below its own.
fn fold(label: &str, key: Option<&str>, icon_of: Icon, action: &str, hint: Option<&str>, buttons: Markup) -> Markup {
    html! {
        details.more name="intervention" {
            summary data-key=[key] aria-keyshortcuts=[key] { (icon(icon_of, 17)) (label) @if let Some(key) = key { kbd { (key.to_uppercase()) } } }
            form method="post" action=(action) data-hx-post=(action) {
                (ui::once_key())
                @if let Some(hint) = hint { p.hint { (hint) } }
                div.btns { (buttons) }
            }
        }
    }
}
