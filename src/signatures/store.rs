//! SQL of signatures.

use super::{Papers, Signature};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{IntakeId, SignatureId, UserId},
        time::At,
    },
};

const COLUMNS: &str = "id, subject, subject_id, intake_id, signer, way, image, documents, digest, signed_at, recorded_by, handoff_id, \
     replaced_at, replaced_by, replace_reason";

pub async fn insert(conn: &mut Conn, s: &Signature) -> Result<()> {
    let documents = serde_json::to_string(&s.documents)?;
    conn.exec(
        "insert into signatures (id, subject, subject_id, intake_id, signer, way, image, documents, digest, signed_at, recorded_by,
         handoff_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![s.id, s.subject, s.subject_id, s.intake_id, &s.signer, s.way, &s.image, documents, &s.digest, s.signed_at, s.recorded_by, s.handoff_id],
    )
    .await?;
    Ok(())
}

pub async fn find(conn: &mut Conn, id: SignatureId) -> Result<Option<Signature>> {
    conn.first(&format!("select {COLUMNS} from signatures where id = $1"), args![id]).await
}

/// The one that counts.
pub async fn of(conn: &mut Conn, subject: Papers, id: i64) -> Result<Option<Signature>> {
    conn.first(
        &format!("select {COLUMNS} from signatures where subject = $1 and subject_id = $2 and replaced_at is null"),
        args![subject, id],
    )
    .await
}

/// Those of a file, and those of its whole deposit.
pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Signature>> {
    conn.all(
        &format!(
            "select {COLUMNS} from signatures where intake_id = $1 or subject = 'deposit' and subject_id =
             (select deposit_id from intakes where id = $2) order by id"
        ),
        args![intake, intake],
    )
    .await
}

pub async fn replace(conn: &mut Conn, id: SignatureId, now: At, by: Option<UserId>, reason: &str) -> Result<bool> {
    Ok(conn
        .exec(
            "update signatures set replaced_at = $1, replaced_by = $2, replace_reason = $3 where id = $4 and replaced_at is null",
            args![now, by, reason, id],
        )
        .await?
        == 1)
}
