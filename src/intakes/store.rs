//! SQL of intakes, their spans and unlock codes.

use super::{Hold, Intake, State};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{EquipmentId, IntakeId, SpanId, UserId},
        time::{At, Day},
    },
    record,
};

const COLUMNS: &str = "id, number, deposit_id, client_id, equipment_id, state, hold, outcome, priority, technician_id, fault, requested,
    accessories, condition, warranty, warranty_until, warranty_invoice, warranty_bought, warranty_seller, warranty_ruling, parent_id,
    promised_at, spending_limit, shelf, deposited_at, completed_at, released_at, repair_warranty_until, voided_at, void_reason,
    tracking_epoch, version";

pub async fn find(conn: &mut Conn, id: IntakeId) -> Result<Option<Intake>> {
    conn.first(&format!("select {COLUMNS} from intakes where id = $1"), args![id]).await
}

pub async fn by_number(conn: &mut Conn, number: &str) -> Result<Option<Intake>> {
    conn.first(&format!("select {COLUMNS} from intakes where number = $1"), args![number]).await
}

/// Reads an intake and takes its lock: every verb on a repair file does this first.
pub async fn lock(conn: &mut Conn, id: IntakeId, now: At) -> Result<Option<Intake>> {
    conn.first(&format!("update intakes set touched_at = $1 where id = $2 returning {COLUMNS}"), args![now, id]).await
}

pub async fn of_deposit(conn: &mut Conn, deposit: crate::kernel::id::DepositId) -> Result<Vec<Intake>> {
    conn.all(&format!("select {COLUMNS} from intakes where deposit_id = $1 order by id"), args![deposit]).await
}

pub async fn insert(conn: &mut Conn, i: &Intake, now: At, source: Option<&str>, raw: Option<&str>) -> Result<()> {
    let accessories = serde_json::to_string(&i.accessories)?;
    conn.exec(
        "insert into intakes (id, number, deposit_id, client_id, equipment_id, state, hold, priority, fault, requested, accessories, condition,
         warranty, warranty_until, warranty_invoice, warranty_bought, warranty_seller, parent_id, promised_at, spending_limit, shelf,
         deposited_at, tracking_epoch, source, raw, touched_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)",
        args![
            i.id, &i.number, i.deposit_id, i.client_id, i.equipment_id, i.state, i.hold, i.priority, &i.fault, &i.requested, accessories,
            &i.condition, i.warranty, i.warranty_until, &i.warranty_invoice, i.warranty_bought, &i.warranty_seller, i.parent_id,
            i.promised_at, i.spending_limit, &i.shelf, i.deposited_at, i.tracking_epoch, source, raw, now, i.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves what an amendment may change; false when someone else saved since `version`.
pub async fn amend(conn: &mut Conn, i: &Intake, version: i64) -> Result<bool> {
    let accessories = serde_json::to_string(&i.accessories)?;
    let saved = conn
        .exec(
            "update intakes set priority = $1, fault = $2, requested = $3, accessories = $4, condition = $5, warranty = $6, warranty_until = $7,
             warranty_invoice = $8, warranty_bought = $9, warranty_seller = $10, promised_at = $11, spending_limit = $12, shelf = $13,
             warranty_ruling = $14, version = $15 where id = $16 and version = $17",
            args![
                i.priority, &i.fault, &i.requested, accessories, &i.condition, i.warranty, i.warranty_until, &i.warranty_invoice,
                i.warranty_bought, &i.warranty_seller, i.promised_at, i.spending_limit, &i.shelf, i.warranty_ruling, i.version, i.id, version
            ],
        )
        .await?;
    Ok(saved == 1)
}

/// Moves to another state and hold; false when the state is not `from` any more.
pub async fn advance(conn: &mut Conn, i: &Intake, from: State) -> Result<bool> {
    let moved = conn
        .exec(
            "update intakes set state = $1, hold = $2, outcome = $3, technician_id = $4, completed_at = $5, released_at = $6,
             repair_warranty_until = $7 where id = $8 and state = $9 and voided_at is null",
            args![i.state, i.hold, i.outcome, i.technician_id, i.completed_at, i.released_at, i.repair_warranty_until, i.id, from],
        )
        .await?;
    Ok(moved == 1)
}

pub async fn void(conn: &mut Conn, id: IntakeId, now: At, by: Option<UserId>, reason: &str) -> Result<bool> {
    let voided = conn
        .exec(
            "update intakes set voided_at = $1, voided_by = $2, void_reason = $3 where id = $4 and voided_at is null",
            args![now, by, reason, id],
        )
        .await?;
    Ok(voided == 1)
}

pub async fn raise_epoch(conn: &mut Conn, id: IntakeId) -> Result<()> {
    conn.exec("update intakes set tracking_epoch = tracking_epoch + 1 where id = $1", args![id]).await?;
    Ok(())
}

/// Ids and numbers of the next intakes, a page of them.
pub async fn numbers_after(conn: &mut Conn, after: i64) -> Result<Vec<(IntakeId, String)>> {
    conn.all("select id, number from intakes where id > $1 order by id limit 200", args![after]).await
}

pub async fn by_source(conn: &mut Conn, source: &str) -> Result<Option<i64>> {
    conn.first("select id from intakes where source = $1", args![source]).await
}

// Spans -------------------------------------------------------------------------------------------------------------

record! {
    /// A stretch of time in one (state, hold).
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Span {
        /// State.
        pub state: State,
        /// Hold.
        pub hold: Hold,
        /// Beginning.
        pub began_at: At,
        /// End; none while it runs.
        pub ended_at: Option<At>,
    }
}

pub async fn begin_span(
    conn: &mut Conn,
    id: SpanId,
    intake: IntakeId,
    (state, hold): (State, Hold),
    at: At,
) -> Result<()> {
    conn.exec(
        "insert into spans (id, intake_id, state, hold, began_at) values ($1, $2, $3, $4, $5)",
        args![id, intake, state, hold, at],
    )
    .await?;
    Ok(())
}

pub async fn end_span(conn: &mut Conn, intake: IntakeId, at: At) -> Result<()> {
    conn.exec("update spans set ended_at = $1 where intake_id = $2 and ended_at is null", args![at, intake]).await?;
    Ok(())
}

pub async fn spans(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Span>> {
    conn.all(
        "select state, hold, began_at, ended_at from spans where intake_id = $1 order by began_at, id",
        args![intake],
    )
    .await
}

// Unlock codes ------------------------------------------------------------------------------------------------------

pub async fn seal_code(
    conn: &mut Conn,
    intake: IntakeId,
    kind: &str,
    sealed: &str,
    now: At,
    by: Option<UserId>,
) -> Result<()> {
    conn.exec(
        "insert into unlock_codes (intake_id, kind, sealed, typed_at, typed_by) values ($1, $2, $3, $4, $5)
         on conflict (intake_id) do update set kind = excluded.kind, sealed = excluded.sealed, typed_at = excluded.typed_at, typed_by = excluded.typed_by",
        args![intake, kind, sealed, now, by],
    )
    .await?;
    Ok(())
}

pub async fn sealed_code(conn: &mut Conn, intake: IntakeId) -> Result<Option<(String, String)>> {
    conn.first("select kind, sealed from unlock_codes where intake_id = $1", args![intake]).await
}

pub async fn erase_code(conn: &mut Conn, intake: IntakeId) -> Result<()> {
    conn.exec("delete from unlock_codes where intake_id = $1", args![intake]).await?;
    Ok(())
}

/// Intakes of an equipment under a repair warranty that still runs on `day`, the latest first.
pub async fn under_repair_warranty(conn: &mut Conn, equipment: EquipmentId, day: Day) -> Result<Option<Intake>> {
    conn.first(
        &format!("select {COLUMNS} from intakes where equipment_id = $1 and repair_warranty_until >= $2 and voided_at is null order by released_at desc limit 1"),
        args![equipment, day],
    )
    .await
}

/// The latest file of an equipment that is not void.
pub async fn latest_of(conn: &mut Conn, equipment: EquipmentId) -> Result<Option<Intake>> {
    conn.first(
        &format!("select {COLUMNS} from intakes where equipment_id = $1 and voided_at is null order by deposited_at desc, id desc limit 1"),
        args![equipment],
    )
    .await
}
