//! The walk of every route with every role: who may not, is told so before anything else is looked at.

use axum::http::{StatusCode, header};
use fixili::{
    kernel::id::UserId,
    users::{
        self, Role,
        rights::{May, UsersEdit},
    },
};

use crate::{
    app::{Person, on_both},
    rights::{PUBLIC, expected},
    routes::sends_to_log_in,
    world_whole::{FIRST_PASSWORD, build},
};

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
