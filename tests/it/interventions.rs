//! Interventions through pages and API.

use std::sync::Arc;

use axum::http::StatusCode;
use fixili::{
    intakes::{Hold, IntakeInput, Outcome, State, Warranty},
    interventions::{self, QuoteAnswer},
    kernel::{
        id::{IntakeId, InterventionId},
        money::{Discount, Money},
    },
    lang::Lang,
    lines::totals,
    settings::Settings,
    users::{
        Role, Who,
        rights::{InterventionsEdit, May},
    },
    web::Cx,
};
use serde_json::json;

use crate::{
    app::{Shop, on_both},
    world_interventions::{file, intake, opened, plain_intake, sheet, spans, user},
};

async fn complete(shop: &Shop, id: InterventionId) {
    let by = May::<InterventionsEdit>::system();
    shop.app
        .write(async |tx| interventions::complete(tx, &by, id, Outcome::Repaired, QuoteAnswer::default()).await)
        .await
        .expect("the work ends");
}

on_both!(an_awaited_part_is_waited_for_until_it_arrives, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = plain_intake(&shop).await;
    let made = karim.post(&format!("/intakes/{intake}/intervention"), &[]).await;
    assert_eq!(made.location(), format!("/intakes/{intake}"), "{}", made.body);
    let twice = karim.post(&format!("/intakes/{intake}/intervention"), &[]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("Une intervention est déjà ouverte"));
    let id = interventions::of_intake(
        &mut shop.app.read().await.expect("a connection"),
        May::<InterventionsEdit>::system().scope(),
        intake,
    )
    .await
    .expect("a read")
    .expect("a sheet")
    .intervention
    .id;
    assert_eq!(file(&shop, intake).await.technician_id, Some(user(&shop, "karim").await.id));
    assert!(sheet(&shop, id).await.intervention.number.starts_with("BI-2026-"));

    let new = format!("/interventions/{id}/parts/new");
    let wrong = karim.post(&new, &[("label", ""), ("quantity", "x"), ("reference", "Micro <b>")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"e-label\"") && wrong.body.contains("id=\"e-quantity\""));
    assert!(wrong.body.contains("Micro &lt;b&gt;"), "what was typed stays");

    shop.app.clock().advance(60_000);
    let screen = [
        ("label", "Écran 15 pouces"),
        ("quantity", "1"),
        ("unit_price", "12 500,50"),
        ("tax_rate", "1900"),
        ("awaited", "1"),
        ("supplier", "Micro Oran"),
        ("expected_on", "2026-12-01"),
    ];
    assert_eq!(karim.post(&new, &screen).await.status, StatusCode::SEE_OTHER);
    shop.app.clock().advance(60_000);
    assert_eq!(karim.post(&new, &[("label", "Nappe"), ("awaited", "1")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(file(&shop, intake).await.hold, Hold::WaitingPart);
    let parts = sheet(&shop, id).await.parts;
    assert_eq!(parts[0].unit_price, Money::minor(1_250_050));
    assert!(parts.iter().all(fixili::interventions::Part::is_awaited));

    shop.app.clock().advance(60_000);
    let first = karim.post(&format!("/parts/{}/arrival", parts[0].id), &[]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(file(&shop, intake).await.hold, Hold::WaitingPart, "another is still awaited");
    shop.app.clock().advance(60_000);
    let last = karim.api("POST", &format!("/api/v1/parts/{}/arrival", parts[1].id), &json!({})).await;
    assert_eq!(last.status, StatusCode::OK, "{}", last.body);
    assert_eq!(file(&shop, intake).await.hold, Hold::None);
    let again = karim.api("POST", &format!("/api/v1/parts/{}/arrival", parts[1].id), &json!({})).await;
    assert_eq!(again.json()["type"], "interventions-not-awaited");

    let told: Vec<_> = spans(&shop, intake).await.into_iter().map(|s| (s.state, s.hold)).collect();
    let work = |hold| (State::InProgress, hold);
    let before = (State::AwaitingIntervention, Hold::None);
    assert_eq!(told, [before, work(Hold::None), work(Hold::WaitingPart), work(Hold::None)]);
});

on_both!(of_two_who_amend_nothing_is_lost, |shop| async move {
    let (karim, nadia) = (shop.person(Role::Technician).await, shop.person(Role::Manager).await);
    let intake = plain_intake(&shop).await;
    let id = opened(&karim, intake).await;
    let path = format!("/interventions/{id}/edit");
    let saved = karim.post(&path, &[("version", "1"), ("diagnosis", "Alimentation <morte>"), ("report", "")]).await;
    assert_eq!(saved.location(), format!("/intakes/{intake}"), "{}", saved.body);

    let typed = [("version", "1"), ("diagnosis", "Carte mère <oxydée>"), ("report", "Nettoyée")];
    let stale = nadia.post(&path, &typed).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("Enregistré maintenant") && stale.body.contains("Karim Bouzid"), "{}", stale.body);
    assert!(stale.body.contains("Alimentation &lt;morte&gt;"), "what is saved now");
    assert!(stale.body.contains("Carte mère &lt;oxydée&gt;") && stale.body.contains("Nettoyée"), "what was typed");
    assert!(stale.body.contains("name=\"version\" value=\"2\""), "saving again works");

    let again =
        nadia.post(&path, &[("version", "2"), ("diagnosis", "Carte mère <oxydée>"), ("report", "Nettoyée")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert_eq!(sheet(&shop, id).await.intervention.diagnosis, "Carte mère <oxydée>");
    let history = nadia.get(&format!("/interventions/{id}/history")).await;
    assert!(history.body.contains("Alimentation &lt;morte&gt;") && history.body.contains("Nadia Benali"));

    let api = format!("/api/v1/interventions/{id}");
    let late = karim.api("PUT", &api, &json!({ "version": 2, "diagnosis": "x" })).await;
    assert_eq!((late.status, late.json()["type"].as_str()), (StatusCode::CONFLICT, Some("error-stale")));
    let fresh = karim.api("PUT", &api, &json!({ "version": 3, "diagnosis": "x", "report": "y" })).await;
    assert_eq!(fresh.json()["intervention"]["version"], 4, "{}", fresh.body);
});

on_both!(a_line_saved_meanwhile_is_shown_beside_what_was_typed, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let id = opened(&karim, plain_intake(&shop).await).await;
    let made = karim.api("POST", &format!("/api/v1/interventions/{id}/parts"), &json!({ "label": "Écran" })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    assert_eq!((&made.json()["quantity"], &made.json()["tax_rate"]), (&json!(1_000), &json!(1_900)));
    let part = made.json()["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/parts/{part}");
    let changed = karim.api("PUT", &path, &json!({ "version": 1, "label": "Dalle", "unit_price": 500_000 })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let form = [("version", "1"), ("label", "Écran mat"), ("quantity", "2")];
    let stale = karim.post(&format!("/parts/{part}/edit"), &form).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("Dalle") && stale.body.contains("Écran mat"));
    assert!(stale.body.contains("name=\"version\" value=\"2\""));
    let negative =
        karim.api("PUT", &path, &json!({ "version": 2, "label": "x", "unit_price": -1, "quantity": 0 })).await;
    assert_eq!(negative.status, StatusCode::UNPROCESSABLE_ENTITY);

    assert_eq!(karim.post(&format!("/parts/{part}/removal"), &[("_key", "r1")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(karim.post(&format!("/parts/{part}/removal"), &[("_key", "r1")]).await.status, StatusCode::SEE_OTHER);
    assert!(sheet(&shop, id).await.parts.is_empty());
    assert_eq!(karim.api("DELETE", &path, &json!({})).await.status, StatusCode::NOT_FOUND);
});

on_both!(the_counter_reads_and_does_not_write, |shop| async move {
    let (karim, samia) = (shop.person(Role::Technician).await, shop.person(Role::Sales).await);
    let intake = plain_intake(&shop).await;
    let refused = samia.post(&format!("/intakes/{intake}/intervention"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let id = opened(&karim, intake).await;
    let part = karim.api("POST", &format!("/api/v1/interventions/{id}/parts"), &json!({ "label": "x" })).await.json();
    let work = json!({ "minutes": 30 });
    let labour = karim.api("POST", &format!("/api/v1/interventions/{id}/labour"), &work).await.json();
    let (part, labour) = (part["id"].as_str().expect("an id"), labour["id"].as_str().expect("an id"));
    let pages = [
        format!("/interventions/{id}/edit"),
        format!("/interventions/{id}/hold"),
        format!("/interventions/{id}/handover"),
        format!("/interventions/{id}/parts/new"),
        format!("/interventions/{id}/labour/new"),
        format!("/parts/{part}/edit"),
        format!("/labour/{labour}/edit"),
        format!("/intakes/{intake}/reopening"),
        format!("/intakes/{intake}/warranty-ruling"),
        format!("/intakes/{intake}/intervention"),
    ];
    let buttons = [format!("/parts/{part}/removal"), format!("/labour/{labour}/removal")];
    for path in &pages {
        assert_eq!(samia.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(karim.get(path).await.status, StatusCode::OK, "{path}");
    }
    for path in pages.iter().chain(&buttons) {
        assert_eq!(samia.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for (method, path) in [
        ("PUT", format!("/interventions/{id}")),
        ("POST", format!("/interventions/{id}/hold")),
        ("POST", format!("/interventions/{id}/handover")),
        ("POST", format!("/interventions/{id}/parts")),
        ("POST", format!("/interventions/{id}/labour")),
        ("PUT", format!("/parts/{part}")),
        ("DELETE", format!("/parts/{part}")),
        ("PUT", format!("/labour/{labour}")),
        ("DELETE", format!("/labour/{labour}")),
        ("POST", format!("/intakes/{intake}/intervention")),
        ("POST", format!("/intakes/{intake}/reopening")),
        ("POST", format!("/intakes/{intake}/warranty-ruling")),
    ] {
        let answer = samia.api(method, &format!("/api/v1{path}"), &json!({ "version": 1 })).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
    }
    assert_eq!(samia.get(&format!("/interventions/{id}/history")).await.status, StatusCode::OK);
    assert_eq!(samia.api("GET", &format!("/api/v1/interventions/{id}"), &json!(null)).await.status, StatusCode::OK);
});

on_both!(a_file_is_handed_over_in_writing, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = plain_intake(&shop).await;
    let id = opened(&karim, intake).await;
    let path = format!("/interventions/{id}/handover");
    let (mine, nadia, samia) = (user(&shop, "karim").await, user(&shop, "nadia").await, user(&shop, "samia").await);
    for (to, why) in
        [("", "À choisir"), (&*mine.id.to_string(), "déjà le technicien"), (&*samia.id.to_string(), "technicien actif")]
    {
        let refused = karim.post(&path, &[("technician", to)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(why), "{why}");
    }
    let done = karim.post(&path, &[("technician", &nadia.id.to_string())]).await;
    assert_eq!(done.location(), format!("/intakes/{intake}"), "{}", done.body);
    assert_eq!(file(&shop, intake).await.technician_id, Some(nadia.id));
    let history = karim.get(&format!("/interventions/{id}/history")).await.body;
    assert!(history.contains("Karim Bouzid") && history.contains("Nadia Benali"));
    assert_eq!(spans(&shop, intake).await.len(), 2, "handing over is no other state");
});

on_both!(labour_is_typed_as_people_write_time_and_sums_up, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let id = opened(&karim, plain_intake(&shop).await).await;
    let path = format!("/interventions/{id}/labour/new");
    for minutes in ["", "1 h 75", "25 h", "midi"] {
        let wrong = karim.post(&path, &[("minutes", minutes)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{minutes}");
        assert!(wrong.body.contains("id=\"e-minutes\""), "{minutes}");
    }
    let tomorrow = karim.post(&path, &[("minutes", "30"), ("worked_on", "2026-11-25")]).await;
    assert!(tomorrow.body.contains("id=\"e-worked_on\""));
    for form in [[("minutes", "1 h 30"), ("label", "Démontage")], [("minutes", "30"), ("label", "")]] {
        assert_eq!(karim.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    }
    let now = sheet(&shop, id).await;
    assert_eq!(now.labour.iter().map(|l| l.minutes).sum::<i64>(), 120);
    let sums = totals(&now.lines("Main-d'œuvre"), Discount::None);
    assert_eq!((sums.net, sums.total), (Money::minor(400_000), Money::minor(476_000)));

    let nobody = karim
        .api(
            "PUT",
            &format!("/api/v1/labour/{}", now.labour[0].id),
            &json!({ "version": 1, "minutes": 60, "technician_id": "0000000000001" }),
        )
        .await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", nobody.body);
    let edit = format!("/labour/{}/edit", now.labour[0].id);
    assert!(karim.get(&edit).await.body.contains("1\u{a0}h\u{a0}30"));
    let edited = karim.post(&edit, &[("version", "1"), ("minutes", "1\u{a0}h"), ("label", "Démontage")]).await;
    assert_eq!(edited.status, StatusCode::SEE_OTHER, "{}", edited.body);
    karim.post(&format!("/labour/{}/removal", now.labour[1].id), &[]).await;
    assert_eq!(sheet(&shop, id).await.labour.iter().map(|l| l.minutes).collect::<Vec<_>>(), [60]);
});

on_both!(work_that_ended_goes_on_for_a_reason, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = plain_intake(&shop).await;
    let id = opened(&karim, intake).await;
    let path = format!("/intakes/{intake}/reopening");
    let early = karim.post(&path, &[("reason", "x")]).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("pas terminée"));
    shop.app.clock().advance(60_000);
    complete(&shop, id).await;
    let closed = karim.post(&format!("/interventions/{id}/edit"), &[("version", "1"), ("report", "Trop tard")]).await;
    assert!(closed.body.contains("rouvrez-la") && closed.body.contains("Trop tard"));
    let silent = karim.post(&path, &[("reason", "  ")]).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.body.contains("id=\"e-reason\""));
    shop.app.clock().advance(60_000);
    let done = karim.post(&path, &[("reason", "La panne est revenue")]).await;
    assert_eq!(done.location(), format!("/intakes/{intake}"), "{}", done.body);
    let now = file(&shop, intake).await;
    assert_eq!((now.state, now.outcome, now.completed_at), (State::InProgress, None, None));
    let history = karim.get(&format!("/interventions/{id}/history")).await.body;
    assert!(history.contains("La panne est revenue") && history.contains("Réparé"), "{history}");
    let states: Vec<_> = spans(&shop, intake).await.into_iter().map(|s| s.state).collect();
    assert_eq!(states, [State::AwaitingIntervention, State::InProgress, State::Completed, State::InProgress]);
});

on_both!(a_warranty_that_pays_makes_lines_cost_nothing, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let plain = plain_intake(&shop).await;
    let none = karim.post(&format!("/intakes/{plain}/warranty-ruling"), &[("ruling", "covered")]).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("pas sous garantie"));

    let input = IntakeInput { fault: "x".into(), warranty: Some(Warranty::Shop), ..IntakeInput::default() };
    let intake = intake(&shop, &input).await;
    let id = opened(&karim, intake).await;
    let part = json!({ "label": "Batterie", "unit_price": 900_000 });
    karim.api("POST", &format!("/api/v1/interventions/{id}/parts"), &part).await;
    let path = format!("/intakes/{intake}/warranty-ruling");
    assert_eq!(karim.post(&path, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(karim.post(&path, &[("ruling", "covered")]).await.status, StatusCode::SEE_OTHER);
    karim.api("POST", &format!("/api/v1/interventions/{id}/labour"), &json!({ "minutes": 30 })).await;
    let total = |sheet: &interventions::Sheet| totals(&sheet.lines("x"), Discount::None).total;
    assert_eq!(total(&sheet(&shop, id).await), Money::ZERO);
    let back = karim.api("POST", &format!("/api/v1{path}"), &json!({ "ruling": "not_covered" })).await;
    assert_eq!(back.json()["warranty_ruling"], "not_covered", "{}", back.body);
    assert_eq!(total(&sheet(&shop, id).await), Money::minor(1_190_000));
});

/// What the page of a file shows of the sheet to someone.
async fn panel(shop: &Shop, login: &str, lang: Lang, intake: IntakeId) -> String {
    let settings = Settings::default();
    let cx = Cx {
        who: Some(Who::from(&user(shop, login).await)),
        l: lang,
        f: settings.formats(lang),
        settings: Arc::new(settings),
        settings_version: 0,
        theme: None,
        path: String::new(),
        here: String::new(),
        unread: 0,
        timers: Vec::new(),
        flash: None,
        undo: None,
        now: shop.app.now(),
        mark: String::new(),
    };
    let scope = May::<InterventionsEdit>::system().scope();
    let mut conn = shop.app.read().await.expect("a connection");
    let sheet = interventions::of_intake(&mut conn, scope, intake).await.expect("a read");
    let file = fixili::intakes::find(&mut conn, scope, intake).await.expect("a file");
    interventions::panel(&cx, &file, sheet.as_ref(), None, &|_| "Quelqu'un".into()).into_string()
}

on_both!(the_panel_offers_what_the_reader_may_do_now, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = plain_intake(&shop).await;
    assert!(panel(&shop, "karim", Lang::Fr, intake).await.contains("Ouvrir l'intervention"));
    assert!(!panel(&shop, "samia", Lang::Fr, intake).await.contains("/intervention\""));
    let id = opened(&karim, intake).await;
    let part = json!({ "label": "Écran", "unit_price": 1_000_000, "awaited": true, "expected_on": 20_261_120 });
    karim.api("POST", &format!("/api/v1/interventions/{id}/parts"), &part).await;
    let french = panel(&shop, "karim", Lang::Fr, intake).await;
    for shown in ["/completion", "/parts/new", "/arrival", "En attente de pièce", "En retard", "11\u{a0}900,00\u{a0}DA"]
    {
        assert!(french.contains(shown), "{shown} in {french}");
    }
    let counter = panel(&shop, "samia", Lang::Ar, intake).await;
    assert!(counter.contains("في انتظار قطعة غيار"), "{counter}");
    assert!(!counter.contains("<form") && !counter.contains("/edit"), "the counter reads: {counter}");
    karim.api("POST", &format!("/api/v1/interventions/{id}/hold"), &json!({ "hold": "none" })).await;
    for part in sheet(&shop, id).await.parts {
        karim.api("DELETE", &format!("/api/v1/parts/{}", part.id), &json!({})).await;
    }
    complete(&shop, id).await;
    let ended = panel(&shop, "karim", Lang::En, intake).await;
    assert!(ended.contains("/reopening") && !ended.contains("/parts/new") && ended.contains("Repaired"), "{ended}");
});

on_both!(a_wait_pressed_by_mistake_is_taken_back, |shop| async move {
    let file = plain_intake(&shop).await;
    let (karim, nadia) = (shop.person(Role::Technician).await, shop.person(Role::Manager).await);
    let opened = karim.api("POST", &format!("/api/v1/intakes/{file}/intervention"), &json!({})).await.json();
    let sheet = opened["intervention"]["id"].as_str().expect("an id").to_owned();
    let (hold, undo) = (format!("/interventions/{sheet}/hold"), format!("/interventions/{sheet}/hold/undo"));
    let held = async || {
        let file = karim.api("GET", &format!("/api/v1/intakes/{file}"), &json!(null)).await.json();
        file["hold"].as_str().expect("a hold").to_owned()
    };
    assert_eq!(karim.post(&undo, &[]).await.status, StatusCode::CONFLICT, "nothing was changed");
    shop.app.clock().advance(1);
    let changed = karim.post(&hold, &[("hold", "waiting_labour")]).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    assert!(changed.headers["set-cookie"].to_str().expect("text").starts_with("flash=held"), "the message offers it");
    assert_eq!(nadia.post(&undo, &[]).await.status, StatusCode::CONFLICT, "only who did it");
    assert_eq!(karim.post(&undo, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(held().await, "none");
    assert_eq!(karim.post(&undo, &[]).await.status, StatusCode::CONFLICT, "an undoing is not undone");

    // what another act brought with it is not undone either
    let part = karim
        .api("POST", &format!("/api/v1/interventions/{sheet}/parts"), &json!({ "label": "Nappe", "awaited": true }))
        .await;
    let part = part.json()["id"].as_str().expect("an id").to_owned();
    shop.app.clock().advance(1);
    karim.api("POST", &format!("/api/v1/parts/{part}/arrival"), &json!({})).await;
    assert_eq!(karim.post(&undo, &[]).await.status, StatusCode::CONFLICT, "the part is there");
    assert_eq!(held().await, "none");

    karim.post(&hold, &[("hold", "waiting_labour")]).await;
    shop.app.clock().advance(16_000);
    assert_eq!(karim.post(&undo, &[]).await.status, StatusCode::CONFLICT, "too late");
    assert_eq!(held().await, "waiting_labour");
    karim.post(&hold, &[("hold", "none")]).await;
    karim.api("POST", &format!("/api/v1/interventions/{sheet}/labour"), &json!({ "minutes": 5 })).await;
    assert_eq!(karim.post(&undo, &[]).await.status, StatusCode::CONFLICT, "something else happened");
});
