//! The words that clients, equipment and intakes are found by: written in the transaction of the verb that changes them, and
//! asked by their beginning, so that an answer costs the same however many there are.
//!
//! What is found is put together in `repair::find`; this module knows no noun.

mod store;
mod words;

pub use words::{Question, Words};

use crate::{
    kernel::{db::Conn, error::Result, id::Id},
    words,
};

words! {
    /// What is found.
    pub enum Subject {
        /// A client.
        Client = "client" => clients_one,
        /// An equipment.
        Equipment = "equipment" => equipment_one,
        /// An intake.
        Intake = "intake" => series_intake,
    }
}

/// The version of the words that this program makes: raised when a subject is to be found by others.
pub const VERSION: i64 = 1;

/// Rows that are read for one way to ask: a subject may have several words that begin alike.
const ROWS: usize = 60;

/// Adds words to those that a subject is found by.
///
/// # Errors
/// When the database refuses.
pub async fn add(conn: &mut Conn, kind: Subject, subject: impl Id, words: &Words) -> Result<()> {
    store::insert(conn, kind, subject.raw(), &words.sorted()).await
}

/// A subject is found by these words from now on.
///
/// # Errors
/// When the database refuses.
pub async fn replace(conn: &mut Conn, kind: Subject, subject: impl Id, words: &Words) -> Result<()> {
    store::delete(conn, kind, subject.raw()).await?;
    add(conn, kind, subject, words).await
}

/// At most `most` subjects that answer a question: those whose word is the question itself first, then by word, the newest
/// first.
///
/// # Errors
/// When the database cannot be read.
pub async fn find<I: Id>(conn: &mut Conn, kind: Subject, question: &Question, most: usize) -> Result<Vec<I>> {
    let mut found: Vec<i64> = Vec::new();
    for way in question.ways() {
        if found.len() >= most {
            break;
        }
        for id in store::beginning(conn, kind, question, &way, ROWS).await? {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    Ok(found.into_iter().take(most).map(I::from_raw).collect())
}

/// Whether the words are those of an earlier program, or of none.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_behind(conn: &mut Conn) -> Result<bool> {
    Ok(store::version(conn).await? < VERSION)
}

/// Every subject has the words of this program now.
///
/// # Errors
/// When the database refuses.
pub async fn caught_up(conn: &mut Conn) -> Result<()> {
    store::set_version(conn, VERSION).await
}
