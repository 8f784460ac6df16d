//! The checks of a sheet: as fields of its form, and as they were answered.

use maud::{Markup, html};

use super::checks::{Answer, Check, ROWS};
use crate::web::{
    Cx, Form, Icon,
    ui::{self, icon},
};

/// The name of a field of row `n`.
fn name(column: &str, n: usize) -> String {
    format!("{column}_{n}")
}

/// The fields of checks, to be added to the values of a form.
pub fn values(rows: &[Check]) -> Vec<(String, String)> {
    let word = |answer: Option<Answer>| answer.map_or("", Answer::as_str).to_owned();
    let fields = |(n, row): (usize, &Check)| {
        [
            (name("check", n), row.label.clone()),
            (name("before", n), word(row.before)),
            (name("after", n), word(row.after)),
        ]
    };
    rows.iter().enumerate().flat_map(fields).collect()
}

/// Reads what was answered; nothing when the form had no checks.
pub fn read(form: &mut Form) -> Option<Vec<Check>> {
    let rows = (0..ROWS).map_while(|n| {
        let label = form.text(&name("check", n));
        (!label.is_empty()).then(|| Check {
            label,
            before: form.choice(&name("before", n), Answer::parse),
            after: form.choice(&name("after", n), Answer::parse),
        })
    });
    let rows: Vec<Check> = rows.collect();
    (!rows.is_empty()).then_some(rows)
}

/// The fields; `stored` is what someone else saved meanwhile.
pub fn fields(cx: &Cx, form: &Form, stored: Option<&[Check]>) -> Markup {
    let l = cx.l;
    let rows: Vec<usize> = (0..ROWS).take_while(|n| form.sent(&name("check", *n))).collect();
    html! {
        @if !rows.is_empty() {
            fieldset.checks id="f-checks" {
                legend { (l.interventions_checks()) }
                @if let Some(fault) = form.fault("checks") { p.err.full { (icon(Icon::TriangleAlert, 14)) (fault.to(l)) } }
                div.cluster.full { (rest(cx, "before", l.interventions_checks_before())) (rest(cx, "after", l.interventions_checks_after())) }
                div.full { table.lines.stack {
                    caption.sr { (l.interventions_checks()) }
                    thead { tr {
                        th scope="col" { (l.interventions_check()) }
                        th scope="col" { (l.interventions_checks_before()) }
                        th scope="col" { (l.interventions_checks_after()) }
                    } }
                    tbody { @for n in rows { (row(cx, form, n, stored)) } }
                } }
            }
        }
    }
}

/// Answers what is left of a column; only the browser can.
fn rest(cx: &Cx, column: &str, title: &str) -> Markup {
    html! { button.btn.small type="button" data-rest=(column) { (icon(Icon::ListChecks, 15)) (title) " : " (cx.l.interventions_checks_good()) } }
}

fn row(cx: &Cx, form: &Form, n: usize, stored: Option<&[Check]>) -> Markup {
    let l = cx.l;
    let field = name("check", n);
    let label = form.value(&field);
    let kept = stored.map(|all| all.iter().find(|check| check.label == label).cloned().unwrap_or_default());
    html! {
        tr {
            th scope="row" { bdi { (label) } input type="hidden" name=(field) value=(label); }
            td data-label=(l.interventions_checks_before()) { (choice(cx, form, label, "before", n, kept.as_ref().map(|kept| kept.before))) }
            td data-label=(l.interventions_checks_after()) { (choice(cx, form, label, "after", n, kept.as_ref().map(|kept| kept.after))) }
        }
    }
}

/// One answer of three, or none; after a conflict the saved one is said where it differs.
fn choice(cx: &Cx, form: &Form, label: &str, column: &str, n: usize, kept: Option<Option<Answer>>) -> Markup {
    let l = cx.l;
    let field = name(column, n);
    let typed = Answer::parse(form.value(&field));
    let title = if column == "before" { l.interventions_checks_before() } else { l.interventions_checks_after() };
    html! {
        div.pills role="radiogroup" aria-label={ (label) ", " (title) } {
            label { input type="radio" name=(field) value="" checked[typed.is_none()]; span aria-hidden="true" { "—" } span.sr { (l.interventions_check_none()) } }
            @for answer in Answer::ALL { label data-answer=(answer) { input type="radio" name=(field) value=(answer) checked[typed == Some(*answer)]; (answer.label(l)) } }
        }
        @if let Some(kept) = kept.filter(|kept| *kept != typed) { small { (l.interventions_saved_now()) " : " (said(cx, kept)) } }
    }
}

fn said(cx: &Cx, answer: Option<Answer>) -> &'static str {
    answer.map_or(cx.l.interventions_check_none(), |answer| answer.label(cx.l))
}

/// What was answered: how much was good, what was not, and every check on demand.
pub fn panel(cx: &Cx, checks: &[Check]) -> Markup {
    let l = cx.l;
    html! {
        @if !checks.is_empty() {
            div.panel-body.stack {
                h3 { (l.interventions_checks()) }
                dl.facts {
                    (ui::fact(l.interventions_checks_before(), sum(cx, checks, |check| check.before)))
                    (ui::fact(l.interventions_checks_after(), sum(cx, checks, |check| check.after)))
                }
                details.fold { summary { (l.interventions_checks_all()) } (table(cx, checks)) }
            }
        }
    }
}

fn sum(cx: &Cx, checks: &[Check], of: fn(&Check) -> Option<Answer>) -> Option<Markup> {
    let good = checks.iter().filter(|check| of(check) == Some(Answer::Good)).count();
    let faulty: Vec<&Check> = checks.iter().filter(|check| of(check) == Some(Answer::Fault)).collect();
    (good > 0 || !faulty.is_empty()).then(|| html! {
        @if good > 0 { span.chip.ok { (cx.f.number(i64::try_from(good).unwrap_or(0))) " " (Answer::Good.label(cx.l)) } " " }
        @for check in faulty { span.chip.bad { (Answer::Fault.label(cx.l)) " : " bdi { (check.label) } } " " }
    })
}

fn table(cx: &Cx, checks: &[Check]) -> Markup {
    let l = cx.l;
    html! {
        div.scroll { table.lines.checks {
            caption.sr { (l.interventions_checks()) }
            thead { tr { th scope="col" { (l.interventions_check()) } th scope="col" { (l.interventions_checks_before()) } th scope="col" { (l.interventions_checks_after()) } } }
            tbody { @for check in checks { tr {
                th scope="row" { bdi { (check.label) } }
                td { (chip(cx, check.before)) }
                td { (chip(cx, check.after)) }
            } } }
        } }
    }
}

fn chip(cx: &Cx, answer: Option<Answer>) -> Markup {
    let class = match answer {
        Some(Answer::Good) => "chip ok",
        Some(Answer::Fault) => "chip bad",
        Some(Answer::Absent) => "chip",
        None => return html! { span.muted aria-hidden="true" { "—" } span.sr { (cx.l.interventions_check_none()) } },
    };
    html! { span class=(class) { (said(cx, answer)) } }
}

/// What a list says otherwise than another, a line each: `Écran · À l'arrivée : Défaut`.
pub fn differences(cx: &Cx, checks: &[Check], other: &[Check]) -> String {
    let l = cx.l;
    let of = |all: &[Check], label: &str| all.iter().find(|check| check.label == label).cloned().unwrap_or_default();
    let only_there = other.iter().filter(|check| !checks.iter().any(|own| own.label == check.label));
    let mut lines = Vec::new();
    for label in checks.iter().chain(only_there).map(|check| &check.label) {
        let (own, theirs) = (of(checks, label), of(other, label));
        for (title, is, was) in [
            (l.interventions_checks_before(), own.before, theirs.before),
            (l.interventions_checks_after(), own.after, theirs.after),
        ] {
            if is != was {
                lines.push(format!("{label} · {title} : {}", said(cx, is)));
            }
        }
    }
    lines.join("\n")
}

/// What stands against saying that the work is done.
pub fn warnings(cx: &Cx, checks: &[Check]) -> Markup {
    let l = cx.l;
    let those = |wanted: &dyn Fn(&Check) -> bool| {
        checks.iter().filter(|check| wanted(check)).map(|check| check.label.as_str()).collect::<Vec<_>>()
    };
    let faulty = those(&|check| check.after == Some(Answer::Fault));
    let unanswered =
        those(&|check| check.before.is_some_and(|answer| answer != Answer::Absent) && check.after.is_none());
    html! {
        @for (title, labels) in [(l.interventions_checks_faulty(), faulty), (l.interventions_checks_unanswered(), unanswered)] {
            @if !labels.is_empty() { div.alert.warn {
                (icon(Icon::TriangleAlert, 18))
                div { (title) " " @for (n, label) in labels.iter().enumerate() { @if n > 0 { ", " } bdi { (label) } } "." }
            } }
        }
    }
}
