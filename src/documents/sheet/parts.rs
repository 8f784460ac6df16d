//! The pieces that the documents share: shop, people, equipment, texts, conditions.

use fixili_paper::{Block, Card, Fact, Sheet, Shop, Signature, Terms};

use super::Pen;
use crate::{
    documents::snapshot::{Client, Person},
    lang::{Lang, say},
};

/// Facts that are there.
pub(super) fn present<const N: usize>(facts: [Option<Fact>; N]) -> Vec<Fact> {
    facts.into_iter().flatten().filter(|fact| !fact.value.trim().is_empty()).collect()
}

/// Two blocks side by side, or the one there is.
pub(super) fn pair(start: Option<Block>, end: Option<Block>) -> Option<Block> {
    match (start, end) {
        (Some(start), Some(end)) => Some(Block::Pair { start: Box::new(start), end: Box::new(end) }),
        (one, other) => one.or(other),
    }
}

/// A titled text, if it says something.
pub(super) fn text(title: &str, text: &str) -> Option<Block> {
    let text = text.trim();
    (!text.is_empty()).then(|| Block::Text { title: title.to_owned(), text: text.to_owned() })
}

/// Titled facts, if there are any.
pub(super) fn facts(title: &str, facts: Vec<Fact>) -> Option<Block> {
    (!facts.is_empty()).then(|| Block::Facts { title: title.to_owned(), facts })
}

/// Titled short texts, if there are any.
pub(super) fn chips(title: &str, items: Vec<String>) -> Option<Block> {
    (!items.is_empty()).then(|| Block::Chips { title: title.to_owned(), items })
}

/// A framed line.
pub(super) fn notice(text: impl Into<String>) -> Block {
    Block::Notice { text: text.into() }
}

/// A box to be signed by hand.
pub(super) fn sign(title: &str, caption: impl Into<String>) -> Signature {
    Signature { title: title.to_owned(), caption: caption.into(), image: None }
}

/// Conditions, their paragraphs apart; none when the shop says nothing.
pub(super) fn terms(title: &str, texts: &[&str]) -> Option<Terms> {
    let paragraphs: Vec<String> = texts
        .iter()
        .flat_map(|text| text.split("\n\n"))
        .map(|part| part.trim().to_owned())
        .filter(|p| !p.is_empty())
        .collect();
    (!paragraphs.is_empty()).then(|| Terms { title: title.to_owned(), paragraphs })
}

impl Pen<'_> {
    /// A fact in words.
    pub(super) fn fact(&self, label: &str, value: impl Into<String>) -> Fact {
        Fact { label: label.to_owned(), value: value.into(), ltr: false }
    }

    /// A fact in digits or codes.
    pub(super) fn run(&self, label: &str, value: impl Into<String>) -> Fact {
        Fact { label: label.to_owned(), value: value.into(), ltr: true }
    }

    /// What every document begins with.
    pub(super) fn base(&self, number: &str) -> Sheet {
        Sheet {
            lang: self.l.as_str().to_owned(),
            number: number.to_owned(),
            date: self.f.instant(self.s.issued_at),
            shop: self.shop(),
            barcode: Some(number.to_owned()).filter(|n| !n.is_empty()),
            page_word: self.l.doc_page().to_owned(),
            ..Sheet::default()
        }
    }

    fn shop(&self) -> Shop {
        let shop = &self.s.shop;
        let contacts = [&shop.phone, &shop.email, &shop.web];
        Shop {
            name: shop.name.clone(),
            tagline: shop.tagline.clone(),
            address: lines_of(&shop.address),
            contacts: contacts.into_iter().filter(|c| !c.trim().is_empty()).cloned().collect(),
            legal: self.legal(),
            accent: shop.accent.clone(),
            logo: None,
        }
    }

    /// `Atelier EURL au capital de 100 000 DA · RC … · NIF … · NIS … · AI …`
    fn legal(&self) -> String {
        let (l, legal) = (self.l, &self.s.shop.legal);
        let mut name = self.s.shop.name.clone();
        if !legal.form.trim().is_empty() {
            name = format!("{name} {}", legal.form.trim());
        }
        if !legal.capital.trim().is_empty() {
            // A name in another script stands on its own.
            let between = if l == Lang::Ar { " · " } else { " " };
            name = format!("{name}{between}{} {}", l.doc_capital(), legal.capital.trim());
        }
        let numbers =
            [(l.doc_rc(), &legal.rc), (l.doc_nif(), &legal.nif), (l.doc_nis(), &legal.nis), (l.doc_ai(), &legal.ai)];
        let numbers = numbers.into_iter().filter(|(_, n)| !n.trim().is_empty());
        let parts: Vec<String> =
            [name].into_iter().chain(numbers.map(|(label, n)| format!("{label} {}", n.trim()))).collect();
        parts.join(" · ")
    }

    /// The client; with the numbers of a company on papers that its accountant keeps.
    pub(super) fn client(&self, with_numbers: bool) -> Card {
        let (l, client) = (self.l, &self.s.client);
        let form = client.legal_form.as_deref().map(str::trim).filter(|f| !f.is_empty() && !client.name.contains(f));
        let mut facts = present([
            client.phone.as_deref().map(|phone| self.run(l.doc_phone(), self.f.phone(phone))),
            client.email.as_deref().map(|email| self.run(l.doc_email(), email)),
            Some(self.fact(l.doc_address(), self.address(client))),
            self.s.contact.as_ref().map(|person| self.fact(l.doc_contact(), self.person(person))),
            self.s.depositor.as_ref().map(|person| self.fact(l.doc_depositor(), self.person(person))),
        ]);
        if with_numbers {
            facts.extend(present([
                client.rc.as_deref().map(|n| self.run(l.doc_rc(), n)),
                client.nif.as_deref().map(|n| self.run(l.doc_nif(), n)),
                client.nis.as_deref().map(|n| self.run(l.doc_nis(), n)),
                client.ai.as_deref().map(|n| self.run(l.doc_ai(), n)),
            ]));
        }
        let heading = form.map_or_else(|| client.name.clone(), |form| format!("{form} {}", client.name));
        Card { title: l.doc_client().to_owned(), heading, facts }
    }

    fn address(&self, client: &Client) -> String {
        let street = client.address.as_deref().map(|a| lines_of(a).join(", "));
        let wilaya = client.wilaya.as_ref().map(|w| w.name_in(self.l).to_owned());
        // A town that gives its name to the wilaya is said once.
        let wilaya = wilaya.filter(|w| client.commune.as_deref().map(str::trim) != Some(w));
        let parts = [street, client.commune.clone(), wilaya].into_iter().flatten();
        let parts: Vec<String> = parts.filter(|part| !part.trim().is_empty()).collect();
        parts.join(", ")
    }

    fn person(&self, person: &Person) -> String {
        match &person.phone {
            Some(phone) if !phone.is_empty() => format!("{} · {}", person.name, self.f.phone(phone)),
            _ => person.name.clone(),
        }
    }

    /// The equipment, if the document is of one.
    pub(super) fn equipment(&self) -> Option<Card> {
        let (l, it) = (self.l, self.s.equipment.as_ref()?);
        let facts = present([
            it.serial.as_deref().map(|serial| self.run(l.doc_serial(), serial)),
            it.year.map(|year| self.run(l.doc_year(), year.to_string())),
        ]);
        Some(Card { title: l.doc_equipment().to_owned(), heading: it.title(), facts })
    }

    /// Client and equipment side by side.
    pub(super) fn cards(&self, with_numbers: bool) -> Vec<Card> {
        [Some(self.client(with_numbers)), self.equipment()].into_iter().flatten().collect()
    }

    /// The number of the repair file, on the papers that follow the intake voucher.
    pub(super) fn file_number(&self) -> Option<Fact> {
        self.s.intake.as_ref().map(|intake| self.run(self.l.series_intake(), &intake.number))
    }

    /// Who answers for the repair.
    pub(super) fn technician(&self) -> Option<Fact> {
        self.s.technician.as_deref().map(|name| self.fact(self.l.doc_technician(), name))
    }

    /// What the client said is wrong.
    pub(super) fn fault(&self) -> Option<Block> {
        text(self.l.doc_fault(), &self.s.intake.as_ref()?.fault)
    }

    /// What the technician found.
    pub(super) fn diagnosis(&self) -> Option<Block> {
        text(self.l.doc_diagnosis(), &self.s.intervention.as_ref()?.diagnosis)
    }

    /// The shop's box, with who issued the paper.
    pub(super) fn stamp(&self) -> Signature {
        let by = self.s.by.as_deref().filter(|by| !by.is_empty());
        let caption = by.map(|by| self.l.say(say::DocIssuedBy { name: by.into() })).unwrap_or_default();
        sign(self.l.doc_sign_shop(), caption)
    }
}

fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}
