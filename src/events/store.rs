//! SQL of the event log.

use crate::{
    args,
    kernel::{
        actor::Actor,
        db::Conn,
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

#[expect(clippy::too_many_arguments, reason = "one for each column")]
pub async fn insert(
    conn: &mut Conn,
    id: EventId,
    at: At,
    actor: Actor,
    kind: &str,
    intake: Option<IntakeId>,
    subject: &str,
    body: &str,
) -> Result<()> {
    conn.exec(
        "insert into events (id, at, actor_kind, actor_id, kind, intake_id, subject, body) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![id, at, actor.kind(), actor.id(), kind, intake, subject, body],
    )
    .await?;
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
