//! Log-in, sessions, passwords, rights.

use axum::http::StatusCode;
use fixili::{demo, users::Role};
use serde_json::json;

use crate::app::on_both;

on_both!(a_stranger_is_led_to_the_log_in, |shop| async move {
    let stranger = shop.stranger();
    assert_eq!(stranger.get("/clients?q=a").await.location(), "/login?next=%2Fclients%3Fq%3Da");
    assert_eq!(stranger.api("GET", "/api/v1/clients", &json!(null)).await.status, StatusCode::UNAUTHORIZED);
    let wrong = stranger.post("/login", &[("login", "karim"), ("password", "nonsense")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.body.contains("nonsense"), "a password is not echoed");
});

on_both!(guessing_is_slowed_down, |shop| async move {
    let stranger = shop.stranger();
    for _ in 0..10 {
        assert_eq!(
            stranger.post("/login", &[("login", "karim"), ("password", "guess")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    let right = demo::LOG_INS.iter().find(|l| l.login == "karim").expect("karim").password;
    assert_eq!(
        stranger.post("/login", &[("login", "karim"), ("password", right)]).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    shop.app.clock().advance(16 * 60_000);
    assert_eq!(stranger.post("/login", &[("login", "karim"), ("password", right)]).await.status, StatusCode::SEE_OTHER);
});

on_both!(a_password_change_ends_every_session, |shop| async move {
    let karim = shop.person(Role::Technician).await;
    let old = demo::LOG_INS.iter().find(|l| l.role == Role::Technician).expect("karim").password;
    let weak =
        karim.post("/account/password", &[("present", old), ("password", "0123456789"), ("again", "0123456789")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = karim
        .post("/account/password", &[("present", old), ("password", "une autre phrase"), ("again", "une autre phrase")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(karim.get("/clients").await.location().starts_with("/login"));
    shop.log_in("karim", "une autre phrase").await;
});

on_both!(another_site_cannot_make_a_browser_write, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    let body = "name=X&phone=0551000000";
    let kind = "application/x-www-form-urlencoded";
    let mine = sales.send("POST", "/clients", kind, body).await;
    assert_eq!(mine.status, StatusCode::SEE_OTHER);
    let foreign = shop.foreign(&sales, "/clients", kind, body).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
});

on_both!(an_idle_session_ends, |shop| async move {
    let sales = shop.person(Role::Sales).await;
    shop.app.clock().advance(11 * 3_600_000);
    assert_eq!(sales.get("/clients").await.status, StatusCode::OK);
    shop.app.clock().advance(13 * 3_600_000);
    assert!(sales.get("/clients").await.location().starts_with("/login"));
});
