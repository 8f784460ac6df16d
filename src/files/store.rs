//! SQL of files.

use super::StoredFile;
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{FileId, IntakeId, UserId},
        time::At,
    },
};

const COLUMNS: &str = "id, intake_id, digest, name, media_type, size, width, height, kind, caption, added_at";

pub async fn insert(conn: &mut Conn, f: &StoredFile, by: Option<UserId>) -> Result<()> {
    conn.exec(
        "insert into files (id, intake_id, digest, name, media_type, size, width, height, kind, caption, added_at, added_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![f.id, f.intake_id, &f.digest, &f.name, &f.media_type, f.size, f.width, f.height, f.kind, &f.caption, f.added_at, by],
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
            "update files set intake_id = $1 where id = $2 and intake_id is null and removed_at is null",
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

pub async fn delete_pending(conn: &mut Conn, before: At) -> Result<()> {
    conn.exec("delete from files where intake_id is null and added_at < $1", args![before]).await?;
    Ok(())
}
