//! A quote: one version of a priced offer, its lines and sums, and what may happen to it.

use crate::{
    kernel::{
        db::{FromRow, Row},
        error::{Error, Result},
        id::{FileId, IntakeId, QuoteId, QuoteLineId, UserId},
        money::{Discount, Money, Rate, Totals},
        moves::{self, Move},
        time::{At, Day},
    },
    lang::{Key, Lang},
    lines::{self, Line, LineKind},
    record, words,
};

words! {
    /// Where a quote is.
    pub enum QuoteState {
        /// It is being written.
        Draft = "draft" => quote_draft,
        /// The client has it.
        Sent = "sent" => quote_sent,
        /// The client looked at it.
        Seen = "seen" => quote_seen,
        /// The client said yes.
        Accepted = "accepted" => quote_accepted,
        /// The client said no.
        Refused = "refused" => quote_refused,
        /// Nobody answered in time.
        Expired = "expired" => quote_expired,
        /// A later revision took its place.
        Superseded = "superseded" => quote_superseded,
        /// The shop took it back.
        Withdrawn = "withdrawn" => quote_withdrawn,
    }
}

words! {
    /// How the client answered.
    pub enum AnswerWay {
        /// In the shop.
        Shop = "shop" => answer_shop,
        /// By telephone.
        Phone = "phone" => answer_phone,
        /// By e-mail; a person read it.
        Email = "email" => answer_email,
        /// By the link.
        Link = "link" => answer_link,
        /// In the portal.
        Portal = "portal" => answer_portal,
    }
}

/// What may happen to a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteStep {
    /// It is written.
    Change,
    /// It goes to the client.
    Send,
    /// The client looks at it.
    See,
    /// The client says yes.
    Accept,
    /// The client says no.
    Refuse,
    /// The time to answer is over.
    Expire,
    /// A later revision is written; an open quote is superseded by it, an answered one stays what it is.
    Revise,
    /// The shop takes it back.
    Withdraw,
}

use QuoteState::{Accepted, Draft, Expired, Refused, Seen, Sent, Superseded, Withdrawn};

/// What may happen in which state.
pub const MOVES: &[Move<QuoteState, QuoteStep>] = &[
    Move { from: &[Draft], event: QuoteStep::Change, to: &[Draft] },
    Move { from: &[Draft], event: QuoteStep::Send, to: &[Sent] },
    Move { from: &[Sent], event: QuoteStep::See, to: &[Seen] },
    Move { from: &[Sent, Seen], event: QuoteStep::Accept, to: &[Accepted] },
    Move { from: &[Sent, Seen], event: QuoteStep::Refuse, to: &[Refused] },
    Move { from: &[Sent, Seen], event: QuoteStep::Expire, to: &[Expired] },
    Move { from: &[Sent, Seen], event: QuoteStep::Revise, to: &[Superseded] },
    Move { from: &[Refused], event: QuoteStep::Revise, to: &[Refused] },
    Move { from: &[Expired], event: QuoteStep::Revise, to: &[Expired] },
    Move { from: &[Draft, Sent, Seen], event: QuoteStep::Withdraw, to: &[Withdrawn] },
];

record! {
    /// A quote as stored: one revision of an offer.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Quote {
        /// Id.
        pub id: QuoteId,
        /// The repair file.
        pub intake_id: IntakeId,
        /// Number, e.g. `DV-2026-000012`; none before the first sending.
        pub number: Option<String>,
        /// Which version of the number, from 1.
        pub revision: i64,
        /// Where it is.
        pub state: QuoteState,
        /// ISO code of the currency.
        pub currency: String,
        /// Discount as a share, or zero.
        pub discount_share: Rate,
        /// Discount as an amount before tax, or zero.
        pub discount_amount: Money,
        /// What it says to the client.
        pub note: Option<String>,
        /// The last day on which it can be accepted.
        pub valid_until: Day,
        /// Sum before tax, after discount.
        pub net: Money,
        /// Sum with tax.
        pub total: Money,
        /// Since when the technician waits for the answer.
        pub waits_since: Option<At>,
        /// When prepared.
        pub prepared_at: At,
        /// By whom.
        pub prepared_by: Option<UserId>,
        /// When it went to the client.
        pub sent_at: Option<At>,
        /// By whom.
        pub sent_by: Option<UserId>,
        /// When the client looked at it.
        pub seen_at: Option<At>,
        /// When the client answered.
        pub answered_at: Option<At>,
        /// How.
        pub answer_way: Option<AnswerWay>,
        /// Who said yes or no.
        pub answer_name: Option<String>,
        /// The number that was called, E.164.
        pub answer_phone: Option<String>,
        /// Why not.
        pub answer_reason: Option<String>,
        /// A file that proves it.
        pub answer_proof: Option<FileId>,
        /// Who recorded it.
        pub answered_by: Option<UserId>,
        /// When it ended.
        pub ended_at: Option<At>,
        /// Version, for changing the draft.
        pub version: i64,
    }
}

record! {
    /// A line of a quote.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct QuoteLine {
        /// Id.
        pub id: QuoteLineId,
        /// The quote.
        pub quote_id: QuoteId,
        /// Place among the lines.
        pub position: i64,
        /// What it is for.
        pub kind: LineKind,
        /// What it says.
        pub label: String,
        /// Reference of a part.
        pub reference: Option<String>,
        /// Thousandths; minutes for labour.
        pub quantity: i64,
        /// Price of one, or of an hour, before tax.
        pub unit_price: Money,
        /// Rate of tax.
        pub tax_rate: Rate,
        /// The part or labour of the sheet it was copied from; none when it was written by hand.
        #[serde(skip)]
        pub origin: Option<i64>,
    }
}

/// A quote with its lines and sums.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Offer {
    /// The quote.
    #[serde(flatten)]
    pub quote: Quote,
    /// Its lines, in order.
    pub lines: Vec<QuoteLine>,
    /// Its sums, per rate.
    pub totals: Totals,
}

/// A quote with what a list shows of its file.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct QuoteRow {
    /// The quote.
    #[serde(flatten)]
    pub quote: Quote,
    /// Number of the intake.
    pub intake_number: String,
    /// Name of the client.
    pub client_name: String,
}

impl FromRow for QuoteRow {
    fn read(row: &Row<'_>, at: &mut usize) -> Result<Self> {
        Ok(Self {
            quote: Quote::read(row, at)?,
            intake_number: String::read(row, at)?,
            client_name: String::read(row, at)?,
        })
    }
}

/// What a list of quotes is asked for.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct QuoteFilter {
    /// `waiting` for those sent and not answered, or a state; anything else for all.
    pub state: String,
    /// Part of a number, or of a client's name.
    pub q: String,
    /// Where the page before ended.
    pub after: String,
}

/// Sums of lines after a discount.
pub fn sums(lines: &[QuoteLine], discount: Discount) -> Totals {
    lines::totals(&lines.iter().map(QuoteLine::line).collect::<Vec<_>>(), discount)
}

/// The share of `gross` that a discount takes off, rounded up to the basis point.
pub(super) fn share_taken(discount: Discount, gross: Money) -> Rate {
    match discount {
        Discount::None => Rate::ZERO,
        Discount::Share(share) => share,
        Discount::Amount(_) if gross <= Money::ZERO => Rate::ZERO,
        Discount::Amount(amount) => {
            let (off, gross) = (i128::from(amount.min(gross).to_minor()), i128::from(gross.to_minor()));
            Rate::bp(i64::try_from((off * 10_000 + gross - 1) / gross).unwrap_or(10_000))
        }
    }
}

impl QuoteLine {
    /// As a priced line.
    pub fn line(&self) -> Line {
        Line {
            kind: self.kind,
            label: self.label.clone(),
            reference: self.reference.clone(),
            quantity: self.quantity,
            unit_price: self.unit_price,
            tax_rate: self.tax_rate,
        }
    }
}

impl Offer {
    /// A quote with these lines.
    pub fn new(quote: Quote, lines: Vec<QuoteLine>) -> Self {
        let totals = sums(&lines, quote.discount());
        Self { quote, lines, totals }
    }
}

impl Quote {
    /// What it is called: its number with the version from the second on, or that it is a draft.
    pub fn title(&self, l: Lang) -> String {
        match &self.number {
            Some(number) if self.revision > 1 => format!("{number} v{}", self.revision),
            Some(number) => number.clone(),
            None => l.quote_draft().to_owned(),
        }
    }

    /// What it takes off the sum of its lines.
    pub fn discount(&self) -> Discount {
        if self.discount_share > Rate::ZERO {
            Discount::Share(self.discount_share)
        } else if self.discount_amount > Money::ZERO {
            Discount::Amount(self.discount_amount)
        } else {
            Discount::None
        }
    }

    /// Whether the client has it and may answer.
    pub fn waits_for_answer(&self) -> bool {
        matches!(self.state, Sent | Seen)
    }

    /// Whether it is the open quote of its file.
    pub fn is_open(&self) -> bool {
        matches!(self.state, Draft | Sent | Seen)
    }

    /// Refuses a step that its state does not allow, saying why.
    ///
    /// # Errors
    /// [`Error::Conflict`].
    pub fn allows(&self, step: QuoteStep) -> Result<()> {
        if moves::allowed(MOVES, self.state, step) {
            return Ok(());
        }
        Err(Error::conflict(match self.state {
            Draft => Key::QuotesIsDraft,
            Sent | Seen => Key::QuotesIsSent,
            Accepted => Key::QuotesIsAccepted,
            Refused => Key::QuotesIsRefused,
            Expired => Key::QuotesIsExpired,
            Superseded => Key::QuotesIsSuperseded,
            Withdrawn => Key::QuotesIsWithdrawn,
        }))
    }

    /// The steps its state allows: the buttons of its page.
    pub fn steps(&self) -> Vec<QuoteStep> {
        moves::events(MOVES, self.state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// PRODUCT.md §2, "Quote", told once more.
    #[test]
    fn every_step_from_every_state() {
        use QuoteStep::{Accept, Change, Expire, Refuse, Revise, See, Send, Withdraw};
        let steps = [Change, Send, See, Accept, Refuse, Expire, Revise, Withdraw];
        let expected: [(QuoteState, &[QuoteStep]); 8] = [
            (Draft, &[Change, Send, Withdraw]),
            (Sent, &[See, Accept, Refuse, Expire, Revise, Withdraw]),
            (Seen, &[Accept, Refuse, Expire, Revise, Withdraw]),
            (Accepted, &[]),
            (Refused, &[Revise]),
            (Expired, &[Revise]),
            (Superseded, &[]),
            (Withdrawn, &[]),
        ];
        assert_eq!(expected.map(|(state, _)| state), QuoteState::ALL);
        for (state, allowed) in expected {
            let found: Vec<_> = steps.into_iter().filter(|step| moves::allowed(MOVES, state, *step)).collect();
            assert_eq!(found, allowed, "{state:?}");
            for step in steps.into_iter().filter(|step| !allowed.contains(step)) {
                let refusal = of(state).allows(step).expect_err("a refusal");
                assert!(matches!(&refusal, Error::Conflict(text) if !text.in_english().is_empty()));
            }
        }
        for (from, step, to) in [(Sent, Revise, Superseded), (Refused, Revise, Refused), (Seen, Expire, Expired)] {
            assert!(MOVES.iter().any(|m| m.event == step && m.from.contains(&from) && m.to == [to]));
        }
    }

    fn of(state: QuoteState) -> Quote {
        Quote {
            state,
            ..super::super::input::QuoteInput::default().to_quote(super::super::input::New {
                id: crate::kernel::id::Id::from_raw(1),
                intake: crate::kernel::id::Id::from_raw(2),
                currency: "DZD",
                valid_until: Day::new(20_261_209).expect("a day"),
                at: At::from_ms(0),
                by: None,
            })
        }
    }

    #[test]
    fn a_discount_is_measured_upwards() {
        let gross = Money::minor(100_000);
        assert_eq!(share_taken(Discount::None, gross), Rate::ZERO);
        assert_eq!(share_taken(Discount::Share(Rate::bp(1_000)), gross), Rate::bp(1_000));
        assert_eq!(share_taken(Discount::Amount(Money::minor(10_000)), gross), Rate::bp(1_000));
        assert_eq!(share_taken(Discount::Amount(Money::minor(10_001)), gross), Rate::bp(1_001));
        assert_eq!(share_taken(Discount::Amount(Money::minor(900_000)), gross), Rate::bp(10_000));
        assert_eq!(share_taken(Discount::Amount(Money::minor(5)), Money::ZERO), Rate::ZERO);
    }

    #[test]
    fn a_revision_keeps_the_number() {
        let mut quote = of(Draft);
        assert_eq!(quote.title(Lang::Fr), Lang::Fr.quote_draft());
        quote.number = Some("DV-2026-000001".into());
        assert_eq!(quote.title(Lang::Fr), "DV-2026-000001");
        quote.revision = 2;
        assert_eq!(quote.title(Lang::Fr), "DV-2026-000001 v2");
    }
}
