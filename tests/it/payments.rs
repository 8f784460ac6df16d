//! Money in and out: rows, sums, rights.

use axum::http::StatusCode;
use fixili::{
    intakes::{self, State},
    kernel::{
        actor::Actor,
        id::{IntakeId, PaymentId},
        money::Money,
    },
    payments::{self, Means, PaymentInput, PaymentKind, RefundInput, ReversalInput},
    settings,
    users::{
        Role,
        rights::{May, PaymentsTake, Read, Refund},
    },
};
use serde_json::{Value, json};

use crate::{
    app::{Shop, on_both},
    world_payments as world,
};

async fn paid(shop: &Shop, id: IntakeId) -> i64 {
    payments::paid(&mut shop.app.read().await.expect("a connection"), id).await.expect("a sum").to_minor()
}

fn cash(kind: &str, amount: i64) -> Value {
    json!({ "kind": kind, "means": "cash", "amount": amount })
}

fn id_of(made: &Value) -> &str {
    made["id"].as_str().expect("an id")
}

on_both!(what_was_paid_is_the_sum_of_the_rows, |shop| async move {
    let file = world::intake(&shop).await;
    let (sales, manager) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    let (pay, give) = (format!("/api/v1/intakes/{file}/payments"), format!("/api/v1/intakes/{file}/refunds"));

    let first = sales.api("POST", &pay, &cash("deposit", 500_000)).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    assert_eq!(first.json()["number"], "RP-2026-000001");
    assert_eq!(first.json()["day"], 20_261_124);
    let cheque = json!({ "kind": "balance", "means": "cheque", "amount": 250_000 });
    let refused = sales.api("POST", &pay, &cheque).await;
    assert_eq!(refused.json()["fields"][0]["code"], "payments-reference-needed");
    let early = sales.api("POST", &pay, &cash("balance", 1)).await;
    assert_eq!(early.json()["fields"][0]["code"], "till-more-than-due", "nothing is due yet");
    let cheque = json!({ "kind": "deposit", "means": "cheque", "amount": 250_000, "reference": "0012345" });
    let second = sales.api("POST", &pay, &cheque).await;
    assert_eq!(second.json()["number"], "RP-2026-000002", "a refused payment draws no number");
    assert_eq!(paid(&shop, file).await, 750_000);

    let refund = |amount: i64| json!({ "means": "cash", "amount": amount, "reason": "Trop perçu" });
    let too_much = manager.api("POST", &give, &refund(750_001)).await;
    assert_eq!(too_much.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(too_much.json()["fields"][0]["code"], "payments-refund-too-much");
    let refunded = manager.api("POST", &give, &refund(50_000)).await;
    assert_eq!(refunded.status, StatusCode::CREATED, "{}", refunded.body);
    assert_eq!(refunded.json()["amount"], -50_000);
    assert_eq!(paid(&shop, file).await, 700_000);

    let reverse = |made: &Value| format!("/api/v1/payments/{}/reversal", id_of(made));
    let bounced = manager.api("POST", &reverse(&second.json()), &json!({ "reason": "Chèque impayé" })).await;
    assert_eq!(bounced.json()["amount"], -250_000, "{}", bounced.body);
    assert_eq!(paid(&shop, file).await, 450_000);
    let undone = manager.api("POST", &reverse(&refunded.json()), &json!({ "reason": "Erreur" })).await;
    assert_eq!(undone.json()["amount"], 50_000, "a refund is taken back too");
    assert_eq!(paid(&shop, file).await, 500_000);

    let again = manager.api("POST", &reverse(&second.json()), &json!({ "reason": "Encore" })).await;
    assert_eq!(again.json()["type"], "payments-reversed-already");
    let twice = manager.api("POST", &reverse(&bounced.json()), &json!({ "reason": "Encore" })).await;
    assert_eq!(twice.json()["type"], "payments-is-reversal");
    let silent = manager.api("POST", &reverse(&first.json()), &json!({})).await;
    assert_eq!(silent.json()["fields"][0]["name"], "reason");

    let rows = sales.api("GET", &pay, &json!(null)).await.json();
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 5);
    assert_eq!(rows.iter().map(|row| row["amount"].as_i64().expect("an amount")).sum::<i64>(), 500_000);
    assert_eq!(rows[1]["reversed_by"], bounced.json()["id"]);
    assert_eq!(rows[0]["by_name"], "Samia Haddad");

    let sums = manager.api("GET", "/api/v1/payments/sums?day=2026-11-24", &json!(null)).await.json();
    assert_eq!(sums["total"], 500_000);
    assert_eq!(sums["by_means"][0], json!({ "means": "cash", "count": 3, "received": 550_000, "returned": -50_000 }));
    assert_eq!(sums["by_user"].as_array().map(Vec::len), Some(2));
    let day = manager.api("GET", "/api/v1/payments?day=2026-11-24", &json!(null)).await.json();
    assert_eq!(day["rows"].as_array().map(Vec::len), Some(5));
    assert_eq!(day["rows"][0]["client_name"], "Fatima Zerrouki");
    let other = manager.api("GET", "/api/v1/payments?day=2026-11-23", &json!(null)).await.json();
    assert_eq!(other["rows"].as_array().map(Vec::len), Some(0));
});

on_both!(only_a_manager_gives_money_back_or_sees_the_till, |shop| async move {
    let file = world::intake(&shop).await;
    let sales = shop.person(Role::Sales).await;
    let pay = format!("/api/v1/intakes/{file}/payments");
    let made = sales.api("POST", &pay, &cash("deposit", 1_000)).await.json();
    let refund = json!({ "means": "cash", "amount": 500, "reason": "x" });
    let reversal = format!("/payments/{}/reversal", id_of(&made));
    for path in [format!("/api/v1/intakes/{file}/refunds"), format!("/api/v1{reversal}")] {
        assert_eq!(sales.api("POST", &path, &refund).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in [format!("/intakes/{file}/refunds/new"), reversal.clone()] {
        assert_eq!(sales.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(sales.post(&path, &[("reason", "x")]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in ["/payments", "/api/v1/payments", "/api/v1/payments/sums"] {
        assert_eq!(sales.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(paid(&shop, file).await, 1_000);
    let manager = shop.person(Role::Manager).await;
    let till = manager.get("/payments?day=2026-11-24").await;
    assert_eq!(till.status, StatusCode::OK);
    assert!(till.body.contains("RP-2026-000001") && till.body.contains("Samia Haddad"));
    assert!(manager.get(&reversal).await.body.contains("RP-2026-000001"));
});

on_both!(the_pages_keep_what_was_typed, |shop| async move {
    let file = world::intake(&shop).await;
    let (sales, manager) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    let page = format!("/intakes/{file}/payments/new");
    assert!(sales.get(&page).await.body.contains("means=cheque|transfer"));
    let wrong = [("kind", "deposit"), ("means", "transfer"), ("amount", "12 5x"), ("reference", "")];
    let answer = sales.post(&page, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"e-amount\"") && answer.body.contains("id=\"e-reference\""));
    assert!(answer.body.contains("12 5x"));
    let right = [("_key", "p1"), ("kind", "deposit"), ("means", "cash"), ("amount", "12 500,00")];
    assert_eq!(sales.post(&page, &right).await.location(), format!("/intakes/{file}"));
    assert_eq!(sales.post(&page, &right).await.location(), format!("/intakes/{file}"));
    assert_eq!(paid(&shop, file).await, 1_250_000, "a form sent twice takes money once");

    let refund = [("means", "cash"), ("amount", "20000"), ("reason", "Devis refusé")];
    let answer = manager.post(&format!("/intakes/{file}/refunds/new"), &refund).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("plus que ce qui a été encaissé") && answer.body.contains("Devis refusé"));
});

on_both!(a_void_file_takes_no_money_and_a_released_one_no_deposit, |shop| async move {
    let file = world::intake(&shop).await;
    let manager = shop.person(Role::Manager).await;
    let pay = format!("/api/v1/intakes/{file}/payments");
    assert_eq!(manager.api("POST", &pay, &cash("deposit", 1_000)).await.status, StatusCode::CREATED);
    world::void(&shop, file).await;
    let refused = manager.api("POST", &pay, &cash("balance", 1_000)).await;
    assert_eq!(refused.json()["type"], "intakes-is-voided");
    let refund = json!({ "means": "cash", "amount": 1_000, "reason": "Bon annulé" });
    let back = manager.api("POST", &format!("/api/v1/intakes/{file}/refunds"), &refund).await;
    assert_eq!(back.status, StatusCode::CREATED, "what was left on a void file can be given back");

    let released = world::intake(&shop).await;
    shop.app
        .write(async |tx| {
            let before = intakes::lock(tx, May::<Read>::system().scope(), released).await?;
            let now = tx.now();
            intakes::advance(tx, Actor::System, &before, |i| {
                i.state = State::Released;
                i.released_at = Some(now);
            })
            .await
        })
        .await
        .expect("the file is released");
    let pay = format!("/api/v1/intakes/{released}/payments");
    let deposit = manager.api("POST", &pay, &cash("deposit", 1_000)).await;
    assert_eq!(deposit.json()["type"], "payments-deposit-released");
    let balance = manager.api("POST", &pay, &cash("balance", 1_000)).await;
    assert_eq!(balance.json()["fields"][0]["code"], "till-more-than-due", "nothing is owed");
});

/// Pseudo-random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }
}

async fn act(shop: &Shop, file: IntakeId, what: &Act) -> fixili::kernel::error::Result<PaymentId> {
    let means = Some(Means::Cash);
    shop.app
        .write(async |tx| {
            let settings = settings::current(tx).await?;
            match what {
                Act::Take(amount) => {
                    let kind = Some(PaymentKind::Deposit);
                    let input = PaymentInput { kind, means, amount: Some(*amount), reference: String::new() };
                    payments::take(tx, &May::<PaymentsTake>::system(), &settings, file, &input).await
                }
                Act::Refund(amount) => {
                    let amount = Some(*amount);
                    let input = RefundInput { means, amount, reason: "x".into(), ..RefundInput::default() };
                    payments::refund(tx, &May::<Refund>::system(), &settings, file, &input).await
                }
                Act::Reverse(id) => {
                    let input = ReversalInput { reason: "x".into() };
                    payments::reverse(tx, &May::<Refund>::system(), &settings, *id, &input).await
                }
            }
        })
        .await
}

enum Act {
    Take(Money),
    Refund(Money),
    Reverse(PaymentId),
}

on_both!(whatever_happens_the_rows_add_up, |shop| async move {
    let file = world::intake(&shop).await;
    let mut dice = Dice(7);
    // Every row: its id, its amount, whether it may still be reversed.
    let mut rows: Vec<(PaymentId, i64, bool)> = Vec::new();
    for step in 0..60 {
        let expected: i64 = rows.iter().map(|row| row.1).sum();
        let amount = i64::try_from(dice.below(100_000)).expect("an amount") + 1;
        match dice.below(3) {
            1 => {
                let done = act(&shop, file, &Act::Refund(Money::minor(amount))).await;
                assert_eq!(done.is_ok(), amount <= expected, "step {step}");
                rows.extend(done.ok().map(|id| (id, -amount, true)));
            }
            2 if !rows.is_empty() => {
                let which = dice.below(rows.len());
                let (id, amount, open) = rows[which];
                let done = act(&shop, file, &Act::Reverse(id)).await;
                // What was given back already cannot be taken out once more.
                assert_eq!(done.is_ok(), open && amount <= expected, "step {step}");
                if let Ok(made) = done {
                    rows[which].2 = false;
                    rows.push((made, -amount, false));
                }
            }
            _ => {
                let made = act(&shop, file, &Act::Take(Money::minor(amount))).await.expect("money is taken");
                rows.push((made, amount, true));
            }
        }
        assert_eq!(paid(&shop, file).await, rows.iter().map(|row| row.1).sum::<i64>(), "step {step}");
    }
    let mut conn = shop.app.read().await.expect("a connection");
    let stored = payments::of_intake(&mut conn, May::<Read>::system().scope(), file).await.expect("rows");
    assert_eq!(stored.len(), rows.len());
    for (payment, (id, amount, open)) in stored.iter().zip(&rows) {
        assert_eq!((payment.id, payment.amount.to_minor(), payment.can_be_reversed()), (*id, *amount, *open));
    }
});
