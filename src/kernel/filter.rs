//! The one dynamic builder of SQL: a `where` of the conditions that are asked for, with its own `$n`.
//!
//! Optional conditions written as `($1 = '' or …)` hide an index from SQLite; long lists are asked through this instead.

use super::{db::Value, id::Id};

/// Conditions and their values.
#[derive(Debug, Default)]
pub struct Filter<'a> {
    sql: String,
    args: Vec<Value<'a>>,
}

impl<'a> Filter<'a> {
    /// No condition yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a condition; each `?` in it stands for the next value.
    pub fn and<const N: usize>(&mut self, condition: &str, values: [Value<'a>; N]) {
        self.sql.push_str(if self.sql.is_empty() { " where (" } else { " and (" });
        let mut values = values.into_iter();
        for c in condition.chars() {
            match (c, if c == '?' { values.next() } else { None }) {
                ('?', Some(value)) => {
                    self.args.push(value);
                    self.sql.push_str(&format!("${}", self.args.len()));
                }
                _ => self.sql.push(c),
            }
        }
        self.sql.push(')');
    }

    /// The one condition that `column` is one of these ids; nothing when there are none.
    pub fn one_of<I: Id>(column: &str, ids: &[I]) -> Option<Self> {
        let args: Vec<Value<'a>> = ids.iter().map(|id| id.raw().into()).collect();
        let list: Vec<String> = (1..=args.len()).map(|n| format!("${n}")).collect();
        (!args.is_empty()).then(|| Self { sql: format!(" where ({column} in ({}))", list.join(", ")), args })
    }

    /// ` where … and …`, or nothing.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The values, in order.
    pub fn args(&self) -> &[Value<'a>] {
        &self.args
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::UserId;

    #[test]
    fn values_are_numbered_in_order() {
        let mut filter = Filter::new();
        assert_eq!(filter.sql(), "");
        filter.and("a = ?", [1_i64.into()]);
        filter.and("b = ? or c = ?", ["x".into(), Value::Null]);
        assert_eq!(filter.sql(), " where (a = $1) and (b = $2 or c = $3)");
        assert_eq!(filter.args(), [Value::Int(1), "x".into(), Value::Null]);
        let mut some = Filter::one_of("id", &[UserId::from_raw(7), UserId::from_raw(9)]).expect("two ids");
        some.and("a = ?", [Value::Null]);
        assert_eq!(some.sql(), " where (id in ($1, $2)) and (a = $3)");
        assert!(Filter::one_of::<UserId>("id", &[]).is_none());
    }
}
