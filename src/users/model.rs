//! A member of staff: role, language, account. Passwords and their rules.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};

use crate::{
    kernel::{
        error::{Error, Faults, Result},
        fold::is_blank,
        id::UserId,
        time::At,
    },
    lang::{Key, Lang, say},
    record, words,
};

words! {
    /// What a member of staff is in the shop.
    pub enum Role {
        /// Repairs.
        Technician = "technician" => role_technician,
        /// Works at the counter.
        Sales = "sales" => role_sales,
        /// Runs the shop.
        Manager = "manager" => role_manager,
    }
}

record! {
    /// A member of staff as stored, without the password.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct User {
        /// Id.
        pub id: UserId,
        /// Name to log in with.
        pub login: String,
        /// Name as shown to colleagues.
        pub name: String,
        /// Role.
        pub role: Role,
        /// Language of the screens.
        pub lang: Lang,
        /// Phone, E.164.
        pub phone: Option<String>,
        /// Since when the password was handed out by another and must be changed.
        pub must_change_since: Option<At>,
        /// Since when they take software tickets.
        pub takes_tickets_since: Option<At>,
        /// When the account was made.
        pub created_at: At,
        /// Since when they may not log in.
        pub deactivated_at: Option<At>,
        /// Version, for amending.
        pub version: i64,
    }
}

/// Who is logged in: what every page and every right needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Id.
    pub id: UserId,
    /// Name as shown.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Language of the screens.
    pub lang: Lang,
    /// Takes software tickets.
    pub engineer: bool,
    /// Must choose a password of their own first.
    pub must_change: bool,
}

impl From<&User> for Who {
    fn from(user: &User) -> Self {
        Self {
            id: user.id,
            name: user.name.clone(),
            role: user.role,
            lang: user.lang,
            engineer: user.takes_tickets_since.is_some(),
            must_change: user.must_change_since.is_some(),
        }
    }
}

/// What a manager types to make or change an account.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct UserInput {
    /// Name to log in with: letters, digits, `.`, `-`, `_`; kept in lower case.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// Role.
    pub role: Option<Role>,
    /// Language.
    pub lang: Lang,
    /// Phone, as typed.
    pub phone: String,
    /// Takes software tickets.
    pub takes_tickets: bool,
}

/// The shortest password.
pub const SHORTEST: usize = 10;
const LONGEST: usize = 200;
/// Refused whatever their length; compared in lower case with digits at the end taken off.
const COMMON: &[&str] = &[
    "password",
    "motdepasse",
    "azertyuiop",
    "qwertyuiop",
    "administrateur",
    "administrator",
    "fixili",
    "iloveyou",
    "bonjour",
    "algerie",
    "solinf",
    "technicien",
    "letmein",
    "welcome",
];

impl UserInput {
    /// The log-in name as kept.
    pub fn login(&self) -> String {
        self.login.trim().to_lowercase()
    }

    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        let login = self.login();
        if login.is_empty() {
            faults.add("login", Key::ErrorRequired);
        } else if login.len() > 60 || !login.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        {
            faults.add("login", Key::UsersLoginShape);
        }
        faults.when(is_blank(&self.name), "name", Key::ErrorRequired);
        faults.when(self.role.is_none(), "role", Key::ErrorChoose);
        faults
    }
}

impl UserInput {
    /// Checks what was typed together with the first password.
    pub fn check_with(&self, password: &str) -> Faults {
        let mut faults = self.check();
        if let Err(Error::Invalid(found)) = check_password("password", password, &self.login()) {
            faults.0.extend(found.0);
        }
        faults
    }
}

/// Checks a new password against the rules; `login` and `name` must not be it.
///
/// # Errors
/// [`Error::Invalid`] at `field`.
pub fn check_password(field: &str, password: &str, login: &str) -> Result<()> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Error::field(field, say::UsersPasswordShort { least: SHORTEST.into() }));
    }
    if length > LONGEST {
        return Err(Error::field(field, say::ErrorTooLong { most: LONGEST.into() }));
    }
    let lower = password.to_lowercase();
    let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let one_letter = password.chars().all(|c| password.starts_with(c));
    let digits_in_row = "01234567890123456789".contains(password) || "98765432109876543210".contains(password);
    if COMMON.contains(&stem) || one_letter || digits_in_row || (!login.is_empty() && stem == login) {
        return Err(Error::field(field, Key::UsersPasswordCommon));
    }
    Ok(())
}

/// A password that was checked and digested, before the transaction that keeps it: argon2 takes its time, and nobody
/// else may write meanwhile.
#[derive(Clone, Debug)]
pub struct NewPassword(String);

impl NewPassword {
    /// Checks and digests the password of the account with this log-in name.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `password` when it is weak.
    pub async fn choose(password: &str, login: &str) -> Result<Self> {
        check_password("password", password, login)?;
        let password = password.to_owned();
        let digest = tokio::task::spawn_blocking(move || hash_password(&password)).await.map_err(Error::internal)?;
        Ok(Self(digest?))
    }

    /// The digest, as the database keeps it.
    pub(super) fn digest(&self) -> &str {
        &self.0
    }
}

/// The digest of a password (argon2id, the parameters of the library's default, RFC 9106's second choice).
///
/// # Errors
/// Never for passwords of our lengths.
pub(super) fn hash_password(password: &str) -> Result<String> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(Error::internal)
}

/// The digest of a password that nobody has, so that an unknown log-in name is compared as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_password("nobody has this password").unwrap_or_default());

/// Whether a password has this digest, computed beside the threads that serve; without a digest it is wrong, and takes as
/// long to be so.
///
/// # Errors
/// Never but when the server ends.
pub(super) async fn matches(password: &str, digest: Option<&str>) -> Result<bool> {
    let known = digest.is_some();
    let (password, digest) = (password.to_owned(), digest.unwrap_or(&NOBODY).to_owned());
    let matched =
        tokio::task::spawn_blocking(move || password_matches(&password, &digest)).await.map_err(Error::internal)?;
    Ok(matched && known)
}

/// Whether the password has this digest.
fn password_matches(password: &str, digest: &str) -> bool {
    PasswordHash::new(digest).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// A first password that can be read aloud: 4 groups of 4 without look-alikes.
pub fn first_password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let bytes = crate::kernel::secret::random::<16>();
    let letters: Vec<char> = bytes.iter().map(|b| char::from(LETTERS[usize::from(*b) % LETTERS.len()])).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused() {
        for weak in ["short", "Password123", "motdepasse!", "aaaaaaaaaaaa", "0123456789", "karim.b-2026", "AZERTYUIOP1"]
        {
            assert!(check_password("password", weak, "karim.b").is_err(), "{weak}");
        }
        for fine in ["un cheval vert", "karim.b et son chat", "كلمة سر طويلة"] {
            assert!(check_password("password", fine, "karim.b").is_ok(), "{fine}");
        }
        assert!(check_password("password", &first_password(), "x").is_ok());
    }

    #[test]
    fn a_digest_matches_its_password_alone() {
        let digest = hash_password("un cheval vert").expect("a digest");
        assert!(password_matches("un cheval vert", &digest));
        assert!(!password_matches("un cheval bleu", &digest));
        assert!(!password_matches("un cheval vert", "nonsense"));
    }
}
