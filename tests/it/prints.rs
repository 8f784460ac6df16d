//! The queue of thermal printers against a double on a socket: it answers, jams, hangs up, is not there, says things twice.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::http::StatusCode;
use fixili::{
    app::App,
    kernel::id::{DocumentId, PrinterId},
    printers::{self, Answers, PrinterInput, Via},
    prints::{self, Patience, PrintState, Why, worker},
    users::{
        Role,
        rights::{May, Print, Scope, SettingsEdit},
    },
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Mutex,
};

use crate::{
    app::{Shop, on_both},
    printing::voucher,
};

/// What a double does with a connection.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Manner {
    /// Answers everything as a printer does.
    Good,
    /// Says each answer twice.
    Twice,
    /// Never says anything, and hangs up in its turn.
    Silent,
    /// Never says anything, and keeps the line.
    Mute,
    /// Says how it is, then takes nothing more.
    Jams,
    /// Takes some of it and hangs up.
    HangsUp,
    /// Takes everything and hangs up without a word.
    LosesTheAnswer,
    /// Is out of paper.
    NoPaper,
    /// Takes its time.
    Slow,
}

/// A printer on a socket.
struct Double {
    address: String,
    strips: Arc<AtomicUsize>,
    manner: Arc<Mutex<Manner>>,
}

const INIT: &[u8] = b"\x1b@";

impl Double {
    async fn new(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let double = Self { address, strips: Arc::default(), manner: Arc::new(Mutex::new(manner)) };
        let (strips, manner) = (double.strips.clone(), double.manner.clone());
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                let manner = *manner.lock().await;
                tokio::spawn(serve(line, manner, strips.clone()));
            }
        });
        double
    }

    async fn becomes(&self, manner: Manner) {
        *self.manner.lock().await = manner;
    }

    /// Whole strips that came.
    fn strips(&self) -> usize {
        self.strips.load(Ordering::SeqCst)
    }
}

async fn say(line: &mut TcpStream, byte: u8, manner: Manner) -> std::io::Result<()> {
    let times = if manner == Manner::Twice { 2 } else { 1 };
    line.write_all(&vec![byte; times]).await
}

async fn serve(mut line: TcpStream, manner: Manner, strips: Arc<AtomicUsize>) -> std::io::Result<()> {
    let (mut got, mut seen) = (Vec::new(), 0);
    let mut piece = vec![0; 2_048];
    loop {
        let taken = line.read(&mut piece).await?;
        if taken == 0 {
            let silent = matches!(manner, Manner::Silent | Manner::Mute);
            if silent && got.windows(2).any(|w| w == INIT) {
                strips.fetch_add(1, Ordering::SeqCst);
            }
            if manner == Manner::Mute {
                std::future::pending::<()>().await;
            }
            return Ok(());
        }
        got.extend_from_slice(&piece[..taken]);
        let printing = got.windows(2).any(|w| w == INIT);
        match manner {
            Manner::Silent | Manner::Mute => continue,
            Manner::Jams if printing => std::future::pending::<()>().await,
            Manner::HangsUp if printing => {
                // Unread bytes make the line break, as when a cable is pulled.
                return Ok(());
            }
            Manner::Slow => tokio::time::sleep(Duration::from_millis(5)).await,
            _ => {}
        }
        while seen + 3 <= got.len() {
            let next = &got[seen..seen + 3];
            match next {
                [0x10, 0x04, 1] if manner == Manner::NoPaper => say(&mut line, 0x1a, manner).await?,
                [0x10, 0x04, 4] if manner == Manner::NoPaper => say(&mut line, 0x72, manner).await?,
                [0x10, 0x04, _] if !printing => say(&mut line, 0x12, manner).await?,
                [0x1d, b'r', 1] => {
                    strips.fetch_add(1, Ordering::SeqCst);
                    if manner == Manner::LosesTheAnswer {
                        return Ok(());
                    }
                    say(&mut line, 0, manner).await?;
                }
                _ => {}
            }
            seen += 1;
        }
    }
}

fn hasty() -> Patience {
    let ms = Duration::from_millis;
    Patience { connect: ms(500), answer: ms(150), stall: ms(300), print: ms(800), close: ms(300), whole: ms(2_500) }
}

async fn printer(shop: &Shop, address: &str, via: Via, answers: Answers) -> PrinterId {
    let input = PrinterInput {
        name: "Comptoir".into(),
        address: address.into(),
        via,
        answers,
        paper: Some(fixili::documents::Format::R80),
        ..PrinterInput::default()
    };
    let by = May::<SettingsEdit>::system();
    shop.app.write(async |tx| printers::create(tx, &by, &input).await).await.expect("a printer")
}

async fn ask(app: &App, printer: PrinterId, document: DocumentId) -> fixili::kernel::id::PrintId {
    let by = May::<Print>::system();
    app.write(async |tx| {
        let printer = printers::find(tx, Scope::Shop, printer).await?;
        let lang = fixili::lang::Lang::Ar;
        prints::ask(tx, &by, &printer, document, fixili::documents::Copy::Client, lang).await
    })
    .await
    .expect("asked")
}

async fn print_of(app: &App, id: fixili::kernel::id::PrintId) -> prints::Print {
    prints::find(&mut app.read().await.expect("a connection"), Scope::Shop, id).await.expect("a print")
}

async fn state(app: &App, id: fixili::kernel::id::PrintId) -> (PrintState, Option<Why>) {
    let print = print_of(app, id).await;
    (print.state, print.why)
}

async fn work(app: &App) -> usize {
    worker::once(app, &hasty()).await.expect("the queue is read")
}

on_both!(a_printer_that_answers_prints_each_strip_once, |shop| async move {
    let document = voucher(&shop).await;
    for manner in [Manner::Good, Manner::Twice, Manner::Silent, Manner::Slow] {
        let double = Double::new(manner).await;
        let id = printer(&shop, &double.address, Via::Network, Answers::Yes).await;
        let (first, second) = (ask(&shop.app, id, document).await, ask(&shop.app, id, document).await);
        assert_eq!(work(&shop.app).await, 2, "{manner:?}");
        for print in [first, second] {
            assert_eq!(state(&shop.app, print).await, (PrintState::Done, None), "{manner:?}");
        }
        assert_eq!(double.strips(), 2, "{manner:?}");
        shop.app.clock().advance(600_000);
        assert_eq!(work(&shop.app).await, 0, "{manner:?}: nothing is printed twice");
    }
});

on_both!(what_may_be_on_paper_is_never_printed_again_by_itself, |shop| async move {
    let document = voucher(&shop).await;
    let wanted = [
        (Manner::Jams, vec![Why::Jammed, Why::NoAnswer]),
        (Manner::HangsUp, vec![Why::HungUp, Why::NoAnswer]),
        (Manner::LosesTheAnswer, vec![Why::HungUp]),
        (Manner::Mute, vec![Why::NoAnswer]),
    ];
    for (manner, whys) in wanted {
        let double = Double::new(manner).await;
        let id = printer(&shop, &double.address, Via::Network, Answers::Yes).await;
        let print = ask(&shop.app, id, document).await;
        assert_eq!(work(&shop.app).await, 1);
        let (now, why) = state(&shop.app, print).await;
        assert_eq!(now, PrintState::Unknown, "{manner:?}");
        assert!(why.is_some_and(|why| whys.contains(&why)), "{manner:?}: {why:?}");
        let before = double.strips();
        shop.app.clock().advance(86_400_000);
        assert_eq!(work(&shop.app).await, 0, "{manner:?}");
        assert_eq!(double.strips(), before, "{manner:?}");

        // A person looked at the printer and wants it.
        double.becomes(Manner::Good).await;
        let by = May::<Print>::system();
        shop.app.write(async |tx| prints::again(tx, &by, print).await).await.expect("again");
        assert_eq!(work(&shop.app).await, 1);
        assert_eq!(state(&shop.app, print).await, (PrintState::Done, None), "{manner:?}");
        assert!(shop.app.write(async |tx| prints::again(tx, &by, print).await).await.is_err(), "it is done");
    }
});

on_both!(what_is_certainly_not_on_paper_is_tried_again_and_then_put_aside, |shop| async move {
    let document = voucher(&shop).await;
    let double = Double::new(Manner::NoPaper).await;
    let id = printer(&shop, &double.address, Via::Network, Answers::Yes).await;
    let print = ask(&shop.app, id, document).await;
    assert_eq!(work(&shop.app).await, 1);
    assert_eq!(state(&shop.app, print).await, (PrintState::Waiting, Some(Why::Paper)));
    assert_eq!(work(&shop.app).await, 0, "not at once");
    double.becomes(Manner::Good).await;
    shop.app.clock().advance(60_000);
    assert_eq!(work(&shop.app).await, 1);
    assert_eq!(state(&shop.app, print).await, (PrintState::Done, None), "someone put paper in");
    assert_eq!(double.strips(), 1);

    // Nobody is at home.
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        listener.local_addr().expect("an address").to_string()
    };
    let id = printer(&shop, &closed, Via::Network, Answers::Yes).await;
    let print = ask(&shop.app, id, document).await;
    for _ in 0..8 {
        assert_eq!(work(&shop.app).await, 1);
        shop.app.clock().advance(7_200_000);
    }
    assert_eq!(state(&shop.app, print).await, (PrintState::Failed, Some(Why::Unreachable)));
    assert_eq!(work(&shop.app).await, 0);
});

on_both!(one_that_never_answers_may_be_trusted, |shop| async move {
    let double = Double::new(Manner::Mute).await;
    let id = printer(&shop, &double.address, Via::Network, Answers::No).await;
    let print = ask(&shop.app, id, voucher(&shop).await).await;
    work(&shop.app).await;
    assert_eq!(state(&shop.app, print).await, (PrintState::Done, None));
});

on_both!(a_jammed_printer_holds_up_nobody, |shop| async move {
    let document = voucher(&shop).await;
    let (jammed, good) = (Double::new(Manner::Jams).await, Double::new(Manner::Good).await);
    let stuck = printer(&shop, &jammed.address, Via::Network, Answers::Yes).await;
    let stuck = ask(&shop.app, stuck, document).await;
    let id = printer(&shop, &good.address, Via::Network, Answers::Yes).await;
    let prints = [ask(&shop.app, id, document).await, ask(&shop.app, id, document).await];
    let patient = Patience { print: Duration::from_secs(600), stall: Duration::from_secs(600), ..Patience::default() };
    let mut heard = shop.app.bus().hear();
    let running = tokio::spawn(worker::run(shop.app.clone(), patient));
    let done = async {
        for print in prints {
            while state(&shop.app, print).await.0 != PrintState::Done {
                heard.recv().await.expect("something moves");
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), done).await.expect("the other printer goes on");
    assert_eq!(state(&shop.app, stuck).await.0, PrintState::Printing);
    running.abort();

    // The server died in the middle of it: nobody knows what is on paper.
    shop.app.clock().advance(3_600_000);
    assert_eq!(work(&shop.app).await, 0);
    assert_eq!(state(&shop.app, stuck).await, (PrintState::Unknown, Some(Why::Interrupted)));
});

on_both!(two_servers_print_a_strip_once, |shop| async move {
    let double = Double::new(Manner::Slow).await;
    let id = printer(&shop, &double.address, Via::Network, Answers::Yes).await;
    let document = voucher(&shop).await;
    for _ in 0..3 {
        ask(&shop.app, id, document).await;
    }
    let patience = hasty();
    let (one, other) = tokio::join!(worker::once(&shop.app, &patience), worker::once(&shop.app, &patience));
    let rest = work(&shop.app).await;
    assert_eq!(one.expect("read") + other.expect("read") + rest, 3);
    assert_eq!(double.strips(), 3);
});

/// A pipe stands for the device file of a USB printer.
fn pipe(folder: &std::path::Path, name: &str) -> String {
    let path = folder.join(name);
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    path.to_str().expect("a path").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_file_takes_a_strip_or_is_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().to_str().expect("a path").to_owned();
    let shop = Shop::open_with(crate::app::Engine::Sqlite, |config| config.printer_devices = vec![inside]).await;
    let document = voucher(&shop).await;

    let path = pipe(folder.path(), "lp0");
    let mut reader = tokio::net::unix::pipe::OpenOptions::new().open_receiver(&path).expect("the printer's end");
    let id = printer(&shop, &path, Via::Device, Answers::Yes).await;
    let print = ask(&shop.app, id, document).await;
    let taking = tokio::spawn(async move {
        let (mut got, mut piece) = (Vec::new(), vec![0; 4_096]);
        while !got.ends_with(b"\x1dVB\x00") {
            let taken = reader.read(&mut piece).await.expect("bytes");
            got.extend_from_slice(&piece[..taken]);
        }
        got
    });
    work(&shop.app).await;
    let got = taking.await.expect("a strip");
    assert!(got.starts_with(INIT));
    assert_eq!(state(&shop.app, print).await, (PrintState::Done, None));

    // Off: nobody reads. Jammed: nobody takes more than the pipe holds.
    let off = printer(&shop, &pipe(folder.path(), "lp1"), Via::Device, Answers::Yes).await;
    let off = ask(&shop.app, off, document).await;
    let path = pipe(folder.path(), "lp2");
    let _held = tokio::net::unix::pipe::OpenOptions::new().open_receiver(&path).expect("the printer's end");
    let jammed = printer(&shop, &path, Via::Device, Answers::Yes).await;
    let jammed = ask(&shop.app, jammed, document).await;
    // A file is no printer, whoever put it there: nothing is written over.
    let file = folder.path().join("lp3");
    std::fs::write(&file, "keep me").expect("a file");
    let plain = printer(&shop, file.to_str().expect("a path"), Via::Device, Answers::Yes).await;
    let plain = ask(&shop.app, plain, document).await;
    work(&shop.app).await;
    assert_eq!(state(&shop.app, off).await, (PrintState::Waiting, Some(Why::Unreachable)));
    assert_eq!(state(&shop.app, jammed).await, (PrintState::Unknown, Some(Why::Jammed)));
    assert_eq!(state(&shop.app, plain).await, (PrintState::Waiting, Some(Why::Unreachable)));
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), "keep me");
}

on_both!(who_printed_is_told_and_decides, |shop| async move {
    let document = voucher(&shop).await;
    let double = Double::new(Manner::LosesTheAnswer).await;
    let id = printer(&shop, &double.address, Via::Network, Answers::Yes).await;
    let samia = shop.person(Role::Sales).await;
    let form = [("_key", "p1"), ("place", &*format!("printer:{id}")), ("copy", "client"), ("lang", "fr")];
    let asked = samia.post(&format!("/printing/{document}"), &form).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let twice = samia.post(&format!("/printing/{document}"), &form).await;
    assert_eq!(twice.location(), asked.location(), "a double click");
    let listed = samia.api("GET", "/api/v1/prints", &json!(null)).await.json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    let print = listed[0]["id"].as_str().expect("an id").to_owned();
    work(&shop.app).await;

    let page = samia.get("/prints").await;
    assert!(page.body.contains("Incertain") && page.body.contains("Samia Haddad"), "{}", page.body);
    assert!(samia.get("/notices").await.body.contains("/prints"));
    let karim = shop.person(Role::Technician).await;
    double.becomes(Manner::Good).await;
    let path = format!("/prints/{print}");
    assert_eq!(karim.post(&format!("{path}/again"), &[("_key", "a1")]).await.status, StatusCode::SEE_OTHER);
    let late = samia.post(&format!("{path}/again"), &[("_key", "a2")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "someone was quicker");
    work(&shop.app).await;
    assert_eq!(double.strips(), 2);
    let dropped = samia.post(&format!("{path}/removal"), &[("_key", "d1")]).await;
    assert_eq!(dropped.status, StatusCode::CONFLICT, "it is printed");
    assert!(samia.get("/prints").await.body.contains("Imprimé"));

    let waiting = samia
        .api("POST", &format!("/api/v1/documents/{document}/printing"), &json!({ "place": format!("printer:{id}") }))
        .await
        .json();
    let waiting = waiting["prints"][0].as_str().expect("a print").to_owned();
    assert_eq!(
        samia.post(&format!("/prints/{waiting}/removal"), &[("_key", "d2")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(work(&shop.app).await, 0, "nobody wants it");
    let unknown = samia.post("/prints/0000000000001/again", &[("_key", "d3")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
});
