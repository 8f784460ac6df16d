//! Receipts and labels: each as a PDF, and as the dots of a printer in a PNG.

use crate::words::Words;
use crate::{hard, vouchers};
use fixili_paper::{Bitmap, Label, Line, Piece, Resolution, Roll, Sheet, Stock, Struck};

/// Every receipt and label of a language, by name.
pub fn all(words: &Words) -> Vec<(String, Piece)> {
    let mut pieces = Vec::new();
    let mut void = vouchers::intake(words);
    void.struck = Some(Struck {
        word: words.say("ANNULÉ", "ملغى", "VOID"),
        line: words.say(
            "Annulé le 25/11/2026 : saisi deux fois",
            "أُلغي يوم 25/11/2026: سُجّل مرتين",
            "Voided on 25/11/2026: entered twice",
        ),
    });
    let mut named: Vec<(&str, Sheet)> = vouchers::all(words);
    named.retain(|(name, _)| matches!(*name, "2-intake" | "6-release" | "7-receipt"));
    named.push(("void", void));
    named.extend(hard::all(words).into_iter().filter(|(name, _)| *name != "rows"));
    for (name, sheet) in named {
        for (roll, size) in [(Roll::Wide, "80"), (Roll::Narrow, "58")] {
            pieces.push((format!("r{size}-{name}"), Piece::Receipt(Box::new(sheet.clone()), roll)));
        }
    }
    for (name, label) in labels(words) {
        for (stock, size) in [(Stock::W62H29, "62x29"), (Stock::W57H32, "57x32"), (Stock::W50H25, "50x25")] {
            pieces.push((format!("l{size}-{name}"), Piece::Label(label.clone(), stock)));
        }
    }
    pieces
}

fn labels(w: &Words) -> Vec<(&'static str, Label)> {
    let line = |text: String, strong, tall| Line { text, ltr: false, strong, tall };
    let usual = Label {
        lang: w.lang.into(),
        number: "BE-2026-000123".into(),
        qr: Some("https://atelier-demo.example/t/0d3kq8v1m2x7c-9fbb20c41e7a".into()),
        lines: vec![
            line(w.say("Mme Yasmine Benhaddou", "السيدة ياسمين بن حدو", "Mrs Yasmine Benhaddou"), true, false),
            Line { text: "0550 00 00 00".into(), ltr: true, strong: false, tall: false },
            line(
                w.say(
                    "PC portable Lenovo ThinkPad T14",
                    "حاسوب محمول Lenovo ThinkPad T14",
                    "Lenovo ThinkPad T14 laptop",
                ),
                false,
                false,
            ),
            line(
                w.say("S'éteint seul, ventilateur bruyant", "ينطفئ وحده والمروحة مزعجة", "Turns itself off, noisy fan"),
                false,
                true,
            ),
            line(
                w.say(
                    "Promis : 28/11/2026 · Étagère B-07",
                    "الموعد: 28/11/2026 · الرف B-07",
                    "Promised: 28/11/2026 · Shelf B-07",
                ),
                true,
                false,
            ),
        ],
        struck: None,
    };
    let mut long = usual.clone();
    for line in &mut long.lines {
        line.text = [line.text.as_str(); 6].join(" ");
    }
    let bare = Label { lang: w.lang.into(), number: "BE-7".into(), ..Label::default() };
    let void = Label { struck: Some(w.say("ANNULÉ", "ملغى", "VOID")), ..usual.clone() };
    vec![("usual", usual), ("long", long), ("bare", bare), ("void", void)]
}

/// Black dots on white, as a PNG.
pub fn png(bitmap: &Bitmap) -> image::GrayImage {
    image::GrayImage::from_fn(bitmap.width as u32, bitmap.height as u32, |x, y| {
        image::Luma([if bitmap.black(x as usize, y as usize) { 0 } else { 255 }])
    })
}

/// At how many dots.
pub const RESOLUTIONS: [(Resolution, &str); 2] = [(Resolution::Dpi203, "203"), (Resolution::Dpi300, "300")];
