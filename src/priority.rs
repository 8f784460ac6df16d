//! How urgent a repair file or a ticket is.

use crate::words;

words! {
    /// How urgent something is; a later one is more urgent.
    #[derive(Default)]
    pub enum Priority {
        /// When there is time.
        Low = "low" => priority_low,
        /// In its turn.
        #[default]
        Normal = "normal" => priority_normal,
        /// Before others.
        High = "high" => priority_high,
        /// Now.
        Urgent = "urgent" => priority_urgent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_are_ordered() {
        assert!(Priority::ALL.is_sorted() && Priority::Urgent > Priority::Low);
        assert_eq!(Priority::default(), Priority::Normal);
    }
}
