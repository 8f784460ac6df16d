//! What is printed at the end: tables in Markdown, with the targets.

use std::{fmt::Write as _, path::Path};

use crate::{Result, requests::Side};

/// A request may cost three times the floor.
const REQUEST: f64 = 3.0;

/// The tables while they grow.
pub struct Report {
    head: String,
    requests: String,
    others: String,
    limits: String,
    notes: String,
    missed: Vec<String>,
}

impl Report {
    /// Begins with the machine and the data.
    pub fn new(csv: &Path) -> Result<Self> {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let cpu = read("/proc/cpuinfo");
        let model = cpu.lines().find_map(|l| l.strip_prefix("model name")?.split_once(": ")).map_or("?", |(_, m)| m);
        let cores = std::thread::available_parallelism()?;
        let memory = read("/proc/meminfo").split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0);
        let rows = csv::ReaderBuilder::new().flexible(true).from_path(csv)?.byte_records().count();
        Ok(Self {
            head: format!(
                "{model}, {cores} processors, {} GB; {rows} repair files ({})\n",
                memory / 1_000_000,
                csv.file_name().unwrap_or_default().to_string_lossy()
            ),
            requests: String::new(),
            others: String::new(),
            limits: String::new(),
            notes: String::new(),
            missed: Vec::new(),
        })
    }

    /// A kind of request.
    pub fn request(&mut self, name: &str, engine: &str, ours: &Side, its: &Side) {
        let ratio = ours.micros() / its.micros();
        let met = self.judge(&format!("{name} ({engine})"), ratio, REQUEST);
        let t = &ours.timing;
        let _ = writeln!(
            self.requests,
            "| {name} | {engine} | {:.0} | {:.0} | **{ratio:.2}** | {met} | {:.1} | {:.1} | {:.0} | {:.1} |",
            ours.micros(),
            its.micros(),
            t.percentile(50),
            t.percentile(99),
            t.per_second(),
            t.bytes as f64 / t.micros.len().max(1) as f64 / 1_000.0,
        );
        eprintln!("  {:.0} µs, floor {:.0} µs, {ratio:.2} ×", ours.micros(), its.micros());
    }

    /// Another work beside its floor.
    pub fn ratio(&mut self, name: &str, engine: &str, ours: f64, its: f64, most: f64, what: &str) {
        let ratio = ours / its;
        let met = self.judge(&format!("{name} ({engine})"), ratio, most);
        let _ = writeln!(
            self.others,
            "| {name} | {engine} | {ours:.1} | {its:.1} | **{ratio:.2}** | ≤ {most} | {met} | {what} |"
        );
        eprintln!("  {name}: {ours:.1}, floor {its:.1} {what}, {ratio:.2} ×");
    }

    /// Resident memory at its highest.
    pub fn memory(&mut self, name: &str, engine: &str, bytes: u64, most_mb: u64) {
        let mb = bytes as f64 / 1e6;
        let met = self.judge(&format!("{name} ({engine}, memory)"), mb, most_mb as f64);
        let _ =
            writeln!(self.limits, "| {name}, memory at its highest | {engine} | {mb:.0} MB | < {most_mb} MB | {met} |");
        eprintln!("  {name}: {mb:.0} MB at most");
    }

    /// Bytes on the wire.
    pub fn bytes(&mut self, name: &str, bytes: usize, most: usize, what: &str) {
        let met = self.judge(name, bytes as f64, most as f64);
        let (kb, most) = (bytes as f64 / 1e3, most / 1_000);
        let _ = writeln!(self.limits, "| {name} | — | {kb:.1} kB | < {most} kB | {met} |");
        self.note(&format!("{name}: {what}."));
    }

    /// Something to know.
    pub fn note(&mut self, text: &str) {
        let _ = writeln!(self.notes, "- {text}");
    }

    fn judge(&mut self, name: &str, found: f64, most: f64) -> &'static str {
        if found <= most {
            return "yes";
        }
        self.missed.push(format!("{name}: {found:.2} instead of {most}"));
        "**no**"
    }

    /// All of it.
    pub fn finish(self) -> String {
        let mut out = self.head;
        let mut table = |head: &str, rows: &str| {
            if !rows.is_empty() {
                let rule = head.split('|').map(|_| "---").collect::<Vec<_>>().join("|");
                let _ = writeln!(out, "\n| {head} |\n|{rule}|\n{rows}");
            }
        };
        table(
            "Request | Engine | Product µs | Floor µs | Ratio | ≤ 3 | p50 ms | p99 ms | per s | kB on the wire",
            &self.requests,
        );
        table("Work | Engine | Product | Floor | Ratio | Target | Met | Unit, remarks", &self.others);
        table("Limit | Engine | Found | Target | Met", &self.limits);
        let _ = writeln!(out, "{}", self.notes);
        let verdict = if self.missed.is_empty() {
            "Every target is met.".to_owned()
        } else {
            format!("Missed: {}.", self.missed.join("; "))
        };
        out + &verdict
    }
}
