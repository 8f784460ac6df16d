//! Software tickets: who has which problem, and since when. The follow-up itself happens outside.

pub mod api;
mod form_view;
mod model;
mod store;
mod view;
pub mod web;

pub use model::{MOVES, Ticket, TicketEvent, TicketFilter, TicketInput, TicketLine, TicketNote, TicketState};
pub use view::{priority_chip, state_chip};

use crate::{
    app::Tx,
    clients::{self, Client, ClientInput},
    events::Event,
    kernel::{
        db::Conn,
        error::{Error, Faults, Result},
        id::{ClientId, Id as _, IntakeId, NoteId, TicketId, UserId},
        page::{After, Page},
        phone,
    },
    lang::Key,
    settings::{self, Series, Settings},
    users::{
        self, Role, User,
        rights::{ClientsEdit, May, NotesWrite, Scope, TicketsOpen, TicketsTake, VoidVoucher},
    },
};

/// One ticket, also a voided one.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: TicketId) -> Result<Ticket> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// A page of tickets, newest first; `me` is who asks, for their own.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    conn: &mut Conn,
    _scope: Scope,
    filter: &TicketFilter,
    me: Option<UserId>,
) -> Result<Page<TicketLine>> {
    let after = After::parse(&filter.after).unwrap_or(After { value: i64::MAX, id: i64::MAX });
    let state = TicketState::parse(&filter.state).map_or("", TicketState::as_str);
    let engineer = me.filter(|_| !filter.mine.is_empty());
    let rows = store::list(conn, &filter.q, state, engineer, after).await?;
    Ok(Page::cut(rows, |row| After { value: row.ticket.opened_at.ms(), id: row.ticket.id.raw() }))
}

/// The tickets of a client, newest first, without the voided.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_client(conn: &mut Conn, _scope: Scope, client: ClientId) -> Result<Vec<Ticket>> {
    store::of_client(conn, client).await
}

/// The notes of a ticket, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn notes(conn: &mut Conn, _scope: Scope, id: TicketId) -> Result<Vec<TicketNote>> {
    store::notes(conn, id).await
}

/// Whether someone takes tickets: those who are said to, and managers.
pub fn takes_tickets(user: &User) -> bool {
    user.deactivated_at.is_none() && (user.role == Role::Manager || user.takes_tickets_since.is_some())
}

/// Those to whom a ticket can be handed over.
///
/// # Errors
/// When the database cannot be read.
pub async fn engineers(conn: &mut Conn) -> Result<Vec<User>> {
    let staff = users::active(conn, &[Role::Technician, Role::Manager]).await?;
    Ok(staff.into_iter().filter(takes_tickets).collect())
}

/// Opens a ticket; a client who is not known yet is recorded with it.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::NotFound`] without such a client.
pub async fn open(tx: &mut Tx, by: &May<TicketsOpen>, settings: &Settings, input: &TicketInput) -> Result<TicketId> {
    input.check(&settings.shop.region).or(())?;
    let client = client_of(tx, by, settings, input).await?;
    let now = tx.now();
    let mut ticket = Ticket {
        id: tx.new_id(),
        number: String::new(),
        client_id: client.id,
        contact_id: None,
        depositor_name: None,
        depositor_phone: None,
        software: String::new(),
        problem: String::new(),
        priority: input.priority.unwrap_or_default(),
        state: TicketState::Open,
        opened_at: now,
        opened_by: by.user(),
        taken_at: None,
        taken_by: None,
        closed_at: None,
        closed_by: None,
        closing_note: None,
        intake_id: None,
        voided_at: None,
        voided_by: None,
        void_reason: None,
        version: 1,
    };
    fill(tx, by, settings, &mut ticket, &client, input).await?;
    ticket.number = settings::draw_number(tx, settings, Series::Ticket, now).await?;
    store::insert(tx, &ticket).await?;
    tx.record(by, Event::TicketOpened { ticket: ticket.id })?;
    Ok(ticket.id)
}

/// The client of a ticket: the chosen one, else an individual made of name and phone.
async fn client_of(tx: &mut Tx, by: &May<TicketsOpen>, settings: &Settings, input: &TicketInput) -> Result<Client> {
    let id = match input.client_id {
        Some(id) => id,
        None => {
            let new =
                ClientInput { name: input.client_name.clone(), phone: input.phone.clone(), ..ClientInput::default() };
            clients::create(tx, &by.also::<ClientsEdit>()?, settings, &new).await.map_err(named)?
        }
    };
    clients::lock(tx, by.scope(), id).await
}

/// What is wrong with a new client, told at the fields of a ticket.
fn named(error: Error) -> Error {
    match error {
        Error::Invalid(Faults(faults)) => {
            let field = |name: String| if name == "name" { "client_name".to_owned() } else { name };
            Error::Invalid(Faults(faults.into_iter().map(|(name, text)| (field(name), text)).collect()))
        }
        other => other,
    }
}

/// Puts what was typed into a ticket; contact and depositor belong to companies alone.
async fn fill(
    tx: &mut Tx,
    by: &May<TicketsOpen>,
    settings: &Settings,
    ticket: &mut Ticket,
    client: &Client,
    input: &TicketInput,
) -> Result<()> {
    let contact = input.contact_id.filter(|_| client.is_company());
    if let Some(id) = contact
        && clients::contact(tx, by.scope(), id).await?.client_id != client.id
    {
        return Err(Error::field("contact_id", Key::ErrorChoose));
    }
    ticket.client_id = client.id;
    ticket.contact_id = contact;
    ticket.depositor_name = model::some(&input.depositor_name).filter(|_| client.is_company());
    ticket.depositor_phone =
        phone::parse(&input.depositor_phone, &settings.shop.region).filter(|_| client.is_company());
    ticket.software = input.software.trim().to_owned();
    ticket.problem = input.problem.trim().to_owned();
    ticket.priority = input.priority.unwrap_or(ticket.priority);
    Ok(())
}

/// Corrects a ticket that was read with `version`.
///
/// # Errors
/// [`Error::Invalid`], or [`Error::Conflict`] when it is closed, or someone else acted meanwhile.
pub async fn amend(
    tx: &mut Tx,
    by: &May<TicketsOpen>,
    settings: &Settings,
    id: TicketId,
    version: i64,
    input: &TicketInput,
) -> Result<()> {
    input.check(&settings.shop.region).or(())?;
    let mut ticket = allowed(tx, by.scope(), id, TicketEvent::Amend).await?;
    let client = client_of(tx, by, settings, input).await?;
    fill(tx, by, settings, &mut ticket, &client, input).await?;
    ticket.version = version + 1;
    if !store::save(tx, &ticket, version).await? {
        return Err(lost(tx, by.scope(), id, TicketEvent::Amend).await);
    }
    tx.record(by, Event::TicketChanged { ticket: id })
}

/// The ticket, when `event` may happen to it.
async fn allowed(tx: &mut Tx, scope: Scope, id: TicketId, event: TicketEvent) -> Result<Ticket> {
    let ticket = find(tx, scope, id).await?;
    let holder = match ticket.taken_by {
        Some(user) => users::find(tx, user).await?.name,
        None => String::new(),
    };
    match ticket.refusal(event, &holder) {
        Some(text) => Err(Error::Conflict(text)),
        None => Ok(ticket),
    }
}

/// Why a guarded statement changed nothing: what someone else did meanwhile.
async fn lost(tx: &mut Tx, scope: Scope, id: TicketId, event: TicketEvent) -> Error {
    allowed(tx, scope, id, event).await.err().unwrap_or_else(|| Error::conflict(Key::ErrorStale))
}

/// The engineer who acts.
async fn engineer(tx: &mut Tx, by: &May<TicketsTake>) -> Result<UserId> {
    let user = users::find(tx, by.user().ok_or(Error::Forbidden)?).await?;
    if takes_tickets(&user) { Ok(user.id) } else { Err(Error::conflict(Key::TicketsNotEngineer)) }
}

/// Takes an open ticket.
///
/// # Errors
/// [`Error::Conflict`] that says who has it, or that the asker takes no tickets.
pub async fn take(tx: &mut Tx, by: &May<TicketsTake>, id: TicketId) -> Result<()> {
    let me = engineer(tx, by).await?;
    allowed(tx, by.scope(), id, TicketEvent::Take).await?;
    let now = tx.now();
    if !store::take(tx, id, me, now).await? {
        return Err(lost(tx, by.scope(), id, TicketEvent::Take).await);
    }
    tx.record(by, Event::TicketTaken { ticket: id, engineer: me })
}

/// Hands a taken ticket over to another engineer.
///
/// # Errors
/// [`Error::Invalid`] when the other takes no tickets or has it already; [`Error::Conflict`] when it is not taken.
pub async fn hand_over(tx: &mut Tx, by: &May<TicketsTake>, id: TicketId, to: UserId) -> Result<()> {
    engineer(tx, by).await?;
    let ticket = allowed(tx, by.scope(), id, TicketEvent::HandOver).await?;
    let other = users::find(tx, to).await?;
    if !takes_tickets(&other) || ticket.taken_by == Some(to) {
        return Err(Error::field("to", Key::ErrorChoose));
    }
    let now = tx.now();
    if !store::hand_over(tx, id, to, now, ticket.version).await? {
        return Err(lost(tx, by.scope(), id, TicketEvent::HandOver).await);
    }
    tx.record(by, Event::TicketTaken { ticket: id, engineer: to })
}

/// Closes a taken ticket, saying what was done.
///
/// # Errors
/// [`Error::Invalid`] without a note; [`Error::Conflict`] when it is not taken.
pub async fn close(tx: &mut Tx, by: &May<TicketsTake>, id: TicketId, note: &str) -> Result<()> {
    let note = model::needed("closing_note", note)?;
    let me = engineer(tx, by).await?;
    allowed(tx, by.scope(), id, TicketEvent::Close).await?;
    let now = tx.now();
    if !store::close(tx, id, Some(me), &note, now).await? {
        return Err(lost(tx, by.scope(), id, TicketEvent::Close).await);
    }
    tx.record(by, Event::TicketClosed { ticket: id })
}

/// Reopens a closed ticket, saying why: who had it has it again. The reason is kept as a note.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] when it is not closed, or nobody had it.
pub async fn reopen(tx: &mut Tx, by: &May<TicketsTake>, id: TicketId, reason: &str) -> Result<()> {
    let reason = model::needed("reopening_reason", reason)?;
    engineer(tx, by).await?;
    let ticket = allowed(tx, by.scope(), id, TicketEvent::Reopen).await?;
    let holder = ticket.taken_by.ok_or_else(|| Error::conflict(Key::TicketsHadNobody))?;
    if !store::reopen(tx, id, ticket.version).await? {
        return Err(lost(tx, by.scope(), id, TicketEvent::Reopen).await);
    }
    // The next closing says anew what was done: what was done until now stays as a note of who did it.
    if let (Some(done), Some(at)) = (&ticket.closing_note, ticket.closed_at) {
        let note = tx.new_id();
        store::insert_note(tx, note, id, done, ticket.closed_by, at).await?;
    }
    let (note, now) = (tx.new_id(), tx.now());
    store::insert_note(tx, note, id, &reason, by.user(), now).await?;
    tx.record(by, Event::TicketReopened { ticket: id, engineer: holder })
}

/// Voids a ticket recorded by mistake; it keeps its number and leaves every list.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] when it is voided already.
pub async fn void(tx: &mut Tx, by: &May<VoidVoucher>, id: TicketId, reason: &str) -> Result<()> {
    let reason = model::needed("reason", reason)?;
    allowed(tx, by.scope(), id, TicketEvent::Void).await?;
    let now = tx.now();
    if !store::void(tx, id, by.user(), &reason, now).await? {
        return Err(lost(tx, by.scope(), id, TicketEvent::Void).await);
    }
    tx.record(by, Event::TicketVoided { ticket: id })
}

/// Writes a note within the team.
///
/// # Errors
/// [`Error::Invalid`] when it is empty; [`Error::Conflict`] when the ticket is voided.
pub async fn note(tx: &mut Tx, by: &May<NotesWrite>, id: TicketId, body: &str) -> Result<NoteId> {
    let body = model::needed("body", body)?;
    allowed(tx, by.scope(), id, TicketEvent::Note).await?;
    let (note, now) = (tx.new_id(), tx.now());
    store::insert_note(tx, note, id, &body, by.user(), now).await?;
    tx.record(by, Event::TicketNoted { ticket: id, note })?;
    Ok(note)
}

/// A ticket becomes a repair file: it is closed and tied to it.
///
/// # Errors
/// [`Error::Conflict`] when it is closed or void.
pub async fn become_file(tx: &mut Tx, by: &May<TicketsOpen>, id: TicketId, intake: IntakeId) -> Result<()> {
    let ticket = allowed(tx, by.scope(), id, TicketEvent::Convert).await?;
    // To close what an engineer has is theirs.
    if ticket.state == TicketState::Taken {
        by.also::<TicketsTake>()?;
    }
    let now = tx.now();
    if !store::link(tx, id, intake, Some((by.user(), now))).await? {
        return Err(lost(tx, by.scope(), id, TicketEvent::Convert).await);
    }
    tx.record(by, Event::TicketConverted { ticket: id, intake })
}

/// A ticket that was opened out of a repair file is tied to it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn came_from(tx: &mut Tx, by: &May<TicketsOpen>, id: TicketId, intake: IntakeId) -> Result<()> {
    if !store::link(tx, id, intake, None).await? {
        return Err(Error::NotFound);
    }
    tx.record(by, Event::TicketConverted { ticket: id, intake })
}

/// The tickets tied to a repair file.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(conn: &mut Conn, _scope: Scope, intake: IntakeId) -> Result<Vec<Ticket>> {
    store::of_intake(conn, intake).await
}
