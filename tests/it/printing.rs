//! What a moment prints: the shop's plan, papers of the browser as one PDF, the rest to its printers.

use axum::http::{StatusCode, header};
use fixili::{
    documents::{self, Kind},
    kernel::id::{DocumentId, Id as _},
    users::Role,
};
use serde_json::{Value, json};

use crate::{
    app::{Person, Shop, on_both},
    world,
};

/// The voucher of a laptop that was brought now.
pub async fn voucher(shop: &Shop) -> DocumentId {
    let intake = world::intake(shop).await;
    shop.person(Role::Sales).await.get(&format!("/intakes/{intake}/print")).await;
    let mut conn = shop.app.read().await.expect("a connection");
    documents::latest(&mut conn, Kind::Intake, intake.raw()).await.expect("documents").expect("a voucher").id
}

async fn deposit(person: &Person, things: usize) -> Value {
    let clients = person.api("GET", "/api/v1/clients?q=zerrouki", &json!(null)).await.json();
    let items = vec![json!({ "equipment": { "category": "Tablette" }, "fault": "Écran cassé" }); things];
    let made =
        person.api("POST", "/api/v1/deposits", &json!({ "client_id": clients["rows"][0]["id"], "items": items })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()
}

async fn printer(manager: &Person, name: &str, paper: &str) -> String {
    let input = json!({ "name": name, "address": "127.0.0.1:9", "paper": paper });
    let made = manager.api("POST", "/api/v1/printers", &input).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()["id"].as_str().expect("an id").to_owned()
}

fn pages(body: &str) -> usize {
    // Written by us: one page, one box.
    body.matches("/MediaBox").count()
}

on_both!(a_shop_without_printers_prints_in_the_browser, |shop| async move {
    let samia = shop.person(Role::Sales).await;
    let made = deposit(&samia, 1).await;
    let id = made["id"].as_str().expect("an id");
    let printed = samia.post(&format!("/deposits/{id}/printing"), &[("_key", "p1")]).await;
    assert_eq!(printed.location(), format!("/deposits/{id}/papers"));
    let papers = samia.get(printed.location()).await;
    assert_eq!(papers.headers[header::CONTENT_TYPE], "application/pdf");
    assert_eq!(pages(&papers.body), 2, "the client's copy and the workshop's");
    assert!(samia.api("GET", "/api/v1/prints", &json!(null)).await.json().as_array().is_some_and(Vec::is_empty));

    let body = json!({ "client_id": made["client_id"], "items": [{ "equipment": { "category": "Tablette" }, "fault": "x", "advance": 100_000 }] });
    let paid = samia.api("POST", "/api/v1/deposits", &body).await.json();
    let papers = samia.get(&format!("/deposits/{}/papers", paid["id"].as_str().expect("an id"))).await;
    assert_eq!(pages(&papers.body), 3, "who paid in advance leaves with the receipt too");

    let several = deposit(&samia, 2).await;
    let id = several["id"].as_str().expect("an id");
    let papers = samia.get(&format!("/deposits/{id}/papers")).await;
    assert_eq!(pages(&papers.body), 5, "a summary, and two copies for each");
});

on_both!(what_is_planned_goes_to_the_printers_once, |shop| async move {
    let nadia = shop.person(Role::Manager).await;
    let (tickets, labels) = (printer(&nadia, "Comptoir", "r80").await, printer(&nadia, "Étiquettes", "l50x25").await);
    let plan = json!({ "version": 0, "places": {
        "deposit_client": format!("printer:{tickets}"), "deposit_workshop": "none", "deposit_label": format!("printer:{labels}"),
        "payment_client": "browser:r58",
    } });
    assert_eq!(nadia.api("PUT", "/api/v1/print-plan", &plan).await.status, StatusCode::OK);
    assert_eq!(
        nadia.api("PUT", "/api/v1/print-plan", &plan).await.status,
        StatusCode::CONFLICT,
        "it changed meanwhile"
    );

    let samia = shop.person(Role::Sales).await;
    let made = deposit(&samia, 1).await;
    let id = made["id"].as_str().expect("an id");
    let path = format!("/deposits/{id}/printing");
    let printed = samia.post(&path, &[("_key", "p1")]).await;
    assert_eq!(printed.location(), format!("/deposits/{id}"), "nothing for the browser");
    assert_eq!(samia.post(&path, &[("_key", "p1")]).await.location(), printed.location());
    let listed = samia.api("GET", "/api/v1/prints", &json!(null)).await.json();
    let names: Vec<_> = listed.as_array().expect("prints").iter().map(|p| p["printer_name"].clone()).collect();
    assert_eq!(names, ["Comptoir", "Étiquettes"], "a double click counts once");
    assert_eq!(listed[0]["copy"], "client");
    assert_eq!(samia.get(&format!("/deposits/{id}/papers")).await.status, StatusCode::NOT_FOUND);

    // A printer that is gone leaves its papers to the browser.
    let gone = nadia.post(&format!("/printers/{tickets}/archive"), &[("_key", "g1")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let printed = samia.api("POST", &format!("/api/v1/deposits/{id}/printing"), &json!({})).await.json();
    assert_eq!(printed["papers"], format!("/deposits/{id}/papers"));
    assert_eq!(printed["prints"].as_array().map(Vec::len), Some(1));
});

on_both!(one_document_is_printed_as_someone_chooses, |shop| async move {
    let document = voucher(&shop).await;
    let nadia = shop.person(Role::Manager).await;
    let labels = printer(&nadia, "Étiquettes", "l62x29").await;
    let page = format!("/printing/{document}");
    let form = nadia.get(&page).await;
    assert!(form.body.contains("Étiquettes") && form.body.contains("Ticket 58 mm"), "{}", form.body);
    let label = nadia.post(&page, &[("place", "browser:l62x29"), ("copy", "whole"), ("lang", "ar")]).await;
    let shown = nadia.get(label.location()).await;
    assert_eq!((shown.status, pages(&shown.body)), (StatusCode::OK, 1));
    for wrong in ["", "browser:a3", "printer:0000000000001", "nowhere"] {
        let refused = nadia.post(&page, &[("place", wrong), ("copy", "whole"), ("lang", "ar")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.body.contains("value=\"ar\" checked"), "what was chosen stays");
    }
    nadia.post(&format!("/printers/{labels}/archive"), &[("_key", "g1")]).await;
    let place = format!("printer:{labels}");
    let refused = nadia.post(&page, &[("place", &*place), ("copy", "whole"), ("lang", "fr")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let api = nadia.api("POST", &format!("/api/v1/documents/{document}/printing"), &json!({ "place": place })).await;
    assert_eq!(api.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(nadia.get("/printing/0000000000001").await.status, StatusCode::NOT_FOUND);
});

on_both!(printers_are_kept_by_a_manager, |shop| async move {
    let nadia = shop.person(Role::Manager).await;
    let form = |address: &'static str, paper: &'static str| {
        [
            ("name", "Comptoir"),
            ("via", "network"),
            ("address", address),
            ("paper", paper),
            ("dots", "203"),
            ("finish", "cut"),
            ("answers", "yes"),
        ]
    };
    for (address, paper) in [("", "r80"), ("http://x", "r80"), ("host:0", "r80"), ("host", ""), ("host", "a4")] {
        let refused = nadia.post("/printers", &form(address, paper)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{address} {paper}");
        assert!(refused.body.contains("Comptoir"), "what was typed stays");
    }
    let device = [
        ("name", "USB"),
        ("via", "device"),
        ("address", "/etc/passwd"),
        ("paper", "r80"),
        ("dots", "203"),
        ("finish", "cut"),
        ("answers", "yes"),
    ];
    let refused = nadia.post("/printers", &device).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("/dev/usb"),
        "{}",
        refused.body
    );

    assert_eq!(nadia.post("/printers", &form("192.168.1.50", "r80")).await.location(), "/settings/printing");
    let printers = nadia.api("GET", "/api/v1/printers", &json!(null)).await.json();
    assert_eq!(printers[0]["address"], "192.168.1.50:9100");
    let id = printers[0]["id"].as_str().expect("an id");
    let mut change = form("192.168.1.51", "r58").to_vec();
    change.push(("version", "1"));
    assert_eq!(nadia.post(&format!("/printers/{id}/edit"), &change).await.status, StatusCode::SEE_OTHER);
    let stale = nadia.post(&format!("/printers/{id}/edit"), &change).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("name=\"version\" value=\"2\""), "saving again is meant");
    let samia = shop.person(Role::Sales).await;
    assert_eq!(samia.get("/settings/printing").await.status, StatusCode::FORBIDDEN);
    assert_eq!(nadia.post(&format!("/printers/{id}/test"), &[("_key", "t1")]).await.location(), "/prints");
    assert!(nadia.get("/prints").await.body.contains("Essai d'impression"));
});
