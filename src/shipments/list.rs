//! What a list of shipments is asked for, and its lines.

use super::Shipment;
use crate::kernel::{
    db::{FromRow, Row},
    error::Result,
    id::ClientId,
};

/// A shipment with its file, client and equipment: a line of a list.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct ShipmentLine {
    /// The shipment.
    #[serde(flatten)]
    pub shipment: Shipment,
    /// Number of the intake voucher.
    pub intake_number: String,
    /// Whose equipment.
    pub client_id: ClientId,
    /// Name of the client.
    pub client_name: String,
    /// Brand and model, or the category.
    pub equipment: String,
}

impl FromRow for ShipmentLine {
    fn read(row: &Row<'_>, at: &mut usize) -> Result<Self> {
        let shipment = Shipment::read(row, at)?;
        let (intake_number, client_id, client_name) = <(String, ClientId, String)>::read(row, at)?;
        let (category, brand, model) = <(String, Option<String>, Option<String>)>::read(row, at)?;
        let known: Vec<String> = [brand, model].into_iter().flatten().collect();
        let equipment = if known.is_empty() { category } else { known.join(" ") };
        Ok(Self { shipment, intake_number, client_id, client_name, equipment })
    }
}

/// What a list of shipments is asked for.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct ShipmentFilter {
    /// `out` (dispatched and not back; the default), `prepared`, `returned` (or lost), `all`.
    pub state: String,
    /// Part of a number, of a partner's or a client's name.
    pub q: String,
    /// Id of a partner.
    pub partner: String,
    /// Where the page before ended.
    pub after: String,
}

/// Which shipments a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Dispatched and not back.
    #[default]
    Out,
    /// Still here.
    Prepared,
    /// Back or lost.
    Returned,
    /// All, also the cancelled.
    All,
}

impl Tab {
    /// Every tab, in the order shown.
    pub const ALL: &'static [Self] = &[Self::Out, Self::Prepared, Self::Returned, Self::All];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Prepared => "prepared",
            Self::Returned => "returned",
            Self::All => "all",
        }
    }

    /// The tab of a word; what is out for any other.
    pub fn of(word: &str) -> Self {
        Self::ALL.iter().copied().find(|tab| tab.as_str() == word).unwrap_or_default()
    }

    /// Whether it is sorted by the day it is expected, else by the day it was prepared.
    pub fn by_expected(self) -> bool {
        matches!(self, Self::Out | Self::Prepared)
    }
}
