//! Bytes to a printer and what it answers. Everything has an end: a printer that jams, hangs up or says nothing costs a while,
//! never more. What is told apart is whether a byte left.

use std::{path::Path, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpStream, unix::pipe},
    time::timeout,
};

use super::{Outcome, Why};
use crate::{
    kernel::error::Result,
    printers::{Answers, Printer, Via},
};

/// How long each thing may take.
#[derive(Clone, Debug)]
pub struct Patience {
    /// To reach the printer.
    pub connect: Duration,
    /// To say how it is.
    pub answer: Duration,
    /// Without taking another byte.
    pub stall: Duration,
    /// To print what it took.
    pub print: Duration,
    /// To hang up after the last byte, for one that says nothing.
    pub close: Duration,
    /// From the first byte to the end, however it goes.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            connect: seconds(5),
            answer: seconds(2),
            stall: seconds(15),
            print: seconds(30),
            close: seconds(5),
            whole: seconds(90),
        }
    }
}

/// Bytes at a time: each must be taken within the patience for a stall.
const PIECE: usize = 4_096;
/// "How are you": answered at once, also while it prints (`DLE EOT 1`).
const HOW: u8 = 1;
/// Why it is offline (`DLE EOT 2`), and how its paper is (`DLE EOT 4`).
const OFFLINE: u8 = 2;
const PAPER: u8 = 4;
/// "Where have you got to": answered in its turn, after what was sent before it is printed (`GS r 1`).
const PRINTED: &[u8] = b"\x1dr\x01";

/// Sends one strip. `leaving` is asked before the first byte: when it says no, nothing is sent.
///
/// # Errors
/// That of `leaving`.
pub async fn send(
    printer: &Printer,
    strip: &[u8],
    patience: &Patience,
    leaving: impl AsyncFnOnce() -> Result<bool>,
) -> Result<Outcome> {
    match printer.via {
        Via::Network => to_network(printer, strip, patience, leaving).await,
        Via::Device => to_device(&printer.address, strip, patience, leaving).await,
    }
}

async fn to_network(
    printer: &Printer,
    strip: &[u8],
    patience: &Patience,
    leaving: impl AsyncFnOnce() -> Result<bool>,
) -> Result<Outcome> {
    let reached = timeout(patience.connect, TcpStream::connect(&printer.address)).await;
    let Ok(Ok(mut line)) = reached else { return Ok(Outcome::NotPrinted(Why::Unreachable)) };
    let talks = match is_ready(&mut line, patience).await {
        Ok(talks) => talks,
        Err(why) => return Ok(Outcome::NotPrinted(why)),
    };
    if !leaving().await? {
        return Ok(Outcome::NotPrinted(Why::Interrupted));
    }
    let outcome = timeout(patience.whole, deliver(line, talks, printer.answers, strip, patience)).await;
    Ok(outcome.unwrap_or(Outcome::Unknown(Why::Jammed)))
}

async fn deliver(mut line: TcpStream, talks: bool, answers: Answers, strip: &[u8], patience: &Patience) -> Outcome {
    if let Err(outcome) = pour(&mut line, strip, patience).await {
        return outcome;
    }
    if !talks {
        return farewell(line, answers, patience).await;
    }
    if pour(&mut line, PRINTED, patience).await.is_err() {
        return Outcome::Unknown(Why::NoAnswer);
    }
    hear(&mut line, patience.print, is_progress).await.map_or_else(Outcome::Unknown, |_| Outcome::Printed)
}

/// Whether it answers; the error is why it cannot print now.
async fn is_ready(line: &mut TcpStream, patience: &Patience) -> Result<bool, Why> {
    let Some(state) = question(line, HOW, patience).await? else { return Ok(false) };
    if state & 0x08 == 0 {
        return Ok(true);
    }
    let paper = question(line, PAPER, patience).await?.is_some_and(|paper| paper & 0x60 != 0);
    let cover = question(line, OFFLINE, patience).await?.is_some_and(|cause| cause & 0x04 != 0);
    Err(if paper {
        Why::Paper
    } else if cover {
        Why::Cover
    } else {
        Why::Offline
    })
}

/// What it answers about something; none when it says nothing.
async fn question(line: &mut TcpStream, about: u8, patience: &Patience) -> Result<Option<u8>, Why> {
    let asked = timeout(patience.answer, line.write_all(&fixili_paper::status_request(about))).await;
    if !matches!(asked, Ok(Ok(()))) {
        return Err(Why::HungUp);
    }
    match hear(line, patience.answer, is_status).await {
        Ok(state) => Ok(Some(state)),
        Err(Why::NoAnswer) => Ok(None),
        Err(other) => Err(other),
    }
}

/// A byte of `DLE EOT` has these bits fixed; one of `GS r` has others. So an answer that comes twice, or late, is not taken
/// for another.
fn is_status(byte: u8) -> bool {
    byte & 0x93 == 0x12
}

fn is_progress(byte: u8) -> bool {
    byte & 0x90 == 0
}

/// The next byte that is meant; all others are passed over.
async fn hear(line: &mut TcpStream, most: Duration, meant: fn(u8) -> bool) -> Result<u8, Why> {
    let heard = timeout(most, async {
        loop {
            let byte = line.read_u8().await?;
            if meant(byte) {
                return Ok::<u8, std::io::Error>(byte);
            }
        }
    });
    match heard.await {
        Ok(Ok(byte)) => Ok(byte),
        Ok(Err(_)) => Err(Why::HungUp),
        Err(_) => Err(Why::NoAnswer),
    }
}

/// Everything, piece by piece; else what is known of it.
async fn pour(line: &mut (impl AsyncWrite + Unpin), bytes: &[u8], patience: &Patience) -> Result<(), Outcome> {
    let mut left = 0;
    while left < bytes.len() {
        let piece = &bytes[left..bytes.len().min(left + PIECE)];
        let why = match timeout(patience.stall, line.write(piece)).await {
            Ok(Ok(taken)) if taken > 0 => {
                left += taken;
                continue;
            }
            Ok(_) => Why::HungUp,
            Err(_) => Why::Jammed,
        };
        return Err(if left == 0 { Outcome::NotPrinted(why) } else { Outcome::Unknown(why) });
    }
    match timeout(patience.stall, line.flush()).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(Outcome::Unknown(Why::HungUp)),
        Err(_) => Err(Outcome::Unknown(Why::Jammed)),
    }
}

/// One that says nothing has taken everything when it hangs up in its turn.
async fn farewell(mut line: TcpStream, answers: Answers, patience: &Patience) -> Outcome {
    let closed = timeout(patience.close, async {
        line.shutdown().await?;
        tokio::io::copy(&mut line, &mut tokio::io::sink()).await
    });
    match (closed.await, answers) {
        (Ok(Ok(_)), _) | (_, Answers::No) => Outcome::Printed,
        (Ok(Err(_)), _) => Outcome::Unknown(Why::HungUp),
        (Err(_), _) => Outcome::Unknown(Why::NoAnswer),
    }
}

/// A device file takes what it is given, or not; it does not answer.
async fn to_device(
    path: &str,
    strip: &[u8],
    patience: &Patience,
    leaving: impl AsyncFnOnce() -> Result<bool>,
) -> Result<Outcome> {
    if !is_device(Path::new(path)).await {
        return Ok(Outcome::NotPrinted(Why::Unreachable));
    }
    // Opened so that nothing waits: a pipe without a reader, a printer that is off.
    let Ok(mut device) = pipe::OpenOptions::new().unchecked(true).open_sender(path) else {
        return Ok(Outcome::NotPrinted(Why::Unreachable));
    };
    if !leaving().await? {
        return Ok(Outcome::NotPrinted(Why::Interrupted));
    }
    let poured = timeout(patience.whole, pour(&mut device, strip, patience)).await;
    Ok(poured.unwrap_or(Err(Outcome::Unknown(Why::Jammed))).err().unwrap_or(Outcome::Printed))
}

/// A character device or a pipe, never a file that would be written over.
async fn is_device(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = tokio::fs::symlink_metadata(path).await.map(|meta| meta.file_type());
    kind.is_ok_and(|kind| kind.is_char_device() || kind.is_fifo())
}
