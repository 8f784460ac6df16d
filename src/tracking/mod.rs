//! The link under which a client follows a repair without an account: id of the intake and a signature that only the
//! shop's key can make. Nothing of it is stored but the epoch of the intake: when that is raised, old links die.

use crate::{
    app::App,
    kernel::{
        id::IntakeId,
        secret::{self, Key},
    },
    settings::Settings,
};

fn seal(key: &Key, intake: IntakeId, epoch: i64) -> String {
    key.seal_link("tracking", &format!("{intake}.{epoch}"))
}

/// The address printed as QR code and sent to the client.
pub fn url(app: &App, settings: &Settings, intake: IntakeId, epoch: i64) -> String {
    let host = settings.shop.public_url.trim_end_matches('/');
    format!("{host}/t/{intake}{}", seal(app.key(), intake, epoch))
}

/// Takes what follows `/t/` apart: the intake and the signature it claims. Whether it holds is said by [`holds`], once the
/// epoch of the intake is read.
pub fn check(text: &str) -> Option<(IntakeId, String)> {
    let (id, signed) = secret::split_link(text)?;
    Some((id.parse().ok()?, signed))
}

/// Whether a signature is that of the intake at its present epoch.
pub fn holds(app: &App, intake: IntakeId, epoch: i64, signed: &str) -> bool {
    secret::same(signed, &seal(app.key(), intake, epoch))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::Id as _;

    #[test]
    fn a_link_dies_with_its_epoch_and_is_of_one_intake() {
        let key = Key::generate();
        let (intake, other) = (IntakeId::from_raw(1 << 50), IntakeId::from_raw(7));
        let text = format!("{intake}{}", seal(&key, intake, 1));
        let (id, signed) = check(&text).expect("a link");
        assert_eq!((id, signed.as_str()), (intake, seal(&key, intake, 1).as_str()));
        assert_eq!(signed.len() * 4, 80);
        assert_ne!(signed, seal(&key, intake, 2));
        assert_ne!(signed, seal(&key, other, 1));
        assert_ne!(signed, seal(&Key::generate(), intake, 1));
        assert_eq!(check(&text.to_uppercase()), check(&text));
        for bad in ["", "x", &text[1..], "é".repeat(17).as_str(), &format!("{text}0")] {
            assert_eq!(check(bad), None, "{bad}");
        }
    }
}
