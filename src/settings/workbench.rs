//! What the shop decides about the technician's day: how measured time becomes minutes, checklists, canned sentences.

use crate::{
    kernel::error::Faults,
    lang::{Key, Lang, say},
    words,
};

words! {
    /// Where a canned sentence is offered.
    pub enum SentenceField {
        /// What was found.
        Diagnosis = "diagnosis" => interventions_diagnosis,
        /// What was done.
        Report = "report" => interventions_report,
        /// A note within the team.
        Note = "note" => notes_one,
    }
}

/// The technician's day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Workbench {
    /// Measured minutes are rounded up to a multiple of these.
    pub rounding: i64,
    /// Fewer measured minutes are not billed.
    pub least: i64,
    /// A timer that ran longer was forgotten: its minutes are asked for. Minutes.
    pub longest: i64,
    /// What is looked at, by category of equipment; an empty category is every other one.
    pub checklists: Vec<Checklist>,
    /// Sentences that are inserted with a few letters.
    pub sentences: Vec<Sentence>,
}

/// What is looked at on equipment of a category.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Checklist {
    /// The category; empty for every other.
    pub category: String,
    /// What is looked at, in order.
    pub items: Vec<String>,
}

/// A sentence that is inserted where the caret is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Sentence {
    /// Where it is offered.
    pub field: SentenceField,
    /// In which language it is.
    pub lang: Lang,
    /// The short code that becomes it.
    pub code: String,
    /// The sentence.
    pub text: String,
}

/// Steps to which minutes may be rounded.
pub const ROUNDINGS: &[i64] = &[1, 5, 10, 15, 30];
/// The longest line of a checklist, and the longest code.
const LINE: usize = 160;
const CODE: usize = 16;
/// The longest sentence.
const SENTENCE: usize = 1_000;
/// The most items of a checklist, and sentences of a field and language.
const MOST: usize = 60;

impl Default for Workbench {
    fn default() -> Self {
        Self { rounding: 5, least: 2, longest: 8 * 60, checklists: Vec::new(), sentences: Vec::new() }
    }
}

impl Workbench {
    /// What is looked at on equipment of this category.
    pub fn checklist(&self, category: &str) -> &[String] {
        let of = |wanted: &str| self.checklists.iter().find(|list| list.category == wanted);
        of(category).or_else(|| of("")).map_or(&[], |list| &list.items)
    }

    /// The sentences of a field: those in the reader's language, or, when there are none, those in the shop's.
    pub fn sentences_for(&self, field: SentenceField, reader: Lang, shop: Lang) -> Vec<&Sentence> {
        let of = |lang| self.sentences.iter().filter(move |s| s.field == field && s.lang == lang).collect::<Vec<_>>();
        let own = of(reader);
        if own.is_empty() { of(shop) } else { own }
    }

    /// What is wrong.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(!ROUNDINGS.contains(&self.rounding), "rounding", Key::ErrorChoose);
        faults.when(!(0..=60).contains(&self.least), "least", Key::ErrorNumber);
        faults.when(!(30..=24 * 60).contains(&self.longest), "longest", Key::SettingsLongestWrong);
        let items = || self.checklists.iter().flat_map(|list| &list.items);
        faults.when(
            items().any(|item| item.chars().count() > LINE),
            "checklist",
            say::ErrorTooLong { most: LINE.into() },
        );
        faults.when(self.checklists.iter().any(|list| list.items.len() > MOST), "checklist", Key::ErrorTooLarge);
        for field in SentenceField::ALL {
            let own = || self.sentences.iter().filter(|s| s.field == *field);
            faults.when(
                own().any(|s| s.text.trim().is_empty() || !is_code(&s.code)),
                field.as_str(),
                Key::SettingsSentenceWrong,
            );
            faults.when(
                own().any(|s| s.text.chars().count() > SENTENCE),
                field.as_str(),
                say::ErrorTooLong { most: SENTENCE.into() },
            );
            faults.when(
                Lang::ALL.iter().any(|lang| own().filter(|s| s.lang == *lang).count() > MOST),
                field.as_str(),
                Key::ErrorTooLarge,
            );
        }
        faults
    }
}

/// A code is one word without a sign that the line is read by.
fn is_code(code: &str) -> bool {
    let length = code.chars().count();
    (1..=CODE).contains(&length) && code.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// Reads sentences, `code = sentence` a line each; a line that is none stays with an empty code, which is refused.
pub fn read_sentences(text: &str, field: SentenceField, lang: Lang) -> Vec<Sentence> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (code, text) = line.split_once('=').unwrap_or(("", line));
            Sentence { field, lang, code: code.trim().to_lowercase(), text: text.trim().to_owned() }
        })
        .collect()
}

/// What [`read_sentences`] reads.
pub fn write_sentences(all: &[Sentence], field: SentenceField, lang: Lang) -> String {
    let own = all.iter().filter(|s| s.field == field && s.lang == lang);
    own.map(|s| format!("{} = {}", s.code, s.text)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_without_a_list_has_the_default_one() {
        let list = |category: &str, item: &str| Checklist { category: category.into(), items: vec![item.into()] };
        let bench =
            Workbench { checklists: vec![list("", "Aspect"), list("Smartphone", "Tactile")], ..Workbench::default() };
        assert_eq!(bench.checklist("Smartphone"), ["Tactile"]);
        assert_eq!(bench.checklist("Console"), ["Aspect"]);
        assert_eq!(Workbench::default().checklist("Console"), [""; 0]);
    }

    #[test]
    fn sentences_are_read_as_they_are_written() {
        let (field, lang) = (SentenceField::Report, Lang::Fr);
        let read = read_sentences("nett = Nettoyage complet, pâte thermique = neuve\n\nsans code", field, lang);
        assert_eq!(read[0].code, "nett");
        assert_eq!(read[0].text, "Nettoyage complet, pâte thermique = neuve");
        let bench = Workbench { sentences: read.clone(), ..Workbench::default() };
        assert_eq!(bench.check().0[0].0, "report", "a line without a code is refused");
        let one = &read[..1];
        assert_eq!(read_sentences(&write_sentences(one, field, lang), field, lang), one);
        let bench = Workbench { sentences: one.to_vec(), ..Workbench::default() };
        assert!(bench.check().is_empty());
        assert_eq!(bench.sentences_for(field, Lang::Ar, Lang::Fr).len(), 1, "the shop's when the reader has none");
        assert!(bench.sentences_for(SentenceField::Note, Lang::Fr, Lang::Fr).is_empty());
    }
}
