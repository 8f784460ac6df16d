//! A document as issued: which voucher, of what, since when, and whether it is void.

use super::Format;
use crate::{
    kernel::{
        id::{DocumentId, IntakeId, UserId},
        time::At,
    },
    record, words,
};

words! {
    /// The kinds of printed documents.
    pub enum Kind {
        /// Summary of a deposit of several equipment.
        Deposit = "deposit" => doc_deposit,
        /// Intake voucher (BE).
        Intake = "intake" => series_intake,
        /// Intervention sheet (BI).
        Intervention = "intervention" => series_intervention,
        /// Quote (DV).
        Quote = "quote" => series_quote,
        /// Shipment voucher (BX).
        Shipment = "shipment" => series_shipment,
        /// Release voucher (BS).
        Release = "release" => series_release,
        /// Payment receipt (RP).
        Payment = "payment" => series_payment,
        /// Closing of a drawer of cash (CC).
        Closing = "closing" => series_closing,
    }
}

record! {
    /// A document as issued, without its snapshot.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Document {
        /// Id; the paper is at `/documents/{id}.pdf`.
        pub id: DocumentId,
        /// Which voucher.
        pub kind: Kind,
        /// The raw id of what it is of.
        #[serde(skip)]
        pub subject: i64,
        /// The version of what it is of.
        pub version: i64,
        /// The repair file it belongs to.
        pub intake_id: Option<IntakeId>,
        /// Number, as printed; empty for a summary.
        pub number: String,
        /// The layout that was current when it was issued.
        pub template: i64,
        /// When issued.
        pub issued_at: At,
        /// By whom.
        pub issued_by: Option<UserId>,
        /// Since when it counts no more.
        pub voided_at: Option<At>,
        /// Why.
        pub void_reason: Option<String>,
    }
}

impl Document {
    /// The name of its file: its number, else its kind; with the paper, if it is not A4.
    pub fn file_name_on(&self, format: Format) -> String {
        match format {
            Format::A4 => self.file_name(),
            other => self.file_name().replace(".pdf", &format!("-{other}.pdf")),
        }
    }

    fn file_name(&self) -> String {
        let name = if self.number.trim().is_empty() { self.kind.as_str() } else { self.number.trim() };
        let clean: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' }).collect();
        format!("{clean}.pdf")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::Id as _;

    #[test]
    fn a_file_is_called_as_its_number() {
        let mut document = Document {
            id: DocumentId::from_raw(1),
            kind: Kind::Intake,
            subject: 1,
            version: 1,
            intake_id: None,
            number: "BE-2026-000123".into(),
            template: 1,
            issued_at: At::from_ms(0),
            issued_by: None,
            voided_at: None,
            void_reason: None,
        };
        assert_eq!(document.file_name(), "BE-2026-000123.pdf");
        document.number = "BE/1\"\r\n".into();
        assert_eq!(document.file_name(), "BE_1_.pdf");
        document.number.clear();
        assert_eq!(document.file_name(), "intake.pdf");
    }
}
