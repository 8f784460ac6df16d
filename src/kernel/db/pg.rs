//! PostgreSQL: one pool. A transaction that is dropped unfinished closes its connection, so nothing half done stays.

use std::sync::Arc;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use tokio_postgres::{AsyncMessage, NoTls, types::ToSql};

use super::{DbError, FromRow, Row, Value};
use crate::kernel::error::{Error, Result};

const CONNECTIONS: usize = 16;

/// The pool.
#[derive(Clone)]
pub struct Pg {
    pool: Pool,
    config: Arc<tokio_postgres::Config>,
}

/// A connection in use.
pub struct PgConn {
    client: Option<Object>,
    in_transaction: bool,
}

fn failed(e: tokio_postgres::Error) -> Error {
    DbError::from(e).into()
}

fn gone(e: impl std::fmt::Display) -> Error {
    Error::Unavailable(e.to_string())
}

pub(super) fn config(url: &str) -> Result<tokio_postgres::Config> {
    let mut config: tokio_postgres::Config =
        url.parse().map_err(|e| Error::internal(format!("the database address: {e}")))?;
    config.application_name("fixili").connect_timeout(std::time::Duration::from_secs(5));
    Ok(config)
}

impl Pg {
    pub(super) fn open(url: &str) -> Result<Self> {
        let config = config(url)?;
        let manager =
            Manager::from_config(config.clone(), NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(std::time::Duration::from_secs(10)))
            .build()
            .map_err(Error::internal)?;
        Ok(Self { pool, config: Arc::new(config) })
    }

    pub(super) async fn conn(&self) -> Result<PgConn> {
        Ok(PgConn { client: Some(self.pool.get().await.map_err(gone)?), in_transaction: false })
    }

    pub(super) async fn snapshot(&self) -> Result<PgConn> {
        self.transaction("begin isolation level repeatable read, read only").await
    }

    pub(super) async fn begin(&self) -> Result<PgConn> {
        self.transaction("begin").await
    }

    async fn transaction(&self, begin: &str) -> Result<PgConn> {
        let mut conn = self.conn().await?;
        conn.in_transaction = true;
        conn.client()?.batch_execute(begin).await.map_err(failed)?;
        Ok(conn)
    }

    pub(super) async fn listen(&self) -> Result<tokio::sync::mpsc::UnboundedReceiver<String>> {
        let (client, mut connection) = self.config.connect(NoTls).await.map_err(failed)?;
        let (send, receive) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut messages = futures_util::stream::poll_fn(move |cx| connection.poll_message(cx));
            while let Some(Ok(message)) = futures_util::StreamExt::next(&mut messages).await {
                if let AsyncMessage::Notification(note) = message
                    && send.send(note.payload().to_owned()).is_err()
                {
                    break;
                }
            }
        });
        client.batch_execute("listen fixili").await.map_err(failed)?;
        // The client must live as long as someone listens.
        std::mem::forget(client);
        Ok(receive)
    }
}

impl PgConn {
    fn client(&self) -> Result<&Object> {
        self.client.as_ref().ok_or_else(|| Error::internal("the connection is gone"))
    }

    pub(super) async fn all<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await.map_err(|e| explain(e, sql))?;
        let rows = client.query(&statement, &borrowed(args)).await.map_err(|e| explain(e, sql))?;
        rows.iter().map(|row| T::read(&Row::Pg(row), &mut 0)).collect()
    }

    pub(super) async fn exec(&self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await.map_err(|e| explain(e, sql))?;
        client.execute(&statement, &borrowed(args)).await.map_err(|e| explain(e, sql))
    }

    pub(super) async fn commit(mut self) -> Result<()> {
        self.client()?.batch_execute("commit").await.map_err(failed)?;
        self.in_transaction = false;
        Ok(())
    }
}

fn borrowed<'a>(args: &'a [Value<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn explain(e: tokio_postgres::Error, sql: &str) -> Error {
    let mut e = DbError::from(e);
    if e.kind == super::Fault::Other {
        e.detail = format!("{} in: {}", e.detail, sql.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    e.into()
}

impl Drop for PgConn {
    fn drop(&mut self) {
        if self.in_transaction
            && let Some(client) = self.client.take()
        {
            drop(Object::take(client));
        }
    }
}
