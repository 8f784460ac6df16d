//! A transaction: the connection, its fixed instant, and the events recorded in it.

use std::{
    collections::BTreeSet,
    ops::{Deref, DerefMut},
};

use super::App;
use crate::{
    events::{self, Event, Recorded, Unwritten},
    kernel::{
        actor::Actor,
        db::Conn,
        error::Result,
        id::{EventId, Id},
        time::At,
    },
};

/// A transaction that runs; made by `app.write` alone.
pub struct Tx {
    conn: Conn,
    now: At,
    app: App,
    recorded: Vec<Unwritten>,
    told: BTreeSet<String>,
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Tx {
    pub(super) fn new(conn: Conn, now: At, app: App) -> Self {
        Self { conn, now, app, recorded: Vec::new(), told: BTreeSet::new() }
    }

    /// The instant of this transaction; it does not move inside it, but for what is imported.
    pub fn now(&self) -> At {
        self.now
    }

    /// Makes it another time from here on: an import records what happened at several instants in one transaction.
    pub fn set_now(&mut self, now: At) {
        self.now = now;
    }

    /// The application: its key and its settings, nothing that waits.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// A new id. It tells when something was recorded, also when it happened earlier: what several imports record of one
    /// instant must not meet.
    pub fn new_id<I: Id>(&self) -> I {
        I::from_raw(self.app.ids().next(self.app.now()))
    }

    /// Records who did what; timeline, notices and live pages follow from it. It is in the log when the transaction ends.
    ///
    /// # Errors
    /// When the event cannot be written as JSON.
    pub fn record(&mut self, by: impl Into<Actor>, event: Event) -> Result<()> {
        let id: EventId = self.new_id();
        self.recorded.push(Unwritten::new(id, self.now, by.into(), event)?);
        Ok(())
    }

    /// Tells live pages that a subject changed which no event is about: what is in the pocket of an open form.
    pub fn tell(&mut self, subject: String) {
        self.told.insert(subject);
    }

    pub(super) fn recorded(&self, n: usize) -> Option<Recorded> {
        self.recorded.get(n).map(|event| event.recorded.clone())
    }

    /// Writes the events, a few statements however many they are, and tells other processes what changed; what changed.
    pub(super) async fn write_events(&mut self) -> Result<Vec<String>> {
        events::append(&mut self.conn, &self.recorded).await?;
        let mut all = std::mem::take(&mut self.told);
        all.extend(self.recorded.iter().flat_map(|r| r.recorded.event.changes(r.recorded.intake)));
        let changes: Vec<String> = all.into_iter().collect();
        self.conn.notify(&changes).await?;
        Ok(changes)
    }

    pub(super) async fn commit(self) -> Result<()> {
        self.conn.commit().await
    }
}
