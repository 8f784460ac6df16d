//! The repair files that tests begin with.

use fixili::{
    args, clients,
    equipment::{self, EquipmentInput},
    intakes::{self, Belongs, Intake, IntakeInput},
    kernel::{
        id::{DepositId, IntakeId},
        time::At,
    },
    settings,
    users::rights::{ClientsEdit, IntakesEdit, May, Scope},
};

use crate::app::Shop;

/// A laptop of the demo's first client, deposited now; nobody works on it yet.
pub async fn intake(shop: &Shop) -> IntakeId {
    let thing = EquipmentInput {
        category: "PC portable".into(),
        brand: "HP".into(),
        model: "Pavilion 15".into(),
        serial: "5CD1234X".into(),
        ..EquipmentInput::default()
    };
    let input = IntakeInput { fault: "Ne démarre plus".into(), ..IntakeInput::default() };
    let made = shop.app.write(async |tx| {
        let settings = settings::current(tx).await?;
        let client = clients::options(tx, Scope::Shop, "zerrouki").await?[0].id;
        let equipment = equipment::create(tx, &May::<ClientsEdit>::system(), client, &thing).await?;
        let (deposit, now): (DepositId, At) = (tx.new_id(), tx.now());
        tx.exec(
            "insert into deposits (id, client_id, deposited_at, recorded_at) values ($1, $2, $3, $4)",
            args![deposit, client, now, now],
        )
        .await?;
        let of = Belongs { deposit, client, equipment, deposited_at: now, source: None };
        intakes::record(tx, &May::<IntakesEdit>::system(), &settings, of, &input).await
    });
    made.await.expect("an intake")
}

/// The intake as it is now.
pub async fn file(shop: &Shop, id: IntakeId) -> Intake {
    let mut conn = shop.app.read().await.expect("a connection");
    intakes::find(&mut conn, Scope::Shop, id).await.expect("the intake")
}
