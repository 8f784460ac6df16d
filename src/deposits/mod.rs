//! Deposits: one act at the counter with one client, one depositor and one or several equipment, an intake each.

mod model;
mod store;
mod view;
pub mod api;
pub mod web;

pub use model::{Deposit, DepositInput, ItemInput, MOST};

use crate::{
    app::Tx,
    clients, equipment,
    events::Event,
    files,
    intakes::{self, Belongs, CodeKind, IntakeInput, Warranty},
    kernel::{
        db::Conn,
        error::{Error, Faults, OrField as _, Result},
        fold::fold,
        id::{ClientId, DepositId, EquipmentId, IntakeId},
        money::Money,
        phone,
        time::At,
    },
    lang::Key,
    payments::{self, Means, PaymentInput, PaymentKind},
    settings::Settings,
    users::rights::{ClientsEdit, IntakesEdit, May, Scope},
};

/// One deposit.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(conn: &mut Conn, _scope: Scope, id: DepositId) -> Result<Deposit> {
    store::find(conn, id).await?.ok_or(Error::NotFound)
}

/// Records a deposit: client and equipment are found or created in place, each equipment gets its intake. Numbers are
/// drawn last, one after the other.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::Conflict`].
pub async fn record(
    tx: &mut Tx,
    by: &May<IntakesEdit>,
    settings: &Settings,
    input: &DepositInput,
) -> Result<DepositId> {
    let now = tx.now();
    input.check(&settings.shop.region, now).or(())?;
    let client = client_of(tx, by, settings, input).await?;
    if let Some(contact) = input.contact_id {
        let contact = clients::contact(tx, by.scope(), contact).await.or_field("contact_id", Key::ErrorChoose)?;
        if contact.client_id != client {
            return Err(Error::field("contact_id", Key::ErrorChoose));
        }
    }
    let text = |t: &str| Some(t.trim().to_owned()).filter(|t| !t.is_empty());
    let deposit = Deposit {
        id: tx.new_id(),
        client_id: client,
        contact_id: input.contact_id,
        depositor_name: text(&input.depositor_name),
        depositor_phone: phone::parse(&input.depositor_phone, &settings.shop.region),
        deposited_at: input.deposited_at(now),
        recorded_at: now,
    };
    store::insert(tx, &deposit, by.user()).await?;
    tx.record(by, Event::DepositRecorded { deposit: deposit.id, client })?;
    let mut things = Vec::new();
    for item in &input.items {
        let n = things.len();
        things.push(
            equipment_of(tx, by, client, item).await.or_field(&format!("items.{n}.equipment_id"), Key::ErrorChoose)?,
        );
    }
    for (n, (item, thing)) in input.items.iter().zip(things).enumerate() {
        let linked = link_to_past(tx, n, thing, &item.intake, deposit.deposited_at, settings).await?;
        let of =
            Belongs { deposit: deposit.id, client, equipment: thing, deposited_at: deposit.deposited_at, source: None };
        let intake = intakes::record(tx, by, settings, of, &linked).await?;
        extras(tx, by, intake, item).await.or_field(&format!("items.{n}.files"), Key::AttachmentsGone)?;
        advance(tx, by, settings, intake, n, item).await?;
    }
    Ok(deposit.id)
}

/// The client named, else one of the same name and phone, else a new one.
async fn client_of(tx: &mut Tx, by: &May<IntakesEdit>, settings: &Settings, input: &DepositInput) -> Result<ClientId> {
    if let Some(id) = input.client_id {
        return Ok(clients::lock(tx, by.scope(), id).await.or_field("client.name", Key::DepositsNoClient)?.id);
    }
    let same_phone = clients::by_phone(tx, &input.client.phone, &settings.shop.region).await?;
    if let Some(known) = same_phone.iter().find(|known| fold(&known.name) == fold(&input.client.name)) {
        return Ok(clients::lock(tx, by.scope(), known.id).await?.id);
    }
    clients::create(tx, &by.also::<ClientsEdit>()?, settings, &input.client).await
}

/// The equipment named, else the client's own with this serial number, else a new one.
async fn equipment_of(tx: &mut Tx, by: &May<IntakesEdit>, client: ClientId, item: &ItemInput) -> Result<EquipmentId> {
    if let Some(id) = item.equipment_id {
        let known = equipment::find(tx, by.scope(), id).await?;
        if known.client_id != client {
            return Err(Error::conflict(Key::DepositsNotTheirs));
        }
        return Ok(id);
    }
    let same_serial = equipment::by_serial(tx, by.scope(), &item.equipment.serial).await?;
    if let Some(known) = same_serial.iter().find(|owned| owned.equipment.client_id == client) {
        return Ok(known.equipment.id);
    }
    equipment::create(tx, &by.also::<ClientsEdit>()?, client, &item.equipment).await
}

/// A machine that comes back is linked to its earlier file; a return under repair warranty must be within it.
async fn link_to_past(
    tx: &mut Tx,
    n: usize,
    thing: EquipmentId,
    input: &IntakeInput,
    at: At,
    settings: &Settings,
) -> Result<IntakeInput> {
    let mut linked = input.clone();
    if input.warranty == Some(Warranty::Repair) {
        let earlier = intakes::under_repair_warranty(tx, thing, at.day(&settings.zone())).await?;
        let earlier =
            earlier.ok_or_else(|| Error::field(&format!("items.{n}.warranty"), Key::DepositsNoRepairWarranty))?;
        linked.parent_id = Some(earlier.id);
        linked.warranty_until = linked.warranty_until.or(earlier.repair_warranty_until);
    } else if let Some(parent) = linked.parent_id {
        let field = format!("items.{n}.parent_id");
        let parent = intakes::find(tx, Scope::Shop, parent).await.or_field(&field, Key::ErrorChoose)?;
        if parent.equipment_id != thing {
            return Err(Error::field(&field, Key::ErrorChoose));
        }
    } else {
        linked.parent_id = intakes::latest_of(tx, thing).await?.map(|earlier| earlier.id);
    }
    Ok(linked)
}

/// What an import tells of a deposit.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// Whose.
    pub client: ClientId,
    /// What.
    pub equipment: EquipmentId,
    /// What tells it again.
    pub source: &'a str,
    /// What was read.
    pub raw: &'a str,
}

/// Records a deposit of one equipment from another system, dated by the transaction. The fault may be missing there.
///
/// # Errors
/// When the database refuses: `source` is here already.
pub async fn import(
    tx: &mut Tx,
    by: &May<IntakesEdit>,
    settings: &Settings,
    past: Past<'_>,
    input: &IntakeInput,
) -> Result<IntakeId> {
    let now = tx.now();
    let deposit = Deposit {
        id: tx.new_id(),
        client_id: past.client,
        contact_id: None,
        depositor_name: None,
        depositor_phone: None,
        deposited_at: now,
        recorded_at: now,
    };
    store::insert(tx, &deposit, by.user()).await?;
    tx.record(by, Event::DepositRecorded { deposit: deposit.id, client: past.client })?;
    let of = Belongs {
        deposit: deposit.id,
        client: past.client,
        equipment: past.equipment,
        deposited_at: now,
        source: Some((past.source, past.raw)),
    };
    intakes::record(tx, by, settings, of, input).await
}

/// Takes what is paid in advance.
async fn advance(
    tx: &mut Tx,
    by: &May<IntakesEdit>,
    settings: &Settings,
    intake: IntakeId,
    n: usize,
    item: &ItemInput,
) -> Result<()> {
    let Some(amount) = item.advance.filter(|amount| *amount > Money::ZERO) else { return Ok(()) };
    let input = PaymentInput {
        kind: Some(PaymentKind::Deposit),
        means: Some(item.advance_means.unwrap_or(Means::Cash)),
        amount: Some(amount),
        reference: item.advance_reference.clone(),
    };
    let taken = payments::take(tx, &by.also()?, settings, intake, &input).await;
    taken.map(|_| ()).map_err(|e| match e {
        Error::Invalid(faults) => {
            Error::Invalid(Faults(faults.0.into_iter().map(|(field, text)| (advance_field(n, &field), text)).collect()))
        }
        other => other,
    })
}

fn advance_field(n: usize, field: &str) -> String {
    match field {
        "reference" => format!("items.{n}.advance_reference"),
        "means" => format!("items.{n}.advance_means"),
        _ => format!("items.{n}.advance"),
    }
}

async fn extras(tx: &mut Tx, by: &May<IntakesEdit>, intake: IntakeId, item: &ItemInput) -> Result<()> {
    if !item.code.trim().is_empty() {
        intakes::type_code(tx, by, intake, item.code_kind.unwrap_or(CodeKind::Pin), &item.code).await?;
    }
    files::attach(tx, by, intake, &item.files).await?;
    files::attach_pocket(tx, by, intake, &item.pocket).await?;
    files::all_before(tx, by, intake).await
}
