//! A shipment: `prepared → dispatched → received / lost`. Where one equipment is sent, and with what it came back.

use crate::{
    intakes::Outcome,
    kernel::{
        error::{Faults, Result},
        fold::is_blank,
        id::{IntakeId, PartnerId, ShipmentId, UserId},
        money::{self, Money},
        moves::{self, Move},
        time::{At, Day},
    },
    lang::{Key, say},
    partners, record, words,
};

words! {
    /// Where a shipment is.
    pub enum ShipmentState {
        /// Packed, still here.
        Prepared = "prepared" => shipment_prepared,
        /// At the partner, or under way.
        Dispatched = "dispatched" => shipment_dispatched,
        /// Back.
        Received = "received" => shipment_received,
        /// It will not come back.
        Lost = "lost" => shipment_lost,
    }
}

words! {
    /// What the partner did.
    pub enum ShipmentResult {
        /// It works again.
        Repaired = "repaired" => outcome_repaired,
        /// Another one came back.
        Exchanged = "exchanged" => outcome_exchanged,
        /// The partner did not take it on.
        Refused = "refused" => shipment_refused,
        /// It cannot be repaired.
        NotRepairable = "not_repairable" => outcome_not_repairable,
    }
}

words! {
    /// Whether the partner may erase the client's data.
    pub enum ErasureConsent {
        /// Nobody asked the client.
        AskedNot = "asked_not" => erasure_asked_not,
        /// The client said yes.
        Allowed = "allowed" => erasure_allowed,
        /// The client said no.
        Forbidden = "forbidden" => erasure_forbidden,
    }
}

/// What may happen to a shipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShipmentEvent {
    /// It leaves.
    Dispatch,
    /// It comes back.
    Receive,
    /// What was prepared is corrected.
    Change,
    /// It will not leave.
    Cancel,
    /// It will not come back.
    Lose,
}

use ShipmentState::{Dispatched, Lost, Prepared, Received};

/// What may happen in which state. A cancelled shipment stays prepared, with a date, and nothing happens to it any more.
pub const MOVES: &[Move<ShipmentState, ShipmentEvent>] = &[
    Move { from: &[Prepared], event: ShipmentEvent::Dispatch, to: &[Dispatched] },
    Move { from: &[Dispatched], event: ShipmentEvent::Receive, to: &[Received] },
    Move { from: &[Prepared], event: ShipmentEvent::Change, to: &[Prepared] },
    Move { from: &[Prepared], event: ShipmentEvent::Cancel, to: &[Prepared] },
    Move { from: &[Dispatched], event: ShipmentEvent::Lose, to: &[Lost] },
];

record! {
    /// A shipment as stored, with the name of the partner.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Shipment {
        /// Id.
        pub id: ShipmentId,
        /// Number, e.g. `BX-2026-000012`.
        pub number: String,
        /// The repair file.
        pub intake_id: IntakeId,
        /// Where it goes.
        pub partner_id: PartnerId,
        /// What the partner is called now.
        pub partner_name: String,
        /// Where it is.
        pub state: ShipmentState,
        /// Who carries it.
        pub carrier: Option<String>,
        /// The carrier's number.
        pub tracking_number: Option<String>,
        /// What goes with it.
        pub contents: Option<String>,
        /// Number of the seal.
        pub seal: Option<String>,
        /// Whether the partner may erase the client's data.
        pub erasure_consent: ErasureConsent,
        /// Since when it is a claim under warranty.
        pub under_warranty_since: Option<At>,
        /// When prepared.
        pub prepared_at: At,
        /// By whom.
        pub prepared_by: Option<UserId>,
        /// When it left.
        pub dispatched_at: Option<At>,
        /// Who let it leave.
        pub dispatched_by: Option<UserId>,
        /// When it is expected back.
        pub expected_on: Option<Day>,
        /// When it came back, or was declared lost.
        pub ended_at: Option<At>,
        /// By whom.
        pub ended_by: Option<UserId>,
        /// What the partner did.
        pub result: Option<ShipmentResult>,
        /// What was done, in words.
        pub work_done: Option<String>,
        /// What the partner asks for it.
        pub cost: Option<Money>,
        /// Serial number of the one that came back in exchange.
        pub new_serial: Option<String>,
        /// Serial number of the one that was exchanged.
        pub old_serial: Option<String>,
        /// Why it is lost.
        pub lost_reason: Option<String>,
        /// Since when it will not leave.
        pub cancelled_at: Option<At>,
        /// Version, for amending.
        pub version: i64,
    }
}

/// What is typed of a shipment.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ShipmentInput {
    /// The partner; when absent, the one called `partner_name`, recorded if it is not known yet.
    pub partner_id: Option<PartnerId>,
    /// Name of the partner.
    pub partner_name: String,
    /// Who carries it.
    pub carrier: String,
    /// The carrier's number.
    pub tracking_number: String,
    /// What goes with it.
    pub contents: String,
    /// Number of the seal.
    pub seal: String,
    /// Whether the partner may erase the client's data; not asked when absent.
    pub erasure_consent: Option<ErasureConsent>,
    /// It is a claim under warranty.
    pub under_warranty: bool,
    /// When it is expected back.
    pub expected_on: Option<Day>,
}

/// What is typed when a shipment comes back.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ReceptionInput {
    /// What the partner did; needed.
    pub result: Option<ShipmentResult>,
    /// Serial number of the new one; needed when it was exchanged, else not read.
    pub new_serial: String,
    /// What was done, in words.
    pub work_done: String,
    /// What the partner asks for it.
    pub cost: Option<Money>,
    /// Ends the work in the same act, with this outcome.
    pub outcome: Option<Outcome>,
}

/// The longest line.
const LINE: usize = 200;
/// The longest serial number (as of equipment).
const SERIAL: usize = 120;
/// The longest text.
const TEXT: usize = 10_000;

/// Nothing when empty.
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// A reason that is needed.
///
/// # Errors
/// [`Error::Invalid`](crate::kernel::error::Error::Invalid) at `field`.
pub(super) fn needed(field: &str, text: &str) -> Result<String> {
    let mut faults = Faults::new();
    faults.when(is_blank(text), field, Key::ErrorRequired);
    check_length(&mut faults, field, text, TEXT);
    faults.or(text.trim().to_owned())
}

fn check_length(faults: &mut Faults, field: &str, text: &str, most: usize) {
    faults.when(text.chars().count() > most, field, say::ErrorTooLong { most: most.into() });
}

impl ShipmentInput {
    /// Checks what was typed: a partner, found or new, is needed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        if self.partner_id.is_none() {
            faults.when(is_blank(&self.partner_name), "partner_name", Key::ErrorRequired);
            check_length(&mut faults, "partner_name", &self.partner_name, partners::NAME);
        }
        for (field, text) in
            [("carrier", &self.carrier), ("tracking_number", &self.tracking_number), ("seal", &self.seal)]
        {
            check_length(&mut faults, field, text, LINE);
        }
        check_length(&mut faults, "contents", &self.contents, TEXT);
        faults
    }

    /// Puts what was typed into a shipment to `partner`.
    pub(super) fn fill(&self, shipment: Shipment, partner: PartnerId, now: At) -> Shipment {
        Shipment {
            partner_id: partner,
            carrier: some(&self.carrier),
            tracking_number: some(&self.tracking_number),
            contents: some(&self.contents),
            seal: some(&self.seal),
            erasure_consent: self.erasure_consent.unwrap_or(ErasureConsent::AskedNot),
            under_warranty_since: self.under_warranty.then(|| shipment.under_warranty_since.unwrap_or(now)),
            expected_on: self.expected_on,
            ..shipment
        }
    }
}

impl ReceptionInput {
    /// Checks what was typed: a result is needed, and the new serial number after an exchange.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(self.result.is_none(), "result", Key::ErrorChoose);
        if self.result == Some(ShipmentResult::Exchanged) {
            faults.when(is_blank(&self.new_serial), "new_serial", Key::ShipmentsNewSerialNeeded);
            check_length(&mut faults, "new_serial", &self.new_serial, SERIAL);
        }
        check_length(&mut faults, "work_done", &self.work_done, TEXT);
        faults.when(
            self.cost.is_some_and(|cost| !(Money::ZERO..=money::MOST).contains(&cost)),
            "cost",
            Key::ErrorAmount,
        );
        faults
    }
}

impl Shipment {
    /// Why `event` may not happen to this shipment; nothing when it may.
    pub fn refusal(&self, event: ShipmentEvent) -> Option<Key> {
        if self.cancelled_at.is_some() {
            return Some(Key::ShipmentsIsCancelled);
        }
        if moves::allowed(MOVES, self.state, event) {
            return None;
        }
        Some(match self.state {
            Prepared => Key::ShipmentsStillHere,
            Dispatched => Key::ShipmentsIsOut,
            Received => Key::ShipmentsIsReceived,
            Lost => Key::ShipmentsIsLost,
        })
    }

    /// What may happen to it now, in the order of its buttons.
    pub fn events(&self) -> Vec<ShipmentEvent> {
        if self.cancelled_at.is_some() { Vec::new() } else { moves::events(MOVES, self.state) }
    }

    /// Whether it is prepared or out: a file has one such at most.
    pub fn is_open(&self) -> bool {
        self.cancelled_at.is_none() && matches!(self.state, Prepared | Dispatched)
    }

    /// Whether it is out past the day it was expected back.
    pub fn is_late(&self, today: Day) -> bool {
        self.state == Dispatched && self.expected_on.is_some_and(|day| day < today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_in_every_state() {
        let all = [
            ShipmentEvent::Dispatch,
            ShipmentEvent::Change,
            ShipmentEvent::Cancel,
            ShipmentEvent::Receive,
            ShipmentEvent::Lose,
        ];
        let allowed = |state| all.into_iter().filter(|event| moves::allowed(MOVES, state, *event)).collect::<Vec<_>>();
        assert_eq!(allowed(Prepared), [ShipmentEvent::Dispatch, ShipmentEvent::Change, ShipmentEvent::Cancel]);
        assert_eq!(allowed(Dispatched), [ShipmentEvent::Receive, ShipmentEvent::Lose]);
        assert_eq!(allowed(Received), []);
        assert_eq!(allowed(Lost), []);
    }

    #[test]
    fn an_exchange_needs_the_new_serial() {
        assert_eq!(ReceptionInput::default().check().0[0].0, "result");
        let exchanged = ReceptionInput { result: Some(ShipmentResult::Exchanged), ..ReceptionInput::default() };
        assert_eq!(exchanged.check().0[0].0, "new_serial");
        assert!(ReceptionInput { new_serial: "X1".into(), ..exchanged }.check().is_empty());
        let repaired = ReceptionInput { result: Some(ShipmentResult::Repaired), ..ReceptionInput::default() };
        assert!(repaired.check().is_empty());
    }
}
