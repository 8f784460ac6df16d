//! A repair file at work, made through the verbs: for the tests of quotes.

use fixili::{
    args,
    clients::{self, ClientFilter},
    equipment::{self, EquipmentInput},
    intakes::{self, Belongs, Hold, Intake, IntakeInput},
    interventions::{self, LabourInput, PartInput},
    kernel::{
        id::{DepositId, IntakeId, InterventionId},
        money::Money,
    },
    settings, users,
    users::rights::{ClientsEdit, IntakesEdit, InterventionsEdit, May, Read},
};

use crate::app::Shop;

/// A file whose intervention is open.
#[derive(Clone, Copy)]
pub struct File {
    pub intake: IntakeId,
    pub sheet: InterventionId,
}

/// A file with an open intervention: a screen of 10 000 DA and an hour at 2 000 DA, 14 280 DA with tax.
pub async fn at_work(shop: &Shop) -> File {
    let file = shop
        .app
        .write(async |tx| {
            let settings = settings::current(tx).await?;
            let scope = May::<Read>::system().scope();
            let client = clients::list(tx, scope, &ClientFilter::default()).await?.rows[0].id;
            let input = EquipmentInput { category: "PC portable".into(), ..EquipmentInput::default() };
            let equipment = equipment::create(tx, &May::<ClientsEdit>::system(), client, &input).await?;
            let (deposit, now): (DepositId, _) = (tx.new_id(), tx.now());
            tx.exec(
                "insert into deposits (id, client_id, deposited_at, recorded_at) values ($1, $2, $3, $4)",
                args![deposit, client, now, now],
            )
            .await?;
            let of = Belongs { deposit, client, equipment, deposited_at: now, source: None };
            let input = IntakeInput { fault: "Écran cassé".into(), ..IntakeInput::default() };
            let intake = intakes::record(tx, &May::<IntakesEdit>::system(), &settings, of, &input).await?;
            let by = May::<InterventionsEdit>::system();
            let technician = users::by_login(tx, "karim").await?.id;
            let sheet = interventions::open(tx, &by, &settings, intake, Some(technician)).await?;
            let labour = LabourInput { minutes: Some(60), technician_id: Some(technician), ..LabourInput::default() };
            interventions::add_labour(tx, &by, &settings, sheet, &labour).await?;
            Ok(File { intake, sheet })
        })
        .await
        .expect("a file at work");
    add_part(shop, file, "Écran 15,6 pouces", false).await;
    file
}

/// Adds a part of 10 000 DA to the sheet.
pub async fn add_part(shop: &Shop, file: File, label: &str, awaited: bool) {
    shop.app
        .write(async |tx| {
            let settings = settings::current(tx).await?;
            let input = PartInput {
                label: label.into(),
                unit_price: Some(Money::minor(1_000_000)),
                awaited,
                ..PartInput::default()
            };
            interventions::add_part(tx, &May::<InterventionsEdit>::system(), &settings, file.sheet, &input).await
        })
        .await
        .expect("a part");
}

pub async fn intake(shop: &Shop, file: File) -> Intake {
    let mut conn = shop.app.read().await.expect("a connection");
    intakes::find(&mut conn, May::<Read>::system().scope(), file.intake).await.expect("the file")
}

pub async fn hold(shop: &Shop, file: File) -> Hold {
    intake(shop, file).await.hold
}
