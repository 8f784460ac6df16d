//! The stored words of nouns that live below, said to a reader. A word that is not known is printed as it is: a document
//! of long ago must still print.

use crate::lang::Lang;

fn or_word(said: Option<&'static str>, word: &str) -> String {
    said.map_or_else(|| word.to_owned(), str::to_owned)
}

/// Whose warranty.
pub fn warranty(l: Lang, word: &str) -> String {
    let said = match word {
        "none" => Some(l.warranty_none()),
        "manufacturer" => Some(l.warranty_manufacturer()),
        "shop" => Some(l.warranty_shop()),
        "repair" => Some(l.warranty_repair()),
        _ => None,
    };
    or_word(said, word)
}

/// How the work ended.
pub fn outcome(l: Lang, word: &str) -> String {
    let said = match word {
        "repaired" => Some(l.outcome_repaired()),
        "no_fault" => Some(l.outcome_no_fault()),
        "not_repairable" => Some(l.outcome_not_repairable()),
        "quote_refused" => Some(l.outcome_quote_refused()),
        "withdrawn" => Some(l.outcome_withdrawn()),
        "exchanged" => Some(l.outcome_exchanged()),
        "lost" => Some(l.outcome_lost()),
        _ => None,
    };
    or_word(said, word)
}

/// What a check showed.
pub fn answer(l: Lang, word: &str) -> String {
    let said = match word {
        "ok" => Some(l.answer_ok()),
        "fault" => Some(l.answer_fault()),
        "absent" => Some(l.answer_absent()),
        _ => None,
    };
    or_word(said, word)
}

/// How a quote was answered.
pub fn way(l: Lang, word: &str) -> String {
    let said = match word {
        "shop" => Some(l.doc_way_shop()),
        "phone" => Some(l.doc_way_phone()),
        "email" => Some(l.doc_way_email()),
        "link" => Some(l.doc_way_link()),
        "portal" => Some(l.doc_way_portal()),
        _ => None,
    };
    or_word(said, word)
}

/// Whether data may be erased.
pub fn erasure(l: Lang, word: &str) -> String {
    let said = match word {
        "asked_not" => Some(l.doc_erasure_asked_not()),
        "allowed" => Some(l.doc_erasure_allowed()),
        "forbidden" => Some(l.doc_erasure_forbidden()),
        _ => None,
    };
    or_word(said, word)
}

/// How a shipment came back.
pub fn result(l: Lang, word: &str) -> String {
    let said = match word {
        "repaired" => Some(l.doc_result_repaired()),
        "exchanged" => Some(l.doc_result_exchanged()),
        "refused" => Some(l.doc_result_refused()),
        "not_repairable" => Some(l.doc_result_not_repairable()),
        _ => None,
    };
    or_word(said, word)
}

/// The nature of a payment.
pub fn payment(l: Lang, word: &str) -> String {
    let said = match word {
        "deposit" => Some(l.doc_payment_deposit()),
        "balance" => Some(l.doc_payment_balance()),
        "refund" => Some(l.doc_payment_refund()),
        "reversal" => Some(l.doc_payment_reversal()),
        _ => None,
    };
    or_word(said, word)
}

/// By which means.
pub fn means(l: Lang, word: &str) -> String {
    let said = match word {
        "cash" => Some(l.doc_means_cash()),
        "cheque" => Some(l.doc_means_cheque()),
        "transfer" => Some(l.doc_means_transfer()),
        "card" => Some(l.doc_means_card()),
        _ => None,
    };
    or_word(said, word)
}

/// Why it left the shop.
pub fn release(l: Lang, word: &str) -> String {
    let said = match word {
        "normal" => Some(l.doc_release_normal()),
        "withdrawn" => Some(l.doc_release_withdrawn()),
        "unclaimed" => Some(l.doc_release_unclaimed()),
        _ => None,
    };
    or_word(said, word)
}

/// As what someone collects.
pub fn collector(l: Lang, word: &str) -> String {
    let said = match word {
        "client" => Some(l.doc_collector_client()),
        "contact" => Some(l.doc_collector_contact()),
        "other" => Some(l.doc_collector_other()),
        "nobody" => Some(l.doc_collector_nobody()),
        _ => None,
    };
    or_word(said, word)
}

/// A kind of identity document.
pub fn identity(l: Lang, word: &str) -> String {
    let said = match word {
        "national" => Some(l.doc_id_national()),
        "passport" => Some(l.doc_id_passport()),
        "licence" => Some(l.doc_id_licence()),
        "other" => Some(l.doc_id_other()),
        _ => None,
    };
    or_word(said, word)
}

/// How something was signed.
pub fn signing(l: Lang, word: &str) -> String {
    let said = match word {
        "drawn" => Some(l.signatures_drawn()),
        "typed" => Some(l.signatures_typed()),
        _ => None,
    };
    or_word(said, word)
}
