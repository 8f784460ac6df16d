//! Issued documents: an immutable snapshot kept in the verb's own transaction, set as PDF outside it on first demand.
//!
//! A noun fills a [`Snapshot`] and calls [`issue`]; it knows nothing of paper. What is printed never changes: an amended
//! voucher is another version, a voided one prints struck. The unlock code is never part of a snapshot.

mod look;
mod model;
pub mod paper_view;
mod render;
mod sheet;
pub mod snapshot;
mod store;
pub mod web;
mod wording;

pub use look::{Copy, Format, Look};
pub use model::{Document, Kind};
pub use render::{dots, draft_pdf, pdf};
pub use sheet::{Pictures, label, sheet};
pub use snapshot::Snapshot;

use crate::{
    app::Tx,
    kernel::{
        actor::Actor,
        db::{Conn, OnUnique as _},
        error::{Error, Result},
        id::{DocumentId, IntakeId},
    },
    lang::Key,
    users::rights::Scope,
};

/// The present layout of the sheets; raised when what stands on them changes.
const TEMPLATE: i64 = 1;

/// Issues a document: what it says is kept for good, dated by the transaction.
///
/// # Errors
/// [`Error::Conflict`] when this version of the subject was issued already.
#[expect(clippy::too_many_arguments, reason = "one for each column")]
pub async fn issue(
    tx: &mut Tx,
    by: impl Into<Actor>,
    kind: Kind,
    subject: i64,
    version: i64,
    intake: Option<IntakeId>,
    number: &str,
    snapshot: &Snapshot,
) -> Result<DocumentId> {
    let document = Document {
        id: tx.new_id(),
        kind,
        subject,
        version,
        intake_id: intake,
        number: number.to_owned(),
        template: TEMPLATE,
        issued_at: tx.now(),
        issued_by: by.into().user(),
        voided_at: None,
        void_reason: None,
    };
    let body = serde_json::to_string(&Snapshot { issued_at: document.issued_at, ..snapshot.clone() })?;
    store::insert(tx, &document, &body).await.on_unique(|| Error::conflict(Key::DocIssuedAgain))?;
    Ok(document.id)
}

/// Strikes every document of a subject, because the voucher was voided.
///
/// # Errors
/// When the database refuses.
pub async fn void_of(tx: &mut Tx, kind: Kind, subject: i64, reason: &str) -> Result<()> {
    let now = tx.now();
    store::void_of(tx, kind, subject, now, reason.trim()).await
}

/// The documents of a repair file, oldest first, also the voided.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Document>> {
    store::of_intake(conn, intake).await
}

/// One document. The closing of a drawer is not everybody's: it is reached through `cash` alone.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: DocumentId) -> Result<Document> {
    store::find(conn, id).await?.filter(|document| document.kind != Kind::Closing).ok_or(Error::NotFound)
}

/// The latest version issued of a subject, if any.
///
/// # Errors
/// When the database cannot be read.
pub async fn latest(conn: &mut Conn, kind: Kind, subject: i64) -> Result<Option<Document>> {
    store::latest(conn, kind, subject).await
}

/// What a document says.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn said(conn: &mut Conn, _scope: Scope, id: DocumentId) -> Result<Snapshot> {
    let body = store::snapshot(conn, id).await?.ok_or(Error::NotFound)?;
    Ok(serde_json::from_str(&body)?)
}

/// The text of a document exactly as it is stored: what a signature signs.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn text(conn: &mut Conn, id: DocumentId) -> Result<String> {
    store::snapshot(conn, id).await?.ok_or(Error::NotFound)
}
