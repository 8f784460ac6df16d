//! A payment: money in or out on a repair file. A row is never changed; a reversing row corrects it.

use crate::{
    kernel::{
        db::{FromRow, Row},
        error::{Faults, Result},
        fold::is_blank,
        id::{ClientId, IntakeId, PaymentId, UserId},
        money::{MOST, Money},
        time::{At, Day},
    },
    lang::{Key, say},
    record, words,
};

words! {
    /// What a payment is.
    pub enum PaymentKind {
        /// Money in before the work is done.
        Deposit = "deposit" => payment_deposit,
        /// Money in for the rest.
        Balance = "balance" => payment_balance,
        /// Money given back.
        Refund = "refund" => payment_refund,
        /// The opposite of a row recorded by mistake.
        Reversal = "reversal" => payment_reversal,
    }
}

words! {
    /// How money changes hands.
    pub enum Means {
        /// Notes and coins.
        Cash = "cash" => means_cash,
        /// A cheque.
        Cheque = "cheque" => means_cheque,
        /// A bank transfer.
        Transfer = "transfer" => means_transfer,
        /// A bank card.
        Card = "card" => means_card,
    }
}

impl PaymentKind {
    /// What may be taken at the counter.
    pub const TAKEN: &'static [Self] = &[Self::Deposit, Self::Balance];
}

impl Means {
    /// Whether it leaves a number of a bank, which must be written down.
    pub fn has_reference(self) -> bool {
        matches!(self, Self::Cheque | Self::Transfer)
    }
}

record! {
    /// A payment as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Payment {
        /// Id.
        pub id: PaymentId,
        /// Number of the receipt.
        pub number: String,
        /// The repair file.
        pub intake_id: IntakeId,
        /// Whose file.
        pub client_id: ClientId,
        /// What it is.
        pub kind: PaymentKind,
        /// How the money changed hands.
        pub means: Means,
        /// Minor units: positive in, negative out.
        pub amount: Money,
        /// Currency of the shop at that time (ISO 4217).
        pub currency: String,
        /// Number of the cheque or the transfer.
        pub reference: Option<String>,
        /// The row that this one takes back.
        pub reverses_id: Option<PaymentId>,
        /// Why it was given or taken back.
        pub reason: Option<String>,
        /// The shop's day.
        pub day: Day,
        /// When.
        pub at: At,
        /// Who recorded it.
        pub by_user: Option<UserId>,
        /// Their name.
        pub by_name: Option<String>,
        /// The row that took this one back.
        pub reversed_by: Option<PaymentId>,
    }
}

impl Payment {
    /// Whether it may still be reversed: a reversal never, another row once.
    pub fn can_be_reversed(&self) -> bool {
        self.kind != PaymentKind::Reversal && self.reversed_by.is_none()
    }
}

/// A payment in a list over several files.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct PaymentLine {
    /// The payment.
    #[serde(flatten)]
    pub payment: Payment,
    /// Number of the intake voucher.
    pub intake_number: String,
    /// Name of the client.
    pub client_name: String,
}

impl FromRow for PaymentLine {
    fn read(row: &Row<'_>, at: &mut usize) -> Result<Self> {
        Ok(Self {
            payment: Payment::read(row, at)?,
            intake_number: String::read(row, at)?,
            client_name: String::read(row, at)?,
        })
    }
}

record! {
    /// What came and went in a day by one means.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct MeansSum {
        /// The means.
        pub means: Means,
        /// Rows.
        pub count: i64,
        /// Money in.
        pub received: Money,
        /// Money out, negative.
        pub returned: Money,
    }
}

record! {
    /// What one person took and gave back in a day.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct UserSum {
        /// Who; none for the system.
        pub user: Option<UserId>,
        /// Their name.
        pub name: Option<String>,
        /// Rows.
        pub count: i64,
        /// Money in.
        pub received: Money,
        /// Money out, negative.
        pub returned: Money,
    }
}

/// The sums of a day.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct DaySums {
    /// The day.
    pub day: Day,
    /// In less out.
    pub total: Money,
    /// By means.
    pub by_means: Vec<MeansSum>,
    /// By person.
    pub by_user: Vec<UserSum>,
}

/// What a list of payments is asked for.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct PaymentFilter {
    /// The day, `yyyy-mm-dd`; today when absent or unreadable.
    pub day: String,
    /// Where the page before ended.
    pub after: String,
}

/// What is typed when money comes in.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PaymentInput {
    /// `deposit` or `balance`; needed.
    pub kind: Option<PaymentKind>,
    /// How; needed.
    pub means: Option<Means>,
    /// Minor units, above zero; needed.
    pub amount: Option<Money>,
    /// Number of the cheque or the transfer; needed for these.
    pub reference: String,
}

/// What is typed when money is given back.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct RefundInput {
    /// How; needed.
    pub means: Option<Means>,
    /// Minor units, above zero and no more than was paid; needed.
    pub amount: Option<Money>,
    /// Number of the cheque or the transfer; needed for these.
    pub reference: String,
    /// Why; needed.
    pub reason: String,
    /// Out of whose drawer; one's own when absent.
    pub drawer: Option<UserId>,
}

/// Why a payment is taken back.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ReversalInput {
    /// The reason; needed.
    pub reason: String,
}

/// The longest number of a cheque or a transfer.
const REFERENCE: usize = 100;
/// The longest reason.
const REASON: usize = 1_000;

/// Nothing when empty.
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

fn check_money(faults: &mut Faults, means: Option<Means>, amount: Option<Money>, reference: &str) {
    match amount {
        None => faults.add("amount", Key::ErrorRequired),
        Some(amount) => {
            faults.when(amount <= Money::ZERO, "amount", Key::PaymentsAmountPositive);
            faults.when(amount > MOST, "amount", Key::ErrorAmount);
        }
    }
    faults.when(means.is_none(), "means", Key::ErrorChoose);
    let needed = means.is_some_and(Means::has_reference);
    faults.when(needed && is_blank(reference), "reference", Key::PaymentsReferenceNeeded);
    faults.when(reference.chars().count() > REFERENCE, "reference", say::ErrorTooLong { most: REFERENCE.into() });
}

fn check_reason(faults: &mut Faults, reason: &str) {
    faults.when(is_blank(reason), "reason", Key::ErrorRequired);
    faults.when(reason.chars().count() > REASON, "reason", say::ErrorTooLong { most: REASON.into() });
}

impl PaymentInput {
    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(!self.kind.is_some_and(|kind| PaymentKind::TAKEN.contains(&kind)), "kind", Key::ErrorChoose);
        check_money(&mut faults, self.means, self.amount, &self.reference);
        faults
    }
}

impl RefundInput {
    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        check_money(&mut faults, self.means, self.amount, &self.reference);
        check_reason(&mut faults, &self.reason);
        faults
    }
}

impl ReversalInput {
    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        check_reason(&mut faults, &self.reason);
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(faults: &Faults) -> Vec<&str> {
        faults.0.iter().map(|(field, _)| field.as_str()).collect()
    }

    #[test]
    fn money_in_needs_kind_means_and_amount() {
        assert_eq!(fields(&PaymentInput::default().check()), ["kind", "amount", "means"]);
        let cash = PaymentInput {
            kind: Some(PaymentKind::Deposit),
            means: Some(Means::Cash),
            amount: Some(Money::minor(1)),
            reference: String::new(),
        };
        assert!(cash.check().is_empty());
        for wrong in [Money::ZERO, Money::minor(-5), MOST + Money::minor(1)] {
            assert_eq!(fields(&PaymentInput { amount: Some(wrong), ..cash.clone() }.check()), ["amount"]);
        }
        let cheque = PaymentInput { means: Some(Means::Cheque), ..cash.clone() };
        assert_eq!(fields(&cheque.check()), ["reference"]);
        assert!(PaymentInput { reference: "0012345".into(), ..cheque }.check().is_empty());
        assert_eq!(fields(&PaymentInput { kind: Some(PaymentKind::Refund), ..cash }.check()), ["kind"]);
    }

    #[test]
    fn money_out_needs_a_reason() {
        let refund = RefundInput { means: Some(Means::Cash), amount: Some(Money::minor(1)), ..RefundInput::default() };
        assert_eq!(fields(&refund.check()), ["reason"]);
        assert_eq!(fields(&ReversalInput { reason: " ".into() }.check()), ["reason"]);
    }
}
