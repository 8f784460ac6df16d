//! What an uploaded file is: judged by its bytes, never by its name.

use crate::{
    kernel::{
        error::{Error, Result},
        id::{FileId, IntakeId},
        time::At,
    },
    lang::say,
    record, words,
};

words! {
    /// What a file is for.
    pub enum FileKind {
        /// A picture.
        Photo = "photo" => file_photo,
        /// A document.
        Document = "document" => file_document,
        /// Proof of an answer.
        Proof = "proof" => file_proof,
        /// The shop's logo.
        Logo = "logo" => file_logo,
    }
}

record! {
    /// A file as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct StoredFile {
        /// Id.
        pub id: FileId,
        /// The intake it belongs to; none while pending.
        pub intake_id: Option<IntakeId>,
        /// SHA-256 of its bytes.
        pub digest: String,
        /// Name, as uploaded, without a path.
        pub name: String,
        /// Media type, as found in the bytes.
        pub media_type: String,
        /// Bytes.
        pub size: i64,
        /// Pixels across, of a picture.
        pub width: Option<i64>,
        /// Pixels down, of a picture.
        pub height: Option<i64>,
        /// What it is for.
        pub kind: FileKind,
        /// A line about it.
        pub caption: Option<String>,
        /// When it came.
        pub added_at: At,
    }
}

/// A file that was looked at and may be kept.
#[derive(Debug)]
pub struct Looked {
    name: String,
    media_type: &'static str,
    size: i64,
    pixels: Option<(u32, u32)>,
}

/// The most pixels a picture may have: a small file can unfold to gigabytes.
const MOST_PIXELS: u64 = 100_000_000;

/// Judges a file by its bytes.
///
/// # Errors
/// [`Error::Invalid`] (field `file`): empty, too large, another type than we take, or broken.
pub fn look_at(name: &str, bytes: &[u8], limit: usize) -> Result<Looked> {
    let name = clean_name(name);
    if bytes.is_empty() {
        return Err(Error::field("file", say::FilesEmpty { name: name.into() }));
    }
    if bytes.len() > limit {
        let limit = (limit / 1_000_000).into();
        return Err(Error::field("file", say::FilesTooLargeBy { name: name.into(), limit }));
    }
    let (media_type, pixels) = kind_of(&name, bytes)?;
    Ok(Looked { name, media_type, size: i64::try_from(bytes.len()).unwrap_or(i64::MAX), pixels })
}

fn kind_of(name: &str, bytes: &[u8]) -> Result<(&'static str, Option<(u32, u32)>)> {
    use image::ImageFormat;
    let broken = || Error::field("file", say::FilesBroken { name: name.to_owned().into() });
    if bytes.starts_with(b"%PDF-") {
        let whole = bytes.iter().rev().take(2_048).copied().collect::<Vec<u8>>();
        let ends = whole.windows(5).any(|w| w == b"FOE%%");
        return if ends { Ok(("application/pdf", None)) } else { Err(broken()) };
    }
    let media_type = match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => "image/jpeg",
        Ok(ImageFormat::Png) => "image/png",
        Ok(ImageFormat::WebP) => "image/webp",
        _ => return Err(Error::field("file", say::FilesType { name: name.to_owned().into() })),
    };
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().map_err(|_| broken())?;
    let (w, h) = reader.into_dimensions().map_err(|_| broken())?;
    if u64::from(w) * u64::from(h) > MOST_PIXELS {
        return Err(Error::field("file", say::FilesPixels { name: name.to_owned().into() }));
    }
    image::load_from_memory(bytes).map_err(|_| broken())?;
    Ok((media_type, Some((w, h))))
}

/// The last part of a path, without control characters, of a length any disk takes.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control() && *c != '"').take(120).collect();
    if clean.trim().is_empty() { "file".into() } else { clean.trim().to_owned() }
}

impl Looked {
    pub(super) fn to_file(&self, id: FileId, digest: &str, now: At) -> StoredFile {
        StoredFile {
            id,
            intake_id: None,
            digest: digest.to_owned(),
            name: self.name.clone(),
            media_type: self.media_type.to_owned(),
            size: self.size,
            width: self.pixels.map(|(w, _)| i64::from(w)),
            height: self.pixels.map(|(_, h)| i64::from(h)),
            kind: if self.pixels.is_some() { FileKind::Photo } else { FileKind::Document },
            caption: None,
            added_at: now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Key;

    fn png(w: u32, h: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::RgbImage::new(w, h)
            .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
            .expect("a PNG");
        bytes
    }

    fn refusal(bytes: &[u8], limit: usize) -> Option<Key> {
        match look_at("x", bytes, limit) {
            Err(Error::Invalid(faults)) => Some(faults.0[0].1.key),
            _ => None,
        }
    }

    #[test]
    fn a_file_is_what_its_bytes_are() {
        let looked = look_at("../../photo\u{7}.exe", &png(4, 3), 10_000).expect("a picture");
        assert_eq!((looked.media_type, looked.pixels, looked.name.as_str()), ("image/png", Some((4, 3)), "photo.exe"));
        assert_eq!(refusal(b"", 10), Some(Key::FilesEmpty));
        assert_eq!(refusal(&png(4, 3), 10), Some(Key::FilesTooLargeBy));
        assert_eq!(refusal(b"MZ\x90\0", 10_000), Some(Key::FilesType));
        assert_eq!(refusal(b"<svg onload=alert(1)>", 10_000), Some(Key::FilesType));
        assert_eq!(refusal(&png(4, 3)[..40], 10_000), Some(Key::FilesBroken));
        assert_eq!(refusal(b"%PDF-1.7 cut", 10_000), Some(Key::FilesBroken));
        assert!(look_at("a.pdf", b"%PDF-1.7\n...\n%%EOF\n", 10_000).is_ok());
    }
}
