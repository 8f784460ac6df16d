//! What is typed of a quote, of its lines, and of the client's answer; the checks of each.

use super::{AnswerWay, Quote, QuoteLine, QuoteState};
use crate::{
    kernel::{
        error::Faults,
        fold::is_blank,
        id::{FileId, IntakeId, QuoteId, QuoteLineId, UserId},
        money::{Discount, MOST, Money, Quantity, Rate},
        phone,
        time::{At, Day},
    },
    lang::{Key, say},
    lines::LineKind,
};

/// What is typed of a quote.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct QuoteInput {
    /// Discount as a share; either this or an amount.
    pub discount_share: Option<Rate>,
    /// Discount as an amount before tax.
    pub discount_amount: Option<Money>,
    /// What it says to the client.
    pub note: String,
    /// The last day on which it can be accepted; as the settings say when absent.
    pub valid_until: Option<Day>,
    /// Other lines than the sheet's; needs the right to write quotes.
    pub lines: Option<Vec<QuoteLineInput>>,
}

/// What is typed of a line.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct QuoteLineInput {
    /// What it is for; `other` when absent.
    pub kind: Option<LineKind>,
    /// What it says; needed.
    pub label: String,
    /// Reference of a part.
    pub reference: String,
    /// How many, one when absent; not of labour.
    pub quantity: Option<Quantity>,
    /// How long; needed of labour.
    pub minutes: Option<i64>,
    /// Price of one, or of an hour, before tax; needed.
    pub unit_price: Option<Money>,
    /// Rate of tax; the usual one when absent.
    pub tax_rate: Option<Rate>,
}

/// What is typed of the client's answer.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
pub struct AnswerInput {
    /// Yes or no; needed.
    pub accepted: bool,
    /// In the shop, by telephone or by e-mail; needed.
    #[serde(default)]
    pub way: Option<AnswerWay>,
    /// Who answered; needed.
    #[serde(default)]
    pub name: String,
    /// The number that was called; needed by telephone.
    #[serde(default)]
    pub phone: String,
    /// Why not; needed of a refusal.
    #[serde(default)]
    pub reason: String,
    /// An uploaded file that proves it.
    #[serde(default)]
    pub proof: Option<FileId>,
}

/// The ways of an answer that the team records; the others are the client's own.
pub const WAYS: &[AnswerWay] = &[AnswerWay::Shop, AnswerWay::Phone, AnswerWay::Email];

/// The longest note or reason.
const TEXT: usize = 10_000;
/// The longest label.
const LABEL: usize = 300;
/// The longest name or reference.
const NAME: usize = 200;
/// The most minutes of a line: a thousand hours.
const MINUTES: i64 = 60_000;
/// The largest quantity, in thousandths.
const QUANTITY: i64 = 100_000_000;
/// The most lines.
const LINES: usize = 200;

/// Nothing when empty.
fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

fn check_length(faults: &mut Faults, field: &str, text: &str, most: usize) {
    faults.when(text.chars().count() > most, field, say::ErrorTooLong { most: most.into() });
}

fn is_amount(money: Money) -> bool {
    (Money::ZERO..=MOST).contains(&money)
}

/// What a new quote belongs to.
pub(super) struct New<'a> {
    pub id: QuoteId,
    pub intake: IntakeId,
    pub currency: &'a str,
    pub valid_until: Day,
    pub at: At,
    pub by: Option<UserId>,
}

impl QuoteInput {
    /// Checks what was typed; `rates` are those the shop uses. How large the discount may be is asked of the verb.
    pub fn check(&self, rates: &[Rate], today: Day) -> Faults {
        let mut faults = Faults::new();
        let share = self.discount_share.unwrap_or_default();
        faults.when(!(Rate::ZERO..=Rate::bp(10_000)).contains(&share), "discount", Key::ErrorRate);
        faults.when(!is_amount(self.discount_amount.unwrap_or_default()), "discount", Key::ErrorAmount);
        faults.when(
            self.discount_share.is_some() && self.discount_amount.is_some(),
            "discount",
            Key::QuotesOneDiscount,
        );
        check_length(&mut faults, "note", &self.note, TEXT);
        faults.when(self.valid_until.is_some_and(|day| day < today), "valid_until", Key::QuotesDayPast);
        let lines = self.lines.as_deref().unwrap_or_default();
        faults.when(lines.len() > LINES, "lines", Key::QuotesTooManyLines);
        for (n, line) in lines.iter().enumerate() {
            for (field, text) in line.check(rates).0 {
                faults.add(&format!("lines.{n}.{field}"), text);
            }
        }
        faults
    }

    /// What it takes off.
    pub fn discount(&self) -> Discount {
        match (self.discount_share, self.discount_amount) {
            (Some(share), _) if share > Rate::ZERO => Discount::Share(share),
            (_, Some(amount)) if amount > Money::ZERO => Discount::Amount(amount),
            _ => Discount::None,
        }
    }

    /// The draft that this makes, before its sums are known.
    pub(super) fn to_quote(&self, new: New<'_>) -> Quote {
        let mut quote = Quote {
            id: new.id,
            intake_id: new.intake,
            number: None,
            revision: 1,
            state: QuoteState::Draft,
            currency: new.currency.to_owned(),
            discount_share: Rate::ZERO,
            discount_amount: Money::ZERO,
            note: None,
            valid_until: new.valid_until,
            net: Money::ZERO,
            total: Money::ZERO,
            waits_since: None,
            prepared_at: new.at,
            prepared_by: new.by,
            sent_at: None,
            sent_by: None,
            seen_at: None,
            answered_at: None,
            answer_way: None,
            answer_name: None,
            answer_phone: None,
            answer_reason: None,
            answer_proof: None,
            answered_by: None,
            ended_at: None,
            version: 1,
        };
        self.fill(&mut quote);
        quote
    }

    /// Puts discount, note and validity into a draft.
    pub(super) fn fill(&self, quote: &mut Quote) {
        quote.discount_share = self.discount_share.unwrap_or_default();
        quote.discount_amount = self.discount_amount.unwrap_or_default();
        quote.note = some(&self.note);
        quote.valid_until = self.valid_until.unwrap_or(quote.valid_until);
    }
}

impl QuoteLineInput {
    /// Checks what was typed; `rates` are those the shop uses.
    pub fn check(&self, rates: &[Rate]) -> Faults {
        let mut faults = Faults::new();
        faults.when(is_blank(&self.label), "label", Key::ErrorRequired);
        check_length(&mut faults, "label", &self.label, LABEL);
        check_length(&mut faults, "reference", &self.reference, NAME);
        if self.kind() == LineKind::Labour {
            faults.when(self.minutes.is_none(), "minutes", Key::ErrorRequired);
            let possible = |minutes| (1..=MINUTES).contains(&minutes);
            faults.when(self.minutes.is_some_and(|m| !possible(m)), "minutes", Key::QuotesMinutes);
        } else {
            let quantity = self.quantity.unwrap_or_default().to_thousandths();
            faults.when(!(1..=QUANTITY).contains(&quantity), "quantity", Key::ErrorQuantity);
        }
        faults.when(self.unit_price.is_none(), "unit_price", Key::ErrorRequired);
        faults.when(self.unit_price.is_some_and(|price| !is_amount(price)), "unit_price", Key::ErrorAmount);
        faults.when(self.tax_rate.is_some_and(|rate| !rates.contains(&rate)), "tax_rate", Key::ErrorChoose);
        faults
    }

    /// What it is for.
    pub fn kind(&self) -> LineKind {
        self.kind.unwrap_or(LineKind::Other)
    }

    /// The line that this makes, at the usual rate of tax when none was given.
    pub(super) fn to_line(&self, id: QuoteLineId, quote_id: QuoteId, position: i64, usual: Rate) -> QuoteLine {
        let quantity = match self.kind() {
            LineKind::Labour => self.minutes.unwrap_or_default(),
            LineKind::Part | LineKind::Other => self.quantity.unwrap_or_default().to_thousandths(),
        };
        QuoteLine {
            id,
            quote_id,
            position,
            kind: self.kind(),
            label: self.label.trim().to_owned(),
            reference: some(&self.reference),
            quantity,
            unit_price: self.unit_price.unwrap_or_default(),
            tax_rate: self.tax_rate.unwrap_or(usual),
            origin: None,
        }
    }
}

impl AnswerInput {
    /// Checks what was typed.
    pub fn check(&self, region: &str) -> Faults {
        let mut faults = Faults::new();
        faults.when(!self.way.is_some_and(|way| WAYS.contains(&way)), "way", Key::ErrorChoose);
        faults.when(is_blank(&self.name), "name", Key::ErrorRequired);
        check_length(&mut faults, "name", &self.name, NAME);
        let called = self.phone.trim();
        let by_phone = self.way == Some(AnswerWay::Phone);
        faults.when(by_phone && called.is_empty(), "phone", Key::ErrorRequired);
        faults.when(by_phone && !called.is_empty() && self.phone(region).is_none(), "phone", Key::ErrorPhone);
        faults.when(!self.accepted && is_blank(&self.reason), "reason", Key::ErrorRequired);
        check_length(&mut faults, "reason", &self.reason, TEXT);
        faults
    }

    /// The number that was called, E.164.
    fn phone(&self, region: &str) -> Option<String> {
        phone::parse(&self.phone, region).filter(|_| self.way == Some(AnswerWay::Phone))
    }

    /// The quote with this answer.
    pub(super) fn to_answered(&self, quote: &Quote, region: &str, at: At, by: Option<UserId>) -> Quote {
        Quote {
            state: if self.accepted { QuoteState::Accepted } else { QuoteState::Refused },
            answered_at: Some(at),
            answer_way: self.way,
            answer_name: some(&self.name),
            answer_phone: self.phone(region),
            answer_reason: some(&self.reason).filter(|_| !self.accepted),
            answer_proof: self.proof,
            answered_by: by,
            ended_at: Some(at),
            ..quote.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: &[Rate] = &[Rate::bp(1_900), Rate::ZERO];

    fn fields(faults: Faults) -> Vec<String> {
        faults.0.into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn a_line_needs_a_label_and_a_price() {
        assert_eq!(fields(QuoteLineInput::default().check(RATES)), ["label", "unit_price"]);
        let line = QuoteLineInput { label: "Écran".into(), unit_price: Some(Money::minor(1)), ..Default::default() };
        assert!(line.check(RATES).is_empty());
        let labour = QuoteLineInput { kind: Some(LineKind::Labour), ..line.clone() };
        assert_eq!(fields(labour.check(RATES)), ["minutes"]);
        assert_eq!(fields(QuoteLineInput { minutes: Some(0), ..labour }.check(RATES)), ["minutes"]);
        let bad = QuoteLineInput {
            quantity: Some(Quantity::thousandths(-1)),
            unit_price: Some(Money::minor(-1)),
            tax_rate: Some(Rate::bp(1)),
            ..line
        };
        assert_eq!(fields(bad.check(RATES)), ["quantity", "unit_price", "tax_rate"]);
    }

    #[test]
    fn a_quote_has_one_discount_and_a_day_to_come() {
        let today = Day::new(20_261_124).expect("a day");
        let input = QuoteInput {
            discount_share: Some(Rate::bp(500)),
            discount_amount: Some(Money::minor(500)),
            valid_until: Some(today.plus_days(-1)),
            lines: Some(vec![QuoteLineInput::default()]),
            ..QuoteInput::default()
        };
        assert_eq!(
            fields(input.check(RATES, today)),
            ["discount", "valid_until", "lines.0.label", "lines.0.unit_price"]
        );
        assert!(QuoteInput { valid_until: Some(today), ..QuoteInput::default() }.check(RATES, today).is_empty());
    }

    #[test]
    fn an_answer_says_who_and_how() {
        assert_eq!(fields(AnswerInput::default().check("DZ")), ["way", "name", "reason"]);
        let yes =
            AnswerInput { accepted: true, way: Some(AnswerWay::Phone), name: "Amina".into(), ..AnswerInput::default() };
        assert_eq!(fields(yes.check("DZ")), ["phone"]);
        assert!(AnswerInput { phone: "0551 70 60 50".into(), ..yes.clone() }.check("DZ").is_empty());
        assert_eq!(fields(AnswerInput { way: Some(AnswerWay::Link), ..yes }.check("DZ")), ["way"]);
    }
}
