//! The description of the API: complete, and the same as the last time someone looked.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use serde_json::Value;

use crate::{app::on_both, architecture::sources, routes::operations};

#[test]
fn the_operations_are_those_of_the_snapshot() {
    let mut paths: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (method, path, operation) in operations() {
        let statuses = operation["responses"].as_object().expect("responses").keys().cloned().collect::<Vec<_>>();
        let what = format!("{}: {}", operation["operationId"].as_str().unwrap_or("?"), statuses.join(" "));
        paths.entry(path).or_default().insert(method, what);
    }
    insta::assert_json_snapshot!(paths);
}

#[test]
fn every_operation_says_what_it_does_and_how_it_refuses() {
    let mut names = BTreeSet::new();
    let mut wrong = Vec::new();
    for (method, path, operation) in operations() {
        let here = format!("{method} {path}");
        let text = |field: &str| operation[field].as_str().unwrap_or_default().to_owned();
        if text("summary").is_empty() {
            wrong.push(format!("{here} has no summary"));
        }
        if operation["tags"].as_array().is_none_or(Vec::is_empty) {
            wrong.push(format!("{here} has no tag"));
        }
        if !names.insert(text("operationId")) {
            wrong.push(format!("{here} is called like another: {}", text("operationId")));
        }
        let mut needed = vec!["401", "403"];
        if operation.get("requestBody").is_some() {
            needed.extend(["409", "422"]);
        }
        if path.contains('{') {
            needed.push("404");
        }
        for status in needed {
            let content = &operation["responses"][status]["content"];
            if content.get("application/problem+json").is_none() {
                wrong.push(format!("{here} does not tell of {status}"));
            }
        }
        let told = operation["responses"].as_object().expect("responses");
        if !told.keys().any(|status| status.starts_with('2')) {
            wrong.push(format!("{here} does not tell of success"));
        }
        for response in told.values() {
            if response["description"].as_str().unwrap_or_default().is_empty() {
                wrong.push(format!("{here} has a response without description"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A type with a schema: by `derive`, or out of `words!`.
fn is_declaration(line: &str) -> bool {
    line.trim_end().ends_with("ToSchema)]") || line.starts_with("words! {")
}

/// Two types of one name would be one in the description.
#[test]
fn every_schema_has_a_name_of_its_own() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in sources("src") {
        let text = std::fs::read_to_string(&path).expect("a source");
        let lines: Vec<&str> = text.lines().collect();
        for (n, line) in lines.iter().enumerate().filter(|(_, line)| is_declaration(line)) {
            let rest = &lines[n + 1..];
            let declared = rest.iter().find(|l| l.contains("struct ") || l.contains("enum ")).unwrap_or(line);
            let renamed =
                rest.iter().take_while(|l| !l.contains("struct ")).find_map(|l| l.split("schema(as = ").nth(1));
            let kind = if declared.contains("enum ") { "enum " } else { "struct " };
            let name = renamed.unwrap_or_else(|| declared.split(kind).last().unwrap_or_default());
            let name: String = name.chars().take_while(|c| c.is_alphanumeric()).collect();
            if let Some(other) = seen.insert(name.clone(), path.display().to_string()) {
                wrong.push(format!("{name} is in {other} and in {}", path.display()));
            }
        }
    }
    assert!(seen.len() > 50, "the types of the API are found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the description says of a closed list is what the API takes.
#[test]
fn words_are_described_as_they_are_sent() {
    let api = serde_json::to_value(fixili::router::description()).expect("a description");
    let words = |name: &str| api["components"]["schemas"][name]["enum"].clone();
    assert_eq!(words("Means"), serde_json::json!(["cash", "cheque", "transfer", "card"]));
    assert_eq!(words("Hold")[1], "waiting_part");
    assert_eq!(words("Answer"), serde_json::json!(["ok", "fault", "absent"]));
    let schemas = api["components"]["schemas"].as_object().expect("schemas");
    let lists: Vec<_> = schemas.iter().filter_map(|(name, schema)| Some((name, schema["enum"].as_array()?))).collect();
    assert!(lists.len() > 25, "the lists are found");
    for (name, words) in lists {
        let odd = words.iter().any(|word| word.as_str().is_none_or(|word| word.starts_with(char::is_uppercase)));
        assert!(!odd, "{name} is described by the names of its code: {words:?}");
    }
}

/// Everything that is referred to is there.
#[test]
fn every_reference_leads_somewhere() {
    let api = serde_json::to_value(fixili::router::description()).expect("a description");
    let mut missing = BTreeSet::new();
    walk(&api, &mut |reference| {
        if api.pointer(reference.trim_start_matches('#')).is_none() {
            missing.insert(reference.to_owned());
        }
    });
    assert!(missing.is_empty(), "{missing:?}");
}

fn walk(value: &Value, seen: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                match inner.as_str().filter(|_| name == "$ref") {
                    Some(reference) => seen(reference),
                    None => walk(inner, seen),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, seen)),
        _ => {}
    }
}

on_both!(the_description_is_served, |shop| async move {
    let answer = shop.stranger().get("/api/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    let api = answer.json();
    assert!(api["openapi"].as_str().expect("a version").starts_with("3.1"), "{}", api["openapi"]);
    assert_eq!(api["servers"][0]["url"], "/api/v1");
    assert_eq!(api["components"]["securitySchemes"]["token"]["scheme"], "bearer");
});
