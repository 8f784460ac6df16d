//! Intake voucher (BE): what was brought, in which state, under which conditions; with the workshop's stub.

use fixili_paper::{Block, Fact, Sheet, Tag};

use super::{
    Pen,
    parts::{chips, facts, notice, pair, present, sign, terms, text},
};
use crate::{
    documents::{
        snapshot::{Equipment, Intake},
        wording,
    },
    kernel::money::Money,
    lang::say,
    priority::Priority,
};

impl Pen<'_> {
    pub(super) fn intake(&self, tracked: bool) -> Sheet {
        let l = self.l;
        let none = Intake::default();
        let intake = self.s.intake.as_ref().unwrap_or(&none);
        let mut sheet = self.base(&intake.number);
        sheet.cards = self.cards(false);
        sheet.strip = present([
            Some(self.run(l.doc_deposited(), self.f.instant(intake.deposited_at))),
            intake.promised_at.map(|at| self.run(l.doc_promised(), self.f.date(at))),
            Some(self.fact(l.doc_priority(), intake.priority.label(l))),
            Some(self.fact(l.doc_warranty(), self.warranty(intake))),
            intake.returns.as_deref().map(|number| self.run(l.doc_returns(), number)),
        ]);
        let blocks = [
            pair(text(l.doc_fault(), &intake.fault), Some(self.accessories(intake))),
            text(l.doc_requested(), intake.requested.as_deref().unwrap_or_default()),
            pair(
                text(l.doc_condition(), intake.condition.as_deref().unwrap_or_default()),
                facts(l.doc_agreement(), self.agreement(intake)),
            ),
            facts(l.doc_proof(), self.proof(intake)),
            self.diagnosis_fee(),
        ];
        sheet.blocks = blocks.into_iter().flatten().collect();
        let texts = self.s.texts_in(l);
        let track = if tracked { l.doc_track() } else { "" };
        sheet.terms = terms(l.doc_terms_privacy(), &[track, &texts.intake, &texts.privacy]);
        sheet.signatures = vec![sign(l.doc_sign_client(), l.doc_read_agreed()), self.received()];
        sheet.tag = Some(self.stub(intake));
        sheet
    }

    fn warranty(&self, intake: &Intake) -> String {
        let word = if intake.warranty.is_empty() { "none" } else { &intake.warranty };
        let said = wording::warranty(self.l, word);
        match intake.warranty_until {
            Some(day) => format!("{said}, {}", self.l.say(say::DocUntil { day: self.f.day(day).into() })),
            None => said,
        }
    }

    fn accessories(&self, intake: &Intake) -> Block {
        let none =
            || Block::Text { title: self.l.doc_accessories().to_owned(), text: self.l.doc_no_accessories().to_owned() };
        chips(self.l.doc_accessories(), intake.accessories.clone()).unwrap_or_else(none)
    }

    fn agreement(&self, intake: &Intake) -> Vec<Fact> {
        let limit = if self.taxed() { self.l.doc_limit_tax() } else { self.l.doc_limit() };
        present([
            intake.spending_limit.map(|amount| self.run(limit, self.f.money(amount))),
            intake.paid_ahead.map(|amount| self.run(self.l.doc_paid_ahead(), self.f.money(amount))),
        ])
    }

    fn proof(&self, intake: &Intake) -> Vec<Fact> {
        let l = self.l;
        present([
            intake.warranty_invoice.as_deref().map(|number| self.run(l.doc_invoice(), number)),
            intake.warranty_bought.map(|day| self.run(l.doc_bought(), self.f.day(day))),
            intake.warranty_seller.as_deref().map(|seller| self.fact(l.doc_seller(), seller)),
        ])
    }

    /// A fee is owed only where it was printed: amount, and when it applies.
    fn diagnosis_fee(&self) -> Option<Block> {
        let (l, net) = (self.l, self.s.diagnosis_fee);
        if net <= Money::ZERO {
            return None;
        }
        let fee = self.f.money(net);
        Some(notice(if self.taxed() {
            let total = self.f.money(net + net.share(self.s.diagnosis_rate));
            l.say(say::DocDiagnosisFee { fee: fee.into(), total: total.into() })
        } else {
            l.say(say::DocDiagnosisFeeFlat { fee: fee.into() })
        }))
    }

    fn stub(&self, intake: &Intake) -> Tag {
        let device = self.s.equipment.as_ref().map(Equipment::title);
        let first: Vec<String> =
            [Some(self.s.client.name.clone()), device].into_iter().flatten().filter(|t| !t.is_empty()).collect();
        let shelf = intake.shelf.as_deref().filter(|s| !s.is_empty());
        let shelf = shelf.map(|shelf| self.l.say(say::DocShelf { shelf: shelf.into() }));
        // A normal priority is no news on a stub.
        let urgency = Some(intake.priority.label(self.l).to_owned()).filter(|_| intake.priority != Priority::Normal);
        let second: Vec<String> = [shelf, urgency].into_iter().flatten().collect();
        Tag { title: self.l.doc_stub().to_owned(), lines: vec![first.join(" · "), second.join(" · ")] }
    }
}
