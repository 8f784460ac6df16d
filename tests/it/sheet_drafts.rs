//! What is typed of a sheet and not saved yet: kept, offered again, never an amendment, never over somebody's text.

use axum::http::StatusCode;
use fixili::users::Role;
use serde_json::json;

use crate::{
    app::on_both,
    world_interventions::{opened, plain_intake, sheet},
};

on_both!(what_is_typed_is_kept_and_offered_again, |shop| async move {
    let (karim, nadia) = (shop.person(Role::Technician).await, shop.person(Role::Manager).await);
    let intake = plain_intake(&shop).await;
    let id = opened(&karim, intake).await;
    let (edit, draft) = (format!("/interventions/{id}/edit"), format!("/interventions/{id}/draft"));
    let typed = [("_key", "k1"), ("version", "1"), ("diagnosis", "Condensateur gonflé"), ("report", "")];
    for _ in 0..3 {
        assert_eq!(karim.post(&draft, &typed).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(sheet(&shop, id).await.intervention.version, 1, "no amendment for what is typed");
    let page = karim.get(&edit).await;
    assert!(page.body.contains("Condensateur gonflé") && page.body.contains("Texte repris"));
    assert!(karim.get(&format!("/intakes/{intake}")).await.body.contains("pas encore enregistré"));
    assert!(!nadia.get(&edit).await.body.contains("Condensateur"), "it is one's own");

    // somebody saves meanwhile: both texts stand there, and the version is that of now
    let theirs = json!({ "version": 1, "diagnosis": "Alimentation morte", "report": "" });
    let saved = nadia.api("PUT", &format!("/api/v1/interventions/{id}"), &theirs).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let page = karim.get(&edit).await;
    assert!(page.body.contains("Condensateur gonflé") && page.body.contains("Alimentation morte"), "both texts");
    assert!(page.body.contains("name=\"version\" value=\"2\""));

    let both =
        [("_key", "k1"), ("version", "2"), ("diagnosis", "Alimentation morte, condensateur gonflé"), ("report", "")];
    assert_eq!(karim.post(&edit, &both).await.location(), format!("/intakes/{intake}"));
    assert!(!karim.get(&edit).await.body.contains("Texte repris"), "nothing is left to go on with");
    // a keeping that comes late does not bring it back
    assert_eq!(karim.post(&draft, &typed).await.status, StatusCode::NO_CONTENT);
    assert!(!karim.get(&edit).await.body.contains("Texte repris"));
});

on_both!(a_draft_is_thrown_away_and_odd_ones_are_refused, |shop| async move {
    let (karim, samia) = (shop.person(Role::Technician).await, shop.person(Role::Sales).await);
    let id = opened(&karim, plain_intake(&shop).await).await;
    let draft = format!("/interventions/{id}/draft");
    let typed = [("_key", "k2"), ("version", "1"), ("diagnosis", "Essai"), ("report", "À jeter")];
    karim.post(&draft, &typed).await;
    let thrown = karim.post(&format!("{draft}/removal"), &[("_key", "k3")]).await;
    assert_eq!(thrown.location(), format!("/interventions/{id}/edit"));
    assert!(!karim.get(&format!("/interventions/{id}/edit")).await.body.contains("À jeter"));
    let long = "x".repeat(20_001);
    let too_long = karim.post(&draft, &[("_key", "k4"), ("diagnosis", &long)]).await;
    assert_eq!(too_long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(samia.post(&draft, &typed).await.status, StatusCode::FORBIDDEN);
    assert_eq!(karim.post("/interventions/0000000000001/draft", &typed).await.status, StatusCode::NOT_FOUND);
});
