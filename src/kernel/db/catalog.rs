//! What the schema holds: its tables in the order in which they may be filled, their columns and keys. For backups alone.

use super::{Conn, migrate};
use crate::{args, kernel::error::Result};

/// A table that both engines have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Columns that refer to rows of the table itself.
    pub own: Vec<&'static str>,
}

/// The tables of a version of the schema. A table comes after those that it refers to, because it was created after them.
pub fn tables(version: i64) -> Vec<Table> {
    let mut out: Vec<Table> = Vec::new();
    for line in migrate::texts(version).flat_map(str::lines).map(str::trim) {
        let mut words = line.split_whitespace();
        let first = (words.next().unwrap_or_default(), words.next(), words.next());
        let refers_to = |name: &str| line.contains(&format!("references {name} ("));
        match first {
            // `alter table clients add column merged_into … references clients (id)`
            ("alter", Some("table"), Some(name)) if refers_to(name) => {
                let column = words.nth(2).unwrap_or_default();
                out.iter_mut().filter(|t| t.name == name).for_each(|t| t.own.push(column));
            }
            ("create", Some("table"), Some(name)) => out.push(Table { name, own: Vec::new() }),
            ("drop", Some("table"), Some(name)) => out.retain(|t| t.name != name.trim_end_matches(';')),
            (column, ..) => {
                if let Some(table) = out.last_mut()
                    && refers_to(table.name)
                {
                    table.own.push(column);
                }
            }
        }
    }
    out
}

impl Conn {
    /// The columns of a table, in order.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn columns(&mut self, table: &str) -> Result<Vec<String>> {
        let sql = match self {
            Self::Lite(_) => "select name from pragma_table_info($1) order by cid",
            Self::Pg(_) => {
                "select cast(column_name as text) from information_schema.columns
                 where table_schema = current_schema() and cast(table_name as text) = $1 order by ordinal_position"
            }
        };
        self.all(sql, args![table]).await
    }

    /// The columns of a table's primary key, in order.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn key_columns(&mut self, table: &str) -> Result<Vec<String>> {
        let sql = match self {
            Self::Lite(_) => "select name from pragma_table_info($1) where pk > 0 order by pk",
            Self::Pg(_) => {
                "select cast(k.column_name as text) from information_schema.table_constraints c
                 join information_schema.key_column_usage k
                 on k.constraint_schema = c.constraint_schema and k.constraint_name = c.constraint_name
                 where c.constraint_type = 'PRIMARY KEY' and c.table_schema = current_schema()
                 and cast(c.table_name as text) = $1 order by k.ordinal_position"
            }
        };
        self.all(sql, args![table]).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_come_after_those_they_refer_to() {
        let tables = tables(1);
        let place = |name| tables.iter().position(|t| t.name == name).expect("a table");
        assert!(place("clients") < place("intakes") && place("intakes") < place("spans"));
        let own: Vec<_> = tables.iter().filter(|t| !t.own.is_empty()).map(|t| (t.name, t.own.clone())).collect();
        assert_eq!(own, [("intakes", vec!["parent_id"]), ("payments", vec!["reverses_id"])]);
    }

    #[test]
    fn a_column_that_came_later_may_refer_to_its_table_too() {
        let tables = tables(6);
        let clients = tables.iter().find(|t| t.name == "clients").expect("a table");
        assert_eq!(clients.own, ["merged_into"]);
    }
}
