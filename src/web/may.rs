//! The only way from a request to a right: the table is asked before the handler runs.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::Identity;
use crate::{
    app::App,
    kernel::error::Error,
    users::{
        Who,
        rights::{May, Right},
    },
};

impl<R: Right> FromRequestParts<App> for May<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let identity = parts.extensions.get::<Identity>().ok_or(Error::Unauthenticated)?;
        Self::of(&identity.who)
    }
}

impl FromRequestParts<App> for Who {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        parts.extensions.get::<Identity>().map(|identity| identity.who.clone()).ok_or(Error::Unauthenticated)
    }
}
