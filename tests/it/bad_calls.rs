//! Calls of the API with bodies that nobody should send, made out of its own description.

use axum::http::StatusCode;
use fixili::users::Role;
use serde_json::{Map, Value, json};

use crate::{
    app::{Person, on_both},
    routes::{operations, routes},
    world_whole::{World, build},
};

/// What stands in a body for each kind of value.
#[derive(Clone, Copy)]
struct Taste {
    text: &'static str,
    number: i64,
    /// Whether enumerations hold one of their words.
    fitting: bool,
}

const LONG: &str = include_str!("bad_calls.rs");

const TASTES: &[Taste] = &[
    Taste { text: "<script>k7(\"x\")</script>", number: 1, fitting: true },
    Taste { text: "a\0b \u{202e}x \u{1f527}", number: 20_261_124, fitting: true },
    Taste { text: "0551 70 60 50", number: i64::MAX, fitting: true },
    Taste { text: "x", number: i64::MIN, fitting: true },
    Taste { text: "x", number: 1_000_000_000_000_000, fitting: true },
    Taste { text: LONG, number: 0, fitting: true },
    Taste { text: "x", number: -1, fitting: false },
];

/// A value that fits a schema as far as the taste lets it.
fn value(api: &Value, schema: &Value, name: &str, taste: Taste, version: i64) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let named = api.pointer(reference.trim_start_matches('#')).expect("a schema");
        return value(api, named, name, taste, version);
    }
    if let Some(all) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in all {
            if let Value::Object(fields) = value(api, part, name, taste, version) {
                whole.extend(fields);
            }
        }
        return Value::Object(whole);
    }
    for one_of in ["oneOf", "anyOf"] {
        if let Some(found) = schema[one_of].as_array().and_then(|all| all.iter().find(|s| s["type"] != "null")) {
            return value(api, found, name, taste, version);
        }
    }
    if let Some(words) = schema["enum"].as_array() {
        return if taste.fitting { words[0].clone() } else { json!(taste.text) };
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|k| *k != "null").cloned().unwrap_or_default(),
        kind => kind.clone(),
    };
    match kind.as_str().unwrap_or_default() {
        "object" => object(api, schema, taste, version),
        "array" => json!([value(api, &schema["items"], name, taste, version)]),
        "integer" | "number" if name == "version" => json!(version),
        "integer" | "number" => json!(taste.number),
        "boolean" => json!(true),
        _ => json!(taste.text),
    }
}

fn object(api: &Value, schema: &Value, taste: Taste, version: i64) -> Value {
    let mut whole = Map::new();
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        // Ids are texts too, but of things that exist: left out, or the rest would not be looked at.
        let is_id = name.ends_with("_id") || matches!(name.as_str(), "proof" | "files");
        if !is_id || !taste.fitting {
            whole.insert(name.clone(), value(api, inner, name, taste, version));
        }
    }
    Value::Object(whole)
}

/// The version of what is at a path, where it can be read.
async fn version_of(person: &Person, path: &str) -> i64 {
    let answer = person.api("GET", path, &json!(null)).await;
    if answer.status != StatusCode::OK {
        return 1;
    }
    let found = answer.json();
    found["version"].as_i64().or(found["intervention"]["version"].as_i64()).unwrap_or(1)
}

async fn call_everything(nadia: &Person, world: &World, api: &Value) -> usize {
    let mut done = 0;
    for (method, path, operation) in operations() {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            continue;
        }
        let path = world.path(&format!("/api/v1{path}"));
        for taste in TASTES {
            let version = version_of(nadia, &path).await;
            let body = value(api, schema, "", *taste, version);
            let answer = nadia.api(&method, &path, &body).await;
            let whence = format!("{method} {path} {} {}", taste.number, taste.text.chars().take(9).collect::<String>());
            assert!(!answer.status.is_server_error(), "{whence}: {} {}", answer.status, answer.body);
            if answer.status.as_u16() >= 400 {
                assert_eq!(answer.headers["content-type"], "application/problem+json", "{whence}");
            } else {
                done += 1;
            }
        }
        for body in ["", "null", "[]", "7", "\"x\"", "{", "{\"version\":1e99}", "{\"a\":\u{0}}", &"[".repeat(50_000)] {
            let answer = nadia.send(&method, &path, "application/json", body).await;
            let short: String = body.chars().take(9).collect();
            assert!(!answer.status.is_server_error(), "{method} {path} {short}: {} {}", answer.status, answer.body);
        }
    }
    done
}

on_both!(every_call_takes_whatever_is_sent, |shop| async move {
    let world = build(&shop).await;
    let nadia = shop.person(Role::Manager).await;
    let api = serde_json::to_value(fixili::router::description()).expect("a description");
    let done = call_everything(&nadia, &world, &api).await;
    assert!(done > 40, "some of it is taken: {done}");
    // What was taken can be shown.
    for (method, path) in routes() {
        if method == "GET" && path != "/live" {
            let path = world.path(&path);
            let answer = nadia.get(&path).await;
            assert!(!answer.status.is_server_error(), "{path}: {} {}", answer.status, answer.body);
            assert!(!answer.body.contains("<script>k7") || path.starts_with("/api/"), "{path}");
        }
    }
});
