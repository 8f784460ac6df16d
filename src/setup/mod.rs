//! The first start: who has the code of the console names the shop and becomes its first manager, once.

mod view;
pub mod web;

use crate::{
    app::Tx,
    kernel::{
        error::{Faults, Result},
        fold::is_blank,
    },
    lang::{Key, Lang},
    settings::{self, Settings},
    users::{self, NewPassword, Role, UserInput, rights::May},
};

/// What is asked at the first start.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The shop's name.
    pub shop: String,
    /// The address under which clients reach the server.
    pub public_url: String,
    /// Language of the shop and of its first manager.
    pub lang: Lang,
    /// The manager's name.
    pub name: String,
    /// The manager's log-in name.
    pub login: String,
}

impl SetUp {
    /// The settings as they will be.
    fn settings(&self, present: Settings) -> Settings {
        let mut settings = present;
        settings.shop.name.clone_from(&self.shop);
        settings.shop.public_url.clone_from(&self.public_url);
        settings.shop.lang = self.lang;
        settings
    }

    /// The first manager's account.
    fn manager(&self) -> UserInput {
        UserInput {
            login: self.login.clone(),
            name: self.name.clone(),
            role: Some(Role::Manager),
            lang: self.lang,
            ..UserInput::default()
        }
    }

    /// What is wrong, under the names of the form's fields.
    pub fn check(&self) -> Faults {
        let mut faults = self.shop_faults();
        faults.0.extend(self.manager().check().0);
        faults
    }

    /// What is wrong, the first manager's password included.
    pub fn check_with(&self, password: &str) -> Faults {
        let mut faults = self.shop_faults();
        faults.0.extend(self.manager().check_with(password).0);
        faults
    }

    fn shop_faults(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(is_blank(&self.shop), "shop", Key::ErrorRequired);
        faults.when(!settings::is_public_url(&self.public_url), "public_url", Key::SettingsUrlWrong);
        faults
    }
}

/// Names the shop and makes its first manager.
///
/// # Errors
/// [`crate::kernel::error::Error::Conflict`] when there is an account already; [`crate::kernel::error::Error::Invalid`].
pub async fn set_up(tx: &mut Tx, input: &SetUp, password: &NewPassword) -> Result<()> {
    input.check().or(())?;
    let (present, version) = settings::load(tx).await?;
    let settings = input.settings(present);
    // Written first: of two that set up at once, the second waits here or is refused.
    settings::save(tx, &May::system(), &settings, version).await?;
    users::create_first(tx, &input.manager(), password, &settings.shop.region).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_asked_is_checked_under_its_field() {
        let input = SetUp {
            shop: String::new(),
            public_url: "atelier".into(),
            lang: Lang::Fr,
            name: String::new(),
            login: "é".into(),
        };
        let fields: Vec<String> = input.check().0.into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["shop", "public_url", "login", "name"]);
        let input = SetUp {
            shop: "X".into(),
            public_url: "https://x.dz".into(),
            lang: Lang::Ar,
            name: "Ali".into(),
            login: "ali".into(),
        };
        assert!(input.check().is_empty() && input.settings(Settings::default()).check().is_empty());
        assert_eq!(input.manager().role, Some(Role::Manager));
    }
}
