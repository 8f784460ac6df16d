//! What a document says, as a page: the same words as on paper, for who reads before signing.

use fixili_paper::{Block, Card, Fact, Sheet};
use maud::{Markup, html};

use super::{Document, Snapshot};
use crate::lang::Lang;

/// Documents in a reader's language; the conditions that they share stand once, below.
pub fn papers(said: &[(Document, Snapshot)], lang: Lang) -> Markup {
    let set = |(document, said): &(Document, Snapshot)| {
        super::sheet(document.kind, said, lang, &said.formats(lang), None, super::Pictures::default())
    };
    let sheets: Vec<Sheet> = said.iter().map(set).collect();
    let mut conditions: Vec<(&str, Vec<&str>)> = Vec::new();
    for terms in sheets.iter().filter_map(|sheet| sheet.terms.as_ref()) {
        let told = |text: &str| conditions.iter().any(|(_, texts)| texts.contains(&text));
        let fresh: Vec<&str> = terms.paragraphs.iter().map(String::as_str).filter(|text| !told(text)).collect();
        if !fresh.is_empty() {
            conditions.push((&terms.title, fresh));
        }
    }
    html! {
        @for sheet in &sheets { (paper(sheet, lang)) }
        @if !conditions.is_empty() {
            article.paper-text lang=(lang) dir=(lang.dir()) {
                @for (title, texts) in &conditions { section { h3 { (title) } @for text in texts { p.pre dir="auto" { (text) } } } }
            }
        }
    }
}

fn paper(sheet: &Sheet, lang: Lang) -> Markup {
    html! {
        article.paper-text lang=(lang) dir=(lang.dir()) {
            header {
                p.strong { bdi { (sheet.shop.name) } }
                h2 { (sheet.title) " " bdi.nowrap { (sheet.number) } }
                p.muted { bdi.ltr { (sheet.date) } }
            }
            @for card in &sheet.cards { (self::card(card)) }
            (facts(&sheet.strip))
            @for block in &sheet.blocks { (self::block(block)) }
        }
    }
}

fn card(card: &Card) -> Markup {
    html! { section { h3 { (card.title) } p.strong { bdi { (card.heading) } } (facts(&card.facts)) } }
}

fn facts(facts: &[Fact]) -> Markup {
    html! {
        @if !facts.is_empty() {
            dl.facts { @for fact in facts { div { dt { (fact.label) } dd { @if fact.ltr { bdi.ltr { (fact.value) } } @else { bdi { (fact.value) } } } } } }
        }
    }
}

fn titled(title: &str, body: Markup) -> Markup {
    html! { section { @if !title.is_empty() { h3 { (title) } } (body) } }
}

fn block(it: &Block) -> Markup {
    match it {
        Block::Text { title, text } => titled(title, html! { p.pre dir="auto" { (text) } }),
        Block::Chips { title, items } => {
            titled(title, html! { ul.plain-list { @for item in items { li { bdi { (item) } } } } })
        }
        Block::Pair { start, end } => html! { (block(start)) (block(end)) },
        Block::Facts { title, facts: of } => titled(title, facts(of)),
        Block::Table { title, columns, rows } => titled(
            title,
            html! {
                @for row in rows { dl.facts { @for (column, cell) in columns.iter().zip(row) { @if !cell.is_empty() { div { dt { (column.title) } dd { bdi { (cell) } } } } } } }
            },
        ),
        Block::Totals { note, sums, grand, after } => {
            let all: Vec<Fact> = sums.iter().chain([grand]).chain(after).cloned().collect();
            html! { section { (facts(&all)) @if !note.is_empty() { p.muted { (note) } } } }
        }
        Block::Photos { title, photos } => {
            let named = photos.iter().filter(|photo| !photo.caption.is_empty());
            titled(
                title,
                html! { p { (photos.len()) } ul.plain-list { @for photo in named { li { bdi { (photo.caption) } } } } },
            )
        }
        Block::Notice { text } => html! { p.strong { (text) } },
    }
}
