//! Every route there is: pages out of the sources, the API out of its description; and which of them are pages.

use axum::http::StatusCode;
use serde_json::Value;

use crate::world_whole::World;

/// The methods and paths of everything that can be asked for: pages out of the sources, the API out of its description.
pub fn routes() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for path in crate::architecture::sources("src") {
        let text = std::fs::read_to_string(&path).expect("a source");
        for call in text.split(".route(").skip(1) {
            let inside = up_to_the_end(call);
            let pattern = inside.split('"').nth(1).unwrap_or_else(|| panic!("a route without a path: {inside}"));
            for method in ["get", "post", "put", "delete", "patch"] {
                let called = inside
                    .match_indices(&format!("{method}("))
                    .any(|(at, _)| !inside[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
                if called {
                    all.push((method.to_uppercase(), pattern.to_owned()));
                }
            }
        }
    }
    assert!(all.len() > 100, "the sources name the pages");
    all.extend(operations().into_iter().map(|(method, path, _)| (method, format!("/api/v1{path}"))));
    all.sort();
    all
}

/// What stands between the parentheses.
fn up_to_the_end(call: &str) -> &str {
    let mut depth = 1;
    for (at, c) in call.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &call[..at];
        }
    }
    panic!("a route that does not end: {call}")
}

/// Method, path and description of every operation of the API.
pub fn operations() -> Vec<(String, String, Value)> {
    let api = serde_json::to_value(fixili::router::description()).expect("a description");
    let mut all = Vec::new();
    for (path, item) in api["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

/// Whether an answer says that nobody is logged in, as pages and as the API do.
pub fn sends_to_log_in(path: &str, status: StatusCode, location: Option<&str>) -> bool {
    if path.starts_with("/api/") {
        status == StatusCode::UNAUTHORIZED
    } else {
        status == StatusCode::SEE_OTHER && location.is_some_and(|l| l.starts_with("/login"))
    }
}

/// Every page of the world that a manager can look at: one for each route, and the files in other states.
pub fn pages(world: &World) -> Vec<String> {
    let mut all: Vec<String> = routes()
        .into_iter()
        .filter(|(method, path)| method == "GET" && !path.starts_with("/api/") && is_page(path))
        .map(|(_, path)| world.path(&path))
        .collect();
    for file in [&world.waiting, &world.completed, &world.away] {
        all.push(format!("/intakes/{file}"));
    }
    all.push(format!("/quotes/{}", world.offer));
    all.extend(
        [
            "identity",
            "prices",
            "numbering",
            "calendar",
            "texts",
            "lists",
            "workbench",
            "signing",
            "checklists",
            "phrases",
            "announcements",
        ]
        .map(|s| format!("/settings/{s}")),
    );
    all
}

/// What is drawn as a page: not papers, pictures and streams.
pub fn is_page(path: &str) -> bool {
    !path.ends_with("/print")
        && !path.ends_with("/papers")
        && !path.ends_with("/sheet")
        && !path.ends_with("/options")
        && !path.ends_with("/contacts")
        && !path.ends_with("/image")
        && !path.starts_with("/documents/")
        && !path.starts_with("/files/")
        && !path.starts_with("/p/{token}/files/")
        && !matches!(path, "/live" | "/h/{link}" | "/a/{name}" | "/icon.svg" | "/settings/logo" | "/login" | "/setup")
}
