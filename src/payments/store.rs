//! SQL of payments: rows are inserted and read, never changed.

use super::{MeansSum, Payment, PaymentLine, UserSum};
use crate::{
    args,
    kernel::{
        db::{Conn, Value},
        error::Result,
        fold::fold,
        id::{ClosingId, IntakeId, PaymentId, UserId},
        money::Money,
        page::{After, PAGE_ROWS},
        time::Day,
    },
};

const COLUMNS: &str =
    "p.id, p.number, p.intake_id, p.client_id, p.kind, p.means, p.amount, p.currency, p.reference, p.reverses_id,
    p.reason, p.day, p.at, p.by_user, u.name, r.id";

const FROM: &str = "payments p left join users u on u.id = p.by_user left join payments r on r.reverses_id = p.id";

/// The most rows of a drawer that are listed; its sums are of all.
const DRAWER_ROWS: usize = 2_000;

const SUMS: &str = "count(*), cast(coalesce(sum(case when p.amount > 0 then p.amount else 0 end), 0) as bigint),
    cast(coalesce(sum(case when p.amount < 0 then p.amount else 0 end), 0) as bigint)";

pub async fn insert(conn: &mut Conn, p: &Payment) -> Result<()> {
    conn.exec(
        "insert into payments (id, number, intake_id, client_id, kind, means, amount, currency, reference, reverses_id, reason, day, at, by_user)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            p.id, &p.number, p.intake_id, p.client_id, p.kind, p.means, p.amount, &p.currency, &p.reference, p.reverses_id, &p.reason,
            p.day, p.at, p.by_user
        ],
    )
    .await?;
    Ok(())
}

/// Ties a row to the drawer it went into or came out of.
pub async fn insert_drawer_row(conn: &mut Conn, id: PaymentId, user: UserId) -> Result<()> {
    conn.exec("insert into drawer_rows (payment_id, user_id) values ($1, $2)", args![id, user]).await?;
    Ok(())
}

/// Whose drawer a row belongs to.
pub async fn drawer_of(conn: &mut Conn, id: PaymentId) -> Result<Option<UserId>> {
    let found: Option<(UserId,)> =
        conn.first("select user_id from drawer_rows where payment_id = $1", args![id]).await?;
    Ok(found.map(|(user,)| user))
}

/// The rows of a drawer that a closing counted, oldest first.
pub async fn of_closing(conn: &mut Conn, closing: ClosingId) -> Result<Vec<PaymentLine>> {
    of_drawer(conn, "d.closing_id = $1", args![closing]).await
}

/// The rows of a drawer that no closing counted yet, oldest first.
pub async fn not_closed(conn: &mut Conn, user: UserId) -> Result<Vec<PaymentLine>> {
    of_drawer(conn, "d.user_id = $1 and d.closing_id is null", args![user]).await
}

async fn of_drawer(conn: &mut Conn, which: &str, args: &[Value<'_>]) -> Result<Vec<PaymentLine>> {
    let sql = format!(
        "select {COLUMNS}, i.number, c.name from drawer_rows d, {FROM} join intakes i on i.id = p.intake_id join clients c on c.id = p.client_id
         where d.payment_id = p.id and {which} order by p.id limit {DRAWER_ROWS}"
    );
    conn.all(&sql, args).await
}

pub async fn find(conn: &mut Conn, id: PaymentId) -> Result<Option<Payment>> {
    conn.first(&format!("select {COLUMNS} from {FROM} where p.id = $1"), args![id]).await
}

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Payment>> {
    conn.all(&format!("select {COLUMNS} from {FROM} where p.intake_id = $1 order by p.id"), args![intake]).await
}

pub async fn paid(conn: &mut Conn, intake: IntakeId) -> Result<Money> {
    let (sum,) = conn
        .one("select cast(coalesce(sum(amount), 0) as bigint) from payments where intake_id = $1", args![intake])
        .await?;
    Ok(sum)
}

/// Payments of a day, newest first.
pub async fn list(conn: &mut Conn, day: Day, after: After) -> Result<Vec<PaymentLine>> {
    let sql = format!(
        "select {COLUMNS}, i.number, c.name from {FROM} join intakes i on i.id = p.intake_id join clients c on c.id = p.client_id
         where p.day = $1 and p.id < $2 order by p.id desc limit {}",
        PAGE_ROWS + 1
    );
    conn.all(&sql, args![day, after.id]).await
}

pub async fn sums_by_means(conn: &mut Conn, day: Day) -> Result<Vec<MeansSum>> {
    conn.all(
        &format!("select p.means, {SUMS} from payments p where p.day = $1 group by p.means order by p.means"),
        args![day],
    )
    .await
}

pub async fn sums_by_user(conn: &mut Conn, day: Day) -> Result<Vec<UserSum>> {
    let sql = format!(
        "select u.id, u.name, {SUMS} from payments p left join drawer_rows d on d.payment_id = p.id left join users u on u.id = d.user_id
         where p.day = $1 group by u.id, u.name order by u.id"
    );
    let mut sums: Vec<UserSum> = conn.all(&sql, args![day]).await?;
    sums.sort_by_cached_key(|sum| sum.name.as_deref().map(fold));
    Ok(sums)
}
