//! Clients: individuals and companies, and the people of companies.

pub mod api;
mod merging;
mod model;
mod store;
mod view;
pub mod web;
pub mod wilayas;

pub use merging::{Detail, differing, value as detail_value};
pub use model::{Client, ClientFilter, ClientInput, ClientKind, Contact, ContactInput, looks_like_email};
pub use view::{client_card, client_fields, client_option, read_client};

use crate::{
    app::Tx,
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        fold::fold,
        id::{ClientId, ContactId, Id as _},
        page::{After, Page},
        phone,
    },
    lang::Key,
    search::{self, Subject, Words},
    settings::Settings,
    users::rights::{ClientsEdit, LeaveOwing, May, Scope},
};

/// One client.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: ClientId) -> Result<Client> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// Holds a client until the transaction ends, so that it is not merged meanwhile; a double leads to the one that is kept.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn lock(tx: &mut Tx, _scope: Scope, id: ClientId) -> Result<Client> {
    match store::lock(tx, id).await?.ok_or(Error::NotFound)? {
        None => {}
        Some(kept) => {
            store::lock(tx, kept).await?;
        }
    }
    store::find(tx, id).await?.ok_or(Error::NotFound)
}

/// Holds two clients, whoever comes first; doubles are not followed.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when one of them is a double already.
pub async fn lock_both(tx: &mut Tx, _scope: Scope, one: ClientId, other: ClientId) -> Result<(Client, Client)> {
    for id in [one.min(other), one.max(other)] {
        if store::lock(tx, id).await?.ok_or(Error::NotFound)?.is_some() {
            return Err(Error::conflict(Key::DoublesAlready));
        }
    }
    let both = (store::find(tx, one).await?, store::find(tx, other).await?);
    both.0.zip(both.1).ok_or(Error::NotFound)
}

/// The double leaves every list and leads to the one that is kept, which takes what it lacks.
///
/// # Errors
/// When the database refuses.
pub async fn absorb(tx: &mut Tx, keep: &Client, double: &Client, take: &[Detail]) -> Result<()> {
    let one = Client { version: keep.version + 1, ..merging::merged(keep, double, take) };
    if !store::save(tx, &one, keep.version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    let now = tx.now();
    store::merge_into(tx, double.id, keep.id, now).await?;
    search::replace(tx, Subject::Client, double.id, &Words::new()).await?;
    index(tx, &one).await
}

/// Clients who may be the same: of the same name or with a number in common.
///
/// # Errors
/// When the database cannot be read.
pub async fn alike(conn: &mut Conn, _scope: Scope, client: &Client) -> Result<Vec<Client>> {
    store::alike(conn, client).await
}

/// A page of clients by name or phone, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, _scope: Scope, filter: &ClientFilter) -> Result<Page<Client>> {
    let after = After::parse(&filter.after).unwrap_or(After { value: i64::MAX, id: i64::MAX });
    let rows = store::list(conn, filter.q.trim(), &model::digits_of(&filter.q), &filter.kind, after).await?;
    Ok(Page::cut(rows, |client| After { value: client.created_at.ms(), id: client.id.raw() }))
}

/// A few clients whose name or phone has this in it; nothing for fewer than two letters.
///
/// # Errors
/// When the database cannot be read.
pub async fn options(conn: &mut Conn, _scope: Scope, q: &str) -> Result<Vec<Client>> {
    if q.trim().chars().count() < 2 {
        return Ok(Vec::new());
    }
    store::options(conn, q.trim(), &model::digits_of(q)).await
}

/// The clients who have this number, in any writing: a household shares one.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_phone(conn: &mut Conn, typed: &str, region: &str) -> Result<Vec<Client>> {
    match phone::parse(typed, region) {
        Some(number) => store::by_phone(conn, &number).await,
        None => Ok(Vec::new()),
    }
}

/// Who has the phone number that is typed for somebody of another name.
///
/// # Errors
/// When the database cannot be read.
pub async fn namesake(conn: &mut Conn, name: &str, phone: &str, region: &str) -> Result<Option<Client>> {
    let known = by_phone(conn, phone, region).await?;
    if known.iter().any(|known| fold(&known.name) == fold(name)) {
        return Ok(None);
    }
    Ok(known.into_iter().next())
}

/// Communes that were typed before, the most frequent first.
///
/// # Errors
/// When the database cannot be read.
pub async fn communes(conn: &mut Conn) -> Result<Vec<String>> {
    store::communes(conn).await
}

/// Records a client.
///
/// # Errors
/// [`Error::Invalid`].
pub async fn create(tx: &mut Tx, by: &May<ClientsEdit>, settings: &Settings, input: &ClientInput) -> Result<ClientId> {
    input.check(&settings.shop.region).or(())?;
    let client = input.to_client(tx.new_id(), &settings.shop.region, settings.shop.lang, tx.now());
    store::insert(tx, &client, None, None).await?;
    search::add(tx, Subject::Client, client.id, &words(&client, &[])).await?;
    tx.record(by, Event::ClientCreated { client: client.id })?;
    Ok(client.id)
}

/// Records a client from another system once: `source` tells it again, `raw` is what was read. A phone that cannot be
/// read is kept as typed.
///
/// # Errors
/// [`Error::Invalid`] when there is no name.
pub async fn import(
    tx: &mut Tx,
    by: &May<ClientsEdit>,
    settings: &Settings,
    input: &ClientInput,
    source: &str,
    raw: &str,
) -> Result<Imported> {
    if let Some(id) = store::by_source(tx, source).await? {
        // A double leads to the one that is kept.
        return Ok(Imported::There(lock(tx, by.scope(), id).await?.id));
    }
    if input.name.trim().is_empty() {
        return Err(Error::field("name", Key::ErrorRequired));
    }
    let client = input.to_client(tx.new_id(), &settings.shop.region, settings.shop.lang, tx.now());
    store::insert(tx, &client, Some(source), Some(raw)).await?;
    search::add(tx, Subject::Client, client.id, &words(&client, &[])).await?;
    tx.record(by, Event::ClientCreated { client: client.id })?;
    Ok(Imported::New(client.id))
}

/// What an import found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It was recorded now.
    New(ClientId),
    /// It was there already.
    There(ClientId),
}

impl Imported {
    /// The client, new or not.
    pub fn id(self) -> ClientId {
        match self {
            Self::New(id) | Self::There(id) => id,
        }
    }
}

/// Changes a client that was read with `version`.
///
/// # Errors
/// [`Error::Invalid`], or [`Error::Conflict`] when someone else changed it meanwhile.
pub async fn edit(
    tx: &mut Tx,
    by: &May<ClientsEdit>,
    settings: &Settings,
    id: ClientId,
    version: i64,
    input: &ClientInput,
) -> Result<()> {
    input.check(&settings.shop.region).or(())?;
    // A double leads to the one that is kept.
    let old = find(tx, by.scope(), id).await?;
    let id = old.id;
    // A company may leave owing: whoever could make one of an individual could let them leave.
    if input.kind.is_some_and(|kind| kind != old.kind) && by.also::<LeaveOwing>().is_err() {
        return Err(Error::field("kind", Key::ClientsKindStays));
    }
    let client = Client {
        created_at: old.created_at,
        version: version + 1,
        ..input.to_client(id, &settings.shop.region, old.lang, old.created_at)
    };
    if !store::save(tx, &client, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    index(tx, &client).await?;
    tx.record(by, Event::ClientChanged { client: id })
}

/// The words that a client is found by: the name and the phones, those of the people of a company as well.
fn words(client: &Client, contacts: &[Contact]) -> Words {
    let mut words = Words::new().text(&client.name);
    let phones =
        [client.phone.as_ref(), Some(&client.phone_typed).filter(|_| client.phone.is_none()), client.phone2.as_ref()];
    for phone in phones.into_iter().flatten() {
        words = words.code(phone);
    }
    for contact in contacts.iter().filter(|contact| contact.archived_at.is_none()) {
        words = words.text(&contact.name).code(contact.phone.as_ref().unwrap_or(&contact.phone_typed));
    }
    words
}

async fn index(conn: &mut Conn, client: &Client) -> Result<()> {
    let contacts = if client.is_company() { store::contacts(conn, client.id).await? } else { Vec::new() };
    let mut found_by = words(client, &contacts);
    // Whoever knows them by what the double was called finds them too.
    for (name, phone) in store::merged_into(conn, client.id).await? {
        found_by = found_by.text(&name).code(&phone);
    }
    search::replace(conn, Subject::Client, client.id, &found_by).await
}

/// Writes anew what some clients after `after` are found by; the last of them, nothing when there are none.
///
/// # Errors
/// When the database refuses.
pub async fn index_after(conn: &mut Conn, after: i64) -> Result<Option<i64>> {
    let rows = store::after(conn, after).await?;
    for client in &rows {
        index(conn, client).await?;
    }
    Ok(rows.last().map(|client| client.id.raw()))
}

/// These clients, in this order; those that are not there are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn some(conn: &mut Conn, _scope: Scope, ids: &[ClientId]) -> Result<Vec<Client>> {
    let mut rows = store::some(conn, ids).await?;
    rows.sort_by_key(|client| ids.iter().position(|id| *id == client.id));
    Ok(rows)
}

/// One person of a company.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn contact(conn: &mut Conn, _scope: Scope, id: ContactId) -> Result<Contact> {
    store::contact(conn, id).await?.ok_or(Error::NotFound)
}

/// The people of a client, those still there first.
///
/// # Errors
/// When the database cannot be read.
pub async fn contacts(conn: &mut Conn, _scope: Scope, client: ClientId) -> Result<Vec<Contact>> {
    store::contacts(conn, client).await
}

/// Records a person of a company.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] for an individual.
pub async fn add_contact(
    tx: &mut Tx,
    by: &May<ClientsEdit>,
    settings: &Settings,
    client: ClientId,
    input: &ContactInput,
) -> Result<ContactId> {
    input.check(&settings.shop.region).or(())?;
    let company = lock(tx, by.scope(), client).await?;
    if !company.is_company() {
        return Err(Error::conflict(Key::ClientsNoContacts));
    }
    let client = company.id;
    let (id, now) = (tx.new_id(), tx.now());
    let contact = Contact {
        id,
        client_id: client,
        name: input.name.trim().to_owned(),
        title: model::some(&input.title),
        phone: phone::parse(&input.phone, &settings.shop.region),
        phone_typed: input.phone.trim().to_owned(),
        email: model::some(&input.email),
        sees_all_since: input.sees_all.then_some(now),
        archived_at: None,
        version: 1,
    };
    store::insert_contact(tx, &contact, now).await?;
    index(tx, &company).await?;
    tx.record(by, Event::ContactAdded { client, contact: id })?;
    Ok(id)
}

/// Changes a person of a company.
///
/// # Errors
/// [`Error::Invalid`], or [`Error::Conflict`] when someone else changed it meanwhile.
pub async fn edit_contact(
    tx: &mut Tx,
    by: &May<ClientsEdit>,
    settings: &Settings,
    id: ContactId,
    version: i64,
    input: &ContactInput,
) -> Result<()> {
    input.check(&settings.shop.region).or(())?;
    let mut contact = contact(tx, by.scope(), id).await?;
    contact.name = input.name.trim().to_owned();
    contact.title = model::some(&input.title);
    contact.phone = phone::parse(&input.phone, &settings.shop.region);
    contact.phone_typed = input.phone.trim().to_owned();
    contact.email = model::some(&input.email);
    contact.sees_all_since = input.sees_all.then(|| contact.sees_all_since.unwrap_or(tx.now()));
    save_contact(tx, contact, version).await.map(|_| ())?;
    let contact = self::contact(tx, by.scope(), id).await?;
    tx.record(by, Event::ContactChanged { client: contact.client_id, contact: id })
}

/// The person is not there any more; what they did stays.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn archive_contact(tx: &mut Tx, by: &May<ClientsEdit>, id: ContactId) -> Result<()> {
    let mut contact = contact(tx, by.scope(), id).await?;
    if contact.archived_at.is_some() {
        return Ok(());
    }
    contact.archived_at = Some(tx.now());
    let (version, client) = (contact.version, contact.client_id);
    save_contact(tx, contact, version).await?;
    tx.record(by, Event::ContactArchived { client, contact: id })
}

async fn save_contact(tx: &mut Tx, mut contact: Contact, version: i64) -> Result<()> {
    contact.version = version + 1;
    if !store::save_contact(tx, &contact, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    let company = store::find(tx, contact.client_id).await?.ok_or(Error::NotFound)?;
    index(tx, &company).await
}
