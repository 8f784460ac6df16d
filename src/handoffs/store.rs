//! SQL of the pages of phones.

use super::Handoff;
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{HandoffId, UserId},
        time::At,
    },
};

const COLUMNS: &str =
    "id, purpose, pocket, intake_id, subject, subject_id, lang, made_by, made_at, expires_at, ended_at";

pub async fn insert(conn: &mut Conn, h: &Handoff, token_digest: &str) -> Result<()> {
    conn.exec(
        "insert into handoffs (id, purpose, pocket, intake_id, subject, subject_id, lang, made_by, made_at, expires_at, token_digest)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![h.id, h.purpose, &h.pocket, h.intake_id, h.subject, h.subject_id, h.lang, h.made_by, h.made_at, h.expires_at, token_digest],
    )
    .await?;
    Ok(())
}

pub async fn find(conn: &mut Conn, id: HandoffId) -> Result<Option<Handoff>> {
    conn.first(&format!("select {COLUMNS} from handoffs where id = $1"), args![id]).await
}

pub async fn by_token(conn: &mut Conn, token_digest: &str) -> Result<Option<Handoff>> {
    conn.first(&format!("select {COLUMNS} from handoffs where token_digest = $1"), args![token_digest]).await
}

/// Whoever has to do with it waits here for one another.
pub async fn lock(conn: &mut Conn, id: HandoffId, now: At) -> Result<bool> {
    Ok(conn
        .exec(
            "update handoffs set made_at = made_at where id = $1 and ended_at is null and expires_at > $2",
            args![id, now],
        )
        .await?
        == 1)
}

pub async fn end(conn: &mut Conn, id: HandoffId, now: At) -> Result<()> {
    conn.exec("update handoffs set ended_at = $1 where id = $2 and ended_at is null", args![now, id]).await?;
    Ok(())
}

pub async fn end_pocket(conn: &mut Conn, pocket: &str, now: At) -> Result<()> {
    conn.exec("update handoffs set ended_at = $1 where pocket = $2 and ended_at is null", args![now, pocket]).await?;
    Ok(())
}

/// The pages of one person that are open.
pub async fn open_by(conn: &mut Conn, by: UserId, now: At) -> Result<i64> {
    conn.one(
        "select count(*) from handoffs where made_by = $1 and ended_at is null and expires_at > $2",
        args![by, now],
    )
    .await
}

/// Those of yesterday that left no signature.
pub async fn delete_before(conn: &mut Conn, before: At) -> Result<()> {
    conn.exec(
        "delete from handoffs where expires_at < $1 and not exists (select 1 from signatures s where s.handoff_id = handoffs.id)",
        args![before],
    )
    .await?;
    Ok(())
}
