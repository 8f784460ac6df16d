//! What an uploaded file is: judged by its bytes, never by its name.

use super::picture::{self, Refusal};
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

words! {
    /// What a photo shows.
    pub enum Moment {
        /// The equipment as it came.
        Before = "before" => file_before,
        /// The equipment after the work.
        After = "after" => file_after,
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
        /// SHA-256 of the small picture; none where the picture itself is small.
        #[serde(skip)]
        pub thumbnail: Option<String>,
        /// Of a photo: before or after the work.
        pub moment: Option<Moment>,
    }
}

/// A file that was looked at and may be kept.
#[derive(Debug)]
pub struct Looked {
    name: String,
    media_type: &'static str,
    /// Of what is kept.
    size: usize,
    pixels: Option<(u32, u32)>,
    /// What is kept in the place of the bytes that came.
    pub(super) bytes: Option<Vec<u8>>,
    /// The small picture.
    pub(super) small: Option<Vec<u8>>,
}

/// Judges a file by its bytes, and makes a picture fit to keep.
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
    if bytes.starts_with(b"%PDF-") {
        return look_at_pdf(name, bytes);
    }
    match picture::prepare(bytes) {
        Ok(kept) => Ok(Looked {
            name,
            media_type: kept.media_type,
            size: kept.bytes.as_ref().map_or(bytes.len(), Vec::len),
            pixels: Some((kept.width, kept.height)),
            bytes: kept.bytes,
            small: kept.small,
        }),
        Err(Refusal::Type) => Err(Error::field("file", say::FilesType { name: name.into() })),
        Err(Refusal::Broken) => Err(Error::field("file", say::FilesBroken { name: name.into() })),
        Err(Refusal::TooMany) => Err(Error::field("file", say::FilesPixels { name: name.into() })),
    }
}

fn look_at_pdf(name: String, bytes: &[u8]) -> Result<Looked> {
    let tail = &bytes[bytes.len().saturating_sub(2_048)..];
    if !tail.windows(5).any(|w| w == b"%%EOF") {
        return Err(Error::field("file", say::FilesBroken { name: name.into() }));
    }
    Ok(Looked { name, media_type: "application/pdf", size: bytes.len(), pixels: None, bytes: None, small: None })
}

/// The last part of a path, without control characters, of a length any disk takes.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control() && *c != '"').take(120).collect();
    if clean.trim().is_empty() { "file".into() } else { clean.trim().to_owned() }
}

impl Looked {
    pub(super) fn to_file(&self, id: FileId, digest: &str, thumbnail: Option<&str>, now: At) -> StoredFile {
        StoredFile {
            id,
            intake_id: None,
            digest: digest.to_owned(),
            name: self.name.clone(),
            media_type: self.media_type.to_owned(),
            size: i64::try_from(self.size).unwrap_or(i64::MAX),
            width: self.pixels.map(|(w, _)| i64::from(w)),
            height: self.pixels.map(|(_, h)| i64::from(h)),
            kind: if self.pixels.is_some() { FileKind::Photo } else { FileKind::Document },
            caption: None,
            added_at: now,
            thumbnail: thumbnail.map(str::to_owned),
            moment: None,
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
