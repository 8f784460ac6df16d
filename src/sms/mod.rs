//! Text messages: what they cost, and the gateway that carries them. What is sent, and what becomes of it, is in `outbox`.

pub mod api;
pub mod http;
mod model;
mod store;
pub mod text;
pub mod view;
pub mod web;

pub use model::{BLANKS, Gateway, Method, Preset, Spelling};

use crate::{
    app::Tx,
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        secret::Key as ShopKey,
    },
    lang::Key,
    users::rights::{May, SettingsEdit},
};

/// What a sealed secret is for.
const CONTEXT: &str = "sms gateway";

/// The gateway as kept: whether it has a secret, and its version; one that is off, version 0, before anything was saved.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The gateway.
    pub gateway: Gateway,
    sealed: Option<String>,
    /// Version.
    pub version: i64,
}

impl Kept {
    /// Whether a secret is kept.
    pub fn has_secret(&self) -> bool {
        self.sealed.is_some()
    }

    /// The secret; none when the key is another than that which sealed it.
    pub fn secret(&self, key: &ShopKey) -> Option<String> {
        match &self.sealed {
            None => Some(String::new()),
            Some(sealed) => key.open(CONTEXT, sealed),
        }
    }
}

/// The gateway.
///
/// # Errors
/// When the database cannot be read.
pub async fn gateway(conn: &mut Conn) -> Result<Kept> {
    match store::read(conn).await? {
        Some((body, sealed, version)) => Ok(Kept { gateway: serde_json::from_str(&body)?, sealed, version }),
        None => Ok(Kept::default()),
    }
}

/// Saves the gateway that was read with `version`; without a new secret the one that is kept stays.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when someone else saved meanwhile.
pub async fn save(
    tx: &mut Tx,
    by: &May<SettingsEdit>,
    key: &ShopKey,
    gateway: &Gateway,
    secret: Option<&str>,
    version: i64,
) -> Result<()> {
    gateway.check().or(())?;
    let before = self::gateway(tx).await?;
    let sealed = match secret.filter(|secret| !secret.is_empty()) {
        Some(secret) => Some(key.seal(CONTEXT, secret)),
        None => before.sealed,
    };
    let body = serde_json::to_string(gateway)?;
    if !store::save(tx, &body, sealed.as_deref(), version + 1).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::SmsGatewayChanged { gateway: version + 1 })
}

/// A text as the gateway sends it: spelled as the shop chose.
pub fn spelled(gateway: &Gateway, text: &str) -> String {
    match gateway.spelling {
        Spelling::Exact => text::plain_spaces(text),
        Spelling::Plain => text::plain(&text::plain_spaces(text)),
    }
}
