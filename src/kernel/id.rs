//! Identifiers: 63 bits, sorted by time of making, typed per noun, written as 13 characters of base 32.

use std::sync::atomic::{AtomicI64, Ordering};

use super::{secret, time::At};

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Bits below the millisecond: enough for two million ids in one.
const LOW_BITS: u32 = 21;

/// Makes identifiers; each is larger than the one before, also when the clock steps back.
#[derive(Debug, Default)]
pub struct IdMaker(AtomicI64);

impl IdMaker {
    /// The next raw identifier at the given instant.
    pub fn next(&self, now: At) -> i64 {
        let low = (secret::random_u64() & ((1 << (LOW_BITS - 1)) - 1)).cast_signed();
        let wanted = ((now.ms() << LOW_BITS) | low) & i64::MAX;
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(wanted.max(last + 1)))
            .map_or(wanted, |last| wanted.max(last + 1))
    }
}

/// Writes a raw identifier as 13 characters.
pub fn encode(raw: i64) -> String {
    let mut out = [b'0'; 13];
    let mut rest = raw.cast_unsigned();
    for slot in out.iter_mut().rev() {
        *slot = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    out.iter().map(|b| char::from(*b)).collect()
}

/// Reads what [`encode`] wrote; upper case is accepted.
pub fn decode(text: &str) -> Option<i64> {
    if text.len() != 13 {
        return None;
    }
    let mut raw: u64 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|a| *a == byte.to_ascii_lowercase())?;
        if raw >> 59 != 0 {
            return None;
        }
        raw = raw << 5 | digit as u64;
    }
    i64::try_from(raw).ok()
}

/// A typed identifier: what the id of every noun can do.
pub trait Id: Copy + Send + Sync + 'static {
    /// Wraps a raw number from the database or the maker.
    fn from_raw(raw: i64) -> Self;
    /// The raw number.
    fn raw(self) -> i64;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(i64);

        impl Id for $name {
            fn from_raw(raw: i64) -> Self { Self(raw) }
            fn raw(self) -> i64 { self.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&encode(self.0)) }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{}({})", stringify!($name), encode(self.0)) }
        }
        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> { decode(text).map(Self).ok_or(BadId) }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> { <String as utoipa::PartialSchema>::schema() }
        }
        impl utoipa::ToSchema for $name {}
        impl From<$name> for super::db::Value<'_> {
            fn from(id: $name) -> Self { Self::Int(id.0) }
        }
        impl super::db::Column for $name {
            fn from_cell(cell: super::db::Cell<'_>) -> Result<Self, super::db::Decode> { <i64 as super::db::Column>::from_cell(cell).map(Self) }
        }
    )+};
}

/// The text is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadId;

impl std::fmt::Display for BadId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not an identifier: 13 characters of base 32 are expected")
    }
}

impl std::error::Error for BadId {}

ids! {
    /// A member of staff.
    UserId,
    /// An API token of a user.
    TokenId,
    /// A client.
    ClientId,
    /// A person of a company client.
    ContactId,
    /// One physical thing of a client.
    EquipmentId,
    /// One act at the counter.
    DepositId,
    /// The root of a repair file.
    IntakeId,
    /// A (state, hold) of an intake with its beginning and end.
    SpanId,
    /// The technician's sheet.
    InterventionId,
    /// A part used or awaited.
    PartId,
    /// Minutes of labour of one technician on one day.
    LabourId,
    /// A stretch of timed work.
    TimerId,
    /// A part this shop used before.
    KnownPartId,
    /// What something was before it was amended.
    AmendmentId,
    /// One version of a priced offer.
    QuoteId,
    /// A line of a quote.
    QuoteLineId,
    /// An outside repairer or manufacturer.
    PartnerId,
    /// A sending to a partner, and its return.
    ShipmentId,
    /// Money in or out.
    PaymentId,
    /// The counting of a drawer of cash.
    ClosingId,
    /// Something that goes to a client.
    OutId,
    /// A client who is to be called.
    CallId,
    /// The giving back.
    ReleaseId,
    /// A software problem.
    TicketId,
    /// A note within the team.
    NoteId,
    /// A file kept with an intake.
    FileId,
    /// A line of the event log.
    EventId,
    /// Work for the background.
    JobId,
    /// Something a member of staff should know.
    NoticeId,
    /// An issued document.
    DocumentId,
    /// A page that a phone opens once.
    HandoffId,
    /// Who signed what.
    SignatureId,
    /// A printer of the shop.
    PrinterId,
    /// Something that a printer is to print.
    PrintId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_round_trips() {
        for raw in [0, 1, 31, 32, 1 << 40, i64::MAX] {
            assert_eq!(decode(&encode(raw)), Some(raw));
            assert_eq!(decode(&encode(raw).to_uppercase()), Some(raw));
        }
        assert_eq!(decode("zzzzzzzzzzzzz"), None);
        assert_eq!(decode("short"), None);
        assert_eq!(decode("000000000000u"), None);
    }

    #[test]
    fn ids_only_grow() {
        let maker = IdMaker::default();
        let mut last = 0;
        for step in [5_i64, 5, 5, 4, 3, 6] {
            let id = maker.next(At::from_ms(1_800_000_000_000 + step));
            assert!(id > last);
            last = id;
        }
    }
}
