//! Two people at once on one file, on PostgreSQL, where they really are at once: of two acts that exclude each other one
//! is done, the other is told why not, and the file makes sense.

use std::{pin::Pin, sync::Arc};

use axum::http::StatusCode;
use fixili::{
    intakes::{self, IntakeInput, Outcome, State},
    interventions,
    kernel::{
        error::{Error, Result},
        id::IntakeId,
    },
    settings,
    shipments::ShipmentResult,
    tickets::{self, TicketInput},
    users::{
        self, Role,
        rights::{May, Scope, UsersEdit},
    },
};

use crate::{
    app::{Engine, Shop},
    invariants,
    steps::{Actor, Step, act, record},
};

/// Tries of each pair.
const TRIES: usize = 56;
/// Files that are fought over at the same time.
const AT_ONCE: usize = 4;

/// How many of the two may be done.
#[derive(Clone, Copy, PartialEq)]
enum Winners {
    One,
    /// The second is done in any case; the first if it comes first.
    Second,
}

/// Two acts on a file that was brought somewhere.
struct Pair {
    before: &'static [Step],
    one: Step,
    other: Step,
    winners: Winners,
}

const WORK: Step = Step::Open;
const OFFER: [Step; 4] =
    [WORK, Step::Part { awaited: false, price: 500_000, exempt: false }, Step::Quote, Step::Send { wait: true }];
const AWAY: &[Step] = &[WORK, Step::Ship, Step::Dispatch];
const DONE: &[Step] = &[WORK, Step::Complete(Outcome::NoFault)];
const GIVE: Step = Step::Release { owing: true };

const PAIRS: &[Pair] = &[
    Pair { before: &[], one: Step::Open, other: Step::Open, winners: Winners::One },
    Pair { before: &[], one: Step::Open, other: GIVE, winners: Winners::Second },
    Pair { before: &[], one: GIVE, other: Step::Void, winners: Winners::One },
    Pair { before: &[], one: Step::Ship, other: Step::Ship, winners: Winners::One },
    Pair {
        before: &[WORK, Step::Ship],
        one: Step::Complete(Outcome::NoFault),
        other: Step::Dispatch,
        winners: Winners::One,
    },
    Pair { before: &[WORK], one: Step::Quote, other: Step::Quote, winners: Winners::One },
    Pair {
        before: &OFFER,
        one: Step::Answer { accepted: true },
        other: Step::Answer { accepted: false },
        winners: Winners::One,
    },
    Pair { before: &OFFER, one: Step::Answer { accepted: true }, other: Step::Revise(0), winners: Winners::One },
    Pair { before: &OFFER, one: Step::WithdrawQuote, other: Step::Answer { accepted: false }, winners: Winners::One },
    Pair { before: AWAY, one: Step::Receive(ShipmentResult::Repaired), other: Step::Lose, winners: Winners::One },
    Pair { before: DONE, one: GIVE, other: GIVE, winners: Winners::One },
    Pair { before: DONE, one: GIVE, other: Step::Void, winners: Winners::One },
    Pair { before: DONE, one: Step::Reopen, other: GIVE, winners: Winners::Second },
    Pair {
        before: &[Step::Take(20_000)],
        one: Step::Refund(20_000),
        other: Step::Refund(20_000),
        winners: Winners::One,
    },
    Pair { before: &[Step::Take(20_000)], one: Step::Reverse(0), other: Step::Reverse(0), winners: Winners::One },
];

/// The shop with two people who may do anything.
struct Ring {
    shop: Shop,
    nadia: Actor,
    karim: Actor,
}

impl Ring {
    async fn open() -> Arc<Self> {
        let shop = Shop::open(Engine::Postgres).await;
        let by = May::<UsersEdit>::system();
        shop.app
            .write(async |tx| {
                let karim = users::by_login(tx, "karim").await?;
                let input = users::UserInput {
                    login: karim.login,
                    name: karim.name,
                    role: Some(Role::Manager),
                    takes_tickets: true,
                    ..users::UserInput::default()
                };
                users::edit(tx, &by, karim.id, karim.version, &input, "DZ").await
            })
            .await
            .expect("karim becomes a manager");
        let (nadia, karim) = (Actor::of(&shop, "nadia").await, Actor::of(&shop, "karim").await);
        Arc::new(Self { shop, nadia, karim })
    }

    async fn check(&self, file: IntakeId) {
        invariants::check(&mut self.shop.app.read().await.expect("a connection"), file).await;
    }
}

/// Whether it was done; the one who came too late is told so, and nothing worse.
fn done<T>(result: &Result<T>, what: &str) -> bool {
    match result {
        Ok(_) => true,
        Err(Error::Conflict(_)) => false,
        // No more money is there than what the other took.
        Err(Error::Invalid(faults)) if faults.0[0].1.key.id() == "payments-refund-too-much" => false,
        Err(e) => panic!("{what}: {e}"),
    }
}

/// Runs `fight` over and over, some at a time; each on its own task.
async fn over_and_over(
    ring: &Arc<Ring>,
    tries: usize,
    fight: impl Fn(Arc<Ring>) -> Pin<Box<dyn Future<Output = ()> + Send>> + Clone + Send + 'static,
) {
    let runs: Vec<_> = (0..AT_ONCE)
        .map(|n| {
            let (ring, fight) = (ring.clone(), fight.clone());
            tokio::spawn(async move {
                for _ in (n..tries).step_by(AT_ONCE) {
                    fight(ring.clone()).await;
                }
            })
        })
        .collect();
    for run in runs {
        run.await.expect("a fair fight");
    }
    invariants::numbers_have_no_gap(&mut ring.shop.app.read().await.expect("a connection")).await;
}

async fn fight(ring: Arc<Ring>, pair: &'static Pair) {
    let file = record(&ring.shop, &ring.nadia).await;
    for step in pair.before {
        act(&ring.shop, &ring.nadia, file, step).await.unwrap_or_else(|e| panic!("{step:?}: {e}"));
    }
    let (left, right) = (ring.clone(), ring.clone());
    let one = tokio::spawn(async move { act(&left.shop, &left.nadia, file, &pair.one).await });
    let other = tokio::spawn(async move { act(&right.shop, &right.karim, file, &pair.other).await });
    let (one, other) = tokio::join!(one, other);
    let what = format!("{:?} against {:?}", pair.one, pair.other);
    let (one, other) = (done(&one.expect("it ends"), &what), done(&other.expect("it ends"), &what));
    match pair.winners {
        Winners::One => assert!(one != other, "{what}: {one} {other}"),
        Winners::Second => assert!(other, "{what}: {one} {other}"),
    }
    ring.check(file).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_acts_on_one_file_one_is_done() {
    let ring = Ring::open().await;
    for pair in PAIRS {
        over_and_over(&ring, TRIES, move |ring| Box::pin(fight(ring, pair))).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_deposits_draw_two_numbers() {
    let ring = Ring::open().await;
    over_and_over(&ring, 48, |ring| {
        Box::pin(async move {
            let (one, other) = tokio::join!(record(&ring.shop, &ring.nadia), record(&ring.shop, &ring.karim));
            let mut conn = ring.shop.app.read().await.expect("a connection");
            let one = intakes::find(&mut conn, Scope::Shop, one).await.expect("an intake");
            let other = intakes::find(&mut conn, Scope::Shop, other).await.expect("an intake");
            assert_ne!(one.number, other.number);
        })
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_edits_of_one_version_one_is_saved() {
    async fn amend(ring: &Ring, by: &Actor, file: IntakeId, fault: &str) -> Result<()> {
        let input = IntakeInput { fault: fault.into(), ..IntakeInput::default() };
        ring.shop.app.write(async |tx| intakes::amend(tx, &by.may(), file, 1, &input).await).await
    }
    let ring = Ring::open().await;
    over_and_over(&ring, 40, |ring| {
        Box::pin(async move {
            let file = record(&ring.shop, &ring.nadia).await;
            let (one, other) = tokio::join!(
                amend(&ring, &ring.nadia, file, "Écran noir"),
                amend(&ring, &ring.karim, file, "Écran bleu")
            );
            let (one, other) = (done(&one, "amending"), done(&other, "amending"));
            assert!(one != other);
            let mut conn = ring.shop.app.read().await.expect("a connection");
            let saved = intakes::find(&mut conn, Scope::Shop, file).await.expect("the file");
            assert_eq!((saved.fault.as_str(), saved.version), (if one { "Écran noir" } else { "Écran bleu" }, 2));
            ring.check(file).await;
        })
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_makes_one_voucher() {
    let ring = Ring::open().await;
    let samia = Arc::new(ring.shop.person(Role::Sales).await);
    over_and_over(&ring, 40, move |ring| {
        let samia = samia.clone();
        Box::pin(async move {
            let file = record(&ring.shop, &ring.nadia).await;
            let path = format!("/intakes/{file}/payments/new");
            let key = file.to_string();
            let form = [("_key", key.as_str()), ("kind", "deposit"), ("means", "cash"), ("amount", "1500")];
            let (one, other) = tokio::join!(samia.post(&path, &form), samia.post(&path, &form));
            assert_eq!((one.status, other.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{}", other.body);
            assert_eq!(one.location(), other.location());
            let mut conn = ring.shop.app.read().await.expect("a connection");
            let paid = fixili::payments::of_intake(&mut conn, Scope::Shop, file).await.expect("payments");
            assert_eq!(paid.len(), 1);
        })
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_is_taken_by_one() {
    let ring = Ring::open().await;
    over_and_over(&ring, 32, |ring| {
        Box::pin(async move {
            let by = &ring.nadia;
            let opened = ring.shop.app.write(async |tx| {
                let settings = settings::current(tx).await?;
                let client = fixili::clients::options(tx, Scope::Shop, "zerrouki").await?[0].id;
                let input = TicketInput {
                    client_id: Some(client),
                    software: "Compta".into(),
                    problem: "Lent".into(),
                    ..TicketInput::default()
                };
                tickets::open(tx, &by.may(), &settings, &input).await
            });
            let ticket = opened.await.expect("a ticket");
            let (one, other) = tokio::join!(
                ring.shop.app.write(async |tx| tickets::take(tx, &ring.nadia.may(), ticket).await),
                ring.shop.app.write(async |tx| tickets::take(tx, &ring.karim.may(), ticket).await)
            );
            assert!(done(&one, "taking") != done(&other, "taking"));
        })
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_managers_cannot_end_each_other() {
    let ring = Ring::open().await;
    let app = &ring.shop.app;
    let mut conn = app.read().await.expect("a connection");
    let nadia = users::by_login(&mut conn, "nadia").await.expect("nadia").id;
    let karim = users::by_login(&mut conn, "karim").await.expect("karim").id;
    for _ in 0..20 {
        let (one, other) = tokio::join!(
            app.write(async |tx| users::deactivate(tx, &ring.nadia.may(), karim).await),
            app.write(async |tx| users::deactivate(tx, &ring.karim.may(), nadia).await)
        );
        assert!(done(&one, "ending") != done(&other, "ending"), "one manager stays");
        let by = May::<UsersEdit>::system();
        app.write(async |tx| {
            users::reactivate(tx, &by, nadia).await?;
            users::reactivate(tx, &by, karim).await
        })
        .await
        .expect("both again");
    }
}

/// Files in every state at once, with everything happening to them: nothing but refusals, and all make sense.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_on_one_file_leaves_it_whole() {
    let ring = Ring::open().await;
    for round in 0..10 {
        let file = record(&ring.shop, &ring.nadia).await;
        let crowd = [
            Step::Open,
            Step::Ship,
            Step::Take(30_000),
            Step::Hold(intakes::Hold::WaitingLabour),
            Step::Part { awaited: true, price: 100, exempt: true },
            Step::Quote,
            Step::Dispatch,
            Step::Complete(interventions::OUTCOMES[round % 3]),
            Step::Amend,
            Step::Labour(30),
        ];
        let runs: Vec<_> = (0..4_usize)
            .map(|n| {
                let (ring, crowd) = (ring.clone(), crowd.clone());
                tokio::spawn(async move {
                    for k in 0..crowd.len() {
                        let step = &crowd[(k + n * 3) % crowd.len()];
                        match act(&ring.shop, &ring.nadia, file, step).await {
                            Ok(()) | Err(Error::Conflict(_) | Error::NotFound | Error::Invalid(_)) => {}
                            Err(e) => panic!("{step:?}: {e}"),
                        }
                    }
                })
            })
            .collect();
        for run in runs {
            run.await.expect("it ends");
        }
        ring.check(file).await;
        let mut conn = ring.shop.app.read().await.expect("a connection");
        assert_ne!(intakes::find(&mut conn, Scope::Shop, file).await.expect("the file").state, State::Released);
    }
}
