//! Timers: a technician starts one on a sheet, pauses, goes on, stops; what was measured becomes labour. One is open at a time:
//! starting another stops the first. What ends the work on a file, or of a person, stops theirs.

pub mod api;
pub mod view;
pub mod web;

use crate::{
    app::Tx,
    events::Event,
    intakes::{self, Intake, State},
    interventions::{self, Worked},
    kernel::{
        actor::Actor,
        error::{Error, Result},
        id::{IntakeId, InterventionId, TimerId, UserId},
        time::{At, Day},
    },
    lang::Key,
    settings::{self, Settings},
    users::{
        self,
        rights::{InterventionsEdit, May, Right as _, Scope, TimersOfOthers},
    },
    worktime::{self, Piece, Rule, Timer, store},
};

/// A day has no more minutes.
const DAY: i64 = 24 * 60;

/// How measured time becomes minutes in this shop.
pub fn rule(settings: &Settings) -> Rule {
    let bench = &settings.workbench;
    Rule { rounding: bench.rounding, least: bench.least, longest: bench.longest }
}

/// Starts the timer of the one who asks on a sheet, or lets it go on; another that is open is stopped first. The file.
///
/// # Errors
/// [`Error::Conflict`] when the work does not go on, or the equipment is away.
pub async fn start(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    settings: &Settings,
    sheet: InterventionId,
) -> Result<IntakeId> {
    let user = by.user().ok_or(Error::Forbidden)?;
    let wanted = interventions::find(tx, by.scope(), sheet).await?.intervention.intake_id;
    let locked = lock(tx, by, user, wanted).await?;
    let file = |id: IntakeId| locked.iter().find(|file| file.id == id).ok_or(Error::NotFound);
    may_run(file(wanted)?)?;
    // Again under the locks: what ends the work of a file may just have stopped it.
    match store::open_of_user(tx, user).await? {
        Some(timer) if timer.intervention_id == sheet && timer.running_since.is_some() => return Ok(wanted),
        Some(timer) if timer.intervention_id == sheet => run(tx, by.actor(), timer).await?,
        other => {
            if let Some(timer) = other {
                finish(tx, by.actor(), settings, file(timer.intake_id)?, timer).await?;
            }
            insert(tx, by.actor(), user, sheet, wanted).await?;
        }
    }
    Ok(wanted)
}

/// Takes a file that nobody has opened, and starts one's timer on its sheet.
///
/// # Errors
/// [`Error::Conflict`] when its state does not allow it.
pub async fn start_on_file(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    settings: &Settings,
    intake: IntakeId,
) -> Result<IntakeId> {
    let user = by.user().ok_or(Error::Forbidden)?;
    lock(tx, by, user, intake).await?;
    let sheet = match interventions::of_intake(tx, by.scope(), intake).await? {
        Some(sheet) => sheet.intervention.id,
        None => interventions::open(tx, by, settings, intake, None).await?,
    };
    start(tx, by, settings, sheet).await
}

/// Locks what starting a timer touches: the person, so that two of their tabs wait for each other here, then the wanted file and the
/// one their timer runs on, by their ids.
async fn lock(tx: &mut Tx, by: &May<InterventionsEdit>, user: UserId, wanted: IntakeId) -> Result<Vec<Intake>> {
    users::lock(tx, user).await?;
    // Who closed the account, or gave it another role, may just have been waited for.
    if !repairs(tx, user).await? {
        return Err(Error::Forbidden);
    }
    let mut files = vec![wanted];
    files.extend(store::open_of_user(tx, user).await?.map(|timer| timer.intake_id));
    files.sort_unstable();
    files.dedup();
    let mut locked = Vec::new();
    for id in files {
        locked.push(intakes::lock(tx, by.scope(), id).await?);
    }
    Ok(locked)
}

fn may_run(file: &Intake) -> Result<()> {
    if file.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsVoided));
    }
    match file.state {
        State::InProgress => Ok(()),
        State::Shipped => Err(Error::conflict(Key::IntakesIsAway)),
        State::Released => Err(Error::conflict(Key::IntakesIsReleased)),
        State::Completed | State::AwaitingIntervention => Err(Error::conflict(Key::IntakesIsCompleted)),
    }
}

async fn insert(tx: &mut Tx, by: Actor, user: UserId, sheet: InterventionId, intake: IntakeId) -> Result<()> {
    let now = tx.now();
    let timer = Timer {
        id: tx.new_id(),
        user_id: user,
        intervention_id: sheet,
        intake_id: intake,
        number: String::new(),
        started_at: now,
        running_since: Some(now),
        stopped_at: None,
        forgotten_at: None,
        settled_at: None,
        worked_ms: 0,
    };
    store::insert(tx, &timer).await?;
    tx.record(by, Event::TimerStarted { timer: timer.id, intake })
}

async fn run(tx: &mut Tx, by: Actor, timer: Timer) -> Result<()> {
    let (id, intake) = (timer.id, timer.intake_id);
    let running = Timer { running_since: Some(tx.now()), ..timer };
    store::save(tx, &running).await?;
    tx.record(by, Event::TimerStarted { timer: id, intake })
}

/// Locks the file of a timer and reads both.
async fn locked(tx: &mut Tx, scope: Scope, id: TimerId) -> Result<(Intake, Timer)> {
    let found = worktime::find(tx, id).await?;
    let intake = intakes::lock(tx, scope, found.intake_id).await?;
    Ok((intake, worktime::find(tx, id).await?))
}

/// The same for one's own timer, or anybody's for who may look after them.
async fn own(tx: &mut Tx, by: &May<InterventionsEdit>, id: TimerId) -> Result<(Intake, Timer)> {
    let (intake, timer) = locked(tx, by.scope(), id).await?;
    if by.user() != Some(timer.user_id) {
        by.also::<TimersOfOthers>()?;
    }
    Ok((intake, timer))
}

/// Pauses a timer; one that does not run stays as it is. The file.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for a colleague's.
pub async fn pause(tx: &mut Tx, by: &May<InterventionsEdit>, id: TimerId) -> Result<IntakeId> {
    let (intake, timer) = own(tx, by, id).await?;
    if timer.running_since.is_some() {
        end_piece(tx, &timer).await?;
        store::save(tx, &Timer { running_since: None, ..timer }).await?;
        tx.record(by, Event::TimerPaused { timer: id, intake: intake.id })?;
    }
    Ok(intake.id)
}

async fn end_piece(tx: &mut Tx, timer: &Timer) -> Result<()> {
    let now = tx.now();
    match timer.running_since {
        Some(began_at) if began_at < now => store::add_piece(tx, timer.id, Piece { began_at, ended_at: now }).await,
        _ => Ok(()),
    }
}

/// Stops a timer: its minutes become labour, unless it was forgotten; the timer as it is then. One that was stopped stays so.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for a colleague's.
pub async fn stop(tx: &mut Tx, by: &May<InterventionsEdit>, settings: &Settings, id: TimerId) -> Result<Timer> {
    let (intake, timer) = own(tx, by, id).await?;
    if timer.is_open() {
        finish(tx, by.actor(), settings, &intake, timer).await?;
    }
    worktime::find(tx, id).await
}

/// Ends an open timer of a locked file: what was measured is billed, or its minutes are asked for.
async fn finish(tx: &mut Tx, by: Actor, settings: &Settings, intake: &Intake, timer: Timer) -> Result<()> {
    end_piece(tx, &timer).await?;
    let (now, zone, rule) = (tx.now(), settings.zone(), rule(settings));
    let pieces = store::pieces(tx, timer.id).await?;
    let mut ended = Timer { running_since: None, stopped_at: Some(now), settled_at: Some(now), ..timer };
    if worktime::is_forgotten(&pieces, &zone, rule) {
        ended.forgotten_at = Some(now);
        ended.settled_at = None;
        store::save(tx, &ended).await?;
        return tx.record(by, Event::TimerForgotten { timer: ended.id, intake: intake.id, user: ended.user_id });
    }
    store::save(tx, &ended).await?;
    let minutes = bill(tx, by, settings, intake, &ended, &worktime::billed(&pieces, &zone, rule)).await?;
    tx.record(by, Event::TimerStopped { timer: ended.id, intake: intake.id, minutes })
}

/// Writes the minutes of each day on the sheet; all of them together.
async fn bill(
    tx: &mut Tx,
    by: Actor,
    settings: &Settings,
    intake: &Intake,
    timer: &Timer,
    days: &[(Day, i64)],
) -> Result<i64> {
    for (day, minutes) in days {
        let onto = store::line_of(tx, timer.user_id, timer.intervention_id, *day).await?;
        let worked =
            Worked { sheet: timer.intervention_id, technician: timer.user_id, day: *day, minutes: *minutes, onto };
        let line = interventions::add_worked(tx, by, settings, intake, worked).await?;
        store::add_day(tx, timer.id, *day, *minutes, line).await?;
    }
    Ok(days.iter().map(|(_, minutes)| minutes).sum())
}

/// Minutes of one day of a forgotten timer, as somebody tells them.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ToldDay {
    /// The day.
    pub day: Day,
    /// The minutes really worked on it; none when it was not worked.
    pub minutes: i64,
}

/// Tells the minutes of a forgotten timer; they are billed as told. The file.
///
/// # Errors
/// [`Error::Invalid`] for a day without work or wrong minutes; [`Error::Conflict`] when it was settled, or the work has ended.
pub async fn correct(
    tx: &mut Tx,
    by: &May<InterventionsEdit>,
    settings: &Settings,
    id: TimerId,
    told: &[ToldDay],
) -> Result<IntakeId> {
    let (intake, timer) = own(tx, by, id).await?;
    if !timer.is_to_correct() {
        return Err(Error::conflict(Key::TimersSettled));
    }
    let known = worktime::days_of(&store::pieces(tx, id).await?, &settings.zone());
    for (n, one) in told.iter().enumerate() {
        let again = told[..n].iter().any(|earlier| earlier.day == one.day);
        if again || !known.contains(&one.day) || !(0..=DAY).contains(&one.minutes) {
            return Err(Error::field(&field_of(one.day), Key::TimersMinutesWrong));
        }
    }
    let days: Vec<(Day, i64)> =
        known.iter().map(|day| (*day, told.iter().filter(|t| t.day == *day).map(|t| t.minutes).sum())).collect();
    let days: Vec<(Day, i64)> = days.into_iter().filter(|(_, minutes)| *minutes > 0).collect();
    if !days.is_empty() && !matches!(intake.state, State::InProgress | State::Shipped) {
        return Err(Error::conflict(Key::IntakesIsCompleted));
    }
    let now = tx.now();
    let settled = Timer { settled_at: Some(now), ..timer };
    store::save(tx, &settled).await?;
    let minutes = bill(tx, by.actor(), settings, &intake, &settled, &days).await?;
    tx.record(by, Event::TimerStopped { timer: id, intake: intake.id, minutes })?;
    Ok(intake.id)
}

/// The name of the field of a day.
pub fn field_of(day: Day) -> String {
    format!("minutes_{}", day.number())
}

// What ends the work --------------------------------------------------------------------------------------------------

/// The work on a locked file is about to end: every timer on it is stopped, and none may wait for its minutes.
///
/// # Errors
/// [`Error::Conflict`] when the minutes of one have to be told first.
pub async fn settle(tx: &mut Tx, by: Actor, intake: IntakeId) -> Result<()> {
    stop_on(tx, by, intake, None).await?;
    if store::unsettled_of_intake(tx, intake).await?.is_empty() {
        return Ok(());
    }
    Err(Error::conflict(Key::TimersForgottenFirst))
}

/// Stops the open timers on a file, of one person or of all.
///
/// # Errors
/// When the database refuses.
pub async fn stop_on(tx: &mut Tx, by: Actor, intake: IntakeId, whose: Option<UserId>) -> Result<()> {
    let wanted = |t: &Timer| t.is_open() && whose.is_none_or(|user| t.user_id == user);
    if !store::unsettled_of_intake(tx, intake).await?.iter().any(wanted) {
        return Ok(());
    }
    let file = intakes::lock(tx, Scope::Shop, intake).await?;
    let settings = settings::current(tx).await?;
    for timer in store::unsettled_of_intake(tx, intake).await?.into_iter().filter(wanted) {
        finish(tx, by, &settings, &file, timer).await?;
    }
    Ok(())
}

/// Whether an account may still measure time.
async fn repairs(tx: &mut Tx, user: UserId) -> Result<bool> {
    let account = users::find(tx, user).await?;
    Ok(account.deactivated_at.is_none() && InterventionsEdit::LINE.roles.contains(&account.role))
}

/// Somebody works here no more, or repairs no more: what they measured is written down.
///
/// # Errors
/// When the database refuses.
pub async fn stop_unless_repairing(tx: &mut Tx, by: Actor, user: UserId) -> Result<()> {
    if repairs(tx, user).await? {
        return Ok(());
    }
    match store::open_of_user(tx, user).await? {
        Some(timer) => stop_on(tx, by, timer.intake_id, Some(user)).await,
        None => Ok(()),
    }
}

/// The file counts no more, or has left: nothing more is billed of its timers.
///
/// # Errors
/// When the database refuses.
pub async fn drop_all(tx: &mut Tx, intake: IntakeId) -> Result<()> {
    let now: At = tx.now();
    for timer in store::unsettled_of_intake(tx, intake).await? {
        end_piece(tx, &timer).await?;
        let stopped_at = timer.stopped_at.or(Some(now));
        store::save(tx, &Timer { running_since: None, stopped_at, settled_at: Some(now), ..timer }).await?;
    }
    Ok(())
}
