//! Interventions: the technician's sheet on an intake. One per intake, with one responsible technician; others add
//! labour to it. Created first, then amended as the work advances; each amendment stays readable.

pub mod api;
mod checks;
mod checks_view;
mod form_view;
mod history_view;
mod lines;
mod lines_view;
mod lines_web;
mod model;
mod ordering;
mod sheet_drafts;
mod store;
mod undo;
mod view;
pub mod web;
mod worked;

pub use checks::{Answer, Check};
pub use form_view::completion_page;
pub use lines_view::parse_minutes;

pub use lines::{
    add_labour, add_part, edit_labour, edit_part, labour, part, remove_labour, remove_part, rule_on_warranty, uncover,
};
pub use model::{Intervention, Labour, LabourInput, OUTCOMES, Part, PartInput, Sheet, SheetInput};
pub use ordering::{OrderInput, order_part, part_arrived, suppliers};
pub use sheet_drafts::{SheetDraft, clean_up_drafts, draft_of, forget_draft, keep_draft, throw_drafts_away};
pub use undo::{can_undo, undo_hold};
pub use view::panel;
pub use worked::{Worked, add_worked};

use std::collections::HashMap;

use crate::{
    amendments,
    app::Tx,
    events::Event,
    intakes::{self, Hold, Intake, Outcome, State, Step},
    kernel::{
        actor::Actor,
        db::{Conn, Json},
        error::{Error, Faults, OrField as _, Result},
        id::{IntakeId, InterventionId, PartId, UserId},
        time::At,
    },
    lang::Key,
    settings::{self, Series, Settings},
    users::{
        self, Role,
        rights::{InterventionsEdit, May, Right, Scope},
    },
};

/// The sheet of an intake, if one was opened.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Option<Sheet>> {
    match store::of_intake(conn, intake).await? {
        Some(intervention) => Ok(Some(with_lines(conn, intervention).await?)),
        None => Ok(None),
    }
}

/// What every part of a file is or was called, those that were taken off included.
///
/// # Errors
/// When the database cannot be read.
pub async fn part_names(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<HashMap<PartId, String>> {
    Ok(store::part_names(conn, intake).await?.into_iter().collect())
}

/// One sheet.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: InterventionId) -> Result<Sheet> {
    let intervention = store::find(conn, id).await?.ok_or(Error::NotFound)?;
    with_lines(conn, intervention).await
}

async fn with_lines(conn: &mut Conn, intervention: Intervention) -> Result<Sheet> {
    let parts = store::parts(conn, intervention.id).await?;
    let labour = store::labour(conn, intervention.id).await?;
    Ok(Sheet { intervention, parts, labour })
}

/// Locks the file of a sheet and reads both; refused unless the work goes on.
async fn at_work<R: Right>(tx: &mut Tx, by: &May<R>, id: InterventionId) -> Result<(Intake, Intervention)> {
    let found = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    let intake = intakes::lock(tx, by.scope(), found.intake_id).await?;
    // Read again: it may have changed while the lock was waited for.
    let sheet = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    if intake.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsVoided));
    }
    match intake.state {
        State::InProgress | State::Shipped => Ok((intake, sheet)),
        State::Released => Err(Error::conflict(Key::IntakesIsReleased)),
        State::Completed | State::AwaitingIntervention => Err(Error::conflict(Key::IntakesIsCompleted)),
    }
}

/// Opens the sheet; the technician is the one named, else the one who opens it.
///
/// # Errors
/// [`Error::Conflict`] when the state does not allow it.
pub async fn open(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    settings: &Settings,
    intake: IntakeId,
    technician: Option<UserId>,
) -> Result<InterventionId> {
    let before = intakes::lock(tx, by.scope(), intake).await?;
    before.allows(Step::Open)?;
    let technician = technician.or(by.user());
    if let Some(id) = technician {
        may_repair(tx, id).await?;
    }
    let id = tx.new_id();
    intakes::advance(tx, by.actor(), &before, |i| {
        i.state = State::InProgress;
        i.technician_id = technician;
    })
    .await?;
    tx.record(by, Event::InterventionOpened { intervention: id, intake, technician })?;
    let now = tx.now();
    let number = settings::draw_number(tx, settings, Series::Intervention, now).await?;
    let sheet = Intervention {
        id,
        number,
        intake_id: intake,
        technician_id: technician,
        diagnosis: String::new(),
        report: String::new(),
        checks: Json::default(),
        opened_at: now,
        completed_at: None,
        version: 1,
    };
    store::insert(tx, &sheet, by.user()).await?;
    Ok(id)
}

/// Only a technician or a manager who may log in can be responsible.
async fn may_repair(tx: &mut Tx, id: UserId) -> Result<()> {
    let user = users::find(tx, id).await.or_field("technician", Key::ErrorChoose)?;
    if user.deactivated_at.is_some() || user.role == Role::Sales {
        return Err(Error::field("technician", Key::InterventionsNotTechnician));
    }
    Ok(())
}

/// Amends diagnosis, report and checks that were read with `version`.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when someone else amended meanwhile or the work has ended.
pub async fn amend(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    id: InterventionId,
    version: i64,
    input: &SheetInput,
) -> Result<()> {
    input.check().or(())?;
    let (intake, before) = at_work(tx, by, id).await?;
    let after = Intervention {
        diagnosis: input.diagnosis.trim().to_owned(),
        report: input.report.trim().to_owned(),
        checks: input.checks.as_ref().map_or_else(|| before.checks.clone(), |checks| Json(checks::tidy(checks))),
        version: version + 1,
        ..before.clone()
    };
    let same = after == Intervention { version: after.version, ..before.clone() };
    if before.version == version && same {
        return Ok(());
    }
    if !store::save(tx, &after, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    amendments::keep(tx, by, &format!("intervention:{id}"), version, &before).await?;
    tx.record(by, Event::InterventionAmended { intervention: id, intake: intake.id, version: version + 1 })
}

/// Hands the file over to another technician.
///
/// # Errors
/// [`Error::Invalid`] when it is no technician; [`Error::Conflict`] when the work has ended.
pub async fn hand_over(tx: &mut Tx, by: &May<InterventionsEdit>, id: InterventionId, to: UserId) -> Result<()> {
    let (intake, before) = at_work(tx, by, id).await?;
    may_repair(tx, to).await?;
    if before.technician_id == Some(to) {
        return Err(Error::field("technician", Key::InterventionsSameTechnician));
    }
    let after = Intervention { technician_id: Some(to), version: before.version + 1, ..before.clone() };
    store::save(tx, &after, before.version).await?;
    amendments::keep(tx, by, &format!("intervention:{id}"), before.version, &before).await?;
    intakes::advance(tx, by.actor(), &intake, |i| i.technician_id = Some(to)).await?;
    tx.record(by, Event::HandedOver { intervention: id, intake: intake.id, from: before.technician_id, to })
}

/// Says what is waited for, or that the work goes on.
///
/// # Errors
/// [`Error::Conflict`] when the equipment is away or the work has ended.
pub async fn hold(tx: &mut Tx, by: &May<InterventionsEdit>, id: InterventionId, hold: Hold) -> Result<()> {
    let (intake, _) = at_work(tx, by, id).await?;
    if intake.state == State::Shipped {
        return Err(Error::conflict(Key::IntakesIsAway));
    }
    set_hold(tx, by.actor(), &intake, hold).await
}

/// Changes the hold of a locked file; nothing happens when it is that already.
///
/// # Errors
/// When the database refuses.
pub async fn set_hold(tx: &mut Tx, by: Actor, intake: &Intake, hold: Hold) -> Result<()> {
    if intake.hold != hold {
        intakes::advance(tx, by, intake, |i| i.hold = hold).await?;
    }
    Ok(())
}

/// Ends a wait of this kind on a file, if it is what is waited for: a quote was answered, a part arrived.
///
/// # Errors
/// When the database refuses.
pub async fn end_wait(tx: &mut Tx, by: Actor, intake: &Intake, hold: Hold) -> Result<()> {
    if intake.hold == hold && matches!(intake.state, State::InProgress | State::Shipped) {
        set_hold(tx, by, intake, Hold::None).await?;
    }
    Ok(())
}

/// What the quotes of a file say about how the work may end; `quotes` knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuoteAnswer {
    /// The last answer is a refusal.
    pub refused: bool,
    /// An offer still waits for an answer.
    pub waits: bool,
}

/// Ends the work with an outcome. After a refusal `repaired` needs a later accepted quote.
///
/// # Errors
/// [`Error::Invalid`] for an outcome that the work cannot have; [`Error::Conflict`] when something is still awaited.
pub async fn complete(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    id: InterventionId,
    outcome: Outcome,
    quotes: QuoteAnswer,
) -> Result<()> {
    let found = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    let intake = intakes::lock(tx, by.scope(), found.intake_id).await?;
    intake.allows(Step::Complete)?;
    let sheet = find(tx, by.scope(), id).await?;
    if !OUTCOMES.contains(&outcome) {
        return Err(Error::field("outcome", Key::ErrorChoose));
    }
    if quotes.waits {
        return Err(Error::conflict(Key::InterventionsQuoteWaits));
    }
    if outcome == Outcome::Repaired && quotes.refused {
        return Err(Error::field("outcome", Key::InterventionsRefused));
    }
    if outcome == Outcome::QuoteRefused && !quotes.refused {
        return Err(Error::field("outcome", Key::InterventionsNotRefused));
    }
    if outcome == Outcome::Repaired && sheet.awaits_part() {
        return Err(Error::field("outcome", Key::InterventionsPartAwaited));
    }
    let now = tx.now();
    close(tx, sheet.intervention).await?;
    intakes::advance(tx, by.actor(), &intake, |i| {
        i.state = State::Completed;
        i.hold = Hold::None;
        i.outcome = Some(outcome);
        i.completed_at = Some(now);
    })
    .await?;
    tx.record(by, Event::InterventionCompleted { intake: intake.id, outcome: outcome.to_string() })
}

/// Closes the sheet of a file that ends; the caller moves the file itself.
///
/// # Errors
/// When the database refuses.
pub async fn close_sheet(tx: &mut Tx, intake: IntakeId) -> Result<()> {
    match store::of_intake(tx, intake).await?.filter(|s| s.completed_at.is_none()) {
        Some(sheet) => close(tx, sheet).await,
        None => Ok(()),
    }
}

async fn close(tx: &mut Tx, sheet: Intervention) -> Result<()> {
    let version = sheet.version;
    let after = Intervention { completed_at: Some(tx.now()), version: version + 1, ..sheet };
    store::save(tx, &after, version).await.map(|_| ())
}

/// What a reopening keeps of the end that was not one.
#[derive(serde::Serialize)]
struct Reopened<'a> {
    outcome: Option<Outcome>,
    completed_at: Option<At>,
    reason: &'a str,
}

/// The work goes on after all: the same sheet, with a reason.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] when it is not completed or has no sheet.
pub async fn reopen(tx: &mut Tx, by: &May<InterventionsEdit>, intake: IntakeId, reason: &str) -> Result<()> {
    let before = intakes::lock(tx, by.scope(), intake).await?;
    before.allows(Step::Reopen)?;
    let mut faults = Faults::new();
    faults.reason(reason);
    faults.or(())?;
    let sheet = store::of_intake(tx, intake).await?.ok_or_else(|| Error::conflict(Key::InterventionsNone))?;
    if before.outcome == Some(Outcome::Lost) {
        return Err(Error::conflict(Key::InterventionsLost));
    }
    let version = sheet.version;
    let was = Reopened { outcome: before.outcome, completed_at: before.completed_at, reason: reason.trim() };
    amendments::keep(tx, by, &format!("intervention:{}", sheet.id), version, &was).await?;
    let after = Intervention { completed_at: None, version: version + 1, ..sheet };
    store::save(tx, &after, version).await?;
    intakes::advance(tx, by.actor(), &before, |i| {
        i.state = State::InProgress;
        i.outcome = None;
        i.completed_at = None;
    })
    .await?;
    tx.record(by, Event::InterventionReopened { intake })
}
