//! Notes within the team on a repair file.

use axum::http::StatusCode;
use fixili::users::Role;
use serde_json::json;

use crate::{app::on_both, world_payments as world};

on_both!(a_note_is_written_and_read_with_its_author, |shop| async move {
    let file = world::intake(&shop).await;
    let (sales, technician) = (shop.person(Role::Sales).await, shop.person(Role::Technician).await);
    let page = format!("/intakes/{file}/notes");
    let wrote = sales.post(&page, &[("_key", "n1"), ("body", "Rappeler <b>demain</b>")]).await;
    assert_eq!(wrote.location(), format!("/intakes/{file}"));
    let path = format!("/api/v1/intakes/{file}/notes");
    let more = technician.api("POST", &path, &json!({ "body": "Carte mère oxydée" })).await;
    assert_eq!(more.status, StatusCode::CREATED, "{}", more.body);
    let notes = sales.api("GET", &path, &json!(null)).await.json();
    assert_eq!(notes[0]["body"], "Rappeler <b>demain</b>");
    assert_eq!(notes[0]["by_name"], "Samia Haddad");
    assert_eq!(notes[1]["by_name"], "Karim Bouzid");

    assert_eq!(sales.get(&format!("{page}/new")).await.status, StatusCode::OK);
    assert_eq!(sales.post(&page, &[("body", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = "x".repeat(10_001);
    let refused = sales.post(&page, &[("body", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(&long), "what was typed stays");

    world::void(&shop, file).await;
    let refused = sales.api("POST", &path, &json!({ "body": "Trop tard" })).await;
    assert_eq!(refused.json()["type"], "intakes-is-voided");
});
