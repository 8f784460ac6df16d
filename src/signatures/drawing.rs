//! A drawn signature: a small PNG, read, looked at, and written anew as dark ink on white, cut to what was drawn.

use base64::Engine as _;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba};

use crate::{
    kernel::error::{Error, Result},
    lang::Key,
};

/// The longest side that is read.
const MOST: u32 = 4_096;
/// The longest side that is kept.
const KEPT: u32 = 1_000;
/// White around the ink.
const MARGIN: u32 = 12;
/// Darker is ink.
const INK: u8 = 160;
/// Fewer dark pixels are a slip of the hand.
const LEAST: usize = 60;

/// The drawing as it is kept.
///
/// # Errors
/// [`Error::Invalid`] (field `drawing`) when it is no PNG, too large, or nothing was drawn.
pub fn clean(typed: &str) -> Result<Vec<u8>> {
    let unreadable = || Error::field("drawing", Key::SignaturesUnreadable);
    let text = typed.strip_prefix("data:image/png;base64,").unwrap_or(typed);
    let bytes = base64::engine::general_purpose::STANDARD.decode(text).map_err(|_| unreadable())?;
    let read = || image::ImageReader::with_format(std::io::Cursor::new(&bytes), ImageFormat::Png);
    let (w, h) = read().into_dimensions().map_err(|_| unreadable())?;
    if w > MOST || h > MOST {
        return Err(unreadable());
    }
    let ink = on_white(&read().decode().map_err(|_| unreadable())?);
    let cut = to_the_ink(&ink).ok_or_else(|| Error::field("drawing", Key::SignaturesEmpty))?;
    let mut out = Vec::new();
    cut.write_to(&mut std::io::Cursor::new(&mut out), ImageFormat::Png).map_err(Error::internal)?;
    Ok(out)
}

/// Grey on white, whatever shone through.
fn on_white(drawn: &DynamicImage) -> GrayImage {
    let drawn = drawn.to_rgba8();
    GrayImage::from_fn(drawn.width(), drawn.height(), |x, y| {
        let Rgba([r, g, b, alpha]) = *drawn.get_pixel(x, y);
        let light = (u32::from(r) * 3 + u32::from(g) * 6 + u32::from(b)) / 10;
        let alpha = u32::from(alpha);
        Luma([u8::try_from((light * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)])
    })
}

/// What was drawn with a little white around; none when next to nothing was.
fn to_the_ink(drawn: &GrayImage) -> Option<DynamicImage> {
    let (mut left, mut top, mut right, mut bottom, mut count) = (u32::MAX, u32::MAX, 0, 0, 0);
    for (x, y, Luma([light])) in drawn.enumerate_pixels() {
        if *light < INK {
            (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
            count += 1;
        }
    }
    if count < LEAST {
        return None;
    }
    let (left, top) = (left.saturating_sub(MARGIN), top.saturating_sub(MARGIN));
    let (right, bottom) = ((right + MARGIN).min(drawn.width() - 1), (bottom + MARGIN).min(drawn.height() - 1));
    let cut = image::imageops::crop_imm(drawn, left, top, right - left + 1, bottom - top + 1).to_image();
    let cut = DynamicImage::from(cut);
    Some(if cut.width().max(cut.height()) > KEPT { cut.thumbnail(KEPT, KEPT) } else { cut })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(picture: &image::RgbaImage) -> String {
        let mut bytes = Vec::new();
        picture.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).expect("a PNG");
        base64::engine::general_purpose::STANDARD.encode(bytes)
    }

    fn refusal(typed: &str) -> Option<Key> {
        match clean(typed) {
            Err(Error::Invalid(faults)) => Some(faults.0[0].1.key),
            _ => None,
        }
    }

    #[test]
    fn what_was_drawn_is_kept_on_white_and_cut_to_it() {
        let mut drawn = image::RgbaImage::new(700, 256);
        for x in 200..400 {
            drawn.put_pixel(x, 100, Rgba([20, 20, 90, 255]));
        }
        let kept = clean(&format!("data:image/png;base64,{}", typed(&drawn))).expect("a signature");
        let kept = image::load_from_memory(&kept).expect("a PNG");
        assert_eq!((kept.width(), kept.height()), (224, 25));
        assert_eq!(kept.to_luma8().get_pixel(0, 0)[0], 255);
        assert!(kept.to_luma8().get_pixel(100, 12)[0] < 60);
    }

    #[test]
    fn nothing_drawn_or_no_picture_is_refused() {
        assert_eq!(refusal(&typed(&image::RgbaImage::new(700, 256))), Some(Key::SignaturesEmpty));
        assert_eq!(refusal(&typed(&image::RgbaImage::from_pixel(70, 25, Rgba([255; 4])))), Some(Key::SignaturesEmpty));
        assert_eq!(refusal("<svg onload=alert(1)>"), Some(Key::SignaturesUnreadable));
        assert_eq!(refusal("iVBORw0KGgo="), Some(Key::SignaturesUnreadable));
        assert_eq!(refusal(&typed(&image::RgbaImage::new(5_000, 1))), Some(Key::SignaturesUnreadable));
    }
}
