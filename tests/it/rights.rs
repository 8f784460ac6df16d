//! The walk of every route with every role: who may not, is told so before anything else is looked at.

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use fixili::{
    kernel::id::UserId,
    users::{
        self, Role,
        rights::{
            self, Audit, ClientsEdit, CodeReveal, IntakesEdit, InterventionsEdit, Line, LoseShipment, May,
            MoneyStatistics, NotesWrite, OwnAccount, PaymentsTake, QuotesAnswer, QuotesEdit, QuotesSend, Read, Refund,
            ReleaseUnclaimed, Right as _, SettingsEdit, ShipmentsEdit, TicketsOpen, TicketsTake, UsersEdit,
            VoidVoucher,
        },
    },
};

use crate::{
    app::{Person, on_both},
    world_whole::{FIRST_PASSWORD, build, routes, sends_to_log_in},
};

const GIVE_BACK: Line = rights::Release::LINE;

/// What everyone may ask for, logged in or not.
const PUBLIC: &[&str] = &[
    "GET /login",
    "POST /login",
    "POST /logout",
    "POST /account/language",
    "GET /setup",
    "POST /setup",
    "GET /a/{name}",
    "GET /icon.svg",
    "GET /t/{link}",
    "GET /api/openapi.json",
];

/// Every other route, by the right it needs. `/api` stands for `/api/v1`.
const EXPECTED: &[(Line, &[&str])] = &[
    (
        Read::LINE,
        &[
            "GET /",
            "GET /live",
            "GET /intakes",
            "GET /intakes/{id}",
            "GET /intakes/{id}/print",
            "GET /intakes/{id}/sheet",
            "GET /clients",
            "GET /clients/options",
            "GET /clients/{id}",
            "GET /deposits/{id}",
            "GET /deposits/{id}/print",
            "GET /documents/{file}",
            "GET /equipment",
            "GET /equipment/options",
            "GET /equipment/{id}",
            "GET /files/{id}",
            "GET /interventions/{id}/history",
            "GET /partners",
            "GET /partners/options",
            "GET /quotes",
            "GET /quotes/{id}",
            "GET /settings/logo",
            "GET /shipments",
            "GET /tickets",
            "GET /tickets/{id}",
            "GET /api/clients",
            "GET /api/clients/{id}",
            "GET /api/clients/{id}/contacts",
            "GET /api/clients/{id}/equipment",
            "GET /api/deposits/{id}",
            "GET /api/equipment",
            "GET /api/equipment/{id}",
            "GET /api/intakes",
            "GET /api/intakes/{id}",
            "GET /api/intakes/{id}/documents",
            "GET /api/intakes/{id}/dues",
            "GET /api/intakes/{id}/files",
            "GET /api/intakes/{id}/notes",
            "GET /api/intakes/{id}/payments",
            "GET /api/intakes/{id}/quotes",
            "GET /api/intakes/{id}/release",
            "GET /api/intakes/{id}/shipments",
            "GET /api/intakes/{id}/spans",
            "GET /api/intakes/{id}/events",
            "GET /api/interventions/{id}",
            "GET /api/partners",
            "GET /api/partners/{id}",
            "GET /api/payments/{id}",
            "GET /api/quotes",
            "GET /api/quotes/{id}",
            "GET /api/shipments",
            "GET /api/shipments/{id}",
            "GET /api/tickets",
            "GET /api/tickets/{id}",
            "GET /api/tickets/{id}/notes",
        ],
    ),
    (
        OwnAccount::LINE,
        &["GET /account/password", "POST /account/password", "GET /notices", "POST /notices/read", "GET /api/me"],
    ),
    (
        ClientsEdit::LINE,
        &[
            "POST /clients",
            "GET /clients/new",
            "GET /clients/{id}/edit",
            "POST /clients/{id}/edit",
            "POST /clients/{id}/contacts",
            "GET /clients/{id}/contacts/new",
            "GET /contacts/{id}/edit",
            "POST /contacts/{id}/edit",
            "POST /contacts/{id}/archive",
            "POST /equipment",
            "GET /equipment/new",
            "GET /equipment/{id}/edit",
            "POST /equipment/{id}/edit",
            "POST /api/clients",
            "PUT /api/clients/{id}",
            "POST /api/clients/{id}/contacts",
            "PUT /api/contacts/{id}",
            "POST /api/clients/{id}/equipment",
            "PUT /api/equipment/{id}",
        ],
    ),
    (
        IntakesEdit::LINE,
        &[
            "POST /deposits",
            "GET /deposits/new",
            "GET /intakes/{id}/edit",
            "POST /intakes/{id}/edit",
            "GET /intakes/{id}/unlock-code",
            "POST /intakes/{id}/unlock-code",
            "POST /intakes/{id}/tracking",
            "GET /tickets/{id}/conversion",
            "POST /tickets/{id}/conversion",
            "POST /api/tickets/{id}/conversion",
            "GET /intakes/{id}/files/new",
            "POST /intakes/{id}/files/new",
            "POST /intakes/{id}/files/{file}/removal",
            "POST /api/deposits",
            "PUT /api/intakes/{id}",
            "PUT /api/intakes/{id}/code",
            "POST /api/intakes/{id}/files",
            "POST /api/intakes/{id}/files/{file}/removal",
        ],
    ),
    (CodeReveal::LINE, &["POST /intakes/{id}/code", "POST /api/intakes/{id}/code-reveal"]),
    (
        InterventionsEdit::LINE,
        &[
            "GET /intakes/{id}/intervention",
            "POST /intakes/{id}/intervention",
            "GET /intakes/{id}/reopening",
            "POST /intakes/{id}/reopening",
            "GET /intakes/{id}/warranty-ruling",
            "POST /intakes/{id}/warranty-ruling",
            "GET /interventions/{id}/edit",
            "POST /interventions/{id}/edit",
            "GET /interventions/{id}/hold",
            "POST /interventions/{id}/hold",
            "GET /interventions/{id}/handover",
            "POST /interventions/{id}/handover",
            "GET /interventions/{id}/completion",
            "POST /interventions/{id}/completion",
            "GET /interventions/{id}/parts/new",
            "POST /interventions/{id}/parts/new",
            "GET /interventions/{id}/labour/new",
            "POST /interventions/{id}/labour/new",
            "GET /parts/{id}/edit",
            "POST /parts/{id}/edit",
            "POST /parts/{id}/arrival",
            "POST /parts/{id}/removal",
            "GET /labour/{id}/edit",
            "POST /labour/{id}/edit",
            "POST /labour/{id}/removal",
            "POST /api/intakes/{id}/intervention",
            "POST /api/intakes/{id}/reopening",
            "POST /api/intakes/{id}/warranty-ruling",
            "PUT /api/interventions/{id}",
            "POST /api/interventions/{id}/hold",
            "POST /api/interventions/{id}/handover",
            "POST /api/interventions/{id}/completion",
            "POST /api/interventions/{id}/parts",
            "POST /api/interventions/{id}/labour",
            "PUT /api/parts/{id}",
            "DELETE /api/parts/{id}",
            "POST /api/parts/{id}/arrival",
            "PUT /api/labour/{id}",
            "DELETE /api/labour/{id}",
        ],
    ),
    (
        ShipmentsEdit::LINE,
        &[
            "POST /partners",
            "GET /partners/new",
            "GET /partners/{id}/edit",
            "POST /partners/{id}/edit",
            "POST /partners/{id}/archive",
            "POST /partners/{id}/restore",
            "GET /intakes/{id}/shipments/new",
            "POST /intakes/{id}/shipments/new",
            "GET /shipments/{id}/edit",
            "POST /shipments/{id}/edit",
            "POST /shipments/{id}/dispatch",
            "POST /shipments/{id}/cancellation",
            "GET /shipments/{id}/reception",
            "POST /shipments/{id}/reception",
            "POST /api/partners",
            "PUT /api/partners/{id}",
            "POST /api/partners/{id}/archive",
            "POST /api/partners/{id}/restore",
            "POST /api/intakes/{id}/shipments",
            "PUT /api/shipments/{id}",
            "POST /api/shipments/{id}/dispatch",
            "POST /api/shipments/{id}/cancellation",
            "POST /api/shipments/{id}/reception",
        ],
    ),
    (LoseShipment::LINE, &["GET /shipments/{id}/loss", "POST /shipments/{id}/loss", "POST /api/shipments/{id}/loss"]),
    (
        QuotesSend::LINE,
        &[
            "GET /intakes/{id}/quotes/new",
            "POST /intakes/{id}/quotes/new",
            "GET /quotes/{id}/edit",
            "POST /quotes/{id}/edit",
            "POST /quotes/{id}/refresh",
            "POST /quotes/{id}/sending",
            "POST /quotes/{id}/revision",
            "POST /quotes/{id}/withdrawal",
            "POST /api/intakes/{id}/quotes",
            "PUT /api/quotes/{id}",
            "POST /api/quotes/{id}/refresh",
            "POST /api/quotes/{id}/sending",
            "POST /api/quotes/{id}/revision",
            "POST /api/quotes/{id}/withdrawal",
        ],
    ),
    (
        QuotesEdit::LINE,
        &[
            "POST /quotes/{id}/lines",
            "POST /quote-lines/{id}",
            "POST /quote-lines/{id}/removal",
            "POST /api/quotes/{id}/lines",
            "PUT /api/quote-lines/{id}",
            "POST /api/quote-lines/{id}/removal",
        ],
    ),
    (QuotesAnswer::LINE, &["GET /quotes/{id}/answer", "POST /quotes/{id}/answer", "POST /api/quotes/{id}/answer"]),
    (
        PaymentsTake::LINE,
        &["GET /intakes/{id}/payments/new", "POST /intakes/{id}/payments/new", "POST /api/intakes/{id}/payments"],
    ),
    (
        Refund::LINE,
        &[
            "GET /intakes/{id}/refunds/new",
            "POST /intakes/{id}/refunds/new",
            "GET /payments/{id}/reversal",
            "POST /payments/{id}/reversal",
            "POST /api/intakes/{id}/refunds",
            "POST /api/payments/{id}/reversal",
        ],
    ),
    (MoneyStatistics::LINE, &["GET /payments", "GET /api/payments", "GET /api/payments/sums"]),
    (GIVE_BACK, &["GET /intakes/{id}/release", "POST /intakes/{id}/release", "POST /api/intakes/{id}/release"]),
    (
        ReleaseUnclaimed::LINE,
        &["GET /intakes/{id}/unclaimed", "POST /intakes/{id}/unclaimed", "POST /api/intakes/{id}/unclaimed"],
    ),
    (
        VoidVoucher::LINE,
        &[
            "GET /intakes/{id}/void",
            "POST /intakes/{id}/void",
            "POST /tickets/{id}/void",
            "POST /api/intakes/{id}/void",
            "POST /api/tickets/{id}/void",
        ],
    ),
    (
        TicketsOpen::LINE,
        &[
            "POST /tickets",
            "GET /tickets/new",
            "GET /intakes/{id}/conversion",
            "POST /intakes/{id}/conversion",
            "POST /api/intakes/{id}/conversion",
            "GET /tickets/contacts",
            "GET /tickets/{id}/edit",
            "POST /tickets/{id}/edit",
            "POST /api/tickets",
            "PUT /api/tickets/{id}",
        ],
    ),
    (
        TicketsTake::LINE,
        &[
            "POST /tickets/{id}/take",
            "POST /tickets/{id}/handover",
            "POST /tickets/{id}/closing",
            "POST /tickets/{id}/reopening",
            "POST /api/tickets/{id}/take",
            "POST /api/tickets/{id}/handover",
            "POST /api/tickets/{id}/closing",
            "POST /api/tickets/{id}/reopening",
        ],
    ),
    (Audit::LINE, &["GET /audit", "GET /api/audit"]),
    (
        NotesWrite::LINE,
        &[
            "POST /intakes/{id}/notes",
            "GET /intakes/{id}/notes/new",
            "POST /tickets/{id}/notes",
            "POST /api/intakes/{id}/notes",
            "POST /api/tickets/{id}/notes",
        ],
    ),
    (
        UsersEdit::LINE,
        &[
            "GET /users",
            "POST /users",
            "GET /users/new",
            "GET /users/{id}/edit",
            "POST /users/{id}/edit",
            "POST /users/{id}/password",
            "POST /users/{id}/deactivation",
            "POST /users/{id}/reactivation",
            "GET /api/users",
            "POST /api/users",
            "PUT /api/users/{id}",
            "POST /api/users/{id}/deactivation",
            "POST /api/users/{id}/reactivation",
        ],
    ),
    (
        SettingsEdit::LINE,
        &[
            "GET /settings",
            "GET /settings/{section}",
            "POST /settings/{section}",
            "GET /api/settings",
            "PUT /api/settings",
        ],
    ),
];

/// The right of each route; none for public ones.
fn expected() -> BTreeMap<String, Option<Line>> {
    let mut all: BTreeMap<String, Option<Line>> = PUBLIC.iter().map(|route| ((*route).to_owned(), None)).collect();
    for (right, routes) in EXPECTED {
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
            wrong.push(format!("{method} {path}: say in tests/it/rights.rs which right it needs"));
        }
    }
    wrong.extend(expected.keys().map(|route| format!("{route} does not exist")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a route answers to someone: its status and where it leads.
async fn knock(person: &Person, route: &str, path: &str) -> (StatusCode, Option<String>) {
    let (method, _) = route.split_once(' ').expect("a method");
    let (kind, body) = match method {
        "GET" => ("", ""),
        _ if path.starts_with("/api/") => ("application/json", "{}"),
        _ => ("application/x-www-form-urlencoded", ""),
    };
    let (status, headers) = person.knock(method, path, kind, body).await;
    let location = headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).map(str::to_owned);
    if path.starts_with("/api/") && status.as_u16() >= 400 {
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json", "{route}");
    }
    (status, location)
}

on_both!(who_may_not_is_refused_everywhere, |shop| async move {
    let world = build(&shop).await;
    let gone = shop.log_in("yacine", FIRST_PASSWORD).await;
    let user: UserId = world.user.parse().expect("an id");
    let newcomer = shop.log_in("yacine", FIRST_PASSWORD).await;
    let token = shop
        .app
        .write(async |tx| users::create_token(tx, &May::<UsersEdit>::system(), user, "old").await)
        .await
        .expect("a token");
    let mut wrong = Vec::new();

    // Whoever must choose a password first goes nowhere else.
    for (route, right) in expected().iter().filter(|(_, right)| right.is_some()) {
        let path = world.path(route.split_once(' ').expect("a path").1);
        let own = path == "/account/password";
        let (status, location) = knock(&newcomer, route, &path).await;
        let stopped = status == StatusCode::FORBIDDEN || location.as_deref() == Some("/account/password");
        if stopped == own {
            wrong.push(format!("{route} ({:?}) lets a first password through: {status}", right.map(|r| r.name)));
        }
    }

    let by = May::<UsersEdit>::system();
    shop.app.write(async |tx| users::deactivate(tx, &by, user).await).await.expect("deactivated");
    let holder = shop.stranger().bearing(&token);
    let people = [
        (None, shop.stranger()),
        (None, gone),
        (None, holder),
        (Some(Role::Technician), shop.person(Role::Technician).await),
        (Some(Role::Sales), shop.person(Role::Sales).await),
        (Some(Role::Manager), shop.person(Role::Manager).await),
    ];
    // Those who may not come first: they change nothing, so everyone finds the same world.
    for (route, right) in expected() {
        let Some(right) = right else { continue };
        let path = world.path(route.split_once(' ').expect("a path").1);
        for (role, person) in &people {
            let who = role.map_or("a stranger", Role::as_str);
            if role.is_some_and(|role| right.roles.contains(&role)) {
                continue;
            }
            let (status, location) = knock(person, &route, &path).await;
            let refused = match role {
                None => sends_to_log_in(&path, status, location.as_deref()),
                Some(_) => status == StatusCode::FORBIDDEN,
            };
            if !refused {
                wrong.push(format!("{route} ({}) lets {who} in: {status}", right.name));
            }
        }
    }
    for (route, right) in expected() {
        let Some(right) = right else { continue };
        let path = world.path(route.split_once(' ').expect("a path").1);
        for (role, person) in &people {
            let Some(role) = role.filter(|role| right.roles.contains(role)) else { continue };
            let (status, location) = knock(person, &route, &path).await;
            if matches!(status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED)
                || location.is_some_and(|l| l.starts_with("/login"))
                || status.is_server_error()
            {
                wrong.push(format!("{route} ({}) refuses {role}: {status}", right.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
});

on_both!(another_site_can_write_nowhere, |shop| async move {
    let world = build(&shop).await;
    let manager = shop.person(Role::Manager).await;
    for route in expected().keys().filter(|route| !route.starts_with("GET ")) {
        let path = world.path(route.split_once(' ').expect("a path").1);
        if route.starts_with("POST ") {
            let answer = shop.foreign(&manager, &path, "application/x-www-form-urlencoded", "").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{route}");
        }
    }
});

on_both!(everyone_may_ask_for_what_is_public, |shop| async move {
    let world = build(&shop).await;
    for route in PUBLIC.iter().filter(|route| route.starts_with("GET ")) {
        let path = world.path(route.split_once(' ').expect("a path").1);
        let (status, location) = knock(&shop.stranger(), route, &path).await;
        let allowed = !matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        assert!(allowed && !status.is_server_error(), "{route}: {status}");
        assert!(*route == "GET /setup" || location.is_none(), "{route} leads to {location:?}");
    }
});
