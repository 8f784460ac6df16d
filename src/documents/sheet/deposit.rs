//! Summary of a deposit of several equipment.

use fixili_paper::{Block, Column, Sheet};

use super::{
    Pen,
    parts::{notice, present, sign, terms},
};
use crate::lang::say;

impl Pen<'_> {
    pub(super) fn deposit(&self) -> Sheet {
        let l = self.l;
        let mut sheet = self.base("");
        sheet.cards = vec![self.client(false)];
        sheet.strip = present([
            Some(self.run(l.doc_deposited(), self.f.instant(self.s.deposited_at.unwrap_or(self.s.issued_at)))),
            Some(self.run(l.doc_items_count(), self.s.items.len().to_string())),
        ]);
        sheet.blocks = vec![self.items(), notice(l.doc_items_apart())];
        let texts = self.s.texts_in(l);
        sheet.terms = terms(l.doc_terms_privacy(), &[&texts.intake, &texts.privacy]);
        sheet.signatures = vec![sign(l.doc_sign_client(), l.doc_read_agreed()), self.received()];
        sheet
    }

    fn items(&self) -> Block {
        let l = self.l;
        let column = |title: &str, wide| Column { title: title.to_owned(), numeric: false, wide };
        let columns = vec![
            column(l.doc_voucher(), false),
            column(l.doc_equipment(), true),
            column(l.doc_serial(), false),
            column(l.doc_fault(), true),
        ];
        let rows = self.s.items.iter().map(|item| {
            vec![item.number.clone(), item.title.clone(), item.serial.clone().unwrap_or_default(), item.fault.clone()]
        });
        Block::Table { title: l.doc_items().to_owned(), columns, rows: rows.collect() }
    }

    /// The shop's box on papers of the counter.
    pub(super) fn received(&self) -> fixili_paper::Signature {
        let by = self.s.by.as_deref().filter(|by| !by.is_empty());
        let caption = by.map(|by| self.l.say(say::DocReceivedBy { name: by.into() })).unwrap_or_default();
        sign(self.l.doc_sign_shop(), caption)
    }
}
