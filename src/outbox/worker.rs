//! Sends what is due, a few at once. The network stands outside every transaction: a message is taken and that is committed
//! before anything leaves; what became of it is written after.

use std::time::Duration;

use tokio::task::JoinSet;

use super::{
    OutState, OutWhy,
    model::{MOST_SENDS, REPEAT_MS, wait_after},
    moved, receipts,
    store::{self, Reason, Taken},
};
use crate::{
    app::{App, Tx},
    kernel::{actor::Actor, error::Result, secret},
    settings,
    sms::{
        self,
        http::{self, Answer, Patience, Sms},
    },
};

/// How long a server may take; far more than every patience together.
const LEASE_MS: i64 = 180_000;
/// Messages under way at once.
const AT_ONCE: usize = 4;
/// How often what waits is looked at when nobody says that there is something.
const LOOK: Duration = Duration::from_secs(3);
/// How long messages may take to end after a stop was asked for.
const GRACE: Duration = Duration::from_secs(8);

/// Sends until the application stops.
pub async fn run(app: App, patience: Patience) {
    let client = match http::client(patience) {
        Ok(client) => client,
        Err(e) => return tracing::error!(error = %e, "nothing can be sent to clients"),
    };
    let (mut stop, mut heard) = (app.stopping(), app.bus().hear());
    let mut under_way = JoinSet::new();
    while !*stop.borrow() {
        if under_way.len() < AT_ONCE {
            match take(&app).await {
                Ok(Some(taken)) => {
                    under_way.spawn(carry(app.clone(), client.clone(), taken));
                    continue;
                }
                Ok(None) => {}
                Err(e) => tracing::warn!(error = %e, "what waits for clients could not be read"),
            }
        }
        tokio::select! {
            _ = stop.changed() => {}
            _ = under_way.join_next(), if !under_way.is_empty() => {}
            () = until_something_waits(&mut heard) => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
    if tokio::time::timeout(GRACE, async { while under_way.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!("messages were under way when the server stopped");
    }
}

async fn until_something_waits(heard: &mut tokio::sync::broadcast::Receiver<String>) {
    use tokio::sync::broadcast::error::RecvError;
    loop {
        match heard.recv().await {
            Ok(subject) if subject == "outbox" => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// Sends everything that is due now, one after the other; for tests.
///
/// # Errors
/// When the database refuses.
pub async fn once(app: &App, patience: Patience) -> Result<usize> {
    let client = http::client(patience)?;
    let mut sent = 0;
    while let Some(taken) = take(app).await? {
        carry(app.clone(), client.clone(), taken).await;
        sent += 1;
    }
    Ok(sent)
}

/// Takes a message that is due, after putting in order what a stopped server left behind.
async fn take(app: &App) -> Result<Option<Taken>> {
    app.write(async |tx| {
        let now = tx.now();
        let lease = now.plus_ms(LEASE_MS);
        store::recover(tx, now).await?;
        for orphan in store::orphans(tx, now, lease).await? {
            let reason = Reason { why: Some(OutWhy::Interrupted), ..Reason::default() };
            lost(tx, &Taken { sends: orphan.sends - 1, ..orphan }, reason).await?;
        }
        store::take(tx, now, lease).await
    })
    .await
}

async fn carry(app: App, client: reqwest::Client, taken: Taken) {
    let id = taken.id;
    // An error comes before the first byte alone.
    let answer = attempt(&app, &client, &taken).await.unwrap_or_else(|e| {
        tracing::warn!(%id, error = %e, "a message could not be sent");
        Some(Answer::Away(String::new()))
    });
    if let Err(e) = app.write(async |tx| keep(tx, &taken, answer.clone()).await).await {
        tracing::warn!(%id, error = %e, "what became of a message could not be kept");
    }
}

/// None when there is no gateway to ask.
async fn attempt(app: &App, client: &reqwest::Client, taken: &Taken) -> Result<Option<Answer>> {
    let mut conn = app.read().await?;
    let (kept, settings) = (sms::gateway(&mut conn).await?, settings::current(&mut conn).await?);
    drop(conn);
    let Some(secret) = kept.secret(app.key()).filter(|_| kept.gateway.on) else { return Ok(None) };
    let text = sms::spelled(&kept.gateway, &taken.body);
    let id = taken.id.to_string();
    let hook = receipts::url(app, &settings, taken.id);
    let message = Sms { id: &id, to: &taken.address, text: &text, hook: &hook };
    let leaving = async || {
        app.write(async |tx| {
            let now = tx.now();
            store::leaving(tx, taken, now).await
        })
        .await
    };
    http::send(client, &kept.gateway, &secret, message, leaving).await.map(Some)
}

/// Writes what a try came to.
async fn keep(tx: &mut Tx, taken: &Taken, answer: Option<Answer>) -> Result<()> {
    let reason = |why, detail: String| Reason {
        why: Some(why),
        detail: Some(detail).filter(|detail| !detail.is_empty()),
        provider_id: None,
    };
    match answer {
        Some(Answer::Taken(provider_id)) => {
            end(tx, taken, OutState::Sent, Reason { provider_id, ..Reason::default() }).await
        }
        Some(Answer::Refused(detail)) => end(tx, taken, OutState::Failed, reason(OutWhy::Refused, detail)).await,
        Some(Answer::Away(detail)) => {
            store::stayed(tx, taken).await?;
            later(tx, taken, reason(OutWhy::Away, detail)).await
        }
        Some(Answer::Lost(detail)) => lost(tx, taken, reason(OutWhy::NoAnswer, detail)).await,
        None => end(tx, taken, OutState::Failed, reason(OutWhy::NoGateway, String::new())).await,
    }
}

async fn end(tx: &mut Tx, taken: &Taken, state: OutState, reason: Reason) -> Result<()> {
    let now = tx.now();
    if store::end(tx, taken, state, &reason, now).await? {
        moved(tx, Actor::System, taken.id, taken.intake_id, state)?;
    }
    Ok(())
}

async fn later(tx: &mut Tx, taken: &Taken, reason: Reason) -> Result<()> {
    let chance = i64::try_from(secret::random_u64() % 100).unwrap_or(50);
    let Some(wait) = wait_after(taken.attempts, chance) else {
        return end(tx, taken, OutState::Failed, reason).await;
    };
    let run_at = tx.now().plus_ms(wait);
    if store::later(tx, taken, &reason, run_at).await? {
        moved(tx, Actor::System, taken.id, taken.intake_id, OutState::Waiting)?;
    }
    Ok(())
}

/// It may have gone. What a client waits for goes once more, the rest is a person's to decide.
async fn lost(tx: &mut Tx, taken: &Taken, reason: Reason) -> Result<()> {
    if !taken.what.is_ready() || taken.sends + 1 >= MOST_SENDS {
        return end(tx, taken, OutState::Unknown, reason).await;
    }
    let run_at = tx.now().plus_ms(REPEAT_MS);
    if store::later(tx, taken, &reason, run_at).await? {
        moved(tx, Actor::System, taken.id, taken.intake_id, OutState::Waiting)?;
    }
    Ok(())
}
