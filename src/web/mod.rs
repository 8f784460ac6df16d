//! The ground of pages and API: who asks, what they may do, forms and their errors, the page's frame, live pages.
//!
//! Nothing here knows a noun's rule.

pub mod api;
mod assets;
mod cx;
mod error_page;
mod fields;
mod form;
pub mod guard;
mod identity;
pub mod keys;
pub mod layout;
mod live;
mod may;
pub mod openapi;
mod submission;
pub mod ui;
mod upload;

pub use assets::{Icon, asset};
pub use cx::Cx;
pub use error_page::{fallback, render_errors};
pub use form::Form;
pub use guard::{refuse_cross_site, refuse_nul, security_headers, uncancelled};
pub use identity::{Identity, Peer, end_session_cookie, identify, session_cookie};
pub use live::{listen_elsewhere, live};
pub use submission::{Once, clean_up as clean_up_submissions, was_submitted};

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
};
use maud::Markup;

/// A page that answers a request well.
pub fn page(markup: Markup) -> Response {
    Html(markup.into_string()).into_response()
}

/// A page that answers a form with something wrong in it.
pub fn invalid(markup: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(markup.into_string())).into_response()
}

pub use identity::session_secret;
