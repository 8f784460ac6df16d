//! SQL of the merge: what belongs to the double is given to the client that is kept, in every table that names a client.

use crate::{
    args,
    kernel::{db::Conn, error::Result, id::ClientId},
};

/// The tables that name a client, in the order of locks.
const TABLES: &[&str] = &["contacts", "equipment", "deposits", "intakes", "payments", "tickets", "outbox"];

/// Gives everything of one client to another.
pub async fn hand_over(conn: &mut Conn, from: ClientId, to: ClientId) -> Result<()> {
    for table in TABLES {
        conn.exec(&format!("update {table} set client_id = $1 where client_id = $2"), args![to, from]).await?;
    }
    Ok(())
}

/// How many equipment, files and tickets a client has.
pub async fn counts(conn: &mut Conn, client: ClientId) -> Result<(i64, i64, i64)> {
    conn.one(
        "select (select count(*) from equipment where client_id = $1), (select count(*) from intakes where client_id = $1),
         (select count(*) from tickets where client_id = $1)",
        args![client],
    )
    .await
}
