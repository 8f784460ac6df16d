//! Values that go in and cells that come out: integers and texts only.

use std::borrow::Cow;

use super::DbError;
use crate::kernel::error::{Error, Result};

/// A value of a statement.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A 64-bit integer.
    Int(i64),
    /// A text.
    Text(Cow<'a, str>),
}

/// A cell of a row, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// A 64-bit integer.
    Int(i64),
    /// A text.
    Text(&'a str),
}

/// Why a cell is not what the code expects.
#[derive(Debug)]
pub struct Decode(pub String);

impl Decode {
    /// A stored word that is not in its list.
    pub fn word(list: &str, word: &str) -> Self {
        Self(format!("{word:?} is not a {list}"))
    }

    fn expected(what: &str, cell: Cell<'_>) -> Self {
        Self(format!("expected {what}, found {cell:?}"))
    }
}

/// A type that a column holds.
pub trait Column: Sized {
    /// Reads a cell.
    ///
    /// # Errors
    /// When the cell holds something else.
    fn from_cell(cell: Cell<'_>) -> Result<Self, Decode>;
}

/// Borrowed text of a cell.
pub trait CellText<'a>: Sized {
    /// Reads a text cell.
    ///
    /// # Errors
    /// When the cell is not a text.
    fn text(cell: Cell<'a>) -> Result<Self, Decode>;
}

impl<'a> CellText<'a> for &'a str {
    fn text(cell: Cell<'a>) -> Result<Self, Decode> {
        match cell {
            Cell::Text(text) => Ok(text),
            other => Err(Decode::expected("a text", other)),
        }
    }
}

impl Column for i64 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Decode> {
        match cell {
            Cell::Int(n) => Ok(n),
            other => Err(Decode::expected("an integer", other)),
        }
    }
}

impl Column for String {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Decode> {
        <&str as CellText>::text(cell).map(str::to_owned)
    }
}

impl<T: Column> Column for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Decode> {
        if matches!(cell, Cell::Null) { Ok(None) } else { T::from_cell(cell).map(Some) }
    }
}

/// JSON kept in a text column.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

impl<T: serde::de::DeserializeOwned> Column for Json<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Decode> {
        serde_json::from_str(<&str as CellText>::text(cell)?).map(Self).map_err(|e| Decode(format!("JSON: {e}")))
    }
}

impl From<i64> for Value<'_> {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

/// PostgreSQL keeps no NUL in a text, and nobody means one: it is left out on both engines.
impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        if text.contains('\0') { Self::Text(text.replace('\0', "").into()) } else { Self::Text(Cow::Borrowed(text)) }
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        if text.contains('\0') { Self::Text(text.replace('\0', "").into()) } else { Self::Text(Cow::Owned(text)) }
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().map_or(Self::Null, Self::from)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row of either engine, while it is read.
pub enum Row<'a> {
    /// A row of SQLite.
    Lite(&'a rusqlite::Row<'a>),
    /// A row of PostgreSQL.
    Pg(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// The cell in column `n`.
    ///
    /// # Errors
    /// When there is no such column, or it holds something else.
    pub fn get<T: Column>(&self, n: usize) -> Result<T> {
        self.cell(n).and_then(|cell| T::from_cell(cell)).map_err(|e| Error::internal(format!("column {n}: {}", e.0)))
    }

    fn width(&self) -> usize {
        match self {
            Self::Lite(row) => row.as_ref().column_count(),
            Self::Pg(row) => row.len(),
        }
    }

    fn cell(&self, n: usize) -> Result<Cell<'_>, Decode> {
        match self {
            Self::Lite(row) => match row.get_ref(n).map_err(|e| Decode(e.to_string()))? {
                rusqlite::types::ValueRef::Null => Ok(Cell::Null),
                rusqlite::types::ValueRef::Integer(i) => Ok(Cell::Int(i)),
                rusqlite::types::ValueRef::Text(bytes) => {
                    std::str::from_utf8(bytes).map(Cell::Text).map_err(|e| Decode(e.to_string()))
                }
                other => Err(Decode(format!("a {} cell", other.data_type()))),
            },
            Self::Pg(row) => pg_cell(row, n),
        }
    }
}

fn pg_cell(row: &tokio_postgres::Row, n: usize) -> Result<Cell<'_>, Decode> {
    use tokio_postgres::types::Type;
    let bad = |e: tokio_postgres::Error| Decode(e.to_string());
    let column = row.columns().get(n).ok_or_else(|| Decode("no such column".into()))?;
    match *column.type_() {
        Type::INT8 => Ok(row.try_get::<_, Option<i64>>(n).map_err(bad)?.map_or(Cell::Null, Cell::Int)),
        Type::INT4 => Ok(row.try_get::<_, Option<i32>>(n).map_err(bad)?.map_or(Cell::Null, |i| Cell::Int(i.into()))),
        _ => Ok(row.try_get::<_, Option<&str>>(n).map_err(bad)?.map_or(Cell::Null, Cell::Text)),
    }
}

/// A struct or tuple that a row becomes; columns are read in order.
pub trait FromRow: Sized + Send {
    /// Reads the row from column `at` on and moves `at` past what was read.
    ///
    /// # Errors
    /// When a column is missing or holds something else.
    fn read(row: &Row<'_>, at: &mut usize) -> Result<Self>;
}

/// Every cell of a row, of whatever type: for backups alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells(pub Vec<Value<'static>>);

impl FromRow for Cells {
    fn read(row: &Row<'_>, at: &mut usize) -> Result<Self> {
        let owned = |n| match row.cell(n) {
            Ok(Cell::Null) => Ok(Value::Null),
            Ok(Cell::Int(i)) => Ok(Value::Int(i)),
            Ok(Cell::Text(text)) => Ok(Value::Text(Cow::Owned(text.to_owned()))),
            Err(e) => Err(Error::internal(format!("column {n}: {}", e.0))),
        };
        let cells = (*at..row.width()).map(owned).collect::<Result<Vec<_>>>()?;
        *at += cells.len();
        Ok(Self(cells))
    }
}

macro_rules! single {
    ($($t:ty),+) => {$(
        impl FromRow for $t {
            fn read(row: &Row<'_>, at: &mut usize) -> Result<Self> {
                *at += 1;
                row.get(*at - 1)
            }
        }
    )+};
}
single!(i64, String, Option<i64>, Option<String>);

macro_rules! tuple {
    ($($t:ident),+) => {
        impl<$($t: Column + Send),+> FromRow for ($($t,)+) {
            fn read(row: &Row<'_>, at: &mut usize) -> Result<Self> {
                Ok(($({ *at += 1; row.get::<$t>(*at - 1)? },)+))
            }
        }
    };
}
tuple!(A);
tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D);
tuple!(A, B, C, D, E);
tuple!(A, B, C, D, E, F);

/// Declares a struct whose fields are the columns of a query, in order.
#[macro_export]
macro_rules! record {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident : $t:ty),+ $(,)? }) => {
        $(#[$doc])*
        pub struct $name { $($(#[$fdoc])* pub $field: $t),+ }

        impl $crate::kernel::db::FromRow for $name {
            fn read(row: &$crate::kernel::db::Row<'_>, at: &mut usize) -> $crate::kernel::error::Result<Self> {
                $(let $field = row.get::<$t>(*at).map_err(|e| $crate::kernel::error::Error::internal(format!("{}.{}: {e}", stringify!($name), stringify!($field))))?; *at += 1;)+
                Ok(Self { $($field),+ })
            }
        }
    };
}

impl Value<'_> {
    pub(super) fn to_sqlite(&self) -> rusqlite::types::ToSqlOutput<'_> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(i) => ValueRef::Integer(*i),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        })
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.to_sqlite())
    }
}

impl tokio_postgres::types::ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &tokio_postgres::types::Type,
        out: &mut bytes::BytesMut,
    ) -> Result<tokio_postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        use tokio_postgres::types::{IsNull, Type};
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(i) if *ty == Type::INT4 => i32::try_from(*i)?.to_sql(ty, out),
            Self::Int(i) if *ty == Type::INT8 => i.to_sql(ty, out),
            Self::Text(text) if matches!(*ty, Type::TEXT | Type::VARCHAR | Type::UNKNOWN) => {
                text.as_ref().to_sql(ty, out)
            }
            other => Err(format!("{other:?} for a parameter of type {ty}").into()),
        }
    }

    fn accepts(_: &tokio_postgres::types::Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

impl From<rusqlite::Error> for DbError {
    fn from(e: rusqlite::Error) -> Self {
        use super::Fault;
        use rusqlite::ErrorCode;
        let kind = match &e {
            rusqlite::Error::SqliteFailure(code, _) => match (code.code, code.extended_code) {
                (ErrorCode::ConstraintViolation, 2067 | 1555) => Fault::Unique,
                (ErrorCode::ConstraintViolation, _) => Fault::Constraint,
                (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Fault::Collision,
                (
                    ErrorCode::DiskFull
                    | ErrorCode::CannotOpen
                    | ErrorCode::ReadOnly
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::NotADatabase,
                    _,
                ) => Fault::Gone,
                _ => Fault::Other,
            },
            _ => Fault::Other,
        };
        Self { kind, detail: e.to_string() }
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(e: tokio_postgres::Error) -> Self {
        use super::Fault;
        use tokio_postgres::error::SqlState;
        let kind = match e.code() {
            Some(&SqlState::UNIQUE_VIOLATION) => Fault::Unique,
            Some(&SqlState::FOREIGN_KEY_VIOLATION | &SqlState::CHECK_VIOLATION | &SqlState::NOT_NULL_VIOLATION) => {
                Fault::Constraint
            }
            Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED) => Fault::Collision,
            Some(
                &SqlState::DISK_FULL
                | &SqlState::OUT_OF_MEMORY
                | &SqlState::TOO_MANY_CONNECTIONS
                | &SqlState::ADMIN_SHUTDOWN
                | &SqlState::CRASH_SHUTDOWN
                | &SqlState::CANNOT_CONNECT_NOW,
            ) => Fault::Gone,
            // A value that does not fit is our fault; all else without a code is about the connection.
            None if ["error serializing", "error deserializing"].iter().any(|ours| e.to_string().starts_with(ours)) => {
                Fault::Other
            }
            None => Fault::Gone,
            Some(_) => Fault::Other,
        };
        let detail = e.as_db_error().map_or_else(|| e.to_string(), |d| format!("{} {}", d.code().code(), d.message()));
        Self { kind, detail }
    }
}
