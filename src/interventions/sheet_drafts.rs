//! What someone types of a sheet before they save it: kept every few seconds, for each person and form, and offered again after a
//! power cut. An amendment is made when it is saved, not before. One statement a function, below.

use crate::{
    app::Tx,
    args,
    kernel::{
        db::{Conn, Json},
        error::{Error, Result},
        id::{InterventionId, UserId},
        time::At,
    },
    record,
    users::rights::{InterventionsEdit, May},
    web::was_submitted,
};

use super::{Check, Intervention, SheetInput, checks};

/// How long what was typed is kept, days.
const KEPT: i64 = 30;

record! {
    /// What someone typed and did not save.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SheetDraft {
        /// The key of its form.
        pub id: String,
        /// The version of the sheet that was read.
        pub version: i64,
        /// What was typed of the diagnosis.
        pub diagnosis: String,
        /// What was typed of the report.
        pub report: String,
        /// What was answered of the checks.
        pub checks: Json<Vec<Check>>,
        /// When it was kept.
        pub saved_at: At,
    }
}

impl SheetDraft {
    /// Whether it says something else than the sheet.
    pub fn differs(&self, from: &Intervention) -> bool {
        self.diagnosis.trim() != from.diagnosis || self.report.trim() != from.report || self.checks != from.checks
    }
}

/// What this person typed of a sheet last and did not save.
///
/// # Errors
/// When the database cannot be read.
pub async fn draft_of(conn: &mut Conn, sheet: InterventionId, user: Option<UserId>) -> Result<Option<SheetDraft>> {
    conn.first(
        "select id, version, diagnosis, report, checks, saved_at from sheet_drafts where intervention_id = $1 and user_id = $2
         order by saved_at desc, id limit 1",
        args![sheet, user],
    )
    .await
}

/// Keeps what was typed so far; what was saved meanwhile is left alone.
///
/// # Errors
/// [`Error::NotFound`] for a sheet that is not there; [`Error::Invalid`] when it is too long.
pub async fn keep_draft(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    sheet: InterventionId,
    key: &str,
    version: i64,
    input: &SheetInput,
) -> Result<()> {
    let user = by.user().ok_or(Error::Forbidden)?;
    input.check().or(())?;
    super::store::find(tx, sheet).await?.ok_or(Error::NotFound)?;
    if key.is_empty() || was_submitted(tx, by, key).await? {
        return Ok(());
    }
    let now = tx.now();
    let answered = serde_json::to_string(&checks::tidy(input.checks.as_deref().unwrap_or_default()))?;
    tx.exec(
        "insert into sheet_drafts (id, user_id, intervention_id, version, diagnosis, report, checks, saved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (id) do update set version = excluded.version, diagnosis = excluded.diagnosis, report = excluded.report,
         checks = excluded.checks, saved_at = excluded.saved_at where sheet_drafts.user_id = excluded.user_id",
        args![key, user, sheet, version, &input.diagnosis, &input.report, answered, now],
    )
    .await?;
    Ok(())
}

/// It is saved: there is nothing to go on with.
///
/// # Errors
/// When the database refuses.
pub async fn forget_draft(tx: &mut Tx, by: &May<InterventionsEdit>, key: &str) -> Result<()> {
    tx.exec("delete from sheet_drafts where id = $1 and user_id = $2", args![key, by.user()]).await?;
    Ok(())
}

/// Throws away what this person typed of a sheet.
///
/// # Errors
/// [`Error::NotFound`] for a sheet that is not there.
pub async fn throw_drafts_away(tx: &mut Tx, by: &May<InterventionsEdit>, sheet: InterventionId) -> Result<()> {
    super::store::find(tx, sheet).await?.ok_or(Error::NotFound)?;
    tx.exec("delete from sheet_drafts where intervention_id = $1 and user_id = $2", args![sheet, by.user()]).await?;
    Ok(())
}

/// Forgets what nobody saved for a month; a timer calls it.
///
/// # Errors
/// When the database refuses.
pub async fn clean_up_drafts(tx: &mut Tx) -> Result<()> {
    let before = tx.now().plus_days(-KEPT);
    tx.exec("delete from sheet_drafts where saved_at < $1", args![before]).await?;
    Ok(())
}
