//! SQL of the settings and of the counters of numbers.

use crate::{
    args,
    kernel::{db::Conn, error::Result, time::At},
};

pub async fn read(conn: &mut Conn) -> Result<Option<(String, i64)>> {
    conn.first("select body, version from settings where id = 1", args![]).await
}

pub async fn save(conn: &mut Conn, body: &str, version: i64, now: At) -> Result<bool> {
    let saved = conn
        .exec(
            "insert into settings (id, body, version, changed_at) values (1, $1, $2, $3)
             on conflict (id) do update set body = excluded.body, version = excluded.version, changed_at = excluded.changed_at
             where settings.version = excluded.version - 1",
            args![body, version, now],
        )
        .await?;
    Ok(saved == 1)
}

/// The next number of a series in a year.
pub async fn draw(conn: &mut Conn, series: &str, year: i64) -> Result<i64> {
    conn.one(
        "insert into counters (kind, year, value) values ($1, $2, 1)
         on conflict (kind, year) do update set value = counters.value + 1 returning value",
        args![series, year],
    )
    .await
}
