//! Backup and restore: every row, file and the key, on either engine and from one to the other.

use std::{os::unix::fs::PermissionsExt as _, path::Path};

use fixili::{
    app::App,
    backup,
    config::Config,
    demo, files,
    kernel::{
        clock::Clock,
        db::{Cells, Db, tables},
        error::Error,
    },
    reactions,
    users::Role,
};
use serde_json::json;

use crate::app::{Engine, Shop, new_database, on_both, start};

/// What every table holds, in the order of its key.
async fn everything(app: &App) -> Vec<(&'static str, Vec<Cells>)> {
    let mut conn = app.read().await.expect("a connection");
    let mut out = Vec::new();
    for table in tables(Db::wanted_version()) {
        let columns = conn.columns(table.name).await.expect("columns").join(", ");
        let key = conn.key_columns(table.name).await.expect("a key");
        assert!(!key.is_empty(), "{} has a key", table.name);
        let sql = format!("select {columns} from {} order by {}", table.name, key.join(", "));
        out.push((table.name, conn.all(&sql, &[]).await.expect("rows")));
    }
    out
}

async fn empty(folder: &Path, engine: Engine) -> Config {
    let mut config = Config { data: folder.to_owned(), ..Config::default() };
    if engine == Engine::Postgres {
        config.database_url = Some(new_database().await);
    }
    config
}

/// The double is written long before the client it leads to, and restored in another statement.
async fn a_double_far_from_the_kept(shop: &Shop) {
    let nadia = shop.person(Role::Manager).await;
    let mut ids = Vec::new();
    for n in 0..60 {
        let body = json!({ "name": format!("Client {n}"), "phone": format!("0550 90 00 {n:02}") });
        let made = nadia.api("POST", "/api/v1/clients", &body).await.json();
        ids.push(made["id"].as_str().expect("an id").to_owned());
    }
    let body = json!({ "version": 1, "double": ids[0], "double_version": 1 });
    let merged = nadia.api("POST", &format!("/api/v1/clients/{}/merge", ids[59]), &body).await;
    assert!(merged.status.is_success(), "{}", merged.body);
}

async fn comes_back(shop: Shop, to: Engine) {
    demo::build_world(&shop.app).await.expect("the world is built");
    a_double_far_from_the_kept(&shop).await;
    let digest = files::keep_bytes(&shop.app, b"a picture").await.expect("kept");
    let before = everything(&shop.app).await;
    let filled = before.iter().filter(|(_, rows)| !rows.is_empty()).count();
    assert!(filled >= 18, "{filled} tables hold something");

    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("fixili.tar.gz");
    let written = backup::write(&shop.app, &archive).await.expect("an archive");
    assert_eq!(written.rows, before.iter().map(|(_, rows)| rows.len() as u64).sum::<u64>());
    assert_eq!(std::fs::metadata(&archive).expect("a file").permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing else lies about");

    let config = empty(&folder.path().join("new"), to).await;
    assert_eq!(backup::restore(&config, &archive).await.expect("restored"), written);
    let mode = std::fs::metadata(config.key_path()).expect("a key").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let app = App::open(config.clone(), Clock::hand(start()), reactions::react).await.expect("it opens");
    for (old, new) in before.iter().zip(everything(&app).await) {
        assert_eq!(old.0, new.0);
        if to == Engine::Sqlite && matches!(app.db(), Db::Lite(_)) {
            assert_eq!(old.1.len(), new.1.len(), "{}", old.0);
        }
        let sorted = |rows: &[Cells]| {
            let mut out: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            out.sort();
            out
        };
        assert_eq!(sorted(&old.1), sorted(&new.1), "{}", old.0);
    }
    assert_eq!(app.key().to_text(), shop.app.key().to_text());
    assert_eq!(files::bytes(&app, &digest).await.expect("the file"), b"a picture");
    drop(app);

    let again = backup::restore(&config, &archive).await.expect_err("a refusal");
    assert!(matches!(again, Error::Conflict(_)), "{again}");
}

on_both!(everything_comes_back, |shop| async move {
    let engine = if matches!(shop.app.db(), Db::Lite(_)) { Engine::Sqlite } else { Engine::Postgres };
    comes_back(shop, engine).await;
});

on_both!(everything_moves_to_the_other_engine, |shop| async move {
    let other = if matches!(shop.app.db(), Db::Lite(_)) { Engine::Postgres } else { Engine::Sqlite };
    comes_back(shop, other).await;
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_with_rows_is_not_written_over() {
    let shop = Shop::open(Engine::Postgres).await;
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("a.tar.gz");
    backup::write(&shop.app, &archive).await.expect("an archive");
    let elsewhere = Config { data: folder.path().join("new"), ..shop.app.config().clone() };
    let refused = backup::restore(&elsewhere, &archive).await.expect_err("a refusal");
    assert!(refused.to_string().contains("users"), "{refused}");
    assert!(!elsewhere.key_path().exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_archive_leaves_nothing() {
    let shop = Shop::open(Engine::Sqlite).await;
    files::keep_bytes(&shop.app, &[7; 50_000]).await.expect("kept");
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("a.tar.gz");
    backup::write(&shop.app, &archive).await.expect("an archive");
    let whole = std::fs::read(&archive).expect("bytes");
    let target = folder.path().join("new");
    for (name, bytes) in [
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("changed", [&whole[..200], &[whole[200] ^ 1], &whole[201..]].concat()),
        ("none", b"not an archive".to_vec()),
    ] {
        std::fs::write(&archive, bytes).expect("written");
        let config = empty(&target, Engine::Sqlite).await;
        let refused = backup::restore(&config, &archive).await.expect_err(name);
        assert!(matches!(refused, Error::Conflict(_)), "{name}: {refused}");
        assert!(!target.join("fixili.db").exists() && !config.key_path().exists(), "{name}");
    }
}

/// An archive made by hand: this head, and entries with their digests.
fn archive_of(path: &Path, head: &str, entries: &[(&str, &str)]) {
    let file = std::fs::File::create(path).expect("a file");
    let mut tar = tar::Builder::new(flate2::write::GzEncoder::new(file, flate2::Compression::fast()));
    let mut digests = serde_json::Map::new();
    let mut add = |name: &str, bytes: &str| {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        // Written by hand: a name that leads elsewhere is what the library itself refuses to write.
        header.as_gnu_mut().expect("a header").name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        tar.append(&header, bytes.as_bytes()).expect("an entry");
    };
    for (name, bytes) in std::iter::once(&("fixili.json", head)).chain(entries) {
        add(name, bytes);
        digests.insert((*name).to_owned(), fixili::kernel::secret::digest(bytes.as_bytes()).into());
    }
    add("digests.json", &serde_json::Value::Object(digests).to_string());
    tar.into_inner().expect("the end").finish().expect("the end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_archive_and_strange_names_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("a.tar.gz");
    let key = "ab".repeat(32);
    let head = |format, schema| format!(r#"{{"format":{format},"schema":{schema},"program":"9","made_at":0}}"#);
    let config = empty(&folder.path().join("new"), Engine::Sqlite).await;
    for (head, entries, why) in [
        (head(1, Db::wanted_version() + 1), vec![], "newer"),
        (head(2, 1), vec![], "newer"),
        (head(1, 1), vec![("key", key.as_str()), ("files/../../evil", "x")], "broken"),
        (head(1, 1), vec![("key", key.as_str()), ("database/users/000001.jsonl", "[\"id\"]\n[1,2]\n")], "broken"),
        (head(1, 1), vec![("key", key.as_str()), ("database/nothing/000001.jsonl", "[\"id\"]\n[1]\n")], "broken"),
        (head(1, 1), vec![("key", "short")], "broken"),
    ] {
        archive_of(&archive, &head, &entries);
        let refused = backup::restore(&config, &archive).await.expect_err("a refusal");
        assert!(matches!(refused, Error::Conflict(_)) && refused.to_string().contains(why), "{why}: {refused}");
        assert!(!config.key_path().exists() && !config.data.join("fixili.db").exists(), "{why}");
    }
}
