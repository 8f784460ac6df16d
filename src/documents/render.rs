//! From a snapshot to the bytes of a PDF: made once for each document, paper, language and state, then kept. The dots of a
//! thermal printer are made when they are sent.

use fixili_paper::{Bitmap, Photo, Piece, Resolution, Sheet, Struck};

use super::{
    Copy, Document, Kind, Look, Pictures, Snapshot,
    store::{self, Form},
};
use crate::{
    app::App,
    files,
    kernel::{
        error::{Error, Result},
        id::DocumentId,
    },
    lang::{Lang, say},
    users::rights::Scope,
};

/// A document as PDF: the same bytes every time, also on another server of the shop.
///
/// # Errors
/// [`Error::NotFound`], also when this kind of document is not printed on that paper; when the disk refuses.
pub async fn pdf(app: &App, scope: Scope, id: DocumentId, look: impl Into<Look>) -> Result<Vec<u8>> {
    let look = look.into();
    let mut conn = app.read().await?;
    let document = store::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
    let struck = i64::from(document.voided_at.is_some());
    let form = Form { document: id, format: look.stored(), lang: look.lang, struck };
    let known = store::rendering(&mut conn, &form).await?;
    drop(conn);
    if let Some(digest) = &known {
        match files::bytes(app, digest).await {
            Err(Error::NotFound) => tracing::warn!(%id, digest, "the bytes of a document are gone; it is set again"),
            other => return other,
        }
    }
    let (piece, at) = (piece(app, scope, &document, look).await?, document.issued_at.ms() / 1_000);
    let bytes = app.typeset(move |press| press.piece_pdf(&piece, at)).await?;
    // A browser that goes away must not cut the transaction short.
    tokio::spawn(keep(app.clone(), form, bytes, known.unwrap_or_default())).await.map_err(Error::internal)?
}

/// A document in the dots of a thermal printer.
///
/// # Errors
/// [`Error::NotFound`], also when this kind of document is not printed on that paper.
pub async fn dots(app: &App, scope: Scope, id: DocumentId, look: Look, resolution: Resolution) -> Result<Bitmap> {
    let document = super::find(&mut app.read().await?, scope, id).await?;
    let (piece, at) = (piece(app, scope, &document, look).await?, document.issued_at.ms() / 1_000);
    app.typeset(move |press| press.raster(&piece, resolution, at)).await
}

/// What is set: the sheet on its paper, or the label of a file.
async fn piece(app: &App, scope: Scope, document: &Document, look: Look) -> Result<Piece> {
    if !look.format.is_of(document.kind) {
        return Err(Error::NotFound);
    }
    let snapshot = super::said(&mut app.read().await?, scope, document.id).await?;
    let void = struck(document, &snapshot, look.lang);
    if let Some(stock) = look.format.stock() {
        let mut label = super::sheet::label(&snapshot, look.lang, &snapshot.formats(look.lang));
        label.struck = void.map(|void| void.word);
        return Ok(Piece::Label(label, stock));
    }
    let mut sheet = laid_out(app, document.kind, &snapshot, look.lang).await?;
    sheet.struck = void;
    sheet.copy = look.copy.words(look.lang).to_owned();
    if look.copy == Copy::Client {
        // The stub is for whoever has no label printer: it stays in the workshop.
        sheet.tag = None;
    }
    Ok(match look.format.roll() {
        Some(roll) => Piece::Receipt(Box::new(sheet), roll),
        None => Piece::Page(Box::new(sheet)),
    })
}

/// Keeps a rendering. Whoever was first has said what the bytes are.
async fn keep(app: App, form: Form, bytes: Vec<u8>, lost: String) -> Result<Vec<u8>> {
    let digest = files::keep_bytes(&app, &bytes).await?;
    let (form, digest, lost) = (&form, digest.as_str(), lost.as_str());
    let kept = app
        .write(async |tx| {
            let now = tx.now();
            store::keep_rendering(tx, form, digest, lost, now).await?;
            store::rendering(tx, form).await
        })
        .await?;
    match kept {
        Some(other) if other != digest => files::bytes(&app, &other).await,
        _ => Ok(bytes),
    }
}

/// A document that is not issued: of now, marked as a draft on every page, and not kept.
///
/// # Errors
/// When the fonts or the template are broken.
pub async fn draft_pdf(app: &App, kind: Kind, snapshot: &Snapshot, lang: Lang) -> Result<Vec<u8>> {
    let snapshot = Snapshot { issued_at: app.now(), ..snapshot.clone() };
    let mut sheet = laid_out(app, kind, &snapshot, lang).await?;
    sheet.watermark = Some(lang.doc_draft().to_owned());
    // Nothing is to be followed or answered by a draft.
    sheet.qr = None;
    let at = snapshot.issued_at.ms() / 1_000;
    app.typeset(move |press| press.pdf(&sheet, at)).await
}

async fn laid_out(app: &App, kind: Kind, snapshot: &Snapshot, lang: Lang) -> Result<Sheet> {
    let logo = match &snapshot.shop.logo {
        None => None,
        Some(logo) => picture(app, &logo.digest).await?,
    };
    let mut photos = Vec::new();
    for photo in &snapshot.photos {
        if let Some(bytes) = picture(app, &photo.digest).await? {
            photos.push((photo.moment.clone(), Photo { bytes, caption: photo.caption.clone() }));
        }
    }
    let signature = match snapshot.signature.as_ref().and_then(|signed| signed.image.as_ref()) {
        None => None,
        Some(digest) => picture(app, digest).await?,
    };
    let pictures = Pictures { logo, photos, signature };
    Ok(super::sheet(kind, snapshot, lang, &snapshot.formats(lang), snapshot.tracking_url.clone(), pictures))
}

/// A document prints without a picture whose bytes are gone.
async fn picture(app: &App, digest: &str) -> Result<Option<Vec<u8>>> {
    match files::bytes(app, digest).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Error::NotFound) => {
            tracing::warn!(digest, "the bytes of a picture are gone");
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

fn struck(document: &Document, snapshot: &Snapshot, lang: Lang) -> Option<Struck> {
    let at = snapshot.formats(lang).instant(document.voided_at?);
    let reason = document.void_reason.clone().unwrap_or_default();
    let line = lang.say(say::DocVoidLine { at: at.into(), reason: reason.into() });
    Some(Struck { word: lang.doc_void().to_owned(), line })
}
