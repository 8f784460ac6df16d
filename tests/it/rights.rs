//! Which right every route needs: the table that `rights_walk` walks.

use std::collections::BTreeMap;

use fixili::users::rights::Line;

use crate::{rights_bench::BENCH, rights_counter::COUNTER, routes::routes};

/// What everyone may ask for, logged in or not.
pub const PUBLIC: &[&str] = &[
    "GET /login",
    "POST /login",
    "POST /logout",
    "POST /account/language",
    "GET /setup",
    "POST /setup",
    "GET /a/{name}",
    "GET /icon.svg",
    "GET /t/{link}",
    "GET /h/{link}",
    "POST /h/{link}",
    "GET /p/{token}",
    "POST /p/{token}",
    "POST /p/{token}/end",
    "POST /p/{token}/signature",
    "GET /p/{token}/files/{file}",
    "GET /api/openapi.json",
];

/// The right of each route; none for public ones.
pub fn expected() -> BTreeMap<String, Option<Line>> {
    let mut all: BTreeMap<String, Option<Line>> = PUBLIC.iter().map(|route| ((*route).to_owned(), None)).collect();
    for (right, routes) in COUNTER.iter().chain(BENCH) {
        for route in *routes {
            let full = route.replacen(" /api/", " /api/v1/", 1);
            assert!(all.insert(full, Some(*right)).is_none(), "{route} is named twice");
        }
    }
    all
}

#[test]
fn every_route_is_expected_and_every_expected_route_exists() {
    let mut expected = expected();
    let mut wrong = Vec::new();
    for (method, path) in routes() {
        if expected.remove(&format!("{method} {path}")).is_none() {
            wrong.push(format!(
                "{method} {path}: say in tests/it/rights_counter.rs or rights_bench.rs which right it needs"
            ));
        }
    }
    wrong.extend(expected.keys().map(|route| format!("{route} does not exist")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
