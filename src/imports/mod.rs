//! Imports: what another system kept becomes clients and repair files, through the same verbs as at the counter. A row
//! that cannot be read is named and stops nothing; the same file again records nothing twice.

mod clients_tsv;
mod open_repair;

use std::io::Read;

use csv::{ByteRecord, Reader, StringRecord};

use crate::{
    app::{App, Tx},
    kernel::error::{Error, Result},
    lang::{Text, say},
    repair::find,
    settings,
};

/// Rows of one transaction.
const ROWS: usize = 200;

/// What became of the rows of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Recorded now.
    pub imported: u64,
    /// Could not be recorded.
    pub refused: u64,
    /// Recorded by an earlier import.
    pub there: u64,
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "imported {}, refused {}, already there {}", self.imported, self.refused, self.there)
    }
}

/// A row that was not recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Line of the file on which it begins.
    pub line: u64,
    /// Why, for the operator.
    pub why: String,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

/// Imports repairs of the Open Repair Alliance (CSV with a line of headings).
///
/// # Errors
/// When the file or the database cannot be read, or a column is missing.
pub async fn open_repair(app: &App, file: impl Read, refused: impl FnMut(&Refused)) -> Result<Count> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let headings = rows.headers().map_err(broken)?.clone();
    let settings = settings::current(&mut app.read().await?).await?;
    let source = open_repair::OpenRepair::new(settings, app.now(), headings)?;
    Import { app, source, count: Count::default(), refused }.run(rows).await
}

/// Imports clients: tab-separated lines of id, name, town, street, phone and e-mail. `name` is that of the file: it tells
/// the same clients again.
///
/// # Errors
/// When the file or the database cannot be read.
pub async fn clients(app: &App, file: impl Read, name: &str, refused: impl FnMut(&Refused)) -> Result<Count> {
    let rows =
        csv::ReaderBuilder::new().flexible(true).has_headers(false).delimiter(b'\t').quoting(false).from_reader(file);
    let settings = settings::current(&mut app.read().await?).await?;
    let source = clients_tsv::ClientsTsv::new(settings, name);
    Import { app, source, count: Count::default(), refused }.run(rows).await
}

fn broken(e: csv::Error) -> Error {
    Error::internal(e)
}

/// A kind of file: how a row is read and what it becomes.
trait Source {
    /// A row that was read and can be recorded.
    type Row;

    /// How many columns a row has.
    fn width(&self) -> usize;

    /// Reads a row and finds what is wrong with it, before anything is written.
    fn read(&self, record: StringRecord) -> Result<Self::Row, Text>;

    /// Records a row; false when an earlier import did.
    async fn record(&self, tx: &mut Tx, row: &Self::Row) -> Result<bool>;
}

/// An import that runs.
struct Import<'a, S, F> {
    app: &'a App,
    source: S,
    count: Count,
    refused: F,
}

impl<S: Source, F: FnMut(&Refused)> Import<'_, S, F> {
    async fn run(mut self, mut rows: Reader<impl Read>) -> Result<Count> {
        // What is recorded from here on has its words: in a new shop there is then nothing to catch up with.
        find::catch_up(self.app).await?;
        let mut batch = Vec::with_capacity(ROWS);
        let mut bytes = ByteRecord::new();
        while rows.read_byte_record(&mut bytes).map_err(broken)? {
            let line = bytes.position().map_or(0, csv::Position::line);
            match self.read(&bytes) {
                Ok(row) => batch.push((line, row)),
                Err(why) => self.refuse(line, why.in_english().into_owned()),
            }
            if batch.len() == ROWS {
                self.keep(&batch).await?;
                batch.clear();
            }
        }
        self.keep(&batch).await?;
        Ok(self.count)
    }

    fn read(&self, bytes: &ByteRecord) -> Result<S::Row, Text> {
        let unreadable = |why: &str| say::ImportsUnreadable { why: why.into() };
        let record = StringRecord::from_byte_record(bytes.clone()).map_err(|_| unreadable("UTF-8"))?;
        let (found, wanted) = (record.len(), self.source.width());
        if found != wanted {
            return Err(say::ImportsColumns { found: found.into(), wanted: wanted.into() }.into());
        }
        if record.as_slice().contains('\0') {
            return Err(unreadable("NUL").into());
        }
        self.source.read(record)
    }

    fn refuse(&mut self, line: u64, why: String) {
        self.count.refused += 1;
        (self.refused)(&Refused { line, why });
    }

    /// Records rows in one transaction. When one is refused after all, each gets a transaction of its own, so that its
    /// neighbours stay.
    async fn keep(&mut self, batch: &[(u64, S::Row)]) -> Result<()> {
        match self.write(batch).await {
            Ok(()) => return Ok(()),
            Err(e @ Error::Unavailable(_)) => return Err(e),
            Err(e) => tracing::debug!(error = %e, "rows are recorded one by one"),
        }
        for row in batch {
            match self.write(std::slice::from_ref(row)).await {
                Ok(()) => {}
                Err(e @ Error::Unavailable(_)) => return Err(e),
                Err(e) => self.refuse(row.0, e.to_string()),
            }
        }
        Ok(())
    }

    async fn write(&mut self, batch: &[(u64, S::Row)]) -> Result<()> {
        let source = &self.source;
        let (imported, there) = self
            .app
            .write(async |tx| {
                let (mut imported, mut there) = (0, 0);
                for (_, row) in batch {
                    if source.record(tx, row).await? {
                        imported += 1;
                    } else {
                        there += 1;
                    }
                }
                Ok((imported, there))
            })
            .await?;
        self.count.imported += imported;
        self.count.there += there;
        Ok(())
    }
}
