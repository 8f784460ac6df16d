//! Files: kept by the digest of their bytes under the data folder, known by id, reached through rights.
//!
//! A picture is made fit to keep (`picture`): upright, of a sensible size, telling nothing but what it shows. A file without an
//! intake is pending: a form that was refused keeps it for a day; what is in a form's pocket is kept as long as its draft.

mod model;
mod picture;
mod plain;
mod store;
pub mod web;

pub use model::{FileKind, Moment, StoredFile};

use std::path::PathBuf;

use crate::{
    app::{App, Tx},
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{FileId, HandoffId, IntakeId},
        secret,
    },
    lang::say,
    users::rights::{IntakesEdit, May, Scope},
};

/// Pending files are kept for a day.
const PENDING_DAYS: i64 = 1;
/// Those in the pocket of a form, as long as a draft.
const POCKET_DAYS: i64 = 30;
/// The most files in one pocket.
pub const MOST: usize = 40;
/// Characters of the name of a pocket.
const POCKET: usize = 32;

/// Where bytes of this digest lie.
fn path_of(app: &App, digest: &str) -> PathBuf {
    app.files().join(&digest[..2]).join(digest)
}

/// Keeps bytes under their digest; the same bytes are kept once. Written aside, flushed, then named: a power cut
/// leaves no half file.
///
/// # Errors
/// When the disk refuses.
pub async fn keep_bytes(app: &App, bytes: &[u8]) -> Result<String> {
    let digest = secret::digest(bytes);
    let path = path_of(app, &digest);
    let bytes = bytes.to_vec();
    tokio::task::spawn_blocking(move || {
        if path.exists() {
            return Ok(());
        }
        let folder = path.parent().ok_or_else(|| Error::internal("a file without a folder"))?;
        std::fs::create_dir_all(folder)?;
        let aside = folder.join(format!(".{}", &secret::token()[..16]));
        let mut file = std::fs::File::create_new(&aside)?;
        std::io::Write::write_all(&mut file, &bytes)?;
        file.sync_all()?;
        std::fs::rename(&aside, &path)?;
        std::fs::File::open(folder)?.sync_all()?;
        Ok::<(), Error>(())
    })
    .await
    .map_err(Error::internal)??;
    Ok(digest)
}

/// The bytes of a digest.
///
/// # Errors
/// [`Error::NotFound`] when they are not there.
pub async fn bytes(app: &App, digest: &str) -> Result<Vec<u8>> {
    if digest.len() != 64 || !digest.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::NotFound);
    }
    match tokio::fs::read(path_of(app, digest)).await {
        Ok(bytes) => Ok(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Error::NotFound),
        Err(e) => Err(e.into()),
    }
}

/// Checks and keeps an uploaded file until a form takes it.
///
/// # Errors
/// [`Error::Invalid`] when it is too large, broken, or of a type we do not take.
pub async fn keep_pending(app: &App, by: &May<IntakesEdit>, name: &str, bytes: &[u8]) -> Result<FileId> {
    let limit = app.config().upload_limit;
    let name = name.to_owned();
    let body = bytes.to_vec();
    let turn = app.turn_to_look().await?;
    let looked = tokio::task::spawn_blocking(move || {
        let looked = model::look_at(&name, &body, limit);
        drop(turn);
        looked
    });
    let looked = looked.await.map_err(Error::internal)??;
    let digest = keep_bytes(app, looked.bytes.as_deref().unwrap_or(bytes)).await?;
    let small = match &looked.small {
        Some(small) => Some(keep_bytes(app, small).await?),
        None => None,
    };
    app.write(async |tx| {
        let file = looked.to_file(tx.new_id(), &digest, small.as_deref(), tx.now());
        store::insert(tx, &file, by.actor()).await?;
        Ok(file.id)
    })
    .await
}

/// Ties pending files to an intake.
///
/// # Errors
/// [`Error::NotFound`] when one is not there any more or belongs to another intake.
pub async fn attach(tx: &mut Tx, by: &May<IntakesEdit>, intake: IntakeId, files: &[FileId]) -> Result<()> {
    for file in files {
        if !store::attach(tx, *file, intake).await? {
            return Err(Error::NotFound);
        }
        tx.record(by, Event::FileAdded { file: *file, intake })?;
    }
    Ok(())
}

/// The name of a new pocket.
pub fn new_pocket() -> String {
    secret::token()[..POCKET].to_owned()
}

/// Whether a text may be the name of a pocket.
pub fn is_pocket(text: &str) -> bool {
    text.len() == POCKET && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether every one of these files came by a phone's page.
///
/// # Errors
/// When the database cannot be read.
pub async fn came_by(conn: &mut Conn, handoff: HandoffId, files: &[FileId]) -> Result<bool> {
    for file in files {
        if !store::came_by(conn, handoff, *file).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Puts pending files into the pocket of an open form and tells who looks at it.
///
/// # Errors
/// [`Error::NotFound`] when one is not pending any more; [`Error::Invalid`] (field `files`) when the pocket is full.
pub async fn put(tx: &mut Tx, _by: &May<IntakesEdit>, pocket: &str, files: &[FileId]) -> Result<()> {
    if !is_pocket(pocket) {
        return Err(Error::NotFound);
    }
    for file in files {
        if !store::put(tx, *file, pocket).await? {
            return Err(Error::NotFound);
        }
    }
    if store::in_pocket(tx, pocket).await?.len() > MOST {
        return Err(Error::field("files", say::FilesTooMany { most: MOST.into() }));
    }
    tx.tell(format!("pocket:{pocket}"));
    Ok(())
}

/// What is in a pocket, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn in_pocket(conn: &mut Conn, pocket: &str) -> Result<Vec<StoredFile>> {
    if is_pocket(pocket) { store::in_pocket(conn, pocket).await } else { Ok(Vec::new()) }
}

/// Takes a file out of a pocket again; one that is not in it any more is no fault.
///
/// # Errors
/// When the database refuses.
pub async fn take_out(tx: &mut Tx, _by: &May<IntakesEdit>, pocket: &str, file: FileId) -> Result<()> {
    let now = tx.now();
    store::take_out(tx, file, pocket, now).await?;
    tx.tell(format!("pocket:{pocket}"));
    Ok(())
}

/// Ties everything in a pocket to an intake.
///
/// # Errors
/// When the database refuses.
pub async fn attach_pocket(tx: &mut Tx, by: &May<IntakesEdit>, intake: IntakeId, pocket: &str) -> Result<()> {
    let files: Vec<FileId> = in_pocket(tx, pocket).await?.into_iter().map(|file| file.id).collect();
    attach(tx, by, intake, &files).await
}

/// Those of these files that are photos.
///
/// # Errors
/// When the database cannot be read.
pub async fn photos_among(conn: &mut Conn, ids: &[FileId]) -> Result<Vec<FileId>> {
    let mut out = Vec::new();
    for id in ids {
        out.extend(store::find(conn, *id).await?.filter(|f| f.kind == FileKind::Photo).map(|f| f.id));
    }
    Ok(out)
}

/// The photos of an intake that is just recorded show the equipment as it came.
///
/// # Errors
/// When the database refuses.
pub async fn all_before(tx: &mut Tx, _by: &May<IntakesEdit>, intake: IntakeId) -> Result<()> {
    store::mark_all(tx, intake, Moment::Before).await
}

/// Whether the page of a phone has sent so much, arrived or not, that it may send no more.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_spent(conn: &mut Conn, handoff: HandoffId) -> Result<bool> {
    let most = i64::try_from(2 * MOST).unwrap_or(i64::MAX);
    Ok(store::count_of_handoff(conn, handoff).await? >= most)
}

/// What came through the page of a phone and arrived, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_handoff(conn: &mut Conn, handoff: HandoffId) -> Result<Vec<StoredFile>> {
    store::of_handoff(conn, handoff).await
}

/// Says whether a photo shows the equipment before or after the work.
///
/// # Errors
/// [`Error::NotFound`] when it is no photo of this intake.
pub async fn mark(
    tx: &mut Tx,
    by: &May<IntakesEdit>,
    intake: IntakeId,
    file: FileId,
    moment: Option<Moment>,
) -> Result<()> {
    if !store::mark(tx, file, intake, moment).await? {
        return Err(Error::NotFound);
    }
    tx.record(by, Event::FileMarked { file, intake })
}

/// Writes a line about files.
///
/// # Errors
/// When the database refuses.
pub async fn caption(tx: &mut Tx, _by: &May<IntakesEdit>, files: &[FileId], caption: &str) -> Result<()> {
    for file in files {
        store::caption(tx, *file, caption).await?;
    }
    Ok(())
}

/// Takes a file off its intake; the bytes stay for what was printed with them.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove(tx: &mut Tx, by: &May<IntakesEdit>, intake: IntakeId, file: FileId) -> Result<()> {
    let now = tx.now();
    if !store::remove(tx, file, intake, now).await? {
        return Err(Error::NotFound);
    }
    tx.record(by, Event::FileRemoved { file, intake })
}

/// The files of an intake, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, intake: IntakeId) -> Result<Vec<StoredFile>> {
    store::of_intake(conn, intake).await
}

/// One file.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: FileId) -> Result<StoredFile> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// Pending files that a refused form still names.
///
/// # Errors
/// When the database cannot be read.
pub async fn pending(conn: &mut Conn, ids: &[FileId]) -> Result<Vec<StoredFile>> {
    let mut out = Vec::new();
    for id in ids {
        out.extend(store::find(conn, *id).await?.filter(|f| f.intake_id.is_none()));
    }
    Ok(out)
}

/// Forgets pending files that no form took; a timer calls it.
///
/// # Errors
/// When the database refuses.
pub async fn clean_up(tx: &mut Tx) -> Result<()> {
    let (alone, in_pockets) = (tx.now().plus_days(-PENDING_DAYS), tx.now().plus_days(-POCKET_DAYS));
    store::delete_pending(tx, alone, in_pockets).await
}
