//! Log-in, and the sessions it opens.

use super::{Who, model, store};
use crate::{
    app::{App, Tx},
    events::Event,
    kernel::{
        actor::Actor,
        error::{Error, Result},
        id::UserId,
        secret,
    },
    lang::Key,
};

/// A session that is not used ends after 12 hours.
const IDLE_MS: i64 = 12 * 3_600_000;
/// A session ends after 30 days at most.
const LONGEST_MS: i64 = 30 * 86_400_000;
/// Tries in a quarter of an hour: of one name from one address; of one name from anywhere, so that nobody far away can lock
/// someone out with a few; of one address.
const TRIES: i64 = 10;
const TRIES_OF_NAME: i64 = 100;
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
    let address = network_of(log_in.address);
    let address_key = format!("address:{address}");
    // The name is a digest: a long one takes no more room than any other.
    let name = &secret::digest(login.as_bytes())[..32];
    let (name_key, pair_key) = (format!("login:{name}"), format!("login:{name}:{address}"));
    app.write(async |tx| {
        Ok(count(tx, &address_key).await? > TRIES_OF_ADDRESS
            || count(tx, &pair_key).await? > TRIES
            || count(tx, &name_key).await? > TRIES_OF_NAME)
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
        store::forget_tries(tx, &pair_key).await?;
        // Only failures count against a shop behind one address.
        store::uncount_try(tx, &address_key).await?;
        tx.record(Actor::Staff(user.id), Event::LoggedIn { user: user.id })
    })
    .await?;
    Ok(secret)
}

/// Counts a try at a page that does not exist: who guesses links is slowed down.
///
/// # Errors
/// [`Error::TooMany`].
pub async fn count_stranger(app: &App, address: &str) -> Result<()> {
    let key = format!("link:{}", network_of(address));
    if app.write(async |tx| count(tx, &key).await).await? > TRIES_OF_ADDRESS {
        return Err(Error::TooMany(WINDOW_MS / 1_000));
    }
    Ok(())
}

/// Counts a try; how many there were in the window.
async fn count(tx: &mut Tx, key: &str) -> Result<i64> {
    let (now, since) = (tx.now(), tx.now().plus_ms(-WINDOW_MS));
    store::count_try(tx, key, now, since).await
}

/// Counts a guess at one's present password: a stolen session must not guess on.
///
/// # Errors
/// [`Error::TooMany`].
pub(super) async fn count_guess(app: &App, user: UserId) -> Result<()> {
    let key = format!("password:{user}");
    if app.write(async |tx| count(tx, &key).await).await? > TRIES {
        return Err(Error::TooMany(WINDOW_MS / 1_000));
    }
    Ok(())
}

/// One address, or of IPv6 the network that one customer has.
fn network_of(address: &str) -> String {
    match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V6(v6)) if v6.to_ipv4_mapped().is_none() => {
            v6.segments()[..4].iter().map(|part| format!("{part:x}")).collect::<Vec<_>>().join(":")
        }
        Ok(ip) => ip.to_canonical().to_string(),
        Err(_) => address.chars().take(64).collect(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customers_network_is_one_address() {
        assert_eq!(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2::9"));
        assert_ne!(network_of("2001:db8:1:2::9"), network_of("2001:db8:1:3::9"));
        assert_eq!(network_of("::ffff:192.0.2.1"), network_of("192.0.2.1"));
        assert_ne!(network_of("192.0.2.1"), network_of("192.0.2.2"));
    }
}
