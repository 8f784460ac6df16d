//! Intervention sheet (BI): what was found, what was done, how it ended.

use fixili_paper::{Block, Column, Sheet};

use super::{
    Pen,
    parts::{present, sign, text},
    prices::column,
};
use crate::documents::{
    snapshot::{Check, Intervention},
    wording,
};

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
            self.checks(&sheet_of.checks),
            self.table(l.doc_lines_work()),
            self.totals("", Vec::new()),
        ];
        sheet.blocks = blocks.into_iter().flatten().collect();
        let technician = self.s.technician.clone().unwrap_or_default();
        sheet.signatures = vec![sign(l.doc_sign_technician(), technician), self.stamp()];
        sheet
    }

    /// What was tried; a column that nobody answered is left out.
    fn checks(&self, checks: &[Check]) -> Option<Block> {
        let l = self.l;
        let columns = [
            (l.doc_checks_before(), checks.iter().map(|check| &check.before).collect::<Vec<_>>()),
            (l.doc_checks_after(), checks.iter().map(|check| &check.after).collect()),
        ];
        let answered: Vec<_> = columns.iter().filter(|(_, words)| words.iter().any(|word| word.is_some())).collect();
        let said = |word: &Option<String>| word.as_deref().map_or("—".to_owned(), |word| wording::answer(l, word));
        let rows: Vec<_> = checks
            .iter()
            .enumerate()
            .map(|(n, check)| {
                let answers = answered.iter().map(|(_, words)| said(words[n]));
                std::iter::once(check.label.clone()).chain(answers).collect()
            })
            .collect();
        let mut heads = vec![Column { wide: true, ..column(l.doc_check(), false) }];
        heads.extend(answered.iter().map(|(title, _)| column(title, false)));
        (!answered.is_empty()).then(|| Block::Table { title: l.doc_checks().to_owned(), columns: heads, rows })
    }
}
