//! SQL of documents and of their renderings.

use super::{Document, Kind};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{DocumentId, IntakeId},
        time::At,
    },
    lang::Lang,
};

const COLUMNS: &str =
    "id, kind, subject, version, intake_id, number, template, issued_at, issued_by, voided_at, void_reason";

pub async fn insert(conn: &mut Conn, d: &Document, snapshot: &str) -> Result<()> {
    conn.exec(
        "insert into documents (id, kind, subject, version, intake_id, number, template, snapshot, issued_at, issued_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            d.id,
            d.kind,
            d.subject,
            d.version,
            d.intake_id,
            &d.number,
            d.template,
            snapshot,
            d.issued_at,
            d.issued_by
        ],
    )
    .await?;
    Ok(())
}

pub async fn void_of(conn: &mut Conn, kind: Kind, subject: i64, now: At, reason: &str) -> Result<()> {
    conn.exec(
        "update documents set voided_at = $1, void_reason = $2 where kind = $3 and subject = $4 and voided_at is null",
        args![now, reason, kind, subject],
    )
    .await?;
    Ok(())
}

pub async fn find(conn: &mut Conn, id: DocumentId) -> Result<Option<Document>> {
    conn.first(&format!("select {COLUMNS} from documents where id = $1"), args![id]).await
}

pub async fn snapshot(conn: &mut Conn, id: DocumentId) -> Result<Option<String>> {
    conn.first("select snapshot from documents where id = $1", args![id]).await
}

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Document>> {
    conn.all(&format!("select {COLUMNS} from documents where intake_id = $1 order by id"), args![intake]).await
}

pub async fn latest(conn: &mut Conn, kind: Kind, subject: i64) -> Result<Option<Document>> {
    conn.first(
        &format!(
            "select {COLUMNS} from documents where kind = $1 and subject = $2 order by version desc, id desc limit 1"
        ),
        args![kind, subject],
    )
    .await
}

/// What tells one rendering of a document from another.
#[derive(Clone, Debug)]
pub struct Form {
    /// The document.
    pub document: DocumentId,
    /// Paper, and whose copy.
    pub format: String,
    /// Language.
    pub lang: Lang,
    /// 1 when it is struck.
    pub struck: i64,
}

/// The digest of the bytes that were made for this form.
pub async fn rendering(conn: &mut Conn, form: &Form) -> Result<Option<String>> {
    conn.first(
        "select digest from renderings where document_id = $1 and format = $2 and lang = $3 and struck = $4",
        args![form.document, &form.format, form.lang, form.struck],
    )
    .await
}

/// Keeps the digest of a rendering; one that is there stays, unless its bytes are `lost`.
pub async fn keep_rendering(conn: &mut Conn, form: &Form, digest: &str, lost: &str, now: At) -> Result<()> {
    conn.exec(
        "insert into renderings (document_id, format, lang, struck, digest, made_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (document_id, format, lang, struck)
         do update set digest = excluded.digest, made_at = excluded.made_at where renderings.digest = $7",
        args![form.document, &form.format, form.lang, form.struck, digest, now, lost],
    )
    .await?;
    Ok(())
}
