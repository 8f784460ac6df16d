//! A small world in which every route has something to act on.

use fixili::{
    files, handoffs,
    intakes::{self, Intake},
    kernel::{db::Conn, id::IntakeId},
    settings, tracking,
    users::{
        Role, UserInput,
        rights::{IntakesEdit, May, Scope, UsersEdit},
    },
};
use serde_json::{Value, json};

use crate::app::{Person, Shop};

/// The ids of the world, as they stand in paths.
pub struct World {
    pub client: String,
    pub contact: String,
    pub equipment: String,
    pub deposit: String,
    /// A file at work, with a sheet, a part that is awaited, labour, a quote, a shipment, a payment, a file.
    pub intake: String,
    pub sheet: String,
    pub part: String,
    pub labour: String,
    /// A timer that runs on the file at work.
    pub timer: String,
    pub quote: String,
    pub line: String,
    pub shipment: String,
    pub partner: String,
    pub payment: String,
    /// The manager's drawer, closed.
    pub closing: String,
    pub ticket: String,
    pub file: String,
    pub document: String,
    pub printer: String,
    /// A test strip that waits for it.
    pub print: String,
    /// Something that goes to a client, and a client who is to be called.
    pub message: String,
    pub call: String,
    pub tracking: String,
    /// A page of a phone that sends photos to the file, by its id and its token.
    pub handoff: String,
    pub token: String,
    /// A file that nobody works on yet.
    pub waiting: String,
    /// A file whose work has ended.
    pub completed: String,
    /// A file whose equipment is away, and its shipment.
    pub away: String,
    pub sent: String,
    /// Another file at work, and its sent quote that waits for an answer.
    pub offered: String,
    pub offer: String,
    /// An offer that was accepted in the shop, a giving back, and a signature that was drawn.
    pub accepted: String,
    pub release: String,
    pub signature: String,
    /// A member of staff who does nothing else.
    pub user: String,
}

pub const FIRST_PASSWORD: &str = "premier mot de passe";

async fn made(person: &Person, path: &str, body: Value) -> Value {
    let answer = person.api("POST", path, &body).await;
    assert!(answer.status.is_success(), "{path}: {} {}", answer.status, answer.body);
    answer.json()
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("an id in {value}")).to_owned()
}

/// A deposit of one laptop, with a warranty and an unlock code: its deposit and its intake.
async fn deposited(nadia: &Person, client: &str) -> (String, Value) {
    let item = json!({
        "equipment": { "category": "PC portable", "brand": "HP", "model": "Pavilion 15" },
        "fault": "Ne démarre plus", "accessories": ["Chargeur"], "warranty": "manufacturer", "code": "2580"
    });
    let deposit = made(nadia, "/api/v1/deposits", json!({ "client_id": client, "items": [item] })).await;
    (id(&deposit), deposit["intakes"][0].clone())
}

/// A file at work: its intake and its sheet, with a part and labour.
async fn at_work(nadia: &Person, client: &str) -> (String, String) {
    let (_, intake) = deposited(nadia, client).await;
    let intake = id(&intake);
    let sheet = made(nadia, &format!("/api/v1/intakes/{intake}/intervention"), json!({})).await;
    let sheet = id(&sheet["intervention"]);
    made(nadia, &format!("/api/v1/interventions/{sheet}/labour"), json!({ "minutes": 45 })).await;
    (intake, sheet)
}

/// Builds it through the API, as a manager.
pub async fn build(shop: &Shop) -> World {
    let nadia = shop.person(Role::Manager).await;
    let found = nadia.api("GET", "/api/v1/clients?q=garage", &json!(null)).await.json();
    let client = id(&found["rows"][0]);
    let contact = made(&nadia, &format!("/api/v1/clients/{client}/contacts"), json!({ "name": "Omar Slimani" })).await;
    let (deposit, first) = deposited(&nadia, &client).await;
    let intake = id(&first);
    let sheet = made(&nadia, &format!("/api/v1/intakes/{intake}/intervention"), json!({})).await;
    let sheet = id(&sheet["intervention"]);
    let part = json!({ "label": "Écran 15,6 pouces", "unit_price": 1_000_000, "awaited": true });
    let part = made(&nadia, &format!("/api/v1/interventions/{sheet}/parts"), part).await;
    let labour = made(&nadia, &format!("/api/v1/interventions/{sheet}/labour"), json!({ "minutes": 60 })).await;
    let karim = shop.person(Role::Technician).await;
    let timer = made(&karim, &format!("/api/v1/interventions/{sheet}/timer"), json!({})).await;
    let quote = made(&nadia, &format!("/api/v1/intakes/{intake}/quotes"), json!({})).await;
    let shipment = json!({ "partner_name": "HP Alger" });
    let shipment = made(&nadia, &format!("/api/v1/intakes/{intake}/shipments"), shipment).await;
    let payment = json!({ "kind": "deposit", "means": "cash", "amount": 200_000 });
    let payment = made(&nadia, &format!("/api/v1/intakes/{intake}/payments"), payment).await;
    let me = id(&nadia.api("GET", "/api/v1/me", &json!(null)).await.json());
    let drawer = nadia.api("GET", "/api/v1/cash", &json!(null)).await.json();
    let counted = json!({ "stamp": drawer["stamp"], "cash": 200_000 });
    let closing = made(&nadia, &format!("/api/v1/cash/drawers/{me}/closings"), counted).await;
    let ticket = json!({ "client_id": client, "software": "PC Compta", "problem": "Ne s'ouvre plus" });
    let ticket = made(&nadia, "/api/v1/tickets", ticket).await;
    let documents = nadia.api("GET", &format!("/api/v1/intakes/{intake}/documents"), &json!(null)).await.json();
    let documents: Vec<Value> = documents.as_array().cloned().unwrap_or_default();
    let voucher = documents.iter().find(|d| d["kind"] == "intake").map(id).expect("a voucher");

    let (_, waiting) = deposited(&nadia, &client).await;
    let (completed, its_sheet) = at_work(&nadia, &client).await;
    made(&nadia, &format!("/api/v1/interventions/{its_sheet}/completion"), json!({ "outcome": "repaired" })).await;
    let (away, _) = at_work(&nadia, &client).await;
    let sent = made(&nadia, &format!("/api/v1/intakes/{away}/shipments"), json!({ "partner_name": "HP Alger" })).await;
    made(&nadia, &format!("/api/v1/shipments/{}/dispatch", id(&sent)), json!({})).await;
    let (offered, _) = at_work(&nadia, &client).await;
    let offer = made(&nadia, &format!("/api/v1/intakes/{offered}/quotes"), json!({})).await;
    let sending = json!({ "version": offer["version"], "wait": true });
    made(&nadia, &format!("/api/v1/quotes/{}/sending", id(&offer)), sending).await;

    let (accepted, release, signature) = signed(&nadia, &client).await;
    let (handoff, token) = phone(shop, &nadia, &intake).await;

    let printer = json!({ "name": "Comptoir", "address": "127.0.0.1:9", "paper": "r80" });
    let printer = made(&nadia, "/api/v1/printers", printer).await;
    let printing = json!({ "place": format!("printer:{}", id(&printer)) });
    let printing = made(&nadia, &format!("/api/v1/documents/{voucher}/printing"), printing).await;

    let calls = nadia.api("GET", "/api/v1/calls", &json!(null)).await.json();
    let tried = nadia.api("POST", "/api/v1/settings/sms/test", &json!({ "to": "0550 11 22 33" })).await;
    assert!(tried.status.is_success(), "{}", tried.body);
    let messages = nadia.api("GET", "/api/v1/outbox", &json!(null)).await.json();

    World {
        message: id(&messages[0]),
        call: id(&calls[0]),
        handoff,
        token,
        printer: id(&printer),
        print: printing["prints"][0].as_str().expect("a print").to_owned(),
        accepted,
        release,
        signature,
        contact: id(&contact),
        equipment: first["equipment_id"].as_str().expect("an equipment").to_owned(),
        deposit,
        part: id(&part),
        labour: id(&labour),
        timer: id(&timer),
        line: id(&quote["lines"][0]),
        quote: id(&quote),
        partner: shipment["partner_id"].as_str().expect("a partner").to_owned(),
        shipment: id(&shipment),
        payment: id(&payment),
        closing: id(&closing),
        ticket: id(&ticket),
        file: picture(shop, &intake).await,
        document: voucher,
        tracking: tracking_link(shop, &intake).await,
        waiting: id(&waiting),
        completed,
        away,
        sent: id(&sent),
        offered,
        offer: id(&offer),
        user: newcomer(shop).await,
        client,
        intake,
        sheet,
    }
}

/// A picture on a file.
async fn picture(shop: &Shop, intake: &str) -> String {
    let by = May::<IntakesEdit>::system();
    let mut bytes = Vec::new();
    image::RgbImage::new(4, 3).write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a PNG");
    let file = files::keep_pending(&shop.app, &by, "ecran.png", &bytes).await.expect("a file");
    let intake: IntakeId = intake.parse().expect("an id");
    shop.app.write(async |tx| files::attach(tx, &by, intake, &[file]).await).await.expect("attached");
    file.to_string()
}

/// A quote accepted in the shop, the release of another file, and a signature on its voucher.
async fn signed(nadia: &Person, client: &str) -> (String, String, String) {
    let (intake, _) = at_work(nadia, client).await;
    let quote = made(nadia, &format!("/api/v1/intakes/{intake}/quotes"), json!({})).await;
    let sending = json!({ "version": quote["version"], "wait": false });
    made(nadia, &format!("/api/v1/quotes/{}/sending", id(&quote)), sending).await;
    let answer = json!({ "accepted": true, "way": "shop", "name": "Omar Slimani" });
    made(nadia, &format!("/api/v1/quotes/{}/answer", id(&quote)), answer).await;
    let (_, gone) = deposited(nadia, client).await;
    let gone = id(&gone);
    let release = json!({ "collector": "client", "reason": "Repris sans réparation" });
    let release = made(nadia, &format!("/api/v1/intakes/{gone}/release"), release).await;
    let documents = nadia.api("GET", &format!("/api/v1/intakes/{gone}/documents"), &json!(null)).await.json();
    let voucher = documents.as_array().expect("documents").iter().find(|d| d["kind"] == "intake").expect("a voucher");
    let signing = json!({ "subject": "intake", "subject_id": gone, "signer": "Omar Slimani", "drawing": crate::signatures::drawing(), "documents": [voucher["id"]] });
    let signature = made(nadia, "/api/v1/signatures", signing).await;
    (id(&quote), id(&release), id(&signature))
}

/// A page that sends photos to a file: its id and its token.
pub async fn phone(shop: &Shop, person: &Person, intake: &str) -> (String, String) {
    let answer = person.post(&format!("/intakes/{intake}/phone"), &[]).await;
    let id = answer.location().strip_prefix("/handoffs/").expect("a page with a code").to_owned();
    (id.clone(), token(shop, &id).await)
}

/// The token of a page on a phone.
pub async fn token(shop: &Shop, handoff: &str) -> String {
    let settings = settings::current(&mut shop.app.read().await.expect("a connection")).await.expect("settings");
    let url = handoffs::url(&shop.app, &settings, handoff.parse().expect("an id"));
    url.rsplit('/').next().expect("a token").to_owned()
}

pub async fn intake(conn: &mut Conn, id: &str) -> Intake {
    intakes::find(conn, Scope::Shop, id.parse().expect("an id")).await.expect("an intake")
}

async fn tracking_link(shop: &Shop, id: &str) -> String {
    let mut conn = shop.app.read().await.expect("a connection");
    let settings = settings::current(&mut conn).await.expect("settings");
    let intake = intake(&mut conn, id).await;
    let url = tracking::url(&shop.app, &settings, intake.id, intake.tracking_epoch);
    url.rsplit('/').next().expect("a link").to_owned()
}

/// Someone with a first password that was not changed yet.
async fn newcomer(shop: &Shop) -> String {
    let input = UserInput {
        login: "yacine".into(),
        name: "Yacine Tounsi".into(),
        role: Some(Role::Manager),
        ..UserInput::default()
    };
    let by = May::<UsersEdit>::system();
    let password = fixili::users::NewPassword::choose(FIRST_PASSWORD, &input.login()).await.expect("a password");
    let made = shop.app.write(async |tx| fixili::users::create(tx, &by, &input, &password, "DZ").await).await;
    made.expect("an account").to_string()
}

impl World {
    /// A path of the application with what stands for its ids.
    pub fn path(&self, pattern: &str) -> String {
        let inner = pattern.strip_prefix("/api/v1").unwrap_or(pattern);
        let id = match inner.split('/').nth(1).unwrap_or_default() {
            _ if inner == "/intakes/{id}/intervention" => &self.waiting,
            "intakes" if ["/reopening", "/release", "/unclaimed"].iter().any(|act| inner.ends_with(act)) => {
                &self.completed
            }
            _ if inner == "/intakes/{id}/shipments/new" => &self.offered,
            "quotes" if inner.ends_with("/answer") => &self.offer,
            "quotes" if inner.contains("/signature") => &self.accepted,
            "releases" => &self.release,
            "signatures" => &self.signature,
            "shipments" if inner.ends_with("/reception") || inner.ends_with("/loss") => &self.sent,
            "clients" => &self.client,
            "contacts" => &self.contact,
            "equipment" => &self.equipment,
            "deposits" => &self.deposit,
            "intakes" => &self.intake,
            "interventions" => &self.sheet,
            "parts" => &self.part,
            "labour" => &self.labour,
            "timers" => &self.timer,
            "quotes" => &self.quote,
            "quote-lines" => &self.line,
            "shipments" => &self.shipment,
            "partners" => &self.partner,
            "printers" => &self.printer,
            "prints" => &self.print,
            "outbox" => &self.message,
            "calls" => &self.call,
            "printing" => &self.document,
            "documents" if inner.ends_with("/printing") => &self.document,
            "payments" => &self.payment,
            "cash" => &self.closing,
            "tickets" => &self.ticket,
            "files" => &self.file,
            "users" => &self.user,
            "handoffs" => &self.handoff,
            _ => "",
        };
        let document = format!("{}.pdf", self.document);
        let named = if inner.starts_with("/documents/{file}") { &document } else { &self.file };
        let path = pattern
            .replace("{id}", id)
            .replace("{file}", named)
            .replace("{user}", &self.user)
            .replace("{link}", &self.tracking)
            .replace("{token}", &self.token)
            .replace("{pocket}", "0123456789abcdef0123456789abcdef")
            .replace("{key}", "nobodys")
            .replace("{section}", "prices")
            .replace("{name}", "nothing.css");
        assert!(!path.contains('{') && !path.contains("//"), "{pattern} names something that the world lacks");
        match path.as_str() {
            "/live" => "/live?about=intakes".into(),
            "/equipment/new" => format!("/equipment/new?client={}", self.client),
            _ => path,
        }
    }
}
