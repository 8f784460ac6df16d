//! The checks of a sheet: what was tried when the equipment came to the bench, and again when the work was done. The shop says which
//! for each category; a sheet keeps them as they were worded when they were answered.

use crate::{
    kernel::{error::Faults, fold::fold, fold::is_blank},
    lang::{Key, say},
    settings::checklists::{LABEL, MOST},
    words,
};

/// The most checks of a sheet: those the shop wants, and those it wanted when others were answered.
pub const ROWS: usize = 2 * MOST;

words! {
    /// What a check showed.
    pub enum Answer {
        /// It works.
        Good = "ok" => answer_ok,
        /// It does not.
        Fault = "fault" => answer_fault,
        /// This equipment has no such thing, or it cannot be tried.
        Absent = "absent" => answer_absent,
    }
}

/// One check of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Check {
    /// What is tried.
    pub label: String,
    /// What it showed before the work.
    pub before: Option<Answer>,
    /// What it showed after the work.
    pub after: Option<Answer>,
}

impl Check {
    /// Whether it was tried at all.
    pub fn is_answered(&self) -> bool {
        self.before.is_some() || self.after.is_some()
    }
}

/// The checks to offer: those the shop wants, in its order, then what was answered of others.
pub fn rows(wanted: &[String], answered: &[Check]) -> Vec<Check> {
    let of = |label: &str| answered.iter().find(|check| fold(&check.label) == fold(label)).cloned();
    let mut rows: Vec<Check> = wanted
        .iter()
        .map(|label| of(label).unwrap_or_else(|| Check { label: label.clone(), ..Check::default() }))
        .collect();
    for check in answered {
        if !rows.iter().any(|row| row.label == check.label) {
            rows.push(check.clone());
        }
    }
    rows
}

/// What is kept: checks that were answered, without spaces around their words.
pub fn tidy(checks: &[Check]) -> Vec<Check> {
    checks
        .iter()
        .filter(|check| check.is_answered())
        .map(|check| Check { label: check.label.trim().to_owned(), ..check.clone() })
        .collect()
}

/// What is wrong with checks: too many, a label that is missing, too long or there twice.
pub fn faults(checks: &[Check]) -> Faults {
    let mut faults = Faults::new();
    let mut labels: Vec<String> = checks.iter().map(|check| fold(&check.label)).collect();
    labels.sort_unstable();
    let twice = labels.windows(2).any(|pair| pair[0] == pair[1]);
    faults.when(checks.len() > ROWS, "checks", say::ErrorTooManyLines { most: ROWS.into() });
    faults.when(checks.iter().any(|check| is_blank(&check.label)), "checks", Key::ErrorRequired);
    let long = checks.iter().any(|check| check.label.chars().count() > LABEL);
    faults.when(long, "checks", say::ErrorTooLong { most: LABEL.into() });
    faults.when(twice, "checks", Key::InterventionsCheckTwice);
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, before: Option<Answer>) -> Check {
        Check { label: label.into(), before, after: None }
    }

    #[test]
    fn what_was_answered_stays_though_the_shop_wants_it_no_more() {
        let answered = [check("Son", Some(Answer::Good)), check("écran", Some(Answer::Fault))];
        let rows = rows(&["Écran".to_owned(), "Clavier".to_owned()], &answered);
        let told: Vec<_> = rows.iter().map(|row| (row.label.as_str(), row.before)).collect();
        assert_eq!(told, [("écran", Some(Answer::Fault)), ("Clavier", None), ("Son", Some(Answer::Good))]);
        assert_eq!(tidy(&rows).len(), 2);
    }

    #[test]
    fn odd_checks_are_refused() {
        let good = Some(Answer::Good);
        for (checks, faulty) in [
            (vec![check("Écran", good), check("Son", good)], false),
            (vec![check("Écran", good), check("ECRAN", good)], true),
            (vec![check(" ", good)], true),
            (vec![check(&"x".repeat(LABEL + 1), good)], true),
            ((0..=ROWS).map(|n| check(&n.to_string(), good)).collect(), true),
        ] {
            assert_eq!(!faults(&checks).is_empty(), faulty, "{checks:?}");
        }
    }
}
