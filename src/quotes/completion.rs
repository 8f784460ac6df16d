//! Ending the work: what the quotes of a file say is asked first.

use super::{answer_of, withdraw_open};
use crate::{
    app::Tx,
    intakes::{self, Outcome},
    interventions,
    kernel::{
        error::Result,
        id::{IntakeId, InterventionId},
    },
    timers,
    users::rights::{InterventionsEdit, May},
};

/// Ends the work with an outcome; a draft that was never sent is withdrawn with it.
///
/// # Errors
/// [`crate::kernel::error::Error::Invalid`] for an outcome that the work cannot have;
/// [`crate::kernel::error::Error::Conflict`] when something is still awaited.
pub async fn complete(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    id: InterventionId,
    outcome: Outcome,
) -> Result<IntakeId> {
    let intake = interventions::find(tx, by.scope(), id).await?.intervention.intake_id;
    intakes::lock(tx, by.scope(), intake).await?;
    // What is measured belongs on the sheet that ends.
    timers::settle(tx, by.actor(), intake).await?;
    let answer = answer_of(tx, intake).await?;
    interventions::complete(tx, by, id, outcome, answer).await?;
    withdraw_open(tx, by.actor(), intake).await?;
    Ok(intake)
}
