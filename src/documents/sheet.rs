//! What stands on each document, in the reader's language. `crates/paper` knows how it looks.

mod closing;
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

use super::{Kind, Snapshot, snapshot::Signed, wording};
use crate::{
    lang::{Formats, Lang, say},
    settings::Regime,
};

/// Writes one document for one reader.
struct Pen<'a> {
    s: &'a Snapshot,
    l: Lang,
    f: &'a Formats,
}

/// Digits of a digest that are printed.
const SHORT: usize = 16;

impl Pen<'_> {
    /// Who signed, when, how, and what: under the signature.
    fn signed(&self, signed: &Signed) -> String {
        let way = wording::signing(self.l, &signed.way);
        self.l.say(say::DocSigned {
            name: signed.name.clone().into(),
            at: self.f.instant(signed.at).into(),
            way: way.into(),
            digest: signed.digest.get(..SHORT).unwrap_or_default().to_owned().into(),
        })
    }

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
    /// The snapshot's photos, without those that are gone; each with what it shows.
    pub photos: Vec<(Option<String>, Photo)>,
    /// The drawn signature.
    pub signature: Option<Vec<u8>>,
}

/// The document as the typesetter takes it. The summary of a deposit, a receipt and a closing have no `qr`: they
/// are of several files, or filed with somebody's accounts.
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
        Kind::Closing => pen.closing(),
    };
    sheet.title = kind.label(lang).to_owned();
    sheet.shop.logo = pictures.logo;
    if let Some(signed) = &snapshot.signature
        && let Some(place) = sheet.signatures.first_mut()
    {
        place.caption = pen.signed(signed);
        place.image = pictures.signature;
    }
    sheet.blocks.extend(photos(lang, pictures.photos));
    sheet.qr = qr.filter(|_| !matches!(kind, Kind::Deposit | Kind::Payment | Kind::Closing));
    sheet
}

/// Before and after the work side by side; else all in rows.
fn photos(lang: Lang, all: Vec<(Option<String>, Photo)>) -> Vec<Block> {
    let block = |title: &str, photos: Vec<Photo>| Block::Photos { title: title.to_owned(), photos };
    let (mut before, mut after, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let both = ["before", "after"].iter().all(|word| all.iter().any(|(moment, _)| moment.as_deref() == Some(word)));
    for (moment, photo) in all {
        match moment.as_deref().filter(|_| both) {
            Some("before") => before.push(photo),
            Some("after") => after.push(photo),
            _ => others.push(photo),
        }
    }
    let pair = both.then(|| Block::Pair {
        start: Box::new(block(lang.file_before(), before)),
        end: Box::new(block(lang.file_after(), after)),
    });
    let others = (!others.is_empty()).then(|| block(lang.doc_photos(), others));
    pair.into_iter().chain(others).collect()
}

/// The label of what was brought.
pub fn label(snapshot: &Snapshot, lang: Lang, formats: &Formats) -> fixili_paper::Label {
    Pen { s: snapshot, l: lang, f: formats }.label()
}

#[cfg(test)]
mod tests;
