//! The clients of the demo. Names are common ones put together; nobody is meant.

use crate::{
    clients::{ClientInput, ClientKind, ContactInput},
    lang::Lang,
};

/// The clients that are there from the beginning, also in tests.
pub(super) fn first() -> Vec<ClientInput> {
    vec![
        person("Fatima Zerrouki", "0551 70 60 50", "Tlemcen", Lang::Fr),
        person("ياسين مرابط", "0661 23 45 67", "Mansourah", Lang::Ar),
        company("SARL Garage Benali", "043 20 11 22", "Chetouane"),
        person("Leïla Mansouri", "0770 11 22 33", "Maghnia", Lang::Fr),
    ]
}

/// Those who come with the world.
pub(super) fn more() -> Vec<ClientInput> {
    vec![
        ClientInput {
            email: "direction@optique.example".into(),
            address: "Centre commercial El Kiffane, local 14".into(),
            legal_form: "EURL".into(),
            rc: "13/00-0712345 B 19".into(),
            nif: "001913071234567".into(),
            ..company("EURL Optique Lumière", "043 27 40 18", "Tlemcen")
        },
        ClientInput {
            email: "amine.b@example.test".into(),
            address: "Cité des 400 logements, bât. 7".into(),
            ..person("Amine Belkacem", "0555 81 02 14", "Tlemcen", Lang::Fr)
        },
        person("سعاد بن عيسى", "0662 40 77 09", "Remchi", Lang::Ar),
        ClientInput {
            email: "nassim.h@example.test".into(),
            ..person("Nassim Haddouche", "0771 35 90 26", "Nedroma", Lang::Fr)
        },
        person("Yasmine Kaci", "0556 12 44 80", "Chetouane", Lang::Fr),
        person("محمد الأمين قادري", "0699 50 31 72", "Ghazaouet", Lang::Ar),
        ClientInput {
            warning: "Préfère être appelé après 17 h.".into(),
            ..person("Rachid Meziane", "0552 66 19 03", "Hennaya", Lang::Fr)
        },
        person("Sabrina Ould Ali", "0773 08 55 41", "Tlemcen", Lang::Fr),
        ClientInput {
            email: "h.cherif@example.test".into(),
            ..person("Houria Cherif", "0664 91 27 38", "Sebdou", Lang::Fr)
        },
        person("عبد القادر زياني", "0557 74 60 95", "Maghnia", Lang::Ar),
    ]
}

/// The people of the companies: the company's name, then who.
pub(super) fn contacts() -> Vec<(&'static str, ContactInput)> {
    let contact = |name: &str, title: &str, phone: &str, sees_all| ContactInput {
        name: name.into(),
        title: title.into(),
        phone: phone.into(),
        email: String::new(),
        sees_all,
    };
    vec![
        ("SARL Garage Benali", contact("Mourad Benali", "Gérant", "0550 20 11 23", true)),
        ("SARL Garage Benali", contact("Imène Saïdi", "Comptable", "0550 20 11 24", false)),
        ("EURL Optique Lumière", contact("Djamila Ferhat", "Responsable informatique", "0660 27 40 19", true)),
    ]
}

fn person(name: &str, phone: &str, commune: &str, lang: Lang) -> ClientInput {
    ClientInput {
        kind: Some(ClientKind::Individual),
        name: name.into(),
        phone: phone.into(),
        commune: commune.into(),
        wilaya: "13".into(),
        lang: Some(lang),
        ..ClientInput::default()
    }
}

fn company(name: &str, phone: &str, commune: &str) -> ClientInput {
    ClientInput { kind: Some(ClientKind::Company), ..person(name, phone, commune, Lang::Fr) }
}
