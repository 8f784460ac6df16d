//! What a document says, in no language: one struct for every kind, each field empty where it does not apply.
//!
//! It is kept as JSON for good. A field may be added (old snapshots lack it and read as empty), never renamed or given
//! another meaning. Words of nouns are kept as stored (`"repaired"`) and said by `wording.rs`. Never the unlock code.

mod closing;
mod vouchers;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use closing::{Closing, ClosingRow, ClosingSum};
pub use vouchers::{Answer, Check, Intervention, Partner, Payment, Quote, Release, Shipment, Signed};

use crate::{
    kernel::{
        money::{Discount, Money, Rate, Totals},
        time::{At, Day},
    },
    lang::{Formats, Lang},
    lines::{self, Line},
    priority::Priority,
    settings::{Regime, Settings, Shop, VoucherTexts},
};

/// What a document says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Snapshot {
    /// Who issues it, with legal identity, currency and time zone.
    pub shop: Shop,
    /// How the shop is taxed.
    pub regime: Regime,
    /// The shop's texts in every language.
    pub texts: BTreeMap<String, VoucherTexts>,
    /// Fee of a diagnosis that leads to no repair, before tax.
    pub diagnosis_fee: Money,
    /// Rate of tax on it.
    pub diagnosis_rate: Rate,
    /// Who issued it.
    pub by: Option<String>,
    /// When issued; set by `documents::issue`.
    pub issued_at: At,
    /// Where the client follows the repair.
    pub tracking_url: Option<String>,

    /// Whose equipment.
    pub client: Client,
    /// Person to contact at a company.
    pub contact: Option<Person>,
    /// Who brought it.
    pub depositor: Option<Person>,
    /// When a deposit was brought, on its summary.
    pub deposited_at: Option<At>,
    /// The equipment of a deposit, on its summary.
    pub items: Vec<Item>,
    /// What is repaired.
    pub equipment: Option<Equipment>,
    /// The repair file.
    pub intake: Option<Intake>,
    /// Name of the responsible technician.
    pub technician: Option<String>,
    /// The technician's sheet.
    pub intervention: Option<Intervention>,

    /// Priced lines.
    pub lines: Vec<Line>,
    /// Discount as a share of the lines.
    pub discount_share: Rate,
    /// Discount as an amount.
    pub discount_amount: Money,
    /// Sums of the lines; what was agreed, never computed anew.
    pub totals: Totals,

    /// The priced offer.
    pub quote: Option<Quote>,
    /// The sending to a partner.
    pub shipment: Option<Shipment>,
    /// Money in or out.
    pub payment: Option<Payment>,
    /// The giving back.
    pub release: Option<Release>,
    /// The counting of a drawer of cash.
    pub closing: Option<Closing>,
    /// What the equipment looked like.
    pub photos: Vec<Photo>,
    /// The client's signature on the version before this one.
    pub signature: Option<Signed>,
}

/// A photo of a repair file, by the digest of its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Photo {
    /// Of the bytes among the files.
    pub digest: String,
    /// A line about it.
    pub caption: String,
    /// `before` or `after` the work, where it was said.
    pub moment: Option<String>,
}

/// A client as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Client {
    /// Name.
    pub name: String,
    /// `individual` or `company`.
    pub kind: String,
    /// Phone, E.164, else as typed.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Street.
    pub address: Option<String>,
    /// Commune.
    pub commune: Option<String>,
    /// Wilaya.
    pub wilaya: Option<Wilaya>,
    /// Legal form of a company.
    pub legal_form: Option<String>,
    /// Trade register.
    pub rc: Option<String>,
    /// Tax number.
    pub nif: Option<String>,
    /// Statistics number.
    pub nis: Option<String>,
    /// Tax article.
    pub ai: Option<String>,
}

/// A wilaya with its names: the list of wilayas may change, a document not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wilaya {
    /// Official code.
    pub code: String,
    /// Name in Latin letters.
    pub name: String,
    /// Name in Arabic.
    pub name_ar: String,
}

/// Someone by name and phone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Phone, E.164, else as typed.
    pub phone: Option<String>,
}

/// A line of a deposit summary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Number of its intake voucher.
    pub number: String,
    /// What it is.
    pub title: String,
    /// Serial number.
    pub serial: Option<String>,
    /// What is wrong.
    pub fault: String,
}

/// A thing as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Equipment {
    /// Category.
    pub category: String,
    /// Brand.
    pub brand: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Serial number.
    pub serial: Option<String>,
    /// Year.
    pub year: Option<i64>,
}

/// A repair file as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Intake {
    /// Number.
    pub number: String,
    /// When it came.
    pub deposited_at: At,
    /// What the client says is wrong.
    pub fault: String,
    /// What else the client asks for.
    pub requested: Option<String>,
    /// What came with it.
    pub accessories: Vec<String>,
    /// How it looked.
    pub condition: Option<String>,
    /// Whose warranty: `none`, `manufacturer`, `shop`, `repair`.
    pub warranty: String,
    /// Until when.
    pub warranty_until: Option<Day>,
    /// Invoice that proves it.
    pub warranty_invoice: Option<String>,
    /// When it was bought.
    pub warranty_bought: Option<Day>,
    /// Who sold it.
    pub warranty_seller: Option<String>,
    /// Number of the earlier file of a machine that came back.
    pub returns: Option<String>,
    /// How urgent.
    pub priority: Priority,
    /// When it was promised.
    pub promised_at: Option<At>,
    /// What may be spent without asking, with tax.
    pub spending_limit: Option<Money>,
    /// Where it lies.
    pub shelf: Option<String>,
    /// Paid when it was brought.
    pub paid_ahead: Option<Money>,
    /// How the work ended, as stored.
    pub outcome: Option<String>,
}

impl Snapshot {
    /// The part that every document of a shop shares; the rest is filled by the noun.
    pub fn of_shop(settings: &Settings) -> Self {
        Self {
            shop: settings.shop.clone(),
            regime: settings.prices.regime,
            texts: settings.texts.clone(),
            diagnosis_fee: settings.prices.diagnosis_fee,
            diagnosis_rate: settings.usual_rate(),
            ..Self::default()
        }
    }

    /// The same with priced lines and their sums.
    #[must_use]
    pub fn with_lines(self, lines: Vec<Line>, discount: Discount) -> Self {
        let (discount_share, discount_amount) = match discount {
            Discount::None => (Rate::ZERO, Money::ZERO),
            Discount::Share(rate) => (rate, Money::ZERO),
            Discount::Amount(amount) => (Rate::ZERO, amount),
        };
        Self { totals: lines::totals(&lines, discount), lines, discount_share, discount_amount, ..self }
    }

    /// How things were written by the shop that issued it.
    pub fn formats(&self, lang: Lang) -> Formats {
        let shop = Settings { shop: self.shop.clone(), ..Settings::default() };
        shop.formats(lang)
    }

    /// The shop's texts in a language, else in the shop's own: conditions in another language are better than none.
    pub fn texts_in(&self, lang: Lang) -> VoucherTexts {
        let said = |l: Lang| self.texts.get(l.as_str()).cloned().unwrap_or_default();
        let (own, usual) = (said(lang), said(self.shop.lang));
        let pick = |own: String, usual: String| if own.trim().is_empty() { usual } else { own };
        VoucherTexts {
            intake: pick(own.intake, usual.intake),
            privacy: pick(own.privacy, usual.privacy),
            quote: pick(own.quote, usual.quote),
            release: pick(own.release, usual.release),
        }
    }
}

impl Equipment {
    /// `PC portable Lenovo ThinkPad T14`.
    pub fn title(&self) -> String {
        let parts = [Some(&self.category), self.brand.as_ref(), self.model.as_ref()];
        let words: Vec<&str> = parts.into_iter().flatten().map(|s| s.trim()).filter(|s| !s.is_empty()).collect();
        words.join(" ")
    }
}

impl Wilaya {
    /// Its name for a reader.
    pub fn name_in(&self, lang: Lang) -> &str {
        if lang == Lang::Ar && !self.name_ar.is_empty() { &self.name_ar } else { &self.name }
    }
}
