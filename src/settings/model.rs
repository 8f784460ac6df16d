//! What the shop decides for itself. Every field has a default that is right for a workshop in Algeria.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::{
    kernel::money::{Money, Rate},
    lang::{Currency, Formats, Lang},
    words,
};

words! {
    /// How the shop is taxed.
    #[derive(Default)]
    pub enum Regime {
        /// Value added tax on every line.
        #[default]
        Vat = "vat" => regime_vat,
        /// Single flat tax (IFU): no VAT is printed.
        Ifu = "ifu" => regime_ifu,
    }
}

words! {
    /// The kinds of numbered vouchers.
    pub enum Series {
        /// Intake voucher.
        Intake = "intake" => series_intake,
        /// Intervention sheet.
        Intervention = "intervention" => series_intervention,
        /// Quote.
        Quote = "quote" => series_quote,
        /// Shipment voucher.
        Shipment = "shipment" => series_shipment,
        /// Release voucher.
        Release = "release" => series_release,
        /// Payment receipt.
        Payment = "payment" => series_payment,
        /// Closing of a drawer of cash.
        Closing = "closing" => series_closing,
        /// Software ticket.
        Ticket = "ticket" => series_ticket,
    }
}

/// The shop's settings, kept as one JSON text with a version.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Settings {
    /// Who the shop is.
    pub shop: Shop,
    /// Taxes and prices.
    pub prices: Prices,
    /// How vouchers are numbered.
    pub numbering: Numbering,
    /// When the shop is open.
    pub calendar: super::Calendar,
    /// What vouchers say, per language (`fr`, `ar`, `en`).
    pub texts: BTreeMap<String, VoucherTexts>,
    /// Lists offered in forms.
    pub lists: Lists,
    /// The technician's day.
    pub workbench: super::Workbench,
    /// When a signature is asked for.
    pub signing: super::Signing,
    /// What is tried of an equipment.
    pub checklists: super::Checklists,
    /// Sentences to choose instead of typing them.
    pub phrases: super::Phrases,
    /// What clients are told by themselves.
    pub announcements: super::Announcements,
}

/// Who the shop is, as printed and shown.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Shop {
    /// Name.
    pub name: String,
    /// A line under the name.
    pub tagline: String,
    /// Postal address, a line each.
    pub address: String,
    /// Phone, as printed.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Web site.
    pub web: String,
    /// Legal form, capital, RC, NIF, NIS, AI.
    pub legal: Legal,
    /// Accent colour of printed documents, `#rrggbb`.
    pub accent: String,
    /// Digest and media type of the logo among the files.
    pub logo: Option<Logo>,
    /// The address under which clients reach the server, for QR codes: `https://sav.example.dz`.
    pub public_url: String,
    /// Language of workshop copies and of clients without a choice.
    pub lang: Lang,
    /// Country (ISO 3166), for phone numbers.
    pub region: String,
    /// Time zone (IANA).
    pub zone: String,
    /// Currency.
    pub currency: Currency,
}

/// A kept logo.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Logo {
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Media type.
    pub media_type: String,
}

/// Legal identity of a company in Algeria; elsewhere the fields that apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Legal {
    /// Legal form: SARL, EURL, SPA…
    pub form: String,
    /// Capital, as printed.
    pub capital: String,
    /// Trade register.
    pub rc: String,
    /// Tax number.
    pub nif: String,
    /// Statistics number.
    pub nis: String,
    /// Tax article.
    pub ai: String,
}

/// Taxes and prices.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Prices {
    /// How the shop is taxed.
    pub regime: Regime,
    /// Rates offered, the usual one first.
    pub rates: Vec<Rate>,
    /// Price of an hour of labour, before tax.
    pub hourly_rate: Money,
    /// Fee of a diagnosis that leads to no repair, before tax; zero for none.
    pub diagnosis_fee: Money,
    /// The largest discount without a manager.
    pub discount_limit: Rate,
    /// Days a quote stays valid.
    pub quote_days: i64,
    /// Days of warranty on a repair.
    pub warranty_days: i64,
}

/// Prefix of each series and width of the running number.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Numbering {
    /// Prefix by series word; the field's usual letters where absent.
    pub prefixes: BTreeMap<String, String>,
    /// Digits of the running number.
    pub width: usize,
}

/// What vouchers say in one language; a text each, paragraphs by empty lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct VoucherTexts {
    /// Conditions on the intake voucher.
    pub intake: String,
    /// Notice on personal data, on the intake voucher.
    pub privacy: String,
    /// Conditions on the quote.
    pub quote: String,
    /// Conditions on the release voucher.
    pub release: String,
}

/// Lists offered in forms; an entry each.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Lists {
    /// Categories of equipment.
    pub categories: Vec<String>,
    /// Frequent faults.
    pub faults: Vec<String>,
    /// Frequent accessories.
    pub accessories: Vec<String>,
    /// Shelves of the store room.
    pub shelves: Vec<String>,
}

impl Shop {
    /// Whether the public address leads nowhere but to this machine: no phone can open it.
    pub fn is_of_this_machine(&self) -> bool {
        let rest = self.public_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.starts_with("127.") || rest.starts_with("localhost") || rest.starts_with("[::1]")
    }
}

impl Default for Shop {
    fn default() -> Self {
        Self {
            name: "Fixili".into(),
            tagline: String::new(),
            address: String::new(),
            phone: String::new(),
            email: String::new(),
            web: String::new(),
            legal: Legal::default(),
            accent: "#3b4cca".into(),
            logo: None,
            public_url: "http://127.0.0.1:8080".into(),
            lang: Lang::Fr,
            region: "DZ".into(),
            zone: "Africa/Algiers".into(),
            currency: Currency::default(),
        }
    }
}

impl Default for Prices {
    fn default() -> Self {
        Self {
            regime: Regime::Vat,
            rates: vec![Rate::bp(1_900), Rate::bp(900), Rate::ZERO],
            hourly_rate: Money::minor(200_000),
            diagnosis_fee: Money::minor(100_000),
            discount_limit: Rate::bp(1_000),
            quote_days: 15,
            warranty_days: 90,
        }
    }
}

impl Default for Numbering {
    fn default() -> Self {
        Self { prefixes: BTreeMap::new(), width: 6 }
    }
}

impl Default for Lists {
    fn default() -> Self {
        let list = |items: &str| items.split(',').map(|s| s.trim().to_owned()).collect();
        Self {
            categories: list(
                "PC portable, PC de bureau, Tout-en-un, Smartphone, Tablette, Imprimante, Écran, Onduleur, Serveur, Disque dur, Console, Réseau, Autre",
            ),
            faults: list(
                "Ne s'allume pas, Écran cassé, Écran noir, Batterie, Ne charge pas, Lent, Surchauffe, Bruit, Liquide renversé, Clavier, Système, Virus, Impression",
            ),
            accessories: list("Chargeur, Câble, Sacoche, Souris, Batterie, Carte SIM, Coque, Carton d'origine"),
            shelves: Vec::new(),
        }
    }
}

impl Series {
    /// The field's usual letters.
    pub fn usual_prefix(self) -> &'static str {
        match self {
            Self::Intake => "BE",
            Self::Intervention => "BI",
            Self::Quote => "DV",
            Self::Shipment => "BX",
            Self::Release => "BS",
            Self::Payment => "RP",
            Self::Closing => "CC",
            Self::Ticket => "TK",
        }
    }
}

impl Numbering {
    /// The prefix of a series.
    pub fn prefix(&self, series: Series) -> &str {
        self.prefixes.get(series.as_str()).map_or(series.usual_prefix(), String::as_str)
    }

    /// The number as written: `BE-2026-000123`.
    pub fn write(&self, series: Series, year: i64, n: i64) -> String {
        format!("{}-{year}-{n:0width$}", self.prefix(series), width = self.width.clamp(1, 12))
    }
}

impl Settings {
    /// The shop's time zone.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.shop.zone).unwrap_or(TimeZone::UTC)
    }

    /// How things are written for a reader.
    pub fn formats(&self, lang: Lang) -> Formats {
        Formats { lang, zone: self.zone(), currency: self.shop.currency.clone(), region: self.shop.region.clone() }
    }

    /// What vouchers say in a language.
    pub fn texts(&self, lang: Lang) -> VoucherTexts {
        self.texts.get(lang.as_str()).cloned().unwrap_or_default()
    }

    /// The usual tax rate: none under IFU.
    pub fn usual_rate(&self) -> Rate {
        match self.prices.regime {
            Regime::Ifu => Rate::ZERO,
            Regime::Vat => self.prices.rates.first().copied().unwrap_or_default(),
        }
    }

    /// The rates a line may have.
    pub fn rates(&self) -> Vec<Rate> {
        match self.prices.regime {
            Regime::Ifu => vec![Rate::ZERO],
            Regime::Vat => self.prices.rates.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_settings_without_new_fields_are_read() {
        let settings: Settings = serde_json::from_str(r#"{"shop":{"name":"X"}}"#).expect("settings");
        assert_eq!(settings.shop.name, "X");
        assert_eq!(settings.prices.rates.len(), 3);
        assert_eq!(settings.numbering.write(Series::Intake, 2026, 123), "BE-2026-000123");
    }
}
