//! Parts across files: those used before, found by a few letters or a scan, and those that are waited for, for who orders. A part
//! itself is a line of a sheet (`interventions`).

pub mod api;
mod store;
pub mod view;
pub mod web;

pub use store::{Awaited, Known};

use std::collections::HashMap;

use crate::{
    app::{App, Tx},
    interventions,
    kernel::{
        db::Conn,
        error::{Error, Result},
        fold::{fold, fold_code},
        id::PartId,
        time::{At, Day},
    },
    users::rights::Scope,
    words,
};

words! {
    /// What is asked of the list of awaited parts.
    #[derive(Default)]
    pub enum Tab {
        /// Asked for and not ordered.
        #[default]
        ToOrder = "to_order" => parts_tab_to_order,
        /// Ordered and not here.
        Ordered = "ordered" => parts_tab_ordered,
        /// Expected before today and not here.
        Late = "late" => parts_tab_late,
        /// Arrived lately.
        Arrived = "arrived" => parts_tab_arrived,
    }
}

/// Parts that are offered.
const OFFERED: usize = 8;
/// How long what arrived stays on the list, days.
const ARRIVED_DAYS: i64 = 30;

/// Parts used before that have a word beginning with each one typed; a reference that is the text itself first, then the most
/// used and the latest.
///
/// # Errors
/// When the database cannot be read.
pub async fn known(conn: &mut Conn, _scope: Scope, typed: &str) -> Result<Vec<Known>> {
    let asked: Vec<Word> = typed.split_whitespace().map(Word::of).filter(|word| !word.whole.is_empty()).collect();
    let Some(longest) = asked.iter().max_by_key(|word| word.whole.chars().count()) else { return Ok(Vec::new()) };
    let mut found = store::beginning(conn, &longest.whole).await?;
    if found.is_empty()
        && let Some(part) = longest.parts.iter().max_by_key(|part| part.chars().count())
    {
        found = store::beginning(conn, part).await?;
    }
    found.retain(|part| {
        let own = words_of(&part.text());
        asked.iter().all(|word| word.begins_one_of(&own))
    });
    found.sort_by_key(|part| !part.is_code(typed));
    found.truncate(OFFERED);
    Ok(found)
}

/// A word of a question: a reference is written with or without what separates its parts.
struct Word {
    whole: String,
    parts: Vec<String>,
}

impl Word {
    fn of(raw: &str) -> Self {
        Self { whole: fold_code(raw), parts: fold(raw).split(' ').map(str::to_owned).collect() }
    }

    fn begins_one_of(&self, own: &[String]) -> bool {
        let begins = |word: &String| own.iter().any(|mine| mine.starts_with(word));
        begins(&self.whole) || self.parts.iter().all(begins)
    }
}

/// The folded words of a label and reference; a reference also without what separates its parts.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for raw in text.split_whitespace() {
        words.extend(fold(raw).split(' ').map(str::to_owned));
        words.push(fold_code(raw));
    }
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.dedup();
    words
}

/// A part was put on a sheet or corrected: it is offered from now on, with this price.
///
/// # Errors
/// When the database refuses.
pub async fn learn(tx: &mut Tx, part: PartId, used: bool) -> Result<()> {
    // Taken off again in the same act: there is nothing to learn.
    let part = match interventions::part(tx, Scope::Shop, part).await {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    let seen = Known {
        id: tx.new_id(),
        label: part.label,
        reference: part.reference,
        unit_price: part.unit_price,
        tax_rate: part.tax_rate,
        uses: i64::from(used),
        last_at: tx.now(),
    };
    remember(tx, &seen).await
}

async fn remember(tx: &mut Tx, part: &Known) -> Result<()> {
    let id = store::upsert(tx, part, &key(part)).await?;
    store::add_words(tx, id, &words_of(&part.text())).await
}

/// Label and reference, folded: what makes two uses one part.
fn key(part: &Known) -> String {
    format!("{}|{}", fold(&part.label), fold_code(part.reference.as_deref().unwrap_or_default()))
}

/// Learns what was used before there was anything to learn into; once.
///
/// # Errors
/// When the database refuses.
pub async fn catch_up(app: &App) -> Result<()> {
    if store::is_caught_up(&mut app.read().await?).await? {
        return Ok(());
    }
    app.write(async |tx| {
        if store::is_caught_up(tx).await? {
            return Ok(());
        }
        let mut all: HashMap<String, Known> = HashMap::new();
        for used in store::used_before(tx).await? {
            let key = key(&used);
            let uses = all.get(&key).map_or(0, |known| known.uses);
            all.insert(key, Known { uses: uses + 1, ..used });
        }
        store::forget_all(tx).await?;
        for part in all.into_values() {
            let part = Known { id: tx.new_id(), ..part };
            remember(tx, &part).await?;
        }
        let now = tx.now();
        store::caught_up(tx, now).await
    })
    .await
}

/// Suppliers parts were ordered from, the most frequent first.
///
/// # Errors
/// When the database cannot be read.
pub async fn suppliers(conn: &mut Conn, _scope: Scope) -> Result<Vec<String>> {
    interventions::suppliers(conn).await
}

/// The parts of a list that have these words in label, reference, supplier, number or client.
///
/// # Errors
/// When the database cannot be read.
pub async fn awaited(conn: &mut Conn, _scope: Scope, tab: Tab, q: &str, now: At, today: Day) -> Result<Vec<Awaited>> {
    // Words are looked for in all that wait, not in those that are listed.
    let asked = fold(q);
    let most = if asked.is_empty() { store::ROWS } else { store::SEARCHED };
    let mut rows = match tab {
        Tab::ToOrder => store::to_order(conn, most).await?,
        Tab::Ordered => store::ordered(conn, most).await?,
        Tab::Late => store::late(conn, today, most).await?,
        Tab::Arrived => store::arrived_since(conn, now.plus_days(-ARRIVED_DAYS), most).await?,
    };
    rows.retain(|row| asked.split(' ').all(|word| row.folded().contains(word)));
    rows.truncate(store::ROWS);
    Ok(rows)
}

/// How many parts are to be ordered, and how many are late.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(conn: &mut Conn, _scope: Scope, today: Day) -> Result<(i64, i64)> {
    store::counts(conn, today).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_found_with_and_without_its_signs() {
        let words = words_of("Écran 15,6 pouces LP156-WF6");
        for word in ["ecran", "15", "6", "156", "lp156wf6", "wf6", "pouces"] {
            assert!(words.iter().any(|own| own == word), "{word} in {words:?}");
        }
        assert_eq!(words_of("  "), [""; 0]);
    }
}
