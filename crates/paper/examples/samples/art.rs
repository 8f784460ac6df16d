//! Pictures drawn on the spot: a logo, a signature, three photographs.

use std::io::Cursor;

pub fn logo() -> Vec<u8> {
    br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#14b8a6"/><stop offset="1" stop-color="#115e59"/></linearGradient></defs><rect width="64" height="64" rx="14" fill="url(#g)"/><path d="M22 14h20a4 4 0 0 1 4 4v28a4 4 0 0 1-4 4H22a4 4 0 0 1-4-4V18a4 4 0 0 1 4-4z" fill="none" stroke="#fff" stroke-width="3.4"/><path d="M33 21l-7 13h5l-1 9 8-13h-6z" fill="#fff"/></svg>"##.to_vec()
}

pub fn wide_logo() -> Vec<u8> {
    br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 64"><rect width="420" height="64" rx="12" fill="#7c2d12"/><path d="M20 44L50 16l30 28m10 0l30-28 30 28m10 0l30-28 30 28m10 0l30-28 30 28m10 0l30-28 30 28" fill="none" stroke="#fff" stroke-width="6"/></svg>"##.to_vec()
}

pub fn signature() -> Vec<u8> {
    br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><path d="M14 56C30 20 44 8 40 30S22 70 34 58s22-34 30-30-12 28-4 28 14-22 22-22-6 20 2 20 12-20 20-18-4 18 4 18 14-16 24-16c14 0 26 8 54-2M18 66c50-8 90-8 150-4" fill="none" stroke="#1e3a8a" stroke-width="2.2" stroke-linecap="round"/></svg>"##.to_vec()
}

/// A soft scene with a dark device in the middle, as a telephone would take it.
pub fn photo(hue: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(1600, 1200, |x, y| {
        let (dx, dy) = ((x as i32 - 800).abs(), (y as i32 - 600).abs());
        if dx < 470 && dy < 330 {
            let glow = ((x + y) / 16) as u8;
            if dx > 440 || dy > 300 {
                image::Rgb([24, 26, 30])
            } else {
                image::Rgb([glow / 3, glow / 2, hue.saturating_add(glow / 3)])
            }
        } else {
            let light = 236 - (y / 24) as u8 - (dx / 40) as u8;
            image::Rgb([light, light.saturating_sub(6), light.saturating_sub(18)])
        }
    });
    let mut out = Cursor::new(Vec::new());
    if picture.write_to(&mut out, image::ImageFormat::Jpeg).is_err() {
        return Vec::new();
    }
    out.into_inner()
}
