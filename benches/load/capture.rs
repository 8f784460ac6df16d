//! Hears what the product asks its database while one request passes through the router in this process.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Router,
    body::Body,
    http::{Request, Response, header},
};
use tower::ServiceExt as _;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    layer::{Context, SubscriberExt as _},
};

use crate::{
    Result,
    plan::{Answer, Statement, Step},
};

/// Headers that the floor's own layers add again.
const ADDED: &[&str] = &["content-length", "transfer-encoding", "vary", "content-encoding", "date"];

/// What was heard so far.
#[derive(Clone, Default)]
pub struct Ears(Arc<Mutex<Vec<Statement>>>);

#[derive(Default)]
struct Heard {
    sql: String,
    args: String,
}

impl Visit for Heard {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "sql" => value.clone_into(&mut self.sql),
            "args" => value.clone_into(&mut self.args),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

impl<S: Subscriber> Layer<S> for Ears {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut heard = Heard::default();
        event.record(&mut heard);
        let args = serde_json::from_str(&heard.args).unwrap_or_default();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Statement { sql: heard.sql, args });
    }
}

impl Ears {
    /// Begins to listen, in the whole process.
    pub fn open() -> Result<Self> {
        let ears = Self::default();
        let layer = ears.clone().with_filter(Targets::new().with_target("fixili::sql", LevelFilter::TRACE));
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(layer))?;
        Ok(ears)
    }

    fn take(&self) -> Vec<Statement> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sends one request and keeps what it took and what came back.
    pub async fn capture(&self, router: &Router, request: Request<Body>, now: i64) -> Result<Answer> {
        let path = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        self.take();
        let response = router.clone().oneshot(request).await?;
        let steps = steps(self.take());
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await?;
        let headers = parts.headers.iter().filter(|(name, _)| !ADDED.contains(&name.as_str()));
        Ok(Answer {
            path,
            status: parts.status.as_u16(),
            headers: headers
                .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
                .collect(),
            body: String::from_utf8(body.to_vec())?,
            steps,
            since: now,
        })
    }
}

/// Statements between `begin` and `commit` are a transaction; those outside share a connection for reading.
fn steps(heard: Vec<Statement>) -> Vec<Step> {
    let mut out = Vec::new();
    let mut now = Step { write: false, statements: Vec::new() };
    for statement in heard {
        let turn = match statement.sql.as_str() {
            "begin" => true,
            "commit" => false,
            _ => {
                now.statements.push(statement);
                continue;
            }
        };
        out.push(std::mem::replace(&mut now, Step { write: turn, statements: Vec::new() }));
    }
    out.push(now);
    out.retain(|step| step.write || !step.statements.is_empty());
    out
}

/// The head of a request as a browser sends it, without what compresses the answer.
pub fn request(method: &str, path: &str, cookie: &str, body: &str) -> Result<Request<Body>> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in crate::drive::HEADERS {
        request = request.header(*name, *value);
    }
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, cookie);
    }
    if !body.is_empty() {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    Ok(request.body(Body::from(body.to_owned()))?)
}

/// The value of the first cookie that an answer sets.
pub fn cookie(response: &Response<Body>) -> Option<String> {
    let set = response.headers().get(header::SET_COOKIE)?.to_str().ok()?;
    set.split(';').next().map(str::to_owned)
}
