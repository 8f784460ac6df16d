//! A page in the dots of a thermal printer: black or white, nothing between.
//!
//! Text and codes are cut at half grey, so that edges stay sharp and bars stay whole; pictures alone are dithered.

use crate::Error;
use crate::piece::Resolution;
use crate::world::Desk;
use typst::layout::{Frame, FrameItem, Point};
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

/// Longest strip that is drawn, millimetres: a shop's longest conditions stay far below.
const LONGEST: u32 = 3_000;

/// Black dots on white paper, a bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bitmap {
    /// Dots in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Row by row, each beginning with a new byte; the highest bit is the first dot, 1 is black.
    pub bits: Vec<u8>,
}

impl Bitmap {
    /// Bytes of a row.
    pub fn stride(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// Whether the dot is black; what lies outside is white.
    pub fn black(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.bits[y * self.stride() + x / 8] & (0x80 >> (x % 8)) != 0
    }
}

/// The one page of a roll or a label.
pub(crate) fn drawn(_: &Desk, pages: &PagedDocument, resolution: Resolution) -> Result<Bitmap, Error> {
    let [page] = pages.pages() else {
        return Err(Error::Layout(format!("{} pages instead of one", pages.pages().len())));
    };
    if page.frame.height().to_mm() > f64::from(LONGEST) {
        return Err(Error::Layout("longer than any printer's strip".to_owned()));
    }
    let options = RenderOptions { pixel_per_pt: Scalar::new(1.0 / resolution.dot()), ..RenderOptions::default() };
    let picture = typst_render::render(page, &options);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    // The page is opaque: its colours need not be divided by their alpha.
    let mut grey: Vec<f32> = picture.pixels().iter().map(|p| luma(p.red(), p.green(), p.blue())).collect();
    let mut pictures = Vec::new();
    find_pictures(&page.frame, Point::zero(), &mut pictures);
    for [x, y, wide, high] in pictures {
        let dots = |pt: f64, most: usize| ((pt / resolution.dot()).round().max(0.0) as usize).min(most);
        let (left, top) = (dots(x, width), dots(y, height));
        dither(&mut grey, width, (left, dots(x + wide, width)), (top, dots(y + high, height)));
    }
    Ok(packed(&grey, width, height))
}

fn luma(red: u8, green: u8, blue: u8) -> f32 {
    0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue)
}

/// Left, top, width and height of each picture, in points.
fn find_pictures(frame: &Frame, origin: Point, found: &mut Vec<[f64; 4]>) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => {
                find_pictures(&group.frame, at + Point::new(group.transform.tx, group.transform.ty), found)
            }
            FrameItem::Image(_, size, _) => found.push([at.x.to_pt(), at.y.to_pt(), size.x.to_pt(), size.y.to_pt()]),
            _ => {}
        }
    }
}

/// Floyd and Steinberg's: what a dot is too dark or too light by is shared among its neighbours inside the picture.
fn dither(grey: &mut [f32], width: usize, (left, right): (usize, usize), (top, bottom): (usize, usize)) {
    for y in top..bottom {
        for x in left..right {
            let here = grey[y * width + x];
            let dot = if here < 128.0 { 0.0 } else { 255.0 };
            grey[y * width + x] = dot;
            let mut share = |x: usize, y: usize, part: f32| {
                if (left..right).contains(&x) && y < bottom {
                    grey[y * width + x] += (here - dot) * part / 16.0;
                }
            };
            share(x + 1, y, 7.0);
            share(x.wrapping_sub(1), y + 1, 3.0);
            share(x, y + 1, 5.0);
            share(x + 1, y + 1, 1.0);
        }
    }
}

fn packed(grey: &[f32], width: usize, height: usize) -> Bitmap {
    let mut bitmap = Bitmap { width, height, bits: vec![0; width.div_ceil(8) * height] };
    let stride = bitmap.stride();
    for y in 0..height {
        for x in 0..width {
            if grey[y * width + x] < 128.0 {
                bitmap.bits[y * stride + x / 8] |= 0x80 >> (x % 8);
            }
        }
    }
    bitmap
}
