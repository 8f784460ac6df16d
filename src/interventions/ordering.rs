//! Ordering a part that is waited for, and its arrival: by whoever orders, who need not be a technician.

use super::{Part, at_work, end_wait, model::SUPPLIER, part, store};
use crate::{
    app::Tx,
    events::Event,
    intakes::Hold,
    kernel::{
        db::Conn,
        error::{Error, Faults, Result},
        id::PartId,
        time::Day,
    },
    lang::{Key, say},
    users::rights::{May, PartsOrder},
};

/// What is said of an order.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct OrderInput {
    /// From whom.
    pub supplier: String,
    /// Ordered; needed.
    pub ordered_on: Option<Day>,
    /// Expected.
    pub expected_on: Option<Day>,
}

impl OrderInput {
    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(self.ordered_on.is_none(), "ordered_on", Key::ErrorRequired);
        faults.when(self.supplier.chars().count() > SUPPLIER, "supplier", say::ErrorTooLong { most: SUPPLIER.into() });
        if let (Some(ordered), Some(expected)) = (self.ordered_on, self.expected_on) {
            faults.when(expected < ordered, "expected_on", Key::ErrorDateOrder);
        }
        faults
    }
}

/// Suppliers of the latest orders, the most frequent first.
///
/// # Errors
/// When the database cannot be read.
pub async fn suppliers(conn: &mut Conn) -> Result<Vec<String>> {
    store::suppliers(conn).await
}

/// An awaited part that was read with `version` is ordered.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when it is not awaited, someone else changed it, or the work has ended.
pub async fn order_part(tx: &mut Tx, by: &May<PartsOrder>, id: PartId, version: i64, input: &OrderInput) -> Result<()> {
    input.check().or(())?;
    let sheet = part(tx, by.scope(), id).await?.intervention_id;
    let (intake, _) = at_work(tx, by, sheet).await?;
    let before = part(tx, by.scope(), id).await?;
    if !before.is_awaited() {
        return Err(Error::conflict(Key::InterventionsNotAwaited));
    }
    let after = Part {
        supplier: Some(input.supplier.trim().to_owned()).filter(|name| !name.is_empty()),
        ordered_on: input.ordered_on,
        expected_on: input.expected_on,
        version: version + 1,
        ..before
    };
    if !store::save_part(tx, &after, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::PartOrdered { part: id, intake: intake.id })
}

/// An awaited part arrived: the last one ends the wait and tells the technician.
///
/// # Errors
/// [`Error::Conflict`] when it is not awaited.
pub async fn part_arrived(tx: &mut Tx, by: &May<PartsOrder>, id: PartId) -> Result<()> {
    let sheet = part(tx, by.scope(), id).await?.intervention_id;
    let (intake, _) = at_work(tx, by, sheet).await?;
    let before = part(tx, by.scope(), id).await?;
    if !before.is_awaited() {
        return Err(Error::conflict(Key::InterventionsNotAwaited));
    }
    let version = before.version;
    let after = Part { arrived_at: Some(tx.now()), version: version + 1, ..before };
    store::save_part(tx, &after, version).await?;
    let last = !store::parts(tx, sheet).await?.iter().any(Part::is_awaited);
    tx.record(by, Event::PartArrived { part: id, intake: intake.id, last })?;
    if last { end_wait(tx, by.actor(), &intake, Hold::WaitingPart).await } else { Ok(()) }
}
