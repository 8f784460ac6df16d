//! SQL of equipment.

use super::{Equipment, Owned};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        filter::Filter,
        fold::{fold, fold_code, like_anywhere},
        id::{ClientId, EquipmentId, Id as _},
        page::{After, PAGE_ROWS},
    },
};

const COLUMNS: &str = "id, client_id, category, brand, model, serial, year, note, created_at, version";

const OWNED: &str =
    "e.id, e.client_id, e.category, e.brand, e.model, e.serial, e.year, e.note, e.created_at, e.version, c.name
    from equipment e join clients c on c.id = e.client_id";

pub async fn find(conn: &mut Conn, id: EquipmentId) -> Result<Option<Equipment>> {
    conn.first(&format!("select {COLUMNS} from equipment where id = $1"), args![id]).await
}

/// Things of the next ids, a page of them.
pub async fn after(conn: &mut Conn, after: i64) -> Result<Vec<Equipment>> {
    conn.all(&format!("select {COLUMNS} from equipment where id > $1 order by id limit 200"), args![after]).await
}

pub async fn some(conn: &mut Conn, ids: &[EquipmentId]) -> Result<Vec<Owned>> {
    let Some(asked) = Filter::one_of("e.id", ids) else { return Ok(Vec::new()) };
    conn.all(&format!("select {OWNED}{}", asked.sql()), asked.args()).await
}

pub async fn insert(conn: &mut Conn, e: &Equipment, source: Option<&str>) -> Result<()> {
    conn.exec(
        "insert into equipment (id, client_id, category, brand, model, serial, serial_folded, year, note, folded, source, created_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            e.id,
            e.client_id,
            &e.category,
            &e.brand,
            &e.model,
            &e.serial,
            e.serial_folded(),
            e.year,
            &e.note,
            e.folded(),
            source,
            e.created_at,
            e.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves what may change; false when someone else saved since `version`.
pub async fn save(conn: &mut Conn, e: &Equipment, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update equipment set category = $1, brand = $2, model = $3, serial = $4, serial_folded = $5, year = $6, note = $7,
             folded = $8, version = $9 where id = $10 and version = $11",
            args![
                &e.category,
                &e.brand,
                &e.model,
                &e.serial,
                e.serial_folded(),
                e.year,
                &e.note,
                e.folded(),
                e.version,
                e.id,
                version
            ],
        )
        .await?;
    Ok(saved == 1)
}

/// Equipment by words or a fragment of the serial number, newest first.
pub async fn list(conn: &mut Conn, q: &str, category: &str, after: After) -> Result<Vec<Owned>> {
    let (words, code) = (fold(q), fold_code(q));
    let sql = format!(
        "select {OWNED}
         where ($1 = '' or e.folded like $2 escape '\\' or e.serial_folded like $3 escape '\\')
         and ($4 = '' or e.category = $4) and (e.created_at, e.id) < ($5, $6)
         order by e.created_at desc, e.id desc limit {}",
        PAGE_ROWS + 1
    );
    conn.all(&sql, args![&words, like_anywhere(&words), like_anywhere(&code), category, after.value, after.id]).await
}

/// A few things for a list of options, newest first; of one client when `client` is given.
pub async fn options(conn: &mut Conn, q: &str, client: Option<ClientId>) -> Result<Vec<Owned>> {
    let (words, code) = (fold(q), fold_code(q));
    let sql = format!(
        "select {OWNED}
         where ($1 = '' or e.folded like $2 escape '\\' or e.serial_folded like $3 escape '\\')
         and (cast($4 as bigint) is null or e.client_id = $4)
         order by e.id desc limit 8"
    );
    conn.all(&sql, args![&words, like_anywhere(&words), like_anywhere(&code), client]).await
}

pub async fn of_client(conn: &mut Conn, client: ClientId) -> Result<Vec<Equipment>> {
    conn.all(&format!("select {COLUMNS} from equipment where client_id = $1 order by id desc limit 500"), args![client])
        .await
}

pub async fn by_serial(conn: &mut Conn, serial_folded: &str) -> Result<Vec<Owned>> {
    conn.all(&format!("select {OWNED} where e.serial_folded = $1 order by e.id desc limit 8"), args![serial_folded])
        .await
}

pub async fn by_source(conn: &mut Conn, source: &str) -> Result<Option<EquipmentId>> {
    Ok(conn.first::<i64>("select id from equipment where source = $1", args![source]).await?.map(EquipmentId::from_raw))
}
