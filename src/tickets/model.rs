//! A software ticket: `open → taken → closed`, who has it and since when. The follow-up itself happens elsewhere.

use crate::{
    kernel::{
        db::{FromRow, Row},
        error::{Faults, Result},
        fold::is_blank,
        id::{ClientId, ContactId, IntakeId, NoteId, TicketId, UserId},
        moves::{self, Move},
        phone,
        time::At,
    },
    lang::{Key, Text, say},
    priority::Priority,
    record, words,
};

words! {
    /// Where a ticket is.
    pub enum TicketState {
        /// Nobody has it yet.
        Open = "open" => ticket_open,
        /// An engineer has it.
        Taken = "taken" => ticket_taken,
        /// It is dealt with.
        Closed = "closed" => ticket_closed,
    }
}

/// What may happen to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketEvent {
    /// An engineer takes it.
    Take,
    /// Another engineer gets it.
    HandOver,
    /// It is dealt with.
    Close,
    /// It was not dealt with after all: who had it has it again.
    Reopen,
    /// It turns out to be hardware: it becomes a repair file.
    Convert,
    /// Its text is corrected.
    Amend,
    /// A note is written.
    Note,
    /// It was recorded by mistake.
    Void,
}

use TicketState::{Closed, Open, Taken};

/// What may happen in which state.
pub const MOVES: &[Move<TicketState, TicketEvent>] = &[
    Move { from: &[Open], event: TicketEvent::Take, to: &[Taken] },
    Move { from: &[Taken], event: TicketEvent::Close, to: &[Closed] },
    Move { from: &[Taken], event: TicketEvent::HandOver, to: &[Taken] },
    Move { from: &[Closed], event: TicketEvent::Reopen, to: &[Taken] },
    Move { from: &[Open, Taken], event: TicketEvent::Convert, to: &[Closed] },
    Move { from: &[Open, Taken], event: TicketEvent::Amend, to: &[Open, Taken] },
    Move { from: &[Open, Taken, Closed], event: TicketEvent::Note, to: &[Open, Taken, Closed] },
    Move { from: &[Open, Taken, Closed], event: TicketEvent::Void, to: &[Open, Taken, Closed] },
];

record! {
    /// A ticket as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Ticket {
        /// Id.
        pub id: TicketId,
        /// Number, e.g. `TK-2026-000012`.
        pub number: String,
        /// Whose problem.
        pub client_id: ClientId,
        /// Person to contact at a company.
        pub contact_id: Option<ContactId>,
        /// Who brought it, for a company.
        pub depositor_name: Option<String>,
        /// Their phone, E.164.
        pub depositor_phone: Option<String>,
        /// Which software.
        pub software: String,
        /// What is wrong.
        pub problem: String,
        /// How urgent.
        pub priority: Priority,
        /// Where it is.
        pub state: TicketState,
        /// When opened.
        pub opened_at: At,
        /// By whom.
        pub opened_by: Option<UserId>,
        /// When the engineer who has it took it.
        pub taken_at: Option<At>,
        /// Who has it.
        pub taken_by: Option<UserId>,
        /// When closed.
        pub closed_at: Option<At>,
        /// By whom.
        pub closed_by: Option<UserId>,
        /// What was done.
        pub closing_note: Option<String>,
        /// The repair file it became or came from.
        pub intake_id: Option<IntakeId>,
        /// When voided.
        pub voided_at: Option<At>,
        /// By whom.
        pub voided_by: Option<UserId>,
        /// Why.
        pub void_reason: Option<String>,
        /// Version, for amending.
        pub version: i64,
    }
}

/// A ticket with the names of its client and of who has it: a line of a list.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct TicketLine {
    /// The ticket.
    #[serde(flatten)]
    pub ticket: Ticket,
    /// Name of the client.
    pub client_name: String,
    /// Name of who has it.
    pub engineer_name: Option<String>,
}

impl FromRow for TicketLine {
    fn read(row: &Row<'_>, at: &mut usize) -> Result<Self> {
        Ok(Self {
            ticket: Ticket::read(row, at)?,
            client_name: String::read(row, at)?,
            engineer_name: Option::<String>::read(row, at)?,
        })
    }
}

record! {
    /// A note within the team on a ticket.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct TicketNote {
        /// Id.
        pub id: NoteId,
        /// What it says.
        pub body: String,
        /// When.
        pub at: At,
        /// By whom.
        pub by_user: Option<UserId>,
    }
}

/// What is typed of a ticket.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TicketInput {
    /// The client; when absent, an individual is recorded from name and phone.
    pub client_id: Option<ClientId>,
    /// Name of a new client.
    pub client_name: String,
    /// Phone of a new client.
    pub phone: String,
    /// Person to contact, of a company.
    pub contact_id: Option<ContactId>,
    /// Who brought it, for a company.
    pub depositor_name: String,
    /// Their phone.
    pub depositor_phone: String,
    /// Which software; needed.
    pub software: String,
    /// What is wrong; needed.
    pub problem: String,
    /// How urgent; normal when absent.
    pub priority: Option<Priority>,
}

/// What a list of tickets is asked for.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct TicketFilter {
    /// Part of a number, of a software's or a client's name.
    pub q: String,
    /// `open`, `taken`, `closed`; anything else for all.
    pub state: String,
    /// `1` for those that the asker has.
    pub mine: String,
    /// Where the page before ended.
    pub after: String,
}

/// The longest name of a person, client or software.
const NAME: usize = 200;
/// The longest text.
const TEXT: usize = 20_000;

/// Nothing when empty.
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// A text that is needed.
///
/// # Errors
/// [`Error::Invalid`](crate::kernel::error::Error::Invalid) at `field`.
pub(super) fn needed(field: &str, text: &str) -> Result<String> {
    let mut faults = Faults::new();
    check_needed(&mut faults, field, text, TEXT);
    faults.or(text.trim().to_owned())
}

fn check_needed(faults: &mut Faults, field: &str, text: &str, most: usize) {
    faults.when(is_blank(text), field, Key::ErrorRequired);
    faults.when(text.chars().count() > most, field, say::ErrorTooLong { most: most.into() });
}

fn check_phone(faults: &mut Faults, field: &str, typed: &str, region: &str) {
    faults.when(!typed.trim().is_empty() && phone::parse(typed, region).is_none(), field, Key::ErrorPhone);
}

impl TicketInput {
    /// Checks what was typed: a client, found or new with a phone, the software and the problem are needed.
    pub fn check(&self, region: &str) -> Faults {
        let mut faults = Faults::new();
        if self.client_id.is_none() {
            check_needed(&mut faults, "client_name", &self.client_name, NAME);
            faults.when(is_blank(&self.phone), "phone", Key::ErrorRequired);
            check_phone(&mut faults, "phone", &self.phone, region);
        }
        faults.when(
            self.depositor_name.chars().count() > NAME,
            "depositor_name",
            say::ErrorTooLong { most: NAME.into() },
        );
        check_phone(&mut faults, "depositor_phone", &self.depositor_phone, region);
        check_needed(&mut faults, "software", &self.software, NAME);
        check_needed(&mut faults, "problem", &self.problem, TEXT);
        faults
    }
}

impl Ticket {
    /// Why `event` may not happen to this ticket, which `holder` has; nothing when it may.
    pub fn refusal(&self, event: TicketEvent, holder: &str) -> Option<Text> {
        if self.voided_at.is_some() {
            return Some(Key::TicketsIsVoided.into());
        }
        if moves::allowed(MOVES, self.state, event) && self.has_who_is_needed(event) {
            return None;
        }
        Some(match (event, self.state) {
            (TicketEvent::Reopen, Open | Taken) => Key::TicketsNotClosed.into(),
            (TicketEvent::Reopen, Closed) => Key::TicketsHadNobody.into(),
            (_, Open) => Key::TicketsNotTaken.into(),
            (_, Taken) => say::TicketsTakenBy { who: holder.into() }.into(),
            (_, Closed) => Key::TicketsIsClosed.into(),
        })
    }

    /// A ticket goes back to who had it; one that became a repair file goes on there.
    fn has_who_is_needed(&self, event: TicketEvent) -> bool {
        event != TicketEvent::Reopen || (self.taken_by.is_some() && self.intake_id.is_none())
    }

    /// What may happen to it now, in the order of its buttons.
    pub fn events(&self) -> Vec<TicketEvent> {
        if self.voided_at.is_some() {
            return Vec::new();
        }
        moves::events(MOVES, self.state).into_iter().filter(|event| self.has_who_is_needed(*event)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::Id as _;

    fn ticket(state: TicketState, voided_at: Option<At>) -> Ticket {
        Ticket {
            id: TicketId::from_raw(1),
            number: "TK-2026-000001".into(),
            client_id: ClientId::from_raw(2),
            contact_id: None,
            depositor_name: None,
            depositor_phone: None,
            software: "Compta".into(),
            problem: "?".into(),
            priority: Priority::Normal,
            state,
            opened_at: At::from_ms(0),
            opened_by: None,
            taken_at: None,
            taken_by: (state != Open).then(|| UserId::from_raw(3)),
            closed_at: None,
            closed_by: None,
            closing_note: None,
            intake_id: None,
            voided_at,
            voided_by: None,
            void_reason: None,
            version: 1,
        }
    }

    #[test]
    fn every_event_in_every_state() {
        use TicketEvent::{Amend, Close, Convert, HandOver, Note, Reopen, Take, Void};
        let expected = [
            (Open, [true, false, false, false, true, true, true, true]),
            (Taken, [false, true, true, false, true, true, true, true]),
            (Closed, [false, false, false, true, false, false, true, true]),
        ];
        assert_eq!(expected.map(|(state, _)| state), TicketState::ALL);
        for (state, may) in expected {
            for (event, may) in [Take, HandOver, Close, Reopen, Convert, Amend, Note, Void].into_iter().zip(may) {
                let refusal = ticket(state, None).refusal(event, "Samir");
                assert_eq!(refusal.is_none(), may, "{event:?} in {state:?}");
                assert_eq!(ticket(state, None).events().contains(&event), may, "button of {event:?} in {state:?}");
                assert!(refusal.is_none_or(|text| !text.in_english().is_empty()));
                assert!(ticket(state, Some(At::from_ms(1))).refusal(event, "").is_some(), "{event:?} when voided");
            }
        }
        let taken = ticket(Taken, None).refusal(Take, "Samir").expect("a refusal");
        assert!(taken.in_english().contains("Samir"));
    }

    #[test]
    fn what_nobody_had_is_not_reopened() {
        let ticket = Ticket { taken_by: None, ..ticket(Closed, None) };
        assert_eq!(ticket.refusal(TicketEvent::Reopen, ""), Some(Key::TicketsHadNobody.into()));
        assert_eq!(ticket.events(), [TicketEvent::Note, TicketEvent::Void]);
    }

    #[test]
    fn a_client_the_software_and_the_problem_are_needed() {
        let fields = |input: &TicketInput| input.check("DZ").0.into_iter().map(|(f, _)| f).collect::<Vec<_>>();
        assert_eq!(fields(&TicketInput::default()), ["client_name", "phone", "software", "problem"]);
        let good = TicketInput {
            client_id: Some(ClientId::from_raw(1)),
            software: "Compta".into(),
            problem: "?".into(),
            ..TicketInput::default()
        };
        assert!(good.check("DZ").is_empty());
        assert_eq!(fields(&TicketInput { depositor_phone: "12".into(), ..good }), ["depositor_phone"]);
    }
}
