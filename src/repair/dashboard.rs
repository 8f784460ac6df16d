//! What the first page of every role says: counts, and what needs the reader now.

use crate::{
    calls, drafts,
    intakes::{
        Hold, State,
        list::{self, Count, Line},
    },
    kernel::{
        db::Conn,
        error::Result,
        time::{At, Day},
    },
    parts,
    users::{Role, Who, rights::Scope},
};

/// A file that has not moved for a week is stuck.
const STUCK_DAYS: i64 = 7;

/// The dashboard of one reader.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Dashboard {
    /// Open files by state and hold.
    pub counts: Vec<Count>,
    /// Open files past their promise.
    pub late: i64,
    /// Files ready for more than a week.
    pub uncollected: i64,
    /// Forms of a deposit that the reader may go on with.
    pub drafts: usize,
    /// Clients who are to be called.
    pub to_call: i64,
    /// Parts that are asked for and not ordered.
    pub parts_to_order: i64,
    /// Parts awaited past their day.
    pub parts_late: i64,
    /// What needs the reader: a technician's queue, today's deposits, stuck files.
    pub mine: Vec<Line>,
}

impl Dashboard {
    /// How many files are in a state, whatever they wait for.
    pub fn in_state(&self, state: State) -> i64 {
        self.counts.iter().filter(|c| c.state == state).map(|c| c.count).sum()
    }

    /// How many files at work wait for this.
    pub fn in_hold(&self, hold: Hold) -> i64 {
        self.counts.iter().filter(|c| c.state == State::InProgress && c.hold == hold).map(|c| c.count).sum()
    }
}

/// Reads the dashboard for a member of staff.
///
/// # Errors
/// When the database cannot be read.
pub async fn read(
    conn: &mut Conn,
    scope: Scope,
    who: &Who,
    now: At,
    today: Day,
    zone: &jiff::tz::TimeZone,
) -> Result<Dashboard> {
    let mine = match who.role {
        Role::Technician => list::queue_of(conn, who.id).await?,
        Role::Sales => list::deposited_since(conn, today.start(zone)).await?,
        Role::Manager => list::stuck(conn, now.plus_days(-STUCK_DAYS)).await?,
    };
    let (parts_to_order, parts_late) = parts::counts(conn, scope, today).await?;
    Ok(Dashboard {
        drafts: drafts::offered(conn, scope, who.id).await?.len(),
        to_call: calls::count(conn, scope).await?,
        parts_to_order,
        parts_late,
        counts: list::counts(conn, scope).await?,
        late: list::late(conn, scope, now).await?,
        uncollected: list::uncollected(conn, scope, now.plus_days(-list::UNCOLLECTED_DAYS)).await?,
        mine,
    })
}
