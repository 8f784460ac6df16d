//! What is signed, what is typed of a signature, and what is kept of it.

use crate::{
    kernel::{
        db::Json,
        error::Faults,
        fold::is_blank,
        id::{DocumentId, HandoffId, IntakeId, SignatureId, UserId},
        time::At,
    },
    lang::{Key, say},
    record, words,
};

words! {
    /// What is signed.
    pub enum Papers {
        /// A deposit: its summary and the voucher of each equipment.
        Deposit = "deposit" => signatures_deposit,
        /// An intake voucher that was amended.
        Intake = "intake" => signatures_intake,
        /// An offer that was accepted in the shop.
        Quote = "quote" => signatures_quote,
        /// The giving back.
        Release = "release" => signatures_release,
    }
}

words! {
    /// How it was signed.
    pub enum SigningWay {
        /// Drawn with finger, pen or mouse.
        Drawn = "drawn" => signatures_drawn,
        /// A typed name and a tick.
        Typed = "typed" => signatures_typed,
    }
}

record! {
    /// A signature as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Signature {
        /// Id; a drawing is at `/signatures/{id}/image`.
        pub id: SignatureId,
        /// What is signed.
        pub subject: Papers,
        /// Its raw id.
        #[serde(skip)]
        pub subject_id: i64,
        /// The file it belongs to; of a deposit of several, the first.
        pub intake_id: IntakeId,
        /// Who signed.
        pub signer: String,
        /// How.
        pub way: SigningWay,
        /// Digest of the drawing.
        pub image: Option<String>,
        /// The documents that were shown, in order.
        #[schema(value_type = Vec<String>)]
        pub documents: Json<Vec<DocumentId>>,
        /// SHA-256 of their texts as stored, one after the other, a line feed between two.
        pub digest: String,
        /// When.
        pub signed_at: At,
        /// Who was at the counter.
        pub recorded_by: Option<UserId>,
        /// The page of a phone it was signed on.
        pub handoff_id: Option<HandoffId>,
        /// Since when it counts no more.
        pub replaced_at: Option<At>,
        /// Who said so.
        pub replaced_by: Option<UserId>,
        /// Why.
        pub replace_reason: Option<String>,
    }
}

/// Digits of a digest that are printed.
pub const SHORT: usize = 16;

impl Signature {
    /// The beginning of the digest, as printed.
    pub fn short(&self) -> &str {
        self.digest.get(..SHORT).unwrap_or(&self.digest)
    }
}

/// What is typed of a signature.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SignatureInput {
    /// Who signs; needed.
    pub signer: String,
    /// The drawing as PNG in base 64, perhaps as a data address…
    pub drawing: String,
    /// …or the consent to sign by the name typed.
    pub agreed: bool,
    /// The documents that were shown; another one meanwhile is a conflict.
    pub documents: Vec<DocumentId>,
}

/// The longest name.
const LINE: usize = 200;
/// The longest drawing, characters: a canvas of a large screen takes a tenth.
const DRAWING: usize = 700_000;

impl SignatureInput {
    /// Checks what was typed.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        faults.when(is_blank(&self.signer), "signer", Key::ErrorRequired);
        faults.when(self.signer.chars().count() > LINE, "signer", say::ErrorTooLong { most: LINE.into() });
        faults.when(self.drawing.is_empty() && !self.agreed, "agreed", Key::SignaturesHow);
        faults.when(self.drawing.len() > DRAWING, "drawing", Key::SignaturesUnreadable);
        faults
    }
}

/// Checks why a signature is to be taken again.
pub fn check_reason(reason: &str) -> Faults {
    let mut faults = Faults::new();
    faults.reason(reason);
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_drawing_or_a_tick() {
        let fields = |input: &SignatureInput| input.check().0.into_iter().map(|(f, _)| f).collect::<Vec<_>>();
        let mut input = SignatureInput::default();
        assert_eq!(fields(&input), ["signer", "agreed"]);
        input.signer = "Amina".into();
        assert_eq!(fields(&input), ["agreed"]);
        input.drawing = "x".into();
        assert!(fields(&input).is_empty());
        input = SignatureInput { drawing: String::new(), agreed: true, ..input };
        assert!(fields(&input).is_empty());
        assert_eq!(check_reason(" ").0.len(), 1);
    }
}
