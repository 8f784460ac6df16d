//! Documents meant to break the layout: very long, very strange, or nearly empty.

use crate::words::Words;
use crate::{art, vouchers};
use fixili_paper::{Block, Card, Column, Fact, Photo, Sheet, Signature, Struck, Tag, Terms};

pub fn all(words: &Words) -> Vec<(&'static str, Sheet)> {
    vec![("long", long(words)), ("strange", strange(words)), ("bare", bare(words)), ("rows", rows(words))]
}

/// Everything at once, and too much of it.
fn long(words: &Words) -> Sheet {
    let mut sheet = vouchers::intake(words);
    let fault = words.say(
        "L'écran reste noir après l'arrêt du système, le ventilateur tourne à plein régime. ",
        "تبقى الشاشة سوداء بعد إيقاف النظام وتدور المروحة بأقصى سرعة (رقم 0550 12 34 56). ",
        "The screen stays black after shutdown while the fan runs at full speed. ",
    );
    let length = fault.chars().count();
    sheet.blocks.insert(
        0,
        Block::Text {
            title: words.say("Panne signalée", "العطل المصرّح به", "Fault"),
            text: fault.repeat(10_000 / length),
        },
    );
    sheet.cards[1].facts.push(Fact { label: "S/N".into(), value: "X9".repeat(30), ltr: true });
    sheet.cards[0].heading = words.say(
        "Société à responsabilité limitée des établissements Ben Abdelkader & Fils, import-export de matériel informatique",
        "الشركة ذات المسؤولية المحدودة لمؤسسات بن عبد القادر وأبنائه لاستيراد وتصدير العتاد المعلوماتي",
        "Ben Abdelkader & Sons limited company, import and export of computer hardware and office equipment",
    );
    sheet.title = words.say(
        "Bon d'entrée et de prise en charge sous garantie",
        "وصل استلام وتكفّل في إطار الضمان التعاقدي",
        "Intake and warranty acceptance voucher",
    );
    sheet.shop.logo = Some(art::wide_logo());
    sheet.shop.accent = "#7c2d12".into();
    if let Some(terms) = &mut sheet.terms {
        let paragraph = terms.paragraphs.join(" ");
        terms.paragraphs = vec![paragraph; 8];
    }
    sheet
}

/// Text that would like to be code, and scripts that meet in one line.
fn strange(words: &Words) -> Sheet {
    let lines = [
        "#read(\"/etc/passwd\") *gras* _italique_ $x^2$ @ref <label> \\ `code` // comment /* x */ = Titre",
        "محمد بن علي (الابن) 0550 12 34 56 — Ali «Ben» 3/4 — 100 %",
        "\u{202e}renversé\u{202c} \u{2067}isolé \u{200f}marque \u{0}nul \u{fffc}objet",
        "👩‍🔧 réparé 🎉 中文 日本語 Ελληνικά Кириллица ⵜⴰⵎⴰⵣⵉⵖⵜ עברית ɣɛḍṭẓ č ✓ → ☐ ½ № €",
        "Z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}lgo",
        "</text><script>alert(1)</script> ${jndi:ldap://x} '; drop table intakes; --",
    ];
    let serial = "SN-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJ";
    let arabic = "كتابمدرسةجامعة".repeat(8);
    Sheet {
        lang: words.lang.into(),
        title: "#panic()".into(),
        number: serial.into(),
        date: lines[1].into(),
        shop: fixili_paper::Shop {
            name: lines[0].into(),
            tagline: lines[1].into(),
            address: lines.iter().map(|l| (*l).to_owned()).collect(),
            contacts: vec![serial.into(), "+213 550 12 34 56".into()],
            legal: lines.join(" · "),
            accent: "#ffee00".into(),
            logo: Some(b"\x89PNG\r\n\x1a\nbroken".to_vec()),
        },
        qr: Some("#not an address".into()),
        barcode: Some(serial[..30].into()),
        struck: Some(Struck { word: lines[0].into(), line: lines.join(" ") }),
        cards: vec![card(lines[1], serial), card(&arabic, &arabic), card(lines[3], &"w".repeat(300))],
        strip: (0..7).map(|i| Fact { label: lines[i % 6].into(), value: serial.into(), ltr: i % 2 == 0 }).collect(),
        blocks: strange_blocks(&lines, serial, &arabic),
        terms: Some(Terms { title: lines[1].into(), paragraphs: lines.iter().map(|l| (*l).to_owned()).collect() }),
        signatures: (0..4)
            .map(|i| Signature { title: lines[i].into(), caption: lines[i + 1].into(), image: Some(b"<svg".to_vec()) })
            .collect(),
        tag: Some(Tag {
            title: lines[0].into(),
            lines: vec![serial.repeat(4), arabic.clone(), "never printed".into()],
        }),
        page_word: lines[1].into(),
        ..Sheet::default()
    }
}

fn strange_blocks(lines: &[&str], serial: &str, arabic: &str) -> Vec<Block> {
    let row =
        |n: usize| (0..6).map(|i| if i == n % 6 { serial.to_owned() } else { lines[(i + n) % 6].to_owned() }).collect();
    vec![
        Block::Text { title: lines[0].into(), text: lines.join("\n\n") },
        Block::Chips {
            title: "Chips".into(),
            items: lines.iter().map(|l| (*l).to_owned()).chain([serial.repeat(5), arabic.to_owned()]).collect(),
        },
        Block::Pair {
            start: Box::new(Block::Text { title: "Start".into(), text: serial.repeat(3) }),
            end: Box::new(Block::Facts {
                title: "End".into(),
                facts: vec![Fact { label: lines[1].into(), value: serial.into(), ltr: true }],
            }),
        },
        Block::Table {
            title: "Table".into(),
            columns: (0..6).map(|i| Column { title: format!("Colonne {i}"), numeric: i > 3, wide: i == 0 }).collect(),
            rows: (0..4).map(row).collect(),
        },
        Block::Totals {
            note: lines.join(" "),
            sums: vec![Fact { label: lines[1].into(), value: "999 999 999 999,99 DA".into(), ltr: true }],
            grand: Fact { label: lines[3].into(), value: "999 999 999 999,99 DA".into(), ltr: true },
            after: vec![],
        },
        Block::Photos {
            title: String::new(),
            photos: vec![Photo { bytes: b"GIF89a".to_vec(), caption: serial.into() }, Photo::default()],
        },
        Block::Notice { text: lines.join(" ") },
    ]
}

fn card(heading: &str, value: &str) -> Card {
    Card {
        title: heading.into(),
        heading: heading.into(),
        facts: vec![
            Fact { label: "A".into(), value: value.into(), ltr: true },
            Fact { label: heading.into(), value: heading.into(), ltr: false },
        ],
    }
}

/// Nothing that may be missing is there.
fn bare(words: &Words) -> Sheet {
    Sheet { lang: words.lang.into(), title: words.say("Bon", "وصل", "Voucher"), ..Sheet::default() }
}

/// A table of 600 rows.
fn rows(words: &Words) -> Sheet {
    let mut sheet = vouchers::quote(words);
    for block in &mut sheet.blocks {
        if let Block::Table { rows, .. } = block {
            *rows = rows.iter().cycle().take(600).cloned().collect();
        }
    }
    sheet
}
