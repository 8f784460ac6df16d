//! SQL of shipments. Every move repeats its guard.

use super::{Shipment, ShipmentLine, Tab};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        filter::Filter,
        fold::{fold, like_anywhere},
        id::{IntakeId, PartnerId, ShipmentId, UserId},
        page::{After, PAGE_ROWS},
        time::At,
    },
};

const COLUMNS: &str = "s.id, s.number, s.intake_id, s.partner_id, p.name, s.state, s.carrier, s.tracking_number, s.contents, s.seal,
    s.erasure_consent, s.under_warranty_since, s.prepared_at, s.prepared_by, s.dispatched_at, s.dispatched_by, s.expected_on, s.ended_at,
    s.ended_by, s.result, s.work_done, s.cost, s.new_serial, s.old_serial, s.lost_reason, s.cancelled_at, s.version";

const FROM: &str = "from shipments s join partners p on p.id = s.partner_id";

/// Shipments without an expected day come last when sorted by it; no day is written so.
pub const NO_DAY: i64 = 99_999_999;

pub async fn find(conn: &mut Conn, id: ShipmentId) -> Result<Option<Shipment>> {
    conn.first(&format!("select {COLUMNS} {FROM} where s.id = $1"), args![id]).await
}

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Shipment>> {
    conn.all(&format!("select {COLUMNS} {FROM} where s.intake_id = $1 order by s.id desc"), args![intake]).await
}

/// Shipments of the list: the open ones by the day they are expected, the others newest first.
pub async fn list(
    conn: &mut Conn,
    tab: Tab,
    q: &str,
    partner: Option<PartnerId>,
    after: Option<After>,
) -> Result<Vec<ShipmentLine>> {
    let asked = conditions(tab, q, partner, after);
    let order = if tab.by_expected() {
        format!("coalesce(s.expected_on, {NO_DAY}), s.id")
    } else {
        "s.prepared_at desc, s.id desc".to_owned()
    };
    let sql = format!(
        "select {COLUMNS}, i.number, i.client_id, c.name, e.category, e.brand, e.model {FROM}
         join intakes i on i.id = s.intake_id join clients c on c.id = i.client_id join equipment e on e.id = i.equipment_id
         {} order by {order} limit {}",
        asked.sql(),
        PAGE_ROWS + 1
    );
    conn.all(&sql, asked.args()).await
}

fn conditions(tab: Tab, q: &str, partner: Option<PartnerId>, after: Option<After>) -> Filter<'static> {
    let mut asked = Filter::new();
    asked.and("i.voided_at is null", []);
    // The first condition is the one of the index `shipments_out`.
    if tab.by_expected() {
        asked.and("s.state in ('prepared', 'dispatched') and s.cancelled_at is null", []);
    }
    match tab {
        Tab::Out => asked.and("s.state = 'dispatched'", []),
        Tab::Prepared => asked.and("s.state = 'prepared'", []),
        Tab::Returned => asked.and("s.state in ('received', 'lost')", []),
        Tab::All => {}
    }
    if let Some(partner) = partner {
        asked.and("s.partner_id = ?", [partner.into()]);
    }
    if !q.trim().is_empty() {
        let (words, plain) = (like_anywhere(&fold(q)), like_anywhere(&q.trim().to_lowercase()));
        asked.and(
            "lower(s.number) like ? escape '\\' or lower(i.number) like ? escape '\\' or lower(s.tracking_number) like ? escape '\\'
             or p.folded like ? escape '\\' or c.folded like ? escape '\\'",
            [plain.clone().into(), plain.clone().into(), plain.into(), words.clone().into(), words.into()],
        );
    }
    if let Some(after) = after {
        let condition = if tab.by_expected() {
            format!("(coalesce(s.expected_on, {NO_DAY}), s.id) > (?, ?)")
        } else {
            "(s.prepared_at, s.id) < (?, ?)".to_owned()
        };
        asked.and(&condition, [after.value.into(), after.id.into()]);
    }
    asked
}

pub async fn insert(conn: &mut Conn, s: &Shipment) -> Result<()> {
    conn.exec(
        "insert into shipments (id, number, intake_id, partner_id, state, carrier, tracking_number, contents, seal, erasure_consent,
         under_warranty_since, prepared_at, prepared_by, expected_on, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            s.id,
            &s.number,
            s.intake_id,
            s.partner_id,
            s.state,
            &s.carrier,
            &s.tracking_number,
            &s.contents,
            &s.seal,
            s.erasure_consent,
            s.under_warranty_since,
            s.prepared_at,
            s.prepared_by,
            s.expected_on,
            s.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves what may be corrected; false when someone else acted since `version`.
pub async fn save(conn: &mut Conn, s: &Shipment, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update shipments set partner_id = $1, carrier = $2, tracking_number = $3, contents = $4, seal = $5, erasure_consent = $6,
             under_warranty_since = $7, expected_on = $8, version = $9
             where id = $10 and version = $11 and state = 'prepared' and cancelled_at is null",
            args![
                s.partner_id,
                &s.carrier,
                &s.tracking_number,
                &s.contents,
                &s.seal,
                s.erasure_consent,
                s.under_warranty_since,
                s.expected_on,
                s.version,
                s.id,
                version
            ],
        )
        .await?;
    Ok(saved == 1)
}

/// False when it is not prepared any more.
pub async fn cancel(conn: &mut Conn, id: ShipmentId, now: At) -> Result<bool> {
    let cancelled = conn
        .exec(
            "update shipments set cancelled_at = $1, version = version + 1 where id = $2 and state = 'prepared' and cancelled_at is null",
            args![now, id],
        )
        .await?;
    Ok(cancelled == 1)
}

/// False when it is not prepared any more.
pub async fn dispatch(conn: &mut Conn, id: ShipmentId, now: At, by: Option<UserId>) -> Result<bool> {
    let left = conn
        .exec(
            "update shipments set state = 'dispatched', dispatched_at = $1, dispatched_by = $2, version = version + 1
             where id = $3 and state = 'prepared' and cancelled_at is null",
            args![now, by, id],
        )
        .await?;
    Ok(left == 1)
}

/// Saves the end of a shipment, received or lost; false when it is not out any more.
pub async fn end(conn: &mut Conn, s: &Shipment) -> Result<bool> {
    let ended = conn
        .exec(
            "update shipments set state = $1, ended_at = $2, ended_by = $3, result = $4, work_done = $5, cost = $6, new_serial = $7,
             old_serial = $8, lost_reason = $9, version = version + 1 where id = $10 and state = 'dispatched'",
            args![
                s.state,
                s.ended_at,
                s.ended_by,
                s.result,
                &s.work_done,
                s.cost,
                &s.new_serial,
                &s.old_serial,
                &s.lost_reason,
                s.id
            ],
        )
        .await?;
    Ok(ended == 1)
}

/// The intervention of a file, while it is open.
pub async fn open_intervention(conn: &mut Conn, intake: IntakeId) -> Result<Option<i64>> {
    conn.first("select id from interventions where intake_id = $1 and completed_at is null", args![intake]).await
}
