//! What gateways say later of a message: the address they say it at, and what they mean. The address is signed with the shop's
//! key, so nothing of it is stored, and nobody else can say anything.

use super::{OutState, OutWhy, moved, store};
use crate::{
    app::{App, Tx},
    kernel::{
        actor::Actor,
        error::{Error, Result},
        id::OutId,
        secret::{self, Key},
    },
    settings::Settings,
};

fn seal(key: &Key, id: OutId) -> String {
    key.seal_link("receipt", &id.to_string())
}

/// Where a gateway says what became of a message.
pub fn url(app: &App, settings: &Settings, id: OutId) -> String {
    let host = settings.shop.public_url.trim_end_matches('/');
    format!("{host}/h/{id}{}", seal(app.key(), id))
}

/// The message that what follows `/h/` is of.
pub(super) fn message(app: &App, link: &str) -> Option<OutId> {
    let (id, signed) = secret::split_link(link)?;
    let id: OutId = id.parse().ok()?;
    secret::same(&signed, &seal(app.key(), id)).then_some(id)
}

/// What a gateway means by a word or number; none when it is only on its way.
///
/// Kannel: 1 delivered, 2 undeliverable, 4 buffered, 8 taken by the carrier, 16 refused by it (user guide, "Delivery Reports").
/// SMPP 3.4 §5.2.28 names the states of a carrier; providers have words of their own.
pub fn meaning(word: &str) -> Option<OutState> {
    match word.trim().to_ascii_lowercase().as_str() {
        "1" | "delivered" | "delivrd" | "read" => Some(OutState::Delivered),
        "2" | "16" | "undelivered" | "undeliv" | "failed" | "rejected" | "rejectd" | "expired" | "deleted" => {
            Some(OutState::Failed)
        }
        _ => None,
    }
}

/// The names under which gateways say it.
const NAMES: &[&str] = &["status", "state", "MessageStatus", "SmsStatus"];

/// What was said, out of the fields of a question or form.
pub(super) fn said(fields: &[(String, String)]) -> Option<OutState> {
    fields.iter().filter(|(name, _)| NAMES.contains(&name.as_str())).find_map(|(_, word)| meaning(word))
}

/// Writes what a gateway said. What is on the phone stays there; what was said before is said again without harm.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn received(tx: &mut Tx, id: OutId, state: OutState) -> Result<()> {
    let out = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    let now = tx.now();
    let why = (state == OutState::Failed).then_some(OutWhy::Undelivered);
    if store::received(tx, id, state, why, now).await? {
        moved(tx, Actor::System, id, out.intake_id, state)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::Id as _;

    #[test]
    fn gateways_are_understood() {
        for (word, state) in [
            ("1", Some(OutState::Delivered)),
            ("DELIVRD", Some(OutState::Delivered)),
            (" Delivered ", Some(OutState::Delivered)),
            ("2", Some(OutState::Failed)),
            ("16", Some(OutState::Failed)),
            ("undelivered", Some(OutState::Failed)),
            ("8", None),
            ("4", None),
            ("sent", None),
            ("", None),
        ] {
            assert_eq!(meaning(word), state, "{word}");
        }
        let fields = |name: &str| [("x".to_owned(), "1".to_owned()), (name.to_owned(), "delivered".to_owned())];
        assert_eq!(said(&fields("MessageStatus")), Some(OutState::Delivered));
        assert_eq!(said(&fields("other")), None);
    }

    #[test]
    fn a_seal_is_of_one_message_and_one_shop() {
        let (key, id) = (Key::generate(), OutId::from_raw(1 << 40));
        assert_ne!(seal(&key, id), seal(&key, OutId::from_raw(2)));
        assert_ne!(seal(&key, id), seal(&Key::generate(), id));
    }
}
