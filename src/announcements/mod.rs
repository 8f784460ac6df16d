//! What clients are told by itself: which words, to whom, when. It writes into the `outbox`; what cannot be told becomes a call
//! to make.

pub mod view;

use crate::{
    app::{App, Tx},
    calls::{self, CallWhy},
    clients, deposits, dues, equipment,
    intakes::{self, Intake, Outcome},
    kernel::{
        actor::Actor,
        db::Conn,
        error::Result,
        id::{ClientId, IntakeId},
        money::Money,
        phone,
    },
    lang::Lang,
    outbox::{self, Channel, New},
    settings::{self, Blank, Settings, Told, filled},
    sms, tracking,
    users::rights::Scope,
};

/// What a client would be told.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What.
    pub told: Told,
    /// Whom.
    pub client: ClientId,
    /// The mobile number it goes to; none when there is none.
    pub to: Option<String>,
    /// Language.
    pub lang: Lang,
    /// Text.
    pub body: String,
}

/// What is said of an outcome; nothing of what is lost or was taken back.
pub fn told_of(outcome: Outcome) -> Option<Told> {
    match outcome {
        Outcome::Repaired => Some(Told::ReadyRepaired),
        Outcome::NoFault => Some(Told::ReadyNoFault),
        Outcome::NotRepairable => Some(Told::ReadyNotRepairable),
        Outcome::QuoteRefused => Some(Told::ReadyQuoteRefused),
        Outcome::Exchanged => Some(Told::ReadyExchanged),
        Outcome::Withdrawn | Outcome::Lost => None,
    }
}

/// Writes what a client would be told of a file that ends, or stands, with `outcome`.
///
/// # Errors
/// When the database cannot be read.
pub async fn draft(
    app: &App,
    conn: &mut Conn,
    settings: &Settings,
    intake: &Intake,
    told: Told,
    outcome: Option<Outcome>,
) -> Result<Draft> {
    let client = clients::find(conn, Scope::Shop, intake.client_id).await?;
    let contact = match deposits::find(conn, Scope::Shop, intake.deposit_id).await?.contact_id {
        Some(id) => Some(clients::contact(conn, Scope::Shop, id).await?),
        None => None,
    };
    let thing = equipment::find(conn, Scope::Shop, intake.equipment_id).await?;
    let left = dues::of(conn, intake, outcome).await?.left.max(Money::ZERO);
    let formats = settings.formats(client.lang);
    let value = |blank: Blank| match blank {
        Blank::Client => client.name.clone(),
        Blank::Equipment => thing.title(),
        Blank::Number => intake.number.clone(),
        Blank::Total => formats.money(left),
        Blank::Shop => settings.shop.name.clone(),
        Blank::Phone => settings.shop.phone.clone(),
        Blank::Link => tracking::url(app, settings, intake.id, intake.tracking_epoch),
    };
    let body = sms::text::plain_spaces(&filled(settings.announcements.text(client.lang, told), value));
    // The person to contact of a company; never the depositor.
    let numbers = match contact {
        Some(contact) => vec![contact.phone],
        None => vec![client.phone, client.phone2],
    };
    let to = numbers.into_iter().flatten().find(|number| phone::is_mobile(number));
    Ok(Draft { told, client: client.id, to, lang: client.lang, body })
}

/// Whether nobody did it now: an import records what happened long ago, and nobody is told of that.
fn is_history(by: Actor) -> bool {
    by == Actor::System
}

/// The work ended: the client is told, or is to be called.
///
/// # Errors
/// When the database refuses.
pub async fn ready(tx: &mut Tx, by: Actor, intake: IntakeId) -> Result<()> {
    if is_history(by) {
        return Ok(());
    }
    let file = intakes::find(tx, Scope::Shop, intake).await?;
    match file.outcome.and_then(told_of) {
        Some(told) => tell(tx, by, &file, told).await,
        None => Ok(()),
    }
}

/// Something happened that clients are told of when the shop wants it.
///
/// # Errors
/// When the database refuses.
pub async fn tell_of(tx: &mut Tx, by: Actor, intake: IntakeId, told: Told) -> Result<()> {
    if is_history(by) {
        return Ok(());
    }
    let file = intakes::find(tx, Scope::Shop, intake).await?;
    tell(tx, by, &file, told).await
}

async fn tell(tx: &mut Tx, by: Actor, file: &Intake, told: Told) -> Result<()> {
    let settings = settings::current(tx).await?;
    if !settings.announcements.tells(told) {
        return Ok(());
    }
    let app = tx.app().clone();
    let draft = draft(&app, tx, &settings, file, told, file.outcome).await?;
    let on = sms::gateway(tx).await?.gateway.on;
    let Some(to) = draft.to.filter(|_| on) else {
        let why = if on { CallWhy::NoMobile } else { CallWhy::NoGateway };
        return if told.is_ready() { calls::add(tx, by, file.id, told, why).await } else { Ok(()) };
    };
    let now = tx.now();
    let new = New {
        // A second repair is another transition; a repeated click is not.
        key: format!("sms:{told}:{}:{}", file.id, now.ms()),
        channel: Channel::Sms,
        what: told,
        client: Some(draft.client),
        intake: Some(file.id),
        address: to,
        lang: draft.lang,
        body: draft.body,
        run_at: settings.when_to_tell(now),
    };
    outbox::add(tx, by, &new).await.map(|_| ())
}

/// A message that a client waits for did not go: somebody calls.
///
/// # Errors
/// When the database refuses.
pub async fn not_told(tx: &mut Tx, by: Actor, intake: IntakeId, told: Told, why: CallWhy) -> Result<()> {
    let file = intakes::find(tx, Scope::Shop, intake).await?;
    let waits = file.voided_at.is_none() && file.state == intakes::State::Completed;
    if told.is_ready() && waits { calls::add(tx, by, intake, told, why).await } else { Ok(()) }
}

/// The file moved on: what waits to tell that it is ready does not go, nor anything else once it is gone; nobody need be called.
///
/// # Errors
/// When the database refuses.
pub async fn moved_on(tx: &mut Tx, by: Actor, intake: IntakeId) -> Result<()> {
    let file = intakes::find(tx, Scope::Shop, intake).await?;
    let gone = file.voided_at.is_some() || file.state == intakes::State::Released;
    outbox::overtaken(tx, by, intake, |told| gone || told.is_ready()).await?;
    calls::close(tx, by, intake).await
}
