//! Payment receipt (RP): money in or out on a file.

use fixili_paper::{Block, Fact, Sheet};

use super::{
    Pen,
    parts::{facts, notice, present, sign},
};
use crate::{
    documents::{snapshot::Payment, wording},
    kernel::money::Money,
    lang::say,
};

impl Pen<'_> {
    pub(super) fn payment(&self) -> Sheet {
        let l = self.l;
        let none = Payment::default();
        let payment = self.s.payment.as_ref().unwrap_or(&none);
        let mut sheet = self.base(&payment.number);
        sheet.cards = self.cards(true);
        let blocks =
            [facts(l.doc_payment(), self.about(payment)), Some(self.sum(payment)), Some(notice(l.doc_no_invoice()))];
        sheet.blocks = blocks.into_iter().flatten().collect();
        let by = self.s.by.as_deref().filter(|by| !by.is_empty());
        let taken = by.map(|by| l.say(say::DocTakenBy { name: by.into() })).unwrap_or_default();
        sheet.signatures = vec![sign(l.doc_sign_shop(), taken)];
        if goes_out(payment) {
            sheet.signatures.insert(0, sign(l.doc_sign_client(), l.doc_read_agreed()));
        }
        sheet
    }

    fn about(&self, payment: &Payment) -> Vec<Fact> {
        let l = self.l;
        present([
            Some(self.fact(l.doc_payment_kind(), wording::payment(l, &payment.kind))),
            Some(self.fact(l.doc_means(), wording::means(l, &payment.means))),
            payment.reference.as_deref().map(|reference| self.run(l.doc_payment_reference(), reference)),
            self.file_number(),
            payment.reverses.as_deref().map(|number| self.run(l.doc_reverses(), number)),
            payment.reason.as_deref().map(|reason| self.fact(l.doc_reason(), reason)),
        ])
    }

    fn sum(&self, payment: &Payment) -> Block {
        let l = self.l;
        let size = payment.amount.max(payment.amount.negated());
        let grand = match payment.kind.as_str() {
            "reversal" => self.run(l.doc_payment_reversal(), self.f.money(payment.amount)),
            _ if goes_out(payment) => self.run(l.doc_given(), self.f.money(size)),
            _ => self.run(l.doc_got(), self.f.money(size)),
        };
        let due = payment.due.map(|due| self.run(l.doc_due(), self.f.money(due)));
        let left = payment.due.map(|due| (due - payment.paid).at_least_zero());
        let after = present([
            Some(self.run(l.doc_paid_in_all(), self.f.money(payment.paid))),
            left.map(|left| self.run(l.doc_left(), self.f.money(left))),
        ]);
        Block::Totals { note: String::new(), sums: present([due]), grand, after }
    }
}

fn goes_out(payment: &Payment) -> bool {
    payment.kind == "refund" || payment.amount < Money::ZERO
}
