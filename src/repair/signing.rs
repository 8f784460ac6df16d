//! What of a file may be signed now, and what the shop asks to be signed.

use super::File;
use crate::{
    documents::Kind,
    kernel::id::Id as _,
    quotes::{AnswerWay, QuoteState},
    releases::Collector,
    settings::Signing,
    signatures::Papers,
};

/// Papers without a signature: the deposit, an amended voucher, an offer accepted in the shop, the giving back.
pub(super) fn open(file: &File) -> Vec<(Papers, i64)> {
    let mut all = Vec::new();
    if file.documents.iter().any(|document| document.kind == Kind::Intake) {
        all.push((Papers::Deposit, file.deposit.id.raw()));
        if file.intake.version > 1 {
            all.push((Papers::Intake, file.intake.id.raw()));
        }
    }
    let accepted = file.quotes.iter().rfind(|quote| quote.state == QuoteState::Accepted);
    let in_shop = accepted.filter(|quote| quote.answer_way == Some(AnswerWay::Shop));
    all.extend(in_shop.map(|quote| (Papers::Quote, quote.id.raw())));
    all.extend(collected(file).map(|release| (Papers::Release, release)));
    all.retain(|papers| !is_signed(file, *papers));
    all
}

/// The giving back, when somebody came.
fn collected(file: &File) -> Option<i64> {
    file.release.as_ref().filter(|release| release.collector != Collector::Nobody).map(|release| release.id.raw())
}

fn is_signed(file: &File, (subject, id): (Papers, i64)) -> bool {
    file.signatures.iter().any(|s| s.replaced_at.is_none() && (s.subject, s.subject_id) == (subject, id))
}

/// Whether the shop asks for a signature that is still missing.
pub(super) fn is_wanted(file: &File, signing: Signing) -> bool {
    if file.intake.voided_at.is_some() {
        return false;
    }
    let missing = open(file);
    let is_missing = |wanted: Papers| missing.iter().any(|(subject, _)| *subject == wanted);
    signing.deposit && file.release.is_none() && is_missing(Papers::Deposit)
        || signing.release && is_missing(Papers::Release)
}
