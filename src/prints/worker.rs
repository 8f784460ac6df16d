//! Prints what waits: one strip at a time on each printer, all printers at once. Rendering and the network stand outside every
//! transaction.

use std::time::Duration;

use fixili_paper::{Label, Line, Piece, Sheet, escpos};
use tokio::task::JoinSet;

use super::{
    Outcome, Patience, PrintState, Why,
    store::{self, Taken},
    wire,
};
use crate::{
    app::{App, Tx},
    documents::{self, Look},
    events::Event,
    kernel::{
        actor::Actor,
        error::{Error, Result},
    },
    lang::Lang,
    printers::{self, Printer},
    settings,
    users::rights::Scope,
};

/// How long a server may take; far more than every patience together.
const LEASE_MS: i64 = 180_000;
/// Tries before it is put aside for a person.
const TRIES: i64 = 8;
/// First wait after a try, milliseconds; doubled each time.
const WAIT_MS: i64 = 3_000;
/// How often the queue is looked at when nobody says that there is work.
const LOOK: Duration = Duration::from_secs(3);
/// How long strips may take to end after a stop was asked for.
const GRACE: Duration = Duration::from_secs(8);

/// Prints until the application stops.
pub async fn run(app: App, patience: Patience) {
    let (mut stop, mut heard) = (app.stopping(), app.bus().hear());
    let mut strips = JoinSet::new();
    while !*stop.borrow() {
        match take(&app).await {
            Ok(Some(taken)) => {
                strips.spawn(print(app.clone(), taken, patience.clone()));
                continue;
            }
            Ok(None) => {}
            Err(e) => tracing::warn!(error = %e, "the queue of prints could not be read"),
        }
        tokio::select! {
            _ = stop.changed() => {}
            _ = strips.join_next(), if !strips.is_empty() => {}
            () = until_prints_change(&mut heard) => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
    if tokio::time::timeout(GRACE, async { while strips.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!("strips were being printed when the server stopped");
    }
}

async fn until_prints_change(heard: &mut tokio::sync::broadcast::Receiver<String>) {
    use tokio::sync::broadcast::error::RecvError;
    loop {
        match heard.recv().await {
            Ok(subject) if subject == "prints" => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// Prints everything that is due now, one strip after the other; for tests and for a command.
///
/// # Errors
/// When the database refuses.
pub async fn once(app: &App, patience: &Patience) -> Result<usize> {
    let mut printed = 0;
    while let Some(taken) = take(app).await? {
        print(app.clone(), taken, patience.clone()).await;
        printed += 1;
    }
    Ok(printed)
}

/// Takes a print that is due, after putting in order what a stopped server left behind.
async fn take(app: &App) -> Result<Option<Taken>> {
    app.write(async |tx| {
        let now = tx.now();
        store::recover(tx, now).await?;
        for id in store::lost(tx, now).await? {
            tx.record(Actor::System, Event::PrintMoved { print: id, state: PrintState::Unknown.to_string() })?;
        }
        let lease = now.plus_ms(LEASE_MS);
        match store::take_printer(tx, now, lease).await? {
            Some(printer) => store::take(tx, printer, now, lease).await,
            None => Ok(None),
        }
    })
    .await
}

async fn print(app: App, taken: Taken, patience: Patience) {
    let id = taken.id;
    // An error comes before the first byte alone.
    let came_to = attempt(&app, &taken, &patience).await.unwrap_or_else(|e| {
        tracing::warn!(%id, error = %e, "a print could not be made");
        Outcome::NotPrinted(if matches!(e, Error::NotFound) { Why::Unsettable } else { Why::Interrupted })
    });
    if let Err(e) = app.write(async |tx| keep(tx, &taken, came_to).await).await {
        tracing::warn!(%id, error = %e, "what became of a print could not be kept");
    }
}

async fn attempt(app: &App, taken: &Taken, patience: &Patience) -> Result<Outcome> {
    let printer = printers::find(&mut app.read().await?, Scope::Shop, taken.printer_id).await?;
    let strip = strip(app, taken, &printer).await?;
    let leaving = async || {
        app.write(async |tx| {
            let now = tx.now();
            store::sending(tx, taken, now).await
        })
        .await
    };
    wire::send(&printer, &strip, patience, leaving).await
}

/// The bytes of a strip: the document, or a test.
async fn strip(app: &App, taken: &Taken, printer: &Printer) -> Result<Vec<u8>> {
    let resolution = printer.dots.resolution();
    let dots = match taken.document_id {
        Some(document) => {
            let look = Look { format: printer.paper, copy: taken.copy, lang: taken.lang };
            documents::dots(app, Scope::Shop, document, look, resolution).await?
        }
        None => {
            let piece = test_piece(app, printer, taken.lang).await?;
            let at = app.now().ms() / 1_000;
            app.typeset(move |press| press.raster(&piece, resolution, at)).await?
        }
    };
    Ok(escpos(&dots, printer.finish.end()))
}

/// Shows that everything is there: letters in three scripts, both codes, the edges.
async fn test_piece(app: &App, printer: &Printer, lang: Lang) -> Result<Piece> {
    let settings = settings::current(&mut app.read().await?).await?;
    let title = lang.printers_test_title().to_owned();
    let (number, qr) = ("TEST-000123".to_owned(), Some(settings.shop.public_url.clone()));
    if let Some(stock) = printer.paper.stock() {
        let line = |text: &str| Line { text: text.to_owned(), ..Line::default() };
        let lines = vec![Line { strong: true, ..line(&title) }, line(&printer.name), line("Éçàœ · ورشة 0123456789")];
        return Ok(Piece::Label(Label { lang: lang.to_string(), number, qr, lines, struck: None }, stock));
    }
    let mut sheet =
        Sheet { lang: lang.to_string(), title, number: number.clone(), qr, barcode: Some(number), ..Sheet::default() };
    sheet.date = settings.formats(lang).instant(app.now());
    sheet.shop.name.clone_from(&settings.shop.name);
    sheet.shop.legal = "Éçàœ · ورشة 0123456789".to_owned();
    let roll = printer.paper.roll().ok_or(Error::NotFound)?;
    Ok(Piece::Receipt(Box::new(sheet), roll))
}

async fn keep(tx: &mut Tx, taken: &Taken, came_to: Outcome) -> Result<()> {
    let now = tx.now();
    store::free_printer(tx, taken.printer_id, taken.lease_until).await?;
    let moved = |tx: &mut Tx, state: PrintState| {
        tx.record(Actor::System, Event::PrintMoved { print: taken.id, state: state.to_string() })
    };
    let (state, why) = match came_to {
        Outcome::Printed => (PrintState::Done, None),
        Outcome::Unknown(why) => (PrintState::Unknown, Some(why)),
        Outcome::NotPrinted(why) if why == Why::Unsettable || taken.attempts >= TRIES => {
            (PrintState::Failed, Some(why))
        }
        Outcome::NotPrinted(why) => {
            let wait = WAIT_MS << taken.attempts.clamp(0, 10);
            let waits = store::later(tx, taken, why, now.plus_ms(wait)).await?;
            return if waits { moved(tx, PrintState::Waiting) } else { Ok(()) };
        }
    };
    if store::end(tx, taken, state, why, now).await? { moved(tx, state) } else { Ok(()) }
}
