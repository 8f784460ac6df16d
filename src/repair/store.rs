//! SQL that asks several nouns at once: which file a voucher of any kind belongs to.

use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{ClosingId, IntakeId, TicketId},
    },
};

/// The file of an intervention, quote, shipment, release or payment of this number.
pub async fn file_of(conn: &mut Conn, number: &str) -> Result<Option<IntakeId>> {
    let found: Option<(IntakeId,)> = conn
        .first(
        "select intake_id from interventions where number = $1 union all select intake_id from quotes where number = $1
         union all select intake_id from shipments where number = $1 union all select intake_id from releases where number = $1
         union all select intake_id from payments where number = $1 limit 1",
        args![number],
    )
    .await?;
    Ok(found.map(|(id,)| id))
}

/// The closing of a drawer of this number.
pub async fn closing_of(conn: &mut Conn, number: &str) -> Result<Option<ClosingId>> {
    let found: Option<(ClosingId,)> = conn.first("select id from closings where number = $1", args![number]).await?;
    Ok(found.map(|(id,)| id))
}

pub async fn ticket_of(conn: &mut Conn, number: &str) -> Result<Option<TicketId>> {
    let found: Option<(TicketId,)> = conn.first("select id from tickets where number = $1", args![number]).await?;
    Ok(found.map(|(id,)| id))
}
