//! What is printed on what: a sheet on A4 or on a roll, a label on its stock; and how large a printer's dot is.

use crate::label::Label;
use crate::sheet::Sheet;
use crate::{data, label};
use typst::foundations::{Dict, IntoValue, dict};

/// A roll of a receipt printer: its length follows what stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roll {
    /// 80 mm, of which 72 are printed.
    Wide,
    /// 58 mm, of which 48 are printed.
    Narrow,
}

/// A size of label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stock {
    /// 62 × 29 mm.
    W62H29,
    /// 57 × 32 mm.
    W57H32,
    /// 50 × 25 mm.
    W50H25,
}

/// How fine a thermal printer prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// 8 dots a millimetre ("203 dpi").
    Dpi203,
    /// 300 dots an inch.
    Dpi300,
}

/// Something to print.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A document on A4.
    Page(Box<Sheet>),
    /// A document on a roll; photographs are left out.
    Receipt(Box<Sheet>, Roll),
    /// A label.
    Label(Label, Stock),
}

/// The dots that codes are drawn in, and whether the margins are the printer's own.
pub(crate) struct Target {
    pub(crate) resolution: Resolution,
    pub(crate) margins: bool,
}

impl Roll {
    /// Width of the paper and of what is printed, millimetres.
    fn widths(self) -> (f64, f64) {
        match self {
            Roll::Wide => (80.0, 72.0),
            Roll::Narrow => (58.0, 48.0),
        }
    }
}

impl Stock {
    /// Width and height, millimetres.
    pub fn size(self) -> (u32, u32) {
        match self {
            Stock::W62H29 => (62, 29),
            Stock::W57H32 => (57, 32),
            Stock::W50H25 => (50, 25),
        }
    }
}

impl Resolution {
    /// Side of a dot, points.
    pub(crate) fn dot(self) -> f64 {
        match self {
            Resolution::Dpi203 => 72.0 / 25.4 / 8.0,
            Resolution::Dpi300 => 72.0 / 300.0,
        }
    }

    /// Whole dots in so many millimetres.
    pub(crate) fn dots(self, mm: f64) -> i64 {
        (mm * 72.0 / 25.4 / self.dot() + 1e-6).floor() as i64
    }

    /// Dots of the narrowest bar: a quarter of a millimetre, which every scanner reads.
    fn bar(self) -> i64 {
        match self {
            Resolution::Dpi203 => 2,
            Resolution::Dpi300 => 3,
        }
    }
}

impl Piece {
    pub(crate) fn template(&self) -> &'static str {
        match self {
            Piece::Page(_) => "/sheet.typ",
            Piece::Receipt(..) => "/roll.typ",
            Piece::Label(..) => "/label.typ",
        }
    }

    /// On paper for any printer when `resolution` is none: codes in dots of an eighth of a millimetre.
    pub(crate) fn target(&self, resolution: Option<Resolution>) -> Target {
        Target { resolution: resolution.unwrap_or(Resolution::Dpi203), margins: resolution.is_none() }
    }

    /// What the templates read.
    pub(crate) fn values(&self, target: &Target, pictures: bool) -> Dict {
        match self {
            Piece::Page(sheet) => data::values(sheet, pictures),
            Piece::Receipt(sheet, roll) => {
                let mut values = data::values(sheet, pictures);
                values.insert("paper".into(), target.roll(*roll).into_value());
                values
            }
            Piece::Label(label, stock) => label::values(label, *stock, target),
        }
    }
}

impl Target {
    /// Lengths in dots; a page as wide as what is printed when the margins are the printer's.
    fn roll(&self, roll: Roll) -> Dict {
        let (paper, printed) = roll.widths();
        let (paper, printed) = (self.resolution.dots(paper), self.resolution.dots(printed));
        let side = if self.margins { (paper - printed) / 2 } else { 0 };
        dict! {
            "dot" => self.resolution.dot(),
            "bar" => self.resolution.bar(),
            "width" => printed + 2 * side,
            "printed" => printed,
            "side" => side,
            "narrow" => roll == Roll::Narrow,
        }
    }

    /// The same of a label.
    pub(crate) fn stock(&self, stock: Stock) -> Dict {
        let (width, height) = stock.size();
        dict! {
            "dot" => self.resolution.dot(),
            "bar" => self.resolution.bar(),
            "width" => self.resolution.dots(f64::from(width)),
            "height" => self.resolution.dots(f64::from(height)),
            "mm" => self.resolution.dots(1.0),
        }
    }
}
