//! SQL of deposits.

use super::Deposit;
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{DepositId, UserId},
    },
};

pub async fn find(conn: &mut Conn, id: DepositId) -> Result<Option<Deposit>> {
    conn.first(
        "select id, client_id, contact_id, depositor_name, depositor_phone, deposited_at, recorded_at from deposits where id = $1",
        args![id],
    )
    .await
}

pub async fn insert(conn: &mut Conn, d: &Deposit, by: Option<UserId>) -> Result<()> {
    conn.exec(
        "insert into deposits (id, client_id, contact_id, depositor_name, depositor_phone, deposited_at, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![d.id, d.client_id, d.contact_id, &d.depositor_name, &d.depositor_phone, d.deposited_at, d.recorded_at, by],
    )
    .await?;
    Ok(())
}
