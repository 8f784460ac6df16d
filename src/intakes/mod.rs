//! Intakes: the voucher of one equipment of a deposit, and the state of its repair file.
//!
//! Every verb on a repair file begins with [`lock`]; states change through [`advance`] alone, which keeps the spans.

pub mod api;
pub mod list;
mod model;
mod store;
pub mod view;
pub mod web;

pub use model::{Hold, Intake, IntakeInput, MOVES, Outcome, Ruling, State, Step, Warranty, counted};
pub use store::Span;

use crate::{
    amendments,
    app::Tx,
    events::Event,
    kernel::{
        actor::Actor,
        db::{Conn, Json},
        error::{Error, Faults, Result},
        fold::is_blank,
        id::{ClientId, DepositId, EquipmentId, Id as _, IntakeId},
        time::{At, Day},
    },
    lang::Key,
    priority::Priority,
    search::{self, Subject, Words},
    settings::{self, Series, Settings},
    users::rights::{BigDiscount, CodeReveal, IntakesEdit, InterventionsEdit, May, Scope, VoidVoucher},
    words,
};

words! {
    /// How a device is unlocked.
    pub enum CodeKind {
        /// Digits or letters.
        Pin = "pin" => code_pin,
        /// A pattern on nine dots, as the digits 1 to 9 in order.
        Pattern = "pattern" => code_pattern,
    }
}

/// One intake.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: IntakeId) -> Result<Intake> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// One intake by the number of its voucher.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn by_number(conn: &mut Conn, _scope: Scope, number: &str) -> Result<Intake> {
    store::by_number(conn, number.trim()).await?.ok_or(Error::NotFound)
}

/// The intakes of one deposit.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_deposit(conn: &mut Conn, deposit: DepositId) -> Result<Vec<Intake>> {
    store::of_deposit(conn, deposit).await
}

/// Reads an intake and holds it until the transaction ends: of two people on one file the second waits here.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn lock(tx: &mut Tx, _scope: Scope, id: IntakeId) -> Result<Intake> {
    let now = tx.now();
    store::lock(tx, id, now).await?.ok_or(Error::NotFound)
}

/// The stretches of time a file spent in each (state, hold), oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn spans(conn: &mut Conn, id: IntakeId) -> Result<Vec<Span>> {
    store::spans(conn, id).await
}

/// An earlier file of this equipment whose repair is still under warranty.
///
/// # Errors
/// When the database cannot be read.
pub async fn under_repair_warranty(conn: &mut Conn, equipment: EquipmentId, day: Day) -> Result<Option<Intake>> {
    store::under_repair_warranty(conn, equipment, day).await
}

/// The latest file of an equipment: one that comes back is linked to it.
///
/// # Errors
/// When the database cannot be read.
pub async fn latest_of(conn: &mut Conn, equipment: EquipmentId) -> Result<Option<Intake>> {
    store::latest_of(conn, equipment).await
}

/// What a new intake belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Belongs<'a> {
    /// The deposit.
    pub deposit: DepositId,
    /// Whose.
    pub client: ClientId,
    /// What.
    pub equipment: EquipmentId,
    /// When it came.
    pub deposited_at: At,
    /// In another system: what tells it again, and what was read.
    pub source: Option<(&'a str, &'a str)>,
}

/// Records an intake; its number is drawn last.
///
/// # Errors
/// When the database refuses.
pub async fn record(
    tx: &mut Tx,
    by: &May<IntakesEdit>,
    settings: &Settings,
    of: Belongs<'_>,
    input: &IntakeInput,
) -> Result<IntakeId> {
    let text = |t: &str| Some(t.trim().to_owned()).filter(|t| !t.is_empty());
    let id = tx.new_id();
    let number = settings::draw_number(tx, settings, Series::Intake, of.deposited_at).await?;
    let intake = Intake {
        id,
        number,
        deposit_id: of.deposit,
        client_id: of.client,
        equipment_id: of.equipment,
        state: State::AwaitingIntervention,
        hold: Hold::None,
        outcome: None,
        priority: input.priority.unwrap_or(Priority::Normal),
        technician_id: None,
        fault: input.fault.trim().to_owned(),
        requested: text(&input.requested),
        accessories: Json(input.accessories.iter().filter_map(|a| text(a)).collect()),
        condition: text(&input.condition),
        warranty: input.warranty.unwrap_or(Warranty::None),
        warranty_until: input.warranty_until,
        warranty_invoice: text(&input.warranty_invoice),
        warranty_bought: input.warranty_bought,
        warranty_seller: text(&input.warranty_seller),
        warranty_ruling: None,
        parent_id: input.parent_id,
        promised_at: input.promised_at,
        spending_limit: input.spending_limit,
        shelf: text(&input.shelf),
        deposited_at: of.deposited_at,
        completed_at: None,
        released_at: None,
        repair_warranty_until: None,
        voided_at: None,
        void_reason: None,
        tracking_epoch: 1,
        version: 1,
    };
    let now = tx.now();
    store::insert(tx, &intake, now, of.source.map(|s| s.0), of.source.map(|s| s.1)).await?;
    search::add(tx, Subject::Intake, id, &Words::new().number(&intake.number)).await?;
    let span = tx.new_id();
    store::begin_span(tx, span, id, counted(intake.state, intake.hold), of.deposited_at).await?;
    tx.record(by, Event::IntakeRecorded { intake: id, deposit: of.deposit })?;
    Ok(id)
}

/// Writes anew what some intakes after `after` are found by; the last of them, nothing when there are none.
///
/// # Errors
/// When the database refuses.
pub async fn index_after(conn: &mut Conn, after: i64) -> Result<Option<i64>> {
    let rows = store::numbers_after(conn, after).await?;
    for (id, number) in &rows {
        search::replace(conn, Subject::Intake, *id, &Words::new().number(number)).await?;
    }
    Ok(rows.last().map(|(id, _)| id.raw()))
}

/// Whether something of another system is here already.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_imported(conn: &mut Conn, source: &str) -> Result<bool> {
    Ok(store::by_source(conn, source).await?.is_some())
}

/// Moves a locked intake: `change` sets state, hold and what goes with them. Ends the running span and begins the next
/// when what is counted changes.
///
/// # Errors
/// [`Error::Conflict`] when someone else moved it first.
pub async fn advance(tx: &mut Tx, by: Actor, before: &Intake, change: impl FnOnce(&mut Intake)) -> Result<Intake> {
    let mut after = before.clone();
    change(&mut after);
    if !store::advance(tx, &after, before.state).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    let (was, is) = (counted(before.state, before.hold), counted(after.state, after.hold));
    if was != is {
        let (id, now) = (tx.new_id(), tx.now());
        store::end_span(tx, before.id, now).await?;
        store::begin_span(tx, id, before.id, is, now).await?;
    }
    if before.hold != after.hold {
        let (from, to) = (before.hold.to_string(), after.hold.to_string());
        tx.record(by, Event::HoldChanged { intake: before.id, from, to })?;
    }
    if after.state == State::Released {
        store::erase_code(tx, after.id).await?;
    }
    Ok(after)
}

/// Amends the voucher that was read with `version`; what it was stays readable.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when someone else amended it, or it is released or void.
pub async fn amend(tx: &mut Tx, by: &May<IntakesEdit>, id: IntakeId, version: i64, input: &IntakeInput) -> Result<()> {
    let before = lock(tx, by.scope(), id).await?;
    input.check("", before.deposited_at).or(())?;
    if before.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsVoided));
    }
    if before.state == State::Released {
        return Err(Error::conflict(Key::IntakesIsReleased));
    }
    let warranty = input.warranty.unwrap_or(Warranty::None);
    let parent_id = if warranty == Warranty::Repair && before.warranty != warranty {
        let day = before.deposited_at.day(&settings::current(tx).await?.zone());
        let earlier = store::under_repair_warranty(tx, before.equipment_id, day).await?;
        Some(earlier.ok_or_else(|| Error::field("warranty", Key::DepositsNoRepairWarranty))?.id)
    } else {
        before.parent_id
    };
    let text = |t: &str| Some(t.trim().to_owned()).filter(|t| !t.is_empty());
    let after = Intake {
        parent_id,
        // A ruling is about the warranty that was claimed.
        warranty_ruling: before.warranty_ruling.filter(|_| warranty == before.warranty),
        priority: input.priority.unwrap_or(before.priority),
        fault: input.fault.trim().to_owned(),
        requested: text(&input.requested),
        accessories: Json(input.accessories.iter().filter_map(|a| text(a)).collect()),
        condition: text(&input.condition),
        warranty,
        warranty_until: input.warranty_until,
        warranty_invoice: text(&input.warranty_invoice),
        warranty_bought: input.warranty_bought,
        warranty_seller: text(&input.warranty_seller),
        promised_at: input.promised_at,
        spending_limit: input.spending_limit,
        shelf: text(&input.shelf),
        version: version + 1,
        ..before.clone()
    };
    // Saved as it was read: nothing to sign again.
    if before.version == version && after == (Intake { version: after.version, ..before.clone() }) {
        return Ok(());
    }
    if !store::amend(tx, &after, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    amendments::keep(tx, by, &format!("intake:{id}"), version, &before).await?;
    tx.record(by, Event::IntakeAmended { intake: id, version: version + 1 })
}

/// Decides whether a return is covered by the warranty of an earlier repair.
///
/// # Errors
/// [`Error::Conflict`] when it is not a return under warranty, or is released.
pub async fn rule_on_warranty(tx: &mut Tx, by: &May<InterventionsEdit>, id: IntakeId, ruling: Ruling) -> Result<()> {
    let before = lock(tx, by.scope(), id).await?;
    if before.warranty == Warranty::None {
        return Err(Error::conflict(Key::IntakesNoWarranty));
    }
    if before.state == State::Released || before.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsReleased));
    }
    // Once the work is priced, what the warranty pays is a gift: a manager's.
    if before.state == State::Completed && by.also::<BigDiscount>().is_err() {
        return Err(Error::conflict(Key::IntakesRuledTooLate));
    }
    let version = before.version;
    let after = Intake { warranty_ruling: Some(ruling), version: version + 1, ..before.clone() };
    store::amend(tx, &after, version).await?;
    amendments::keep(tx, by, &format!("intake:{id}"), version, &before).await?;
    tx.record(by, Event::WarrantyRuled { intake: id, ruling: ruling.to_string() })
}

/// Voids a voucher recorded by mistake: it keeps its number and leaves every list, count and move.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] when it is void already, away or given back.
pub async fn void(tx: &mut Tx, by: &May<VoidVoucher>, id: IntakeId, reason: &str) -> Result<()> {
    let intake = lock(tx, by.scope(), id).await?;
    let mut faults = Faults::new();
    faults.reason(reason);
    faults.or(())?;
    match intake.state {
        State::Shipped => return Err(Error::conflict(Key::IntakesIsAway)),
        State::Released => return Err(Error::conflict(Key::IntakesIsReleased)),
        _ => {}
    }
    let now = tx.now();
    if !store::void(tx, id, now, by.user(), reason.trim()).await? {
        return Err(Error::conflict(Key::IntakesIsVoided));
    }
    store::end_span(tx, id, now).await?;
    store::erase_code(tx, id).await?;
    tx.record(by, Event::IntakeVoided { intake: id })
}

/// Whether a code is one that can be kept: at most 64 characters; a pattern is 4 to 9 digits from 1 to 9, none
/// twice, as phones draw it.
pub fn code_is_readable(kind: CodeKind, code: &str) -> bool {
    let code = code.trim();
    let dots = (4..=9).contains(&code.len())
        && code.bytes().enumerate().all(|(n, b)| (b'1'..=b'9').contains(&b) && !code.as_bytes()[..n].contains(&b));
    !is_blank(code) && code.chars().count() <= 64 && (kind == CodeKind::Pin || dots)
}

/// Keeps an unlock code, encrypted.
///
/// # Errors
/// [`Error::Invalid`] for an empty or unreadable one; [`Error::Conflict`] when the file is closed.
pub async fn type_code(tx: &mut Tx, by: &May<IntakesEdit>, id: IntakeId, kind: CodeKind, code: &str) -> Result<()> {
    let intake = lock(tx, by.scope(), id).await?;
    if intake.state == State::Released || intake.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsReleased));
    }
    let code = code.trim();
    if !code_is_readable(kind, code) {
        return Err(Error::field("code", Key::IntakesCodeShape));
    }
    let sealed = tx.app().key().seal(&format!("intake {id}"), code);
    let now = tx.now();
    store::seal_code(tx, id, kind.as_str(), &sealed, now, by.user()).await?;
    tx.record(by, Event::CodeTyped { intake: id })
}

/// Whether a file has an unlock code.
///
/// # Errors
/// When the database cannot be read.
pub async fn has_code(conn: &mut Conn, id: IntakeId) -> Result<bool> {
    Ok(store::sealed_code(conn, id).await?.is_some())
}

/// Shows an unlock code; that it was shown is an event.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn reveal_code(tx: &mut Tx, by: &May<CodeReveal>, id: IntakeId) -> Result<(CodeKind, String)> {
    lock(tx, by.scope(), id).await?;
    let (kind, sealed) = store::sealed_code(tx, id).await?.ok_or(Error::NotFound)?;
    let code = tx
        .app()
        .key()
        .open(&format!("intake {id}"), &sealed)
        .ok_or_else(|| Error::internal("an unlock code of another key"))?;
    tx.record(by, Event::CodeRevealed { intake: id })?;
    Ok((CodeKind::parse(&kind).ok_or(Error::NotFound)?, code))
}

/// Makes the printed tracking links of a file die.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn renew_tracking(tx: &mut Tx, by: &May<IntakesEdit>, id: IntakeId) -> Result<()> {
    lock(tx, by.scope(), id).await?;
    store::raise_epoch(tx, id).await?;
    tx.record(by, Event::TrackingRenewed { intake: id })
}
