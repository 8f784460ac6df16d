//! Processes: the servers under load, their processor time and their memory, as Linux counts them.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::Result;

/// A server that runs beside this program; it ends with this value.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// The product, as it is installed.
    pub fn product(data: &Path, url: Option<&str>) -> Result<Self> {
        let mut command = product(data, url);
        Self::start(command.arg("serve").env("FIXILI_LISTEN", "127.0.0.1:0"))
    }

    /// The floor, which is this program.
    pub fn floor(plan: &Path) -> Result<Self> {
        Self::start(Command::new(std::env::current_exe()?).arg("--floor").arg(plan))
    }

    fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let address = line.trim().strip_prefix("http://").ok_or_else(|| format!("no address but {line:?}"))?.parse()?;
        Ok(Self { child, address })
    }

    /// Processor time so far, in seconds.
    pub fn cpu(&self) -> Result<f64> {
        cpu(self.child.id())
    }

    /// Resident memory now and at its highest, in bytes.
    pub fn memory(&self) -> Result<(u64, u64)> {
        Ok((memory(self.child.id(), "VmRSS")?, memory(self.child.id(), "VmHWM")?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command of the product on a data folder.
pub fn product(data: &Path, url: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fixili"));
    command.arg("--data").arg(data).env_remove("FIXILI_DATABASE_URL").env("FIXILI_LOG", "info,tower_http=warn");
    if let Some(url) = url {
        command.env("FIXILI_DATABASE_URL", url);
    }
    command
}

/// What a command took.
pub struct Ended {
    /// Processor time in seconds.
    pub cpu: f64,
    /// The highest resident memory in bytes.
    pub peak: u64,
    /// The last line it printed.
    pub said: String,
}

/// Runs a command to its end. Its time is read when it has ended and is not yet taken away.
pub fn run(command: &mut Command) -> Result<Ended> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
    let mut peak = 0;
    while !stat(child.id())?.ended {
        peak = memory(child.id(), "VmHWM").unwrap_or(0).max(peak);
        std::thread::sleep(Duration::from_millis(50));
    }
    let cpu = cpu(child.id())?;
    let said: Vec<String> =
        BufReader::new(child.stdout.take().ok_or("no output")?).lines().collect::<std::io::Result<_>>()?;
    if !child.wait()?.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok(Ended { cpu, peak, said: said.last().cloned().unwrap_or_default() })
}

/// Processor time of a process so far, its threads included.
pub fn cpu(pid: u32) -> Result<f64> {
    Ok(stat(pid)?.own)
}

/// Processor time of PostgreSQL: the first process, its children, and those that have ended.
pub fn cpu_of_family(first: u32) -> Result<f64> {
    let all = stat(first)?;
    let children = fs::read_dir("/proc")?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .filter_map(|pid| stat(pid).ok())
        .filter(|s| s.parent == first);
    Ok(all.own + all.of_ended + children.map(|s| s.own).sum::<f64>())
}

/// The process that started `pid`.
pub fn parent(pid: u32) -> Result<u32> {
    Ok(stat(pid)?.parent)
}

struct Stat {
    ended: bool,
    parent: u32,
    own: f64,
    of_ended: f64,
}

/// `/proc/PID/stat`; a tick is a hundredth of a second on every Linux that is in use.
fn stat(pid: u32) -> Result<Stat> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let (_, rest) = text.rsplit_once(") ").ok_or("no stat")?;
    let fields: Vec<&str> = rest.split(' ').collect();
    let seconds = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0) / 100.0;
    Ok(Stat {
        ended: matches!(fields.first(), Some(&"Z" | &"X")),
        parent: fields.get(1).and_then(|f| f.parse().ok()).unwrap_or(0),
        own: seconds(11) + seconds(12),
        of_ended: seconds(13) + seconds(14),
    })
}

fn memory(pid: u32, field: &str) -> Result<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':')).ok_or("no memory")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<u64>()? * 1_024)
}
