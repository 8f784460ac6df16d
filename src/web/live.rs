//! Live pages: one stream a tab that says only "changed"; the page asks again through its normal rights.

use std::{collections::HashSet, convert::Infallible, time::Duration};

use axum::{
    extract::{Query, State},
    response::{
        Sse,
        sse::{Event, KeepAlive},
    },
};
use axum_extra::extract::CookieJar;
use futures_util::{Stream, StreamExt as _, stream};
use tokio::sync::broadcast::error::RecvError;

use super::Peer;
use crate::{
    app::App,
    kernel::error::Result,
    users::{
        self,
        rights::{May, Read},
    },
};

/// What a page wants to hear about: subjects separated by commas.
#[derive(Debug, serde::Deserialize)]
pub struct About {
    /// `intakes,intake:0123…`
    about: String,
    /// When the page was drawn: a mark of the bus.
    #[serde(default)]
    since: String,
}

/// `GET /live?about=…`: ends at log-out, deactivation and stop, all of which are looked at once a minute or at a change.
///
/// # Errors
/// Never after the right was shown.
pub async fn live(
    State(app): State<App>,
    _by: May<Read>,
    axum::Extension(peer): axum::Extension<Peer>,
    headers: axum::http::HeaderMap,
    _jar: CookieJar,
    Query(about): Query<About>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let subjects: HashSet<String> = about.about.split(',').map(str::to_owned).collect();
    let listener = Listener {
        hear: app.bus().hear(),
        stop: app.stopping(),
        secret: super::identity::session_secret(&headers, peer.https).unwrap_or_default(),
        app,
        subjects,
    };
    // Between the drawing of the page and this stream something may have changed; from here on it is heard.
    let missed = !about.since.is_empty() && listener.app.bus().missed(&about.since, &listener.subjects);
    let hello = Event::default().event(if missed { "changed" } else { "hello" }).data("since");
    let first = stream::once(async { Ok(hello) });
    let rest =
        stream::unfold(
            listener,
            |mut listener| async move { listener.next().await.map(|event| (Ok(event), listener)) },
        );
    Ok(Sse::new(first.chain(rest)).keep_alive(KeepAlive::new().interval(Duration::from_secs(25))))
}

struct Listener {
    app: App,
    hear: tokio::sync::broadcast::Receiver<String>,
    stop: tokio::sync::watch::Receiver<bool>,
    secret: String,
    subjects: HashSet<String>,
}

impl Listener {
    /// The next thing to say; `None` ends the stream.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let heard = tokio::select! {
                _ = self.stop.wait_for(|stop| *stop) => return None,
                () = tokio::time::sleep(Duration::from_secs(60)) => None,
                heard = self.hear.recv() => Some(heard),
            };
            let said = match heard {
                None => None,
                Some(Ok(subject)) if self.subjects.contains(&subject) => Some(subject),
                Some(Ok(_)) => continue,
                // Too much at once: the page asks once.
                Some(Err(RecvError::Lagged(_))) => Some("lagged".to_owned()),
                Some(Err(RecvError::Closed)) => return None,
            };
            if !self.still_logged_in().await {
                return None;
            }
            if let Some(subject) = said {
                return Some(Event::default().event("changed").data(subject));
            }
        }
    }

    async fn still_logged_in(&self) -> bool {
        matches!(users::session(&self.app, &self.secret).await, Ok(Some(_)))
    }
}

/// Forwards what other processes changed (PostgreSQL) to the pages of this one, for as long as the server runs.
pub async fn listen_elsewhere(app: App) {
    let mut stop = app.stopping();
    while !*stop.borrow() {
        match app.db().listen().await {
            Ok(None) => return,
            Ok(Some(mut heard)) => loop {
                tokio::select! {
                    _ = stop.wait_for(|stop| *stop) => return,
                    subjects = heard.recv() => match subjects {
                        Some(subjects) => app.bus().tell(subjects.split(' ').map(str::to_owned).collect()),
                        None => break,
                    },
                }
            },
            Err(e) => tracing::warn!(error = %e, "the database's messages cannot be heard; trying again"),
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}
