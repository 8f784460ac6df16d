//! A partner: an outside repairer or manufacturer that equipment is sent to; checks.

use crate::{
    clients::looks_like_email,
    kernel::{error::Faults, fold::is_blank, id::PartnerId, phone, time::At},
    lang::{Key, say},
    record,
};

record! {
    /// A partner as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Partner {
        /// Id.
        pub id: PartnerId,
        /// Name.
        pub name: String,
        /// Phone, E.164, when it could be read.
        pub phone: Option<String>,
        /// Phone as it was typed.
        pub phone_typed: String,
        /// E-mail.
        pub email: Option<String>,
        /// Where things are sent, a line each.
        pub address: Option<String>,
        /// What the team should know.
        pub note: Option<String>,
        /// Since when it is not offered any more.
        pub archived_at: Option<At>,
        /// When recorded.
        pub created_at: At,
        /// Version, for amending.
        pub version: i64,
    }
}

/// What is typed of a partner.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PartnerInput {
    /// Name; needed.
    pub name: String,
    /// Phone in any writing.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Where things are sent, a line each.
    pub address: String,
    /// What the team should know.
    pub note: String,
}

/// What a list of partners is asked for.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct PartnerFilter {
    /// Part of a name, or of a phone number.
    pub q: String,
    /// `1` for those that are not offered any more.
    pub archived: String,
    /// Where the page before ended.
    pub after: String,
}

/// The longest name.
pub const NAME: usize = 200;
/// The longest address and note.
const TEXT: usize = 2_000;

/// Nothing when empty.
fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

impl PartnerInput {
    /// Checks what was typed: a name is enough.
    pub fn check(&self, region: &str) -> Faults {
        let mut faults = Faults::new();
        faults.when(is_blank(&self.name), "name", Key::ErrorRequired);
        faults.when(self.name.chars().count() > NAME, "name", say::ErrorTooLong { most: NAME.into() });
        faults.when(
            !self.phone.trim().is_empty() && phone::parse(&self.phone, region).is_none(),
            "phone",
            Key::ErrorPhone,
        );
        faults.when(!self.email.trim().is_empty() && !looks_like_email(&self.email), "email", Key::ErrorEmail);
        for (field, text) in [("address", &self.address), ("note", &self.note)] {
            faults.when(text.chars().count() > TEXT, field, say::ErrorTooLong { most: TEXT.into() });
        }
        faults
    }

    /// The partner that this makes.
    pub(super) fn to_partner(&self, id: PartnerId, region: &str, now: At) -> Partner {
        Partner {
            id,
            name: self.name.trim().to_owned(),
            phone: phone::parse(&self.phone, region),
            phone_typed: self.phone.trim().to_owned(),
            email: some(&self.email),
            address: some(&self.address),
            note: some(&self.note),
            archived_at: None,
            created_at: now,
            version: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_enough() {
        assert_eq!(PartnerInput::default().check("DZ").0[0].0, "name");
        let input = PartnerInput { name: "Centre agréé".into(), ..PartnerInput::default() };
        assert!(input.check("DZ").is_empty());
        let bad = PartnerInput { phone: "12".into(), email: "a@b".into(), ..input };
        assert_eq!(bad.check("DZ").0.len(), 2);
    }
}
