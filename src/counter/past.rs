//! What the past knows of a client at the counter: their equipment and how often it came, what is still open, what they owe.

use crate::{
    clients::{self, Client, Contact},
    equipment::{self, Equipment},
    intakes::list::{self, Line, Times},
    kernel::{
        db::Conn,
        error::Result,
        id::{ClientId, EquipmentId},
        money::Money,
    },
    releases,
    users::rights::Scope,
};

/// Things of a client that are offered; others are found by the box.
const THINGS: usize = 12;
/// Open files that are shown.
const FILES: usize = 5;

/// A client and what is known of them.
#[derive(Clone, Debug)]
pub struct Past {
    /// The client.
    pub client: Client,
    /// The people of a company.
    pub contacts: Vec<Contact>,
    /// Their equipment, the newest first.
    pub things: Vec<Thing>,
    /// Files that are still open, the latest first.
    pub open: Vec<Line>,
    /// What they owe of what was given back.
    pub owed: Money,
}

/// A thing and how often it came.
#[derive(Clone, Debug)]
pub struct Thing {
    /// The thing.
    pub equipment: Equipment,
    /// Nothing when it never came.
    pub times: Option<Times>,
}

/// Reads it; things in `chosen` are among those offered.
///
/// # Errors
/// [`crate::kernel::error::Error::NotFound`].
pub async fn of(conn: &mut Conn, scope: Scope, client: ClientId, chosen: &[EquipmentId]) -> Result<Past> {
    let mut things = equipment::of_client(conn, scope, client).await?;
    let mut n = 0;
    things.retain(|thing| {
        n += 1;
        n <= THINGS || chosen.contains(&thing.id)
    });
    let ids: Vec<EquipmentId> = things.iter().map(|thing| thing.id).collect();
    let times = list::times(conn, scope, &ids).await?;
    let times_of = |id| times.iter().find(|t| t.equipment_id == id).cloned();
    Ok(Past {
        client: clients::find(conn, scope, client).await?,
        contacts: clients::contacts(conn, scope, client).await?,
        things: things.into_iter().map(|equipment| Thing { times: times_of(equipment.id), equipment }).collect(),
        open: list::open_of(conn, scope, &[client], FILES).await?,
        owed: releases::owed_by(conn, scope, client).await?,
    })
}
