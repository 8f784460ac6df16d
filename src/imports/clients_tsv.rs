//! A list of clients: id, name, town, street, phone and e-mail in columns apart by tabs.

use csv::StringRecord;

use super::Source;
use crate::{
    app::Tx,
    clients::{self, ClientInput, ClientKind, Imported},
    kernel::error::{Faults, Result},
    lang::{Key, Text, say},
    settings::Settings,
    users::rights::{ClientsEdit, May},
};

/// Words that begin the name of a company, with the legal form they stand for.
const FORMS: &[(&str, &str)] =
    &[("SARL", "SARL"), ("EURL", "EURL"), ("SPA", "SPA"), ("SNC", "SNC"), ("شركة", ""), ("مؤسسة", "")];

/// The file.
pub(super) struct ClientsTsv {
    settings: Settings,
    /// What the sources of its rows begin with.
    prefix: String,
}

/// A row that can be recorded.
pub(super) struct Row {
    id: String,
    input: ClientInput,
    raw: String,
}

impl ClientsTsv {
    pub(super) fn new(settings: Settings, file: &str) -> Self {
        Self { settings, prefix: format!("clients:{file}:") }
    }
}

/// The legal form of a company, told by the first word of its name; none for a person.
fn form_of(name: &str) -> Option<&'static str> {
    let first = name.split_whitespace().next()?;
    FORMS.iter().find(|(word, _)| first.eq_ignore_ascii_case(word)).map(|(_, form)| *form)
}

impl Source for ClientsTsv {
    type Row = Row;

    fn width(&self) -> usize {
        6
    }

    /// Phones and addresses that cannot be read are no reason to refuse a client: the raw text is kept.
    fn read(&self, record: StringRecord) -> Result<Row, Text> {
        let cell = |n| record.get(n).unwrap_or_default().trim().to_owned();
        let (id, name, mail) = (cell(0), cell(1), cell(5));
        if id.is_empty() {
            return Err(Key::ImportsNoId.into());
        }
        let form = form_of(&name);
        let input = ClientInput {
            kind: Some(if form.is_some() { ClientKind::Company } else { ClientKind::Individual }),
            name,
            commune: cell(2),
            address: cell(3),
            phone: cell(4),
            email: Some(mail).filter(|m| clients::looks_like_email(m)).unwrap_or_default(),
            legal_form: form.unwrap_or_default().to_owned(),
            ..ClientInput::default()
        };
        let Faults(faults) = input.check(&self.settings.shop.region);
        if let Some((_, text)) = faults.into_iter().find(|(field, _)| field == "name") {
            return Err(say::ImportsUnreadable { why: format!("name: {}", text.in_english()).into() }.into());
        }
        Ok(Row { id, input, raw: record.iter().collect::<Vec<_>>().join("\t") })
    }

    async fn record(&self, tx: &mut Tx, row: &Row) -> Result<bool> {
        let source = format!("{}{}", self.prefix, row.id);
        let by = May::<ClientsEdit>::system();
        let found = clients::import(tx, &by, &self.settings, &row.input, &source, &row.raw).await?;
        Ok(matches!(found, Imported::New(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_are_told_by_their_first_word() {
        for (name, form) in [
            ("SARL Benali", Some("SARL")),
            ("Spa Atlas", Some("SPA")),
            ("شركة النور", Some("")),
            ("Sarla Benali", None),
            ("محمد شركة", None),
            ("", None),
        ] {
            assert_eq!(form_of(name), form, "{name}");
        }
    }
}
