//! Every page in every language: the right direction, no missing text, the headers of the ground.

use axum::http::StatusCode;
use fixili::users::Role;

use crate::app::on_both;

const PAGES: &[&str] = &["/clients", "/clients/new", "/notices", "/account/password", "/nowhere"];

on_both!(pages_speak_the_readers_language, |shop| async move {
    let manager = shop.person(Role::Manager).await;
    for (lang, dir) in [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")] {
        manager.post("/account/language", &[("lang", lang), ("next", "/clients")]).await;
        for path in PAGES {
            let answer = manager.get(path).await;
            let expected = if *path == "/nowhere" { StatusCode::NOT_FOUND } else { StatusCode::OK };
            assert_eq!(answer.status, expected, "{path}");
            assert!(answer.body.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\"")), "{path} in {lang}");
            assert!(answer.body.contains("id=\"main\""), "{path}");
            let csp = answer.headers["content-security-policy"].to_str().expect("text");
            assert!(csp.contains("frame-ancestors 'none'") && !csp.contains("unsafe"));
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        }
    }
});

on_both!(strangers_read_the_log_in_in_their_browsers_language, |shop| async move {
    let arabic = shop.stranger().reading("ar-DZ,fr;q=0.5").get("/login").await;
    assert!(arabic.body.contains("dir=\"rtl\"") && arabic.body.contains("تسجيل الدخول"));
    let home = shop.stranger().get("/login?next=//evil.example").await;
    assert_eq!(home.status, StatusCode::OK);
});
