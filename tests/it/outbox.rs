//! What clients are told: written with what happened, sent once, in the shop's words and hours, else a call to make. What goes wrong
//! on the way is in `outbox_faults`.

use axum::http::StatusCode;
use fixili::{
    kernel::id::IntakeId,
    outbox::{OutState, OutWhy},
    users::Role,
};
use serde_json::json;

use crate::{
    app::on_both,
    world_interventions::{opened, plain_intake},
    world_outbox::{Double, Manner, calls, complete, gateway, pass, repaired, states, told, work},
};

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
    let samia = shop.person(Role::Sales).await;
    let found = samia.api("GET", "/api/v1/find?q=zerrouki", &json!(null)).await.json();
    let item = json!({ "equipment": { "category": "Tablette" }, "fault": "x" });
    let body = json!({ "client_id": found["clients"][0]["id"], "items": [item] });
    let made = samia.api("POST", "/api/v1/deposits", &body).await.json();
    let intake: IntakeId = made["intakes"][0]["id"].as_str().expect("an id").parse().expect("an id");
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
