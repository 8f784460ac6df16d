//! Closing of a drawer (CC): what moved, what was counted, what differs.

use fixili_paper::{Block, Column, Sheet};

use super::{
    Pen,
    parts::{facts, notice, present, sign, text},
};
use crate::{
    documents::{snapshot::Closing, wording},
    kernel::money::Money,
    lang::say,
};

/// How many rows it counted; the first closings kept only the rows.
fn counted_rows(closing: &Closing) -> i64 {
    closing.count.max(i64::try_from(closing.rows.len()).unwrap_or(0))
}

impl Pen<'_> {
    pub(super) fn closing(&self) -> Sheet {
        let l = self.l;
        let none = Closing::default();
        let closing = self.s.closing.as_ref().unwrap_or(&none);
        let mut sheet = self.base(&closing.number);
        sheet.strip = present([
            Some(self.fact(l.cash_whose(), &closing.user)),
            Some(self.fact(l.cash_closer(), &closing.closer)),
            Some(self.run(l.cash_period(), self.period(closing))),
            Some(self.run(l.cash_rows(), self.f.number(counted_rows(closing)))),
        ]);
        let reason = closing.reason.as_deref().unwrap_or_default();
        let blocks = [
            Some(self.counted(closing)),
            facts(
                l.means_cash(),
                present([
                    Some(self.run(l.cash_float_before(), self.f.money(closing.float_before))),
                    Some(self.run(l.cash_handed_over(), self.f.money(closing.handed_over))),
                    Some(self.run(l.cash_float_after(), self.f.money(closing.float_after))),
                ]),
            ),
            text(l.cash_reason(), reason),
            Some(self.difference(closing)),
            Some(self.rows(closing)),
            self.not_listed(closing),
        ];
        sheet.blocks = blocks.into_iter().flatten().collect();
        sheet.signatures = vec![sign(l.cash_whose(), &closing.user), sign(l.cash_closer(), &closing.closer)];
        sheet
    }

    /// The sums are of every row; the longest lists are cut.
    fn not_listed(&self, closing: &Closing) -> Option<Block> {
        let left = counted_rows(closing) - i64::try_from(closing.rows.len()).unwrap_or(0);
        (left > 0).then(|| notice(self.l.say(say::CashRowsNotListed { count: left.into() })))
    }

    fn period(&self, closing: &Closing) -> String {
        format!("{} – {}", self.f.instant(closing.first_at), self.f.instant(closing.last_at))
    }

    fn counted(&self, closing: &Closing) -> Block {
        let l = self.l;
        let number = |title: &str| Column { title: title.to_owned(), numeric: true, wide: false };
        let columns = vec![
            Column { title: l.payments_means().to_owned(), numeric: false, wide: true },
            number(l.payments_received()),
            number(l.payments_returned()),
            number(l.cash_expected()),
            number(l.cash_counted()),
            number(l.cash_difference()),
        ];
        let rows = closing.sums.iter().map(|sum| {
            let amounts = [sum.received, sum.returned, sum.expected, sum.counted, sum.counted - sum.expected];
            let mut row = vec![wording::means(l, &sum.means)];
            row.extend(amounts.map(|amount| self.f.amount(amount)));
            row
        });
        Block::Table { title: l.payments_by_means().to_owned(), columns, rows: rows.collect() }
    }

    fn difference(&self, closing: &Closing) -> Block {
        let l = self.l;
        let difference: Money = closing.sums.iter().map(|sum| sum.counted - sum.expected).sum();
        let expected: Money = closing.sums.iter().map(|sum| sum.expected).sum();
        let counted: Money = closing.sums.iter().map(|sum| sum.counted).sum();
        Block::Totals {
            note: String::new(),
            sums: present([
                Some(self.run(l.cash_expected(), self.f.money(expected))),
                Some(self.run(l.cash_counted(), self.f.money(counted))),
            ]),
            grand: self.run(l.cash_difference(), self.f.money(difference)),
            after: Vec::new(),
        }
    }

    fn rows(&self, closing: &Closing) -> Block {
        let l = self.l;
        let column = |title: &str, numeric, wide| Column { title: title.to_owned(), numeric, wide };
        let columns = vec![
            column(l.payments_number(), false, false),
            column(l.payments_at(), false, false),
            column(l.payments_intake(), false, false),
            column(l.clients_one(), false, true),
            column(l.payments_means(), false, false),
            column(l.payments_amount(), true, false),
        ];
        let rows = closing.rows.iter().map(|row| {
            vec![
                row.number.clone(),
                self.f.instant(row.at),
                row.intake.clone(),
                row.client.clone(),
                wording::means(l, &row.means),
                self.f.amount(row.amount),
            ]
        });
        Block::Table { title: l.payments_title().to_owned(), columns, rows: rows.collect() }
    }
}
