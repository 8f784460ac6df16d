//! Signatures: who signed which papers, and how. What is signed is the text of documents as they are stored; the next version of
//! each of them is issued with the signature on it.

pub mod api;
mod drawing;
mod model;
mod store;
pub mod view;
pub mod web;

pub use model::{Papers, Signature, SignatureInput, SigningWay, check_reason};

use crate::{
    app::{App, Tx},
    documents::{self, Document, Kind},
    events::Event,
    files,
    intakes::{self, Intake},
    kernel::{
        db::{Conn, Json, OnUnique as _},
        error::{Error, Result},
        id::{DepositId, Id as _, IntakeId, QuoteId, ReleaseId, SignatureId},
        secret,
    },
    lang::Key,
    quotes::{self, QuoteState},
    releases::{self, Collector},
    users::rights::{IntakesEdit, May, Scope},
};

/// Papers as they are shown to be signed.
#[derive(Clone, Debug)]
pub struct ToSign {
    /// What is signed.
    pub subject: Papers,
    /// Its raw id.
    pub id: i64,
    /// The file they belong to.
    pub intake: Intake,
    /// The documents, in order.
    pub documents: Vec<Document>,
    /// SHA-256 of their texts.
    pub digest: String,
    /// Who is likely to sign, where it is known.
    pub signer: Option<String>,
}

/// The papers of a subject as they stand, to be shown and signed.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when there is nothing to sign: void, not accepted, nobody came.
pub async fn to_sign(conn: &mut Conn, scope: Scope, subject: Papers, id: i64) -> Result<ToSign> {
    let (intake, of, signer) = match subject {
        Papers::Deposit => of_deposit(conn, DepositId::from_raw(id)).await?,
        Papers::Intake => {
            let intake = intakes::find(conn, scope, IntakeId::from_raw(id)).await?;
            (intake, vec![(Kind::Intake, id)], None)
        }
        Papers::Quote => of_quote(conn, scope, QuoteId::from_raw(id)).await?,
        Papers::Release => of_release(conn, scope, ReleaseId::from_raw(id)).await?,
    };
    let mut shown = Vec::new();
    for (kind, id) in of {
        shown.extend(documents::latest(conn, kind, id).await?.filter(|document| document.voided_at.is_none()));
    }
    if shown.is_empty() || intake.voided_at.is_some() {
        return Err(Error::conflict(Key::SignaturesNothing));
    }
    let mut texts = Vec::new();
    for document in &shown {
        texts.push(documents::text(conn, document.id).await?);
    }
    let digest = secret::digest(texts.join("\n").as_bytes());
    Ok(ToSign { subject, id, intake, documents: shown, digest, signer })
}

/// The documents of a subject, with the first file of it and who is likely to sign.
type Found = (Intake, Vec<(Kind, i64)>, Option<String>);

async fn of_deposit(conn: &mut Conn, id: DepositId) -> Result<Found> {
    let made = intakes::of_deposit(conn, id).await?;
    let standing: Vec<&Intake> = made.iter().filter(|intake| intake.voided_at.is_none()).collect();
    let first = standing.first().copied().or(made.first()).ok_or(Error::NotFound)?.clone();
    let mut of = vec![(Kind::Deposit, id.raw())];
    of.extend(standing.iter().map(|intake| (Kind::Intake, intake.id.raw())));
    let depositor = crate::deposits::find(conn, Scope::Shop, id).await?.depositor_name;
    Ok((first, of, depositor))
}

async fn of_quote(conn: &mut Conn, scope: Scope, id: QuoteId) -> Result<Found> {
    let quote = quotes::find(conn, scope, id).await?.quote;
    if quote.state != QuoteState::Accepted {
        return Err(Error::conflict(Key::SignaturesNotAccepted));
    }
    let intake = intakes::find(conn, scope, quote.intake_id).await?;
    Ok((intake, vec![(Kind::Quote, id.raw())], quote.answer_name))
}

async fn of_release(conn: &mut Conn, scope: Scope, id: ReleaseId) -> Result<Found> {
    let release = releases::find(conn, scope, id).await?;
    if release.collector == Collector::Nobody {
        return Err(Error::conflict(Key::SignaturesNothing));
    }
    let intake = intakes::find(conn, scope, release.intake_id).await?;
    Ok((intake, vec![(Kind::Release, id.raw())], Some(release.collector_name)))
}

/// Makes the drawing of a signature fit to keep, and keeps it; none when it is signed by a typed name.
///
/// # Errors
/// [`Error::Invalid`] with what is wrong with the signature.
pub async fn keep_drawing(app: &App, input: &SignatureInput) -> Result<Option<String>> {
    input.check().or(())?;
    if input.drawing.is_empty() {
        return Ok(None);
    }
    let typed = input.drawing.clone();
    let turn = app.turn_to_look().await?;
    let cleaned = tokio::task::spawn_blocking(move || {
        let cleaned = drawing::clean(&typed);
        drop(turn);
        cleaned
    });
    let bytes = cleaned.await.map_err(Error::internal)??;
    files::keep_bytes(app, &bytes).await.map(Some)
}

/// Signs papers: exactly the documents that were shown. `image` is what [`keep_drawing`] kept.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when they are signed already, or another version was issued since they were shown.
pub async fn sign(
    tx: &mut Tx,
    by: &May<IntakesEdit>,
    subject: Papers,
    id: i64,
    input: &SignatureInput,
    image: Option<&str>,
) -> Result<SignatureId> {
    input.check().or(())?;
    let before = to_sign(tx, by.scope(), subject, id).await?;
    lock(tx, by.scope(), subject, id, before.intake.id).await?;
    let papers = to_sign(tx, by.scope(), subject, id).await?;
    if store::of(tx, subject, id).await?.is_some() {
        return Err(Error::conflict(Key::SignaturesAgain));
    }
    let shown: Vec<_> = papers.documents.iter().map(|document| document.id).collect();
    if input.documents != shown {
        return Err(Error::conflict(Key::SignaturesChanged));
    }
    let signature = Signature {
        id: tx.new_id(),
        subject,
        subject_id: id,
        intake_id: papers.intake.id,
        signer: input.signer.trim().to_owned(),
        way: if image.is_some() { SigningWay::Drawn } else { SigningWay::Typed },
        image: image.map(str::to_owned),
        documents: Json(shown),
        digest: papers.digest,
        signed_at: tx.now(),
        recorded_by: by.user(),
        handoff_id: by.actor().handoff(),
        replaced_at: None,
        replaced_by: None,
        replace_reason: None,
    };
    store::insert(tx, &signature).await.on_unique(|| Error::conflict(Key::SignaturesAgain))?;
    let event = Event::Signed { signature: signature.id, intake: signature.intake_id, what: subject.to_string() };
    tx.record(by, event)?;
    Ok(signature.id)
}

/// Holds every file that the papers are of, by their ids: nobody amends or voids one of a deposit while it is signed.
async fn lock(tx: &mut Tx, scope: Scope, subject: Papers, id: i64, intake: IntakeId) -> Result<()> {
    let mut files = vec![intake];
    if subject == Papers::Deposit {
        files.extend(intakes::of_deposit(tx, DepositId::from_raw(id)).await?.iter().map(|file| file.id));
    }
    files.sort_unstable();
    files.dedup();
    for file in files {
        intakes::lock(tx, scope, file).await?;
    }
    Ok(())
}

/// Says that a signature counts no more, and why: another may be taken.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] when it counts no more already.
pub async fn replace(tx: &mut Tx, by: &May<IntakesEdit>, id: SignatureId, reason: &str) -> Result<Signature> {
    check_reason(reason).or(())?;
    let signature = find(tx, by.scope(), id).await?;
    lock(tx, by.scope(), signature.subject, signature.subject_id, signature.intake_id).await?;
    let now = tx.now();
    if !store::replace(tx, id, now, by.user(), reason.trim()).await? {
        return Err(Error::conflict(Key::SignaturesReplaced));
    }
    tx.record(by, Event::SignatureReplaced { signature: id, intake: signature.intake_id })?;
    Ok(signature)
}

/// One signature.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: SignatureId) -> Result<Signature> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// The signature of papers that counts, if there is one.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(conn: &mut Conn, subject: Papers, id: i64) -> Result<Option<Signature>> {
    store::of(conn, subject, id).await
}

/// The signatures of a file and of its deposit, oldest first, also those that were replaced.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Vec<Signature>> {
    store::of_intake(conn, intake).await
}
