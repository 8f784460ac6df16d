//! The cash of each person: what a drawer should hold, its closing, its differences; whatever happens, the sums are those of
//! the rows.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use fixili::{args, users::Role};
use serde_json::{Value, json};

use crate::{
    app::{Engine, Person, Shop, on_both},
    world_payments as world,
};

const NONE: Value = Value::Null;

async fn id_of(person: &Person) -> String {
    person.api("GET", "/api/v1/me", &NONE).await.json()["id"].as_str().expect("an id").to_owned()
}

/// Money in by someone; the id of the payment.
async fn take(person: &Person, file: &str, means: &str, amount: i64) -> String {
    let body = json!({ "kind": "deposit", "means": means, "amount": amount, "reference": "0012" });
    let made = person.api("POST", &format!("/api/v1/intakes/{file}/payments"), &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()["id"].as_str().expect("an id").to_owned()
}

/// Counts of rows and of a person's closings, to see that nothing was lost.
async fn rows(shop: &Shop, sql: &str) -> i64 {
    let (n,) = shop.app.read().await.expect("a connection").one(sql, args![]).await.expect("a number");
    n
}

on_both!(a_drawer_is_counted_and_closed, |shop| async move {
    let file = world::intake(&shop).await.to_string();
    let (samia, nadia) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    let (her, me) = (id_of(&samia).await, id_of(&nadia).await);
    take(&samia, &file, "cash", 500_000).await;
    let cheque = take(&samia, &file, "cheque", 120_000).await;

    let mine = samia.api("GET", "/api/v1/cash", &NONE).await.json();
    assert_eq!((mine["count"].as_i64(), mine["sums"][0]["received"].as_i64()), (Some(2), Some(500_000)));
    let page = samia.get("/cash").await.body;
    assert!(page.contains("RP-2026-000001") && !page.contains("Caisses à clore"), "her own rows, nobody else's drawer");

    // A correction goes to the drawer of who took the money; a refund comes out of the one that is named.
    let bounced = json!({ "reason": "Chèque impayé" });
    assert_eq!(
        nadia.api("POST", &format!("/api/v1/payments/{cheque}/reversal"), &bounced).await.status,
        StatusCode::CREATED
    );
    let refund = json!({ "means": "cash", "amount": 50_000, "reason": "Trop perçu", "drawer": her });
    let given = nadia.api("POST", &format!("/api/v1/intakes/{file}/refunds"), &refund).await;
    assert_eq!(given.status, StatusCode::CREATED, "{}", given.body);
    let nobody = json!({ "means": "cash", "amount": 1, "reason": "x", "drawer": "0000000000001" });
    let refused = nadia.api("POST", &format!("/api/v1/intakes/{file}/refunds"), &nobody).await;
    assert_eq!(refused.json()["fields"][0]["name"], "drawer", "{}", refused.body);
    let open = nadia.api("GET", "/api/v1/cash/drawers", &NONE).await.json();
    assert_eq!(open.as_array().map(Vec::len), Some(1), "{open}");
    assert_eq!((open[0]["count"].as_i64(), open[0]["cash"].as_i64()), (Some(4), Some(450_000)));
    let by_user = nadia.api("GET", "/api/v1/payments/sums?day=2026-11-24", &NONE).await.json();
    assert_eq!(by_user["by_user"].as_array().map(Vec::len), Some(1), "one drawer moved: {by_user}");

    let close = format!("/api/v1/cash/drawers/{her}/closings");
    assert_eq!(samia.api("POST", &close, &json!({})).await.status, StatusCode::FORBIDDEN);
    let blank = nadia.api("POST", &close, &json!({})).await;
    let wrong: Vec<Value> =
        blank.json()["fields"].as_array().expect("fields").iter().map(|f| f["name"].clone()).collect();
    assert_eq!(wrong, ["cash", "cheque", "stamp"]);
    let stamp = async || {
        let drawer = nadia.api("GET", &format!("/api/v1/cash/drawers/{her}"), &NONE).await.json();
        drawer["stamp"].clone()
    };
    let short = json!({ "stamp": stamp().await, "cash": 440_000, "cheque": 0, "float_after": 100_000 });
    let silent = nadia.api("POST", &close, &short).await;
    assert_eq!(silent.json()["fields"][0]["code"], "cash-say-why", "{}", silent.body);
    take(&samia, &file, "cash", 30_000).await;
    let mut said = short.clone();
    said["reason"] = json!("Erreur de rendu");
    let late = nadia.api("POST", &close, &said).await;
    assert_eq!((late.status, &late.json()["type"]), (StatusCode::CONFLICT, &json!("cash-moved-meanwhile")));
    said["stamp"] = stamp().await;
    let closed = nadia.api("POST", &close, &said).await;
    assert_eq!(closed.status, StatusCode::CREATED, "{}", closed.body);
    let closed = closed.json();
    assert_eq!((&closed["number"], closed["difference"].as_i64()), (&json!("CC-2026-000001"), Some(-40_000)));
    let closing = closed["id"].as_str().expect("an id");

    // What is left is where the next begins; nothing is open.
    let mine = samia.api("GET", "/api/v1/cash", &NONE).await.json();
    assert_eq!((mine["count"].as_i64(), mine["float"].as_i64()), (Some(0), Some(100_000)));
    let again = nadia.api("POST", &close, &said).await;
    assert_eq!(again.json()["type"], "cash-moved-meanwhile", "what was counted is closed");

    // Its owner may read it and print it, a colleague not.
    let page = format!("/cash/closings/{closing}");
    assert!(samia.get(&page).await.body.contains("Erreur de rendu"));
    let printed = samia.get(&format!("{page}/print")).await;
    assert_eq!(
        (printed.status, printed.headers["content-type"].to_str().expect("a type")),
        (StatusCode::OK, "application/pdf")
    );
    let karim = shop.person(Role::Technician).await;
    for path in [page.clone(), format!("{page}/print"), format!("/api/v1{page}")] {
        assert_eq!(karim.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let document = rows(&shop, "select id from documents where kind = 'closing'").await;
    let by_id = format!("/documents/{}.pdf", fixili::kernel::id::encode(document));
    assert_eq!(nadia.get(&by_id).await.status, StatusCode::NOT_FOUND, "closings are read through the cash alone");
    let printing = format!("/api/v1/documents/{}/printing", fixili::kernel::id::encode(document));
    assert_eq!(karim.api("POST", &printing, &json!({})).await.status, StatusCode::NOT_FOUND);

    // The last closing may be voided: the rows are open again, the number is not drawn twice.
    take(&nadia, &file, "cash", 1_000).await;
    let own = nadia.api("GET", "/api/v1/cash", &NONE).await.json()["stamp"].clone();
    let own = json!({ "stamp": own, "cash": 1_000 });
    assert_eq!(
        nadia.api("POST", &format!("/api/v1/cash/drawers/{me}/closings"), &own).await.status,
        StatusCode::CREATED
    );
    let void = format!("/api/v1/cash/closings/{closing}/void");
    assert_eq!(nadia.api("POST", &void, &json!({})).await.json()["fields"][0]["name"], "reason");
    let voided = nadia.api("POST", &void, &json!({ "reason": "Recompter" })).await;
    assert_eq!(voided.status, StatusCode::OK, "{}", voided.body);
    assert_eq!(nadia.api("POST", &void, &json!({ "reason": "Encore" })).await.json()["type"], "cash-is-voided");
    let mine = samia.api("GET", "/api/v1/cash", &NONE).await.json();
    assert_eq!((mine["count"].as_i64(), mine["float"].as_i64()), (Some(5), Some(0)));
    let right = json!({ "stamp": stamp().await, "cash": 480_000, "cheque": 0 });
    let third = nadia.api("POST", &close, &right).await.json();
    assert_eq!((&third["number"], third["difference"].as_i64()), (&json!("CC-2026-000003"), Some(0)), "{third}");
    assert_eq!(rows(&shop, "select count(*) from documents where kind = 'closing' and voided_at is not null").await, 1);
});

on_both!(the_form_says_what_is_missing_and_loses_nothing, |shop| async move {
    let file = world::intake(&shop).await.to_string();
    let (samia, nadia) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    take(&samia, &file, "cash", 500_000).await;
    let path = format!("/cash/{}/closing", id_of(&samia).await);
    let page = nadia.get(&path).await;
    assert!(page.body.contains("000,00"), "what is expected is in view");
    let stamp =
        page.body.split("name=\"stamp\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a stamp");
    let typed = [("stamp", stamp), ("cash", "4 900"), ("float_after", "200"), ("reason", "")];
    let refused = nadia.post(&path, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("dites pourquoi") && refused.body.contains("4 900"), "{}", refused.body);
    let nonsense = nadia.post(&path, &[("stamp", stamp), ("cash", "beaucoup")]).await;
    assert!(nonsense.body.contains("beaucoup"));
    let typed = [("_key", "k"), ("stamp", stamp), ("cash", "4 900"), ("reason", "Erreur de rendu")];
    let done = nadia.post(&path, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let twice = nadia.post(&path, &typed).await;
    assert_eq!(twice.location(), done.location(), "a second click leads to the same closing");
    assert_eq!(rows(&shop, "select count(*) from closings").await, 1);
});

/// A small generator, the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % most
    }
}

on_both!(the_cash_of_the_day_is_the_sum_of_its_rows, |shop| async move {
    let file = world::intake(&shop).await.to_string();
    let people =
        [shop.person(Role::Sales).await, shop.person(Role::Technician).await, shop.person(Role::Manager).await];
    let nadia = &people[2];
    let ids = [id_of(&people[0]).await, id_of(&people[1]).await, id_of(nadia).await];
    let mut dice = Dice(11);
    // What each drawer should hold in cash, and which payments there are: id, drawer, amount.
    let mut held: BTreeMap<usize, i64> = BTreeMap::new();
    let mut taken: Vec<(String, usize, i64)> = Vec::new();
    for step in 0..50 {
        let who = usize::try_from(dice.below(3)).expect("a person");
        let amount = dice.below(9_000) + 1_000;
        match dice.below(5) {
            0 if !taken.is_empty() => {
                let (id, whose, amount) =
                    taken.swap_remove(usize::try_from(dice.below(taken.len() as i64)).expect("one"));
                let back =
                    nadia.api("POST", &format!("/api/v1/payments/{id}/reversal"), &json!({ "reason": "x" })).await;
                if back.status == StatusCode::CREATED {
                    *held.entry(whose).or_default() -= amount;
                } else {
                    assert_eq!(back.json()["type"], "payments-refunded-already", "step {step}");
                }
            }
            1 => {
                let refund = json!({ "means": "cash", "amount": amount, "reason": "x", "drawer": ids[who] });
                let given = nadia.api("POST", &format!("/api/v1/intakes/{file}/refunds"), &refund).await;
                if given.status == StatusCode::CREATED {
                    *held.entry(who).or_default() -= amount;
                }
            }
            2 => {
                let path = format!("/api/v1/cash/drawers/{}", ids[who]);
                let drawer = nadia.api("GET", &path, &NONE).await.json();
                let left = dice.below(500);
                let counted = held.get(&who).copied().unwrap_or_default().max(left);
                let body = json!({ "stamp": drawer["stamp"], "cash": counted, "float_after": left, "reason": "x" });
                let closed = nadia.api("POST", &format!("{path}/closings"), &body).await;
                if closed.status == StatusCode::CREATED {
                    held.insert(who, left);
                } else {
                    assert_eq!(closed.json()["type"], "cash-nothing", "step {step}: {}", closed.body);
                }
            }
            _ => {
                taken.push((take(&people[who], &file, "cash", amount).await, who, amount));
                *held.entry(who).or_default() += amount;
            }
        }
        for (n, id) in ids.iter().enumerate() {
            let drawer = nadia.api("GET", &format!("/api/v1/cash/drawers/{id}"), &NONE).await.json();
            let cash = &drawer["sums"][0];
            let of = |name: &str| cash[name].as_i64().expect("an amount");
            let expected = drawer["float"].as_i64().expect("a float") + of("received") + of("returned");
            assert_eq!(expected, held.get(&n).copied().unwrap_or_default(), "step {step}, drawer {n}");
        }
    }
    let sums = nadia.api("GET", "/api/v1/payments/sums?day=2026-11-24", &NONE).await.json();
    let all = rows(&shop, "select cast(sum(amount) as bigint) from payments").await;
    assert_eq!(sums["total"].as_i64(), Some(all));
    let of = |list: &str| {
        sums[list]
            .as_array()
            .expect("sums")
            .iter()
            .map(|s| s["received"].as_i64().unwrap() + s["returned"].as_i64().unwrap())
            .sum::<i64>()
    };
    assert_eq!((of("by_means"), of("by_user")), (all, all));
    // Every row is in one drawer, and counted once or still open.
    assert_eq!(
        rows(&shop, "select count(*) from payments").await,
        rows(&shop, "select count(*) from drawer_rows").await
    );
    let closed = "select cast(coalesce(sum(s.received + s.returned), 0) as bigint) from closing_sums s";
    let open = "select cast(coalesce(sum(p.amount), 0) as bigint) from payments p join drawer_rows d on d.payment_id = p.id where d.closing_id is null";
    assert_eq!(rows(&shop, closed).await + rows(&shop, open).await, all);
});

/// On PostgreSQL people really are at once: a drawer is closed by one of two, and money that comes meanwhile is counted there or
/// stays open.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_managers_and_a_payment_at_once() {
    let shop = Shop::open(Engine::Postgres).await;
    let file = world::intake(&shop).await.to_string();
    let (samia, nadia) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    let her = id_of(&samia).await;
    let close = format!("/api/v1/cash/drawers/{her}/closings");
    let mut won = 0;
    for _ in 0..30 {
        take(&samia, &file, "cash", 1_000).await;
        let drawer = nadia.api("GET", &format!("/api/v1/cash/drawers/{her}"), &NONE).await.json();
        let count = drawer["count"].as_i64().expect("a count");
        let body = json!({ "stamp": drawer["stamp"], "cash": count * 1_000 });
        let (one, other, _) = tokio::join!(
            nadia.api("POST", &close, &body),
            nadia.api("POST", &close, &body),
            take(&samia, &file, "cash", 1_000)
        );
        let made = [&one, &other].iter().filter(|answer| answer.status == StatusCode::CREATED).count();
        for answer in [&one, &other] {
            assert!(matches!(answer.status, StatusCode::CREATED | StatusCode::CONFLICT), "{}", answer.body);
        }
        assert!(made <= 1, "the same rows are closed once");
        won += made;
    }
    assert!(won > 0, "somebody closes");
    let open = "select count(*) from drawer_rows where closing_id is null";
    let counted = "select cast(coalesce(sum(count), 0) as bigint) from closings";
    assert_eq!(rows(&shop, open).await + rows(&shop, counted).await, 60);
    let wrong = "select count(*) from closings c where c.count <> (select count(*) from drawer_rows d where d.closing_id = c.id)";
    assert_eq!(rows(&shop, wrong).await, 0);
}

on_both!(cash_that_was_left_is_counted_without_a_row, |shop| async move {
    let file = world::intake(&shop).await.to_string();
    let (samia, nadia) = (shop.person(Role::Sales).await, shop.person(Role::Manager).await);
    let her = id_of(&samia).await;
    let close = format!("/api/v1/cash/drawers/{her}/closings");
    let drawer = async || nadia.api("GET", &format!("/api/v1/cash/drawers/{her}"), &NONE).await.json();
    take(&samia, &file, "cash", 5_000).await;
    let most = i64::MAX;
    for (field, body) in [
        ("cash", json!({ "cash": most, "reason": "x" })),
        ("float_after", json!({ "cash": 5_000, "float_after": most, "reason": "x" })),
        ("card", json!({ "cash": 5_000, "card": -most, "reason": "x" })),
    ] {
        let mut body = body;
        body["stamp"] = drawer().await["stamp"].clone();
        let refused = nadia.api("POST", &close, &body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", refused.body);
        assert!(refused.body.contains(field));
    }
    let left = json!({ "stamp": drawer().await["stamp"], "cash": 5_000, "float_after": 3_000 });
    assert_eq!(nadia.api("POST", &close, &left).await.status, StatusCode::CREATED);
    let open = nadia.api("GET", "/api/v1/cash/drawers", &NONE).await.json();
    assert_eq!(
        (open[0]["count"].as_i64(), open[0]["float"].as_i64()),
        (Some(0), Some(3_000)),
        "it is still seen: {open}"
    );
    let body = json!({ "stamp": drawer().await["stamp"], "cash": 3_000 });
    let (one, two) = tokio::join!(nadia.api("POST", &close, &body), nadia.api("POST", &close, &body));
    let made = [one.status, two.status].iter().filter(|status| **status == StatusCode::CREATED).count();
    assert_eq!(made, 1, "counted once: {} {}", one.body, two.body);
    assert_eq!(nadia.api("GET", "/api/v1/cash/drawers", &NONE).await.json(), json!([]));
    let none = nadia.api("POST", &close, &json!({ "stamp": drawer().await["stamp"], "cash": 0 })).await;
    assert_eq!(none.json()["type"], "cash-nothing");
});
