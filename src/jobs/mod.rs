//! Work for the background: a row written in the verb's own transaction, claimed with a lease, done once.
//!
//! The worker itself is in `worker.rs` above the nouns; here is only the table.

mod store;

pub use store::Job;

use crate::{
    app::Tx,
    kernel::{error::Result, time::At},
};

/// How long a worker may take before another one tries.
const LEASE_MS: i64 = 120_000;
/// Tries before a job is put aside for a person.
const TRIES: i64 = 8;

/// Writes a job; `key` tells what it is for, and the same key is written once.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, kind: &str, key: &str, body: &str, run_at: At) -> Result<()> {
    let (id, now) = (tx.new_id(), tx.now());
    store::insert(tx, id, kind, key, body, run_at, now).await
}

/// Takes the next job that is due, for two minutes.
///
/// # Errors
/// When the database refuses.
pub async fn claim(tx: &mut Tx) -> Result<Option<Job>> {
    let now = tx.now();
    store::claim(tx, now, now.plus_ms(LEASE_MS)).await
}

/// The job is done.
///
/// # Errors
/// When the database refuses.
pub async fn done(tx: &mut Tx, job: &Job) -> Result<()> {
    let now = tx.now();
    store::end(tx, job.id, "done", None, now).await
}

/// The job failed: it is tried later, ever more rarely, or put aside.
///
/// # Errors
/// When the database refuses.
pub async fn failed(tx: &mut Tx, job: &Job, why: &str) -> Result<()> {
    let now = tx.now();
    if job.attempts >= TRIES {
        return store::end(tx, job.id, "failed", Some(why), now).await;
    }
    let wait = 5_000 << job.attempts.clamp(0, 10);
    store::again(tx, job.id, now.plus_ms(wait), why).await
}

/// Takes away jobs that were done a month ago; a timer calls it.
///
/// # Errors
/// When the database refuses.
pub async fn clean_up(tx: &mut Tx) -> Result<()> {
    let before = tx.now().plus_days(-30);
    store::delete_done(tx, before).await
}
