//! Every page in every language: the right direction, no missing text, the headers of the ground.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use fixili::users::Role;

use crate::{
    app::{Answer, Engine, Shop, on_both},
    html::{headings, text_of},
    routes::pages,
    world_whole::build,
};

const LANGUAGES: &[(&str, &str)] = &[("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")];

/// The keys of every text.
fn keys() -> BTreeSet<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/fr");
    let mut all = BTreeSet::new();
    for file in std::fs::read_dir(folder).expect("texts") {
        let text = std::fs::read_to_string(file.expect("an entry").path()).expect("texts");
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| key.contains('-') && !key.starts_with(' '))
            {
                all.insert(key.to_owned());
            }
        }
    }
    assert!(all.len() > 500, "{} keys", all.len());
    all
}

/// What is wrong with a page in this language.
fn wrong(answer: &Answer, lang: &str, dir: &str, keys: &BTreeSet<String>) -> Vec<String> {
    let mut all = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            all.push(what.to_owned());
        }
    };
    must(answer.body.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\"")), "another language or direction");
    must(answer.body.matches("id=\"main\"").count() == 1, "not one main");
    let csp = answer.headers["content-security-policy"].to_str().expect("text");
    must(csp.contains("default-src 'self'") && csp.contains("frame-ancestors 'none'"), "no content security");
    // The page that scans runs WebAssembly of our own, and no other.
    let scans = answer.body.contains("data-scanner");
    must(csp.contains("'wasm-unsafe-eval'") == scans, "WebAssembly elsewhere, or none where it is needed");
    must(!csp.replace("'wasm-unsafe-eval'", "").contains("unsafe"), "unsafe content");
    must(answer.headers["x-content-type-options"] == "nosniff", "sniffing");
    must(!answer.body.contains(" style=") && !answer.body.contains("<style"), "style that the browser refuses");
    must(!answer.body.contains(" onclick="), "script that the browser refuses");
    let headings = headings(&answer.body);
    must(headings.len() == 1, "not one heading of the first rank");
    must(headings.iter().all(|h| !h.is_empty()), "an empty heading");
    let title = answer.body.split("<title>").nth(1).and_then(|t| t.split("</title>").next()).unwrap_or_default();
    must(!title.starts_with(" ·"), "no title");
    let text = text_of(&answer.body);
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
        must(!keys.contains(word), &format!("a key for a text: {word}"));
    }
    must(!text.contains("{ $") && !text.contains("{$"), "a variable for a text");
    all
}

on_both!(pages_speak_the_readers_language, |shop| async move {
    let world = build(&shop).await;
    let manager = shop.person(Role::Manager).await;
    let keys = keys();
    let mut all = pages(&world);
    all.extend(["/nowhere".to_owned(), format!("/t/{}", world.tracking)]);
    assert!(all.len() > 70, "{} pages", all.len());
    let mut found = Vec::new();
    for (lang, dir) in LANGUAGES {
        manager.post("/account/language", &[("lang", lang), ("next", "/clients")]).await;
        for path in &all {
            let answer = manager.get(path).await;
            let expected = if path == "/nowhere" { StatusCode::NOT_FOUND } else { StatusCode::OK };
            if answer.status == expected {
                found.extend(wrong(&answer, lang, dir, &keys).into_iter().map(|w| format!("{path} in {lang}: {w}")));
            } else {
                found.push(format!("{path} in {lang}: {}", answer.status));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
});

on_both!(other_roles_see_whole_pages_too, |shop| async move {
    let world = build(&shop).await;
    let keys = keys();
    let mut found = Vec::new();
    for role in [Role::Technician, Role::Sales] {
        let person = shop.person(role).await;
        for path in pages(&world) {
            let answer = person.get(&path).await;
            let somebody_elses = path.starts_with("/cash/closings/") && answer.status == StatusCode::NOT_FOUND;
            let known = somebody_elses || matches!(answer.status, StatusCode::OK | StatusCode::FORBIDDEN);
            let mut errors = wrong(&answer, "fr", "ltr", &keys);
            if !known {
                errors.push(answer.status.to_string());
            }
            found.extend(errors.into_iter().map(|w| format!("{path} for {role}: {w}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
});

on_both!(strangers_read_their_browsers_language, |shop| async move {
    let world = build(&shop).await;
    let keys = keys();
    for (lang, dir) in LANGUAGES {
        for path in ["/login".to_owned(), "/login?next=//evil.example".into(), format!("/t/{}", world.tracking)] {
            let answer = shop.stranger().reading(lang).get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(wrong(&answer, lang, dir, &keys), Vec::<String>::new(), "{path} in {lang}");
        }
    }
    let arabic = shop.stranger().reading("ar-DZ,fr;q=0.5").get("/login").await;
    assert!(arabic.body.contains("dir=\"rtl\"") && arabic.body.contains("تسجيل الدخول"));
    for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let form = [("login", "samia"), ("password", "bonjour au comptoir"), ("next", elsewhere)];
        assert_eq!(shop.stranger().post("/login", &form).await.location(), "/", "{elsewhere}");
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_shop_is_set_up_in_the_browsers_language() {
    let shop = Shop::empty(Engine::Sqlite).await;
    let keys = keys();
    for (lang, dir) in LANGUAGES {
        let answer = shop.stranger().reading(lang).get("/setup").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(wrong(&answer, lang, dir, &keys), Vec::<String>::new(), "{lang}");
    }
    assert_eq!(shop.stranger().get("/login").await.location(), "/setup");
}
