//! SQL of jobs.

use crate::{
    args,
    kernel::{db::Conn, error::Result, id::JobId, time::At},
    record,
};

record! {
    /// A job that was claimed.
    #[derive(Clone, Debug)]
    pub struct Job {
        /// Id.
        pub id: JobId,
        /// What is to be done.
        pub kind: String,
        /// What for.
        pub key: String,
        /// With what, as JSON.
        pub body: String,
        /// Tries so far, this one included.
        pub attempts: i64,
    }
}

pub async fn insert(conn: &mut Conn, id: JobId, kind: &str, key: &str, body: &str, run_at: At, now: At) -> Result<()> {
    conn.exec(
        "insert into jobs (id, kind, key, body, state, run_at, lease_until, attempts, created_at)
         values ($1, $2, $3, $4, 'ready', $5, 0, 0, $6) on conflict (key) do nothing",
        args![id, kind, key, body, run_at, now],
    )
    .await?;
    Ok(())
}

pub async fn claim(conn: &mut Conn, now: At, lease_until: At) -> Result<Option<Job>> {
    let sql = format!(
        "update jobs set lease_until = $1, attempts = attempts + 1
         where id = (select id from jobs where state = 'ready' and run_at <= $2 and lease_until <= $2 order by run_at, id limit 1{})
         returning id, kind, key, body, attempts",
        conn.skip_locked()
    );
    conn.first(&sql, args![lease_until, now]).await
}

pub async fn end(conn: &mut Conn, id: JobId, state: &str, error: Option<&str>, now: At) -> Result<()> {
    conn.exec("update jobs set state = $1, last_error = $2, ended_at = $3 where id = $4", args![state, error, now, id])
        .await?;
    Ok(())
}

pub async fn again(conn: &mut Conn, id: JobId, run_at: At, error: &str) -> Result<()> {
    conn.exec("update jobs set run_at = $1, lease_until = 0, last_error = $2 where id = $3", args![run_at, error, id])
        .await?;
    Ok(())
}

pub async fn delete_done(conn: &mut Conn, before: At) -> Result<()> {
    conn.exec("delete from jobs where state = 'done' and ended_at < $1", args![before]).await?;
    Ok(())
}
