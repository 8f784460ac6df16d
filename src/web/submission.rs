//! A form or API call sent twice makes one thing: the key is written first, in the transaction of the verb.

use crate::{
    app::{App, Tx},
    args,
    kernel::{
        actor::Actor,
        error::{Error, Result},
        id::encode,
        secret,
    },
    lang::Key,
};

/// What makes one submission known again: its key, where it goes and what it says.
#[derive(Clone, Debug, Default)]
pub struct Once {
    /// The form's hidden key or the `Idempotency-Key`; without one nothing is remembered.
    pub key: Option<String>,
    /// Method and path.
    pub route: String,
    /// Digest of the body.
    pub digest: String,
}

impl Once {
    /// A key as it is remembered: one that is long or odd is kept by its digest, so that every key counts.
    pub fn key_of(typed: &[u8]) -> String {
        match std::str::from_utf8(typed) {
            Ok(text)
                if (1..=64).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b)) =>
            {
                text.to_owned()
            }
            _ => secret::digest(typed),
        }
    }

    /// Runs `work` in one transaction and remembers where it led; the same submission again leads there at once.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the key came with another body; else what `work` returns.
    pub async fn write(
        &self,
        app: &App,
        by: impl Into<Actor>,
        work: impl AsyncFnOnce(&mut Tx) -> Result<String> + Clone,
    ) -> Result<String> {
        let by = by.into();
        app.write(async move |tx: &mut Tx| {
            let Some(key) = &self.key else { return work(tx).await };
            let actor = name_of(by);
            if let Some(location) = self.begin(tx, key, &actor).await? {
                return Ok(location);
            }
            let location = work(tx).await?;
            tx.exec(
                "update submissions set location = $1 where actor = $2 and key = $3",
                args![&location, &actor, key],
            )
            .await?;
            Ok(location)
        })
        .await
    }

    /// Writes the key; where an earlier submission of it led.
    async fn begin(&self, tx: &mut Tx, key: &str, actor: &str) -> Result<Option<String>> {
        let now = tx.now();
        let fresh = tx
            .exec(
                "insert into submissions (key, actor, route, digest, at) values ($1, $2, $3, $4, $5) on conflict (actor, key) do nothing",
                args![key, actor, &self.route, &self.digest, now],
            )
            .await?;
        if fresh == 1 {
            return Ok(None);
        }
        let (route, digest, location): (String, String, Option<String>) = tx
            .one("select route, digest, location from submissions where actor = $1 and key = $2", args![actor, key])
            .await?;
        if route != self.route || digest != self.digest {
            return Err(Error::conflict(Key::ErrorSentTwice));
        }
        Ok(Some(location.unwrap_or_else(|| "/".into())))
    }
}

/// Whether the form with this key was sent by them already, and led somewhere.
///
/// # Errors
/// When the database cannot be read.
pub async fn was_submitted(tx: &mut Tx, by: impl Into<Actor>, key: &str) -> Result<bool> {
    let actor = name_of(by.into());
    let led: Option<i64> = tx
        .first("select at from submissions where actor = $1 and key = $2 and location is not null", args![actor, key])
        .await?;
    Ok(led.is_some())
}

fn name_of(by: Actor) -> String {
    format!("{}:{}", by.kind(), by.id().map(encode).unwrap_or_default())
}

/// Forgets submissions older than two days; a timer calls it.
///
/// # Errors
/// When the database refuses.
pub async fn clean_up(tx: &mut Tx) -> Result<()> {
    let before = tx.now().plus_days(-2);
    tx.exec("delete from submissions where at < $1", args![before]).await?;
    Ok(())
}
