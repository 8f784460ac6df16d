//! SQL of drafts.

use super::Draft;
use crate::{
    args,
    kernel::{db::Conn, error::Result, id::UserId, time::At},
};

const DRAFT: &str =
    "d.id, d.user_id, u.name, d.title, d.saved_at, d.parked_at from drafts d join users u on u.id = d.user_id";

pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Draft>> {
    conn.first(&format!("select {DRAFT} where d.id = $1 and d.recorded_at is null"), args![id]).await
}

/// What was typed, as JSON.
pub async fn values(conn: &mut Conn, id: &str) -> Result<Option<String>> {
    conn.first("select body from drafts where id = $1 and recorded_at is null", args![id]).await
}

/// What may be gone on with: one's own, and everyone's that were put aside.
pub async fn offered(conn: &mut Conn, user: UserId) -> Result<Vec<Draft>> {
    conn.all(
        &format!(
            "select {DRAFT} where (d.user_id = $1 or d.parked_at is not null) and d.recorded_at is null
             order by d.saved_at desc, d.id limit 20"
        ),
        args![user],
    )
    .await
}

pub async fn save(conn: &mut Conn, draft: &Draft, body: &str) -> Result<()> {
    conn.exec(
        "insert into drafts (id, user_id, title, body, saved_at, parked_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set user_id = excluded.user_id, title = excluded.title, body = excluded.body,
         saved_at = excluded.saved_at, parked_at = excluded.parked_at where drafts.recorded_at is null",
        args![&draft.id, draft.user_id, &draft.title, body, draft.saved_at, draft.parked_at],
    )
    .await?;
    Ok(())
}

/// Someone goes on with what was put aside; false when someone else did.
pub async fn take(conn: &mut Conn, id: &str, user: UserId, now: At) -> Result<bool> {
    let taken = conn
        .exec(
            "update drafts set user_id = $1, saved_at = $2, parked_at = null where id = $3 and parked_at is not null",
            args![user, now, id],
        )
        .await?;
    Ok(taken == 1)
}

/// Takes away what the same person began of the same and left: an unfinished form of this name is the one that is recorded now.
pub async fn forget_same(conn: &mut Conn, id: &str) -> Result<()> {
    let sql = "delete from drafts where id <> $1 and parked_at is null and recorded_at is null and title <> ''
               and (user_id, title) in (select d.user_id, d.title from drafts d where d.id = $1)";
    conn.exec(sql, args![id]).await?;
    Ok(())
}

/// Nothing of it is kept but that it was recorded; false when it was before.
pub async fn recorded(conn: &mut Conn, id: &str, now: At) -> Result<bool> {
    let marked = conn
        .exec(
            "update drafts set recorded_at = $1, saved_at = $1, parked_at = null, title = '', body = '[]'
             where id = $2 and recorded_at is null",
            args![now, id],
        )
        .await?;
    Ok(marked == 1 || !is_recorded(conn, id).await?)
}

pub async fn is_recorded(conn: &mut Conn, id: &str) -> Result<bool> {
    let found: Option<i64> =
        conn.first("select recorded_at from drafts where id = $1 and recorded_at is not null", args![id]).await?;
    Ok(found.is_some())
}

pub async fn delete(conn: &mut Conn, id: &str) -> Result<()> {
    conn.exec("delete from drafts where id = $1 and recorded_at is null", args![id]).await?;
    Ok(())
}

pub async fn delete_before(conn: &mut Conn, before: At) -> Result<()> {
    conn.exec("delete from drafts where saved_at < $1", args![before]).await?;
    Ok(())
}
