//! SQL of notices.

use super::NoticeKind;
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{IntakeId, NoticeId, TicketId, UserId},
        time::At,
    },
    record,
};

record! {
    /// A notice with the number of what it is about.
    #[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
    pub struct Notice {
        /// Id.
        pub id: NoticeId,
        /// Why.
        pub kind: NoticeKind,
        /// The file.
        pub intake_id: Option<IntakeId>,
        /// Its number.
        pub intake_number: Option<String>,
        /// The ticket.
        pub ticket_id: Option<TicketId>,
        /// Its number.
        pub ticket_number: Option<String>,
        /// When.
        pub at: At,
        /// When it was read.
        pub read_at: Option<At>,
    }
}

pub async fn insert(
    conn: &mut Conn,
    id: NoticeId,
    user: UserId,
    kind: NoticeKind,
    intake: Option<IntakeId>,
    ticket: Option<TicketId>,
    now: At,
) -> Result<()> {
    conn.exec(
        "insert into notices (id, user_id, kind, intake_id, ticket_id, at) values ($1, $2, $3, $4, $5, $6)",
        args![id, user, kind, intake, ticket, now],
    )
    .await?;
    Ok(())
}

pub async fn unread(conn: &mut Conn, user: UserId) -> Result<i64> {
    conn.one("select count(*) from notices where user_id = $1 and read_at is null", args![user]).await
}

pub async fn of_user(conn: &mut Conn, user: UserId) -> Result<Vec<Notice>> {
    conn.all(
        "select n.id, n.kind, n.intake_id, i.number, n.ticket_id, t.number, n.at, n.read_at
         from notices n left join intakes i on i.id = n.intake_id left join tickets t on t.id = n.ticket_id
         where n.user_id = $1 order by n.id desc limit 100",
        args![user],
    )
    .await
}

/// What was to be done of a file is done: nobody need be told any more.
pub async fn settle(conn: &mut Conn, kind: NoticeKind, intake: IntakeId, now: At) -> Result<()> {
    conn.exec(
        "update notices set read_at = $1 where kind = $2 and intake_id = $3 and read_at is null",
        args![now, kind, intake],
    )
    .await?;
    Ok(())
}

pub async fn read(conn: &mut Conn, user: UserId, notice: Option<NoticeId>, now: At) -> Result<()> {
    conn.exec(
        "update notices set read_at = $1 where user_id = $2 and read_at is null and (cast($3 as bigint) is null or id = $3)",
        args![now, user, notice],
    )
    .await?;
    Ok(())
}
