//! Labour that was measured by a timer instead of typed: the same lines, one for a technician and day.

use super::{Labour, model::DAY, store};
use crate::{
    app::Tx,
    events::Event,
    intakes::Intake,
    kernel::{
        actor::Actor,
        error::Result,
        id::{InterventionId, LabourId, UserId},
        time::Day,
    },
    settings::Settings,
};

/// Minutes that were measured.
#[derive(Clone, Copy, Debug)]
pub struct Worked {
    /// The sheet.
    pub sheet: InterventionId,
    /// Who worked.
    pub technician: UserId,
    /// When.
    pub day: Day,
    /// How long.
    pub minutes: i64,
    /// The line that was measured before on this day: it grows, unless it was removed or priced otherwise.
    pub onto: Option<LabourId>,
}

/// Writes measured minutes on the sheet of a locked file that is at work; the line they stand in.
///
/// # Errors
/// When the database refuses.
pub async fn add_worked(
    tx: &mut Tx,
    by: Actor,
    settings: &Settings,
    intake: &Intake,
    worked: Worked,
) -> Result<LabourId> {
    if let Some(line) = growing(tx, settings, &worked).await? {
        let after = Labour { minutes: line.minutes + worked.minutes, version: line.version + 1, ..line.clone() };
        store::save_labour(tx, &after, line.version).await?;
        tx.record(by, Event::LabourChanged { labour: line.id, intake: intake.id })?;
        return Ok(line.id);
    }
    let now = tx.now();
    let labour = Labour {
        id: tx.new_id(),
        intervention_id: worked.sheet,
        technician_id: worked.technician,
        worked_on: worked.day,
        minutes: worked.minutes,
        hourly_rate: settings.prices.hourly_rate,
        tax_rate: settings.usual_rate(),
        label: None,
        covered_since: super::lines::covered(intake, now),
        version: 1,
    };
    store::insert_labour(tx, &labour, now, by.user()).await?;
    tx.record(by, Event::LabourAdded { labour: labour.id, intake: intake.id })?;
    Ok(labour.id)
}

/// The line of before, when what was measured now is priced alike and fits into its day.
async fn growing(tx: &mut Tx, settings: &Settings, worked: &Worked) -> Result<Option<Labour>> {
    let Some(id) = worked.onto else { return Ok(None) };
    let line = store::one_labour(tx, id).await?;
    Ok(line.filter(|line| {
        line.technician_id == worked.technician
            && line.worked_on == worked.day
            && line.hourly_rate == settings.prices.hourly_rate
            && line.tax_rate == settings.usual_rate()
            && line.minutes + worked.minutes <= DAY
    }))
}
