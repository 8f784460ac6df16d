//! The floor: the least a server must do for the same answers. The same statements through the raw driver, the same bytes,
//! compressed alike.

use std::{
    collections::HashMap,
    hint::black_box,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri},
    response::{IntoResponse as _, Response},
};
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use rusqlite::{Connection, config::DbConfig, params_from_iter};
use tokio::sync::Semaphore;
use tokio_postgres::{NoTls, types::ToSql};

use crate::{
    Result,
    plan::{Answer, Plan, Ready},
};

/// As many as the product has.
const READERS: usize = 4;
const CONNECTIONS: usize = 16;

enum Raw {
    Lite(Box<Lite>),
    Pg(Pool),
}

struct Lite {
    readers: Mutex<Vec<Connection>>,
    free: Semaphore,
    writer: tokio::sync::Mutex<Connection>,
}

struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    steps: Vec<(bool, Vec<Ready>)>,
}

struct Floor {
    raw: Raw,
    answers: HashMap<String, Kept>,
    replays: AtomicI64,
}

/// Serves what the plan says; the first line it prints is its address.
pub async fn serve(plan: &Path) -> Result<()> {
    let plan: Plan = serde_json::from_slice(&std::fs::read(plan)?)?;
    let raw = match plan.sqlite() {
        Some(path) => Raw::lite(&path)?,
        None => Raw::pg(&plan.database)?,
    };
    let answers = plan.answers.iter().map(|a| Ok((a.path.clone(), Kept::new(a)?))).collect::<Result<_>>()?;
    let floor = Arc::new(Floor { raw, answers, replays: AtomicI64::new(1) });
    let router = Router::new().fallback(answer).layer(fixili::router::compression()).with_state(floor);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

async fn answer(State(floor): State<Arc<Floor>>, uri: Uri, _body: Bytes) -> Response {
    let path = uri.path_and_query().map_or("", |p| p.as_str());
    let Some(kept) = floor.answers.get(path) else { return StatusCode::NOT_FOUND.into_response() };
    let n = floor.replays.fetch_add(1, Ordering::Relaxed);
    for (write, statements) in &kept.steps {
        if let Err(e) = floor.raw.run(*write, statements, n).await {
            eprintln!("floor: {path}: {e}");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    }
    let mut response = Response::new(Body::from(kept.body.clone()));
    *response.status_mut() = kept.status;
    *response.headers_mut() = kept.headers.clone();
    response
}

impl Kept {
    fn new(answer: &Answer) -> Result<Self> {
        let mut headers = HeaderMap::new();
        for (name, value) in &answer.headers {
            headers.append(HeaderName::try_from(name)?, HeaderValue::from_str(value)?);
        }
        let body = Bytes::from(answer.body.clone());
        Ok(Self { status: StatusCode::from_u16(answer.status)?, headers, body, steps: answer.ready()? })
    }
}

impl Raw {
    fn lite(path: &Path) -> Result<Self> {
        let readers = (0..READERS).map(|_| connect(path)).collect::<Result<Vec<_>>>()?;
        Ok(Self::Lite(Box::new(Lite {
            readers: Mutex::new(readers),
            free: Semaphore::new(READERS),
            writer: tokio::sync::Mutex::new(connect(path)?),
        })))
    }

    fn pg(url: &str) -> Result<Self> {
        let manager =
            Manager::from_config(url.parse()?, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        Ok(Self::Pg(Pool::builder(manager).max_size(CONNECTIONS).build()?))
    }

    async fn run(&self, write: bool, statements: &[Ready], n: i64) -> Result<()> {
        match self {
            Self::Lite(lite) if write => {
                let conn = lite.writer.lock().await;
                execute(&conn, "begin immediate", vec![])?;
                run_all(&conn, statements, n).inspect_err(|_| {
                    let _ = conn.execute_batch("rollback");
                })?;
                tokio::task::block_in_place(|| execute(&conn, "commit", vec![]))
            }
            Self::Lite(lite) => {
                let _permit = lite.free.acquire().await?;
                let conn = lite.readers.lock().unwrap_or_else(PoisonError::into_inner).pop().ok_or("no reader")?;
                let done = run_all(&conn, statements, n);
                lite.readers.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
                done
            }
            Self::Pg(pool) => run_pg(&pool.get().await?, write, statements, n).await,
        }
    }
}

/// A connection with the settings of the product's.
pub fn connect(path: &Path) -> Result<Connection> {
    let conn = Connection::open(path)?;
    conn.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 10000;
         pragma temp_store = memory; pragma cache_size = -4000; pragma mmap_size = 0;",
    )?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(512);
    Ok(conn)
}

fn run_all(conn: &Connection, statements: &[Ready], n: i64) -> Result<()> {
    for statement in statements {
        execute(conn, &statement.sql, statement.args(n))?;
    }
    Ok(())
}

/// Runs a statement and looks at every cell of every row.
pub fn execute(conn: &Connection, sql: &str, args: Vec<fixili::kernel::db::Value<'_>>) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(params_from_iter(args))?;
    while let Some(row) = rows.next()? {
        for n in 0..columns {
            black_box(row.get_ref(n)?);
        }
    }
    Ok(())
}

async fn run_pg(client: &deadpool_postgres::Object, write: bool, statements: &[Ready], n: i64) -> Result<()> {
    if write {
        client.batch_execute("begin").await?;
    }
    for ready in statements {
        let args = ready.args(n);
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|a| a as &(dyn ToSql + Sync)).collect();
        let statement = client.prepare_cached(&ready.sql).await?;
        black_box(client.query(&statement, &args).await?);
    }
    if write {
        client.batch_execute("commit").await?;
    }
    Ok(())
}
