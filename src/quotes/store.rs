//! SQL of quotes and their lines. Every move repeats its guard.

use super::{Quote, QuoteLine, QuoteRow, QuoteState};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        filter::Filter,
        fold::{fold, like_anywhere},
        id::{Id as _, IntakeId, QuoteId, QuoteLineId},
        page::{After, PAGE_ROWS},
        time::{At, Day},
    },
};

const COLUMNS: &str = "q.id, q.intake_id, q.number, q.revision, q.state, q.currency, q.discount_share, q.discount_amount, q.note,
    q.valid_until, q.net, q.total, q.waits_since, q.prepared_at, q.prepared_by, q.sent_at, q.sent_by, q.seen_at, q.answered_at,
    q.answer_way, q.answer_name, q.answer_phone, q.answer_reason, q.answer_proof, q.answered_by, q.ended_at, q.version";

pub async fn find(conn: &mut Conn, id: QuoteId) -> Result<Option<Quote>> {
    conn.first(&format!("select {COLUMNS} from quotes q where q.id = $1"), args![id]).await
}

/// The quotes of a file, the latest first.
pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Quote>> {
    conn.all(&format!("select {COLUMNS} from quotes q where q.intake_id = $1 order by q.id desc"), args![intake]).await
}

/// The one quote of a file that is written or waits for an answer.
pub async fn open_of(conn: &mut Conn, intake: IntakeId) -> Result<Option<Quote>> {
    conn.first(
        &format!("select {COLUMNS} from quotes q where q.intake_id = $1 and q.state in ('draft', 'sent', 'seen')"),
        args![intake],
    )
    .await
}

/// The quote of a file that was answered last.
pub async fn last_answered(conn: &mut Conn, intake: IntakeId) -> Result<Option<Quote>> {
    conn.first(
        &format!(
            "select {COLUMNS} from quotes q where q.intake_id = $1 and q.state in ('accepted', 'refused')
             order by q.answered_at desc, q.id desc limit 1"
        ),
        args![intake],
    )
    .await
}

/// The quote of a file that was accepted last.
pub async fn last_accepted(conn: &mut Conn, intake: IntakeId) -> Result<Option<Quote>> {
    conn.first(
        &format!(
            "select {COLUMNS} from quotes q where q.intake_id = $1 and q.state = 'accepted'
             order by q.answered_at desc, q.id desc limit 1"
        ),
        args![intake],
    )
    .await
}

/// Quotes that wait for an answer and were valid until before `today`.
pub async fn due(conn: &mut Conn, today: Day) -> Result<Vec<QuoteId>> {
    let rows: Vec<i64> = conn
        .all(
            "select id from quotes where state in ('sent', 'seen') and valid_until < $1 order by valid_until, id limit 500",
            args![today],
        )
        .await?;
    Ok(rows.into_iter().map(QuoteId::from_raw).collect())
}

/// The revisions of a number, the latest first.
pub async fn revisions(conn: &mut Conn, number: &str) -> Result<Vec<(i64, QuoteState)>> {
    conn.all("select revision, state from quotes where number = $1 order by revision desc", args![number]).await
}

/// Quotes of the list, newest first; those of void files are left out.
pub async fn list(conn: &mut Conn, state: &str, q: &str, after: Option<After>) -> Result<Vec<QuoteRow>> {
    let mut asked = Filter::new();
    asked.and("i.voided_at is null", []);
    if state == "waiting" {
        asked.and("q.state in ('sent', 'seen')", []);
    } else if let Some(state) = QuoteState::parse(state) {
        asked.and("q.state = ?", [state.into()]);
    }
    if !q.trim().is_empty() {
        let number = format!("%{}%", q.trim().to_uppercase().replace(['%', '_', '\\'], ""));
        asked.and(
            "q.number like ? or i.number like ? or c.folded like ? escape '\\'",
            [number.clone().into(), number.into(), like_anywhere(&fold(q)).into()],
        );
    }
    if let Some(after) = after {
        asked.and("(q.prepared_at, q.id) < (?, ?)", [after.value.into(), after.id.into()]);
    }
    let sql = format!(
        "select {COLUMNS}, i.number, c.name from quotes q join intakes i on i.id = q.intake_id join clients c on c.id = i.client_id{}
         order by q.prepared_at desc, q.id desc limit {}",
        asked.sql(),
        PAGE_ROWS + 1
    );
    conn.all(&sql, asked.args()).await
}

pub async fn insert(conn: &mut Conn, q: &Quote) -> Result<()> {
    conn.exec(
        "insert into quotes (id, intake_id, number, revision, state, currency, discount_share, discount_amount, note, valid_until, net,
         total, prepared_at, prepared_by, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            q.id, q.intake_id, &q.number, q.revision, q.state, &q.currency, q.discount_share, q.discount_amount, &q.note, q.valid_until,
            q.net, q.total, q.prepared_at, q.prepared_by, q.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves what may change of a draft; false when someone else acted since `version`.
pub async fn save_draft(conn: &mut Conn, q: &Quote, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update quotes set discount_share = $1, discount_amount = $2, note = $3, valid_until = $4, net = $5, total = $6, version = $7
             where id = $8 and version = $9 and state = 'draft'",
            args![q.discount_share, q.discount_amount, &q.note, q.valid_until, q.net, q.total, q.version, q.id, version],
        )
        .await?;
    Ok(saved == 1)
}

/// False when someone else acted since `version`.
pub async fn send(conn: &mut Conn, q: &Quote, version: i64) -> Result<bool> {
    let sent = conn
        .exec(
            "update quotes set state = 'sent', number = $1, sent_at = $2, sent_by = $3, waits_since = $4, version = $5
             where id = $6 and version = $7 and state = 'draft'",
            args![&q.number, q.sent_at, q.sent_by, q.waits_since, q.version, q.id, version],
        )
        .await?;
    Ok(sent == 1)
}

/// False when it is not merely sent any more.
pub async fn see(conn: &mut Conn, id: QuoteId, now: At) -> Result<bool> {
    let seen = conn
        .exec("update quotes set state = 'seen', seen_at = $1 where id = $2 and state = 'sent'", args![now, id])
        .await?;
    Ok(seen == 1)
}

/// False when it was answered or ended already.
pub async fn answer(conn: &mut Conn, q: &Quote) -> Result<bool> {
    let answered = conn
        .exec(
            "update quotes set state = $1, answered_at = $2, answer_way = $3, answer_name = $4, answer_phone = $5, answer_reason = $6,
             answer_proof = $7, answered_by = $8, ended_at = $9 where id = $10 and state in ('sent', 'seen')",
            args![
                q.state, q.answered_at, q.answer_way, &q.answer_name, &q.answer_phone, &q.answer_reason, q.answer_proof, q.answered_by,
                q.ended_at, q.id
            ],
        )
        .await?;
    Ok(answered == 1)
}

/// Ends an open quote without an answer; false when it is not in `from` any more.
pub async fn end(conn: &mut Conn, id: QuoteId, from: QuoteState, to: QuoteState, now: At) -> Result<bool> {
    let ended = conn
        .exec("update quotes set state = $1, ended_at = $2 where id = $3 and state = $4", args![to, now, id, from])
        .await?;
    Ok(ended == 1)
}

// Lines -------------------------------------------------------------------------------------------------------------

const LINE: &str = "id, quote_id, position, kind, label, reference, quantity, unit_price, tax_rate, origin";

pub async fn lines(conn: &mut Conn, quote: QuoteId) -> Result<Vec<QuoteLine>> {
    conn.all(&format!("select {LINE} from quote_lines where quote_id = $1 order by position, id"), args![quote]).await
}

pub async fn line(conn: &mut Conn, id: QuoteLineId) -> Result<Option<QuoteLine>> {
    conn.first(&format!("select {LINE} from quote_lines where id = $1"), args![id]).await
}

pub async fn insert_line(conn: &mut Conn, l: &QuoteLine) -> Result<()> {
    conn.exec(
        "insert into quote_lines (id, quote_id, position, kind, label, reference, quantity, unit_price, tax_rate, origin)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            l.id, l.quote_id, l.position, l.kind, &l.label, &l.reference, l.quantity, l.unit_price, l.tax_rate, l.origin
        ],
    )
    .await?;
    Ok(())
}

pub async fn save_line(conn: &mut Conn, l: &QuoteLine) -> Result<()> {
    conn.exec(
        "update quote_lines set kind = $1, label = $2, reference = $3, quantity = $4, unit_price = $5, tax_rate = $6 where id = $7",
        args![l.kind, &l.label, &l.reference, l.quantity, l.unit_price, l.tax_rate, l.id],
    )
    .await?;
    Ok(())
}

pub async fn remove_line(conn: &mut Conn, id: QuoteLineId) -> Result<()> {
    conn.exec("delete from quote_lines where id = $1", args![id]).await?;
    Ok(())
}

/// Takes every line off a draft, before others are written.
pub async fn clear_lines(conn: &mut Conn, quote: QuoteId) -> Result<()> {
    conn.exec("delete from quote_lines where quote_id = $1", args![quote]).await?;
    Ok(())
}
