//! SQLite: a few readers and one writer behind a mutex; statements run inline, COMMIT waits for the disk.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::{Connection, OpenFlags, config::DbConfig, params_from_iter};
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use super::{DbError, FromRow, Row, Value};
use crate::kernel::error::{Error, Result};

const READERS: usize = 4;
const STATEMENTS: usize = 512;

/// The embedded database.
#[derive(Clone)]
pub struct Lite {
    readers: Arc<Mutex<Vec<Connection>>>,
    free: Arc<Semaphore>,
    writer: Arc<tokio::sync::Mutex<Connection>>,
    path: Arc<PathBuf>,
}

/// A connection in use.
pub enum LiteConn {
    /// For reading; goes back to its pool when dropped.
    Reader(Option<Connection>, Arc<Mutex<Vec<Connection>>>, OwnedSemaphorePermit),
    /// The writer, inside a transaction that is undone when dropped.
    Writer(OwnedMutexGuard<Connection>),
}

fn failed(e: rusqlite::Error) -> Error {
    DbError::from(e).into()
}

pub(super) fn connect(path: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(failed)?;
    // FULL: an acknowledged commit survives a power cut. The wait covers a command running beside the server.
    conn.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 10000;
         pragma temp_store = memory; pragma cache_size = -4000; pragma mmap_size = 0;",
    )
    .map_err(failed)?;
    // A plan does not depend on the values bound to it: without this many statements are compiled again at every use.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

impl Lite {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let readers = (0..READERS).map(|_| connect(path)).collect::<Result<Vec<_>>>()?;
        Ok(Self {
            readers: Arc::new(Mutex::new(readers)),
            free: Arc::new(Semaphore::new(READERS)),
            writer: Arc::new(tokio::sync::Mutex::new(connect(path)?)),
            path: Arc::new(path.to_owned()),
        })
    }

    pub(super) async fn reader(&self) -> Result<LiteConn> {
        let permit = self.free.clone().acquire_owned().await.map_err(|_| Error::Unavailable("closing".into()))?;
        let conn = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match conn {
            Some(conn) => conn,
            None => connect(&self.path)?,
        };
        Ok(LiteConn::Reader(Some(conn), self.readers.clone(), permit))
    }

    pub(super) async fn snapshot(&self) -> Result<LiteConn> {
        let reader = self.reader().await?;
        // The snapshot is taken by the first statement that reads.
        run(reader.conn()?, "begin", &[])?;
        reader.all::<i64>("select count(*) from sqlite_master", &[])?;
        Ok(reader)
    }

    pub(super) async fn begin(&self) -> Result<LiteConn> {
        let guard = self.writer.clone().lock_owned().await;
        run(&guard, "begin immediate", &[])?;
        Ok(LiteConn::Writer(guard))
    }

    pub(super) fn copy_to(&self, path: &Path) -> Result<()> {
        let source = connect(&self.path)?;
        source.execute("vacuum into ?1", [path.to_string_lossy()]).map_err(failed)?;
        Ok(())
    }
}

fn run(conn: &Connection, sql: &str, args: &[Value<'_>]) -> Result<u64> {
    let mut statement = conn.prepare_cached(sql).map_err(|e| explain(e, sql))?;
    let changed = statement.execute(params_from_iter(args)).map_err(|e| explain(e, sql))?;
    Ok(changed as u64)
}

fn explain(e: rusqlite::Error, sql: &str) -> Error {
    let mut e = DbError::from(e);
    if e.kind == super::Fault::Other {
        e.detail = format!("{} in: {}", e.detail, sql.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    e.into()
}

impl LiteConn {
    fn conn(&self) -> Result<&Connection> {
        match self {
            Self::Reader(conn, ..) => conn.as_ref().ok_or_else(|| Error::internal("the connection is gone")),
            Self::Writer(guard) => Ok(guard),
        }
    }

    pub(super) fn all<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        let mut statement = self.conn()?.prepare_cached(sql).map_err(|e| explain(e, sql))?;
        let mut rows = statement.query(params_from_iter(args)).map_err(|e| explain(e, sql))?;
        let mut out = Vec::new();
        while let Some(row) = rows.next().map_err(|e| explain(e, sql))? {
            out.push(T::read(&Row::Lite(row), &mut 0)?);
        }
        Ok(out)
    }

    pub(super) fn exec(&self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        run(self.conn()?, sql, args)
    }

    pub(super) fn commit(self) -> Result<()> {
        tokio::task::block_in_place(|| run(self.conn()?, "commit", &[]).map(|_| ()))
    }
}

impl Drop for LiteConn {
    fn drop(&mut self) {
        match self {
            Self::Reader(conn, pool, _) => {
                if let Some(conn) = conn.take() {
                    undo(&conn);
                    pool.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
                }
            }
            Self::Writer(guard) => undo(guard),
        }
    }
}

fn undo(conn: &Connection) {
    if !conn.is_autocommit()
        && let Err(e) = conn.execute_batch("rollback")
    {
        tracing::error!(error = %e, "a transaction could not be undone");
    }
}
