//! The database or the disk is gone for a while: a clear page, nothing half saved, and it goes on by itself.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use axum::http::StatusCode;
use fixili::users::Role;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::app::{Engine, Shop};

/// Shuts a database to everyone, or opens it again.
async fn allow(url: &str, connections: bool) {
    let (server, name) = url.rsplit_once('/').expect("a name");
    let (admin, connection) =
        tokio_postgres::connect(&format!("{server}/postgres"), tokio_postgres::NoTls).await.expect("it answers");
    tokio::spawn(connection);
    admin.batch_execute(&format!("alter database {name} allow_connections {connections}")).await.expect("altered");
    if !connections {
        let end = format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        admin.batch_execute(&end).await.expect("ended");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_comes_back_is_used_again() {
    let shop = Shop::open(Engine::Postgres).await;
    let url = shop.app.config().database_url.clone().expect("an address");
    let sales = shop.person(Role::Sales).await.reading("ar");
    let client = [("_key", "c1"), ("name", "Clinique Ibn Sina"), ("phone", "043 27 00 01")];
    assert_eq!(sales.get("/clients").await.status, StatusCode::OK);

    allow(&url, false).await;
    for _ in 0..3 {
        let page = sales.get("/clients").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(page.body.contains("<html lang=\"ar\" dir=\"rtl\"") && page.body.contains("قاعدة البيانات"));
        assert!(!page.body.contains("terminat") && !page.body.contains("postgres"), "nothing of the inside");
        let form = sales.post("/clients", &client).await;
        assert_eq!(form.status, StatusCode::SERVICE_UNAVAILABLE);
        let call = sales.api("GET", "/api/v1/clients", &json!(null)).await;
        assert_eq!(call.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(call.headers["content-type"], "application/problem+json");
        assert_eq!(shop.stranger().get("/login").await.status, StatusCode::SERVICE_UNAVAILABLE);
    }

    allow(&url, true).await;
    assert_eq!(sales.get("/clients").await.status, StatusCode::OK, "without a restart");
    let form = sales.post("/clients", &client).await;
    assert_eq!(form.status, StatusCode::SEE_OTHER, "the same form again");
    let found = sales.api("GET", "/api/v1/clients?q=ibn%20sina", &json!(null)).await.json();
    assert_eq!(found["rows"].as_array().map(Vec::len), Some(1), "once");
}

/// The program itself, serving the demo from SQLite.
struct Server {
    child: Child,
    address: String,
    _folder: tempfile::TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        // A file that may not grow is refused with a signal; ignored, it is an error of the write, as on a full disk.
        let mut child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_fixili"), "--data"])
            .arg(folder.path())
            .args(["demo", "--json"])
            .env("FIXILI_LISTEN", "127.0.0.1:0")
            .env_remove("FIXILI_DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("an output")).read_line(&mut line).expect("a line");
        let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let address = said["address"].as_str().expect("an address").trim_start_matches("http://").to_owned();
        Self { child, address, _folder: folder }
    }

    /// How large a file of the program may become, in bytes.
    fn limit(&self, size: &str) {
        let pid = self.child.id().to_string();
        let done = Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={size}:")]).status();
        assert!(done.expect("prlimit runs").success());
    }

    /// Status, and everything that came back.
    async fn send(&self, method: &str, path: &str, cookie: &str, body: &str) -> (u16, String) {
        let mut stream = tokio::net::TcpStream::connect(&self.address).await.expect("it listens");
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nAccept-Language: en\r\n\
             Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.expect("an answer");
        let answer = String::from_utf8_lossy(&bytes).into_owned();
        (answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"), answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_overcome() {
    let server = Server::start();
    let form = "login=samia&password=bonjour+au+comptoir";
    let (status, answer) = server.send("POST", "/login", "", form).await;
    assert_eq!(status, 303, "{answer}");
    let cookie = answer.lines().find_map(|l| l.strip_prefix("set-cookie: fixili=")).expect("a cookie");
    let cookie = format!("fixili={}", cookie.split(';').next().expect("a value"));
    let client = |name: &str| format!("_key={name}&name={name}&phone=0551706050&another_client=1");
    assert_eq!(server.send("POST", "/clients", &cookie, &client("Premier")).await.0, 303);

    server.limit("4096");
    for _ in 0..3 {
        let (status, page) = server.send("POST", "/clients", &cookie, &client("Second")).await;
        assert_eq!(status, 503, "{page}");
        assert!(page.contains("base de donn") || page.contains("The database or the disk"), "{page}");
        let (status, list) = server.send("GET", "/clients", &cookie, "").await;
        assert_eq!(status, 200, "what is there can be read");
        assert!(list.contains("Premier") && !list.contains("Second"), "nothing half saved");
    }

    server.limit("unlimited");
    let (status, page) = server.send("POST", "/clients", &cookie, &client("Second")).await;
    assert_eq!(status, 303, "without a restart: {page}");
    let (_, list) = server.send("GET", "/clients?q=second", &cookie, "").await;
    assert_eq!(list.matches(">Second<").count(), 1, "once");
}
