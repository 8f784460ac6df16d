//! From a snapshot to the bytes of a PDF: made once for each document, language and state, then kept.

use fixili_paper::{Photo, Sheet, Struck};

use super::{
    Document, Kind, Pictures, Snapshot,
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

/// The paper there is so far.
const A4: &str = "a4";

/// A document as PDF: the same bytes every time, also on another server of the shop.
///
/// # Errors
/// [`Error::NotFound`]; when the disk refuses.
pub async fn pdf(app: &App, scope: Scope, id: DocumentId, lang: Lang) -> Result<Vec<u8>> {
    let mut conn = app.read().await?;
    let document = super::find(&mut conn, scope, id).await?;
    let form = Form { document: id, format: A4, lang, struck: i64::from(document.voided_at.is_some()) };
    let known = store::rendering(&mut conn, form).await?;
    drop(conn);
    if let Some(digest) = &known {
        match files::bytes(app, digest).await {
            Err(Error::NotFound) => tracing::warn!(%id, digest, "the bytes of a document are gone; it is set again"),
            other => return other,
        }
    }
    let snapshot = super::said(&mut app.read().await?, scope, id).await?;
    let mut sheet = laid_out(app, document.kind, &snapshot, lang).await?;
    sheet.struck = struck(&document, &snapshot, lang);
    let bytes = app.typeset(sheet, document.issued_at).await?;
    // A browser that goes away must not cut the transaction short.
    tokio::spawn(keep(app.clone(), form, bytes, known.unwrap_or_default())).await.map_err(Error::internal)?
}

/// Keeps a rendering. Whoever was first has said what the bytes are.
async fn keep(app: App, form: Form, bytes: Vec<u8>, lost: String) -> Result<Vec<u8>> {
    let digest = files::keep_bytes(&app, &bytes).await?;
    let (digest, lost) = (digest.as_str(), lost.as_str());
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
    app.typeset(sheet, snapshot.issued_at).await
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
