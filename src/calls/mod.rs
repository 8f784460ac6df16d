//! Clients to be called: their equipment is ready, and no message reached them. Whoever called ticks it off.

pub mod api;
mod model;
mod store;
pub mod view;
pub mod web;

pub use model::{Call, CallInput, CallWhy};

use crate::{
    app::Tx,
    events::Event,
    kernel::{
        actor::Actor,
        db::Conn,
        error::{Error, Result},
        id::{CallId, IntakeId},
    },
    lang::Key,
    settings::Told,
    users::rights::{CallsMake, May, Scope},
};

/// Somebody is to be called; once for a file.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, by: Actor, intake: IntakeId, what: Told, why: CallWhy) -> Result<()> {
    let (id, now) = (tx.new_id(), tx.now());
    if store::insert(tx, id, intake, what, why, now).await? {
        tx.record(by, Event::CallWanted { call: id, intake })?;
    }
    Ok(())
}

/// Those to make, the oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn open(conn: &mut Conn, _scope: Scope) -> Result<Vec<Call>> {
    store::open(conn).await
}

/// The call to make of a file.
///
/// # Errors
/// When the database cannot be read.
pub async fn open_of(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Option<Call>> {
    store::open_of(conn, intake).await
}

/// One call.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: CallId) -> Result<Call> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// How many are to be made.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(conn: &mut Conn, _scope: Scope) -> Result<i64> {
    store::count(conn).await
}

/// Somebody called. The file.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::NotFound`]; [`Error::Conflict`] when somebody else did, or the file moved on.
pub async fn done(tx: &mut Tx, by: &May<CallsMake>, id: CallId, input: &CallInput) -> Result<IntakeId> {
    input.check().or(())?;
    let call = find(tx, by.scope(), id).await?;
    let now = tx.now();
    if !store::done(tx, id, by.user(), input.note.trim(), now).await? {
        return Err(Error::conflict(Key::CallsDoneAlready));
    }
    tx.record(by, Event::CallMade { call: id, intake: call.intake_id })?;
    Ok(call.intake_id)
}

/// Nobody need be called any more.
///
/// # Errors
/// When the database refuses.
pub async fn close(tx: &mut Tx, by: Actor, intake: IntakeId) -> Result<()> {
    let Some(call) = store::open_of(tx, intake).await? else { return Ok(()) };
    let now = tx.now();
    if store::done(tx, call.id, None, "", now).await? {
        tx.record(by, Event::CallNotNeeded { call: call.id, intake })?;
    }
    Ok(())
}
