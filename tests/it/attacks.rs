//! What someone tried who wanted more than their rights, to break something, or to make two of one.

use axum::http::StatusCode;
use fixili::users::Role;
use serde_json::{Value, json};

use crate::{
    app::{Person, Shop, on_both, start},
    world, world_interventions,
};

fn code(answer: &Value) -> &str {
    answer["fields"][0]["code"].as_str().or(answer["type"].as_str()).unwrap_or_default()
}

async fn client(person: &Person) -> Value {
    let found = person.api("GET", "/api/v1/find?q=zerrouki", &Value::Null).await.json();
    found["clients"][0].clone()
}

on_both!(an_individual_becomes_a_company_by_a_manager_alone, |shop| async move {
    let (sales, manager) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    let known = client(&sales).await;
    let path = format!("/api/v1/clients/{}", known["id"].as_str().expect("an id"));
    let body = json!({ "version": 1, "kind": "company", "name": known["name"], "phone": "0551 70 60 50" });
    let refused = sales.api("PUT", &path, &body).await;
    assert_eq!(code(&refused.json()), "clients-kind-stays", "{}", refused.body);
    assert!(manager.api("PUT", &path, &body).await.status.is_success());
});

on_both!(a_warranty_is_claimed_and_ruled_by_its_rules, |shop| async move {
    let (technician, manager) = (shop.person(Role::Technician).await, shop.person(Role::Manager).await);
    let intake = world_interventions::plain_intake(&shop).await;
    let path = format!("/api/v1/intakes/{intake}");
    let amend = |version: i64, warranty: &str| json!({ "version": version, "fault": "x", "warranty": warranty });
    let never = technician.api("PUT", &path, &amend(1, "repair")).await;
    assert_eq!(code(&never.json()), "deposits-no-repair-warranty", "it was never repaired here");
    assert!(technician.api("PUT", &path, &amend(1, "shop")).await.status.is_success());
    let sheet = world_interventions::opened(&technician, intake).await;
    let part = json!({ "label": "Dalle", "quantity": 1_000, "unit_price": 100_000 });
    assert!(technician.api("POST", &format!("/api/v1/interventions/{sheet}/parts"), &part).await.status.is_success());
    let rule = |ruling: &str| json!({ "ruling": ruling });
    let ruled = technician.api("POST", &format!("{path}/warranty-ruling"), &rule("covered")).await;
    assert!(ruled.status.is_success(), "{}", ruled.body);
    let price = async || {
        let mut conn = shop.app.read().await.expect("a connection");
        let file = fixili::intakes::find(&mut conn, fixili::users::rights::Scope::Shop, intake).await.expect("a file");
        fixili::dues::of(&mut conn, &file, file.outcome).await.expect("what is due").totals.total.to_minor()
    };
    assert_eq!(price().await, 0);
    assert!(technician.api("PUT", &path, &amend(3, "none")).await.status.is_success());
    assert_eq!(price().await, 119_000, "without the warranty nothing is free");
    assert!(technician.api("PUT", &path, &amend(4, "shop")).await.status.is_success());
    let done = json!({ "outcome": "repaired" });
    let done = technician.api("POST", &format!("/api/v1/interventions/{sheet}/completion"), &done).await;
    assert!(done.status.is_success(), "{}", done.body);
    let late = technician.api("POST", &format!("{path}/warranty-ruling"), &rule("covered")).await;
    assert_eq!(code(&late.json()), "intakes-ruled-too-late");
    assert!(manager.api("POST", &format!("{path}/warranty-ruling"), &rule("covered")).await.status.is_success());
});

on_both!(reasons_and_addresses_are_bounded_in_json_too, |shop| async move {
    let manager = shop.person(Role::Manager).await;
    let intake = world_interventions::plain_intake(&shop).await;
    let long = "x".repeat(20_000);
    let refused = manager.api("POST", &format!("/api/v1/intakes/{intake}/void"), &json!({ "reason": long })).await;
    assert_eq!(code(&refused.json()), "error-too-long", "{}", refused.body);
    for field in ["address", "commune", "warning", "rc"] {
        let body = json!({ "name": "Ali", "phone": "0551 00 00 07", field: long });
        let refused = manager.api("POST", "/api/v1/clients", &body).await;
        assert_eq!(refused.json()["fields"][0]["name"], field, "{}", refused.body);
    }
});

async fn deposit(person: &Person, more: Value) -> (StatusCode, Value) {
    let mut item = json!({ "equipment": { "category": "PC portable" }, "fault": "x" });
    let mut body = json!({ "client": { "name": "Ali Haddad", "phone": "0551 00 00 01" } });
    for (name, value) in more.as_object().expect("fields") {
        if ["deposited_at", "depositor_name", "contact_id"].contains(&name.as_str()) {
            body[name] = value.clone();
        } else {
            item[name] = value.clone();
        }
    }
    body["items"] = json!([item]);
    let answer = person.api("POST", "/api/v1/deposits", &body).await;
    (answer.status, answer.json())
}

on_both!(what_cannot_be_is_refused_at_its_field, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let other = world::intake(&shop).await;
    let long = "W".repeat(201);
    let many: Vec<&str> = vec!["x"; 51];
    let years_ago = start().plus_days(-400).ms();
    for (more, field) in [
        (json!({ "accessories": [long] }), "items.0.accessories"),
        (json!({ "accessories": many }), "items.0.accessories"),
        (json!({ "shelf": long }), "items.0.shelf"),
        (json!({ "warranty_seller": long }), "items.0.warranty_seller"),
        (json!({ "spending_limit": -1 }), "items.0.spending_limit"),
        (json!({ "spending_limit": i64::MAX }), "items.0.spending_limit"),
        (json!({ "advance": -500 }), "items.0.advance"),
        (json!({ "parent_id": "0000000000001" }), "items.0.parent_id"),
        (json!({ "parent_id": other.to_string() }), "items.0.parent_id"),
        (json!({ "files": ["0000000000001"] }), "items.0.files"),
        (json!({ "equipment_id": "0000000000001" }), "items.0.equipment_id"),
        (json!({ "contact_id": "0000000000001" }), "contact_id"),
        (json!({ "depositor_name": long }), "depositor_name"),
        (json!({ "deposited_at": years_ago }), "deposited_at"),
    ] {
        let (status, answer) = deposit(&sales, more.clone()).await;
        assert_eq!(
            (status, answer["fields"][0]["name"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some(field)),
            "{more}: {answer}"
        );
    }
    for unreadable in [
        json!({ "deposited_at": i64::MIN }),
        json!({ "warranty_until": 20_261_399 }),
        json!({ "warranty_until": i64::MAX }),
        json!({ "promised_at": i64::MAX }),
    ] {
        let (status, answer) = deposit(&sales, unreadable.clone()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{unreadable}: {answer}");
    }
    let form = |name: &'static str, value: &'static str| {
        vec![
            ("count", "1"),
            ("kind", "individual"),
            ("client_name", "Zed"),
            ("phone", "0551706051"),
            ("items.0.category", "PC portable"),
            ("items.0.fault", "Ne démarre <plus>"),
            (name, value),
        ]
    };
    for (name, value) in [
        ("deposited_at", "0206-11-24T10:00"),
        ("items.0.warranty_until", "1/1/9223372036854775807"),
        ("items.0.files", "0000000000001"),
        ("items.0.equipment_id", "0000000000001"),
    ] {
        let answer = sales.post("/deposits", &form(name, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        assert!(answer.body.contains("Ne démarre &lt;plus&gt;"), "what was typed stays: {name}");
    }
    let (_, first) = deposit(&sales, json!({})).await;
    assert_eq!(first["intakes"][0]["number"], "BE-2026-000002", "what was refused drew no number");
    assert_ne!(sales.get("/payments?day=1/1/9223372036854775807").await.status, StatusCode::INTERNAL_SERVER_ERROR);
});

on_both!(amounts_versions_and_keys_have_bounds, |shop| async move {
    let (technician, manager) = (shop.person(Role::Technician).await, shop.person(Role::Manager).await);
    let intake = world_interventions::plain_intake(&shop).await;
    let sheet = world_interventions::opened(&technician, intake).await;
    let parts = format!("/api/v1/interventions/{sheet}/parts");
    for part in [
        json!({ "label": "x", "unit_price": i64::MAX, "quantity": 1_000 }),
        json!({ "label": "x", "unit_price": 100, "quantity": i64::MAX }),
    ] {
        assert_eq!(technician.api("POST", &parts, &part).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{part}");
    }
    let labour = json!({ "minutes": 60, "hourly_rate": i64::MAX });
    let labour = technician.api("POST", &format!("/api/v1/interventions/{sheet}/labour"), &labour).await;
    assert_eq!(labour.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stale = json!({ "version": i64::MAX, "diagnosis": "x", "report": "" });
    let stale = technician.api("PUT", &format!("/api/v1/interventions/{sheet}"), &stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);

    // A key that is long or no plain text counts as any other.
    let pay = format!("/api/v1/intakes/{intake}/payments");
    let money = json!({ "kind": "deposit", "means": "cash", "amount": 1_000 });
    for key in ["k".repeat(200), "clé".to_owned()] {
        let keyed = manager.with("idempotency-key", &key);
        let (one, two) = (keyed.api("POST", &pay, &money).await, keyed.api("POST", &pay, &money).await);
        assert_eq!(one.json()["number"], two.json()["number"], "{key}");
    }
    // What was given back is not taken out a second time.
    let payments = manager.api("GET", &pay, &Value::Null).await.json();
    let first = payments[0]["id"].as_str().expect("an id").to_owned();
    let back = json!({ "means": "cash", "amount": 2_000, "reason": "x" });
    assert!(manager.api("POST", &format!("/api/v1/intakes/{intake}/refunds"), &back).await.status.is_success());
    let again = manager.api("POST", &format!("/api/v1/payments/{first}/reversal"), &json!({ "reason": "x" })).await;
    assert_eq!(code(&again.json()), "payments-refunded-already");
});

on_both!(nobody_is_led_elsewhere_and_nothing_private_is_kept, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    for next in [
        "//evil.example",
        "/%09/evil.example",
        "/%0A/evil.example",
        "/%5Cevil.example",
        "https://evil.example",
        "/a%20b",
    ] {
        assert_eq!(sales.get(&format!("/login?next={next}")).await.location(), "/", "{next}");
    }
    let switched = sales.post("/account/language", &[("lang", "en"), ("next", "/\t/evil.example")]).await;
    assert_eq!(switched.location(), "/");
    assert_eq!(sales.get("/login?next=/intakes?q=x").await.location(), "/intakes?q=x");
});

async fn try_to_log_in(shop: &Shop, login: &str, password: &str) -> StatusCode {
    shop.stranger().post("/login", &[("login", login), ("password", password)]).await.status
}

on_both!(guesses_are_few_and_lock_out_their_own_address, |shop| async move {
    for n in 0..12 {
        let status = try_to_log_in(&shop, "samia", "wrong").await;
        let expected = if n < 10 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(status, expected, "try {n}");
    }
    let sales = shop.app.read().await;
    let rows: i64 =
        sales.expect("a connection").one("select max(length(key)) from limits", &[]).await.expect("a number");
    assert!(rows < 80, "a long name takes no more room");
    try_to_log_in(&shop, &"x".repeat(15_000), "wrong").await;
    let rows: i64 = shop
        .app
        .read()
        .await
        .expect("a connection")
        .one("select max(length(key)) from limits", &[])
        .await
        .expect("a number");
    assert!(rows < 80, "a long name takes no more room");
    shop.app.clock().advance(16 * 60_000);
    for _ in 0..60 {
        shop.log_in("karim", "tournevis cruciforme").await;
    }
    let karim = shop.log_in("karim", "tournevis cruciforme").await;
    let guess = [("present", "guess"), ("password", "Un-long-mot-de-passe-9"), ("again", "Un-long-mot-de-passe-9")];
    for n in 0..12 {
        let status = karim.post("/account/password", &guess).await.status;
        let expected = if n < 10 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(status, expected, "guess {n}");
    }
});

on_both!(a_taken_ticket_is_turned_into_a_file_by_those_who_may_close_it, |shop| async move {
    let (sales, technician) = (shop.person(Role::Sales).await, shop.person(Role::Technician).await);
    let client = client(&sales).await["id"].clone();
    let ticket = json!({ "client_id": client, "software": "Excel", "problem": "Ne s'ouvre plus" });
    let made = sales.api("POST", "/api/v1/tickets", &ticket).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let path = format!("/api/v1/tickets/{}", made.json()["id"].as_str().expect("an id"));
    let taken = technician.api("POST", &format!("{path}/take"), &json!({})).await;
    assert!(taken.status.is_success(), "{} {}", taken.status, taken.body);
    let item = json!({ "equipment": { "category": "PC portable" }, "fault": "x" });
    assert_eq!(sales.api("POST", &format!("{path}/conversion"), &item).await.status, StatusCode::FORBIDDEN);
    assert_eq!(technician.api("POST", &format!("{path}/conversion"), &item).await.status, StatusCode::CREATED);
});
