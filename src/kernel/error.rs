//! The one error of the application, and how a verb refuses.

use super::fold::is_blank;
use crate::lang::{Key, Text, say};

/// The longest reason.
const REASON: usize = 2_000;

/// Why something was not done.
#[derive(Debug)]
pub enum Error {
    /// It does not exist, or the asker may not know that it does.
    NotFound,
    /// Nobody is logged in.
    Unauthenticated,
    /// The asker may not do this.
    Forbidden,
    /// Fields are wrong or missing.
    Invalid(Faults),
    /// The state of things does not allow it; the text says why.
    Conflict(Text),
    /// Too many tries; seconds to wait.
    TooMany(i64),
    /// The database or the disk is not there now.
    Unavailable(String),
    /// A fault of ours.
    Internal(String),
}

/// The result of a verb.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What was chosen in a field that needs a choice.
///
/// # Errors
/// [`Error::Invalid`] at the field when nothing was.
pub fn chosen<T>(field: &str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| Error::field(field, Key::ErrorChoose))
}

/// Wrong fields, each with its message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults(pub Vec<(String, Text)>);

impl Faults {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One wrong field.
    pub fn one(field: &str, text: impl Into<Text>) -> Self {
        Self(vec![(field.to_owned(), text.into())])
    }

    /// Adds a wrong field.
    pub fn add(&mut self, field: &str, text: impl Into<Text>) {
        self.0.push((field.to_owned(), text.into()));
    }

    /// Adds the field when `bad`.
    pub fn when(&mut self, bad: bool, field: &str, text: impl Into<Text>) {
        if bad {
            self.add(field, text);
        }
    }

    /// Checks why something is done, where that has to be said.
    pub fn reason(&mut self, reason: &str) {
        self.when(is_blank(reason), "reason", Key::ErrorRequired);
        self.when(reason.chars().count() > REASON, "reason", say::ErrorTooLong { most: REASON.into() });
    }

    /// Nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok(value)` when nothing is wrong.
    pub fn or<T>(self, value: T) -> Result<T> {
        if self.is_empty() { Ok(value) } else { Err(Error::Invalid(self)) }
    }
}

/// What is not there is a message at the field that named it.
pub trait OrField<T> {
    /// Turns [`Error::NotFound`] into a fault of `field`.
    ///
    /// # Errors
    /// [`Error::Invalid`] instead of not found; any other as it is.
    fn or_field(self, field: &str, text: impl Into<Text>) -> Result<T>;
}

impl<T> OrField<T> for Result<T> {
    fn or_field(self, field: &str, text: impl Into<Text>) -> Result<T> {
        self.map_err(|e| if matches!(e, Error::NotFound) { Error::field(field, text) } else { e })
    }
}

impl Error {
    /// One wrong field.
    pub fn field(field: &str, text: impl Into<Text>) -> Self {
        Self::Invalid(Faults::one(field, text))
    }

    /// A refusal with its reason.
    pub fn conflict(text: impl Into<Text>) -> Self {
        Self::Conflict(text.into())
    }

    /// Someone else saved first: what was typed stays, and saving it again is then meant.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Conflict(text) if text.key == Key::ErrorStale)
    }

    /// A fault of ours, with what is known of it for the log.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Self::Internal(what.to_string())
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Unauthenticated => f.write_str("not logged in"),
            Self::Forbidden => f.write_str("not allowed"),
            Self::Invalid(faults) => {
                f.write_str("invalid:")?;
                faults.0.iter().try_for_each(|(field, text)| write!(f, " {field} ({})", text.in_english()))
            }
            Self::Conflict(text) => f.write_str(&text.in_english()),
            Self::TooMany(wait) => write!(f, "too many tries, wait {wait} s"),
            Self::Unavailable(what) => write!(f, "unavailable: {what}"),
            Self::Internal(what) => write!(f, "internal: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(e: std::io::Error) -> Self {
        match e.kind() {
            std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::FileTooLarge
            | std::io::ErrorKind::ReadOnlyFilesystem => Self::Unavailable(e.to_string()),
            _ => Self::Internal(e.to_string()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(e: serde_json::Error) -> Self {
        Self::Internal(format!("JSON: {e}"))
    }
}

impl From<super::id::BadId> for Error {
    fn from(_: super::id::BadId) -> Self {
        Self::NotFound
    }
}
