//! Equipment: the physical things of clients, each found by its words or its serial number.
//!
//! The page of one thing with its history is in `repair`.

pub mod api;
mod model;
mod store;
mod view;
pub mod web;

pub use model::{Equipment, EquipmentFilter, EquipmentInput, Owned, called};
pub use view::{equipment_card, equipment_fields, equipment_option, icon_of, read_equipment};

use crate::{
    app::Tx,
    clients,
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        fold::fold_code,
        id::{ClientId, EquipmentId, Id as _},
        page::{After, Page},
    },
    lang::Key,
    search::{self, Subject, Words},
    users::rights::{ClientsEdit, May, Scope},
};

/// One thing.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: EquipmentId) -> Result<Equipment> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// A page of equipment by words or serial number, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, _scope: Scope, filter: &EquipmentFilter) -> Result<Page<Owned>> {
    let after = After::parse(&filter.after).unwrap_or(After { value: i64::MAX, id: i64::MAX });
    let rows = store::list(conn, &filter.q, filter.category.trim(), after).await?;
    Ok(Page::cut(rows, |row| After { value: row.equipment.created_at.ms(), id: row.equipment.id.raw() }))
}

/// The things of a client, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_client(conn: &mut Conn, _scope: Scope, client: ClientId) -> Result<Vec<Equipment>> {
    store::of_client(conn, client).await
}

/// The things that have this serial number, in any writing: a thing may have changed hands.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_serial(conn: &mut Conn, _scope: Scope, serial: &str) -> Result<Vec<Owned>> {
    match fold_code(serial) {
        code if code.is_empty() => Ok(Vec::new()),
        code => store::by_serial(conn, &code).await,
    }
}

/// A few things that have this in them: a client's own, which need no word, or anybody's from two letters on.
///
/// # Errors
/// When the database cannot be read.
pub async fn options(conn: &mut Conn, _scope: Scope, q: &str, client: Option<ClientId>) -> Result<Vec<Owned>> {
    if client.is_none() && fold_code(q).chars().count() < 2 {
        return Ok(Vec::new());
    }
    store::options(conn, q, client).await
}

/// Records a thing of a client.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::NotFound`] without such a client.
pub async fn create(
    tx: &mut Tx,
    by: &May<ClientsEdit>,
    client: ClientId,
    input: &EquipmentInput,
) -> Result<EquipmentId> {
    input.check().or(())?;
    let client = clients::lock(tx, by.scope(), client).await?.id;
    insert(tx, by, client, input, None).await
}

/// Records a thing of a client who was just found, from another system, once: `source` tells it again.
///
/// # Errors
/// [`Error::Invalid`] when there is no category.
pub async fn import(
    tx: &mut Tx,
    by: &May<ClientsEdit>,
    client: ClientId,
    input: &EquipmentInput,
    source: &str,
) -> Result<Imported> {
    if let Some(id) = store::by_source(tx, source).await? {
        return Ok(Imported::There(id));
    }
    if input.category.trim().is_empty() {
        return Err(Error::field("category", Key::ErrorRequired));
    }
    insert(tx, by, client, input, Some(source)).await.map(Imported::New)
}

/// What an import found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It was recorded now.
    New(EquipmentId),
    /// It was there already.
    There(EquipmentId),
}

impl Imported {
    /// The thing, new or not.
    pub fn id(self) -> EquipmentId {
        match self {
            Self::New(id) | Self::There(id) => id,
        }
    }
}

async fn insert(
    tx: &mut Tx,
    by: &May<ClientsEdit>,
    client: ClientId,
    input: &EquipmentInput,
    source: Option<&str>,
) -> Result<EquipmentId> {
    let equipment = input.to_equipment(tx.new_id(), client, tx.now());
    store::insert(tx, &equipment, source).await?;
    search::add(tx, Subject::Equipment, equipment.id, &words(&equipment)).await?;
    tx.record(by, Event::EquipmentCreated { equipment: equipment.id, client })?;
    Ok(equipment.id)
}

/// Changes a thing that was read with `version`.
///
/// # Errors
/// [`Error::Invalid`], or [`Error::Conflict`] when someone else changed it meanwhile.
pub async fn edit(
    tx: &mut Tx,
    by: &May<ClientsEdit>,
    id: EquipmentId,
    version: i64,
    input: &EquipmentInput,
) -> Result<()> {
    input.check().or(())?;
    let old = find(tx, by.scope(), id).await?;
    let equipment = Equipment { version: version + 1, ..input.to_equipment(id, old.client_id, old.created_at) };
    if !store::save(tx, &equipment, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    index(tx, &equipment).await?;
    tx.record(by, Event::EquipmentChanged { equipment: id })
}

/// The words that a thing is found by: brand, model and serial number.
fn words(thing: &Equipment) -> Words {
    let name: Vec<&str> = [&thing.brand, &thing.model].into_iter().flatten().map(String::as_str).collect();
    let words = Words::new().text(&name.join(" "));
    thing.serial.iter().fold(words, |words, serial| words.code(serial))
}

async fn index(conn: &mut Conn, thing: &Equipment) -> Result<()> {
    search::replace(conn, Subject::Equipment, thing.id, &words(thing)).await
}

/// Writes anew what some things after `after` are found by; the last of them, nothing when there are none.
///
/// # Errors
/// When the database refuses.
pub async fn index_after(conn: &mut Conn, after: i64) -> Result<Option<i64>> {
    let rows = store::after(conn, after).await?;
    for thing in &rows {
        index(conn, thing).await?;
    }
    Ok(rows.last().map(|thing| thing.id.raw()))
}

/// These things with the names of their clients, in this order; those that are not there are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn some(conn: &mut Conn, _scope: Scope, ids: &[EquipmentId]) -> Result<Vec<Owned>> {
    let mut rows = store::some(conn, ids).await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.equipment.id));
    Ok(rows)
}

/// Another one came in exchange: the thing gets its serial number. Returns the one it had.
///
/// # Errors
/// [`Error::Invalid`] without a serial number; [`Error::Conflict`] when someone else changed the thing meanwhile.
pub async fn exchange(tx: &mut Tx, by: &May<ClientsEdit>, id: EquipmentId, serial: &str) -> Result<Option<String>> {
    if serial.trim().is_empty() {
        return Err(Error::field("serial", Key::ErrorRequired));
    }
    let old = find(tx, by.scope(), id).await?;
    let new = Equipment { serial: Some(serial.trim().to_owned()), version: old.version + 1, ..old.clone() };
    if !store::save(tx, &new, old.version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    // It is still found by the number it had.
    search::add(tx, Subject::Equipment, id, &words(&new)).await?;
    tx.record(by, Event::EquipmentChanged { equipment: id })?;
    Ok(old.serial)
}
