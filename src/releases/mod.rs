//! Releases: giving the equipment back, after the work, unrepaired, or because nobody came.

pub mod api;
mod model;
mod store;
mod view;
pub mod web;

pub use model::{Collector, IdKind, Release, ReleaseInput, ReleaseKind};
pub use view::panel;

use crate::{
    app::Tx,
    clients, deposits, dues,
    events::Event,
    intakes::{self, Hold, Intake, Outcome, State, Step},
    interventions,
    kernel::{
        db::{Conn, Json},
        error::{Error, Result},
        id::{ClientId, IntakeId, ReleaseId, UserId},
        money::Money,
    },
    lang::Key,
    quotes,
    settings::{self, Series, Settings},
    shipments, timers,
    users::rights::{self, LeaveOwing, May, ReleaseUnclaimed, Scope},
};

/// The release of a file, if it was given back.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Option<Release>> {
    store::of_intake(conn, intake).await
}

/// One release.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: ReleaseId) -> Result<Release> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// What a client still owes of what was given back.
///
/// # Errors
/// When the database cannot be read.
pub async fn owed_by(conn: &mut Conn, _scope: Scope, client: ClientId) -> Result<Money> {
    store::owed_by(conn, client).await
}

/// How a file in this state is given back: after the work, or unrepaired.
pub fn kind_of(intake: &Intake) -> ReleaseKind {
    if intake.state == State::Completed { ReleaseKind::Normal } else { ReleaseKind::Withdrawn }
}

/// Gives the equipment back: after the work, or unrepaired when the work has not ended (the file then ends as
/// withdrawn, its open quote too).
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when the state does not allow it.
pub async fn release(
    tx: &mut Tx,
    by: &May<rights::Release>,
    settings: &Settings,
    intake: IntakeId,
    input: &ReleaseInput,
) -> Result<ReleaseId> {
    let before = intakes::lock(tx, by.scope(), intake).await?;
    let kind = kind_of(&before);
    before.allows(if kind == ReleaseKind::Normal { Step::Release } else { Step::Withdraw })?;
    if before.outcome == Some(Outcome::Lost) {
        return Err(Error::conflict(Key::ReleasesLost));
    }
    input.check(kind).or(())?;
    let allowed_by = if input.leave_owing { by.also::<LeaveOwing>()?.user() } else { None };
    give_back(tx, by, settings, before, kind, input, allowed_by).await
}

/// Releases what nobody came for; a manager's act with a reason.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] when the work has not ended.
pub async fn release_unclaimed(
    tx: &mut Tx,
    by: &May<ReleaseUnclaimed>,
    settings: &Settings,
    intake: IntakeId,
    input: &ReleaseInput,
) -> Result<ReleaseId> {
    let before = intakes::lock(tx, by.scope(), intake).await?;
    before.allows(Step::Release)?;
    if before.outcome == Some(Outcome::Lost) {
        return Err(Error::conflict(Key::ReleasesLost));
    }
    input.check(ReleaseKind::Unclaimed).or(())?;
    let nobody =
        ReleaseInput { collector: Some(Collector::Nobody), reason: input.reason.clone(), ..ReleaseInput::default() };
    let by = by.also::<rights::Release>()?;
    give_back(tx, &by, settings, before, ReleaseKind::Unclaimed, &nobody, by.user()).await
}

async fn give_back(
    tx: &mut Tx,
    by: &May<rights::Release>,
    settings: &Settings,
    before: Intake,
    kind: ReleaseKind,
    input: &ReleaseInput,
    allowed_by: Option<UserId>,
) -> Result<ReleaseId> {
    let outcome = if kind == ReleaseKind::Withdrawn { Some(Outcome::Withdrawn) } else { before.outcome };
    let owed = dues::of(tx, &before, outcome).await?;
    let owing = owed.left.at_least_zero();
    may_owe(tx, by, &before, kind, owing, input).await?;
    let now = tx.now();
    let days = if outcome == Some(Outcome::Repaired) {
        input.repair_warranty_days.unwrap_or(settings.prices.warranty_days)
    } else {
        0
    };
    let until = (days > 0).then(|| now.day(&settings.zone()).plus_days(days));
    if kind == ReleaseKind::Withdrawn {
        timers::stop_on(tx, by.actor(), before.id, None).await?;
        interventions::close_sheet(tx, before.id).await?;
    }
    quotes::withdraw_open(tx, by.actor(), before.id).await?;
    shipments::cancel_prepared(tx, by.actor(), before.id).await?;
    intakes::advance(tx, by.actor(), &before, |i| {
        i.state = State::Released;
        i.hold = Hold::None;
        i.outcome = outcome;
        i.completed_at = i.completed_at.or(Some(now));
        i.released_at = Some(now);
        i.repair_warranty_until = until;
    })
    .await?;
    if input.voucher_lost {
        intakes::renew_tracking(tx, &by.also()?, before.id).await?;
    }
    let text = |t: &str| Some(t.trim().to_owned()).filter(|t| !t.is_empty());
    let id = tx.new_id();
    let release = Release {
        id,
        number: settings::draw_number(tx, settings, Series::Release, now).await?,
        intake_id: before.id,
        kind,
        collector: input.collector.unwrap_or(Collector::Client),
        collector_name: collector_name(tx, &before, input).await?,
        id_kind: input.id_kind.filter(|_| input.collector == Some(Collector::Other)),
        id_last4: text(&input.id_last4).filter(|_| input.collector == Some(Collector::Other)),
        relation: text(&input.relation),
        voucher_lost_at: input.voucher_lost.then_some(now),
        accessories_back: Json(input.accessories_back.clone()),
        due: owed.totals.total,
        paid: owed.paid,
        owing,
        owing_allowed_by: allowed_by.filter(|_| owing > Money::ZERO),
        repair_warranty_days: days,
        reason: text(&input.reason),
        released_at: now,
        released_by: by.user(),
    };
    store::insert(tx, &release).await?;
    tx.record(by, Event::Released { release: id, intake: before.id, way: kind.to_string(), owing })?;
    Ok(id)
}

/// An individual who leaves owing needs a manager; companies may owe.
async fn may_owe(
    tx: &mut Tx,
    by: &May<rights::Release>,
    intake: &Intake,
    kind: ReleaseKind,
    owing: Money,
    input: &ReleaseInput,
) -> Result<()> {
    if owing == Money::ZERO
        || kind == ReleaseKind::Unclaimed
        || clients::find(tx, by.scope(), intake.client_id).await?.is_company()
    {
        return Ok(());
    }
    if input.leave_owing {
        return Ok(());
    }
    // Who may not allow it has no field for it.
    let field = if by.also::<LeaveOwing>().is_ok() { "leave_owing" } else { "" };
    Err(Error::field(field, Key::ReleasesOwing))
}

async fn collector_name(tx: &mut Tx, intake: &Intake, input: &ReleaseInput) -> Result<String> {
    if !input.collector_name.trim().is_empty() {
        return Ok(input.collector_name.trim().to_owned());
    }
    if input.collector == Some(Collector::Nobody) {
        return Ok(String::new());
    }
    let deposit = deposits::find(tx, Scope::Shop, intake.deposit_id).await?;
    match (input.collector, deposit.contact_id) {
        (Some(Collector::Contact), Some(contact)) => Ok(clients::contact(tx, Scope::Shop, contact).await?.name),
        _ => Ok(clients::find(tx, Scope::Shop, intake.client_id).await?.name),
    }
}
