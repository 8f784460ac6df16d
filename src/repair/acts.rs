//! Acts that several nouns have a say in: ending the work, voiding a voucher.

use crate::{
    app::Tx,
    intakes::{self, Outcome},
    interventions,
    kernel::{
        error::{Error, Result},
        id::{IntakeId, InterventionId},
        money::Money,
    },
    lang::Key,
    payments, quotes, shipments,
    users::rights::{InterventionsEdit, May, VoidVoucher},
};

/// Ends the work with an outcome; what the quotes say is asked. A draft is withdrawn, a prepared shipment stays here.
///
/// # Errors
/// [`Error::Invalid`] for an outcome that the work cannot have; [`Error::Conflict`] when something is still awaited.
pub async fn complete(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    id: InterventionId,
    outcome: Outcome,
) -> Result<IntakeId> {
    let intake = interventions::find(tx, by.scope(), id).await?.intervention.intake_id;
    intakes::lock(tx, by.scope(), intake).await?;
    let answer = quotes::answer_of(tx, intake).await?;
    interventions::complete(tx, by, id, outcome, answer).await?;
    quotes::withdraw_open(tx, by.actor(), intake).await?;
    shipments::cancel_prepared(tx, by.actor(), intake).await?;
    Ok(intake)
}

/// Voids a voucher recorded by mistake: its open quote and its prepared shipment go with it.
///
/// # Errors
/// [`Error::Conflict`] when money was taken on it; else as `intakes::void`.
pub async fn void(tx: &mut Tx, by: &May<VoidVoucher>, id: IntakeId, reason: &str) -> Result<()> {
    intakes::lock(tx, by.scope(), id).await?;
    if payments::paid(tx, id).await? != Money::ZERO {
        return Err(Error::conflict(Key::FilePaid));
    }
    quotes::withdraw_open(tx, by.actor(), id).await?;
    shipments::cancel_prepared(tx, by.actor(), id).await?;
    interventions::close_sheet(tx, id).await?;
    intakes::void(tx, by, id, reason).await
}
