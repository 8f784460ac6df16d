//! Who does something: told by kind and id, never by name, so that a person can be erased.

use super::id::{Id, UserId};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A member of staff.
    Staff(UserId),
    /// The system itself: a timer, an import, the demo.
    System,
}

impl Actor {
    /// The stored kind.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Staff(_) => "staff",
            Self::System => "system",
        }
    }

    /// The stored id.
    pub fn id(self) -> Option<i64> {
        self.user().map(Id::raw)
    }

    /// The member of staff, if it is one.
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::Staff(id) => Some(id),
            Self::System => None,
        }
    }
}
