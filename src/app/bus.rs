//! Wakes live pages and the worker. It says only "this subject changed"; who hears asks again.

use std::sync::Arc;

use tokio::sync::{Notify, broadcast};

/// Tells what changed, within this process.
#[derive(Clone, Debug)]
pub struct Bus {
    changes: broadcast::Sender<String>,
    worker: Arc<Notify>,
}

impl Default for Bus {
    fn default() -> Self {
        Self { changes: broadcast::Sender::new(1_024), worker: Arc::default() }
    }
}

impl Bus {
    /// Says that these subjects changed and that there may be work.
    pub fn tell(&self, subjects: Vec<String>) {
        for subject in subjects {
            // Nobody listening is fine.
            let _ = self.changes.send(subject);
        }
        self.worker.notify_one();
    }

    /// Hears what changes from now on.
    pub fn hear(&self) -> broadcast::Receiver<String> {
        self.changes.subscribe()
    }

    /// Waits until there may be work.
    pub async fn work(&self) {
        self.worker.notified().await;
    }
}
