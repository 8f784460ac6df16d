//! SQL of timers, their pieces and what was billed of them.

use super::{Piece, Timer};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{IntakeId, InterventionId, LabourId, TimerId, UserId},
        time::Day,
    },
};

const TIMER: &str =
    "select t.id, t.user_id, t.intervention_id, t.intake_id, i.number, t.started_at, t.running_since, t.stopped_at,
    t.forgotten_at, t.settled_at,
    cast(coalesce((select sum(p.ended_at - p.began_at) from timer_pieces p where p.timer_id = t.id), 0) as bigint)
    from timers t join intakes i on i.id = t.intake_id";

pub async fn find(conn: &mut Conn, id: TimerId) -> Result<Option<Timer>> {
    conn.first(&format!("{TIMER} where t.id = $1"), args![id]).await
}

/// The timer of a technician that was not stopped.
pub async fn open_of_user(conn: &mut Conn, user: UserId) -> Result<Option<Timer>> {
    conn.first(&format!("{TIMER} where t.user_id = $1 and t.stopped_at is null"), args![user]).await
}

/// The open one first, then those that wait for their minutes.
pub async fn unsettled_of_user(conn: &mut Conn, user: UserId) -> Result<Vec<Timer>> {
    conn.all(
        &format!(
            "{TIMER} where t.user_id = $1 and t.settled_at is null order by case when t.stopped_at is null then 0 else 1 end, t.id limit 20"
        ),
        args![user],
    )
    .await
}

pub async fn unsettled_of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Timer>> {
    conn.all(&format!("{TIMER} where t.intake_id = $1 and t.settled_at is null order by t.id"), args![intake]).await
}

pub async fn insert(conn: &mut Conn, t: &Timer) -> Result<()> {
    conn.exec(
        "insert into timers (id, user_id, intervention_id, intake_id, started_at, running_since) values ($1, $2, $3, $4, $5, $6)",
        args![t.id, t.user_id, t.intervention_id, t.intake_id, t.started_at, t.running_since],
    )
    .await?;
    Ok(())
}

/// Saves what may change of a timer.
pub async fn save(conn: &mut Conn, t: &Timer) -> Result<()> {
    conn.exec(
        "update timers set running_since = $1, stopped_at = $2, forgotten_at = $3, settled_at = $4 where id = $5",
        args![t.running_since, t.stopped_at, t.forgotten_at, t.settled_at, t.id],
    )
    .await?;
    Ok(())
}

pub async fn pieces(conn: &mut Conn, timer: TimerId) -> Result<Vec<Piece>> {
    conn.all("select began_at, ended_at from timer_pieces where timer_id = $1 order by began_at", args![timer]).await
}

pub async fn add_piece(conn: &mut Conn, timer: TimerId, piece: Piece) -> Result<()> {
    conn.exec(
        "insert into timer_pieces (timer_id, began_at, ended_at) values ($1, $2, $3) on conflict (timer_id, began_at)
         do update set ended_at = excluded.ended_at",
        args![timer, piece.began_at, piece.ended_at],
    )
    .await?;
    Ok(())
}

pub async fn add_day(conn: &mut Conn, timer: TimerId, day: Day, minutes: i64, labour: LabourId) -> Result<()> {
    conn.exec(
        "insert into timer_days (timer_id, day, minutes, labour_id) values ($1, $2, $3, $4)",
        args![timer, day, minutes, labour],
    )
    .await?;
    Ok(())
}

/// The line that a timer of this technician wrote last for a day of a sheet.
pub async fn line_of(conn: &mut Conn, user: UserId, sheet: InterventionId, day: Day) -> Result<Option<LabourId>> {
    let found: Option<(LabourId,)> = conn
        .first(
            "select d.labour_id from timer_days d join timers t on t.id = d.timer_id
             where t.intervention_id = $1 and t.user_id = $2 and d.day = $3 order by d.timer_id desc limit 1",
            args![sheet, user, day],
        )
        .await?;
    Ok(found.map(|(id,)| id))
}
