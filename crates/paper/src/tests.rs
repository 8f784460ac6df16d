//! Whole documents: what is printed, where it stands, and that nothing a caller gives makes one fail.

use super::*;
use typst::foundations::Value;
use typst::layout::{Frame, FrameItem, Point};

/// 24 November 2026, 09:42 UTC.
pub(crate) const AT: i64 = 1_795_513_320;

pub(crate) fn press() -> &'static Press {
    static PRESS: std::sync::OnceLock<Press> = std::sync::OnceLock::new();
    PRESS.get_or_init(|| Press::new().unwrap())
}

fn pages(sheet: &Sheet) -> PagedDocument {
    let desk = Desk::new(&press().engine, "/sheet.typ", data::values(sheet, true), datetime(AT)).unwrap();
    let done = lay_out(&desk).unwrap();
    assert!(done.warnings.is_empty(), "{}", describe(&desk, &done.warnings));
    done.output
}

/// Every run of text and every picture on the page, where it begins and how wide it is.
fn pieces(frame: &Frame, origin: Point, found: &mut Vec<(String, Point, f64)>) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => {
                pieces(&group.frame, at + Point::new(group.transform.tx, group.transform.ty), found)
            }
            FrameItem::Text(text) => found.push((text.text.to_string(), at, text.width().to_pt())),
            FrameItem::Image(_, size, _) => found.push((String::new(), at, size.x.to_pt())),
            _ => {}
        }
    }
}

fn page_pieces(document: &PagedDocument, page: usize) -> Vec<(String, Point, f64)> {
    let mut found = Vec::new();
    pieces(&document.pages()[page].frame, Point::zero(), &mut found);
    found
}

pub(crate) fn printed(document: &PagedDocument) -> String {
    (0..document.pages().len()).flat_map(|page| page_pieces(document, page)).map(|(text, ..)| text).collect()
}

/// Nothing begins or ends beyond the edge of the paper.
fn assert_inside(document: &PagedDocument) {
    for page in 0..document.pages().len() {
        for (text, at, width) in page_pieces(document, page) {
            let (x, y) = (at.x.to_pt(), at.y.to_pt());
            let inside = x >= 30.0 && x + width <= 565.3 && (10.0..=835.0).contains(&y);
            assert!(inside, "page {}: {text:?} at {x:.0}, {y:.0}, {width:.0} wide", page + 1);
        }
    }
}

fn fact(label: &str, value: &str, ltr: bool) -> Fact {
    Fact { label: label.into(), value: value.into(), ltr }
}

/// A sheet with a little of everything.
pub(crate) fn full(lang: &str) -> Sheet {
    let columns = [("Désignation", false, true), ("Qté", true, false), ("Total", true, false)];
    Sheet {
        lang: lang.into(),
        title: "Bon d'entrée".into(),
        number: "BE-2026-000123".into(),
        date: "24/11/2026 10:42".into(),
        shop: Shop { name: "Atelier Démo".into(), accent: "#0f766e".into(), ..Shop::default() },
        qr: Some("https://atelier-demo.example/t/0123".into()),
        barcode: Some("BE-2026-000123".into()),
        cards: vec![Card {
            title: "Client".into(),
            heading: "محمد بن علي".into(),
            facts: vec![fact("Tél.", "+213 550 00 00 00", true)],
        }],
        strip: vec![fact("Déposé le", "24/11/2026", false)],
        blocks: vec![
            Block::Text { title: "Panne".into(), text: "Ne démarre plus.".into() },
            Block::Table {
                title: "Travaux".into(),
                columns: columns.map(|(title, numeric, wide)| Column { title: title.into(), numeric, wide }).to_vec(),
                rows: vec![vec!["Batterie".into(), "1".into(), "42 000,00 DA".into()]],
            },
            Block::Totals {
                note: String::new(),
                sums: vec![],
                grand: fact("Total", "42 000,00 DA", true),
                after: vec![],
            },
        ],
        terms: Some(Terms { title: "Conditions".into(), paragraphs: vec!["Six mois.".into()] }),
        signatures: vec![Signature { title: "Client".into(), ..Signature::default() }],
        tag: Some(Tag { title: "Talon".into(), lines: vec!["Étagère B-07".into()] }),
        page_word: "Page".into(),
        ..Sheet::default()
    }
}

#[test]
fn the_press_can_be_shared() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(press());
    assert_eq!(press().fonts(), ["DejaVu Sans", "IBM Plex Sans", "IBM Plex Sans Arabic"]);
}

#[test]
fn the_same_sheet_at_the_same_time_gives_the_same_bytes() {
    for lang in ["fr", "ar", "en"] {
        let first = press().pdf(&full(lang), AT).unwrap();
        assert!(first.starts_with(b"%PDF-1.7"));
        assert_eq!(first, press().pdf(&full(lang), AT).unwrap(), "{lang}");
        assert_eq!(first, Press::new().unwrap().pdf(&full(lang), AT).unwrap(), "{lang}, another press");
        assert_ne!(first, press().pdf(&full(lang), AT + 1).unwrap(), "the date is written in the file");
    }
}

#[test]
fn the_file_says_its_language_and_is_tagged() {
    for lang in ["fr", "ar", "en"] {
        let pdf = press().pdf(&full(lang), AT).unwrap();
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains(&format!("/Lang({lang})")) && text.contains("/StructTreeRoot"), "{lang}");
        assert!(text.contains("IBMPlexSansArabic-Regular"));
    }
}

#[test]
fn every_language_stays_on_the_paper() {
    for lang in ["fr", "ar", "en", "", "not a language"] {
        let document = pages(&full(lang));
        assert_eq!(document.pages().len(), 1);
        assert_inside(&document);
        assert!(printed(&document).contains("BE-2026-000123"));
    }
}

#[test]
fn arabic_is_mirrored() {
    let title = |lang: &str| {
        let found = page_pieces(&pages(&full(lang)), 0);
        found
            .into_iter()
            .find(|(text, ..)| text.contains("Conditions") || text.contains("CONDITIONS"))
            .unwrap()
            .1
            .x
            .to_pt()
    };
    assert!(title("fr") < 100.0, "conditions stand at the left");
    assert!(title("ar") > 400.0, "conditions stand at the right");
}

#[test]
fn hostile_text_is_printed_as_it_is() {
    let hostile = [
        r##"#read("/etc/passwd") *bold* _it_ $x^2$ @ref <tag> `raw` // no /* no */ \ = H"##,
        r##"#while true {} #panic("x") #import "/lib.typ""##,
        "<script>alert(1)</script> ${x} ' or 1=1 --",
    ];
    let mut sheet = full("fr");
    for text in hostile {
        sheet.title = text.into();
        sheet.cards[0].heading = text.into();
        sheet.blocks = vec![Block::Text { title: text.into(), text: text.into() }, Block::Notice { text: text.into() }];
        sheet.tag = Some(Tag { title: text.into(), lines: vec![text.into()] });
        let document = pages(&sheet);
        let words = |text: &str| text.split_whitespace().collect::<String>();
        let times = words(&printed(&document)).matches(&words(text)).count();
        assert!(times >= 4, "{text:?} printed {times} times");
        assert_inside(&document);
    }
}

#[test]
fn long_serials_and_strange_scripts_stay_on_the_paper() {
    let serial = "SN0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKL";
    let odd = "محمد (الابن) 0550 12 34 56 — Ali «Ben» \u{202e}x\u{202c} \u{2067}y 👩‍🔧 中文 Ελλ Кир ⵜⴰ עב\u{0}\u{fffc}";
    for lang in ["fr", "ar"] {
        let mut sheet = full(lang);
        sheet.number = serial.into();
        sheet.date = odd.into();
        sheet.shop.name = odd.repeat(3);
        sheet.shop.legal = odd.repeat(30);
        sheet.cards = vec![
            Card {
                title: odd.into(),
                heading: serial.into(),
                facts: vec![fact(odd, serial, true), fact(serial, odd, false)]
            };
            3
        ];
        sheet.strip = vec![fact(odd, serial, true); 7];
        sheet.blocks = vec![
            Block::Chips { title: odd.into(), items: vec![serial.repeat(9), odd.into()] },
            Block::Pair {
                start: Box::new(Block::Text { title: odd.into(), text: serial.repeat(3) }),
                end: Box::new(Block::Facts { title: odd.into(), facts: vec![fact(serial, serial, true)] }),
            },
            Block::Table {
                title: odd.into(),
                columns: vec![Column::default(); 6],
                rows: vec![vec![serial.into(), odd.into(), serial.into()]; 2],
            },
        ];
        sheet.signatures = vec![Signature { title: serial.into(), caption: odd.into(), image: None }; 4];
        sheet.tag = Some(Tag { title: odd.into(), lines: vec![serial.repeat(4), "ب".repeat(200)] });
        assert_inside(&pages(&sheet));
    }
}

#[test]
fn long_text_and_long_tables_take_the_pages_they_need() {
    let mut sheet = full("fr");
    sheet.blocks[0] = Block::Text { title: "Panne".into(), text: "Ne démarre plus. ".repeat(600) };
    let document = pages(&sheet);
    assert_eq!(document.pages().len(), 2);
    assert_inside(&document);
    let last = page_pieces(&document, 1);
    let foot = last.iter().find(|(text, ..)| text.contains("Étagère")).unwrap();
    assert!(foot.1.y.to_pt() > 700.0, "the slip is at the foot of the last page");

    let mut sheet = full("ar");
    if let Block::Table { rows, .. } = &mut sheet.blocks[1] {
        *rows = vec![rows[0].clone(); 600];
    }
    let document = pages(&sheet);
    assert!((12..=17).contains(&document.pages().len()), "{} pages", document.pages().len());
    assert_inside(&document);
    assert_eq!(printed(&document).matches("Désignation").count(), document.pages().len(), "the head is repeated");
}

#[test]
fn missing_parts_leave_no_hole() {
    let bare = Sheet { lang: "fr".into(), ..Sheet::default() };
    assert_eq!(pages(&bare).pages().len(), 1);
    press().pdf(&bare, AT).unwrap();
    let strip: [fn(&mut Sheet); 9] = [
        |s| s.qr = None,
        |s| s.barcode = None,
        |s| s.tag = None,
        |s| s.number.clear(),
        |s| s.cards.clear(),
        |s| s.signatures.clear(),
        |s| s.terms = None,
        |s| s.shop = Shop::default(),
        |s| s.strip.clear(),
    ];
    for remove in strip {
        let mut sheet = full("fr");
        remove(&mut sheet);
        assert_inside(&pages(&sheet));
    }
}

#[test]
fn empty_blocks_print_nothing() {
    let none = String::new;
    let mut sheet = full("fr");
    sheet.blocks = vec![
        Block::Text { title: "Rien".into(), text: none() },
        Block::Chips { title: "Rien".into(), items: vec![] },
        Block::Facts { title: "Rien".into(), facts: vec![] },
        Block::Table { title: "Rien".into(), columns: vec![], rows: vec![vec!["x".into()]] },
        Block::Photos { title: "Rien".into(), photos: vec![] },
        Block::Notice { text: none() },
        Block::Pair { start: Box::new(Block::Notice { text: none() }), end: Box::new(Block::Notice { text: none() }) },
    ];
    sheet.terms = Some(Terms { title: "Rien".into(), paragraphs: vec![] });
    assert!(!printed(&pages(&sheet)).to_lowercase().contains("rien"));
}

#[test]
fn broken_pictures_never_fail_a_document() {
    let broken: [&[u8]; 5] =
        [b"", b"nonsense", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff\xe0broken", b"<svg xmlns='x'>"];
    for bytes in broken {
        let mut sheet = full("fr");
        sheet.shop.logo = Some(bytes.to_vec());
        sheet.signatures[0].image = Some(bytes.to_vec());
        sheet.blocks.push(Block::Photos {
            title: "Photos".into(),
            photos: vec![Photo { bytes: bytes.to_vec(), caption: "Face avant".into() }],
        });
        press().pdf(&sheet, AT).unwrap();
        let document = pages(&sheet);
        assert!(printed(&document).contains("Face avant"), "the caption stays");
    }
}

#[test]
fn a_picture_that_breaks_the_page_is_left_out() {
    // Parses alone, but its text asks the page for a font; whatever happens, the words are printed.
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="0" y="20" font-family="Nope">A</text></svg>"#;
    let mut sheet = full("fr");
    sheet.shop.logo = Some(svg.to_vec());
    press().pdf(&sheet, AT).unwrap();
}

#[test]
fn draft_and_void_are_written_across_every_page() {
    let mut sheet = full("fr");
    sheet.blocks[0] = Block::Text { title: "Panne".into(), text: "Ne démarre plus. ".repeat(600) };
    sheet.watermark = Some("BROUILLON".into());
    let document = pages(&sheet);
    assert!(document.pages().len() > 1);
    assert_eq!(printed(&document).matches("BROUILLON").count(), document.pages().len());
    sheet.watermark = None;
    sheet.struck = Some(Struck { word: "ANNULÉ".into(), line: "Saisi deux fois".into() });
    let document = pages(&sheet);
    let (text, each) = (printed(&document), document.pages().len());
    assert_eq!(text.matches("ANNULÉ").count(), each + 1, "on each page, and once to be read");
    assert_eq!(text.matches("Saisi deux fois").count(), each + 1);
}

#[test]
fn a_sheet_survives_json() {
    let sheet = full("ar");
    let json = serde_json::to_string(&sheet).unwrap();
    assert_eq!(serde_json::from_str::<Sheet>(&json).unwrap(), sheet);
}

#[test]
fn times_are_civil() {
    let parts = |at| datetime(at).map(|d| (d.year(), d.month(), d.day(), d.hour(), d.minute(), d.second()));
    let civil = |y, mo, d, h, mi, s| Some((Some(y), Some(mo), Some(d), Some(h), Some(mi), Some(s)));
    assert_eq!(parts(0), civil(1970, 1, 1, 0, 0, 0));
    assert_eq!(parts(AT), civil(2026, 11, 24, 9, 42, 0));
    assert_eq!(parts(951_782_399), civil(2000, 2, 28, 23, 59, 59));
    assert_eq!(parts(951_782_400), civil(2000, 2, 29, 0, 0, 0));
    assert_eq!(parts(-1), civil(1969, 12, 31, 23, 59, 59));
    assert_eq!(parts(i64::MAX), None);
    press().pdf(&full("fr"), i64::MIN).unwrap();
}

#[test]
fn values_hold_no_markup() {
    let values = data::values(&full("fr"), true);
    let walks = |value: &Value| matches!(value, Value::Content(_) | Value::Func(_) | Value::Module(_));
    assert!(values.iter().all(|(_, value)| !walks(value)));
}
