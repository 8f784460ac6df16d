//! SQL of releases.

use super::Release;
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{ClientId, IntakeId, ReleaseId},
        money::Money,
    },
};

const COLUMNS: &str = "id, number, intake_id, kind, collector, collector_name, id_kind, id_last4, relation, voucher_lost_at, accessories_back,
    due, paid, owing, owing_allowed_by, repair_warranty_days, reason, released_at, released_by";

pub async fn find(conn: &mut Conn, id: ReleaseId) -> Result<Option<Release>> {
    conn.first(&format!("select {COLUMNS} from releases where id = $1"), args![id]).await
}

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Option<Release>> {
    conn.first(&format!("select {COLUMNS} from releases where intake_id = $1"), args![intake]).await
}

pub async fn owed_by(conn: &mut Conn, client: ClientId) -> Result<Money> {
    let minor = conn
        .one(
        "select cast(coalesce(sum(r.due - (select coalesce(sum(p.amount), 0) from payments p where p.intake_id = r.intake_id)), 0) as bigint)
         from releases r join intakes i on i.id = r.intake_id where i.client_id = $1 and i.voided_at is null and r.owing > 0",
        args![client],
    )
    .await?;
    Ok(Money::minor(minor))
}

pub async fn insert(conn: &mut Conn, r: &Release) -> Result<()> {
    let accessories = serde_json::to_string(&r.accessories_back)?;
    conn.exec(
        "insert into releases (id, number, intake_id, kind, collector, collector_name, id_kind, id_last4, relation, voucher_lost_at,
         accessories_back, due, paid, owing, owing_allowed_by, repair_warranty_days, reason, released_at, released_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        args![
            r.id, &r.number, r.intake_id, r.kind, r.collector, &r.collector_name, r.id_kind, &r.id_last4, &r.relation, r.voucher_lost_at,
            accessories, r.due, r.paid, r.owing, r.owing_allowed_by, r.repair_warranty_days, &r.reason, r.released_at, r.released_by
        ],
    )
    .await?;
    Ok(())
}
