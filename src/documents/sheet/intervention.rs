//! Intervention sheet (BI): what was found, what was done, how it ended.

use fixili_paper::Sheet;

use super::{
    Pen,
    parts::{present, sign, text},
};
use crate::documents::{snapshot::Intervention, wording};

impl Pen<'_> {
    pub(super) fn intervention(&self) -> Sheet {
        let l = self.l;
        let none = Intervention::default();
        let sheet_of = self.s.intervention.as_ref().unwrap_or(&none);
        let mut sheet = self.base(&sheet_of.number);
        sheet.cards = self.cards(false);
        sheet.strip = present([
            self.file_number(),
            Some(self.run(l.doc_opened(), self.f.instant(sheet_of.opened_at))),
            sheet_of.completed_at.map(|at| self.run(l.doc_completed(), self.f.instant(at))),
            self.technician(),
            sheet_of.outcome.as_deref().map(|word| self.fact(l.doc_outcome(), wording::outcome(l, word))),
        ]);
        let requested = self.s.intake.as_ref().and_then(|intake| intake.requested.as_deref());
        let blocks = [
            self.fault(),
            text(l.doc_requested(), requested.unwrap_or_default()),
            self.diagnosis(),
            text(l.doc_report(), &sheet_of.report),
            self.table(l.doc_lines_work()),
            self.totals("", Vec::new()),
        ];
        sheet.blocks = blocks.into_iter().flatten().collect();
        let technician = self.s.technician.clone().unwrap_or_default();
        sheet.signatures = vec![sign(l.doc_sign_technician(), technician), self.stamp()];
        sheet
    }
}
