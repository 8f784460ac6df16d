//! A shop with the data in it, on one engine, that this run may write into.

use std::{
    fs,
    path::{Path, PathBuf},
};

use fixili::{
    app::App,
    config::Config,
    kernel::{clock::Clock, db::Db, db::Target},
    reactions,
};
use tokio_postgres::NoTls;

use crate::{Result, data, database, process};

/// Where it is.
pub struct Shop {
    pub engine: &'static str,
    pub data: PathBuf,
    pub url: Option<String>,
    /// The first process of PostgreSQL.
    postmaster: Option<u32>,
}

impl Shop {
    /// On SQLite, in this folder.
    pub fn lite(data: PathBuf) -> Self {
        Self { engine: "SQLite", data, url: None, postmaster: None }
    }

    /// The application on it, in this process.
    pub async fn open(&self) -> Result<App> {
        let config = Config { data: self.data.clone(), database_url: self.url.clone(), ..Config::default() };
        Ok(App::open(config, Clock::System, reactions::react).await?)
    }

    /// The database as the floor's plan names it.
    pub fn database(&self) -> String {
        self.url.clone().unwrap_or_else(|| database(&self.data).to_string_lossy().into_owned())
    }

    /// Processor time of a server so far, PostgreSQL's own included.
    pub fn cpu(&self, server: &process::Server) -> Result<f64> {
        let of_database = self.postmaster.map(process::cpu_of_family).transpose()?.unwrap_or(0.0);
        Ok(server.cpu()? + of_database)
    }
}

/// A copy of the imported folder.
pub fn sqlite(folder: &Path, imported: &Path, clients: &Path) -> Result<Shop> {
    let data = fresh(folder, "sqlite")?;
    for entry in fs::read_dir(imported)?.filter_map(std::io::Result::ok).filter(|e| e.path().is_file()) {
        fs::copy(entry.path(), data.join(entry.file_name()))?;
    }
    process::run(process::product(&data, None).args(["import", "clients"]).arg(clients))?;
    Ok(Shop::lite(data))
}

fn fresh(folder: &Path, name: &str) -> Result<PathBuf> {
    let data = folder.join(name);
    let _ = fs::remove_dir_all(&data);
    fs::create_dir_all(&data)?;
    Ok(data)
}

/// A new database with the same rows.
pub async fn postgres(server: &str, folder: &Path, imported: &Path, csv: &Path, clients: &Path) -> Result<Shop> {
    eprintln!("the same rows into PostgreSQL …");
    let data = fresh(folder, "postgres")?;
    let url = new_database(server, "bench").await?;
    Db::open(&Target::Postgres(url.clone())).await?;
    process::run(&mut data::inserter(imported, csv, &url, usize::MAX)?)?;
    process::run(process::product(&data, Some(&url)).args(["import", "clients"]).arg(clients))?;
    // What its own housekeeping would do in the first minutes.
    client(&url).await?.batch_execute("vacuum analyze").await?;
    client(&url).await?.batch_execute("checkpoint").await?;
    Ok(Shop { engine: "PostgreSQL", data, postmaster: Some(postmaster(server).await?), url: Some(url) })
}

async fn client(url: &str) -> Result<tokio_postgres::Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// Makes an empty database; one of that name is taken away.
pub async fn new_database(server: &str, name: &str) -> Result<String> {
    let client = client(server).await?;
    client.batch_execute(&format!("drop database if exists {name} with (force)")).await?;
    client.batch_execute(&format!("create database {name}")).await?;
    let (head, _) = server.rsplit_once('/').ok_or("an address ends with the name of a database")?;
    Ok(format!("{head}/{name}"))
}

/// The first process of the server: the parent of the one that answers.
pub async fn postmaster(server: &str) -> Result<u32> {
    let pid: i32 = client(server).await?.query_one("select pg_backend_pid()", &[]).await?.get(0);
    process::parent(u32::try_from(pid)?)
}
