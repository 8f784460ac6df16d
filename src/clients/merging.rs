//! Two records of one client made one: what is kept of each. Nothing typed is lost: a number that finds no room is kept in
//! the note for the team.

use super::{Client, ClientKind};
use crate::words;

words! {
    /// A detail of a client that may be taken from the double.
    pub enum Detail {
        /// The name.
        Name = "name" => clients_name,
        /// The first phone.
        Phone = "phone" => clients_phone,
        /// The e-mail.
        Email = "email" => clients_email,
        /// The street.
        Address = "address" => clients_address,
        /// Wilaya and commune.
        Place = "place" => clients_place,
        /// The language of papers and messages.
        Lang = "lang" => clients_lang,
        /// The legal form.
        LegalForm = "legal_form" => legal_form,
        /// The trade register.
        Rc = "rc" => legal_rc,
        /// The tax number.
        Nif = "nif" => legal_nif,
        /// The statistics number.
        Nis = "nis" => legal_nis,
        /// The tax article.
        Ai = "ai" => legal_ai,
    }
}

/// The value of a detail as stored; empty when there is none.
pub fn value(client: &Client, detail: Detail) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    match detail {
        Detail::Name => client.name.clone(),
        Detail::Phone => client.phone.clone().unwrap_or_else(|| client.phone_typed.clone()),
        Detail::Email => text(&client.email),
        Detail::Address => text(&client.address),
        Detail::Place => [text(&client.commune), text(&client.wilaya)]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        Detail::Lang => client.lang.to_string(),
        Detail::LegalForm => text(&client.legal_form),
        Detail::Rc => text(&client.rc),
        Detail::Nif => text(&client.nif),
        Detail::Nis => text(&client.nis),
        Detail::Ai => text(&client.ai),
    }
}

/// The pieces that both have and that differ: someone must choose.
pub fn differing(keep: &Client, double: &Client) -> Vec<Detail> {
    let differs = |detail: &Detail| {
        let (one, other) = (value(keep, *detail), value(double, *detail));
        let legal = matches!(detail, Detail::LegalForm | Detail::Rc | Detail::Nif | Detail::Nis | Detail::Ai);
        one != other && !one.is_empty() && !other.is_empty() && (!legal || keep.kind == ClientKind::Company)
    };
    Detail::ALL.iter().copied().filter(differs).collect()
}

/// The one that is kept, with what it lacks from its double, and what was chosen from it.
pub fn merged(keep: &Client, double: &Client, take: &[Detail]) -> Client {
    let mut out = keep.clone();
    let takes = |detail| take.contains(&detail) && !value(double, detail).is_empty() || value(keep, detail).is_empty();
    let pick =
        |detail, own: &Option<String>, other: &Option<String>| if takes(detail) { other.clone() } else { own.clone() };
    if takes(Detail::Name) {
        out.name.clone_from(&double.name);
    }
    if takes(Detail::Lang) {
        out.lang = double.lang;
    }
    if takes(Detail::Place) {
        out.wilaya.clone_from(&double.wilaya);
        out.commune.clone_from(&double.commune);
    }
    out.email = pick(Detail::Email, &keep.email, &double.email);
    out.address = pick(Detail::Address, &keep.address, &double.address);
    out.legal_form = pick(Detail::LegalForm, &keep.legal_form, &double.legal_form);
    out.rc = pick(Detail::Rc, &keep.rc, &double.rc);
    out.nif = pick(Detail::Nif, &keep.nif, &double.nif);
    out.nis = pick(Detail::Nis, &keep.nis, &double.nis);
    out.ai = pick(Detail::Ai, &keep.ai, &double.ai);
    if takes(Detail::Phone) {
        out.phone.clone_from(&double.phone);
        out.phone_typed.clone_from(&double.phone_typed);
    }
    let left = other_numbers(&mut out, keep, double);
    out.warning = notes(keep, double, &left);
    out
}

/// Gives the numbers that are not the first one room as the second; returns those that find none.
fn other_numbers(out: &mut Client, keep: &Client, double: &Client) -> Vec<String> {
    let first = value(out, Detail::Phone);
    let all = [
        Some(value(keep, Detail::Phone)),
        keep.phone2.clone(),
        Some(value(double, Detail::Phone)),
        double.phone2.clone(),
    ];
    let mut rest: Vec<String> = Vec::new();
    for number in all.into_iter().flatten() {
        if !number.is_empty() && number != first && !rest.contains(&number) {
            rest.push(number);
        }
    }
    // Only a number that could be read is a second phone.
    let second = rest.iter().position(|number| number.starts_with('+'));
    out.phone2 = second.map(|at| rest.remove(at));
    rest
}

fn notes(keep: &Client, double: &Client, numbers: &[String]) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in [&keep.warning, &double.warning].into_iter().flatten() {
        if !lines.contains(text) {
            lines.push(text.clone());
        }
    }
    lines.extend(numbers.iter().map(|number| format!("☎ {number}")));
    Some(lines.join("\n")).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::{id::Id as _, time::At},
        lang::Lang,
    };

    fn client(name: &str, phone: &str) -> Client {
        Client {
            id: crate::kernel::id::ClientId::from_raw(1),
            kind: ClientKind::Individual,
            name: name.into(),
            phone: Some(phone.into()),
            phone_typed: phone.into(),
            phone2: None,
            email: None,
            address: None,
            wilaya: None,
            commune: None,
            lang: Lang::Fr,
            legal_form: None,
            rc: None,
            nif: None,
            nis: None,
            ai: None,
            warning: None,
            created_at: At::from_ms(0),
            version: 1,
        }
    }

    #[test]
    fn what_one_lacks_comes_from_the_other() {
        let keep = client("Amine B.", "+213550000001");
        let double = Client {
            email: Some("a@example.org".into()),
            wilaya: Some("13".into()),
            ..client("Amine Belkacem", "+213550000001")
        };
        assert_eq!(differing(&keep, &double), [Detail::Name]);
        let one = merged(&keep, &double, &[Detail::Name]);
        assert_eq!(
            (one.name.as_str(), one.email.as_deref(), one.wilaya.as_deref()),
            ("Amine Belkacem", Some("a@example.org"), Some("13"))
        );
        assert_eq!(one.phone2, None);
        assert_eq!(merged(&keep, &double, &[]).name, "Amine B.");
    }

    #[test]
    fn no_number_is_lost() {
        let keep = Client {
            phone2: Some("+213550000002".into()),
            warning: Some("Paie en retard".into()),
            ..client("A", "+213550000001")
        };
        let double = Client { phone2: Some("+213550000004".into()), ..client("A", "+213550000003") };
        let one = merged(&keep, &double, &[Detail::Phone]);
        assert_eq!(one.phone.as_deref(), Some("+213550000003"));
        assert_eq!(one.phone2.as_deref(), Some("+213550000001"));
        assert_eq!(one.warning.as_deref(), Some("Paie en retard\n☎ +213550000002\n☎ +213550000004"));
    }
}
