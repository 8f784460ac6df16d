//! Money, quantities and tax: integers only.
//!
//! Amounts are minor units (centimes), quantities thousandths, rates basis points (1 900 = 19 %). Rounding is half up
//! to the centime (away from zero for negative amounts), once per line and once per tax rate, as PRODUCT.md §2 says.

use std::collections::BTreeMap;

/// An amount in minor units of the shop's currency.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Money(i64);

/// A quantity in thousandths: 1 500 is one and a half.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Quantity(i64);

/// A rate in basis points: 1 900 is 19 %.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Rate(i64);

/// The largest amount a person may type: ten thousand million, far from overflow in every sum.
pub const MOST: Money = Money(1_000_000_000_000);

fn div_half_up(n: i128, d: i128) -> i64 {
    let rounded = if n >= 0 { (n + d / 2) / d } else { -((-n + d / 2) / d) };
    i64::try_from(rounded).unwrap_or(if n < 0 { i64::MIN } else { i64::MAX })
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From minor units.
    pub const fn minor(minor: i64) -> Self {
        Self(minor)
    }

    /// In minor units.
    pub const fn to_minor(self) -> i64 {
        self.0
    }

    /// The amount of `quantity` at this unit price, half up.
    pub fn times(self, quantity: Quantity) -> Self {
        Self(div_half_up(i128::from(self.0) * i128::from(quantity.0), 1_000))
    }

    /// This rate of the amount, half up.
    pub fn share(self, rate: Rate) -> Self {
        Self(div_half_up(i128::from(self.0) * i128::from(rate.0), 10_000))
    }

    /// The price of so many minutes at this hourly rate, half up.
    pub fn for_minutes(self, minutes: i64) -> Self {
        Self(div_half_up(i128::from(self.0) * i128::from(minutes), 60))
    }

    /// Reads what a person types: `12 500`, `12.500,50`, `12500.5`; at most two decimals. No sign.
    pub fn parse(text: &str) -> Option<Self> {
        parse_decimal(text, 2).map(Self).filter(|m| *m <= MOST)
    }

    /// The same amount, owed the other way.
    pub const fn negated(self) -> Self {
        Self(-self.0)
    }

    /// The larger of the amount and nothing.
    pub fn at_least_zero(self) -> Self {
        self.max(Self::ZERO)
    }
}

impl std::ops::Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| a + b)
    }
}

impl Quantity {
    /// One.
    pub const ONE: Self = Self(1_000);

    /// From thousandths.
    pub const fn thousandths(n: i64) -> Self {
        Self(n)
    }

    /// In thousandths.
    pub const fn to_thousandths(self) -> i64 {
        self.0
    }

    /// Reads `2`, `1,5`, `0.125`: above zero, at most three decimals and 100 000.
    pub fn parse(text: &str) -> Option<Self> {
        parse_decimal(text, 3).filter(|n| *n > 0 && *n <= 100_000_000).map(Self)
    }
}

impl Default for Quantity {
    fn default() -> Self {
        Self::ONE
    }
}

impl Rate {
    /// Exempt.
    pub const ZERO: Self = Self(0);

    /// From basis points.
    pub const fn bp(bp: i64) -> Self {
        Self(bp)
    }

    /// In basis points.
    pub const fn to_bp(self) -> i64 {
        self.0
    }

    /// Reads a percentage: `19`, `9`, `7,5`; at most 100.
    pub fn parse(text: &str) -> Option<Self> {
        parse_decimal(text.trim().trim_end_matches('%'), 2).filter(|n| *n <= 10_000).map(Self)
    }
}

/// Digits with an optional decimal part as an integer of `10^-decimals`. Spaces of any kind are ignored; of several
/// points or commas, only the last can be the decimal sign.
fn parse_decimal(text: &str, decimals: usize) -> Option<i64> {
    let compact: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200e}' | '\u{200f}' | '\'')).collect();
    let last = compact.rfind(['.', ',', '\u{66b}']);
    let (whole, part) = match last {
        Some(at) => (&compact[..at], compact[at..].chars().skip(1).collect::<String>()),
        None => (compact.as_str(), String::new()),
    };
    let grouped = whole.split(['.', ',']).count() > 1;
    if grouped && !whole.split(['.', ',']).skip(1).all(|g| g.len() == 3) {
        return None;
    }
    let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).map(western_digit).collect::<Option<_>>()?;
    let part: String = part.chars().map(western_digit).collect::<Option<_>>()?;
    if whole.is_empty() || whole.len() > 15 {
        return None;
    }
    // "12.500" is twelve thousand five hundred where only two decimals make sense.
    if part.len() == 3 && decimals < 3 && last.is_some() {
        return format!("{whole}{part}").parse::<i64>().ok()?.checked_mul(10_i64.pow(u32::try_from(decimals).ok()?));
    }
    if part.len() > decimals {
        return None;
    }
    format!("{whole}{part:0<decimals$}").parse().ok()
}

fn western_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
        _ => None,
    }
}

/// What is taken off a sum before tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Discount {
    /// Nothing.
    #[default]
    None,
    /// A share of the sum.
    Share(Rate),
    /// A fixed amount, never more than the sum.
    Amount(Money),
}

/// Sums of a set of lines: before tax, per rate, with tax.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Totals {
    /// Sum of the lines before discount and tax.
    pub gross: Money,
    /// What the discount takes off.
    pub discount: Money,
    /// Sum before tax, after discount.
    pub net: Money,
    /// Per rate: the discounted sum and the tax on it.
    pub taxes: Vec<TaxSum>,
    /// With tax.
    pub total: Money,
}

/// The part of a total that bears one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct TaxSum {
    /// The rate.
    pub rate: Rate,
    /// The discounted sum it applies to.
    pub base: Money,
    /// The tax.
    pub tax: Money,
}

/// Sums lines of (amount before tax, rate): the discount is spread over the rates in proportion, to the centime, and
/// tax is computed per rate on the discounted sum, half up.
pub fn totals(lines: impl IntoIterator<Item = (Money, Rate)>, discount: Discount) -> Totals {
    let mut by_rate: BTreeMap<Rate, Money> = BTreeMap::new();
    for (amount, rate) in lines {
        let sum = by_rate.entry(rate).or_default();
        *sum = *sum + amount;
    }
    let gross: Money = by_rate.values().copied().sum();
    let off = match discount {
        Discount::None => Money::ZERO,
        Discount::Share(rate) => gross.share(rate),
        Discount::Amount(amount) => amount.min(gross.at_least_zero()),
    };
    let mut left_off = off;
    let mut left_gross = gross;
    let mut taxes = Vec::new();
    for (rate, sum) in by_rate.into_iter().rev() {
        let share = if left_gross == Money::ZERO {
            Money::ZERO
        } else {
            Money(div_half_up(i128::from(left_off.0) * i128::from(sum.0), i128::from(left_gross.0)))
        };
        left_off = left_off - share;
        left_gross = left_gross - sum;
        let base = sum - share;
        taxes.push(TaxSum { rate, base, tax: base.share(rate) });
    }
    let tax: Money = taxes.iter().map(|t| t.tax).sum();
    let net = gross - off;
    Totals { gross, discount: off, net, taxes, total: net + tax }
}

macro_rules! stored_as_int {
    ($($name:ident),+) => {$(
        impl From<$name> for super::db::Value<'_> {
            fn from(value: $name) -> Self { Self::Int(value.0) }
        }
        impl super::db::Column for $name {
            fn from_cell(cell: super::db::Cell<'_>) -> Result<Self, super::db::Decode> { <i64 as super::db::Column>::from_cell(cell).map(Self) }
        }
    )+};
}
stored_as_int!(Money, Quantity, Rate);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_typed() {
        for (text, minor) in [
            ("42 000,00", 4_200_000),
            ("42000", 4_200_000),
            ("12.500", 1_250_000),
            ("12.500,5", 1_250_050),
            ("0,05", 5),
            ("١٢٣٫٥", 12_350),
            ("1\u{202f}234.5", 123_450),
        ] {
            assert_eq!(Money::parse(text), Some(Money(minor)), "{text}");
        }
        for text in ["", "abc", "-5", "1,2345", "1e9", ",", "99999999999999999999"] {
            assert_eq!(Money::parse(text), None, "{text}");
        }
        assert_eq!(Quantity::parse("1,5"), Some(Quantity(1_500)));
        assert_eq!(Quantity::parse("0"), None);
        assert_eq!(Rate::parse("19 %"), Some(Rate(1_900)));
    }

    #[test]
    fn half_a_centime_goes_up() {
        assert_eq!(Money(5).share(Rate(1_000)), Money(1));
        assert_eq!(Money(-5).share(Rate(1_000)), Money(-1));
        assert_eq!(Money(100).for_minutes(30), Money(50));
        assert_eq!(Money(1).times(Quantity(500)), Money(1));
    }

    proptest! {
        #[test]
        fn totals_add_up(lines in prop::collection::vec((0_i64..10_000_000, prop::sample::select(vec![0_i64, 900, 1_900])), 0..20), share in 0_i64..=10_000, amount in 0_i64..50_000_000) {
            for discount in [Discount::None, Discount::Share(Rate(share)), Discount::Amount(Money(amount))] {
                let sums = totals(lines.iter().map(|(a, r)| (Money(*a), Rate(*r))), discount);
                prop_assert_eq!(sums.gross, lines.iter().map(|(a, _)| Money(*a)).sum());
                prop_assert_eq!(sums.net, sums.taxes.iter().map(|t| t.base).sum());
                prop_assert_eq!(sums.net + sums.discount, sums.gross);
                prop_assert_eq!(sums.total, sums.net + sums.taxes.iter().map(|t| t.tax).sum());
                for t in &sums.taxes {
                    prop_assert_eq!(t.tax, t.base.share(t.rate));
                    prop_assert!(t.base >= Money::ZERO);
                }
            }
        }
    }
}
