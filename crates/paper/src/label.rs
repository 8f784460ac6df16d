//! A label to stick on a thing: codes, and a few lines that shrink until they fit.

use crate::piece::{Stock, Target};
use crate::{data, text};
use serde::{Deserialize, Serialize};
use typst::foundations::{Dict, IntoValue, Value, dict};

/// What stands on a label. Like a sheet it knows no meaning, only words.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Label {
    /// Language; `ar` sets it right to left.
    pub lang: String,
    /// The large line; also the text of the bar code.
    pub number: String,
    /// Address behind the QR code; none draws none.
    pub qr: Option<String>,
    /// From top to bottom; empty ones take no room.
    pub lines: Vec<Line>,
    /// A word in a black band, over a label struck through; e.g. "ANNULÉ".
    pub struck: Option<String>,
}

/// A line of a label.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Line {
    pub text: String,
    /// Numbers, phones, codes.
    pub ltr: bool,
    /// Set in bold.
    pub strong: bool,
    /// May take two rows.
    pub tall: bool,
}

/// Longer texts are cut before they are measured: no label shows more.
const LONGEST: usize = 160;

pub(crate) fn values(label: &Label, stock: Stock, target: &Target) -> Dict {
    let rtl = label.lang == "ar";
    let lines = label.lines.iter().filter(|line| !line.text.trim().is_empty()).map(|line| line.values(rtl));
    dict! {
        "lang" => data::lang(&label.lang),
        "rtl" => rtl,
        "meta" => text::plain(&label.number),
        "number" => text::cut(&label.number, 32),
        "barcode" => data::barcode(Some(label.number.as_str())),
        "qr" => data::qr(label.qr.as_deref()),
        "lines" => Value::Array(lines.collect()),
        "struck" => label.struck.as_deref().map(|word| text::cut(word, 24)),
        "paper" => target.stock(stock),
    }
}

impl Line {
    fn values(&self, rtl: bool) -> Value {
        let text = text::cut(&self.text, LONGEST);
        dict! {
            "text" => if self.ltr { text::run(&text) } else { text::free(&text, rtl) },
            "ltr" => self.ltr,
            "strong" => self.strong,
            "rows" => if self.tall { 2 } else { 1 },
        }
        .into_value()
    }
}
