//! Pages on phones: photos that a guest sends to a form or a file, for minutes, and nothing besides.

use axum::http::{StatusCode, header};
use fixili::{files, kernel::id::HandoffId, users::Role};
use serde_json::json;

use crate::{
    app::{Answer, Person, Shop, on_both},
    world_payments as world,
    world_whole::{phone, token},
};

const POCKET: &str = "0123456789abcdef0123456789abcdef";

/// A picture of this many pixels each way; of noise, so that it does not compress away.
fn photo(side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_fn(side, side, |x, y| {
        image::Rgb([(x % 251).try_into().unwrap_or(0), (y % 241).try_into().unwrap_or(0), 90])
    });
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Jpeg).expect("a JPEG");
    bytes
}

/// Sends files as a page of a phone does; with a script only the list comes back.
async fn send(person: &Person, path: &str, files: &[(&str, &[u8])], script: bool) -> Answer {
    let mut body = Vec::new();
    for (name, bytes) in files {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    let person = if script { person.with("x-part", "1") } else { person.with("accept", "text/html") };
    person.send_bytes("POST", path, "multipart/form-data; boundary=edge", body).await
}

on_both!(a_guest_sends_photos_to_a_file_until_done, |shop| async move {
    let file = world::intake(&shop).await;
    let sales = shop.person(Role::Sales).await;
    let (handoff, token) = phone(&shop, &sales, &file.to_string()).await;
    let guest = shop.stranger().reading("ar");
    let path = format!("/p/{token}");
    let page = guest.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("lang=\"fr\""), "the language of the desk: {}", page.body);
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(page.headers[header::REFERRER_POLICY], "no-referrer");
    assert!(page.headers["x-robots-tag"].to_str().expect("text").contains("noindex"));
    assert!(!page.body.contains("BE-2026") && !page.body.contains("Zerrouki"), "it tells nothing of the file");
    assert!(sales.get(&format!("/handoffs/{handoff}")).await.body.contains(&path), "the desk shows the code");
    assert!(guest.get(&format!("/handoffs/{handoff}")).await.location().starts_with("/login"), "to nobody else");

    let good = photo(400);
    let sent = send(&guest, &path, &[("a.jpg", &good), ("b.exe", b"MZ\x90\0")], true).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.body.contains("b.exe") && sent.body.contains("1 photo envoyée"), "{}", sent.body);
    let plain = send(&guest, &path, &[("c.jpg", &good)], false).await;
    assert_eq!(plain.location(), path, "without scripts the page comes again");
    let list = sales.api("GET", &format!("/api/v1/intakes/{file}/files"), &json!(null)).await.json();
    assert_eq!(list.as_array().map(Vec::len), Some(2), "{list}");
    assert!(
        sales.get(&format!("/intakes/{file}")).await.body.contains("Par un téléphone invité"),
        "the timeline says how"
    );
    let small = format!("{path}/files/{}", list[0]["id"].as_str().expect("an id"));
    assert_eq!(guest.get(&small).await.headers[header::CONTENT_TYPE], "image/jpeg");
    for closed in ["/intakes", "/live?about=intakes", &format!("/files/{}", list[0]["id"].as_str().expect("an id"))] {
        assert!(guest.get(closed).await.location().starts_with("/login"), "{closed}");
    }

    assert_eq!(guest.post(&format!("{path}/end"), &[]).await.location(), path);
    let over = guest.get(&path).await;
    assert!(over.status == StatusCode::GONE && over.body.contains("Merci"), "{}", over.body);
    assert_eq!(send(&guest, &path, &[("d.jpg", &good)], true).await.status, StatusCode::GONE);
    assert_eq!(guest.get(&small).await.status, StatusCode::NOT_FOUND);
    let list = sales.api("GET", &format!("/api/v1/intakes/{file}/files"), &json!(null)).await.json();
    assert_eq!(list.as_array().map(Vec::len), Some(2));
});

on_both!(a_page_lasts_a_quarter_of_an_hour_and_guessing_is_slowed, |shop| async move {
    let file = world::intake(&shop).await;
    let sales = shop.person(Role::Sales).await;
    let (_, token) = phone(&shop, &sales, &file.to_string()).await;
    let guest = shop.stranger();
    shop.app.clock().advance(15 * 60_000);
    let path = format!("/p/{token}");
    let over = guest.get(&path).await;
    assert!(over.status == StatusCode::GONE && over.body.contains("plus valable"), "{}", over.body);
    assert_eq!(send(&guest, &path, &[("a.jpg", &photo(40))], true).await.status, StatusCode::GONE);
    let mut answers = Vec::new();
    for n in 0..52 {
        answers.push(guest.get(&format!("/p/{n:064x}")).await.status);
    }
    assert_eq!(answers[0], StatusCode::NOT_FOUND);
    assert_eq!(answers.last(), Some(&StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(guest.get(&path).await.status, StatusCode::GONE, "a page that exists is not a guess");
});

async fn pocket(shop: &Shop) -> usize {
    files::in_pocket(&mut shop.app.read().await.expect("a connection"), POCKET).await.expect("files").len()
}

const TYPED: &[(&str, &str)] = &[
    ("_key", "k-photos"),
    ("count", "1"),
    ("client_name", "Rachid Bensalem"),
    ("phone", "0550 11 22 33"),
    ("kind", "individual"),
    ("items.0.category", "Imprimante"),
    ("items.0.fault", "Bourrage"),
    ("items.0.pocket", POCKET),
];

on_both!(photos_of_a_phone_wait_in_the_form_and_go_with_its_deposit, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let mut typed = TYPED.to_vec();
    typed.push(("act", "phone-0"));
    let page = sales.post("/deposits", &typed).await.body;
    assert!(page.contains(&format!("data-about=\"pocket:{POCKET}\"")), "{page}");
    let begin = "name=\"items.0.phone\" value=\"";
    let handoff = page.split(begin).nth(1).and_then(|rest| rest.split('"').next()).expect("a phone").to_owned();
    let token = token(&shop, &handoff).await;
    let guest = shop.stranger();
    let sent = send(&guest, &format!("/p/{token}"), &[("a.jpg", &photo(60)), ("b.jpg", &photo(61))], true).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    let at_desk = send(&sales, &format!("/pockets/{POCKET}/files"), &[("c.jpg", &photo(62))], true).await;
    assert_eq!(at_desk.body.matches("<img").count(), 3, "{}", at_desk.body);
    assert_eq!(sales.get(&format!("/pockets/{POCKET}/options")).await.body.matches("<img").count(), 3);

    let kept = files::in_pocket(&mut shop.app.read().await.expect("a connection"), POCKET).await.expect("files");
    // Who has another page, for another file, names none of them.
    let other = phone(&shop, &sales, &world::intake(&shop).await.to_string()).await.1;
    let theirs = kept[0].id.to_string();
    let stolen = guest.with("x-part", "1").post(&format!("/p/{other}"), &[("files", &theirs)]).await;
    assert_eq!(stolen.status, StatusCode::NOT_FOUND, "{}", stolen.body);
    assert_eq!(pocket(&shop).await, 3, "it is still in the form");

    // One is taken out again; what the form forgets to say is not lost.
    let out = format!("photo-{}", kept[2].id);
    typed.pop();
    typed.push(("act", &out));
    assert_eq!(sales.post("/deposits", &typed).await.body.matches("/small\"").count(), 2);
    sales.post("/deposits/draft", TYPED).await;
    assert_eq!(sales.get("/deposits/new?draft=k-photos").await.body.matches("/small\"").count(), 2, "a draft has them");

    let saved = sales.post("/deposits", TYPED).await;
    assert!(saved.location().starts_with("/deposits/"), "{}", saved.body);
    assert_eq!(pocket(&shop).await, 0);
    let found = sales.api("GET", "/api/v1/find?q=bensalem", &json!(null)).await.json();
    let file = found["files"][0]["id"].as_str().expect("an id").to_owned();
    let list = sales.api("GET", &format!("/api/v1/intakes/{file}/files"), &json!(null)).await.json();
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    assert!(list.as_array().expect("files").iter().all(|photo| photo["moment"] == "before"), "{list}");
    assert_eq!(guest.get(&format!("/p/{token}")).await.status, StatusCode::GONE, "its page ended with it");

    // After the work another is marked, and taken back.
    let path = format!("/intakes/{file}/files/{}/moment", list[0]["id"].as_str().expect("an id"));
    assert_eq!(sales.post(&path, &[("moment", "after")]).await.location(), format!("/intakes/{file}"));
    let page = sales.get(&format!("/intakes/{file}")).await.body;
    assert!(page.contains("<h3>Avant</h3>") && page.contains("<h3>Après</h3>"), "side by side");
    let api = format!("/api/v1{path}");
    let unmarked = sales.api("POST", &api, &json!({})).await.json();
    assert_eq!(unmarked[0]["moment"], json!(null));
    assert_eq!(sales.post(&format!("{}x", &path[..10]), &[]).await.status, StatusCode::NOT_FOUND);
});

on_both!(a_guest_may_do_nothing_else_with_the_page, |shop| async move {
    let file = world::intake(&shop).await;
    let sales = shop.person(Role::Sales).await;
    let (handoff, token) = phone(&shop, &sales, &file.to_string()).await;
    let id: HandoffId = handoff.parse().expect("an id");
    let may = fixili::users::rights::May::<fixili::users::rights::IntakesEdit>::by_link(id);
    assert!(may.also::<fixili::users::rights::Read>().is_err() && may.also::<fixili::users::rights::Refund>().is_err());
    world::void(&shop, file).await;
    let guest = shop.stranger();
    let late = send(&guest, &format!("/p/{token}"), &[("a.jpg", &photo(40))], true).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.body);
    assert!(late.body.contains("annulé"), "{}", late.body);
    assert!(!late.body.contains("<img"), "what was refused is not shown as sent: {}", late.body);
    for _ in 0..4 {
        let many: Vec<(&str, &[u8])> = vec![("x.pdf", b"%PDF-1.7 %%EOF"); 20];
        send(&guest, &format!("/p/{token}"), &many, true).await;
    }
    let flood = send(&guest, &format!("/p/{token}"), &[("x.pdf", b"%PDF-1.7 %%EOF")], true).await;
    assert_eq!(flood.status, StatusCode::GONE, "nor does it fill the disk");
    let foreign = shop.foreign(&guest, &format!("/p/{token}/end"), "text/plain", "").await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "another site does not press its buttons");
});
