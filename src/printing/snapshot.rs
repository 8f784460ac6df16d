//! What a document says: read in the transaction that issues it.

use crate::{
    app::App,
    clients::{self, wilayas},
    deposits,
    documents::{
        Snapshot,
        snapshot::{self, Item, Person, Wilaya},
    },
    dues::{self, Dues},
    equipment,
    files::{self, FileKind, Moment, StoredFile},
    intakes::{self, Intake},
    interventions::{Answer, Check, Sheet},
    kernel::{
        db::Conn,
        error::Result,
        id::{ClientId, DepositId},
        money::{Discount, Money},
    },
    partners,
    payments::{self, Payment},
    quotes::{Offer, QuoteLine},
    releases::Release,
    settings,
    shipments::Shipment,
    tracking,
    users::{self, rights::Scope},
};

async fn base(conn: &mut Conn, client: ClientId) -> Result<Snapshot> {
    let settings = settings::current(conn).await?;
    let c = clients::find(conn, Scope::Shop, client).await?;
    let wilaya = c.wilaya.as_deref().and_then(|code| {
        let (name, name_ar) = wilayas::find(code)?;
        Some(Wilaya { code: code.to_owned(), name: name.to_owned(), name_ar: name_ar.to_owned() })
    });
    let client = snapshot::Client {
        name: c.name,
        kind: c.kind.to_string(),
        phone: c.phone.or(Some(c.phone_typed).filter(|p| !p.is_empty())),
        email: c.email,
        address: c.address,
        commune: c.commune,
        wilaya,
        legal_form: c.legal_form,
        rc: c.rc,
        nif: c.nif,
        nis: c.nis,
        ai: c.ai,
    };
    Ok(Snapshot { client, ..Snapshot::of_shop(&settings) })
}

/// A deposit with all its equipment.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_deposit(app: &App, conn: &mut Conn, id: DepositId) -> Result<Snapshot> {
    let deposit = deposits::find(conn, Scope::Shop, id).await?;
    let settings = settings::current(conn).await?;
    let made = intakes::of_deposit(conn, id).await?;
    let mut items = Vec::new();
    for intake in &made {
        let thing = equipment::find(conn, Scope::Shop, intake.equipment_id).await?;
        items.push(Item {
            number: intake.number.clone(),
            title: thing.title(),
            serial: thing.serial,
            fault: intake.fault.clone(),
        });
    }
    let tracking_url = made.first().map(|i| tracking::url(app, &settings, i.id, i.tracking_epoch));
    let contact = contact_of(conn, &deposit).await?;
    let depositor = deposit.depositor_name.map(|name| Person { name, phone: deposit.depositor_phone });
    Ok(Snapshot {
        contact,
        depositor,
        deposited_at: Some(deposit.deposited_at),
        items,
        tracking_url,
        ..base(conn, deposit.client_id).await?
    })
}

async fn contact_of(conn: &mut Conn, deposit: &deposits::Deposit) -> Result<Option<Person>> {
    match deposit.contact_id {
        Some(id) => {
            let contact = clients::contact(conn, Scope::Shop, id).await?;
            Ok(Some(Person { name: contact.name, phone: contact.phone }))
        }
        None => Ok(None),
    }
}

/// An intake with its client and equipment: what every voucher of a file shares.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_intake(app: &App, conn: &mut Conn, i: &Intake) -> Result<Snapshot> {
    let settings = settings::current(conn).await?;
    let deposit = deposits::find(conn, Scope::Shop, i.deposit_id).await?;
    let thing = equipment::find(conn, Scope::Shop, i.equipment_id).await?;
    let technician = match i.technician_id {
        Some(id) => Some(users::find(conn, id).await?.name),
        None => None,
    };
    let returns = match i.parent_id {
        Some(id) => Some(intakes::find(conn, Scope::Shop, id).await?.number),
        None => None,
    };
    let paid = payments::paid(conn, i.id).await?;
    let contact = contact_of(conn, &deposit).await?;
    let depositor = deposit.depositor_name.map(|name| Person { name, phone: deposit.depositor_phone });
    let intake = snapshot::Intake {
        number: i.number.clone(),
        deposited_at: i.deposited_at,
        fault: i.fault.clone(),
        requested: i.requested.clone(),
        accessories: i.accessories.0.clone(),
        condition: i.condition.clone(),
        warranty: i.warranty.to_string(),
        warranty_until: i.warranty_until,
        warranty_invoice: i.warranty_invoice.clone(),
        warranty_bought: i.warranty_bought,
        warranty_seller: i.warranty_seller.clone(),
        returns,
        priority: i.priority,
        promised_at: i.promised_at,
        spending_limit: i.spending_limit,
        shelf: i.shelf.clone(),
        paid_ahead: Some(paid).filter(|p| *p > Money::ZERO),
        outcome: i.outcome.map(|o| o.to_string()),
    };
    let equipment = snapshot::Equipment {
        category: thing.category,
        brand: thing.brand,
        model: thing.model,
        serial: thing.serial,
        year: thing.year,
    };
    Ok(Snapshot {
        contact,
        depositor,
        deposited_at: Some(i.deposited_at),
        equipment: Some(equipment),
        intake: Some(intake),
        technician,
        tracking_url: Some(tracking::url(app, &settings, i.id, i.tracking_epoch)),
        ..base(conn, i.client_id).await?
    })
}

/// The most photos on a document: two rows; of before and after, two rows each.
const PHOTOS: usize = 6;
const PHOTOS_OF_MOMENT: usize = 4;

/// The first photos of a file: on what describes the equipment (BE, BI, BX).
///
/// # Errors
/// When the database cannot be read.
pub async fn with_photos(conn: &mut Conn, intake: &Intake, said: Snapshot) -> Result<Snapshot> {
    let of = |file: StoredFile| snapshot::Photo {
        digest: file.digest,
        caption: file.caption.unwrap_or_default(),
        moment: file.moment.map(|moment| moment.to_string()),
    };
    let all: Vec<StoredFile> =
        files::of_intake(conn, intake.id).await?.into_iter().filter(|file| file.kind == FileKind::Photo).collect();
    Ok(Snapshot { photos: chosen(all).into_iter().map(of).collect(), ..said })
}

/// The first of before and of after, where there are both; else the first.
fn chosen(all: Vec<StoredFile>) -> Vec<StoredFile> {
    let of =
        |moment: Moment| all.iter().filter(move |file| file.moment == Some(moment)).take(PHOTOS_OF_MOMENT).cloned();
    let (before, after): (Vec<_>, Vec<_>) = (of(Moment::Before).collect(), of(Moment::After).collect());
    if before.is_empty() || after.is_empty() {
        return all.into_iter().take(PHOTOS).collect();
    }
    before.into_iter().chain(after).collect()
}

/// A technician's sheet.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_sheet(app: &App, conn: &mut Conn, intake: &Intake, sheet: &Sheet) -> Result<Snapshot> {
    let s = &sheet.intervention;
    let intervention = snapshot::Intervention {
        number: s.number.clone(),
        diagnosis: s.diagnosis.clone(),
        report: s.report.clone(),
        checks: s.checks.0.iter().map(check).collect(),
        outcome: intake.outcome.map(|o| o.to_string()),
        opened_at: s.opened_at,
        completed_at: s.completed_at,
    };
    let said = of_intake(app, conn, intake).await?;
    let labour = said.shop.lang.line_labour();
    let said = with_photos(conn, intake, Snapshot { intervention: Some(intervention), ..said }).await?;
    Ok(said.with_lines(sheet.lines(labour), Discount::None))
}

fn check(check: &Check) -> snapshot::Check {
    let word = |answer: Option<Answer>| answer.map(|answer| answer.to_string());
    snapshot::Check { label: check.label.clone(), before: word(check.before), after: word(check.after) }
}

/// A shipment. Its paper goes to a stranger: it has no tracking link.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_shipment(app: &App, conn: &mut Conn, s: &Shipment) -> Result<Snapshot> {
    let intake = intakes::find(conn, Scope::Shop, s.intake_id).await?;
    let partner = partners::find(conn, Scope::Shop, s.partner_id).await?;
    let partner =
        snapshot::Partner { name: partner.name, phone: partner.phone, email: partner.email, address: partner.address };
    let shipment = snapshot::Shipment {
        number: s.number.clone(),
        partner,
        carrier: s.carrier.clone(),
        tracking_number: s.tracking_number.clone(),
        contents: s.contents.clone(),
        seal: s.seal.clone(),
        erasure_consent: s.erasure_consent.to_string(),
        under_warranty_since: s.under_warranty_since,
        dispatched_at: s.dispatched_at,
        expected_on: s.expected_on,
        ended_at: s.ended_at,
        result: s.result.map(|r| r.to_string()),
        work_done: s.work_done.clone(),
        cost: s.cost,
        new_serial: s.new_serial.clone(),
        old_serial: s.old_serial.clone(),
        lost_reason: s.lost_reason.clone(),
    };
    let said = Snapshot { shipment: Some(shipment), tracking_url: None, ..of_intake(app, conn, &intake).await? };
    with_photos(conn, &intake, said).await
}

/// A payment and what was paid with it so far.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_payment(app: &App, conn: &mut Conn, p: &Payment) -> Result<Snapshot> {
    let intake = intakes::find(conn, Scope::Shop, p.intake_id).await?;
    let reverses = match p.reverses_id {
        Some(id) => Some(payments::find(conn, Scope::Shop, id).await?.number),
        None => None,
    };
    let payment = snapshot::Payment {
        number: p.number.clone(),
        kind: p.kind.to_string(),
        means: p.means.to_string(),
        amount: p.amount,
        reference: p.reference.clone(),
        reverses,
        reason: p.reason.clone(),
        paid: payments::paid(conn, p.intake_id).await?,
        due: Some(dues::of(conn, &intake, intake.outcome).await?.totals.total).filter(|due| *due > Money::ZERO),
    };
    Ok(Snapshot { payment: Some(payment), by: p.by_name.clone(), ..of_intake(app, conn, &intake).await? })
}

/// A quote with its lines; an accepted one with its answer.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_quote(app: &App, conn: &mut Conn, offer: &Offer) -> Result<Snapshot> {
    let q = &offer.quote;
    let intake = intakes::find(conn, Scope::Shop, q.intake_id).await?;
    let answer = match (&q.answer_name, q.answer_way, q.answered_at) {
        (Some(name), Some(way), Some(at)) => Some(snapshot::Answer { name: name.clone(), way: way.to_string(), at }),
        _ => None,
    };
    let quote = snapshot::Quote {
        number: q.number.clone().unwrap_or_default(),
        revision: q.revision,
        valid_until: q.valid_until,
        state: q.state.to_string(),
        note: q.note.clone(),
        answer,
    };
    let lines = offer.lines.iter().map(QuoteLine::line).collect();
    let said = Snapshot { quote: Some(quote), ..of_intake(app, conn, &intake).await? };
    Ok(said.with_lines(lines, q.discount()))
}

/// A release with what it settled.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_release(app: &App, conn: &mut Conn, r: &Release) -> Result<Snapshot> {
    let intake = intakes::find(conn, Scope::Shop, r.intake_id).await?;
    let Dues { lines, discount_share, discount_amount, .. } = dues::of(conn, &intake, intake.outcome).await?;
    let release = snapshot::Release {
        number: r.number.clone(),
        kind: r.kind.to_string(),
        collector: r.collector.to_string(),
        collector_name: r.collector_name.clone(),
        relation: r.relation.clone(),
        id_kind: r.id_kind.map(|k| k.to_string()),
        id_last4: r.id_last4.clone(),
        voucher_lost_at: r.voucher_lost_at,
        accessories_back: r.accessories_back.0.clone(),
        due: r.due,
        paid: r.paid,
        owing: r.owing,
        repair_warranty_days: r.repair_warranty_days,
        repair_warranty_until: intake.repair_warranty_until,
        reason: r.reason.clone(),
        released_at: r.released_at,
    };
    let by = match r.released_by {
        Some(id) => Some(users::find(conn, id).await?.name),
        None => None,
    };
    let said = Snapshot { release: Some(release), by, ..of_intake(app, conn, &intake).await? };
    Ok(said.with_lines(lines, dues::discount(discount_share, discount_amount)))
}
