//! The page of the first start; afterwards it leads to the log-in.

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};

use super::{SetUp, view};
use crate::{
    app::App,
    kernel::{error::Result, secret},
    lang::{Key, Lang},
    users::{self, NewPassword},
    web::{self, Cx, Form, Peer},
};

pub fn routes() -> Router<App> {
    Router::new().route("/setup", get(page).post(set_up))
}

async fn page(
    State(app): State<App>,
    cx: Cx,
    axum::Extension(peer): axum::Extension<Peer>,
    headers: HeaderMap,
) -> Result<Response> {
    if !users::nobody_yet(&mut app.read().await?).await? {
        return Ok(Redirect::to("/login").into_response());
    }
    let host = headers.get("host").and_then(|v| v.to_str().ok()).unwrap_or_default();
    let scheme = if peer.https { "https" } else { "http" };
    let address = if host.is_empty() { cx.settings.shop.public_url.clone() } else { format!("{scheme}://{host}") };
    let form = Form::filled([("public_url", address), ("lang", cx.l.as_str().into())]);
    Ok(web::page(view::page(&cx, &form)))
}

/// Nothing of this form is remembered: it holds a password, and of two sendings the second finds the shop set up.
async fn set_up(State(app): State<App>, cx: Cx, mut form: Form) -> Result<Response> {
    if !users::nobody_yet(&mut app.read().await?).await? {
        return Ok(form.go("/login"));
    }
    let [password, again] = ["password", "again"].map(|name| form.value(name).to_owned());
    ["password", "again"].iter().for_each(|name| form.forget(name));
    let input = read(&mut form, &app, &cx);
    form.merge(input.check_with(&password));
    if password != again {
        form.complain("again", Key::UsersPasswordAgain);
    }
    match save(&app, &form, &input, &password).await {
        Ok(()) => Ok(form.go("/login")),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(view::page(&cx, &form)))
        }
    }
}

/// The password is digested only for who knows the code.
async fn save(app: &App, form: &Form, input: &SetUp, password: &str) -> Result<()> {
    form.ok()?;
    let password = NewPassword::choose(password, &input.login).await?;
    app.write(async |tx| super::set_up(tx, input, &password).await).await
}

fn read(form: &mut Form, app: &App, cx: &Cx) -> SetUp {
    let code: String = form.value("code").chars().filter(char::is_ascii_alphanumeric).collect();
    if !secret::same(&code.to_lowercase(), app.setup_code()) {
        form.complain("code", Key::SetupCodeWrong);
    }
    SetUp {
        shop: form.text("shop"),
        public_url: form.text("public_url").trim_end_matches('/').to_owned(),
        lang: form.choice("lang", Lang::parse).unwrap_or(cx.l),
        name: form.text("name"),
        login: form.text("login"),
    }
}
