//! Quotes: from the sheet to the client's answer, who may do what, and what the file learns.

use axum::http::StatusCode;
use fixili::{
    intakes::Hold,
    interventions::QuoteAnswer,
    quotes::{self, QuoteState},
    settings,
    users::Role,
};
use serde_json::{Value, json};

use crate::{
    app::{Answer, Person, Shop, on_both},
    world_quotes::{self, File},
};

/// Prepares a quote of a file's sheet and sends it; its id.
async fn sent(person: &Person, file: File, wait: bool) -> String {
    let made = person.api("POST", &format!("/api/v1/intakes/{}/quotes", file.intake), &json!({})).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    let sent = act(person, &id, "sending", json!({ "version": made.json()["version"], "wait": wait })).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    id
}

async fn act(person: &Person, quote: &str, what: &str, body: Value) -> Answer {
    person.api("POST", &format!("/api/v1/quotes/{quote}/{what}"), &body).await
}

async fn get(person: &Person, quote: &str) -> Value {
    person.api("GET", &format!("/api/v1/quotes/{quote}"), &json!(null)).await.json()
}

async fn answer_of(shop: &Shop, file: File) -> QuoteAnswer {
    let mut conn = shop.app.read().await.expect("a connection");
    quotes::answer_of(&mut conn, file.intake).await.expect("an answer")
}

fn yes() -> Value {
    json!({ "accepted": true, "way": "shop", "name": "Leïla" })
}

fn no() -> Value {
    json!({ "accepted": false, "way": "shop", "name": "Leïla", "reason": "Trop cher" })
}

on_both!(a_quote_is_refused_revised_and_accepted, |shop| async move {
    let file = world_quotes::at_work(&shop).await;
    let (sales, technician) = (shop.person(Role::Sales).await, shop.person(Role::Technician).await);
    let first = sent(&sales, file, true).await;
    let quote = get(&sales, &first).await;
    assert_eq!((&quote["state"], &quote["number"]), (&json!("sent"), &json!("DV-2026-000001")));
    assert_eq!((&quote["totals"]["total"], &quote["total"]), (&json!(1_428_000), &json!(1_428_000)));
    assert_eq!(quote["lines"].as_array().map(Vec::len), Some(2));
    assert_eq!(world_quotes::hold(&shop, file).await, Hold::WaitingQuote);
    assert!(answer_of(&shop, file).await.waits);

    let silent = act(&technician, &first, "answer", json!({ "way": "shop", "name": "Leïla" })).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "yes or no is never assumed");
    let refused = act(&technician, &first, "answer", no()).await;
    assert_eq!(refused.json()["state"], "refused", "{}", refused.body);
    assert_eq!(world_quotes::hold(&shop, file).await, Hold::None);
    assert_eq!(answer_of(&shop, file).await, QuoteAnswer { refused: true, waits: false });
    assert_eq!(act(&sales, &first, "answer", yes()).await.json()["type"], "quotes-is-refused");

    let next = act(&sales, &first, "revision", json!({})).await.json();
    assert_eq!((&next["state"], &next["revision"]), (&json!("draft"), &json!(2)));
    assert_eq!(next["number"], "DV-2026-000001");
    assert_eq!(next["lines"].as_array().map(Vec::len), Some(2));
    assert_eq!(act(&sales, &first, "revision", json!({})).await.json()["type"], "quotes-later-revision");
    let next = next["id"].as_str().expect("an id").to_owned();
    assert_eq!(act(&sales, &next, "answer", yes()).await.json()["type"], "quotes-is-draft");
    act(&sales, &next, "sending", json!({ "version": 1 })).await;
    assert_eq!(world_quotes::hold(&shop, file).await, Hold::None, "sent without waiting");

    let by_phone = json!({ "accepted": true, "way": "phone", "name": "Leïla" });
    let missing = act(&sales, &next, "answer", by_phone).await;
    assert_eq!(missing.json()["fields"][0]["name"], "phone");
    let by_phone = json!({ "accepted": true, "way": "phone", "name": "Leïla", "phone": "0551 70 60 50" });
    let accepted = act(&sales, &next, "answer", by_phone).await.json();
    assert_eq!((&accepted["state"], &accepted["answer_phone"]), (&json!("accepted"), &json!("+213551706050")));
    assert_eq!(answer_of(&shop, file).await, QuoteAnswer { refused: false, waits: false });
    assert_eq!(act(&technician, &next, "answer", no()).await.json()["type"], "quotes-is-accepted");
    let mut conn = shop.app.read().await.expect("a connection");
    let accepted = quotes::accepted_of(&mut conn, file.intake).await.expect("a read").expect("a quote");
    assert_eq!((accepted.total.to_minor(), accepted.revision), (1_428_000, 2));
    assert_eq!(get(&sales, &first).await["state"], "refused", "the refused version stays refused");
});

on_both!(sales_send_the_lines_a_technician_wrote, |shop| async move {
    let file = world_quotes::at_work(&shop).await;
    let (sales, technician) = (shop.person(Role::Sales).await, shop.person(Role::Technician).await);
    let path = format!("/api/v1/intakes/{}/quotes", file.intake);
    let line = json!({ "label": "Transport", "unit_price": 100_000 });
    let own = sales.api("POST", &path, &json!({ "lines": [line] })).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "{}", own.body);
    let quote = sales.api("POST", &path, &json!({})).await.json();
    let id = quote["id"].as_str().expect("an id").to_owned();
    let body = json!({ "version": 1, "label": "Transport", "unit_price": 100_000 });
    assert_eq!(act(&sales, &id, "lines", body.clone()).await.status, StatusCode::FORBIDDEN);

    let added = act(&technician, &id, "lines", body.clone()).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.body);
    assert_eq!(added.json()["total"], 1_547_000);
    assert_eq!(act(&technician, &id, "lines", body).await.json()["type"], "error-stale");
    let stale = act(&sales, &id, "sending", json!({ "version": 1 })).await;
    assert_eq!(stale.json()["type"], "error-stale", "what is sent is what was read");

    world_quotes::add_part(&shop, file, "Nappe", false).await;
    let refreshed = act(&sales, &id, "refresh", json!({})).await.json();
    let labels: Vec<_> = refreshed["lines"].as_array().expect("lines").iter().map(|line| &line["label"]).collect();
    assert_eq!(labels, ["Écran 15,6 pouces", "Nappe", "Main-d'œuvre", "Transport"]);
    let transport = refreshed["lines"][3]["id"].as_str().expect("an id").to_owned();
    let removal = format!("/api/v1/quote-lines/{transport}/removal");
    assert_eq!(sales.api("POST", &removal, &json!({})).await.status, StatusCode::FORBIDDEN);
    let removed = technician.api("POST", &removal, &json!({})).await.json();
    assert_eq!(removed["lines"].as_array().map(Vec::len), Some(3));

    let sent = act(&sales, &id, "sending", json!({ "version": removed["version"] })).await;
    assert_eq!(sent.json()["state"], "sent", "{}", sent.body);
    let late = act(&technician, &id, "lines", json!({ "version": 5, "label": "X", "unit_price": 1 })).await;
    assert_eq!(late.json()["type"], "quotes-is-sent");
});

on_both!(a_big_discount_is_a_managers, |shop| async move {
    let file = world_quotes::at_work(&shop).await;
    let (sales, manager) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    let path = format!("/api/v1/intakes/{}/quotes", file.intake);
    let refused = sales.api("POST", &path, &json!({ "discount_share": 2_000 })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json()["fields"][0]["name"], "discount");
    assert_eq!(refused.json()["fields"][0]["code"], "quotes-big-discount");
    let by_amount = sales.api("POST", &path, &json!({ "discount_amount": 120_001 })).await;
    assert_eq!(by_amount.status, StatusCode::UNPROCESSABLE_ENTITY, "more than a tenth of 12 000 DA");
    let quote = sales.api("POST", &path, &json!({ "discount_amount": 120_000 })).await.json();
    assert_eq!((&quote["net"], &quote["total"]), (&json!(1_080_000), &json!(1_285_200)));

    let path = format!("/api/v1/quotes/{}", quote["id"].as_str().expect("an id"));
    let granted = manager.api("PUT", &path, &json!({ "version": 1, "discount_share": 2_000 })).await;
    assert_eq!(granted.json()["net"], 960_000, "{}", granted.body);
    let kept = sales.api("PUT", &path, &json!({ "version": 2, "discount_share": 2_000, "note": "Merci" })).await;
    assert_eq!(kept.status, StatusCode::OK, "what was granted stays: {}", kept.body);
    let more = sales.api("PUT", &path, &json!({ "version": 3, "discount_share": 2_001 })).await;
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
});

on_both!(an_unanswered_quote_expires, |shop| async move {
    let file = world_quotes::at_work(&shop).await;
    let id = sent(&shop.person(Role::Sales).await, file, true).await;
    let zone = settings::current(&mut shop.app.read().await.expect("a connection")).await.expect("settings").zone();
    let due = async || {
        let mut conn = shop.app.read().await.expect("a connection");
        quotes::due_to_expire(&mut conn, shop.app.now().day(&zone)).await.expect("a read")
    };
    shop.app.clock().advance(15 * 86_400_000);
    assert!(due().await.is_empty(), "the last day counts");
    shop.app.clock().advance(86_400_000);
    let sales = shop.person(Role::Sales).await;
    let late = act(&sales, &id, "answer", yes()).await;
    assert_eq!(late.json()["type"], "quotes-is-expired");
    let found = due().await;
    assert_eq!(found.len(), 1);
    for _ in 0..2 {
        shop.app
            .write(async |tx| {
                let settings = settings::current(tx).await?;
                quotes::expire(tx, &settings, found[0]).await
            })
            .await
            .expect("it expires, once");
    }
    assert_eq!(get(&sales, &id).await["state"], "expired");
    assert_eq!(world_quotes::hold(&shop, file).await, Hold::None);
    assert!(!answer_of(&shop, file).await.refused);
    assert_eq!(act(&sales, &id, "answer", yes()).await.status, StatusCode::CONFLICT);
    let next = act(&sales, &id, "revision", json!({})).await;
    assert_eq!(next.status, StatusCode::CREATED, "{}", next.body);
});

on_both!(one_quote_is_open_at_a_time, |shop| async move {
    let file = world_quotes::at_work(&shop).await;
    let technician = shop.person(Role::Technician).await;
    let first = sent(&technician, file, true).await;
    let path = format!("/api/v1/intakes/{}/quotes", file.intake);
    assert_eq!(technician.api("POST", &path, &json!({})).await.json()["type"], "quotes-one-open");
    world_quotes::add_part(&shop, file, "Batterie", true).await;
    assert_eq!(world_quotes::hold(&shop, file).await, Hold::WaitingPart);

    let next = act(&technician, &first, "revision", json!({})).await.json();
    assert_eq!(get(&technician, &first).await["state"], "superseded");
    assert_eq!(act(&technician, &first, "answer", yes()).await.json()["type"], "quotes-is-superseded");
    let next = next["id"].as_str().expect("an id").to_owned();
    act(&technician, &next, "sending", json!({ "version": 1, "wait": true })).await;
    assert_eq!(world_quotes::hold(&shop, file).await, Hold::WaitingQuote);
    let withdrawn = act(&technician, &next, "withdrawal", json!({})).await;
    assert_eq!(withdrawn.json()["state"], "withdrawn", "{}", withdrawn.body);
    assert_eq!(world_quotes::hold(&shop, file).await, Hold::WaitingPart, "the part is still awaited");

    let other = sent(&technician, file, false).await;
    assert_eq!(get(&technician, &other).await["number"], "DV-2026-000002");
    let by = fixili::kernel::actor::Actor::System;
    shop.app.write(async |tx| quotes::withdraw_open(tx, by, file.intake).await).await.expect("withdrawn");
    let mut conn = shop.app.read().await.expect("a connection");
    let scope = fixili::users::rights::May::<fixili::users::rights::Read>::system().scope();
    let states: Vec<_> = quotes::of_intake(&mut conn, scope, file.intake).await.expect("quotes");
    let states: Vec<_> = states.into_iter().map(|quote| quote.state).collect();
    assert_eq!(states, [QuoteState::Withdrawn, QuoteState::Withdrawn, QuoteState::Superseded]);
});

on_both!(the_pages_of_a_quote, |shop| async move {
    let file = world_quotes::at_work(&shop).await;
    let technician = shop.person(Role::Technician).await;
    let new = format!("/intakes/{}/quotes/new", file.intake);
    assert!(technician.get(&new).await.body.contains("value=\"2026-12-09\""), "valid as long as the settings say");
    let wrong = technician.post(&new, &[("discount_kind", "share"), ("discount", "beaucoup")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"e-discount\"") && wrong.body.contains("beaucoup"));
    let made = technician.post(&new, &[("discount_kind", "share"), ("discount", "5"), ("note", "Bonjour")]).await;
    let quote = made.location().to_owned();
    let page = technician.get(&quote).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("13\u{a0}566,00\u{a0}DA") && page.body.contains("Bonjour"), "{}", page.body);

    let edit = format!("{quote}/edit");
    assert!(technician.get(&edit).await.body.contains("Écran 15,6 pouces"));
    let line = [("version", "1"), ("kind", "other"), ("label", "Envoi"), ("unit_price", "500"), ("tax_rate", "0")];
    assert_eq!(technician.post(&format!("{quote}/lines"), &line).await.location(), edit);
    let stale = technician.post(&edit, &[("version", "1"), ("discount_kind", "none"), ("note", "Salut")]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("Salut") && stale.body.contains("Bonjour"), "both texts are shown");
    assert!(stale.body.contains("name=\"version\" value=\"2\""), "saving again works");
    let no_label = technician.post(&format!("{quote}/lines"), &[("version", "2"), ("kind", "labour")]).await;
    assert!(no_label.body.contains("id=\"e-label\"") && no_label.body.contains("id=\"e-minutes\""));

    let sent = technician.post(&format!("{quote}/sending"), &[("version", "2"), ("wait", "1")]).await;
    assert_eq!(sent.location(), format!("/intakes/{}", file.intake));
    assert_eq!(technician.get(&edit).await.status, StatusCode::CONFLICT);
    let answer = format!("{quote}/answer");
    assert_eq!(technician.get(&answer).await.status, StatusCode::OK);
    let unsaid = technician.post(&answer, &[("way", "shop"), ("name", "")]).await;
    assert!(unsaid.body.contains("id=\"e-accepted\"") && unsaid.body.contains("id=\"e-name\""));
    let said = technician.post(&answer, &[("accepted", "yes"), ("way", "email"), ("name", "Leïla")]).await;
    assert_eq!(said.location(), format!("/intakes/{}", file.intake));
    let again = technician.post(&answer, &[("accepted", "yes"), ("way", "email"), ("name", "Leïla")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("déjà accepté"));
    for tab in ["", "?state=accepted", "?state=all&q=dv-2026"] {
        let list = technician.get(&format!("/quotes{tab}")).await;
        assert_eq!(list.status, StatusCode::OK);
        assert_eq!(list.body.contains("DV-2026-000001"), !tab.is_empty(), "{tab}");
    }
});
