//! Sentences that are written again and again: chosen instead of typed. In each language, for each text they are meant for.

use std::collections::BTreeMap;

use crate::{
    kernel::error::Faults,
    lang::{Key, Lang, say},
    words,
};

/// The longest sentence, characters.
const SENTENCE: usize = 500;
/// The most sentences for one text.
const MOST: usize = 60;

words! {
    /// The text a sentence is meant for.
    pub enum Place {
        /// What was found.
        Diagnosis = "diagnosis" => settings_phrases_diagnosis,
        /// What was done.
        Report = "report" => settings_phrases_report,
        /// What the client wants beside the fault.
        Requested = "requested" => settings_phrases_requested,
    }
}

/// Sentences by language (`fr`, `ar`, `en`) and by the text they are meant for, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
pub struct Phrases(BTreeMap<String, BTreeMap<String, Vec<String>>>);

const USUAL: &[(Lang, Place, &[&str])] = &[
    (
        Lang::Fr,
        Place::Diagnosis,
        &[
            "Disque défectueux : secteurs illisibles.",
            "Alimentation défectueuse.",
            "Batterie en fin de vie.",
            "Carte mère en court-circuit.",
            "Traces d'oxydation, liquide renversé.",
            "Surchauffe : ventilateur encrassé, pâte thermique sèche.",
            "Aucune panne constatée après 24 heures d'essais.",
        ],
    ),
    (
        Lang::Fr,
        Place::Report,
        &[
            "Pièce remplacée et testée.",
            "Nettoyage interne, pâte thermique remplacée.",
            "Système réinstallé, pilotes et mises à jour installés.",
            "Données sauvegardées puis restaurées.",
            "Virus et logiciels indésirables supprimés.",
            "Essais concluants avant restitution.",
        ],
    ),
    (
        Lang::Fr,
        Place::Requested,
        &[
            "Sauvegarder les données.",
            "Ne rien effacer.",
            "Formater et réinstaller le système.",
            "Nettoyage complet.",
            "Appeler avant toute dépense.",
        ],
    ),
    (
        Lang::Ar,
        Place::Diagnosis,
        &[
            "القرص تالف: قطاعات غير قابلة للقراءة.",
            "وحدة التغذية معطّلة.",
            "البطارية في نهاية عمرها.",
            "تماس كهربائي في اللوحة الأم.",
            "آثار أكسدة بسبب سائل.",
            "لم يُلاحظ أي عطب بعد 24 ساعة من التجارب.",
        ],
    ),
    (
        Lang::Ar,
        Place::Report,
        &[
            "استُبدلت القطعة وجُرّبت.",
            "تنظيف داخلي وتغيير المعجون الحراري.",
            "أُعيد تثبيت النظام مع التعريفات والتحديثات.",
            "حُفظت البيانات ثم أُعيدت.",
            "حُذفت الفيروسات والبرامج غير المرغوب فيها.",
        ],
    ),
    (
        Lang::Ar,
        Place::Requested,
        &[
            "حفظ البيانات.",
            "عدم حذف أي شيء.",
            "تهيئة القرص وإعادة تثبيت النظام.",
            "تنظيف كامل.",
            "الاتصال قبل أي تكلفة.",
        ],
    ),
    (
        Lang::En,
        Place::Diagnosis,
        &[
            "Faulty disk: unreadable sectors.",
            "Faulty power supply.",
            "Battery worn out.",
            "Short circuit on the main board.",
            "Signs of corrosion, liquid damage.",
            "No fault found after 24 hours of tests.",
        ],
    ),
    (
        Lang::En,
        Place::Report,
        &[
            "Part replaced and tested.",
            "Cleaned inside, thermal paste replaced.",
            "System reinstalled with drivers and updates.",
            "Data saved and restored.",
            "Viruses and unwanted software removed.",
        ],
    ),
    (
        Lang::En,
        Place::Requested,
        &[
            "Save the data.",
            "Erase nothing.",
            "Format and reinstall the system.",
            "Full cleaning.",
            "Call before any expense.",
        ],
    ),
];

impl Default for Phrases {
    fn default() -> Self {
        let mut phrases = Self(BTreeMap::new());
        for (lang, place, sentences) in USUAL {
            phrases.set(*lang, *place, sentences.iter().map(|&s| s.to_owned()).collect());
        }
        phrases
    }
}

impl Phrases {
    /// The sentences of one language for one text.
    pub fn of(&self, lang: Lang, place: Place) -> &[String] {
        self.0.get(lang.as_str()).and_then(|places| places.get(place.as_str())).map_or(&[], Vec::as_slice)
    }

    /// Those of the reader's language first, then the others', for a text that may be written in any.
    pub fn offered(&self, first: Lang, place: Place) -> Vec<(Lang, String)> {
        let others = Lang::ALL.iter().copied().filter(|lang| *lang != first);
        std::iter::once(first)
            .chain(others)
            .flat_map(|lang| self.of(lang, place).iter().map(move |sentence| (lang, sentence.clone())))
            .collect()
    }

    /// Replaces the sentences of one language for one text.
    pub fn set(&mut self, lang: Lang, place: Place, sentences: Vec<String>) {
        self.0.entry(lang.as_str().to_owned()).or_default().insert(place.as_str().to_owned(), sentences);
    }

    /// What is wrong; the fields are named after the texts.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        for (lang, places) in &self.0 {
            let known = Lang::parse(lang).is_some() && places.keys().all(|place| Place::parse(place).is_some());
            faults.when(!known, "phrases", Key::ErrorChoose);
        }
        for (place, sentences) in self.0.values().flatten() {
            let long = sentences.iter().any(|sentence| sentence.chars().count() > SENTENCE);
            faults.when(long, place, say::ErrorTooLong { most: SENTENCE.into() });
            faults.when(sentences.len() > MOST, place, say::ErrorTooManyLines { most: MOST.into() });
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_language_comes_first() {
        let phrases = Phrases::default();
        assert!(phrases.check().is_empty());
        let offered = phrases.offered(Lang::Ar, Place::Report);
        assert_eq!(offered.first().map(|(lang, _)| *lang), Some(Lang::Ar));
        assert_eq!(offered.len(), Lang::ALL.iter().map(|lang| phrases.of(*lang, Place::Report).len()).sum::<usize>());
    }

    #[test]
    fn a_novel_is_no_sentence() {
        let mut phrases = Phrases::default();
        phrases.set(Lang::En, Place::Report, vec!["x".repeat(SENTENCE + 1)]);
        phrases.set(Lang::En, Place::Diagnosis, vec!["x".into(); MOST + 1]);
        let fields: Vec<String> = phrases.check().0.into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["diagnosis", "report"]);
    }
}
