//! What becomes of a quote: sending, revising, the client's answer, expiry, withdrawal; and what the file learns of it.

use super::{AnswerInput, Quote, QuoteLine, QuoteState, QuoteStep, at_work, drafts, is_at_work, locked, store};
use crate::{
    app::Tx,
    events::Event,
    files,
    intakes::{self, Hold, Intake},
    interventions::{self, QuoteAnswer},
    kernel::{
        actor::Actor,
        db::Conn,
        error::{Error, Result},
        id::{FileId, IntakeId, QuoteId},
        time::Day,
    },
    lang::Key,
    settings::{self, Series, Settings},
    users::rights::{IntakesEdit, May, QuotesAnswer, QuotesSend, Read},
};

/// Sends a draft that was read with `version`. Its number is drawn at the first sending; a revision has it already.
/// With `wait` the technician waits for the answer.
///
/// # Errors
/// [`Error::Conflict`] when it has no line, is no draft any more, is not valid today, or someone else changed it.
pub async fn send(
    tx: &mut Tx,
    by: &May<QuotesSend>,
    settings: &Settings,
    id: QuoteId,
    version: i64,
    wait: bool,
) -> Result<()> {
    let (intake, quote) = locked(tx, by.scope(), id).await?;
    at_work(&intake)?;
    quote.allows(QuoteStep::Send)?;
    if store::lines(tx, id).await?.is_empty() {
        return Err(Error::conflict(Key::QuotesNoLines));
    }
    let now = tx.now();
    if quote.valid_until < now.day(&settings.zone()) {
        return Err(Error::conflict(Key::QuotesChooseDay));
    }
    if wait {
        // Away, the hold counts from the return on.
        interventions::set_hold(tx, by.actor(), &intake, Hold::WaitingQuote).await?;
    }
    tx.record(by, Event::QuoteSent { quote: id, intake: intake.id, revision: quote.revision })?;
    let number = match &quote.number {
        Some(number) => number.clone(),
        None => settings::draw_number(tx, settings, Series::Quote, now).await?,
    };
    let sent = Quote {
        number: Some(number),
        sent_at: Some(now),
        sent_by: by.user(),
        waits_since: wait.then_some(now),
        version: version + 1,
        ..quote
    };
    if !store::send(tx, &sent, version).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    Ok(())
}

/// The client looked at a sent quote: never set by merely fetching a link. Looking twice changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; when the file is void or closed.
pub async fn see(tx: &mut Tx, id: QuoteId) -> Result<()> {
    let (_, quote) = locked(tx, May::<Read>::system().scope(), id).await?;
    if quote.allows(QuoteStep::See).is_ok() {
        let now = tx.now();
        store::see(tx, id, now).await?;
    }
    Ok(())
}

/// Writes the next version of a quote as a draft with the same number and lines. An open one is superseded at once and
/// its wait ends; one that was refused or expired stays what it is.
///
/// # Errors
/// [`Error::Conflict`] when its state does not allow it, a later version exists, or another quote is open.
pub async fn revise(tx: &mut Tx, by: &May<QuotesSend>, settings: &Settings, id: QuoteId) -> Result<QuoteId> {
    let (intake, quote) = locked(tx, by.scope(), id).await?;
    at_work(&intake)?;
    quote.allows(QuoteStep::Revise)?;
    let number = quote.number.clone().ok_or_else(|| Error::internal("a sent quote without a number"))?;
    let versions = store::revisions(tx, &number).await?;
    if versions.iter().any(|(revision, state)| *revision > quote.revision && *state != QuoteState::Withdrawn) {
        return Err(Error::conflict(Key::QuotesLaterRevision));
    }
    if quote.waits_for_answer() {
        end(tx, by.actor(), &intake, &quote, QuoteState::Superseded).await?;
    } else if store::open_of(tx, intake.id).await?.is_some() {
        return Err(Error::conflict(Key::QuotesOneOpen));
    }
    let last = versions.first().map_or(quote.revision, |(revision, _)| *revision);
    let next = next_version(tx, by, settings, &quote, last + 1);
    let lines: Vec<QuoteLine> = store::lines(tx, id)
        .await?
        .into_iter()
        .map(|line| QuoteLine { id: tx.new_id(), quote_id: next.id, ..line })
        .collect();
    drafts::insert(tx, &next, &lines).await?;
    tx.record(by, Event::QuotePrepared { quote: next.id, intake: intake.id })?;
    Ok(next.id)
}

fn next_version(tx: &Tx, by: &May<QuotesSend>, settings: &Settings, quote: &Quote, revision: i64) -> Quote {
    let now = tx.now();
    Quote {
        id: tx.new_id(),
        revision,
        state: QuoteState::Draft,
        valid_until: now.day(&settings.zone()).plus_days(settings.prices.quote_days),
        waits_since: None,
        prepared_at: now,
        prepared_by: by.user(),
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
        ..quote.clone()
    }
}

/// Records the client's answer to exactly this version: who, when, how.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] that says why it cannot be answered: answered already, superseded, expired.
pub async fn answer(
    tx: &mut Tx,
    by: &May<QuotesAnswer>,
    settings: &Settings,
    id: QuoteId,
    input: &AnswerInput,
) -> Result<()> {
    input.check(&settings.shop.region).or(())?;
    let (intake, quote) = locked(tx, by.scope(), id).await?;
    quote.allows(if input.accepted { QuoteStep::Accept } else { QuoteStep::Refuse })?;
    let now = tx.now();
    if quote.valid_until < now.day(&settings.zone()) {
        return Err(Error::conflict(Key::QuotesIsExpired));
    }
    if let Some(file) = input.proof {
        keep_proof(tx, by, intake.id, file).await?;
    }
    let answered = input.to_answered(&quote, &settings.shop.region, now, by.user());
    if !store::answer(tx, &answered).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    end_wait(tx, by.actor(), &intake).await?;
    let way = input.way.map(|way| way.to_string()).unwrap_or_default();
    tx.record(
        by,
        if input.accepted {
            Event::QuoteAccepted { quote: id, intake: intake.id, way }
        } else {
            Event::QuoteRefused { quote: id, intake: intake.id, way }
        },
    )
}

/// The proof is a file of this repair file, or one that was just uploaded and becomes so.
async fn keep_proof(tx: &mut Tx, by: &May<QuotesAnswer>, intake: IntakeId, file: FileId) -> Result<()> {
    let wrong = || Error::field("proof", Key::ErrorChoose);
    match files::find(tx, by.scope(), file).await.map_err(|_| wrong())?.intake_id {
        None => files::attach(tx, &by.also::<IntakesEdit>()?, intake, &[file]).await,
        Some(of) if of == intake => Ok(()),
        Some(_) => Err(wrong()),
    }
}

/// Takes back a quote that nobody answered; a wait for it ends.
///
/// # Errors
/// [`Error::Conflict`] when it was answered or ended already.
pub async fn withdraw(tx: &mut Tx, by: &May<QuotesSend>, id: QuoteId) -> Result<()> {
    let (intake, quote) = locked(tx, by.scope(), id).await?;
    quote.allows(QuoteStep::Withdraw)?;
    end(tx, by.actor(), &intake, &quote, QuoteState::Withdrawn).await
}

/// Takes back the open quote of a locked file that ends otherwise; the caller moves the file, its hold with it.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw_open(tx: &mut Tx, by: Actor, intake: IntakeId) -> Result<()> {
    match store::open_of(tx, intake).await? {
        Some(quote) => close(tx, by, &quote, QuoteState::Withdrawn).await,
        None => Ok(()),
    }
}

/// Quotes whose last day is before `today` and that nobody answered: a timer expires each.
///
/// # Errors
/// When the database cannot be read.
pub async fn due_to_expire(conn: &mut Conn, today: Day) -> Result<Vec<QuoteId>> {
    store::due(conn, today).await
}

/// The time to answer is over: the wait ends. Nothing happens when someone answered meanwhile.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn expire(tx: &mut Tx, settings: &Settings, id: QuoteId) -> Result<()> {
    let found = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    let intake = intakes::lock(tx, May::<Read>::system().scope(), found.intake_id).await?;
    let quote = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    let today = tx.now().day(&settings.zone());
    if quote.allows(QuoteStep::Expire).is_err() || quote.valid_until >= today {
        return Ok(());
    }
    end(tx, Actor::System, &intake, &quote, QuoteState::Expired).await
}

/// Ends an open quote without an answer, and the wait for it.
async fn end(tx: &mut Tx, by: Actor, intake: &Intake, quote: &Quote, to: QuoteState) -> Result<()> {
    close(tx, by, quote, to).await?;
    if quote.waits_for_answer() { end_wait(tx, by, intake).await } else { Ok(()) }
}

async fn close(tx: &mut Tx, by: Actor, quote: &Quote, to: QuoteState) -> Result<()> {
    let now = tx.now();
    if !store::end(tx, quote.id, quote.state, to, now).await? {
        return Err(Error::conflict(Key::ErrorStale));
    }
    let (quote, intake) = (quote.id, quote.intake_id);
    let event = match to {
        QuoteState::Superseded => Event::QuoteSuperseded { quote, intake },
        QuoteState::Expired => Event::QuoteExpired { quote, intake },
        _ => Event::QuoteWithdrawn { quote, intake },
    };
    tx.record(by, event)
}

/// The technician waits for the answer no longer; for a part that is still awaited, yes.
async fn end_wait(tx: &mut Tx, by: Actor, intake: &Intake) -> Result<()> {
    if intake.hold != Hold::WaitingQuote || !is_at_work(intake) {
        return Ok(());
    }
    let sheet = interventions::of_intake(tx, May::<Read>::system().scope(), intake.id).await?;
    if sheet.is_some_and(|sheet| sheet.awaits_part()) {
        return interventions::set_hold(tx, by, intake, Hold::WaitingPart).await;
    }
    interventions::end_wait(tx, by, intake, Hold::WaitingQuote).await
}

/// What the quotes of a file say about how its work may end.
///
/// # Errors
/// When the database cannot be read.
pub async fn answer_of(conn: &mut Conn, intake: IntakeId) -> Result<QuoteAnswer> {
    let last = store::last_answered(conn, intake).await?;
    let open = store::open_of(conn, intake).await?;
    Ok(QuoteAnswer {
        refused: last.is_some_and(|quote| quote.state == QuoteState::Refused),
        waits: open.is_some_and(|quote| quote.waits_for_answer()),
    })
}

/// The quote of a file that was accepted last: what the client owes.
///
/// # Errors
/// When the database cannot be read.
pub async fn accepted_of(conn: &mut Conn, intake: IntakeId) -> Result<Option<Quote>> {
    store::last_accepted(conn, intake).await
}
