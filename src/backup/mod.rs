//! One archive of everything: database, files and key; and back.
//!
//! The database is written as JSON lines out of one snapshot, table by table, so that what was kept by one engine is
//! restored into either. Entries of the tar.gz: [`HEAD`] (what it is), [`KEY`], `database/<table>/<part>.jsonl`,
//! `files/…` under their digests, and [`DIGESTS`] last, without which an archive is not whole.

mod read;
mod write;

use std::path::Path;

use crate::{
    app::App,
    config::Config,
    kernel::{
        db::{Db, Target},
        error::{Error, Result},
        time::At,
    },
    lang::{Key, say},
};

/// The entry that says what the archive is.
const HEAD: &str = "fixili.json";
/// The entry of the shop's key.
const KEY: &str = "key";
/// The entry with the digest of every other.
const DIGESTS: &str = "digests.json";
/// How archives are laid out; raised when a program that knows the number could not read them any more.
const FORMAT: i64 = 1;

/// What an archive is.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Head {
    format: i64,
    /// Version of the schema.
    schema: i64,
    /// Version of the program.
    program: String,
    made_at: At,
}

/// What was written or restored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows of the database.
    pub rows: u64,
    /// Files.
    pub files: u64,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} rows, {} files", self.rows, self.files)
    }
}

/// Writes an archive. It gets its name when it is whole; one of that name is replaced then.
///
/// # Errors
/// When the database cannot be read or the archive cannot be written.
pub async fn write(app: &App, file: &Path) -> Result<Summary> {
    let name = file.file_name().ok_or_else(|| Error::internal("the archive needs a name"))?;
    let aside = file.with_file_name(format!("{}.part", name.to_string_lossy()));
    let written = write::archive(app, &aside).await;
    match written {
        Ok(summary) => {
            std::fs::rename(&aside, file)?;
            Ok(summary)
        }
        Err(e) => {
            // The first failure is the one to tell.
            let _ = std::fs::remove_file(&aside);
            Err(e)
        }
    }
}

/// Reads an archive into an empty data folder and database: everything, or nothing is left.
///
/// # Errors
/// [`Error::Conflict`] when something is there already, or the archive is broken or newer than this program.
pub async fn restore(config: &Config, file: &Path) -> Result<Summary> {
    let head = read::check(file)?;
    refuse_occupied(config, &head).await?;
    let restored = read::fill(config, file, &head).await;
    if restored.is_err() {
        clear(config);
    }
    let summary = restored?;
    // What an older program kept is brought up to date.
    Db::open(&config.database()).await?;
    Ok(summary)
}

fn occupied(what: impl std::fmt::Display) -> Error {
    Error::conflict(say::BackupOccupied { what: what.to_string().into() })
}

async fn refuse_occupied(config: &Config, head: &Head) -> Result<()> {
    if config.key_path().exists() {
        return Err(occupied(config.key_path().display()));
    }
    if std::fs::read_dir(config.files()).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(occupied(config.files().display()));
    }
    if let Target::Sqlite(path) = config.database() {
        return if path.exists() { Err(occupied(path.display())) } else { Ok(()) };
    }
    // A PostgreSQL database may have its tables already, but nothing in them.
    let found = Db::schema_version(&config.database()).await?;
    if found == 0 {
        return Ok(());
    }
    if found != head.schema {
        return Err(occupied("PostgreSQL"));
    }
    let mut conn = Db::open_at(&config.database(), found).await?.read().await?;
    for table in crate::kernel::db::tables(found) {
        let row: Option<i64> =
            conn.first(&format!("select cast(1 as bigint) from {} limit 1", table.name), &[]).await?;
        if row.is_some() {
            return Err(occupied(table.name));
        }
    }
    Ok(())
}

/// Takes away what a restoring that failed has made; nothing was there before.
fn clear(config: &Config) {
    let _ = std::fs::remove_file(config.key_path());
    let _ = std::fs::remove_dir_all(config.files());
    if let Target::Sqlite(path) = config.database() {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
    }
}

fn broken(why: impl std::fmt::Display) -> Error {
    Error::conflict(say::BackupBroken { why: why.to_string().into() })
}

fn newer() -> Error {
    Error::conflict(Key::BackupNewer)
}
