//! Decides whether a picture can be printed, before it reaches the page.
//!
//! A broken or exotic file is left out, never an error. Photographs larger than paper needs are reduced: decoded
//! pictures stay in the typesetter's cache, and the file is read by people on phones.

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;
use std::panic::catch_unwind;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

/// Larger files are not looked at.
const MOST_BYTES: usize = 32 << 20;
const MOST_SVG_BYTES: usize = 1 << 20;
/// Larger pictures are not decoded.
const MOST_PIXELS: u64 = 64_000_000;
/// Longest side kept: 300 dots an inch over 135 mm.
const LONGEST: u32 = 1600;

/// The bytes to print, or none if nothing can be made of them.
pub fn printable(bytes: &[u8]) -> Option<Bytes> {
    if bytes.is_empty() || bytes.len() > MOST_BYTES {
        return None;
    }
    // A decoder that panics on a hostile file must not take the document with it.
    catch_unwind(|| if looks_like_svg(bytes) { drawing(bytes) } else { photograph(bytes) }).ok().flatten()
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).into_owned();
    start.trim_start_matches('\u{feff}').trim_start().starts_with('<') && start.contains("<svg")
}

/// An SVG that parses, has a size, and refers to nothing outside itself.
fn drawing(bytes: &[u8]) -> Option<Bytes> {
    let source = std::str::from_utf8(bytes).ok()?;
    if bytes.len() > MOST_SVG_BYTES || !self_contained(source) {
        return None;
    }
    let bytes = Bytes::new(bytes.to_vec());
    let image = SvgImage::new(bytes.clone()).ok()?;
    let sound = |side: f64| side.is_finite() && side > 0.0;
    (sound(image.width()) && sound(image.height())).then_some(bytes)
}

fn self_contained(source: &str) -> bool {
    source.split("href").skip(1).all(|rest| {
        let value = rest.trim_start_matches([' ', '\t', '\r', '\n', '=', '"', '\'']);
        value.starts_with('#') || value.starts_with("data:image/")
    })
}

fn photograph(bytes: &[u8]) -> Option<Bytes> {
    let format = image::guess_format(bytes).ok()?;
    let exchange = match format {
        ImageFormat::Png => ExchangeFormat::Png,
        ImageFormat::Jpeg => ExchangeFormat::Jpg,
        ImageFormat::WebP => ExchangeFormat::Webp,
        _ => return None,
    };
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().ok()?;
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    if width.max(height) > LONGEST {
        return reduced(bytes, format);
    }
    let bytes = Bytes::new(bytes.to_vec());
    RasterImage::plain(bytes.clone(), exchange).ok().map(|_| bytes)
}

/// The picture upright and no longer than `LONGEST`; PNG if something shows through it, else JPEG.
fn reduced(bytes: &[u8], format: ImageFormat) -> Option<Bytes> {
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().ok()?;
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).ok()?.thumbnail(LONGEST, LONGEST);
    image.apply_orientation(upright);
    let mut out = Cursor::new(Vec::new());
    if image.color().has_alpha() {
        image.to_rgba8().write_to(&mut out, ImageFormat::Png).ok()?;
    } else {
        image.to_rgb8().write_to(&mut out, ImageFormat::Jpeg).ok()?;
    }
    Some(Bytes::new(out.into_inner()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90])).write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    #[test]
    fn sound_pictures_pass_unchanged() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let bytes = encoded(40, 30, format);
            assert_eq!(printable(&bytes).as_deref(), Some(&bytes[..]), "{format:?}");
        }
        let svg = br##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>"##;
        assert!(printable(svg).is_some());
    }

    #[test]
    fn large_pictures_are_reduced() {
        let bytes = encoded(4000, 1000, ImageFormat::Jpeg);
        let small = printable(&bytes).unwrap();
        let size = ImageReader::with_format(Cursor::new(&small[..]), ImageFormat::Jpeg).into_dimensions().unwrap();
        assert_eq!(size, (LONGEST, LONGEST / 4));
    }

    #[test]
    fn what_cannot_be_printed_is_left_out() {
        let mut cut = encoded(400, 300, ImageFormat::Png);
        cut.truncate(120);
        let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec();
        let linked = br#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd" width="9" height="9"/></svg>"#;
        let broken = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g>".to_vec();
        for bytes in [Vec::new(), b"not a picture".to_vec(), cut, gif, linked.to_vec(), broken] {
            assert!(printable(&bytes).is_none(), "{:?}", String::from_utf8_lossy(&bytes));
        }
    }
}
