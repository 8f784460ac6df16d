//! Shipments: the equipment of a file goes to a partner and comes back, or is lost.
//!
//! Every verb locks the file first; the file's state follows, the file says what is allowed.

pub mod api;
mod form_view;
mod list;
mod model;
mod store;
pub mod view;
pub mod web;

pub use list::{ShipmentFilter, ShipmentLine, Tab};
pub use model::{
    ErasureConsent, MOVES, ReceptionInput, Shipment, ShipmentEvent, ShipmentInput, ShipmentResult, ShipmentState,
};

use crate::{
    amendments,
    app::Tx,
    equipment,
    events::Event,
    intakes::{self, Hold, Intake, Outcome, State, Step},
    interventions,
    kernel::{
        actor::Actor,
        db::{Conn, OnUnique as _},
        error::{Error, Result},
        id::{Id as _, IntakeId, PartnerId, ShipmentId},
        page::{After, Page},
        time::Day,
    },
    lang::Key,
    partners::{self, PartnerInput},
    quotes,
    settings::{self, Series, Settings},
    users::rights::{ClientsEdit, InterventionsEdit, LoseShipment, May, Scope, ShipmentsEdit},
};

/// One shipment, also a cancelled one.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: ShipmentId) -> Result<Shipment> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// A page of shipments: what is out, the latest first, else newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, _scope: Scope, filter: &ShipmentFilter) -> Result<Page<ShipmentLine>> {
    let tab = Tab::of(&filter.state);
    let partner = filter.partner.parse::<PartnerId>().ok();
    let rows = store::list(conn, tab, &filter.q, partner, After::parse(&filter.after)).await?;
    Ok(Page::cut(rows, |line| {
        let s = &line.shipment;
        let expected = s.expected_on.map_or(store::NO_DAY, Day::number);
        After { value: if tab.by_expected() { expected } else { s.prepared_at.ms() }, id: s.id.raw() }
    }))
}

/// The shipments of a file, the latest first, also the cancelled.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Vec<Shipment>> {
    store::of_intake(conn, intake).await
}

/// Refuses a new shipment of a file that cannot leave or has an open one, saying why.
///
/// # Errors
/// [`Error::Conflict`].
pub async fn may_prepare(conn: &mut Conn, intake: &Intake) -> Result<()> {
    intake.allows(Step::Dispatch)?;
    if store::of_intake(conn, intake.id).await?.iter().any(Shipment::is_open) {
        return Err(Error::conflict(Key::ShipmentsAnotherOpen));
    }
    Ok(())
}

/// Prepares a shipment; the state of the file does not change yet. A partner who is not known is recorded with it.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when the file cannot leave or has an open shipment.
pub async fn prepare(
    tx: &mut Tx,
    by: &May<ShipmentsEdit>,
    settings: &Settings,
    intake: IntakeId,
    input: &ShipmentInput,
) -> Result<ShipmentId> {
    let intake = intakes::lock(tx, by.scope(), intake).await?;
    input.check().or(())?;
    not_past(tx, settings, input, None)?;
    may_prepare(tx, &intake).await?;
    let partner = partner_of(tx, by, settings, input).await?;
    let now = tx.now();
    let blank = Shipment {
        id: tx.new_id(),
        number: String::new(),
        intake_id: intake.id,
        partner_id: partner,
        partner_name: String::new(),
        state: ShipmentState::Prepared,
        carrier: None,
        tracking_number: None,
        contents: None,
        seal: None,
        erasure_consent: ErasureConsent::AskedNot,
        under_warranty_since: None,
        prepared_at: now,
        prepared_by: by.user(),
        dispatched_at: None,
        dispatched_by: None,
        expected_on: None,
        ended_at: None,
        ended_by: None,
        result: None,
        work_done: None,
        cost: None,
        new_serial: None,
        old_serial: None,
        lost_reason: None,
        cancelled_at: None,
        version: 1,
    };
    let number = settings::draw_number(tx, settings, Series::Shipment, now).await?;
    let shipment = Shipment { number, ..input.fill(blank, partner, now) };
    store::insert(tx, &shipment).await.on_unique(|| Error::conflict(Key::ShipmentsAnotherOpen))?;
    tx.record(by, Event::ShipmentPrepared { shipment: shipment.id, intake: intake.id })?;
    Ok(shipment.id)
}

/// The chosen partner, else the one of that name, else a new one.
async fn partner_of(
    tx: &mut Tx,
    by: &May<ShipmentsEdit>,
    settings: &Settings,
    input: &ShipmentInput,
) -> Result<PartnerId> {
    if let Some(id) = input.partner_id {
        return Ok(partners::find(tx, by.scope(), id).await?.id);
    }
    if let Some(known) = partners::by_name(tx, by.scope(), &input.partner_name).await? {
        return Ok(known.id);
    }
    let new = PartnerInput { name: input.partner_name.clone(), ..PartnerInput::default() };
    partners::create(tx, by, settings, &new).await
}

/// A shipment with its file, which is locked first, when `event` may happen to it.
async fn locked(tx: &mut Tx, scope: Scope, id: ShipmentId, event: ShipmentEvent) -> Result<(Shipment, Intake)> {
    let file = find(tx, scope, id).await?.intake_id;
    let intake = intakes::lock(tx, scope, file).await?;
    let shipment = find(tx, scope, id).await?;
    match shipment.refusal(event) {
        Some(why) => Err(Error::conflict(why)),
        None => Ok((shipment, intake)),
    }
}

/// Nothing is expected back before today; a day that has gone by since it was typed may stay.
fn not_past(tx: &Tx, settings: &Settings, input: &ShipmentInput, before: Option<Day>) -> Result<()> {
    let today = tx.now().day(&settings.zone());
    match input.expected_on {
        Some(day) if day < today && Some(day) != before => Err(Error::field("expected_on", Key::ShipmentsExpectedPast)),
        _ => Ok(()),
    }
}

/// Corrects a prepared shipment that was read with `version`; what it was stays readable.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when it left, or someone else changed it meanwhile.
pub async fn change(
    tx: &mut Tx,
    by: &May<ShipmentsEdit>,
    settings: &Settings,
    id: ShipmentId,
    version: i64,
    input: &ShipmentInput,
) -> Result<()> {
    let (before, intake) = locked(tx, by.scope(), id, ShipmentEvent::Change).await?;
    input.check().or(())?;
    not_past(tx, settings, input, before.expected_on)?;
    let partner = partner_of(tx, by, settings, input).await?;
    let after = Shipment { version: version + 1, ..input.fill(before.clone(), partner, tx.now()) };
    if !store::save(tx, &after, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    amendments::keep(tx, by, &format!("shipment:{id}"), version, &before).await?;
    tx.record(by, Event::ShipmentChanged { shipment: id, intake: intake.id })
}

/// A prepared shipment will not leave; it keeps its number.
///
/// # Errors
/// [`Error::Conflict`] when it left or was cancelled already.
pub async fn cancel(tx: &mut Tx, by: &May<ShipmentsEdit>, id: ShipmentId) -> Result<()> {
    let (_, intake) = locked(tx, by.scope(), id, ShipmentEvent::Cancel).await?;
    end_prepared(tx, by.actor(), intake.id, id).await
}

/// Cancels the prepared shipment of a locked file that ends; the caller moves the file.
///
/// # Errors
/// When the database refuses.
pub async fn cancel_prepared(tx: &mut Tx, by: Actor, intake: IntakeId) -> Result<()> {
    let all = store::of_intake(tx, intake).await?;
    match all.iter().find(|shipment| shipment.is_open() && shipment.state == ShipmentState::Prepared) {
        Some(prepared) => end_prepared(tx, by, intake, prepared.id).await,
        None => Ok(()),
    }
}

async fn end_prepared(tx: &mut Tx, by: Actor, intake: IntakeId, id: ShipmentId) -> Result<()> {
    let now = tx.now();
    if !store::cancel(tx, id, now).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::ShipmentCancelled { shipment: id, intake })
}

/// A prepared shipment leaves, and with it the file is away.
///
/// # Errors
/// [`Error::Conflict`] when it left already, or the file cannot leave.
pub async fn dispatch(tx: &mut Tx, by: &May<ShipmentsEdit>, id: ShipmentId) -> Result<()> {
    let (_, intake) = locked(tx, by.scope(), id, ShipmentEvent::Dispatch).await?;
    intake.allows(Step::Dispatch)?;
    let now = tx.now();
    if !store::dispatch(tx, id, now, by.user()).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    intakes::advance(tx, by.actor(), &intake, |file| file.state = State::Shipped).await?;
    tx.record(by, Event::ShipmentDispatched { shipment: id, intake: intake.id })
}

/// A shipment comes back: the work goes on where it stood, or ends in the same act. After an exchange the equipment gets its new serial number.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when it is not out.
pub async fn receive(
    tx: &mut Tx,
    by: &May<ShipmentsEdit>,
    settings: &Settings,
    id: ShipmentId,
    input: &ReceptionInput,
) -> Result<()> {
    let (shipment, intake) = locked(tx, by.scope(), id, ShipmentEvent::Receive).await?;
    input.check().or(())?;
    intake.allows(Step::Receive)?;
    let result = input.result.ok_or_else(|| Error::field("result", Key::ErrorChoose))?;
    let mut after = Shipment {
        state: ShipmentState::Received,
        ended_at: Some(tx.now()),
        ended_by: by.user(),
        result: Some(result),
        work_done: model::some(&input.work_done),
        cost: input.cost,
        ..shipment
    };
    if result == ShipmentResult::Exchanged {
        let may = by.also::<ClientsEdit>()?;
        after.old_serial = equipment::exchange(tx, &may, intake.equipment_id, &input.new_serial).await?;
        after.new_serial = model::some(&input.new_serial);
    }
    if !store::end(tx, &after).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    let goes_on = store::open_intervention(tx, intake.id).await?.is_some();
    intakes::advance(tx, by.actor(), &intake, |file| {
        file.state = if goes_on { State::InProgress } else { State::AwaitingIntervention };
    })
    .await?;
    tx.record(by, Event::ShipmentReceived { shipment: id, intake: intake.id, result: result.to_string() })?;
    match input.outcome {
        Some(outcome) => complete(tx, by, settings, intake.id, outcome).await,
        None => Ok(()),
    }
}

/// Ends the work of a file that just came back, in the same act; a sheet is opened when there was none.
async fn complete(
    tx: &mut Tx,
    by: &May<ShipmentsEdit>,
    settings: &Settings,
    intake: IntakeId,
    outcome: Outcome,
) -> Result<()> {
    let by = by.also::<InterventionsEdit>()?;
    let sheet = match interventions::of_intake(tx, by.scope(), intake).await? {
        Some(sheet) => sheet.intervention.id,
        None => interventions::open(tx, &by, settings, intake, None).await?,
    };
    quotes::complete(tx, &by, sheet, outcome).await.map(|_| ())
}

/// A shipment will not come back: the file ends with the outcome `lost`.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] when it is not out.
pub async fn lose(tx: &mut Tx, by: &May<LoseShipment>, id: ShipmentId, reason: &str) -> Result<()> {
    let (shipment, intake) = locked(tx, by.scope(), id, ShipmentEvent::Lose).await?;
    let reason = model::needed("reason", reason)?;
    intake.allows(Step::Lose)?;
    let now = tx.now();
    let after = Shipment {
        state: ShipmentState::Lost,
        ended_at: Some(now),
        ended_by: by.user(),
        lost_reason: Some(reason),
        ..shipment
    };
    if !store::end(tx, &after).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    intakes::advance(tx, by.actor(), &intake, |file| {
        file.state = State::Completed;
        file.hold = Hold::None;
        file.outcome = Some(Outcome::Lost);
        file.completed_at = Some(now);
    })
    .await?;
    tx.record(by, Event::ShipmentLost { shipment: id, intake: intake.id })
}
