//! Working time as it is measured: timers, their pieces, and what is billed of them. Who may start and stop one, and the lines
//! that come of it, is `timers`; this module stands above the pages, because every page shows its reader's timer.

mod model;
pub(crate) mod store;

pub use model::{Piece, Rule, Timer, billed, days_of, is_forgotten};

use crate::kernel::{
    db::Conn,
    error::{Error, Result},
    id::{IntakeId, TimerId, UserId},
};

/// What a member of staff has to see on every page: the timer that is open, and those whose minutes they must still tell.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_reader(conn: &mut Conn, user: UserId) -> Result<Vec<Timer>> {
    store::unsettled_of_user(conn, user).await
}

/// The timers of a file that run, are paused, or wait for their minutes.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Timer>> {
    store::unsettled_of_intake(conn, intake).await
}

/// One timer.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, id: TimerId) -> Result<Timer> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// The pieces of a timer that have ended.
///
/// # Errors
/// When the database cannot be read.
pub async fn pieces(conn: &mut Conn, id: TimerId) -> Result<Vec<Piece>> {
    store::pieces(conn, id).await
}
