//! SQL of the gateway: one row.

use crate::{
    args,
    kernel::{db::Conn, error::Result},
};

pub async fn read(conn: &mut Conn) -> Result<Option<(String, Option<String>, i64)>> {
    conn.first("select body, secret, version from sms_gateway where id = 1", args![]).await
}

/// Saves it; false when someone else did meanwhile.
pub async fn save(conn: &mut Conn, body: &str, secret: Option<&str>, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "insert into sms_gateway (id, body, secret, version) values (1, $1, $2, $3)
             on conflict (id) do update set body = excluded.body, secret = excluded.secret, version = excluded.version
             where sms_gateway.version = excluded.version - 1",
            args![body, secret, version],
        )
        .await?;
    Ok(saved == 1)
}
