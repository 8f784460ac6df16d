//! SQL of the words that subjects are found by.

use super::{Question, Subject};
use crate::{
    args,
    kernel::{
        db::{Conn, Value},
        error::Result,
    },
};

/// Words of one statement.
const TOGETHER: usize = 16;

pub async fn insert(conn: &mut Conn, kind: Subject, subject: i64, words: &[&str]) -> Result<()> {
    for some in words.chunks(TOGETHER) {
        let rows: Vec<String> = (0..some.len()).map(|n| format!("($1, $2, ${})", n + 3)).collect();
        let sql =
            format!("insert into finds (kind, subject_id, word) values {} on conflict do nothing", rows.join(", "));
        let mut args: Vec<Value<'_>> = vec![kind.into(), subject.into()];
        args.extend(some.iter().map(|word| Value::from(*word)));
        conn.exec(&sql, &args).await?;
    }
    Ok(())
}

pub async fn delete(conn: &mut Conn, kind: Subject, subject: i64) -> Result<()> {
    conn.exec("delete from finds where kind = $1 and subject_id = $2", args![kind, subject]).await?;
    Ok(())
}

/// Subjects that have a word that begins with each of `words`: in the order of the word that begins with the first, the newest
/// first. A subject may come twice.
pub async fn beginning(
    conn: &mut Conn,
    kind: Subject,
    question: &Question,
    words: &[&str],
    most: usize,
) -> Result<Vec<i64>> {
    let mut args: Vec<Value<'_>> = vec![kind.into()];
    let mut between = |table: &str, word: &str| {
        args.extend::<[Value<'_>; 2]>([word.to_owned().into(), question.until(word).into()]);
        format!("{table}.word >= ${} and {table}.word < ${}", args.len() - 1, args.len())
    };
    let (first, others) = words.split_first().unwrap_or((&"", &[]));
    let mut sql = format!("select f.subject_id from finds f where f.kind = $1 and {}", between("f", first));
    for word in others {
        sql.push_str(&format!(
            " and exists (select 1 from finds o where o.kind = f.kind and o.subject_id = f.subject_id and {})",
            between("o", word)
        ));
    }
    sql.push_str(&format!(" order by f.word, f.subject_id desc limit {most}"));
    conn.all(&sql, &args).await
}

pub async fn version(conn: &mut Conn) -> Result<i64> {
    Ok(conn.first("select version from finds_version where id = 1", args![]).await?.unwrap_or(0))
}

pub async fn set_version(conn: &mut Conn, version: i64) -> Result<()> {
    conn.exec(
        "insert into finds_version (id, version) values (1, $1) on conflict (id) do update set version = excluded.version",
        args![version],
    )
    .await?;
    Ok(())
}
