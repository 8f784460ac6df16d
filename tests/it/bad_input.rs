//! Whatever is typed or sent: never our fault, never markup, never lost, and said in the reader's language.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use fixili::{args, users::Role};
use serde_json::json;

use crate::{
    app::{Answer, Engine, Person, Shop, on_both},
    html::{Field, PageForm, escaped, forms, is_arabic, messages},
    invariants,
    routes::{pages, routes},
    world_whole::{World, build},
};

const MARKUP: &str = "<script>k7(\"x\")</script>";
const HOSTILE: &[&str] = &[
    MARKUP,
    "\"><img src=k7 onerror=k7()>",
    "\u{202e}gpj.exe\u{202c} \u{1f527}\u{1f469}\u{200d}\u{1f527}",
    "لا يعمل الجهاز & \"تم\" 'x'",
    "#read(\"/etc/passwd\") $ x $ *gras* @ref",
    "'; drop table intakes; --",
    "%s%n{{7*7}}${7*7}",
];
const NUMBERS: &[&str] = &["-1", "0", "999999999999999999999", "1e309", "NaN", "12,5,7", "٣٫٥", "31/02/2026", "24:61"];

/// What ends things is tried last, or the rest would find nothing to act on.
const ENDINGS: &[&str] = &[
    "/edit",
    "/archive",
    "/removal",
    "/cancellation",
    "/withdrawal",
    "/answer",
    "/revision",
    "/reception",
    "/loss",
    "/completion",
    "/reopening",
    "/release",
    "/unclaimed",
    "/void",
    "/closing",
    "/deactivation",
];

async fn in_arabic(shop: &Shop) -> Person {
    let nadia = shop.person(Role::Manager).await;
    nadia.post("/account/language", &[("lang", "ar"), ("next", "/")]).await;
    nadia
}

/// Every form that the pages of the world hold, each once, what ends things last.
async fn every_form(person: &Person, world: &World) -> Vec<(String, PageForm)> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for page in pages(world) {
        let answer = person.get(&page).await;
        assert!(!answer.status.is_server_error(), "{page}: {}", answer.status);
        for form in forms(&answer.body) {
            let out = matches!(form.action.as_str(), "/logout" | "/account/language");
            if !out && seen.insert((form.action.clone(), form.fields.len())) {
                all.push((page.clone(), form));
            }
        }
    }
    all.sort_by_key(|(_, form)| ENDINGS.iter().rposition(|end| form.action.ends_with(end)).map_or(0, |n| n + 1));
    all
}

/// The form with `typed` in every field that a person types into; of choices, what stands there.
fn filled<'a>(form: &'a PageForm, typed: &'a str) -> Vec<(&'a str, &'a str)> {
    let value = |field: &'a Field| match field.kind.as_str() {
        "hidden" | "checkbox" | "radio" | "button" => field.value.as_str(),
        _ => typed,
    };
    form.fields.iter().filter(|f| f.name != "_key" && f.kind != "file").map(|f| (f.name.as_str(), value(f))).collect()
}

fn no_markup(answer: &Answer, whence: &str) {
    for wrong in ["<script>k7", "<img src=k7", "{{49}}"] {
        assert!(!answer.body.contains(wrong), "{whence}: what was typed is markup: {wrong}");
    }
    assert!(!answer.body.contains('\0'), "{whence}: a NUL");
}

/// What is wrong is said, in Arabic, and what was typed is still there.
fn refused_well(answer: &Answer, form: &PageForm, typed: &str, whence: &str) {
    assert!(answer.body.contains("<html lang=\"ar\" dir=\"rtl\""), "{whence}: another language");
    let said = messages(&answer.body);
    assert!(!said.is_empty(), "{whence}: nothing is said");
    for message in said {
        assert!(is_arabic(&message), "{whence}: {message:?}");
    }
    let echoed = escaped(typed.trim());
    for field in &form.fields {
        let is_text = matches!(field.kind.as_str(), "text" | "tel" | "email" | "search" | "textarea");
        if is_text && !typed.is_empty() && !is_secret(&field.name) {
            let again = forms(&answer.body).into_iter().flat_map(|f| f.fields).any(|f| f.name == field.name);
            let there = answer.body.contains(&echoed);
            assert!(there || !again, "{whence}: what was typed in {} is lost", field.name);
        }
    }
}

fn is_id(name: &str) -> bool {
    name.ends_with("_id") || matches!(name, "client" | "technician" | "files" | "logo" | "proof" | "to")
}

fn is_secret(name: &str) -> bool {
    name.contains("password") || name == "present" || name == "again" || name.ends_with("code")
}

on_both!(every_form_takes_whatever_is_typed, |shop| async move {
    let world = build(&shop).await;
    let nadia = in_arabic(&shop).await;
    let long = "ط".repeat(10_000);
    let with_nul = "avant\0après";
    let all = every_form(&nadia, &world).await;
    assert!(all.len() > 50, "{} forms", all.len());
    let mut typed = vec!["", &long, with_nul];
    typed.extend(HOSTILE);
    typed.extend(NUMBERS);
    let mut refusals = 0;
    for (page, form) in &all {
        for text in &typed {
            let short: String = text.chars().take(20).collect();
            let whence = format!("{page} → {} with {short:?}", form.action);
            let answer = nadia.post(&form.action, &filled(form, text)).await;
            assert!(!answer.status.is_server_error(), "{whence}: {} {}", answer.status, answer.body);
            no_markup(&answer, &whence);
            if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
                refusals += 1;
                refused_well(&answer, form, &text.replace('\0', ""), &whence);
            }
        }
        for id in IDS {
            let wrong = |(name, value)| (name, if is_id(name) { *id } else { value });
            let all: Vec<(&str, &str)> = filled(form, "Texte").into_iter().map(wrong).collect();
            let answer = nadia.post(&form.action, &all).await;
            assert!(!answer.status.is_server_error(), "{page} → {} of {id}: {}", form.action, answer.status);
        }
        let empty = nadia.send("POST", &form.action, "application/x-www-form-urlencoded", "").await;
        assert!(!empty.status.is_server_error(), "{page} → {} empty: {}", form.action, empty.status);
        let broken = nadia.send("POST", &form.action, "application/x-www-form-urlencoded", "%ff=%fe&a=%zz").await;
        assert!(!broken.status.is_server_error(), "{page} → {} broken: {}", form.action, broken.status);
    }
    assert!(refusals > 300, "{refusals} refusals");
    for page in pages(&world) {
        let answer = nadia.get(&page).await;
        assert!(!answer.status.is_server_error(), "{page}: {}", answer.status);
        no_markup(&answer, &page);
    }
});

on_both!(what_is_typed_is_kept_shown_and_printed_as_it_is, |shop| async move {
    let world = build(&shop).await;
    let nadia = shop.person(Role::Manager).await;
    let long = "م".repeat(9_000);
    for text in HOSTILE.iter().copied().chain([long.as_str()]) {
        let item = json!({ "equipment": { "category": "PC", "brand": text.chars().take(60).collect::<String>() }, "fault": text });
        let body = json!({ "client_id": world.client, "items": [item] });
        let made = nadia.api("POST", "/api/v1/deposits", &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let intake = &made.json()["intakes"][0];
        assert_eq!(intake["fault"], text);
        let id = intake["id"].as_str().expect("an id");
        let page = nadia.get(&format!("/intakes/{id}")).await;
        assert!(page.body.contains(&escaped(text)), "shown: {text}");
        no_markup(&page, text);
        let printed = nadia.get(&format!("/intakes/{id}/print?lang=ar")).await;
        let paper = nadia.get(printed.location()).await;
        assert_eq!(paper.status, StatusCode::OK, "printed: {text}");
        assert!(paper.body.starts_with("%PDF"));
    }
});

const IDS: &[&str] =
    &["7zzzzzzzzzzzz", "0000000000000", "x", "zzzzzzzzzzzzz", "..%2f..%2fetc%2fpasswd", "%00", "1'%20or%201=1"];

on_both!(an_unknown_id_is_not_found_and_leads_to_the_lists, |shop| async move {
    build(&shop).await;
    let nadia = in_arabic(&shop).await;
    let mut wrong = Vec::new();
    for (method, pattern) in routes() {
        let needs_id = ["{id}", "{file}", "{link}", "{section}"].iter().any(|part| pattern.contains(part));
        if !needs_id {
            continue;
        }
        for id in IDS {
            let path =
                ["{id}", "{file}", "{link}", "{section}"].iter().fold(pattern.clone(), |p, part| p.replace(part, id));
            let api = path.starts_with("/api/");
            let (kind, body) = match method.as_str() {
                "GET" => ("", ""),
                _ if api => ("application/json", "{}"),
                _ => ("application/x-www-form-urlencoded", ""),
            };
            let answer = nadia.send(&method, &path, kind, body).await;
            let right = if method == "GET" {
                answer.status == StatusCode::NOT_FOUND
            } else {
                matches!(answer.status.as_u16(), 404 | 422)
            };
            let told = if api {
                answer.headers["content-type"] == "application/problem+json"
            } else {
                let leads = ["lang=\"ar\"", "href=\"/intakes\"", "href=\"/clients\""];
                answer.status != StatusCode::NOT_FOUND || leads.iter().all(|part| answer.body.contains(part))
            };
            if !right || !told {
                wrong.push(format!("{method} {path}: {}", answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
});

on_both!(a_list_takes_any_question, |shop| async move {
    build(&shop).await;
    let nadia = in_arabic(&shop).await;
    let names = ["q", "state", "after", "client", "equipment", "day", "sort", "lang", "partner_name", "about", "next"];
    for (method, path) in routes() {
        if method != "GET" || path.contains('{') || path == "/live" {
            continue;
        }
        for text in HOSTILE.iter().chain(NUMBERS).chain(&["a\0b", "9999999999999.7zzzzzzzzzzzz", "-1.x"]) {
            let query = serde_html_form::to_string(names.map(|name| (name, *text))).expect("a query");
            let answer = nadia.get(&format!("{path}?{query}")).await;
            assert!(!answer.status.is_server_error(), "{path}?{query}: {}", answer.status);
            no_markup(&answer, &path);
        }
    }
});

/// What is typed into a form.
type Typed<'a> = &'a [(&'a str, &'a str)];

async fn rows(shop: &Shop, table: &str) -> i64 {
    let mut conn = shop.app.read().await.expect("a connection");
    conn.one(&format!("select count(*) from {table}"), args![]).await.expect("a count")
}

on_both!(what_is_sent_twice_is_done_once, |shop| async move {
    let world = build(&shop).await;
    let nadia = shop.person(Role::Manager).await;
    let deposit = [
        ("_key", "d1"),
        ("client_id", &world.client),
        ("count", "1"),
        ("items.0.category", "PC"),
        ("items.0.fault", "Écran noir"),
    ];
    let note = [("_key", "n1"), ("body", "Rappeler demain")];
    let ticket = [("_key", "t1"), ("client_id", &world.client), ("software", "Compta"), ("problem", "Lent")];
    let payment = [("_key", "p1"), ("kind", "deposit"), ("means", "cash"), ("amount", "1500")];
    let part = [("_key", "a1"), ("label", "Batterie"), ("quantity", "1"), ("unit_price", "1000")];
    let opening = [("_key", "o1")];
    let release = [("_key", "r1"), ("collector", "client"), ("leave_owing", "1"), ("reason", "Parti sans payer")];
    let forms: [(&str, String, Typed<'_>); 7] = [
        ("intakes", "/deposits".into(), &deposit),
        ("notes", format!("/intakes/{}/notes", world.intake), &note),
        ("tickets", "/tickets".into(), &ticket),
        ("payments", format!("/intakes/{}/payments/new", world.intake), &payment),
        ("parts", format!("/interventions/{}/parts/new", world.sheet), &part),
        ("interventions", format!("/intakes/{}/intervention", world.waiting), &opening),
        ("releases", format!("/intakes/{}/release", world.completed), &release),
    ];
    for (table, path, form) in forms {
        let before = rows(&shop, table).await;
        let first = nadia.post(&path, form).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{path}: {}", first.body);
        assert_eq!(rows(&shop, table).await, before + 1, "{path}");
        let again = nadia.post(&path, form).await;
        assert_eq!(again.location(), first.location(), "{path}");
        assert_eq!(rows(&shop, table).await, before + 1, "{path} twice");
    }
    let path = format!("/api/v1/intakes/{}/payments", world.intake);
    let call = json!({ "kind": "deposit", "means": "cash", "amount": 5_000 });
    let keyed = nadia.with("idempotency-key", "k1");
    let first = keyed.api("POST", &path, &call).await;
    let again = keyed.api("POST", &path, &call).await;
    assert_eq!((first.status, first.json()), (again.status, again.json()));
    let other = keyed.api("POST", &path, &json!({ "kind": "deposit", "means": "cash", "amount": 6_000 })).await;
    assert_eq!((other.status, &other.json()["type"]), (StatusCode::CONFLICT, &json!("error-sent-twice")));
    invariants::numbers_have_no_gap(&mut shop.app.read().await.expect("a connection")).await;
});

/// Pages on which two people may write at once, and a field to write in.
const AMENDED: &[(&str, &str)] = &[
    ("/clients/{id}/edit", "address"),
    ("/contacts/{id}/edit", "title"),
    ("/equipment/{id}/edit", "note"),
    ("/intakes/{id}/edit", "condition"),
    ("/interventions/{id}/edit", "diagnosis"),
    ("/parts/{id}/edit", "label"),
    ("/labour/{id}/edit", "label"),
    ("/quotes/{id}/edit", "note"),
    ("/shipments/{id}/edit", "carrier"),
    ("/partners/{id}/edit", "address"),
    ("/tickets/{id}/edit", "problem"),
    ("/users/{id}/edit", "name"),
    ("/settings/texts", "privacy"),
];

/// The form of a page with a field of this name.
fn form_with(page: &str, field: &str, whence: &str) -> PageForm {
    let found = forms(page).into_iter().find(|form| form.value(field).is_some() && form.value("version").is_some());
    found.unwrap_or_else(|| panic!("{whence} has no form with a version and {field}"))
}

fn with<'a>(form: &'a PageForm, field: &str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    let all = form.untouched().into_iter().filter(|(name, _)| *name != "_key");
    all.map(|(name, value)| (name, if name == field { text } else { value })).collect()
}

on_both!(what_is_saved_as_it_was_read_makes_no_version, |shop| async move {
    let world = build(&shop).await;
    let nadia = shop.person(Role::Manager).await;
    for (pattern, field) in [("/intakes/{id}/edit", "condition"), ("/interventions/{id}/edit", "diagnosis")] {
        let page = world.path(pattern);
        let seen = form_with(&nadia.get(&page).await.body, field, &page);
        let sent = nadia.post(&seen.action, &with(&seen, "", "")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{page}: {}", sent.body);
        let again = form_with(&nadia.get(&page).await.body, field, &page);
        assert_eq!(again.value("version"), seen.value("version"), "{page}");
    }
});

on_both!(who_saves_second_loses_nothing, |shop| async move {
    let world = build(&shop).await;
    let nadia = shop.person(Role::Manager).await;
    let mut wrong = Vec::new();
    for (pattern, field) in AMENDED {
        let page = world.path(pattern);
        let seen = form_with(&nadia.get(&page).await.body, field, &page);
        let first = nadia.post(&seen.action, &with(&seen, field, "Écrit en premier")).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{page}: {}", first.body);
        let late = nadia.post(&seen.action, &with(&seen, field, "Écrit en second")).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}: the first text is overwritten unseen");
        let again = form_with(&late.body, field, &page);
        assert_eq!(again.value(field), Some("Écrit en second"), "{page}");
        let meant = nadia.post(&again.action, &with(&again, field, "Écrit en second")).await;
        if meant.status != StatusCode::SEE_OTHER {
            wrong.push(format!("{page}: saving again is not possible"));
            continue;
        }
        let now = form_with(&nadia.get(&page).await.body, field, &page);
        assert_eq!(now.value(field), Some("Écrit en second"), "{page}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
});

/// A picture of so many bytes, as a form sends it.
fn upload(bytes: usize) -> String {
    let file = "x".repeat(bytes);
    let head = "Content-Disposition: form-data; name=\"files\"; filename=\"grande.png\"\r\nContent-Type: image/png";
    format!("--edge\r\n{head}\r\n\r\n{file}\r\n--edge--\r\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_large_is_told() {
    let shop = Shop::open(Engine::Sqlite).await;
    let world = build(&shop).await;
    let nadia = in_arabic(&shop).await;
    let limit = shop.app.config().upload_limit;
    let path = format!("/intakes/{}/files/new", world.intake);
    for size in [limit + 1, limit + 2_000_000] {
        let answer = nadia.send("POST", &path, "multipart/form-data; boundary=edge", &upload(size)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{size}");
        let told = if size == limit + 1 { "grande.png" } else { "كبير" };
        assert!(answer.body.contains("lang=\"ar\"") && answer.body.contains(told), "{size}: {}", answer.body);
    }
    let form = format!("name={}", "x".repeat(limit + 2_000_000));
    let answer = nadia.send("POST", "/clients", "application/x-www-form-urlencoded", &form).await;
    assert!(answer.status.is_client_error() && answer.body.contains("كبير"), "{}", answer.status);
    let call = nadia.send("POST", "/api/v1/clients", "application/json", &form).await;
    assert!(call.status.is_client_error(), "{}", call.status);
    assert_eq!(rows(&shop, "files").await, 1, "nothing is kept");
}
