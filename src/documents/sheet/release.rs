//! Release voucher (BS): what was done, what it cost, who took it away.

use fixili_paper::{Block, Fact, Sheet};

use super::{
    Pen,
    parts::{chips, facts, notice, pair, present, sign, terms, text},
};
use crate::{
    documents::{snapshot::Release, wording},
    kernel::money::Money,
    lang::say,
};

impl Pen<'_> {
    pub(super) fn release(&self) -> Sheet {
        let l = self.l;
        let none = Release::default();
        let release = self.s.release.as_ref().unwrap_or(&none);
        let mut sheet = self.base(&release.number);
        sheet.cards = self.cards(true);
        sheet.strip = present([
            self.file_number(),
            Some(self.run(l.doc_released(), self.f.instant(release.released_at))),
            Some(self.fact(l.doc_release_kind(), wording::release(l, &release.kind))),
            self.outcome(),
            self.technician(),
        ]);
        let done = self.s.intervention.as_ref().map(|it| it.report.as_str()).unwrap_or_default();
        let blocks = [
            pair(self.fault(), text(l.doc_work_done(), done)),
            pair(facts(l.doc_collector(), self.collected(release)), self.given_back(release)),
            self.missing(release),
            self.table(l.doc_lines_work()),
            self.settled(release),
            self.repair_warranty(release).map(notice),
            release.voucher_lost_at.map(|_| notice(l.doc_voucher_lost())),
            Some(notice(l.doc_no_invoice())),
        ];
        sheet.blocks = blocks.into_iter().flatten().collect();
        sheet.terms = terms(l.doc_terms(), &[&self.s.texts_in(l).release]);
        sheet.signatures = vec![sign(l.doc_sign_collector(), l.doc_got_back()), self.stamp()];
        if release.collector == "nobody" {
            sheet.signatures.remove(0);
        }
        sheet
    }

    fn outcome(&self) -> Option<Fact> {
        let intake = self.s.intake.as_ref().and_then(|it| it.outcome.as_deref());
        let sheet = self.s.intervention.as_ref().and_then(|it| it.outcome.as_deref());
        let word = intake.or(sheet)?;
        Some(self.fact(self.l.doc_outcome(), wording::outcome(self.l, word)))
    }

    fn collected(&self, release: &Release) -> Vec<Fact> {
        let l = self.l;
        let identity = release.id_kind.as_deref().map(|kind| {
            let kind = wording::identity(l, kind);
            release.id_last4.as_deref().map_or_else(|| kind.clone(), |last| format!("{kind} …{last}"))
        });
        present([
            Some(self.fact(l.doc_name(), &release.collector_name)),
            // What somebody is to the client says more than "another person".
            Some(release.relation.as_deref().map_or_else(
                || self.fact(l.doc_as(), wording::collector(l, &release.collector)),
                |relation| self.fact(l.doc_relation(), relation),
            )),
            identity.map(|identity| self.fact(l.doc_id(), identity)),
            release.reason.as_deref().map(|reason| self.fact(l.doc_reason(), reason)),
        ])
    }

    fn given_back(&self, release: &Release) -> Option<Block> {
        chips(self.l.doc_accessories_back(), release.accessories_back.clone())
    }

    /// What came with it and does not leave with it.
    fn missing(&self, release: &Release) -> Option<Block> {
        let came = self.s.intake.as_ref().map(|intake| intake.accessories.as_slice()).unwrap_or_default();
        let missing = came.iter().filter(|item| !release.accessories_back.contains(item)).cloned().collect();
        chips(self.l.doc_accessories_not_back(), missing)
    }

    /// The sums of the work, else what is due without any: a diagnosis that led to no repair.
    fn settled(&self, release: &Release) -> Option<Block> {
        let l = self.l;
        let due = self.run(l.doc_due(), self.f.money(release.due));
        let mut after = vec![
            self.run(l.doc_paid(), self.f.money(release.paid)),
            self.run(l.doc_left(), self.f.money(release.owing)),
        ];
        if self.s.lines.is_empty() {
            let nothing = release.due == Money::ZERO && release.paid == Money::ZERO;
            return (!nothing).then(|| Block::Totals { note: String::new(), sums: Vec::new(), grand: due, after });
        }
        if release.due != self.s.totals.total {
            after.insert(0, due);
        }
        self.totals("", after)
    }

    fn repair_warranty(&self, release: &Release) -> Option<String> {
        let until = release.repair_warranty_until?;
        let text =
            say::DocRepairWarranty { days: release.repair_warranty_days.into(), until: self.f.day(until).into() };
        (release.repair_warranty_days > 0).then(|| self.l.say(text))
    }
}
