//! What a client owes on a file (PRODUCT.md §2, Money): the accepted quote, else the lines of the sheet, plus a
//! diagnosis fee where it applies, minus what was paid.
//!
//! The fee is the one printed on the intake voucher; it is due when the quote is refused or the equipment withdrawn after
//! a technician looked at it, and waived when it is repaired or under warranty. What was refused or lost is not due.

use crate::{
    documents::{self, Kind},
    intakes::{Intake, Outcome, Ruling},
    interventions,
    kernel::{
        db::Conn,
        error::Result,
        id::Id as _,
        money::{Discount, Money, Rate, Totals},
    },
    lang::Lang,
    lines::{self, Line, LineKind},
    payments, quotes,
    users::rights::Scope,
};

/// What is owed, and why.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Dues {
    /// The lines that are due.
    pub lines: Vec<Line>,
    /// What of it is the fee for a diagnosis that led to no repair, without tax.
    pub fee: Money,
    /// Share of discount.
    pub discount_share: Rate,
    /// Amount of discount.
    pub discount_amount: Money,
    /// Their sums.
    pub totals: Totals,
    /// What was paid so far.
    pub paid: Money,
    /// What is left to pay; below zero, what is to be given back.
    pub left: Money,
}

impl Dues {
    /// The discount as it is computed.
    pub fn discount(&self) -> Discount {
        discount(self.discount_share, self.discount_amount)
    }
}

/// The discount as it is computed, out of its two columns.
pub fn discount(share: Rate, amount: Money) -> Discount {
    if amount > Money::ZERO {
        Discount::Amount(amount)
    } else if share > Rate::ZERO {
        Discount::Share(share)
    } else {
        Discount::None
    }
}

/// What is owed on a file as it stands, or as it would with another outcome (a withdrawal that is about to be recorded).
///
/// # Errors
/// When the database cannot be read.
pub async fn of(conn: &mut Conn, intake: &Intake, outcome: Option<Outcome>) -> Result<Dues> {
    let nothing = matches!(outcome, Some(Outcome::QuoteRefused | Outcome::Withdrawn | Outcome::Lost));
    let (mut due, share, amount) =
        if nothing { (Vec::new(), Rate::ZERO, Money::ZERO) } else { work(conn, intake).await? };
    let fee = fee(conn, intake, outcome).await?;
    let fee_amount = fee.as_ref().map_or(Money::ZERO, |line| line.unit_price);
    due.extend(fee);
    let totals = lines::totals(&due, discount(share, amount));
    let paid = payments::paid(conn, intake.id).await?;
    Ok(Dues {
        left: totals.total - paid,
        lines: due,
        fee: fee_amount,
        discount_share: share,
        discount_amount: amount,
        totals,
        paid,
    })
}

/// The accepted quote, else the sheet.
async fn work(conn: &mut Conn, intake: &Intake) -> Result<(Vec<Line>, Rate, Money)> {
    if let Some(quote) = quotes::accepted_of(conn, intake.id).await? {
        let offer = quotes::find(conn, Scope::Shop, quote.id).await?;
        let due = offer.lines.iter().map(quotes::QuoteLine::line).collect();
        return Ok((due, quote.discount_share, quote.discount_amount));
    }
    let sheet = interventions::of_intake(conn, Scope::Shop, intake.id).await?;
    Ok((sheet.map(|s| s.lines(Lang::default().line_labour())).unwrap_or_default(), Rate::ZERO, Money::ZERO))
}

async fn fee(conn: &mut Conn, intake: &Intake, outcome: Option<Outcome>) -> Result<Option<Line>> {
    let applies = matches!(outcome, Some(Outcome::QuoteRefused | Outcome::Withdrawn))
        && intake.warranty_ruling != Some(Ruling::Covered);
    if !applies || interventions::of_intake(conn, Scope::Shop, intake.id).await?.is_none() {
        return Ok(None);
    }
    let Some(voucher) = documents::latest(conn, Kind::Intake, intake.id.raw()).await? else { return Ok(None) };
    let said = documents::said(conn, Scope::Shop, voucher.id).await?;
    let line = Line {
        kind: LineKind::Other,
        label: said.shop.lang.dues_fee().to_owned(),
        reference: None,
        quantity: 1_000,
        unit_price: said.diagnosis_fee,
        tax_rate: said.diagnosis_rate,
    };
    Ok(Some(line).filter(|line| line.unit_price > Money::ZERO))
}
