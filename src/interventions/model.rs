//! The technician's sheet: diagnosis, report, parts used and awaited, labour.

use super::checks::{self, Check};
use crate::{
    intakes::Outcome,
    kernel::{
        db::Json,
        error::Faults,
        fold::is_blank,
        id::{IntakeId, InterventionId, LabourId, PartId, UserId},
        money::{self, Money, Quantity, Rate},
        time::{At, Day},
    },
    lang::{Key, say},
    lines::{Line, LineKind},
    record,
};

record! {
    /// The sheet of an intake, as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Intervention {
        /// Id.
        pub id: InterventionId,
        /// Number of the sheet.
        pub number: String,
        /// Its intake.
        pub intake_id: IntakeId,
        /// The responsible technician.
        pub technician_id: Option<UserId>,
        /// What was found.
        pub diagnosis: String,
        /// What was done.
        pub report: String,
        /// What was tried, before the work and after it.
        #[schema(value_type = Vec<Check>)]
        pub checks: Json<Vec<Check>>,
        /// When it was opened.
        pub opened_at: At,
        /// When the work ended.
        pub completed_at: Option<At>,
        /// Version, for amending.
        pub version: i64,
    }
}

record! {
    /// A part used or awaited.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Part {
        /// Id.
        pub id: PartId,
        /// Its sheet.
        pub intervention_id: InterventionId,
        /// What it is.
        pub label: String,
        /// Its reference.
        pub reference: Option<String>,
        /// How many.
        pub quantity: Quantity,
        /// Price of one, before tax.
        pub unit_price: Money,
        /// Rate of tax.
        pub tax_rate: Rate,
        /// Since when a warranty pays for it: it costs the client nothing.
        pub covered_since: Option<At>,
        /// Since when it is waited for.
        pub awaited_at: Option<At>,
        /// From whom.
        pub supplier: Option<String>,
        /// Ordered.
        pub ordered_on: Option<Day>,
        /// Expected.
        pub expected_on: Option<Day>,
        /// Arrived.
        pub arrived_at: Option<At>,
        /// Version, for amending.
        pub version: i64,
    }
}

record! {
    /// Minutes of one technician on one day.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Labour {
        /// Id.
        pub id: LabourId,
        /// Its sheet.
        pub intervention_id: InterventionId,
        /// Who worked.
        pub technician_id: UserId,
        /// When.
        pub worked_on: Day,
        /// How long.
        pub minutes: i64,
        /// Price of an hour, before tax.
        pub hourly_rate: Money,
        /// Rate of tax.
        pub tax_rate: Rate,
        /// At what.
        pub label: Option<String>,
        /// Since when a warranty pays for it.
        pub covered_since: Option<At>,
        /// Version, for amending.
        pub version: i64,
    }
}

/// A sheet with its lines.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Sheet {
    /// The sheet.
    pub intervention: Intervention,
    /// Parts, in the order they were added.
    pub parts: Vec<Part>,
    /// Labour, in the order it was added.
    pub labour: Vec<Labour>,
}

/// What a technician writes.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SheetInput {
    /// What was found.
    pub diagnosis: String,
    /// What was done.
    pub report: String,
    /// What was tried; left as it is when absent.
    pub checks: Option<Vec<Check>>,
}

/// What is typed of a part.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PartInput {
    /// What it is; needed.
    pub label: String,
    /// Its reference.
    pub reference: String,
    /// How many; one when absent.
    pub quantity: Option<Quantity>,
    /// Price of one, before tax; nothing when absent.
    pub unit_price: Option<Money>,
    /// Rate of tax; the usual one when absent.
    pub tax_rate: Option<Rate>,
    /// It has to be waited for.
    pub awaited: bool,
    /// From whom.
    pub supplier: String,
    /// Ordered.
    pub ordered_on: Option<Day>,
    /// Expected.
    pub expected_on: Option<Day>,
}

/// What is typed of labour.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct LabourInput {
    /// Who worked; the one who types when absent.
    pub technician_id: Option<UserId>,
    /// When; today when absent.
    pub worked_on: Option<Day>,
    /// How long; needed.
    pub minutes: Option<i64>,
    /// Price of an hour, before tax; the shop's when absent.
    pub hourly_rate: Option<Money>,
    /// Rate of tax; the usual one when absent.
    pub tax_rate: Option<Rate>,
    /// At what.
    pub label: String,
}

/// The longest diagnosis or report.
const TEXT: usize = 20_000;
/// The longest label.
const LABEL: usize = 300;
/// The longest reference.
const REFERENCE: usize = 120;
/// The longest name of a supplier.
pub const SUPPLIER: usize = 200;
/// The largest quantity, in thousandths.
const QUANTITY: i64 = 100_000_000;
/// A day has no more minutes.
pub const DAY: i64 = 24 * 60;

/// How the work itself can end: what is withdrawn or lost ends elsewhere.
pub const OUTCOMES: &[Outcome] =
    &[Outcome::Repaired, Outcome::NoFault, Outcome::NotRepairable, Outcome::QuoteRefused, Outcome::Exchanged];

impl SheetInput {
    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        for (field, text) in [("diagnosis", &self.diagnosis), ("report", &self.report)] {
            faults.when(text.chars().count() > TEXT, field, say::ErrorTooLong { most: TEXT.into() });
        }
        if let Some(checks) = &self.checks {
            faults.0.extend(checks::faults(checks).0);
        }
        faults
    }
}

impl PartInput {
    /// Checks what was typed; `rates` are those the shop uses.
    pub fn check(&self, rates: &[Rate]) -> Faults {
        let mut faults = Faults::new();
        faults.when(is_blank(&self.label), "label", Key::ErrorRequired);
        for (field, text, most) in [
            ("label", &self.label, LABEL),
            ("reference", &self.reference, REFERENCE),
            ("supplier", &self.supplier, SUPPLIER),
        ] {
            faults.when(text.chars().count() > most, field, say::ErrorTooLong { most: most.into() });
        }
        faults.when(
            self.quantity.is_some_and(|q| !(1..=QUANTITY).contains(&q.to_thousandths())),
            "quantity",
            Key::ErrorQuantity,
        );
        faults.when(
            self.unit_price.is_some_and(|price| !(Money::ZERO..=money::MOST).contains(&price)),
            "unit_price",
            Key::ErrorAmount,
        );
        faults.when(self.tax_rate.is_some_and(|rate| !rates.contains(&rate)), "tax_rate", Key::ErrorChoose);
        if let (Some(ordered), Some(expected)) = (self.ordered_on, self.expected_on) {
            faults.when(expected < ordered, "expected_on", Key::ErrorDateOrder);
        }
        faults
    }
}

impl LabourInput {
    /// Checks what was typed; nobody works tomorrow.
    pub fn check(&self, rates: &[Rate], today: Day) -> Faults {
        let mut faults = Faults::new();
        faults.when(self.minutes.is_none(), "minutes", Key::ErrorRequired);
        faults.when(self.minutes.is_some_and(|m| !(1..=DAY).contains(&m)), "minutes", Key::InterventionsMinutes);
        faults.when(self.worked_on.is_some_and(|day| day > today), "worked_on", Key::ErrorFuture);
        faults.when(
            self.hourly_rate.is_some_and(|price| !(Money::ZERO..=money::MOST).contains(&price)),
            "hourly_rate",
            Key::ErrorAmount,
        );
        faults.when(self.tax_rate.is_some_and(|rate| !rates.contains(&rate)), "tax_rate", Key::ErrorChoose);
        faults.when(self.label.chars().count() > LABEL, "label", say::ErrorTooLong { most: LABEL.into() });
        faults
    }
}

impl Part {
    /// Whether it is still waited for.
    pub fn is_awaited(&self) -> bool {
        self.awaited_at.is_some() && self.arrived_at.is_none()
    }

    /// As a priced line; a warranty makes it cost nothing.
    pub fn line(&self) -> Line {
        Line {
            kind: LineKind::Part,
            label: self.label.clone(),
            reference: self.reference.clone(),
            quantity: self.quantity.to_thousandths(),
            unit_price: if self.covered_since.is_some() { Money::ZERO } else { self.unit_price },
            tax_rate: self.tax_rate,
        }
    }
}

impl Labour {
    /// As a priced line; without a label it is called `otherwise`.
    pub fn line(&self, otherwise: &str) -> Line {
        Line {
            kind: LineKind::Labour,
            label: self.label.clone().unwrap_or_else(|| otherwise.to_owned()),
            reference: None,
            quantity: self.minutes,
            unit_price: if self.covered_since.is_some() { Money::ZERO } else { self.hourly_rate },
            tax_rate: self.tax_rate,
        }
    }
}

impl Sheet {
    /// Everything that is priced: parts, then labour.
    pub fn lines(&self, labour: &str) -> Vec<Line> {
        self.parts.iter().map(Part::line).chain(self.labour.iter().map(|l| l.line(labour))).collect()
    }

    /// Whether a part is still waited for.
    pub fn awaits_part(&self) -> bool {
        self.parts.iter().any(Part::is_awaited)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_a_part_has_its_length() {
        let typed = |label: usize, reference: usize, supplier: usize| PartInput {
            label: "l".repeat(label),
            reference: "r".repeat(reference),
            supplier: "s".repeat(supplier),
            ..PartInput::default()
        };
        assert!(typed(LABEL, REFERENCE, SUPPLIER).check(&[]).is_empty());
        let faults = typed(LABEL + 1, REFERENCE + 1, SUPPLIER + 1).check(&[]);
        let fields: Vec<&str> = faults.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["label", "reference", "supplier"]);
    }
}
