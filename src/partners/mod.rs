//! Partners: the outside repairers and manufacturers that equipment is sent to.

pub mod api;
mod model;
mod store;
mod view;
pub mod web;

pub use model::{NAME, Partner, PartnerFilter, PartnerInput};
pub use view::partner_option;

use crate::{
    app::Tx,
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        fold::fold,
        id::{Id as _, PartnerId},
        page::{After, Page},
    },
    lang::Key,
    settings::Settings,
    users::rights::{May, Scope, ShipmentsEdit},
};

/// One partner.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: PartnerId) -> Result<Partner> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// The partner of this name in any writing, if one is still offered.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_name(conn: &mut Conn, _scope: Scope, name: &str) -> Result<Option<Partner>> {
    match fold(name) {
        folded if folded.is_empty() => Ok(None),
        folded => store::by_name(conn, &folded).await,
    }
}

/// A page of partners by name or phone, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, _scope: Scope, filter: &PartnerFilter) -> Result<Page<Partner>> {
    let after = After::parse(&filter.after).unwrap_or(After { value: i64::MAX, id: i64::MAX });
    let digits: String = fold(&filter.q).chars().filter(char::is_ascii_digit).collect();
    let rows = store::list(conn, filter.q.trim(), &digits, !filter.archived.is_empty(), after).await?;
    Ok(Page::cut(rows, |partner| After { value: partner.created_at.ms(), id: partner.id.raw() }))
}

/// A few partners whose name has this in it.
///
/// # Errors
/// When the database cannot be read.
pub async fn options(conn: &mut Conn, _scope: Scope, q: &str) -> Result<Vec<Partner>> {
    store::options(conn, q).await
}

/// Records a partner.
///
/// # Errors
/// [`Error::Invalid`].
pub async fn create(
    tx: &mut Tx,
    by: &May<ShipmentsEdit>,
    settings: &Settings,
    input: &PartnerInput,
) -> Result<PartnerId> {
    input.check(&settings.shop.region).or(())?;
    let partner = input.to_partner(tx.new_id(), &settings.shop.region, tx.now());
    store::insert(tx, &partner).await?;
    tx.record(by, Event::PartnerCreated { partner: partner.id })?;
    Ok(partner.id)
}

/// Changes a partner that was read with `version`.
///
/// # Errors
/// [`Error::Invalid`], or [`Error::Conflict`] when someone else changed it meanwhile.
pub async fn edit(
    tx: &mut Tx,
    by: &May<ShipmentsEdit>,
    settings: &Settings,
    id: PartnerId,
    version: i64,
    input: &PartnerInput,
) -> Result<()> {
    input.check(&settings.shop.region).or(())?;
    let old = find(tx, by.scope(), id).await?;
    let partner = Partner { version: version + 1, ..input.to_partner(id, &settings.shop.region, old.created_at) };
    if !store::save(tx, &partner, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::PartnerChanged { partner: id })
}

/// Offers a partner no more; what was sent there stays.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn archive(tx: &mut Tx, by: &May<ShipmentsEdit>, id: PartnerId) -> Result<()> {
    find(tx, by.scope(), id).await?;
    let now = tx.now();
    if store::archive(tx, id, Some(now)).await? {
        tx.record(by, Event::PartnerChanged { partner: id })?;
    }
    Ok(())
}

/// Offers an archived partner again.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn restore(tx: &mut Tx, by: &May<ShipmentsEdit>, id: PartnerId) -> Result<()> {
    find(tx, by.scope(), id).await?;
    if store::archive(tx, id, None).await? {
        tx.record(by, Event::PartnerChanged { partner: id })?;
    }
    Ok(())
}
