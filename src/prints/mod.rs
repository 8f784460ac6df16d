//! The queue of thermal printers: a row written in the verb's own transaction, taken with a lease by one server, printed
//! outside any transaction. What was certainly not printed is tried again, ever more rarely; what may have been printed never
//! is, until a person says so.

pub mod api;
mod model;
mod store;
mod view;
pub mod web;
mod wire;
pub mod worker;

pub use model::{Outcome, Print, PrintState, Why};
pub use wire::Patience;

use crate::{
    app::Tx,
    documents::{self, Copy},
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{DocumentId, PrintId},
    },
    lang::{Key, Lang},
    printers::Printer,
    users::rights::{May, Print as PrintRight, Scope},
};

/// How long what is over is kept, days.
const KEPT: i64 = 30;

/// Has a document printed by a printer.
///
/// # Errors
/// [`Error::NotFound`] for the document; [`Error::Invalid`] when it is not printed on the paper of this printer, or the
/// printer is not offered any more.
pub async fn ask(
    tx: &mut Tx,
    by: &May<PrintRight>,
    printer: &Printer,
    document: DocumentId,
    copy: Copy,
    lang: Lang,
) -> Result<PrintId> {
    let kind = documents::find(tx, by.scope(), document).await?.kind;
    if printer.archived_at.is_some() || !printer.paper.is_of(kind) {
        return Err(Error::field("place", Key::PrintsNotOnThis));
    }
    add(tx, by, printer, Some(document), copy, lang).await
}

/// Has a test strip printed.
///
/// # Errors
/// When the database refuses.
pub async fn test(tx: &mut Tx, by: &May<PrintRight>, printer: &Printer, lang: Lang) -> Result<PrintId> {
    add(tx, by, printer, None, Copy::Whole, lang).await
}

async fn add(
    tx: &mut Tx,
    by: &May<PrintRight>,
    printer: &Printer,
    document: Option<DocumentId>,
    copy: Copy,
    lang: Lang,
) -> Result<PrintId> {
    let (id, now) = (tx.new_id(), tx.now());
    let asked = store::Asked { id, printer: printer.id, document, copy, lang, by: by.user() };
    store::insert(tx, &asked, now).await?;
    tx.record(by, Event::PrintAsked { print: id })?;
    Ok(id)
}

/// One print.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: PrintId) -> Result<Print> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// What is not over yet, the oldest first; then what is over, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, _scope: Scope) -> Result<(Vec<Print>, Vec<Print>)> {
    Ok((store::open(conn).await?, store::over(conn).await?))
}

/// How many need a person.
///
/// # Errors
/// When the database cannot be read.
pub async fn stuck(conn: &mut Conn, _scope: Scope) -> Result<i64> {
    store::stuck(conn).await
}

/// Has it printed again, because a person looked and wants it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when someone was quicker.
pub async fn again(tx: &mut Tx, by: &May<PrintRight>, id: PrintId) -> Result<()> {
    find(tx, by.scope(), id).await?;
    let now = tx.now();
    if !store::again(tx, id, by.user(), now).await? {
        return Err(Error::conflict(Key::PrintsNotStuck));
    }
    tx.record(by, Event::PrintAsked { print: id })
}

/// Nobody wants it any more.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when it is printed now, or over.
pub async fn drop(tx: &mut Tx, by: &May<PrintRight>, id: PrintId) -> Result<()> {
    find(tx, by.scope(), id).await?;
    let now = tx.now();
    if !store::drop(tx, id, now).await? {
        return Err(Error::conflict(Key::PrintsNotWaiting));
    }
    tx.record(by, Event::PrintMoved { print: id, state: PrintState::Dropped.to_string() })
}

/// Forgets what is over for a month; a timer calls it.
///
/// # Errors
/// When the database refuses.
pub async fn clean_up(tx: &mut Tx) -> Result<()> {
    let before = tx.now().plus_days(-KEPT);
    store::delete_over(tx, before).await
}
