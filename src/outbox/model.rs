//! Something that goes to a client, and what became of it. Pure.

use crate::{
    kernel::{
        id::{ClientId, IntakeId, OutId, UserId},
        time::At,
    },
    lang::Lang,
    record,
    settings::Told,
    words,
};

words! {
    /// By what it goes.
    pub enum Channel {
        /// Text message.
        Sms = "sms" => outbox_sms,
        /// E-mail.
        Email = "email" => outbox_email,
    }
}

words! {
    /// What became of it.
    pub enum OutState {
        /// It waits for its time.
        Waiting = "waiting" => outbox_waiting,
        /// A server sends it now.
        Sending = "sending" => outbox_sending,
        /// The other end took it.
        Sent = "sent" => outbox_sent,
        /// It is on the client's phone.
        Delivered = "delivered" => outbox_delivered,
        /// It certainly did not go, and is not tried again by itself.
        Failed = "failed" => outbox_failed,
        /// It may have gone: someone decides.
        Unknown = "unknown" => outbox_unknown,
        /// It is not to go any more.
        Dropped = "dropped" => outbox_dropped,
    }
}

words! {
    /// OutWhy it did not go, or not surely.
    pub enum OutWhy {
        /// The gateway will not take it.
        Refused = "refused" => outbox_refused,
        /// The gateway cannot be reached, or has too much to do.
        Away = "away" => outbox_away,
        /// The answer was lost.
        NoAnswer = "no_answer" => outbox_no_answer,
        /// The server stopped in the middle.
        Interrupted = "interrupted" => outbox_interrupted,
        /// No gateway is used, or its secret cannot be read.
        NoGateway = "no_gateway" => outbox_no_gateway,
        /// It did not reach the phone.
        Undelivered = "undelivered" => outbox_undelivered,
        /// What it tells is not true any more.
        Overtaken = "overtaken" => outbox_overtaken,
    }
}

record! {
    /// A message, with what a list shows of it.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Out {
        /// Id.
        pub id: OutId,
        /// By what it goes.
        pub channel: Channel,
        /// What it tells.
        pub what: Told,
        /// Whom.
        pub client_id: Option<ClientId>,
        /// Their name.
        pub client_name: Option<String>,
        /// Of which file.
        pub intake_id: Option<IntakeId>,
        /// Its number.
        pub intake_number: Option<String>,
        /// Where it goes: a number in E.164, or an address.
        pub address: String,
        /// Language.
        pub lang: Lang,
        /// Text.
        pub body: String,
        /// What became of it.
        pub state: OutState,
        /// When it is tried next, at the earliest.
        pub run_at: At,
        /// Tries so far.
        pub attempts: i64,
        /// How often it may have left.
        pub sends: i64,
        /// OutWhy it did not go, or not surely.
        pub why: Option<OutWhy>,
        /// What the other end said.
        pub detail: Option<String>,
        /// When it was written.
        pub created_at: At,
        /// When it ended.
        pub ended_at: Option<At>,
        /// Who asked for it; none when the program did.
        pub asked_by: Option<UserId>,
    }
}

impl OutState {
    /// Whether someone may have it sent again.
    pub fn may_go_again(self) -> bool {
        matches!(self, Self::Failed | Self::Unknown)
    }

    /// Whether someone may drop it.
    pub fn may_be_dropped(self) -> bool {
        matches!(self, Self::Waiting | Self::Failed | Self::Unknown)
    }
}

/// Waits between tries, milliseconds: minutes at first, then hours. After the last it is put aside for a person.
const WAITS: &[i64] = &[30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000];
/// How long a message that may be repeated waits after its answer was lost.
pub const REPEAT_MS: i64 = 300_000;
/// How often a text message that may be repeated leaves at most.
pub const MOST_SENDS: i64 = 2;

/// How long to wait after this many tries; none when it was tried enough. `chance` (0 to 99) moves it by up to a fifth, so
/// that what failed together does not come back together.
pub fn wait_after(attempts: i64, chance: i64) -> Option<i64> {
    let at = usize::try_from(attempts - 1).unwrap_or(0);
    WAITS.get(at).map(|wait| wait + wait * (chance - 50) / 250)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_for_hours_and_then_no_more() {
        assert_eq!(wait_after(1, 50), Some(30_000));
        assert_eq!((wait_after(1, 0), wait_after(1, 99)), (Some(24_000), Some(35_880)));
        let all: Vec<i64> = (1..).map_while(|n| wait_after(n, 50)).collect();
        assert!(all.is_sorted() && all.iter().sum::<i64>() > 12 * 3_600_000, "{all:?}");
        assert_eq!(wait_after(9, 50), None);
    }
}
