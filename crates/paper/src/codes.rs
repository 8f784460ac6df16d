//! QR and Code 128 as SVG, for paper and for the screen alike.
//!
//! Both are drawn in whole modules, black on white with their quiet zone, so that they scan on any background.

use barcoders::sym::code128::Code128;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Quiet zone around a QR code, in modules, as its standard asks.
pub(crate) const QR_QUIET: usize = 4;
/// Quiet zone on each side of a Code 128, in modules.
pub(crate) const BAR_QUIET: usize = 10;
/// Below this many closing digits a switch to code set C gains nothing.
const DIGITS: usize = 4;

/// A code's drawing and its width in modules, quiet zones included.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// One unit a module. A Code 128 is one unit high, to be stretched.
    pub svg: String,
    /// Give a Code 128 a width of `modules` times a whole number of printer dots.
    pub modules: usize,
    /// Every dark stretch: column, row and length in modules, without the quiet zone.
    pub(crate) runs: Vec<(usize, usize, usize)>,
}

/// A QR code of level M; none when the text does not fit in one.
pub fn qr_svg(text: &str) -> Option<String> {
    qr(text).map(|code| code.svg)
}

/// The same with its size.
pub(crate) fn qr(text: &str) -> Option<Drawing> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut runs = Vec::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let dark: Vec<bool> = row.iter().map(|&c| c == Color::Dark).collect();
        stretches(&dark, y, &mut runs);
    }
    let side = width + 2 * QR_QUIET;
    Some(Drawing { svg: svg(side, side, "", &path(&runs, QR_QUIET, QR_QUIET)), modules: side, runs })
}

/// A Code 128; none when the text is empty, has characters other than ASCII, or is longer than 48.
pub fn code128_svg(text: &str) -> Option<Drawing> {
    let printable = text.bytes().all(|b| (0x20..0x7f).contains(&b));
    if text.is_empty() || text.len() > 48 || !printable {
        return None;
    }
    let dark: Vec<bool> = Code128::new(code_sets(text)).ok()?.encode().iter().map(|&bit| bit == 1).collect();
    let mut runs = Vec::new();
    stretches(&dark, 0, &mut runs);
    let modules = dark.len() + 2 * BAR_QUIET;
    Some(Drawing { svg: svg(modules, 1, r#" preserveAspectRatio="none""#, &path(&runs, BAR_QUIET, 0)), modules, runs })
}

/// Writes the code set marks that `barcoders` reads: B, and C for an even run of closing digits.
fn code_sets(text: &str) -> String {
    const B: char = '\u{181}';
    const C: char = '\u{106}';
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count() / 2 * 2;
    let (head, tail) = text.split_at(text.len() - digits);
    match (head, digits) {
        ("", 2..) => format!("{C}{tail}"),
        (_, DIGITS..) => format!("{B}{head}{C}{tail}"),
        _ => format!("{B}{text}"),
    }
}

/// Adds the stretches of dark modules in a row.
fn stretches(dark: &[bool], y: usize, runs: &mut Vec<(usize, usize, usize)>) {
    let mut x = 0;
    for stretch in dark.chunk_by(|a, b| a == b) {
        if stretch[0] {
            runs.push((x, y, stretch.len()));
        }
        x += stretch.len();
    }
}

/// One rectangle for each stretch.
fn path(runs: &[(usize, usize, usize)], left: usize, top: usize) -> String {
    let mut path = String::new();
    for (x, y, wide) in runs {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{} {}h{wide}v1h-{wide}z", x + left, y + top);
    }
    path
}

fn svg(width: usize, height: usize, more: &str, path: &str) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{more} shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{width}v{height}h-{width}z"/><path d="{path}"/></svg>"##
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qr_is_square_with_its_quiet_zone() {
        let svg = qr_svg("https://example.org/t/0123456789abc").unwrap();
        assert!(svg.contains(r#"viewBox="0 0 37 37""#), "version 3 is 29 modules: {svg}");
        assert!(svg.contains("M4 4h7v1h-7z"), "the finder pattern begins after the quiet zone");
        assert_eq!(qr_svg(&"x".repeat(5000)), None);
    }

    #[test]
    fn closing_digits_use_code_set_c() {
        assert_eq!(code_sets("BE-2026-000123"), "\u{181}BE-2026-\u{106}000123");
        assert_eq!(code_sets("BE-123"), "\u{181}BE-123");
        assert_eq!(code_sets("20261234"), "\u{106}20261234");
        let short = code128_svg("BE-2026-000123").unwrap().modules;
        let long = code128_svg("BE-2026-ABCDEF").unwrap().modules;
        assert_eq!(long - short, 2 * 11);
        // start, 8 of set B, switch, 3 pairs, checksum: 14 symbols of 11 modules, then the stop of 13.
        assert_eq!(short, 14 * 11 + 13 + 20);
    }

    #[test]
    fn what_cannot_be_coded_is_none() {
        assert_eq!(code128_svg(""), None);
        assert_eq!(code128_svg("بطاقة"), None);
        assert_eq!(code128_svg("À"), None);
        assert_eq!(code128_svg(&"9".repeat(49)), None);
        assert!(code128_svg("7").is_some());
    }
}
