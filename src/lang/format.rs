//! Numbers, money and dates as PRODUCT.md §2 and §8 write them: western digits, 24 hours, `dd/mm/yyyy`.
//!
//! Money is written by hand: the standard data write dinars otherwise ("42.000 د.ج" in Arabic).

use jiff::tz::TimeZone;

use super::Lang;
use crate::kernel::{
    money::{Money, Quantity, Rate},
    phone,
    time::{At, Day},
};

/// No-break space, narrow enough for amounts in every font we ship.
const GAP: char = '\u{a0}';

/// How a currency is written: its sign in each language, digits after the sign of decimals.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Currency {
    /// ISO 4217 code, e.g. `DZD`.
    pub code: String,
    /// Sign in Latin scripts, e.g. `DA`.
    pub sign: String,
    /// Sign in Arabic, e.g. `دج`.
    pub sign_ar: String,
}

impl Default for Currency {
    fn default() -> Self {
        Self { code: "DZD".into(), sign: "DA".into(), sign_ar: "دج".into() }
    }
}

/// An integer with its thousands grouped.
pub(super) fn number(lang: Lang, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let separator = if lang == Lang::En { ',' } else { GAP };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// How things are written for one reader of one shop.
#[derive(Clone, Debug)]
pub struct Formats {
    /// The reader's language.
    pub lang: Lang,
    /// The shop's time zone.
    pub zone: TimeZone,
    /// The shop's currency.
    pub currency: Currency,
    /// The shop's country (ISO), for phone numbers.
    pub region: String,
}

impl Formats {
    /// The same shop for a reader of another language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> Self {
        Self { lang, ..self.clone() }
    }

    /// A count.
    pub fn number(&self, n: i64) -> String {
        number(self.lang, n)
    }

    /// The sign of the currency in the reader's script.
    pub fn sign(&self) -> &str {
        if self.lang == Lang::Ar { &self.currency.sign_ar } else { &self.currency.sign }
    }

    /// An amount with its currency: `42 000,00 DA`.
    pub fn money(&self, amount: Money) -> String {
        format!("{}{GAP}{}", self.amount(amount), self.sign())
    }

    /// An amount without its currency: `42 000,00`.
    pub fn amount(&self, amount: Money) -> String {
        let minor = amount.to_minor();
        let point = if self.lang == Lang::En { '.' } else { ',' };
        let sign = if minor < 0 { "−" } else { "" };
        let whole = i64::try_from(minor.unsigned_abs() / 100).unwrap_or(i64::MAX);
        format!("{sign}{}{point}{:02}", number(self.lang, whole), minor.unsigned_abs() % 100)
    }

    /// An amount as it is typed into a field: `42000` or `42000,50`.
    pub fn amount_typed(amount: Money) -> String {
        let (whole, part) = (amount.to_minor() / 100, amount.to_minor() % 100);
        if part == 0 { whole.to_string() } else { format!("{whole},{part:02}") }
    }

    /// A quantity: `2`, `1,5`.
    pub fn quantity(&self, quantity: Quantity) -> String {
        let n = quantity.to_thousandths();
        let point = if self.lang == Lang::En { '.' } else { ',' };
        let part = format!("{:03}", n % 1_000);
        let part = part.trim_end_matches('0');
        if part.is_empty() {
            number(self.lang, n / 1_000)
        } else {
            format!("{}{point}{part}", number(self.lang, n / 1_000))
        }
    }

    /// A rate: `19 %`.
    pub fn rate(&self, rate: Rate) -> String {
        let shown = self.quantity(Quantity::thousandths(rate.to_bp() * 10));
        if self.lang == Lang::En { format!("{shown}%") } else { format!("{shown}{GAP}%") }
    }

    /// Minutes as `1 h 30`.
    pub fn minutes(&self, minutes: i64) -> String {
        match (minutes / 60, minutes % 60) {
            (0, m) => format!("{m}{GAP}{}", self.lang.unit_minutes()),
            (h, 0) => format!("{}{GAP}{}", number(self.lang, h), self.lang.unit_hours()),
            (h, m) => format!("{}{GAP}{}{GAP}{m:02}", number(self.lang, h), self.lang.unit_hours()),
        }
    }

    /// A day: `24/11/2026`.
    pub fn day(&self, day: Day) -> String {
        day.date().strftime("%d/%m/%Y").to_string()
    }

    /// The day of an instant.
    pub fn date(&self, at: At) -> String {
        at.civil(&self.zone).strftime("%d/%m/%Y").to_string()
    }

    /// An instant: `24/11/2026 10:42`.
    pub fn instant(&self, at: At) -> String {
        at.civil(&self.zone).strftime("%d/%m/%Y %H:%M").to_string()
    }

    /// The time of an instant, with its day when it is not that of `now`: `10:42`, `24/11 10:42`.
    pub fn clock(&self, at: At, now: At) -> String {
        let shape = if at.day(&self.zone) == now.day(&self.zone) { "%H:%M" } else { "%d/%m %H:%M" };
        at.civil(&self.zone).strftime(shape).to_string()
    }

    /// An instant for a machine: the `datetime` of a `<time>`.
    pub fn iso(&self, at: At) -> String {
        at.civil(&self.zone).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// A phone number as the shop's country writes it.
    pub fn phone(&self, e164: &str) -> String {
        phone::show(e164, &self.region)
    }

    /// A size of a file.
    pub fn size(&self, bytes: i64) -> String {
        if bytes < 1_000_000 {
            format!("{}{GAP}{}", number(self.lang, (bytes + 999) / 1_000), self.lang.unit_kilobytes())
        } else {
            format!(
                "{}{GAP}{}",
                self.quantity(Quantity::thousandths(bytes / 100_000 * 100)),
                self.lang.unit_megabytes()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formats(lang: Lang) -> Formats {
        Formats { lang, zone: TimeZone::UTC, currency: Currency::default(), region: "DZ".into() }
    }

    #[test]
    fn amounts_are_written_as_the_shop_does() {
        let amount = Money::minor(4_200_000);
        assert_eq!(formats(Lang::Fr).money(amount), "42\u{a0}000,00\u{a0}DA");
        assert_eq!(formats(Lang::Ar).money(amount), "42\u{a0}000,00\u{a0}دج");
        assert_eq!(formats(Lang::En).money(amount), "42,000.00\u{a0}DA");
        assert_eq!(formats(Lang::Fr).money(Money::minor(-5)), "−0,05\u{a0}DA");
        assert_eq!(formats(Lang::Fr).rate(Rate::bp(1_900)), "19\u{a0}%");
        assert_eq!(formats(Lang::Fr).quantity(Quantity::thousandths(1_500)), "1,5");
        assert_eq!(formats(Lang::Fr).minutes(90), "1\u{a0}h\u{a0}30");
    }

    #[test]
    fn every_text_is_said_in_every_language() {
        for lang in Lang::ALL {
            for n in [0_i64, 1, 2, 3, 11, 100, 1_234_567] {
                let text = lang.say(super::super::say::ErrorsCount { count: n.into() });
                assert!(!text.contains("errors-count") && !text.is_empty(), "{text}");
            }
        }
    }
}
