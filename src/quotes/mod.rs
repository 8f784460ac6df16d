//! Quotes: priced offers on a repair file, built from the technician's sheet, accepted or refused by the client.
//!
//! A sent quote never changes: a revision is another row with the same number and the next version. One quote of a
//! file is open at a time.

mod answers;
mod completion;
pub mod api;
mod drafts;
mod form_view;
mod input;
mod model;
mod store;
mod view;
pub mod web;

pub use answers::{accepted_of, answer, answer_of, due_to_expire, expire, revise, see, send, withdraw, withdraw_open};
pub use completion::complete;
pub use drafts::{add_line, change, edit_line, prepare, refresh, remove_line};
pub use input::{AnswerInput, QuoteInput, QuoteLineInput, WAYS};
pub use model::{AnswerWay, MOVES, Offer, Quote, QuoteFilter, QuoteLine, QuoteRow, QuoteState, QuoteStep, sums};
pub use view::{panel, state_chip};

use crate::{
    app::Tx,
    intakes::{self, Intake, State},
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{Id as _, IntakeId, QuoteId, QuoteLineId},
        page::{After, Page},
    },
    lang::Key,
    users::rights::Scope,
};

/// One quote with its lines and sums.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: QuoteId) -> Result<Offer> {
    let quote = store::find(conn, id).await?.ok_or(Error::NotFound)?;
    let lines = store::lines(conn, id).await?;
    Ok(Offer::new(quote, lines))
}

/// One line.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn line(conn: &mut Conn, _scope: Scope, id: QuoteLineId) -> Result<QuoteLine> {
    store::line(conn, id).await?.ok_or(Error::NotFound)
}

/// The quotes of a repair file, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Vec<Quote>> {
    store::of_intake(conn, intake).await
}

/// A page of quotes, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, _scope: Scope, filter: &QuoteFilter) -> Result<Page<QuoteRow>> {
    let rows = store::list(conn, &filter.state, &filter.q, After::parse(&filter.after)).await?;
    Ok(Page::cut(rows, |row| After { value: row.quote.prepared_at.ms(), id: row.quote.id.raw() }))
}

/// Locks the file of a quote and reads both; refused when the file is void or closed.
async fn locked(tx: &mut Tx, scope: Scope, id: QuoteId) -> Result<(Intake, Quote)> {
    let found = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    let intake = intakes::lock(tx, scope, found.intake_id).await?;
    // Read again: it may have changed while the lock was waited for.
    let quote = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    if intake.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsVoided));
    }
    if intake.state == State::Released {
        return Err(Error::conflict(Key::IntakesIsReleased));
    }
    Ok((intake, quote))
}

/// Whether the work on a file goes on, so that quotes can be written.
pub fn is_at_work(intake: &Intake) -> bool {
    intake.voided_at.is_none() && matches!(intake.state, State::InProgress | State::Shipped)
}

/// Refuses to write or send a quote when nobody works on the file any more, or yet.
fn at_work(intake: &Intake) -> Result<()> {
    if is_at_work(intake) {
        return Ok(());
    }
    Err(Error::conflict(match intake.state {
        _ if intake.voided_at.is_some() => Key::IntakesIsVoided,
        State::Released => Key::IntakesIsReleased,
        State::Completed => Key::IntakesIsCompleted,
        State::AwaitingIntervention | State::InProgress | State::Shipped => Key::IntakesStillWaits,
    }))
}
