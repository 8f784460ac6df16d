//! Migrations: one folder for both engines. `{{int}}`, `{{strict}}` and lines of one engine are filled in here.

use std::path::Path;

use refinery::{Migration, Runner, Target as Until};
use tokio_postgres::NoTls;

use super::{DbError, Target, lite, pg};
use crate::kernel::error::{Error, Result};

/// Every migration, in order: its name and its text.
const ALL: &[(&str, &str)] = &[("V1__ground", include_str!("../../../migrations/0001_ground.sql"))];

#[derive(Clone, Copy, PartialEq)]
enum Engine {
    Sqlite,
    Postgres,
}

pub(super) fn wanted() -> i64 {
    i64::try_from(ALL.len()).unwrap_or(i64::MAX)
}

/// What the migrations up to a version say to both engines.
pub(super) fn texts(version: i64) -> impl Iterator<Item = &'static str> {
    ALL.iter().take(usize::try_from(version).unwrap_or(0)).map(|(_, text)| *text)
}

fn text_for(engine: Engine, text: &str) -> String {
    let (int, strict, mine, other) = match engine {
        Engine::Sqlite => ("integer", " strict", "-- sqlite:", "-- postgres:"),
        Engine::Postgres => ("bigint", "", "-- postgres:", "-- sqlite:"),
    };
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with(other))
        .map(|line| line.trim_start().strip_prefix(mine).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n").replace("{{int}}", int).replace("{{strict}}", strict)
}

fn runner(engine: Engine, until: i64) -> Result<Runner> {
    let until = i32::try_from(until).map_err(Error::internal)?;
    let migrations = ALL
        .iter()
        .map(|(name, text)| {
            Migration::unapplied(name, &text_for(engine, text)).map_err(|e| Error::internal(format!("{name}: {e}")))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Runner::new(&migrations).set_abort_divergent(true).set_abort_missing(true).set_target(Until::Version(until)))
}

fn refuse_newer(found: i64) -> Result<()> {
    if found > wanted() {
        return Err(Error::internal(format!(
            "the database is of version {found}, newer than this program ({}): install a newer Fixili",
            wanted()
        )));
    }
    Ok(())
}

const VERSION: &str = "select max(version) from refinery_schema_history";

/// Brings the schema to a version.
pub(super) fn sqlite(path: &Path, until: i64) -> Result<()> {
    let fresh = !path.exists();
    let mut conn = lite::connect(path)?;
    let found = sqlite_version(&conn);
    refuse_newer(found)?;
    if !fresh && found > 0 && found < wanted() {
        let aside = path.with_extension(format!("before-{}.db", wanted()));
        if !aside.exists() {
            conn.execute("vacuum into ?1", [aside.to_string_lossy()]).map_err(|e| Error::from(DbError::from(e)))?;
        }
    }
    runner(Engine::Sqlite, until)?.run(&mut conn).map_err(|e| Error::internal(format!("migration: {e}")))?;
    Ok(())
}

fn sqlite_version(conn: &rusqlite::Connection) -> i64 {
    conn.query_row(VERSION, [], |row| row.get::<_, Option<i64>>(0)).ok().flatten().unwrap_or(0)
}

/// Brings the schema to a version.
pub(super) async fn postgres(url: &str, until: i64) -> Result<()> {
    let mut client = connect(url).await?;
    refuse_newer(postgres_version(&client).await)?;
    // Several servers may start at once: the first migrates, the others wait.
    client.batch_execute("select pg_advisory_lock(4711)").await.map_err(|e| Error::from(DbError::from(e)))?;
    runner(Engine::Postgres, until)?
        .run_async(&mut client)
        .await
        .map_err(|e| Error::internal(format!("migration: {e}")))?;
    Ok(())
}

async fn connect(url: &str) -> Result<tokio_postgres::Client> {
    let (client, connection) = pg::config(url)?.connect(NoTls).await.map_err(|e| Error::Unavailable(e.to_string()))?;
    tokio::spawn(async move {
        if let Err(e) = connection.await {
            tracing::warn!(error = %e, "the connection for migrations ended");
        }
    });
    Ok(client)
}

async fn postgres_version(client: &tokio_postgres::Client) -> i64 {
    // The table's own type for versions is int4.
    client
        .query_one(VERSION, &[])
        .await
        .ok()
        .and_then(|row| row.try_get::<_, Option<i32>>(0).ok().flatten())
        .map_or(0, i64::from)
}

pub(super) async fn version(target: &Target) -> Result<i64> {
    match target {
        Target::Sqlite(path) if !path.exists() => Ok(0),
        Target::Sqlite(path) => Ok(sqlite_version(&lite::connect(path)?)),
        Target::Postgres(url) => Ok(postgres_version(&connect(url).await?).await),
    }
}
