//! The cash of a person: what their drawer should hold, and a closing, where it is counted and the differences are said.

use crate::{
    kernel::{
        db::{FromRow, Row},
        error::{Faults, Result},
        id::{ClosingId, PaymentId, UserId},
        money::{self, Money},
        time::{At, Day},
    },
    lang::{Key, say},
    payments::{Means, MeansSum},
    record,
};

/// The longest reason.
const REASON: usize = 1_000;

/// What a person has taken and given back since their last closing.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Drawer {
    /// Cash that was left in it at the last closing.
    pub float: Money,
    /// Rows since then.
    pub count: i64,
    /// By means; cash first, also when there was none.
    pub sums: Vec<MeansSum>,
    /// When the first of the rows was recorded.
    pub first_at: Option<At>,
    /// When the last was.
    pub last_at: Option<At>,
    /// The last of the rows.
    pub last_id: Option<PaymentId>,
    /// Which rows these are: a closing names it, so that what came or went meanwhile is counted too.
    pub stamp: String,
}

record! {
    /// The first and the last of the open rows of a drawer.
    #[derive(Clone, Copy, Debug, Default, PartialEq)]
    pub struct Span {
        /// When the first was recorded.
        pub first_at: Option<At>,
        /// When the last was.
        pub last_at: Option<At>,
        /// The last.
        pub last: Option<PaymentId>,
    }
}

record! {
    /// A drawer in a list.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct DrawerLine {
        /// Whose.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// Rows since the last closing.
        pub count: i64,
        /// In less out of them, all means.
        pub moved: Money,
        /// Cash among it.
        pub cash: Money,
        /// Cash that was left in it.
        pub float: Money,
        /// When the first of the rows was recorded; without rows, when the drawer was closed.
        pub first_at: At,
    }
}

record! {
    /// A closing as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Closing {
        /// Id.
        pub id: ClosingId,
        /// Number.
        pub number: String,
        /// Whose drawer.
        pub user_id: UserId,
        /// Their name.
        pub user_name: String,
        /// The shop's day.
        pub day: Day,
        /// Cash in the drawer when it was opened.
        pub float_before: Money,
        /// Cash that stays in it.
        pub float_after: Money,
        /// Rows that were closed.
        pub count: i64,
        /// When the first of them was recorded.
        pub first_at: At,
        /// When the last was.
        pub last_at: At,
        /// Why there is a difference.
        pub reason: Option<String>,
        /// When.
        pub closed_at: At,
        /// By whom.
        pub closed_by: UserId,
        /// Their name.
        pub closer_name: String,
        /// Since when it counts no more.
        pub voided_at: Option<At>,
        /// Why.
        pub void_reason: Option<String>,
        /// Counted less expected, all means.
        pub difference: Money,
    }
}

/// One means of a closing.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct ClosingSum {
    /// What came and went.
    #[serde(flatten)]
    pub sum: MeansSum,
    /// What was counted.
    pub counted: Money,
}

impl FromRow for ClosingSum {
    fn read(row: &Row<'_>, at: &mut usize) -> Result<Self> {
        Ok(Self { sum: MeansSum::read(row, at)?, counted: Money::minor(i64::read(row, at)?) })
    }
}

/// A closing with what was counted.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Counted {
    /// The closing.
    #[serde(flatten)]
    pub closing: Closing,
    /// By means.
    pub sums: Vec<ClosingSum>,
}

impl Counted {
    /// What should have been there of a means.
    pub fn expected(&self, sum: &MeansSum) -> Money {
        expected(self.closing.float_before, sum)
    }

    /// Cash that left the drawer.
    pub fn handed_over(&self) -> Money {
        let cash = self.sums.iter().find(|line| line.sum.means == Means::Cash).map_or(Money::ZERO, |line| line.counted);
        cash - self.closing.float_after
    }
}

/// What should be there of a means: in less out, and for cash what was there before.
pub fn expected(float: Money, sum: &MeansSum) -> Money {
    let moved = sum.received + sum.returned;
    if sum.means == Means::Cash { float + moved } else { moved }
}

impl Drawer {
    /// Out of the sums of the open rows.
    pub(super) fn new(float: Money, mut sums: Vec<MeansSum>, span: Span, closed: Option<ClosingId>) -> Self {
        if !sums.iter().any(|sum| sum.means == Means::Cash) {
            sums.push(MeansSum { means: Means::Cash, count: 0, received: Money::ZERO, returned: Money::ZERO });
        }
        sums.sort_by_key(|sum| Means::ALL.iter().position(|means| *means == sum.means));
        let count = sums.iter().map(|sum| sum.count).sum();
        let word = |id: Option<String>| id.unwrap_or_default();
        let (last, closed) = (word(span.last.map(|id| id.to_string())), word(closed.map(|id| id.to_string())));
        let stamp = format!("{count}-{last}-{closed}");
        Self { float, count, sums, first_at: span.first_at, last_at: span.last_at, last_id: span.last, stamp }
    }

    /// What should be there of each means.
    pub fn expected(&self) -> impl Iterator<Item = (Means, Money)> {
        self.sums.iter().map(|sum| (sum.means, expected(self.float, sum)))
    }

    /// Counted less expected, for each means that differs.
    pub fn differences(&self, input: &ClosingInput) -> Vec<(Means, Money)> {
        let of = |(means, expected)| (means, input.counted(means).unwrap_or(Money::ZERO) - expected);
        self.expected().map(of).filter(|(_, difference)| *difference != Money::ZERO).collect()
    }
}

/// What is typed at a closing.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ClosingInput {
    /// The drawer's `stamp` when it was counted; needed.
    pub stamp: String,
    /// Cash counted, what was left before included; needed.
    pub cash: Option<Money>,
    /// Cheques counted, less those given back; needed when any came or went.
    pub cheque: Option<Money>,
    /// Transfers seen at the bank, less those sent back; needed when any came or went.
    pub transfer: Option<Money>,
    /// Card receipts, less those given back; needed when any came or went.
    pub card: Option<Money>,
    /// Cash that stays in the drawer; nothing when absent.
    pub float_after: Option<Money>,
    /// Why there is a difference; needed when there is one.
    pub reason: String,
}

/// Why a closing is voided.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct VoidClosing {
    /// The reason; needed.
    pub reason: String,
}

impl ClosingInput {
    /// What was counted of a means.
    pub fn counted(&self, means: Means) -> Option<Money> {
        match means {
            Means::Cash => self.cash,
            Means::Cheque => self.cheque,
            Means::Transfer => self.transfer,
            Means::Card => self.card,
        }
    }

    /// Checks what was typed against what the drawer should hold. The fields are called as the means.
    pub fn check(&self, drawer: &Drawer) -> Faults {
        let mut faults = Faults::new();
        for sum in &drawer.sums {
            faults.when(self.counted(sum.means).is_none(), sum.means.as_str(), Key::ErrorRequired);
        }
        faults.when(self.stamp.is_empty(), "stamp", Key::ErrorRequired);
        let left = self.float_after.unwrap_or(Money::ZERO);
        faults.when(!(Money::ZERO..=money::MOST).contains(&left), "float_after", Key::ErrorAmount);
        for means in Means::ALL {
            // Cheques and the like may have been given back; a drawer holds no less than nothing.
            let least = if *means == Means::Cash { Money::ZERO } else { money::MOST.negated() };
            let odd = self.counted(*means).is_some_and(|counted| !(least..=money::MOST).contains(&counted));
            faults.when(odd, means.as_str(), Key::ErrorAmount);
        }
        faults.when(self.cash.is_some_and(|cash| left > cash), "float_after", Key::CashLeftTooMuch);
        check_reason_length(&mut faults, &self.reason);
        if faults.is_empty() && self.reason.trim().is_empty() && !drawer.differences(self).is_empty() {
            faults.add("reason", Key::CashSayWhy);
        }
        faults
    }
}

impl VoidClosing {
    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.reason(&self.reason);
        faults
    }
}

fn check_reason_length(faults: &mut Faults, reason: &str) {
    faults.when(reason.chars().count() > REASON, "reason", say::ErrorTooLong { most: REASON.into() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(means: Means, received: i64, returned: i64) -> MeansSum {
        MeansSum { means, count: 1, received: Money::minor(received), returned: Money::minor(returned) }
    }

    fn fields(faults: &Faults) -> Vec<&str> {
        faults.0.iter().map(|(field, _)| field.as_str()).collect()
    }

    #[test]
    fn a_drawer_expects_what_moved_and_cash_what_was_left() {
        let sums = vec![sum(Means::Card, 900, 0), sum(Means::Cash, 5_000, -500)];
        let drawer = Drawer::new(Money::minor(1_000), sums, Span::default(), None);
        assert_eq!(
            drawer.expected().collect::<Vec<_>>(),
            [(Means::Cash, Money::minor(5_500)), (Means::Card, Money::minor(900))]
        );
        let empty = Drawer::new(Money::minor(700), vec![], Span::default(), None);
        assert_eq!(empty.expected().collect::<Vec<_>>(), [(Means::Cash, Money::minor(700))], "cash is always counted");
    }

    #[test]
    fn a_difference_needs_a_reason() {
        let drawer = Drawer::new(Money::ZERO, vec![sum(Means::Cash, 5_000, 0)], Span::default(), None);
        let counted = |cash, left, reason: &str| ClosingInput {
            cash: Some(Money::minor(cash)),
            float_after: left,
            stamp: "1--".into(),
            reason: reason.into(),
            ..ClosingInput::default()
        };
        assert!(counted(5_000, None, "").check(&drawer).is_empty());
        assert_eq!(fields(&counted(4_900, None, " ").check(&drawer)), ["reason"]);
        assert!(counted(4_900, None, "Erreur de rendu").check(&drawer).is_empty());
        assert_eq!(fields(&counted(5_000, Some(Money::minor(5_001)), "").check(&drawer)), ["float_after"]);
        assert_eq!(fields(&ClosingInput::default().check(&drawer)), ["cash", "stamp"]);
        assert_eq!(drawer.differences(&counted(4_900, None, "")), [(Means::Cash, Money::minor(-100))]);
    }
}
