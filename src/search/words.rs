//! Which words a subject is found by, and what a question asks for. Pure.

use std::collections::BTreeSet;

use crate::kernel::fold::{fold, fold_code};

/// The longest word that is kept, in letters.
const LONGEST: usize = 40;
/// The shortest fragment of a code that finds it.
const FRAGMENT: usize = 3;
/// The most words of a question that are looked at.
const ASKED: usize = 4;

/// The words that a subject is found by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(BTreeSet<String>);

impl Words {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The words of a text, and neighbours written together: "Ben Ali" is found by "benali", "RTX 3060" by "rtx3060".
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        for word in &words {
            self.keep(word);
        }
        for pair in words.windows(2) {
            self.keep(&pair.concat());
        }
        self
    }

    /// Every end of a code (phone, serial number) that is long enough: any fragment of it is the beginning of one.
    #[must_use]
    pub fn code(mut self, code: &str) -> Self {
        let folded: Vec<char> = fold_code(code).chars().take(LONGEST).collect();
        for from in 0..folded.len() {
            if from == 0 || folded.len() - from >= FRAGMENT {
                self.keep(&folded[from..].iter().collect::<String>());
            }
        }
        self
    }

    /// The number of a voucher: whole, without its prefix, and its running part with and without leading zeros.
    #[must_use]
    pub fn number(mut self, number: &str) -> Self {
        let code = fold_code(number);
        let running: String =
            number.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
        self.keep(code.trim_start_matches(|c: char| !c.is_ascii_digit()));
        self.keep(running.trim_start_matches('0'));
        self.keep(&running);
        self.keep(&code);
        self
    }

    fn keep(&mut self, word: &str) {
        let word: String = word.chars().take(LONGEST).collect();
        if !word.is_empty() {
            self.0.insert(word);
        }
    }

    pub(super) fn sorted(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

/// What someone asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// All of it as one code: a phone number in any writing, a serial number, the number of a voucher.
    code: String,
    /// Its words, when there are several.
    words: Vec<String>,
    /// Whether a word is to be the code itself: one or two digits are the number of a voucher, no fragment of a phone.
    whole: bool,
}

impl Question {
    /// Reads what was typed; nothing when it is too short to mean something.
    pub fn new(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let code: String = folded.chars().filter(|c| *c != ' ').take(LONGEST).collect();
        let digits = code.chars().all(|c| c.is_ascii_digit());
        let whole = digits && code.len() < FRAGMENT;
        // A national phone number begins with a zero that the stored one does not have.
        let code = if digits { code.trim_start_matches('0').to_owned() } else { code };
        if code.chars().count() < if digits { 1 } else { 2 } {
            return None;
        }
        let words: Vec<String> = folded.split(' ').take(ASKED).map(str::to_owned).collect();
        let several = words.len() > 1 && !digits;
        Some(Self { code, words: if several { words } else { Vec::new() }, whole })
    }

    /// Words from `word` on and before this one answer.
    pub(super) fn until(&self, word: &str) -> String {
        format!("{word}{}", if self.whole { '\u{1}' } else { '\u{10ffff}' })
    }

    /// The sets of words to look for, the likeliest first: what is found has a word that begins with each of a set.
    pub(super) fn ways(&self) -> Vec<Vec<&str>> {
        let mut ways = vec![vec![self.code.as_str()]];
        if !self.words.is_empty() {
            // The longest word finds the fewest.
            let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
            ways.push(words);
        }
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &Words, typed: &str) -> bool {
        Question::new(typed).is_some_and(|question| {
            let answers = |asked: &&str| words.0.range((*asked).to_owned()..question.until(asked)).next().is_some();
            question.ways().iter().any(|way| way.iter().all(answers))
        })
    }

    #[test]
    fn a_client_is_found_by_any_part_of_name_and_phone() {
        let words = Words::new().text("Ben Ali Yacine").code("+213550123456");
        for typed in [
            "benali",
            "ali yac",
            "YACINE",
            "Yacine Ben",
            "0550",
            "0550 12 34",
            "123456",
            "+213 550",
            "213550123456",
            "345",
        ] {
            assert!(found(&words, typed), "{typed}");
        }
        for typed in ["", " ", "y", "ben omar", "0551", "457"] {
            assert!(!found(&words, typed), "{typed}");
        }
    }

    #[test]
    fn both_scripts_find() {
        assert!(found(&Words::new().text("مؤسسة الهدى"), "موسسه الهدي"));
        assert!(found(&Words::new().text("Hélène Œuvrard"), "helene oeu"));
        assert!(found(&Words::new().code("+213551706050"), "٠٥٥١ ٧٠"));
    }

    #[test]
    fn a_voucher_is_found_by_its_number_however_it_is_written() {
        let words = Words::new().number("BE-2026-000123");
        for typed in ["BE-2026-000123", "be2026000123", "123", "000123", "2026-000123", "be 2026 000123"] {
            assert!(found(&words, typed), "{typed}");
        }
        assert!(!found(&words, "23"), "not by the end of its number");
        assert!(!found(&words, "12"), "one or two digits are a whole number");
        assert!(found(&Words::new().number("BE-2026-000012"), "12"));
    }

    #[test]
    fn a_serial_number_is_found_by_a_fragment() {
        let words = Words::new().text("HP EliteBook 840 G5").code("5CD9-2834-KX");
        for typed in ["5cd92834kx", "834k", "5CD9-28", "elitebook 840", "840g5", "hp elite"] {
            assert!(found(&words, typed), "{typed}");
        }
        assert!(!found(&words, "elitebook 850"));
    }

    #[test]
    fn long_texts_are_cut() {
        let words = Words::new().text(&"a".repeat(500)).code(&"9".repeat(500));
        assert!(words.sorted().iter().all(|word| word.len() <= LONGEST));
        assert!(found(&words, &"a".repeat(60)));
    }
}
