//! Wakes live pages and the worker. It says only "this subject changed"; who hears asks again.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{Notify, broadcast};

use crate::kernel::secret::random_u64;

/// Subjects that are remembered, for pages that were drawn a moment ago.
const REMEMBERED: usize = 1_024;

/// Tells what changed, within this process.
#[derive(Clone, Debug)]
pub struct Bus {
    changes: broadcast::Sender<String>,
    worker: Arc<Notify>,
    past: Arc<Mutex<Past>>,
}

/// What changed lately.
#[derive(Debug)]
struct Past {
    /// Another number for each process: the marks of another say nothing here.
    process: u64,
    /// How many subjects were told.
    told: u64,
    last: VecDeque<String>,
}

impl Default for Bus {
    fn default() -> Self {
        let past = Past { process: random_u64(), told: 0, last: VecDeque::new() };
        Self { changes: broadcast::Sender::new(REMEMBERED), worker: Arc::default(), past: Arc::new(Mutex::new(past)) }
    }
}

impl Bus {
    /// Says that these subjects changed and that there may be work.
    pub fn tell(&self, subjects: Vec<String>) {
        self.past.lock().unwrap_or_else(PoisonError::into_inner).add(&subjects);
        for subject in subjects {
            // Nobody listening is fine.
            let _ = self.changes.send(subject);
        }
        self.worker.notify_one();
    }

    /// A mark of the present: a page that is drawn now can ask later what it missed until it could hear.
    pub fn mark(&self) -> String {
        let past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{:x}-{:x}", past.process, past.told)
    }

    /// Whether one of these subjects changed since a mark, or may have.
    pub fn missed(&self, mark: &str, subjects: &HashSet<String>) -> bool {
        self.past.lock().unwrap_or_else(PoisonError::into_inner).missed(mark, subjects)
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

impl Past {
    fn add(&mut self, subjects: &[String]) {
        for subject in subjects {
            self.told += 1;
            self.last.push_back(subject.clone());
            if self.last.len() > REMEMBERED {
                self.last.pop_front();
            }
        }
    }

    fn missed(&self, mark: &str, subjects: &HashSet<String>) -> bool {
        let number = |text: &str| u64::from_str_radix(text, 16).ok();
        let marked = mark.split_once('-').and_then(|(process, told)| Some((number(process)?, number(told)?)));
        match marked {
            Some((process, told)) if process == self.process => {
                let since = usize::try_from(self.told.saturating_sub(told)).unwrap_or(usize::MAX);
                since > self.last.len() || self.last.iter().rev().take(since).any(|subject| subjects.contains(subject))
            }
            // Another process drew the page, or this one was started again.
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_since_a_page_was_drawn_is_known() {
        let (bus, mine) = (Bus::default(), HashSet::from(["intakes".to_owned()]));
        bus.tell(vec!["intakes".into()]);
        let mark = bus.mark();
        assert!(!bus.missed(&mark, &mine), "it was drawn after that");
        bus.tell(vec!["prints".into()]);
        assert!(!bus.missed(&mark, &mine));
        bus.tell(vec!["intakes".into(), "intake:1".into()]);
        assert!(bus.missed(&mark, &mine));
        assert!(!bus.missed(&bus.mark(), &mine));
        for _ in 0..REMEMBERED {
            bus.tell(vec!["prints".into()]);
        }
        assert!(bus.missed(&mark, &mine), "too long ago to know");
        assert!(bus.missed(&Bus::default().mark(), &mine) && bus.missed("", &mine) && bus.missed("x-y", &mine));
    }
}
