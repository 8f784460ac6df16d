//! The one box: the same answers in the same order from both databases, at once after every change.

use axum::http::StatusCode;
use fixili::{repair::find, search, users::Role};
use serde_json::{Value, json};

use crate::app::{Person, Shop, on_both};

/// What the box finds, in order: numbers of files, names of clients, serial numbers of equipment.
async fn found(person: &Person, q: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let asked = serde_html_form::to_string([("q", q)]).expect("a question");
    let answer = person.api("GET", &format!("/api/v1/find?{asked}"), &Value::Null).await.json();
    let texts = |kind: &str, field: &str| -> Vec<String> {
        let rows = answer[kind].as_array().expect("a list");
        rows.iter().map(|row| row[field].as_str().unwrap_or_default().to_owned()).collect()
    };
    (texts("files", "number"), texts("clients", "name"), texts("equipment", "serial"))
}

async fn clients(person: &Person, q: &str) -> Vec<String> {
    found(person, q).await.1
}

async fn things(person: &Person, q: &str) -> Vec<String> {
    found(person, q).await.2
}

async fn client(person: &Person, body: Value) -> (String, i64) {
    let made = person.api("POST", "/api/v1/clients", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    (made.json()["id"].as_str().expect("an id").to_owned(), made.json()["version"].as_i64().expect("a version"))
}

/// Yahia Lakhdar deposits his Dell; the number of his voucher.
async fn deposit(person: &Person) -> (String, String) {
    let body = json!({
        "client": { "kind": "individual", "name": "Yahia Lakhdar", "phone": "0661 98 76 54" },
        "items": [{ "equipment": { "category": "PC portable", "brand": "Dell", "model": "Latitude 5420", "serial": "7XK-Q2Z-93" },
                    "fault": "Ne charge plus" }],
    });
    let made = person.api("POST", "/api/v1/deposits", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let intake = &made.json()["intakes"][0];
    (intake["id"].as_str().expect("an id").to_owned(), intake["number"].as_str().expect("a number").to_owned())
}

on_both!(any_fragment_finds, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let (id, number) = deposit(&sales).await;
    let running = number.rsplit('-').next().expect("a number").trim_start_matches('0').to_owned();
    for q in [number.as_str(), &number.to_lowercase(), &number.replace('-', ""), &running] {
        assert_eq!(found(&sales, q).await.0, [number.as_str()], "{q}");
    }
    for q in ["lakhdar", "yahia lakh", "LAKHDAR yahia", "lakhdaryahia", "0661 98", "987654", "+213 661 98 76 54"] {
        let all = clients(&sales, q).await;
        assert_eq!(all, if q == "lakhdaryahia" { vec![] } else { vec!["Yahia Lakhdar".to_owned()] }, "{q}");
    }
    for q in ["7xkq2z93", "q2z", "latitude 5420", "latitude5420", "dell lat"] {
        assert_eq!(things(&sales, q).await, ["7XK-Q2Z-93"], "{q}");
    }
    assert_eq!(found(&sales, "lakhdar").await.0, [number.as_str()], "whose file is still open");
    for q in ["", " ", "x", "%", "_", "'", "zzzz", "lakhdar zzzz", &"9".repeat(400)] {
        assert_eq!(found(&sales, q).await, (vec![], vec![], vec![]), "{q}");
    }

    // What a scanner reads opens the file; so does whatever is found alone.
    for q in [number.clone(), format!("https://sav.example.dz/t/{id}{}", "0".repeat(20)), running] {
        let asked = serde_html_form::to_string([("q", &q)]).expect("a question");
        assert_eq!(sales.get(&format!("/find?{asked}")).await.location(), format!("/intakes/{id}"), "{q}");
    }
    assert!(sales.get("/find?q=lakhdar").await.body.contains(&number), "a page: client and file");
    let nothing = sales.get("/find?q=%3Cb%3Ezzzz").await;
    assert_eq!(nothing.status, StatusCode::OK);
    assert!(nothing.body.contains("&lt;b&gt;zzzz") && !nothing.body.contains("<b>zzzz"));
    assert!(sales.get("/find/options?q=q2z").await.body.contains("Latitude 5420"));
});

on_both!(the_newest_of_equals_comes_first_and_the_exact_word_before_longer_ones, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    for (n, name) in ["Zitounia", "Zitoun", "Zitoun", "Zitouni"].iter().enumerate() {
        client(&sales, json!({ "name": name, "phone": format!("055012345{n}"), "kind": "individual" })).await;
    }
    assert_eq!(clients(&sales, "zitoun").await, ["Zitoun", "Zitoun", "Zitouni", "Zitounia"]);
    let answer = sales.api("GET", "/api/v1/find?q=zitoun", &Value::Null).await.json();
    let phones: Vec<&str> = (0..4).map(|n| answer["clients"][n]["phone"].as_str().expect("a phone")).collect();
    assert_eq!(phones, ["+213550123452", "+213550123451", "+213550123453", "+213550123450"]);
});

on_both!(what_changes_is_found_by_its_new_words, |shop| async move {
    let (sales, technician) = (shop.person(Role::Sales).await, shop.person(Role::Technician).await);
    let company = json!({ "name": "SARL Ennour", "phone": "043 26 55 44", "kind": "company" });
    let (id, version) = client(&sales, company).await;
    let person = json!({ "name": "Houria Meziane", "phone": "0779 13 57 91" });
    let made = sales.api("POST", &format!("/api/v1/clients/{id}/contacts"), &person).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    for q in ["ennour", "sarlennour", "043 26 55", "houria", "0779 13 57"] {
        assert_eq!(clients(&sales, q).await, ["SARL Ennour"], "{q}");
    }
    let renamed = json!({ "name": "مؤسسة النور", "phone": "0550 00 11 22", "kind": "company", "version": version });
    let saved = sales.api("PUT", &format!("/api/v1/clients/{id}"), &renamed).await;
    assert!(saved.status.is_success(), "{} {}", saved.status, saved.body);
    for (q, there) in [
        ("النور", true),
        ("موسسه", true),
        ("0550 00 11", true),
        ("houria", true),
        ("ennour", false),
        ("26 55 44", false),
    ] {
        assert_eq!(clients(&sales, q).await.len(), usize::from(there), "{q}");
    }
    let contact = made.json()["id"].as_str().expect("an id").to_owned();
    let page = format!("/contacts/{contact}/archive");
    sales.post(&page, &[("_key", "a1")]).await;
    assert_eq!(clients(&sales, "houria").await.len(), 0, "who left the company");

    deposit(&technician).await;
    let known = technician.api("GET", "/api/v1/find?q=7xkq2z93", &Value::Null).await.json()["equipment"][0].clone();
    let changed = json!({ "category": "PC portable", "brand": "Dell", "model": "Vostro", "serial": "AAA-777", "version": known["version"] });
    let saved =
        technician.api("PUT", &format!("/api/v1/equipment/{}", known["id"].as_str().expect("an id")), &changed).await;
    assert!(saved.status.is_success(), "{} {}", saved.status, saved.body);
    assert_eq!(things(&technician, "vostro").await, ["AAA-777"]);
    assert!(things(&technician, "q2z").await.is_empty());
});

async fn forget_all(shop: &Shop) {
    let forgotten = shop.app.write(async |tx| {
        tx.exec("delete from finds", &[]).await?;
        tx.exec("delete from finds_version", &[]).await
    });
    forgotten.await.expect("forgotten");
}

on_both!(an_earlier_programs_rows_are_found_after_the_start, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let (_, number) = deposit(&sales).await;
    let before = found(&sales, "lakhdar").await;
    forget_all(&shop).await;
    assert!(found(&sales, &number).await.0.is_empty());
    find::catch_up(&shop.app).await.expect("caught up");
    assert_eq!(found(&sales, "lakhdar").await, before);
    assert_eq!(found(&sales, &number).await.0, [number]);
    assert!(!search::is_behind(&mut shop.app.read().await.expect("a connection")).await.expect("a version"));
    find::catch_up(&shop.app).await.expect("nothing to do");
});
