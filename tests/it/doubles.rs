//! A client that was recorded twice becomes one: everything follows, nothing is lost, the event says so.

use axum::http::StatusCode;
use fixili::{args, users::Role};
use serde_json::{Value, json};

use crate::app::{Engine, Person, Shop, on_both};

const NONE: Value = Value::Null;

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("an id in {value}")).to_owned()
}

async fn made(person: &Person, path: &str, body: Value) -> Value {
    let answer = person.api("POST", path, &body).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.body);
    answer.json()
}

/// A client with a phone.
async fn client(person: &Person, name: &str, phone: &str) -> Value {
    made(person, "/api/v1/clients", json!({ "name": name, "phone": phone })).await
}

/// A deposit of one laptop of a client.
fn laptop(client: &str) -> Value {
    let item = json!({ "equipment": { "category": "PC portable", "brand": "HP", "serial": "5CD99" }, "fault": "Lent", "advance": 100_000 });
    json!({ "client_id": client, "items": [item] })
}

async fn count(shop: &Shop, sql: &str, client: &str) -> i64 {
    let id: fixili::kernel::id::ClientId = client.parse().expect("an id");
    let (n,) = shop.app.read().await.expect("a connection").one(sql, args![id]).await.expect("a number");
    n
}

const TABLES: &[&str] = &["contacts", "equipment", "deposits", "intakes", "payments", "tickets", "outbox"];

on_both!(a_change_of_the_double_is_one_of_the_kept, |shop| async move {
    let nadia = shop.person(Role::Manager).await;
    let (keep, double) =
        (client(&nadia, "Kenza", "0550 10 10 11").await, client(&nadia, "Djamila", "0661 20 20 21").await);
    let (kept, gone) = (id(&keep), id(&double));
    made(
        &nadia,
        &format!("/api/v1/clients/{kept}/merge"),
        json!({ "version": 1, "double": gone, "double_version": 1 }),
    )
    .await;
    let seen = nadia.api("GET", &format!("/api/v1/clients/{gone}"), &NONE).await.json();
    let body = json!({ "version": seen["version"], "name": "Kenza Corrigée", "phone": "0550 10 10 11" });
    let saved = nadia.api("PUT", &format!("/api/v1/clients/{gone}"), &body).await;
    assert_eq!(
        (saved.status, saved.json()["name"].clone()),
        (StatusCode::OK, json!("Kenza Corrigée")),
        "{}",
        saved.body
    );
    let found = nadia.api("GET", "/api/v1/find?q=corrigee", &NONE).await.json();
    assert_eq!(found["clients"].as_array().map(Vec::len), Some(1), "no ghost is found: {found}");
});

on_both!(the_words_of_a_name_in_another_order_are_offered, |shop| async move {
    let nadia = shop.person(Role::Manager).await;
    let one = id(&client(&nadia, "Karima Bensaid", "0550 10 10 15").await);
    let other = id(&client(&nadia, "Bensaid Karima", "0661 20 20 25").await);
    for (page, offered) in [(&one, &other), (&other, &one)] {
        assert!(nadia.get(&format!("/clients/{page}/merge")).await.body.contains(offered.as_str()), "{page}");
    }
});

on_both!(what_is_recorded_of_a_double_is_of_the_kept, |shop| async move {
    let nadia = shop.person(Role::Manager).await;
    let company = |name: &str, phone: &str| json!({ "kind": "company", "name": name, "phone": phone });
    let kept = id(&made(&nadia, "/api/v1/clients", company("SARL Atlas", "0550 10 10 12")).await);
    let gone = id(&made(&nadia, "/api/v1/clients", company("Atlas", "0661 20 20 22")).await);
    let body = json!({ "version": 1, "double": gone, "double_version": 1 });
    made(&nadia, &format!("/api/v1/clients/{kept}/merge"), body).await;
    let person = json!({ "name": "Lamia Atlas", "phone": "0550 30 30 32" });
    let contact = made(&nadia, &format!("/api/v1/clients/{gone}/contacts"), person).await;
    assert_eq!(contact["client_id"], kept.as_str());
    made(&nadia, &format!("/api/v1/clients/{gone}/equipment"), json!({ "category": "Serveur" })).await;
    made(&nadia, "/api/v1/deposits", laptop(&gone)).await;
    for id in [&kept, &gone] {
        let of = async |what: &str| {
            let all = nadia.api("GET", &format!("/api/v1/clients/{id}/{what}"), &NONE).await.json();
            all.as_array().map(Vec::len)
        };
        assert_eq!((of("contacts").await, of("equipment").await), (Some(1), Some(2)), "asked by {id}");
        let files = nadia.api("GET", &format!("/api/v1/intakes?client={id}"), &NONE).await.json();
        assert_eq!(files["rows"].as_array().map(Vec::len), Some(1), "asked by {id}");
    }
    let found = nadia.api("GET", "/api/v1/find?q=lamia", &NONE).await.json();
    assert_eq!(found["clients"][0]["id"], kept.as_str(), "{found}");
});

on_both!(everything_of_the_double_follows, |shop| async move {
    let nadia = shop.person(Role::Manager).await;
    let keep = client(&nadia, "Mourad Hamidi", "0550 10 10 10").await;
    let double = client(&nadia, "M. Hamidi", "0661 20 20 20").await;
    let (kept, gone) = (id(&keep), id(&double));
    made(&nadia, "/api/v1/deposits", laptop(&kept)).await;
    let deposit = made(&nadia, "/api/v1/deposits", laptop(&gone)).await;
    let file = id(&deposit["intakes"][0]);
    made(&nadia, "/api/v1/tickets", json!({ "client_id": gone, "software": "Compta", "problem": "Lent" })).await;

    let page = format!("/clients/{kept}/merge");
    let found = nadia.get(&format!("{page}?q=hamidi")).await.body;
    assert!(
        found.contains(&gone) && !found.contains(&format!("with={kept}")),
        "the double is offered, not the client itself"
    );
    let compared = nadia.get(&format!("{page}?with={gone}")).await.body;
    assert!(compared.contains("M. Hamidi") && compared.contains("name=\"phone\""), "both say another phone");

    let path = format!("/api/v1{page}");
    let body = json!({ "version": 1, "double": gone, "double_version": 1, "take": ["phone"] });
    let sales = shop.person(Role::Sales).await;
    assert_eq!(sales.api("POST", &path, &body).await.status, StatusCode::FORBIDDEN);
    let mut wrong = body.clone();
    wrong["double"] = json!(kept);
    assert_eq!(nadia.api("POST", &path, &wrong).await.json()["fields"][0]["code"], "doubles-same");
    wrong["double"] = NONE;
    assert_eq!(nadia.api("POST", &path, &wrong).await.json()["fields"][0]["name"], "double");
    let mut stale = body.clone();
    stale["double_version"] = json!(7);
    assert_eq!(nadia.api("POST", &path, &stale).await.json()["type"], "error-stale");
    let garage = nadia.api("GET", "/api/v1/clients?q=garage", &NONE).await.json();
    let company =
        json!({ "version": 1, "double": garage["rows"][0]["id"], "double_version": garage["rows"][0]["version"] });
    assert_eq!(nadia.api("POST", &path, &company).await.json()["type"], "doubles-kinds");

    let merged = nadia.api("POST", &path, &body).await;
    assert_eq!(merged.status, StatusCode::OK, "{}", merged.body);
    let merged = merged.json();
    assert_eq!((&merged["phone"], &merged["phone2"]), (&json!("+213661202020"), &json!("+213550101010")));
    assert_eq!(nadia.api("POST", &path, &body).await.json()["type"], "doubles-already");
    for table in TABLES {
        let of = format!("select count(*) from {table} where client_id = $1");
        assert_eq!(count(&shop, &of, &gone).await, 0, "{table}");
    }
    assert_eq!(count(&shop, "select count(*) from intakes where client_id = $1", &kept).await, 2);
    assert_eq!(count(&shop, "select count(*) from payments where client_id = $1", &kept).await, 2);
    assert!(nadia.get(&format!("/intakes/{file}")).await.body.contains("Mourad Hamidi"));

    // The old address, the old name and a form that was open lead to the one that is kept.
    assert_eq!(nadia.get(&format!("/clients/{gone}")).await.location(), format!("/clients/{kept}"));
    let listed = nadia.api("GET", "/api/v1/clients?q=hamidi", &NONE).await.json();
    assert_eq!(listed["rows"].as_array().map(Vec::len), Some(1), "{listed}");
    let by_old_phone = nadia.api("GET", "/api/v1/find?q=202020", &NONE).await.body;
    assert!(by_old_phone.contains(&kept) && !by_old_phone.contains(&gone), "{by_old_phone}");
    let late = made(&nadia, "/api/v1/deposits", laptop(&gone)).await;
    assert_eq!(late["client_id"], json!(kept), "{late}");
    let told = count(&shop, "select count(*) from events where kind = 'client_merged' and $1 <> id", &kept).await;
    assert_eq!(told, 1);

    // The page does the same, and a third leads straight to the last.
    let third = client(&nadia, "Mourad Hamidi", "0770 30 30 30").await;
    let into = format!("/clients/{}/merge", id(&third));
    let version = nadia.api("GET", &format!("/api/v1/clients/{kept}"), &NONE).await.json()["version"].to_string();
    let form = [("version", "1"), ("double", kept.as_str()), ("double_version", version.as_str()), ("phone", "keep")];
    let done = nadia.post(&into, &form).await;
    assert_eq!(done.location(), format!("/clients/{}", id(&third)), "{}", done.body);
    assert_eq!(nadia.get(&format!("/clients/{gone}")).await.location(), format!("/clients/{}", id(&third)));
});

/// On PostgreSQL a deposit that is being recorded for the double is not left behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deposit_meanwhile_is_not_left_behind() {
    let shop = Shop::open(Engine::Postgres).await;
    let (nadia, samia) = (shop.person(Role::Manager).await, shop.person(Role::Sales).await);
    for n in 0..24 {
        let number = format!("0550 40 40 {n:02}");
        let (keep, double) = (client(&nadia, "Lotfi Sari", &number).await, client(&nadia, "L. Sari", &number).await);
        let (kept, gone) = (id(&keep), id(&double));
        let file = id(&made(&nadia, "/api/v1/deposits", laptop(&gone)).await["intakes"][0]);
        let merge = json!({ "version": 1, "double": gone, "double_version": 1 });
        let pay = json!({ "kind": "deposit", "means": "cash", "amount": 1_000 });
        let (merge_at, pay_at) = (format!("/api/v1/clients/{kept}/merge"), format!("/api/v1/intakes/{file}/payments"));
        let deposit = laptop(&gone);
        let (merged, deposited, paid) = tokio::join!(
            nadia.api("POST", &merge_at, &merge),
            samia.api("POST", "/api/v1/deposits", &deposit),
            samia.api("POST", &pay_at, &pay)
        );
        assert_eq!(merged.status, StatusCode::OK, "{n}: {}", merged.body);
        assert!(deposited.status.is_success() && paid.status.is_success(), "{n}: {} {}", deposited.body, paid.body);
        for table in TABLES {
            let of = format!("select count(*) from {table} where client_id = $1");
            assert_eq!(count(&shop, &of, &gone).await, 0, "{n}: {table}");
        }
        assert_eq!(count(&shop, "select count(*) from payments where client_id = $1", &kept).await, 3, "{n}");
    }
}
