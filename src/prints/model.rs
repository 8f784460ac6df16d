//! Something that a thermal printer is to print, and what became of it.

use crate::{
    documents::{Copy, Kind},
    kernel::{
        id::{DocumentId, IntakeId, PrintId, PrinterId, UserId},
        time::At,
    },
    lang::Lang,
    record, words,
};

words! {
    /// What became of a print.
    pub enum PrintState {
        /// It waits for its printer.
        Waiting = "waiting" => prints_waiting,
        /// A server prints it now.
        Printing = "printing" => prints_printing,
        /// It is on paper.
        Done = "done" => prints_done,
        /// It is certainly not on paper, and is not tried again by itself.
        Failed = "failed" => prints_failed,
        /// It was sent, and the answer was lost: someone looks at the printer and decides.
        Unknown = "unknown" => prints_unknown,
        /// Nobody wants it any more.
        Dropped = "dropped" => prints_dropped,
    }
}

words! {
    /// Why something is not on paper, or not surely.
    pub enum Why {
        /// Nothing listens at its address, or its device is not there.
        Unreachable = "unreachable" => prints_unreachable,
        /// It has no paper.
        Paper = "paper" => prints_no_paper,
        /// It is open.
        Cover = "cover" => prints_cover,
        /// It says that it cannot print now.
        Offline = "offline" => prints_offline,
        /// It hung up.
        HungUp = "hung_up" => prints_hung_up,
        /// It stopped taking what was sent.
        Jammed = "jammed" => prints_jammed,
        /// It took everything and did not say that it printed it.
        NoAnswer = "no_answer" => prints_no_answer,
        /// The server stopped in the middle.
        Interrupted = "interrupted" => prints_interrupted,
        /// It cannot be set on the paper of this printer.
        Unsettable = "unsettable" => prints_unsettable,
    }
}

record! {
    /// A print, with what a list shows of it.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Print {
        /// Id.
        pub id: PrintId,
        /// The printer.
        pub printer_id: PrinterId,
        /// Its name.
        pub printer_name: String,
        /// The document; none on a test strip.
        pub document_id: Option<DocumentId>,
        /// Its kind.
        pub kind: Option<Kind>,
        /// Its number.
        pub number: Option<String>,
        /// The file it belongs to.
        pub intake_id: Option<IntakeId>,
        /// Whose copy.
        pub copy: Copy,
        /// Language.
        pub lang: Lang,
        /// What became of it.
        pub state: PrintState,
        /// When it is tried next, at the earliest.
        pub run_at: At,
        /// Tries so far.
        pub attempts: i64,
        /// Why it is not on paper, or not surely.
        pub why: Option<Why>,
        /// Who asked for it.
        pub asked_by: Option<UserId>,
        /// Their name.
        pub asked_by_name: Option<String>,
        /// When.
        pub asked_at: At,
        /// When it ended.
        pub ended_at: Option<At>,
    }
}

impl PrintState {
    /// Whether someone may have it printed again.
    pub fn may_go_again(self) -> bool {
        matches!(self, Self::Failed | Self::Unknown)
    }

    /// Whether someone may drop it.
    pub fn may_be_dropped(self) -> bool {
        matches!(self, Self::Waiting | Self::Failed | Self::Unknown)
    }
}

/// What sending came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// On paper.
    Printed,
    /// Not a byte of it left: it may be tried again.
    NotPrinted(Why),
    /// Some or all of it left: only a person may have it printed again.
    Unknown(Why),
}
