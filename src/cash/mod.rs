//! The cash of each person: what their drawer should hold since it was last counted, and its closing by a manager, with the
//! differences said. Money itself comes and goes in `payments`.

pub mod api;
mod model;
mod store;
pub mod view;
pub mod web;

pub use model::{Closing, ClosingInput, ClosingSum, Counted, Drawer, DrawerLine, VoidClosing, expected};

use crate::{
    app::Tx,
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{ClosingId, Id as _, UserId},
        money::Money,
        page::{After, Page},
    },
    lang::Key,
    settings::{self, Series, Settings},
    users::{
        self,
        rights::{CashClose, May, PaymentsTake, Scope},
    },
};

/// What a person's drawer should hold.
///
/// # Errors
/// When the database cannot be read.
pub async fn drawer(conn: &mut Conn, _scope: Scope, user: UserId) -> Result<Drawer> {
    let float = store::float(conn, user).await?;
    let sums = store::open_sums(conn, user).await?;
    let closed = store::last(conn, user).await?;
    Ok(Drawer::new(float, sums, store::open_span(conn, user).await?, closed))
}

/// Every drawer with rows that are not closed, or with cash that was left in it, by name.
///
/// # Errors
/// When the database cannot be read.
pub async fn open(conn: &mut Conn, _by: &May<CashClose>) -> Result<Vec<DrawerLine>> {
    store::open(conn).await
}

/// Closings, newest first: one's own, and everybody's for who may close.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, by: &May<PaymentsTake>, after: &str) -> Result<Page<Closing>> {
    let after = After::parse(after).unwrap_or(After { value: 0, id: i64::MAX });
    let rows = store::list(conn, only(by), after).await?;
    Ok(Page::cut(rows, |closing| After { value: 0, id: closing.id.raw() }))
}

/// Whose closings someone may see, when not everybody's.
fn only(by: &May<PaymentsTake>) -> Option<UserId> {
    if by.also::<CashClose>().is_ok() { None } else { by.user() }
}

/// One closing with what was counted.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's and the reader may not close.
pub async fn find(conn: &mut Conn, by: &May<PaymentsTake>, id: ClosingId) -> Result<Counted> {
    let counted = counted(conn, id).await?;
    match only(by) {
        Some(user) if user != counted.closing.user_id => Err(Error::NotFound),
        _ => Ok(counted),
    }
}

/// One closing, for its paper.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn counted(conn: &mut Conn, id: ClosingId) -> Result<Counted> {
    let closing = store::find(conn, id).await?.ok_or(Error::NotFound)?;
    Ok(Counted { closing, sums: store::sums(conn, id).await? })
}

/// Closes a drawer: every row that no closing counted yet, against what was counted.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when there is nothing to close, or rows came or went since it was counted.
pub async fn close(
    tx: &mut Tx,
    by: &May<CashClose>,
    settings: &Settings,
    user: UserId,
    input: &ClosingInput,
) -> Result<ClosingId> {
    // Two who count what was left in it wait for each other.
    users::lock(tx, user).await?;
    let owner = users::find(tx, user).await?;
    let drawer = drawer(tx, by.scope(), user).await?;
    // Cash that was left is counted and handed over without a row as well.
    if drawer.count == 0 && drawer.float == Money::ZERO {
        return Err(Error::conflict(Key::CashNothing));
    }
    if !input.stamp.is_empty() && input.stamp != drawer.stamp {
        return Err(Error::conflict(Key::CashMovedMeanwhile));
    }
    input.check(&drawer).or(())?;
    let (id, now) = (tx.new_id(), tx.now());
    let closed_by = by.user().ok_or(Error::Forbidden)?;
    let differs = !drawer.differences(input).is_empty();
    let closing = Closing {
        id,
        number: settings::draw_number(tx, settings, Series::Closing, now).await?,
        user_id: owner.id,
        user_name: owner.name,
        day: now.day(&settings.zone()),
        float_before: drawer.float,
        float_after: input.float_after.unwrap_or(Money::ZERO),
        count: drawer.count,
        first_at: drawer.first_at.unwrap_or(now),
        last_at: drawer.last_at.unwrap_or(now),
        reason: Some(input.reason.trim().to_owned()).filter(|reason| differs && !reason.is_empty()),
        closed_at: now,
        closed_by,
        closer_name: String::new(),
        voided_at: None,
        void_reason: None,
        difference: Money::ZERO,
    };
    keep(tx, &closing, &drawer, input).await?;
    tx.record(by, Event::CashClosed { closing: id, user })?;
    Ok(id)
}

async fn keep(tx: &mut Tx, closing: &Closing, drawer: &Drawer, input: &ClosingInput) -> Result<()> {
    store::insert(tx, closing).await?;
    for sum in &drawer.sums {
        let counted = input.counted(sum.means).unwrap_or(Money::ZERO);
        store::insert_sum(tx, closing.id, &ClosingSum { sum: sum.clone(), counted }).await?;
    }
    // Somebody else may just have closed them, and what came meanwhile is not in the sums.
    let closed = match drawer.last_id {
        Some(last) => store::close_rows(tx, closing.id, closing.user_id, last).await?,
        None => 0,
    };
    let moved: Money = drawer.sums.iter().map(|sum| sum.received + sum.returned).sum();
    if i64::try_from(closed).ok() != Some(drawer.count) || store::closed_sum(tx, closing.id).await? != moved {
        return Err(Error::conflict(Key::CashMovedMeanwhile));
    }
    Ok(())
}

/// Voids the last closing of a drawer: its rows are open again; it keeps its number.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] for an earlier closing, or one that is void.
pub async fn void(tx: &mut Tx, by: &May<CashClose>, id: ClosingId, input: &VoidClosing) -> Result<()> {
    let before = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    // Who closes the next one waits, and counts with what this one leaves.
    users::lock(tx, before.user_id).await?;
    let closing = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    input.check().or(())?;
    if closing.voided_at.is_some() {
        return Err(Error::conflict(Key::CashIsVoided));
    }
    if store::last(tx, closing.user_id).await? != Some(id) {
        return Err(Error::conflict(Key::CashNotLast));
    }
    let now = tx.now();
    if !store::void(tx, id, now, by.user(), input.reason.trim()).await? {
        return Err(Error::conflict(Key::CashIsVoided));
    }
    store::let_go(tx, id).await?;
    tx.record(by, Event::CashClosingVoided { closing: id, user: closing.user_id })
}
