//! A gateway of text messages on a socket that takes, refuses, is busy, hangs up, is silent, and dies in the middle of its answer;
//! and files whose clients are told by it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::http::StatusCode;
use fixili::{
    kernel::id::{IntakeId, InterventionId},
    outbox::{self, Out, OutState, OutWhy, worker},
    sms::http::Patience,
    users::{Role, rights::Scope},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::{
    app::{Person, Shop},
    world_interventions::{opened, plain_intake},
};

const NONE: Value = Value::Null;

/// What the double does with a message.
#[derive(Clone, Copy)]
pub enum Manner {
    Take,
    Refuse,
    Busy,
    /// Reads everything and hangs up without a word.
    HangUp,
    /// Reads everything and says nothing.
    Silent,
    /// Dies in the middle of its answer.
    Half,
    /// An error of its own: it may have taken it.
    Broken,
}

/// A gateway of our own.
pub struct Double {
    /// Where it listens.
    pub url: String,
    /// What it was given.
    pub got: Arc<Mutex<Vec<Value>>>,
    manners: Arc<Mutex<VecDeque<Manner>>>,
}

impl Double {
    /// It behaves like this, one manner after the other; then it takes everything.
    pub async fn new(manners: &[Manner]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
        let url = format!("http://{}/message", listener.local_addr().expect("an address"));
        let double =
            Self { url, got: Arc::default(), manners: Arc::new(Mutex::new(manners.iter().copied().collect())) };
        let (got, manners) = (double.got.clone(), double.manners.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let manner = manners.lock().expect("a lock").pop_front().unwrap_or(Manner::Take);
                tokio::spawn(serve(stream, manner, got.clone()));
            }
        });
        double
    }

    pub fn texts(&self) -> Vec<String> {
        let got = self.got.lock().expect("a lock");
        got.iter().map(|body| body["textMessage"]["text"].as_str().expect("a text").to_owned()).collect()
    }

    pub fn count(&self) -> usize {
        self.got.lock().expect("a lock").len()
    }
}

async fn serve(mut stream: TcpStream, manner: Manner, got: Arc<Mutex<Vec<Value>>>) {
    let (mut bytes, mut piece) = (Vec::new(), [0; 4_096]);
    let body = loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ").map(str::to_owned));
            let length: usize = length.and_then(|n| n.parse().ok()).unwrap_or(0);
            if body.len() >= length {
                break body.to_owned();
            }
        }
        match stream.read(&mut piece).await {
            Ok(n) if n > 0 => bytes.extend_from_slice(&piece[..n]),
            _ => return,
        }
    };
    let body: Value = serde_json::from_str(&body).expect("JSON");
    let id = body["id"].clone();
    let taken = json!({ "id": id, "state": "Pending" }).to_string();
    let whole = |status: &str, body: &str| {
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
    };
    if !matches!(manner, Manner::Refuse | Manner::Busy) {
        got.lock().expect("a lock").push(body);
    }
    let answer = match manner {
        Manner::Take => whole("202 Accepted", &taken),
        Manner::Refuse => whole("400 Bad Request", "invalid phone number"),
        Manner::Busy => whole("429 Too Many Requests", "slow down"),
        Manner::Broken => whole("502 Bad Gateway", ""),
        Manner::Half => whole("202 Accepted", &taken).split_at(60).0.to_owned(),
        Manner::HangUp => return,
        Manner::Silent => return std::future::pending().await,
    };
    let _ = stream.write_all(answer.as_bytes()).await;
}

/// The shop sends through this address.
pub async fn gateway(shop: &Shop, url: &str) {
    let nadia = shop.person(Role::Manager).await;
    let version = nadia.api("GET", "/api/v1/settings/sms", &NONE).await.json()["version"].clone();
    let gateway = json!({
        "on": true, "url": url, "user": "atelier", "id_at": "/id",
        "headers": "Content-Type: application/json\nAuthorization: Basic [basic]",
        "body": r#"{"id":"[id]","textMessage":{"text":"[text]"},"phoneNumbers":["[to]"],"hook":"[hook]"}"#,
    });
    let body = json!({ "gateway": gateway, "secret": "s3cret", "version": version });
    let saved = nadia.api("PUT", "/api/v1/settings/sms", &body).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert!(!saved.body.contains("s3cret"), "a secret goes in and never out");
}

pub async fn work(shop: &Shop) -> usize {
    let patience = Patience { connect: Duration::from_secs(5), answer: Duration::from_millis(400) };
    worker::once(&shop.app, patience).await.expect("the queue is read")
}

pub async fn complete(person: &Person, sheet: InterventionId, outcome: &str) -> StatusCode {
    let path = format!("/api/v1/interventions/{sheet}/completion");
    person.api("POST", &path, &json!({ "outcome": outcome })).await.status
}

/// A file whose work ended as repaired.
pub async fn repaired(shop: &Shop) -> (IntakeId, InterventionId) {
    repaired_by(shop, &shop.person(Role::Technician).await).await
}

pub async fn repaired_by(shop: &Shop, karim: &Person) -> (IntakeId, InterventionId) {
    let intake = plain_intake(shop).await;
    let sheet = opened(karim, intake).await;
    assert!(complete(karim, sheet, "repaired").await.is_success());
    (intake, sheet)
}

pub async fn told(shop: &Shop, intake: IntakeId) -> Vec<Out> {
    let mut conn = shop.app.read().await.expect("a connection");
    outbox::of_intake(&mut conn, Scope::Shop, intake).await.expect("messages")
}

pub async fn states(shop: &Shop, intake: IntakeId) -> Vec<(OutState, Option<OutWhy>)> {
    told(shop, intake).await.iter().map(|out| (out.state, out.why)).collect()
}

pub async fn calls(shop: &Shop) -> Vec<Value> {
    let samia = shop.person(Role::Sales).await;
    samia.api("GET", "/api/v1/calls", &NONE).await.json().as_array().expect("a list").clone()
}

pub fn pass(shop: &Shop, minutes: i64) {
    shop.app.clock().advance(minutes * 60_000);
}
