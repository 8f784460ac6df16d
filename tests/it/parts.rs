//! Parts used before, and parts that are asked for, ordered and arrive.

use axum::http::StatusCode;
use fixili::{args, parts, users::Role};
use serde_json::{Value, json};

use crate::{
    app::{Person, on_both},
    world_interventions::{file, opened, plain_intake},
};

async fn add(person: &Person, sheet: impl std::fmt::Display, label: &str, reference: &str, price: i64) {
    let part = json!({ "label": label, "reference": reference, "unit_price": price });
    let answer = person.api("POST", &format!("/api/v1/interventions/{sheet}/parts"), &part).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
}

async fn known(person: &Person, q: &str) -> Vec<(String, i64)> {
    let all = person.api("GET", &format!("/api/v1/parts/known?q={q}"), &json!(null)).await.json();
    let all = all.as_array().expect("a list").clone();
    all.iter()
        .map(|p| (p["label"].as_str().expect("a label").to_owned(), p["unit_price"].as_i64().expect("a price")))
        .collect()
}

on_both!(what_was_used_before_is_found_with_its_last_price, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let sheet = opened(&karim, plain_intake(&shop).await).await;
    add(&karim, sheet, "Dalle Zéphyr 15,6", "ZP-156/WF", 900_000).await;
    add(&karim, sheet, "Dalle zephyr 15,6", "zp156wf", 950_000).await;
    add(&karim, sheet, "Zébrure de câble", "", 10_000).await;
    assert_eq!(
        known(&karim, "ze").await[0],
        ("Dalle zephyr 15,6".to_owned(), 950_000),
        "one part, the last price, most used"
    );
    assert_eq!(known(&karim, "zeph+dal").await.len(), 1);
    assert_eq!(known(&karim, "zeph+cable").await.len(), 0, "every word");
    assert_eq!(known(&karim, "ZP156-WF").await.len(), 1, "a scan, whatever its signs");
    assert_eq!(known(&karim, "%25").await.len(), 0);
    let options = karim.get("/parts/options?label=zp156wf").await;
    assert!(
        options.body.contains("data-sure") && options.body.contains("&quot;unit_price&quot;:&quot;9500&quot;"),
        "{}",
        options.body
    );
    assert!(!karim.get("/parts/options?label=zeph").await.body.contains("data-sure"));

    // what was used before there was this list is learnt once, and gives the same answers
    let before = known(&karim, "ze").await;
    shop.app
        .write(async |tx| {
            tx.exec("delete from known_part_words", args![]).await?;
            tx.exec("delete from known_parts", args![]).await?;
            tx.exec("delete from known_parts_since", args![]).await
        })
        .await
        .expect("forgotten");
    parts::catch_up(&shop.app).await.expect("learnt");
    parts::catch_up(&shop.app).await.expect("learnt once");
    assert_eq!(known(&karim, "ze").await, before);
});

on_both!(a_part_asked_for_without_its_price_keeps_the_known_one, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let sheet = opened(&karim, plain_intake(&shop).await).await;
    add(&karim, sheet, "Carte mère Zircon", "ZR-9", 500_000).await;
    let asked = karim
        .post(
            &format!("/interventions/{sheet}/parts/request"),
            &[("label", "carte mere zircon"), ("reference", "zr9"), ("quantity", "1")],
        )
        .await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    assert_eq!(known(&karim, "zircon").await.iter().map(|part| part.1).collect::<Vec<_>>(), [500_000]);
    karim.post(&format!("/interventions/{sheet}/edit"), &[("version", "1"), ("report", "fait")]).await;
    let page = karim.get(&format!("/interventions/{sheet}/completion")).await.body;
    assert!(page.contains("encore attendue") && !page.contains("facturé à 0"), "an awaited part is not billed yet");
});

on_both!(a_part_is_asked_for_ordered_and_arrives, |shop| async move {
    let (karim, samia) = (shop.person(Role::Technician).await, shop.person(Role::Sales).await);
    let intake = plain_intake(&shop).await;
    let sheet = opened(&karim, intake).await;
    let request = format!("/interventions/{sheet}/parts/request");
    let wrong = karim.post(&request, &[("label", ""), ("supplier", "Pièces Oran")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Pièces Oran"), "what was typed stays");
    let asked = [("_key", "r1"), ("label", "Ventilateur Kolibri"), ("quantity", "2"), ("supplier", "Pièces Oran")];
    for _ in 0..2 {
        assert_eq!(karim.post(&request, &asked).await.location(), format!("/intakes/{intake}"));
    }
    assert_eq!(file(&shop, intake).await.hold, fixili::intakes::Hold::WaitingPart);
    assert!(samia.get("/notices").await.body.contains("Une pièce est à commander"));
    assert!(!karim.get("/notices").await.body.contains("Une pièce est à commander"), "not to who asked");

    let list = |state: &str| format!("/api/v1/parts/awaited?q=kolibri&state={state}");
    let rows = samia.api("GET", &list("to_order"), &json!(null)).await.json();
    assert_eq!((rows.as_array().map(Vec::len), &rows[0]["asked_by"]), (Some(1), &json!("Karim Bouzid")));
    let part = rows[0]["id"].as_str().expect("an id").to_owned();
    assert!(samia.get("/parts/awaited?q=kolibri").await.body.contains("Ventilateur Kolibri"));

    let order = format!("/parts/{part}/order");
    assert_eq!(samia.get(&order).await.status, StatusCode::OK);
    let dates =
        [("version", "1"), ("supplier", "Pièces Oran"), ("ordered_on", "2026-11-20"), ("expected_on", "2026-11-19")];
    let refused = samia.post(&order, &dates).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "expected before it is ordered");
    let dates =
        [("version", "1"), ("supplier", "Pièces Oran"), ("ordered_on", "2026-11-20"), ("expected_on", "2026-11-23")];
    assert_eq!(samia.post(&order, &dates).await.location(), "/parts/awaited?state=ordered");
    let stale = samia.post(&order, &dates).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was quicker");
    assert!(stale.body.contains("name=\"version\" value=\"2\""));
    for (state, count) in [("to_order", 0), ("ordered", 1), ("late", 1), ("arrived", 0)] {
        let rows: Value = samia.api("GET", &list(state), &json!(null)).await.json();
        assert_eq!(rows.as_array().map(Vec::len), Some(count), "{state}");
    }
    let arrived = samia.post(&format!("/parts/{part}/arrival?from=list"), &[("_key", "a1")]).await;
    assert_eq!(arrived.location(), "/parts/awaited?state=ordered", "sales receive parts too");
    assert_eq!(file(&shop, intake).await.hold, fixili::intakes::Hold::None);
    assert!(karim.get("/notices").await.body.contains("La pièce attendue est arrivée"));
    let rows = samia.api("GET", &list("arrived"), &json!(null)).await.json();
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    assert_eq!(samia.post(&request, &asked).await.status, StatusCode::FORBIDDEN);
});
