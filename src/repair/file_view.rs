//! The repair file: everything about one intake on one page, the next actions as buttons.

use maud::{Markup, html};

use super::{File, list_view, signing, timeline};
use crate::{
    attachments, calls, clients,
    documents::{Document, Kind},
    intakes::{Outcome, State, Step, Warranty},
    interventions,
    kernel::money::Money,
    lang::Lang,
    notes, outbox, payments, quotes, releases, shipments, signatures, timers,
    users::rights::{CodeReveal, IntakesEdit, InterventionsEdit, TicketsOpen, VoidVoucher},
    web::{
        Cx, Icon, layout,
        ui::{self, icon},
    },
};

pub fn page(cx: &Cx, file: &File) -> Markup {
    let l = cx.l;
    let i = &file.intake;
    let about = format!("intake:{}", i.id);
    let body = html! {
        (ui::crumbs(cx, &[("/intakes", l.nav_intakes())], &i.number))
        div.head {
            div {
                h1 { bdi.nowrap.struck[i.voided_at.is_some()] { (i.number) } }
                p { bdi { (file.equipment.title()) } " · " a href={ "/clients/" (file.client.id) } { bdi { (file.client.name) } } }
                p.cluster {
                    @if i.voided_at.is_none() { (list_view::state_chips(cx, i.state, i.hold, i.outcome)) }
                    (list_view::priority_chip(cx, i.priority))
                    @if i.is_late(cx.now) { span.chip.bad { (icon(Icon::TriangleAlert, 12)) (l.dashboard_late()) } }
                }
            }
            div.end { (actions(cx, file)) }
        }
        (warnings(cx, file))
        @if i.voided_at.is_none() { (steps(cx, file)) }
        div.file.bench[cx.may::<InterventionsEdit>() && matches!(i.state, State::AwaitingIntervention | State::InProgress | State::Shipped)] {
            div.stack {
                @if let Some(sheet) = &file.sheet { (timers::view::strip(cx, i, sheet.intervention.id, &file.timers, &|id| file.names.get(&id).cloned().unwrap_or_default())) }
                (interventions::panel(cx, i, file.sheet.as_ref(), file.draft.as_ref(), &|id| file.names.get(&id).cloned().unwrap_or_default()))
                (quotes::panel(cx, i, &file.quotes))
                (shipments::view::panel(cx, i, &file.shipments))
                (outbox::view::panel(cx, &file.messages))
                (notes::view::panel(cx, i, &file.notes))
                (history(cx, file))
            }
            aside.stack {
                (releases::panel(cx, i, &file.dues, file.release.as_ref()))
                (payments::view::panel(cx, i, &file.payments, file.dues.left))
                (voucher(cx, file))
                (client(cx, file))
                (papers(cx, file))
                (signatures::view::panel(cx, i, &file.signatures, &signing::open(file)))
                (attachments::view::panel(cx, i, &file.files))
            }
        }
    };
    layout::live_page(cx, &i.number, Some(&about), body)
}

fn warnings(cx: &Cx, file: &File) -> Markup {
    let i = &file.intake;
    html! {
        @if let (Some(at), Some(reason)) = (i.voided_at, &i.void_reason) {
            div.alert.bad role="alert" { (icon(Icon::Ban, 18)) div { b { (cx.l.intakes_is_voided()) } p { (ui::time(cx, at)) " · " bdi { (reason) } } } }
        }
        (calls::view::wanted(cx, file.call.as_ref()))
        @if signing::is_wanted(file, cx.settings.signing) { div.alert.warn { (icon(Icon::Signature, 18)) div { (cx.l.signatures_wanted()) } } }
        @if let Some(warning) = &file.client.warning { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (ui::typed(warning)) } } }
    }
}

/// What may be done with the voucher itself now; what belongs to the work is on its panels.
fn actions(cx: &Cx, file: &File) -> Markup {
    let l = cx.l;
    let i = &file.intake;
    let at = |act: &str| format!("/intakes/{}/{act}", i.id);
    let steps = i.steps();
    html! {
        @if steps.contains(&Step::Open) && cx.may::<InterventionsEdit>() {
            (ui::button_form(&at("intervention"), l.file_open(), Icon::Wrench, "primary", None))
        }
        @if i.voided_at.is_none() && i.state != State::Released { (ui::link_if::<IntakesEdit>(cx, &at("edit"), l.form_edit(), Icon::Pencil, "")) }
        @if i.voided_at.is_none() && i.state != State::Released { (ui::link_if::<TicketsOpen>(cx, &at("conversion"), l.conversion_to_ticket(), Icon::Ticket, "ghost")) }
        @if i.voided_at.is_none() && !matches!(i.state, State::Released | State::Shipped) { (ui::link_if::<VoidVoucher>(cx, &at("void"), l.file_void(), Icon::Ban, "ghost")) }
    }
}

fn steps(cx: &Cx, file: &File) -> Markup {
    let l = cx.l;
    let place = match file.intake.state {
        State::AwaitingIntervention => 0,
        State::InProgress | State::Shipped => 1,
        State::Completed => 2,
        State::Released => 3,
    };
    let names = [l.file_step_deposit(), l.file_step_work(), l.file_step_ready(), l.file_step_out()];
    // What a client took back unrepaired was never ready, and perhaps never worked on.
    let skipped = |n| file.intake.outcome == Some(Outcome::Withdrawn) && (n == 2 || n == 1 && file.sheet.is_none());
    html! {
        ol.steps aria-label=(l.file_progress()) {
            @for (n, name) in names.iter().enumerate() {
                li class=(if skipped(n) { "todo" } else if n < place || place == 3 { "done" } else if n == place { "now" } else { "todo" }) aria-current=[(n == place).then_some("step")] { span { (name) } }
            }
        }
    }
}

fn voucher(cx: &Cx, file: &File) -> Markup {
    let l = cx.l;
    let i = &file.intake;
    let text = |t: &Option<String>| t.as_ref().map(|t| ui::typed(t));
    let accessories = &i.accessories.0;
    let body = html! {
        div.panel-body { dl.facts {
            (ui::fact(l.equipment_one(), Some(equipment(cx, file))))
            (ui::fact(l.intakes_fault(), Some(ui::typed(&i.fault))))
            (ui::fact(l.intakes_requested(), text(&i.requested)))
            (ui::fact(l.intakes_accessories(), (!accessories.is_empty()).then(|| html! { @for a in accessories { span.chip { bdi { (a) } } " " } })))
            (ui::fact(l.intakes_condition(), text(&i.condition)))
            (ui::fact(l.deposits_at(), Some(ui::time(cx, i.deposited_at))))
            (ui::fact(l.intakes_promised(), i.promised_at.map(|at| ui::time(cx, at))))
            (ui::fact(l.intakes_limit(), i.spending_limit.filter(|m| *m > Money::ZERO).map(|m| ui::amount(cx, m))))
            (ui::fact(l.intakes_warranty(), (i.warranty != Warranty::None).then(|| warranty(cx, file))))
            (ui::fact(l.intakes_shelf(), i.shelf.as_ref().map(|s| html! { bdi { (s) } })))
            (ui::fact(l.file_earlier(), file.parent.as_ref().map(|p| html! { a href={ "/intakes/" (p.id) } { bdi.nowrap { (p.number) } } })))
            (ui::fact(l.file_siblings(), (!file.siblings.is_empty()).then(|| html! { @for other in &file.siblings { a href={ "/intakes/" (other.id) } { bdi.nowrap { (other.number) } } " " (list_view::state_chips(cx, other.state, other.hold, other.outcome)) br; } })))
            (ui::fact(l.nav_tickets(), (!file.tickets.is_empty()).then(|| html! { @for t in &file.tickets { a href={ "/tickets/" (t.id) } { bdi.nowrap { (t.number) } } " " } })))
            (ui::fact(l.deposits_depositor(), file.deposit.depositor_name.as_ref().map(|n| html! { bdi { (n) } @if let Some(phone) = &file.deposit.depositor_phone { " " (ui::phone(cx, phone)) } })))
            (ui::fact(l.intakes_code(), code(cx, file)))
        } }
    };
    ui::panel(l.series_intake(), html! {}, body)
}

fn equipment(cx: &Cx, file: &File) -> Markup {
    let e = &file.equipment;
    html! {
        @if e.model.is_some() { bdi { (e.category) } " · " } a href={ "/equipment/" (e.id) } { bdi { (e.title()) } }
        @if let Some(serial) = &e.serial { br; span.muted { (cx.l.equipment_serial()) } " " bdi.ltr { (serial) } }
    }
}

fn warranty(cx: &Cx, file: &File) -> Markup {
    let i = &file.intake;
    html! {
        (i.warranty.label(cx.l))
        @if let Some(until) = i.warranty_until { " → " (ui::day(cx, until)) }
        @if let Some(invoice) = &i.warranty_invoice { br; bdi.ltr { (invoice) } }
        @if let Some(ruling) = i.warranty_ruling { br; span.chip.info { (ruling.label(cx.l)) } }
    }
}

/// The code that is kept, or the way to type one.
fn code(cx: &Cx, file: &File) -> Option<Markup> {
    let i = &file.intake;
    let open = i.voided_at.is_none() && i.state != State::Released;
    let label = if file.has_code { cx.l.file_code_replace() } else { cx.l.file_code_type() };
    let later = html! { (ui::link_if::<IntakesEdit>(cx, &format!("/intakes/{}/unlock-code", i.id), label, Icon::KeyRound, "small")) };
    if !file.has_code {
        return (open && cx.may::<IntakesEdit>()).then_some(later);
    }
    Some(html! {
        @if cx.may::<CodeReveal>() { (ui::button_form(&format!("/intakes/{}/code", file.intake.id), cx.l.file_reveal(), Icon::Eye, "small", None)) } @else { (cx.l.file_code_kept()) }
        @if open { " " (later) }
    })
}

fn client(cx: &Cx, file: &File) -> Markup {
    let l = cx.l;
    let body = html! {
        div.panel-body {
            p { a.strong href={ "/clients/" (file.client.id) } { bdi { (file.client.name) } } }
            (clients::client_card(cx, &clients::Client { warning: None, ..file.client.clone() }))
            @if let Some(contact) = &file.contact {
                dl.facts { (ui::fact(l.contacts_one(), Some(html! { bdi { (contact.name) } @if let Some(phone) = &contact.phone { " " (ui::phone(cx, phone)) } }))) }
            }
            p { a href={ "/equipment/" (file.equipment.id) } { (l.file_equipment_history()) } }
        }
    };
    ui::panel(l.clients_one(), html! {}, body)
}

/// Every document of the file, in each language; the voucher itself first.
fn papers(cx: &Cx, file: &File) -> Markup {
    let l = cx.l;
    let print = format!("/intakes/{}/print", file.intake.id);
    // A summary is of several; of one the voucher says it all.
    let several = !file.siblings.is_empty();
    let (current, earlier) = by_age(file.documents.iter().filter(|document| several || document.kind != Kind::Deposit));
    let body = html! {
        ul.rows {
            @if !file.documents.iter().any(|d| d.kind == Kind::Intake) {
                li { (icon(Icon::Printer, 18)) div { a.rowlink href=(print) target="_blank" { (l.series_intake()) } } }
            }
            @for document in &current { (paper(cx, document, &file.payments)) }
            @if file.sheet.as_ref().is_some_and(|s| s.intervention.completed_at.is_none()) {
                li { (icon(Icon::FileText, 18)) div { a.rowlink href={ "/intakes/" (file.intake.id) "/sheet" } target="_blank" { (l.file_draft_sheet()) } } }
            }
        }
        @if !earlier.is_empty() {
            details.more.panel-body {
                summary { (l.file_earlier_papers()) " (" (cx.f.number(i64::try_from(earlier.len()).unwrap_or(0))) ")" }
                ul.rows { @for document in earlier { (paper(cx, document, &file.payments)) } }
            }
        }
    };
    ui::panel(l.file_papers(), moment_print(cx, file), body)
}

/// The latest of each voucher, the newest first, and what they were before.
fn by_age<'a>(documents: impl Iterator<Item = &'a Document>) -> (Vec<&'a Document>, Vec<&'a Document>) {
    let mut all: Vec<&Document> = documents.collect();
    all.sort_by_key(|document| std::cmp::Reverse((document.issued_at, document.id)));
    let mut seen = std::collections::HashSet::new();
    all.into_iter().partition(|document| seen.insert((document.kind, document.number.clone())))
}

/// What a moment prints, as planned: of the giving back once there is one, else of the deposit. The release voucher is what the
/// client waits for at the counter: right after the release it is printed by itself, as a receipt is right after a payment.
fn moment_print(cx: &Cx, file: &File) -> Markup {
    let latest = |kind| {
        let sound = file.documents.iter().filter(move |d| d.kind == kind && d.voided_at.is_none());
        sound.max_by_key(|d| (d.issued_at, d.id))
    };
    let voucher = latest(Kind::Release);
    let now = cx.flash.as_deref() == Some("released");
    html! {
        @if let Some(receipt) = file.receipt { (ui::print_form(&format!("/printing/{receipt}"), cx.l.payments_print_receipt(), "small primary", true)) }
        @else if let Some(voucher) = voucher {
            (ui::print_form(&format!("/printing/{}", voucher.id), cx.l.releases_print(), if now { "small primary" } else { "small" }, now))
        } @else if let Some(voucher) = latest(Kind::Intake) {
            (ui::print_form(&format!("/printing/{}", voucher.id), cx.l.prints_print(), "small", false))
        }
    }
}

/// A document in each language; a receipt with its amount, struck when the payment was reversed.
fn paper(cx: &Cx, document: &Document, payments: &[payments::Payment]) -> Markup {
    let payment = payments.iter().find(|payment| document.kind == Kind::Payment && payment.number == document.number);
    let struck = document.voided_at.is_some() || payment.is_some_and(|payment| payment.reversed_by.is_some());
    html! {
        li {
            a.btn.ghost.icon.small href={ "/printing/" (document.id) } aria-label={ (cx.l.prints_print()) " : " (document.kind.label(cx.l)) " " (document.number) } { (icon(Icon::Printer, 18)) }
            div {
                span.struck[struck] { (document.kind.label(cx.l)) @if let Some(payment) = payment { " · " (ui::amount(cx, payment.amount)) } }
                p { @if !document.number.is_empty() { bdi.nowrap { (document.number) } " · " } (ui::time(cx, document.issued_at)) }
            }
            div.end { @for lang in Lang::ALL { a.btn.ghost.small href={ "/documents/" (document.id) ".pdf?lang=" (lang) } target="_blank" hreflang=(lang) aria-label={ (lang.as_str().to_uppercase()) " : " (document.kind.label(cx.l)) " " (document.number) } { (lang.as_str().to_uppercase()) } } }
        }
    }
}

fn history(cx: &Cx, file: &File) -> Markup {
    ui::panel(
        cx.l.file_history(),
        html! {},
        html! { div.panel-body { (timeline::timeline(cx, &file.events, &file.names, &file.part_names)) } },
    )
}
