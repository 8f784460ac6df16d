//! The small world: a workshop with staff, clients and repair files, built through the verbs. Used by `make run` and the
//! tests. Nobody in it exists.

mod acts;
mod files;
mod people;
mod shop;
mod story;
mod world;

pub use world::build_world;

use crate::{
    app::App,
    clients,
    kernel::error::Result,
    lang::Lang,
    settings,
    users::{
        self, Role, UserInput,
        rights::{ClientsEdit, May, SettingsEdit, UsersEdit},
    },
};

/// Someone who can log in to the demo.
#[derive(Clone, Debug, serde::Serialize)]
pub struct LogIn {
    /// Log-in name.
    pub login: &'static str,
    /// Password: no secret, the demo listens on this machine alone.
    pub password: &'static str,
    /// Role.
    pub role: Role,
}

/// Who can log in to the demo.
pub const LOG_INS: &[LogIn] = &[
    LogIn { login: "nadia", password: "atelier de demonstration", role: Role::Manager },
    LogIn { login: "karim", password: "tournevis cruciforme", role: Role::Technician },
    LogIn { login: "samia", password: "bonjour au comptoir", role: Role::Sales },
];

/// The address in codes and links is the one the demo shop listens on, unless somebody gave it another.
///
/// # Errors
/// When the database refuses.
pub async fn reached_at(app: &App, address: &str) -> Result<()> {
    app.write(async |tx| {
        let (mut settings, version) = settings::load(tx).await?;
        if settings.shop.public_url == address || !settings.shop.is_of_this_machine() {
            return Ok(());
        }
        settings.shop.public_url = address.to_owned();
        settings::save(tx, &May::<SettingsEdit>::system(), &settings, version).await
    })
    .await
}

/// Builds the shop, its staff and a few clients when nobody has an account yet.
///
/// # Errors
/// When the database refuses.
pub async fn build(app: &App) -> Result<()> {
    if !users::nobody_yet(&mut app.read().await?).await? {
        return Ok(());
    }
    let settings = shop::settings();
    app.write(async |tx| settings::save(tx, &May::<SettingsEdit>::system(), &settings, 0).await).await?;
    for (person, name) in LOG_INS.iter().zip(["Nadia Benali", "Karim Bouzid", "Samia Haddad"]) {
        let input = UserInput {
            login: person.login.into(),
            name: name.into(),
            role: Some(person.role),
            lang: Lang::Fr,
            phone: String::new(),
            takes_tickets: person.role == Role::Technician,
        };
        let password = users::NewPassword::choose(person.password, person.login).await?;
        app.write(async |tx| {
            let id = users::create(tx, &May::<UsersEdit>::system(), &input, &password, "DZ").await?;
            users::keep_password(tx, id).await
        })
        .await?;
    }
    for client in people::first() {
        app.write(async |tx| clients::create(tx, &May::<ClientsEdit>::system(), &settings, &client).await).await?;
    }
    Ok(())
}
