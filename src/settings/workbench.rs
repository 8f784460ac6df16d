//! What the shop decides about the technician's day: how measured time becomes minutes.

use crate::{kernel::error::Faults, lang::Key};

/// The technician's day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Workbench {
    /// Measured minutes are rounded up to a multiple of these.
    pub rounding: i64,
    /// Fewer measured minutes are not billed.
    pub least: i64,
    /// A timer that ran longer was forgotten: its minutes are asked for. Minutes.
    pub longest: i64,
}

/// Steps to which minutes may be rounded.
pub const ROUNDINGS: &[i64] = &[1, 5, 10, 15, 30];

impl Default for Workbench {
    fn default() -> Self {
        Self { rounding: 5, least: 2, longest: 8 * 60 }
    }
}

impl Workbench {
    /// What is wrong.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(!ROUNDINGS.contains(&self.rounding), "rounding", Key::ErrorChoose);
        faults.when(!(0..=60).contains(&self.least), "least", Key::SettingsLeastWrong);
        faults.when(!(30..=24 * 60).contains(&self.longest), "longest", Key::SettingsLongestWrong);
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_right_and_odd_values_are_refused() {
        assert!(Workbench::default().check().is_empty());
        let odd = Workbench { rounding: 7, least: 61, longest: 10 };
        let fields: Vec<String> = odd.check().0.into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["rounding", "least", "longest"]);
    }
}
