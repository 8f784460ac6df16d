//! What stands on each of the seven documents, in the reader's language. `crates/paper` knows how it looks.

mod deposit;
mod intake;
mod intervention;
mod label;
mod parts;
mod payment;
mod prices;
mod quote;
mod release;
mod shipment;

use fixili_paper::{Block, Photo, Sheet};

use super::{Kind, Snapshot};
use crate::{
    lang::{Formats, Lang},
    settings::Regime,
};

/// Writes one document for one reader.
struct Pen<'a> {
    s: &'a Snapshot,
    l: Lang,
    f: &'a Formats,
}

impl Pen<'_> {
    /// Whether the shop prints value added tax at all.
    fn taxed(&self) -> bool {
        self.s.regime == Regime::Vat
    }
}

/// The pictures of a document, as bytes.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// The shop's logo.
    pub logo: Option<Vec<u8>>,
    /// The snapshot's photos, without those that are gone.
    pub photos: Vec<Photo>,
}

/// The document as the typesetter takes it. The summary of a deposit and a receipt have no `qr`: one is of several files,
/// the other is filed with the client's accounts.
pub fn sheet(
    kind: Kind,
    snapshot: &Snapshot,
    lang: Lang,
    formats: &Formats,
    qr: Option<String>,
    pictures: Pictures,
) -> Sheet {
    let pen = Pen { s: snapshot, l: lang, f: formats };
    let mut sheet = match kind {
        Kind::Deposit => pen.deposit(),
        Kind::Intake => pen.intake(qr.is_some()),
        Kind::Intervention => pen.intervention(),
        Kind::Quote => pen.quote(),
        Kind::Shipment => pen.shipment(),
        Kind::Release => pen.release(),
        Kind::Payment => pen.payment(),
    };
    sheet.title = kind.label(lang).to_owned();
    sheet.shop.logo = pictures.logo;
    if !pictures.photos.is_empty() {
        sheet.blocks.push(Block::Photos { title: lang.doc_photos().to_owned(), photos: pictures.photos });
    }
    sheet.qr = qr.filter(|_| !matches!(kind, Kind::Deposit | Kind::Payment));
    sheet
}

/// The label of what was brought.
pub fn label(snapshot: &Snapshot, lang: Lang, formats: &Formats) -> fixili_paper::Label {
    Pen { s: snapshot, l: lang, f: formats }.label()
}

#[cfg(test)]
mod tests;
