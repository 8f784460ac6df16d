//! Timers through API and pages: one at a time, minutes by day, forgotten ones, and what ends the work.

use axum::http::StatusCode;
use fixili::{args, kernel::id::IntakeId, users::Role};
use serde_json::{Value, json};

use crate::{
    app::{Engine, Person, Shop, on_both},
    world_interventions::{opened, plain_intake, sheet},
};

const MINUTE: i64 = 60_000;

async fn start(person: &Person, sheet: impl std::fmt::Display) -> Value {
    let answer = person.api("POST", &format!("/api/v1/interventions/{sheet}/timer"), &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

async fn act(person: &Person, timer: &Value, what: &str) -> Value {
    let id = timer["id"].as_str().expect("an id");
    let answer = person.api("POST", &format!("/api/v1/timers/{id}/{what}"), &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

async fn minutes(shop: &Shop, id: fixili::kernel::id::InterventionId) -> Vec<(i64, i64)> {
    sheet(shop, id).await.labour.iter().map(|l| (l.worked_on.number(), l.minutes)).collect()
}

async fn running(shop: &Shop) -> i64 {
    let mut conn = shop.app.read().await.expect("a connection");
    conn.one(
        "select coalesce(max(n), 0) from (select count(*) as n from timers where stopped_at is null group by user_id) t",
        args![],
    )
    .await
    .expect("a count")
}

fn pass(shop: &Shop, minutes: i64) {
    shop.app.clock().advance(minutes * MINUTE);
}

on_both!(a_timer_becomes_one_line_a_day_and_another_stops_it, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let (one, other) =
        (opened(&karim, plain_intake(&shop).await).await, opened(&karim, plain_intake(&shop).await).await);
    let timer = start(&karim, one).await;
    assert_eq!(start(&karim, one).await["id"], timer["id"], "a second click changes nothing");
    pass(&shop, 12);
    act(&karim, &timer, "pause").await;
    act(&karim, &timer, "pause").await;
    pass(&shop, 60);
    assert_eq!(start(&karim, one).await["id"], timer["id"], "it goes on");
    pass(&shop, 11);
    let second = start(&karim, other).await;
    assert_eq!(running(&shop).await, 1);
    assert_eq!(minutes(&shop, one).await, [(20_261_124, 25)], "23 minutes, in steps of 5");
    pass(&shop, 1);
    act(&karim, &second, "stop").await;
    assert!(act(&karim, &second, "stop").await["settled_at"].is_i64());
    assert_eq!(minutes(&shop, other).await, [], "a minute by mistake costs nothing");

    let third = start(&karim, one).await;
    pass(&shop, 7);
    act(&karim, &third, "stop").await;
    assert_eq!(minutes(&shop, one).await, [(20_261_124, 35)], "the line of the day grows");
});

on_both!(midnight_splits_and_a_forgotten_one_asks, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = plain_intake(&shop).await;
    let id = opened(&karim, intake).await;
    pass(&shop, 13 * 60 + 40);
    // nobody stays logged in that long
    let karim = shop.person(Role::Technician).await;
    let late = start(&karim, id).await;
    pass(&shop, 40);
    act(&karim, &late, "stop").await;
    assert_eq!(minutes(&shop, id).await, [(20_261_124, 20), (20_261_125, 20)]);

    let forgotten = start(&karim, id).await;
    pass(&shop, 9 * 60);
    let page = karim.get(&format!("/intakes/{intake}")).await;
    assert!(page.body.contains("Oublié ?"), "it shows before it is stopped");
    let refused =
        karim.api("POST", &format!("/api/v1/interventions/{id}/completion"), &json!({ "outcome": "repaired" })).await;
    assert_eq!(refused.json()["type"], "timers-forgotten-first", "{}", refused.body);
    let timer = forgotten["id"].as_str().expect("an id");
    let stopped = karim.post(&format!("/timers/{timer}/stop"), &[("_key", "s1")]).await;
    let correction = format!("/timers/{timer}/correction");
    assert_eq!(stopped.location(), correction);
    assert_eq!(minutes(&shop, id).await.len(), 2, "nothing is billed of it yet");
    assert!(karim.get("/notices").await.body.contains("Chronomètre oublié"));

    let wrong = karim.post(&correction, &[("minutes_20261125", "beaucoup")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("beaucoup") && wrong.body.contains("Durée illisible"), "what was typed stays");
    let elsewhere = json!({ "days": [{ "day": 20_261_201, "minutes": 5 }] });
    let refused = karim.api("POST", &format!("/api/v1{correction}"), &elsewhere).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "only days that were measured");
    let often = json!({ "days": [{ "day": 20_261_125, "minutes": 1_440 }, { "day": 20_261_125, "minutes": 1_440 }] });
    let refused = karim.api("POST", &format!("/api/v1{correction}"), &often).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a day is told once");
    let told = karim.post(&correction, &[("minutes_20261125", "1 h 30")]).await;
    assert_eq!(told.location(), format!("/intakes/{intake}"), "{}", told.body);
    assert_eq!(minutes(&shop, id).await, [(20_261_124, 20), (20_261_125, 110)]);
    let twice = karim.api("POST", &format!("/api/v1{correction}"), &json!({ "days": [] })).await;
    assert_eq!(twice.json()["type"], "timers-settled");
});

on_both!(what_ends_the_work_stops_the_timer, |shop| async move {
    let (karim, nadia) = (shop.person(Role::Technician).await, shop.person(Role::Manager).await);
    let completed = opened(&karim, plain_intake(&shop).await).await;
    start(&karim, completed).await;
    pass(&shop, 10);
    let path = format!("/api/v1/interventions/{completed}");
    let done = nadia.api("POST", &format!("{path}/completion"), &json!({ "outcome": "repaired" })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!(minutes(&shop, completed).await, [(20_261_124, 10)]);
    let refused = karim.api("POST", &format!("{path}/timer"), &json!({})).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);

    let handed = opened(&karim, plain_intake(&shop).await).await;
    start(&karim, handed).await;
    pass(&shop, 20);
    let to = nadia.api("GET", "/api/v1/me", &json!(null)).await.json()["id"].clone();
    nadia.api("POST", &format!("/api/v1/interventions/{handed}/handover"), &json!({ "technician": to })).await;
    assert_eq!((running(&shop).await, minutes(&shop, handed).await), (0, vec![(20_261_124, 20)]));

    let voided: IntakeId = plain_intake(&shop).await;
    let sheet = opened(&karim, voided).await;
    start(&karim, sheet).await;
    pass(&shop, 20);
    let answer = nadia.api("POST", &format!("/api/v1/intakes/{voided}/void"), &json!({ "reason": "Erreur" })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!((running(&shop).await, minutes(&shop, sheet).await), (0, vec![]));

    let away: IntakeId = plain_intake(&shop).await;
    let sheet = opened(&karim, away).await;
    start(&karim, sheet).await;
    pass(&shop, 20);
    let sent = karim.api("POST", &format!("/api/v1/intakes/{away}/shipments"), &json!({ "partner_name": "HP" })).await;
    let sent = sent.json()["id"].as_str().expect("an id").to_owned();
    karim.api("POST", &format!("/api/v1/shipments/{sent}/dispatch"), &json!({})).await;
    assert_eq!((running(&shop).await, minutes(&shop, sheet).await), (0, vec![(20_261_124, 20)]));

    let last = opened(&karim, plain_intake(&shop).await).await;
    start(&karim, last).await;
    pass(&shop, 30);
    let karims = karim.api("GET", "/api/v1/me", &json!(null)).await.json()["id"].as_str().expect("an id").to_owned();
    let gone = nadia.api("POST", &format!("/api/v1/users/{karims}/deactivation"), &json!({})).await;
    assert!(gone.status.is_success(), "{}", gone.body);
    assert_eq!((running(&shop).await, minutes(&shop, last).await), (0, vec![(20_261_124, 30)]));
});

/// Two tabs of one person, really at once: one timer runs, and nothing that was measured is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_tabs_never_run_two_timers() {
    let shop = Shop::open(Engine::Postgres).await;
    let karim = shop.person(Role::Technician).await;
    let (one, other) =
        (opened(&karim, plain_intake(&shop).await).await, opened(&karim, plain_intake(&shop).await).await);
    for n in 0..24 {
        let paths = [one, other].map(|sheet| format!("/api/v1/interventions/{sheet}/timer"));
        let body = json!({});
        let (a, b) = tokio::join!(karim.api("POST", &paths[0], &body), karim.api("POST", &paths[1], &body));
        assert_eq!((a.status, b.status), (StatusCode::OK, StatusCode::OK), "{n}: {} {}", a.body, b.body);
        assert_eq!(running(&shop).await, 1, "{n}");
        pass(&shop, 5);
    }
    let open = karim.api("GET", "/api/v1/timers", &json!(null)).await.json();
    act(&karim, &open[0], "stop").await;
    let billed: i64 = minutes(&shop, one).await.iter().chain(&minutes(&shop, other).await).map(|(_, m)| m).sum();
    assert_eq!(billed, 24 * 5);
}

on_both!(one_key_takes_a_file_of_the_queue_and_starts_the_timer, |shop| async move {
    let (karim, samia) = (shop.person(Role::Technician).await, shop.person(Role::Sales).await);
    let (first, second) = (plain_intake(&shop).await, plain_intake(&shop).await);
    assert!(karim.get("/").await.body.contains(&format!("action=\"/intakes/{first}/timer\"")), "the queue offers it");
    assert!(!samia.get("/").await.body.contains("/timer\""));
    let answer = karim.post(&format!("/intakes/{first}/timer"), &[("_key", "w1")]).await;
    assert_eq!(answer.location(), format!("/intakes/{first}"), "{}", answer.body);
    let timers = karim.api("GET", &format!("/api/v1/intakes/{first}/timers"), &json!(null)).await.json();
    assert!(timers[0]["running_since"].is_i64(), "{timers}");
    pass(&shop, 10);
    let other = karim.api("POST", &format!("/api/v1/intakes/{second}/timer"), &json!({})).await;
    assert_eq!(other.json()["intake_id"], json!(second), "{}", other.body);
    assert_eq!(running(&shop).await, 1, "the first was stopped");
    assert_eq!(
        samia.api("POST", &format!("/api/v1/intakes/{second}/timer"), &json!({})).await.status,
        StatusCode::FORBIDDEN
    );
});

on_both!(who_repairs_no_more_measures_no_more, |shop| async move {
    let (karim, nadia) = (shop.person(Role::Technician).await, shop.person(Role::Manager).await);
    let id = opened(&karim, plain_intake(&shop).await).await;
    start(&karim, id).await;
    pass(&shop, 10);
    let me = karim.api("GET", "/api/v1/me", &json!(null)).await.json();
    let body = json!({ "version": me["version"], "login": me["login"], "name": me["name"], "role": "sales" });
    let path = format!("/api/v1/users/{}", me["id"].as_str().expect("an id"));
    let saved = nadia.api("PUT", &path, &body).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!(running(&shop).await, 0);
    assert_eq!(minutes(&shop, id).await, [(20_261_124, 10)], "what was measured is written down");
    assert!(!karim.get("/").await.body.contains("my-timer"), "nothing is left that could not be pressed");
});

on_both!(a_colleagues_timer_is_for_a_manager, |shop| async move {
    let (karim, nadia) = (shop.person(Role::Technician).await, shop.person(Role::Manager).await);
    let intake = plain_intake(&shop).await;
    let id = opened(&nadia, intake).await;
    let timer = start(&nadia, id).await["id"].as_str().expect("an id").to_owned();
    for what in ["pause", "stop", "correction"] {
        let answer = karim.api("POST", &format!("/api/v1/timers/{timer}/{what}"), &json!({})).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
    }
    assert!(!karim.get(&format!("/intakes/{intake}")).await.body.contains(&format!("/timers/{timer}/stop")));
    let mine = start(&karim, id).await;
    assert_eq!(act(&nadia, &mine, "pause").await["running_since"], json!(null));
});
