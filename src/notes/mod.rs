//! Notes within the team on a repair file. Those of a ticket are with the tickets; words with the client are messages.

pub mod api;
mod model;
mod store;
pub mod view;
pub mod web;

pub use model::{Note, NoteInput};

use crate::{
    app::Tx,
    events::Event,
    intakes,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{IntakeId, NoteId},
    },
    lang::Key,
    users::rights::{May, NotesWrite, Scope},
};

/// The notes of a repair file with the names of their authors, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Vec<Note>> {
    store::of_intake(conn, intake).await
}

/// Writes a note, in any state of the file.
///
/// # Errors
/// [`Error::Invalid`] when it is empty or too long; [`Error::Conflict`] on a void file.
pub async fn write(tx: &mut Tx, by: &May<NotesWrite>, intake: IntakeId, input: &NoteInput) -> Result<NoteId> {
    let file = intakes::lock(tx, by.scope(), intake).await?;
    input.check().or(())?;
    if file.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsVoided));
    }
    let (id, now) = (tx.new_id(), tx.now());
    store::insert(tx, id, intake, input.body.trim(), now, by.user()).await?;
    tx.record(by, Event::NoteWritten { note: id, intake })?;
    Ok(id)
}
