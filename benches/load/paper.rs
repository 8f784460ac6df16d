//! Printing: what a document costs the server, beside typesetting alone; memory after a hundred of them.

use std::io::Cursor;

use fixili::{
    app::App,
    args,
    documents::{self, Pictures},
    files,
    kernel::{
        id::{DocumentId, Id as _, IntakeId},
        time::At,
    },
    lang::Lang,
    printing,
    users::rights::{IntakesEdit, May, Scope},
};
use fixili_paper::{Label, Photo, Piece, Press, Roll, Sheet, Stock};

use crate::{
    Options, Result,
    drive::{self, Wire},
    process::{self, Server},
    report::Report,
    requests::Scenes,
    shop::Shop,
};

/// Documents before those that are counted.
const WARM: usize = 10;
const MEASURED: usize = 100;

/// Intake vouchers of different files, and what stands on them.
pub struct Papers {
    plain: Vec<Paper>,
    with_photos: Vec<Paper>,
}

struct Paper {
    document: DocumentId,
    issued: At,
    sheet: Sheet,
    label: Label,
}

/// Issues the vouchers; a part of them shows three photos of two megapixels. Nothing is set yet.
pub async fn prepare(app: &App, options: &Options) -> Result<Papers> {
    let most = WARM + if options.quick { MEASURED / 5 } else { MEASURED };
    let all: Vec<i64> =
        app.read().await?.all("select id from intakes order by fault desc, id limit 140", args![]).await?;
    let mut papers = Papers { plain: Vec::new(), with_photos: Vec::new() };
    let photos: Vec<Vec<u8>> = (0..3).map(photo).collect::<Result<_>>()?;
    for (n, id) in all.into_iter().take(most + WARM + MEASURED / 5).enumerate() {
        let intake = IntakeId::from_raw(id);
        if n < most {
            papers.plain.push(paper(app, intake, &[]).await?);
        } else {
            papers.with_photos.push(paper(app, intake, &photos).await?);
        }
    }
    Ok(papers)
}

async fn paper(app: &App, intake: IntakeId, photos: &[Vec<u8>]) -> Result<Paper> {
    let by = May::<IntakesEdit>::system();
    for (n, bytes) in photos.iter().enumerate() {
        let file = files::keep_pending(app, &by, &format!("photo-{n}.jpg"), bytes).await?;
        app.write(async |tx| files::attach(tx, &by, intake, &[file]).await).await?;
    }
    let document = printing::intake_document(app, intake).await?;
    let mut conn = app.read().await?;
    let issued = documents::find(&mut conn, Scope::Shop, document).await?;
    let said = documents::said(&mut conn, Scope::Shop, document).await?;
    let photos = photos.iter().map(|bytes| (None, Photo { bytes: bytes.clone(), caption: String::new() })).collect();
    let (url, pictures) = (said.tracking_url.clone(), Pictures { logo: None, photos, signature: None });
    let sheet = documents::sheet(issued.kind, &said, Lang::Fr, &said.formats(Lang::Fr), url, pictures);
    let label = documents::label(&said, Lang::Fr, &said.formats(Lang::Fr));
    Ok(Paper { document, issued: issued.issued_at, sheet, label })
}

/// Prints the vouchers on a server of their own, then sets the same sheets here.
pub async fn measure(shop: &Shop, scenes: &Scenes, _: &Options, report: &mut Report) -> Result<()> {
    eprintln!("{}: printing …", shop.engine);
    let server = Server::product(&shop.data, shop.url.as_deref())?;
    let mut wire = Wire::open(server.address).await?;
    let (plain, with_photos) = (&scenes.papers.plain, &scenes.papers.with_photos);
    for (what, format, papers) in [
        ("Intake voucher, A4", "a4", plain),
        ("The same with three photos", "a4", with_photos),
        ("The same on a roll of 80 mm", "r80", plain),
        ("Label, 62 × 29 mm", "l62x29", plain),
    ] {
        let (mut before, mut bytes) = (0.0, 0);
        for (n, paper) in papers.iter().enumerate() {
            if n == WARM {
                before = shop.cpu(&server)?;
            }
            bytes = printed(&mut wire, &scenes.cookie, paper.document, format).await?;
        }
        let count = (papers.len() - WARM) as f64;
        let ours = (shop.cpu(&server)? - before) / count;
        let floor = alone(papers, format)? / count;
        let note = format!("ms; printed by the server, {} kB", bytes / 1_000);
        report.ratio(what, shop.engine, ours * 1e3, floor * 1e3, 2.0, &note);
    }
    let count = plain.len() * 3 + with_photos.len();
    report.memory(&format!("Server after {count} papers"), shop.engine, server.memory()?.1, 220);
    Ok(())
}

/// The length of a document.
async fn printed(wire: &mut Wire, cookie: &str, id: DocumentId, format: &str) -> Result<usize> {
    let path = format!("/documents/{id}.pdf?lang=fr&format={format}");
    let reply = wire.ask(&drive::request("GET", &path, cookie, drive::COMPRESSED, "")).await?;
    if reply.status != 200 || !reply.body.starts_with(b"%PDF") {
        return Err(format!("{path}: {}", reply.head).into());
    }
    Ok(reply.body.len())
}

/// Seconds of processor time for the papers after the first few.
fn alone(papers: &[Paper], format: &str) -> Result<f64> {
    let press = Press::new()?;
    let mut before = 0.0;
    for (n, paper) in papers.iter().enumerate() {
        if n == WARM {
            before = process::cpu(std::process::id())?;
        }
        let piece = match format {
            "l62x29" => Piece::Label(paper.label.clone(), Stock::W62H29),
            "r80" => Piece::Receipt(Box::new(paper.sheet.clone()), Roll::Wide),
            _ => Piece::Page(Box::new(paper.sheet.clone())),
        };
        press.piece_pdf(&piece, paper.issued.ms() / 1_000)?;
    }
    Ok(process::cpu(std::process::id())? - before)
}

/// A photograph of two megapixels that does not compress to nothing.
fn photo(n: u32) -> Result<Vec<u8>> {
    let picture = image::RgbImage::from_fn(1_600, 1_200, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ n) >> 27;
        image::Rgb([(x / 7 + grain) as u8, (y / 5 + grain) as u8, ((x + y) / 11 + grain) as u8])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}
