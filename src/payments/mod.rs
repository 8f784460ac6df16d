//! Payments: money in and out on a repair file, as rows that are never changed. What is due is not known here.

pub mod api;
mod model;
mod store;
pub mod view;
pub mod web;

pub use model::{
    DaySums, Means, MeansSum, Payment, PaymentFilter, PaymentInput, PaymentKind, PaymentLine, RefundInput,
    ReversalInput, UserSum,
};

use crate::{
    app::Tx,
    documents::{self, Kind},
    events::Event,
    intakes::{self, Intake, State},
    kernel::{
        db::{Conn, OnUnique as _},
        error::{Error, Result},
        id::{ClosingId, DocumentId, Id as _, IntakeId, PaymentId, UserId},
        money::Money,
        page::{After, Page},
        time::Day,
    },
    lang::Key,
    printers::{self, Place, Slot},
    settings::{self, Series, Settings},
    users::{
        self,
        rights::{May, PaymentsTake, Refund, Scope},
    },
};

/// One payment.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: PaymentId) -> Result<Payment> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// The payments of a repair file, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Vec<Payment>> {
    store::of_intake(conn, intake).await
}

/// What was paid on a repair file: the sum of its rows.
///
/// # Errors
/// When the database cannot be read.
pub async fn paid(conn: &mut Conn, intake: IntakeId) -> Result<Money> {
    store::paid(conn, intake).await
}

/// A page of the payments of a day, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, _scope: Scope, day: Day, after: &str) -> Result<Page<PaymentLine>> {
    let after = After::parse(after).unwrap_or(After { value: day.number(), id: i64::MAX });
    let rows = store::list(conn, day, after).await?;
    Ok(Page::cut(rows, |row| After { value: row.payment.day.number(), id: row.payment.id.raw() }))
}

/// The sums of a day by means and by person.
///
/// # Errors
/// When the database cannot be read.
pub async fn day_sums(conn: &mut Conn, _scope: Scope, day: Day) -> Result<DaySums> {
    let by_means = store::sums_by_means(conn, day).await?;
    let by_user = store::sums_by_user(conn, day).await?;
    Ok(DaySums { day, total: by_means.iter().map(|sum| sum.received + sum.returned).sum(), by_means, by_user })
}

/// The rows of a drawer that no closing counted yet, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn not_closed(conn: &mut Conn, _scope: Scope, user: UserId) -> Result<Vec<PaymentLine>> {
    store::not_closed(conn, user).await
}

/// The rows that a closing counted, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_closing(conn: &mut Conn, _scope: Scope, closing: ClosingId) -> Result<Vec<PaymentLine>> {
    store::of_closing(conn, closing).await
}

/// The latest receipt of a file, when the shop prints receipts by itself.
///
/// # Errors
/// When the database cannot be read.
pub async fn receipt_to_print(conn: &mut Conn, intake: IntakeId) -> Result<Option<DocumentId>> {
    let (plan, _) = printers::plan(conn).await?;
    if plan.place(Slot::PaymentClient, &printers::all(conn, Scope::Shop).await?) == Place::Nowhere {
        return Ok(None);
    }
    let receipts = documents::of_intake(conn, intake).await?.into_iter();
    let sound = receipts.filter(|document| document.kind == Kind::Payment && document.voided_at.is_none());
    Ok(sound.max_by_key(|document| (document.issued_at, document.id)).map(|document| document.id))
}

/// Takes money. On a released file only a balance: companies may leave owing.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] on a void file, or for a deposit on a released one.
pub async fn take(
    tx: &mut Tx,
    by: &May<PaymentsTake>,
    settings: &Settings,
    intake: IntakeId,
    input: &PaymentInput,
) -> Result<PaymentId> {
    let intake = intakes::lock(tx, by.scope(), intake).await?;
    input.check().or(())?;
    let (Some(kind), Some(means), Some(amount)) = (input.kind, input.means, input.amount) else {
        return Err(Error::Invalid(input.check()));
    };
    if intake.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsVoided));
    }
    if intake.state == State::Released && kind == PaymentKind::Deposit {
        return Err(Error::conflict(Key::PaymentsDepositReleased));
    }
    let mut payment = begin(tx, by.user(), settings, &intake, (kind, means), amount);
    payment.reference = model::some(&input.reference);
    let id = keep(tx, settings, payment, by.user()).await?;
    tx.record(by, Event::PaymentTaken { payment: id, intake: intake.id, amount })?;
    Ok(id)
}

/// Gives money back, no more than was paid; also on a void or released file, where it may have been left.
///
/// # Errors
/// [`Error::Invalid`].
pub async fn refund(
    tx: &mut Tx,
    by: &May<Refund>,
    settings: &Settings,
    intake: IntakeId,
    input: &RefundInput,
) -> Result<PaymentId> {
    let intake = intakes::lock(tx, by.scope(), intake).await?;
    input.check().or(())?;
    let (Some(means), Some(amount)) = (input.means, input.amount) else {
        return Err(Error::Invalid(input.check()));
    };
    if amount > paid(tx, intake.id).await? {
        return Err(Error::field("amount", Key::PaymentsRefundTooMuch));
    }
    let drawer = match input.drawer {
        Some(user) => Some(whose(tx, user).await?),
        None => by.user(),
    };
    let out = amount.negated();
    let mut payment = begin(tx, by.user(), settings, &intake, (PaymentKind::Refund, means), out);
    payment.reference = model::some(&input.reference);
    payment.reason = model::some(&input.reason);
    let id = keep(tx, settings, payment, drawer).await?;
    tx.record(by, Event::PaymentRefunded { payment: id, intake: intake.id, amount: out })?;
    Ok(id)
}

/// Someone whose drawer money may be taken out of.
async fn whose(tx: &mut Tx, user: UserId) -> Result<UserId> {
    match users::find(tx, user).await {
        Ok(user) if user.deactivated_at.is_none() => Ok(user.id),
        Ok(_) | Err(Error::NotFound) => Err(Error::field("drawer", Key::ErrorChoose)),
        Err(e) => Err(e),
    }
}

/// Corrects a payment or a refund by a row of exactly the opposite amount, on whatever file it is. It belongs to the drawer of
/// the row it takes back.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] for a reversal, or what was reversed already.
pub async fn reverse(
    tx: &mut Tx,
    by: &May<Refund>,
    settings: &Settings,
    id: PaymentId,
    input: &ReversalInput,
) -> Result<PaymentId> {
    let file = find(tx, by.scope(), id).await?.intake_id;
    let intake = intakes::lock(tx, by.scope(), file).await?;
    // Read again under the lock: someone may just have reversed it.
    let wrong = find(tx, by.scope(), id).await?;
    input.check().or(())?;
    if wrong.kind == PaymentKind::Reversal {
        return Err(Error::conflict(Key::PaymentsIsReversal));
    }
    if wrong.reversed_by.is_some() {
        return Err(Error::conflict(Key::PaymentsReversedAlready));
    }
    let amount = wrong.amount.negated();
    if amount < Money::ZERO && paid(tx, file).await? + amount < Money::ZERO {
        return Err(Error::conflict(Key::PaymentsRefundedAlready));
    }
    let mut payment = begin(tx, by.user(), settings, &intake, (PaymentKind::Reversal, wrong.means), amount);
    payment.currency = wrong.currency;
    payment.reference = wrong.reference;
    payment.reverses_id = Some(id);
    payment.reason = model::some(&input.reason);
    let drawer = store::drawer_of(tx, id).await?;
    let made = keep(tx, settings, payment, drawer).await?;
    tx.record(by, Event::PaymentReversed { payment: made, intake: intake.id, amount })?;
    Ok(made)
}

/// A row of today, without a number yet.
fn begin(
    tx: &Tx,
    by: Option<UserId>,
    settings: &Settings,
    intake: &Intake,
    (kind, means): (PaymentKind, Means),
    amount: Money,
) -> Payment {
    let at = tx.now();
    Payment {
        id: tx.new_id(),
        number: String::new(),
        intake_id: intake.id,
        client_id: intake.client_id,
        kind,
        means,
        amount,
        currency: settings.shop.currency.code.clone(),
        reference: None,
        reverses_id: None,
        reason: None,
        day: at.day(&settings.zone()),
        at,
        by_user: by,
        by_name: None,
        reversed_by: None,
    }
}

/// Draws the number, last, and writes the row, into someone's drawer unless the system did it.
async fn keep(tx: &mut Tx, settings: &Settings, payment: Payment, drawer: Option<UserId>) -> Result<PaymentId> {
    let number = settings::draw_number(tx, settings, Series::Payment, payment.at).await?;
    let payment = Payment { number, ..payment };
    store::insert(tx, &payment).await.on_unique(|| Error::conflict(Key::PaymentsReversedAlready))?;
    if let Some(user) = drawer {
        store::insert_drawer_row(tx, payment.id, user).await?;
    }
    Ok(payment.id)
}
