//! SQL of prints.

use super::{Print, PrintState, Why};
use crate::{
    args,
    documents::Copy,
    kernel::{
        db::Conn,
        error::Result,
        id::{DocumentId, PrintId, PrinterId, UserId},
        time::At,
    },
    lang::Lang,
    record,
};

const PRINT: &str = "j.id, j.printer_id, p.name, j.document_id, d.kind, d.number, d.intake_id, j.copy, j.lang, j.state,
    j.run_at, j.attempts, j.why, j.asked_by, u.name, j.asked_at, j.ended_at
    from prints j join printers p on p.id = j.printer_id
    left join documents d on d.id = j.document_id left join users u on u.id = j.asked_by";

record! {
    /// A print that a server took for a while.
    #[derive(Clone, Debug)]
    pub struct Taken {
        /// Id.
        pub id: PrintId,
        /// On which printer.
        pub printer_id: PrinterId,
        /// What; none for a test strip.
        pub document_id: Option<DocumentId>,
        /// Whose copy.
        pub copy: Copy,
        /// Language.
        pub lang: Lang,
        /// Tries, this one included.
        pub attempts: i64,
        /// Until when it is this server's.
        pub lease_until: At,
    }
}

/// A print about to be asked for.
pub struct Asked {
    pub id: PrintId,
    pub printer: PrinterId,
    pub document: Option<DocumentId>,
    pub copy: Copy,
    pub lang: Lang,
    pub by: Option<UserId>,
}

pub async fn insert(conn: &mut Conn, asked: &Asked, now: At) -> Result<()> {
    conn.exec(
        "insert into prints (id, printer_id, document_id, copy, lang, state, run_at, lease_until, attempts, asked_by, asked_at)
         values ($1, $2, $3, $4, $5, 'waiting', $6, 0, 0, $7, $6)",
        args![asked.id, asked.printer, asked.document, asked.copy, asked.lang, now, asked.by],
    )
    .await?;
    Ok(())
}

pub async fn find(conn: &mut Conn, id: PrintId) -> Result<Option<Print>> {
    conn.first(&format!("select {PRINT} where j.id = $1"), args![id]).await
}

/// What is not over yet, the oldest first.
pub async fn open(conn: &mut Conn) -> Result<Vec<Print>> {
    let sql =
        format!("select {PRINT} where j.state in ('waiting', 'printing', 'failed', 'unknown') order by j.id limit 200");
    conn.all(&sql, args![]).await
}

/// What is over, the latest first.
pub async fn over(conn: &mut Conn) -> Result<Vec<Print>> {
    let sql =
        format!("select {PRINT} where j.state in ('done', 'dropped') order by j.ended_at desc, j.id desc limit 20");
    conn.all(&sql, args![]).await
}

/// How many need a person.
pub async fn stuck(conn: &mut Conn) -> Result<i64> {
    conn.one("select count(*) from prints where state in ('failed', 'unknown')", args![]).await
}

/// Takes a printer that has something due and that no server prints on.
pub async fn take_printer(conn: &mut Conn, now: At, lease_until: At) -> Result<Option<PrinterId>> {
    let sql = format!(
        "update printers set busy_until = $1
         where id = (select p.id from printers p where p.busy_until <= $2
             and exists (select 1 from prints j where j.printer_id = p.id and j.state = 'waiting' and j.run_at <= $2)
             order by p.busy_until, p.id limit 1{})
         returning id",
        conn.skip_locked()
    );
    let taken: Option<(PrinterId,)> = conn.first(&sql, args![lease_until, now]).await?;
    Ok(taken.map(|(id,)| id))
}

/// Takes the oldest print that is due on a printer.
pub async fn take(conn: &mut Conn, printer: PrinterId, now: At, lease_until: At) -> Result<Option<Taken>> {
    conn.first(
        "update prints set state = 'printing', lease_until = $1, attempts = attempts + 1, sent_at = null
         where id = (select id from prints where printer_id = $2 and state = 'waiting' and run_at <= $3 order by id limit 1)
         returning id, printer_id, document_id, copy, lang, attempts, lease_until",
        args![lease_until, printer, now],
    )
    .await
}

pub async fn free_printer(conn: &mut Conn, printer: PrinterId, lease_until: At) -> Result<()> {
    conn.exec("update printers set busy_until = 0 where id = $1 and busy_until = $2", args![printer, lease_until])
        .await?;
    Ok(())
}

/// The first bytes are about to leave; false when the print is not this server's any more.
pub async fn sending(conn: &mut Conn, taken: &Taken, now: At) -> Result<bool> {
    let sql = "update prints set sent_at = $1 where id = $2 and state = 'printing' and lease_until = $3";
    Ok(conn.exec(sql, args![now, taken.id, taken.lease_until]).await? == 1)
}

/// Ends a print of this server.
pub async fn end(conn: &mut Conn, taken: &Taken, state: PrintState, why: Option<Why>, now: At) -> Result<bool> {
    let sql = "update prints set state = $1, why = $2, ended_at = $3 where id = $4 and state = 'printing' and lease_until = $5";
    Ok(conn.exec(sql, args![state, why, now, taken.id, taken.lease_until]).await? == 1)
}

/// Back into the queue, not before `run_at`; false when the print is not this server's any more.
pub async fn later(conn: &mut Conn, taken: &Taken, why: Why, run_at: At) -> Result<bool> {
    let sql = "update prints set state = 'waiting', why = $1, run_at = $2, lease_until = 0
         where id = $3 and state = 'printing' and lease_until = $4";
    Ok(conn.exec(sql, args![why, run_at, taken.id, taken.lease_until]).await? == 1)
}

/// What a server left behind before the first byte goes back into the queue.
pub async fn recover(conn: &mut Conn, now: At) -> Result<()> {
    conn.exec(
        "update prints set state = 'waiting', lease_until = 0 where state = 'printing' and lease_until < $1 and sent_at is null",
        args![now],
    )
    .await?;
    Ok(())
}

/// What it left behind after that, nobody knows.
pub async fn lost(conn: &mut Conn, now: At) -> Result<Vec<PrintId>> {
    let lost: Vec<(PrintId,)> = conn
        .all(
            "update prints set state = 'unknown', why = 'interrupted', ended_at = $1
         where state = 'printing' and lease_until < $1 and sent_at is not null returning id",
            args![now],
        )
        .await?;
    Ok(lost.into_iter().map(|(id,)| id).collect())
}

/// Into the queue again, for whoever asks now; false when it is not stuck any more.
pub async fn again(conn: &mut Conn, id: PrintId, by: Option<UserId>, now: At) -> Result<bool> {
    let done = conn
        .exec(
            "update prints set state = 'waiting', run_at = $1, attempts = 0, why = null, sent_at = null, ended_at = null, asked_by = $2
             where id = $3 and state in ('failed', 'unknown')",
            args![now, by, id],
        )
        .await?;
    Ok(done == 1)
}

/// False when it is printed now, or over.
pub async fn drop(conn: &mut Conn, id: PrintId, now: At) -> Result<bool> {
    let sql = "update prints set state = 'dropped', ended_at = $1 where id = $2 and state in ('waiting', 'failed', 'unknown')";
    Ok(conn.exec(sql, args![now, id]).await? == 1)
}

pub async fn delete_over(conn: &mut Conn, before: At) -> Result<()> {
    conn.exec("delete from prints where state in ('done', 'dropped') and ended_at < $1", args![before]).await?;
    Ok(())
}
