//! What a technician tries of a piece of equipment, before the work and after it: a list for everything, one more for each category.

use std::collections::BTreeMap;

use crate::{
    kernel::{error::Faults, fold::fold},
    lang::{Key, say},
};

/// The most lines of a list, and checks of a sheet.
pub const MOST: usize = 60;
/// The most categories with a list of their own.
const CATEGORIES: usize = 200;
/// The longest check, characters.
pub const LABEL: usize = 120;

/// Checks, a line each.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Checklists {
    /// Of any equipment.
    pub every: Vec<String>,
    /// By category of equipment, after those of any.
    pub by_category: BTreeMap<String, Vec<String>>,
}

impl Default for Checklists {
    fn default() -> Self {
        let list = |items: &str| items.split(", ").map(str::to_owned).collect::<Vec<_>>();
        let laptop = "Écran, Clavier, Pavé tactile, Batterie et charge, Wi-Fi, Son, Micro et caméra, Ports USB, Ventilateur et température, Disque (SMART)";
        let desktop = "Affichage, Ports USB, Réseau, Son, Ventilateurs et température, Disque (SMART), Mémoire";
        let phone = "Écran et tactile, Charge, Batterie, Réseau mobile, Wi-Fi, Haut-parleur et écouteur, Micro, Appareils photo, Boutons, Déverrouillage";
        let printer = "Alimentation du papier, Page de test, Scanner, Connexion, Bruit anormal";
        Self {
            every: list("S'allume, Aspect extérieur"),
            by_category: [
                ("PC portable", laptop),
                ("PC de bureau", desktop),
                ("Tout-en-un", desktop),
                ("Smartphone", phone),
                ("Tablette", phone),
                ("Imprimante", printer),
            ]
            .map(|(category, items)| (category.to_owned(), list(items)))
            .into(),
        }
    }
}

impl Checklists {
    /// The list of a category alone, whatever its case and accents.
    pub fn of(&self, category: &str) -> &[String] {
        let wanted = fold(category);
        self.by_category.iter().find(|(known, _)| fold(known) == wanted).map_or(&[], |(_, list)| list)
    }

    /// What is tried of an equipment of this category: once each.
    pub fn wanted(&self, category: &str) -> Vec<String> {
        let mut wanted: Vec<String> = Vec::new();
        for label in self.every.iter().chain(self.of(category)) {
            if !wanted.iter().any(|known| fold(known) == fold(label)) {
                wanted.push(label.clone());
            }
        }
        wanted.truncate(MOST);
        wanted
    }

    /// What is wrong; the fields are `list_0` for everything, then `list_1`… for the categories in the order of their names.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(self.by_category.len() > CATEGORIES, "list_0", say::ErrorTooManyLines { most: CATEGORIES.into() });
        let unknown = self.by_category.keys().any(|category| category.chars().count() > LABEL);
        faults.when(unknown, "list_0", say::ErrorTooLong { most: LABEL.into() });
        for (n, list) in std::iter::once(&self.every).chain(self.by_category.values()).enumerate() {
            let field = format!("list_{n}");
            let long = list.iter().any(|label| label.chars().count() > LABEL);
            faults.when(long, &field, say::ErrorTooLong { most: LABEL.into() });
            faults.when(list.iter().any(|label| fold(label).is_empty()), &field, Key::SettingsChecksWords);
            faults.when(list.len() > MOST, &field, say::ErrorTooManyLines { most: MOST.into() });
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_adds_to_what_is_tried_of_everything() {
        let lists = Checklists {
            every: vec!["S'allume".into(), "Écran".into()],
            by_category: [("PC portable".to_owned(), vec!["ecran".to_owned(), "Clavier".to_owned()])].into(),
        };
        assert_eq!(lists.wanted("pc PORTABLE"), ["S'allume", "Écran", "Clavier"]);
        assert_eq!(lists.wanted("Autre"), ["S'allume", "Écran"]);
    }

    #[test]
    fn odd_lists_are_refused_at_their_field() {
        assert!(Checklists::default().check().is_empty());
        let lists = Checklists {
            every: vec!["—".into()],
            by_category: [("a".to_owned(), vec!["x".repeat(LABEL + 1)]), ("b".to_owned(), vec!["x".into(); MOST + 1])]
                .into(),
        };
        let fields: Vec<String> = lists.check().0.into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["list_0", "list_1", "list_2"]);
    }
}
