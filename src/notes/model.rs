//! A note within the team on a repair file. It is written once and never shown to the client.

use crate::{
    kernel::{
        error::Faults,
        fold::is_blank,
        id::{NoteId, UserId},
        time::At,
    },
    lang::{Key, say},
    record,
};

record! {
    /// A note as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Note {
        /// Id.
        pub id: NoteId,
        /// What it says.
        pub body: String,
        /// When.
        pub at: At,
        /// By whom.
        pub by_user: Option<UserId>,
        /// Their name.
        pub by_name: Option<String>,
    }
}

/// What is typed of a note.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NoteInput {
    /// What it says; needed.
    pub body: String,
}

/// The longest note.
const LONGEST: usize = 10_000;

impl NoteInput {
    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(is_blank(&self.body), "body", Key::ErrorRequired);
        faults.when(self.body.trim().chars().count() > LONGEST, "body", say::ErrorTooLong { most: LONGEST.into() });
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_something_and_not_too_much() {
        let check = |body: String| NoteInput { body }.check().is_empty();
        assert!(check("ن".repeat(LONGEST)));
        assert!(!check("x".repeat(LONGEST + 1)));
        assert!(!check(" \n".into()));
    }
}
