//! One act at the counter: one client, one depositor, one or several equipment.

use crate::{
    clients::ClientInput,
    equipment::EquipmentInput,
    intakes::{CodeKind, IntakeInput},
    kernel::{
        error::Faults,
        fold::is_blank,
        id::{ClientId, ContactId, DepositId, EquipmentId, FileId},
        money::{self, Money},
        phone,
        time::At,
    },
    lang::{Key, say},
    payments::Means,
    record,
};

record! {
    /// A deposit as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Deposit {
        /// Id.
        pub id: DepositId,
        /// Whose.
        pub client_id: ClientId,
        /// Whom to contact, of a company.
        pub contact_id: Option<ContactId>,
        /// Who brought it.
        pub depositor_name: Option<String>,
        /// Their phone, as typed.
        pub depositor_phone: Option<String>,
        /// When it came.
        pub deposited_at: At,
        /// When it was recorded.
        pub recorded_at: At,
    }
}

/// What is typed of a deposit.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct DepositInput {
    /// A known client…
    pub client_id: Option<ClientId>,
    /// …or a new one.
    pub client: ClientInput,
    /// Whom to contact, of a company.
    pub contact_id: Option<ContactId>,
    /// Who brought it, when it is not the client.
    pub depositor_name: String,
    /// Their phone.
    pub depositor_phone: String,
    /// When it came; now when absent. Perhaps earlier: a power cut, a paper form.
    pub deposited_at: Option<At>,
    /// What was brought; at least one.
    pub items: Vec<ItemInput>,
}

/// What is typed of one equipment of a deposit.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ItemInput {
    /// A known equipment of the client…
    pub equipment_id: Option<EquipmentId>,
    /// …or a new one.
    pub equipment: EquipmentInput,
    /// The voucher.
    #[serde(flatten)]
    pub intake: IntakeInput,
    /// How it is unlocked; digits or letters when absent.
    pub code_kind: Option<CodeKind>,
    /// What unlocks it.
    pub code: String,
    /// Paid in advance, now.
    pub advance: Option<Money>,
    /// By what means; cash when absent.
    pub advance_means: Option<Means>,
    /// Number of a cheque or transfer.
    pub advance_reference: String,
    /// Uploaded files.
    #[schema(value_type = Vec<String>)]
    pub files: Vec<FileId>,
    /// The pocket in which a form's photos wait; forms alone have one.
    #[serde(skip)]
    #[schema(ignore)]
    pub pocket: String,
}

/// The most equipment of one deposit.
pub const MOST: usize = 20;
/// The longest name of a depositor.
const LINE: usize = 200;
/// A paper form or a power cut is recorded within a year; an earlier day is a slip of the hand, and its number would stay.
const BACK_DAYS: i64 = 366;
/// A clock of a counter may be a little ahead.
const AHEAD_MS: i64 = 10 * 60_000;

impl DepositInput {
    /// When it came.
    pub fn deposited_at(&self, now: At) -> At {
        self.deposited_at.unwrap_or(now)
    }

    /// Checks what was typed: client name, one phone, category, fault; nothing else blocks.
    pub fn check(&self, region: &str, now: At) -> Faults {
        let mut faults = Faults::new();
        if self.client_id.is_none() {
            for (field, text) in self.client.check(region).0 {
                faults.add(&format!("client.{field}"), text);
            }
        }
        faults.when(
            !self.depositor_phone.trim().is_empty() && phone::parse(&self.depositor_phone, region).is_none(),
            "depositor_phone",
            Key::ErrorPhone,
        );
        faults.when(self.deposited_at.is_some_and(|at| at > now.plus_ms(AHEAD_MS)), "deposited_at", Key::ErrorFuture);
        for (field, text) in [("depositor_name", &self.depositor_name), ("depositor_phone", &self.depositor_phone)] {
            faults.when(text.chars().count() > LINE, field, say::ErrorTooLong { most: LINE.into() });
        }
        faults.when(
            self.deposited_at.is_some_and(|at| at < now.plus_days(-BACK_DAYS)),
            "deposited_at",
            Key::DepositsTooOld,
        );
        faults.when(self.items.is_empty(), "items", Key::DepositsNothing);
        faults.when(self.items.len() > MOST, "items", say::DepositsTooMany { most: MOST.into() });
        for (n, item) in self.items.iter().enumerate() {
            let prefix = format!("items.{n}.");
            if item.equipment_id.is_none() {
                for (field, text) in item.equipment.check().0 {
                    faults.add(&format!("{prefix}{field}"), text);
                }
            }
            faults.0.extend(item.intake.check(&prefix, self.deposited_at(now)).0);
            faults.when(
                item.advance.is_some_and(|amount| !(Money::ZERO..=money::MOST).contains(&amount)),
                &format!("{prefix}advance"),
                Key::ErrorAmount,
            );
            let code = format!("{prefix}code");
            faults.when(item.code_kind.is_some() && is_blank(&item.code), &code, Key::ErrorRequired);
            faults.when(!is_blank(&item.code) && !code_is_readable(item), &code, Key::IntakesCodeShape);
        }
        faults
    }
}

fn code_is_readable(item: &ItemInput) -> bool {
    crate::intakes::code_is_readable(item.code_kind.unwrap_or(CodeKind::Pin), &item.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_things_are_needed_and_nothing_else_blocks() {
        let now = At::from_ms(1_795_510_800_000);
        let empty = DepositInput { items: vec![ItemInput::default()], ..DepositInput::default() };
        let fields: Vec<String> = empty.check("DZ", now).0.into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["client.name", "client.phone", "items.0.category", "items.0.fault"]);
        let mut good = empty;
        good.client.name = "Amina".into();
        good.client.phone = "0551706050".into();
        good.items[0].equipment.category = "PC portable".into();
        good.items[0].intake.fault = "Ne s'allume pas".into();
        assert!(good.check("DZ", now).is_empty());
        good.deposited_at = Some(now.plus_days(1));
        assert_eq!(good.check("DZ", now).0[0].0, "deposited_at");
    }
}
