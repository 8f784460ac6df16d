//! A client: an individual or a company; the people of a company; checks and phones.

use crate::{
    kernel::{
        error::Faults,
        fold::is_blank,
        id::{ClientId, ContactId},
        phone,
        time::At,
    },
    lang::{Key, Lang, say},
    record, words,
};

words! {
    /// What a client is.
    pub enum ClientKind {
        /// A person.
        Individual = "individual" => client_individual,
        /// A company, an office, a school…
        Company = "company" => client_company,
    }
}

record! {
    /// A client as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Client {
        /// Id.
        pub id: ClientId,
        /// Individual or company.
        pub kind: ClientKind,
        /// Name.
        pub name: String,
        /// Phone, E.164, when it could be read.
        pub phone: Option<String>,
        /// Phone as it was typed or imported.
        pub phone_typed: String,
        /// Second phone, E.164.
        pub phone2: Option<String>,
        /// E-mail.
        pub email: Option<String>,
        /// Street.
        pub address: Option<String>,
        /// Wilaya, by its code.
        pub wilaya: Option<String>,
        /// Commune.
        pub commune: Option<String>,
        /// Language of papers and messages.
        pub lang: Lang,
        /// Legal form of a company.
        pub legal_form: Option<String>,
        /// Trade register.
        pub rc: Option<String>,
        /// Tax number.
        pub nif: Option<String>,
        /// Statistics number.
        pub nis: Option<String>,
        /// Tax article.
        pub ai: Option<String>,
        /// What the counter must know; never printed.
        pub warning: Option<String>,
        /// When recorded.
        pub created_at: At,
        /// Version, for amending.
        pub version: i64,
    }
}

record! {
    /// A person of a company client.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Contact {
        /// Id.
        pub id: ContactId,
        /// The company.
        pub client_id: ClientId,
        /// Name.
        pub name: String,
        /// What they are there.
        pub title: Option<String>,
        /// Phone, E.164.
        pub phone: Option<String>,
        /// Phone as typed.
        pub phone_typed: String,
        /// E-mail.
        pub email: Option<String>,
        /// Since when they see all of the company's files.
        pub sees_all_since: Option<At>,
        /// Since when they are not there any more.
        pub archived_at: Option<At>,
        /// Version, for amending.
        pub version: i64,
    }
}

/// What is typed of a client.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ClientInput {
    /// Individual or company; an individual when absent.
    pub kind: Option<ClientKind>,
    /// Name; needed.
    pub name: String,
    /// Phone in any writing; needed at the counter.
    pub phone: String,
    /// Second phone.
    pub phone2: String,
    /// E-mail.
    pub email: String,
    /// Street.
    pub address: String,
    /// Wilaya, by its code.
    pub wilaya: String,
    /// Commune.
    pub commune: String,
    /// Language of papers and messages; the shop's when absent.
    pub lang: Option<Lang>,
    /// Legal form of a company.
    pub legal_form: String,
    /// Trade register.
    pub rc: String,
    /// Tax number.
    pub nif: String,
    /// Statistics number.
    pub nis: String,
    /// Tax article.
    pub ai: String,
    /// What the counter must know.
    pub warning: String,
}

/// What is typed of a person of a company.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ContactInput {
    /// Name; needed.
    pub name: String,
    /// What they are there.
    pub title: String,
    /// Phone in any writing.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Sees all of the company's files.
    pub sees_all: bool,
}

/// The longest name.
const NAME: usize = 200;
/// The longest address and note.
pub(super) const TEXT: usize = 2_000;

/// Nothing when empty.
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// Whether a text looks like an e-mail address: one `@` with a dotted name behind it. The mail server has the last word.
pub fn looks_like_email(text: &str) -> bool {
    match text.trim().split_once('@') {
        Some((user, host)) => {
            !user.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !text.trim().contains(char::is_whitespace)
                && !host.contains('@')
        }
        None => false,
    }
}

pub(super) fn check_phone(faults: &mut Faults, field: &str, typed: &str, region: &str) {
    faults.when(!typed.trim().is_empty() && phone::parse(typed, region).is_none(), field, Key::ErrorPhone);
}

fn check_common(faults: &mut Faults, name: &str, email: &str) {
    faults.when(is_blank(name), "name", Key::ErrorRequired);
    faults.when(name.chars().count() > NAME, "name", say::ErrorTooLong { most: NAME.into() });
    faults.when(email.chars().count() > NAME, "email", say::ErrorTooLong { most: NAME.into() });
    faults.when(!email.trim().is_empty() && !looks_like_email(email), "email", Key::ErrorEmail);
}

impl ClientInput {
    /// Checks what was typed at the counter: a name and one phone are needed.
    pub fn check(&self, region: &str) -> Faults {
        let mut faults = Faults::new();
        check_common(&mut faults, &self.name, &self.email);
        faults.when(is_blank(&self.phone), "phone", Key::ErrorRequired);
        check_phone(&mut faults, "phone", &self.phone, region);
        check_phone(&mut faults, "phone2", &self.phone2, region);
        faults.when(
            !self.wilaya.trim().is_empty() && super::wilayas::find(self.wilaya.trim()).is_none(),
            "wilaya",
            Key::ErrorChoose,
        );
        let lines = [
            ("commune", &self.commune),
            ("legal_form", &self.legal_form),
            ("rc", &self.rc),
            ("nif", &self.nif),
            ("nis", &self.nis),
            ("ai", &self.ai),
        ];
        for (field, text) in lines {
            faults.when(text.chars().count() > NAME, field, say::ErrorTooLong { most: NAME.into() });
        }
        for (field, text) in [("address", &self.address), ("warning", &self.warning)] {
            faults.when(text.chars().count() > TEXT, field, say::ErrorTooLong { most: TEXT.into() });
        }
        faults
    }

    /// The client that this makes.
    pub(super) fn to_client(&self, id: ClientId, region: &str, lang: Lang, now: At) -> Client {
        let phone_typed = self.phone.trim().to_owned();
        Client {
            id,
            kind: self.kind.unwrap_or(ClientKind::Individual),
            name: self.name.trim().to_owned(),
            phone: phone::parse(&phone_typed, region),
            phone_typed,
            phone2: phone::parse(&self.phone2, region),
            email: some(&self.email),
            address: some(&self.address),
            wilaya: some(&self.wilaya),
            commune: some(&self.commune),
            lang: self.lang.unwrap_or(lang),
            legal_form: some(&self.legal_form),
            rc: some(&self.rc),
            nif: some(&self.nif),
            nis: some(&self.nis),
            ai: some(&self.ai),
            warning: some(&self.warning),
            created_at: now,
            version: 1,
        }
    }
}

impl ContactInput {
    /// Checks what was typed.
    pub fn check(&self, region: &str) -> Faults {
        let mut faults = Faults::new();
        check_common(&mut faults, &self.name, &self.email);
        check_phone(&mut faults, "phone", &self.phone, region);
        faults.when(self.title.chars().count() > NAME, "title", say::ErrorTooLong { most: NAME.into() });
        faults
    }
}

impl Client {
    /// Whether it is a company.
    pub fn is_company(&self) -> bool {
        self.kind == ClientKind::Company
    }
}

/// What a list of clients is asked for.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct ClientFilter {
    /// Part of a name, or of a phone number.
    pub q: String,
    /// `individual` or `company`.
    pub kind: String,
    /// Where the page before ended.
    pub after: String,
}

/// The digits of a text in any script.
pub(super) fn digits_of(text: &str) -> String {
    crate::kernel::fold::fold(text).chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_one_phone_are_needed() {
        let faults = ClientInput::default().check("DZ");
        assert_eq!(faults.0.iter().map(|(f, _)| f.as_str()).collect::<Vec<_>>(), ["name", "phone"]);
        let good = ClientInput { name: "Amina".into(), phone: "0551 70 60 50".into(), ..ClientInput::default() };
        assert!(good.check("DZ").is_empty());
        let bad = ClientInput { phone: "12".into(), email: "a@b".into(), wilaya: "99".into(), ..good };
        assert_eq!(bad.check("DZ").0.len(), 3);
    }

    #[test]
    fn addresses_of_mail() {
        assert!(looks_like_email("a.b@c.dz"));
        for bad in ["a", "a@", "@b.c", "a@b", "a b@c.d", "a@b@c.d", "a@.d"] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }
}
