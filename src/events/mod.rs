//! The one event log: who did what, when. Timeline, audit, notices and live pages read this one table.
//!
//! An event holds ids and codes, never a personal text.

mod kind;
mod store;

pub use kind::Event;

use crate::kernel::{
    actor::Actor,
    db::Conn,
    error::Result,
    id::{EventId, HandoffId, Id as _, IntakeId, UserId},
    time::At,
};

/// An event as it was recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its place in the log.
    pub id: EventId,
    /// When.
    pub at: At,
    /// Who.
    pub actor: Actor,
    /// What.
    pub event: Event,
    /// The file it belongs to.
    pub intake: Option<IntakeId>,
}

/// An event that was recorded and is not in the log yet.
#[derive(Clone, Debug)]
pub struct Unwritten {
    /// The event.
    pub recorded: Recorded,
    /// `"user:0123…"`.
    subject: String,
    /// The event as JSON.
    body: String,
}

impl Unwritten {
    /// Only `Tx::record` calls this.
    ///
    /// # Errors
    /// When the event cannot be JSON.
    pub fn new(id: EventId, at: At, actor: Actor, event: Event) -> Result<Self> {
        let body = serde_json::to_value(&event)?;
        let subject = event.subject(&body);
        let recorded = Recorded { id, at, actor, intake: event.intake(&body), event };
        Ok(Self { recorded, subject, body: body.to_string() })
    }
}

/// Writes a transaction's events into the log. Only `app.write` calls this, before it commits.
///
/// # Errors
/// When the database refuses.
pub async fn append(conn: &mut Conn, events: &[Unwritten]) -> Result<()> {
    for some in events.chunks(store::TOGETHER) {
        store::insert(conn, some).await?;
    }
    Ok(())
}

/// Everything that happened to a repair file, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Recorded>> {
    store::of_intake(conn, intake).await?.into_iter().map(Recorded::try_from).collect()
}

/// What happened to one subject (`"user:…"`, `"client:…"`), newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_subject(conn: &mut Conn, subject: &str) -> Result<Vec<Recorded>> {
    store::of_subject(conn, subject).await?.into_iter().map(Recorded::try_from).collect()
}

/// The audit: what happened before `before` (an event), newest first, at most `rows` of a fixed page.
///
/// # Errors
/// When the database cannot be read.
pub async fn newest(conn: &mut Conn, before: Option<EventId>) -> Result<Vec<Recorded>> {
    store::newest(conn, before).await?.into_iter().map(Recorded::try_from).collect()
}

impl TryFrom<store::EventRow> for Recorded {
    type Error = crate::kernel::error::Error;

    fn try_from(row: store::EventRow) -> Result<Self> {
        let actor = match (row.actor_kind.as_str(), row.actor_id) {
            ("staff", Some(id)) => Actor::Staff(UserId::from_raw(id)),
            ("link", Some(id)) => Actor::Link(HandoffId::from_raw(id)),
            _ => Actor::System,
        };
        Ok(Self { id: row.id, at: row.at, actor, event: serde_json::from_str(&row.body)?, intake: row.intake_id })
    }
}
