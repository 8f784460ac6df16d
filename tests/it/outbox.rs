//! What clients are told: written with what happened, sent once, repeated by its rule, else a call to make. The gateway is a
//! double on a socket that takes, refuses, is busy, hangs up, is silent, and dies in the middle of its answer.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::http::StatusCode;
use fixili::{
    args,
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
    app::{Person, Shop, on_both},
    world_interventions::{intake, opened, plain_intake},
};

const NONE: Value = Value::Null;

/// What the double does with a message.
#[derive(Clone, Copy)]
enum Manner {
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

struct Double {
    url: String,
    got: Arc<Mutex<Vec<Value>>>,
    manners: Arc<Mutex<VecDeque<Manner>>>,
}

impl Double {
    /// It behaves like this, one manner after the other; then it takes everything.
    async fn new(manners: &[Manner]) -> Self {
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

    fn texts(&self) -> Vec<String> {
        let got = self.got.lock().expect("a lock");
        got.iter().map(|body| body["textMessage"]["text"].as_str().expect("a text").to_owned()).collect()
    }

    fn count(&self) -> usize {
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
async fn gateway(shop: &Shop, url: &str) {
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

async fn work(shop: &Shop) -> usize {
    let patience = Patience { connect: Duration::from_secs(5), answer: Duration::from_millis(400) };
    worker::once(&shop.app, patience).await.expect("the queue is read")
}

async fn complete(person: &Person, sheet: InterventionId, outcome: &str) -> StatusCode {
    let path = format!("/api/v1/interventions/{sheet}/completion");
    person.api("POST", &path, &json!({ "outcome": outcome })).await.status
}

/// A file whose work ended as repaired.
async fn repaired(shop: &Shop) -> (IntakeId, InterventionId) {
    repaired_by(shop, &shop.person(Role::Technician).await).await
}

async fn repaired_by(shop: &Shop, karim: &Person) -> (IntakeId, InterventionId) {
    let intake = plain_intake(shop).await;
    let sheet = opened(karim, intake).await;
    assert!(complete(karim, sheet, "repaired").await.is_success());
    (intake, sheet)
}

async fn told(shop: &Shop, intake: IntakeId) -> Vec<Out> {
    let mut conn = shop.app.read().await.expect("a connection");
    outbox::of_intake(&mut conn, Scope::Shop, intake).await.expect("messages")
}

async fn states(shop: &Shop, intake: IntakeId) -> Vec<(OutState, Option<OutWhy>)> {
    told(shop, intake).await.iter().map(|out| (out.state, out.why)).collect()
}

async fn calls(shop: &Shop) -> Vec<Value> {
    let samia = shop.person(Role::Sales).await;
    samia.api("GET", "/api/v1/calls", &NONE).await.json().as_array().expect("a list").clone()
}

fn pass(shop: &Shop, minutes: i64) {
    shop.app.clock().advance(minutes * 60_000);
}

on_both!(the_client_hears_once_that_it_is_ready, |shop| async move {
    let double = Double::new(&[]).await;
    gateway(&shop, &double.url).await;
    let karim = shop.person(Role::Technician).await;
    let intake = plain_intake(&shop).await;
    let sheet = opened(&karim, intake).await;
    let page = karim.get(&format!("/interventions/{sheet}/completion")).await.body;
    assert!(page.contains("data-show-if=\"outcome=repaired\"") && page.contains("est réparé et vous attend"), "{page}");
    assert!(complete(&karim, sheet, "repaired").await.is_success());
    assert_eq!(complete(&karim, sheet, "repaired").await, StatusCode::CONFLICT);
    assert_eq!((work(&shop).await, work(&shop).await), (1, 0));
    let said = told(&shop, intake).await;
    assert_eq!((said[0].state, said[0].sends), (OutState::Sent, 1));
    assert_eq!(double.texts(), [said[0].body.clone()]);
    assert!(said[0].body.contains("BE-2026-") && !said[0].body.contains('\u{a0}'), "{}", said[0].body);
    let got = double.got.lock().expect("a lock")[0].clone();
    assert_eq!(got["id"], said[0].id.to_string(), "the gateway knows it again by our id");
    assert!(got["phoneNumbers"][0].as_str().is_some_and(|to| to.starts_with("+213")), "{got}");
    assert!(calls(&shop).await.is_empty());

    let samia = shop.person(Role::Sales).await;
    let file = samia.get(&format!("/intakes/{intake}")).await.body;
    assert!(file.contains("Messages au client") && file.contains("Envoyé"), "{file}");
    assert_eq!(samia.get("/outbox").await.status, StatusCode::FORBIDDEN);

    // A second repair is told anew; what waits is not told when the work goes on after all.
    let again = json!({ "reason": "Encore" });
    let reopen = format!("/api/v1/intakes/{intake}/reopening");
    assert!(karim.api("POST", &reopen, &again).await.status.is_success());
    pass(&shop, 1);
    assert!(complete(&karim, sheet, "no_fault").await.is_success());
    assert_eq!(work(&shop).await, 1);
    assert!(double.texts()[1].contains("aucune panne"), "{:?}", double.texts());
    assert!(karim.api("POST", &reopen, &again).await.status.is_success());
    pass(&shop, 1);
    assert!(complete(&karim, sheet, "repaired").await.is_success());
    assert!(karim.api("POST", &reopen, &again).await.status.is_success());
    assert_eq!((work(&shop).await, double.count()), (0, 2));
    assert_eq!(states(&shop, intake).await[2], (OutState::Dropped, Some(OutWhy::Overtaken)));
});

on_both!(what_certainly_did_not_go_is_tried_again_and_what_is_refused_is_a_call, |shop| async move {
    let double = Double::new(&[Manner::Busy, Manner::Busy, Manner::Take, Manner::Refuse]).await;
    gateway(&shop, "http://127.0.0.1:9/nobody").await;
    let (intake, _) = repaired(&shop).await;
    assert_eq!(work(&shop).await, 1);
    assert_eq!(states(&shop, intake).await, [(OutState::Waiting, Some(OutWhy::Away))]);
    gateway(&shop, &double.url).await;
    assert_eq!(work(&shop).await, 0, "not at once");
    for _ in 0..2 {
        pass(&shop, 60);
        assert_eq!(work(&shop).await, 1);
        assert_eq!(states(&shop, intake).await, [(OutState::Waiting, Some(OutWhy::Away))]);
    }
    pass(&shop, 60);
    assert_eq!((work(&shop).await, double.count()), (1, 1));
    let said = told(&shop, intake).await;
    assert_eq!((said[0].state, said[0].attempts, said[0].sends), (OutState::Sent, 4, 1));

    let (refused, _) = repaired(&shop).await;
    work(&shop).await;
    assert_eq!(states(&shop, refused).await, [(OutState::Failed, Some(OutWhy::Refused))]);
    let all = calls(&shop).await;
    assert_eq!((all.len(), &all[0]["why"], &all[0]["intake_id"]), (1, &json!("failed"), &json!(refused.to_string())));
    let nadia = shop.person(Role::Manager).await;
    let page = nadia.get("/outbox").await.body;
    assert!(page.contains("invalid phone number") && page.contains("À décider"), "{page}");
    let id = told(&shop, refused).await[0].id;
    assert_eq!(nadia.post(&format!("/outbox/{id}/again"), &[]).await.location(), "/outbox");
    assert_eq!(nadia.api("POST", &format!("/api/v1/outbox/{id}/again"), &json!({})).await.status, StatusCode::CONFLICT);
    work(&shop).await;
    assert_eq!((states(&shop, refused).await[0].0, double.count()), (OutState::Sent, 2));
});

on_both!(what_may_have_gone_goes_once_more_at_most, |shop| async move {
    for manner in [Manner::HangUp, Manner::Silent, Manner::Half, Manner::Broken] {
        let double = Double::new(&[manner, manner]).await;
        gateway(&shop, &double.url).await;
        let (intake, _) = repaired(&shop).await;
        assert_eq!(work(&shop).await, 1);
        assert_eq!(states(&shop, intake).await, [(OutState::Waiting, Some(OutWhy::NoAnswer))]);
        pass(&shop, 6);
        assert_eq!(work(&shop).await, 1);
        assert_eq!(states(&shop, intake).await, [(OutState::Unknown, Some(OutWhy::NoAnswer))]);
        // Until ten in the morning again.
        pass(&shop, 24 * 60 - 6);
        assert_eq!((work(&shop).await, double.count()), (0, 2), "never a third time");
        assert!(
            calls(&shop).await.iter().any(|call| call["intake_id"] == intake.to_string() && call["why"] == "unknown")
        );
    }
    // A test is for somebody who looks at the phone: it is never repeated by itself.
    let double = Double::new(&[Manner::HangUp]).await;
    gateway(&shop, &double.url).await;
    let nadia = shop.person(Role::Manager).await;
    let wrong = nadia.post("/settings/sms/test", &[("to", "043 26 12 34")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("numéro mobile"), "{}", wrong.body);
    assert_eq!(nadia.post("/settings/sms/test", &[("to", "0550 11 22 33")]).await.location(), "/outbox");
    assert_eq!(work(&shop).await, 1);
    pass(&shop, 600);
    assert_eq!((work(&shop).await, double.count()), (0, 1));
});

on_both!(receipts_move_a_message_forward_only, |shop| async move {
    let double = Double::new(&[Manner::Take, Manner::Take, Manner::HangUp]).await;
    gateway(&shop, &double.url).await;
    let gone = shop.stranger();
    let hook = |n: usize| {
        let got = double.got.lock().expect("a lock");
        let url = got[n]["hook"].as_str().expect("a hook").to_owned();
        url[url.find("/h/").expect("a path")..].to_owned()
    };
    let (intake, _) = repaired(&shop).await;
    work(&shop).await;
    let path = hook(0);
    for (status, state) in
        [("8", OutState::Sent), ("1", OutState::Delivered), ("1", OutState::Delivered), ("2", OutState::Delivered)]
    {
        assert_eq!(gone.get(&format!("{path}?status={status}")).await.status, StatusCode::NO_CONTENT);
        assert_eq!(states(&shop, intake).await[0].0, state, "{status}");
    }
    let mut forged = path.clone();
    forged.pop();
    forged.push(if path.ends_with('0') { '1' } else { '0' });
    for bad in [forged.as_str(), "/h/x", "/h/0123456789abc00000000000000000000"] {
        assert_eq!(gone.get(&format!("{bad}?status=2")).await.status, StatusCode::NOT_FOUND, "{bad}");
    }

    // As a form; what did not arrive is a call.
    let (other, _) = repaired(&shop).await;
    work(&shop).await;
    assert_eq!(gone.post(&hook(1), &[("MessageStatus", "undelivered")]).await.status, StatusCode::NO_CONTENT);
    assert_eq!(states(&shop, other).await, [(OutState::Failed, Some(OutWhy::Undelivered))]);
    assert_eq!(calls(&shop).await.len(), 1);

    // The answer was lost, the receipt was not: it is not sent again.
    let (third, _) = repaired(&shop).await;
    work(&shop).await;
    assert_eq!(states(&shop, third).await[0].0, OutState::Waiting);
    gone.get(&format!("{}?status=1", hook(2))).await;
    pass(&shop, 60);
    assert_eq!((work(&shop).await, double.count()), (0, 3));
    assert_eq!(states(&shop, third).await, [(OutState::Delivered, None)]);
});

/// Takes the message as a server does that dies right after: before the first byte, or after it.
async fn dies(shop: &Shop, intake: IntakeId, left: bool) {
    let (lease, sent) = (shop.app.now().plus_ms(1_000), left.then(|| shop.app.now()));
    let sends = i64::from(left);
    shop.app
        .write(async |tx| {
            let sql = "update outbox set state = 'sending', attempts = attempts + 1, lease_until = $1, sent_at = $2, sends = sends + $3
                       where intake_id = $4 and state = 'waiting'";
            tx.exec(sql, args![lease, sent, sends, intake]).await
        })
        .await
        .expect("taken");
}

on_both!(a_server_that_dies_loses_nothing_silently, |shop| async move {
    let double = Double::new(&[]).await;
    gateway(&shop, &double.url).await;
    let (before, _) = repaired(&shop).await;
    dies(&shop, before, false).await;
    assert_eq!(work(&shop).await, 0, "it may still be at work");
    pass(&shop, 1);
    assert_eq!((work(&shop).await, double.count()), (1, 1));
    assert_eq!(states(&shop, before).await, [(OutState::Sent, None)]);

    let (after, _) = repaired(&shop).await;
    dies(&shop, after, true).await;
    pass(&shop, 1);
    assert_eq!(work(&shop).await, 0);
    assert_eq!(states(&shop, after).await, [(OutState::Waiting, Some(OutWhy::Interrupted))]);
    pass(&shop, 6);
    dies(&shop, after, true).await;
    pass(&shop, 1);
    assert_eq!((work(&shop).await, double.count()), (0, 1));
    assert_eq!(states(&shop, after).await, [(OutState::Unknown, Some(OutWhy::Interrupted))]);
    assert_eq!(calls(&shop).await.len(), 1, "somebody is told to call");
});

/// How often a server is killed.
const KILLS: usize = 50;

on_both!(killed_at_any_moment_nothing_is_lost_and_nothing_goes_thrice, |shop| async move {
    let double = Double::new(&[]).await;
    gateway(&shop, &double.url).await;
    let karim = shop.person(Role::Technician).await;
    // From before it is taken to after it is written down, however quick this machine is now.
    repaired_by(&shop, &karim).await;
    let begun = tokio::time::Instant::now();
    assert_eq!(work(&shop).await, 1);
    let step = begun.elapsed() * 2 / u32::try_from(KILLS).expect("a number");
    let mut files = Vec::new();
    for n in 0..KILLS {
        files.push(repaired_by(&shop, &karim).await.0);
        let app = shop.app.clone();
        let server = tokio::spawn(async move { worker::once(&app, Patience::default()).await });
        tokio::time::sleep(step * u32::try_from(n).expect("a number")).await;
        server.abort();
        let _ = server.await;
        pass(&shop, 4);
    }
    for _ in 0..3 {
        work(&shop).await;
        pass(&shop, 6);
    }
    assert_eq!(work(&shop).await, 0, "everything came to an end");
    let called: Vec<String> =
        calls(&shop).await.iter().map(|call| call["intake_id"].as_str().expect("an id").to_owned()).collect();
    let got: Vec<String> =
        double.got.lock().expect("a lock").iter().map(|body| body["id"].as_str().expect("an id").to_owned()).collect();
    let (mut sure, mut uncertain, mut hit) = (0, 0, 0);
    for file in files {
        let said = told(&shop, file).await;
        let far = got.iter().filter(|id| **id == said[0].id.to_string()).count();
        hit += usize::from(said[0].attempts > 1);
        match said[0].state {
            OutState::Sent => {
                assert!((1..=2).contains(&far), "{far} times");
                sure += 1;
            }
            OutState::Unknown => {
                assert!(far <= 2 && called.contains(&file.to_string()), "{far} times, and nobody is told");
                uncertain += 1;
            }
            other => panic!("{other} is no end"),
        }
    }
    assert_eq!(sure + uncertain, KILLS);
    assert!(hit > 0, "no kill came while something was on its way");
});

on_both!(two_servers_send_each_message_once, |shop| async move {
    let double = Double::new(&[]).await;
    gateway(&shop, &double.url).await;
    for _ in 0..6 {
        repaired(&shop).await;
    }
    let (one, other) = tokio::join!(work(&shop), work(&shop));
    assert_eq!((one + other + work(&shop).await, double.count()), (6, 6));
});

on_both!(who_cannot_be_told_is_called, |shop| async move {
    let (intake, _) = repaired(&shop).await;
    assert!(told(&shop, intake).await.is_empty(), "there is no gateway");
    let all = calls(&shop).await;
    assert_eq!((all.len(), &all[0]["why"]), (1, &json!("no_gateway")));
    let (samia, karim) = (shop.person(Role::Sales).await, shop.person(Role::Technician).await);
    let id = all[0]["id"].as_str().expect("an id");
    assert!(samia.get("/").await.body.contains("href=\"/calls\""));
    assert!(samia.get(&format!("/intakes/{intake}")).await.body.contains("Client à appeler"));
    let path = format!("/calls/{id}/done");
    let (note, long) = (format!("note_{id}"), "x".repeat(600));
    let refused = samia.post(&path, &[(&note, &long)]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(&long), "what was typed stays");
    assert_eq!(samia.post(&path, &[(&note, "Passe demain")]).await.location(), "/calls");
    let late = karim.post(&path, &[]).await;
    assert!(late.body.contains("Déjà appelé"), "{}", late.body);
    assert!(calls(&shop).await.is_empty());

    // Nobody need be called who came before.
    let (other, _) = repaired(&shop).await;
    assert_eq!(calls(&shop).await.len(), 1);
    let given = samia.api("POST", &format!("/api/v1/intakes/{other}/release"), &json!({ "collector": "client" })).await;
    assert!(given.status.is_success(), "{}", given.body);
    assert!(calls(&shop).await.is_empty());
});

on_both!(the_shop_words_its_messages_and_keeps_quiet_at_night, |shop| async move {
    let double = Double::new(&[]).await;
    gateway(&shop, &double.url).await;
    let nadia = shop.person(Role::Manager).await;
    let path = "/settings/announcements";
    let page = nadia.get(&format!("{path}?lang=fr")).await.body;
    let version =
        page.split("name=\"version\" value=\"").nth(1).and_then(|v| v.split('"').next()).expect("a version").to_owned();
    let form = |deposit: &'static str, from: &'static str| {
        [
            ("version", version.clone()),
            ("lang", "fr".into()),
            ("sent", "deposit".into()),
            ("deposit", deposit.into()),
            ("quiet_from", from.into()),
            ("quiet_to", "8h".into()),
        ]
    };
    let send = async |form: &[(&str, String)]| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        nadia.post(path, &form).await
    };
    let wrong = send(&form("Merci [clien] !", "25:00")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("[clien] n&#39;existe pas") || wrong.body.contains("[clien] n'existe pas"),
        "{}",
        wrong.body
    );
    assert!(wrong.body.contains("Merci [clien] !") && wrong.body.contains("Donnez une heure"), "{}", wrong.body);
    let saved = send(&form("Merci [client] ! Bon [number].", "20:00")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);

    // Ten at night: it waits for the morning.
    pass(&shop, 12 * 60);
    let intake = intake(&shop, &fixili::intakes::IntakeInput { fault: "x".into(), ..Default::default() }).await;
    assert_eq!(work(&shop).await, 0);
    let said = told(&shop, intake).await;
    assert!(said[0].body.starts_with("Merci ") && said[0].body.contains("Bon BE-2026-"), "{}", said[0].body);
    assert_eq!(said[0].run_at.ms() - shop.app.now().ms(), 10 * 3_600_000);
    pass(&shop, 10 * 60);
    assert_eq!((work(&shop).await, double.count()), (1, 1));
});

on_both!(a_gateway_that_could_not_work_is_refused_at_its_field, |shop| async move {
    let nadia = shop.person(Role::Manager).await;
    let page = nadia.get("/settings/sms?preset=kannel").await.body;
    assert!(page.contains("cgi-bin/sendsms"), "{page}");
    let form = [
        ("version", "0"),
        ("on", "1"),
        ("method", "post"),
        ("url", "ftp://x"),
        ("body", "[txt]"),
        ("secret", "tres-secret"),
        ("spelling", "plain"),
    ];
    let wrong = nadia.post("/settings/sms", &form).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("ftp://x") && wrong.body.contains("[txt]") && !wrong.body.contains("tres-secret"),
        "{}",
        wrong.body
    );
    assert!(wrong.body.contains("href=\"#f-url\"") && wrong.body.contains("href=\"#f-body\""), "{}", wrong.body);
    gateway(&shop, "http://127.0.0.1:9/").await;
    let stale = nadia.api("PUT", "/api/v1/settings/sms", &json!({ "version": 0 })).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(shop.person(Role::Sales).await.get("/settings/sms").await.status, StatusCode::FORBIDDEN);
});
