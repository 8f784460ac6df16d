//! Databases of other versions: an old one keeps its rows, a newer one is refused.

use std::path::Path;

use fixili::{
    app::App,
    clients,
    config::Config,
    intakes,
    kernel::{
        clock::Clock,
        db::Db,
        id::{Id as _, IntakeId},
    },
    quotes, reactions, repair, users,
    users::rights::Scope,
};
use refinery::{Migration, Runner};

use crate::app::{new_database, start};

const GROUND: &str = include_str!("../../migrations/0001_ground.sql");

/// A shop as it was when the schema was of version 1. These rows stay as they are: later versions must read them.
const ROWS: &str = "
insert into users (id, login, name, role, lang, password_hash, created_at, version)
  values (101, 'amina', 'Amina Saïdi', 'manager', 'ar', 'x', 1750000000000, 1);
insert into settings (id, body, version, changed_at) values (1, '{}', 4, 1750000000000);
insert into counters (kind, year, value) values ('intake', 2025, 1), ('intervention', 2025, 1), ('quote', 2025, 1);
insert into clients (id, kind, name, folded, phone, phone_typed, lang, created_at, version)
  values (201, 'individual', 'يوسف قاسم', 'يوسف قاسم', '+213551706050', '0551 70 60 50', 'ar', 1750000000000, 1);
insert into equipment (id, client_id, category, folded, created_at, version)
  values (301, 201, 'PC portable', 'pc portable', 1750000000000, 1);
insert into deposits (id, client_id, deposited_at, recorded_at, recorded_by)
  values (401, 201, 1750000000000, 1750000000000, 101);
insert into intakes (id, number, deposit_id, client_id, equipment_id, state, hold, priority, technician_id, fault,
    accessories, warranty, deposited_at, tracking_epoch, touched_at, version)
  values (501, 'BE-2025-000001', 401, 201, 301, 'in_progress', 'waiting_quote', 'normal', 101, 'Écran noir',
    '[\"Chargeur\"]', 'none', 1750000000000, 1, 1750000000000, 1);
insert into spans (id, intake_id, state, hold, began_at, ended_at)
  values (601, 501, 'awaiting_intervention', 'none', 1750000000000, 1750003600000),
         (602, 501, 'in_progress', 'waiting_quote', 1750003600000, null);
insert into interventions (id, number, intake_id, technician_id, diagnosis, report, opened_at, opened_by, version)
  values (701, 'BI-2025-000001', 501, 101, 'Dalle cassée', '', 1750003600000, 101, 1);
insert into quotes (id, intake_id, number, revision, state, currency, discount_share, discount_amount, valid_until, net,
    total, waits_since, prepared_at, prepared_by, sent_at, sent_by, version)
  values (801, 501, 'DV-2025-000001', 1, 'sent', 'DZD', 0, 0, 20250630, 1000000, 1190000, 1750003600000,
    1750003600000, 101, 1750003600000, 101, 2);
insert into quote_lines (id, quote_id, position, kind, label, quantity, unit_price, tax_rate)
  values (901, 801, 1, 'part', 'Dalle 15,6', 1000, 1000000, 1900);
insert into payments (id, number, intake_id, client_id, kind, means, amount, currency, day, at, by_user)
  values (951, 'RP-2025-000001', 501, 201, 'deposit', 'cash', 200000, 'DZD', 20250615, 1750003600000, 101);
";

fn schema(int: &str, strict: &str, mine: &str) -> String {
    let lines = GROUND.lines().filter(|line| {
        let line = line.trim_start();
        !(line.starts_with("-- sqlite:") || line.starts_with("-- postgres:")) || line.starts_with(mine)
    });
    let text: Vec<&str> = lines.map(|line| line.trim_start().strip_prefix(mine).unwrap_or(line)).collect();
    text.join("\n").replace("{{int}}", int).replace("{{strict}}", strict)
}

fn first(text: &str) -> Runner {
    Runner::new(&[Migration::unapplied("V1__ground", text).expect("a migration")])
}

fn old_sqlite(path: &Path, more: &str) {
    let mut conn = rusqlite::Connection::open(path).expect("a database");
    first(&schema("integer", " strict", "-- sqlite:")).run(&mut conn).expect("the schema");
    conn.execute_batch(&format!("{ROWS}{more}")).expect("rows");
}

async fn old_postgres(more: &str) -> String {
    let url = new_database().await;
    let (mut client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.expect("it answers");
    tokio::spawn(connection);
    first(&schema("bigint", "", "-- postgres:")).run_async(&mut client).await.expect("the schema");
    client.batch_execute(&format!("{ROWS}{more}")).await.expect("rows");
    url
}

async fn open(config: Config) -> fixili::kernel::error::Result<App> {
    App::open(config, Clock::hand(start()), reactions::react).await
}

async fn still_there(app: &App) {
    let mut conn = app.read().await.expect("a connection");
    assert_eq!(users::by_login(&mut conn, "amina").await.expect("a user").name, "Amina Saïdi");
    let found = clients::options(&mut conn, Scope::Shop, "قاسم").await.expect("clients");
    assert_eq!(found.len(), 1);
    let file = IntakeId::from_raw(501);
    let whole = repair::file(&mut conn, Scope::Shop, file).await.expect("the file");
    assert_eq!((whole.intake.number.as_str(), whole.intake.accessories.0.len()), ("BE-2025-000001", 1));
    assert_eq!(whole.sheet.expect("a sheet").intervention.diagnosis, "Dalle cassée");
    assert_eq!((whole.quotes.len(), whole.payments.len()), (1, 1));
    assert_eq!(whole.dues.paid.to_minor(), 200_000);
    let offer = quotes::find(&mut conn, Scope::Shop, whole.quotes[0].id).await.expect("a quote");
    assert_eq!(offer.totals.total.to_minor(), 1_190_000);
    assert_eq!(intakes::spans(&mut conn, file).await.expect("spans").len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_database_keeps_its_rows_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    old_sqlite(&folder.path().join("fixili.db"), "");
    assert_eq!(Db::schema_version(&config.database()).await.expect("a version"), 1);
    still_there(&open(config.clone()).await.expect("it opens")).await;
    assert_eq!(Db::schema_version(&config.database()).await.expect("a version"), Db::wanted_version());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_database_keeps_its_rows_postgres() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = old_postgres("").await;
    let config = Config { data: folder.path().to_owned(), database_url: Some(url), ..Config::default() };
    assert_eq!(Db::schema_version(&config.database()).await.expect("a version"), 1);
    still_there(&open(config.clone()).await.expect("it opens")).await;
    assert_eq!(Db::schema_version(&config.database()).await.expect("a version"), Db::wanted_version());
}

const NEWER: &str = "insert into refinery_schema_history (version, name, applied_on, checksum)
  values (99, 'to_come', '2030-01-01T00:00:00Z', '1');";

async fn is_refused(config: Config) {
    let Err(refusal) = open(config).await else { panic!("a newer database was opened") };
    let text = refusal.to_string();
    assert!(text.contains("version 99") && text.contains("install a newer Fixili"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_database_is_refused_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    old_sqlite(&folder.path().join("fixili.db"), NEWER);
    is_refused(Config { data: folder.path().to_owned(), ..Config::default() }).await;
    let conn = rusqlite::Connection::open(folder.path().join("fixili.db")).expect("a database");
    let rows: i64 = conn.query_row("select count(*) from intakes", [], |row| row.get(0)).expect("a count");
    assert_eq!(rows, 1, "nothing was touched");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_database_is_refused_postgres() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = old_postgres(NEWER).await;
    is_refused(Config { data: folder.path().to_owned(), database_url: Some(url), ..Config::default() }).await;
}
