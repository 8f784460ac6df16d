//! Who does something: told by kind and id, never by name, so that a person can be erased.

use super::id::{HandoffId, Id, UserId};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A member of staff.
    Staff(UserId),
    /// Someone with a page that a member of staff opened for them on a phone.
    Link(HandoffId),
    /// The system itself: a timer, an import, the demo.
    System,
}

impl Actor {
    /// The stored kind.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Staff(_) => "staff",
            Self::Link(_) => "link",
            Self::System => "system",
        }
    }

    /// The stored id.
    pub fn id(self) -> Option<i64> {
        match self {
            Self::Staff(id) => Some(id.raw()),
            Self::Link(id) => Some(id.raw()),
            Self::System => None,
        }
    }

    /// The member of staff, if it is one.
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::Staff(id) => Some(id),
            Self::Link(_) | Self::System => None,
        }
    }

    /// The page of a phone, if it came through one.
    pub fn handoff(self) -> Option<HandoffId> {
        match self {
            Self::Link(id) => Some(id),
            Self::Staff(_) | Self::System => None,
        }
    }
}
