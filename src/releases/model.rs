//! Giving back: who collects, what goes back, what is owed.

use crate::{
    kernel::{
        db::Json,
        error::Faults,
        fold::is_blank,
        id::{IntakeId, ReleaseId, UserId},
        money::Money,
        time::At,
    },
    lang::{Key, say},
    record, words,
};

words! {
    /// How it was given back.
    pub enum ReleaseKind {
        /// After the work.
        Normal = "normal" => release_normal,
        /// Unrepaired, before the work ended.
        Withdrawn = "withdrawn" => release_withdrawn,
        /// Nobody came for it.
        Unclaimed = "unclaimed" => release_unclaimed,
    }
}

words! {
    /// Who collects.
    pub enum Collector {
        /// The client.
        Client = "client" => collector_client,
        /// The person to contact.
        Contact = "contact" => collector_contact,
        /// Somebody else.
        Other = "other" => collector_other,
        /// Nobody: it was never claimed.
        Nobody = "nobody" => collector_nobody,
    }
}

words! {
    /// What somebody else showed.
    pub enum IdKind {
        /// National identity card.
        National = "national" => id_national,
        /// Passport.
        Passport = "passport" => id_passport,
        /// Driving licence.
        Licence = "licence" => id_licence,
        /// Another paper.
        Other = "other" => id_other,
    }
}

record! {
    /// A release as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Release {
        /// Id.
        pub id: ReleaseId,
        /// Number of the voucher.
        pub number: String,
        /// What was given back.
        pub intake_id: IntakeId,
        /// How.
        pub kind: ReleaseKind,
        /// Who collected.
        pub collector: Collector,
        /// Their name.
        pub collector_name: String,
        /// What they showed.
        pub id_kind: Option<IdKind>,
        /// Its last four characters.
        pub id_last4: Option<String>,
        /// What they are to the client.
        pub relation: Option<String>,
        /// The voucher was said to be lost.
        pub voucher_lost_at: Option<At>,
        /// Accessories that went back.
        #[schema(value_type = Vec<String>)]
        pub accessories_back: Json<Vec<String>>,
        /// What the work cost, with tax.
        pub due: Money,
        /// What was paid.
        pub paid: Money,
        /// What is still owed.
        pub owing: Money,
        /// Who allowed that.
        pub owing_allowed_by: Option<UserId>,
        /// Days of warranty on the repair.
        pub repair_warranty_days: i64,
        /// Why it was given back so.
        pub reason: Option<String>,
        /// When.
        pub released_at: At,
        /// By whom.
        pub released_by: Option<UserId>,
    }
}

/// What is typed of a release.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ReleaseInput {
    /// Who collects; needed but for what was never claimed.
    pub collector: Option<Collector>,
    /// Their name; the client's or contact's when absent.
    pub collector_name: String,
    /// What somebody else shows; needed then.
    pub id_kind: Option<IdKind>,
    /// Its last four characters.
    pub id_last4: String,
    /// What they are to the client.
    pub relation: String,
    /// The voucher is lost.
    pub voucher_lost: bool,
    /// Accessories that go back.
    pub accessories_back: Vec<String>,
    /// Days of warranty on the repair; the shop's when absent.
    pub repair_warranty_days: Option<i64>,
    /// Let an individual leave owing: needs a manager.
    pub leave_owing: bool,
    /// Why: needed for what was withdrawn or never claimed, and when someone leaves owing.
    pub reason: String,
}

/// The longest name or relation.
const LINE: usize = 200;
/// The longest reason.
const TEXT: usize = 2_000;

impl ReleaseInput {
    /// Checks what was typed for a release of this kind.
    pub fn check(&self, kind: ReleaseKind) -> Faults {
        let mut faults = Faults::new();
        let lines = [
            ("collector_name", &self.collector_name, LINE),
            ("relation", &self.relation, LINE),
            ("reason", &self.reason, TEXT),
        ];
        for (field, text, most) in lines {
            faults.when(text.chars().count() > most, field, say::ErrorTooLong { most: most.into() });
        }
        let long = self.accessories_back.len() > 50 || self.accessories_back.iter().any(|a| a.chars().count() > LINE);
        faults.when(long, "accessories_back", say::ErrorTooLong { most: LINE.into() });
        if kind == ReleaseKind::Unclaimed {
            faults.when(is_blank(&self.reason), "reason", Key::ErrorRequired);
            return faults;
        }
        faults.when(matches!(self.collector, None | Some(Collector::Nobody)), "collector", Key::ErrorChoose);
        if self.collector == Some(Collector::Other) {
            faults.when(is_blank(&self.collector_name), "collector_name", Key::ErrorRequired);
            faults.when(self.id_kind.is_none(), "id_kind", Key::ErrorChoose);
            let four = self.id_last4.trim();
            faults.when(
                four.chars().count() != 4 || !four.chars().all(char::is_alphanumeric),
                "id_last4",
                Key::ReleasesLast4,
            );
            faults.when(is_blank(&self.relation), "relation", Key::ErrorRequired);
        }
        faults.when(kind == ReleaseKind::Withdrawn && is_blank(&self.reason), "reason", Key::ErrorRequired);
        faults.when(self.leave_owing && is_blank(&self.reason), "reason", Key::ErrorRequired);
        faults.when(
            self.repair_warranty_days.is_some_and(|d| !(0..=3_650).contains(&d)),
            "repair_warranty_days",
            Key::ErrorNumber,
        );
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_else_shows_a_paper() {
        let mut input = ReleaseInput { collector: Some(Collector::Client), ..ReleaseInput::default() };
        assert!(input.check(ReleaseKind::Normal).is_empty());
        assert_eq!(input.check(ReleaseKind::Withdrawn).0.len(), 1);
        input.collector = Some(Collector::Other);
        assert_eq!(input.check(ReleaseKind::Normal).0.len(), 4);
        input = ReleaseInput {
            collector_name: "Ali".into(),
            id_kind: Some(IdKind::National),
            id_last4: "12A4".into(),
            relation: "frère".into(),
            ..input
        };
        assert!(input.check(ReleaseKind::Normal).is_empty());
    }
}
