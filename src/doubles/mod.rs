//! Doubles: a client that was recorded twice becomes one. Every equipment, file, payment and ticket follows; the double leaves
//! every list and leads to the one that is kept.

pub mod api;
mod store;
mod view;
pub mod web;

use crate::{
    app::Tx,
    clients::{self, Detail},
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::ClientId,
    },
    lang::Key,
    users::rights::{ClientsMerge, May, Scope},
};

/// What is asked of a merge.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct MergeInput {
    /// The double; needed.
    pub double: Option<ClientId>,
    /// Its version, as it was read.
    pub double_version: i64,
    /// What is taken from the double where both say something else.
    pub take: Vec<Detail>,
}

/// What a client has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Belongings {
    /// Equipment.
    pub equipment: i64,
    /// Repair files.
    pub intakes: i64,
    /// Software tickets.
    pub tickets: i64,
}

/// How much would follow.
///
/// # Errors
/// When the database cannot be read.
pub async fn belongings(conn: &mut Conn, _scope: Scope, client: ClientId) -> Result<Belongings> {
    let (equipment, intakes, tickets) = store::counts(conn, client).await?;
    Ok(Belongings { equipment, intakes, tickets })
}

/// Makes one client of two. Both are locked before anything moves: what is recorded for the double meanwhile waits, and finds
/// the one that is kept.
///
/// # Errors
/// [`Error::Invalid`] without another client as the double; [`Error::Conflict`] for a company and an individual, or when either was
/// changed meanwhile.
pub async fn merge(
    tx: &mut Tx,
    by: &May<ClientsMerge>,
    keep: ClientId,
    version: i64,
    input: &MergeInput,
) -> Result<()> {
    let double = input.double.ok_or_else(|| Error::field("double", Key::ErrorRequired))?;
    let (one, other) = clients::lock_both(tx, by.scope(), keep, double).await?;
    if one.id == other.id {
        return Err(Error::field("double", Key::DoublesSame));
    }
    if one.kind != other.kind {
        return Err(Error::conflict(Key::DoublesKinds));
    }
    if one.version != version || other.version != input.double_version {
        return Err(Error::conflict(Key::ErrorStale));
    }
    store::hand_over(tx, other.id, one.id).await?;
    clients::absorb(tx, &one, &other, &input.take).await?;
    tx.record(by, Event::ClientMerged { client: one.id, double: other.id })
}
