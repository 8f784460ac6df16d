//! The pages under load: what is asked, what it costs the product and what it costs the floor.

use std::{path::PathBuf, sync::Arc};

use axum::Router;
use fixili::{
    app::App,
    args,
    kernel::id::{ClientId, Id as _, IntakeId},
    router,
    users::{
        self, Role, UserInput,
        rights::{May, UsersEdit},
    },
};
use tower::ServiceExt as _;

use crate::{
    Options, Result,
    capture::{self, Ears},
    drive::{self, Requests, Timing},
    paper::{self, Papers},
    plan::{self, Answer, Plan},
    process::Server,
    report::Report,
    shop::Shop,
};

/// The box of the counter, while someone types.
const BOX: &str = "The box, a key";
const PASSWORD: &str = "ceci est un banc d'essai";
/// Pages of each kind that take turns.
const TURNS: usize = 16;
/// Times that product and floor take turns.
const ROUNDS: u64 = 4;

/// A kind of request.
pub struct Scene {
    name: &'static str,
    requests: Requests,
    status: u16,
    count: u64,
}

/// What is asked of one shop.
pub struct Scenes {
    all: Vec<Scene>,
    pub cookie: String,
    plan: PathBuf,
    pub papers: Papers,
}

/// Logs in, sends every request once through the router of this process and writes down what the floor has to do.
pub async fn prepare(shop: &Shop, ears: &Ears, options: &Options) -> Result<Scenes> {
    let app = shop.open().await?;
    let router = router::router(app.clone());
    let cookie = log_in(&app, &router).await?;
    let mut captured = Captured { app: &app, router: &router, ears, cookie: &cookie, answers: Vec::new() };
    let count = |full| if options.quick { full / 10 } else { full };
    let mut all = Vec::new();
    for (name, paths) in pages(&app).await? {
        for path in &paths {
            captured.get(path).await?;
        }
        let sent: Vec<Vec<u8>> =
            paths.iter().map(|path| drive::request("GET", path, &cookie, drive::COMPRESSED, "")).collect();
        let requests: Requests = Arc::new(move |n| sent[usize::try_from(n).unwrap_or(0) % sent.len()].clone());
        all.push(Scene { name, requests, status: 200, count: count(4_000) });
    }
    let status = captured.post("/deposits", &deposit(plan::MARKER)).await?;
    let with = cookie.clone();
    let requests: Requests = Arc::new(move |n| {
        let marker = plan::marker(i64::try_from(n).unwrap_or(0));
        drive::request("POST", "/deposits", &with, drive::COMPRESSED, &deposit(&marker))
    });
    all.push(Scene { name: "Saving a deposit", requests, status, count: count(2_000) });
    let plan = shop.data.join("plan.json");
    let answers = captured.answers;
    std::fs::write(&plan, serde_json::to_vec(&Plan { database: shop.database(), answers })?)?;
    let papers = paper::prepare(&app, options).await?;
    Ok(Scenes { all, cookie, plan, papers })
}

async fn log_in(app: &App, router: &Router) -> Result<String> {
    let input =
        UserInput { login: "banc".into(), name: "Le Banc".into(), role: Some(Role::Manager), ..UserInput::default() };
    let password = users::NewPassword::choose(PASSWORD, &input.login).await?;
    app.write(async |tx| {
        let id = users::create(tx, &May::<UsersEdit>::system(), &input, &password, "DZ").await?;
        users::keep_password(tx, id).await
    })
    .await?;
    let form = serde_html_form::to_string([("login", "banc"), ("password", PASSWORD)])?;
    let response = router.clone().oneshot(capture::request("POST", "/login", "", &form)?).await?;
    capture::cookie(&response).ok_or_else(|| format!("no log-in: {}", response.status()).into())
}

struct Captured<'a> {
    app: &'a App,
    router: &'a Router,
    ears: &'a Ears,
    cookie: &'a str,
    answers: Vec<Answer>,
}

impl Captured<'_> {
    async fn get(&mut self, path: &str) -> Result<()> {
        let status = self.send("GET", path, "").await?;
        if status == 200 { Ok(()) } else { Err(format!("{path}: {status}").into()) }
    }

    async fn post(&mut self, path: &str, body: &str) -> Result<u16> {
        let status = self.send("POST", path, body).await?;
        let said = self.answers.last().map(|a| a.body.clone()).unwrap_or_default();
        if (300..400).contains(&status) { Ok(status) } else { Err(format!("{path}: {status} {said}").into()) }
    }

    async fn send(&mut self, method: &str, path: &str, body: &str) -> Result<u16> {
        let now = self.app.now().ms();
        let answer = self.ears.capture(self.router, capture::request(method, path, self.cookie, body)?, now).await?;
        self.answers.push(answer);
        Ok(self.answers.last().map_or(0, |a| a.status))
    }
}

/// The pages that are read: names and addresses.
async fn pages(app: &App) -> Result<Vec<(&'static str, Vec<String>)>> {
    let mut conn = app.read().await?;
    let clients: Vec<i64> = conn
        .all("select client_id from intakes group by client_id order by count(*) desc, client_id limit 16", args![])
        .await?;
    let states = ["released", "awaiting_intervention"];
    let filtered = clients.iter().zip(states.iter().cycle());
    Ok(vec![
        ("Dashboard", vec!["/".to_owned()]),
        ("List", vec!["/intakes".to_owned(), "/intakes?sort=oldest".to_owned()]),
        (
            "List by client and state",
            filtered.map(|(id, state)| format!("/intakes?client={}&state={state}", ClientId::from_raw(*id))).collect(),
        ),
        (BOX, questions(app).await?.iter().map(|q| format!("/deposits/options?box={q}")).collect()),
        ("Repair file", files(app).await?.iter().map(|id| format!("/intakes/{id}")).collect()),
    ])
}

/// What people type into the box, a key at a time: the beginnings of names, fragments of phones, brands, numbers, both words of
/// a name.
async fn questions(app: &App) -> Result<Vec<String>> {
    let mut conn = app.read().await?;
    let people: Vec<(String, Option<String>)> =
        conn.all("select name, phone from clients where phone is not null order by id limit 400", args![]).await?;
    let mut out = Vec::new();
    for (n, (name, phone)) in people.iter().step_by(people.len().max(4) / 4).take(4).enumerate() {
        let phone = phone.as_deref().unwrap_or_default();
        out.push(name.chars().take(3 + n).collect::<String>());
        out.push(name.clone());
        out.push(format!("0{}", phone.chars().skip(4).take(4 + n).collect::<String>()));
    }
    out.extend(["dyson", "lenovo", "000123", "be-2022-00"].map(str::to_owned));
    Ok(out.iter().map(|q| serde_html_form::to_string([("", q)]).unwrap_or_default()[1..].to_owned()).collect())
}

/// Files from the whole range of time, also those that are not finished.
async fn files(app: &App) -> Result<Vec<IntakeId>> {
    let all: Vec<i64> = app.read().await?.all("select id from intakes order by deposited_at, id", args![]).await?;
    let step = (all.len() / TURNS).max(1);
    Ok(all.iter().step_by(step).take(TURNS).map(|id| IntakeId::from_raw(*id)).collect())
}

/// A deposit at the counter: a new client with a phone, one equipment with a serial number, a promise.
fn deposit(marker: &str) -> String {
    serde_html_form::to_string(deposit_fields(marker)).unwrap_or_default()
}

/// The fields of such a deposit.
pub fn deposit_fields(marker: &str) -> Vec<(&'static str, String)> {
    vec![
        ("_key", format!("{marker}-0123456789abcdef01234567")),
        ("kind", "individual".to_owned()),
        ("client_name", format!("Amine Client {marker}")),
        ("phone", format!("077{marker}")),
        ("count", "1".to_owned()),
        ("items.0.category", "PC portable".to_owned()),
        ("items.0.brand", "Lenovo".to_owned()),
        ("items.0.model", "ThinkPad T480".to_owned()),
        ("items.0.serial", format!("PF{marker}")),
        ("items.0.faults", "Ne s'allume pas".to_owned()),
        ("items.0.fault", "S'est éteint hier soir pendant une mise à jour, puis plus rien.".to_owned()),
        ("items.0.accessories", "Chargeur".to_owned()),
        ("items.0.accessories", "Sacoche".to_owned()),
        ("items.0.condition", "Rayures sur le capot, une touche manque".to_owned()),
        ("items.0.warranty", "none".to_owned()),
        ("items.0.priority", "normal".to_owned()),
        ("items.0.promised_at", "2030-01-07T17:00".to_owned()),
    ]
}

/// Sends each kind of request to product and floor in turns and reports what a request cost either.
pub async fn measure(shop: &Shop, scenes: &Scenes, options: &Options, report: &mut Report) -> Result<()> {
    let product = Server::product(&shop.data, shop.url.as_deref())?;
    let floor = Server::floor(&scenes.plan)?;
    for scene in &scenes.all {
        eprintln!("{}: {} …", shop.engine, scene.name);
        let (mut ours, mut its) = (Side::default(), Side::default());
        let warm = (scene.count / 10).max(40);
        let mut sent = 0;
        for (server, side) in [(&product, &mut ours), (&floor, &mut its)] {
            Side::default().send(shop, server, scene, 0, warm).await?;
            side.timing = Timing::default();
        }
        sent += warm;
        for _ in 0..ROUNDS {
            let count = scene.count / ROUNDS;
            ours.send(shop, &product, scene, sent, count).await?;
            its.send(shop, &floor, scene, sent, count).await?;
            sent += count;
        }
        report.request(scene.name, shop.engine, &ours, &its);
    }
    let (now, peak) = product.memory()?;
    report.memory("Server under load, before any printing", shop.engine, peak, 100);
    report.note(&format!("{}: resident after the load {} MB.", shop.engine, now / 1_000_000));
    let _ = options;
    Ok(())
}

/// What a key in the box costs with all the files, beside few files and as many clients.
pub async fn growth(
    all: &Shop,
    scenes: &Scenes,
    few: &Shop,
    ears: &Ears,
    options: &Options,
    report: &mut Report,
) -> Result<()> {
    let fewer = prepare(few, ears, options).await?;
    let (many, little) = (Server::product(&all.data, None)?, Server::product(&few.data, None)?);
    let (mut ours, mut its) = (Side::default(), Side::default());
    let find = |scenes: &'static str, all: &[Scene]| all.iter().position(|s| s.name == scenes).ok_or("no such scene");
    let (big, small) = (&scenes.all[find(BOX, &scenes.all)?], &fewer.all[find(BOX, &fewer.all)?]);
    for round in 0..ROUNDS {
        let count = big.count / ROUNDS;
        ours.send(all, &many, big, round * count, count).await?;
        its.send(few, &little, small, round * count, count).await?;
    }
    report.ratio(
        "The box, with a tenth of the files as the floor",
        "SQLite",
        ours.micros(),
        its.micros(),
        2.0,
        "µs a key",
    );
    Ok(())
}

/// One of the two: its processor time and its answers.
#[derive(Default)]
pub struct Side {
    pub cpu: f64,
    pub timing: Timing,
}

impl Side {
    async fn send(&mut self, shop: &Shop, server: &Server, scene: &Scene, first: u64, count: u64) -> Result<()> {
        let before = shop.cpu(server)?;
        let timing = drive::run(server.address, &scene.requests, first, count, scene.status).await?;
        self.cpu += shop.cpu(server)? - before;
        self.timing.add(timing);
        Ok(())
    }

    /// Processor time of a request in microseconds.
    pub fn micros(&self) -> f64 {
        self.cpu * 1e6 / self.timing.micros.len().max(1) as f64
    }
}
