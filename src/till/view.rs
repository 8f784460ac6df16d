//! What the page that takes money looks like.

use maud::{Markup, html};

use crate::{
    dues::Dues,
    intakes::{Intake, State},
    kernel::{id::IntakeId, money::Money},
    lang::Formats,
    payments::{
        Means, PaymentKind,
        view::{act_form, act_page, means_fields, with_defaults},
    },
    web::{
        Cx, Form,
        ui::{self, field},
    },
};

/// Where one came from: the file, or its giving back.
pub fn back_to(intake: IntakeId, next: &str) -> String {
    if next == "release" { format!("/intakes/{intake}/release") } else { format!("/intakes/{intake}") }
}

pub fn take(cx: &Cx, intake: &Intake, about: &str, owed: &Dues, form: &Form) -> Markup {
    let l = cx.l;
    let due = matches!(intake.state, State::Completed | State::Released) || owed.left > Money::ZERO;
    let kind = if due { PaymentKind::Balance } else { PaymentKind::Deposit };
    let left = if owed.left > Money::ZERO { Formats::amount_typed(owed.left) } else { String::new() };
    // What was refused is drawn as it was typed.
    let form = if form.faults().is_empty() {
        with_defaults(form, &[("kind", kind.as_str()), ("means", Means::Cash.as_str()), ("amount", &left)])
    } else {
        form.clone()
    };
    let kinds: Vec<_> = PaymentKind::TAKEN.iter().map(|k| (k.as_str(), k.label(l).to_owned())).collect();
    let fields = html! {
        fieldset {
            legend { (l.dues_left()) }
            dl.facts.full {
                (ui::fact(l.dues_total(), Some(ui::amount(cx, owed.totals.total))))
                (ui::fact(l.dues_paid(), Some(ui::amount(cx, owed.paid))))
                (ui::fact(l.dues_left(), Some(html! { strong { (ui::amount(cx, owed.left.at_least_zero())) } })))
            }
        }
        fieldset {
            legend { (l.payments_one()) }
            (field(cx, &form, "amount", l.payments_amount()).autofocus().money(cx))
            (field(cx, &form, "kind", l.payments_kind()).radios(&kinds))
            (means_fields(cx, &form))
            fieldset.fields.full data-show-if="means=cash" {
                (field(cx, &form, "given", l.till_given()).optional().hint(l.till_given_hint()).money(cx))
                p.field role="status" data-change="amount,given" data-text=(l.till_to_give()) data-sign=(cx.f.sign()) {}
            }
        }
        @if !form.value("next").is_empty() { input type="hidden" name="next" value=(form.value("next")); }
    };
    let action = format!("/intakes/{}/payments/new", intake.id);
    let back = back_to(intake.id, form.value("next"));
    let body = act_form(cx, &form, &action, &back, l.payments_take(), fields);
    act_page(cx, intake, l.payments_take(), about, body)
}
