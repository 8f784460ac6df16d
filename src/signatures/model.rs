//! What is signed, and what is typed of a signature.

use crate::words;

words! {
    /// What is signed.
    pub enum Papers {
        /// A deposit: its summary and the voucher of each equipment.
        Deposit = "deposit" => series_intake,
        /// An intake voucher that was amended.
        Intake = "intake" => series_intake,
        /// An offer that was accepted.
        Quote = "quote" => series_quote,
        /// The giving back.
        Release = "release" => series_release,
    }
}
