//! The till: taking money with what is due in view. A balance is never more than what is left; what comes before the work is
//! priced is a deposit.

mod view;
pub mod api;
pub mod web;

use crate::{
    app::Tx,
    dues::{self, Dues},
    intakes::{self, Intake, Outcome, Step},
    kernel::{
        db::Conn,
        error::{Error, Faults, Result},
        id::{IntakeId, PaymentId},
        money::Money,
    },
    lang::Key,
    payments::{self, PaymentInput, PaymentKind},
    settings::Settings,
    users::rights::{May, PaymentsTake},
};

/// What is due on a file: as it stands; or, when nothing is and it may go back unrepaired, what would be then.
///
/// # Errors
/// When the database cannot be read.
pub async fn due(conn: &mut Conn, intake: &Intake) -> Result<Dues> {
    let owed = dues::of(conn, intake, intake.outcome).await?;
    if owed.left <= Money::ZERO && intake.steps().contains(&Step::Withdraw) {
        let unrepaired = dues::of(conn, intake, Some(Outcome::Withdrawn)).await?;
        if unrepaired.left > Money::ZERO {
            return Ok(unrepaired);
        }
    }
    Ok(owed)
}

/// Takes money; a balance is at most what is left to pay.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] on a void file, or for a deposit on a released one.
pub async fn take(
    tx: &mut Tx,
    by: &May<PaymentsTake>,
    settings: &Settings,
    intake: IntakeId,
    input: &PaymentInput,
) -> Result<PaymentId> {
    let file = intakes::lock(tx, by.scope(), intake).await?;
    input.check().or(())?;
    if input.kind == Some(PaymentKind::Balance) && file.voided_at.is_none() {
        let left = due(tx, &file).await?.left.at_least_zero();
        if input.amount.is_some_and(|amount| amount > left) {
            return Err(Error::Invalid(Faults::one("amount", Key::TillMoreThanDue)));
        }
    }
    payments::take(tx, by, settings, intake, input).await
}
