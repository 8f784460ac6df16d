//! A full snapshot on every document in every language.

use fixili_paper::Block;

use super::*;
use crate::{
    documents::snapshot::{
        Answer, Check, Client, Closing, ClosingRow, ClosingSum, Equipment, Intake, Intervention, Item, Partner,
        Payment, Person, Quote, Release, Shipment, Wilaya,
    },
    kernel::{
        money::{Discount, Money, Rate},
        time::{At, Day},
    },
    lines::{Line, LineKind},
    settings::{Settings, VoucherTexts},
};

/// 24 November 2026, 09:42 UTC.
const AT: At = At::from_ms(1_795_513_320_000);

fn line(kind: LineKind, label: &str, quantity: i64, price: i64, rate: i64) -> Line {
    Line {
        kind,
        label: label.into(),
        reference: (kind == LineKind::Part).then(|| "57WH-T14".into()),
        quantity,
        unit_price: Money::minor(price),
        tax_rate: Rate::bp(rate),
    }
}

fn shop(regime: Regime) -> Settings {
    let mut settings = Settings::default();
    settings.shop.name = "Atelier Démo".into();
    settings.shop.address = "12, rue de l'Exemple\n13000 Tlemcen".into();
    settings.shop.phone = "043 26 12 34".into();
    settings.shop.legal.form = "EURL".into();
    settings.shop.legal.nif = "000013000000000".into();
    settings.prices.regime = regime;
    let texts = VoucherTexts {
        intake: "Premier paragraphe.\n\nSecond paragraphe.".into(),
        privacy: "Loi 18-07.".into(),
        quote: "Validité.".into(),
        release: "Retrait.".into(),
    };
    settings.texts.insert("fr".into(), texts);
    settings
}

fn people(snapshot: Snapshot) -> Snapshot {
    let person = |name: &str| Some(Person { name: name.into(), phone: Some("+213551706050".into()) });
    Snapshot {
        client: Client {
            name: "Garage Benali".into(),
            kind: "company".into(),
            phone: Some("+21343201122".into()),
            email: Some("contact@garage.example".into()),
            address: Some("5, rue de la Gare".into()),
            commune: Some("Chetouane".into()),
            wilaya: Some(Wilaya { code: "13".into(), name: "Tlemcen".into(), name_ar: "تلمسان".into() }),
            legal_form: Some("SARL".into()),
            rc: Some("13/00-0000000 B 26".into()),
            nif: Some("000013000000001".into()),
            nis: None,
            ai: None,
        },
        contact: person("Omar Slimani"),
        depositor: person("Yacine"),
        technician: Some("Karim S.".into()),
        by: Some("Nadia B.".into()),
        tracking_url: Some("https://sav.example/t/0d3kq8v1m2x7c9fbb20c41e7a00112233".into()),
        issued_at: AT,
        deposited_at: Some(AT),
        ..snapshot
    }
}

fn file(snapshot: Snapshot) -> Snapshot {
    Snapshot {
        items: vec![Item {
            number: "BE-2026-000123".into(),
            title: "PC portable".into(),
            serial: None,
            fault: "Lent".into(),
        }],
        equipment: Some(Equipment {
            category: "PC portable".into(),
            brand: Some("Lenovo".into()),
            model: Some("ThinkPad T14".into()),
            serial: Some("PF-2XQ81K".into()),
            year: Some(2022),
        }),
        intake: Some(Intake {
            number: "BE-2026-000123".into(),
            deposited_at: AT,
            fault: "S'éteint seul".into(),
            requested: Some("Sauver les données".into()),
            accessories: vec!["Chargeur".into(), "Housse".into()],
            condition: Some("Rayure".into()),
            warranty: "manufacturer".into(),
            warranty_until: Day::new(20_270_131),
            warranty_invoice: Some("F-12".into()),
            promised_at: Some(AT.plus_days(4)),
            spending_limit: Some(Money::minor(500_000)),
            paid_ahead: Some(Money::minor(200_000)),
            shelf: Some("B-07".into()),
            outcome: Some("repaired".into()),
            ..Intake::default()
        }),
        intervention: Some(Intervention {
            number: "BI-2026-000118".into(),
            diagnosis: "Ventilateur bloqué".into(),
            report: "Ventilateur remplacé".into(),
            checks: vec![
                Check { label: "Ventilateur".into(), before: Some("fault".into()), after: Some("ok".into()) },
                Check { label: "Son".into(), before: None, after: Some("ok".into()) },
            ],
            outcome: Some("repaired".into()),
            opened_at: AT,
            completed_at: Some(AT),
        }),
        ..snapshot
    }
}

fn sample(regime: Regime) -> Snapshot {
    let rate = if regime == Regime::Vat { 1_900 } else { 0 };
    let lines = vec![
        line(LineKind::Part, "Batterie", 1_000, 1_450_000, rate),
        line(LineKind::Labour, "Démontage", 90, 200_000, rate),
    ];
    let base = file(people(Snapshot::of_shop(&shop(regime)))).with_lines(lines, Discount::Share(Rate::bp(500)));
    Snapshot {
        quote: Some(Quote {
            number: "DV-2026-000064".into(),
            revision: 2,
            valid_until: Day::new(20_261_209).expect("a day"),
            state: "accepted".into(),
            note: Some("Pièces en stock.".into()),
            answer: Some(Answer { name: "Omar Slimani".into(), way: "phone".into(), at: AT }),
        }),
        shipment: Some(Shipment {
            number: "BX-2026-000031".into(),
            partner: Partner { name: "Centre technique".into(), ..Partner::default() },
            erasure_consent: "forbidden".into(),
            result: Some("exchanged".into()),
            new_serial: Some("PF-NEW".into()),
            cost: Some(Money::minor(900_000)),
            ..Shipment::default()
        }),
        payment: Some(Payment {
            number: "RP-2026-000140".into(),
            kind: "balance".into(),
            means: "cash".into(),
            amount: Money::minor(1_600_000),
            paid: Money::minor(1_800_000),
            due: Some(Money::minor(1_978_375)),
            ..Payment::default()
        }),
        closing: Some(Closing {
            number: "CC-2026-000012".into(),
            user: "Samia Haddad".into(),
            closer: "Nadia Benali".into(),
            reason: Some("Erreur de rendu".into()),
            sums: vec![ClosingSum { means: "cash".into(), received: Money::minor(1_000), ..ClosingSum::default() }],
            rows: vec![ClosingRow { number: "RP-2026-000044".into(), means: "cash".into(), ..ClosingRow::default() }],
            ..Closing::default()
        }),
        release: Some(Release {
            number: "BS-2026-000101".into(),
            kind: "normal".into(),
            collector: "other".into(),
            collector_name: "Yacine".into(),
            relation: Some("Employé".into()),
            id_kind: Some("national".into()),
            id_last4: Some("4821".into()),
            accessories_back: vec!["Chargeur".into()],
            due: Money::minor(1_978_375),
            paid: Money::minor(1_800_000),
            owing: Money::minor(178_375),
            repair_warranty_days: 90,
            repair_warranty_until: Day::new(20_270_224),
            released_at: AT,
            ..Release::default()
        }),
        ..base
    }
}

fn set(kind: Kind, snapshot: &Snapshot, lang: Lang) -> Sheet {
    sheet(kind, snapshot, lang, &snapshot.formats(lang), snapshot.tracking_url.clone(), Pictures::default())
}

fn titled(block: &Block) -> bool {
    match block {
        Block::Text { title, .. } | Block::Chips { title, .. } | Block::Facts { title, .. } => !title.is_empty(),
        Block::Table { title, columns, rows } => {
            !title.is_empty() && !rows.is_empty() && rows.iter().all(|row| row.len() == columns.len())
        }
        Block::Pair { start, end } => titled(start) && titled(end),
        Block::Totals { grand, .. } => !grand.label.is_empty() && !grand.value.is_empty(),
        Block::Notice { text } => !text.is_empty(),
        Block::Photos { .. } => false,
    }
}

#[test]
fn every_document_in_every_language_says_what_it_is() {
    let snapshot = sample(Regime::Vat);
    for kind in Kind::ALL {
        for lang in Lang::ALL {
            let sheet = set(*kind, &snapshot, *lang);
            let place = format!("{kind} in {lang}");
            assert!(!sheet.title.is_empty() && !sheet.page_word.is_empty() && !sheet.date.is_empty(), "{place}");
            assert_eq!(sheet.number.is_empty(), *kind == Kind::Deposit, "{place}");
            assert_eq!(sheet.barcode.clone().unwrap_or_default(), sheet.number, "{place}");
            assert_eq!(sheet.qr.is_some(), !matches!(kind, Kind::Deposit | Kind::Payment | Kind::Closing), "{place}");
            assert!(!sheet.blocks.is_empty() && sheet.blocks.iter().all(titled), "{place}");
            assert!(sheet.cards.iter().all(|card| !card.title.is_empty() && !card.heading.is_empty()), "{place}");
            let facts = sheet.strip.iter().chain(sheet.cards.iter().flat_map(|card| &card.facts));
            assert!(facts.into_iter().all(|f| !f.label.is_empty() && !f.value.is_empty()), "{place}");
            assert!(sheet.signatures.iter().all(|s| !s.title.is_empty()) && !sheet.signatures.is_empty(), "{place}");
            assert!(sheet.shop.legal.contains("000013000000000"), "{place}");
        }
    }
}

#[test]
fn an_empty_snapshot_still_prints() {
    for kind in Kind::ALL {
        for lang in Lang::ALL {
            assert!(!set(*kind, &Snapshot::default(), *lang).title.is_empty());
        }
    }
}

#[test]
fn a_snapshot_is_read_as_it_was_kept() {
    let snapshot = sample(Regime::Vat);
    let kept = serde_json::to_string(&snapshot).expect("JSON");
    assert_eq!(serde_json::from_str::<Snapshot>(&kept).expect("a snapshot"), snapshot);
    let old = serde_json::from_str::<Snapshot>(r#"{"intake":{"number":"BE-1"},"shop":{"name":"X"}}"#);
    assert_eq!(old.expect("a snapshot").intake.expect("an intake").number, "BE-1");
}

#[test]
fn under_ifu_no_tax_is_printed() {
    let (ifu, vat) = (sample(Regime::Ifu), sample(Regime::Vat));
    let words: [(Lang, &[&str]); 3] =
        [(Lang::Fr, &["TVA", "HT", "TTC"]), (Lang::Ar, &["الرسم", "الرسوم"]), (Lang::En, &["VAT", "tax"])];
    for kind in Kind::ALL {
        for (lang, words) in words {
            let printed = serde_json::to_string(&set(*kind, &ifu, lang)).expect("JSON");
            for word in words {
                assert!(!printed.contains(word), "{kind} in {lang}: {word}");
            }
        }
    }
    assert!(serde_json::to_string(&set(Kind::Quote, &vat, Lang::Fr)).expect("JSON").contains("TVA"));
    assert_eq!(ifu.totals.total, ifu.totals.net);
}

#[test]
fn sums_are_those_of_the_snapshot() {
    let sheet = set(Kind::Release, &sample(Regime::Vat), Lang::Fr);
    let totals = sheet.blocks.iter().find_map(|block| match block {
        Block::Totals { sums, grand, after, .. } => Some((sums, grand, after)),
        _ => None,
    });
    let (sums, grand, after) = totals.expect("totals");
    // 14 500 + 3 000, less 5 %, and 19 % of 16 625.
    assert_eq!(grand.value, "19\u{a0}783,75\u{a0}DA");
    assert_eq!(sums.len(), 4);
    assert_eq!(sums[1].value, "−875,00\u{a0}DA");
    assert_eq!(
        after.iter().map(|f| f.value.as_str()).collect::<Vec<_>>(),
        ["18\u{a0}000,00\u{a0}DA", "1\u{a0}783,75\u{a0}DA"]
    );
}

#[test]
fn the_fee_of_a_diagnosis_is_said_where_there_is_one() {
    let mut snapshot = sample(Regime::Vat);
    let said = |snapshot: &Snapshot| serde_json::to_string(&set(Kind::Intake, snapshot, Lang::Fr)).expect("JSON");
    assert!(said(&snapshot).contains("1\u{a0}190,00"));
    snapshot.diagnosis_fee = Money::ZERO;
    assert!(!said(&snapshot).contains("Frais de diagnostic"));
}

#[test]
fn what_goes_out_names_no_client_and_conditions_fall_back_to_the_shops_language() {
    let snapshot = sample(Regime::Vat);
    let out = serde_json::to_string(&set(Kind::Shipment, &snapshot, Lang::Fr)).expect("JSON");
    assert!(!out.contains("Garage Benali") && !out.contains("Omar Slimani"));
    let arabic = set(Kind::Intake, &snapshot, Lang::Ar).terms.expect("conditions");
    assert_eq!(arabic.paragraphs.len(), 4);
    assert!(arabic.paragraphs.contains(&"Second paragraphe.".to_owned()));
}
