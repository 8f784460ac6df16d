//! Receipts and labels as a printer gets them: one page, inside the paper, codes in whole dots that a scanner reads back.

use super::*;
use crate::tests::{AT, full, press};
use rxing::{
    BinaryBitmap, DecodeHints, Luma8LuminanceSource, MultiFormatReader, RXingResult, Reader, common::HybridBinarizer,
};

const NUMBER: &str = "BE-2026-000123";
const LINK: &str = "https://atelier-demo.example/t/0d3kq8v1m2x7c-9fbb20c41e7a4d0c";
const LANGS: [&str; 3] = ["fr", "ar", "en"];
const RESOLUTIONS: [Resolution; 2] = [Resolution::Dpi203, Resolution::Dpi300];
const STOCKS: [Stock; 3] = [Stock::W62H29, Stock::W57H32, Stock::W50H25];

fn line(text: &str, strong: bool, tall: bool) -> Line {
    Line { text: text.into(), ltr: false, strong, tall }
}

/// The longest a shop would write, many times over, when `times` is large.
fn label(lang: &str, times: usize) -> Label {
    let (client, fault) = match lang {
        "ar" => ("السيدة ياسمين بن حدو", "ينطفئ وحده بعد بضع دقائق والمروحة مزعجة 57 Wh"),
        _ => ("Mme Yasmine Benhaddou", "S'éteint seul après quelques minutes"),
    };
    Label {
        lang: lang.into(),
        number: NUMBER.into(),
        qr: Some(LINK.into()),
        lines: vec![
            line(&vec![client; times].join(" "), true, false),
            Line { text: "0550 00 00 00".repeat(times), ltr: true, strong: false, tall: false },
            line(&vec!["Lenovo ThinkPad T14"; times].join(" "), false, false),
            line(&vec![fault; times].join(" "), false, true),
            line(&vec!["28/11/2026 · B-07"; times].join(" "), true, false),
        ],
        struck: None,
    }
}

fn receipt(lang: &str, times: usize) -> Sheet {
    let mut sheet = full(lang);
    sheet.qr = Some(LINK.into());
    sheet.blocks.insert(
        0,
        Block::Text { title: "Panne".into(), text: "Ne démarre plus, écran noir 0550 12 34 56. ".repeat(times) },
    );
    sheet.cards[0].heading = "محمد بن علي ".repeat(times.min(20));
    sheet
}

fn raster(piece: &Piece, resolution: Resolution) -> Bitmap {
    let target = piece.target(Some(resolution));
    let desk = Desk::new(&press().engine, piece.template(), piece.values(&target, true), None).unwrap();
    let done = lay_out(&desk).unwrap();
    assert!(done.warnings.is_empty(), "{}", describe(&desk, &done.warnings));
    assert_eq!(done.output.pages().len(), 1);
    press().raster(piece, resolution, AT).unwrap()
}

/// Scans the picture as a scanner would see it: each dot a few pixels wide, on white.
fn read_back(bitmap: &Bitmap) -> Vec<RXingResult> {
    const WIDE: usize = 3;
    const ROUND: usize = 30;
    let (width, height) = (bitmap.width * WIDE + 2 * ROUND, bitmap.height * WIDE + 2 * ROUND);
    let mut seen = vec![255_u8; width * height];
    for y in 0..bitmap.height * WIDE {
        for x in 0..bitmap.width * WIDE {
            if bitmap.black(x / WIDE, y / WIDE) {
                seen[(y + ROUND) * width + x + ROUND] = 0;
            }
        }
    }
    let formats = [rxing::BarcodeFormat::QR_CODE, rxing::BarcodeFormat::CODE_128];
    formats
        .into_iter()
        .filter_map(|format| {
            let hints =
                DecodeHints { TryHarder: Some(true), PossibleFormats: Some([format].into()), ..DecodeHints::default() };
            let source = Luma8LuminanceSource::new(seen.clone(), width as u32, height as u32).unwrap();
            let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
            MultiFormatReader::default().decode_with_hints(&mut picture, &hints).ok()
        })
        .collect()
}

fn assert_reads(bitmap: &Bitmap, what: &str) {
    let found: Vec<String> = read_back(bitmap).iter().map(|code| code.getText().to_owned()).collect();
    assert_eq!(found, [LINK, NUMBER], "{what}");
}

/// The longest row of bars: every bar and every gap between the first and the last is a whole number of `bar` dots.
fn assert_whole_bars(bitmap: &Bitmap, bar: usize, what: &str) {
    let runs_of = |y: usize| {
        let row: Vec<bool> = (0..bitmap.width).map(|x| bitmap.black(x, y)).collect();
        let runs: Vec<(bool, usize)> = row.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect();
        let first = runs.iter().position(|run| run.0).unwrap_or(0);
        let last = runs.iter().rposition(|run| run.0).unwrap_or(0);
        runs[first.min(last)..=last].iter().map(|run| run.1).collect::<Vec<_>>()
    };
    let expected = code128_svg(NUMBER).unwrap().modules - 20;
    let rows = (0..bitmap.height).filter(|&y| {
        let runs = runs_of(y);
        runs.iter().sum::<usize>() == expected * bar && runs.iter().all(|run| run.is_multiple_of(bar))
    });
    assert!(rows.count() > 20, "{what}: no rows of whole bars");
}

#[test]
fn every_label_is_read_back_in_every_size() {
    for stock in STOCKS {
        for lang in LANGS {
            for times in [1, 40] {
                for resolution in RESOLUTIONS {
                    let bitmap = raster(&Piece::Label(label(lang, times), stock), resolution);
                    let (width, height) = stock.size();
                    let dots = |mm: u32| resolution.dots(f64::from(mm)) as usize;
                    let what = format!("{stock:?} {lang} {times} {resolution:?}");
                    assert_eq!((bitmap.width, bitmap.height), (dots(width), dots(height)), "{what}");
                    assert_whole_bars(&bitmap, if resolution == Resolution::Dpi203 { 2 } else { 3 }, &what);
                    assert_reads(&bitmap, &what);
                }
            }
        }
    }
}

#[test]
fn every_receipt_is_read_back_on_both_rolls() {
    for (roll, printed) in [(Roll::Wide, 576), (Roll::Narrow, 384)] {
        for lang in LANGS {
            for times in [1, 60] {
                let piece = Piece::Receipt(Box::new(receipt(lang, times)), roll);
                let bitmap = raster(&piece, Resolution::Dpi203);
                let what = format!("{roll:?} {lang} {times}");
                assert_eq!(bitmap.width, printed, "{what}");
                assert_whole_bars(&bitmap, 2, &what);
                assert_reads(&bitmap, &what);
            }
        }
    }
}

#[test]
fn a_roll_is_as_long_as_what_stands_on_it() {
    let long = |times| raster(&Piece::Receipt(Box::new(receipt("fr", times)), Roll::Narrow), Resolution::Dpi203).height;
    let (short, long) = (long(1), long(60));
    assert!(long > 2 * short, "{short} then {long}");
}

#[test]
fn a_long_fault_never_pushes_a_label_s_last_line_away() {
    for stock in STOCKS {
        let shown = |label: &Label| {
            let piece = Piece::Label(label.clone(), stock);
            let desk = Desk::new(&press().engine, piece.template(), piece.values(&piece.target(None), true), None);
            tests::printed(&lay_out(&desk.unwrap()).unwrap().output)
        };
        let mut label = label("fr", 1);
        label.lines[3].text = "Ne démarre plus du tout. ".repeat(30);
        let text = shown(&label);
        assert!(text.contains("B-07") && text.contains('…') && text.contains("0550"), "{stock:?}: {text}");
    }
}

#[test]
fn what_is_void_is_struck_and_says_so() {
    let word = "ANNULÉ";
    let mut label = label("fr", 1);
    let sound = raster(&Piece::Label(label.clone(), Stock::W62H29), Resolution::Dpi203);
    label.struck = Some(word.into());
    let struck = raster(&Piece::Label(label, Stock::W62H29), Resolution::Dpi203);
    assert_ne!(sound, struck);
    assert!(struck.black(1, 1) && !sound.black(1, 1), "a line from corner to corner");

    let mut sheet = receipt("fr", 1);
    sheet.struck = Some(Struck { word: word.into(), line: "Saisi deux fois".into() });
    let piece = Piece::Receipt(Box::new(sheet), Roll::Wide);
    let desk = Desk::new(&press().engine, piece.template(), piece.values(&piece.target(None), true), None).unwrap();
    let text = tests::printed(&lay_out(&desk).unwrap().output);
    assert!(text.contains(word) && text.contains("Saisi deux fois"));
}

#[test]
fn nothing_given_makes_one_fail() {
    let hostile = r##"#read("/etc/passwd") *x* $y$ "##;
    for stock in STOCKS {
        raster(&Piece::Label(Label::default(), stock), Resolution::Dpi203);
        let lines = vec![line(&hostile.repeat(30), true, true); 12];
        let label = Label { number: "X".repeat(400), qr: Some("x".repeat(2_000)), lines, ..Label::default() };
        raster(&Piece::Label(label, stock), Resolution::Dpi203);
    }
    for roll in [Roll::Wide, Roll::Narrow] {
        raster(&Piece::Receipt(Box::default(), roll), Resolution::Dpi203);
        let mut sheet = receipt("ar", 1);
        sheet.number = "0123456789".repeat(5);
        sheet.barcode = Some("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRST".into());
        sheet.blocks.push(Block::Text { title: hostile.into(), text: hostile.repeat(20) });
        sheet.shop.logo = Some(b"nonsense".to_vec());
        raster(&Piece::Receipt(Box::new(sheet), roll), Resolution::Dpi203);
    }
}

#[test]
fn rolls_and_labels_are_pdfs_of_one_page_too() {
    for lang in LANGS {
        for piece in [
            Piece::Receipt(Box::new(receipt(lang, 60)), Roll::Narrow),
            Piece::Label(label(lang, 40), Stock::W50H25),
            Piece::Page(Box::new(full(lang))),
        ] {
            let pdf = press().piece_pdf(&piece, AT).unwrap();
            assert!(pdf.starts_with(b"%PDF-1.7"));
            assert_eq!(pdf, press().piece_pdf(&piece, AT).unwrap(), "the same bytes");
        }
    }
}

#[test]
fn several_files_become_one_each_page_in_its_size() {
    let files: Vec<Vec<u8>> = [
        Piece::Page(Box::new(full("fr"))),
        Piece::Page(Box::new(full("ar"))),
        Piece::Label(label("fr", 1), Stock::W62H29),
    ]
    .iter()
    .map(|piece| press().piece_pdf(piece, AT).unwrap())
    .collect();
    let one = merged(&files).unwrap();
    let read = lopdf::Document::load_mem(&one).unwrap();
    let widths: Vec<f32> = read
        .get_pages()
        .into_values()
        .map(|id| {
            let page = read.get_dictionary(id).unwrap();
            page.get(b"MediaBox").unwrap().as_array().unwrap()[2].as_float().unwrap()
        })
        .collect();
    assert_eq!(widths.len(), 3);
    assert!(widths[0] > 590.0 && widths[1] > 590.0 && widths[2] < 180.0, "{widths:?}");
    assert!(one.len() < files.iter().map(Vec::len).sum::<usize>() * 2);
    assert_eq!(merged(&files[..1]).unwrap(), files[0], "a single file stays as it is");
    assert!(merged(&[b"x".to_vec(), b"y".to_vec()]).is_err());
}
