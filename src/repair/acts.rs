//! Acts that several nouns have a say in: voiding a voucher.

use crate::{
    app::Tx,
    intakes, interventions,
    kernel::{
        error::{Error, Result},
        id::IntakeId,
        money::Money,
    },
    lang::Key,
    payments, quotes, shipments,
    users::rights::{May, VoidVoucher},
};

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
