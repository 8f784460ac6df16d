//! What the shop decides for itself: identity, prices, numbering, calendar, texts, lists. One JSON row with a version.

mod announcements;
mod announcements_view;
pub mod api;
mod calendar;
mod check;
pub mod checklists;
mod checklists_view;
mod form_view;
mod model;
mod phrases;
mod signing;
mod store;
mod typed;
mod view;
pub mod web;
mod workbench;
mod workbench_view;

pub use announcements::{Announcements, Blank, Told, filled};
pub use calendar::{Calendar, Opening};
pub use check::{LOGO_TYPES, Part, Section, is_public_url};
pub use checklists::Checklists;
pub use model::{Legal, Lists, Logo, Numbering, Prices, Regime, Series, Settings, Shop, VoucherTexts};
pub use phrases::{Phrases, Place};
pub use signing::Signing;
pub use view::tabs;
pub use workbench::Workbench;

use crate::{
    app::Tx,
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        time::At,
    },
    lang::Key,
    users::rights::{May, SettingsEdit},
};

/// The settings and their version; the defaults, version 0, before anything was saved.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(conn: &mut Conn) -> Result<(Settings, i64)> {
    match store::read(conn).await? {
        Some((body, version)) => Ok((serde_json::from_str(&body)?, version)),
        None => Ok((Settings::default(), 0)),
    }
}

/// The settings alone.
///
/// # Errors
/// When the database cannot be read.
pub async fn current(conn: &mut Conn) -> Result<Settings> {
    Ok(load(conn).await?.0)
}

/// Saves the settings that were read with `version`.
///
/// # Errors
/// [`Error::Invalid`] for what is wrong, [`Error::Conflict`] when someone else saved meanwhile.
pub async fn save(tx: &mut Tx, by: &May<SettingsEdit>, settings: &Settings, version: i64) -> Result<()> {
    settings.check().or(())?;
    let body = serde_json::to_string(settings)?;
    let now = tx.now();
    if !store::save(tx, &body, version + 1, now).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::SettingsChanged { settings: version + 1 })
}

/// Saves one section; the others stay as they are.
///
/// # Errors
/// As [`save`].
pub async fn save_part(tx: &mut Tx, by: &May<SettingsEdit>, part: &Part, version: i64) -> Result<()> {
    let settings = current(tx).await?.with(part);
    save(tx, by, &settings, version).await
}

/// Draws the next number of a series: without a gap, because it is drawn in the transaction of the voucher. Call it
/// last: the counter is the last lock to take.
///
/// # Errors
/// When the database refuses.
pub async fn draw_number(tx: &mut Tx, settings: &Settings, series: Series, at: At) -> Result<String> {
    let year = at.day(&settings.zone()).year();
    let n = store::draw(tx, series.as_str(), year).await?;
    Ok(settings.numbering.write(series, year, n))
}
