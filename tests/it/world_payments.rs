//! A repair file for tests of money, notes and files.

use fixili::{
    args,
    clients::{self, ClientFilter},
    equipment::{self, EquipmentInput},
    intakes::{self, Belongs, IntakeInput},
    kernel::id::{DepositId, IntakeId},
    settings,
    users::rights::{ClientsEdit, IntakesEdit, May, VoidVoucher},
};

use crate::app::Shop;

/// A file of the demo's first client that awaits its intervention.
pub async fn intake(shop: &Shop) -> IntakeId {
    let by = May::<IntakesEdit>::system();
    shop.app
        .write(async |tx| {
            let settings = settings::current(tx).await?;
            let filter = ClientFilter { q: "zerrouki".into(), ..ClientFilter::default() };
            let client = clients::list(tx, by.scope(), &filter).await?.rows[0].id;
            let laptop = EquipmentInput { category: "Ordinateur portable".into(), ..EquipmentInput::default() };
            let equipment = equipment::create(tx, &May::<ClientsEdit>::system(), client, &laptop).await?;
            let (deposit, now): (DepositId, _) = (tx.new_id(), tx.now());
            tx.exec(
                "insert into deposits (id, client_id, deposited_at, recorded_at) values ($1, $2, $3, $3)",
                args![deposit, client, now],
            )
            .await?;
            let of = Belongs { deposit, client, equipment, deposited_at: now, source: None };
            let input = IntakeInput { fault: "Ne démarre plus".into(), ..IntakeInput::default() };
            intakes::record(tx, &by, &settings, of, &input).await
        })
        .await
        .expect("an intake is recorded")
}

/// Voids a file.
pub async fn void(shop: &Shop, id: IntakeId) {
    shop.app
        .write(async |tx| intakes::void(tx, &May::<VoidVoucher>::system(), id, "Saisi deux fois").await)
        .await
        .expect("the file is voided");
}
