//! What is printed when: the snapshot of a voucher is taken in the transaction that makes it final, by what is known
//! then. Printing itself happens later, outside, in `documents`.

pub mod api;
mod closing;
mod moments;
mod moments_view;
pub mod moments_web;
mod signed;
mod snapshot;
pub mod web;

pub use closing::of_closing;
pub use moments::{Wanted, of_deposit as planned_of_deposit, of_document as planned_of_document};
pub use snapshot::{of_deposit, of_intake, of_payment, of_quote, of_release, of_sheet, of_shipment};

use crate::{
    app::{App, Tx},
    cash, deposits,
    documents::{self, Kind, Snapshot},
    events::{Event, Recorded},
    intakes, interventions,
    kernel::{
        db::Conn,
        error::Result,
        id::{ClosingId, DepositId, DocumentId, Id as _, IntakeId, PaymentId, QuoteId, ReleaseId, ShipmentId},
    },
    payments, quotes, releases, shipments,
    users::rights::Scope,
};

/// A document about to be issued.
struct Issue {
    kind: Kind,
    subject: i64,
    version: i64,
    intake: Option<IntakeId>,
    number: String,
    snapshot: Snapshot,
}

/// Issues the documents that an event makes final; `reactions.rs` calls it. What the system does by itself (imports) is
/// issued when it is first asked for.
///
/// # Errors
/// When the database refuses.
pub async fn follow(tx: &mut Tx, recorded: &Recorded) -> Result<()> {
    if let Event::IntakeVoided { intake } = &recorded.event {
        let reason = intakes::find(tx, Scope::Shop, *intake).await?.void_reason.unwrap_or_default();
        return documents::void_of(tx, Kind::Intake, intake.raw(), &reason).await;
    }
    if let Event::CashClosingVoided { closing, .. } = &recorded.event {
        let reason = cash::counted(tx, *closing).await?.closing.void_reason.unwrap_or_default();
        return documents::void_of(tx, Kind::Closing, closing.raw(), &reason).await;
    }
    if let Event::Signed { signature, .. } | Event::SignatureReplaced { signature, .. } = &recorded.event {
        return signed::follow(tx, recorded.actor, *signature).await;
    }
    if recorded.actor.user().is_none() {
        return Ok(());
    }
    let app = tx.app().clone();
    let issue = match &recorded.event {
        Event::DepositRecorded { deposit, .. } => Some(deposit_summary(&app, tx, *deposit).await?),
        Event::IntakeRecorded { intake, .. } => Some(intake_voucher(&app, tx, *intake).await?),
        Event::IntakeAmended { intake, .. } | Event::WarrantyRuled { intake, .. } => {
            Some(intake_voucher(&app, tx, *intake).await?)
        }
        Event::InterventionCompleted { intake, .. } => sheet(&app, tx, *intake).await?,
        Event::QuoteSent { quote, .. } => Some(offer(&app, tx, *quote, 1).await?),
        Event::QuoteAccepted { quote, .. } => Some(offer(&app, tx, *quote, 2).await?),
        Event::Released { release, .. } => Some(release_voucher(&app, tx, *release).await?),
        Event::ShipmentDispatched { shipment, .. } => Some(shipment_voucher(&app, tx, *shipment, 1).await?),
        Event::ShipmentReceived { shipment, .. } => Some(shipment_voucher(&app, tx, *shipment, 2).await?),
        Event::PaymentTaken { payment, .. }
        | Event::PaymentRefunded { payment, .. }
        | Event::PaymentReversed { payment, .. } => Some(receipt(&app, tx, *payment).await?),
        Event::CashClosed { closing, .. } => Some(cash_closing(tx, *closing).await?),
        _ => None,
    };
    match issue {
        Some(issue) => keep(tx, recorded, &issue).await.map(|_| ()),
        None => Ok(()),
    }
}

async fn keep(tx: &mut Tx, recorded: &Recorded, issue: &Issue) -> Result<DocumentId> {
    documents::issue(
        tx,
        recorded.actor,
        issue.kind,
        issue.subject,
        issue.version,
        issue.intake,
        &issue.number,
        &issue.snapshot,
    )
    .await
}

async fn deposit_summary(app: &App, conn: &mut Conn, id: DepositId) -> Result<Issue> {
    let snapshot = of_deposit(app, conn, id).await?;
    let intake = intakes::of_deposit(conn, id).await?.first().map(|i| i.id);
    Ok(Issue { kind: Kind::Deposit, subject: id.raw(), version: 1, intake, number: String::new(), snapshot })
}

async fn intake_voucher(app: &App, conn: &mut Conn, id: IntakeId) -> Result<Issue> {
    let intake = intakes::find(conn, Scope::Shop, id).await?;
    let said = of_intake(app, conn, &intake).await?;
    let snapshot = snapshot::with_photos(conn, &intake, said).await?;
    // A signature has issued a version of its own.
    let last = documents::latest(conn, Kind::Intake, id.raw()).await?.map_or(0, |document| document.version);
    Ok(Issue {
        kind: Kind::Intake,
        subject: id.raw(),
        version: intake.version.max(last + 1),
        intake: Some(id),
        number: intake.number,
        snapshot,
    })
}

async fn sheet(app: &App, conn: &mut Conn, id: IntakeId) -> Result<Option<Issue>> {
    let Some(sheet) = interventions::of_intake(conn, Scope::Shop, id).await? else { return Ok(None) };
    let intake = intakes::find(conn, Scope::Shop, id).await?;
    let snapshot = of_sheet(app, conn, &intake, &sheet).await?;
    let (subject, version) = (sheet.intervention.id.raw(), sheet.intervention.version);
    Ok(Some(Issue {
        kind: Kind::Intervention,
        subject,
        version,
        intake: Some(id),
        number: sheet.intervention.number,
        snapshot,
    }))
}

async fn shipment_voucher(app: &App, conn: &mut Conn, id: ShipmentId, version: i64) -> Result<Issue> {
    let shipment = shipments::find(conn, Scope::Shop, id).await?;
    let snapshot = of_shipment(app, conn, &shipment).await?;
    Ok(Issue {
        kind: Kind::Shipment,
        subject: id.raw(),
        version,
        intake: Some(shipment.intake_id),
        number: shipment.number,
        snapshot,
    })
}

async fn offer(app: &App, conn: &mut Conn, id: QuoteId, version: i64) -> Result<Issue> {
    let offer = quotes::find(conn, Scope::Shop, id).await?;
    let snapshot = of_quote(app, conn, &offer).await?;
    let (intake, number) = (offer.quote.intake_id, offer.quote.number.unwrap_or_default());
    Ok(Issue { kind: Kind::Quote, subject: id.raw(), version, intake: Some(intake), number, snapshot })
}

async fn release_voucher(app: &App, conn: &mut Conn, id: ReleaseId) -> Result<Issue> {
    let release = releases::find(conn, Scope::Shop, id).await?;
    let snapshot = of_release(app, conn, &release).await?;
    Ok(Issue {
        kind: Kind::Release,
        subject: id.raw(),
        version: 1,
        intake: Some(release.intake_id),
        number: release.number,
        snapshot,
    })
}

async fn receipt(app: &App, conn: &mut Conn, id: PaymentId) -> Result<Issue> {
    let payment = payments::find(conn, Scope::Shop, id).await?;
    let snapshot = of_payment(app, conn, &payment).await?;
    Ok(Issue {
        kind: Kind::Payment,
        subject: id.raw(),
        version: 1,
        intake: Some(payment.intake_id),
        number: payment.number,
        snapshot,
    })
}

async fn cash_closing(conn: &mut Conn, id: ClosingId) -> Result<Issue> {
    let snapshot = of_closing(conn, id).await?;
    let number = snapshot.closing.as_ref().map(|c| c.number.clone()).unwrap_or_default();
    Ok(Issue { kind: Kind::Closing, subject: id.raw(), version: 1, intake: None, number, snapshot })
}

/// The latest intake voucher of a file; one of an imported file is issued now.
///
/// # Errors
/// [`crate::kernel::error::Error::NotFound`].
pub async fn intake_document(app: &App, id: IntakeId) -> Result<DocumentId> {
    let known = documents::latest(&mut app.read().await?, Kind::Intake, id.raw()).await?;
    if let Some(document) = known {
        return Ok(document.id);
    }
    app.write(async |tx| {
        if let Some(document) = documents::latest(tx, Kind::Intake, id.raw()).await? {
            return Ok(document.id);
        }
        let issue = intake_voucher(app, tx, id).await?;
        let system = crate::kernel::actor::Actor::System;
        documents::issue(
            tx,
            system,
            issue.kind,
            issue.subject,
            issue.version,
            issue.intake,
            &issue.number,
            &issue.snapshot,
        )
        .await
    })
    .await
}

/// The summary of a deposit, if it was issued.
///
/// # Errors
/// When the database cannot be read.
pub async fn deposit_document(conn: &mut Conn, id: DepositId) -> Result<Option<DocumentId>> {
    deposits::find(conn, Scope::Shop, id).await?;
    Ok(documents::latest(conn, Kind::Deposit, id.raw()).await?.map(|document| document.id))
}
