//! What is wrong with settings. Pure.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::{
    Announcements, Calendar, Checklists, Lists, Logo, Numbering, Opening, Place, Prices, Series, Settings, Shop,
    Signing, VoucherTexts, Workbench,
};
use crate::{
    kernel::{error::Faults, fold::is_blank, money::Rate, time::Day},
    lang::{Currency, Key, Lang, say},
    words,
};

words! {
    /// A part of the settings that is saved by itself.
    pub enum Section {
        /// Who the shop is.
        Identity = "identity" => settings_identity,
        /// Taxes and prices.
        Prices = "prices" => settings_prices,
        /// How vouchers are numbered.
        Numbering = "numbering" => settings_numbering,
        /// When the shop is open.
        Calendar = "calendar" => settings_calendar,
        /// What vouchers say.
        Texts = "texts" => settings_texts,
        /// Lists offered in forms.
        Lists = "lists" => settings_lists,
        /// How measured time becomes minutes.
        Workbench = "workbench" => settings_workbench,
        /// When a signature is asked for.
        Signing = "signing" => settings_signing,
        /// What is tried of an equipment.
        Checklists = "checklists" => settings_checklists,
        /// Sentences to choose.
        Phrases = "phrases" => settings_phrases,
        /// What clients are told by themselves.
        Announcements = "announcements" => settings_announcements,
    }
}

/// New content of one section.
#[derive(Clone, Debug)]
pub enum Part {
    /// Who the shop is.
    Identity(Box<Shop>),
    /// Taxes and prices.
    Prices(Prices),
    /// How vouchers are numbered.
    Numbering(Numbering),
    /// When the shop is open.
    Calendar(Calendar),
    /// What vouchers say in one language.
    Texts(Lang, VoucherTexts),
    /// Lists offered in forms.
    Lists(Lists),
    /// The technician's day.
    Workbench(Workbench),
    /// When a signature is asked for.
    Signing(Signing),
    /// What is tried of an equipment.
    Checklists(Checklists),
    /// Sentences to choose, of one language, by the text they are meant for.
    Phrases(Lang, Vec<(Place, Vec<String>)>),
    /// What clients are told by themselves.
    Announcements(Box<Announcements>),
}

/// The longest line of a list, and of a name.
const LINE: usize = 120;
/// Rates a shop may offer.
const RATES: usize = 10;
/// Media types of a logo.
pub const LOGO_TYPES: &[&str] = &["image/png", "image/jpeg", "image/webp"];

impl Settings {
    /// The settings with one section replaced.
    #[must_use]
    pub fn with(mut self, part: &Part) -> Self {
        match part {
            Part::Identity(shop) => self.shop = (**shop).clone(),
            Part::Prices(prices) => self.prices = prices.clone(),
            Part::Numbering(numbering) => self.numbering = numbering.clone(),
            Part::Calendar(calendar) => self.calendar = calendar.clone(),
            Part::Texts(lang, texts) => {
                self.texts.insert(lang.as_str().to_owned(), texts.clone());
            }
            Part::Lists(lists) => self.lists = lists.clone(),
            Part::Workbench(bench) => self.workbench = bench.clone(),
            Part::Signing(signing) => self.signing = *signing,
            Part::Checklists(lists) => {
                self.checklists = lists.clone();
                self.checklists.by_category.retain(|_, list| !list.is_empty());
            }
            Part::Announcements(announcements) => self.announcements = (**announcements).clone(),
            Part::Phrases(lang, places) => {
                for (place, sentences) in places {
                    self.phrases.set(*lang, *place, sentences.clone());
                }
            }
        }
        self
    }

    /// What is wrong with the settings; the fields are named as in the forms.
    pub fn check(&self) -> Faults {
        let mut faults = check_shop(&self.shop);
        for more in [
            check_prices(&self.prices),
            check_numbering(&self.numbering),
            check_calendar(&self.calendar),
            check_lists(&self.lists),
            self.workbench.check(),
            self.checklists.check(),
            self.phrases.check(),
            self.announcements.check(),
        ] {
            faults.0.extend(more.0);
        }
        let known = self.texts.keys().all(|code| Lang::ALL.iter().any(|lang| lang.as_str() == code));
        faults.when(!known, "texts", Key::ErrorChoose);
        faults
    }
}

impl Part {
    /// What is wrong with the section.
    pub fn check(&self) -> Faults {
        match self {
            Self::Identity(shop) => check_shop(shop),
            Self::Prices(prices) => check_prices(prices),
            Self::Numbering(numbering) => check_numbering(numbering),
            Self::Calendar(calendar) => check_calendar(calendar),
            Self::Texts(..) | Self::Signing(_) => Faults::new(),
            Self::Lists(lists) => check_lists(lists),
            Self::Workbench(bench) => bench.check(),
            Self::Checklists(lists) => lists.check(),
            Self::Announcements(announcements) => announcements.check(),
            Self::Phrases(..) => Settings::default().with(self).phrases.check(),
        }
    }
}

fn check_shop(shop: &Shop) -> Faults {
    let mut faults = Faults::new();
    faults.when(is_blank(&shop.name), "name", Key::ErrorRequired);
    faults.when(shop.name.chars().count() > LINE, "name", say::ErrorTooLong { most: LINE.into() });
    faults.when(!shop.email.is_empty() && !is_email(&shop.email), "email", Key::ErrorEmail);
    faults.when(!is_colour(&shop.accent), "accent", Key::SettingsColourWrong);
    faults.when(!is_public_url(&shop.public_url), "public_url", Key::SettingsUrlWrong);
    faults.when(!is_code(&shop.region, 2), "region", Key::SettingsRegionWrong);
    faults.when(!is_zone(&shop.zone), "zone", Key::SettingsZoneWrong);
    check_currency(&mut faults, &shop.currency);
    faults.when(shop.logo.as_ref().is_some_and(|logo| !is_logo(logo)), "logo", Key::SettingsLogoType);
    faults
}

fn check_currency(faults: &mut Faults, currency: &Currency) {
    faults.when(!is_code(&currency.code, 3), "currency", Key::SettingsCurrencyWrong);
    for (field, sign) in [("sign", &currency.sign), ("sign_ar", &currency.sign_ar)] {
        faults.when(is_blank(sign), field, Key::ErrorRequired);
        faults.when(sign.chars().count() > 8, field, say::ErrorTooLong { most: 8_usize.into() });
    }
}

fn check_prices(prices: &Prices) -> Faults {
    let mut faults = Faults::new();
    let sane = |rate: &Rate| (0..=10_000).contains(&rate.to_bp());
    faults.when(prices.rates.is_empty(), "rates", Key::ErrorRequired);
    faults.when(prices.rates.len() > RATES || !prices.rates.iter().all(sane), "rates", Key::SettingsRatesWrong);
    for (field, amount) in [("hourly_rate", prices.hourly_rate), ("diagnosis_fee", prices.diagnosis_fee)] {
        faults.when(amount.to_minor() < 0 || amount > crate::kernel::money::MOST, field, Key::ErrorAmount);
    }
    faults.when(!sane(&prices.discount_limit), "discount_limit", Key::ErrorRate);
    faults.when(!(1..=365).contains(&prices.quote_days), "quote_days", Key::SettingsDaysWrong);
    faults.when(!(0..=3_650).contains(&prices.warranty_days), "warranty_days", Key::SettingsDaysWrong);
    faults
}

fn check_numbering(numbering: &Numbering) -> Faults {
    let mut faults = Faults::new();
    let mut taken = BTreeSet::new();
    for series in Series::ALL {
        let prefix = numbering.prefix(*series);
        let field = format!("prefix_{series}");
        if !is_prefix(prefix) {
            faults.add(&field, Key::SettingsPrefixWrong);
        } else if !taken.insert(prefix) {
            faults.add(&field, Key::SettingsPrefixTwice);
        }
    }
    faults.when(!(3..=12).contains(&numbering.width), "width", Key::SettingsWidthWrong);
    faults
}

fn check_calendar(calendar: &Calendar) -> Faults {
    let mut faults = Faults::new();
    for (day, openings) in calendar.week.iter().enumerate() {
        faults.when(!in_order(openings), &format!("day_{day}"), Key::SettingsHoursWrong);
    }
    faults.when(calendar.week.iter().all(Vec::is_empty), "day_0", Key::SettingsNeverOpen);
    faults.when(calendar.holidays.iter().any(|day| Day::new(day.number()).is_none()), "holidays", Key::ErrorDate);
    faults
}

fn check_lists(lists: &Lists) -> Faults {
    let mut faults = Faults::new();
    faults.when(lists.categories.is_empty(), "categories", Key::ErrorRequired);
    for (field, list) in [
        ("categories", &lists.categories),
        ("faults", &lists.faults),
        ("accessories", &lists.accessories),
        ("shelves", &lists.shelves),
    ] {
        faults.when(
            list.iter().any(|line| line.chars().count() > LINE),
            field,
            say::ErrorTooLong { most: LINE.into() },
        );
    }
    faults
}

// What a thing looks like -------------------------------------------------------------------------------------------

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// `http` or `https`, a host, nothing that would break what is put behind it.
pub fn is_public_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.ends_with('/')
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "?#\"<>@".contains(c))
    })
}

fn is_code(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_zone(text: &str) -> bool {
    !text.is_empty() && TimeZone::get(text).is_ok()
}

fn is_logo(logo: &Logo) -> bool {
    LOGO_TYPES.contains(&logo.media_type.as_str())
        && logo.digest.len() == 64
        && logo.digest.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_prefix(text: &str) -> bool {
    (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

pub(super) fn in_order(openings: &[Opening]) -> bool {
    let each = openings.iter().all(|o| 0 <= o.from && o.from < o.to && o.to <= 24 * 60);
    each && openings.windows(2).all(|pair| pair[0].to <= pair[1].from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(settings: &Settings) -> Vec<String> {
        settings.check().0.into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn the_defaults_are_right() {
        assert_eq!(wrong(&Settings::default()), Vec::<String>::new());
    }

    #[test]
    fn identity_is_checked_field_by_field() {
        let mut settings = Settings::default();
        settings.shop = Shop {
            name: " ".into(),
            email: "sav@".into(),
            accent: "blue".into(),
            public_url: "https://sav.example.dz/".into(),
            region: "dz".into(),
            zone: "Mars/Olympus".into(),
            ..settings.shop
        };
        settings.shop.currency.code = "DA".into();
        assert_eq!(wrong(&settings), ["name", "email", "accent", "public_url", "region", "zone", "currency"]);
        assert!(is_public_url("http://127.0.0.1:8080") && is_public_url("https://example.dz/sav"));
        for text in ["sav.example.dz", "https://", "https:///x", "javascript:alert(1)", "https://a b", "https://me@x"] {
            assert!(!is_public_url(text), "{text}");
        }
    }

    #[test]
    fn prefixes_are_short_and_apart() {
        let mut settings = Settings::default();
        settings.numbering.prefixes =
            [("quote", "B E"), ("release", "BE")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        settings.numbering.width = 2;
        assert_eq!(wrong(&settings), ["prefix_quote", "prefix_release", "width"]);
    }
}
