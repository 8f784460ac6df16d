//! A software ticket that was closed is reopened: by whom, with what reason, and when it is refused.

use axum::http::StatusCode;
use fixili::{
    kernel::id::TicketId,
    tickets,
    users::{
        Role,
        rights::{May, TicketsOpen},
    },
};
use serde_json::json;

use crate::{
    app::{Person, Shop, on_both},
    html::{forms, messages},
    world_payments as world,
};

/// The path of a new ticket, below `/api/v1`.
async fn opened(by: &Person) -> String {
    let found = by.api("GET", "/api/v1/clients?q=zerrouki", &json!(null)).await.json();
    let ticket = json!({ "client_id": found["rows"][0]["id"], "software": "PC Compta", "problem": "Ne s'ouvre plus" });
    let made = by.api("POST", "/api/v1/tickets", &ticket).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    format!("/tickets/{}", made.json()["id"].as_str().expect("an id"))
}

/// What an action below `/api/v1` answers: its status and its body.
async fn act(by: &Person, path: &str, body: serde_json::Value) -> (StatusCode, serde_json::Value) {
    let answer = by.api("POST", &format!("/api/v1{path}"), &body).await;
    (answer.status, answer.json())
}

async fn taken_and_closed(by: &Person, path: &str) {
    assert_eq!(act(by, &format!("{path}/take"), json!({})).await.0, StatusCode::OK);
    let closing = json!({ "closing_note": "Licence réactivée" });
    assert_eq!(act(by, &format!("{path}/closing"), closing).await.0, StatusCode::OK);
}

on_both!(a_closed_ticket_goes_back_to_who_had_it, |shop| async move {
    let (nadia, karim) = (shop.person(Role::Manager).await, shop.person(Role::Technician).await);
    let ticket = opened(&nadia).await;
    let action = format!("{ticket}/reopening");
    taken_and_closed(&karim, &ticket).await;
    let had = nadia.api("GET", &format!("/api/v1{ticket}"), &json!(null)).await.json();
    assert_eq!(had["state"], "closed");

    let page = nadia.get(&ticket).await.body;
    let form = forms(&page).into_iter().find(|form| form.action == action).expect("a form to reopen");
    assert_eq!(form.value("reopening_reason"), Some(""));
    let refused = nadia.post(&action, &[("_key", "r0"), ("reopening_reason", "  ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(messages(&refused.body).len(), 1, "{}", refused.body);

    let reason = [("_key", "r1"), ("reopening_reason", "Le problème est <b>revenu</b>")];
    assert_eq!(nadia.post(&action, &reason).await.location(), ticket);
    assert_eq!(nadia.post(&action, &reason).await.location(), ticket, "sent twice, done once");
    let now = nadia.api("GET", &format!("/api/v1{ticket}"), &json!(null)).await.json();
    assert_eq!(now["state"], "taken");
    for fact in ["taken_by", "taken_at"] {
        assert_eq!(now[fact], had[fact], "{fact}");
    }
    assert_eq!(now["closed_at"], json!(null));

    // What was done and why it was not enough are both kept.
    let notes = nadia.api("GET", &format!("/api/v1{ticket}/notes"), &json!(null)).await.json();
    assert_eq!(notes[0]["body"], "Licence réactivée");
    assert_eq!((&notes[0]["by_user"], &notes[0]["at"]), (&had["closed_by"], &had["closed_at"]));
    assert_eq!(notes[1]["body"], "Le problème est <b>revenu</b>");
    assert_ne!(notes[1]["by_user"], had["closed_by"]);
    assert_eq!(notes.as_array().map(Vec::len), Some(2));

    let page = karim.get(&ticket).await.body;
    assert!(page.contains("Ticket rouvert"), "the history tells it");
    assert!(!forms(&page).iter().any(|form| form.action == action), "there is nothing to reopen any more");
    let told = "Votre ticket logiciel a été rouvert";
    assert!(karim.get("/notices").await.body.contains(told));
    assert!(!nadia.get("/notices").await.body.contains(told));
});

on_both!(nobody_is_told_that_they_reopened_their_own, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let ticket = opened(&karim).await;
    taken_and_closed(&karim, &ticket).await;
    let body = json!({ "reopening_reason": "Encore" });
    let (status, now) = act(&karim, &format!("{ticket}/reopening"), body).await;
    assert_eq!((status, &now["state"]), (StatusCode::OK, &json!("taken")));
    assert!(!karim.get("/notices").await.body.contains("Votre ticket logiciel a été rouvert"));

    // It is closed as before, and what is said then stands alone.
    let closing = json!({ "closing_note": "Réinstallé" });
    let (status, now) = act(&karim, &format!("{ticket}/closing"), closing).await;
    assert_eq!((status, &now["closing_note"]), (StatusCode::OK, &json!("Réinstallé")));
});

on_both!(what_is_not_closed_or_had_nobody_is_not_reopened, |shop| async move {
    let (nadia, karim) = (shop.person(Role::Manager).await, shop.person(Role::Technician).await);
    let ticket = opened(&nadia).await;
    let action = format!("{ticket}/reopening");
    let body = json!({ "reopening_reason": "Encore" });
    assert_eq!(act(&karim, &action, body.clone()).await.1["type"], "tickets-not-closed", "open");
    assert_eq!(act(&shop.person(Role::Sales).await, &action, body.clone()).await.0, StatusCode::FORBIDDEN);
    taken_and_closed(&karim, &ticket).await;
    let (status, refused) = act(&karim, &action, json!({})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused["fields"][0]["name"], "reopening_reason");
    assert_eq!(act(&karim, &action, body.clone()).await.0, StatusCode::OK);
    assert_eq!(act(&karim, &action, body.clone()).await.1["type"], "tickets-not-closed", "taken");
    assert_eq!(act(&nadia, &format!("{ticket}/void"), json!({ "reason": "Doublon" })).await.0, StatusCode::OK);
    let (status, refused) = act(&karim, &action, body.clone()).await;
    assert_eq!((status, &refused["type"]), (StatusCode::CONFLICT, &json!("tickets-is-voided")));

    let converted = opened(&nadia).await;
    became_file(&shop, &converted).await;
    let action = format!("{converted}/reopening");
    assert_eq!(act(&karim, &action, body).await.1["type"], "tickets-had-nobody");
    assert!(!forms(&karim.get(&converted).await.body).iter().any(|form| form.action == action));
});

/// The ticket turned out to be hardware before anyone took it.
async fn became_file(shop: &Shop, ticket: &str) {
    let file = world::intake(shop).await;
    let id: TicketId = ticket.rsplit('/').next().expect("an id").parse().expect("an id");
    let by = May::<TicketsOpen>::system();
    shop.app.write(async |tx| tickets::become_file(tx, &by, id, file).await).await.expect("a conversion");
}
