//! Priced lines: what a sheet or a quote is summed from.

use crate::{
    kernel::money::{self, Discount, Money, Quantity, Rate, Totals},
    record, words,
};

words! {
    /// What a line is for.
    pub enum LineKind {
        /// A part.
        Part = "part" => line_part,
        /// Somebody's time.
        Labour = "labour" => line_labour,
        /// Anything else: a fee, a trip…
        Other = "other" => line_other,
    }
}

record! {
    /// A priced line. Prices are before tax.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
    pub struct Line {
        /// What it is for.
        pub kind: LineKind,
        /// What it says.
        pub label: String,
        /// Reference of a part.
        pub reference: Option<String>,
        /// Thousandths; minutes for labour.
        pub quantity: i64,
        /// Price of one, or of an hour.
        pub unit_price: Money,
        /// Rate of tax.
        pub tax_rate: Rate,
    }
}

impl Line {
    /// The amount before tax, half up to the centime.
    pub fn amount(&self) -> Money {
        match self.kind {
            LineKind::Labour => self.unit_price.for_minutes(self.quantity),
            LineKind::Part | LineKind::Other => self.unit_price.times(Quantity::thousandths(self.quantity)),
        }
    }
}

/// Sums of lines after a discount.
pub fn totals(lines: &[Line], discount: Discount) -> Totals {
    money::totals(lines.iter().map(|line| (line.amount(), line.tax_rate)), discount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labour_is_priced_by_the_minute() {
        let line = |kind, quantity| Line {
            kind,
            label: "x".into(),
            reference: None,
            quantity,
            unit_price: Money::minor(200_000),
            tax_rate: Rate::bp(1_900),
        };
        assert_eq!(line(LineKind::Labour, 20).amount(), Money::minor(66_667));
        assert_eq!(line(LineKind::Part, 1_500).amount(), Money::minor(300_000));
        let sums = totals(&[line(LineKind::Labour, 60), line(LineKind::Part, 1_000)], Discount::Share(Rate::bp(1_000)));
        assert_eq!((sums.net.to_minor(), sums.total.to_minor()), (360_000, 428_400));
    }
}
