//! SQL of the event log.

use super::Unwritten;
use crate::{
    args,
    kernel::{
        db::{Conn, Value},
        error::Result,
        id::{EventId, IntakeId},
        time::At,
    },
    record,
};

record! {
    /// A row of the log.
    pub struct EventRow {
        /// Id.
        pub id: EventId,
        /// When.
        pub at: At,
        /// Kind of actor.
        pub actor_kind: String,
        /// Id of the actor.
        pub actor_id: Option<i64>,
        /// The file.
        pub intake_id: Option<IntakeId>,
        /// The event as JSON.
        pub body: String,
    }
}

/// The most events of one statement.
pub const TOGETHER: usize = 64;

const COLUMNS: usize = 8;

pub async fn insert(conn: &mut Conn, events: &[Unwritten]) -> Result<()> {
    let mut sql =
        String::from("insert into events (id, at, actor_kind, actor_id, kind, intake_id, subject, body) values ");
    let mut args = Vec::with_capacity(events.len() * COLUMNS);
    for Unwritten { recorded, subject, body } in events {
        let row = (1..=COLUMNS).map(|n| format!("${}", args.len() + n)).collect::<Vec<_>>().join(", ");
        sql.push_str(&format!("{}({row})", if args.is_empty() { "" } else { ", " }));
        args.extend::<[Value<'_>; COLUMNS]>([
            recorded.id.into(),
            recorded.at.into(),
            recorded.actor.kind().into(),
            recorded.actor.id().into(),
            recorded.event.kind().into(),
            recorded.intake.into(),
            subject.as_str().into(),
            body.as_str().into(),
        ]);
    }
    conn.exec(&sql, &args).await?;
    Ok(())
}

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<EventRow>> {
    conn.all(
        "select id, at, actor_kind, actor_id, intake_id, body from events where intake_id = $1 order by id",
        args![intake],
    )
    .await
}

pub async fn of_subject(conn: &mut Conn, subject: &str) -> Result<Vec<EventRow>> {
    conn.all(
        "select id, at, actor_kind, actor_id, intake_id, body from events where subject = $1 order by id desc limit 200",
        args![subject],
    )
    .await
}

pub async fn newest(conn: &mut Conn, before: Option<EventId>) -> Result<Vec<EventRow>> {
    conn.all(
        "select id, at, actor_kind, actor_id, intake_id, body from events where id < $1 order by id desc limit 101",
        args![before.map_or(i64::MAX, crate::kernel::id::Id::raw)],
    )
    .await
}
