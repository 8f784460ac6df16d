//! Notices: what a member of staff should know because someone else did something.

mod store;
mod view;
pub mod web;

pub use store::Notice;

use crate::{
    app::Tx,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{IntakeId, NoticeId, TicketId, UserId},
    },
    users::rights::{May, OwnAccount},
    words,
};

words! {
    /// Why someone is told.
    pub enum NoticeKind {
        /// A part is asked for and has to be ordered.
        PartAsked = "part_asked" => notice_part_asked,
        /// The last awaited part arrived.
        PartArrived = "part_arrived" => notice_part_arrived,
        /// The client said yes.
        QuoteAccepted = "quote_accepted" => notice_quote_accepted,
        /// The client said no.
        QuoteRefused = "quote_refused" => notice_quote_refused,
        /// Nobody answered in time.
        QuoteExpired = "quote_expired" => notice_quote_expired,
        /// A file was handed over to you.
        HandedOver = "handed_over" => notice_handed_over,
        /// What was sent out came back.
        ShipmentBack = "shipment_back" => notice_shipment_back,
        /// What was sent out is lost.
        ShipmentLost = "shipment_lost" => notice_shipment_lost,
        /// A file you worked on was reopened.
        Reopened = "reopened" => notice_reopened,
        /// A software ticket waits for someone.
        TicketOpened = "ticket_opened" => notice_ticket_opened,
        /// A software ticket that you had was reopened.
        TicketReopened = "ticket_reopened" => notice_ticket_reopened,
        /// A timer of yours ran longer than a working day.
        TimerForgotten = "timer_forgotten" => notice_timer_forgotten,
        /// A client was let go owing money.
        LeftOwing = "left_owing" => notice_left_owing,
        /// What you had printed is not on paper.
        PrintFailed = "print_failed" => notice_print_failed,
        /// Nobody knows whether what you had printed is on paper.
        PrintUnknown = "print_unknown" => notice_print_unknown,
    }
}

/// Tells someone about a file or a ticket, in the transaction of what happened.
///
/// # Errors
/// When the database refuses.
pub async fn tell(
    tx: &mut Tx,
    user: UserId,
    kind: NoticeKind,
    intake: Option<IntakeId>,
    ticket: Option<TicketId>,
) -> Result<()> {
    let (id, now) = (tx.new_id(), tx.now());
    store::insert(tx, id, user, kind, intake, ticket, now).await
}

/// What was to be done of a file is done: nobody need be told any more.
///
/// # Errors
/// When the database refuses.
pub async fn settle(tx: &mut Tx, kind: NoticeKind, intake: IntakeId) -> Result<()> {
    let now = tx.now();
    store::settle(tx, kind, intake, now).await
}

/// How many notices a user has not read.
///
/// # Errors
/// When the database cannot be read.
pub async fn unread(conn: &mut Conn, user: UserId) -> Result<i64> {
    store::unread(conn, user).await
}

/// The notices of a user, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_user(conn: &mut Conn, user: UserId) -> Result<Vec<Notice>> {
    store::of_user(conn, user).await
}

/// Marks one notice, or all, as read.
///
/// # Errors
/// [`Error::Forbidden`] for the system.
pub async fn read(tx: &mut Tx, by: &May<OwnAccount>, notice: Option<NoticeId>) -> Result<()> {
    let user = by.user().ok_or(Error::Forbidden)?;
    let now = tx.now();
    store::read(tx, user, notice, now).await
}
