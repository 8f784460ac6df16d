//! SQL of staff accounts, sessions, tokens and counted tries.

use super::{Role, User};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        fold::fold,
        id::{TokenId, UserId},
        time::At,
    },
    lang::Lang,
    record,
};

const COLUMNS: &str =
    "id, login, name, role, lang, phone, must_change_since, takes_tickets_since, created_at, deactivated_at, version";

pub async fn find(conn: &mut Conn, id: UserId) -> Result<Option<User>> {
    conn.first(&format!("select {COLUMNS} from users where id = $1"), args![id]).await
}

pub async fn by_login(conn: &mut Conn, login: &str) -> Result<Option<User>> {
    conn.first(&format!("select {COLUMNS} from users where login = $1"), args![login]).await
}

pub async fn all(conn: &mut Conn) -> Result<Vec<User>> {
    let mut all: Vec<User> = conn.all(&format!("select {COLUMNS} from users order by id"), args![]).await?;
    all.sort_by_cached_key(|user| (user.deactivated_at.is_some(), fold(&user.name)));
    Ok(all)
}

pub async fn password_hash(conn: &mut Conn, id: UserId) -> Result<String> {
    conn.one("select password_hash from users where id = $1", args![id]).await
}

pub async fn count(conn: &mut Conn) -> Result<i64> {
    conn.one("select count(*) from users", args![]).await
}

/// Managers who may log in, but this one. On PostgreSQL the rows are locked by the update that follows in the verb.
pub async fn other_managers(conn: &mut Conn, but: UserId) -> Result<i64> {
    conn.one("select count(*) from users where role = 'manager' and deactivated_at is null and id <> $1", args![but])
        .await
}

pub async fn insert(conn: &mut Conn, user: &User, password_hash: &str) -> Result<()> {
    conn.exec(
        "insert into users (id, login, name, role, lang, phone, password_hash, must_change_since, takes_tickets_since, created_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            user.id,
            &user.login,
            &user.name,
            user.role,
            user.lang,
            &user.phone,
            password_hash,
            user.must_change_since,
            user.takes_tickets_since,
            user.created_at,
            user.version
        ],
    )
    .await?;
    Ok(())
}

/// Takes the lock of one account; false when there is none.
pub async fn lock(conn: &mut Conn, id: UserId) -> Result<bool> {
    Ok(conn.exec("update users set version = version where id = $1", args![id]).await? == 1)
}

/// Saves what may change; false when someone else saved since `version`.
pub async fn save(conn: &mut Conn, user: &User, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update users set login = $1, name = $2, role = $3, lang = $4, phone = $5, must_change_since = $6, takes_tickets_since = $7,
             deactivated_at = $8, version = $9 where id = $10 and version = $11",
            args![
                &user.login,
                &user.name,
                user.role,
                user.lang,
                &user.phone,
                user.must_change_since,
                user.takes_tickets_since,
                user.deactivated_at,
                user.version,
                user.id,
                version
            ],
        )
        .await?;
    Ok(saved == 1)
}

pub async fn set_password(conn: &mut Conn, id: UserId, hash: &str, must_change_since: Option<At>) -> Result<()> {
    conn.exec(
        "update users set password_hash = $1, must_change_since = $2 where id = $3",
        args![hash, must_change_since, id],
    )
    .await?;
    Ok(())
}

/// Takes a lock on all accounts, so that two managers cannot remove each other at once.
pub async fn lock_all(conn: &mut Conn) -> Result<()> {
    conn.exec("update users set version = version where role = 'manager'", args![]).await?;
    Ok(())
}

record! {
    /// A session with its user.
    pub struct SessionRow {
        /// Whose.
        pub id: UserId,
        /// Name.
        pub name: String,
        /// Role.
        pub role: Role,
        /// Language.
        pub lang: Lang,
        /// Takes tickets since.
        pub takes_tickets_since: Option<At>,
        /// Must change the password since.
        pub must_change_since: Option<At>,
        /// Last seen.
        pub seen_at: At,
    }
}

pub async fn insert_session(
    conn: &mut Conn,
    digest: &str,
    user: UserId,
    now: At,
    expires: At,
    agent: &str,
    address: &str,
) -> Result<()> {
    conn.exec(
        "insert into sessions (digest, user_id, created_at, seen_at, expires_at, agent, address) values ($1, $2, $3, $4, $5, $6, $7)",
        args![digest, user, now, now, expires, agent, address],
    )
    .await?;
    Ok(())
}

pub async fn session(conn: &mut Conn, digest: &str, now: At, idle_since: At) -> Result<Option<SessionRow>> {
    conn.first(
        "select u.id, u.name, u.role, u.lang, u.takes_tickets_since, u.must_change_since, s.seen_at
         from sessions s join users u on u.id = s.user_id
         where s.digest = $1 and s.expires_at > $2 and s.seen_at > $3 and u.deactivated_at is null",
        args![digest, now, idle_since],
    )
    .await
}

pub async fn touch_session(conn: &mut Conn, digest: &str, now: At) -> Result<()> {
    conn.exec("update sessions set seen_at = $1 where digest = $2", args![now, digest]).await?;
    Ok(())
}

pub async fn delete_session(conn: &mut Conn, digest: &str) -> Result<()> {
    conn.exec("delete from sessions where digest = $1", args![digest]).await?;
    Ok(())
}

pub async fn delete_sessions_of(conn: &mut Conn, user: UserId) -> Result<()> {
    conn.exec("delete from sessions where user_id = $1", args![user]).await?;
    Ok(())
}

pub async fn delete_old_sessions(conn: &mut Conn, now: At, idle_since: At) -> Result<()> {
    conn.exec("delete from sessions where expires_at <= $1 or seen_at <= $2", args![now, idle_since]).await?;
    Ok(())
}

pub async fn insert_token(
    conn: &mut Conn,
    id: TokenId,
    user: UserId,
    digest: &str,
    label: &str,
    now: At,
) -> Result<()> {
    conn.exec(
        "insert into api_tokens (id, user_id, digest, label, created_at) values ($1, $2, $3, $4, $5)",
        args![id, user, digest, label, now],
    )
    .await?;
    Ok(())
}

pub async fn by_token(conn: &mut Conn, digest: &str) -> Result<Option<User>> {
    conn.first(
        "select u.id, u.login, u.name, u.role, u.lang, u.phone, u.must_change_since, u.takes_tickets_since, u.created_at, u.deactivated_at, u.version
         from api_tokens t join users u on u.id = t.user_id where t.digest = $1 and t.revoked_at is null and u.deactivated_at is null",
        args![digest],
    )
    .await
}

pub async fn revoke_tokens_of(conn: &mut Conn, user: UserId, now: At) -> Result<()> {
    conn.exec("update api_tokens set revoked_at = $1 where user_id = $2 and revoked_at is null", args![now, user])
        .await?;
    Ok(())
}

/// Counts a try of `key` in the window that began after `window_start`; the number of tries in it.
pub async fn count_try(conn: &mut Conn, key: &str, now: At, window_start: At) -> Result<i64> {
    conn.one(
        "insert into limits (key, since, tries) values ($1, $2, 1) on conflict (key) do update set
         tries = case when limits.since > $3 then limits.tries + 1 else 1 end,
         since = case when limits.since > $3 then limits.since else excluded.since end
         returning tries",
        args![key, now, window_start],
    )
    .await
}

/// A try was none after all.
pub async fn uncount_try(conn: &mut Conn, key: &str) -> Result<()> {
    conn.exec("update limits set tries = tries - 1 where key = $1 and tries > 0", args![key]).await?;
    Ok(())
}

pub async fn forget_tries(conn: &mut Conn, key: &str) -> Result<()> {
    conn.exec("delete from limits where key = $1", args![key]).await?;
    Ok(())
}

pub async fn delete_old_tries(conn: &mut Conn, before: At) -> Result<()> {
    conn.exec("delete from limits where since < $1", args![before]).await?;
    Ok(())
}

pub async fn keep_password(conn: &mut Conn, id: UserId) -> Result<()> {
    conn.exec("update users set must_change_since = null where id = $1", args![id]).await?;
    Ok(())
}
