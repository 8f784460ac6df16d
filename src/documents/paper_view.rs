//! What a document says, as a page: the same words as on paper, for who reads before signing.

use fixili_paper::{Block, Card, Fact, Sheet};
use maud::{Markup, html};

use super::{Document, Snapshot};
use crate::lang::Lang;

/// A document in a reader's language.
pub fn paper(document: &Document, said: &Snapshot, lang: Lang) -> Markup {
    let sheet = super::sheet(document.kind, said, lang, &said.formats(lang), None, super::Pictures::default());
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
            (terms(&sheet))
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

fn terms(sheet: &Sheet) -> Markup {
    html! {
        @if let Some(terms) = &sheet.terms {
            section { h3 { (terms.title) } @for paragraph in &terms.paragraphs { p.pre dir="auto" { (paragraph) } } }
        }
    }
}
