//! SQL of clients and of the people of companies.

use super::{Client, Contact};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        filter::Filter,
        fold::{fold, like_anywhere},
        id::{ClientId, ContactId},
        page::{After, PAGE_ROWS},
        time::At,
    },
};

const COLUMNS: &str =
    "id, kind, name, phone, phone_typed, phone2, email, address, wilaya, commune, lang, legal_form, rc, nif, nis, ai,
    warning, created_at, version";

pub async fn find(conn: &mut Conn, id: ClientId) -> Result<Option<Client>> {
    conn.first(
        &format!(
            "select {COLUMNS} from clients where id = coalesce((select merged_into from clients where id = $1), $1)"
        ),
        args![id],
    )
    .await
}

/// Holds the row; which client it leads to, when it is a double.
pub async fn lock(conn: &mut Conn, id: ClientId) -> Result<Option<Option<ClientId>>> {
    let row: Option<(Option<ClientId>,)> =
        conn.first("update clients set version = version where id = $1 returning merged_into", args![id]).await?;
    Ok(row.map(|(merged,)| merged))
}

/// A double, and those that led to it, lead to another.
pub async fn merge_into(conn: &mut Conn, double: ClientId, keep: ClientId, now: At) -> Result<()> {
    conn.exec("update clients set merged_into = $1 where merged_into = $2", args![keep, double]).await?;
    conn.exec(
        "update clients set merged_into = $1, merged_at = $2, version = version + 1 where id = $3",
        args![keep, now, double],
    )
    .await?;
    Ok(())
}

/// Names and phones of the doubles that led here.
pub async fn merged_into(conn: &mut Conn, id: ClientId) -> Result<Vec<(String, String)>> {
    conn.all("select name, coalesce(phone, phone_typed) from clients where merged_into = $1", args![id]).await
}

/// Clients of the same name, its words in another order too, or with a number in common; the latest first.
pub async fn alike(conn: &mut Conn, c: &Client) -> Result<Vec<Client>> {
    let sql = format!(
        "select {COLUMNS} from clients where merged_into is null and id <> $1 and (folded in ($2, $3, $4)
         or ($5 <> '' and (phone = $5 or phone2 = $5)) or ($6 <> '' and (phone = $6 or phone2 = $6)))
         order by id desc limit 8"
    );
    let number = |number: &Option<String>| number.clone().unwrap_or_default();
    let name = fold(&c.name);
    // "Karima Bensaid" and "Bensaid Karima"; of more words the first or the last goes to the other end.
    let (first, rest) = name.split_once(' ').unwrap_or((&name, ""));
    let (start, last) = name.rsplit_once(' ').unwrap_or(("", &name));
    let turned = [format!("{rest} {first}"), format!("{last} {start}")].map(|turned| turned.trim().to_owned());
    conn.all(&sql, args![c.id, &name, &turned[0], &turned[1], number(&c.phone), number(&c.phone2)]).await
}

/// Clients of the next ids, a page of them.
pub async fn after(conn: &mut Conn, after: i64) -> Result<Vec<Client>> {
    conn.all(
        &format!("select {COLUMNS} from clients where id > $1 and merged_into is null order by id limit 200"),
        args![after],
    )
    .await
}

pub async fn some(conn: &mut Conn, ids: &[ClientId]) -> Result<Vec<Client>> {
    let Some(asked) = Filter::one_of("id", ids) else { return Ok(Vec::new()) };
    conn.all(&format!("select {COLUMNS} from clients{}", asked.sql()), asked.args()).await
}

pub async fn insert(conn: &mut Conn, c: &Client, source: Option<&str>, raw: Option<&str>) -> Result<()> {
    conn.exec(
        "insert into clients (id, kind, name, folded, phone, phone_typed, phone2, email, address, wilaya, commune, lang, legal_form, rc, nif,
         nis, ai, warning, source, raw, created_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
        args![
            c.id, c.kind, &c.name, fold(&c.name), &c.phone, &c.phone_typed, &c.phone2, &c.email, &c.address, &c.wilaya, &c.commune, c.lang,
            &c.legal_form, &c.rc, &c.nif, &c.nis, &c.ai, &c.warning, source, raw, c.created_at, c.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves what may change; false when someone else saved since `version`.
pub async fn save(conn: &mut Conn, c: &Client, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update clients set kind = $1, name = $2, folded = $3, phone = $4, phone_typed = $5, phone2 = $6, email = $7, address = $8,
             wilaya = $9, commune = $10, lang = $11, legal_form = $12, rc = $13, nif = $14, nis = $15, ai = $16, warning = $17, version = $18
             where id = $19 and version = $20",
            args![
                c.kind, &c.name, fold(&c.name), &c.phone, &c.phone_typed, &c.phone2, &c.email, &c.address, &c.wilaya, &c.commune, c.lang,
                &c.legal_form, &c.rc, &c.nif, &c.nis, &c.ai, &c.warning, c.version, c.id, version
            ],
        )
        .await?;
    Ok(saved == 1)
}

/// Clients by name or phone, newest first. `digits` is empty when the question has none.
pub async fn list(conn: &mut Conn, q: &str, digits: &str, kind: &str, after: After) -> Result<Vec<Client>> {
    let sql = format!(
        "select {COLUMNS} from clients
         where merged_into is null and ($1 = '' or folded like $2 escape '\\' or ($3 <> '' and (phone like $4 or phone2 like $4)))
         and ($5 = '' or kind = $5) and (created_at, id) < ($6, $7)
         order by created_at desc, id desc limit {}",
        PAGE_ROWS + 1
    );
    let name = fold(q);
    let by_phone = format!("%{}%", digits.trim_start_matches('0'));
    conn.all(&sql, args![&name, like_anywhere(&name), digits, by_phone, kind, after.value, after.id]).await
}

/// A few clients for a list of options, best match first.
pub async fn options(conn: &mut Conn, q: &str, digits: &str) -> Result<Vec<Client>> {
    let name = fold(q);
    let by_phone = format!("%{}%", digits.trim_start_matches('0'));
    let sql = format!(
        "select {COLUMNS} from clients where merged_into is null and (folded like $1 escape '\\' or ($2 <> '' and (phone like $3 or phone2 like $3)))
         order by case when folded like $4 escape '\\' then 0 else 1 end, created_at desc, id desc limit 8"
    );
    let begins = like_anywhere(&name).trim_start_matches('%').to_owned();
    conn.all(&sql, args![like_anywhere(&name), digits, by_phone, begins]).await
}

pub async fn by_phone(conn: &mut Conn, phone: &str) -> Result<Vec<Client>> {
    conn.all(
        &format!(
            "select {COLUMNS} from (select {COLUMNS} from clients where phone = $1 and merged_into is null union all
             select {COLUMNS} from clients where phone2 = $1 and merged_into is null) c order by id limit 20"
        ),
        args![phone],
    )
    .await
}

pub async fn by_source(conn: &mut Conn, source: &str) -> Result<Option<ClientId>> {
    Ok(conn
        .first::<i64>("select id from clients where source = $1", args![source])
        .await?
        .map(crate::kernel::id::Id::from_raw))
}

pub async fn communes(conn: &mut Conn) -> Result<Vec<String>> {
    conn.all("select commune from clients where commune is not null and merged_into is null group by commune order by count(*) desc, max(id) desc limit 200", args![]).await
}

const CONTACT: &str = "id, client_id, name, title, phone, phone_typed, email, sees_all_since, archived_at, version";

pub async fn contact(conn: &mut Conn, id: ContactId) -> Result<Option<Contact>> {
    conn.first(&format!("select {CONTACT} from contacts where id = $1"), args![id]).await
}

pub async fn contacts(conn: &mut Conn, client: ClientId) -> Result<Vec<Contact>> {
    let sql = format!("select {CONTACT} from contacts where client_id = $1 order by id");
    let mut all: Vec<Contact> = conn.all(&sql, args![client]).await?;
    all.sort_by_cached_key(|contact| (contact.archived_at.is_some(), fold(&contact.name)));
    Ok(all)
}

pub async fn insert_contact(conn: &mut Conn, c: &Contact, now: At) -> Result<()> {
    conn.exec(
        "insert into contacts (id, client_id, name, title, phone, phone_typed, email, sees_all_since, created_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![c.id, c.client_id, &c.name, &c.title, &c.phone, &c.phone_typed, &c.email, c.sees_all_since, now, c.version],
    )
    .await?;
    Ok(())
}

pub async fn save_contact(conn: &mut Conn, c: &Contact, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update contacts set name = $1, title = $2, phone = $3, phone_typed = $4, email = $5, sees_all_since = $6, archived_at = $7,
             version = $8 where id = $9 and version = $10",
            args![&c.name, &c.title, &c.phone, &c.phone_typed, &c.email, c.sees_all_since, c.archived_at, c.version, c.id, version],
        )
        .await?;
    Ok(saved == 1)
}
