//! The load: a few connections that send requests one after the other and read the answers whole.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::Result;

/// Connections that send at once.
const CONNECTIONS: usize = 8;

/// What a browser says with every request, but for `accept-encoding` and the cookie.
pub const HEADERS: &[(&str, &str)] = &[
    ("host", "127.0.0.1"),
    (
        "user-agent",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    ),
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"),
    ("accept-language", "fr-FR,fr;q=0.9,en;q=0.8"),
    ("sec-fetch-site", "same-origin"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-dest", "document"),
    ("upgrade-insecure-requests", "1"),
];

/// What a browser accepts on a local address; `identity` for reading an answer here.
pub const COMPRESSED: &str = "gzip, deflate, br, zstd";

/// The bytes of request `n`.
pub type Requests = Arc<dyn Fn(u64) -> Vec<u8> + Send + Sync>;

/// How it went.
#[derive(Default)]
pub struct Timing {
    pub micros: Vec<u32>,
    pub elapsed: Duration,
    pub bytes: u64,
}

/// An answer as it came over the wire; the body is as it was compressed.
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
    /// All bytes, the head included.
    pub bytes: usize,
}

/// One connection that is kept.
pub struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// A request in full.
pub fn request(method: &str, path: &str, cookie: &str, encoding: &str, body: &str) -> Vec<u8> {
    let mut out = format!("{method} {path} HTTP/1.1\r\n");
    for (name, value) in HEADERS {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str(&format!("accept-encoding: {encoding}\r\ncookie: {cookie}\r\n"));
    if method == "POST" {
        out.push_str(&format!("content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n", body.len()));
    }
    out.push_str("\r\n");
    out.push_str(body);
    out.into_bytes()
}

/// Sends requests `first..first + count` over all connections; another status than `expected` ends it.
pub async fn run(address: SocketAddr, requests: &Requests, first: u64, count: u64, expected: u16) -> Result<Timing> {
    let next = Arc::new(AtomicU64::new(first));
    let began = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (next, requests) = (next.clone(), requests.clone());
        tasks.spawn(async move {
            let mut wire = Wire::open(address).await?;
            let mut done = Timing::default();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= first + count {
                    return Result::Ok(done);
                }
                let request = requests(n);
                let sent = Instant::now();
                let reply = wire.ask(&request).await?;
                done.micros.push(u32::try_from(sent.elapsed().as_micros())?);
                done.bytes += reply.bytes as u64;
                if reply.status != expected {
                    let body = String::from_utf8_lossy(&reply.body).chars().take(2_000).collect::<String>();
                    return Err(format!("status {} instead of {expected}: {}{body}", reply.status, reply.head).into());
                }
            }
        });
    }
    let mut all = Timing::default();
    while let Some(done) = tasks.join_next().await {
        let done = done??;
        all.micros.extend(done.micros);
        all.bytes += done.bytes;
    }
    all.elapsed = began.elapsed();
    Ok(all)
}

impl Timing {
    /// Adds another stretch of the same load.
    pub fn add(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.elapsed += other.elapsed;
        self.bytes += other.bytes;
    }

    /// The time that `share` per cent of the answers took at most, in milliseconds.
    pub fn percentile(&self, share: usize) -> f64 {
        let mut sorted = self.micros.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * share / 100).min(sorted.len().saturating_sub(1));
        sorted.get(at).map_or(0.0, |micros| f64::from(*micros) / 1_000.0)
    }

    /// Answers in a second.
    pub fn per_second(&self) -> f64 {
        self.micros.len() as f64 / self.elapsed.as_secs_f64()
    }
}

impl Wire {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1_024) })
    }

    /// Sends a request and reads its answer.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Reply> {
        self.buffer.clear();
        self.stream.write_all(request).await?;
        let head_end = self.until(0, b"\r\n\r\n").await?;
        let head = String::from_utf8_lossy(&self.buffer[..head_end]).into_owned();
        let status = head.get(9..12).ok_or("no status")?.parse()?;
        let (body, bytes) = match header(&head, "content-length") {
            Some(length) => {
                let length: usize = length.parse()?;
                self.have(head_end + length).await?;
                (self.buffer[head_end..head_end + length].to_vec(), head_end + length)
            }
            None if header(&head, "transfer-encoding") == Some("chunked") => self.chunks(head_end).await?,
            None => (Vec::new(), head_end),
        };
        Ok(Reply { status, head, body, bytes })
    }

    async fn chunks(&mut self, mut at: usize) -> Result<(Vec<u8>, usize)> {
        let mut body = Vec::new();
        loop {
            let line = self.until(at, b"\r\n").await?;
            let length = usize::from_str_radix(std::str::from_utf8(&self.buffer[at..line - 2])?.trim(), 16)?;
            self.have(line + length + 2).await?;
            body.extend_from_slice(&self.buffer[line..line + length]);
            at = line + length + 2;
            if length == 0 {
                return Ok((body, at));
            }
        }
    }

    /// Reads until `mark` stands behind `from`; where it ends.
    async fn until(&mut self, from: usize, mark: &[u8]) -> Result<usize> {
        let mut seen = from;
        loop {
            if let Some(at) = self.buffer[seen..].windows(mark.len()).position(|w| w == mark) {
                return Ok(seen + at + mark.len());
            }
            seen = self.buffer.len().saturating_sub(mark.len()).max(from);
            self.more().await?;
        }
    }

    async fn have(&mut self, length: usize) -> Result<()> {
        while self.buffer.len() < length {
            self.more().await?;
        }
        Ok(())
    }

    async fn more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err("the server closed the connection".into());
        }
        Ok(())
    }
}

/// The value of a header of an answer.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
