//! Files on a repair file: uploads, refusals that lose nothing, downloads, removal.

use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use fixili::{demo, users::Role};
use serde_json::json;
use tower::ServiceExt as _;

use crate::{
    app::{Shop, on_both},
    world_payments as world,
};

/// A part of a multipart form: name, name of the file if it is one, bytes.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

struct Sent {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

/// Logs in and keeps the cookie, to send bytes that are no text.
async fn cookie(shop: &Shop, role: Role) -> String {
    let who = demo::LOG_INS.iter().find(|l| l.role == role).expect("the demo has every role");
    let answer = shop.stranger().post("/login", &[("login", who.login), ("password", who.password)]).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("a cookie");
    cookie.split(';').next().expect("a value").to_owned()
}

async fn upload(shop: &Shop, cookie: &str, path: &str, parts: &[Part<'_>]) -> Sent {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|f| format!("; filename=\"{f}\"\r\nContent-Type: image/png")).unwrap_or_default();
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header(header::COOKIE, cookie)
        .body(Body::from(body))
        .expect("a request");
    let response = shop.router.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
    Sent { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    image::RgbImage::new(4, 3).write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a PNG");
    bytes
}

/// The value of a field of this name in a page.
fn value_of<'a>(page: &'a str, field: &str) -> &'a str {
    let begin = format!("name=\"{field}\" value=\"");
    let (_, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("no {field} in {page}"));
    rest.split('"').next().expect("a value")
}

on_both!(a_wrong_file_is_refused_and_the_rest_is_kept, |shop| async move {
    let file = world::intake(&shop).await;
    let sales = shop.person(Role::Sales).await;
    let cookie = cookie(&shop, Role::Sales).await;
    let path = format!("/intakes/{file}/files/new");
    assert!(sales.get(&path).await.body.contains("multipart/form-data"));

    let picture = png();
    let parts: [Part; 3] = [
        ("caption", None, "Écran <fêlé>".as_bytes()),
        ("files", Some("programme.png"), b"MZ\x90\0 no picture"),
        ("files", Some("ecran.png"), &picture),
    ];
    let refused = upload(&shop, &cookie, &path, &parts).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"e-files\"") && refused.body.contains("seules les images JPEG"));
    assert!(refused.body.contains("Écran &lt;fêlé&gt;"), "the caption stays");
    assert!(refused.body.contains("ecran.png"), "the good file is named");
    let kept = value_of(&refused.body, "files").to_owned();
    let list = format!("/api/v1/intakes/{file}/files");
    assert_eq!(sales.api("GET", &list, &json!(null)).await.json(), json!([]));

    let again: [Part; 2] = [("caption", None, "Écran fêlé".as_bytes()), ("files", None, kept.as_bytes())];
    let saved = upload(&shop, &cookie, &path, &again).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(saved.headers[header::LOCATION], format!("/intakes/{file}"));
    let files = sales.api("GET", &list, &json!(null)).await.json();
    assert_eq!(files.as_array().map(Vec::len), Some(1));
    assert_eq!(files[0]["id"], kept.as_str());
    assert_eq!(files[0]["caption"], "Écran fêlé");

    let gone = upload(&shop, &cookie, &path, &again).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY, "a file that was taken is not pending any more");
    let nothing = upload(&shop, &cookie, &path, &[("files", Some(""), b"")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("Choisissez au moins un fichier"));
});

on_both!(a_picture_is_added_shown_and_removed, |shop| async move {
    let file = world::intake(&shop).await;
    let technician = shop.person(Role::Technician).await;
    let cookie = cookie(&shop, Role::Technician).await;
    let (picture, pdf) = (png(), b"%PDF-1.7\n...\n%%EOF\n");
    let parts: [Part; 2] = [("files", Some("carte.png"), &picture), ("files", Some("facture.pdf"), pdf)];
    let saved = upload(&shop, &cookie, &format!("/intakes/{file}/files/new"), &parts).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);

    let list = format!("/api/v1/intakes/{file}/files");
    let files = technician.api("GET", &list, &json!(null)).await.json();
    assert_eq!(files[0]["kind"], "photo");
    assert_eq!(files[1]["kind"], "document");
    let id = files[0]["id"].as_str().expect("an id");
    let shown = technician.get(&format!("/files/{id}")).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(shown.headers[header::CONTENT_TYPE], "image/png");
    assert_eq!(shown.headers["x-content-type-options"], "nosniff");
    assert!(shop.stranger().get(&format!("/files/{id}")).await.location().starts_with("/login"));

    let elsewhere = world::intake(&shop).await;
    let wrong = technician.post(&format!("/intakes/{elsewhere}/files/{id}/removal"), &[]).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND, "a file is removed from its own file alone");
    let removed = technician.post(&format!("/intakes/{file}/files/{id}/removal"), &[]).await;
    assert_eq!(removed.location(), format!("/intakes/{file}"));
    assert_eq!(technician.get(&format!("/files/{id}")).await.status, StatusCode::NOT_FOUND);
    let left = technician.api("GET", &list, &json!(null)).await.json();
    assert_eq!(left.as_array().map(Vec::len), Some(1));

    world::void(&shop, file).await;
    let other = files[1]["id"].as_str().expect("an id");
    let kept = technician.api("POST", &format!("{list}/{other}/removal"), &json!({})).await;
    assert_eq!(kept.json()["type"], "intakes-is-voided");
    let late = upload(&shop, &cookie, &list, &[("files", Some("x.png"), &picture)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
});

on_both!(photos_are_printed_on_the_sheet, |shop| async move {
    let technician = shop.person(Role::Technician).await;
    let file = crate::world_interventions::plain_intake(&shop).await;
    crate::world_interventions::opened(&technician, file).await;
    let cookie = cookie(&shop, Role::Technician).await;
    let path = format!("/intakes/{file}/sheet");
    let pictures = async || technician.get(&path).await.body.matches("/Subtype/Image").count();
    assert_eq!(pictures().await, 0);
    let sent = upload(&shop, &cookie, &format!("/intakes/{file}/files/new"), &[("files", Some("x.png"), &png())]).await;
    assert_eq!(sent.headers[header::LOCATION], format!("/intakes/{file}"), "{}", sent.body);
    assert_eq!(pictures().await, 1);
});

on_both!(before_and_after_stand_side_by_side_on_the_sheet, |shop| async move {
    let technician = shop.person(Role::Technician).await;
    let file = crate::world_interventions::plain_intake(&shop).await;
    crate::world_interventions::opened(&technician, file).await;
    let cookie = cookie(&shop, Role::Technician).await;
    for (moment, name) in [("before", "avant.png"), ("after", "apres.png")] {
        let parts: [Part; 2] = [("moment", None, moment.as_bytes()), ("files", Some(name), &png())];
        let sent = upload(&shop, &cookie, &format!("/intakes/{file}/files/new"), &parts).await;
        assert_eq!(sent.headers[header::LOCATION], format!("/intakes/{file}"), "{}", sent.body);
    }
    let page = technician.get(&format!("/intakes/{file}")).await.body;
    assert!(page.contains("<h3>Avant</h3>") && page.contains("<h3>Après</h3>"));
    let sheet = technician.get(&format!("/intakes/{file}/sheet")).await.body;
    assert_eq!(sheet.matches("/Subtype/Image").count(), 1, "the same picture is in the file once, and shown twice");
    let wrong: [Part; 2] = [("moment", None, b"sometime"), ("files", Some("x.png"), &png())];
    let refused = upload(&shop, &cookie, &format!("/intakes/{file}/files/new"), &wrong).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("e-moment"));
});
