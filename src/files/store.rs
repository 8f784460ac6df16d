//! SQL of files.

use super::{Moment, StoredFile};
use crate::{
    args,
    kernel::{
        actor::Actor,
        db::Conn,
        error::Result,
        id::{FileId, HandoffId, IntakeId},
        time::At,
    },
};

const COLUMNS: &str =
    "id, intake_id, digest, name, media_type, size, width, height, kind, caption, added_at, thumbnail, moment";

pub async fn insert(conn: &mut Conn, f: &StoredFile, by: Actor) -> Result<()> {
    conn.exec(
        "insert into files (id, intake_id, digest, name, media_type, size, width, height, kind, caption, added_at, thumbnail, moment,
         added_by, handoff_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![f.id, f.intake_id, &f.digest, &f.name, &f.media_type, f.size, f.width, f.height, f.kind, &f.caption, f.added_at, &f.thumbnail, f.moment, by.user(), by.handoff()],
    )
    .await?;
    Ok(())
}

pub async fn find(conn: &mut Conn, id: FileId) -> Result<Option<StoredFile>> {
    conn.first(&format!("select {COLUMNS} from files where id = $1 and removed_at is null"), args![id]).await
}

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<StoredFile>> {
    conn.all(
        &format!("select {COLUMNS} from files where intake_id = $1 and removed_at is null order by id"),
        args![intake],
    )
    .await
}

pub async fn attach(conn: &mut Conn, file: FileId, intake: IntakeId) -> Result<bool> {
    Ok(conn
        .exec(
            "update files set intake_id = $1, pocket = null where id = $2 and intake_id is null and removed_at is null",
            args![intake, file],
        )
        .await?
        == 1)
}

pub async fn caption(conn: &mut Conn, file: FileId, caption: &str) -> Result<()> {
    conn.exec("update files set caption = $1 where id = $2", args![caption, file]).await?;
    Ok(())
}

pub async fn remove(conn: &mut Conn, file: FileId, intake: IntakeId, now: At) -> Result<bool> {
    Ok(conn
        .exec(
            "update files set removed_at = $1 where id = $2 and intake_id = $3 and removed_at is null",
            args![now, file, intake],
        )
        .await?
        == 1)
}

/// Puts a pending file into a pocket; false when it is not pending.
pub async fn put(conn: &mut Conn, file: FileId, pocket: &str) -> Result<bool> {
    Ok(conn
        .exec(
            "update files set pocket = $1 where id = $2 and intake_id is null and removed_at is null",
            args![pocket, file],
        )
        .await?
        == 1)
}

pub async fn in_pocket(conn: &mut Conn, pocket: &str) -> Result<Vec<StoredFile>> {
    conn.all(
        &format!(
            "select {COLUMNS} from files where pocket = $1 and intake_id is null and removed_at is null order by id"
        ),
        args![pocket],
    )
    .await
}

pub async fn take_out(conn: &mut Conn, file: FileId, pocket: &str, now: At) -> Result<bool> {
    Ok(conn
        .exec(
            "update files set removed_at = $1 where id = $2 and pocket = $3 and intake_id is null and removed_at is null",
            args![now, file, pocket],
        )
        .await?
        == 1)
}

pub async fn of_handoff(conn: &mut Conn, handoff: HandoffId) -> Result<Vec<StoredFile>> {
    conn.all(
        &format!(
            "select {COLUMNS} from files where handoff_id = $1 and removed_at is null
             and (pocket is not null or intake_id is not null) order by id"
        ),
        args![handoff],
    )
    .await
}

pub async fn came_by(conn: &mut Conn, handoff: HandoffId, file: FileId) -> Result<bool> {
    let found: Option<i64> =
        conn.first("select id from files where id = $1 and handoff_id = $2", args![file, handoff]).await?;
    Ok(found.is_some())
}

/// Everything that came by it, also what was refused then.
pub async fn count_of_handoff(conn: &mut Conn, handoff: HandoffId) -> Result<i64> {
    conn.one("select count(*) from files where handoff_id = $1", args![handoff]).await
}

pub async fn mark(conn: &mut Conn, file: FileId, intake: IntakeId, moment: Option<Moment>) -> Result<bool> {
    Ok(conn
        .exec(
            "update files set moment = $1 where id = $2 and intake_id = $3 and kind = 'photo' and removed_at is null",
            args![moment, file, intake],
        )
        .await?
        == 1)
}

pub async fn mark_all(conn: &mut Conn, intake: IntakeId, moment: Moment) -> Result<()> {
    conn.exec("update files set moment = $1 where intake_id = $2 and kind = 'photo'", args![moment, intake]).await?;
    Ok(())
}

/// What no form took: alone since `before`, or in the pocket of a form since `in_pockets`.
pub async fn delete_pending(conn: &mut Conn, before: At, in_pockets: At) -> Result<()> {
    conn.exec(
        "delete from files where intake_id is null and added_at < $1 and (pocket is null or added_at < $2)",
        args![before, in_pockets],
    )
    .await?;
    Ok(())
}
