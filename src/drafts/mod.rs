//! Drafts: what was typed of a deposit and is not recorded yet. Kept while someone types, offered again after a power cut, or put
//! aside for any counter. A draft holds no unlock code and draws no number.

mod store;

use crate::{
    app::Tx,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::UserId,
        time::At,
    },
    lang::Key,
    record,
    users::rights::{IntakesEdit, May, Scope},
};

/// Names and values of the fields of a form, in order.
pub type Values = Vec<(String, String)>;

/// How long a draft is kept, days.
const KEPT: i64 = 30;
/// The largest draft, bytes of JSON.
const LARGEST: usize = 200_000;
/// The longest title, characters.
const TITLE: usize = 120;

record! {
    /// A draft, without what was typed.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Draft {
        /// The key of its form.
        pub id: String,
        /// Who types it, or put it aside.
        pub user_id: UserId,
        /// Their name.
        pub user_name: String,
        /// Client and equipment, as far as they are typed.
        pub title: String,
        /// When it was kept.
        pub saved_at: At,
        /// Since when it is put aside.
        pub parked_at: Option<At>,
    }
}

/// What someone may go on with: their own drafts, and those that anybody put aside; the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn offered(conn: &mut Conn, _scope: Scope, user: UserId) -> Result<Vec<Draft>> {
    store::offered(conn, user).await
}

/// What was typed of a draft of one's own.
///
/// # Errors
/// [`Error::NotFound`]: recorded or thrown away meanwhile, or somebody else's.
pub async fn values(conn: &mut Conn, by: &May<IntakesEdit>, id: &str) -> Result<Values> {
    let draft = store::find(conn, id).await?.ok_or(Error::NotFound)?;
    if Some(draft.user_id) != by.user() {
        return Err(Error::NotFound);
    }
    Ok(serde_json::from_str(&store::values(conn, id).await?.ok_or(Error::NotFound)?)?)
}

/// Keeps what was typed so far; `park` puts it aside for any counter.
///
/// # Errors
/// [`Error::Conflict`] when somebody else goes on with it, or recorded it; [`Error::Invalid`] when it is too large.
pub async fn save(tx: &mut Tx, by: &May<IntakesEdit>, id: &str, title: &str, values: Values, park: bool) -> Result<()> {
    let user_id = by.user().ok_or(Error::Forbidden)?;
    if id.is_empty() {
        return Err(Error::NotFound);
    }
    if store::is_recorded(tx, id).await? {
        return Err(Error::conflict(Key::DraftsRecorded));
    }
    if store::find(tx, id).await?.is_some_and(|draft| draft.user_id != user_id) {
        return Err(Error::conflict(Key::DraftsTaken));
    }
    let mut kept: Values = values.iter().filter(|(name, value)| is_kept(name) && !value.is_empty()).cloned().collect();
    // That there was one is kept, so that it is asked for again.
    let codes = values.iter().filter(|(name, value)| name.ends_with(".code") && !value.is_empty());
    kept.extend(codes.map(|(name, _)| (format!("{name}_typed"), "1".to_owned())));
    let body = serde_json::to_string(&kept)?;
    if body.len() > LARGEST {
        return Err(Error::field("", Key::ErrorTooLarge));
    }
    let now = tx.now();
    let draft = Draft {
        id: id.to_owned(),
        user_id,
        user_name: String::new(),
        title: title.chars().take(TITLE).collect(),
        saved_at: now,
        parked_at: park.then_some(now),
    };
    store::save(tx, &draft, &body).await
}

/// An unlock code is never kept.
fn is_kept(name: &str) -> bool {
    name != "code" && !name.ends_with(".code") && name != "act"
}

/// Goes on with what was put aside, or with one's own.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when somebody else goes on with it.
pub async fn take(tx: &mut Tx, by: &May<IntakesEdit>, id: &str) -> Result<()> {
    let user = by.user().ok_or(Error::Forbidden)?;
    let draft = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    let now = tx.now();
    if draft.parked_at.is_some() && store::take(tx, id, user, now).await? || draft.user_id == user {
        return Ok(());
    }
    Err(Error::conflict(Key::DraftsTaken))
}

/// Throws a draft away: one's own, or one that was put aside.
///
/// # Errors
/// [`Error::Conflict`] when somebody else goes on with it.
pub async fn throw_away(tx: &mut Tx, by: &May<IntakesEdit>, id: &str) -> Result<()> {
    match store::find(tx, id).await? {
        Some(draft) if draft.parked_at.is_none() && Some(draft.user_id) != by.user() => {
            Err(Error::conflict(Key::DraftsTaken))
        }
        _ => store::delete(tx, id).await,
    }
}

/// It is recorded: there is nothing to go on with. A form that two counters had is recorded once.
///
/// # Errors
/// [`Error::Conflict`] when it was recorded before, by whomever.
pub async fn done(tx: &mut Tx, id: &str) -> Result<()> {
    let now = tx.now();
    store::forget_same(tx, id).await?;
    if store::recorded(tx, id, now).await? { Ok(()) } else { Err(Error::conflict(Key::DraftsRecorded)) }
}

/// Forgets what nobody went on with for a month; a timer calls it.
///
/// # Errors
/// When the database refuses.
pub async fn clean_up(tx: &mut Tx) -> Result<()> {
    let before = tx.now().plus_days(-KEPT);
    store::delete_before(tx, before).await
}
