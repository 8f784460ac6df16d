//! One physical thing of a client: category, brand, model, serial number; what it is called and drawn as.

use crate::{
    kernel::{
        db::{FromRow, Row},
        error::{Faults, Result},
        fold::is_blank,
        fold::{fold, fold_code},
        id::{ClientId, EquipmentId},
        time::At,
    },
    lang::{Key, say},
    record,
};

record! {
    /// A thing of a client as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Equipment {
        /// Id.
        pub id: EquipmentId,
        /// Whose it is.
        pub client_id: ClientId,
        /// What it is.
        pub category: String,
        /// Brand.
        pub brand: Option<String>,
        /// Model.
        pub model: Option<String>,
        /// Serial number or IMEI, as typed.
        pub serial: Option<String>,
        /// Year it was made or bought.
        pub year: Option<i64>,
        /// What the team should know of it.
        pub note: Option<String>,
        /// When recorded.
        pub created_at: At,
        /// Version, for amending.
        pub version: i64,
    }
}

/// A thing with the name of whose it is: a line of a list.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Owned {
    /// The thing.
    #[serde(flatten)]
    pub equipment: Equipment,
    /// Name of the client.
    pub client_name: String,
}

impl FromRow for Owned {
    fn read(row: &Row<'_>, at: &mut usize) -> Result<Self> {
        Ok(Self { equipment: Equipment::read(row, at)?, client_name: String::read(row, at)? })
    }
}

/// What is typed of a thing.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct EquipmentInput {
    /// What it is; needed. The shop's list is offered, any word is taken.
    pub category: String,
    /// Brand.
    pub brand: String,
    /// Model.
    pub model: String,
    /// Serial number or IMEI.
    pub serial: String,
    /// Year it was made or bought.
    pub year: Option<i64>,
    /// What the team should know of it.
    pub note: String,
}

/// What a list of equipment is asked for.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct EquipmentFilter {
    /// Part of category, brand, model or serial number.
    pub q: String,
    /// A category, as written.
    pub category: String,
    /// Where the page before ended.
    pub after: String,
}

/// The longest category, brand, model and serial number.
const LONGEST: usize = 120;
/// Years that a thing may be of.
const YEARS: std::ops::RangeInclusive<i64> = 1800..=2100;

/// Nothing when empty.
fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

impl EquipmentInput {
    /// Checks what was typed: a category is needed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(is_blank(&self.category), "category", Key::ErrorRequired);
        let lines =
            [("category", &self.category), ("brand", &self.brand), ("model", &self.model), ("serial", &self.serial)];
        for (field, text) in lines {
            faults.when(text.trim().chars().count() > LONGEST, field, say::ErrorTooLong { most: LONGEST.into() });
        }
        faults.when(self.year.is_some_and(|year| !YEARS.contains(&year)), "year", Key::EquipmentYearWrong);
        faults
    }

    /// The thing that this makes.
    pub(super) fn to_equipment(&self, id: EquipmentId, client_id: ClientId, now: At) -> Equipment {
        Equipment {
            id,
            client_id,
            category: self.category.trim().to_owned(),
            brand: some(&self.brand),
            model: some(&self.model),
            serial: some(&self.serial),
            year: self.year,
            note: some(&self.note),
            created_at: now,
            version: 1,
        }
    }
}

/// What a thing is called: "HP Pavilion 15"; its category as long as the model is not known, for a brand alone says little:
/// "Imprimante HP".
pub fn called(category: &str, brand: Option<&str>, model: Option<&str>) -> String {
    let category = if model.is_none() { Some(category) } else { None };
    [category, brand, model].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

impl Equipment {
    /// What it is called, as [`called`] says.
    pub fn title(&self) -> String {
        called(&self.category, self.brand.as_deref(), self.model.as_deref())
    }

    /// The serial number as compared: letters and digits alone.
    pub(super) fn serial_folded(&self) -> Option<String> {
        self.serial.as_deref().map(fold_code).filter(|code| !code.is_empty())
    }

    /// Everything it is found by.
    pub(super) fn folded(&self) -> String {
        let words = [Some(&self.category), self.brand.as_ref(), self.model.as_ref(), self.serial.as_ref()];
        fold(&words.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::Id as _;

    #[test]
    fn a_category_is_enough() {
        assert_eq!(EquipmentInput::default().check().0.len(), 1);
        let input = EquipmentInput { category: " Écran ".into(), ..EquipmentInput::default() };
        assert!(input.check().is_empty());
        assert_eq!(EquipmentInput { year: Some(12), ..input.clone() }.check().0[0].0, "year");
        let made = input.to_equipment(EquipmentId::from_raw(1), ClientId::from_raw(2), At::from_ms(0));
        assert_eq!((made.title().as_str(), made.folded().as_str(), made.serial_folded()), ("Écran", "ecran", None));
    }

    #[test]
    fn a_thing_is_called_and_found_by_what_is_known() {
        let input = EquipmentInput {
            category: "PC portable".into(),
            brand: "HP".into(),
            model: "Pavilion 15".into(),
            serial: "5cd-123/4X".into(),
            ..EquipmentInput::default()
        };
        let made = input.to_equipment(EquipmentId::from_raw(1), ClientId::from_raw(2), At::from_ms(0));
        assert_eq!(made.title(), "HP Pavilion 15");
        assert_eq!(Equipment { model: None, ..made.clone() }.title(), "PC portable HP");
        assert_eq!(made.serial_folded().as_deref(), Some("5cd1234x"));
        assert_eq!(made.folded(), "pc portable hp pavilion 15 5cd 123 4x");
    }
}
