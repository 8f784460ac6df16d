//! Migrations: one folder for both engines. `{{int}}`, `{{strict}}` and lines of one engine are filled in here.

use std::path::Path;

use refinery::{Migration, Runner};
use tokio_postgres::NoTls;

use super::{DbError, Target, lite, pg};
use crate::kernel::error::{Error, Result};

/// A migration: its name and its text.
type Step = (&'static str, &'static str);

/// Every migration, in order.
const ALL: &[Step] = &[
    ("V1__ground", include_str!("../../../migrations/0001_ground.sql")),
    ("V2__dashboard", include_str!("../../../migrations/0002_dashboard.sql")),
    ("V3__search", include_str!("../../../migrations/0003_search.sql")),
    ("V4__counter", include_str!("../../../migrations/0004_counter.sql")),
    ("V5__cash", include_str!("../../../migrations/0005_cash.sql")),
    ("V6__doubles", include_str!("../../../migrations/0006_doubles.sql")),
    ("V7__signatures", include_str!("../../../migrations/0007_signatures.sql")),
    ("V8__workbench", include_str!("../../../migrations/0008_workbench.sql")),
    ("V9__printing", include_str!("../../../migrations/0009_printing.sql")),
    ("V10__checks", include_str!("../../../migrations/0010_checks.sql")),
    ("V11__outbox", include_str!("../../../migrations/0011_outbox.sql")),
];

#[derive(Clone, Copy, PartialEq)]
enum Engine {
    Sqlite,
    Postgres,
}

pub(super) fn wanted() -> i64 {
    last(ALL)
}

fn last(all: &[Step]) -> i64 {
    all.last().map_or(0, number)
}

/// `V8__printing` is of version 8.
fn number((name, _): &Step) -> i64 {
    name.trim_start_matches('V').split('_').next().and_then(|n| n.parse().ok()).unwrap_or(i64::MAX)
}

/// What the migrations up to a version say to both engines.
pub(super) fn texts(version: i64) -> impl Iterator<Item = &'static str> {
    up_to(version).iter().map(|(_, text)| *text)
}

fn up_to(version: i64) -> &'static [Step] {
    &ALL[..ALL.iter().take_while(|step| number(step) <= version).count()]
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

fn runner(engine: Engine, all: &[Step]) -> Result<Runner> {
    let migrations = all
        .iter()
        .map(|(name, text)| {
            Migration::unapplied(name, &text_for(engine, text)).map_err(|e| Error::internal(format!("{name}: {e}")))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Runner::new(&migrations).set_abort_divergent(true).set_abort_missing(true))
}

fn refuse_newer(found: i64, mine: i64) -> Result<()> {
    if found > mine {
        return Err(Error::internal(format!(
            "the database is of version {found}, newer than this program ({mine}): install a newer Fixili"
        )));
    }
    Ok(())
}

const VERSION: &str = "select max(version) from refinery_schema_history";

/// Brings the schema to a version.
pub(super) fn sqlite(path: &Path, until: i64) -> Result<()> {
    sqlite_up_to(path, up_to(until))
}

fn sqlite_up_to(path: &Path, all: &[Step]) -> Result<()> {
    let mut conn = lite::connect(path)?;
    let found = sqlite_version(&conn);
    refuse_newer(found, last(all))?;
    if found > 0 && found < last(all) {
        copy_aside(&conn, path, found)?;
    }
    runner(Engine::Sqlite, all)?.run(&mut conn).map_err(|e| Error::internal(format!("migration: {e}")))?;
    Ok(())
}

/// Copies the database beside itself before it is migrated; of an earlier attempt only the latest copy is kept.
fn copy_aside(conn: &rusqlite::Connection, path: &Path, version: i64) -> Result<()> {
    let (aside, part) = (path.with_extension(format!("version-{version}.db")), path.with_extension("copying"));
    if part.exists() {
        std::fs::remove_file(&part)?;
    }
    conn.execute("vacuum into ?1", [part.to_string_lossy()]).map_err(|e| Error::from(DbError::from(e)))?;
    std::fs::rename(&part, &aside)?;
    tracing::info!(copy = %aside.display(), "the database was copied before its migration");
    Ok(())
}

fn sqlite_version(conn: &rusqlite::Connection) -> i64 {
    conn.query_row(VERSION, [], |row| row.get::<_, Option<i64>>(0)).ok().flatten().unwrap_or(0)
}

/// Brings the schema to a version.
pub(super) async fn postgres(url: &str, until: i64) -> Result<()> {
    let mut client = connect(url).await?;
    refuse_newer(postgres_version(&client).await, until)?;
    // Several servers may start at once: the first migrates, the others wait.
    client.batch_execute("select pg_advisory_lock(4711)").await.map_err(|e| Error::from(DbError::from(e)))?;
    runner(Engine::Postgres, up_to(until))?
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

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: Step = ("V2__colour", "alter table users add column colour text");
    const BROKEN: Step =
        ("V2__broken", "alter table users add column colour text; alter table nothing add column x text");

    fn old(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("fixili.db");
        sqlite_up_to(&path, &ALL[..1]).expect("an old database");
        let insert = "insert into limits (key, since, tries) values ('login:amina', 1, 3)";
        lite::connect(&path).expect("a connection").execute(insert, []).expect("a row");
        path
    }

    fn rows(path: &Path) -> i64 {
        let count = "select count(*) from limits";
        lite::connect(path).expect("a connection").query_row(count, [], |row| row.get(0)).expect("a count")
    }

    fn version(path: &Path) -> i64 {
        sqlite_version(&lite::connect(path).expect("a connection"))
    }

    #[test]
    fn a_database_is_copied_aside_before_it_is_migrated() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = old(folder.path());
        sqlite_up_to(&path, &[ALL[0], NEXT]).expect("migrated");
        let aside = folder.path().join("fixili.version-1.db");
        assert_eq!((version(&path), rows(&path)), (2, 1));
        assert_eq!((version(&aside), rows(&aside)), (1, 1));
        sqlite_up_to(&path, &[ALL[0], NEXT]).expect("nothing to do");
        assert!(!folder.path().join("fixili.version-2.db").exists(), "only before a migration");
    }

    #[test]
    fn a_migration_that_fails_changes_nothing_and_can_be_tried_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = old(folder.path());
        sqlite_up_to(&path, &[ALL[0], BROKEN]).expect_err("it fails");
        assert_eq!((version(&path), rows(&path)), (1, 1));
        let again = "insert into limits (key, since, tries) values ('login:omar', 1, 1)";
        lite::connect(&path).expect("a connection").execute(again, []).expect("a row");
        sqlite_up_to(&path, &[ALL[0], NEXT]).expect("migrated");
        assert_eq!(rows(&folder.path().join("fixili.version-1.db")), 2, "the copy is of this attempt");
        assert_eq!((version(&path), rows(&path)), (2, 2));
    }
}
