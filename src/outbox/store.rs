//! SQL of what goes to clients.

use super::{Channel, Out, OutState, OutWhy};
use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        id::{ClientId, IntakeId, OutId, UserId},
        time::At,
    },
    lang::Lang,
    record,
    settings::Told,
};

const OUT: &str =
    "o.id, o.channel, o.what, o.client_id, c.name, o.intake_id, i.number, o.address, o.lang, o.body, o.state, o.run_at,
    o.attempts, o.sends, o.why, o.detail, o.created_at, o.ended_at, o.asked_by
    from outbox o left join clients c on c.id = o.client_id left join intakes i on i.id = o.intake_id";

record! {
    /// A message that a server took for a while.
    #[derive(Clone, Debug)]
    pub struct Taken {
        /// Id.
        pub id: OutId,
        /// What it tells.
        pub what: Told,
        /// The file it is of.
        pub intake_id: Option<IntakeId>,
        /// Where it goes.
        pub address: String,
        /// Text.
        pub body: String,
        /// Tries, this one included.
        pub attempts: i64,
        /// How often it may have left before.
        pub sends: i64,
        /// Until when it is this server's.
        pub lease_until: At,
    }
}

/// A message about to be written.
#[derive(Clone, Debug)]
pub struct New {
    /// What it tells, with the transition it tells of.
    pub key: String,
    /// By what it goes.
    pub channel: Channel,
    /// What it tells.
    pub what: Told,
    /// Whom.
    pub client: Option<ClientId>,
    /// Of which file.
    pub intake: Option<IntakeId>,
    /// Where it goes.
    pub address: String,
    /// Language.
    pub lang: Lang,
    /// Text.
    pub body: String,
    /// Not before.
    pub run_at: At,
}

/// False when it was written before.
pub async fn insert(conn: &mut Conn, id: OutId, new: &New, now: At, by: Option<UserId>) -> Result<bool> {
    let written = conn
        .exec(
            "insert into outbox (id, key, channel, what, client_id, intake_id, address, lang, body, state, run_at, lease_until, attempts,
             sends, created_at, asked_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10, 0, 0, 0, $11, $12) on conflict (key) do nothing",
            args![
                id,
                &new.key,
                new.channel,
                new.what,
                new.client,
                new.intake,
                &new.address,
                new.lang,
                &new.body,
                new.run_at,
                now,
                by
            ],
        )
        .await?;
    Ok(written == 1)
}

pub async fn find(conn: &mut Conn, id: OutId) -> Result<Option<Out>> {
    conn.first(&format!("select {OUT} where o.id = $1"), args![id]).await
}

/// What needs a person, then what waits, the oldest first.
pub async fn open(conn: &mut Conn) -> Result<Vec<Out>> {
    let mut all: Vec<Out> = conn
        .all(&format!("select {OUT} where o.state in ('failed', 'unknown') order by o.id limit 200"), args![])
        .await?;
    all.extend(
        conn.all::<Out>(
            &format!("select {OUT} where o.state in ('waiting', 'sending') order by o.run_at, o.id limit 200"),
            args![],
        )
        .await?,
    );
    Ok(all)
}

/// What is over, the latest first.
pub async fn over(conn: &mut Conn) -> Result<Vec<Out>> {
    let sql = format!(
        "select {OUT} where o.ended_at is not null and o.state in ('sent', 'delivered', 'dropped') order by o.ended_at desc, o.id desc limit 50"
    );
    conn.all(&sql, args![]).await
}

pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<Out>> {
    conn.all(&format!("select {OUT} where o.intake_id = $1 order by o.id limit 200"), args![intake]).await
}

/// Takes the message that has been due for longest.
pub async fn take(conn: &mut Conn, now: At, lease_until: At) -> Result<Option<Taken>> {
    let sql = format!(
        "update outbox set state = 'sending', lease_until = $1, attempts = attempts + 1, sent_at = null
         where id = (select id from outbox where state = 'waiting' and run_at <= $2 order by run_at, id limit 1{})
         returning id, what, intake_id, address, body, attempts, sends, lease_until",
        conn.skip_locked()
    );
    conn.first(&sql, args![lease_until, now]).await
}

/// The first bytes are about to leave; false when the message is not this server's any more.
pub async fn leaving(conn: &mut Conn, taken: &Taken, now: At) -> Result<bool> {
    let sql =
        "update outbox set sent_at = $1, sends = sends + 1 where id = $2 and state = 'sending' and lease_until = $3";
    Ok(conn.exec(sql, args![now, taken.id, taken.lease_until]).await? == 1)
}

/// It did not leave after all.
pub async fn stayed(conn: &mut Conn, taken: &Taken) -> Result<()> {
    let sql = "update outbox set sends = $1 where id = $2 and state = 'sending' and lease_until = $3";
    conn.exec(sql, args![taken.sends, taken.id, taken.lease_until]).await?;
    Ok(())
}

/// OutWhy a try came to what it came to.
#[derive(Clone, Debug, Default)]
pub struct Reason {
    /// In a word.
    pub why: Option<OutWhy>,
    /// What the other end said.
    pub detail: Option<String>,
    /// What the other end calls it.
    pub provider_id: Option<String>,
}

/// Ends a try of this server; false when the message is not its any more.
pub async fn end(conn: &mut Conn, taken: &Taken, state: OutState, reason: &Reason, now: At) -> Result<bool> {
    let sql = "update outbox set state = $1, why = $2, detail = $3, provider_id = $4, ended_at = $5
               where id = $6 and state = 'sending' and lease_until = $7";
    let args = args![state, reason.why, &reason.detail, &reason.provider_id, now, taken.id, taken.lease_until];
    Ok(conn.exec(sql, args).await? == 1)
}

/// Back among what waits, not before `run_at`; false when the message is not this server's any more.
pub async fn later(conn: &mut Conn, taken: &Taken, reason: &Reason, run_at: At) -> Result<bool> {
    let sql = "update outbox set state = 'waiting', why = $1, detail = $2, run_at = $3, lease_until = 0
               where id = $4 and state = 'sending' and lease_until = $5";
    Ok(conn.exec(sql, args![reason.why, &reason.detail, run_at, taken.id, taken.lease_until]).await? == 1)
}

/// What a server that is gone left behind before the first byte waits again.
pub async fn recover(conn: &mut Conn, now: At) -> Result<()> {
    conn.exec(
        "update outbox set state = 'waiting', lease_until = 0 where state = 'sending' and lease_until < $1 and sent_at is null",
        args![now],
    )
    .await?;
    Ok(())
}

/// What it left behind after that, nobody knows: taken over, to be ended.
pub async fn orphans(conn: &mut Conn, now: At, lease_until: At) -> Result<Vec<Taken>> {
    let sql = format!(
        "update outbox set lease_until = $1
         where id in (select id from outbox where state = 'sending' and lease_until < $2 and sent_at is not null order by id limit 50{})
         returning id, what, intake_id, address, body, attempts, sends, lease_until",
        conn.skip_locked()
    );
    conn.all(&sql, args![lease_until, now]).await
}

/// Waits again, for whoever asks now; false when it is not stuck any more.
pub async fn again(conn: &mut Conn, id: OutId, by: Option<UserId>, now: At) -> Result<bool> {
    let sql = "update outbox set state = 'waiting', run_at = $1, attempts = 0, sends = 0, why = null, detail = null, sent_at = null,
               ended_at = null, asked_by = $2 where id = $3 and state in ('failed', 'unknown')";
    Ok(conn.exec(sql, args![now, by, id]).await? == 1)
}

/// False when it is being sent, or over.
pub async fn drop(conn: &mut Conn, id: OutId, why: Option<OutWhy>, now: At) -> Result<bool> {
    let sql = "update outbox set state = 'dropped', why = $1, ended_at = $2 where id = $3 and state in ('waiting', 'failed', 'unknown')";
    Ok(conn.exec(sql, args![why, now, id]).await? == 1)
}

/// What a gateway said later: forward only. What waits to be repeated and has arrived does not go again.
pub async fn received(conn: &mut Conn, id: OutId, state: OutState, why: Option<OutWhy>, now: At) -> Result<bool> {
    let from = if state == OutState::Delivered {
        "'sending', 'sent', 'unknown', 'waiting'"
    } else {
        "'sending', 'sent', 'unknown'"
    };
    let sql = format!(
        "update outbox set state = $1, why = $2, ended_at = $3 where id = $4 and sends > 0 and state in ({from})"
    );
    Ok(conn.exec(&sql, args![state, why, now, id]).await? == 1)
}

/// What still waits to tell something of a file.
pub async fn waiting_of(conn: &mut Conn, intake: IntakeId) -> Result<Vec<(OutId, Told)>> {
    conn.all("select id, what from outbox where intake_id = $1 and state = 'waiting' order by id", args![intake]).await
}
