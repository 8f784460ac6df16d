//! What goes to clients: a row written in the verb's own transaction, taken with a lease by one server, sent outside any
//! transaction. What certainly did not go is tried again, ever more rarely; of what may have gone a text message that a client
//! waits for is repeated once, the rest is a person's to decide. What is written, and when, is decided in `announcements`.

pub mod api;
mod model;
pub mod receipts;
mod store;
pub mod view;
pub mod web;
pub mod worker;

pub use model::{Channel, Out, OutState, OutWhy};
pub use store::New;

use crate::{
    app::Tx,
    events::Event,
    kernel::{
        actor::Actor,
        db::Conn,
        error::{Error, Result},
        id::{IntakeId, OutId},
        phone,
    },
    lang::{Key, Lang},
    settings::{Settings, Told},
    users::rights::{May, Messages, Scope, SettingsEdit},
};

/// Writes a message; the same key is written once. False when it was there.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, by: Actor, new: &New) -> Result<bool> {
    let (id, now) = (tx.new_id(), tx.now());
    if !store::insert(tx, id, new, now, by.user()).await? {
        return Ok(false);
    }
    match new.intake {
        Some(intake) => tx.record(by, Event::MessageWritten { message: id, intake, what: new.what.to_string() })?,
        None => tx.record(by, Event::TestSent { message: id })?,
    }
    Ok(true)
}

/// Sends a test to a number.
///
/// # Errors
/// [`Error::Invalid`] when the number is none that receives messages.
pub async fn test(tx: &mut Tx, by: &May<SettingsEdit>, settings: &Settings, l: Lang, to: &str) -> Result<()> {
    let to = phone::parse(to, &settings.shop.region).filter(|number| phone::is_mobile(number));
    let to = to.ok_or_else(|| Error::field("to", Key::SmsNotMobile))?;
    let id: OutId = tx.new_id();
    let body = l.say(crate::lang::say::SmsTestText { shop: settings.shop.name.clone().into() });
    let new = New {
        key: format!("test:{id}"),
        channel: Channel::Sms,
        what: Told::Test,
        client: None,
        intake: None,
        address: to,
        lang: l,
        body,
        run_at: tx.now(),
    };
    add(tx, by.actor(), &new).await.map(|_| ())
}

/// One message.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: OutId) -> Result<Out> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// What needs a person and what waits; then the latest that is over.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, _by: &May<Messages>) -> Result<(Vec<Out>, Vec<Out>)> {
    Ok((store::open(conn).await?, store::over(conn).await?))
}

/// What a file's client was or will be told, the oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Vec<Out>> {
    store::of_intake(conn, intake).await
}

/// Has it sent again, because a person decided so.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when someone was quicker.
pub async fn again(tx: &mut Tx, by: &May<Messages>, id: OutId) -> Result<()> {
    let out = find(tx, by.scope(), id).await?;
    let now = tx.now();
    if !store::again(tx, id, by.user(), now).await? {
        return Err(Error::conflict(Key::OutboxNotStuck));
    }
    moved(tx, by.actor(), id, out.intake_id, OutState::Waiting)
}

/// It is not to go any more.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when it is being sent, or over.
pub async fn drop(tx: &mut Tx, by: &May<Messages>, id: OutId) -> Result<()> {
    let out = find(tx, by.scope(), id).await?;
    let now = tx.now();
    if !store::drop(tx, id, None, now).await? {
        return Err(Error::conflict(Key::OutboxNotWaiting));
    }
    moved(tx, by.actor(), id, out.intake_id, OutState::Dropped)
}

/// What waits to tell something of a file that is not true any more does not go.
///
/// # Errors
/// When the database refuses.
pub async fn overtaken(tx: &mut Tx, by: Actor, intake: IntakeId, which: impl Fn(Told) -> bool) -> Result<()> {
    let now = tx.now();
    for (id, _) in store::waiting_of(tx, intake).await?.into_iter().filter(|(_, what)| which(*what)) {
        if store::drop(tx, id, Some(OutWhy::Overtaken), now).await? {
            moved(tx, by, id, Some(intake), OutState::Dropped)?;
        }
    }
    Ok(())
}

fn moved(tx: &mut Tx, by: Actor, id: OutId, intake: Option<IntakeId>, state: OutState) -> Result<()> {
    let state = state.to_string();
    match intake {
        Some(intake) => tx.record(by, Event::MessageMoved { message: id, intake, state }),
        None => tx.record(by, Event::TestMoved { message: id, state }),
    }
}
