//! What something was before it was amended: one table for every noun. Each amendment stays readable.

use serde::Serialize;

use crate::{
    app::Tx,
    args,
    kernel::{
        actor::Actor,
        db::{Conn, OnUnique as _},
        error::{Error, Result},
        id::{AmendmentId, UserId},
        time::At,
    },
    lang::Key,
    record,
};

record! {
    /// What something was before it was amended.
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct Amendment {
        /// The version it was.
        pub version: i64,
        /// When it was amended.
        pub at: At,
        /// By whom.
        pub by_user: Option<UserId>,
        /// What it was, as JSON.
        pub was: String,
    }
}

/// Keeps what `subject` (`"intake:…"`) was at `version`.
///
/// # Errors
/// [`Error::Conflict`] when that version was amended already.
pub async fn keep(tx: &mut Tx, by: impl Into<Actor>, subject: &str, version: i64, was: &impl Serialize) -> Result<()> {
    let (id, now): (AmendmentId, _) = (tx.new_id(), tx.now());
    let was = serde_json::to_string(was)?;
    tx.exec(
        "insert into amendments (id, subject, version, at, by_user, was) values ($1, $2, $3, $4, $5, $6)",
        args![id, subject, version, now, by.into().user(), was],
    )
    .await
    .on_unique(|| Error::conflict(Key::ErrorStale))?;
    Ok(())
}

/// Every earlier version of `subject`, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(conn: &mut Conn, subject: &str) -> Result<Vec<Amendment>> {
    conn.all(
        "select version, at, by_user, was from amendments where subject = $1 order by version desc",
        args![subject],
    )
    .await
}
