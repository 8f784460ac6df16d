//! SQL of printers and of the plan.

use super::Printer;
use crate::{
    args,
    kernel::{db::Conn, error::Result, id::PrinterId, time::At},
};

const COLUMNS: &str = "id, name, via, address, paper, dots, finish, answers, archived_at, created_at, version";

pub async fn find(conn: &mut Conn, id: PrinterId) -> Result<Option<Printer>> {
    conn.first(&format!("select {COLUMNS} from printers where id = $1"), args![id]).await
}

pub async fn all(conn: &mut Conn) -> Result<Vec<Printer>> {
    conn.all(&format!("select {COLUMNS} from printers order by id"), args![]).await
}

pub async fn insert(conn: &mut Conn, p: &Printer) -> Result<()> {
    conn.exec(
        "insert into printers (id, name, via, address, paper, dots, finish, answers, busy_until, created_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
        args![p.id, &p.name, p.via, &p.address, p.paper, p.dots, p.finish, p.answers, p.created_at, p.version],
    )
    .await?;
    Ok(())
}

/// Saves what may change; false when someone else saved since `version`.
pub async fn save(conn: &mut Conn, p: &Printer, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update printers set name = $1, via = $2, address = $3, paper = $4, dots = $5, finish = $6, answers = $7, version = $8
             where id = $9 and version = $10",
            args![&p.name, p.via, &p.address, p.paper, p.dots, p.finish, p.answers, p.version, p.id, version],
        )
        .await?;
    Ok(saved == 1)
}

/// Archives a printer at an instant, or offers it again; false when it was so already.
pub async fn archive(conn: &mut Conn, id: PrinterId, at: Option<At>) -> Result<bool> {
    let was = if at.is_some() { "is null" } else { "is not null" };
    let sql =
        format!("update printers set archived_at = $1, version = version + 1 where id = $2 and archived_at {was}");
    Ok(conn.exec(&sql, args![at, id]).await? == 1)
}

pub async fn plan(conn: &mut Conn) -> Result<Option<(String, i64)>> {
    conn.first("select body, version from print_plan where id = 1", args![]).await
}

pub async fn save_plan(conn: &mut Conn, body: &str, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "insert into print_plan (id, body, version) values (1, $1, $2)
             on conflict (id) do update set body = excluded.body, version = excluded.version
             where print_plan.version = excluded.version - 1",
            args![body, version],
        )
        .await?;
    Ok(saved == 1)
}
