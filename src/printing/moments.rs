//! What is printed at a moment: the shop's plan applied to the documents of a deposit, or to one document. Papers of the browser
//! become one PDF; what a thermal printer prints goes into its queue.

use crate::{
    app::{App, Tx},
    clients, deposits,
    documents::{self, Copy, Document, Kind, Look},
    intakes,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{ClientId, DepositId, DocumentId, Id as _, PrintId},
    },
    lang::Lang,
    printers::{self, Place, Plan, Printer, Slot},
    prints, settings,
    users::rights::{May, Print, Scope},
};

/// Something to print, and where.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What.
    pub document: DocumentId,
    /// Whose copy.
    pub copy: Copy,
    /// Language.
    pub lang: Lang,
    /// Where.
    pub place: Place,
}

/// What the shop decided, and what it has.
struct Desk {
    plan: Plan,
    printers: Vec<Printer>,
    shop: Lang,
}

impl Desk {
    async fn read(conn: &mut Conn) -> Result<Self> {
        let (plan, _) = printers::plan(conn).await?;
        let printers = printers::all(conn, Scope::Shop).await?;
        Ok(Self { plan, printers, shop: settings::current(conn).await?.shop.lang })
    }

    /// Every slot of a document that is printed somewhere, the client's first.
    fn of(&self, document: DocumentId, kind: Kind, client: Lang) -> Vec<Wanted> {
        let slots = Slot::ALL.iter().filter(|slot| slot.kind() == kind);
        let wanted = slots.map(|slot| Wanted {
            document,
            copy: slot.copy(),
            lang: if slot.is_the_clients() { client } else { self.shop },
            place: self.plan.place(*slot, &self.printers),
        });
        wanted.filter(|wanted| wanted.place != Place::Nowhere).collect()
    }
}

/// What is printed of a deposit: the summary of several, then the papers of each equipment, then the receipts of what was paid
/// with it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn of_deposit(app: &App, scope: Scope, id: DepositId) -> Result<Vec<Wanted>> {
    let mut conn = app.read().await?;
    let deposit = deposits::find(&mut conn, scope, id).await?;
    let client = clients::find(&mut conn, scope, deposit.client_id).await?.lang;
    let desk = Desk::read(&mut conn).await?;
    let made = intakes::of_deposit(&mut conn, id).await?;
    let summary = documents::latest(&mut conn, Kind::Deposit, id.raw()).await?;
    let mut receipts = Vec::new();
    for intake in &made {
        let of_file = documents::of_intake(&mut conn, intake.id).await?;
        receipts.extend(of_file.into_iter().filter(|d| d.kind == Kind::Payment && d.issued_at == deposit.recorded_at));
    }
    drop(conn);
    let mut all = Vec::new();
    if let Some(summary) = summary.filter(|_| made.len() > 1) {
        all.extend(desk.of(summary.id, Kind::Deposit, client));
    }
    for intake in made {
        all.extend(desk.of(super::intake_document(app, intake.id).await?, Kind::Intake, client));
    }
    for receipt in receipts {
        all.extend(desk.of(receipt.id, Kind::Payment, client));
    }
    Ok(all)
}

/// What is printed of one document as planned; one that no moment prints, on A4 in the browser.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn of_document(app: &App, scope: Scope, id: DocumentId) -> Result<Vec<Wanted>> {
    let mut conn = app.read().await?;
    let document = documents::find(&mut conn, scope, id).await?;
    let lang = language(&mut conn, scope, &document).await?;
    if Slot::ALL.iter().any(|slot| slot.kind() == document.kind) {
        return Ok(Desk::read(&mut conn).await?.of(id, document.kind, lang));
    }
    Ok(vec![Wanted { document: id, copy: Copy::Whole, lang, place: Place::Browser(documents::Format::A4) }])
}

/// The language of the client of a document, else the shop's.
///
/// # Errors
/// When the database cannot be read.
pub async fn language(conn: &mut Conn, scope: Scope, document: &Document) -> Result<Lang> {
    let client: Option<ClientId> = match document.intake_id {
        Some(intake) => Some(intakes::find(conn, scope, intake).await?.client_id),
        None => None,
    };
    match client {
        Some(client) => Ok(clients::find(conn, scope, client).await?.lang),
        None => Ok(settings::current(conn).await?.shop.lang),
    }
}

/// Gives the printers what is theirs.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`] as in [`prints::ask`].
pub async fn queue(tx: &mut Tx, by: &May<Print>, wanted: &[Wanted]) -> Result<Vec<PrintId>> {
    let mut queued = Vec::new();
    for one in wanted {
        if let Place::Printer(id) = one.place {
            let printer = printers::find(tx, by.scope(), id).await?;
            queued.push(prints::ask(tx, by, &printer, one.document, one.copy, one.lang).await?);
        }
    }
    Ok(queued)
}

/// Whether the browser prints any of it.
pub fn has_papers(wanted: &[Wanted]) -> bool {
    wanted.iter().any(|one| matches!(one.place, Place::Browser(_)))
}

/// What the browser prints, as one PDF.
///
/// # Errors
/// [`Error::NotFound`] when that is nothing.
pub async fn papers(app: &App, scope: Scope, wanted: &[Wanted]) -> Result<Vec<u8>> {
    let mut files = Vec::new();
    for one in wanted {
        if let Place::Browser(format) = one.place {
            let look = Look { format, copy: one.copy, lang: one.lang };
            files.push(documents::pdf(app, scope, one.document, look).await?);
        }
    }
    if files.is_empty() {
        return Err(Error::NotFound);
    }
    app.typeset(move |_| fixili_paper::merged(&files)).await
}
