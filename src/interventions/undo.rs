//! Taking back a change of the hold just after it: the key pressed by mistake. Only who pressed it, while nothing else happened on
//! the file.

use axum::{
    extract::{Path, State as AxumState},
    response::Response,
};

use super::set_hold;
use crate::{
    app::{App, Tx},
    events::{self, Event, Recorded},
    intakes::{self, Hold, State},
    kernel::{
        actor::Actor,
        error::{Error, Result},
        id::{IntakeId, InterventionId},
        time::At,
    },
    lang::Key,
    users::rights::{InterventionsEdit, May},
    web::Form,
};

/// How long the button is shown, and how long it still works for who was slow, milliseconds.
const SHOWN: i64 = 10_000;
const GRACE: i64 = 5_000;

/// The hold before the last event of a file, if that was a change of it by this person, so many milliseconds ago at most. Neither what
/// another act brought with it (a part arrived) nor an undoing is undone.
fn before(events: &[Recorded], by: Actor, now: At, most: i64) -> Option<Hold> {
    let (last, earlier) = events.split_last()?;
    let fresh = |one: &Recorded| one.actor == by && now.ms() - one.at.ms() <= most;
    let Event::HoldChanged { from, to, .. } = &last.event else { return None };
    let follows = earlier.last().is_some_and(|one| one.at == last.at);
    let undid = earlier.last().is_some_and(|one| {
        fresh(one) && matches!(&one.event, Event::HoldChanged { from: was, to: then, .. } if was == to && then == from)
    });
    Hold::parse(from).filter(|_| fresh(last) && !follows && !undid)
}

/// Whether this person may take back what they just did on a file.
pub fn can_undo(events: &[Recorded], by: Actor, now: At) -> bool {
    before(events, by, now, SHOWN).is_some()
}

/// Puts the hold back to what it was.
///
/// # Errors
/// [`Error::Conflict`] when it is too late: some seconds have passed, or something else happened.
pub async fn undo_hold(tx: &mut Tx, by: &May<InterventionsEdit>, id: InterventionId) -> Result<IntakeId> {
    let intake = super::find(tx, by.scope(), id).await?.intervention.intake_id;
    let intake = intakes::lock(tx, by.scope(), intake).await?;
    let events = events::of_intake(tx, intake.id).await?;
    let hold = before(&events, by.actor(), tx.now(), SHOWN + GRACE)
        .filter(|_| intake.state == State::InProgress && intake.voided_at.is_none())
        .ok_or_else(|| Error::conflict(Key::InterventionsUndoLate))?;
    set_hold(tx, by.actor(), &intake, hold).await?;
    Ok(intake.id)
}

pub(super) async fn undo(
    AxumState(app): AxumState<App>,
    by: May<InterventionsEdit>,
    Path(id): Path<InterventionId>,
    form: Form,
) -> Result<Response> {
    let to = form.save(&app, &by, async |tx| Ok(format!("/intakes/{}", undo_hold(tx, &by, id).await?))).await?;
    Ok(form.done_saying(&to, "undone"))
}
