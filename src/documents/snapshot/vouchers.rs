//! The vouchers that follow an intake, as printed.

use serde::{Deserialize, Serialize};

use crate::kernel::{
    money::Money,
    time::{At, Day},
};

/// A technician's sheet as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Intervention {
    /// Number.
    pub number: String,
    /// What was found.
    pub diagnosis: String,
    /// What was done.
    pub report: String,
    /// What was tried, before the work and after it.
    pub checks: Vec<Check>,
    /// How it ended, as stored (`repaired`…).
    pub outcome: Option<String>,
    /// When opened.
    pub opened_at: At,
    /// When completed.
    pub completed_at: Option<At>,
}

/// A check of a sheet: its answers as stored (`ok`, `fault`, `absent`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Check {
    /// What was tried.
    pub label: String,
    /// What it showed before the work.
    pub before: Option<String>,
    /// What it showed after the work.
    pub after: Option<String>,
}

/// A quote as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quote {
    /// Number; empty while it is a draft.
    pub number: String,
    /// Revision, from 1.
    pub revision: i64,
    /// Until when it may be accepted.
    pub valid_until: Day,
    /// Its state, as stored.
    pub state: String,
    /// What the shop adds.
    pub note: Option<String>,
    /// The client's answer.
    pub answer: Option<Answer>,
}

/// A client's answer to a quote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// Who answered.
    pub name: String,
    /// How: `shop`, `phone`, `email`, `link`, `portal`.
    pub way: String,
    /// When.
    pub at: At,
}

/// An outside repairer as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Partner {
    /// Name.
    pub name: String,
    /// Phone, E.164, else as typed.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Address.
    pub address: Option<String>,
}

/// A sending as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shipment {
    /// Number.
    pub number: String,
    /// To whom.
    pub partner: Partner,
    /// Who carries it.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub tracking_number: Option<String>,
    /// What goes with it.
    pub contents: Option<String>,
    /// Seal.
    pub seal: Option<String>,
    /// May data be erased: `asked_not`, `allowed`, `forbidden`.
    pub erasure_consent: String,
    /// Since when it is a warranty claim.
    pub under_warranty_since: Option<At>,
    /// When it left.
    pub dispatched_at: Option<At>,
    /// When it should be back.
    pub expected_on: Option<Day>,
    /// When it came back or was lost.
    pub ended_at: Option<At>,
    /// How it came back, as stored.
    pub result: Option<String>,
    /// What was done.
    pub work_done: Option<String>,
    /// What it cost.
    pub cost: Option<Money>,
    /// Serial number of the one given in exchange.
    pub new_serial: Option<String>,
    /// Serial number of the one exchanged.
    pub old_serial: Option<String>,
    /// Why it is lost.
    pub lost_reason: Option<String>,
}

/// A payment as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Payment {
    /// Number.
    pub number: String,
    /// `deposit`, `balance`, `refund`, `reversal`.
    pub kind: String,
    /// `cash`, `cheque`, `transfer`, `card`.
    pub means: String,
    /// How much; below zero when money went out.
    pub amount: Money,
    /// Number of a cheque, of a transfer…
    pub reference: Option<String>,
    /// Number of the receipt that it corrects.
    pub reverses: Option<String>,
    /// Why, of a refund or a correction.
    pub reason: Option<String>,
    /// Paid on the file until then, this one included.
    pub paid: Money,
    /// What the file costs, once it is known.
    pub due: Option<Money>,
}

/// A giving back as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Release {
    /// Number.
    pub number: String,
    /// `normal`, `withdrawn`, `unclaimed`.
    pub kind: String,
    /// `client`, `contact`, `other`, `nobody`.
    pub collector: String,
    /// Who took it.
    pub collector_name: String,
    /// What they are to the client.
    pub relation: Option<String>,
    /// `national`, `passport`, `licence`, `other`.
    pub id_kind: Option<String>,
    /// Last four characters of the identity document.
    pub id_last4: Option<String>,
    /// When the voucher was said to be lost.
    pub voucher_lost_at: Option<At>,
    /// Accessories given back.
    pub accessories_back: Vec<String>,
    /// What the repair costs, before payments.
    pub due: Money,
    /// What was paid.
    pub paid: Money,
    /// What is left to pay.
    pub owing: Money,
    /// Days of warranty on the repair.
    pub repair_warranty_days: i64,
    /// Until when.
    pub repair_warranty_until: Option<Day>,
    /// Why, of a withdrawal or of what nobody came for.
    pub reason: Option<String>,
    /// When it was given back.
    pub released_at: At,
}

/// A signature as printed: on the version of a document that follows the one that was signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signed {
    /// Who signed.
    pub name: String,
    /// `drawn` or `typed`.
    pub way: String,
    /// When.
    pub at: At,
    /// Digest of the drawing among the files.
    pub image: Option<String>,
    /// SHA-256 of the texts that were signed.
    pub digest: String,
}
