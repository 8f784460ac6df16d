//! What the cash looks like: one's own drawer, those to close, the counting, a closing.

use maud::{Markup, html};

use super::{Closing, Counted, Drawer, DrawerLine, expected};
use crate::{
    kernel::{money::Money, page::Page},
    lang::say,
    payments::{PaymentLine, view::table as payments_table},
    users::{User, rights::CashClose},
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// What the page of one's own drawer shows.
pub(super) struct Mine<'a> {
    pub drawer: &'a Drawer,
    pub rows: &'a [PaymentLine],
    /// Everybody's, for who closes them.
    pub open: &'a [DrawerLine],
    pub closings: &'a Page<Closing>,
}

pub(super) fn mine(cx: &Cx, mine: &Mine<'_>) -> Markup {
    let l = cx.l;
    let next = mine.closings.next.as_ref().map(|after| format!("/cash?after={after}"));
    let body = html! {
        (ui::head(l.cash_mine(), l.cash_mine_about(), html! {}))
        @if cx.may::<CashClose>() { (to_close(cx, mine.open)) }
        (drawer_panel(cx, mine.drawer))
        @if mine.rows.is_empty() { (ui::empty(l.cash_no_rows(), html! {})) } @else { (payments_table(cx, mine.rows)) }
        @if !mine.closings.rows.is_empty() {
            (closings(cx, &mine.closings.rows))
            (ui::pager(cx, next))
        }
    };
    layout::live_page(cx, l.cash_mine(), Some("intakes,cash"), body)
}

fn to_close(cx: &Cx, open: &[DrawerLine]) -> Markup {
    let l = cx.l;
    let heads = [l.cash_whose(), l.cash_since(), l.cash_rows(), l.means_cash(), l.cash_moved()];
    ui::panel(
        l.cash_to_close(),
        html! {},
        html! {
            @if open.is_empty() { div.panel-body { p.muted { (l.cash_none_open()) } } } @else {
                div.scroll { table.lines.stack {
                    caption.sr { (l.cash_to_close()) }
                    thead { tr {
                        th scope="col" { (heads[0]) } th scope="col" { (heads[1]) } th.num scope="col" { (heads[2]) }
                        th.num scope="col" { (heads[3]) } th.num scope="col" { (heads[4]) } th scope="col" { span.sr { (l.cash_close()) } }
                    } }
                    tbody { @for line in open { tr {
                        th scope="row" { bdi { (line.name) } }
                        td data-label=(heads[1]) { (ui::time(cx, line.first_at)) }
                        td.num data-label=(heads[2]) { (cx.f.number(line.count)) }
                        td.num data-label=(heads[3]) { (ui::amount(cx, line.float + line.cash)) @if line.count == 0 { br; small.muted { (l.cash_float_before()) } } }
                        td.num data-label=(heads[4]) { (ui::amount(cx, line.moved)) }
                        td { a.btn.small href={ "/cash/" (line.user_id) "/closing" } aria-label={ (l.cash_close()) " : " (line.name) } { (icon(Icon::Lock, 15)) (l.cash_close()) } }
                    } } }
                } }
            }
        },
    )
}

fn drawer_panel(cx: &Cx, drawer: &Drawer) -> Markup {
    let l = cx.l;
    let heads = [l.payments_means(), l.payments_received(), l.payments_returned(), l.cash_expected()];
    ui::panel(
        l.cash_drawer(),
        html! {},
        html! {
            @if drawer.float > Money::ZERO { div.panel-body { p.kv { span { (l.cash_float_before()) } span { (ui::amount(cx, drawer.float)) } } } }
            div.scroll { table.lines.stack {
                caption.sr { (l.cash_drawer()) }
                thead { tr { th scope="col" { (heads[0]) } @for head in &heads[1..] { th.num scope="col" { (head) } } } }
                tbody { @for sum in &drawer.sums { tr {
                    th scope="row" { (sum.means.label(l)) }
                    td.num data-label=(heads[1]) { (ui::amount(cx, sum.received)) }
                    td.num data-label=(heads[2]) { (ui::amount(cx, sum.returned)) }
                    td.num data-label=(heads[3]) { strong { (ui::amount(cx, expected(drawer.float, sum))) } }
                } } }
            } }
        },
    )
}

fn closings(cx: &Cx, rows: &[Closing]) -> Markup {
    let l = cx.l;
    let heads =
        [l.series_closing(), l.payments_day(), l.cash_whose(), l.cash_rows(), l.cash_difference(), l.cash_closer()];
    html! {
        section.panel { div.panel-head { h2 { (l.cash_closings()) } } div.scroll { table.list.stack {
            caption.sr { (l.cash_closings()) }
            thead { tr {
                th scope="col" { (heads[0]) } th scope="col" { (heads[1]) } th scope="col" { (heads[2]) }
                th.num scope="col" { (heads[3]) } th.num scope="col" { (heads[4]) } th scope="col" { (heads[5]) }
            } }
            tbody { @for closing in rows {
                @let struck = closing.voided_at.is_some();
                tr class=[closing.voided_at.map(|_| "off")] {
                    th scope="row" { a.rowlink href={ "/cash/closings/" (closing.id) } { bdi.nowrap.struck[struck] { (closing.number) } } }
                    td data-label=(heads[1]) { (ui::day(cx, closing.day)) }
                    td data-label=(heads[2]) { bdi { (closing.user_name) } }
                    td.num data-label=(heads[3]) { (cx.f.number(closing.count)) }
                    td.num data-label=(heads[4]) { (difference(cx, closing.difference)) }
                    td data-label=(heads[5]) { bdi { (closing.closer_name) } }
                }
            } }
        } } }
    }
}

fn difference(cx: &Cx, amount: Money) -> Markup {
    html! { @if amount == Money::ZERO { span.muted { (cx.l.cash_right()) } } @else { strong.bad { (ui::amount(cx, amount)) } } }
}

// The counting ------------------------------------------------------------------------------------------------------

pub(super) fn closing(cx: &Cx, owner: &User, drawer: &Drawer, rows: &[PaymentLine], form: &Form) -> Markup {
    let l = cx.l;
    let title = l.say(say::CashCloseOf { name: owner.name.clone().into() });
    let action = format!("/cash/{}/closing", owner.id);
    let should = |amount| l.say(say::CashExpectedHint { amount: cx.f.money(amount).into() });
    let hints: Vec<_> = drawer.expected().map(|(means, amount)| (means, should(amount))).collect();
    let body = html! {
        (ui::crumbs(cx, &[("/cash", l.nav_cash())], &title))
        (ui::head(&title, l.cash_close_about(), html! {}))
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            (ui::summary(cx, form))
            input type="hidden" name="stamp" value=(form.value("stamp"));
            fieldset {
                legend { (l.cash_counted()) }
                @for (n, (means, hint)) in hints.iter().enumerate() {
                    @let counted = field(cx, form, means.as_str(), means.label(l)).hint(hint);
                    (if n == 0 { counted.autofocus() } else { counted }.money(cx))
                }
            }
            fieldset {
                legend { (l.cash_after()) }
                (field(cx, form, "float_after", l.cash_float_after()).optional().hint(l.cash_float_after_hint()).money(cx))
                (field(cx, form, "reason", l.cash_reason()).full().hint(l.cash_reason_hint()).textarea(2))
            }
            (ui::actions(cx, "/cash", l.cash_close()))
        }
        (drawer_panel(cx, drawer))
        @if rows.is_empty() { (ui::empty(l.cash_no_rows(), html! {})) } @else { (payments_table(cx, rows)) }
    };
    layout::page(cx, &title, body)
}

// A closing ---------------------------------------------------------------------------------------------------------

pub(super) fn show(cx: &Cx, counted: &Counted, rows: &[PaymentLine]) -> Markup {
    let l = cx.l;
    let closing = &counted.closing;
    let at = format!("/cash/closings/{}", closing.id);
    let buttons = html! {
        a.btn.primary href={ (at) "/print" } target="_blank" { (icon(Icon::Printer, 17)) (l.cash_print()) }
        @if closing.voided_at.is_none() { (ui::link_if::<CashClose>(cx, &format!("{at}/void"), l.cash_void(), Icon::Ban, "ghost")) }
    };
    let body = html! {
        (ui::crumbs(cx, &[("/cash", l.nav_cash())], &closing.number))
        (ui::head(&closing.number, &closing.user_name, buttons))
        @if let Some(at) = closing.voided_at { div.alert.bad { (icon(Icon::Ban, 18)) div { strong { (l.cash_is_voided()) } p { (ui::time(cx, at)) } @if let Some(reason) = &closing.void_reason { p { bdi { (reason) } } } } } }
        (facts(cx, counted))
        (sums(cx, counted))
        @if !rows.is_empty() { (payments_table(cx, rows)) }
    };
    layout::page(cx, &closing.number, body)
}

fn facts(cx: &Cx, counted: &Counted) -> Markup {
    let l = cx.l;
    let c = &counted.closing;
    ui::panel(
        l.series_closing(),
        html! {},
        html! { div.panel-body { dl.facts {
            (ui::fact(l.cash_whose(), Some(html! { bdi { (c.user_name) } })))
            (ui::fact(l.cash_closer(), Some(html! { bdi { (c.closer_name) } " · " (ui::time(cx, c.closed_at)) })))
            (ui::fact(l.cash_period(), Some(html! { (ui::time(cx, c.first_at)) " – " (ui::time(cx, c.last_at)) })))
            (ui::fact(l.cash_rows(), Some(html! { (cx.f.number(c.count)) })))
            (ui::fact(l.cash_float_before(), Some(ui::amount(cx, c.float_before))))
            (ui::fact(l.cash_handed_over(), Some(ui::amount(cx, counted.handed_over()))))
            (ui::fact(l.cash_float_after(), Some(ui::amount(cx, c.float_after))))
            (ui::fact(l.cash_difference(), Some(difference(cx, c.difference))))
            (ui::fact(l.cash_reason(), c.reason.as_ref().map(|reason| ui::typed(reason))))
        } } },
    )
}

fn sums(cx: &Cx, counted: &Counted) -> Markup {
    let l = cx.l;
    let heads = [
        l.payments_means(),
        l.payments_received(),
        l.payments_returned(),
        l.cash_expected(),
        l.cash_counted(),
        l.cash_difference(),
    ];
    ui::panel(
        l.payments_by_means(),
        html! {},
        html! { div.scroll { table.lines.stack {
            caption.sr { (l.payments_by_means()) }
            thead { tr { th scope="col" { (heads[0]) } @for head in &heads[1..] { th.num scope="col" { (head) } } } }
            tbody { @for line in &counted.sums {
                @let expected = counted.expected(&line.sum);
                tr {
                    th scope="row" { (line.sum.means.label(l)) }
                    td.num data-label=(heads[1]) { (ui::amount(cx, line.sum.received)) }
                    td.num data-label=(heads[2]) { (ui::amount(cx, line.sum.returned)) }
                    td.num data-label=(heads[3]) { (ui::amount(cx, expected)) }
                    td.num data-label=(heads[4]) { (ui::amount(cx, line.counted)) }
                    td.num data-label=(heads[5]) { (difference(cx, line.counted - expected)) }
                }
            } }
        } } },
    )
}

pub(super) fn void(cx: &Cx, counted: &Counted, form: &Form) -> Markup {
    let l = cx.l;
    let at = format!("/cash/closings/{}", counted.closing.id);
    let action = format!("{at}/void");
    let body = html! {
        (ui::crumbs(cx, &[("/cash", l.nav_cash()), (&at, &counted.closing.number)], l.cash_void()))
        (ui::head(l.cash_void(), l.cash_void_about(), html! {}))
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            (ui::summary(cx, form))
            fieldset { legend { (l.cash_void()) } (field(cx, form, "reason", l.form_reason()).full().autofocus().textarea(2)) }
            (ui::actions(cx, &at, l.cash_void()))
        }
    };
    layout::page(cx, l.cash_void(), body)
}
