//! What the counter usually writes: faults and accessories of a category, brands and models, learnt from the latest files.

use std::collections::HashMap;

use super::store;
use crate::{
    kernel::{db::Conn, error::Result, fold::fold},
    settings::Lists,
    users::rights::Scope,
};

/// Chips of one kind that are offered.
const CHIPS: usize = 14;
/// A fault or accessory is usual from this many times on.
const USUAL: usize = 2;
/// Longer texts tell one case, not a usual one.
const LONGEST: usize = 32;

/// What is offered for a category: the usual first, then the shop's own lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// Faults.
    pub faults: Vec<String>,
    /// Accessories.
    pub accessories: Vec<String>,
}

/// Reads them; without a category the shop's lists alone.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(conn: &mut Conn, _scope: Scope, lists: &Lists, category: &str) -> Result<Habits> {
    let latest = if category.trim().is_empty() { Vec::new() } else { store::latest(conn, category.trim()).await? };
    let faults = latest.iter().flat_map(|(fault, _)| fault.split([',', '—', '\n']));
    let accessories = latest.iter().flat_map(|(_, accessories)| accessories.0.iter().map(String::as_str));
    Ok(Habits { faults: usual(faults, &lists.faults), accessories: usual(accessories, &lists.accessories) })
}

/// Brands, the most frequent first.
///
/// # Errors
/// When the database cannot be read.
pub async fn brands(conn: &mut Conn, _scope: Scope) -> Result<Vec<String>> {
    store::brands(conn).await
}

/// Models of a brand, the most frequent first.
///
/// # Errors
/// When the database cannot be read.
pub async fn models(conn: &mut Conn, _scope: Scope, brand: &str) -> Result<Vec<String>> {
    store::models(conn, brand.trim()).await
}

/// The words used at least twice, the most frequent first and of equals in the order of the alphabet; then the shop's others. Words
/// that fold to the same are one, written as last.
fn usual<'a>(words: impl Iterator<Item = &'a str>, list: &[String]) -> Vec<String> {
    let mut counted: HashMap<String, (usize, &str)> = HashMap::new();
    for word in words.map(str::trim).filter(|word| !word.is_empty() && word.chars().count() <= LONGEST) {
        counted.entry(fold(word)).or_insert((0, word)).0 += 1;
    }
    let mut often: Vec<(usize, &str)> = counted.values().copied().filter(|(times, _)| *times >= USUAL).collect();
    often.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let mut out: Vec<String> = Vec::new();
    for word in often.into_iter().map(|(_, word)| word).chain(list.iter().map(String::as_str)) {
        if out.len() < CHIPS && !out.iter().any(|known| fold(known) == fold(word)) {
            out.push(word.to_owned());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_comes_first_and_once() {
        let list = ["Lent".to_owned(), "Écran cassé".to_owned()];
        let words = ["Bruit", "ecran casse", "Écran cassé", "bruit ", "Bruit", "Une fois", "x".repeat(50).leak(), ""];
        assert_eq!(usual(words.into_iter(), &list), ["Bruit", "ecran casse", "Lent"]);
        assert_eq!(usual([].into_iter(), &list), list);
        let many: Vec<String> = (0..40).map(|n| format!("panne {n}")).collect();
        assert_eq!(usual(many.iter().chain(&many).map(String::as_str), &list).len(), CHIPS);
    }
}
