//! Reading an archive: once whole, to know that nothing is missing or changed; then again, to restore it.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufReader, Read as _},
    path::Path,
};

use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha256};

use super::{DIGESTS, FORMAT, HEAD, Head, KEY, Summary, broken, newer, write::Hashed};
use crate::{
    config::Config,
    kernel::{
        db::{Conn, Db, Table, Value, tables},
        error::{Error, Result},
        secret::Key,
    },
};

/// Rows of one statement.
const ROWS: usize = 50;

type Archive = tar::Archive<GzDecoder<BufReader<File>>>;
type Entry<'a> = tar::Entry<'a, GzDecoder<BufReader<File>>>;

fn open(path: &Path) -> Result<Archive> {
    let file = File::open(path).map_err(|e| Error::internal(format!("{}: {e}", path.display())))?;
    Ok(tar::Archive::new(GzDecoder::new(BufReader::new(file))))
}

/// What an entry is by its name; nothing else is in an archive.
enum Content {
    Head,
    Key,
    Digests,
    /// Rows of a table.
    Rows(String),
    /// A file, by its digest.
    File(String),
}

impl Content {
    fn of(entry: &Entry<'_>) -> Result<(String, Self)> {
        let path = entry.path().map_err(broken)?;
        let name = path.to_str().ok_or_else(|| broken("a name"))?.to_owned();
        if entry.header().entry_type() != tar::EntryType::Regular {
            return Err(broken(&name));
        }
        let parts: Vec<&str> = name.split('/').collect();
        let content = match parts[..] {
            [HEAD] => Self::Head,
            [KEY] => Self::Key,
            [DIGESTS] => Self::Digests,
            ["database", table, part] if part.ends_with(".jsonl") => Self::Rows(table.to_owned()),
            ["files", shelf, digest] if digest.len() == 64 && digest.get(..2) == Some(shelf) && is_hex(digest) => {
                Self::File(digest.to_owned())
            }
            _ => return Err(broken(&name)),
        };
        Ok((name, content))
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Reads a whole archive and compares every digest.
///
/// # Errors
/// [`Error::Conflict`] when it is not whole, or newer than this program.
pub(super) fn check(path: &Path) -> Result<Head> {
    let mut head = None;
    let mut found = BTreeMap::new();
    let mut said: Option<BTreeMap<String, String>> = None;
    for entry in open(path)?.entries().map_err(broken)? {
        let entry = entry.map_err(broken)?;
        let (name, content) = Content::of(&entry)?;
        if said.is_some() || (head.is_none() && name != HEAD) {
            return Err(broken(name));
        }
        let mut hashed = Hashed { inner: entry, sum: Sha256::new() };
        match &content {
            Content::Head => {
                let read: Head = serde_json::from_reader(&mut hashed).map_err(broken)?;
                if read.format > FORMAT || read.schema > Db::wanted_version() {
                    return Err(newer());
                }
                head = Some(read);
            }
            Content::Digests => said = Some(serde_json::from_reader(&mut hashed).map_err(broken)?),
            _ => {}
        }
        std::io::copy(&mut hashed, &mut std::io::sink()).map_err(broken)?;
        let digest = hashed.hex();
        if matches!(&content, Content::File(named) if *named != digest) {
            return Err(broken(name));
        }
        if !matches!(content, Content::Digests) {
            found.insert(name, digest);
        }
    }
    let (Some(head), Some(said)) = (head, said) else { return Err(broken(DIGESTS)) };
    match said.iter().find(|(name, digest)| found.get(*name) != Some(digest)) {
        Some((name, _)) => Err(broken(name)),
        None if said.len() != found.len() => Err(broken(DIGESTS)),
        None => Ok(head),
    }
}

/// Restores a checked archive; the rows are committed last.
pub(super) async fn fill(config: &Config, path: &Path, head: &Head) -> Result<Summary> {
    std::fs::create_dir_all(config.files())?;
    let db = Db::open_at(&config.database(), head.schema).await?;
    let mut rows = Rows { conn: db.begin().await?, tables: tables(head.schema), later: Vec::new(), count: 0 };
    let mut files = 0;
    for entry in open(path)?.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        match Content::of(&entry)?.1 {
            Content::Head | Content::Digests => {}
            Content::Key => {
                let mut text = String::new();
                entry.read_to_string(&mut text).map_err(broken)?;
                config.keep_key(&Key::parse(&text).ok_or_else(|| broken(KEY))?)?;
            }
            Content::Rows(table) => {
                let mut text = String::new();
                entry.read_to_string(&mut text).map_err(broken)?;
                rows.insert(&table, &text).await?;
            }
            Content::File(digest) => {
                let folder = config.files().join(&digest[..2]);
                std::fs::create_dir_all(&folder)?;
                let mut file = File::create_new(folder.join(&digest))?;
                std::io::copy(&mut entry, &mut file)?;
                file.sync_all()?;
                files += 1;
            }
        }
    }
    Ok(Summary { rows: rows.finish().await?, files })
}

/// Rows that are being restored.
struct Rows {
    conn: Conn,
    tables: Vec<Table>,
    /// References of a row to another of its table, which may come after it: table, column, what, which row.
    later: Vec<(String, String, Value<'static>, Value<'static>)>,
    count: u64,
}

impl Rows {
    async fn insert(&mut self, table: &str, text: &str) -> Result<()> {
        let own = self.tables.iter().find(|t| t.name == table).ok_or_else(|| broken(table))?.own.clone();
        let mut lines = text.lines();
        let columns: Vec<String> = serde_json::from_str(lines.next().unwrap_or_default()).map_err(broken)?;
        if columns.is_empty() || !columns.iter().all(|c| is_word(c)) {
            return Err(broken(table));
        }
        let mut cells: Vec<Value<'static>> = Vec::new();
        for line in lines {
            let mut row = row(line, columns.len()).ok_or_else(|| broken(table))?;
            self.put_off(table, &columns, &own, &mut row);
            cells.append(&mut row);
            self.count += 1;
        }
        for some in cells.chunks(columns.len() * ROWS) {
            let sql = statement(table, &columns, some.len() / columns.len());
            self.conn.exec(&sql, some).await?;
        }
        Ok(())
    }

    fn put_off(&mut self, table: &str, columns: &[String], own: &[&str], row: &mut [Value<'static>]) {
        let Some(id) = columns.iter().position(|c| c == "id").map(|n| row[n].clone()) else { return };
        for (cell, column) in row.iter_mut().zip(columns) {
            if own.contains(&column.as_str()) && *cell != Value::Null {
                let what = std::mem::replace(cell, Value::Null);
                self.later.push((table.to_owned(), column.clone(), what, id.clone()));
            }
        }
    }

    async fn finish(mut self) -> Result<u64> {
        for (table, column, what, id) in std::mem::take(&mut self.later) {
            self.conn.exec(&format!("update {table} set {column} = $1 where id = $2"), &[what, id]).await?;
        }
        self.conn.commit().await?;
        Ok(self.count)
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn row(line: &str, width: usize) -> Option<Vec<Value<'static>>> {
    let cells: Vec<serde_json::Value> = serde_json::from_str(line).ok()?;
    let values = cells.into_iter().map(|cell| match cell {
        serde_json::Value::Null => Some(Value::Null),
        serde_json::Value::Number(n) => n.as_i64().map(Value::Int),
        serde_json::Value::String(text) => Some(Value::from(text)),
        _ => None,
    });
    values.collect::<Option<Vec<_>>>().filter(|row| row.len() == width)
}

fn statement(table: &str, columns: &[String], rows: usize) -> String {
    let width = columns.len();
    let row = |r: usize| {
        let places: Vec<String> = (1..=width).map(|c| format!("${}", r * width + c)).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("insert into {table} ({}) values {}", columns.join(", "), rows.join(", "))
}
