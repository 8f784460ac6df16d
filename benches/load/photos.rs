//! A deposit with three photos as a phone takes them: what it costs the server, beside making the same pictures small with the same
//! libraries and nothing else.

use std::io::Cursor;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, codecs::jpeg::JpegEncoder};

use crate::{
    Options, Result,
    drive::{self, Wire},
    plan, process,
    process::Server,
    report::Report,
    requests::{self, Scenes},
    shop::Shop,
};

/// Deposits before those that are counted.
const WARM: u64 = 2;
const MEASURED: u64 = 8;
const BOUNDARY: &str = "edge-of-a-part";
/// The longest side of what is kept, of the small one, and their quality, as in `files/picture.rs`.
const KEPT: [(u32, u8); 2] = [(2_048, 82), (320, 75)];

/// Deposits one after the other on a server of their own.
pub async fn measure(shop: &Shop, scenes: &Scenes, options: &Options, report: &mut Report) -> Result<()> {
    eprintln!("{}: deposits with photos …", shop.engine);
    let photos: Vec<Vec<u8>> = (0..3).map(photo).collect::<Result<_>>()?;
    let size: usize = photos.iter().map(Vec::len).sum();
    let server = Server::product(&shop.data, shop.url.as_deref())?;
    let mut wire = Wire::open(server.address).await?;
    let (first, measured) = (900_000, if options.quick { 2 } else { MEASURED });
    let mut before = 0.0;
    for n in 0..WARM + measured {
        if n == WARM {
            before = shop.cpu(&server)?;
        }
        let body = form(&requests::deposit_fields(&plan::marker(first + i64::try_from(n)?)), &photos);
        let reply = wire.ask(&post(&scenes.cookie, &body)).await?;
        if reply.status != 303 {
            return Err(format!("a deposit with photos: {}", reply.head).into());
        }
    }
    let ours = (shop.cpu(&server)? - before) / measured as f64;
    let began = process::cpu(std::process::id())?;
    for _ in 0..measured {
        for photo in &photos {
            alone(photo)?;
        }
    }
    let floor = (process::cpu(std::process::id())? - began) / measured as f64;
    let note = format!("ms; three photos of 12 megapixels, {:.1} MB in all", size as f64 / 1e6);
    report.ratio("Saving a deposit with three photos", shop.engine, ours * 1e3, floor * 1e3, 1.5, &note);
    report.memory("Server after these deposits", shop.engine, server.memory()?.1, 300);
    Ok(())
}

/// A request with a form of several parts.
fn post(cookie: &str, body: &[u8]) -> Vec<u8> {
    let head = drive::request("GET", "/deposits", cookie, drive::COMPRESSED, "");
    let head = String::from_utf8_lossy(&head).replacen("GET", "POST", 1);
    let kind =
        format!("content-type: multipart/form-data; boundary={BOUNDARY}\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.trim_end().as_bytes(), b"\r\n", kind.as_bytes(), body].concat()
}

fn form(fields: &[(&str, String)], photos: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        out.extend(part.bytes());
    }
    for (n, photo) in photos.iter().enumerate() {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"items.0.files\"; filename=\"{n}.jpg\"\r\ncontent-type: image/jpeg\r\n\r\n"
        );
        out.extend(head.bytes());
        out.extend_from_slice(photo);
        out.extend(b"\r\n");
    }
    out.extend(format!("--{BOUNDARY}--\r\n").bytes());
    out
}

/// Decoded, made small twice, encoded twice.
fn alone(photo: &[u8]) -> Result<usize> {
    let mut image = image::load_from_memory(photo)?;
    let mut bytes = 0;
    for (longest, quality) in KEPT {
        let (w, h) = (image.width() * longest / image.width(), image.height() * longest / image.width());
        let mut small = DynamicImage::new(w, h, image.color());
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
        Resizer::new().resize(&image, &mut small, &options)?;
        let mut out = Vec::new();
        small.write_with_encoder(JpegEncoder::new_with_quality(&mut out, quality))?;
        bytes += out.len();
        image = small;
    }
    Ok(bytes)
}

/// Twelve megapixels that weigh about four megabytes.
fn photo(n: u32) -> Result<Vec<u8>> {
    let picture = image::RgbImage::from_fn(4_000, 3_000, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ n) >> 27;
        image::Rgb([(x / 16 + grain) as u8, (y / 12 + grain) as u8, ((x + y) / 28 + grain) as u8])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 92))?;
    Ok(bytes.into_inner())
}
