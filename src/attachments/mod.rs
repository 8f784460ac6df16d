//! Files on a repair file: photos and documents are put on it and taken off. Keeping and showing bytes is `files`.

pub mod api;
pub mod view;
pub mod web;

use std::collections::BTreeSet;

use crate::{
    app::Tx,
    files::{self, Moment},
    intakes::{self, Intake},
    kernel::{
        error::{Error, Faults, Result},
        id::{FileId, IntakeId},
    },
    lang::{Key, say},
    users::rights::{IntakesEdit, May},
};

/// The longest caption.
const CAPTION: usize = 200;

/// What is put on a repair file in one go.
#[derive(Clone, Debug, Default)]
pub struct AttachmentInput {
    /// Files kept pending by the form; at least one.
    pub files: Vec<FileId>,
    /// A line about them.
    pub caption: String,
    /// What the photos among them show.
    pub moment: Option<Moment>,
}

impl AttachmentInput {
    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(self.files.is_empty(), "files", Key::AttachmentsNeeded);
        faults.when(self.caption.chars().count() > CAPTION, "caption", say::ErrorTooLong { most: CAPTION.into() });
        faults
    }
}

/// Puts uploaded files on a repair file, in any state of it.
///
/// # Errors
/// [`Error::Invalid`] without a file, or when one is not kept any more; [`Error::Conflict`] on a void file.
pub async fn add(tx: &mut Tx, by: &May<IntakesEdit>, intake: IntakeId, input: &AttachmentInput) -> Result<()> {
    input.check().or(())?;
    lock(tx, by, intake).await?;
    let ids: Vec<FileId> = input.files.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    if files::pending(tx, &ids).await?.len() < ids.len() {
        return Err(Error::field("files", Key::AttachmentsGone));
    }
    files::attach(tx, by, intake, &ids).await?;
    if !input.caption.trim().is_empty() {
        files::caption(tx, by, &ids, input.caption.trim()).await?;
    }
    if input.moment.is_some() {
        for file in files::photos_among(tx, &ids).await? {
            files::mark(tx, by, intake, file, input.moment).await?;
        }
    }
    Ok(())
}

/// Says whether a photo shows the equipment before or after the work.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] on a void file.
pub async fn mark(
    tx: &mut Tx,
    by: &May<IntakesEdit>,
    intake: IntakeId,
    file: FileId,
    moment: Option<Moment>,
) -> Result<()> {
    lock(tx, by, intake).await?;
    files::mark(tx, by, intake, file, moment).await
}

/// Takes a file off a repair file.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] on a void file.
pub async fn remove(tx: &mut Tx, by: &May<IntakesEdit>, intake: IntakeId, file: FileId) -> Result<()> {
    lock(tx, by, intake).await?;
    files::remove(tx, by, intake, file).await
}

async fn lock(tx: &mut Tx, by: &May<IntakesEdit>, intake: IntakeId) -> Result<Intake> {
    let intake = intakes::lock(tx, by.scope(), intake).await?;
    if intake.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsVoided));
    }
    Ok(intake)
}
