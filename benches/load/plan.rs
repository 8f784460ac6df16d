//! What the floor does: for each request, the statements that the product ran and the bytes that it answered. Written to a
//! file by the bench, read by the floor's own process.

use std::{collections::BTreeSet, path::PathBuf};

use fixili::kernel::{db::Value, id};

use crate::Result;

/// Digits in every text that must differ from one deposit to the next: key, phone, serial number.
pub const MARKER: &str = "5500001";

/// The marker of deposit `n`.
pub fn marker(n: i64) -> String {
    format!("{n:0width$}", width = MARKER.len())
}

/// Everything one floor answers.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Plan {
    /// The file of SQLite, or `postgres://…`.
    pub database: String,
    /// By path.
    pub answers: Vec<Answer>,
}

/// A request's answer and what it took.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    pub path: String,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub steps: Vec<Step>,
    /// Ids made by this request are not older (milliseconds).
    pub since: i64,
}

/// Statements on one connection, in a transaction when they write.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Step {
    pub write: bool,
    pub statements: Vec<Statement>,
}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Statement {
    pub sql: String,
    pub args: Vec<serde_json::Value>,
}

impl Plan {
    /// Where SQLite is; none for PostgreSQL.
    pub fn sqlite(&self) -> Option<PathBuf> {
        (!self.database.starts_with("postgres")).then(|| PathBuf::from(&self.database))
    }
}

/// A statement whose values are ready, but for what must be new each time.
pub struct Ready {
    pub sql: String,
    slots: Vec<Slot>,
}

enum Slot {
    Same(Value<'static>),
    /// An id made by the request.
    Id(i64),
    Text(Vec<Piece>),
}

enum Piece {
    Plain(String),
    Marker,
    Id(i64),
    /// A voucher's number: all but its last digits, and how many these are.
    Number(String, usize),
}

/// Two seconds' worth of ids: those of two replays never meet.
const STEP: i64 = 1 << 32;

impl Ready {
    /// The values of replay `n`.
    pub fn args(&self, n: i64) -> Vec<Value<'_>> {
        self.slots.iter().map(|slot| slot.value(n)).collect()
    }
}

impl Slot {
    fn value(&self, n: i64) -> Value<'_> {
        match self {
            Self::Same(Value::Null) => Value::Null,
            Self::Same(Value::Int(i)) => Value::Int(*i),
            Self::Same(Value::Text(text)) => Value::Text(text.as_ref().into()),
            Self::Id(id) => Value::Int(id + n * STEP),
            Self::Text(pieces) => Value::from(pieces.iter().map(|piece| piece.text(n)).collect::<String>()),
        }
    }
}

impl Piece {
    fn text(&self, n: i64) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Marker => marker(n),
            Self::Id(id) => id::encode(id + n * STEP),
            Self::Number(head, digits) => format!("{head}9{n:0width$}", width = digits - 1),
        }
    }
}

impl Answer {
    /// The steps with their values ready.
    pub fn ready(&self) -> Result<Vec<(bool, Vec<Ready>)>> {
        let fresh = self.fresh();
        let ready =
            |s: &Statement| Ready { sql: s.sql.clone(), slots: s.args.iter().map(|a| slot(a, &fresh)).collect() };
        Ok(self.steps.iter().map(|step| (step.write, step.statements.iter().map(ready).collect())).collect())
    }

    /// The ids that the request made, if it wrote: told by the time in them.
    fn fresh(&self) -> BTreeSet<i64> {
        let writes = self.steps.iter().filter(|step| step.write);
        let args = writes.flat_map(|step| &step.statements).flat_map(|s| &s.args);
        args.filter_map(serde_json::Value::as_i64).filter(|n| n >> 21 >= self.since).collect()
    }
}

fn slot(arg: &serde_json::Value, fresh: &BTreeSet<i64>) -> Slot {
    match arg {
        serde_json::Value::Number(n) => {
            let n = n.as_i64().unwrap_or_default();
            if fresh.contains(&n) { Slot::Id(n) } else { Slot::Same(Value::Int(n)) }
        }
        serde_json::Value::String(text) => {
            let pieces = cut(text, fresh);
            if pieces.iter().all(|p| matches!(p, Piece::Plain(_))) {
                return Slot::Same(Value::from(text.clone()));
            }
            Slot::Text(pieces)
        }
        _ => Slot::Same(Value::Null),
    }
}

/// A text cut at what must be new each time.
fn cut(text: &str, fresh: &BTreeSet<i64>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match special(rest, fresh) {
            Some((piece, length)) => {
                pieces.push(Piece::Plain(std::mem::take(&mut plain)));
                pieces.push(piece);
                rest = &rest[length..];
            }
            None => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    pieces.push(Piece::Plain(plain));
    pieces
}

fn special(rest: &str, fresh: &BTreeSet<i64>) -> Option<(Piece, usize)> {
    if rest.starts_with(MARKER) {
        return Some((Piece::Marker, MARKER.len()));
    }
    if let Some(id) = rest.get(..13).and_then(id::decode)
        && fresh.contains(&id)
    {
        return Some((Piece::Id(id), 13));
    }
    number(rest)
}

/// `BE-2026-000123`.
fn number(rest: &str) -> Option<(Piece, usize)> {
    let bytes = rest.as_bytes();
    let head = bytes.get(..8)?;
    let shape = head[..2].iter().all(u8::is_ascii_uppercase)
        && head[2] == b'-'
        && head[3..7].iter().all(u8::is_ascii_digit)
        && head[7] == b'-';
    let digits = bytes[8..].iter().take_while(|b| b.is_ascii_digit()).count();
    (shape && digits >= 4).then(|| (Piece::Number(rest[..8].to_owned(), digits), 8 + digits))
}
