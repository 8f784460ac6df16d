//! Pages of notices.

use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{get, post},
};

use crate::{
    app::App,
    kernel::error::{Error, Result},
    users::rights::{May, OwnAccount},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new().route("/notices", get(list)).route("/notices/read", post(read_all))
}

async fn list(State(app): State<App>, by: May<OwnAccount>, cx: Cx) -> Result<Response> {
    let user = by.user().ok_or(Error::Forbidden)?;
    let mut conn = app.read().await?;
    let notices = super::of_user(&mut conn, user).await?;
    Ok(web::page(super::view::page(&cx, &notices)))
}

async fn read_all(State(app): State<App>, by: May<OwnAccount>, form: Form) -> Result<Response> {
    let to = form
        .save(&app, &by, async |tx| {
            super::read(tx, &by, None).await?;
            Ok("/notices".into())
        })
        .await?;
    Ok(form.go(&to))
}
