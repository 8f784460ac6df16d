//! Handoffs: a page that a member of staff opens on a phone by a QR code, without an account, for some minutes: it sends photos to
//! a form or a file, or shows papers and takes a signature.
//!
//! The token has 256 bits, made of the page's id by the shop's key: it can be shown again at the desk, and the database knows
//! only its digest.

pub mod guest_view;
pub mod guest_web;
mod model;
mod store;
pub mod view;
pub mod web;

pub use model::{Handoff, LASTS_MS, Purpose, Target};

use crate::{
    app::{App, Tx},
    files,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{FileId, HandoffId, IntakeId},
        secret,
    },
    lang::{Key, Lang},
    settings::Settings,
    users::rights::{IntakesEdit, May},
};

/// Open pages of one person: more are a mistake, or mischief.
const MOST_OPEN: i64 = 50;

fn token(app: &App, id: HandoffId) -> String {
    app.key().sign("handoff", &id.to_string())
}

/// The address behind the QR code.
pub fn url(app: &App, settings: &Settings, id: HandoffId) -> String {
    format!("{}/p/{}", settings.shop.public_url.trim_end_matches('/'), token(app, id))
}

/// Opens a page for a phone.
///
/// # Errors
/// [`Error::NotFound`] for a pocket that is none; [`Error::TooMany`] when dozens are open.
pub async fn open(tx: &mut Tx, by: &May<IntakesEdit>, target: Target<'_>, lang: Lang) -> Result<HandoffId> {
    let made_by = by.user().ok_or(Error::Forbidden)?;
    let now = tx.now();
    if store::open_by(tx, made_by, now).await? >= MOST_OPEN {
        return Err(Error::TooMany(LASTS_MS / 1_000));
    }
    let bare = Handoff {
        id: tx.new_id(),
        purpose: Purpose::Photos,
        pocket: None,
        intake_id: None,
        subject: None,
        subject_id: None,
        lang,
        made_by,
        made_at: now,
        expires_at: now.plus_ms(LASTS_MS),
        ended_at: None,
    };
    let handoff = match target {
        Target::Pocket(pocket) if files::is_pocket(pocket) => Handoff { pocket: Some(pocket.to_owned()), ..bare },
        Target::Pocket(_) => return Err(Error::NotFound),
        Target::File(intake) => Handoff { intake_id: Some(intake), ..bare },
        Target::Signature(subject, id, intake) => Handoff {
            purpose: Purpose::Signature,
            intake_id: Some(intake),
            subject: Some(subject),
            subject_id: Some(id),
            ..bare
        },
    };
    let digest = secret::digest(token(tx.app(), handoff.id).as_bytes());
    store::insert(tx, &handoff, &digest).await?;
    Ok(handoff.id)
}

/// A page as those at the desk see it: whoever may open one may go on with a colleague's.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn at_desk(conn: &mut Conn, _by: &May<IntakesEdit>, id: HandoffId) -> Result<Handoff> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// The page of a token, open or not; none for a token that never was.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_token(conn: &mut Conn, token: &str) -> Result<Option<Handoff>> {
    if token.len() != 64 {
        return Ok(None);
    }
    store::by_token(conn, &secret::digest(token.as_bytes())).await
}

/// What a guest with an open page may do.
pub fn guest(handoff: &Handoff) -> May<IntakesEdit> {
    May::by_link(handoff.id)
}

/// Sends photos that were kept aside to where the page leads.
///
/// # Errors
/// [`Error::Conflict`] when the page ended meanwhile, the file is void or has its fill.
pub async fn send(tx: &mut Tx, handoff: &Handoff, sent: &[FileId]) -> Result<()> {
    lock(tx, handoff).await?;
    let by = guest(handoff);
    // A guest names no file of somebody else.
    if !files::came_by(tx, handoff.id, sent).await? {
        return Err(Error::NotFound);
    }
    if files::of_handoff(tx, handoff.id).await?.len() + sent.len() > files::MOST {
        return Err(Error::field("files", crate::lang::say::FilesTooMany { most: files::MOST.into() }));
    }
    match (&handoff.pocket, handoff.intake_id) {
        (Some(pocket), _) => files::put(tx, &by, pocket, sent).await,
        (None, Some(intake)) => to_file(tx, &by, intake, sent).await,
        (None, None) => Err(Error::internal("a page that leads nowhere")),
    }
}

async fn to_file(tx: &mut Tx, by: &May<IntakesEdit>, intake: IntakeId, sent: &[FileId]) -> Result<()> {
    let input = crate::attachments::AttachmentInput { files: sent.to_vec(), ..Default::default() };
    crate::attachments::add(tx, by, intake, &input).await
}

/// Holds an open page until the transaction ends.
///
/// # Errors
/// [`Error::Conflict`] when it is over.
pub async fn lock(tx: &mut Tx, handoff: &Handoff) -> Result<()> {
    let now = tx.now();
    if store::lock(tx, handoff.id, now).await? { Ok(()) } else { Err(Error::conflict(Key::HandoffsOver)) }
}

/// The page was used, or is not needed any more.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &mut Tx, handoff: &Handoff) -> Result<()> {
    let now = tx.now();
    store::end(tx, handoff.id, now).await?;
    if let Some(pocket) = &handoff.pocket {
        tx.tell(format!("pocket:{pocket}"));
    }
    tx.tell(format!("handoff:{}", handoff.id));
    Ok(())
}

/// The form of a pocket is recorded: its pages end.
///
/// # Errors
/// When the database refuses.
pub async fn end_pocket(tx: &mut Tx, pocket: &str) -> Result<()> {
    let now = tx.now();
    store::end_pocket(tx, pocket, now).await
}

/// Forgets pages that are over since a day; a timer calls it.
///
/// # Errors
/// When the database refuses.
pub async fn clean_up(tx: &mut Tx) -> Result<()> {
    let before = tx.now().plus_days(-1);
    store::delete_before(tx, before).await
}
