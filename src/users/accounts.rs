//! Pages of staff accounts: a manager makes, changes and ends them, and hands out passwords that are shown once.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

use super::{
    NewPassword, User, UserInput, accounts_view as view, first_password,
    rights::{May, UsersEdit},
};
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        id::UserId,
    },
    lang::Key,
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/users", get(list).post(create))
        .route("/users/new", get(new))
        .route("/users/{id}/edit", get(edit_page).post(edit))
        .route("/users/{id}/password", post(hand_out_password))
        .route("/users/{id}/deactivation", post(deactivate))
        .route("/users/{id}/reactivation", post(reactivate))
}

async fn list(State(app): State<App>, _: May<UsersEdit>, cx: Cx) -> Result<Response> {
    let users = super::all(&mut app.read().await?).await?;
    Ok(web::page(view::list(&cx, &users)))
}

async fn new(_: May<UsersEdit>, cx: Cx) -> Response {
    web::page(view::new(&cx, &Form::blank()))
}

/// Makes an account. A password that was made here is shown on the answer and nowhere else, so the answer is the page
/// itself; a second sending is refused because the log-in name is taken.
async fn create(State(app): State<App>, by: May<UsersEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    let input = view::read_user(&mut form);
    let typed = form.value("password").to_owned();
    form.forget("password");
    let password = if typed.is_empty() { first_password() } else { typed.clone() };
    form.merge(input.check_with(&password));
    match insert(&app, &by, &cx, &form, &input, &password).await {
        Ok(_) if !typed.is_empty() => Ok(form.done_saying("/users", "created")),
        Ok(user) => Ok(web::page(view::password_once(&cx, &user, &password))),
        Err(e) => {
            form.refused(e)?;
            Ok(web::invalid(view::new(&cx, &form)))
        }
    }
}

async fn insert(
    app: &App,
    by: &May<UsersEdit>,
    cx: &Cx,
    form: &Form,
    input: &UserInput,
    password: &str,
) -> Result<User> {
    form.ok()?;
    let region = cx.settings.shop.region.as_str();
    let password = NewPassword::choose(password, &input.login()).await?;
    app.write(async |tx| {
        let id = super::create(tx, by, input, &password, region).await?;
        super::find(tx, id).await
    })
    .await
}

async fn edit_page(State(app): State<App>, _: May<UsersEdit>, cx: Cx, Path(id): Path<UserId>) -> Result<Response> {
    let user = super::find(&mut app.read().await?, id).await?;
    Ok(web::page(view::edit(&cx, &user, &view::fill_user(&user))))
}

async fn edit(
    State(app): State<App>,
    by: May<UsersEdit>,
    cx: Cx,
    Path(id): Path<UserId>,
    mut form: Form,
) -> Result<Response> {
    let input = view::read_user(&mut form);
    let region = cx.settings.shop.region.as_str();
    let saved = form
        .save(&app, &by, async |tx| {
            super::edit(tx, &by, id, form.version(), &input, region).await?;
            Ok("/users".into())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = matches!(&e, Error::Conflict(text) if text.key == Key::ErrorStale);
            form.refused(e)?;
            let user = super::find(&mut app.read().await?, id).await?;
            if stale {
                // What was typed stays; saving it again is then meant.
                form.set("version", user.version.to_string());
            }
            Ok(web::invalid(view::edit(&cx, &user, &form)))
        }
    }
}

/// Hands out a new password, shown on the answer and nowhere else. Sent twice, the later one counts, and its answer is
/// the one the browser shows.
async fn hand_out_password(
    State(app): State<App>,
    by: May<UsersEdit>,
    cx: Cx,
    Path(id): Path<UserId>,
    _: Form,
) -> Result<Response> {
    let password = first_password();
    let login = super::find(&mut app.read().await?, id).await?.login;
    let digested = NewPassword::choose(&password, &login).await?;
    let user = app
        .write(async |tx| {
            super::hand_out_password(tx, &by, id, &digested).await?;
            super::find(tx, id).await
        })
        .await?;
    Ok(web::page(view::password_once(&cx, &user, &password)))
}

async fn deactivate(
    State(app): State<App>,
    by: May<UsersEdit>,
    cx: Cx,
    Path(id): Path<UserId>,
    form: Form,
) -> Result<Response> {
    let saved = form
        .save(&app, &by, async |tx| {
            super::deactivate(tx, &by, id).await?;
            Ok("/users".into())
        })
        .await;
    answer(&app, &cx, id, &form, saved).await
}

async fn reactivate(
    State(app): State<App>,
    by: May<UsersEdit>,
    cx: Cx,
    Path(id): Path<UserId>,
    form: Form,
) -> Result<Response> {
    let saved = form
        .save(&app, &by, async |tx| {
            super::reactivate(tx, &by, id).await?;
            Ok("/users".into())
        })
        .await;
    answer(&app, &cx, id, &form, saved).await
}

/// Goes where a button led, or shows the account with the reason why not.
async fn answer(app: &App, cx: &Cx, id: UserId, form: &Form, saved: Result<String>) -> Result<Response> {
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let user = super::find(&mut app.read().await?, id).await?;
            let mut page = view::fill_user(&user);
            page.refused(e)?;
            Ok(web::invalid(view::edit(cx, &user, &page)))
        }
    }
}
