//! Quote (DV): priced work that the client accepts or refuses.

use fixili_paper::{Block, Sheet};

use super::{
    Pen,
    parts::{notice, present, sign, terms, text},
};
use crate::{
    documents::{snapshot::Quote, wording},
    lang::say,
};

impl Pen<'_> {
    pub(super) fn quote(&self) -> Sheet {
        let l = self.l;
        let none = Quote::default();
        let quote = self.s.quote.as_ref().unwrap_or(&none);
        let mut sheet = self.base(&quote.number);
        sheet.cards = self.cards(true);
        sheet.strip = present([
            Some(self.run(l.doc_quoted_on(), self.f.date(self.s.issued_at))),
            Some(self.run(l.doc_valid_until(), self.f.day(quote.valid_until))),
            (quote.revision > 1).then(|| self.run(l.doc_revision(), quote.revision.to_string())),
            self.file_number(),
            self.technician(),
        ]);
        let fault = self.s.intake.as_ref().map(|intake| intake.fault.as_str()).unwrap_or_default();
        let note = quote.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        let note = [note, Some(l.doc_quote_more())].into_iter().flatten().collect::<Vec<_>>().join("\n");
        let blocks = [
            text(l.doc_quote_fault(), fault),
            self.diagnosis(),
            self.table(l.doc_lines_quote()),
            self.totals(&note, Vec::new()),
            self.answer(quote),
        ];
        sheet.blocks = blocks.into_iter().flatten().collect();
        sheet.terms = terms(l.doc_terms(), &[&self.s.texts_in(l).quote]);
        sheet.signatures = vec![sign(l.doc_sign_client(), l.doc_good_for()), self.stamp()];
        sheet
    }

    /// What became of it, where the paper is printed after the answer.
    fn answer(&self, quote: &Quote) -> Option<Block> {
        let l = self.l;
        let said = quote
            .answer
            .as_ref()
            .map(|answer| (self.f.instant(answer.at), answer.name.clone(), wording::way(l, &answer.way)));
        match (quote.state.as_str(), said) {
            ("accepted", Some((at, name, way))) => {
                Some(notice(l.say(say::DocQuoteAccepted { at: at.into(), name: name.into(), way: way.into() })))
            }
            ("refused", Some((at, name, way))) => {
                Some(notice(l.say(say::DocQuoteRefused { at: at.into(), name: name.into(), way: way.into() })))
            }
            ("expired" | "superseded" | "withdrawn", _) => Some(notice(l.doc_quote_over())),
            _ => None,
        }
    }
}
