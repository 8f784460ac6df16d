//! Folding of text for comparing and finding: case, French accents, Arabic letter forms, digits.
//!
//! The same text is stored folded and asked folded, so both databases compare plain bytes.

/// Lower case without accents; Arabic without vowel marks and tatweel, every alef as ا, ى as ي, ة as ه, and digits of
/// any script as 0–9. Runs of anything else than letters and digits become one space.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(&mut out, c);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Only the letters and digits of the folded text: serial numbers, voucher numbers.
pub fn fold_code(text: &str) -> String {
    let mut out = fold(text);
    out.retain(|c| c != ' ');
    out
}

/// Nothing that a reader sees: spaces, controls, marks of direction. What must be filled in is not filled in with these.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    })
}

fn push_folded(out: &mut String, c: char) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{640}'
        | '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => {}
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ئ' => out.push('ي'),
        'ؤ' => out.push('و'),
        'ة' => out.push('ه'),
        '\u{660}'..='\u{669}' => out.extend(char::from_digit(u32::from(c) - 0x660, 10)),
        '\u{6f0}'..='\u{6f9}' => out.extend(char::from_digit(u32::from(c) - 0x6f0, 10)),
        _ if c.is_alphanumeric() => push_letter(out, c),
        _ if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
        _ => {}
    }
}

fn push_letter(out: &mut String, c: char) {
    for lower in c.to_lowercase() {
        match lower {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => out.push('a'),
            'ç' | 'č' | 'ć' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ě' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' => out.push('i'),
            'ñ' | 'ń' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'š' | 'ş' => out.push('s'),
            'ž' => out.push('z'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            '\u{300}'..='\u{36f}' => {}
            other => out.push(other),
        }
    }
}

/// A `like` pattern that finds `text` anywhere; what is special in a pattern is a letter again (`escape '\'`).
pub fn like_anywhere(folded: &str) -> String {
    let mut out = String::from("%");
    for c in folded.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_blank() {
        for text in ["", " \n\t", "\u{202e}", "\u{200b}\u{feff}", "\u{7}\u{2066} "] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["a", "—", "\u{200f}م", "0"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn both_scripts_fold() {
        assert_eq!(fold("  Hélène  D’Œuvre "), "helene d oeuvre");
        assert_eq!(fold("أحمَدُ بن عَلـي"), "احمد بن علي");
        assert_eq!(fold("مؤسسة الهدى"), "موسسه الهدي");
        assert_eq!(fold("٠٥٥١"), "0551");
        assert_eq!(fold_code("be-2026/000123"), "be2026000123");
        assert_eq!(fold("\u{200f}%"), "");
        assert_eq!(like_anywhere("50%_a"), "%50\\%\\_a%");
    }
}
