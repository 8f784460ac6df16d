//! Plays the story of the demo: everything in the order in which it happened, each act by whom it would be done.

use std::collections::HashMap;

use super::{
    LOG_INS,
    acts::of,
    files, people,
    story::{Act, File, When},
};
use crate::{
    app::App,
    clients::{self, ClientFilter},
    deposits::{self, DepositInput, ItemInput},
    equipment::EquipmentInput,
    intakes::{self, IntakeInput},
    kernel::{
        error::{Error, Result},
        id::{ClientId, IntakeId},
        time::{At, Day},
    },
    partners::{self, PartnerInput},
    priority::Priority,
    settings::{self, Settings},
    tickets::{self, TicketInput},
    users::{
        self, Who,
        rights::{ClientsEdit, May, Scope, ShipmentsEdit},
    },
};

/// From one act of a file to the next that happened at the same time.
const STEP_MS: i64 = 7 * 60_000;
const MINUTE: i64 = 60_000;

pub(super) struct World<'a> {
    pub(super) app: &'a App,
    pub(super) settings: Settings,
    pub(super) now: At,
    pub(super) manager: Who,
    pub(super) technician: Who,
    pub(super) sales: Who,
    clients: HashMap<String, ClientId>,
}

/// An act with its instant and its file.
type Scene = (At, usize, usize, Act);

/// Fills the demo shop with the last three weeks, when it has no repair files yet.
///
/// # Errors
/// When the database refuses.
pub async fn build_world(app: &App) -> Result<()> {
    let Some(mut world) = World::open(app).await? else { return Ok(()) };
    world.meet().await?;
    let files = files::files();
    let mut made: Vec<Option<IntakeId>> = vec![None; files.len()];
    for (at, n, _, act) in world.scenes(&files) {
        match (act, made[n]) {
            (Act::Deposit, _) => made[n] = Some(world.deposit(at, &files[n]).await?),
            (act, Some(intake)) => world.play(at, intake, act).await?,
            (_, None) => return Err(Error::internal("a story begins with a deposit")),
        }
    }
    world.tickets().await
}

impl<'a> World<'a> {
    /// Nothing when the world is there already.
    async fn open(app: &'a App) -> Result<Option<Self>> {
        let mut conn = app.read().await?;
        let people = people::more();
        if !clients::by_phone(&mut conn, &people[0].phone, "DZ").await?.is_empty() {
            return Ok(None);
        }
        let mut staff = Vec::new();
        for person in LOG_INS {
            staff.push(Who::from(&users::by_login(&mut conn, person.login).await?));
        }
        let [manager, technician, sales] = staff.try_into().map_err(|_| Error::internal("three people act"))?;
        let settings = settings::current(&mut conn).await?;
        Ok(Some(Self { app, settings, now: app.now(), manager, technician, sales, clients: HashMap::new() }))
    }

    /// Clients, the people of companies and partners.
    async fn meet(&mut self) -> Result<()> {
        let (may, repair) = (May::<ClientsEdit>::of(&self.sales)?, May::<ShipmentsEdit>::of(&self.technician)?);
        let settings = &self.settings;
        let began = self.instant(When::Day(15, 9, 0));
        let made = self.app.write_at(Some(began), async |tx| {
            for client in people::more() {
                clients::create(tx, &may, settings, &client).await?;
            }
            let everyone = clients::list(tx, Scope::Shop, &ClientFilter::default()).await?.rows;
            let known: HashMap<String, ClientId> = everyone.into_iter().map(|c| (c.name, c.id)).collect();
            for (company, person) in people::contacts() {
                let company = *known.get(company).ok_or(Error::NotFound)?;
                clients::add_contact(tx, &may, settings, company, &person).await?;
            }
            for (name, phone) in [("Centre agréé Alger", "021 55 40 12"), ("Labo Données Constantine", "031 77 20 45")]
            {
                let partner = PartnerInput { name: name.into(), phone: phone.into(), ..PartnerInput::default() };
                partners::create(tx, &repair, settings, &partner).await?;
            }
            Ok(known)
        });
        self.clients = made.await?;
        Ok(())
    }

    /// The instant of a `When`; never later than now.
    fn instant(&self, when: When) -> At {
        match when {
            When::Minutes(minutes) => self.now.plus_ms(-minutes * MINUTE),
            When::Day(ago, hour, minute) => {
                let zone = self.settings.zone();
                let mut day = self.now.day(&zone);
                for _ in 0..ago {
                    day = day.plus_days(-1);
                    while is_weekend(day) {
                        day = day.plus_days(-1);
                    }
                }
                day.start(&zone).plus_ms((hour * 60 + minute) * MINUTE).min(self.now)
            }
        }
    }

    /// Every act in the order in which it happened.
    fn scenes(&self, files: &[File]) -> Vec<Scene> {
        let mut scenes: Vec<Scene> = Vec::new();
        for (n, file) in files.iter().enumerate() {
            let mut last = At::from_ms(0);
            for (step, (when, act)) in file.acts.iter().enumerate() {
                let at = self.instant(*when);
                let at = if at > last { at } else { last.plus_ms(STEP_MS) }.min(self.now);
                scenes.push((at, n, step, *act));
                last = at;
            }
        }
        scenes.sort_by_key(|(at, n, step, _)| (*at, *n, *step));
        scenes
    }

    async fn deposit(&self, at: At, file: &File) -> Result<IntakeId> {
        let words = |text: &str| text.split(", ").filter(|w| !w.is_empty()).map(str::to_owned).collect();
        let mut parts = file.thing.split('|').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        let equipment = EquipmentInput {
            category: part(),
            brand: part(),
            model: part(),
            serial: part(),
            ..EquipmentInput::default()
        };
        let intake = IntakeInput {
            fault: file.fault.into(),
            requested: file.requested.into(),
            accessories: words(file.accessories),
            condition: file.condition.into(),
            warranty: Some(file.warranty),
            priority: Some(file.priority),
            promised_at: file.promised.map(|days| self.promise(days)),
            shelf: file.shelf.into(),
            ..IntakeInput::default()
        };
        let item = ItemInput { equipment, intake, code: file.code.into(), ..ItemInput::default() };
        let client = *self.clients.get(file.client).ok_or(Error::NotFound)?;
        let mut input = DepositInput { client_id: Some(client), items: vec![item], ..DepositInput::default() };
        input.depositor_name = file.depositor.into();
        let by = of(&self.sales)?;
        self.app
            .write_at(Some(at), async |tx| {
                let mut input = input.clone();
                let people = clients::contacts(tx, Scope::Shop, client).await?;
                input.contact_id = people.first().map(|person| person.id);
                let deposit = deposits::record(tx, &by, &self.settings, &input).await?;
                intakes::of_deposit(tx, deposit).await?.first().map(|i| i.id).ok_or(Error::NotFound)
            })
            .await
    }

    /// Late in the afternoon, so many days from today, on a day when the shop is open then.
    fn promise(&self, days: i64) -> At {
        let zone = self.settings.zone();
        let mut day = self.now.day(&zone).plus_days(days);
        while is_weekend(day) {
            day = day.plus_days(days.signum());
        }
        day.start(&zone).plus_ms(17 * 60 * MINUTE)
    }

    /// Two software tickets: one waits, one is taken.
    async fn tickets(&self) -> Result<()> {
        let ticket = |client: &str, software: &str, problem: &str, priority| {
            Ok::<_, Error>(TicketInput {
                client_id: Some(*self.clients.get(client).ok_or(Error::NotFound)?),
                software: software.into(),
                problem: problem.into(),
                priority: Some(priority),
                ..TicketInput::default()
            })
        };
        let waits = ticket(
            "EURL Optique Lumière",
            "Logiciel de caisse",
            "Le ticket de caisse sort sans le taux de TVA depuis la mise à jour.",
            Priority::High,
        )?;
        let taken = ticket(
            "SARL Garage Benali",
            "Comptabilité",
            "Deux postes n'ouvrent plus le dossier partagé : message « exercice verrouillé ».",
            Priority::Normal,
        )?;
        let by = of(&self.sales)?;
        let earlier = self.instant(When::Day(2, 11, 30));
        let id =
            self.app.write_at(Some(earlier), async |tx| tickets::open(tx, &by, &self.settings, &taken).await).await?;
        let later = self.instant(When::Day(1, 9, 30));
        let engineer = of(&self.technician)?;
        self.app.write_at(Some(later), async |tx| tickets::take(tx, &engineer, id).await).await?;
        let just_now = self.instant(When::Minutes(35));
        self.app
            .write_at(Some(just_now), async |tx| tickets::open(tx, &by, &self.settings, &waits).await.map(|_| ()))
            .await
    }
}

/// Friday and Saturday.
fn is_weekend(day: Day) -> bool {
    matches!(day.date().weekday().to_monday_zero_offset(), 4 | 5)
}
