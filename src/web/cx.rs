//! What every page knows: the reader, their language and theme, the shop's settings, the way things are written.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use axum_extra::extract::cookie::CookieJar;

use super::Identity;
use crate::{
    app::App,
    kernel::{error::Error, time::At},
    lang::{Formats, Lang},
    notifications,
    settings::{self, Settings},
    users::{
        Who,
        rights::{May, Right},
    },
    worktime::{self, Timer},
};

/// The context of a page.
#[derive(Clone, Debug)]
pub struct Cx {
    /// The reader, when logged in.
    pub who: Option<Who>,
    /// The reader's language.
    pub l: Lang,
    /// How things are written for the reader.
    pub f: Formats,
    /// The shop's settings.
    pub settings: Arc<Settings>,
    /// Version of the settings.
    pub settings_version: i64,
    /// `light` or `dark`, when chosen.
    pub theme: Option<&'static str>,
    /// The path of the request.
    pub path: String,
    /// The path with the query.
    pub here: String,
    /// Notices not yet read.
    pub unread: i64,
    /// The reader's timers that run, are paused, or wait for their minutes.
    pub timers: Vec<Timer>,
    /// A message of the page before, said once.
    pub flash: Option<String>,
    /// Where what was just done is taken back, offered with the message.
    pub undo: Option<String>,
    /// The present instant.
    pub now: At,
    /// From when on a live page has to hear: what happened after it began to be drawn.
    pub mark: String,
}

impl Cx {
    /// Whether the reader has a right: shows or leaves out buttons. The verb asks again.
    pub fn may<R: Right>(&self) -> bool {
        self.who.as_ref().is_some_and(|who| May::<R>::of(who).is_ok())
    }

    /// The same page for a reader of another language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> Self {
        Self { l: lang, f: self.f.in_lang(lang), ..self.clone() }
    }

    /// Makes the context of a request.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(app: &App, parts: &Parts) -> Result<Self, Error> {
        let mark = app.bus().mark();
        let mut conn = app.read().await?;
        let (settings, settings_version) = settings::load(&mut conn).await?;
        let who = parts.extensions.get::<Identity>().map(|i| i.who.clone());
        let (unread, timers) = match &who {
            Some(who) => {
                (notifications::unread(&mut conn, who.id).await?, worktime::of_reader(&mut conn, who.id).await?)
            }
            None => (0, Vec::new()),
        };
        drop(conn);
        let jar = CookieJar::from_headers(&parts.headers);
        let l = language(parts, &jar, who.as_ref(), &settings);
        Ok(Self {
            f: settings.formats(l),
            l,
            settings: Arc::new(settings),
            settings_version,
            theme: theme(&jar),
            path: parts.uri.path().to_owned(),
            here: parts.uri.path_and_query().map_or_else(|| "/".into(), ToString::to_string),
            unread,
            timers,
            undo: None,
            flash: jar.get("flash").map(|c| c.value().to_owned()),
            now: app.now(),
            mark,
            who,
        })
    }
}

/// The reader's own choice, else the cookie's, the browser's, the shop's.
pub(super) fn language(parts: &Parts, jar: &CookieJar, who: Option<&Who>, settings: &Settings) -> Lang {
    who.map(|who| who.lang)
        .or_else(|| jar.get("lang").and_then(|c| Lang::parse(c.value())))
        .or_else(|| parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Lang::accepted))
        .unwrap_or(settings.shop.lang)
}

fn theme(jar: &CookieJar) -> Option<&'static str> {
    match jar.get("theme").map(Cookie::value) {
        Some("light") => Some("light"),
        Some("dark") => Some("dark"),
        _ => None,
    }
}

use axum_extra::extract::cookie::Cookie;

impl FromRequestParts<App> for Cx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        Self::of(app, parts).await
    }
}
