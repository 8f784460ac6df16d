//! A shop for one test: its own database on the engine named, a clock set by hand, and people who act.

use std::sync::atomic::{AtomicU32, Ordering};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use fixili::{
    app::App,
    config::Config,
    demo,
    kernel::{clock::Clock, time::At},
    reactions, router,
    users::Role,
};
use tower::ServiceExt as _;

/// A database engine under test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Runs an async test on both engines: `on_both!(name, |shop| async move { … })`.
macro_rules! on_both {
    ($(#[$meta:meta])* $name:ident, $body:expr) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let run: fn(crate::app::Shop) -> _ = $body;
                run(crate::app::Shop::open(crate::app::Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let run: fn(crate::app::Shop) -> _ = $body;
                run(crate::app::Shop::open(crate::app::Engine::Postgres).await).await;
            }
        }
    };
}
pub(crate) use on_both;

/// The demo shop on one engine.
pub struct Shop {
    pub app: App,
    pub router: Router,
    _folder: tempfile::TempDir,
}

/// Someone who sends requests.
pub struct Person {
    router: Router,
    cookie: Option<String>,
    headers: Vec<(&'static str, String)>,
    lang: &'static str,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Tuesday 24 November 2026, ten in the morning in Algiers.
pub fn start() -> At {
    At::from_ms(1_795_510_800_000)
}

impl Shop {
    pub async fn open(engine: Engine) -> Self {
        let shop = Self::empty(engine).await;
        demo::build(&shop.app).await.expect("the demo shop is built");
        shop
    }

    /// The demo shop of an operator who set this.
    pub async fn open_with(engine: Engine, set: impl FnOnce(&mut Config)) -> Self {
        let shop = Self::empty_with(engine, set).await;
        demo::build(&shop.app).await.expect("the demo shop is built");
        shop
    }

    /// A shop in which nobody has an account yet.
    pub async fn empty(engine: Engine) -> Self {
        Self::empty_with(engine, |_| {}).await
    }

    async fn empty_with(engine: Engine, set: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = Config { data: folder.path().to_owned(), ..Config::default() };
        if engine == Engine::Postgres {
            config.database_url = Some(new_database().await);
        }
        set(&mut config);
        let app = App::open(config, Clock::hand(start()), reactions::react).await.expect("the application opens");
        Self { router: router::router(app.clone()), app, _folder: folder }
    }

    /// Nobody in particular.
    pub fn stranger(&self) -> Person {
        Person { router: self.router.clone(), cookie: None, headers: Vec::new(), lang: "fr" }
    }

    /// The demo's person of this role, logged in.
    pub async fn person(&self, role: Role) -> Person {
        let who = demo::LOG_INS.iter().find(|l| l.role == role).expect("the demo has every role");
        self.log_in(who.login, who.password).await
    }

    /// What a form on another site makes this person's browser send.
    pub async fn foreign(&self, person: &Person, path: &str, kind: &str, body: &str) -> Answer {
        let cookie = person.cookie.clone().unwrap_or_default();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, kind)
            .header(header::COOKIE, cookie)
            .body(Body::from(body.to_owned()))
            .expect("a request");
        answer(self.router.clone(), request).await
    }

    pub async fn log_in(&self, login: &str, password: &str) -> Person {
        let mut person = self.stranger();
        let answer = person.post("/login", &[("login", login), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let cookie = answer.headers[header::SET_COOKIE].to_str().expect("a cookie");
        person.cookie = Some(cookie.split(';').next().expect("a value").to_owned());
        person
    }
}

pub async fn new_database() -> String {
    let server = std::env::var("FIXILI_TEST_POSTGRES")
        .expect("FIXILI_TEST_POSTGRES names a PostgreSQL server; `make test` starts one");
    let name = format!("t{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
    let (client, connection) =
        tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    client.batch_execute(&format!("create database {name}")).await.expect("a new database");
    let (head, _) = server.rsplit_once('/').expect("an address with a database");
    format!("{head}/{name}")
}

impl Person {
    /// Reads pages in this language when not logged in.
    pub fn reading(mut self, lang: &'static str) -> Self {
        self.lang = lang;
        self
    }

    /// Shows an API token instead of a cookie.
    pub fn bearing(mut self, token: &str) -> Self {
        self.headers.push(("authorization", format!("Bearer {token}")));
        self
    }

    /// The same person, with one more header on every request.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut headers = self.headers.clone();
        headers.push((name, value.to_owned()));
        Self { router: self.router.clone(), cookie: self.cookie.clone(), headers, lang: self.lang }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "", "").await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(form).expect("a form");
        self.send("POST", path, "application/x-www-form-urlencoded", &body).await
    }

    pub async fn api(&self, method: &str, path: &str, body: &serde_json::Value) -> Answer {
        self.send(method, path, "application/json", &body.to_string()).await
    }

    pub async fn send(&self, method: &str, path: &str, kind: &str, body: &str) -> Answer {
        answer(self.router.clone(), self.request(method, path, kind, body)).await
    }

    /// Sends what is no text.
    pub async fn send_bytes(&self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let mut request = self.request(method, path, kind, "");
        *request.body_mut() = Body::from(body);
        answer(self.router.clone(), request).await
    }

    /// Status and headers alone: of an answer that does not end, or that nobody wants to read.
    pub async fn knock(&self, method: &str, path: &str, kind: &str, body: &str) -> (StatusCode, HeaderMap) {
        let response = self.router.clone().oneshot(self.request(method, path, kind, body)).await.expect("an answer");
        (response.status(), response.headers().clone())
    }

    fn request(&self, method: &str, path: &str, kind: &str, body: &str) -> Request<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", self.lang);
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(Body::from(body.to_owned())).expect("a request")
    }
}

async fn answer(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

impl Answer {
    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_else(|| panic!("no redirect but {}: {}", self.status, self.body))
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.body))
    }
}
