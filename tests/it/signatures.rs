//! Signatures: what is signed, by whom, how; on the next version of the papers; at the desk and on a phone.

use axum::http::StatusCode;
use base64::Engine as _;
use fixili::{
    documents, intakes,
    kernel::{id::DocumentId, secret},
    lang::Lang,
    users::{Role, rights::Scope},
};
use serde_json::{Value, json};

use crate::{
    app::{Answer, Person, Shop, on_both},
    world_whole::token,
};

/// A drawn signature as a browser sends it: a slanted stroke on nothing.
pub fn drawing() -> String {
    let mut drawn = image::RgbaImage::new(600, 200);
    for n in 0..300 {
        for thick in 0..3 {
            drawn.put_pixel(150 + n, 60 + n / 4 + thick, image::Rgba([20, 26, 51, 255]));
        }
    }
    let mut bytes = Vec::new();
    drawn.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a PNG");
    format!("data:image/png;base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes))
}

/// A laptop and its charger, deposited by its owner: the deposit and the file.
async fn deposited(person: &Person) -> (String, String) {
    let found = person.api("GET", "/api/v1/find?q=zerrouki", &Value::Null).await.json();
    let items =
        ["Lent", "Écran noir"].map(|fault| json!({ "equipment": { "category": "PC portable" }, "fault": fault }));
    let body = json!({ "client_id": found["clients"][0]["id"], "items": items });
    let made = person.api("POST", "/api/v1/deposits", &body).await.json();
    let id = |value: &Value| value.as_str().expect("an id").to_owned();
    (id(&made["id"]), id(&made["intakes"][0]["id"]))
}

/// The ids of the documents on a page that is to be signed.
fn shown(page: &str) -> Vec<String> {
    page.split("name=\"documents\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().expect("an id").to_owned())
        .collect()
}

async fn sign(person: &Person, path: &str, documents: &[String], more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("signer", "Mourad Zerrouki")];
    form.extend(documents.iter().map(|id| ("documents", id.as_str())));
    form.extend(more);
    person.post(path, &form).await
}

async fn signatures(person: &Person, file: &str) -> Value {
    person.api("GET", &format!("/api/v1/intakes/{file}/signatures"), &Value::Null).await.json()
}

/// The latest versions of the documents of a file: (kind, version, whether it is signed).
async fn papers(shop: &Shop, file: &str) -> Vec<(String, i64, bool)> {
    let mut conn = shop.app.read().await.expect("a connection");
    let mut out = Vec::new();
    for document in documents::of_intake(&mut conn, file.parse().expect("an id")).await.expect("documents") {
        let said = documents::said(&mut conn, Scope::Shop, document.id).await.expect("a snapshot");
        out.push((document.kind.to_string(), document.version, said.signature.is_some()));
    }
    out
}

on_both!(a_deposit_is_signed_and_its_papers_say_so, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let (deposit, file) = deposited(&sales).await;
    let path = format!("/deposits/{deposit}/signature");
    let page = sales.get(&path).await;
    assert!(page.body.contains("Écran noir") && page.body.contains("Lent"), "both vouchers are read: {}", page.body);
    let documents = shown(&page.body);
    assert_eq!(documents.len(), 3, "the summary and two vouchers");

    // Each wrong way is told at its field, and what was typed stays.
    let neither = sign(&sales, &path, &documents, &[]).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(neither.body.contains("e-agreed") && neither.body.contains("Mourad Zerrouki"), "{}", neither.body);
    for bad in ["data:image/png;base64,AAAA", "<svg onload=alert(1)>"] {
        let refused = sign(&sales, &path, &documents, &[("drawing", bad)]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("illisible"), "{bad}");
    }
    let other = sign(&sales, &path, &documents[..2], &[("agreed", "1")]).await;
    assert!(other.body.contains("Le texte a changé"), "{}", other.body);
    assert_eq!(signatures(&sales, &file).await, json!([]));

    let signed = sign(&sales, &path, &documents, &[("drawing", &drawing())]).await;
    assert_eq!(signed.location(), format!("/deposits/{deposit}"));
    let kept = signatures(&sales, &file).await;
    assert_eq!((&kept[0]["way"], &kept[0]["signer"]), (&json!("drawn"), &json!("Mourad Zerrouki")));
    // The digest is that of exactly what was stored and shown.
    let mut conn = shop.app.read().await.expect("a connection");
    let mut texts = Vec::new();
    for id in &documents {
        let id: DocumentId = id.parse().expect("an id");
        texts.push(documents::text(&mut conn, id).await.expect("a text"));
    }
    assert_eq!(kept[0]["digest"], secret::digest(texts.join("\n").as_bytes()));
    drop(conn);
    let all = papers(&shop, &file).await;
    assert_eq!(all.iter().filter(|(_, version, signed)| *version == 2 && *signed).count(), 2, "{all:?}");
    assert!(sales.get(&format!("/deposits/{deposit}")).await.body.contains("Mourad Zerrouki"));
    let image = sales.get(&format!("/signatures/{}/image", kept[0]["id"].as_str().expect("an id"))).await;
    assert!(image.status == StatusCode::OK && image.headers["content-type"] == "image/png");
    let printed = sales.get(&format!("/intakes/{file}/print")).await;
    let pdf = sales.get(printed.location()).await.body;
    assert!(pdf.contains("/Subtype/Image"), "the drawing is on paper");

    let again = sign(&sales, &path, &documents, &[("agreed", "1")]).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("déjà signé"), "{}", again.body);
    assert_eq!(sales.get(&path).await.status, StatusCode::CONFLICT);
});

on_both!(an_amendment_is_not_signed_and_a_replaced_signature_leaves_the_papers, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let (deposit, file) = deposited(&sales).await;
    let path = format!("/deposits/{deposit}/signature");
    let documents = shown(&sales.get(&path).await.body);
    assert_eq!(sign(&sales, &path, &documents, &[("agreed", "1")]).await.location(), format!("/deposits/{deposit}"));
    let amended = json!({ "version": 1, "fault": "Lent et chaud" });
    let amended = sales.api("PUT", &format!("/api/v1/intakes/{file}"), &amended).await;
    assert_eq!(amended.status, StatusCode::OK, "{}", amended.body);
    let of_intake = |all: Vec<(String, i64, bool)>| -> Vec<(i64, bool)> {
        all.into_iter().filter(|(kind, ..)| kind == "intake").map(|(_, version, signed)| (version, signed)).collect()
    };
    assert_eq!(of_intake(papers(&shop, &file).await), [(1, false), (2, true), (3, false)]);

    let id = signatures(&sales, &file).await[0]["id"].as_str().expect("an id").to_owned();
    let replacement = format!("/signatures/{id}/replacement");
    assert_eq!(sales.post(&replacement, &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sales.post(&replacement, &[("reason", "Mauvais signataire")]).await.location(), path);
    assert_eq!(sales.post(&replacement, &[("reason", "Encore")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(of_intake(papers(&shop, &file).await).last(), Some(&(3, false)), "what is unsigned stays as it is");
    let now = shown(&sales.get(&path).await.body);
    assert_ne!(now, documents);
    assert!(sign(&sales, &path, &documents, &[("agreed", "1")]).await.body.contains("Le texte a changé"));
    assert_eq!(sign(&sales, &path, &now, &[("agreed", "1")]).await.location(), format!("/deposits/{deposit}"));
    let all = signatures(&sales, &file).await;
    assert_eq!((all.as_array().map(Vec::len), &all[0]["replace_reason"]), (Some(2), &json!("Mauvais signataire")));
    let page = sales.get(&format!("/intakes/{file}")).await.body;
    assert!(page.contains("Mauvais signataire") && page.contains("nom tapé"), "{page}");
    let pdf = documents::pdf(&shop.app, Scope::Shop, latest(&shop, &file).await, Lang::Ar).await.expect("a PDF");
    assert!(pdf.starts_with(b"%PDF-"));
});

on_both!(a_signature_that_counts_no_more_takes_no_other_with_it, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let (deposit, file) = deposited(&sales).await;
    let (of_deposit, of_file) = (format!("/deposits/{deposit}/signature"), format!("/intakes/{file}/signature"));
    let documents = shown(&sales.get(&of_deposit).await.body);
    sign(&sales, &of_deposit, &documents, &[("agreed", "1")]).await;
    let first = signatures(&sales, &file).await[0]["id"].as_str().expect("an id").to_owned();
    sales.api("PUT", &format!("/api/v1/intakes/{file}"), &json!({ "version": 1, "fault": "Lent et chaud" })).await;
    let amended = shown(&sales.get(&of_file).await.body);
    let signed = sign(&sales, &of_file, &amended, &[("agreed", "1")]).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
    sales.post(&format!("/signatures/{first}/replacement"), &[("reason", "Mauvais signataire")]).await;
    let mut vouchers = papers(&shop, &file).await.into_iter().filter(|(kind, ..)| kind == "intake");
    assert_eq!(vouchers.next_back(), Some(("intake".to_owned(), 4, true)), "the second signature counts");
});

async fn latest(shop: &Shop, file: &str) -> DocumentId {
    let mut conn = shop.app.read().await.expect("a connection");
    documents::of_intake(&mut conn, file.parse().expect("an id")).await.expect("documents").last().expect("one").id
}

on_both!(a_phone_shows_the_papers_and_takes_one_signature, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let (deposit, file) = deposited(&sales).await;
    let opened = sales.post(&format!("/deposits/{deposit}/signature/phone"), &[]).await;
    let handoff = opened.location().strip_prefix("/handoffs/").expect("a page").to_owned();
    let path = format!("/p/{}", token(&shop, &handoff).await);
    let guest = shop.stranger();
    let page = guest.get(&path).await;
    let documents = shown(&page.body);
    assert!(documents.len() == 3 && page.body.contains("Écran noir") && page.body.contains("Zerrouki"));
    let signing = format!("{path}/signature");
    assert_eq!(sign(&guest, &signing, &documents, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let drawn = drawing();
    let (by_hand, by_name) = ([("drawing", drawn.as_str())], [("agreed", "1")]);
    let (one, two) =
        tokio::join!(sign(&guest, &signing, &documents, &by_hand), sign(&guest, &signing, &documents, &by_name));
    let went = [&one, &two].iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    assert_eq!(went, 1, "of two touches one counts: {} {}", one.status, two.status);
    let kept = signatures(&sales, &file).await;
    assert_eq!(kept.as_array().map(Vec::len), Some(1));
    assert!(kept[0]["recorded_by"].is_null() && kept[0]["handoff_id"] == handoff.as_str(), "{kept}");
    let over = guest.get(&path).await;
    assert!(over.status == StatusCode::GONE && over.body.contains("Merci"));
    assert_eq!(sign(&guest, &signing, &documents, &[("agreed", "1")]).await.status, StatusCode::GONE);
    assert!(papers(&shop, &file).await.iter().any(|(kind, _, signed)| kind == "intake" && *signed), "on paper too");
    assert_eq!(sales.post(&format!("/deposits/{deposit}/signature/phone"), &[]).await.status, StatusCode::CONFLICT);
});

on_both!(a_shop_may_ask_for_signatures, |shop| async move {
    let (sales, manager) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    let page = manager.get("/settings/signing").await.body;
    let version = page.split("name=\"version\" value=\"").nth(1).and_then(|v| v.split('"').next()).expect("a version");
    let saved = manager.post("/settings/signing", &[("version", version), ("deposit", "1"), ("release", "1")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let typed = [
        ("_key", "k-sign"),
        ("count", "1"),
        ("client_name", "Rachid Bensalem"),
        ("phone", "0550 11 22 33"),
        ("kind", "individual"),
        ("items.0.category", "Imprimante"),
        ("items.0.fault", "Bourrage"),
    ];
    let to = sales.post("/deposits", &typed).await.location().to_owned();
    assert!(to.ends_with("/signature"), "{to}");
    let deposit = to.trim_end_matches("/signature").to_owned();
    assert!(sales.get(&deposit).await.body.contains("elle manque encore"));
    let documents = shown(&sales.get(&to).await.body);
    assert_eq!(sign(&sales, &to, &documents, &[("agreed", "1")]).await.location(), deposit);
    assert!(!sales.get(&deposit).await.body.contains("elle manque encore"));

    let found = sales.api("GET", "/api/v1/find?q=bensalem", &Value::Null).await.json();
    let file = found["files"][0]["id"].as_str().expect("an id").to_owned();
    let given = [("collector", "client"), ("reason", "Repris")];
    let to = sales.post(&format!("/intakes/{file}/release"), &given).await.location().to_owned();
    assert!(to.starts_with("/releases/") && to.ends_with("/signature"), "{to}");
    assert!(sales.get(&format!("/intakes/{file}")).await.body.contains("elle manque encore"));
    let documents = shown(&sales.get(&to).await.body);
    assert_eq!(sign(&sales, &to, &documents, &[("drawing", &drawing())]).await.location(), format!("/intakes/{file}"));
    assert!(!sales.get(&format!("/intakes/{file}")).await.body.contains("elle manque encore"));
    let mut conn = shop.app.read().await.expect("a connection");
    let intake = intakes::find(&mut conn, Scope::Shop, file.parse().expect("an id")).await.expect("a file");
    assert_eq!(intake.state, intakes::State::Released);
});

on_both!(what_is_not_there_or_not_accepted_is_not_signed, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let world = crate::world_whole::build(&shop).await;
    let draft = sales.get(&format!("/quotes/{}/signature", world.quote)).await;
    assert!(draft.status == StatusCode::CONFLICT && draft.body.contains("devis accepté"), "{}", draft.body);
    let accepted = sales.get(&format!("/quotes/{}/signature", world.accepted)).await.body;
    let quote = shown(&accepted);
    let done = sign(&sales, &format!("/quotes/{}/signature", world.accepted), &quote, &[("agreed", "1")]).await;
    assert!(done.location().starts_with("/intakes/"), "{}", done.body);
    for nothing in ["/deposits/0000000000001/signature", "/releases/x/signature", "/quotes/zzzzzzzzzzzzz/signature"] {
        assert_eq!(sales.get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    let bad = json!({ "subject": "intake", "subject_id": "x", "signer": "A", "agreed": true, "documents": [] });
    assert_eq!(sales.api("POST", "/api/v1/signatures", &bad).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let void = &world.waiting;
    let manager = shop.person(Role::Manager).await;
    manager.post(&format!("/intakes/{void}/void"), &[("reason", "Erreur")]).await;
    assert_eq!(sales.get(&format!("/intakes/{void}/signature")).await.status, StatusCode::CONFLICT);
});
