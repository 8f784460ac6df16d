//! The small world: a workshop with staff and clients, built through the verbs. Used by `make run` and the tests.

use crate::{
    app::App,
    clients::{self, ClientInput, ClientKind},
    kernel::error::Result,
    lang::Lang,
    settings::{self, Settings},
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

/// Builds the demo shop when nobody has an account yet.
///
/// # Errors
/// When the database refuses.
pub async fn build(app: &App) -> Result<()> {
    if !users::nobody_yet(&mut app.read().await?).await? {
        return Ok(());
    }
    let settings = shop();
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
        app.write(async |tx| {
            let id = users::create(tx, &May::<UsersEdit>::system(), &input, person.password, "DZ").await?;
            users::keep_password(tx, id).await
        })
        .await?;
    }
    for client in people() {
        app.write(async |tx| clients::create(tx, &May::<ClientsEdit>::system(), &settings, &client).await).await?;
    }
    Ok(())
}

fn shop() -> Settings {
    let mut settings = Settings::default();
    settings.shop.name = "Atelier Démo".into();
    settings.shop.tagline = "Vente et réparation informatique".into();
    settings.shop.address = "12, rue de l'Exemple\n13000 Tlemcen".into();
    settings.shop.phone = "043 26 12 34".into();
    settings.shop.email = "contact@atelier.example".into();
    settings
}

fn people() -> Vec<ClientInput> {
    let person = |kind, name: &str, phone: &str, commune: &str, lang| ClientInput {
        kind: Some(kind),
        name: name.into(),
        phone: phone.into(),
        commune: commune.into(),
        wilaya: "13".into(),
        lang: Some(lang),
        ..ClientInput::default()
    };
    vec![
        person(ClientKind::Individual, "Fatima Zerrouki", "0551 70 60 50", "Tlemcen", Lang::Fr),
        person(ClientKind::Individual, "ياسين مرابط", "0661 23 45 67", "Mansourah", Lang::Ar),
        person(ClientKind::Company, "SARL Garage Benali", "043 20 11 22", "Chetouane", Lang::Fr),
        person(ClientKind::Individual, "Leïla Mansouri", "0770 11 22 33", "Maghnia", Lang::Fr),
    ]
}
