//! One repair file through whatever may happen to it, in any order: what must hold of a file holds after every step,
//! and what is refused changes nothing at all.

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
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};

use crate::{
    app::{Shop, on_both},
    invariants,
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
                let input = SheetInput { diagnosis: format!("Carte mère, {}", tx.now().ms()), report: String::new() };
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
            Step::Complete(outcome) => acts::complete(tx, &by.may(), id, *outcome).await.map(|_| ()),
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
                    shipments::receive(tx, &by.may(), id, &input).await
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
                let input = RefundInput { means, amount, reference: String::new(), reason: "Trop perçu".into() };
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

/// A step; those that end a file are rare, or nothing would be left to try.
fn step() -> impl Strategy<Value = Step> {
    let outcome = prop::sample::select(interventions::OUTCOMES.to_vec());
    let result = prop::sample::select(ShipmentResult::ALL.to_vec());
    prop_oneof![
        6 => Just(Step::Open),
        1 => Just(Step::Amend),
        1 => Just(Step::HandOver),
        3 => prop::sample::select(Hold::ALL.to_vec()).prop_map(Step::Hold),
        5 => (any::<bool>(), 0..500_000_i64, any::<bool>())
            .prop_map(|(awaited, price, exempt)| Step::Part { awaited, price, exempt }),
        4 => (0..9_usize).prop_map(Step::Arrive),
        2 => (0..9_usize).prop_map(Step::RemovePart),
        3 => (1..300_i64).prop_map(Step::Labour),
        1 => (0..9_usize).prop_map(Step::RemoveLabour),
        1 => prop::sample::select(Ruling::ALL.to_vec()).prop_map(Step::Rule),
        5 => Just(Step::Quote),
        6 => any::<bool>().prop_map(|wait| Step::Send { wait }),
        1 => Just(Step::See),
        5 => any::<bool>().prop_map(|accepted| Step::Answer { accepted }),
        3 => (0..4_usize).prop_map(Step::Revise),
        2 => Just(Step::WithdrawQuote),
        1 => Just(Step::Refresh),
        4 => Just(Step::Ship),
        1 => Just(Step::CancelShipment),
        4 => Just(Step::Dispatch),
        5 => result.prop_map(Step::Receive),
        1 => Just(Step::Lose),
        5 => outcome.prop_map(Step::Complete),
        3 => Just(Step::Reopen),
        3 => (1..900_000_i64).prop_map(Step::Take),
        2 => (1..900_000_i64).prop_map(Step::Refund),
        2 => (0..9_usize).prop_map(Step::Reverse),
        1 => Just(Step::Code),
        1 => any::<bool>().prop_map(|owing| Step::Release { owing }),
        1 => Just(Step::Unclaimed),
        1 => Just(Step::Void),
        2 => (0..12_i64).prop_map(|days| Step::Wait { days }),
    ]
}

/// Walks one new file through the steps.
async fn walk(shop: &Shop, by: &Actor, steps: &[Step]) -> std::result::Result<usize, TestCaseError> {
    let file = record(shop, by).await;
    let mut done = 0;
    for (n, step) in steps.iter().enumerate() {
        shop.app.clock().advance(60_000);
        let before = invariants::dump(&mut shop.app.read().await.expect("a connection"), file).await;
        match act(shop, by, file, step).await {
            Ok(()) => done += 1,
            Err(Error::Invalid(_) | Error::Conflict(_) | Error::NotFound) => {
                let after = invariants::dump(&mut shop.app.read().await.expect("a connection"), file).await;
                prop_assert_eq!(&before, &after, "step {} was refused and left something: {:?}", n, step);
            }
            Err(other) => prop_assert!(false, "step {n}, {step:?}: {other}"),
        }
        invariants::check(shop, file).await;
    }
    Ok(done)
}

on_both!(whatever_happens_a_file_makes_sense, |shop| async move {
    let by = Actor::of(&shop, "nadia").await;
    let config = Config { cases: 24, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let done = std::sync::atomic::AtomicUsize::new(0);
    let walked = tokio::task::block_in_place(|| {
        let handle = tokio::runtime::Handle::current();
        runner.run(&prop::collection::vec(step(), 1..60), |steps| {
            let walked = handle.block_on(walk(&shop, &by, &steps))?;
            done.fetch_add(walked, std::sync::atomic::Ordering::Relaxed);
            Ok(())
        })
    });
    if let Err(e) = walked {
        panic!("{e}");
    }
    let done = done.into_inner();
    assert!(done > 150, "enough of it is allowed to mean something: {done}");
});
