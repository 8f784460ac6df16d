//! What belongs to several nouns: the file page, the lists, the dashboard, the pages of a client and an equipment.

pub mod acts;
pub mod acts_web;
pub mod api;
pub mod audit_web;
mod client_view;
pub mod conversion;
mod dashboard;
mod dashboard_view;
mod file_view;
pub mod find;
mod find_view;
pub mod find_web;
pub mod list_view;
pub mod scan_web;
mod signing;
mod store;
pub mod timeline;
pub mod tracking_web;
pub mod web;

use std::collections::HashMap;

use crate::{
    calls::{self, Call},
    clients::{self, Client, Contact},
    deposits::{self, Deposit},
    documents::{self, Document},
    dues::{self, Dues},
    equipment::{self, Equipment},
    events::{self, Recorded},
    files::{self, StoredFile},
    intakes::{self, Intake},
    interventions::{self, Sheet, SheetDraft},
    kernel::{
        db::Conn,
        error::Result,
        id::{DocumentId, IntakeId, PartId, UserId},
    },
    notes::{self, Note},
    outbox::{self, Out},
    payments::{self, Payment},
    quotes::{self, Quote},
    releases::{self, Release},
    shipments::{self, Shipment},
    signatures::{self, Signature},
    tickets::{self, Ticket},
    users::{self, rights::Scope},
    worktime::{self, Timer},
};

/// Everything about one intake, as its page shows it.
pub struct File {
    /// The voucher.
    pub intake: Intake,
    /// The earlier file of a machine that came back.
    pub parent: Option<Intake>,
    /// The other files of its deposit: they may be collected apart.
    pub siblings: Vec<Intake>,
    /// The deposit it came with.
    pub deposit: Deposit,
    /// Whose.
    pub client: Client,
    /// Whom to contact, of a company.
    pub contact: Option<Contact>,
    /// What.
    pub equipment: Equipment,
    /// The technician's sheet.
    pub sheet: Option<Sheet>,
    /// What the reader typed of the sheet and did not save; whoever shows the file to somebody fills it in.
    pub draft: Option<SheetDraft>,
    /// Timers that run, are paused, or wait for their minutes.
    pub timers: Vec<Timer>,
    /// Priced offers, the latest last.
    pub quotes: Vec<Quote>,
    /// Sendings to partners.
    pub shipments: Vec<Shipment>,
    /// Money in and out.
    pub payments: Vec<Payment>,
    /// What is owed.
    pub dues: Dues,
    /// The giving back.
    pub release: Option<Release>,
    /// What the client was told, the oldest first.
    pub messages: Vec<Out>,
    /// The client is to be called.
    pub call: Option<Call>,
    /// Notes within the team.
    pub notes: Vec<Note>,
    /// Pictures and documents.
    pub files: Vec<StoredFile>,
    /// Who signed what of it.
    pub signatures: Vec<Signature>,
    /// Software tickets tied to it.
    pub tickets: Vec<Ticket>,
    /// The receipt to print by itself, right after money changed hands; whoever shows the file to somebody fills it in.
    pub receipt: Option<DocumentId>,
    /// What was printed or can be.
    pub documents: Vec<Document>,
    /// Whether an unlock code is kept.
    pub has_code: bool,
    /// What happened, oldest first.
    pub events: Vec<Recorded>,
    /// Names of the staff.
    pub names: HashMap<UserId, String>,
    /// Names of the parts that its events are of.
    pub part_names: HashMap<PartId, String>,
}

/// Reads everything about one intake.
///
/// # Errors
/// [`crate::kernel::error::Error::NotFound`].
pub async fn file(conn: &mut Conn, scope: Scope, id: IntakeId) -> Result<File> {
    let intake = intakes::find(conn, scope, id).await?;
    let deposit = deposits::find(conn, scope, intake.deposit_id).await?;
    let client = clients::find(conn, scope, intake.client_id).await?;
    let contact = match deposit.contact_id {
        Some(id) => Some(clients::contact(conn, scope, id).await?),
        None => None,
    };
    let parent = match intake.parent_id {
        Some(id) => Some(intakes::find(conn, scope, id).await?),
        None => None,
    };
    let mut siblings = intakes::of_deposit(conn, deposit.id).await?;
    siblings.retain(|other| other.id != id);
    Ok(File {
        siblings,
        equipment: equipment::find(conn, scope, intake.equipment_id).await?,
        sheet: interventions::of_intake(conn, scope, id).await?,
        draft: None,
        receipt: None,
        timers: worktime::of_intake(conn, id).await?,
        quotes: quotes::of_intake(conn, scope, id).await?,
        shipments: shipments::of_intake(conn, scope, id).await?,
        payments: payments::of_intake(conn, scope, id).await?,
        dues: dues::of(conn, &intake, intake.outcome).await?,
        release: releases::of_intake(conn, scope, id).await?,
        messages: outbox::of_intake(conn, scope, id).await?,
        call: calls::open_of(conn, scope, id).await?,
        notes: notes::of_intake(conn, scope, id).await?,
        files: files::of_intake(conn, id).await?,
        signatures: signatures::of_intake(conn, scope, id).await?,
        tickets: tickets::of_intake(conn, scope, id).await?,
        documents: documents::of_intake(conn, id).await?,
        has_code: intakes::has_code(conn, id).await?,
        events: events::of_intake(conn, id).await?,
        names: names(conn).await?,
        part_names: interventions::part_names(conn, scope, id).await?,
        intake,
        parent,
        deposit,
        client,
        contact,
    })
}

/// The names of the staff, those who left included.
///
/// # Errors
/// When the database cannot be read.
pub async fn names(conn: &mut Conn) -> Result<HashMap<UserId, String>> {
    Ok(users::all(conn).await?.into_iter().map(|user| (user.id, user.name)).collect())
}
