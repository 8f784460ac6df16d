//! SQL of tickets and their notes. Every move repeats its guard.

use super::{Ticket, TicketLine, TicketNote};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        fold::{fold, like_anywhere},
        id::{ClientId, IntakeId, NoteId, TicketId, UserId},
        page::{After, PAGE_ROWS},
        time::At,
    },
};

const COLUMNS: &str = "t.id, t.number, t.client_id, t.contact_id, t.depositor_name, t.depositor_phone, t.software, t.problem, t.priority,
    t.state, t.opened_at, t.opened_by, t.taken_at, t.taken_by, t.closed_at, t.closed_by, t.closing_note, t.intake_id, t.voided_at,
    t.voided_by, t.void_reason, t.version";

pub async fn find(conn: &mut Conn, id: TicketId) -> Result<Option<Ticket>> {
    conn.first(&format!("select {COLUMNS} from tickets t where t.id = $1"), args![id]).await
}

/// Tickets of the list, newest first. Software and numbers are compared in lower case, clients folded.
pub async fn list(
    conn: &mut Conn,
    q: &str,
    state: &str,
    engineer: Option<UserId>,
    after: After,
) -> Result<Vec<TicketLine>> {
    let words = fold(q);
    let sql = format!(
        "select {COLUMNS}, c.name, u.name
         from tickets t join clients c on c.id = t.client_id left join users u on u.id = t.taken_by
         where t.voided_at is null and ($1 = '' or t.state = $1) and (cast($2 as bigint) is null or t.taken_by = $2)
         and ($3 = '' or lower(t.number) like $4 escape '\\' or lower(t.software) like $4 escape '\\' or c.folded like $5 escape '\\')
         and (t.opened_at, t.id) < ($6, $7)
         order by t.opened_at desc, t.id desc limit {}",
        PAGE_ROWS + 1
    );
    let plain = like_anywhere(&q.trim().to_lowercase());
    conn.all(&sql, args![state, engineer, &words, plain, like_anywhere(&words), after.value, after.id]).await
}

pub async fn of_client(conn: &mut Conn, client: ClientId) -> Result<Vec<Ticket>> {
    conn.all(
        &format!(
            "select {COLUMNS} from tickets t where t.client_id = $1 and t.voided_at is null order by t.id desc limit 500"
        ),
        args![client],
    )
    .await
}

pub async fn insert(conn: &mut Conn, t: &Ticket) -> Result<()> {
    conn.exec(
        "insert into tickets (id, number, client_id, contact_id, depositor_name, depositor_phone, software, problem, priority, state,
         opened_at, opened_by, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            t.id,
            &t.number,
            t.client_id,
            t.contact_id,
            &t.depositor_name,
            &t.depositor_phone,
            &t.software,
            &t.problem,
            t.priority,
            t.state,
            t.opened_at,
            t.opened_by,
            t.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves what may be amended; false when someone else acted since `version`.
pub async fn save(conn: &mut Conn, t: &Ticket, version: i64) -> Result<bool> {
    let saved = conn
        .exec(
            "update tickets set client_id = $1, contact_id = $2, depositor_name = $3, depositor_phone = $4, software = $5, problem = $6,
             priority = $7, version = $8 where id = $9 and version = $10 and state <> 'closed' and voided_at is null",
            args![
                t.client_id,
                t.contact_id,
                &t.depositor_name,
                &t.depositor_phone,
                &t.software,
                &t.problem,
                t.priority,
                t.version,
                t.id,
                version
            ],
        )
        .await?;
    Ok(saved == 1)
}

/// False when it is not open any more.
pub async fn take(conn: &mut Conn, id: TicketId, by: UserId, now: At) -> Result<bool> {
    let taken = conn
        .exec(
            "update tickets set state = 'taken', taken_at = $1, taken_by = $2, version = version + 1
             where id = $3 and state = 'open' and voided_at is null",
            args![now, by, id],
        )
        .await?;
    Ok(taken == 1)
}

/// False when someone else acted since `version`.
pub async fn hand_over(conn: &mut Conn, id: TicketId, to: UserId, now: At, version: i64) -> Result<bool> {
    let handed = conn
        .exec(
            "update tickets set taken_at = $1, taken_by = $2, version = version + 1
             where id = $3 and version = $4 and state = 'taken' and voided_at is null",
            args![now, to, id, version],
        )
        .await?;
    Ok(handed == 1)
}

/// False when it is not taken any more.
pub async fn close(conn: &mut Conn, id: TicketId, by: Option<UserId>, note: &str, now: At) -> Result<bool> {
    let closed = conn
        .exec(
            "update tickets set state = 'closed', closed_at = $1, closed_by = $2, closing_note = $3, version = version + 1
             where id = $4 and state = 'taken' and voided_at is null",
            args![now, by, note, id],
        )
        .await?;
    Ok(closed == 1)
}

/// Who had it has it again; false when someone else acted since `version`.
pub async fn reopen(conn: &mut Conn, id: TicketId, version: i64) -> Result<bool> {
    let reopened = conn
        .exec(
            "update tickets set state = 'taken', closed_at = null, closed_by = null, closing_note = null, version = version + 1
             where id = $1 and version = $2 and state = 'closed' and taken_by is not null and intake_id is null
                and voided_at is null",
            args![id, version],
        )
        .await?;
    Ok(reopened == 1)
}

/// False when it was voided already.
pub async fn void(conn: &mut Conn, id: TicketId, by: Option<UserId>, reason: &str, now: At) -> Result<bool> {
    let voided = conn
        .exec(
            "update tickets set voided_at = $1, voided_by = $2, void_reason = $3, version = version + 1
             where id = $4 and voided_at is null",
            args![now, by, reason, id],
        )
        .await?;
    Ok(voided == 1)
}

pub async fn notes(conn: &mut Conn, id: TicketId) -> Result<Vec<TicketNote>> {
    conn.all("select id, body, at, by_user from notes where ticket_id = $1 order by id", args![id]).await
}

pub async fn insert_note(
    conn: &mut Conn,
    note: NoteId,
    ticket: TicketId,
    body: &str,
    by: Option<UserId>,
    now: At,
) -> Result<()> {
    conn.exec(
        "insert into notes (id, ticket_id, body, at, by_user) values ($1, $2, $3, $4, $5)",
        args![note, ticket, body, now, by],
    )
    .await?;
    Ok(())
}

/// Ties a ticket to a repair file; `closed_by` also closes it. False when it is void, or closed already and to be closed.
pub async fn link(
    conn: &mut Conn,
    id: TicketId,
    intake: IntakeId,
    close: Option<(Option<UserId>, At)>,
) -> Result<bool> {
    let linked = match close {
        Some((by, now)) => {
            conn.exec(
                "update tickets set intake_id = $1, state = 'closed', closed_at = $2, closed_by = $3, version = version + 1
                 where id = $4 and state in ('open', 'taken') and voided_at is null",
                args![intake, now, by, id],
            )
            .await?
        }
        None => conn.exec("update tickets set intake_id = $1, version = version + 1 where id = $2", args![intake, id]).await?,
    };
    Ok(linked == 1)
}

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Ticket>> {
    conn.all(&format!("select {COLUMNS} from tickets t where t.intake_id = $1 order by t.id"), args![intake]).await
}
