//! The data: real repairs where they are at hand, imported by the product's own command; the import beside its floor.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use fixili::kernel::db::{Db, Target};

use crate::{
    Options, Result, database,
    process::{self, Ended},
    report::Report,
    shop,
};

/// Clients with a phone.
const CLIENTS: usize = 20_000;
/// Rows of Open Repair Data.
const ALL: usize = 121_692;
const QUICK: usize = 2_000;
/// Rows imported into PostgreSQL for the comparison: a tenth, so that a run ends in half an hour.
const SOME: usize = 12_000;
const HEADINGS: &str = "id,data_provider,country,partner_product_category,product_category,product_category_id,brand,year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem";

/// The file of repairs: `FIXILI_BENCH_REPAIRS`, else the one beside the repository, else as many generated rows.
pub fn csv(folder: &Path, quick: bool) -> Result<PathBuf> {
    let real =
        std::env::var_os("FIXILI_BENCH_REPAIRS").map_or("../shared/data/repairs/repairs.csv".into(), PathBuf::from);
    if !quick && real.exists() {
        return Ok(real);
    }
    let made = folder.join("repairs.csv");
    if !made.exists() {
        write_rows(&made, if quick { QUICK } else { ALL })?;
    }
    Ok(made)
}

/// The file of clients, found or made in the same way.
pub fn clients(folder: &Path, quick: bool) -> Result<PathBuf> {
    let real =
        std::env::var_os("FIXILI_BENCH_CLIENTS").map_or("../shared/data/clients/clients.tsv".into(), PathBuf::from);
    if !quick && real.exists() {
        return Ok(real);
    }
    let made = folder.join("clients.tsv");
    if !made.exists() {
        write_clients(&made, if quick { QUICK } else { CLIENTS })?;
    }
    Ok(made)
}

fn write_clients(path: &Path, rows: usize) -> Result<()> {
    const FIRST: &[&str] = &["Amine", "Fatima", "ياسين", "Karim", "Nadia", "محمد", "Leïla", "Omar"];
    const LAST: &[&str] = &["Benali", "Zerrouki", "مرابط", "Haddad", "Mansouri", "بن عيسى", "Kaci", "Bouzid", "Cherif"];
    let mut out = std::io::BufWriter::new(fs::File::create(path)?);
    for n in 0..rows {
        let (first, last) = (FIRST[n % FIRST.len()], LAST[n / 3 % LAST.len()]);
        writeln!(
            out,
            "{n}\t{first} {last} {}\tTlemcen\tRue {}\t0{}{:08}\tc{n}@example.dz",
            n % 500,
            n % 90,
            5 + n % 3,
            n * 4_409 % 100_000_000
        )?;
    }
    Ok(out.flush()?)
}

/// A copy of a shop with fewer repairs and as many clients: what the box costs there.
pub fn small(folder: &Path, csv: &Path, clients: &Path) -> Result<PathBuf> {
    let some = folder.join("some.csv");
    first_rows(csv, &some)?;
    let data = folder.join("small");
    let _ = fs::remove_dir_all(&data);
    process::run(process::product(&data, None).args(["import", "open-repair"]).arg(&some))?;
    process::run(process::product(&data, None).args(["import", "clients"]).arg(clients))?;
    Ok(data)
}

/// Rows like the real ones: 85 in a hundred ended, a third without a problem told, some of many lines.
fn write_rows(path: &Path, rows: usize) -> Result<()> {
    const THINGS: &[(&str, &str)] = &[
        ("Laptop", "Lenovo"),
        ("Vacuum", "Dyson"),
        ("Mobile", "Samsung"),
        ("Lamp", "Unknown"),
        ("Printer/scanner", "HP"),
    ];
    const STATUS: &[&str] =
        &["Fixed", "Fixed", "Fixed", "Fixed", "End of life", "Repairable", "Fixed", "End of life", "Unknown", "Fixed"];
    let mut out = std::io::BufWriter::new(fs::File::create(path)?);
    writeln!(out, "{HEADINGS}")?;
    for n in 0..rows {
        let (thing, brand) = THINGS[n * 7 % THINGS.len()];
        let status = STATUS[n * 13 % STATUS.len()];
        let problem = match n % 3 {
            0 => String::new(),
            1 => format!("Ne s'allume plus depuis {} jours, le voyant reste éteint.", n % 40 + 1),
            _ => format!(
                "\"Bruit au démarrage, puis arrêt.\nEssai {} : alimentation changée, même chose, carte à voir.\"",
                n % 9
            ),
        };
        let (year, month, day) = (2_015 + n * 10 / rows.max(1), n % 12 + 1, n % 28 + 1);
        writeln!(
            out,
            "made_{n},Bench,DZA,,{thing},1,{brand},{},,{status},,Atelier {},{year}-{month:02}-{day:02},{problem}",
            2_000 + n % 20,
            n % 97
        )?;
    }
    Ok(out.flush()?)
}

/// The data folder with everything imported on SQLite; kept between runs unless the import is measured.
pub fn sqlite(folder: &Path, csv: &Path, options: &Options, report: &mut Report) -> Result<PathBuf> {
    let imported = folder.join("imported");
    if database(&imported).exists() && !options.wants("import") {
        return Ok(imported);
    }
    eprintln!("import into SQLite …");
    let _ = fs::remove_dir_all(&imported);
    let ended = process::run(process::product(&imported, None).args(["import", "open-repair"]).arg(csv))?;
    eprintln!("  {}", ended.said);
    if options.wants("import") {
        let raw = folder.join("raw");
        let _ = fs::remove_dir_all(&raw);
        fs::create_dir_all(&raw)?;
        // The product's own schema, empty.
        process::run(process::product(&raw, None).arg("check"))?;
        let to = database(&raw);
        let floor = process::run(&mut inserter(&imported, csv, &to.to_string_lossy(), usize::MAX)?)?;
        note(report, "SQLite", &ended, 0.0, seconds(&floor)?);
        fs::remove_dir_all(&raw)?;
    }
    Ok(imported)
}

/// This program as the one that inserts the same rows.
pub fn inserter(imported: &Path, csv: &Path, to: &str, most: usize) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--rows").arg(database(imported)).arg(csv).arg(to).arg(most.to_string());
    Ok(command)
}

/// The time that the inserter says it took for inserting alone.
fn seconds(ended: &Ended) -> Result<f64> {
    Ok(ended.said.parse()?)
}

fn note(report: &mut Report, engine: &str, import: &Ended, server: f64, floor: f64) {
    report.ratio("Import", engine, import.cpu + server, floor, 4.0, &format!("s; {}", import.said));
    report.memory("Import", engine, import.peak, 250);
}

/// The import into PostgreSQL, of the first rows, beside the same rows inserted raw; its own time counted on both sides.
pub async fn postgres_import(
    server: &str,
    folder: &Path,
    imported: &Path,
    csv: &Path,
    report: &mut Report,
) -> Result<()> {
    eprintln!("import into PostgreSQL …");
    let some = folder.join("some.csv");
    let rows = first_rows(csv, &some)?;
    let first = shop::postmaster(server).await?;
    let data = folder.join("import-pg");
    let _ = fs::remove_dir_all(&data);
    let url = shop::new_database(server, "bench_import").await?;
    Db::open(&Target::Postgres(url.clone())).await?;
    let before = process::cpu_of_family(first)?;
    let ended = process::run(process::product(&data, Some(&url)).args(["import", "open-repair"]).arg(&some))?;
    let its = process::cpu_of_family(first)? - before;
    eprintln!("  {}", ended.said);
    let url = shop::new_database(server, "bench_raw").await?;
    Db::open(&Target::Postgres(url.clone())).await?;
    let before = process::cpu_of_family(first)?;
    let floor = process::run(&mut inserter(imported, csv, &url, rows)?)?;
    let of_floor = process::cpu_of_family(first)? - before;
    note(report, "PostgreSQL", &ended, its, seconds(&floor)? + of_floor);
    Ok(())
}

fn first_rows(csv: &Path, to: &Path) -> Result<usize> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_path(csv)?;
    let mut out = csv::Writer::from_path(to)?;
    out.write_byte_record(rows.byte_headers()?)?;
    let mut written = 0;
    for row in rows.byte_records().take(SOME) {
        out.write_byte_record(&row?)?;
        written += 1;
    }
    out.flush()?;
    Ok(written)
}
