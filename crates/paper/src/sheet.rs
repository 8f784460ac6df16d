//! What a sheet of paper says, in plain typed values.
//!
//! A sheet is language-neutral data plus the words already chosen by the caller: this crate lays it out and knows
//! nothing of what it means. Every string is data, never markup.

use serde::{Deserialize, Serialize};

/// One document, ready to be typeset.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Sheet {
    /// Language of the document: `fr`, `ar` or `en`. `ar` sets the page right to left.
    pub lang: String,
    /// The kind of document, e.g. "Bon d'entrée"; also the PDF's title, with `number`.
    pub title: String,
    /// The voucher's number, e.g. `BE-2026-000123`; empty for a sheet without one.
    pub number: String,
    /// A line under the number: date and time, already formatted.
    pub date: String,
    /// Whose copy it is, e.g. "Exemplaire client"; empty says nothing.
    #[serde(default)]
    pub copy: String,
    /// Who issues it.
    pub shop: Shop,
    /// Address behind the QR code at the head (and on the tear-off tag); none draws no QR.
    pub qr: Option<String>,
    /// Text of the Code 128 bar code; none draws none.
    pub barcode: Option<String>,
    /// A word set large and pale across every page, e.g. "BROUILLON".
    pub watermark: Option<String>,
    /// A word struck across every page of a voided document, e.g. "ANNULÉ", with the line that says when and why.
    pub struck: Option<Struck>,
    /// Boxes side by side under the head, two to a row: client, equipment…
    pub cards: Vec<Card>,
    /// A band of short facts (label, value), up to five to a row.
    pub strip: Vec<Fact>,
    /// The body, in order.
    pub blocks: Vec<Block>,
    /// Fine print: the shop's conditions and notices; paragraphs.
    pub terms: Option<Terms>,
    /// Boxes to be signed, side by side, at the foot of the last page.
    pub signatures: Vec<Signature>,
    /// Tear-off slip at the very foot (the workshop's stub), with the QR and the bar code again.
    pub tag: Option<Tag>,
    /// The word before "1 / 2" in the footer.
    pub page_word: String,
}

/// The issuing shop as printed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Shop {
    pub name: String,
    pub tagline: String,
    /// Address and similar lines, joined with a middle dot when they fit.
    pub address: Vec<String>,
    /// Phone, e-mail, web: each is set left to right.
    pub contacts: Vec<String>,
    /// Legal identity in the footer (form, capital, RC, NIF, NIS, AI).
    pub legal: String,
    /// Accent colour, `#rrggbb`.
    pub accent: String,
    /// Logo bytes (PNG, JPEG, WebP or SVG); none prints the name alone. Not part of the JSON.
    #[serde(skip)]
    pub logo: Option<Vec<u8>>,
}

/// A label and what it says.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Fact {
    pub label: String,
    pub value: String,
    /// Numbers, phones, amounts, serials: an isolated left-to-right run. In one that holds Arabic ("42 000,00 دج") only
    /// the number is, and the unit stands on its reading side.
    pub ltr: bool,
}

/// A titled box with a heading and facts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Card {
    pub title: String,
    pub heading: String,
    pub facts: Vec<Fact>,
}

/// A piece of the body.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A titled text with a coloured side bar (fault, diagnosis, report…). Line breaks are kept; long text breaks pages.
    Text { title: String, text: String },
    /// Titled short texts in rounded frames.
    Chips { title: String, items: Vec<String> },
    /// Two blocks side by side.
    Pair { start: Box<Block>, end: Box<Block> },
    /// Titled facts in two columns.
    Facts { title: String, facts: Vec<Fact> },
    /// A table with a coloured head repeated on every page. Cells of `numeric` columns are set left to right at the end.
    Table { title: String, columns: Vec<Column>, rows: Vec<Vec<String>> },
    /// A note at the start and sums at the end of the line, with the grand total in a coloured bar.
    Totals {
        note: String,
        sums: Vec<Fact>,
        grand: Fact,
        /// Under the grand total: already paid, due…
        after: Vec<Fact>,
    },
    /// Up to six pictures in rows of three, each with a caption. Bytes are not part of the JSON.
    Photos { title: String, photos: Vec<Photo> },
    /// A framed line that must not be missed ("Ne tient pas lieu de facture").
    Notice { text: String },
}

/// A column of a [`Block::Table`].
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Column {
    pub title: String,
    pub numeric: bool,
    /// Takes the room the others leave.
    pub wide: bool,
}

/// A picture (JPEG, PNG or WebP) and its caption.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Photo {
    #[serde(skip)]
    pub bytes: Vec<u8>,
    pub caption: String,
}

/// The fine print.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Terms {
    pub title: String,
    pub paragraphs: Vec<String>,
}

/// A box to be signed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Signature {
    pub title: String,
    /// Under the line: who and when, if already known.
    pub caption: String,
    /// Drawn signature (SVG or PNG). Not part of the JSON.
    #[serde(skip)]
    pub image: Option<Vec<u8>>,
}

/// The tear-off slip.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Tag {
    pub title: String,
    /// Client, equipment, shelf: one line each, at most two are printed.
    pub lines: Vec<String>,
}

/// The word and the line of a voided document.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq)]
pub struct Struck {
    pub word: String,
    pub line: String,
}
