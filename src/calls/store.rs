//! SQL of calls to make.

use super::{Call, CallWhy};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{CallId, IntakeId, UserId},
        time::At,
    },
    settings::Told,
};

const CALL: &str = "k.id, k.intake_id, i.number, i.outcome, c.id, c.name, c.phone, p.name, p.phone, e.category, e.brand, e.model, k.what,
    k.why, k.created_at
    from calls k join intakes i on i.id = k.intake_id join clients c on c.id = i.client_id join equipment e on e.id = i.equipment_id
    join deposits d on d.id = i.deposit_id left join contacts p on p.id = d.contact_id";

/// False when the file's client is to be called already.
pub async fn insert(conn: &mut Conn, id: CallId, intake: IntakeId, what: Told, why: CallWhy, now: At) -> Result<bool> {
    let written = conn
        .exec(
            "insert into calls (id, intake_id, what, why, created_at) values ($1, $2, $3, $4, $5)
             on conflict (intake_id) where done_at is null do nothing",
            args![id, intake, what, why, now],
        )
        .await?;
    Ok(written == 1)
}

/// Those still to make, the oldest first.
pub async fn open(conn: &mut Conn) -> Result<Vec<Call>> {
    conn.all(&format!("select {CALL} where k.done_at is null order by k.id limit 500"), args![]).await
}

pub async fn find(conn: &mut Conn, id: CallId) -> Result<Option<Call>> {
    conn.first(&format!("select {CALL} where k.id = $1"), args![id]).await
}

pub async fn open_of(conn: &mut Conn, intake: IntakeId) -> Result<Option<Call>> {
    conn.first(&format!("select {CALL} where k.intake_id = $1 and k.done_at is null"), args![intake]).await
}

pub async fn count(conn: &mut Conn) -> Result<i64> {
    conn.one("select count(*) from calls where done_at is null", args![]).await
}

/// False when it was made, or need not be, already.
pub async fn done(conn: &mut Conn, id: CallId, by: Option<UserId>, note: &str, now: At) -> Result<bool> {
    let sql = "update calls set done_at = $1, done_by = $2, note = $3 where id = $4 and done_at is null";
    Ok(conn.exec(sql, args![now, by, Some(note).filter(|note| !note.is_empty()), id]).await? == 1)
}
