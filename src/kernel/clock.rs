//! The one place where the clock is read.

use std::sync::atomic::{AtomicI64, Ordering};

use super::time::At;

/// Tells the time; tests set it by hand.
#[derive(Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is moved (milliseconds since 1970).
    Hand(AtomicI64),
}

impl Clock {
    /// A clock that shows `at` until it is moved.
    pub fn hand(at: At) -> Self {
        Self::Hand(AtomicI64::new(at.ms()))
    }

    /// The present instant.
    pub fn now(&self) -> At {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
            Self::System => At::from_ms(jiff::Timestamp::now().as_millisecond()),
            Self::Hand(ms) => At::from_ms(ms.load(Ordering::Relaxed)),
        }
    }

    /// Moves a hand clock forward; the machine's clock does not move.
    pub fn advance(&self, ms: i64) {
        if let Self::Hand(at) = self {
            at.fetch_add(ms, Ordering::Relaxed);
        }
    }
}
