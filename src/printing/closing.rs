//! What the closing of a drawer says: read in the transaction that issues it.

use crate::{
    cash,
    documents::{
        Snapshot,
        snapshot::{Closing, ClosingRow, ClosingSum},
    },
    kernel::{db::Conn, error::Result, id::ClosingId},
    payments, settings,
    users::rights::Scope,
};

/// A closing with the rows that it counted: how many they are, and as many of them as are listed.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_closing(conn: &mut Conn, id: ClosingId) -> Result<Snapshot> {
    let settings = settings::current(conn).await?;
    let counted = cash::counted(conn, id).await?;
    let rows = payments::of_closing(conn, Scope::Shop, id).await?;
    let sums = counted.sums.iter().map(|line| ClosingSum {
        means: line.sum.means.to_string(),
        received: line.sum.received,
        returned: line.sum.returned,
        expected: counted.expected(&line.sum),
        counted: line.counted,
    });
    let rows = rows.into_iter().map(|line| ClosingRow {
        number: line.payment.number,
        at: line.payment.at,
        intake: line.intake_number,
        client: line.client_name,
        means: line.payment.means.to_string(),
        amount: line.payment.amount,
    });
    let c = &counted.closing;
    let closing = Closing {
        number: c.number.clone(),
        user: c.user_name.clone(),
        closer: c.closer_name.clone(),
        first_at: c.first_at,
        last_at: c.last_at,
        float_before: c.float_before,
        float_after: c.float_after,
        handed_over: counted.handed_over(),
        reason: c.reason.clone(),
        count: c.count,
        sums: sums.collect(),
        rows: rows.collect(),
    };
    Ok(Snapshot { by: Some(c.closer_name.clone()), closing: Some(closing), ..Snapshot::of_shop(&settings) })
}
