//! A bitmap in the language of thermal printers: ESC/POS, as raster bands, whatever the printer's own letters are.

use crate::raster::Bitmap;

/// Rows of a band: the buffer of a small printer holds it.
const BAND: usize = 128;
/// Forgets what an earlier job left behind.
const INIT: &[u8] = b"\x1b@";
/// To the start of the line, whatever margin was set.
const LEFT: &[u8] = b"\x1ba\x00";
/// Feeds to the knife and cuts, leaving a bridge.
const CUT: &[u8] = b"\x1dVB\x00";
/// Feeds so that what was printed can be torn off: so many dots, twice.
const FEED: &[u8] = b"\x1bJ\x78\x1bJ\x78";

/// What is sent to a printer for one strip: it is reset, gets the picture (`GS v 0`) in bands, then cuts or feeds. A label
/// is neither cut nor fed: its printer finds the gap.
pub fn escpos(bitmap: &Bitmap, end: End) -> Vec<u8> {
    let stride = bitmap.stride();
    let mut out = Vec::with_capacity(bitmap.bits.len() + 64);
    out.extend_from_slice(INIT);
    out.extend_from_slice(LEFT);
    for band in bitmap.bits.chunks(stride.max(1) * BAND) {
        let rows = band.len() / stride.max(1);
        out.extend_from_slice(b"\x1dv0\x00");
        out.extend_from_slice(&low_high(stride));
        out.extend_from_slice(&low_high(rows));
        out.extend_from_slice(band);
    }
    match end {
        End::Cut => out.extend_from_slice(CUT),
        End::Feed => out.extend_from_slice(FEED),
        End::Gap => out.push(0x0c),
    }
    out
}

/// What follows the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The knife.
    Cut,
    /// A feed past the tear bar.
    Feed,
    /// On to the next label.
    Gap,
}

/// Asks a printer what keeps it from printing (`DLE EOT n`): 1 as a whole, 2 its cover, 4 its paper.
pub fn status_request(about: u8) -> [u8; 3] {
    [0x10, 0x04, about]
}

fn low_high(n: usize) -> [u8; 2] {
    [(n & 0xff) as u8, (n >> 8 & 0xff) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_is_sent_in_bands() {
        let bitmap = Bitmap { width: 20, height: 130, bits: (0..390).map(|n| n as u8).collect() };
        let sent = escpos(&bitmap, End::Cut);
        let mut expected = b"\x1b@\x1ba\x00\x1dv0\x00\x03\x00\x80\x00".to_vec();
        expected.extend_from_slice(&bitmap.bits[..384]);
        expected.extend_from_slice(b"\x1dv0\x00\x03\x00\x02\x00");
        expected.extend_from_slice(&bitmap.bits[384..]);
        expected.extend_from_slice(b"\x1dVB\x00");
        assert_eq!(sent, expected);
        assert!(escpos(&bitmap, End::Gap).ends_with(b"\x0c"));
    }
}
