//! The lines of a sheet: parts used and awaited, labour.

use super::{Intervention, Labour, LabourInput, Part, PartInput, at_work, end_wait, set_hold, store};
use crate::{
    app::Tx,
    events::Event,
    intakes::{self, Hold, Intake, Ruling, State},
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{IntakeId, InterventionId, LabourId, PartId, UserId},
        money::Money,
        time::At,
    },
    lang::Key,
    settings::Settings,
    users::rights::{InterventionsEdit, May, Scope},
};

fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// Since when a warranty pays for new lines of a file.
pub(super) fn covered(intake: &Intake, now: At) -> Option<At> {
    (intake.warranty_ruling == Some(Ruling::Covered)).then_some(now)
}

/// One part.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn part(conn: &mut Conn, _scope: Scope, id: PartId) -> Result<Part> {
    store::part(conn, id).await?.ok_or(Error::NotFound)
}

/// One line of labour.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn labour(conn: &mut Conn, _scope: Scope, id: LabourId) -> Result<Labour> {
    store::one_labour(conn, id).await?.ok_or(Error::NotFound)
}

/// Adds a part; one that has to be waited for sets the hold.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when the work has ended.
pub async fn add_part(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    settings: &Settings,
    sheet: InterventionId,
    input: &PartInput,
) -> Result<PartId> {
    input.check(&settings.rates()).or(())?;
    let (intake, _) = at_work(tx, by, sheet).await?;
    let now = tx.now();
    let part = Part {
        id: tx.new_id(),
        intervention_id: sheet,
        label: input.label.trim().to_owned(),
        reference: some(&input.reference),
        quantity: input.quantity.unwrap_or_default(),
        unit_price: input.unit_price.unwrap_or(Money::ZERO),
        tax_rate: input.tax_rate.unwrap_or(settings.usual_rate()),
        covered_since: covered(&intake, now),
        awaited_at: input.awaited.then_some(now),
        supplier: some(&input.supplier),
        ordered_on: input.ordered_on,
        expected_on: input.expected_on,
        arrived_at: None,
        version: 1,
    };
    store::insert_part(tx, &part, now, by.user()).await?;
    tx.record(by, Event::PartAdded { part: part.id, intake: intake.id })?;
    if part.is_awaited() {
        begin_wait(tx, by, &intake, part.id).await?;
    }
    Ok(part.id)
}

async fn begin_wait(tx: &mut Tx, by: &May<InterventionsEdit>, intake: &Intake, part: PartId) -> Result<()> {
    tx.record(by, Event::PartAwaited { part, intake: intake.id })?;
    if intake.state == State::InProgress {
        set_hold(tx, by.actor(), intake, Hold::WaitingPart).await?;
    }
    Ok(())
}

/// Corrects a part that was read with `version`.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when someone else changed it or the work has ended.
pub async fn edit_part(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    settings: &Settings,
    id: PartId,
    version: i64,
    input: &PartInput,
) -> Result<()> {
    input.check(&settings.rates()).or(())?;
    let sheet = part(tx, by.scope(), id).await?.intervention_id;
    let (intake, _) = at_work(tx, by, sheet).await?;
    let before = part(tx, by.scope(), id).await?;
    let now = tx.now();
    let awaited_at = if input.awaited {
        before.awaited_at.or(Some(now))
    } else {
        before.awaited_at.filter(|_| before.arrived_at.is_some())
    };
    let after = Part {
        label: input.label.trim().to_owned(),
        reference: some(&input.reference),
        quantity: input.quantity.unwrap_or_default(),
        unit_price: input.unit_price.unwrap_or(Money::ZERO),
        tax_rate: input.tax_rate.unwrap_or(before.tax_rate),
        awaited_at,
        supplier: some(&input.supplier),
        ordered_on: input.ordered_on,
        expected_on: input.expected_on,
        version: version + 1,
        ..before.clone()
    };
    if !store::save_part(tx, &after, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::PartChanged { part: id, intake: intake.id })?;
    match (before.is_awaited(), after.is_awaited()) {
        (false, true) => begin_wait(tx, by, &intake, id).await,
        (true, false) => end_wait_of_parts(tx, by, &intake, sheet).await,
        _ => Ok(()),
    }
}

/// Takes a part off the sheet.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when the work has ended.
pub async fn remove_part(tx: &mut Tx, by: &May<InterventionsEdit>, id: PartId) -> Result<()> {
    let sheet = part(tx, by.scope(), id).await?.intervention_id;
    let (intake, _) = at_work(tx, by, sheet).await?;
    // Again under the lock: someone else may just have removed it.
    part(tx, by.scope(), id).await?;
    let now = tx.now();
    store::remove_part(tx, id, now).await?;
    tx.record(by, Event::PartRemoved { part: id, intake: intake.id })?;
    end_wait_of_parts(tx, by, &intake, sheet).await
}

async fn end_wait_of_parts(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    intake: &Intake,
    sheet: InterventionId,
) -> Result<()> {
    let none_left = !store::parts(tx, sheet).await?.iter().any(Part::is_awaited);
    if none_left { end_wait(tx, by.actor(), intake, Hold::WaitingPart).await } else { Ok(()) }
}

/// Adds labour.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when the work has ended.
pub async fn add_labour(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    settings: &Settings,
    sheet: InterventionId,
    input: &LabourInput,
) -> Result<LabourId> {
    let today = tx.now().day(&settings.zone());
    input.check(&settings.rates(), today).or(())?;
    let (intake, sheet) = at_work(tx, by, sheet).await?;
    let technician_id = worker(by, &sheet, input)?;
    super::may_repair(tx, technician_id).await?;
    let now = tx.now();
    let labour = Labour {
        id: tx.new_id(),
        intervention_id: sheet.id,
        technician_id,
        worked_on: input.worked_on.unwrap_or(today),
        minutes: input.minutes.unwrap_or_default(),
        hourly_rate: input.hourly_rate.unwrap_or(settings.prices.hourly_rate),
        tax_rate: input.tax_rate.unwrap_or(settings.usual_rate()),
        label: some(&input.label),
        covered_since: covered(&intake, now),
        version: 1,
    };
    store::insert_labour(tx, &labour, now, by.user()).await?;
    tx.record(by, Event::LabourAdded { labour: labour.id, intake: intake.id })?;
    Ok(labour.id)
}

fn worker(by: &May<InterventionsEdit>, sheet: &Intervention, input: &LabourInput) -> Result<UserId> {
    input
        .technician_id
        .or(by.user())
        .or(sheet.technician_id)
        .ok_or_else(|| Error::field("technician", Key::ErrorChoose))
}

/// Corrects labour that was read with `version`.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when someone else changed it or the work has ended.
pub async fn edit_labour(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    settings: &Settings,
    id: LabourId,
    version: i64,
    input: &LabourInput,
) -> Result<()> {
    let today = tx.now().day(&settings.zone());
    input.check(&settings.rates(), today).or(())?;
    let before = labour(tx, by.scope(), id).await?;
    let (intake, _) = at_work(tx, by, before.intervention_id).await?;
    let technician_id = input.technician_id.unwrap_or(before.technician_id);
    if technician_id != before.technician_id {
        super::may_repair(tx, technician_id).await?;
    }
    let after = Labour {
        technician_id,
        worked_on: input.worked_on.unwrap_or(before.worked_on),
        minutes: input.minutes.unwrap_or(before.minutes),
        hourly_rate: input.hourly_rate.unwrap_or(before.hourly_rate),
        tax_rate: input.tax_rate.unwrap_or(before.tax_rate),
        label: some(&input.label),
        version: version + 1,
        ..before
    };
    if !store::save_labour(tx, &after, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::LabourChanged { labour: id, intake: intake.id })
}

/// Takes labour off the sheet.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when the work has ended.
pub async fn remove_labour(tx: &mut Tx, by: &May<InterventionsEdit>, id: LabourId) -> Result<()> {
    let sheet = labour(tx, by.scope(), id).await?.intervention_id;
    let (intake, _) = at_work(tx, by, sheet).await?;
    labour(tx, by.scope(), id).await?;
    let now = tx.now();
    store::remove_labour(tx, id, now).await?;
    tx.record(by, Event::LabourRemoved { labour: id, intake: intake.id })
}

/// A voucher was amended: without a ruling that covers them, the lines are no longer free.
///
/// # Errors
/// When the database refuses.
pub async fn uncover(tx: &mut Tx, intake: &Intake) -> Result<()> {
    if intake.warranty_ruling == Some(Ruling::Covered) {
        return Ok(());
    }
    if let Some(sheet) = store::of_intake(tx, intake.id).await? {
        store::cover_parts(tx, sheet.id, None).await?;
        store::cover_labour(tx, sheet.id, None).await?;
    }
    Ok(())
}

/// Decides whether a warranty pays; covered lines cost the client nothing.
///
/// # Errors
/// [`Error::Conflict`] when the deposit is not under warranty or the file is closed.
pub async fn rule_on_warranty(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    intake: IntakeId,
    ruling: Ruling,
) -> Result<()> {
    intakes::rule_on_warranty(tx, by, intake, ruling).await?;
    if let Some(sheet) = store::of_intake(tx, intake).await? {
        let since = (ruling == Ruling::Covered).then_some(tx.now());
        store::cover_parts(tx, sheet.id, since).await?;
        store::cover_labour(tx, sheet.id, since).await?;
    }
    Ok(())
}
