//! Clients through pages and API.

use axum::http::StatusCode;
use fixili::users::Role;
use serde_json::json;

use crate::app::on_both;

on_both!(a_client_is_recorded_found_and_changed, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let form = [
        ("_key", "k1"),
        ("kind", "company"),
        ("name", "Clinique Ibn Sina"),
        ("phone", "043 27 00 01"),
        ("wilaya", "13"),
        ("lang", "ar"),
    ];
    let made = sales.post("/clients", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let again = sales.post("/clients", &form).await;
    assert_eq!(again.location(), made.location(), "a second sending leads to the first result");

    let found = sales.api("GET", "/api/v1/clients?q=ibn%20SINA", &json!(null)).await.json();
    assert_eq!(found["rows"].as_array().map(Vec::len), Some(1));
    let by_phone = sales.api("GET", "/api/v1/clients?q=270001", &json!(null)).await.json();
    assert_eq!(by_phone["rows"][0]["phone"], "+21343270001");
    let arabic = sales.api("GET", "/api/v1/clients?q=%D9%85%D8%B1%D8%A7%D8%A8%D8%B7", &json!(null)).await.json();
    assert_eq!(arabic["rows"].as_array().map(Vec::len), Some(1));

    let id = found["rows"][0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/clients/{id}");
    let changed =
        sales.api("PUT", &path, &json!({ "version": 1, "name": "Clinique Avicenne", "phone": "043270001" })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let stale = sales.api("PUT", &path, &json!({ "version": 1, "name": "X", "phone": "043270001" })).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(stale.json()["type"], "error-stale");
});

on_both!(what_is_wrong_is_said_at_the_field_and_nothing_is_lost, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let answer = sales.post("/clients", &[("name", "  "), ("phone", "12 <b>"), ("address", "rue <script>")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"e-name\"") && answer.body.contains("id=\"e-phone\""));
    assert!(
        answer.body.contains("12 &lt;b&gt;") && answer.body.contains("rue &lt;script&gt;"),
        "typed text stays and is no markup"
    );
    assert!(answer.body.contains("Numéro de téléphone illisible"));

    let other = sales.post("/clients", &[("_key", "k9"), ("name", "A"), ("phone", "0551000001")]).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    let reused = sales.post("/clients", &[("_key", "k9"), ("name", "B"), ("phone", "0551000001")]).await;
    assert_eq!(reused.status, StatusCode::UNPROCESSABLE_ENTITY, "the same key with other content is refused");

    let api = sales.api("POST", "/api/v1/clients", &json!({ "name": "" })).await;
    assert_eq!(api.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(api.json()["fields"][0]["code"], "error-required");
});

on_both!(a_company_has_people, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let garage = sales.api("GET", "/api/v1/clients?q=garage", &json!(null)).await.json()["rows"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let path = format!("/api/v1/clients/{garage}/contacts");
    let made =
        sales.api("POST", &path, &json!({ "name": "Omar Slimani", "phone": "0550 12 34 56", "sees_all": true })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    assert_eq!(sales.api("GET", &path, &json!(null)).await.json()[0]["phone"], "+213550123456");
    let person = sales.api("GET", "/api/v1/clients?q=zerrouki", &json!(null)).await.json()["rows"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let refused = sales.api("POST", &format!("/api/v1/clients/{person}/contacts"), &json!({ "name": "X" })).await;
    assert_eq!(refused.json()["type"], "clients-no-contacts");
});

on_both!(a_number_that_is_somebodys_is_asked_about, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let form = [("_key", "n1"), ("kind", "individual"), ("name", "Une Autre"), ("phone", "0551 70 60 50")];
    let asked = sales.post("/clients", &form).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("Zerrouki") && asked.body.contains("Une Autre"), "whose it is, and nothing is lost");
    let mut meant = form.to_vec();
    meant.push(("another_client", "1"));
    assert!(sales.post("/clients", &meant).await.location().starts_with("/clients/"));
});
