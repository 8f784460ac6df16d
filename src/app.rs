//! The running application: what everything is done with, and the one door to a transaction.

mod bus;
mod tx;

use std::{
    path::PathBuf,
    pin::Pin,
    sync::{Arc, OnceLock},
};

pub use bus::Bus;
pub use tx::Tx;

use crate::{
    config::Config,
    events::Recorded,
    kernel::{
        clock::Clock,
        db::{Conn, Db, Target},
        error::{Error, Result},
        id::IdMaker,
        secret::Key,
        time::At,
    },
};

/// What happens inside the transaction when events were recorded; `reactions.rs` is the one there is.
pub type Reactions = for<'a> fn(&'a mut Tx, &'a Recorded) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// The running application; cheap to copy.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    config: Config,
    clock: Clock,
    ids: IdMaker,
    bus: Bus,
    key: Key,
    reactions: Reactions,
    setup_code: OnceLock<String>,
    press: OnceLock<fixili_paper::Press>,
    printing: Arc<tokio::sync::Semaphore>,
    looking: Arc<tokio::sync::Semaphore>,
    stopping: tokio::sync::watch::Sender<bool>,
}

/// How long someone waits for their turn at the press.
const TURN: std::time::Duration = std::time::Duration::from_secs(30);
/// Tries of a transaction that collides with others on PostgreSQL.
const TRIES: u32 = 8;

impl App {
    /// Opens the data folder and the database.
    ///
    /// # Errors
    /// When the folder cannot be written, the key file is not a key, or the database cannot be opened.
    pub async fn open(config: Config, clock: Clock, reactions: Reactions) -> Result<Self> {
        std::fs::create_dir_all(config.files())?;
        let key = config.load_key()?;
        let db = Db::open(&config.database()).await?;
        let (stopping, _) = tokio::sync::watch::channel(false);
        Ok(Self(Arc::new(Inner {
            db,
            config,
            clock,
            ids: IdMaker::default(),
            bus: Bus::default(),
            key,
            reactions,
            setup_code: OnceLock::new(),
            press: OnceLock::new(),
            printing: Arc::new(tokio::sync::Semaphore::new(1)),
            looking: Arc::new(tokio::sync::Semaphore::new(1)),
            stopping,
        })))
    }

    /// The operator's settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Where the database is.
    pub fn target(&self) -> Target {
        self.0.config.database()
    }

    /// The shop's key.
    pub fn key(&self) -> &Key {
        &self.0.key
    }

    /// The code that the set-up page asks for, 8 characters without look-alikes; the console shows it. It comes from the
    /// key, so that several servers of one shop ask for the same.
    pub fn setup_code(&self) -> &str {
        const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
        self.0.setup_code.get_or_init(|| {
            let signed = crate::kernel::secret::unhex(&self.0.key.sign("setup", "")).unwrap_or_default();
            signed.iter().take(8).map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
        })
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The present instant.
    pub fn now(&self) -> At {
        self.0.clock.now()
    }

    /// The folder of files.
    pub fn files(&self) -> PathBuf {
        self.0.config.files()
    }

    /// Tells live pages and the worker what changed.
    pub fn bus(&self) -> &Bus {
        &self.0.bus
    }

    /// Becomes true when the server should end.
    pub fn stopping(&self) -> tokio::sync::watch::Receiver<bool> {
        self.0.stopping.subscribe()
    }

    /// Asks everything that runs to end.
    pub fn stop(&self) {
        let _ = self.0.stopping.send(true);
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// When none can be had.
    pub async fn read(&self) -> Result<Conn> {
        self.0.db.read().await
    }

    /// Runs `work` in one transaction: all of it is kept, or nothing. Before the commit the events it recorded are
    /// handed to the reactions; after it, live pages and the worker are woken. On PostgreSQL a transaction that
    /// collides with another runs again, so `work` must not do anything outside it.
    ///
    /// # Errors
    /// What `work` returns, or that of the database.
    pub async fn write<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T> + Clone) -> Result<T> {
        self.write_at(None, work).await
    }

    /// Like [`App::write`], as if it were another time: imports of what happened earlier.
    ///
    /// # Errors
    /// What `work` returns, or that of the database.
    pub async fn write_at<T>(&self, at: Option<At>, work: impl AsyncFnOnce(&mut Tx) -> Result<T> + Clone) -> Result<T> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.attempt(at, work.clone()).await {
                Err(e) if e.is_collision() && tries < TRIES => {
                    tracing::debug!(error = %e, tries, "a transaction runs again");
                    let jitter = crate::kernel::secret::random_u64() % (4 << tries);
                    tokio::time::sleep(std::time::Duration::from_millis(jitter)).await;
                }
                other => return other,
            }
        }
    }

    async fn attempt<T>(&self, at: Option<At>, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        let conn = self.0.db.begin().await?;
        let mut tx = Tx::new(conn, at.unwrap_or_else(|| self.now()), self.clone());
        let out = work(&mut tx).await?;
        let mut done = 0;
        // A reaction may record events of its own; each is handed over once.
        while let Some(recorded) = tx.recorded(done) {
            (self.0.reactions)(&mut tx, &recorded).await?;
            done += 1;
        }
        let changes = tx.write_events().await?;
        tx.commit().await?;
        self.0.bus.tell(changes);
        Ok(out)
    }

    pub(crate) fn ids(&self) -> &IdMaker {
        &self.0.ids
    }

    /// Typesets something, one at a time, away from the threads that answer requests. Who waits too long for their turn is
    /// told; a turn lasts until the work is done, also when nobody waits for it any more.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when others print for too long; when the fonts or the template are broken.
    pub async fn typeset<T: Send + 'static>(
        &self,
        work: impl FnOnce(&fixili_paper::Press) -> std::result::Result<T, fixili_paper::Error> + Send + 'static,
    ) -> Result<T> {
        let turn = tokio::time::timeout(TURN, self.0.printing.clone().acquire_owned())
            .await
            .map_err(|_| Error::Unavailable("others print".into()))?
            .map_err(Error::internal)?;
        let app = self.clone();
        tokio::task::spawn_blocking(move || {
            let set = work(app.press()?).map_err(Error::internal);
            drop(turn);
            set
        })
        .await
        .map_err(Error::internal)?
    }

    /// Waits for the turn to decode a picture: large ones take hundreds of megabytes, so only one is decoded at a time.
    ///
    /// # Errors
    /// When the application ends.
    pub async fn turn_to_look(&self) -> Result<tokio::sync::OwnedSemaphorePermit> {
        self.0.looking.clone().acquire_owned().await.map_err(Error::internal)
    }

    /// The press, made at its first use.
    ///
    /// # Errors
    /// When the fonts or the template are broken.
    pub fn press(&self) -> Result<&fixili_paper::Press> {
        if let Some(press) = self.0.press.get() {
            return Ok(press);
        }
        let press = fixili_paper::Press::new().map_err(Error::internal)?;
        Ok(self.0.press.get_or_init(|| press))
    }
}
