//! What becomes of an uploaded picture: decoded once, turned upright, everything but the pixels taken away (the place where
//! it was taken above all), reduced to what a screen shows, with a small one for lists.
//!
//! What is upright, not too large and plain already is kept byte for byte.

use std::io::Cursor;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{
    DynamicImage, ImageDecoder, ImageEncoder as _, ImageFormat, ImageReader,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    metadata::Orientation,
};

use super::plain;

/// The longest side that is kept, pixels.
pub const LONGEST: u32 = 2_048;
/// The longest side of the small picture of lists.
pub const SMALL: u32 = 320;
/// Quality of JPEG: at 82 nobody sees a difference.
const QUALITY: u8 = 82;
const QUALITY_SMALL: u8 = 75;
/// The most pixels a picture may have: a small file can unfold to gigabytes.
const MOST_PIXELS: u64 = 100_000_000;
/// A table of colours is a few kilobytes; what is larger is something else.
const MOST_PROFILE: usize = 64 << 10;

/// A picture as it is kept.
#[derive(Debug)]
pub struct Picture {
    /// The bytes; none when those that came are kept as they are.
    pub bytes: Option<Vec<u8>>,
    /// The small one, JPEG; none when the picture itself is small.
    pub small: Option<Vec<u8>>,
    /// Media type.
    pub media_type: &'static str,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Why a picture is not taken.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not JPEG, PNG or WebP.
    Type,
    /// Cut off, or not what it says it is.
    Broken,
    /// More pixels than anybody needs.
    TooMany,
}

/// Makes a picture fit to keep. It takes a few hundred milliseconds and, at worst, some hundred megabytes: one at a time.
///
/// # Errors
/// [`Refusal`].
pub fn prepare(bytes: &[u8]) -> Result<Picture, Refusal> {
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => format,
        _ => return Err(Refusal::Type),
    };
    let broken = |_| Refusal::Broken;
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(broken)?;
    let (w, h) = decoder.dimensions();
    if u64::from(w) * u64::from(h) > MOST_PIXELS {
        return Err(Refusal::TooMany);
    }
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|p| is_of_rgb(p));
    let image = eight_bits(DynamicImage::from_decoder(decoder).map_err(broken)?);
    let fits = w.max(h) <= LONGEST && upright == Orientation::NoTransforms;
    if fits && plain::is_plain(format, bytes) {
        let small = small_of(&image)?;
        return Ok(Picture { bytes: None, small, media_type: media_type(format), width: w, height: h });
    }
    let mut kept = reduced(image, LONGEST)?;
    kept.apply_orientation(upright);
    let small = small_of(&kept)?;
    let (bytes, media_type) = if format == ImageFormat::Jpeg || !kept.color().has_alpha() && w.max(h) > LONGEST {
        (jpeg(&kept, QUALITY, profile)?, "image/jpeg")
    } else {
        (png(&kept, profile)?, "image/png")
    };
    Ok(Picture { bytes: Some(bytes), small, media_type, width: kept.width(), height: kept.height() })
}

fn media_type(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "image/png",
        ImageFormat::WebP => "image/webp",
        _ => "image/jpeg",
    }
}

/// The colours of the pixels mean something only with the profile they were made for; one of another kind of colours does not fit
/// what is written.
fn is_of_rgb(profile: &[u8]) -> bool {
    profile.len() <= MOST_PROFILE && profile.get(16..20) == Some(b"RGB ")
}

/// Colours, and what shows through, in one byte each.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => image,
        other if other.color().has_alpha() => other.into_rgba8().into(),
        other => other.into_rgb8().into(),
    }
}

/// No side longer than `longest`.
fn reduced(image: DynamicImage, longest: u32) -> Result<DynamicImage, Refusal> {
    let (w, h) = (image.width(), image.height());
    let longer = w.max(h);
    if longer <= longest {
        return Ok(image);
    }
    let side = |side: u32| {
        let scaled = (u64::from(side) * u64::from(longest) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(longest).max(1)
    };
    let mut out = DynamicImage::new(side(w), side(h), image.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    Resizer::new().resize(&image, &mut out, &options).map_err(|_| Refusal::Broken)?;
    Ok(out)
}

/// The small one, on white where something shows through.
fn small_of(image: &DynamicImage) -> Result<Option<Vec<u8>>, Refusal> {
    if image.width().max(image.height()) <= SMALL {
        return Ok(None);
    }
    let mut small = reduced(image.clone(), SMALL)?;
    if small.color().has_alpha() {
        let mut white = image::RgbaImage::from_pixel(small.width(), small.height(), image::Rgba([255; 4]));
        image::imageops::overlay(&mut white, &small.into_rgba8(), 0, 0);
        small = white.into();
    }
    jpeg(&small, QUALITY_SMALL, None).map(Some)
}

fn jpeg(image: &DynamicImage, quality: u8, profile: Option<Vec<u8>>) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    if let Some(profile) = profile {
        // A picture without its profile is a picture all the same.
        let _ = encoder.set_icc_profile(profile);
    }
    match image {
        DynamicImage::ImageRgb8(rgb) => encoder.encode_image(rgb),
        other => encoder.encode_image(&other.to_rgb8()),
    }
    .map_err(|_| Refusal::Broken)?;
    Ok(out)
}

fn png(image: &DynamicImage, profile: Option<Vec<u8>>) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    let mut encoder = PngEncoder::new(&mut out);
    if let Some(profile) = profile {
        let _ = encoder.set_icc_profile(profile);
    }
    image.write_with_encoder(encoder).map_err(|_| Refusal::Broken)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A photo of a phone held upright: the sensor lies, EXIF says so, and where it was.
    fn photo(w: u32, h: u32, orientation: u8) -> Vec<u8> {
        let picture =
            image::RgbImage::from_fn(w, h, |x, _| image::Rgb(if x < w / 2 { [200, 0, 0] } else { [0, 0, 200] }));
        let mut plain = Vec::new();
        JpegEncoder::new_with_quality(&mut plain, 90).encode_image(&picture).expect("a JPEG");
        let exif = exif(orientation);
        let mut out = plain[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
        out.extend(exif);
        out.extend(&plain[2..]);
        out
    }

    /// Orientation, and a place: latitude 34° 52'.
    fn exif(orientation: u8) -> Vec<u8> {
        let mut out = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        out.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
        out.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
        out.extend([0, 1, 0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 56, 0, 0, 0, 0]);
        out.extend([0, 0, 0, 34, 0, 0, 0, 1, 0, 0, 0, 52, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
        out
    }

    fn holds(bytes: &[u8], word: &[u8]) -> bool {
        bytes.windows(word.len()).any(|w| w == word)
    }

    #[test]
    fn a_photo_of_a_phone_stands_upright_and_tells_no_place() {
        let bytes = photo(400, 200, 6);
        assert!(holds(&bytes, b"Exif"));
        let kept = prepare(&bytes).expect("a picture");
        assert_eq!((kept.width, kept.height, kept.media_type), (200, 400, "image/jpeg"));
        let out = kept.bytes.expect("made anew");
        assert!(!holds(&out, b"Exif") && !holds(&out, b"MM\0\x2a"));
        let shown = image::load_from_memory(&out).expect("a JPEG").into_rgb8();
        assert!(shown.get_pixel(100, 40)[0] > 150, "what was at the left stands at the top");
        assert!(shown.get_pixel(100, 360)[2] > 150);
        let small = image::load_from_memory(&kept.small.expect("a small one")).expect("a JPEG");
        assert_eq!((small.width(), small.height()), (160, 320));
    }

    #[test]
    fn large_ones_are_reduced_and_plain_ones_kept_as_they_are() {
        let large = prepare(&photo(5_000, 1_250, 1)).expect("a picture");
        assert_eq!((large.width, large.height), (2_048, 512));
        let out = large.bytes.expect("made anew");
        let again = prepare(&out).expect("a picture");
        assert!(again.bytes.is_none(), "what we made is plain");
        assert_eq!((again.width, again.height), (2_048, 512));
        assert!(again.small.is_some());
        assert!(prepare(&photo(300, 200, 1)).expect("a picture").bytes.is_some(), "what tells a place is made anew");
    }

    #[test]
    fn what_shows_through_still_does() {
        let glass = image::RgbaImage::from_pixel(3_000, 600, image::Rgba([0, 90, 0, 0]));
        let mut bytes = Vec::new();
        glass.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a PNG");
        let kept = prepare(&bytes).expect("a picture");
        assert_eq!((kept.media_type, kept.width), ("image/png", 2_048));
        let small = image::load_from_memory(&kept.small.expect("a small one")).expect("a JPEG").into_rgb8();
        assert!(small.get_pixel(5, 5).0.iter().all(|c| *c > 250), "on white");
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        assert_eq!(prepare(b"GIF89a").expect_err("refused"), Refusal::Type);
        let bytes = photo(300, 200, 1);
        assert_eq!(prepare(&bytes[..80]).expect_err("refused"), Refusal::Broken);
        let mut bomb = Vec::new();
        image::GrayImage::new(1, 1).write_to(&mut Cursor::new(&mut bomb), ImageFormat::Png).expect("a PNG");
        bomb[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
        // The sum of the head is of other sides: broken, or refused for its size; never unfolded.
        assert!(matches!(prepare(&bomb), Err(Refusal::Broken | Refusal::TooMany)));
    }
}
