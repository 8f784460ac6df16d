//! SQL of the notes of repair files.

use super::Note;
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{IntakeId, NoteId, UserId},
        time::At,
    },
};

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Note>> {
    conn.all(
        "select n.id, n.body, n.at, n.by_user, u.name from notes n left join users u on u.id = n.by_user where n.intake_id = $1 order by n.id",
        args![intake],
    )
    .await
}

pub async fn insert(
    conn: &mut Conn,
    id: NoteId,
    intake: IntakeId,
    body: &str,
    now: At,
    by: Option<UserId>,
) -> Result<()> {
    conn.exec(
        "insert into notes (id, intake_id, body, at, by_user) values ($1, $2, $3, $4, $5)",
        args![id, intake, body, now, by],
    )
    .await?;
    Ok(())
}
