//! A client who is to be called. Pure.

use crate::{
    intakes::Outcome,
    kernel::{
        error::Faults,
        id::{CallId, ClientId, IntakeId},
        time::At,
    },
    lang::say,
    record,
    settings::Told,
    words,
};

words! {
    /// Why somebody is to be called.
    pub enum CallWhy {
        /// There is no number that receives messages.
        NoMobile = "no_mobile" => calls_no_mobile,
        /// The shop has no gateway.
        NoGateway = "no_gateway" => calls_no_gateway,
        /// The message did not go.
        Failed = "failed" => calls_failed,
        /// Nobody knows whether it went.
        Unknown = "unknown" => calls_unknown,
    }
}

record! {
    /// A call to make, with what one needs to make it.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Call {
        /// Id.
        pub id: CallId,
        /// The file.
        pub intake_id: IntakeId,
        /// Its number.
        pub intake_number: String,
        /// How the work ended.
        pub outcome: Option<Outcome>,
        /// Whom.
        pub client_id: ClientId,
        /// Their name.
        pub client_name: String,
        /// Their phone.
        pub phone: Option<String>,
        /// The person to contact.
        pub contact_name: Option<String>,
        /// Their phone.
        pub contact_phone: Option<String>,
        /// Category of the equipment.
        pub category: String,
        /// Brand.
        pub brand: Option<String>,
        /// Model.
        pub model: Option<String>,
        /// What is to be told.
        pub what: Told,
        /// Why by telephone.
        pub why: CallWhy,
        /// Since when.
        pub created_at: At,
    }
}

/// What came of a call.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct CallInput {
    /// What was said; may be empty.
    pub note: String,
}

/// The longest note.
const NOTE: usize = 500;

impl CallInput {
    /// What is wrong with it.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(self.note.chars().count() > NOTE, "note", say::ErrorTooLong { most: NOTE.into() });
        faults
    }
}
