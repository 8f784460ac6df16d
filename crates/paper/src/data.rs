//! Turns a [`Sheet`] into the typed values the templates read: strings made safe, pictures checked, codes drawn.

use crate::sheet::{Block, Card, Fact, Photo, Sheet, Shop, Signature};
use crate::{codes, columns, pictures, text};
use typst::foundations::{Bytes, Dict, IntoValue, Value, dict};

/// How this sheet is set.
struct Setting {
    rtl: bool,
    pictures: bool,
}

/// What the templates read as `sys.inputs.doc`. Without `pictures` every picture is left out.
pub fn values(sheet: &Sheet, pictures: bool) -> Dict {
    let set = Setting { rtl: sheet.lang == "ar", pictures };
    dict! {
        "lang" => lang(&sheet.lang),
        "rtl" => set.rtl,
        "meta" => text::plain(&format!("{} {}", sheet.title, sheet.number)),
        "author" => text::plain(&sheet.shop.name),
        "title" => set.free(&sheet.title),
        "number" => text::run(&sheet.number),
        "date" => set.free(&sheet.date),
        "copy" => set.short(&sheet.copy, 40),
        "shop" => set.shop(&sheet.shop),
        // One line at the head of the pages that follow the first.
        "running" => dict! {
            "title" => set.short(&sheet.title, 48),
            "number" => text::cut(&sheet.number, 28),
            "shop" => set.short(&sheet.shop.name, 40),
        },
        "qr" => qr(sheet.qr.as_deref()),
        "barcode" => barcode(sheet.barcode.as_deref()),
        "watermark" => sheet.watermark.as_deref().map(|word| text::cut(word, 24)),
        "struck" => sheet.struck.as_ref().map(|s| dict! {
            "word" => text::cut(&s.word, 24),
            "short" => set.short(&s.line, 160),
            "line" => set.free(&s.line),
        }),
        "cards" => each(&sheet.cards, |c| set.card(c)),
        "strip" => set.facts(&sheet.strip),
        "blocks" => each(&sheet.blocks, |b| set.block(b)),
        "terms" => sheet.terms.as_ref().map(|t| dict! {
            "title" => set.free(&t.title),
            "paragraphs" => each(&t.paragraphs, |p| set.free(p)),
            "length" => t.paragraphs.iter().map(|p| p.chars().count()).sum::<usize>(),
        }),
        "short_foot" => short_foot(&sheet.signatures),
        "signatures" => each(&sheet.signatures, |s| set.signature(s)),
        "tag" => sheet.tag.as_ref().map(|t| dict! {
            "title" => set.short(&t.title, 90),
            "lines" => each(&t.lines[..t.lines.len().min(2)], |l| set.short(l, 90)),
        }),
        "page_word" => set.short(&sheet.page_word, 20),
    }
}

impl Setting {
    fn free(&self, text: &str) -> String {
        text::free(text, self.rtl)
    }

    /// The same on one line, cut where there is no room for more.
    fn short(&self, text: &str, most: usize) -> String {
        self.free(&text::cut(text, most))
    }

    fn picture(&self, bytes: Option<&[u8]>) -> Option<Bytes> {
        bytes.filter(|_| self.pictures).and_then(pictures::printable)
    }

    fn shop(&self, shop: &Shop) -> Dict {
        dict! {
            "name" => self.free(&shop.name),
            "tagline" => self.free(&shop.tagline),
            "address" => each(&shop.address, |line| self.free(line)),
            "contacts" => each(&shop.contacts, |line| text::run(line)),
            // Each number reads on its own, in the order of the page.
            "legal" => text::cut(&shop.legal, 700).split(" · ").map(|part| self.free(part)).collect::<Vec<_>>().join(" · "),
            "accent" => readable(&shop.accent),
            "logo" => self.picture(shop.logo.as_deref()),
        }
    }

    fn fact(&self, fact: &Fact) -> Dict {
        dict! {
            "label" => self.free(&fact.label),
            "value" => if fact.ltr { text::run(&fact.value) } else { self.free(&fact.value) },
            "ltr" => fact.ltr,
        }
    }

    fn facts(&self, facts: &[Fact]) -> Value {
        each(facts, |fact| self.fact(fact))
    }

    fn card(&self, card: &Card) -> Dict {
        dict! {
            "title" => self.free(&card.title),
            "heading" => self.free(&card.heading),
            "facts" => self.facts(&card.facts),
        }
    }

    fn signature(&self, signature: &Signature) -> Dict {
        dict! {
            "title" => self.free(&signature.title),
            "caption" => self.free(&signature.caption),
            "image" => self.picture(signature.image.as_deref()),
        }
    }

    fn photo(&self, photo: &Photo) -> Dict {
        dict! {
            "image" => self.picture(Some(&photo.bytes)),
            "caption" => self.free(&photo.caption),
        }
    }

    fn block(&self, block: &Block) -> Dict {
        match block {
            Block::Text { title, text } => dict! {
                "kind" => "text", "title" => self.free(title), "text" => self.free(text),
            },
            Block::Chips { title, items } => dict! {
                "kind" => "chips", "title" => self.free(title), "items" => each(items, |item| self.free(item)),
            },
            Block::Pair { start, end } => dict! {
                "kind" => "pair", "start" => self.block(start), "end" => self.block(end),
            },
            Block::Facts { title, facts } => dict! {
                "kind" => "facts", "title" => self.free(title), "facts" => self.facts(facts),
            },
            Block::Table { title, columns, rows } => self.table(title, columns, rows),
            Block::Totals { note, sums, grand, after } => dict! {
                "kind" => "totals", "note" => self.free(note), "sums" => self.facts(sums),
                "grand" => self.fact(grand), "after" => self.facts(after),
            },
            Block::Photos { title, photos } => dict! {
                "kind" => "photos", "title" => self.free(title), "photos" => each(photos, |photo| self.photo(photo)),
            },
            Block::Notice { text } => dict! { "kind" => "notice", "text" => self.free(text) },
        }
    }

    fn table(&self, title: &str, columns: &[crate::Column], rows: &[Vec<String>]) -> Dict {
        let cell = |row: &Vec<String>, i: usize| {
            let cell = row.get(i).map_or("", String::as_str);
            if columns[i].numeric { text::run(cell) } else { self.free(cell) }.into_value()
        };
        dict! {
            "kind" => "table",
            "title" => self.free(title),
            "columns" => columns.iter().zip(columns::widths(columns, rows)).map(|(column, width)| dict! {
                "title" => self.free(&column.title), "numeric" => column.numeric, "width" => width,
            }.into_value()).collect::<Vec<Value>>(),
            "cells" => rows.iter().flat_map(|row| (0..columns.len()).map(move |i| cell(row, i))).collect::<Vec<Value>>(),
        }
    }
}

/// Whether the boxes surely fit on one page together; measuring them would cost a layout of its own.
fn short_foot(signatures: &[Signature]) -> bool {
    signatures.len() <= 9 && signatures.iter().all(|s| s.title.chars().count() + s.caption.chars().count() <= 240)
}

fn each<T, V: IntoValue>(items: &[T], value: impl Fn(&T) -> V) -> Value {
    items.iter().map(|item| value(item).into_value()).collect::<Vec<Value>>().into_value()
}

/// A language code the typesetter accepts.
pub(crate) fn lang(code: &str) -> &str {
    let sound = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    if sound { code } else { "en" }
}

/// The drawing of the QR code and, for a web address, where a tap on it leads.
pub(crate) fn qr(address: Option<&str>) -> Value {
    let Some((address, code)) = address.and_then(|a| Some((a, codes::qr(a)?))) else {
        return Value::None;
    };
    let web = address.starts_with("https://") || address.starts_with("http://");
    dict! {
        "image" => Bytes::from_string(code.svg),
        "quiet" => codes::QR_QUIET as f64 / code.modules as f64,
        "text" => text::plain(address),
        "side" => code.modules - 2 * codes::QR_QUIET,
        "runs" => runs(&code.runs),
        "link" => web.then(|| address.to_owned()),
    }
    .into_value()
}

pub(crate) fn barcode(code: Option<&str>) -> Value {
    let Some((code, bars)) = code.and_then(|c| Some((c, codes::code128_svg(c)?))) else {
        return Value::None;
    };
    dict! {
        "image" => Bytes::from_string(bars.svg),
        "modules" => bars.modules,
        "side" => bars.modules - 2 * codes::BAR_QUIET,
        "runs" => runs(&bars.runs),
        "text" => code,
    }
    .into_value()
}

fn runs(runs: &[(usize, usize, usize)]) -> Value {
    each(runs, |&(x, y, wide)| each(&[x, y, wide], |&n| n as i64))
}

/// The accent colour, darkened until white text on it can be read (contrast 4.5).
fn readable(accent: &str) -> String {
    const DEFAULT: [u8; 3] = [0x0f, 0x76, 0x6e];
    let hex = accent.strip_prefix('#').filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()));
    let channel = |hex: &str, i: usize| u8::from_str_radix(&hex[i * 2..i * 2 + 2], 16).unwrap_or(0);
    let mut rgb = hex.map_or(DEFAULT, |h| [channel(h, 0), channel(h, 1), channel(h, 2)]);
    while 1.05 / (luminance(rgb) + 0.05) < 4.5 {
        rgb = rgb.map(|c| (u16::from(c) * 15 / 16) as u8);
    }
    format!("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2])
}

fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = rgb.map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_stay_readable() {
        assert_eq!(readable("#0f766e"), "#0f766e");
        assert_eq!(readable("nonsense"), "#0f766e");
        assert_eq!(readable("#éé11"), "#0f766e");
        assert_eq!(readable("#000000"), "#000000");
        assert_ne!(readable("#ffe94d"), "#ffe94d");
    }

    #[test]
    fn languages_are_codes() {
        assert_eq!(lang("ar"), "ar");
        assert_eq!(lang("français"), "en");
        assert_eq!(lang(""), "en");
    }
}
