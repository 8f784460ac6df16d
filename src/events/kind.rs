//! Every kind of event: its stored word, its fields, its text (`locales/*/events.ftl`). The first field of each is its
//! subject; a field named `intake` ties it to a repair file.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    kernel::{
        id::{
            CallId, ClientId, ClosingId, ContactId, DepositId, EquipmentId, FileId, IntakeId, InterventionId, LabourId,
            NoteId, OutId, PartId, PartnerId, PaymentId, PrintId, PrinterId, QuoteId, ReleaseId, ShipmentId,
            SignatureId, TicketId, TimerId, TokenId, UserId,
        },
        money::Money,
    },
    lang::Lang,
};

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $word:literal { $($field:ident : $t:ty),+ $(,)? } => $text:ident),+ $(,)?) => {
        /// Something that happened.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        #[expect(missing_docs, reason = "the fields are what they are called")]
        pub enum Event { $($(#[$doc])* #[serde(rename = $word)] $name { $($field: $t),+ }),+ }

        impl Event {
            /// The stored word of every kind.
            pub const KINDS: &'static [&'static str] = &[$($word),+];

            /// The stored word of this kind.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name { .. } => $word),+ }
            }

            /// What happened, without the values it happened with; `repair::timeline` tells those that need them.
            pub fn label(&self, l: Lang) -> &'static str {
                match self { $(Self::$name { .. } => l.$text()),+ }
            }

            fn subject_field(&self) -> &'static str {
                match self { $(Self::$name { .. } => [$(stringify!($field)),+][0]),+ }
            }
        }
    };
}

events! {
    /// A member of staff got an account.
    UserCreated = "user_created" { user: UserId } => event_user_created,
    /// Name, role or language of a member of staff changed.
    UserChanged = "user_changed" { user: UserId } => event_user_changed,
    /// A password was set by its owner or handed out anew.
    PasswordChanged = "password_changed" { user: UserId } => event_password_changed,
    /// A member of staff may not log in any more.
    UserDeactivated = "user_deactivated" { user: UserId } => event_user_deactivated,
    /// A member of staff may log in again.
    UserReactivated = "user_reactivated" { user: UserId } => event_user_reactivated,
    /// Someone logged in.
    LoggedIn = "logged_in" { user: UserId } => event_logged_in,
    /// An API token was made.
    TokenCreated = "token_created" { user: UserId, token: TokenId } => event_token_created,
    /// An API token ends.
    TokenRevoked = "token_revoked" { user: UserId, token: TokenId } => event_token_revoked,
    /// The shop's settings changed.
    SettingsChanged = "settings_changed" { settings: i64 } => event_settings_changed,
    /// A printer was recorded.
    PrinterCreated = "printer_created" { printer: PrinterId } => event_printer_created,
    /// A printer changed, was archived or is offered again.
    PrinterChanged = "printer_changed" { printer: PrinterId } => event_printer_changed,
    /// What is printed at which moment changed.
    PrintPlanChanged = "print_plan_changed" { plan: i64 } => event_print_plan_changed,
    /// Something was given to a printer.
    PrintAsked = "print_asked" { print: PrintId } => event_print_asked,
    /// What became of it (`waiting` again, `done`, `failed`, `unknown`, `dropped`).
    PrintMoved = "print_moved" { print: PrintId, state: String } => event_print_moved,

    /// A client was recorded.
    ClientCreated = "client_created" { client: ClientId } => event_client_created,
    /// A client's details changed.
    ClientChanged = "client_changed" { client: ClientId } => event_client_changed,
    /// A double was merged into this client: everything of it follows.
    ClientMerged = "client_merged" { client: ClientId, double: ClientId } => event_client_merged,
    /// A person of a company was recorded.
    ContactAdded = "contact_added" { client: ClientId, contact: ContactId } => event_contact_added,
    /// A person's details changed.
    ContactChanged = "contact_changed" { client: ClientId, contact: ContactId } => event_contact_changed,
    /// A person left the company.
    ContactArchived = "contact_archived" { client: ClientId, contact: ContactId } => event_contact_archived,
    /// A thing of a client was recorded.
    EquipmentCreated = "equipment_created" { equipment: EquipmentId, client: ClientId } => event_equipment_created,
    /// Its description changed.
    EquipmentChanged = "equipment_changed" { equipment: EquipmentId } => event_equipment_changed,

    /// A deposit at the counter.
    DepositRecorded = "deposit_recorded" { deposit: DepositId, client: ClientId } => event_intake_recorded,
    /// An intake voucher was drawn.
    IntakeRecorded = "intake_recorded" { intake: IntakeId, deposit: DepositId } => event_intake_recorded,
    /// An intake voucher was amended.
    IntakeAmended = "intake_amended" { intake: IntakeId, version: i64 } => event_intake_amended,
    /// An intake recorded by mistake.
    IntakeVoided = "intake_voided" { intake: IntakeId } => event_intake_voided,
    /// A technician ruled on a return under warranty (`covered`, `not_covered`).
    WarrantyRuled = "warranty_ruled" { intake: IntakeId, ruling: String } => event_other,
    /// An unlock code was typed in.
    CodeTyped = "code_typed" { intake: IntakeId } => event_code_typed,
    /// An unlock code was shown to someone.
    CodeRevealed = "code_revealed" { intake: IntakeId } => event_code_revealed,
    /// The old tracking link does not work any more.
    TrackingRenewed = "tracking_renewed" { intake: IntakeId } => event_tracking_renewed,
    /// A file was added.
    FileAdded = "file_added" { file: FileId, intake: IntakeId } => event_file_added,
    /// A file was taken away.
    FileRemoved = "file_removed" { file: FileId, intake: IntakeId } => event_file_removed,
    /// A photo was said to be of before or after the work.
    FileMarked = "file_marked" { file: FileId, intake: IntakeId } => event_file_marked,
    /// A client signed the papers of a file (`deposit`, `intake`, `quote`, `release`).
    Signed = "signed" { signature: SignatureId, intake: IntakeId, what: String } => event_signed,
    /// A signature counts no more; another is to take its place.
    SignatureReplaced = "signature_replaced" { signature: SignatureId, intake: IntakeId } => event_signature_replaced,
    /// A note within the team on a repair file.
    NoteWritten = "note_written" { note: NoteId, intake: IntakeId } => event_note_written,
    /// A note within the team on a ticket.
    TicketNoted = "ticket_noted" { ticket: TicketId, note: NoteId } => event_note_written,

    /// A technician opened the sheet.
    InterventionOpened = "intervention_opened" { intervention: InterventionId, intake: IntakeId, technician: Option<UserId> } => event_other,
    /// Diagnosis or report changed.
    InterventionAmended = "intervention_amended" { intervention: InterventionId, intake: IntakeId, version: i64 } => event_intervention_amended,
    /// Another technician is responsible.
    HandedOver = "handed_over" { intervention: InterventionId, intake: IntakeId, from: Option<UserId>, to: UserId } => event_other,
    /// The hold changed.
    HoldChanged = "hold_changed" { intake: IntakeId, from: String, to: String } => event_other,
    /// A part was added.
    PartAdded = "part_added" { part: PartId, intake: IntakeId } => event_part_added,
    /// A part was corrected.
    PartChanged = "part_changed" { part: PartId, intake: IntakeId } => event_part_changed,
    /// A part was taken off the sheet.
    PartRemoved = "part_removed" { part: PartId, intake: IntakeId } => event_part_removed,
    /// A part is waited for.
    PartAwaited = "part_awaited" { part: PartId, intake: IntakeId } => event_part_awaited,
    /// An awaited part is ordered.
    PartOrdered = "part_ordered" { part: PartId, intake: IntakeId } => event_part_ordered,
    /// An awaited part arrived; `last` when no other is awaited.
    PartArrived = "part_arrived" { part: PartId, intake: IntakeId, last: bool } => event_part_arrived,
    /// Labour was added.
    LabourAdded = "labour_added" { labour: LabourId, intake: IntakeId } => event_labour_added,
    /// Labour was corrected.
    LabourChanged = "labour_changed" { labour: LabourId, intake: IntakeId } => event_labour_changed,
    /// Labour was taken off the sheet.
    LabourRemoved = "labour_removed" { labour: LabourId, intake: IntakeId } => event_labour_removed,
    /// A timer runs.
    TimerStarted = "timer_started" { timer: TimerId, intake: IntakeId } => event_timer_started,
    /// A timer pauses.
    TimerPaused = "timer_paused" { timer: TimerId, intake: IntakeId } => event_timer_paused,
    /// A timer was stopped; these minutes were billed of it.
    TimerStopped = "timer_stopped" { timer: TimerId, intake: IntakeId, minutes: i64 } => event_other,
    /// A timer was stopped that had run longer than a working day: its minutes are to be told.
    TimerForgotten = "timer_forgotten" { timer: TimerId, intake: IntakeId, user: UserId } => event_timer_forgotten,
    /// The work ended, with this outcome.
    InterventionCompleted = "intervention_completed" { intake: IntakeId, outcome: String } => event_other,
    /// The work goes on after all.
    InterventionReopened = "intervention_reopened" { intake: IntakeId } => event_intervention_reopened,

    /// A quote was prepared.
    QuotePrepared = "quote_prepared" { quote: QuoteId, intake: IntakeId } => event_quote_prepared,
    /// A draft changed.
    QuoteChanged = "quote_changed" { quote: QuoteId, intake: IntakeId } => event_quote_changed,
    /// A quote went to the client.
    QuoteSent = "quote_sent" { quote: QuoteId, intake: IntakeId, revision: i64 } => event_other,
    /// The client said yes, this way.
    QuoteAccepted = "quote_accepted" { quote: QuoteId, intake: IntakeId, way: String } => event_quote_accepted,
    /// The client said no, this way.
    QuoteRefused = "quote_refused" { quote: QuoteId, intake: IntakeId, way: String } => event_quote_refused,
    /// Nobody answered in time.
    QuoteExpired = "quote_expired" { quote: QuoteId, intake: IntakeId } => event_quote_expired,
    /// A later version took its place.
    QuoteSuperseded = "quote_superseded" { quote: QuoteId, intake: IntakeId } => event_quote_superseded,
    /// The shop took it back.
    QuoteWithdrawn = "quote_withdrawn" { quote: QuoteId, intake: IntakeId } => event_quote_withdrawn,

    /// An outside repairer was recorded.
    PartnerCreated = "partner_created" { partner: PartnerId } => event_partner_created,
    /// Its details changed.
    PartnerChanged = "partner_changed" { partner: PartnerId } => event_partner_changed,
    /// A sending was prepared.
    ShipmentPrepared = "shipment_prepared" { shipment: ShipmentId, intake: IntakeId } => event_shipment_prepared,
    /// A prepared sending changed.
    ShipmentChanged = "shipment_changed" { shipment: ShipmentId, intake: IntakeId } => event_shipment_changed,
    /// A prepared sending will not go.
    ShipmentCancelled = "shipment_cancelled" { shipment: ShipmentId, intake: IntakeId } => event_shipment_cancelled,
    /// It left.
    ShipmentDispatched = "shipment_dispatched" { shipment: ShipmentId, intake: IntakeId } => event_shipment_dispatched,
    /// It came back, with this result.
    ShipmentReceived = "shipment_received" { shipment: ShipmentId, intake: IntakeId, result: String } => event_shipment_received,
    /// It will not come back.
    ShipmentLost = "shipment_lost" { shipment: ShipmentId, intake: IntakeId } => event_shipment_lost,

    /// Money came in.
    PaymentTaken = "payment_taken" { payment: PaymentId, intake: IntakeId, amount: Money } => event_other,
    /// Money went back.
    PaymentRefunded = "payment_refunded" { payment: PaymentId, intake: IntakeId, amount: Money } => event_other,
    /// A payment was corrected by its opposite.
    PaymentReversed = "payment_reversed" { payment: PaymentId, intake: IntakeId, amount: Money } => event_other,
    /// Someone's drawer was counted and closed.
    CashClosed = "cash_closed" { closing: ClosingId, user: UserId } => event_cash_closed,
    /// A closing does not count; its rows are open again.
    CashClosingVoided = "cash_closing_voided" { closing: ClosingId, user: UserId } => event_cash_closing_voided,
    /// The equipment was given back (`normal`, `withdrawn`, `unclaimed`).
    Released = "released" { release: ReleaseId, intake: IntakeId, way: String, owing: Money } => event_released,

    /// A message to the client was written; it goes when its time comes.
    MessageWritten = "message_written" { message: OutId, intake: IntakeId, what: String } => event_other,
    /// Something became of it.
    MessageMoved = "message_moved" { message: OutId, intake: IntakeId, state: String } => event_other,
    /// The gateway was tried.
    TestSent = "test_sent" { message: OutId } => event_test_sent,
    /// Something became of the test.
    TestMoved = "test_moved" { message: OutId, state: String } => event_test_moved,
    /// The gateway of text messages changed.
    SmsGatewayChanged = "sms_gateway_changed" { gateway: i64 } => event_sms_gateway_changed,
    /// No message reaches the client: somebody is to call.
    CallWanted = "call_wanted" { call: CallId, intake: IntakeId } => event_call_wanted,
    /// Somebody called.
    CallMade = "call_made" { call: CallId, intake: IntakeId } => event_call_made,
    /// Nobody need call any more.
    CallNotNeeded = "call_not_needed" { call: CallId, intake: IntakeId } => event_call_not_needed,

    /// A software problem was recorded.
    TicketOpened = "ticket_opened" { ticket: TicketId } => event_ticket_opened,
    /// Its text changed.
    TicketChanged = "ticket_changed" { ticket: TicketId } => event_ticket_changed,
    /// Someone took it.
    TicketTaken = "ticket_taken" { ticket: TicketId, engineer: UserId } => event_ticket_taken,
    /// It is dealt with.
    TicketClosed = "ticket_closed" { ticket: TicketId } => event_ticket_closed,
    /// It was not dealt with after all; this engineer has it again.
    TicketReopened = "ticket_reopened" { ticket: TicketId, engineer: UserId } => event_ticket_reopened,
    /// It became a repair file, or a repair file became it.
    TicketConverted = "ticket_converted" { ticket: TicketId, intake: IntakeId } => event_ticket_converted,
    /// A ticket recorded by mistake.
    TicketVoided = "ticket_voided" { ticket: TicketId } => event_ticket_voided,
}

impl Event {
    /// The file the event belongs to, out of its JSON.
    pub(super) fn intake(&self, body: &Value) -> Option<IntakeId> {
        body.get("intake")?.as_str()?.parse().ok()
    }

    /// `"user:0123…"`: the first field and its value.
    pub(super) fn subject(&self, body: &Value) -> String {
        let field = self.subject_field();
        let value =
            body.get(field).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).unwrap_or_default();
        format!("{field}:{value}")
    }

    /// Which live pages should ask again: lists by their name, a file by its id.
    pub fn changes(&self, intake: Option<IntakeId>) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(intake) = intake {
            out.push("intakes".to_owned());
            out.push(format!("intake:{intake}"));
        }
        match self {
            Self::ClientCreated { client }
            | Self::ClientChanged { client }
            | Self::ContactAdded { client, .. }
            | Self::ContactChanged { client, .. }
            | Self::ContactArchived { client, .. } => {
                out.push("clients".to_owned());
                out.push(format!("client:{client}"));
            }
            Self::ClientMerged { client, double } => {
                out.extend(["clients".to_owned(), "intakes".to_owned()]);
                out.extend([format!("client:{client}"), format!("client:{double}")]);
            }
            Self::EquipmentCreated { client, .. } => out.push(format!("client:{client}")),
            Self::TicketOpened { ticket }
            | Self::TicketChanged { ticket }
            | Self::TicketTaken { ticket, .. }
            | Self::TicketClosed { ticket }
            | Self::TicketReopened { ticket, .. }
            | Self::TicketConverted { ticket, .. }
            | Self::TicketVoided { ticket }
            | Self::TicketNoted { ticket, .. } => {
                out.push("tickets".to_owned());
                out.push(format!("ticket:{ticket}"));
            }
            Self::UserCreated { .. }
            | Self::UserChanged { .. }
            | Self::UserDeactivated { .. }
            | Self::UserReactivated { .. } => out.push("users".to_owned()),
            Self::CashClosed { .. } | Self::CashClosingVoided { .. } => out.push("cash".to_owned()),
            Self::SettingsChanged { .. } => out.push("settings".to_owned()),
            Self::PrintAsked { .. } | Self::PrintMoved { .. } => out.push("prints".to_owned()),
            Self::MessageWritten { .. }
            | Self::MessageMoved { .. }
            | Self::TestSent { .. }
            | Self::TestMoved { .. } => {
                out.push("outbox".to_owned());
            }
            Self::CallWanted { .. } | Self::CallMade { .. } | Self::CallNotNeeded { .. } => {
                out.push("calls".to_owned())
            }
            _ => {}
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::Id as _;

    #[test]
    fn an_event_knows_its_file_and_subject() {
        let intake = IntakeId::from_raw(42);
        let event = Event::QuoteSent { quote: QuoteId::from_raw(7), intake, revision: 1 };
        let body = serde_json::to_value(&event).expect("JSON");
        assert_eq!(event.intake(&body), Some(intake));
        assert_eq!(event.subject(&body), format!("quote:{}", QuoteId::from_raw(7)));
        assert_eq!(serde_json::from_value::<Event>(body).expect("an event"), event);
        assert_eq!(event.changes(Some(intake)), ["intakes".to_owned(), format!("intake:{intake}")]);
    }
}
