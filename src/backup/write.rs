//! Writing an archive: the snapshot of the database first, then the files, which are kept before rows name them.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Read, Write as _},
    path::Path,
};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest as _, Sha256};

use super::{DIGESTS, FORMAT, HEAD, Head, KEY, Summary};
use crate::{
    app::App,
    kernel::{
        db::{Cells, Conn, Db, Table, Value, tables},
        error::{Error, Result},
        secret::{digest, hex},
    },
};

/// Rows of one entry.
const ROWS: usize = 500;

struct Archive {
    tar: tar::Builder<GzEncoder<BufWriter<File>>>,
    digests: BTreeMap<String, String>,
    made_at: u64,
}

/// Writes the whole archive and waits for the disk.
pub(super) async fn archive(app: &App, path: &Path) -> Result<Summary> {
    let now = app.now();
    let head = Head {
        format: FORMAT,
        schema: Db::wanted_version(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now,
    };
    let gz = GzEncoder::new(BufWriter::new(private(path)?), Compression::default());
    let made_at = u64::try_from(now.ms() / 1_000).unwrap_or(0);
    let mut archive = Archive { tar: tar::Builder::new(gz), digests: BTreeMap::new(), made_at };
    archive.add(HEAD, &serde_json::to_vec_pretty(&head)?)?;
    archive.add(KEY, app.key().to_text().as_bytes())?;
    let mut conn = app.db().snapshot().await?;
    let mut summary = Summary::default();
    for table in tables(head.schema) {
        summary.rows += archive.add_table(&mut conn, &table).await?;
    }
    drop(conn);
    summary.files = archive.add_files(&app.files())?;
    archive.finish()?;
    Ok(summary)
}

/// A new file that its owner alone may read: it holds the key.
fn private(path: &Path) -> Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|e| Error::internal(format!("{}: {e}", path.display())))
}

impl Archive {
    fn header(&self, size: u64) -> tar::Header {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.made_at);
        header
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut header = self.header(bytes.len() as u64);
        self.tar.append_data(&mut header, name, bytes)?;
        self.digests.insert(name.to_owned(), digest(bytes));
        Ok(())
    }

    /// Adds the rows of a table, some hundreds an entry; none for an empty table.
    async fn add_table(&mut self, conn: &mut Conn, table: &Table) -> Result<u64> {
        let columns = conn.columns(table.name).await?;
        let key = conn.key_columns(table.name).await?;
        let places: Vec<usize> = key.iter().filter_map(|k| columns.iter().position(|c| c == k)).collect();
        let mut after: Vec<Value<'static>> = Vec::new();
        let (mut rows, mut part) = (0, 0);
        loop {
            let sql = page(table.name, &columns, &key, after.is_empty());
            let found: Vec<Cells> = conn.all(&sql, &after).await?;
            let Some(Cells(last)) = found.last() else { return Ok(rows) };
            after = places.iter().filter_map(|n| last.get(*n).cloned()).collect();
            rows += found.len() as u64;
            part += 1;
            self.add(&format!("database/{}/{part:06}.jsonl", table.name), &lines(&columns, &found)?)?;
            if found.len() < ROWS {
                return Ok(rows);
            }
        }
    }

    /// Adds the files, whose names are their digests; what is half written lies under another name.
    fn add_files(&mut self, folder: &Path) -> Result<u64> {
        let mut added = 0;
        for shelf in sorted(folder)? {
            if !shelf.is_dir() {
                continue;
            }
            for path in sorted(&shelf)? {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit()) {
                    self.add_file(&format!("files/{}/{name}", &name[..2]), &path)?;
                    added += 1;
                }
            }
        }
        Ok(added)
    }

    fn add_file(&mut self, name: &str, path: &Path) -> Result<()> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut header = self.header(size);
        let mut hashed = Hashed { inner: file.take(size), sum: Sha256::new() };
        self.tar.append_data(&mut header, name, &mut hashed)?;
        self.digests.insert(name.to_owned(), hashed.hex());
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        let digests = serde_json::to_vec_pretty(&self.digests)?;
        self.add(DIGESTS, &digests)?;
        let mut file = self.tar.into_inner()?.finish()?;
        file.flush()?;
        file.get_ref().sync_all()?;
        Ok(())
    }
}

/// The statement that reads the next rows of a table, in the order of its key.
fn page(table: &str, columns: &[String], key: &[String], first: bool) -> String {
    let key_list = key.join(", ");
    let places: Vec<String> = (1..=key.len()).map(|n| format!("${n}")).collect();
    let from = if first { String::new() } else { format!("where ({key_list}) > ({})", places.join(", ")) };
    format!("select {} from {table} {from} order by {key_list} limit {ROWS}", columns.join(", "))
}

/// The columns on the first line, then a row a line.
fn lines(columns: &[String], rows: &[Cells]) -> Result<Vec<u8>> {
    let mut out = serde_json::to_vec(columns)?;
    for Cells(row) in rows {
        out.push(b'\n');
        let cells = row.iter().map(|cell| match cell {
            Value::Null => serde_json::Value::Null,
            Value::Int(i) => (*i).into(),
            Value::Text(text) => text.as_ref().into(),
        });
        serde_json::to_writer(&mut out, &cells.collect::<Vec<_>>())?;
    }
    out.push(b'\n');
    Ok(out)
}

fn sorted(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut out = std::fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<Result<Vec<_>>>()?;
    out.sort();
    Ok(out)
}

/// What is read through it is summed.
pub(super) struct Hashed<R> {
    pub(super) inner: R,
    pub(super) sum: Sha256,
}

impl<R> Hashed<R> {
    pub(super) fn hex(self) -> String {
        hex(&self.sum.finalize())
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.sum.update(&buffer[..n]);
        Ok(n)
    }
}
