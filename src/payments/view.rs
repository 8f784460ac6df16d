//! What payments look like: the panel of a repair file, the small pages of each act, the till of a day.

use maud::{Markup, html};

use super::{DaySums, Means, Payment, PaymentLine};
use crate::{
    intakes::{Intake, State},
    kernel::{money::Money, page::Page, time::Day},
    lang::say,
    users::{
        User,
        rights::{PaymentsTake, Refund},
    },
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

// The panel of a repair file ----------------------------------------------------------------------------------------

/// The payments of a repair file with their sum, what was reversed struck; with the buttons the reader may use.
pub fn panel(cx: &Cx, intake: &Intake, payments: &[Payment], left: Money) -> Markup {
    let l = cx.l;
    let paid: Money = payments.iter().map(|p| p.amount).sum();
    let to = |end: &str| format!("/intakes/{}/{end}", intake.id);
    let buttons = html! {
        @if intake.voided_at.is_none() && (intake.state != State::Released || left > Money::ZERO) {
            (ui::key_link::<PaymentsTake>(cx, &to("payments/new"), l.payments_take(), Icon::Banknote, "small", "e"))
        }
        @if paid > Money::ZERO {
            (ui::link_if::<Refund>(cx, &to("refunds/new"), l.payments_refund(), Icon::Undo2, "small ghost"))
        }
    };
    ui::panel(
        l.payments_title(),
        buttons,
        html! {
            @if payments.is_empty() {
                div.panel-body { p.muted { (l.payments_none()) } }
            } @else {
                ul.rows { @for payment in payments { (panel_row(cx, payment)) } }
                div.panel-body { p.kv { span { (l.payments_paid()) } span.strong { (ui::amount(cx, paid)) } } }
            }
        },
    )
}

fn panel_row(cx: &Cx, payment: &Payment) -> Markup {
    let l = cx.l;
    let struck = payment.reversed_by.is_some();
    html! {
        li {
            div {
                p.kv { span.strong { (payment.kind.label(l)) } span.strong.struck[struck] { (ui::amount(cx, payment.amount)) } }
                p { bdi.nowrap.struck[struck] { (payment.number) } " · " (means(cx, payment)) }
                p { (ui::time(cx, payment.at)) " · " (who(cx, payment)) }
                @if let Some(reason) = &payment.reason { p { bdi { (reason) } } }
            }
            @if payment.can_be_reversed() && cx.may::<Refund>() {
                a.btn.ghost.small href={ "/payments/" (payment.id) "/reversal" } aria-label={ (l.payments_reverse()) " : " (payment.number) } { (icon(Icon::RotateCcw, 15)) (l.payments_reverse_short()) }
            }
        }
    }
}

fn means(cx: &Cx, payment: &Payment) -> Markup {
    html! { (payment.means.label(cx.l)) @if let Some(reference) = &payment.reference { " " bdi.ltr { (reference) } } }
}

fn who(cx: &Cx, payment: &Payment) -> Markup {
    html! { @if let Some(name) = &payment.by_name { bdi { (name) } } @else { (cx.l.payments_system()) } }
}

// The pages of each act ---------------------------------------------------------------------------------------------

/// The page of an act on a file's money.
pub fn act_page(cx: &Cx, intake: &Intake, title: &str, about: &str, body: Markup) -> Markup {
    let file = format!("/intakes/{}", intake.id);
    layout::page(
        cx,
        title,
        html! {
            (ui::crumbs(cx, &[("/intakes", cx.l.nav_intakes()), (&file, &intake.number)], title))
            (ui::head(title, about, html! {}))
            (body)
        },
    )
}

/// Its form.
pub fn act_form(cx: &Cx, form: &Form, action: &str, back: &str, button: &str, fields: Markup) -> Markup {
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            (ui::summary(cx, form))
            (fields)
            (ui::actions(cx, back, button))
        }
    }
}

/// How the money changes hands; a number of a bank only where there is one.
pub fn means_fields(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let all: Vec<_> = Means::ALL.iter().map(|m| (m.as_str(), m.label(l).to_owned())).collect();
    html! {
        (field(cx, form, "means", l.payments_means()).radios(&all))
        fieldset.fields.full data-show-if="means=cheque|transfer" {
            (field(cx, form, "reference", l.payments_reference()).ltr().hint(l.payments_reference_hint()).text())
        }
    }
}

/// Cash unless something else was chosen.
pub fn with_defaults(form: &Form, defaults: &[(&str, &str)]) -> Form {
    let mut form = form.clone();
    for (name, value) in defaults {
        if !form.sent(name) {
            form.set(name, *value);
        }
    }
    form
}

fn paid_so_far(cx: &Cx, paid: Money) -> String {
    cx.l.say(say::PaymentsPaidSoFar { amount: cx.f.money(paid).into() })
}

pub(super) fn refund(cx: &Cx, intake: &Intake, paid: Money, team: &[User], form: &Form) -> Markup {
    let l = cx.l;
    let me = cx.who.as_ref().map(|who| who.id.to_string()).unwrap_or_default();
    let form = if form.faults().is_empty() {
        with_defaults(form, &[("means", Means::Cash.as_str()), ("drawer", &me)])
    } else {
        form.clone()
    };
    let drawers: Vec<_> = team.iter().map(|user| (user.id.to_string(), user.name.clone())).collect();
    let fields = html! {
        fieldset {
            legend { (l.payment_refund()) }
            (field(cx, &form, "amount", l.payments_amount()).autofocus().money(cx))
            (field(cx, &form, "drawer", l.payments_drawer()).hint(l.payments_drawer_hint()).select(&drawers))
            (means_fields(cx, &form))
            (field(cx, &form, "reason", l.form_reason()).full().textarea(2))
        }
    };
    let body = act_form(
        cx,
        &form,
        &format!("/intakes/{}/refunds/new", intake.id),
        &format!("/intakes/{}", intake.id),
        l.payments_refund(),
        fields,
    );
    act_page(cx, intake, l.payments_refund(), &paid_so_far(cx, paid), body)
}

pub(super) fn reversal(cx: &Cx, intake: &Intake, payment: &Payment, form: &Form) -> Markup {
    let l = cx.l;
    let facts = html! {
        dl.facts {
            (ui::fact(l.payments_number(), Some(html! { bdi.nowrap { (payment.number) } })))
            (ui::fact(l.payments_kind(), Some(html! { (payment.kind.label(l)) })))
            (ui::fact(l.payments_means(), Some(means(cx, payment))))
            (ui::fact(l.payments_amount(), Some(ui::amount(cx, payment.amount))))
            (ui::fact(l.payments_by(), Some(html! { (who(cx, payment)) " " (ui::time(cx, payment.at)) })))
        }
    };
    let fields = html! {
        fieldset {
            legend { (l.payments_reverse()) }
            (field(cx, form, "reason", l.form_reason()).full().autofocus().hint(l.payments_reverse_hint()).textarea(2))
        }
    };
    let action = format!("/payments/{}/reversal", payment.id);
    let body = html! {
        (ui::panel(&payment.number, html! {}, facts))
        (act_form(cx, form, &action, &format!("/intakes/{}", intake.id), l.payments_reverse(), fields))
    };
    act_page(cx, intake, l.payments_reverse(), "", body)
}

// The till of a day -------------------------------------------------------------------------------------------------

pub(super) fn day(cx: &Cx, sums: &DaySums, page: &Page<PaymentLine>) -> Markup {
    let l = cx.l;
    let address = |day: Day| format!("/payments?day={}", day.iso());
    let next = page.next.as_ref().map(|after| format!("{}&after={after}", address(sums.day)));
    let buttons = html! {
        a.btn.ghost rel="prev" href=(address(sums.day.plus_days(-1))) { (icon(Icon::ChevronLeft, 17)) (l.payments_day_before()) }
        a.btn.ghost rel="next" href=(address(sums.day.plus_days(1))) { (l.payments_day_after()) (icon(Icon::ChevronRight, 17)) }
    };
    let body = html! {
        (ui::head(l.nav_payments(), &cx.f.day(sums.day), buttons))
        form.filters action="/payments" data-autosubmit {
            div.field { label.sr for="f-day" { (l.payments_day()) } input.ctl id="f-day" name="day" type="date" value=(sums.day.iso()); }
            button.btn { (l.list_filter()) }
        }
        @if page.rows.is_empty() {
            (ui::empty(l.payments_none_that_day(), html! {}))
        } @else {
            div.two { (by_means(cx, sums)) (by_user(cx, sums)) }
            (table(cx, &page.rows))
            (ui::pager(cx, next))
        }
    };
    layout::live_page(cx, l.nav_payments(), Some("intakes"), body)
}

/// A table of sums: what each line is called, money in, money out, both together.
fn sums_table(cx: &Cx, title: &str, head: &str, total: Money, rows: &[(Markup, Money, Money)]) -> Markup {
    let l = cx.l;
    ui::panel(
        title,
        html! {},
        html! {
            div.scroll { table.lines.stack {
                caption.sr { (title) }
                thead { tr { th scope="col" { (head) } th.num scope="col" { (l.payments_received()) } th.num scope="col" { (l.payments_returned()) } th.num scope="col" { (l.payments_total()) } } }
                tbody { @for (label, received, returned) in rows { tr {
                    th scope="row" { (label) }
                    td.num data-label=(l.payments_received()) { (ui::amount(cx, *received)) }
                    td.num data-label=(l.payments_returned()) { (ui::amount(cx, *returned)) }
                    td.num data-label=(l.payments_total()) { (ui::amount(cx, *received + *returned)) }
                } } }
                tfoot { tr.total { th scope="row" colspan="3" { (l.payments_total()) } td.num { (ui::amount(cx, total)) } } }
            } }
        },
    )
}

fn by_means(cx: &Cx, sums: &DaySums) -> Markup {
    let rows: Vec<_> =
        sums.by_means.iter().map(|sum| (html! { (sum.means.label(cx.l)) }, sum.received, sum.returned)).collect();
    sums_table(cx, cx.l.payments_by_means(), cx.l.payments_means(), sums.total, &rows)
}

fn by_user(cx: &Cx, sums: &DaySums) -> Markup {
    let name = |name: &Option<String>| html! { @if let Some(name) = name { bdi { (name) } } @else { (cx.l.payments_system()) } };
    let rows: Vec<_> = sums.by_user.iter().map(|sum| (name(&sum.name), sum.received, sum.returned)).collect();
    sums_table(cx, cx.l.payments_by_user(), cx.l.payments_by(), sums.total, &rows)
}

/// Payments of several files.
pub fn table(cx: &Cx, rows: &[PaymentLine]) -> Markup {
    let l = cx.l;
    let heads = [
        l.payments_number(),
        l.payments_at(),
        l.payments_intake(),
        l.clients_one(),
        l.payments_kind(),
        l.payments_means(),
        l.payments_by(),
    ];
    html! {
        section.panel { div.scroll { table.list.stack {
            caption.sr { (l.nav_payments()) }
            thead { tr { @for head in heads { th scope="col" { (head) } } th.num scope="col" { (l.payments_amount()) } } }
            tbody { @for PaymentLine { payment, intake_number, client_name } in rows {
                @let struck = payment.reversed_by.is_some();
                tr class=[payment.reversed_by.map(|_| "off")] {
                    th scope="row" { a.rowlink href={ "/intakes/" (payment.intake_id) } { bdi.nowrap.struck[struck] { (payment.number) } } }
                    td data-label=(heads[1]) { (ui::time(cx, payment.at)) }
                    td data-label=(heads[2]) { bdi.nowrap { (intake_number) } }
                    td data-label=(heads[3]) { a href={ "/clients/" (payment.client_id) } { bdi { (client_name) } } }
                    td data-label=(heads[4]) { (payment.kind.label(l)) }
                    td data-label=(heads[5]) { (means(cx, payment)) }
                    td data-label=(heads[6]) { (who(cx, payment)) }
                    td.num data-label=(l.payments_amount()) { span.struck[struck] { (ui::amount(cx, payment.amount)) } }
                }
            } }
        } } }
    }
}
