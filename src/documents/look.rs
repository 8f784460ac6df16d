//! In which look a document is printed: on which paper, as whose copy, in which language.

use fixili_paper::{Roll, Stock};

use super::Kind;
use crate::{lang::Lang, words};

words! {
    /// Papers.
    #[derive(Default)]
    pub enum Format {
        /// A sheet of A4.
        #[default]
        A4 = "a4" => print_a4,
        /// A receipt of 80 mm.
        R80 = "r80" => print_r80,
        /// A receipt of 58 mm.
        R58 = "r58" => print_r58,
        /// A label of 62 × 29 mm.
        L62x29 = "l62x29" => print_l62x29,
        /// A label of 57 × 32 mm.
        L57x32 = "l57x32" => print_l57x32,
        /// A label of 50 × 25 mm.
        L50x25 = "l50x25" => print_l50x25,
    }
}

words! {
    /// Whose copy it is.
    #[derive(Default)]
    pub enum Copy {
        /// The document as such, with its stub.
        #[default]
        Whole = "whole" => print_copy_whole,
        /// What the client takes home: without the workshop's stub.
        Client = "client" => print_copy_client,
        /// What stays with the equipment.
        Workshop = "workshop" => print_copy_workshop,
    }
}

/// The look of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Paper.
    pub format: Format,
    /// Whose copy; a label has none.
    pub copy: Copy,
    /// Language.
    pub lang: Lang,
}

impl From<Lang> for Look {
    fn from(lang: Lang) -> Self {
        Self { format: Format::A4, copy: Copy::Whole, lang }
    }
}

impl Format {
    /// Whether a kind of document is printed on it: everything on A4; what is handed over the counter on rolls; labels are of
    /// what was brought.
    pub fn is_of(self, kind: Kind) -> bool {
        match self {
            Self::A4 => true,
            Self::R80 | Self::R58 => matches!(kind, Kind::Intake | Kind::Release | Kind::Payment),
            Self::L62x29 | Self::L57x32 | Self::L50x25 => kind == Kind::Intake,
        }
    }

    /// The roll, if it is one.
    pub fn roll(self) -> Option<Roll> {
        match self {
            Self::R80 => Some(Roll::Wide),
            Self::R58 => Some(Roll::Narrow),
            _ => None,
        }
    }

    /// The label, if it is one.
    pub fn stock(self) -> Option<Stock> {
        match self {
            Self::L62x29 => Some(Stock::W62H29),
            Self::L57x32 => Some(Stock::W57H32),
            Self::L50x25 => Some(Stock::W50H25),
            _ => None,
        }
    }
}

impl Copy {
    /// What is printed of it.
    pub(super) fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Whole => "",
            other => other.label(lang),
        }
    }
}

impl Look {
    /// The word under which its bytes are kept.
    pub(super) fn stored(self) -> String {
        match self.copy {
            _ if self.format.stock().is_some() => self.format.to_string(),
            Copy::Whole => self.format.to_string(),
            copy => format!("{}-{copy}", self.format),
        }
    }
}
