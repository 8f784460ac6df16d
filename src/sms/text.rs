//! What a text costs on its way to a phone: its alphabet and its parts (3GPP TS 23.038 and 23.040). Pure.

/// The default alphabet of GSM; each character is one of 160.
const DEFAULT: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Its extension; each character is two of 160.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// How a text travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Alphabet {
    /// The default alphabet: 160 characters, or 153 of each part.
    Gsm7,
    /// Everything else, Arabic too: 70 characters, or 67 of each part.
    Ucs2,
}

/// What a text costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Measure {
    /// How it travels.
    pub alphabet: Alphabet,
    /// Places it takes, of septets or of 16 bits.
    pub places: usize,
    /// Messages it is billed as.
    pub parts: usize,
}

impl Alphabet {
    /// Places of a message that stands alone, and of each part of a longer one.
    const fn room(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }
}

/// Places of a character in the default alphabet.
fn septets(c: char) -> Option<usize> {
    if DEFAULT.contains(c) {
        Some(1)
    } else if EXTENSION.contains(c) {
        Some(2)
    } else {
        None
    }
}

/// What a text costs. A character of two places is never cut in two.
pub fn measure(text: &str) -> Measure {
    let septets: Option<Vec<usize>> = text.chars().map(septets).collect();
    let (alphabet, widths) = match septets {
        Some(widths) => (Alphabet::Gsm7, widths),
        None => (Alphabet::Ucs2, text.chars().map(char::len_utf16).collect()),
    };
    let places: usize = widths.iter().sum();
    let (alone, each) = alphabet.room();
    let mut parts = 1;
    if places > alone {
        let mut left = each;
        for width in widths {
            if width > left {
                parts += 1;
                left = each;
            }
            left -= width;
        }
    }
    Measure { alphabet, places, parts }
}

/// Spells a text with the default alphabet where that loses no word: "prêt" becomes "pret", « … » becomes "...". A text
/// that would still need the other alphabet (Arabic) stays as it is.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if septets(c).is_some() {
            out.push(c);
        } else {
            out.push_str(spelled(c).unwrap_or_default());
            if spelled(c).is_none() {
                return text.to_owned();
            }
        }
    }
    out
}

/// Spaces of typography, which phones draw as boxes or count as another alphabet, are plain ones in any text.
pub fn plain_spaces(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t') { ' ' } else { c }).collect()
}

fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'â' | 'á' | 'ã' => "a",
        'ê' | 'ë' => "e",
        'î' | 'ï' | 'í' => "i",
        'ô' | 'ó' | 'õ' => "o",
        'û' | 'ú' => "u",
        'ç' => "c",
        'ÿ' => "y",
        'À' | 'Â' | 'Á' => "A",
        'È' | 'Ê' | 'Ë' => "E",
        'Î' | 'Ï' | 'Í' => "I",
        'Ô' | 'Ó' => "O",
        'Ù' | 'Û' | 'Ú' => "U",
        'Ÿ' => "Y",
        'œ' => "oe",
        'Œ' => "OE",
        '’' | '‘' | '`' | '´' => "'",
        '«' | '»' | '“' | '”' | '„' => "\"",
        '…' => "...",
        '–' | '—' | '‑' | '−' | '•' | '·' => "-",
        '°' | 'º' => "o",
        '×' => "x",
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => " ",
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_of_the_alphabet_are_cheap_and_others_are_not() {
        for (text, alphabet, parts) in [
            ("", Alphabet::Gsm7, 1),
            ("réparé à l'atelier où ?", Alphabet::Gsm7, 1),
            ("prêt", Alphabet::Ucs2, 1),
            ("reçu", Alphabet::Ucs2, 1),
            ("œuvre", Alphabet::Ucs2, 1),
            ("l’atelier", Alphabet::Ucs2, 1),
            ("جهازك جاهز", Alphabet::Ucs2, 1),
        ] {
            let measured = measure(text);
            assert_eq!((measured.alphabet, measured.parts), (alphabet, parts), "{text}");
        }
    }

    #[test]
    fn long_texts_are_billed_by_parts() {
        for (text, parts) in [
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("ب".repeat(70), 1),
            ("ب".repeat(71), 2),
            ("ب".repeat(134), 2),
            ("ب".repeat(135), 3),
            // A euro at the border of a part goes to the next one whole.
            (format!("{}€{}", "a".repeat(152), "a".repeat(152)), 3),
            // Nor is a pair of 16 bits cut.
            (format!("{}😀{}", "ب".repeat(66), "ب".repeat(66)), 3),
        ] {
            assert_eq!(measure(&text).parts, parts, "{}…", text.chars().take(20).collect::<String>());
        }
        assert_eq!(measure("[€]").places, 6);
    }

    #[test]
    fn spelling_makes_french_cheap_and_leaves_arabic_alone() {
        assert_eq!(plain("Prêt : « reçu » n° 4 à l’œil…"), "Pret : \" recu \" no 4 à l'oeil...");
        assert_eq!(plain("réparé"), "réparé");
        assert_eq!(plain("جهازك — جاهز"), "جهازك — جاهز");
        assert_eq!(plain_spaces("42\u{202f}000,00\u{a0}DA"), "42 000,00 DA");
    }
}
