//! What the list of quotes, the page of one, and its part of the file page look like. The forms are in `form_view`.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{Offer, Quote, QuoteFilter, QuoteLine, QuoteRow, QuoteState, QuoteStep, is_at_work};
use crate::{
    clients::Client,
    intakes::{Intake, State},
    kernel::{
        id::UserId,
        money::{Discount, Money, Quantity, Rate, Totals},
        page::Page,
        time::At,
    },
    lang::say,
    lines::LineKind,
    settings::Regime,
    users::rights::{QuotesAnswer, QuotesSend},
    web::{
        Cx, Form, Icon, layout,
        ui::{self, icon},
    },
};

/// Where a quote is.
pub fn state_chip(cx: &Cx, state: QuoteState) -> Markup {
    html! { span.state data-quote=(state) { (state.label(cx.l)) } }
}

// The list ----------------------------------------------------------------------------------------------------------

pub fn list(cx: &Cx, filter: &QuoteFilter, page: &Page<QuoteRow>) -> Markup {
    let l = cx.l;
    let body = html! {
        (ui::head(l.quotes_all(), "", html! {}))
        (tabs(cx, filter))
        form.filters action="/quotes" {
            input type="hidden" name="state" value=(filter.state);
            div.field.grow { label.sr for="f-q" { (l.quotes_search()) } input.ctl id="f-q" name="q" type="search" value=(filter.q) placeholder=(l.quotes_search()); }
            button.btn { (l.list_filter()) }
        }
        @if page.rows.is_empty() {
            (ui::empty(l.quotes_none(), html! {}))
        } @else {
            (table(cx, &page.rows))
            (ui::pager(cx, page.next.as_ref().map(|after| address(filter, &filter.state, after))))
        }
    };
    layout::live_page(cx, l.quotes_all(), Some("intakes"), body)
}

fn address(filter: &QuoteFilter, state: &str, after: &str) -> String {
    let query = [("state", state), ("q", &filter.q), ("after", after)];
    let said = query.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>();
    format!("/quotes?{}", serde_html_form::to_string(said).unwrap_or_default())
}

fn tabs(cx: &Cx, filter: &QuoteFilter) -> Markup {
    let l = cx.l;
    let tabs = [
        ("waiting", l.quotes_waiting()),
        ("draft", l.quotes_drafts()),
        ("accepted", l.quotes_accepted_all()),
        ("refused", l.quotes_refused_all()),
        ("expired", l.quotes_expired_all()),
        ("all", l.list_all()),
    ];
    html! {
        nav.tabs aria-label=(l.quotes_state()) {
            @for (word, label) in tabs {
                a href=(address(filter, word, "")) aria-current=[(filter.state == word).then_some("page")] { (label) }
            }
        }
    }
}

fn table(cx: &Cx, rows: &[QuoteRow]) -> Markup {
    let l = cx.l;
    let heads = [l.quotes_number(), l.quotes_intake(), l.clients_one(), l.quotes_state(), l.quotes_valid_until()];
    html! {
        section.panel { div.scroll { table.list.stack {
            caption.sr { (l.quotes_all()) }
            thead { tr { @for head in heads { th scope="col" { (head) } } th.num scope="col" { (total_label(cx)) } } }
            tbody { @for QuoteRow { quote, intake_number, client_name } in rows { tr {
                th scope="row" { a.rowlink href={ "/quotes/" (quote.id) } { bdi.nowrap { (quote.title(l)) } } }
                td data-label=(heads[1]) { a href={ "/intakes/" (quote.intake_id) } { bdi.nowrap { (intake_number) } } }
                td data-label=(heads[2]) { bdi { (client_name) } }
                td data-label=(heads[3]) { (state_chip(cx, quote.state)) }
                td data-label=(heads[4]) { (ui::day(cx, quote.valid_until)) }
                td.num data-label=(total_label(cx)) { (ui::amount(cx, quote.total)) }
            } } }
        } } }
    }
}

fn total_label(cx: &Cx) -> &'static str {
    if cx.settings.prices.regime == Regime::Ifu { cx.l.quotes_total_plain() } else { cx.l.quotes_total() }
}

// On the page of a repair file ----------------------------------------------------------------------------------------

/// The quotes of a repair file, as a panel of its page.
pub fn panel(cx: &Cx, intake: &Intake, quotes: &[Quote]) -> Markup {
    let l = cx.l;
    let new = html! {
        @if is_at_work(intake) && !quotes.iter().any(Quote::is_open) {
            (ui::key_link::<QuotesSend>(cx, &format!("/intakes/{}/quotes/new", intake.id), l.quotes_new(), Icon::Plus, "small", "q"))
        }
    };
    let body = html! {
        @if quotes.is_empty() { div.panel-body { p.muted { (l.quotes_none()) } } } @else { (of_file(cx, intake, quotes, true)) }
    };
    ui::panel(l.quotes_all(), new, body)
}

fn of_file(cx: &Cx, intake: &Intake, quotes: &[Quote], with_buttons: bool) -> Markup {
    let l = cx.l;
    html! {
        div.scroll { table.list.stack {
            caption.sr { (l.quotes_all()) }
            thead { tr {
                th scope="col" { (l.quotes_number()) } th scope="col" { (l.quotes_state()) } th scope="col" { (l.quotes_valid_until()) } th.num scope="col" { (total_label(cx)) }
                @if with_buttons { th scope="col" { span.sr { (l.quotes_actions()) } } }
            } }
            tbody { @for quote in quotes { tr {
                th scope="row" { a.rowlink href={ "/quotes/" (quote.id) } { bdi.nowrap { (quote.title(l)) } } }
                td data-label=(l.quotes_state()) { (state_chip(cx, quote.state)) }
                td data-label=(l.quotes_valid_until()) { (ui::day(cx, quote.valid_until)) }
                td.num data-label=(total_label(cx)) { (ui::amount(cx, quote.total)) }
                @if with_buttons { td.acts { div.btns { (buttons(cx, intake, quote, "small")) } } }
            } } }
        } }
    }
}

/// The buttons that the table of moves, the file and the reader's rights give; sending has its form on the quote's page.
fn buttons(cx: &Cx, intake: &Intake, quote: &Quote, size: &str) -> Markup {
    let l = cx.l;
    let to = |end: &str| format!("/quotes/{}/{end}", quote.id);
    let (work, open) = (is_at_work(intake), intake.voided_at.is_none() && intake.state != State::Released);
    let sure = quote.waits_for_answer().then(|| l.quotes_revise_sure());
    // On the file's page only the step that is likely next; the quote's own page has every one.
    let all = size.is_empty();
    html! {
        @for step in quote.steps() {
            @match step {
                QuoteStep::Change if work => (ui::link_if::<QuotesSend>(cx, &to("edit"), l.form_edit(), Icon::Pencil, size)),
                QuoteStep::Accept if open => (ui::link_if::<QuotesAnswer>(cx, &to("answer"), l.quotes_answer(), Icon::CircleCheck, &format!("primary {size}"))),
                QuoteStep::Revise if work && (all || !quote.waits_for_answer()) && cx.may::<QuotesSend>() => (ui::button_form(&to("revision"), l.quotes_revise(), Icon::Copy, size, sure)),
                QuoteStep::Withdraw if all && open && cx.may::<QuotesSend>() => (ui::button_form(&to("withdrawal"), l.quotes_withdraw(), Icon::Undo2, &format!("danger {size}"), Some(l.quotes_withdraw_sure()))),
                _ => {}
            }
        }
    }
}

// One quote ---------------------------------------------------------------------------------------------------------

/// Everything the page of one quote shows.
pub struct Sheet {
    /// The file.
    pub intake: Intake,
    /// Whose.
    pub client: Client,
    /// The quote.
    pub offer: Offer,
    /// Every other quote of the file, the latest first.
    pub others: Vec<Quote>,
    /// Names of the staff.
    pub people: BTreeMap<UserId, String>,
}

pub fn page(cx: &Cx, sheet: &Sheet, form: &Form) -> Markup {
    let l = cx.l;
    let quote = &sheet.offer.quote;
    let title = quote.title(l);
    let about = format!("intake:{}", sheet.intake.id);
    let past = quote.waits_for_answer() && quote.valid_until < cx.now.day(&cx.f.zone);
    let body = html! {
        (ui::crumbs(cx, &[(&format!("/intakes/{}", sheet.intake.id), &sheet.intake.number)], &title))
        div.head {
            div { h1 { bdi { (title) } } p { bdi { (sheet.client.name) } " · " (state_chip(cx, quote.state)) } }
            div.end { div.btns { (buttons(cx, &sheet.intake, quote, "")) } }
        }
        (ui::summary(cx, form))
        @if past { div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (l.quotes_is_expired()) } } }
        div.file {
            div.stack {
                (ui::panel(l.quotes_lines(), html! {}, lines(cx, &sheet.offer, None)))
                @if let Some(note) = &quote.note { (ui::panel(l.quotes_note(), html! {}, html! { div.panel-body { (ui::typed(note)) } })) }
                @if !sheet.others.is_empty() { (ui::panel(l.quotes_history(), html! {}, of_file(cx, &sheet.intake, &sheet.others, false))) }
            }
            aside.stack {
                (sending(cx, sheet, form))
                (ui::panel(l.quotes_one(), html! {}, facts(cx, sheet)))
            }
        }
    };
    layout::live_page(cx, &title, Some(&about), body)
}

/// Sending a draft, waiting for the answer or not.
fn sending(cx: &Cx, sheet: &Sheet, form: &Form) -> Markup {
    let l = cx.l;
    let quote = &sheet.offer.quote;
    if quote.state != QuoteState::Draft || !is_at_work(&sheet.intake) || !cx.may::<QuotesSend>() {
        return html! {};
    }
    let action = format!("/quotes/{}/sending", quote.id);
    let wait = !form.sent("version") || form.ticked("wait");
    let body = html! {
        div.panel-body {
            form.stack method="post" action=(action) data-hx-post=(action) {
                (ui::once_key())
                input type="hidden" name="version" value=(quote.version);
                label.check { input type="checkbox" name="wait" value="1" checked[wait]; span { (l.quotes_wait()) " " small { (l.quotes_wait_hint()) } } }
                button.btn.primary.block { (icon(Icon::Send, 17)) (l.quotes_send()) }
            }
        }
    };
    ui::panel(l.quotes_actions(), html! {}, body)
}

fn facts(cx: &Cx, sheet: &Sheet) -> Markup {
    let l = cx.l;
    let q = &sheet.offer.quote;
    let name = |id: Option<UserId>| id.and_then(|id| sheet.people.get(&id)).map_or("", String::as_str);
    let by = |at: Option<At>, who| at.map(|at| html! { (ui::time(cx, at)) " · " bdi { (name(who)) } });
    let answer = q.answered_at.map(|at| html! {
        (ui::time(cx, at)) @if let Some(way) = q.answer_way { " · " (way.label(l)) }
        @if let Some(who) = &q.answer_name { " · " bdi { (who) } } @if let Some(phone) = &q.answer_phone { " " (ui::phone(cx, phone)) }
        " · " bdi { (name(q.answered_by)) }
    });
    html! {
        dl.facts {
            (ui::fact(l.quotes_intake(), Some(html! { a href={ "/intakes/" (sheet.intake.id) } { bdi.nowrap { (sheet.intake.number) } } })))
            (ui::fact(l.clients_one(), Some(html! { a href={ "/clients/" (sheet.client.id) } { bdi { (sheet.client.name) } } })))
            (ui::fact(l.quotes_valid_until(), Some(ui::day(cx, q.valid_until))))
            (ui::fact(l.quotes_prepared(), by(Some(q.prepared_at), q.prepared_by)))
            (ui::fact(l.quotes_was_sent(), by(q.sent_at, q.sent_by)))
            (ui::fact(l.quotes_was_seen(), q.seen_at.map(|at| ui::time(cx, at))))
            (ui::fact(l.quotes_waits(), q.waits_since.filter(|_| q.waits_for_answer()).map(|at| ui::time(cx, at))))
            (ui::fact(l.quotes_answer_of(), answer))
            (ui::fact(l.quotes_reason(), q.answer_reason.as_ref().map(|reason| ui::typed(reason))))
            (ui::fact(l.quotes_proof(), q.answer_proof.map(|file| html! { a href={ "/files/" (file) } { (icon(Icon::Paperclip, 15)) (l.quotes_proof()) } })))
            (ui::fact(l.quotes_ended(), q.ended_at.filter(|_| q.answered_at.is_none()).map(|at| ui::time(cx, at))))
        }
    }
}

/// The buttons behind a line.
pub type LineButtons<'a> = &'a dyn Fn(&QuoteLine) -> Markup;

/// The lines as they will read, with the sums per rate.
pub fn lines(cx: &Cx, offer: &Offer, buttons: Option<LineButtons<'_>>) -> Markup {
    let l = cx.l;
    if offer.lines.is_empty() {
        return html! { div.panel-body { p.muted { (l.quotes_lines_none()) } } };
    }
    let taxed = cx.settings.prices.regime == Regime::Vat || offer.lines.iter().any(|line| line.tax_rate > Rate::ZERO);
    html! {
        div.scroll { table.lines.stack {
            caption.sr { (l.quotes_lines()) }
            thead { tr {
                th scope="col" { (l.quotes_label()) } th.num scope="col" { (l.quotes_quantity()) } th.num scope="col" { (l.quotes_unit_price()) }
                @if taxed { th.num scope="col" { (l.quotes_tax()) } }
                th.num scope="col" { (l.quotes_amount()) }
                @if buttons.is_some() { th scope="col" { span.sr { (l.quotes_actions()) } } }
            } }
            tbody { @for line in &offer.lines { tr {
                th scope="row" { bdi { (line.label) } @if let Some(reference) = &line.reference { " " small { bdi.ltr { (reference) } } } }
                td.num data-label=(l.quotes_quantity()) { bdi { (quantity(cx, line)) } }
                td.num data-label=(l.quotes_unit_price()) { (ui::amount(cx, line.unit_price)) }
                @if taxed { td.num data-label=(l.quotes_tax()) { bdi { (cx.f.rate(line.tax_rate)) } } }
                td.num data-label=(l.quotes_amount()) { (ui::amount(cx, line.line().amount())) }
                @if let Some(buttons) = buttons { td.acts { (buttons(line)) } }
            } } }
            (sums(cx, offer, if taxed { 4 } else { 3 }, buttons.is_some()))
        } }
    }
}

fn quantity(cx: &Cx, line: &QuoteLine) -> String {
    match line.kind {
        LineKind::Labour => cx.f.minutes(line.quantity),
        LineKind::Part | LineKind::Other => cx.f.quantity(Quantity::thousandths(line.quantity)),
    }
}

/// The foot of the lines; `before` columns stand before the amounts, perhaps one with buttons behind.
fn sums(cx: &Cx, offer: &Offer, before: usize, behind: bool) -> Markup {
    let l = cx.l;
    let Totals { gross, discount, net, taxes, total } = &offer.totals;
    let row = |label: &str, money: Money, class: Option<&str>| {
        html! { tr class=[class] { th scope="row" colspan=(before) { (label) } td.num { (ui::amount(cx, money)) } @if behind { td {} } } }
    };
    html! {
        tfoot {
            (row(l.quotes_gross(), *gross, None))
            @if *discount > Money::ZERO {
                (row(&discount_label(cx, &offer.quote), discount.negated(), None))
                (row(l.quotes_net(), *net, None))
            }
            @for tax in taxes.iter().filter(|tax| tax.rate > Rate::ZERO) {
                (row(&l.say(say::QuotesTaxOf { rate: cx.f.rate(tax.rate).into() }), tax.tax, None))
            }
            (row(total_label(cx), *total, Some("total")))
        }
    }
}

fn discount_label(cx: &Cx, quote: &Quote) -> String {
    match quote.discount() {
        Discount::Share(share) => format!("{} {}", cx.l.quotes_discount(), cx.f.rate(share)),
        Discount::Amount(_) | Discount::None => cx.l.quotes_discount().to_owned(),
    }
}
