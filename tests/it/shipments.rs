//! Partners, and shipments out and back.

use axum::http::StatusCode;
use fixili::{
    args,
    intakes::{self, Hold, Outcome, State},
    kernel::{
        actor::Actor,
        id::{IntakeId, InterventionId},
        time::At,
    },
    users::{Role, rights::Scope},
};
use serde_json::{Value, json};

use crate::{
    app::{Person, Shop, on_both},
    world,
};

/// Prepares a shipment through the API; its id.
async fn prepared(person: &Person, intake: IntakeId, body: &Value) -> String {
    let made = person.api("POST", &format!("/api/v1/intakes/{intake}/shipments"), body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()["id"].as_str().expect("an id").to_owned()
}

/// Prepares a shipment and lets it leave; its id.
async fn sent(person: &Person, intake: IntakeId, body: &Value) -> String {
    let id = prepared(person, intake, body).await;
    let left = person.api("POST", &format!("/api/v1/shipments/{id}/dispatch"), &json!({})).await;
    assert_eq!(left.status, StatusCode::OK, "{}", left.body);
    id
}

/// A technician works on a file and waits for a part.
async fn begin_work(shop: &Shop, intake: IntakeId) {
    let begun = shop.app.write(async |tx| {
        let before = intakes::lock(tx, Scope::Shop, intake).await?;
        let (sheet, now): (InterventionId, At) = (tx.new_id(), tx.now());
        tx.exec(
            "insert into interventions (id, number, intake_id, diagnosis, report, opened_at, version) values ($1, $2, $3, '', '', $4, 1)",
            args![sheet, "BI-TEST", intake, now],
        )
        .await?;
        intakes::advance(tx, Actor::System, &before, |file| {
            file.state = State::InProgress;
            file.hold = Hold::WaitingPart;
        })
        .await
    });
    begun.await.expect("the intervention is open");
}

async fn spans(shop: &Shop, intake: IntakeId) -> Vec<(State, Hold)> {
    let mut conn = shop.app.read().await.expect("a connection");
    let spans = intakes::spans(&mut conn, intake).await.expect("spans");
    assert_eq!(spans.iter().filter(|span| span.ended_at.is_none()).count(), 1, "one span runs");
    spans.into_iter().map(|span| (span.state, span.hold)).collect()
}

on_both!(what_nobody_works_on_goes_out_and_comes_back, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = world::intake(&shop).await;
    let form = [
        ("_key", "k1"),
        ("partner_name", "Centre Agréé"),
        ("carrier", "Yalidine"),
        ("tracking_number", "YAL-12"),
        ("contents", "Chargeur"),
        ("seal", "S 77"),
        ("erasure_consent", "allowed"),
        ("under_warranty", "1"),
        ("expected_on", "2026-12-01"),
    ];
    let page = format!("/intakes/{intake}/shipments/new");
    assert_eq!(karim.get(&page).await.status, StatusCode::OK);
    let made = karim.post(&page, &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert_eq!(made.location(), format!("/intakes/{intake}"));
    assert_eq!(karim.post(&page, &form).await.location(), made.location(), "a second sending makes no second one");
    assert_eq!(world::file(&shop, intake).await.state, State::AwaitingIntervention, "preparing changes nothing");

    let all = karim.api("GET", &format!("/api/v1/intakes/{intake}/shipments"), &json!(null)).await.json();
    let shipment = &all[0];
    assert_eq!(shipment["number"], "BX-2026-000001");
    assert_eq!(shipment["partner_name"], "Centre Agréé");
    assert_eq!((&shipment["state"], &shipment["erasure_consent"]), (&json!("prepared"), &json!("allowed")));
    assert!(shipment["under_warranty_since"].is_i64());
    let id = shipment["id"].as_str().expect("an id");

    let left = karim.post(&format!("/shipments/{id}/dispatch"), &[("_key", "k2")]).await;
    assert_eq!(left.location(), format!("/intakes/{intake}"));
    assert_eq!(world::file(&shop, intake).await.state, State::Shipped);
    assert!(karim.get("/shipments").await.body.contains("BX-2026-000001"));

    let empty = karim.post(&format!("/shipments/{id}/reception"), &[("work_done", "Carte mère changée")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("id=\"e-result\"") && empty.body.contains("Carte mère changée"));
    let back = [("result", "repaired"), ("work_done", "Carte mère changée"), ("cost", "12 500,00")];
    let received = karim.post(&format!("/shipments/{id}/reception"), &back).await;
    assert_eq!(received.status, StatusCode::SEE_OTHER, "{}", received.body);
    let file = world::file(&shop, intake).await;
    assert_eq!((file.state, file.outcome), (State::AwaitingIntervention, None));
    let shipment = karim.api("GET", &format!("/api/v1/shipments/{id}"), &json!(null)).await.json();
    assert_eq!((&shipment["state"], &shipment["cost"]), (&json!("received"), &json!(1_250_000)));
    assert_eq!(
        spans(&shop, intake).await,
        [
            (State::AwaitingIntervention, Hold::None),
            (State::Shipped, Hold::None),
            (State::AwaitingIntervention, Hold::None)
        ]
    );

    prepared(&karim, intake, &json!({ "partner_name": " centre AGREE " })).await;
    let partners = karim.api("GET", "/api/v1/partners", &json!(null)).await.json();
    assert_eq!(partners["rows"].as_array().map(Vec::len), Some(1), "a known name makes no second partner");
});

on_both!(work_goes_on_where_it_stood, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = world::intake(&shop).await;
    begin_work(&shop, intake).await;
    let id = sent(&karim, intake, &json!({ "partner_name": "HP Alger" })).await;
    assert_eq!(world::file(&shop, intake).await.state, State::Shipped);
    let back =
        karim.api("POST", &format!("/api/v1/shipments/{id}/reception"), &json!({ "result": "not_repairable" })).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.body);
    let file = world::file(&shop, intake).await;
    assert_eq!((file.state, file.hold), (State::InProgress, Hold::WaitingPart), "the hold outlasts the journey");
    assert_eq!(
        spans(&shop, intake).await,
        [
            (State::AwaitingIntervention, Hold::None),
            (State::InProgress, Hold::WaitingPart),
            (State::Shipped, Hold::None),
            (State::InProgress, Hold::WaitingPart)
        ]
    );
});

on_both!(an_exchange_changes_the_serial_number, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = world::intake(&shop).await;
    let id = sent(&karim, intake, &json!({ "partner_name": "HP Alger" })).await;
    let reception = format!("/api/v1/shipments/{id}/reception");
    let without = karim.api("POST", &reception, &json!({ "result": "exchanged" })).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(without.json()["fields"][0]["code"], "shipments-new-serial-needed");
    let back = karim.api("POST", &reception, &json!({ "result": "exchanged", "new_serial": " NEW-9 " })).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.body);
    assert_eq!((&back.json()["old_serial"], &back.json()["new_serial"]), (&json!("5CD1234X"), &json!("NEW-9")));
    let equipment = world::file(&shop, intake).await.equipment_id;
    let thing = karim.api("GET", &format!("/api/v1/equipment/{equipment}"), &json!(null)).await.json();
    assert_eq!((&thing["serial"], &thing["version"]), (&json!("NEW-9"), &json!(2)));
});

on_both!(a_manager_declares_a_shipment_lost, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let nadia = shop.person(Role::Manager).await;
    let intake = world::intake(&shop).await;
    let id = sent(&karim, intake, &json!({ "partner_name": "HP Alger" })).await;
    let loss = format!("/shipments/{id}/loss");
    assert_eq!(karim.get(&loss).await.status, StatusCode::FORBIDDEN);
    assert_eq!(karim.post(&loss, &[("reason", "Volé")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(nadia.get(&loss).await.status, StatusCode::OK);
    assert_eq!(nadia.post(&loss, &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world::file(&shop, intake).await.state, State::Shipped);
    assert_eq!(nadia.post(&loss, &[("reason", "Volé en route")]).await.location(), format!("/intakes/{intake}"));
    let file = world::file(&shop, intake).await;
    assert_eq!((file.state, file.outcome), (State::Completed, Some(Outcome::Lost)));
    assert_eq!(file.completed_at, Some(shop.app.now()));
    let back = karim.api("POST", &format!("/api/v1/shipments/{id}/reception"), &json!({ "result": "repaired" })).await;
    assert_eq!(back.json()["type"], "shipments-is-lost");
});

on_both!(a_shipment_leaves_once_and_a_file_has_one, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = world::intake(&shop).await;
    let path = format!("/api/v1/intakes/{intake}/shipments");
    let id = prepared(&karim, intake, &json!({ "partner_name": "HP Alger" })).await;
    let second = karim.api("POST", &path, &json!({ "partner_name": "Dell" })).await;
    assert_eq!((second.status, &second.json()["type"]), (StatusCode::CONFLICT, &json!("shipments-another-open")));

    let at = format!("/api/v1/shipments/{id}");
    let changed = karim.api("PUT", &at, &json!({ "version": 1, "partner_name": "Dell", "carrier": "EMS" })).await;
    assert_eq!((&changed.json()["partner_name"], &changed.json()["version"]), (&json!("Dell"), &json!(2)));
    let form = [("version", "1"), ("partner_name", "Dell"), ("carrier", "DHL")];
    let stale = karim.post(&format!("/shipments/{id}/edit"), &form).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("DHL") && stale.body.contains("name=\"version\" value=\"2\""), "saving again is meant");

    let cancelled = karim.api("POST", &format!("{at}/cancellation"), &json!({})).await;
    assert_eq!(cancelled.status, StatusCode::OK, "{}", cancelled.body);
    let refused = karim.api("POST", &format!("{at}/dispatch"), &json!({})).await;
    assert_eq!(refused.json()["type"], "shipments-is-cancelled");
    assert_eq!(world::file(&shop, intake).await.state, State::AwaitingIntervention);

    let id = sent(&karim, intake, &json!({ "partner_name": "Dell" })).await;
    let at = format!("/api/v1/shipments/{id}");
    let again = karim.api("POST", &format!("{at}/dispatch"), &json!({})).await;
    assert_eq!((again.status, &again.json()["type"]), (StatusCode::CONFLICT, &json!("shipments-is-out")));
    let edited = karim.api("PUT", &at, &json!({ "version": 2, "partner_name": "Dell" })).await;
    assert_eq!(edited.json()["type"], "shipments-is-out");
    let third = karim.api("POST", &path, &json!({ "partner_name": "Dell" })).await;
    assert_eq!(third.json()["type"], "intakes-is-away");
});

on_both!(sales_read_shipments_and_partners_only, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let samia = shop.person(Role::Sales).await;
    let intake = world::intake(&shop).await;
    let id = prepared(&karim, intake, &json!({ "partner_name": "HP Alger" })).await;
    for path in ["/shipments", "/shipments?state=prepared", "/partners", "/partners/options?partner_name=hp"] {
        let answer = samia.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.body.contains(&format!("/shipments/{id}/dispatch")), "no button in {path}");
    }
    for path in [
        "/partners".to_owned(),
        format!("/intakes/{intake}/shipments/new"),
        format!("/shipments/{id}/edit"),
        format!("/shipments/{id}/dispatch"),
        format!("/shipments/{id}/cancellation"),
        format!("/shipments/{id}/reception"),
        format!("/shipments/{id}/loss"),
    ] {
        assert_eq!(samia.post(&path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let api = samia.api("POST", &format!("/api/v1/shipments/{id}/dispatch"), &json!({})).await;
    assert_eq!(api.status, StatusCode::FORBIDDEN);
});

on_both!(what_is_out_is_listed_late_first, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    for expected in [json!(null), json!(20_261_210), json!(20_261_125)] {
        let intake = world::intake(&shop).await;
        sent(&karim, intake, &json!({ "partner_name": "HP Alger", "expected_on": expected })).await;
    }
    let past = json!({ "partner_name": "HP Alger", "expected_on": 20_261_123 });
    let past = karim.api("POST", &format!("/api/v1/intakes/{}/shipments", world::intake(&shop).await), &past).await;
    assert_eq!(past.json()["fields"][0]["code"], "shipments-expected-past");
    shop.app.clock().advance(3 * 86_400_000);
    let karim = shop.person(Role::Technician).await;
    let rows = karim.api("GET", "/api/v1/shipments", &json!(null)).await.json()["rows"].clone();
    let days: Vec<&Value> = rows.as_array().expect("rows").iter().map(|row| &row["expected_on"]).collect();
    assert_eq!(days, [&json!(20_261_125), &json!(20_261_210), &json!(null)]);
    assert_eq!(rows[0]["equipment"], "HP Pavilion 15");
    let found = karim.api("GET", "/api/v1/shipments?state=all&q=ZERROUKI", &json!(null)).await.json();
    assert_eq!(found["rows"].as_array().map(Vec::len), Some(3));
    let none = karim.api("GET", "/api/v1/shipments?state=returned", &json!(null)).await.json();
    assert_eq!(none["rows"].as_array().map(Vec::len), Some(0));

    let after = "20261125.0000000000000";
    let rest = karim.api("GET", &format!("/api/v1/shipments?after={after}"), &json!(null)).await.json();
    assert_eq!(rest["rows"].as_array().map(Vec::len), Some(3), "the page goes on after a place in the list");
    let page = karim.get("/shipments").await;
    assert_eq!(page.body.matches("chip bad").count(), 1, "one is late");
});

on_both!(a_partner_is_kept_and_archived, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let form = [("name", "Centre Agréé"), ("phone", "021 63 45 67"), ("email", "sav@centre.example")];
    assert_eq!(karim.post("/partners", &form).await.location(), "/partners");
    let wrong = karim.post("/partners", &[("name", "X"), ("phone", "12")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let rows = karim.api("GET", "/api/v1/partners?q=agree", &json!(null)).await.json()["rows"].clone();
    let id = rows[0]["id"].as_str().expect("an id");
    assert_eq!(rows[0]["phone"], "+21321634567");
    assert!(karim.get("/partners/options?partner_name=cent").await.body.contains("partner_id"));

    let at = format!("/api/v1/partners/{id}");
    let edited = karim.api("PUT", &at, &json!({ "version": 1, "name": "Centre Samsung" })).await;
    assert_eq!((&edited.json()["name"], &edited.json()["version"]), (&json!("Centre Samsung"), &json!(2)));
    let stale = karim.post(&format!("/partners/{id}/edit"), &[("version", "1"), ("name", "Autre")]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("value=\"Autre\"") && stale.body.contains("name=\"version\" value=\"2\""));

    assert_eq!(karim.post(&format!("/partners/{id}/archive"), &[]).await.location(), "/partners");
    assert!(!karim.get("/partners/options?partner_name=cent").await.body.contains("partner_id"));
    assert!(karim.get("/partners?archived=1").await.body.contains("Centre Samsung"));
    karim.post(&format!("/partners/{id}/restore"), &[]).await;
    assert!(karim.get("/partners").await.body.contains("Centre Samsung"));
});
