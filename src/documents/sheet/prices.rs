//! Priced lines and their sums. A shop under IFU prints neither rates nor words of tax.

use fixili_paper::{Block, Column, Fact};

use super::Pen;
use crate::{
    kernel::money::{Money, Quantity, Rate},
    lang::say,
    lines::{Line, LineKind},
};

impl Pen<'_> {
    /// The table of lines, if there are any.
    pub(super) fn table(&self, title: &str) -> Option<Block> {
        if self.s.lines.is_empty() {
            return None;
        }
        let l = self.l;
        let mut columns = vec![column(l.doc_label(), false), column(l.doc_quantity(), true)];
        if self.taxed() {
            columns.extend([column(l.doc_unit_net(), true), column(l.doc_rate(), true), column(l.doc_net(), true)]);
        } else {
            columns.extend([column(l.doc_unit(), true), column(l.doc_total(), true)]);
        }
        columns[0].wide = true;
        let rows = self.s.lines.iter().map(|line| self.row(line)).collect();
        Some(Block::Table { title: title.to_owned(), columns, rows })
    }

    fn row(&self, line: &Line) -> Vec<String> {
        let mut label = line.label.clone();
        if let Some(reference) = line.reference.as_deref().filter(|r| !r.is_empty()) {
            label = format!("{label}\n{}", self.l.say(say::DocReference { reference: reference.into() }));
        }
        let price = self.f.amount(line.unit_price);
        let (quantity, price) = match line.kind {
            LineKind::Labour => (self.f.minutes(line.quantity), self.l.say(say::DocHour { price: price.into() })),
            LineKind::Part | LineKind::Other => (self.f.quantity(Quantity::thousandths(line.quantity)), price),
        };
        let mut row = vec![label, quantity, price];
        if self.taxed() {
            row.push(self.f.rate(line.tax_rate));
        }
        row.push(self.f.amount(line.amount()));
        row
    }

    /// The sums of the lines, with what follows the total; none without lines.
    pub(super) fn totals(&self, note: &str, after: Vec<Fact>) -> Option<Block> {
        if self.s.lines.is_empty() {
            return None;
        }
        let total = if self.taxed() { self.l.doc_total_tax() } else { self.l.doc_total() };
        let grand = self.run(total, self.f.money(self.s.totals.total));
        Some(Block::Totals { note: note.to_owned(), sums: self.sums(), grand, after })
    }

    fn sums(&self) -> Vec<Fact> {
        let (l, totals) = (self.l, &self.s.totals);
        let mut out = Vec::new();
        if totals.discount != Money::ZERO {
            out.push(self.run(l.doc_gross(), self.f.money(totals.gross)));
            out.push(self.run(&self.discount(), self.f.money(totals.discount.negated())));
        }
        if !self.taxed() {
            return out;
        }
        out.push(self.run(l.doc_net(), self.f.money(totals.net)));
        for tax in &totals.taxes {
            let base = self.f.money(tax.base);
            if tax.rate == Rate::ZERO {
                out.push(self.run(l.doc_exempt(), base));
            } else {
                let label = l.say(say::DocTax { rate: self.f.rate(tax.rate).into(), base: base.into() });
                out.push(self.run(&label, self.f.money(tax.tax)));
            }
        }
        out
    }

    fn discount(&self) -> String {
        match self.s.discount_share {
            Rate::ZERO => self.l.doc_discount().to_owned(),
            rate => self.l.say(say::DocDiscountShare { rate: self.f.rate(rate).into() }),
        }
    }
}

/// A column that takes what its content needs.
pub(super) fn column(title: &str, numeric: bool) -> Column {
    Column { title: title.to_owned(), numeric, wide: false }
}
