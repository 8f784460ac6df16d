//! Log-in, and the sessions it opens.

use super::{Who, model, store};
use crate::{
    app::{App, Tx},
    events::Event,
    kernel::{
        actor::Actor,
        error::{Error, Result},
        secret,
    },
    lang::Key,
};

/// A session that is not used ends after 12 hours.
const IDLE_MS: i64 = 12 * 3_600_000;
/// A session ends after 30 days at most.
const LONGEST_MS: i64 = 30 * 86_400_000;
/// Tries of one log-in name, and of one address, in a quarter of an hour.
const TRIES: i64 = 10;
const TRIES_OF_ADDRESS: i64 = 50;
const WINDOW_MS: i64 = 15 * 60_000;

/// A log-in as it arrives.
#[derive(Clone, Debug)]
pub struct LogIn<'a> {
    /// Log-in name, as typed.
    pub login: &'a str,
    /// Password.
    pub password: &'a str,
    /// The browser, as it calls itself.
    pub agent: &'a str,
    /// The client's address.
    pub address: &'a str,
}

/// Logs in: a new session's secret. Tries are counted by name and by address, in a transaction of their own so that a
/// refusal does not undo the count; an unknown name takes as long as a wrong password.
///
/// # Errors
/// [`Error::Invalid`] without saying which was wrong; [`Error::TooMany`].
pub async fn log_in(app: &App, log_in: &LogIn<'_>) -> Result<String> {
    let login = log_in.login.trim().to_lowercase();
    let name_key = format!("login:{login}");
    let address_key = format!("address:{}", log_in.address);
    app.write(async |tx| {
        let (now, since) = (tx.now(), tx.now().plus_ms(-WINDOW_MS));
        let by_name = store::count_try(tx, &name_key, now, since).await?;
        let by_address = store::count_try(tx, &address_key, now, since).await?;
        Ok(by_name > TRIES || by_address > TRIES_OF_ADDRESS)
    })
    .await
    .and_then(|too_many| if too_many { Err(Error::TooMany(WINDOW_MS / 1_000)) } else { Ok(()) })?;
    let mut conn = app.read().await?;
    let user = store::by_login(&mut conn, &login).await?.filter(|u| u.deactivated_at.is_none());
    let hash = match &user {
        Some(user) => Some(store::password_hash(&mut conn, user.id).await?),
        None => None,
    };
    drop(conn);
    let matched = model::matches(log_in.password, hash.as_deref()).await?;
    let user = user.filter(|_| matched).ok_or_else(|| Error::field("password", Key::LoginWrong))?;
    let secret = secret::token();
    app.write(async |tx| {
        let now = tx.now();
        let digest = secret::digest(secret.as_bytes());
        store::insert_session(tx, &digest, user.id, now, now.plus_ms(LONGEST_MS), log_in.agent, log_in.address).await?;
        store::forget_tries(tx, &name_key).await?;
        tx.record(Actor::Staff(user.id), Event::LoggedIn { user: user.id })
    })
    .await?;
    Ok(secret)
}

/// Who has this session, if it still runs; its use is noted at most once a minute.
///
/// # Errors
/// When the database cannot be read.
pub async fn session(app: &App, secret: &str) -> Result<Option<Who>> {
    let digest = secret::digest(secret.as_bytes());
    let now = app.now();
    let mut conn = app.read().await?;
    let found = store::session(&mut conn, &digest, now, now.plus_ms(-IDLE_MS)).await?;
    drop(conn);
    let Some(row) = found else { return Ok(None) };
    if row.seen_at.plus_ms(60_000) < now
        && let Err(e) = app.write(async |tx| store::touch_session(tx, &digest, now).await).await
    {
        // With a full disk one may still read.
        tracing::warn!(error = %e, "the use of a session could not be noted");
    }
    Ok(Some(Who {
        id: row.id,
        name: row.name,
        role: row.role,
        lang: row.lang,
        engineer: row.takes_tickets_since.is_some(),
        must_change: row.must_change_since.is_some(),
    }))
}

/// Ends a session.
///
/// # Errors
/// When the database refuses.
pub async fn log_out(app: &App, secret: &str) -> Result<()> {
    let digest = secret::digest(secret.as_bytes());
    app.write(async |tx| store::delete_session(tx, &digest).await).await
}

/// Takes away ended sessions and old counts; a timer calls it.
///
/// # Errors
/// When the database refuses.
pub async fn clean_up(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    store::delete_old_sessions(tx, now, now.plus_ms(-IDLE_MS)).await?;
    store::delete_old_tries(tx, now.plus_ms(-WINDOW_MS)).await
}
