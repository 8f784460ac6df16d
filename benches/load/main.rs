//! `make bench`: speed and memory of the product, each figure beside a floor that is run in the same minutes.
//!
//! This program imports the data, starts the server as a child, sends it requests over eight connections, and does the same
//! with the floor (floor.rs). What it prints is explained in docs/benchmarks.md.

mod capture;
mod data;
mod drive;
mod floor;
mod paper;
mod photos;
mod plan;
mod process;
mod report;
mod requests;
mod rows;
mod shop;
mod wire;

use std::path::{Path, PathBuf};

use report::Report;
use shop::Shop;

/// What may go wrong here is shown and ends the program.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
/// The result of a part of the benchmark.
pub type Result<T> = std::result::Result<T, Error>;

const HELP: &str = "usage: make bench [ARGS='--quick --only import,requests,paper,photos,wire --engine sqlite']";

/// What was asked for.
pub struct Options {
    /// Two thousand generated rows, a minute in all.
    pub quick: bool,
    only: Option<String>,
    engine: Option<String>,
}

impl Options {
    fn wants(&self, part: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only.split(',').any(|p| p == part))
    }

    fn wants_engine(&self, name: &str) -> bool {
        self.engine.as_deref().is_none_or(|engine| engine.eq_ignore_ascii_case(name))
    }
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--floor", plan] => runtime.block_on(floor::serve(Path::new(plan))),
        ["--rows", from, csv, to, most] => runtime.block_on(rows::insert(from, csv, to, most.parse()?)),
        _ => runtime.block_on(bench(&options(&args)?)),
    }
}

fn options(args: &[String]) -> Result<Options> {
    let mut options = Options { quick: false, only: None, engine: None };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            // Cargo says this.
            "--bench" => {}
            "--quick" => options.quick = true,
            "--only" => options.only = args.next().cloned(),
            "--engine" => options.engine = args.next().cloned(),
            _ => return Err(HELP.into()),
        }
    }
    Ok(options)
}

async fn bench(options: &Options) -> Result<()> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench").join(if options.quick {
        "quick"
    } else {
        "full"
    });
    std::fs::create_dir_all(&folder)?;
    let csv = data::csv(&folder, options.quick)?;
    let clients = data::clients(&folder, options.quick)?;
    let ears = capture::Ears::open()?;
    let mut report = Report::new(&csv)?;
    let imported = data::sqlite(&folder, &csv, options, &mut report)?;
    for engine in ["SQLite", "PostgreSQL"].into_iter().filter(|name| options.wants_engine(name)) {
        let Some(shop) = open(engine, &folder, &imported, (&csv, &clients), options, &mut report).await? else {
            continue;
        };
        let scenes = requests::prepare(&shop, &ears, options).await?;
        if options.wants("requests") {
            requests::measure(&shop, &scenes, options, &mut report).await?;
        }
        if options.wants("requests") && engine == "SQLite" {
            let few = Shop::lite(data::small(&folder, &csv, &clients)?);
            requests::growth(&shop, &scenes, &few, &ears, options, &mut report).await?;
        }
        if options.wants("paper") {
            paper::measure(&shop, &scenes, options, &mut report).await?;
        }
        if options.wants("photos") {
            photos::measure(&shop, &scenes, options, &mut report).await?;
        }
        if options.wants("wire") {
            wire::measure(&shop, &scenes, &mut report).await?;
        }
    }
    let text = report.finish();
    println!("\n{text}");
    Ok(std::fs::write(folder.join("report.md"), text)?)
}

async fn open(
    engine: &'static str,
    folder: &Path,
    imported: &Path,
    (csv, clients): (&Path, &Path),
    options: &Options,
    report: &mut Report,
) -> Result<Option<Shop>> {
    if engine == "SQLite" {
        return shop::sqlite(folder, imported, clients).map(Some);
    }
    let Ok(server) = std::env::var("FIXILI_TEST_POSTGRES") else {
        report.note("PostgreSQL was left out: FIXILI_TEST_POSTGRES names no server.");
        return Ok(None);
    };
    if options.wants("import") {
        data::postgres_import(&server, folder, imported, csv, report).await?;
    }
    shop::postgres(&server, folder, imported, csv, clients).await.map(Some)
}

/// The file of the imported database in a data folder.
pub fn database(data: &Path) -> PathBuf {
    data.join("fixili.db")
}
