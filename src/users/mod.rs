//! Staff: accounts, roles and rights, log-in and sessions. Clients' portal accounts are another thing.

pub mod accounts;
mod accounts_view;
pub mod api;
mod model;
pub mod rights;
mod sessions;
mod store;
mod view;
pub mod web;

pub use model::{NewPassword, Role, SHORTEST as SHORTEST_PASSWORD, User, UserInput, Who, first_password};
use rights::{May, OwnAccount, UsersEdit};
pub use sessions::{LogIn, clean_up, count_stranger, log_in, log_out, session};

use crate::{
    app::{App, Tx},
    events::Event,
    kernel::{
        actor::Actor,
        db::{Conn, OnUnique as _},
        error::{Error, Result},
        id::UserId,
        phone, secret,
        time::At,
    },
    lang::{Key, Lang},
};

/// Every account, those who may log in first.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(conn: &mut Conn) -> Result<Vec<User>> {
    store::all(conn).await
}

/// Those who may log in and have one of these roles.
///
/// # Errors
/// When the database cannot be read.
pub async fn active(conn: &mut Conn, roles: &[Role]) -> Result<Vec<User>> {
    Ok(store::all(conn).await?.into_iter().filter(|u| u.deactivated_at.is_none() && roles.contains(&u.role)).collect())
}

/// One account.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, id: UserId) -> Result<User> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// One account by its log-in name.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn by_login(conn: &mut Conn, login: &str) -> Result<User> {
    store::by_login(conn, &login.trim().to_lowercase()).await?.ok_or(Error::NotFound)
}

/// Whether nobody has an account yet: the set-up page is offered.
///
/// # Errors
/// When the database cannot be read.
pub async fn nobody_yet(conn: &mut Conn) -> Result<bool> {
    Ok(store::count(conn).await? == 0)
}

/// Makes an account with a first password that its owner must change.
///
/// # Errors
/// [`Error::Invalid`] for what is wrong or a log-in name in use.
pub async fn create(
    tx: &mut Tx,
    by: &May<UsersEdit>,
    input: &UserInput,
    password: &NewPassword,
    region: &str,
) -> Result<UserId> {
    let must_change = Some(tx.now());
    insert(tx, by, input, password, region, must_change).await
}

/// Makes the first manager, who chose the password; only while nobody has an account.
///
/// # Errors
/// [`Error::Conflict`] when there is an account already; [`Error::Invalid`].
pub async fn create_first(tx: &mut Tx, input: &UserInput, password: &NewPassword, region: &str) -> Result<UserId> {
    if !nobody_yet(tx).await? {
        return Err(Error::conflict(Key::SetupDone));
    }
    insert(tx, &May::system(), input, password, region, None).await
}

async fn insert(
    tx: &mut Tx,
    by: &May<UsersEdit>,
    input: &UserInput,
    password: &NewPassword,
    region: &str,
    must_change_since: Option<At>,
) -> Result<UserId> {
    input.check().or(())?;
    let now = tx.now();
    let user = User {
        id: tx.new_id(),
        login: input.login(),
        name: input.name.trim().to_owned(),
        role: input.role.ok_or(Error::Forbidden)?,
        lang: input.lang,
        phone: read_phone(&input.phone, region)?,
        must_change_since,
        takes_tickets_since: input.takes_tickets.then_some(now),
        created_at: now,
        deactivated_at: None,
        version: 1,
    };
    store::insert(tx, &user, password.digest()).await.on_unique(|| Error::field("login", Key::UsersLoginTaken))?;
    tx.record(by, Event::UserCreated { user: user.id })?;
    Ok(user.id)
}

fn read_phone(typed: &str, region: &str) -> Result<Option<String>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    phone::parse(typed, region).map(Some).ok_or_else(|| Error::field("phone", Key::ErrorPhone))
}

/// Changes name, role, language of an account; the last manager stays one.
///
/// # Errors
/// [`Error::Invalid`], or [`Error::Conflict`] when someone else changed it meanwhile or nobody would be manager.
pub async fn edit(
    tx: &mut Tx,
    by: &May<UsersEdit>,
    id: UserId,
    version: i64,
    input: &UserInput,
    region: &str,
) -> Result<()> {
    input.check().or(())?;
    store::lock_all(tx).await?;
    let mut user = find(tx, id).await?;
    let role = input.role.ok_or(Error::Forbidden)?;
    if user.role == Role::Manager && role != Role::Manager {
        keep_a_manager(tx, id).await?;
    }
    user.login = input.login();
    user.name = input.name.trim().to_owned();
    user.role = role;
    user.lang = input.lang;
    user.phone = read_phone(&input.phone, region)?;
    user.takes_tickets_since = input.takes_tickets.then(|| user.takes_tickets_since.unwrap_or(tx.now()));
    save(tx, by, user, version).await
}

async fn save(tx: &mut Tx, by: &May<UsersEdit>, mut user: User, version: i64) -> Result<()> {
    user.version = version + 1;
    if !store::save(tx, &user, version).await.on_unique(|| Error::field("login", Key::UsersLoginTaken))? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::UserChanged { user: user.id })
}

/// Holds a member of staff until the transaction ends: what one person does in two tabs happens one after the other. The lock is
/// taken before that of any file.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn lock(tx: &mut Tx, id: UserId) -> Result<()> {
    if store::lock(tx, id).await? { Ok(()) } else { Err(Error::NotFound) }
}

async fn keep_a_manager(tx: &mut Tx, but: UserId) -> Result<()> {
    if store::other_managers(tx, but).await? == 0 {
        return Err(Error::conflict(Key::UsersLastManager));
    }
    Ok(())
}

/// Ends an account: no log-in, no session, no token. The last manager cannot be deactivated.
///
/// # Errors
/// [`Error::Conflict`].
pub async fn deactivate(tx: &mut Tx, by: &May<UsersEdit>, id: UserId) -> Result<()> {
    store::lock_all(tx).await?;
    let mut user = find(tx, id).await?;
    if user.deactivated_at.is_some() {
        return Ok(());
    }
    if user.role == Role::Manager {
        keep_a_manager(tx, id).await?;
    }
    let version = user.version;
    user.deactivated_at = Some(tx.now());
    user.version += 1;
    store::save(tx, &user, version).await?;
    store::delete_sessions_of(tx, id).await?;
    let now = tx.now();
    store::revoke_tokens_of(tx, id, now).await?;
    tx.record(by, Event::UserDeactivated { user: id })
}

/// Lets a former member of staff log in again.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn reactivate(tx: &mut Tx, by: &May<UsersEdit>, id: UserId) -> Result<()> {
    let mut user = find(tx, id).await?;
    if user.deactivated_at.take().is_none() {
        return Ok(());
    }
    let version = user.version;
    user.version += 1;
    store::save(tx, &user, version).await?;
    tx.record(by, Event::UserReactivated { user: id })
}

/// Hands out a new first password; every session of the account ends.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn hand_out_password(tx: &mut Tx, by: &May<UsersEdit>, id: UserId, password: &NewPassword) -> Result<()> {
    let user = find(tx, id).await?;
    let now = tx.now();
    set_password(tx, by.actor(), &user, password, Some(now)).await
}

/// Changes one's own password; every session ends, also the one that asks.
///
/// # Errors
/// [`Error::Invalid`] when the present one is wrong or the new one weak.
pub async fn change_password(app: &App, by: &May<OwnAccount>, present: &str, new: &str) -> Result<()> {
    let id = by.user().ok_or(Error::Forbidden)?;
    sessions::count_guess(app, id).await?;
    let mut conn = app.read().await?;
    let user = find(&mut conn, id).await?;
    let hash = store::password_hash(&mut conn, id).await?;
    drop(conn);
    if !model::matches(present, Some(&hash)).await? {
        return Err(Error::field("present", Key::UsersPasswordWrong));
    }
    if present == new {
        return Err(Error::field("password", Key::UsersPasswordSame));
    }
    let password = NewPassword::choose(new, &user.login).await?;
    app.write(async |tx| {
        if store::password_hash(tx, id).await? != hash {
            return Err(Error::field("present", Key::UsersPasswordWrong));
        }
        set_password(tx, by.actor(), &user, &password, None).await
    })
    .await
}

async fn set_password(
    tx: &mut Tx,
    by: Actor,
    user: &User,
    password: &NewPassword,
    must_change: Option<At>,
) -> Result<()> {
    store::set_password(tx, user.id, password.digest(), must_change).await?;
    store::delete_sessions_of(tx, user.id).await?;
    let now = tx.now();
    store::revoke_tokens_of(tx, user.id, now).await?;
    tx.record(by, Event::PasswordChanged { user: user.id })
}

/// Chooses one's own language.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn choose_language(tx: &mut Tx, by: &May<OwnAccount>, lang: Lang) -> Result<()> {
    let id = by.user().ok_or(Error::Forbidden)?;
    let mut user = find(tx, id).await?;
    let version = user.version;
    user.lang = lang;
    user.version += 1;
    store::save(tx, &user, version).await?;
    Ok(())
}

/// Makes an API token of a user; the secret is shown once and only its digest is kept.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn create_token(tx: &mut Tx, by: &May<UsersEdit>, user: UserId, label: &str) -> Result<String> {
    find(tx, user).await?;
    let secret = format!("fxl_{}", secret::token());
    let id = tx.new_id();
    let now = tx.now();
    store::insert_token(tx, id, user, &secret::digest(secret.as_bytes()), label, now).await?;
    tx.record(by, Event::TokenCreated { user, token: id })?;
    Ok(secret)
}

/// Whose API token this is.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_token(conn: &mut Conn, token: &str) -> Result<Option<Who>> {
    Ok(store::by_token(conn, &secret::digest(token.as_bytes())).await?.map(|user| Who::from(&user)))
}

/// Lets the demo's people keep the password they were given.
///
/// # Errors
/// When the database refuses.
pub async fn keep_password(tx: &mut Tx, id: UserId) -> Result<()> {
    store::keep_password(tx, id).await
}
