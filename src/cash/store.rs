//! SQL of drawers and their closings.

use super::{Closing, ClosingSum, DrawerLine, model::Span};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        fold::fold,
        id::{ClosingId, PaymentId, UserId},
        money::Money,
        page::{After, PAGE_ROWS},
        time::At,
    },
    payments::MeansSum,
};

const OPEN: &str = "drawer_rows d join payments p on p.id = d.payment_id where d.closing_id is null";

const COLUMNS: &str = "c.id, c.number, c.user_id, u.name, c.day, c.float_before, c.float_after, c.count, c.first_at, c.last_at, c.reason,
    c.closed_at, c.closed_by, b.name, c.voided_at, c.void_reason,
    cast((select coalesce(sum(s.counted - s.received - s.returned), 0) from closing_sums s where s.closing_id = c.id) - c.float_before as bigint)";

const FROM: &str = "closings c join users u on u.id = c.user_id join users b on b.id = c.closed_by";

/// What moved through a drawer since its last closing, by means.
pub async fn open_sums(conn: &mut Conn, user: UserId) -> Result<Vec<MeansSum>> {
    let sql = format!(
        "select p.means, count(*), cast(coalesce(sum(case when p.amount > 0 then p.amount else 0 end), 0) as bigint),
         cast(coalesce(sum(case when p.amount < 0 then p.amount else 0 end), 0) as bigint)
         from {OPEN} and d.user_id = $1 group by p.means"
    );
    conn.all(&sql, args![user]).await
}

/// The first and the last of the open rows.
pub async fn open_span(conn: &mut Conn, user: UserId) -> Result<Span> {
    conn.one(&format!("select min(p.at), max(p.at), max(p.id) from {OPEN} and d.user_id = $1"), args![user]).await
}

/// Every drawer with rows that are not closed, or with cash that was left in it.
pub async fn open(conn: &mut Conn) -> Result<Vec<DrawerLine>> {
    let sql = format!(
        "select u.id, u.name, coalesce(o.count, 0), coalesce(o.moved, 0), coalesce(o.cash, 0), coalesce(f.float_after, 0),
           coalesce(o.first_at, f.closed_at)
         from users u left join (
           select d.user_id as user_id, count(*) as count, cast(sum(p.amount) as bigint) as moved,
             cast(coalesce(sum(case when p.means = 'cash' then p.amount else 0 end), 0) as bigint) as cash, min(p.at) as first_at
           from {OPEN} group by d.user_id) o on o.user_id = u.id
         left join closings f on f.id = (select max(c.id) from closings c where c.user_id = u.id and c.voided_at is null)
         where o.user_id is not null or f.float_after > 0 order by u.id"
    );
    let mut open: Vec<DrawerLine> = conn.all(&sql, &[]).await?;
    open.sort_by_cached_key(|line| fold(&line.name));
    Ok(open)
}

/// Cash that the last closing left in the drawer.
pub async fn float(conn: &mut Conn, user: UserId) -> Result<Money> {
    let left: Option<(Money,)> = conn
        .first(
            "select float_after from closings where user_id = $1 and voided_at is null order by id desc limit 1",
            args![user],
        )
        .await?;
    Ok(left.map_or(Money::ZERO, |(left,)| left))
}

pub async fn insert(conn: &mut Conn, c: &Closing) -> Result<()> {
    conn.exec(
        "insert into closings (id, number, user_id, day, float_before, float_after, count, first_at, last_at, reason, closed_at, closed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            c.id, &c.number, c.user_id, c.day, c.float_before, c.float_after, c.count, c.first_at, c.last_at, &c.reason,
            c.closed_at, c.closed_by
        ],
    )
    .await?;
    Ok(())
}

pub async fn insert_sum(conn: &mut Conn, closing: ClosingId, line: &ClosingSum) -> Result<()> {
    conn.exec(
        "insert into closing_sums (closing_id, means, count, received, returned, counted) values ($1, $2, $3, $4, $5, $6)",
        args![closing, line.sum.means, line.sum.count, line.sum.received, line.sum.returned, line.counted],
    )
    .await?;
    Ok(())
}

/// Closes the open rows of a drawer up to `last`; returns how many.
pub async fn close_rows(conn: &mut Conn, closing: ClosingId, user: UserId, last: PaymentId) -> Result<u64> {
    conn.exec(
        "update drawer_rows set closing_id = $1 where user_id = $2 and closing_id is null and payment_id <= $3",
        args![closing, user, last],
    )
    .await
}

/// Lets go of the rows of a closing.
pub async fn let_go(conn: &mut Conn, closing: ClosingId) -> Result<()> {
    conn.exec("update drawer_rows set closing_id = null where closing_id = $1", args![closing]).await?;
    Ok(())
}

/// What came and went in the rows of a closing.
pub async fn closed_sum(conn: &mut Conn, closing: ClosingId) -> Result<Money> {
    let (sum,) = conn
        .one(
            "select cast(coalesce(sum(p.amount), 0) as bigint) from drawer_rows d join payments p on p.id = d.payment_id
             where d.closing_id = $1",
            args![closing],
        )
        .await?;
    Ok(sum)
}

pub async fn void(conn: &mut Conn, id: ClosingId, now: At, by: Option<UserId>, reason: &str) -> Result<bool> {
    let changed = conn
        .exec(
            "update closings set voided_at = $1, voided_by = $2, void_reason = $3 where id = $4 and voided_at is null",
            args![now, by, reason, id],
        )
        .await?;
    Ok(changed == 1)
}

/// The last closing of a drawer that counts.
pub async fn last(conn: &mut Conn, user: UserId) -> Result<Option<ClosingId>> {
    let last: Option<(ClosingId,)> = conn
        .first("select id from closings where user_id = $1 and voided_at is null order by id desc limit 1", args![user])
        .await?;
    Ok(last.map(|(id,)| id))
}

pub async fn find(conn: &mut Conn, id: ClosingId) -> Result<Option<Closing>> {
    conn.first(&format!("select {COLUMNS} from {FROM} where c.id = $1"), args![id]).await
}

pub async fn sums(conn: &mut Conn, id: ClosingId) -> Result<Vec<ClosingSum>> {
    conn.all(
        "select means, count, received, returned, counted from closing_sums where closing_id = $1
         order by case means when 'cash' then 0 when 'cheque' then 1 when 'transfer' then 2 else 3 end",
        args![id],
    )
    .await
}

/// Closings, newest first, of one drawer or of all.
pub async fn list(conn: &mut Conn, user: Option<UserId>, after: After) -> Result<Vec<Closing>> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where c.id < $1 and (c.user_id = $2 or $3 = 1) order by c.id desc limit {}",
        PAGE_ROWS + 1
    );
    conn.all(&sql, args![after.id, user.map_or(0, crate::kernel::id::Id::raw), i64::from(user.is_none())]).await
}
