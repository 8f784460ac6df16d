//! The pages of acts on a sheet: opening, writing, waiting, handing over, ending, reopening, ruling on a warranty.

use maud::{Markup, html};

use super::{OUTCOMES, Sheet, checks_view};
use crate::{
    intakes::{Hold, Intake, Ruling},
    kernel::{id::IntakeId, money::Money, time::At},
    lang::say,
    settings::Place,
    users::User,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// The page of a file, where every act leads back to.
pub fn file(id: IntakeId) -> String {
    format!("/intakes/{id}")
}

/// The page of one act on a file.
pub fn act_page(cx: &Cx, intake: &Intake, title: &str, body: Markup) -> Markup {
    let file = file(intake.id);
    layout::page(
        cx,
        title,
        html! {
            (ui::crumbs(cx, &[("/intakes", cx.l.nav_intakes()), (&file, &intake.number)], title))
            (ui::head(title, &intake.number, html! {}))
            (body)
        },
    )
}

/// The form of such a page; `fields` are its fieldsets.
pub fn act_form(cx: &Cx, intake: &Intake, form: &Form, action: &str, button: &str, fields: Markup) -> Markup {
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            (ui::summary(cx, form))
            (fields)
            (ui::actions(cx, &file(intake.id), button))
        }
    }
}

fn one_fieldset(title: &str, fields: Markup) -> Markup {
    html! { fieldset { legend { (title) } (fields) } }
}

/// Technicians as options of a select.
pub fn options(technicians: &[User]) -> Vec<(String, String)> {
    technicians.iter().map(|user| (user.id.to_string(), user.name.clone())).collect()
}

pub fn open(cx: &Cx, intake: &Intake, technicians: &[User], form: &Form) -> Markup {
    let l = cx.l;
    let title = l.interventions_open();
    let choice = field(cx, form, "technician", l.interventions_technician())
        .optional()
        .full()
        .hint(l.interventions_technician_hint())
        .select(&options(technicians));
    let action = format!("/intakes/{}/intervention", intake.id);
    act_page(cx, intake, title, act_form(cx, intake, form, &action, title, one_fieldset(title, choice)))
}

/// Who saved what another now finds in the place of what they had read.
#[derive(Default)]
pub struct Saved {
    /// The name, when it is known.
    pub who: Option<String>,
    /// When.
    pub at: Option<At>,
}

/// The page on which diagnosis and report are written; what is typed is kept while it is. `kept` is when it was, when the page
/// goes on with it.
pub fn edit(cx: &Cx, intake: &Intake, sheet: &Sheet, form: &Form, saved: Option<&Saved>, kept: Option<At>) -> Markup {
    let l = cx.l;
    let title = l.interventions_write();
    let texts = html! {
        (compared(cx, form, Place::Diagnosis, l.interventions_diagnosis(), &sheet.intervention.diagnosis, saved))
        (compared(cx, form, Place::Report, l.interventions_report(), &sheet.intervention.report, saved))
    };
    let stored = saved.map(|_| sheet.intervention.checks.0.as_slice());
    let action = format!("/interventions/{}/edit", sheet.intervention.id);
    let draft = format!("/interventions/{}/draft", sheet.intervention.id);
    let body = html! {
        dl.facts.panel.panel-body {
            (ui::fact(l.intakes_fault(), Some(ui::typed(&intake.fault))))
            (ui::fact(l.intakes_requested(), intake.requested.as_ref().map(|text| ui::typed(text))))
            (ui::fact(l.intakes_condition(), intake.condition.as_ref().map(|text| ui::typed(text))))
        }
        @if let Some(at) = kept { (going_on(cx, &format!("{draft}/removal"), at)) }
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard data-draft=(draft) novalidate {
            (ui::enter_saves())
            (ui::form_key(form))
            input type="hidden" name="version" value=(form.value("version"));
            (ui::summary(cx, form))
            @if saved.is_some() && form.faults().0.is_empty() { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (l.error_stale()) } } }
            (one_fieldset(title, texts))
            (checks_view::fields(cx, form, stored))
            div.actions {
                span.muted data-saved role="status" data-text=(l.drafts_kept()) {}
                a.btn.ghost href=(file(intake.id)) { (l.form_cancel()) }
                button.btn.primary { (icon(Icon::CircleCheck, 17)) (l.form_save()) kbd { "Ctrl ↵" } }
            }
        }
    };
    act_page(cx, intake, title, body)
}

/// What was typed before and not saved stands in the fields; it may be thrown away.
fn going_on(cx: &Cx, removal: &str, at: At) -> Markup {
    let l = cx.l;
    html! {
        div.alert.info {
            (icon(Icon::History, 18))
            div { (l.interventions_draft_resumed()) " " (ui::time(cx, at)) }
            form method="post" action=(removal) data-hx-post=(removal) data-confirm=(l.drafts_remove_sure()) { (ui::once_key()) button.btn.small { (l.drafts_remove()) } }
        }
    }
}

/// A text as typed; after a conflict, with the saved one beside it where they differ.
fn compared(cx: &Cx, form: &Form, place: Place, label: &str, stored: &str, saved: Option<&Saved>) -> Markup {
    let name = place.as_str();
    let phrases = cx.settings.phrases.offered(cx.l, place);
    let differs = form.value(name).replace("\r\n", "\n").trim() != stored;
    let area = field(cx, form, name, label).phrases(&phrases);
    match saved.filter(|_| differs) {
        None => area.full().textarea(6),
        Some(saved) => html! {
            (area.textarea(6))
            div.field {
                p.strong { (label) " · " (cx.l.interventions_saved_now()) }
                div.note { (written(cx, stored)) p.who { (who_and_when(cx, saved)) } }
            }
        },
    }
}

fn who_and_when(cx: &Cx, saved: &Saved) -> Markup {
    html! {
        @if let Some(who) = &saved.who { bdi { (who) } }
        @if let Some(at) = saved.at { " · " (ui::time(cx, at)) }
    }
}

/// A text of the sheet, or that there is none.
pub fn written(cx: &Cx, text: &str) -> Markup {
    html! { @if text.is_empty() { p.muted { (cx.l.interventions_nothing_written()) } } @else { (ui::typed(text)) } }
}

pub fn hold(cx: &Cx, intake: &Intake, sheet: &Sheet, form: &Form) -> Markup {
    let l = cx.l;
    let title = l.interventions_hold_change();
    let holds: Vec<_> = Hold::ALL.iter().map(|hold| (hold.as_str(), hold.label(l).to_owned())).collect();
    let choice = field(cx, form, "hold", l.interventions_hold()).radios(&holds);
    let action = format!("/interventions/{}/hold", sheet.intervention.id);
    let body = html! {
        @if sheet.awaits_part() { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (l.interventions_hold_part_awaited()) } } }
        (act_form(cx, intake, form, &action, l.form_save(), one_fieldset(title, choice)))
    };
    act_page(cx, intake, title, body)
}

pub fn hand_over(cx: &Cx, intake: &Intake, sheet: &Sheet, technicians: &[User], form: &Form) -> Markup {
    let l = cx.l;
    let title = l.interventions_hand_over();
    let mut others = options(technicians);
    others.retain(|(id, _)| sheet.intervention.technician_id.is_none_or(|now| now.to_string() != *id));
    let choice = field(cx, form, "technician", l.interventions_hand_over_to()).full().select(&others);
    let action = format!("/interventions/{}/handover", sheet.intervention.id);
    act_page(cx, intake, title, act_form(cx, intake, form, &action, l.form_confirm(), one_fieldset(title, choice)))
}

/// The page on which the work ends, with an outcome; `told` is what the client will hear of each.
pub fn completion_page(cx: &Cx, intake: &Intake, sheet: &Sheet, form: &Form, told: Markup) -> Markup {
    let l = cx.l;
    let title = l.interventions_complete();
    let outcomes: Vec<_> = OUTCOMES.iter().map(|outcome| (outcome.as_str(), outcome.label(l).to_owned())).collect();
    let choice = html! { (field(cx, form, "outcome", l.interventions_outcome()).radios(&outcomes)) (told) };
    let action = format!("/interventions/{}/completion", sheet.intervention.id);
    let body = html! {
        @if sheet.intervention.report.is_empty() { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (l.interventions_no_report()) } } }
        @if sheet.awaits_part() && form.faults().is_empty() { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { p { (l.interventions_part_awaited()) } p { a href=(file(intake.id)) { (l.interventions_to_parts()) } } } } }
        @if let Some(free) = free_parts(sheet) { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (l.say(say::InterventionsPartsFree { names: free.into() })) } } }
        @if sheet.parts.is_empty() && sheet.labour.is_empty() { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (l.interventions_nothing_billed()) } } }
        (checks_view::warnings(cx, &sheet.intervention.checks.0))
        (act_form(cx, intake, form, &action, title, one_fieldset(title, choice)))
    };
    act_page(cx, intake, title, body)
}

/// The parts that are billed at nothing though no warranty says so: one that was asked for before its price was known, say.
fn free_parts(sheet: &Sheet) -> Option<String> {
    let free =
        sheet.parts.iter().filter(|p| p.unit_price == Money::ZERO && p.covered_since.is_none() && !p.is_awaited());
    let names: Vec<&str> = free.map(|p| p.label.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

pub fn reopening(cx: &Cx, intake: &Intake, form: &Form) -> Markup {
    let l = cx.l;
    let title = l.interventions_reopen();
    let reason =
        field(cx, form, "reason", l.form_reason()).full().hint(l.interventions_reopen_hint()).autofocus().textarea(3);
    let action = format!("/intakes/{}/reopening", intake.id);
    act_page(cx, intake, title, act_form(cx, intake, form, &action, title, one_fieldset(title, reason)))
}

pub fn ruling(cx: &Cx, intake: &Intake, form: &Form) -> Markup {
    let l = cx.l;
    let title = l.interventions_rule();
    let rulings: Vec<_> = Ruling::ALL.iter().map(|ruling| (ruling.as_str(), ruling.label(l).to_owned())).collect();
    let choice =
        field(cx, form, "ruling", l.interventions_ruling()).hint(l.interventions_ruling_hint()).radios(&rulings);
    let action = format!("/intakes/{}/warranty-ruling", intake.id);
    act_page(cx, intake, title, act_form(cx, intake, form, &action, l.form_save(), one_fieldset(title, choice)))
}
