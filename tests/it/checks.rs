//! Checks of a sheet: wanted by the shop for a category, answered before and after the work, kept as they were worded, printed. And
//! sentences that are chosen instead of typed.

use axum::http::StatusCode;
use fixili::{
    documents::{self, Kind, Pictures},
    interventions::{Answer, Check},
    lang::Lang,
    printing, settings,
    users::{Role, rights::Scope},
};
use serde_json::json;

use crate::{
    app::{Person, Shop, on_both},
    world_interventions::{opened, plain_intake, sheet},
};

/// What a page answers of row `n`: its label and the two answers.
fn rows(answers: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    let fields = |(n, (label, before, after)): (usize, &(&str, &str, &str))| {
        [("check", *label), ("before", *before), ("after", *after)]
            .map(|(name, value)| (format!("{name}_{n}"), value.to_owned()))
    };
    answers.iter().enumerate().flat_map(fields).collect()
}

async fn save(
    person: &Person,
    path: &str,
    key: &str,
    version: &str,
    answers: &[(&str, &str, &str)],
) -> crate::app::Answer {
    let rows = rows(answers);
    let mut form = vec![("_key", key), ("version", version), ("diagnosis", "Nappe coupée"), ("report", "")];
    form.extend(rows.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    person.post(path, &form).await
}

async fn version(nadia: &Person) -> String {
    nadia.api("GET", "/api/v1/settings", &json!({})).await.json()["version"].to_string()
}

async fn want(shop: &Shop, every: &str, laptop: &str) {
    let nadia = shop.person(Role::Manager).await;
    let version = version(&nadia).await;
    let form = [
        ("_key", version.as_str()),
        ("version", &version),
        ("list_0", every),
        ("category_1", "PC portable"),
        ("list_1", laptop),
    ];
    let saved = nadia.post("/settings/checklists", &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

on_both!(a_sheet_keeps_its_checks_as_they_were_worded, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    want(&shop, "S'allume", "Écran\nClavier").await;
    let intake = plain_intake(&shop).await;
    let id = opened(&karim, intake).await;
    let edit = format!("/interventions/{id}/edit");
    let page = karim.get(&edit).await.body;
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not offered"));
    assert!(at("S'allume") < at("Écran") && at("Écran") < at("Clavier"));

    let answers = [("S'allume", "ok", ""), ("Écran", "fault", ""), ("Clavier", "", "")];
    let saved = save(&karim, &edit, "k1", "1", &answers).await;
    assert_eq!(saved.location(), format!("/intakes/{intake}"), "{}", saved.body);
    let kept = |label: &str, before, after| Check { label: label.into(), before, after };
    let expected = vec![kept("S'allume", Some(Answer::Good), None), kept("Écran", Some(Answer::Fault), None)];
    assert_eq!(sheet(&shop, id).await.intervention.checks.0, expected, "what nobody tried is not kept");

    // the shop words it otherwise: what was answered stays as it was, and is still offered
    want(&shop, "Démarre", "Écran").await;
    let page = karim.get(&edit).await.body;
    assert!(page.contains("Démarre") && page.contains("allume"));
    let file = karim.get(&format!("/intakes/{intake}")).await.body;
    assert!(file.contains("Défaut : <bdi>Écran") || file.contains("Défaut : </"), "the fault is on the file");

    // the work ends: what was tried on arrival only is said
    let complete = karim.get(&format!("/interventions/{id}/completion")).await.body;
    assert!(complete.contains("pas après le travail"), "{complete}");
    let history = karim.get(&format!("/interventions/{id}/history")).await.body;
    assert!(history.contains("Écran · À l'arrivée : Défaut") || history.contains("Écran · À l&#39;arrivée : Défaut"));
});

on_both!(checks_in_json_are_left_alone_when_absent_and_odd_ones_refused, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let id = opened(&karim, plain_intake(&shop).await).await;
    let path = format!("/api/v1/interventions/{id}");
    let good = json!({ "version": 1, "diagnosis": "a", "checks": [{ "label": "Écran", "before": "ok", "after": "fault" }, { "label": "Son" }] });
    let saved = karim.api("PUT", &path, &good).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let told = json!([{ "label": "Écran", "before": "ok", "after": "fault" }]);
    assert_eq!(saved.json()["intervention"]["checks"], told);
    let other = karim.api("PUT", &path, &json!({ "version": 2, "diagnosis": "b" })).await;
    assert_eq!(other.json()["intervention"]["checks"], told, "absent is not empty");
    let none = karim.api("PUT", &path, &json!({ "version": 3, "diagnosis": "b", "checks": [] })).await;
    assert_eq!(none.json()["intervention"]["checks"], json!([]));
    let many: Vec<_> = (0..121).map(|n| json!({ "label": format!("c{n}"), "before": "ok" })).collect();
    for odd in [
        json!([{ "label": "Écran", "before": "ok" }, { "label": "ECRAN", "after": "ok" }]),
        json!([{ "label": " ", "before": "ok" }]),
        json!([{ "label": "x".repeat(121), "before": "ok" }]),
        json!([{ "label": "Son", "before": "loud" }]),
        json!(many),
    ] {
        let refused = karim.api("PUT", &path, &json!({ "version": 4, "diagnosis": "b", "checks": odd })).await;
        assert!(
            [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST].contains(&refused.status),
            "{odd}: {}",
            refused.status
        );
    }
    assert_eq!(sheet(&shop, id).await.intervention.version, 4);
});

on_both!(what_is_ticked_is_kept_with_what_is_typed, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    want(&shop, "S'allume", "Écran").await;
    let id = opened(&karim, plain_intake(&shop).await).await;
    let (edit, draft) = (format!("/interventions/{id}/edit"), format!("/interventions/{id}/draft"));
    let kept = save(&karim, &draft, "k1", "1", &[("S'allume", "fault", ""), ("Écran", "", "")]).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    let page = karim.get(&edit).await.body;
    assert!(page.contains("name=\"before_0\" value=\"fault\" checked"), "the answer stands there after a power cut");
    assert!(sheet(&shop, id).await.intervention.checks.0.is_empty(), "and is no amendment");
});

on_both!(what_was_tried_is_on_the_paper, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let intake = plain_intake(&shop).await;
    let id = opened(&karim, intake).await;
    let checks = json!([{ "label": "Charnière témoin", "before": "fault", "after": "ok" }]);
    let saved = karim
        .api(
            "PUT",
            &format!("/api/v1/interventions/{id}"),
            &json!({ "version": 1, "diagnosis": "a", "checks": checks }),
        )
        .await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let mut conn = shop.app.read().await.expect("a connection");
    let file = fixili::intakes::find(&mut conn, Scope::Shop, intake).await.expect("the file");
    let sheet = sheet(&shop, id).await;
    let said = printing::of_sheet(&shop.app, &mut conn, &file, &sheet).await.expect("a snapshot");
    for (lang, fault, good) in [(Lang::Fr, "Défaut", "Bon"), (Lang::Ar, "عطب", "سليم"), (Lang::En, "Fault", "Good")]
    {
        let formats = settings::Settings::default().formats(lang);
        let paper = documents::sheet(Kind::Intervention, &said, lang, &formats, None, Pictures::default());
        let paper = serde_json::to_string(&paper).expect("JSON");
        assert!(["Charnière témoin", fault, good].iter().all(|word| paper.contains(word)), "{lang}: {paper}");
    }
});

on_both!(lists_and_sentences_are_checked_at_their_field, |shop| async move {
    let (nadia, karim) = (shop.person(Role::Manager).await, shop.person(Role::Technician).await);
    let long = "x".repeat(121);
    let form =
        [("_key", "a"), ("version", "0"), ("list_0", "S'allume"), ("category_1", "PC portable"), ("list_1", &long)];
    let refused = nadia.post("/settings/checklists", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("id=\"e-list_1\"") && refused.body.contains(&long),
        "said there, and nothing typed is lost"
    );
    let long = "y".repeat(501);
    let form = [("_key", "b"), ("version", "0"), ("lang", "ar"), ("diagnosis", &long), ("report", "تم.")];
    let refused = nadia.post("/settings/phrases", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"e-diagnosis\""));
    let version = version(&nadia).await;
    let form = [("_key", "c"), ("version", version.as_str()), ("lang", "fr"), ("report", "Phrase témoin <b>.")];
    assert_eq!(nadia.post("/settings/phrases", &form).await.location(), "/settings/phrases?lang=fr");
    assert_eq!(karim.get("/settings/phrases").await.status, StatusCode::FORBIDDEN);

    // without scripts a sentence is a button: it joins what is typed, and nothing is saved
    let id = opened(&karim, plain_intake(&shop).await).await;
    let edit = format!("/interventions/{id}/edit");
    assert!(karim.get(&edit).await.body.contains("Phrase témoin &lt;b&gt;."));
    let chosen = karim
        .post(
            &edit,
            &[
                ("_key", "d"),
                ("version", "1"),
                ("diagnosis", "D"),
                ("report", "Déjà là."),
                ("phrase.report", "Phrase témoin."),
            ],
        )
        .await;
    assert_eq!(chosen.status, StatusCode::OK);
    assert!(chosen.body.contains("Déjà là.\nPhrase témoin."), "{}", chosen.body);
    assert_eq!(sheet(&shop, id).await.intervention.version, 1);
});
