//! Who asks, and from where: session cookie or API token, client address, HTTPS.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use crate::{
    app::App,
    kernel::error::Error,
    users::{self, Who},
};

/// The member of staff behind a request, and whether an API token said so.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Who.
    pub who: Who,
    /// By an API token, not a session: no cookie is involved.
    pub token: bool,
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// The client's address; a proxy's word counts only when the proxy is trusted.
    pub address: IpAddr,
    /// Whether the browser speaks HTTPS.
    pub https: bool,
}

/// The name of the session cookie; under HTTPS it is bound to the host.
fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-fixili" } else { "fixili" }
}

/// The cookie of a new session.
pub fn session_cookie(secret: String, https: bool) -> Cookie<'static> {
    Cookie::build((cookie_name(https), secret)).path("/").http_only(true).same_site(SameSite::Lax).secure(https).build()
}

/// What takes the session cookie away.
pub fn end_session_cookie(https: bool) -> Cookie<'static> {
    Cookie::build((cookie_name(https), "")).path("/").http_only(true).secure(https).build()
}

/// Finds out who asks and puts [`Identity`] and [`Peer`] into the request, [`Identity`] into the response too. Who must change the password first goes
/// nowhere else.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = peer(&app, &request);
    request.extensions_mut().insert(peer);
    let path = request.uri().path();
    if path.starts_with("/a/") {
        return next.run(request).await;
    }
    let found = match find(&app, request.headers(), peer.https).await {
        Ok(found) => found,
        Err(e) => return e.into_response(),
    };
    let Some(identity) = found else { return next.run(request).await };
    let free = matches!(path, "/account/password" | "/logout" | "/account/language");
    let mut response = if !identity.who.must_change || free {
        request.extensions_mut().insert(identity.clone());
        next.run(request).await
    } else if path.starts_with("/api/") || request.method() != Method::GET {
        Error::Forbidden.into_response()
    } else {
        Redirect::to("/account/password").into_response()
    };
    // An error is rendered for the one who asked.
    response.extensions_mut().insert(identity);
    response
}

async fn find(app: &App, headers: &HeaderMap, https: bool) -> Result<Option<Identity>, Error> {
    if let Some(token) =
        headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "))
    {
        let mut conn = app.read().await?;
        let who = users::by_token(&mut conn, token.trim()).await?.ok_or(Error::Unauthenticated)?;
        return Ok(Some(Identity { who, token: true }));
    }
    let jar = CookieJar::from_headers(headers);
    let Some(cookie) = jar.get(cookie_name(https)).filter(|c| !c.value().is_empty()) else { return Ok(None) };
    Ok(users::session(app, cookie.value()).await?.map(|who| Identity { who, token: false }))
}

/// The secret of the session a request carries.
pub fn session_secret(headers: &HeaderMap, https: bool) -> Option<String> {
    CookieJar::from_headers(headers).get(cookie_name(https)).map(|c| c.value().to_owned())
}

fn peer(app: &App, request: &Request) -> Peer {
    let direct =
        request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::from([127, 0, 0, 1]), |c| c.0.ip());
    if !app.config().trusted_proxies.contains(&direct) {
        return Peer { address: direct, https: false };
    }
    let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    let forwarded = header("x-forwarded-for").and_then(|list| {
        // The nearest address that is not one of our own proxies.
        list.split(',').rev().filter_map(|a| a.trim().parse().ok()).find(|a| !app.config().trusted_proxies.contains(a))
    });
    Peer { address: forwarded.unwrap_or(direct), https: header("x-forwarded-proto") == Some("https") }
}
