//! The page of a new deposit: what its box chooses, what the past knows, drafts.

use axum::http::StatusCode;
use fixili::{drafts, kernel::id::UserId, users::Role};
use serde_json::{Value, json};

use crate::app::{Answer, Person, Shop, on_both};

/// The only client of that name.
async fn client(person: &Person, name: &str) -> String {
    let found = person.api("GET", &format!("/api/v1/find?q={name}"), &Value::Null).await.json();
    found["clients"][0]["id"].as_str().expect("a client").to_owned()
}

/// Zerrouki's laptop comes once; ids of the intake and the equipment.
async fn known_laptop(person: &Person) -> (String, String) {
    let item =
        json!({ "equipment": { "category": "PC portable", "brand": "HP", "serial": "5CD777KLM" }, "fault": "Lent" });
    let body = json!({ "client_id": client(person, "zerrouki").await, "items": [item] });
    let made = person.api("POST", "/api/v1/deposits", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let intake = &made.json()["intakes"][0];
    let id = |field: &str| intake[field].as_str().expect("an id").to_owned();
    (id("id"), id("equipment_id"))
}

/// Presses a button of the form that records nothing.
async fn act(person: &Person, act: &str, typed: &[(&str, &str)]) -> Answer {
    let mut form = vec![("_key", "k1"), ("act", act)];
    form.extend(typed);
    let answer = person.post("/deposits", &form).await;
    assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.body);
    answer
}

async fn vouchers(shop: &Shop) -> i64 {
    let mut conn = shop.app.read().await.expect("a connection");
    conn.one("select count(*) from intakes", &[]).await.expect("a number")
}

fn value(name: &str, value: &str) -> String {
    format!("name=\"{name}\" value=\"{value}\"")
}

on_both!(the_box_chooses_a_client_a_thing_or_the_thing_of_a_file, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let (intake, thing) = known_laptop(&sales).await;
    let owner = client(&sales, "zerrouki").await;
    let offered = sales.get("/deposits/options?box=5cd777").await.body;
    assert!(offered.contains(&format!("data-act=\"equipment-{thing}\" data-sure")), "{offered}");
    let offered = sales.get("/deposits/options?box=%3Ci%3E%22x").await.body;
    assert!(offered.contains("&lt;i&gt;&quot;x") && !offered.contains("<i>"), "{offered}");

    let typed = [("count", "1"), ("items.0.fault", "Écran noir"), ("items.0.code", "2580"), ("box", "zerr")];
    let known = act(&sales, &format!("client-{owner}"), &typed).await.body;
    assert!(known.contains(&value("client_id", &owner)) && known.contains("Écran noir"), "what was typed stays");
    assert!(known.contains(&thing) && known.contains("venu une fois") && known.contains("BE-2026-000001"), "{known}");
    for choice in [format!("equipment-{thing}"), format!("file-{intake}")] {
        let chosen = act(&sales, &choice, &[("count", "1"), ("items.0.fault", "Écran noir")]).await.body;
        assert!(chosen.contains(&value("client_id", &owner)), "a thing brings its client: {choice}");
        assert!(chosen.contains(&format!("{} checked", value("items.0.equipment_id", &thing))), "{choice}");
    }
    // A thing goes where none is told yet, and never to another client.
    let typed = [("count", "1"), ("client_id", owner.as_str()), ("items.0.category", "Écran")];
    let second = act(&sales, &format!("equipment-{thing}"), &typed).await.body;
    assert!(second.contains(&format!("{} checked", value("items.1.equipment_id", &thing))), "{second}");
    let other = client(&sales, "mansouri").await;
    let body = json!({ "category": "Tablette", "serial": "TAB-1" });
    let tablet = sales.api("POST", &format!("/api/v1/clients/{other}/equipment"), &body).await.json();
    let tablet = tablet["id"].as_str().expect("an id").to_owned();
    let typed = [("count", "1"), ("client_id", owner.as_str()), ("items.0.equipment_id", thing.as_str())];
    let refused = act(&sales, &format!("equipment-{tablet}"), &typed).await.body;
    assert!(refused.contains("e-box") && refused.contains(&value("client_id", &owner)), "{refused}");
    let forgotten = act(&sales, "forget", &typed).await.body;
    assert!(!forgotten.contains("name=\"client_id\"") && !forgotten.contains(&thing));
    let found = act(&sales, "find", &[("count", "1"), ("box", "mansouri")]).await.body;
    assert!(found.contains(&value("act", &format!("client-{other}"))), "without JavaScript a button");
    for nobody in ["client-x", "equipment-0000000000000", "file-", "client-0000000000001"] {
        let answer = sales.post("/deposits", &[("_key", "k2"), ("act", nobody)]).await;
        assert!(!answer.status.is_server_error(), "{nobody}: {}", answer.status);
    }
    assert_eq!(vouchers(&shop).await, 1, "nothing was recorded");
});

on_both!(what_a_client_owes_and_a_running_warranty_are_seen_at_once, |shop| async move {
    let (sales, manager) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    let (intake, _) = known_laptop(&sales).await;
    let sheet = manager.api("POST", &format!("/api/v1/intakes/{intake}/intervention"), &json!({})).await.json();
    let sheet = sheet["intervention"]["id"].as_str().expect("an id").to_owned();
    let labour = manager.api("POST", &format!("/api/v1/interventions/{sheet}/labour"), &json!({ "minutes": 60 })).await;
    assert_eq!(labour.status, StatusCode::CREATED, "{}", labour.body);
    let done = json!({ "outcome": "repaired" });
    assert!(manager.api("POST", &format!("/api/v1/interventions/{sheet}/completion"), &done).await.status.is_success());
    let owner = client(&sales, "zerrouki").await;
    let page = format!("/deposits/new?client={owner}");
    assert!(!sales.get(&page).await.body.contains("doit encore"), "nothing is owed before it is given back");
    let released =
        json!({ "collector": "client", "leave_owing": true, "reason": "Paiera demain", "repair_warranty_days": 90 });
    let released = manager.api("POST", &format!("/api/v1/intakes/{intake}/release"), &released).await;
    assert!(released.status.is_success(), "{}", released.body);
    let known = sales.get(&page).await.body;
    assert!(known.contains("doit encore") && known.contains("Sous garantie réparation"), "{known}");
    let owing = released.json()["owing"].as_i64().expect("an amount");
    let paid = json!({ "kind": "balance", "means": "cash", "amount": owing });
    let paid = sales.api("POST", &format!("/api/v1/intakes/{intake}/payments"), &paid).await;
    assert!(paid.status.is_success(), "{}", paid.body);
    assert!(!sales.get(&page).await.body.contains("doit encore"));
});

const TYPED: &[(&str, &str)] = &[
    ("_key", "draft-1"),
    ("count", "1"),
    ("client_name", "Rachid Bensalem"),
    ("phone", "0550 11 22 33"),
    ("kind", "individual"),
    ("items.0.category", "Imprimante"),
    ("items.0.fault", "Bourrage <papier>"),
    ("items.0.priority", "normal"),
    ("items.0.warranty", "none"),
    ("items.0.code_kind", "pin"),
    ("items.0.code", "734911"),
];

async fn user(shop: &Shop, login: &str) -> UserId {
    fixili::users::by_login(&mut shop.app.read().await.expect("a connection"), login).await.expect("a user").id
}

on_both!(a_draft_outlives_everything_but_its_deposit, |shop| async move {
    let (sales, technician) = (shop.person(Role::Sales).await, shop.person(Role::Technician).await);
    for _ in 0..2 {
        assert_eq!(sales.post("/deposits/draft", TYPED).await.status, StatusCode::NO_CONTENT);
    }
    let kept: (i64, String) = shop
        .app
        .read()
        .await
        .expect("a connection")
        .one("select count(*), max(body) from drafts", &[])
        .await
        .expect("a draft");
    assert!(kept.0 == 1 && !kept.1.contains("734911"), "never the unlock code: {}", kept.1);

    let offered = sales.get("/deposits/new").await.body;
    assert!(
        offered.contains("Rachid Bensalem · Imprimante") && offered.contains("/drafts/draft-1/taking"),
        "{offered}"
    );
    let taken = sales.post("/drafts/draft-1/taking", &[]).await;
    let resumed = sales.get(taken.location()).await.body;
    assert!(resumed.contains("Bourrage &lt;papier&gt;") && resumed.contains(&value("_key", "draft-1")), "{resumed}");
    assert!(!technician.get("/deposits/new").await.body.contains("Bensalem"), "one's own alone");
    assert_eq!(technician.get("/deposits/new?draft=draft-1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(technician.post("/drafts/draft-1/taking", &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(technician.post("/drafts/draft-1/removal", &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(technician.post("/deposits/draft", TYPED).await.status, StatusCode::CONFLICT);

    // The same was begun once more and left: it is the one that is recorded now.
    let mut left = TYPED.to_vec();
    left.iter_mut().filter(|(name, _)| *name == "_key").for_each(|(_, key)| *key = "draft-2");
    assert_eq!(sales.post("/deposits/draft", &left).await.status, StatusCode::NO_CONTENT);
    let saved = sales.post("/deposits", TYPED).await;
    assert!(saved.location().starts_with("/deposits/"));
    assert_eq!(sales.post("/deposits", TYPED).await.location(), saved.location(), "sent twice");
    assert_eq!(sales.post("/deposits/draft", TYPED).await.status, StatusCode::NO_CONTENT, "a late keeping");
    assert!(!sales.get("/deposits/new").await.body.contains("Bensalem"), "is not kept again");
    assert_eq!(vouchers(&shop).await, 1);
    let number = sales.api("GET", "/api/v1/find?q=bensalem", &Value::Null).await.json()["files"][0]["number"].clone();
    assert_eq!(number, "BE-2026-000001", "drafts draw no number");
});

on_both!(a_code_is_asked_for_again_and_never_forgotten_silently, |shop| async move {
    let samia = shop.person(Role::Sales).await;
    let mut typed = TYPED.to_vec();
    typed.retain(|(name, _)| !name.ends_with("code"));
    typed.push(("items.0.code", "14789"));
    samia.post("/deposits/draft", &typed).await;
    let resumed = samia.get("/deposits/new?draft=draft-1").await.body;
    assert!(!resumed.contains("14789") && resumed.contains("tapez-le de nouveau"), "said, not kept");
    typed.retain(|(name, _)| !name.ends_with("code"));
    let refused = samia.post("/deposits", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a kind without a code");
    assert!(refused.body.contains("id=\"e-items.0.code\""));
    typed.retain(|(name, _)| !name.ends_with("code_kind"));
    assert!(samia.post("/deposits", &typed).await.location().starts_with("/deposits/"));
    // it is typed on the file later
    let found = samia.api("GET", "/api/v1/find?q=BE-2026-000001", &serde_json::json!(null)).await.json();
    let file = found["files"][0]["id"].as_str().expect("an id").to_owned();
    assert!(samia.get(&format!("/intakes/{file}")).await.body.contains(&format!("/intakes/{file}/unlock-code")));
});

on_both!(what_is_put_aside_goes_on_at_one_other_counter, |shop| async move {
    let (sales, technician) = (shop.person(Role::Sales).await, shop.person(Role::Technician).await);
    let manager = shop.person(Role::Manager).await;
    let mut parked = TYPED.to_vec();
    parked.push(("act", "park"));
    assert_eq!(sales.post("/deposits", &parked).await.location(), "/deposits/new");
    assert!(technician.get("/deposits/new").await.body.contains("Samia Haddad"), "who put it aside");
    assert_eq!(
        technician.get("/deposits/new?draft=draft-1").await.status,
        StatusCode::NOT_FOUND,
        "not before it is taken"
    );
    let (one, two) =
        tokio::join!(technician.post("/drafts/draft-1/taking", &[]), manager.post("/drafts/draft-1/taking", &[]));
    assert_eq!(
        [one.status, two.status].iter().filter(|status| **status == StatusCode::CONFLICT).count(),
        1,
        "one goes on with it: {} {}",
        one.status,
        two.status
    );
    let winner = if one.status == StatusCode::CONFLICT { &manager } else { &technician };
    assert!(winner.get("/deposits/new?draft=draft-1").await.body.contains("Bourrage"));
    assert!(winner.post("/deposits", TYPED).await.location().starts_with("/deposits/"));
    let mut conn = shop.app.read().await.expect("a connection");
    let samia = user(&shop, "samia").await;
    let left = drafts::offered(&mut conn, fixili::users::rights::Scope::Shop, samia).await.expect("drafts");
    assert!(left.is_empty());
    assert_eq!(vouchers(&shop).await, 1);
    // who put it aside still has it in another tab: nothing brings it back, and it is recorded once
    assert_eq!(sales.post("/deposits/draft", TYPED).await.status, StatusCode::CONFLICT);
    assert!(!sales.get("/deposits/new").await.body.contains("draft-1"));
    let again = sales.post("/deposits", TYPED).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.body.contains("déjà enregistré") && again.body.contains("Bourrage"),
        "said, and nothing typed is lost"
    );
    assert_eq!(vouchers(&shop).await, 1);

    let mut thrown = TYPED.to_vec();
    thrown[0].1 = "draft-2";
    sales.post("/deposits/draft", &thrown).await;
    sales.post("/drafts/draft-2/removal", &[]).await;
    assert!(!sales.get("/deposits/new").await.body.contains("draft-2"));
    let large = "x".repeat(19_000);
    let mut large_form: Vec<(&str, &str)> = vec![("_key", "draft-3")];
    large_form.extend(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"].map(|name| (name, large.as_str())));
    assert_eq!(sales.post("/deposits/draft", &large_form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
});

on_both!(chips_follow_the_category_and_learn_from_use, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let owner = client(&sales, "zerrouki").await;
    let deposit = async |category: &str, fault: &str, brand: &str, model: &str| {
        let thing = json!({ "category": category, "brand": brand, "model": model });
        let item = json!({ "equipment": thing, "fault": fault, "accessories": ["Guide papier"] });
        let body = json!({ "client_id": owner, "items": [item] });
        let made = sales.api("POST", "/api/v1/deposits", &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    };
    let chips = async |query: &str| sales.get(&format!("/deposits/chips/options?n=0&{query}")).await.body;
    deposit("Imprimante", "Bourrage papier", "Epson", "EcoTank L3250").await;
    assert!(!chips("items.0.category=Imprimante").await.contains("Bourrage papier"), "once is no habit");
    deposit("Imprimante", "bourrage papier, traînées <noires>", "Epson", "EcoTank L3250").await;
    let usual = chips("items.0.category=Imprimante&items.0.faults=Autre+%3Cchose%3E").await;
    assert!(usual.contains("value=\"bourrage papier\"") && usual.contains("Guide papier"), "{usual}");
    assert!(usual.contains("value=\"Autre &lt;chose&gt;\" checked"), "what was chosen stays: {usual}");
    assert!(!usual.contains("<noires>") && usual.contains("Écran cassé"), "the shop's own list follows");
    assert!(!chips("items.0.category=Console").await.contains("bourrage papier"));
    let typed = [
        ("_key", "k9"),
        ("act", "add"),
        ("count", "1"),
        ("items.0.category", "Imprimante"),
        ("items.0.brand", "Epson"),
    ];
    let page = sales.post("/deposits", &typed).await.body;
    assert!(page.contains("<option value=\"EcoTank L3250\">") && page.contains("<option value=\"Epson\">"), "{page}");
    assert!(page.contains("value=\"bourrage papier\""), "without JavaScript too, once the form was sent");
    for odd in ["n=99", "n=x", "", "n=0&items.0.equipment_id=0000000000001"] {
        assert_eq!(sales.get(&format!("/deposits/chips/options?{odd}")).await.status, StatusCode::OK, "{odd}");
    }
});

on_both!(a_known_number_is_asked_about, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let owner = client(&sales, "zerrouki").await;
    let mut typed = vec![
        ("_key", "k1"),
        ("count", "1"),
        ("kind", "individual"),
        ("client_name", "Fatma Zerouki"),
        ("phone", "0551 70 60 50"),
        ("items.0.category", "Imprimante"),
        ("items.0.fault", "Bruit"),
    ];
    let asked = sales.post("/deposits", &typed).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("Fatima Zerrouki") && asked.body.contains(&value("act", &format!("client-{owner}"))));
    assert_eq!(vouchers(&shop).await, 0);
    typed.push(("another_client", "1"));
    assert!(sales.post("/deposits", &typed).await.location().starts_with("/deposits/"), "two people with one phone");
    typed.pop();
    for (key, name) in [("k2", "fatima ZERROUKI"), ("k3", "Fatma Zerouki")] {
        (typed[0].1, typed[3].1) = (key, name);
        let saved = sales.post("/deposits", &typed).await;
        assert!(saved.location().starts_with("/deposits/"), "the same name is the same person");
    }
    let all = sales.api("GET", "/api/v1/find?q=0551706050", &Value::Null).await.json();
    assert_eq!(all["clients"].as_array().map(Vec::len), Some(2), "{all}");
});

on_both!(the_files_of_one_deposit_name_each_other, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let item = |category: &str| json!({ "equipment": { "category": category }, "fault": "x" });
    let body = json!({ "client_id": client(&sales, "zerrouki").await, "items": [item("Tablette"), item("Console")] });
    let made = sales.api("POST", "/api/v1/deposits", &body).await.json();
    for (this, other) in [(0, 1), (1, 0)] {
        let page = sales.get(&format!("/intakes/{}", made["intakes"][this]["id"].as_str().expect("an id"))).await.body;
        assert!(page.contains(made["intakes"][other]["number"].as_str().expect("a number")));
    }
});
