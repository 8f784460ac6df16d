//! The three languages of the samples, and the shop they share.

use fixili_paper::{Column, Fact, Shop, Signature};

pub const LANGS: [&str; 3] = ["fr", "ar", "en"];

pub struct Words {
    pub lang: &'static str,
}

impl Words {
    pub fn new(lang: &'static str) -> Self {
        Self { lang }
    }

    pub fn say(&self, fr: &str, ar: &str, en: &str) -> String {
        match self.lang {
            "ar" => ar,
            "en" => en,
            _ => fr,
        }
        .to_owned()
    }

    /// Dinars, written as each language does.
    pub fn money(&self, dinars: u32) -> String {
        let (group, comma) = if self.lang == "en" { (',', '.') } else { ('\u{202f}', ',') };
        let digits = dinars.to_string();
        let mut whole = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                whole.push(group);
            }
            whole.push(digit);
        }
        format!("{whole}{comma}00\u{a0}{}", if self.lang == "ar" { "دج" } else { "DA" })
    }

    pub fn fact(&self, label: String, value: impl Into<String>) -> Fact {
        Fact { label, value: value.into(), ltr: false }
    }

    pub fn number(&self, label: String, value: impl Into<String>) -> Fact {
        Fact { label, value: value.into(), ltr: true }
    }

    pub fn columns(&self) -> Vec<Column> {
        let column = |title: String, numeric, wide| Column { title, numeric, wide };
        vec![
            column(self.say("Désignation", "البيان", "Description"), false, true),
            column(self.say("Qté", "الكمية", "Qty"), true, false),
            column(self.say("P.U. HT", "سعر الوحدة", "Unit price"), true, false),
            column(self.say("TVA", "الرسم", "VAT"), true, false),
            column(self.say("Total HT", "المجموع", "Total"), true, false),
        ]
    }

    pub fn signatures(&self, signed: Option<Vec<u8>>) -> Vec<Signature> {
        vec![
            Signature {
                title: self.say("Signature du client", "توقيع الزبون", "Client's signature"),
                caption: self.say(
                    "Signé le 24/11/2026 à 10:44 sur tablette",
                    "وُقّع يوم 24/11/2026 على الساعة 10:44",
                    "Signed on 24/11/2026 at 10:44 on the tablet",
                ),
                image: signed,
            },
            Signature {
                title: self.say("Cachet de l'atelier", "ختم الورشة", "Shop stamp"),
                caption: self.say("Reçu par Nadia B.", "استلمته نادية ب.", "Received by Nadia B."),
                image: None,
            },
        ]
    }

    pub fn shop(&self) -> Shop {
        Shop {
            name: self.say("Atelier Démo", "ورشة ديمو", "Atelier Démo"),
            tagline: self.say(
                "Réparation d'ordinateurs, téléphones et imprimantes",
                "إصلاح الحواسيب والهواتف والطابعات",
                "Computer, phone and printer repair",
            ),
            address: vec![
                self.say("12, rue des Oliviers", "12 شارع الزيتون", "12, rue des Oliviers"),
                self.say("13000 Tlemcen", "تلمسان 13000", "13000 Tlemcen"),
            ],
            contacts: vec!["+213 43 00 00 00".into(), "contact@atelier-demo.example".into(), "atelier-demo.example".into()],
            legal: self.say(
                "Atelier Démo EURL au capital de 100 000,00 DA · RC 13/00-0000000 B 26 · NIF 000013000000000 · NIS 000013000000000 · AI 13000000000",
                "ورشة ديمو ش.ذ.م.م. برأسمال 100 000,00 دج · السجل التجاري 13/00-0000000 B 26 · رقم التعريف الجبائي 000013000000000 · رقم التعريف الإحصائي 000013000000000",
                "Atelier Démo EURL, capital 100,000.00 DA · RC 13/00-0000000 B 26 · NIF 000013000000000 · NIS 000013000000000 · AI 13000000000",
            ),
            accent: "#0f766e".into(),
            logo: Some(crate::art::logo()),
        }
    }
}
