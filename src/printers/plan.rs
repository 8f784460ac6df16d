//! What is printed at which moment, and where. Pure.

use std::{collections::BTreeMap, fmt, str::FromStr};

use super::Printer;
use crate::{
    documents::{Copy, Format, Kind},
    kernel::{error::Faults, id::PrinterId},
    lang::Key,
    words,
};

words! {
    /// A paper that a moment may want.
    pub enum Slot {
        /// Of several equipment brought together: their summary.
        DepositSummary = "deposit_summary" => slot_deposit_summary,
        /// Of each equipment brought: what the client takes home.
        DepositClient = "deposit_client" => slot_deposit_client,
        /// What stays with the equipment.
        DepositWorkshop = "deposit_workshop" => slot_deposit_workshop,
        /// What is stuck on it.
        DepositLabel = "deposit_label" => slot_deposit_label,
        /// At the giving back, for the client.
        ReleaseClient = "release_client" => slot_release_client,
        /// And for the workshop.
        ReleaseWorkshop = "release_workshop" => slot_release_workshop,
        /// When money changes hands.
        PaymentClient = "payment_client" => slot_payment_client,
    }
}

/// Where something is printed: `none`, `browser:a4`, `printer:ID`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Nowhere.
    #[default]
    Nowhere,
    /// By the browser, on this paper.
    Browser(Format),
    /// By one of the shop's printers.
    Printer(PrinterId),
}

/// What the shop prints; what is not said is usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
pub struct Plan {
    /// By the word of the slot.
    pub places: BTreeMap<String, String>,
}

impl Slot {
    /// Of which document.
    pub fn kind(self) -> Kind {
        match self {
            Self::DepositSummary => Kind::Deposit,
            Self::DepositClient | Self::DepositWorkshop | Self::DepositLabel => Kind::Intake,
            Self::ReleaseClient | Self::ReleaseWorkshop => Kind::Release,
            Self::PaymentClient => Kind::Payment,
        }
    }

    /// Whose copy.
    pub fn copy(self) -> Copy {
        match self {
            Self::DepositClient => Copy::Client,
            Self::DepositWorkshop | Self::ReleaseWorkshop => Copy::Workshop,
            Self::DepositSummary | Self::DepositLabel | Self::ReleaseClient | Self::PaymentClient => Copy::Whole,
        }
    }

    /// Whether the client reads it; what stays in the shop is in the shop's language.
    pub fn is_the_clients(self) -> bool {
        !matches!(self, Self::DepositWorkshop | Self::DepositLabel | Self::ReleaseWorkshop)
    }

    /// Whether it may be printed on this paper.
    pub fn takes(self, paper: Format) -> bool {
        (self == Self::DepositLabel) == paper.stock().is_some() && paper.is_of(self.kind())
    }

    /// For a shop that has no printer but the browser's: what the client and the workshop keep, on A4. The workshop's copy
    /// has a stub to tear off where there is no label.
    pub fn usual(self) -> Place {
        match self {
            Self::DepositLabel | Self::ReleaseWorkshop => Place::Nowhere,
            _ => Place::Browser(Format::A4),
        }
    }
}

impl Plan {
    /// Where a slot is printed; as usual when its printer is not there any more.
    pub fn place(&self, slot: Slot, printers: &[Printer]) -> Place {
        let said = self.places.get(slot.as_str()).and_then(|word| word.parse::<Place>().ok());
        said.filter(|place| place.suits(slot, printers)).unwrap_or(slot.usual())
    }

    /// What is wrong with it; each slot is a field.
    pub fn check(&self, printers: &[Printer]) -> Faults {
        let mut faults = Faults::new();
        for (word, place) in &self.places {
            let sound = Slot::parse(word).zip(place.parse::<Place>().ok());
            faults.when(!sound.is_some_and(|(slot, place)| place.suits(slot, printers)), word, Key::ErrorChoose);
        }
        faults
    }
}

impl Place {
    /// Whether a slot may be printed there.
    fn suits(self, slot: Slot, printers: &[Printer]) -> bool {
        match self {
            Self::Nowhere => true,
            Self::Browser(paper) => slot.takes(paper),
            Self::Printer(id) => printers.iter().any(|p| p.id == id && p.archived_at.is_none() && slot.takes(p.paper)),
        }
    }

    /// Every place of a slot.
    pub fn all(slot: Slot, printers: &[Printer]) -> Vec<Self> {
        let browser = Format::ALL.iter().copied().map(Self::Browser);
        let printers_of = printers.iter().map(|p| Self::Printer(p.id));
        [Self::Nowhere].into_iter().chain(browser).chain(printers_of).filter(|p| p.suits(slot, printers)).collect()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => f.write_str("none"),
            Self::Browser(paper) => write!(f, "browser:{paper}"),
            Self::Printer(id) => write!(f, "printer:{id}"),
        }
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word.split_once(':') {
            None if word == "none" => Ok(Self::Nowhere),
            Some(("browser", paper)) => Format::parse(paper).map(Self::Browser).ok_or(()),
            Some(("printer", id)) => id.parse().map(Self::Printer).map_err(|_| ()),
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_without_printers_prints_two_vouchers_in_the_browser() {
        let plan = Plan::default();
        let place = |slot| plan.place(slot, &[]);
        assert_eq!(place(Slot::DepositClient), Place::Browser(Format::A4));
        assert_eq!(place(Slot::DepositWorkshop), Place::Browser(Format::A4));
        assert_eq!(place(Slot::DepositLabel), Place::Nowhere);
        assert_eq!(place(Slot::ReleaseClient), Place::Browser(Format::A4));
    }

    #[test]
    fn places_are_written_and_read() {
        for slot in Slot::ALL {
            for place in Place::all(*slot, &[]) {
                assert_eq!(place.to_string().parse(), Ok(place));
            }
        }
        assert!("browser:a3".parse::<Place>().is_err() && "x".parse::<Place>().is_err());
    }

    #[test]
    fn a_label_is_for_label_paper_and_a_summary_for_a4() {
        assert!(Place::all(Slot::DepositLabel, &[]).iter().all(|p| *p != Place::Browser(Format::A4)));
        assert_eq!(Place::all(Slot::DepositSummary, &[]), [Place::Nowhere, Place::Browser(Format::A4)]);
        let wrong =
            Plan { places: [("deposit_label".into(), "browser:a4".into()), ("x".into(), "none".into())].into() };
        assert_eq!(wrong.check(&[]).0.len(), 2);
        assert_eq!(wrong.place(Slot::DepositLabel, &[]), Place::Nowhere);
    }
}
