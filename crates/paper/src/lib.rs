//! Typesetting for Fixili: a [`Sheet`] or a [`Label`] in, a PDF or a printer's dots out.
//!
//! It knows how a document looks and nothing of what it means: words, numbers and dates arrive chosen and formatted.
//! It opens no file and no connection; strings are data and are printed as they are. The same sheet at the same time
//! gives the same bytes.

mod codes;
mod columns;
mod data;
mod escpos;
mod label;
mod merge;
mod piece;
mod pictures;
mod raster;
mod sheet;
mod text;
mod world;

pub use codes::{Drawing, code128_svg, qr_svg};
pub use escpos::{End, escpos, status_request};
pub use label::{Label, Line};
pub use merge::merged;
pub use piece::{Piece, Resolution, Roll, Stock};
pub use raster::Bitmap;
pub use sheet::*;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Dict, Smart};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards, Timestamp};
use world::{Desk, Engine};

/// How many documents the typesetter's cache survives: enough to keep the templates warm, not the photographs.
const CACHE: usize = 10;

/// Fonts and templates, ready to set sheets. Clones share them.
#[derive(Clone)]
pub struct Press {
    engine: Arc<Engine>,
}

/// Why a document could not be made. All are our own faults: no sheet should cause one.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// A font or template inside the program cannot be read.
    Setup(String),
    /// The templates failed on this sheet.
    Layout(String),
    /// The pages could not be written as PDF.
    Export(String),
    /// The typesetter panicked.
    Panic,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Setup(what) => write!(f, "the press cannot be set up: {what}"),
            Error::Layout(what) => write!(f, "the sheet cannot be laid out: {what}"),
            Error::Export(what) => write!(f, "the pages cannot be written as PDF: {what}"),
            Error::Panic => f.write_str("the typesetter failed"),
        }
    }
}

impl std::error::Error for Error {}

impl Press {
    /// Reads the built-in fonts and templates.
    pub fn new() -> Result<Self, Error> {
        let engine = Engine::new().map_err(Error::Setup)?;
        Ok(Self { engine: Arc::new(engine) })
    }

    /// The font families it sets with.
    pub fn fonts(&self) -> Vec<String> {
        self.engine.families()
    }

    /// Sets the sheet as a tagged PDF, dated `at` (seconds since 1970, UTC).
    ///
    /// Takes tens of milliseconds of processor time and, on long sheets, tens of megabytes: one document at a time,
    /// off the threads that serve requests, is the caller's care.
    pub fn pdf(&self, sheet: &Sheet, at: i64) -> Result<Vec<u8>, Error> {
        self.set(|pictures| data::values(sheet, pictures), at, "/sheet.typ", write_pdf)
    }

    /// Sets a sheet on A4 or a roll, or a label, as a tagged PDF. A roll and a label are always one page.
    pub fn piece_pdf(&self, piece: &Piece, at: i64) -> Result<Vec<u8>, Error> {
        let target = piece.target(None);
        self.set(|pictures| piece.values(&target, pictures), at, piece.template(), write_pdf)
    }

    /// The same in the dots of a thermal printer: a roll without the margins the printer cannot reach.
    pub fn raster(&self, piece: &Piece, resolution: Resolution, at: i64) -> Result<Bitmap, Error> {
        let target = piece.target(Some(resolution));
        self.set(
            |pictures| piece.values(&target, pictures),
            at,
            piece.template(),
            |desk, pages, _| raster::drawn(desk, pages, resolution),
        )
    }

    fn set<T>(
        &self,
        values: impl Fn(bool) -> Dict,
        at: i64,
        template: &str,
        out: impl Fn(&Desk, &PagedDocument, Option<Datetime>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let attempt = |pictures| {
            let work = || {
                let now = datetime(at);
                let desk = Desk::new(&self.engine, template, values(pictures), now).map_err(Error::Setup)?;
                out(&desk, &lay_out(&desk)?.output, now)
            };
            catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Error::Panic))
        };
        // Pictures were checked one by one; should one still break the page, the words matter more.
        let made = attempt(true).or_else(|first| attempt(false).map_err(|_| first));
        typst::comemo::evict(CACHE);
        made
    }
}

fn lay_out(desk: &Desk) -> Result<Warned<PagedDocument>, Error> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(desk);
    let output = output.map_err(|errors| Error::Layout(describe(desk, &errors)))?;
    Ok(Warned { output, warnings })
}

fn write_pdf(desk: &Desk, pages: &PagedDocument, now: Option<Datetime>) -> Result<Vec<u8>, Error> {
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Fixili".to_owned())),
        timestamp: now.map(Timestamp::new_utc),
        page_ranges: None,
        standards: PdfStandards::default(),
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(pages, &options).map_err(|errors| Error::Export(describe(desk, &errors)))
}

fn describe(desk: &Desk, errors: &[SourceDiagnostic]) -> String {
    let one = |error: &SourceDiagnostic| {
        let place = desk.range(error.span).and_then(|range| {
            let id = error.span.id()?;
            let line = desk.source(id).ok()?.lines().byte_to_line(range.start)?;
            Some(format!("{}:{}: ", id.get().vpath().get_with_slash(), line + 1))
        });
        format!("{}{}", place.unwrap_or_default(), error.message)
    };
    errors.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The civil date and time of an instant, in UTC; none outside the years the calendar can write.
fn datetime(at: i64) -> Option<Datetime> {
    let (days, seconds) = (at.div_euclid(86_400), at.rem_euclid(86_400));
    // Days are counted from 1 March of year 0, so that the leap day ends the year.
    let days = days.checked_add(719_468)?;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let year = i32::try_from(year).ok().filter(|y| (0..=9999).contains(y))?;
    let small = |n: i64| u8::try_from(n).ok();
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Datetime::from_ymd_hms(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod thermal_tests;
