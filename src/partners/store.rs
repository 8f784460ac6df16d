//! SQL of partners.

use super::Partner;
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        fold::{fold, like_anywhere},
        id::PartnerId,
        page::{After, PAGE_ROWS},
        time::At,
    },
};

const COLUMNS: &str = "id, name, phone, phone_typed, email, address, note, archived_at, created_at, version";

pub async fn find(conn: &mut Conn, id: PartnerId) -> Result<Option<Partner>> {
    conn.first(&format!("select {COLUMNS} from partners where id = $1"), args![id]).await
}

/// The partner of this folded name, if one is still offered.
pub async fn by_name(conn: &mut Conn, folded: &str) -> Result<Option<Partner>> {
    let sql = format!("select {COLUMNS} from partners where folded = $1 and archived_at is null order by id limit 1");
    conn.first(&sql, args![folded]).await
}

/// Partners by name or phone, newest first. `digits` is empty when the question has none.
pub async fn list(conn: &mut Conn, q: &str, digits: &str, archived: bool, after: After) -> Result<Vec<Partner>> {
    let which = if archived { "is not null" } else { "is null" };
    let sql = format!(
        "select {COLUMNS} from partners
         where archived_at {which} and ($1 = '' or folded like $2 escape '\\' or ($3 <> '' and phone like $4))
         and (created_at, id) < ($5, $6)
         order by created_at desc, id desc limit {}",
        PAGE_ROWS + 1
    );
    let name = fold(q);
    let by_phone = format!("%{}%", digits.trim_start_matches('0'));
    conn.all(&sql, args![&name, like_anywhere(&name), digits, by_phone, after.value, after.id]).await
}

/// A few partners for a list of options, those that begin so first.
pub async fn options(conn: &mut Conn, q: &str) -> Result<Vec<Partner>> {
    let sql = format!(
        "select {COLUMNS} from partners where archived_at is null and folded like $1 escape '\\'
         order by case when folded like $2 escape '\\' then 0 else 1 end, name, id limit 8"
    );
    let anywhere = like_anywhere(&fold(q));
    let begins = anywhere.trim_start_matches('%').to_owned();
    conn.all(&sql, args![anywhere, begins]).await
}

pub async fn insert(conn: &mut Conn, p: &Partner) -> Result<()> {
    conn.exec(
        "insert into partners (id, name, folded, phone, phone_typed, email, address, note, created_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            p.id,
            &p.name,
            fold(&p.name),
            &p.phone,
            &p.phone_typed,
            &p.email,
            &p.address,
            &p.note,
            p.created_at,
            p.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves what may change; false when someone else saved since `version`.
pub async fn save(conn: &mut Conn, p: &Partner, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update partners set name = $1, folded = $2, phone = $3, phone_typed = $4, email = $5, address = $6, note = $7, version = $8
             where id = $9 and version = $10",
            args![
                &p.name,
                fold(&p.name),
                &p.phone,
                &p.phone_typed,
                &p.email,
                &p.address,
                &p.note,
                p.version,
                p.id,
                version
            ],
        )
        .await?;
    Ok(saved == 1)
}

/// Archives a partner at an instant, or offers it again; false when it was so already.
pub async fn archive(conn: &mut Conn, id: PartnerId, at: Option<At>) -> Result<bool> {
    let was = if at.is_some() { "is null" } else { "is not null" };
    let sql =
        format!("update partners set archived_at = $1, version = version + 1 where id = $2 and archived_at {was}");
    Ok(conn.exec(&sql, args![at, id]).await? == 1)
}
