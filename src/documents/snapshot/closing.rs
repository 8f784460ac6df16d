//! A closing of a drawer as printed.

use serde::{Deserialize, Serialize};

use crate::kernel::{money::Money, time::At};

/// A closing of a drawer as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Closing {
    /// Number.
    pub number: String,
    /// Whose drawer.
    pub user: String,
    /// Who counted it.
    pub closer: String,
    /// When the first of its rows was recorded.
    pub first_at: At,
    /// When the last was.
    pub last_at: At,
    /// Cash in the drawer when it was opened.
    pub float_before: Money,
    /// Cash that stays in it.
    pub float_after: Money,
    /// Cash that left it.
    pub handed_over: Money,
    /// Why there is a difference.
    pub reason: Option<String>,
    /// How many rows it counted; zero in the first snapshots, which told it by their rows.
    pub count: i64,
    /// By means.
    pub sums: Vec<ClosingSum>,
    /// What moved, as far as it is listed.
    pub rows: Vec<ClosingRow>,
}

/// One means of a closing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClosingSum {
    /// `cash`, `cheque`, `transfer`, `card`.
    pub means: String,
    /// Money in.
    pub received: Money,
    /// Money out, below zero.
    pub returned: Money,
    /// What should have been there.
    pub expected: Money,
    /// What was.
    pub counted: Money,
}

/// A payment in a closing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClosingRow {
    /// Number of the receipt.
    pub number: String,
    /// When.
    pub at: At,
    /// Number of the repair file.
    pub intake: String,
    /// Whose file.
    pub client: String,
    /// `cash`, `cheque`, `transfer`, `card`.
    pub means: String,
    /// How much; below zero when money went out.
    pub amount: Money,
}
