//! SQL of interventions, parts and labour.

use super::{Intervention, Labour, Part};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{IntakeId, InterventionId, LabourId, PartId, UserId},
        time::At,
    },
};

const SHEET: &str = "id, number, intake_id, technician_id, diagnosis, report, checks, opened_at, completed_at, version";

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Option<Intervention>> {
    conn.first(&format!("select {SHEET} from interventions where intake_id = $1"), args![intake]).await
}

pub async fn find(conn: &mut Conn, id: InterventionId) -> Result<Option<Intervention>> {
    conn.first(&format!("select {SHEET} from interventions where id = $1"), args![id]).await
}

pub async fn insert(conn: &mut Conn, i: &Intervention, by: Option<UserId>) -> Result<()> {
    conn.exec(
        "insert into interventions (id, number, intake_id, technician_id, diagnosis, report, opened_at, opened_by, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![i.id, &i.number, i.intake_id, i.technician_id, &i.diagnosis, &i.report, i.opened_at, by, i.version],
    )
    .await?;
    Ok(())
}

/// Saves what may change; false when someone else saved since `version`.
pub async fn save(conn: &mut Conn, i: &Intervention, version: i64) -> Result<bool> {
    let checks = serde_json::to_string(&i.checks)?;
    let saved = conn
        .exec(
            "update interventions set technician_id = $1, diagnosis = $2, report = $3, checks = $4, completed_at = $5, version = $6
             where id = $7 and version = $8",
            args![i.technician_id, &i.diagnosis, &i.report, checks, i.completed_at, i.version, i.id, version],
        )
        .await?;
    Ok(saved == 1)
}

const PART: &str = "id, intervention_id, label, reference, quantity, unit_price, tax_rate, covered_since, awaited_at, supplier, ordered_on,
    expected_on, arrived_at, version";

pub async fn parts(conn: &mut Conn, sheet: InterventionId) -> Result<Vec<Part>> {
    conn.all(
        &format!("select {PART} from parts where intervention_id = $1 and removed_at is null order by id"),
        args![sheet],
    )
    .await
}

/// What every part of a file is or was called, those that were taken off included.
pub async fn part_names(conn: &mut Conn, intake: IntakeId) -> Result<Vec<(PartId, String)>> {
    conn.all(
        "select p.id, p.label from parts p join interventions s on s.id = p.intervention_id where s.intake_id = $1",
        args![intake],
    )
    .await
}

pub async fn part(conn: &mut Conn, id: PartId) -> Result<Option<Part>> {
    conn.first(&format!("select {PART} from parts where id = $1 and removed_at is null"), args![id]).await
}

pub async fn insert_part(conn: &mut Conn, p: &Part, now: At, by: Option<UserId>) -> Result<()> {
    conn.exec(
        "insert into parts (id, intervention_id, label, reference, quantity, unit_price, tax_rate, covered_since, awaited_at, supplier,
         ordered_on, expected_on, added_at, added_by, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            p.id, p.intervention_id, &p.label, &p.reference, p.quantity, p.unit_price, p.tax_rate, p.covered_since, p.awaited_at,
            &p.supplier, p.ordered_on, p.expected_on, now, by, p.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves what may change of a part; false when someone else saved since `version`.
pub async fn save_part(conn: &mut Conn, p: &Part, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update parts set label = $1, reference = $2, quantity = $3, unit_price = $4, tax_rate = $5, awaited_at = $6, supplier = $7,
             ordered_on = $8, expected_on = $9, arrived_at = $10, version = $11 where id = $12 and version = $13 and removed_at is null",
            args![
                &p.label, &p.reference, p.quantity, p.unit_price, p.tax_rate, p.awaited_at, &p.supplier, p.ordered_on, p.expected_on,
                p.arrived_at, p.version, p.id, version
            ],
        )
        .await?;
    Ok(saved == 1)
}

pub async fn remove_part(conn: &mut Conn, id: PartId, now: At) -> Result<()> {
    conn.exec("update parts set removed_at = $1 where id = $2 and removed_at is null", args![now, id]).await?;
    Ok(())
}

/// A warranty pays, or does not, for every part of a sheet.
pub async fn cover_parts(conn: &mut Conn, sheet: InterventionId, since: Option<At>) -> Result<()> {
    conn.exec("update parts set covered_since = $1 where intervention_id = $2", args![since, sheet]).await?;
    Ok(())
}

/// A warranty pays, or does not, for all labour of a sheet.
pub async fn cover_labour(conn: &mut Conn, sheet: InterventionId, since: Option<At>) -> Result<()> {
    conn.exec("update labour set covered_since = $1 where intervention_id = $2", args![since, sheet]).await?;
    Ok(())
}

const LABOUR: &str =
    "id, intervention_id, technician_id, worked_on, minutes, hourly_rate, tax_rate, label, covered_since, version";

pub async fn labour(conn: &mut Conn, sheet: InterventionId) -> Result<Vec<Labour>> {
    conn.all(
        &format!("select {LABOUR} from labour where intervention_id = $1 and removed_at is null order by id"),
        args![sheet],
    )
    .await
}

pub async fn one_labour(conn: &mut Conn, id: LabourId) -> Result<Option<Labour>> {
    conn.first(&format!("select {LABOUR} from labour where id = $1 and removed_at is null"), args![id]).await
}

pub async fn insert_labour(conn: &mut Conn, l: &Labour, now: At, by: Option<UserId>) -> Result<()> {
    conn.exec(
        "insert into labour (id, intervention_id, technician_id, worked_on, minutes, hourly_rate, tax_rate, label, covered_since, added_at,
         added_by, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            l.id, l.intervention_id, l.technician_id, l.worked_on, l.minutes, l.hourly_rate, l.tax_rate, &l.label, l.covered_since, now, by,
            l.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves what may change of labour; false when someone else saved since `version`.
pub async fn save_labour(conn: &mut Conn, l: &Labour, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update labour set technician_id = $1, worked_on = $2, minutes = $3, hourly_rate = $4, tax_rate = $5, label = $6, version = $7
             where id = $8 and version = $9 and removed_at is null",
            args![l.technician_id, l.worked_on, l.minutes, l.hourly_rate, l.tax_rate, &l.label, l.version, l.id, version],
        )
        .await?;
    Ok(saved == 1)
}

pub async fn remove_labour(conn: &mut Conn, id: LabourId, now: At) -> Result<()> {
    conn.exec("update labour set removed_at = $1 where id = $2 and removed_at is null", args![now, id]).await?;
    Ok(())
}

/// From the latest orders alone, however many there are.
pub async fn suppliers(conn: &mut Conn) -> Result<Vec<String>> {
    conn.all(
        "select supplier from (select id, supplier from parts where supplier is not null order by id desc limit 2000) s
         group by supplier order by count(*) desc, max(id) desc limit 60",
        args![],
    )
    .await
}
