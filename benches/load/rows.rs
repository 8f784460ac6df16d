//! The floor of the import: the rows that it left, inserted by the raw driver into an empty schema, in the same order and the
//! same transactions. It runs in a process of its own and prints the seconds that inserting alone took.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use fixili::kernel::{db::Value, id};
use rusqlite::{Connection, params_from_iter, types::ValueRef};
use tokio_postgres::{NoTls, types::ToSql};

use crate::{Result, floor, process};

/// Rows of the file in one transaction, as in `imports`.
const ROWS: usize = 200;
/// Tables in the order in which they may be filled; others come last.
const ORDER: &[&str] =
    &["users", "clients", "equipment", "deposits", "intakes", "interventions", "spans", "releases", "events"];

type Cells = Vec<Value<'static>>;

struct Table {
    name: String,
    columns: Vec<String>,
}

/// The rows of one transaction: the table by its place, and the cells.
type Batch = Vec<(usize, Cells)>;

/// Inserts what `from` holds into `to`, at most the rows of the first `most` lines of the file.
pub async fn insert(from: &str, csv: &str, to: &str, most: usize) -> Result<()> {
    let from = Connection::open(from)?;
    let tables = tables(&from)?;
    let mut batches = batches(&from, &tables, &places(csv)?)?;
    batches.truncate(most.div_ceil(ROWS));
    let statements: Vec<String> = tables.iter().map(Table::statement).collect();
    let seconds = if to.starts_with("postgres") {
        insert_pg(to, &statements, &batches).await?
    } else {
        insert_lite(Path::new(to), &statements, &batches)?
    };
    println!("{seconds}");
    Ok(())
}

fn insert_lite(to: &Path, statements: &[String], batches: &[Batch]) -> Result<f64> {
    let conn = floor::connect(to)?;
    let before = process::cpu(std::process::id())?;
    for batch in batches {
        conn.execute_batch("begin immediate")?;
        for (table, cells) in batch {
            conn.prepare_cached(&statements[*table])?.execute(params_from_iter(cells))?;
        }
        conn.execute_batch("commit")?;
    }
    Ok(process::cpu(std::process::id())? - before)
}

async fn insert_pg(to: &str, statements: &[String], batches: &[Batch]) -> Result<f64> {
    let (client, connection) = tokio_postgres::connect(to, NoTls).await?;
    tokio::spawn(connection);
    let mut prepared = Vec::new();
    for statement in statements {
        prepared.push(client.prepare(statement).await?);
    }
    let before = process::cpu(std::process::id())?;
    for batch in batches {
        client.batch_execute("begin").await?;
        for (table, cells) in batch {
            let cells: Vec<&(dyn ToSql + Sync)> = cells.iter().map(|c| c as &(dyn ToSql + Sync)).collect();
            client.execute(&prepared[*table], &cells).await?;
        }
        client.batch_execute("commit").await?;
    }
    Ok(process::cpu(std::process::id())? - before)
}

impl Table {
    fn statement(&self) -> String {
        let values: Vec<String> = (1..=self.columns.len()).map(|n| format!("${n}")).collect();
        format!("insert into {} ({}) values ({})", self.name, self.columns.join(", "), values.join(", "))
    }

    fn at(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == column)
    }
}

fn tables(from: &Connection) -> Result<Vec<Table>> {
    let mut names: Vec<String> = from
        .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'refinery%' and sql not like 'create virtual%' order by name")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    names.sort_by_key(|name| ORDER.iter().position(|o| o == name).unwrap_or(ORDER.len()));
    let columns = |name: &str| -> Result<Vec<String>> {
        Ok(from
            .prepare(&format!("select name from pragma_table_info('{name}')"))?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    };
    names.into_iter().map(|name| Ok(Table { columns: columns(&name)?, name })).collect()
}

/// In which transaction a line of the file was, by the `source` of its intake.
fn places(csv: &str) -> Result<HashMap<String, usize>> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_path(csv)?;
    let mut out = HashMap::new();
    for (n, row) in rows.byte_records().enumerate() {
        let id = String::from_utf8_lossy(row?.get(0).unwrap_or_default()).into_owned();
        out.entry(format!("open-repair:{id}")).or_insert(n / ROWS);
    }
    Ok(out)
}

fn batches(from: &Connection, tables: &[Table], places: &HashMap<String, usize>) -> Result<Vec<Batch>> {
    // Which transaction made an id.
    let mut made: HashMap<i64, usize> = HashMap::new();
    let mut intakes = from.prepare("select id, source, deposit_id, client_id, equipment_id from intakes")?;
    let mut found = intakes.query([])?;
    while let Some(row) = found.next()? {
        let place = places.get(&row.get::<_, String>(1)?).copied().unwrap_or(0);
        for n in [0, 2, 3, 4] {
            let first = made.entry(row.get(n)?).or_insert(place);
            *first = place.min(*first);
        }
    }
    let mut out: BTreeMap<usize, Batch> = BTreeMap::new();
    for (n, table) in tables.iter().enumerate() {
        let mut all = from
            .prepare(&format!("select {} from {} order by rowid", table.columns.join(", "), table.name))
            .or_else(|_| from.prepare(&format!("select {} from {}", table.columns.join(", "), table.name)))?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            let cells = (0..table.columns.len()).map(|c| Ok(cell(row.get_ref(c)?))).collect::<Result<Cells>>()?;
            out.entry(place(table, &cells, &made)).or_default().push((n, cells));
        }
    }
    Ok(out.into_values().collect())
}

fn cell(value: ValueRef<'_>) -> Value<'static> {
    match value {
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text).into_owned()),
        _ => Value::Null,
    }
}

/// By the row's own id, its intake's, that of what it finds, or the id in the subject of an event (`client:…`).
fn place(table: &Table, cells: &[Value<'static>], made: &HashMap<i64, usize>) -> usize {
    let int = |column: &str| match table.at(column).map(|n| &cells[n]) {
        Some(Value::Int(n)) => made.get(n).copied(),
        _ => None,
    };
    let subject = || match table.at("subject").map(|n| &cells[n]) {
        Some(Value::Text(text)) => made.get(&id::decode(text.rsplit_once(':')?.1)?).copied(),
        _ => None,
    };
    int("intake_id").or_else(|| int("subject_id")).or_else(|| int("id")).or_else(subject).unwrap_or(0)
}
