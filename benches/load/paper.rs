//! Printing: what a document costs the server, beside typesetting alone; memory after a hundred of them.

use std::{io::Cursor, time::Duration};

use fixili::{
    app::App,
    args, documents,
    kernel::{
        id::{DocumentId, Id as _, IntakeId},
        time::At,
    },
    lang::Lang,
    printing,
    users::rights::Scope,
};
use fixili_paper::{Block, Photo, Press, Sheet};

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
    documents: Vec<(DocumentId, At)>,
    sheets: Vec<Sheet>,
    app: App,
}

/// Issues the vouchers. Nothing is set yet.
pub async fn prepare(app: &App, options: &Options) -> Result<Papers> {
    let most = WARM + if options.quick { MEASURED / 5 } else { MEASURED };
    let all: Vec<i64> =
        app.read().await?.all("select id from intakes order by fault desc, id limit 110", args![]).await?;
    let mut papers = Papers { documents: Vec::new(), sheets: Vec::new(), app: app.clone() };
    for id in all.into_iter().take(most) {
        let id = printing::intake_document(app, IntakeId::from_raw(id)).await?;
        let mut conn = app.read().await?;
        let issued = documents::find(&mut conn, Scope::Shop, id).await?;
        let said = documents::said(&mut conn, Scope::Shop, id).await?;
        let url = said.tracking_url.clone();
        papers.sheets.push(documents::sheet(issued.kind, &said, Lang::Fr, &said.formats(Lang::Fr), url, None));
        papers.documents.push((id, issued.issued_at));
    }
    Ok(papers)
}

/// Prints the vouchers on a server of their own, then sets the same sheets here.
pub async fn measure(shop: &Shop, scenes: &Scenes, _: &Options, report: &mut Report) -> Result<()> {
    eprintln!("{}: printing …", shop.engine);
    let papers = &scenes.papers;
    let server = Server::product(&shop.data, shop.url.as_deref())?;
    let mut wire = Wire::open(server.address).await?;
    let (mut before, mut bytes) = (0.0, 0);
    for (n, (id, _)) in papers.documents.iter().enumerate() {
        if n == WARM {
            before = shop.cpu(&server)?;
        }
        let path = format!("/documents/{id}.pdf?lang=fr");
        let reply = wire.ask(&drive::request("GET", &path, &scenes.cookie, drive::COMPRESSED, "")).await?;
        if reply.status != 200 || !reply.body.starts_with(b"%PDF") {
            return Err(format!("{path}: {}", reply.head).into());
        }
        bytes = reply.body.len();
    }
    let count = (papers.documents.len() - WARM) as f64;
    let ours = (shop.cpu(&server)? - before) / count;
    let peak = server.memory()?.1;
    drop(server);
    let floor = alone(&papers.sheets, papers.documents[0].1)? / count;
    let what = format!("ms; printed by the server, {} kB", bytes / 1_000);
    report.ratio("Intake voucher, A4", shop.engine, ours * 1e3, floor * 1e3, 2.0, &what);
    report.memory(&format!("Server after {} vouchers", papers.documents.len()), shop.engine, peak, 220);
    if shop.url.is_none() {
        with_photos(papers, report).await?;
    }
    Ok(())
}

/// Seconds of processor time for the sheets after the first few.
fn alone(sheets: &[Sheet], at: At) -> Result<f64> {
    let press = Press::new()?;
    let mut before = 0.0;
    for (n, sheet) in sheets.iter().enumerate() {
        if n == WARM {
            before = here()?;
        }
        press.pdf(sheet, at.ms() / 1_000)?;
    }
    Ok(here()? - before)
}

fn here() -> Result<f64> {
    process::cpu(std::process::id())
}

/// The same vouchers with three photos, through the application's way to the press and through the press alone.
async fn with_photos(papers: &Papers, report: &mut Report) -> Result<()> {
    let photos: Vec<Photo> = (0..3).map(photo).collect::<Result<_>>()?;
    let sheets = papers.sheets.iter().take(WARM + 20).cloned().map(|mut sheet| {
        sheet.blocks.push(Block::Photos { title: "Photos".into(), photos: photos.clone() });
        sheet
    });
    let sheets: Vec<Sheet> = sheets.collect();
    let at = papers.documents[0].1;
    let count = (sheets.len() - WARM) as f64;
    let mut before = 0.0;
    for (n, sheet) in sheets.iter().enumerate() {
        if n == WARM {
            before = here()?;
        }
        papers.app.typeset(sheet.clone(), at).await?;
    }
    let ours = (here()? - before) / count;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let floor = alone(&sheets, at)? / count;
    report.ratio("The same with three photos", "—", ours * 1e3, floor * 1e3, 2.0, "ms; `App::typeset`");
    Ok(())
}

/// A photograph of two megapixels that does not compress to nothing.
fn photo(n: u32) -> Result<Photo> {
    let picture = image::RgbImage::from_fn(1_600, 1_200, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ n) >> 27;
        image::Rgb([(x / 7 + grain) as u8, (y / 5 + grain) as u8, ((x + y) / 11 + grain) as u8])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg)?;
    Ok(Photo { bytes: bytes.into_inner(), caption: format!("Photo {n}") })
}
