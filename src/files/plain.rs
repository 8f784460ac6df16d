//! Whether the bytes of a picture hold the picture and nothing else: no EXIF, no comment, nothing behind its end.

use image::ImageFormat;

/// Nothing but the picture and what is needed to show it. Where it cannot be told, no.
pub fn is_plain(format: ImageFormat, bytes: &[u8]) -> bool {
    match format {
        ImageFormat::Jpeg => jpeg(bytes).is_some(),
        ImageFormat::Png => png(bytes).is_some(),
        _ => false,
    }
}

/// Segments up to the scan, then the end of the picture as the end of the file.
fn jpeg(bytes: &[u8]) -> Option<()> {
    let mut at = 2;
    loop {
        let [0xff, marker, high, low] = *bytes.get(at..at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let body = bytes.get(at + 4..at + 2 + length)?;
        match marker {
            // The scan of a picture in one go; of one in several, more tables and scans follow.
            0xda => return ends_once(bytes.get(at + 2 + length..)?),
            // JFIF, without a small picture in it; Adobe's colours; a profile of colours.
            0xe0 if body.starts_with(b"JFIF\0") && body.get(12..14) == Some(&[0, 0]) => {}
            0xe2 if body.starts_with(b"ICC_PROFILE\0") => {}
            0xee if body.starts_with(b"Adobe") && body.len() == 12 => {}
            // Tables and frames.
            0xc0..=0xcf | 0xdb..=0xdd => {}
            _ => return None,
        }
        at += 2 + length;
    }
}

/// In the data of a scan a marker other than a restart is the end, and stands at the end.
fn ends_once(scan: &[u8]) -> Option<()> {
    let marker = scan.windows(2).position(|w| w[0] == 0xff && !matches!(w[1], 0x00 | 0xd0..=0xd7))?;
    (scan[marker + 1] == 0xd9 && marker + 2 == scan.len()).then_some(())
}

/// Chunks of the picture and of its colours alone.
fn png(bytes: &[u8]) -> Option<()> {
    const PLAIN: &[&[u8; 4]] =
        &[b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"];
    let mut at = 8;
    loop {
        let length = usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()?;
        let name: &[u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        at = at.checked_add(12)?.checked_add(length)?;
        if name == b"IEND" {
            return (at == bytes.len()).then_some(());
        }
        if !PLAIN.contains(&name) {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut out = Vec::new();
        let picture = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 6) as u8, (y * 8) as u8, 90]));
        picture.write_to(&mut std::io::Cursor::new(&mut out), format).expect("a picture");
        out
    }

    #[test]
    fn a_comment_or_anything_behind_the_end_is_not_plain() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png] {
            let plain = picture(format);
            assert!(is_plain(format, &plain), "{format:?}");
            assert!(!is_plain(format, &[&plain[..], b"behind"].concat()), "{format:?}");
            assert!(!is_plain(format, &plain[..plain.len() / 2]), "{format:?}");
        }
        let jpeg = picture(ImageFormat::Jpeg);
        let commented = [&jpeg[..2], b"\xff\xfe\0\x05abc", &jpeg[2..]].concat();
        assert!(!is_plain(ImageFormat::Jpeg, &commented));
        let png = picture(ImageFormat::Png);
        let commented = [&png[..33], b"\0\0\0\x03tEXtabc\0\0\0\0", &png[33..]].concat();
        assert!(!is_plain(ImageFormat::Png, &commented));
    }
}
