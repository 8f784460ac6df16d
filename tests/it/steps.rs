//! The steps that someone may try on a repair file, and how each is done: what the random walks and the races use.

use crate::app::Shop;
use fixili::{
    clients, deposits,
    deposits::{DepositInput, ItemInput},
    equipment::EquipmentInput,
    intakes::{self, Hold, IntakeInput, Outcome, Ruling, Warranty},
    interventions::{self, LabourInput, PartInput, SheetInput},
    kernel::{
        error::{Error, Result},
        id::IntakeId,
        money::{Money, Rate},
    },
    payments::{self, Means, PaymentInput, PaymentKind, RefundInput, ReversalInput},
    quotes::{self, AnswerInput, AnswerWay, Quote, QuoteInput},
    releases::{self, Collector, ReleaseInput},
    repair::acts,
    server,
    settings::{self, Settings},
    shipments::{self, ReceptionInput, Shipment, ShipmentInput, ShipmentResult},
    users::{
        self, Who,
        rights::{May, Right, Scope},
    },
};

/// Something that someone tries on a file.
#[derive(Clone, Debug)]
pub enum Step {
    Open,
    Amend,
    HandOver,
    Hold(Hold),
    Part { awaited: bool, price: i64, exempt: bool },
    Arrive(usize),
    RemovePart(usize),
    Labour(i64),
    RemoveLabour(usize),
    Rule(Ruling),
    Quote,
    Send { wait: bool },
    See,
    Answer { accepted: bool },
    Revise(usize),
    WithdrawQuote,
    Refresh,
    Ship,
    CancelShipment,
    Dispatch,
    Receive(ShipmentResult),
    Lose,
    Complete(Outcome),
    Reopen,
    Take(i64),
    Refund(i64),
    Reverse(usize),
    Code,
    Release { owing: bool },
    Unclaimed,
    Void,
    Wait { days: i64 },
}

/// Someone who acts.
pub struct Actor {
    who: Who,
}

impl Actor {
    /// The demo's manager, who may do anything.
    pub async fn of(shop: &Shop, login: &str) -> Self {
        let mut conn = shop.app.read().await.expect("a connection");
        Self { who: Who::from(&users::by_login(&mut conn, login).await.expect("a user")) }
    }

    pub fn may<R: Right>(&self) -> May<R> {
        May::of(&self.who).expect("a manager may")
    }
}

/// A file of an individual, recorded at the counter: a laptop under the manufacturer's warranty.
pub async fn record(shop: &Shop, by: &Actor) -> IntakeId {
    let (may, input) = (by.may(), laptop());
    let deposit = shop.app.write(async |tx| {
        let settings = settings::current(tx).await?;
        let client = clients::options(tx, Scope::Shop, "zerrouki").await?[0].id;
        let input = DepositInput { client_id: Some(client), ..input.clone() };
        deposits::record(tx, &may, &settings, &input).await
    });
    let deposit = deposit.await.expect("a deposit");
    let mut conn = shop.app.read().await.expect("a connection");
    intakes::of_deposit(&mut conn, deposit).await.expect("intakes")[0].id
}

fn laptop() -> DepositInput {
    let intake = IntakeInput {
        fault: "Ne démarre plus".into(),
        warranty: Some(Warranty::Manufacturer),
        ..IntakeInput::default()
    };
    let equipment = EquipmentInput { category: "PC portable".into(), ..EquipmentInput::default() };
    DepositInput { items: vec![ItemInput { equipment, intake, ..ItemInput::default() }], ..DepositInput::default() }
}

/// What is known of a file when a step is chosen: the step acts on it, or on nothing.
struct Seen {
    settings: Settings,
    sheet: Option<interventions::Sheet>,
    /// The latest first.
    quotes: Vec<Quote>,
    shipments: Vec<Shipment>,
    payments: Vec<payments::Payment>,
}

async fn look(shop: &Shop, file: IntakeId) -> Result<Seen> {
    let mut conn = shop.app.read().await?;
    Ok(Seen {
        settings: settings::current(&mut conn).await?,
        sheet: interventions::of_intake(&mut conn, Scope::Shop, file).await?,
        quotes: quotes::of_intake(&mut conn, Scope::Shop, file).await?,
        shipments: shipments::of_intake(&mut conn, Scope::Shop, file).await?,
        payments: payments::of_intake(&mut conn, Scope::Shop, file).await?,
    })
}

fn some_of<T>(all: &[T], n: usize) -> Result<&T> {
    if all.is_empty() { Err(Error::NotFound) } else { Ok(&all[n % all.len()]) }
}

/// Tries a step as someone would who just looked at the file.
pub async fn act(shop: &Shop, by: &Actor, file: IntakeId, step: &Step) -> Result<()> {
    let seen = look(shop, file).await?;
    match step {
        Step::Wait { days } => {
            shop.app.clock().advance(days * 86_400_000);
            server::expire_quotes(&shop.app).await
        }
        Step::Take(_) | Step::Refund(_) | Step::Reverse(_) => money(shop, by, file, &seen, step).await,
        Step::Quote
        | Step::Send { .. }
        | Step::See
        | Step::Answer { .. }
        | Step::Revise(_)
        | Step::WithdrawQuote
        | Step::Refresh => offer(shop, by, file, &seen, step).await,
        Step::Ship | Step::CancelShipment | Step::Dispatch | Step::Receive(_) | Step::Lose => {
            journey(shop, by, file, &seen, step).await
        }
        Step::Open
        | Step::Rule(_)
        | Step::Reopen
        | Step::Code
        | Step::Release { .. }
        | Step::Unclaimed
        | Step::Void => whole(shop, by, file, &seen.settings, step).await,
        _ => work(shop, by, &seen, step).await,
    }
}

async fn whole(shop: &Shop, by: &Actor, file: IntakeId, settings: &Settings, step: &Step) -> Result<()> {
    shop.app
        .write(async |tx| match step {
            Step::Open => interventions::open(tx, &by.may(), settings, file, None).await.map(|_| ()),
            Step::Rule(ruling) => interventions::rule_on_warranty(tx, &by.may(), file, *ruling).await,
            Step::Reopen => interventions::reopen(tx, &by.may(), file, "Panne revenue").await,
            Step::Code => intakes::type_code(tx, &by.may(), file, intakes::CodeKind::Pin, "2580").await,
            Step::Release { owing } => {
                let input = ReleaseInput {
                    collector: Some(Collector::Client),
                    leave_owing: *owing,
                    reason: "Le client le reprend".into(),
                    ..ReleaseInput::default()
                };
                releases::release(tx, &by.may(), settings, file, &input).await.map(|_| ())
            }
            Step::Unclaimed => {
                let input = ReleaseInput { reason: "Un an sans nouvelles".into(), ..ReleaseInput::default() };
                releases::release_unclaimed(tx, &by.may(), settings, file, &input).await.map(|_| ())
            }
            _ => acts::void(tx, &by.may(), file, "Saisi deux fois").await,
        })
        .await
}

async fn work(shop: &Shop, by: &Actor, seen: &Seen, step: &Step) -> Result<()> {
    let sheet = seen.sheet.as_ref().ok_or(Error::NotFound)?;
    let (id, settings) = (sheet.intervention.id, &seen.settings);
    shop.app
        .write(async |tx| match step {
            Step::Amend => {
                let input = SheetInput {
                    diagnosis: format!("Carte mère, {}", tx.now().ms()),
                    report: String::new(),
                    checks: None,
                };
                interventions::amend(tx, &by.may(), id, sheet.intervention.version, &input).await
            }
            Step::HandOver => {
                let karim = users::by_login(tx, "karim").await?.id;
                interventions::hand_over(tx, &by.may(), id, karim).await
            }
            Step::Hold(hold) => interventions::hold(tx, &by.may(), id, *hold).await,
            Step::Part { awaited, price, exempt } => {
                let input = PartInput {
                    label: "Batterie".into(),
                    unit_price: Some(Money::minor(*price)),
                    tax_rate: exempt.then_some(Rate::ZERO),
                    awaited: *awaited,
                    ..PartInput::default()
                };
                interventions::add_part(tx, &by.may(), settings, id, &input).await.map(|_| ())
            }
            Step::Arrive(n) => interventions::part_arrived(tx, &by.may(), some_of(&sheet.parts, *n)?.id).await,
            Step::RemovePart(n) => interventions::remove_part(tx, &by.may(), some_of(&sheet.parts, *n)?.id).await,
            Step::Labour(minutes) => {
                let input = LabourInput { minutes: Some(*minutes), ..LabourInput::default() };
                interventions::add_labour(tx, &by.may(), settings, id, &input).await.map(|_| ())
            }
            Step::RemoveLabour(n) => interventions::remove_labour(tx, &by.may(), some_of(&sheet.labour, *n)?.id).await,
            Step::Complete(outcome) => quotes::complete(tx, &by.may(), id, *outcome).await.map(|_| ()),
            other => unreachable!("{other:?}"),
        })
        .await
}

async fn offer(shop: &Shop, by: &Actor, file: IntakeId, seen: &Seen, step: &Step) -> Result<()> {
    let settings = &seen.settings;
    let last = seen.quotes.first();
    shop.app
        .write(async |tx| {
            if matches!(step, Step::Quote) {
                let input = QuoteInput::default();
                return quotes::prepare(tx, &by.may(), settings, file, &input).await.map(|_| ());
            }
            let quote = last.ok_or(Error::NotFound)?;
            match step {
                Step::Send { wait } => quotes::send(tx, &by.may(), settings, quote.id, quote.version, *wait).await,
                Step::See => quotes::see(tx, quote.id).await,
                Step::Answer { accepted } => {
                    let input = AnswerInput {
                        accepted: *accepted,
                        way: Some(AnswerWay::Shop),
                        name: "Fatima Zerrouki".into(),
                        phone: String::new(),
                        reason: "Trop cher".into(),
                        proof: None,
                    };
                    quotes::answer(tx, &by.may(), settings, quote.id, &input).await
                }
                Step::Revise(n) => {
                    quotes::revise(tx, &by.may(), settings, some_of(&seen.quotes, *n)?.id).await.map(|_| ())
                }
                Step::WithdrawQuote => quotes::withdraw(tx, &by.may(), quote.id).await,
                _ => quotes::refresh(tx, &by.may(), settings, quote.id).await,
            }
        })
        .await
}

async fn journey(shop: &Shop, by: &Actor, file: IntakeId, seen: &Seen, step: &Step) -> Result<()> {
    let settings = &seen.settings;
    let last = seen.shipments.first();
    shop.app
        .write(async |tx| {
            if matches!(step, Step::Ship) {
                let input = ShipmentInput { partner_name: "HP Alger".into(), ..ShipmentInput::default() };
                return shipments::prepare(tx, &by.may(), settings, file, &input).await.map(|_| ());
            }
            let id = last.ok_or(Error::NotFound)?.id;
            match step {
                Step::CancelShipment => shipments::cancel(tx, &by.may(), id).await,
                Step::Dispatch => shipments::dispatch(tx, &by.may(), id).await,
                Step::Receive(result) => {
                    let input = ReceptionInput {
                        result: Some(*result),
                        new_serial: "NEW-1".into(),
                        ..ReceptionInput::default()
                    };
                    shipments::receive(tx, &by.may(), settings, id, &input).await
                }
                _ => shipments::lose(tx, &by.may(), id, "Volé en route").await,
            }
        })
        .await
}

async fn money(shop: &Shop, by: &Actor, file: IntakeId, seen: &Seen, step: &Step) -> Result<()> {
    let settings = &seen.settings;
    let means = Some(Means::Cash);
    shop.app
        .write(async |tx| match step {
            Step::Take(amount) => {
                let kind = Some(if amount % 2 == 0 { PaymentKind::Deposit } else { PaymentKind::Balance });
                let input = PaymentInput { kind, means, amount: Some(Money::minor(*amount)), reference: String::new() };
                payments::take(tx, &by.may(), settings, file, &input).await.map(|_| ())
            }
            Step::Refund(amount) => {
                let amount = Some(Money::minor(*amount));
                let input = RefundInput { means, amount, reason: "Trop perçu".into(), ..RefundInput::default() };
                payments::refund(tx, &by.may(), settings, file, &input).await.map(|_| ())
            }
            Step::Reverse(n) => {
                let input = ReversalInput { reason: "Erreur".into() };
                let id = some_of(&seen.payments, *n)?.id;
                payments::reverse(tx, &by.may(), settings, id, &input).await.map(|_| ())
            }
            other => unreachable!("{other:?}"),
        })
        .await
}
