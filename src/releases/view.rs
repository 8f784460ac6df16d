//! What the pages of a release look like.

use maud::{Markup, html};

use super::{Collector, IdKind, Release, ReleaseKind, kind_of};
use crate::{
    clients::Client,
    dues::Dues,
    equipment::Equipment,
    intakes::{
        Intake, Outcome, State,
        view::{act, act_under},
    },
    kernel::{id::DocumentId, money::Money},
    users::rights::{self, LeaveOwing, PaymentsTake, Refund, ReleaseUnclaimed},
    web::{
        Cx, Form, Icon,
        ui::{self, field, icon},
    },
};

/// What leaves, whose it is, what is owed.
pub struct Leaving {
    /// The file.
    pub intake: Intake,
    /// Whose.
    pub client: Client,
    /// What.
    pub equipment: Equipment,
    /// What is owed when it leaves.
    pub dues: Dues,
    /// The receipt to print by itself, right after money was taken.
    pub receipt: Option<DocumentId>,
}

/// What is owed, as a short list. While the work goes on, what was paid beyond it is an advance, not a debt of the shop.
pub fn dues(cx: &Cx, intake: &Intake, dues: &Dues, leaving: bool, next: bool) -> Markup {
    let l = cx.l;
    let over = dues.left < Money::ZERO;
    let left = match (over, leaving) {
        (true, true) => l.dues_back(),
        (true, false) => l.dues_ahead(),
        (false, _) => l.dues_left(),
    };
    html! {
        dl.facts {
            (ui::fact(l.dues_fee(), (dues.fee > Money::ZERO).then(|| ui::amount(cx, dues.fee))))
            (ui::fact(l.dues_total(), Some(ui::amount(cx, dues.totals.total))))
            (ui::fact(l.dues_paid(), Some(ui::amount(cx, dues.paid))))
        }
        div {
            p.muted { (left) }
            p.due.bad[dues.left > Money::ZERO] { (ui::amount(cx, if over { dues.left.negated() } else { dues.left })) }
        }
        @if over && leaving && !cx.may::<Refund>() { p.hint { (l.dues_back_by_manager()) } }
        @if dues.left > Money::ZERO { div.btns { (ui::link_if::<PaymentsTake>(cx, &format!("/intakes/{}/payments/new{}", intake.id, if leaving && next { "?next=release" } else { "" }), l.dues_take(), Icon::Banknote, "")) } }
    }
}

/// The page that gives the equipment back.
pub fn page(cx: &Cx, what: &Leaving, form: &Form) -> Markup {
    let l = cx.l;
    let (intake, owed, contact) = (&what.intake, &what.dues, what.client.is_company());
    let kind = kind_of(intake);
    let title = if kind == ReleaseKind::Normal { l.releases_give_back() } else { l.releases_withdraw() };
    let collectors: Vec<_> = Collector::ALL
        .iter()
        .filter(|c| **c != Collector::Nobody && (**c != Collector::Contact || contact))
        .map(|c| (c.as_str(), c.label(l).to_owned()))
        .collect();
    let ids: Vec<_> = IdKind::ALL.iter().map(|i| (i.as_str(), i.label(l).to_owned())).collect();
    let fields = html! {
        @if kind == ReleaseKind::Withdrawn { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (l.releases_withdraw_about()) } } }
        fieldset { legend { (l.dues_left()) } div.full.stack { (dues(cx, intake, owed, true, true)) } }
        fieldset {
            legend { (l.releases_collector()) }
            (field(cx, form, "collector", l.releases_who()).radios(&collectors))
            fieldset.fields.full data-show-if="collector=contact|other" {
                (field(cx, form, "collector_name", l.releases_name()).hint(if contact { l.releases_name_hint() } else { "" }).text())
                (field(cx, form, "relation", l.releases_relation()).text())
            }
            fieldset.fields.full data-show-if="collector=other" {
                (field(cx, form, "id_kind", l.releases_id_kind()).select(&ids))
                (field(cx, form, "id_last4", l.releases_id_last4()).ltr().text())
            }
            (field(cx, form, "voucher_lost", l.releases_voucher_lost()).hint(l.releases_voucher_lost_hint()).check())
        }
        fieldset {
            legend { (l.releases_what()) }
            @if !intake.accessories.0.is_empty() { (field(cx, form, "accessories_back", l.releases_accessories()).optional().checks(&ui::same(&intake.accessories.0))) }
            @if intake.outcome == Some(Outcome::Repaired) { (field(cx, form, "repair_warranty_days", l.releases_warranty_days()).optional().number()) }
            @let reason = field(cx, form, "reason", l.form_reason()).full().hint(if cx.may::<LeaveOwing>() { l.releases_reason_hint() } else { "" });
            (if kind == ReleaseKind::Withdrawn { reason } else { reason.optional() }.textarea(1))
            @if cx.may::<LeaveOwing>() && owed.left > Money::ZERO { (field(cx, form, "leave_owing", l.releases_leave_owing()).check()) }
        }
    };
    let about = format!("{} · {}", what.equipment.title(), what.client.name);
    let print = html! {
        @if let Some(receipt) = what.receipt { (ui::print_form(&format!("/printing/{receipt}"), l.payments_print_receipt(), "primary", true)) }
    };
    let head = ui::head(title, &about, print);
    act_under(cx, intake, head, title, &format!("/intakes/{}/release", intake.id), form, fields, title)
}

/// The page that releases what nobody came for.
pub fn unclaimed(cx: &Cx, intake: &Intake, form: &Form) -> Markup {
    let l = cx.l;
    let fields = html! { fieldset {
        legend { (l.release_unclaimed()) }
        (field(cx, form, "reason", l.form_reason()).full().autofocus().textarea(2))
    } };
    act(
        cx,
        intake,
        l.releases_unclaimed(),
        &format!("/intakes/{}/unclaimed", intake.id),
        form,
        fields,
        l.form_confirm(),
    )
}

/// The release, or the way to it, on the file's page.
pub fn panel(cx: &Cx, intake: &Intake, owed: &Dues, release: Option<&Release>) -> Markup {
    let l = cx.l;
    let at = |act: &str| format!("/intakes/{}/{act}", intake.id);
    let steps = intake.steps();
    let can = |step| steps.contains(&step);
    let body = html! {
        div.panel-body.stack {
            (dues(cx, intake, owed, matches!(intake.state, State::Completed | State::Released), false))
            @if let Some(release) = release { (given_back(cx, intake, release)) } @else {
                div.btns {
                    @if can(crate::intakes::Step::Release) {
                        (ui::key_link::<rights::Release>(cx, &at("release"), l.releases_give_back(), Icon::Hand, "primary", "b"))
                        (ui::link_if::<ReleaseUnclaimed>(cx, &at("unclaimed"), l.releases_unclaimed(), Icon::Archive, "ghost"))
                    }
                    @if can(crate::intakes::Step::Withdraw) { (ui::link_if::<rights::Release>(cx, &at("release"), l.releases_withdraw(), Icon::Undo2, "ghost")) }
                }
            }
        }
    };
    ui::panel(l.releases_panel(), html! {}, body)
}

/// Who took it away, and what they are to the client.
fn collected(cx: &Cx, r: &Release) -> Markup {
    html! {
        bdi { (r.collector_name) } " · "
        @if let Some(relation) = &r.relation { bdi { (relation) } } @else { (r.collector.label(cx.l)) }
        @if let Some(kind) = r.id_kind { br; (kind.label(cx.l)) @if let Some(last) = &r.id_last4 { " …" bdi.ltr { (last) } } }
    }
}

fn given_back(cx: &Cx, intake: &Intake, r: &Release) -> Markup {
    let l = cx.l;
    let kept_back = |a: &&String| r.collector != Collector::Nobody && !r.accessories_back.0.contains(*a);
    let missing: Vec<&String> = intake.accessories.0.iter().filter(kept_back).collect();
    html! {
        dl.facts {
            (ui::fact(l.series_release(), Some(html! { bdi.nowrap { (r.number) } " · " (r.kind.label(l)) })))
            (ui::fact(l.releases_at(), Some(ui::time(cx, r.released_at))))
            (ui::fact(l.releases_collector(), Some(collected(cx, r))))
            (ui::fact(l.releases_kept_back(), (!missing.is_empty()).then(|| html! { @for a in &missing { span.chip.warn { bdi { (a) } } " " } })))
            (ui::fact(l.releases_voucher_lost(), r.voucher_lost_at.map(|at| ui::time(cx, at))))
            (ui::fact(l.releases_warranty_days(), (r.repair_warranty_days > 0).then(|| html! { (cx.f.number(r.repair_warranty_days)) })))
            (ui::fact(l.form_reason(), r.reason.as_ref().map(|t| ui::typed(t))))
            (ui::fact(l.releases_owed(), (r.owing > Money::ZERO).then(|| ui::amount(cx, r.owing))))
        }
    }
}
