//! Repair files for the tests of interventions.

use fixili::{
    args, clients, equipment,
    equipment::EquipmentInput,
    intakes::{self, Belongs, Intake, IntakeInput, Span},
    interventions::{self, Sheet},
    kernel::id::{DepositId, IntakeId, InterventionId},
    settings,
    users::{
        self, User,
        rights::{ClientsEdit, IntakesEdit, May, Scope},
    },
};
use serde_json::json;

use crate::app::{Person, Shop};

/// An intake of the first client, as the counter records it.
pub async fn intake(shop: &Shop, input: &IntakeInput) -> IntakeId {
    let laptop = EquipmentInput { category: "PC portable".into(), brand: "HP".into(), ..EquipmentInput::default() };
    shop.app
        .write(async |tx| {
            let settings = settings::current(tx).await?;
            let client = clients::list(tx, Scope::Shop, &clients::ClientFilter::default()).await?.rows[0].id;
            let equipment = equipment::create(tx, &May::<ClientsEdit>::system(), client, &laptop).await?;
            let (deposit, now): (DepositId, _) = (tx.new_id(), tx.now());
            tx.exec(
                "insert into deposits (id, client_id, deposited_at, recorded_at) values ($1, $2, $3, $4)",
                args![deposit, client, now, now],
            )
            .await?;
            let of = Belongs { deposit, client, equipment, deposited_at: now, source: None };
            intakes::record(tx, &May::<IntakesEdit>::system(), &settings, of, input).await
        })
        .await
        .expect("an intake")
}

/// An intake with a fault and nothing else.
pub async fn plain_intake(shop: &Shop) -> IntakeId {
    intake(shop, &IntakeInput { fault: "Ne s'allume pas".into(), ..IntakeInput::default() }).await
}

/// The sheet that this person opens on an intake.
pub async fn opened(person: &Person, intake: IntakeId) -> InterventionId {
    let answer = person.api("POST", &format!("/api/v1/intakes/{intake}/intervention"), &json!({})).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["intervention"]["id"].as_str().expect("an id").parse().expect("an id")
}

pub async fn file(shop: &Shop, id: IntakeId) -> Intake {
    intakes::find(&mut shop.app.read().await.expect("a connection"), Scope::Shop, id).await.expect("a file")
}

pub async fn sheet(shop: &Shop, id: InterventionId) -> Sheet {
    interventions::find(&mut shop.app.read().await.expect("a connection"), Scope::Shop, id).await.expect("a sheet")
}

pub async fn user(shop: &Shop, login: &str) -> User {
    users::by_login(&mut shop.app.read().await.expect("a connection"), login).await.expect("a user")
}

/// The spans of a file; each begins where the one before ended, and the last alone runs.
pub async fn spans(shop: &Shop, id: IntakeId) -> Vec<Span> {
    let spans = intakes::spans(&mut shop.app.read().await.expect("a connection"), id).await.expect("spans");
    for pair in spans.windows(2) {
        assert_eq!(pair[0].ended_at, Some(pair[1].began_at), "{spans:?}");
    }
    assert_eq!(spans.last().expect("a span").ended_at, None, "{spans:?}");
    spans
}
