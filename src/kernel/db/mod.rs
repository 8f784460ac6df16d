//! One SQL text, two engines: a thin facade over rusqlite and tokio-postgres.
//!
//! Nothing else in the application knows that two engines exist. Statements are written once with `$1…` in order of
//! first appearance; values are integers and texts only (ARCHITECTURE.md, "Data").

mod catalog;
mod lite;
mod migrate;
mod pg;
mod value;

use std::path::{Path, PathBuf};

pub use catalog::{Table, tables};
pub use value::{Cell, CellText, Cells, Column, Decode, FromRow, Json, Row, Value};

use super::error::{Error, Result};

/// The values of a statement, in order: `args![id, name]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::kernel::db::Value::from($value)),*] };
}

/// Which database, as the operator says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The embedded database in this file.
    Sqlite(PathBuf),
    /// A PostgreSQL server (`postgres://…`).
    Postgres(String),
}

/// An open database.
#[derive(Clone)]
pub enum Db {
    /// SQLite, embedded.
    Lite(lite::Lite),
    /// PostgreSQL, a pool.
    Pg(pg::Pg),
}

/// One connection, perhaps inside a transaction. Reads and writes go through it.
pub enum Conn {
    /// A connection to SQLite.
    Lite(lite::LiteConn),
    /// A connection to PostgreSQL.
    Pg(pg::PgConn),
}

/// A failure of a database, with what can be told apart on both engines.
#[derive(Debug)]
pub struct DbError {
    /// What kind of failure.
    pub kind: Fault,
    /// The engine's own words, for the log.
    pub detail: String,
}

/// The kinds of database failures that matter to the code above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A unique index refused the row.
    Unique,
    /// A foreign key or a check refused the row.
    Constraint,
    /// Two transactions collided; try again.
    Collision,
    /// The database cannot be reached, or the disk is full.
    Gone,
    /// Anything else: a fault of ours.
    Other,
}

impl From<DbError> for Error {
    fn from(e: DbError) -> Self {
        match e.kind {
            Fault::Gone => Self::Unavailable(e.detail),
            Fault::Unique => Self::Internal(format!("unique: {}", e.detail)),
            Fault::Constraint => Self::Internal(format!("constraint: {}", e.detail)),
            Fault::Collision => Self::Internal(format!("{COLLISION}{}", e.detail)),
            Fault::Other => Self::Internal(e.detail),
        }
    }
}

const COLLISION: &str = "collision: ";

impl Error {
    /// Whether trying the whole transaction again may succeed.
    pub fn is_collision(&self) -> bool {
        matches!(self, Self::Internal(text) if text.starts_with(COLLISION))
    }

    /// Whether a unique index refused the row.
    pub fn is_unique(&self) -> bool {
        matches!(self, Self::Internal(text) if text.starts_with("unique: "))
    }
}

/// Turns the refusal of a unique index into something a person understands.
pub trait OnUnique<T> {
    /// Replaces a unique violation by `error`.
    fn on_unique(self, error: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnUnique<T> for Result<T> {
    fn on_unique(self, error: impl FnOnce() -> Error) -> Self {
        self.map_err(|e| if e.is_unique() { error() } else { e })
    }
}

/// The most subjects of one message to other processes: PostgreSQL takes less than 8,000 bytes, and a subject has at most
/// some thirty.
const NOTIFIED: usize = 200;

/// SQLite numbers `$n` by where they stand first, PostgreSQL by `n`: in this order both mean the same.
fn is_in_order(sql: &str) -> bool {
    let mut most = 0;
    let numbers = sql.split('$').skip(1).filter_map(|rest| {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..digits].parse::<usize>().ok()
    });
    numbers.into_iter().all(|n| {
        let next = n <= most + 1;
        most = most.max(n);
        next
    })
}

/// Tells whoever listens to `fixili::sql` what is asked: the operator (`FIXILI_LOG=fixili::sql=trace`, with the values: not
/// for a log that others read) and the benchmark. Nothing is computed while nobody listens.
fn tell(sql: &str, args: &[Value<'_>]) {
    debug_assert!(is_in_order(sql), "arguments of a statement stand in order of first appearance: {sql}");
    tracing::trace!(target: "fixili::sql", sql, args = serde_json::to_string(args).unwrap_or_default());
}

impl Db {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be reached, when another server holds the data folder, or when its schema is newer than this
    /// program.
    pub async fn open(target: &Target) -> Result<Self> {
        Self::open_at(target, migrate::wanted()).await
    }

    /// Opens the database with the schema of an earlier version, which it has or gets: restoring an old backup.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open_at(target: &Target, version: i64) -> Result<Self> {
        match target {
            Target::Sqlite(path) => {
                migrate::sqlite(path, version)?;
                Ok(Self::Lite(lite::Lite::open(path)?))
            }
            Target::Postgres(url) => {
                migrate::postgres(url, version).await?;
                Ok(Self::Pg(pg::Pg::open(url)?))
            }
        }
    }

    /// The schema's version in the database, without changing anything.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schema_version(target: &Target) -> Result<i64> {
        migrate::version(target).await
    }

    /// The schema's version that this program needs.
    pub fn wanted_version() -> i64 {
        migrate::wanted()
    }

    /// "SQLite" or "PostgreSQL".
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Lite(_) => "SQLite",
            Self::Pg(_) => "PostgreSQL",
        }
    }

    /// A connection for reading; statements see what is committed.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn read(&self) -> Result<Conn> {
        match self {
            Self::Lite(db) => Ok(Conn::Lite(db.reader().await?)),
            Self::Pg(db) => Ok(Conn::Pg(db.conn().await?)),
        }
    }

    /// A connection that sees the whole database as it is now, whatever is written meanwhile; for reading alone.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn snapshot(&self) -> Result<Conn> {
        match self {
            Self::Lite(db) => Ok(Conn::Lite(db.snapshot().await?)),
            Self::Pg(db) => Ok(Conn::Pg(db.snapshot().await?)),
        }
    }

    /// A connection inside a new transaction. Only `app.write` and the restoring of a backup call this.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin(&self) -> Result<Conn> {
        tell("begin", &[]);
        match self {
            Self::Lite(db) => Ok(Conn::Lite(db.begin().await?)),
            Self::Pg(db) => Ok(Conn::Pg(db.begin().await?)),
        }
    }

    /// Copies the embedded database to another file while it is in use. On PostgreSQL it is refused: use `pg_dump`.
    ///
    /// # Errors
    /// When the file cannot be written, or on PostgreSQL.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        match self {
            Self::Lite(db) => db.copy_to(path),
            Self::Pg(_) => Err(Error::internal("the embedded database only")),
        }
    }

    /// Messages that other processes sent about changed subjects (PostgreSQL); `None` where one process is alone.
    ///
    /// # Errors
    /// When the listening connection cannot be made.
    pub async fn listen(&self) -> Result<Option<tokio::sync::mpsc::UnboundedReceiver<String>>> {
        match self {
            Self::Lite(_) => Ok(None),
            Self::Pg(db) => db.listen().await.map(Some),
        }
    }
}

impl Conn {
    /// Every row of a query.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn all<T: FromRow>(&mut self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        tell(sql, args);
        match self {
            Self::Lite(conn) => conn.all(sql, args),
            Self::Pg(conn) => conn.all(sql, args).await,
        }
    }

    /// The first row of a query, if any.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn first<T: FromRow>(&mut self, sql: &str, args: &[Value<'_>]) -> Result<Option<T>> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// The one row of a query; none is [`Error::NotFound`].
    ///
    /// # Errors
    /// When there is none, or the engine refuses.
    pub async fn one<T: FromRow>(&mut self, sql: &str, args: &[Value<'_>]) -> Result<T> {
        self.first(sql, args).await?.ok_or(Error::NotFound)
    }

    /// Runs a statement; the number of rows it changed.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn exec(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        tell(sql, args);
        match self {
            Self::Lite(conn) => conn.exec(sql, args),
            Self::Pg(conn) => conn.exec(sql, args).await,
        }
    }

    /// Tells other processes which subjects changed, at commit; nothing to do where one process is alone.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn notify(&mut self, subjects: &[String]) -> Result<()> {
        if matches!(self, Self::Lite(_)) {
            return Ok(());
        }
        for some in subjects.chunks(NOTIFIED) {
            self.exec("select pg_notify('fixili', $1)", args![some.join(" ")]).await?;
        }
        Ok(())
    }

    /// The end of a query that claims rows for one worker among several.
    pub fn skip_locked(&self) -> &'static str {
        match self {
            Self::Lite(_) => "",
            Self::Pg(_) => " for update skip locked",
        }
    }

    /// Commits the transaction. Only who began it calls this.
    ///
    /// # Errors
    /// When the engine refuses: nothing was kept.
    pub async fn commit(self) -> Result<()> {
        tell("commit", &[]);
        match self {
            Self::Lite(conn) => conn.commit(),
            Self::Pg(conn) => conn.commit().await,
        }
    }
}
