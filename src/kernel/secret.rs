//! Randomness, digests, and the shop's key.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// Random bytes from the operating system.
///
/// # Panics
/// When the operating system has no randomness: nothing safe can be done without it.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A random number.
pub fn random_u64() -> u64 {
    u64::from_ne_bytes(random())
}

/// A new opaque secret of 256 bits, as 64 hexadecimal digits.
pub fn token() -> String {
    hex(&random::<32>())
}

/// SHA-256 as 64 hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// Reads hexadecimal digits.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    subtle::ConstantTimeEq::ct_eq(a.as_bytes(), b.as_bytes()).into()
}

/// The shop's key: signs tracking links and encrypts unlock codes. It lives in a file of its own, never in the database.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// A new random key.
    pub fn generate() -> Self {
        Self(random())
    }

    /// Reads the 64 hexadecimal digits of a key file.
    pub fn parse(text: &str) -> Option<Self> {
        unhex(text.trim())?.try_into().ok().map(Self)
    }

    /// What a key file holds.
    pub fn to_text(&self) -> String {
        hex(&self.0)
    }

    /// A keyed digest for one purpose, as hexadecimal digits.
    ///
    /// # Panics
    /// Never: HMAC takes a key of any length.
    pub fn sign(&self, purpose: &str, message: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes any key");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(message.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// The seal at the end of a link of ours: 80 bits that only this key makes.
    pub fn seal_link(&self, purpose: &str, message: &str) -> String {
        let mut signed = self.sign(purpose, message);
        signed.truncate(SEAL);
        signed
    }

    /// Encrypts a short text, bound to `context` (ChaCha20-Poly1305, RFC 8439); hexadecimal nonce and ciphertext.
    ///
    /// # Panics
    /// Never for texts that fit in memory.
    pub fn seal(&self, context: &str, text: &str) -> String {
        use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305};
        let cipher = ChaCha20Poly1305::new(&self.0.into());
        let nonce = random::<12>();
        let mut buffer = text.as_bytes().to_vec();
        cipher.encrypt_in_place(&nonce.into(), context.as_bytes(), &mut buffer).expect("a short text can be encrypted");
        format!("{}{}", hex(&nonce), hex(&buffer))
    }

    /// Decrypts what [`Key::seal`] made for the same context.
    pub fn open(&self, context: &str, sealed: &str) -> Option<String> {
        use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305};
        let bytes = unhex(sealed)?;
        let (nonce, body) = bytes.split_at_checked(12)?;
        let nonce: [u8; 12] = nonce.try_into().ok()?;
        let mut buffer = body.to_vec();
        let cipher = ChaCha20Poly1305::new(&self.0.into());
        cipher.decrypt_in_place(&nonce.into(), context.as_bytes(), &mut buffer).ok()?;
        String::from_utf8(buffer).ok()
    }
}

/// Hexadecimal digits of the seal of a link.
const SEAL: usize = 20;

/// Takes a link apart: what it is of, and the seal it claims ([`Key::seal_link`]); letters may have grown on the way.
pub fn split_link(text: &str) -> Option<(&str, String)> {
    let at = text.len().checked_sub(SEAL).filter(|_| text.is_ascii())?;
    let (what, seal) = text.split_at(at);
    Some((what, seal.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_text_opens_only_in_its_context() {
        let key = Key::generate();
        let sealed = key.seal("intake 1", "2580");
        assert_eq!(key.open("intake 1", &sealed).as_deref(), Some("2580"));
        assert_eq!(key.open("intake 2", &sealed), None);
        assert_eq!(Key::generate().open("intake 1", &sealed), None);
        assert_eq!(key.open("intake 1", "00"), None);
        assert!(Key::parse(&key.to_text()).is_some_and(|k| k.open("intake 1", &sealed).is_some()));
    }
}
