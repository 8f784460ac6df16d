//! Writing a quote: preparing it from the technician's sheet, changing it while it is a draft.
//!
//! Whoever sends quotes chooses discount, note and validity; lines and prices are a technician's or a manager's.

use super::{
    Offer, Quote, QuoteInput, QuoteLine, QuoteLineInput, QuoteStep, at_work, input::New, locked, model, store,
};
use crate::{
    app::Tx,
    clients,
    events::Event,
    intakes::{self, Intake},
    interventions,
    kernel::{
        db::OnUnique as _,
        error::{Error, Result},
        id::{Id as _, IntakeId, QuoteId, QuoteLineId},
        money::Money,
    },
    lang::{Key, say},
    lines::Line,
    settings::Settings,
    users::rights::{BigDiscount, May, QuotesEdit, QuotesSend, Right, Scope},
};

/// Prepares a quote: the lines of the technician's sheet, or those given by someone who may write them.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Forbidden`] for lines of one's own without the right; [`Error::Conflict`] when nobody
/// works on the file or another quote is open.
pub async fn prepare(
    tx: &mut Tx,
    by: &May<QuotesSend>,
    settings: &Settings,
    intake: IntakeId,
    input: &QuoteInput,
) -> Result<QuoteId> {
    let now = tx.now();
    let today = now.day(&settings.zone());
    input.check(&settings.rates(), today).or(())?;
    let intake = intakes::lock(tx, by.scope(), intake).await?;
    at_work(&intake)?;
    if store::open_of(tx, intake.id).await?.is_some() {
        return Err(Error::conflict(Key::QuotesOneOpen));
    }
    let id = tx.new_id();
    let lines = match &input.lines {
        Some(given) => {
            by.also::<QuotesEdit>()?;
            lines_given(tx, settings, id, given)
        }
        None => lines_of_sheet(tx, by.scope(), &intake, id).await?,
    };
    let mut quote = input.to_quote(New {
        id,
        intake: intake.id,
        currency: &settings.shop.currency.code,
        valid_until: today.plus_days(settings.prices.quote_days),
        at: now,
        by: by.user(),
    });
    may_discount(by, settings, None, &quote, &lines)?;
    sum(&mut quote, &lines);
    insert(tx, &quote, &lines).await?;
    tx.record(by, Event::QuotePrepared { quote: id, intake: intake.id })?;
    Ok(id)
}

/// Stores a new draft with its lines; a second open quote of the file is refused by the database too.
pub(super) async fn insert(tx: &mut Tx, quote: &Quote, lines: &[QuoteLine]) -> Result<()> {
    store::insert(tx, quote).await.on_unique(|| Error::conflict(Key::QuotesOneOpen))?;
    for line in lines {
        store::insert_line(tx, line).await?;
    }
    Ok(())
}

fn lines_given(tx: &Tx, settings: &Settings, quote: QuoteId, given: &[QuoteLineInput]) -> Vec<QuoteLine> {
    let usual = settings.usual_rate();
    (1..).zip(given).map(|(position, line)| line.to_line(tx.new_id(), quote, position, usual)).collect()
}

/// The priced lines of the sheet, parts then labour; each knows where it comes from. Without a sheet there are none.
async fn lines_of_sheet(tx: &mut Tx, scope: Scope, intake: &Intake, quote: QuoteId) -> Result<Vec<QuoteLine>> {
    let Some(sheet) = interventions::of_intake(tx, scope, intake.id).await? else { return Ok(Vec::new()) };
    let lang = clients::find(tx, scope, intake.client_id).await?.lang;
    let origins = sheet.parts.iter().map(|part| part.id.raw()).chain(sheet.labour.iter().map(|l| l.id.raw()));
    let copied = sheet.lines(lang.line_labour()).into_iter().zip(origins);
    Ok((1..).zip(copied).map(|(position, (line, origin))| copy_of(tx, quote, position, line, origin)).collect())
}

fn copy_of(tx: &Tx, quote_id: QuoteId, position: i64, line: Line, origin: i64) -> QuoteLine {
    QuoteLine {
        id: tx.new_id(),
        quote_id,
        position,
        kind: line.kind,
        label: line.label,
        reference: line.reference,
        quantity: line.quantity,
        unit_price: line.unit_price,
        tax_rate: line.tax_rate,
        origin: Some(origin),
    }
}

fn sum(quote: &mut Quote, lines: &[QuoteLine]) {
    let sums = model::sums(lines, quote.discount());
    quote.net = sums.net;
    quote.total = sums.total;
}

/// Refuses a discount above the setting, unless it was granted before or the one who acts may grant it.
fn may_discount<R: Right>(
    by: &May<R>,
    settings: &Settings,
    before: Option<&Offer>,
    after: &Quote,
    lines: &[QuoteLine],
) -> Result<()> {
    let gross: Money = lines.iter().map(|line| line.line().amount()).sum();
    let share = model::share_taken(after.discount(), gross);
    let limit = settings.prices.discount_limit;
    let granted = before.map(|offer| model::share_taken(offer.quote.discount(), offer.totals.gross));
    if share <= limit || granted.is_some_and(|granted| share <= granted) || by.also::<BigDiscount>().is_ok() {
        return Ok(());
    }
    let limit = settings.formats(settings.shop.lang).rate(limit);
    Err(Error::field("discount", say::QuotesBigDiscount { limit: limit.into() }))
}

/// Locks the file of a draft and reads the draft; refused when it is not one any more.
async fn draft(tx: &mut Tx, scope: Scope, id: QuoteId) -> Result<(Intake, Offer)> {
    let (intake, quote) = locked(tx, scope, id).await?;
    at_work(&intake)?;
    quote.allows(QuoteStep::Change)?;
    let lines = store::lines(tx, id).await?;
    Ok((intake, Offer::new(quote, lines)))
}

/// Saves a draft that was read with `version`, its lines already stored; its sums follow from them.
async fn save<R: Right>(
    tx: &mut Tx,
    by: &May<R>,
    settings: &Settings,
    before: &Offer,
    mut after: Quote,
    version: i64,
) -> Result<()> {
    let lines = store::lines(tx, after.id).await?;
    may_discount(by, settings, Some(before), &after, &lines)?;
    sum(&mut after, &lines);
    after.version = version + 1;
    if !store::save_draft(tx, &after, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    tx.record(by, Event::QuoteChanged { quote: after.id, intake: after.intake_id })
}

/// Changes discount, note and validity of a draft that was read with `version`; and its lines, when some are given.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Forbidden`] for lines without the right; [`Error::Conflict`] when it is no draft any
/// more or someone else changed it.
pub async fn change(
    tx: &mut Tx,
    by: &May<QuotesSend>,
    settings: &Settings,
    id: QuoteId,
    version: i64,
    input: &QuoteInput,
) -> Result<()> {
    let today = tx.now().day(&settings.zone());
    input.check(&settings.rates(), today).or(())?;
    let (_, before) = draft(tx, by.scope(), id).await?;
    if let Some(given) = &input.lines {
        by.also::<QuotesEdit>()?;
        let lines = lines_given(tx, settings, id, given);
        replace_lines(tx, id, &lines).await?;
    }
    let mut after = before.quote.clone();
    input.fill(&mut after);
    save(tx, by, settings, &before, after, version).await
}

async fn replace_lines(tx: &mut Tx, id: QuoteId, lines: &[QuoteLine]) -> Result<()> {
    store::clear_lines(tx, id).await?;
    for line in lines {
        store::insert_line(tx, line).await?;
    }
    Ok(())
}

/// Adds a line to a draft that was read with `version`.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when it is no draft any more or someone else changed it.
pub async fn add_line(
    tx: &mut Tx,
    by: &May<QuotesEdit>,
    settings: &Settings,
    id: QuoteId,
    version: i64,
    input: &QuoteLineInput,
) -> Result<QuoteLineId> {
    input.check(&settings.rates()).or(())?;
    let (_, before) = draft(tx, by.scope(), id).await?;
    let position = before.lines.last().map_or(1, |line| line.position + 1);
    let line = input.to_line(tx.new_id(), id, position, settings.usual_rate());
    store::insert_line(tx, &line).await?;
    save(tx, by, settings, &before, before.quote.clone(), version).await?;
    Ok(line.id)
}

/// Corrects a line of a draft that was read with `version`. A rate of tax that the shop uses no more may stay.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when it is no draft any more or someone else changed it.
pub async fn edit_line(
    tx: &mut Tx,
    by: &May<QuotesEdit>,
    settings: &Settings,
    id: QuoteLineId,
    version: i64,
    input: &QuoteLineInput,
) -> Result<()> {
    let found = super::line(tx, by.scope(), id).await?;
    let mut rates = settings.rates();
    rates.push(found.tax_rate);
    input.check(&rates).or(())?;
    let (_, before) = draft(tx, by.scope(), found.quote_id).await?;
    let line = super::line(tx, by.scope(), id).await?;
    let after = QuoteLine { origin: line.origin, ..input.to_line(id, line.quote_id, line.position, line.tax_rate) };
    store::save_line(tx, &after).await?;
    save(tx, by, settings, &before, before.quote.clone(), version).await
}

/// Takes a line off a draft.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when it is no draft any more.
pub async fn remove_line(tx: &mut Tx, by: &May<QuotesEdit>, settings: &Settings, id: QuoteLineId) -> Result<()> {
    let line = super::line(tx, by.scope(), id).await?;
    let (_, before) = draft(tx, by.scope(), line.quote_id).await?;
    store::remove_line(tx, id).await?;
    let version = before.quote.version;
    save(tx, by, settings, &before, before.quote.clone(), version).await
}

/// Takes the lines of the technician's sheet again into a draft; lines written by hand stay, behind them.
///
/// # Errors
/// [`Error::Conflict`] when it is no draft any more.
pub async fn refresh(tx: &mut Tx, by: &May<QuotesSend>, settings: &Settings, id: QuoteId) -> Result<()> {
    let (intake, before) = draft(tx, by.scope(), id).await?;
    let mut lines = lines_of_sheet(tx, by.scope(), &intake, id).await?;
    lines.extend(before.lines.iter().filter(|line| line.origin.is_none()).cloned());
    for (position, line) in (1..).zip(&mut lines) {
        line.position = position;
    }
    replace_lines(tx, id, &lines).await?;
    let version = before.quote.version;
    save(tx, by, settings, &before, before.quote.clone(), version).await
}
