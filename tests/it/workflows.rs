//! One repair file through whatever may happen to it, in any order: what must hold of a file holds after every step,
//! and what is refused changes nothing at all.

use fixili::{
    intakes::{Hold, Ruling},
    interventions,
    kernel::error::Error,
    shipments::ShipmentResult,
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};

use crate::{
    app::{Shop, on_both},
    invariants,
    steps::{Actor, Step, act, record},
};

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

/// Walks one new file through the steps; how many were done.
async fn walk(shop: &Shop, by: &Actor, steps: &[Step]) -> std::result::Result<usize, TestCaseError> {
    let file = record(shop, by).await;
    let mut done = 0;
    let mut conn = shop.app.read().await.expect("a connection");
    let mut before = invariants::dump(&mut conn, file).await;
    for (n, step) in steps.iter().enumerate() {
        shop.app.clock().advance(60_000);
        let acted = act(shop, by, file, step).await;
        let after = invariants::dump(&mut conn, file).await;
        match acted {
            Ok(()) => {
                done += 1;
                invariants::check(&mut conn, file).await;
            }
            Err(Error::Invalid(_) | Error::Conflict(_) | Error::NotFound) => {
                prop_assert_eq!(&before, &after, "step {} was refused and left something: {:?}", n, step);
            }
            Err(other) => prop_assert!(false, "step {n}, {step:?}: {other}"),
        }
        before = after;
    }
    invariants::numbers_have_no_gap(&mut conn).await;
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
