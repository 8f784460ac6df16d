//! Makes any string safe to set: control characters go, long words may break, and mixed directions read right.
//!
//! It works on one line at a time and never on meaning. `BREAK` is this crate's own mark: the templates replace it by
//! an empty space where a line may end, so a serial number copied from the PDF holds nothing extra.

use unicode_segmentation::UnicodeSegmentation;

/// Where a long word may be broken; taken out of every incoming string first.
pub const BREAK: char = '\u{200b}';
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';
/// Words up to this many characters stay whole.
const WORD: usize = 24;
/// Stretches without punctuation up to this many characters stay whole inside a long word.
const STRETCH: usize = 12;
/// Marks stacked on one letter: more is only ever noise that climbs over the lines above.
const STACK: usize = 4;

/// Text that follows the document's direction; `rtl` is that direction.
pub fn free(text: &str, rtl: bool) -> String {
    each_line(text, |line| breakable(&direct(line, rtl)))
}

/// Numbers, phones, codes. The template sets it left to right; an Arabic unit still stands on its own side.
pub fn run(text: &str) -> String {
    each_line(text, |line| breakable(&direct(line, false)))
}

/// For the PDF's own fields: no direction mark, no break mark, one line.
pub fn plain(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first `most` characters, with an ellipsis if some were left out.
pub fn cut(text: &str, most: usize) -> String {
    let text = plain(text);
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    if graphemes.len() <= most {
        return text;
    }
    format!("{}…", graphemes[..most].concat().trim_end())
}

/// Whether the character belongs to a right-to-left script.
pub fn is_rtl(c: char) -> bool {
    let arabic_digit = matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
    let block = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    c.is_alphabetic() && !arabic_digit && (block || matches!(c, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'))
}

fn each_line(text: &str, set: impl Fn(&str) -> String) -> String {
    clean(text).lines().map(set).collect::<Vec<_>>().join("\n")
}

/// Drops what has no place on paper: controls, direction overrides, non-characters, towers of marks.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.replace("\r\n", "\n").chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        match c {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(' '),
            // Not in our fonts' main family; the wider space behaves the same and reads better at these sizes.
            '\u{202f}' => out.push('\u{a0}'),
            _ if c.is_control() || marks > STACK || is_noise(c) => {}
            _ => out.push(c),
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{e31}' | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Direction controls (ours are added after), object placeholders, non-characters.
fn is_noise(c: char) -> bool {
    matches!(c, BREAK | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}')
        || (c as u32 & 0xfffe) == 0xfffe
}

/// Isolates a line whose script goes against its surroundings, and the numbers inside a right-to-left line.
fn direct(line: &str, rtl: bool) -> String {
    let strong = line.chars().find(|c| c.is_alphabetic());
    let has_rtl = line.chars().any(is_rtl);
    let inner = if has_rtl { isolate_runs(line) } else { line.to_owned() };
    let follows = match strong {
        Some(c) if is_rtl(c) => rtl,
        Some(_) => !rtl && !has_rtl,
        None => !(rtl && line.chars().any(char::is_numeric)),
    };
    if follows { inner } else { format!("{FIRST_STRONG_ISOLATE}{inner}{POP_ISOLATE}") }
}

/// In "الهاتف +213 550 12 34 56", keeps the number (and "256 GB", "24/11/2026 10:42") in one left-to-right piece:
/// set bare, a right-to-left line would print its groups in the opposite order.
fn isolate_runs(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len() + 16);
    let mut at = 0;
    while at < chars.len() {
        let end = if begins_run(&chars, at) { run_end(&chars, at) } else { at };
        let piece = &chars[at..end];
        if piece.iter().any(|c| c.is_numeric()) {
            out.push(LEFT_TO_RIGHT_ISOLATE);
            out.extend(piece);
            out.push(POP_ISOLATE);
        } else {
            out.extend(piece);
        }
        if end == at {
            out.push(chars[at]);
        }
        at = end.max(at + 1);
    }
    out
}

fn begins_run(chars: &[char], at: usize) -> bool {
    let core = |i: usize| chars.get(i).is_some_and(|&c| is_core(c));
    let alone = at == 0 || !is_core(chars[at - 1]);
    alone && (core(at) || (matches!(chars[at], '+' | '-' | '−' | '#') && core(at + 1)))
}

/// One past the last letter or digit of the run that begins at `at`.
fn run_end(chars: &[char], at: usize) -> usize {
    let mut end = at + 1;
    for i in at + 1..chars.len() {
        let (c, next) = (chars[i], chars.get(i + 1));
        let spaced = next.is_none_or(|n| n.is_whitespace());
        let closes = is_rtl(c) || "()[]{}«»\"“”؛،؟–—·|".contains(c) || (spaced && ",;.!?-:".contains(c));
        if closes {
            break;
        }
        if is_core(c) || "%‰°€$£+".contains(c) {
            end = i + 1;
        }
    }
    end
}

/// A letter or digit of a left-to-right run.
fn is_core(c: char) -> bool {
    c.is_alphanumeric() && !is_rtl(c)
}

/// Marks where a word too long for its column may be broken: after punctuation, and anywhere in a long stretch.
fn breakable(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split_inclusive(char::is_whitespace) {
        let graphemes: Vec<&str> = word.graphemes(true).collect();
        if graphemes.len() <= WORD {
            out.push_str(word);
            continue;
        }
        for stretch in graphemes.split_inclusive(|g| is_joint(g)) {
            break_stretch(stretch, &mut out);
        }
    }
    out
}

fn break_stretch(stretch: &[&str], out: &mut String) {
    for (i, grapheme) in stretch.iter().enumerate() {
        let joined = grapheme.chars().any(is_rtl);
        let step = if joined { STRETCH } else { 1 };
        if i > 0 && stretch.len() > STRETCH && i % step == 0 {
            out.push(BREAK);
        }
        out.push_str(grapheme);
    }
    if stretch.last().is_some_and(|g| is_joint(g)) {
        out.push(BREAK);
    }
}

fn is_joint(grapheme: &str) -> bool {
    matches!(grapheme, "@" | "." | "/" | "_" | "-" | ":" | "?" | "&" | "=" | "#" | "," | ";" | "|" | "+" | "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_text_is_left_alone() {
        assert_eq!(free("Écran fissuré, 42 000,00 DA (neuf).", false), "Écran fissuré, 42 000,00 DA (neuf).");
        assert_eq!(run("0550 12 34 56"), "0550 12 34 56");
    }

    #[test]
    fn numbers_in_arabic_text_are_isolated() {
        let set = free("الهاتف +213 550 12 34 56 ثم", true);
        assert_eq!(set, "الهاتف \u{2066}+213 550 12 34 56\u{2069} ثم");
        assert_eq!(free("يوم 24/11/2026 10:42.", true), "يوم \u{2066}24/11/2026 10:42\u{2069}.");
        assert_eq!(free("سعة 256 GB (جديد)", true), "سعة \u{2066}256 GB\u{2069} (جديد)");
        assert_eq!(free("هاتف Samsung أسود", true), "هاتف Samsung أسود");
        assert_eq!(free("نسبة 19%، أي 3", true), "نسبة \u{2066}19%\u{2069}، أي \u{2066}3\u{2069}");
    }

    #[test]
    fn a_line_against_its_document_is_isolated() {
        assert_eq!(free("محمد", false), "\u{2068}محمد\u{2069}");
        assert_eq!(free("Galaxy S23 (neuf).", true), "\u{2068}Galaxy S23 (neuf).\u{2069}");
        assert_eq!(free("0550 12 34 56", true), "\u{2068}0550 12 34 56\u{2069}");
        assert_eq!(run("42 000,00 دج"), "\u{2068}\u{2066}42 000,00\u{2069} دج\u{2069}");
        assert_eq!(free("محمد\nAli", true), "محمد\n\u{2068}Ali\u{2069}");
    }

    #[test]
    fn controls_and_overrides_go() {
        assert_eq!(free("a\u{0}b\u{202e}c\u{200f}d\u{fffc}e\u{fffe}", false), "abcde");
        assert_eq!(free("a\r\nb\tc\u{2028}d", false), "a\nb c\nd");
        let tower = format!("e{}", "\u{301}".repeat(500));
        assert_eq!(free(&tower, false).chars().count(), 1 + STACK);
        assert_eq!(free("👩‍🔧 ok", false), "👩‍🔧 ok");
    }

    #[test]
    fn long_words_may_break() {
        let serial = "X".repeat(60);
        let set = run(&serial);
        assert_eq!(set.matches(BREAK).count(), 59);
        assert_eq!(set.replace(BREAK, ""), serial);
        assert_eq!(run("contact@atelier-demo-tlemcen.dz").replace(BREAK, "|"), "contact@|atelier-|demo-|tlemcen.|dz");
    }

    #[test]
    fn cut_counts_what_is_seen() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("é👩‍🔧cd", 2), "é👩‍🔧…");
    }
}
