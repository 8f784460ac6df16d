//! Printers of the shop, and its plan: what is printed at which moment, and where. What a thermal printer is to print stands
//! in `prints`; what a moment prints is put together in `printing`.

pub mod api;
mod model;
mod plan;
mod store;
mod view;
pub mod web;

pub use model::{Answers, Dots, Finish, Printer, PrinterInput, Via, thermal};
pub use plan::{Place, Plan, Slot};
pub use view::place_label;

use crate::{
    app::Tx,
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::PrinterId,
    },
    lang::Key,
    users::rights::{May, Scope, SettingsEdit},
};

/// One printer.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: PrinterId) -> Result<Printer> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// Every printer, also the archived; the oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(conn: &mut Conn, _scope: Scope) -> Result<Vec<Printer>> {
    store::all(conn).await
}

/// Records a printer.
///
/// # Errors
/// [`Error::Invalid`].
pub async fn create(tx: &mut Tx, by: &May<SettingsEdit>, input: &PrinterInput) -> Result<PrinterId> {
    let printer = checked(tx, input, tx.new_id())?;
    store::insert(tx, &printer).await?;
    tx.record(by, Event::PrinterCreated { printer: printer.id })?;
    Ok(printer.id)
}

fn checked(tx: &Tx, input: &PrinterInput, id: PrinterId) -> Result<Printer> {
    let folders = &tx.app().config().printer_devices;
    input.check(folders).or(())?;
    input.to_printer(id, folders, tx.now()).ok_or_else(|| Error::field("address", Key::ErrorRequired))
}

/// Changes a printer that was read with `version`; what waits for it is printed as it is then.
///
/// # Errors
/// [`Error::Invalid`], or [`Error::Conflict`] when someone else changed it meanwhile.
pub async fn edit(
    tx: &mut Tx,
    by: &May<SettingsEdit>,
    id: PrinterId,
    version: i64,
    input: &PrinterInput,
) -> Result<()> {
    find(tx, by.scope(), id).await?;
    let printer = Printer { version: version + 1, ..checked(tx, input, id)? };
    if !store::save(tx, &printer, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::PrinterChanged { printer: id })
}

/// Offers a printer no more, or again; the plan forgets it meanwhile.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn archive(tx: &mut Tx, by: &May<SettingsEdit>, id: PrinterId, gone: bool) -> Result<()> {
    find(tx, by.scope(), id).await?;
    let at = gone.then(|| tx.now());
    if store::archive(tx, id, at).await? {
        tx.record(by, Event::PrinterChanged { printer: id })?;
    }
    Ok(())
}

/// What is printed at which moment, and the version of that.
///
/// # Errors
/// When the database cannot be read.
pub async fn plan(conn: &mut Conn) -> Result<(Plan, i64)> {
    match store::plan(conn).await? {
        Some((body, version)) => Ok((serde_json::from_str(&body)?, version)),
        None => Ok((Plan::default(), 0)),
    }
}

/// Changes the plan that was read with `version`.
///
/// # Errors
/// [`Error::Invalid`], or [`Error::Conflict`] when someone else changed it meanwhile.
pub async fn save_plan(tx: &mut Tx, by: &May<SettingsEdit>, plan: &Plan, version: i64) -> Result<()> {
    plan.check(&all(tx, by.scope()).await?).or(())?;
    if !store::save_plan(tx, &serde_json::to_string(plan)?, version + 1).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::PrintPlanChanged { plan: version + 1 })
}
