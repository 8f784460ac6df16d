//! What becomes of a message when the gateway is away, refuses, is busy or silent, and when the server dies: nothing is lost without a
//! word, and nothing goes more often than its rule.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::http::StatusCode;
use fixili::{
    args,
    kernel::id::IntakeId,
    outbox::{OutState, OutWhy, worker},
    sms::http::Patience,
    users::Role,
};
use serde_json::json;

use crate::{
    app::{Shop, on_both},
    world_outbox::{Double, Manner, calls, gateway, pass, repaired, repaired_by, states, told, work},
};

on_both!(what_certainly_did_not_go_is_tried_again_and_what_is_refused_is_a_call, |shop| async move {
    let double = Double::new(&[Manner::Busy, Manner::Busy, Manner::Take, Manner::Refuse]).await;
    gateway(&shop, "http://127.0.0.1:9/nobody").await;
    let (intake, _) = repaired(&shop).await;
    assert_eq!(work(&shop).await, 1);
    assert_eq!(states(&shop, intake).await, [(OutState::Waiting, Some(OutWhy::Away))]);
    gateway(&shop, &double.url).await;
    assert_eq!(work(&shop).await, 0, "not at once");
    for _ in 0..2 {
        pass(&shop, 60);
        assert_eq!(work(&shop).await, 1);
        assert_eq!(states(&shop, intake).await, [(OutState::Waiting, Some(OutWhy::Away))]);
    }
    pass(&shop, 60);
    assert_eq!((work(&shop).await, double.count()), (1, 1));
    let said = told(&shop, intake).await;
    assert_eq!((said[0].state, said[0].attempts, said[0].sends), (OutState::Sent, 4, 1));

    let (refused, _) = repaired(&shop).await;
    work(&shop).await;
    assert_eq!(states(&shop, refused).await, [(OutState::Failed, Some(OutWhy::Refused))]);
    let all = calls(&shop).await;
    assert_eq!((all.len(), &all[0]["why"], &all[0]["intake_id"]), (1, &json!("failed"), &json!(refused.to_string())));
    let nadia = shop.person(Role::Manager).await;
    let page = nadia.get("/outbox").await.body;
    assert!(page.contains("invalid phone number") && page.contains("À décider"), "{page}");
    let id = told(&shop, refused).await[0].id;
    assert_eq!(nadia.post(&format!("/outbox/{id}/again"), &[]).await.location(), "/outbox");
    assert_eq!(nadia.api("POST", &format!("/api/v1/outbox/{id}/again"), &json!({})).await.status, StatusCode::CONFLICT);
    work(&shop).await;
    assert_eq!((states(&shop, refused).await[0].0, double.count()), (OutState::Sent, 2));
});

on_both!(what_may_have_gone_goes_once_more_at_most, |shop| async move {
    for manner in [Manner::HangUp, Manner::Silent, Manner::Half, Manner::Broken] {
        let double = Double::new(&[manner, manner]).await;
        gateway(&shop, &double.url).await;
        let (intake, _) = repaired(&shop).await;
        assert_eq!(work(&shop).await, 1);
        assert_eq!(states(&shop, intake).await, [(OutState::Waiting, Some(OutWhy::NoAnswer))]);
        pass(&shop, 6);
        assert_eq!(work(&shop).await, 1);
        assert_eq!(states(&shop, intake).await, [(OutState::Unknown, Some(OutWhy::NoAnswer))]);
        // Until ten in the morning again.
        pass(&shop, 24 * 60 - 6);
        assert_eq!((work(&shop).await, double.count()), (0, 2), "never a third time");
        assert!(
            calls(&shop).await.iter().any(|call| call["intake_id"] == intake.to_string() && call["why"] == "unknown")
        );
    }
    // A test is for somebody who looks at the phone: it is never repeated by itself.
    let double = Double::new(&[Manner::HangUp]).await;
    gateway(&shop, &double.url).await;
    let nadia = shop.person(Role::Manager).await;
    let wrong = nadia.post("/settings/sms/test", &[("to", "043 26 12 34")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("numéro mobile"), "{}", wrong.body);
    assert_eq!(nadia.post("/settings/sms/test", &[("to", "0550 11 22 33")]).await.location(), "/outbox");
    assert_eq!(work(&shop).await, 1);
    pass(&shop, 600);
    assert_eq!((work(&shop).await, double.count()), (0, 1));
});

/// Takes the message as a server does that dies right after: before the first byte, or after it.
async fn dies(shop: &Shop, intake: IntakeId, left: bool) {
    let (lease, sent) = (shop.app.now().plus_ms(1_000), left.then(|| shop.app.now()));
    let sends = i64::from(left);
    shop.app
        .write(async |tx| {
            let sql = "update outbox set state = 'sending', attempts = attempts + 1, lease_until = $1, sent_at = $2, sends = sends + $3
                       where intake_id = $4 and state = 'waiting'";
            tx.exec(sql, args![lease, sent, sends, intake]).await
        })
        .await
        .expect("taken");
}

on_both!(a_server_that_dies_loses_nothing_silently, |shop| async move {
    let double = Double::new(&[]).await;
    gateway(&shop, &double.url).await;
    let (before, _) = repaired(&shop).await;
    dies(&shop, before, false).await;
    assert_eq!(work(&shop).await, 0, "it may still be at work");
    pass(&shop, 1);
    assert_eq!((work(&shop).await, double.count()), (1, 1));
    assert_eq!(states(&shop, before).await, [(OutState::Sent, None)]);

    let (after, _) = repaired(&shop).await;
    dies(&shop, after, true).await;
    pass(&shop, 1);
    assert_eq!(work(&shop).await, 0);
    assert_eq!(states(&shop, after).await, [(OutState::Waiting, Some(OutWhy::Interrupted))]);
    pass(&shop, 6);
    dies(&shop, after, true).await;
    pass(&shop, 1);
    assert_eq!((work(&shop).await, double.count()), (0, 1));
    assert_eq!(states(&shop, after).await, [(OutState::Unknown, Some(OutWhy::Interrupted))]);
    assert_eq!(calls(&shop).await.len(), 1, "somebody is told to call");
});

/// Work that is dropped where it waits for the n-th time, as a process that is killed there; how often it waited, and whether it was
/// killed.
struct KilledAt<F> {
    work: Pin<Box<F>>,
    left: usize,
    waits: usize,
}

impl<F: Future> KilledAt<F> {
    fn new(work: F, left: usize) -> Self {
        Self { work: Box::pin(work), left, waits: 0 }
    }
}

impl<F: Future> Future for KilledAt<F> {
    type Output = (usize, bool);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.work.as_mut().poll(cx).is_ready() {
            return Poll::Ready((self.waits, false));
        }
        self.waits += 1;
        if self.waits == self.left { Poll::Ready((self.waits, true)) } else { Poll::Pending }
    }
}

/// How often a server is killed.
const KILLS: usize = 50;

on_both!(killed_at_any_moment_nothing_is_lost_and_nothing_goes_thrice, |shop| async move {
    let double = Double::new(&[]).await;
    gateway(&shop, &double.url).await;
    let karim = shop.person(Role::Technician).await;
    let send = |killed_at| KilledAt::new(worker::once(&shop.app, Patience::default()), killed_at);
    // Every place where a send waits: from before it is taken to after it is written down.
    repaired_by(&shop, &karim).await;
    let (places, _) = send(usize::MAX).await;
    assert!(places > 1, "it waits for the far end at least");
    let (mut files, mut kills) = (Vec::new(), 0);
    for n in 0..KILLS {
        files.push(repaired_by(&shop, &karim).await.0);
        let (_, killed) = send(1 + n % places).await;
        kills += usize::from(killed);
        pass(&shop, 4);
    }
    assert!(kills > KILLS / 2, "{kills} kills");
    for _ in 0..3 {
        work(&shop).await;
        pass(&shop, 6);
    }
    assert_eq!(work(&shop).await, 0, "everything came to an end");
    let called: Vec<String> =
        calls(&shop).await.iter().map(|call| call["intake_id"].as_str().expect("an id").to_owned()).collect();
    let got: Vec<String> =
        double.got.lock().expect("a lock").iter().map(|body| body["id"].as_str().expect("an id").to_owned()).collect();
    let (mut sure, mut uncertain, mut hit) = (0, 0, 0);
    for file in files {
        let said = told(&shop, file).await;
        let far = got.iter().filter(|id| **id == said[0].id.to_string()).count();
        hit += usize::from(said[0].attempts > 1);
        match said[0].state {
            OutState::Sent => {
                assert!((1..=2).contains(&far), "{far} times");
                sure += 1;
            }
            OutState::Unknown => {
                assert!(far <= 2 && called.contains(&file.to_string()), "{far} times, and nobody is told");
                uncertain += 1;
            }
            other => panic!("{other} is no end"),
        }
    }
    assert_eq!(sure + uncertain, KILLS);
    assert!(hit > 0, "no kill came while something was on its way");
});

on_both!(two_servers_send_each_message_once, |shop| async move {
    let double = Double::new(&[]).await;
    gateway(&shop, &double.url).await;
    for _ in 0..6 {
        repaired(&shop).await;
    }
    let (one, other) = tokio::join!(work(&shop), work(&shop));
    assert_eq!((one + other + work(&shop).await, double.count()), (6, 6));
});
