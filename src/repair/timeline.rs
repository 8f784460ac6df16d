//! What happened to a file, in a person's words.

use std::collections::HashMap;

use maud::{Markup, html};

use crate::{
    events::{Event, Recorded},
    intakes::{Hold, Outcome, Ruling},
    kernel::id::UserId,
    lang::{Lang, say},
    web::{
        Cx, Icon,
        ui::{self, icon},
    },
};

/// The timeline, the latest first.
pub fn timeline(cx: &Cx, events: &[Recorded], names: &HashMap<UserId, String>) -> Markup {
    html! {
        ol.timeline {
            @for recorded in events.iter().rev() {
                li {
                    (icon(icon_of(&recorded.event), 16))
                    p { (told(cx, &recorded.event, names)) }
                    span.who { @match recorded.actor.user().and_then(|id| names.get(&id)) { Some(name) => bdi { (name) }, None => { (cx.l.actor_system()) } } }
                    (ui::time(cx, recorded.at))
                }
            }
        }
    }
}

fn icon_of(event: &Event) -> Icon {
    match event {
        Event::IntakeRecorded { .. } | Event::DepositRecorded { .. } => Icon::Inbox,
        Event::InterventionOpened { .. } | Event::InterventionAmended { .. } | Event::InterventionReopened { .. } => {
            Icon::Wrench
        }
        Event::InterventionCompleted { .. } => Icon::CircleCheck,
        Event::PartAdded { .. }
        | Event::PartChanged { .. }
        | Event::PartRemoved { .. }
        | Event::PartAwaited { .. }
        | Event::PartArrived { .. } => Icon::Package,
        Event::LabourAdded { .. }
        | Event::LabourChanged { .. }
        | Event::LabourRemoved { .. }
        | Event::HoldChanged { .. } => Icon::Clock,
        Event::QuotePrepared { .. }
        | Event::QuoteChanged { .. }
        | Event::QuoteSent { .. }
        | Event::QuoteAccepted { .. }
        | Event::QuoteRefused { .. }
        | Event::QuoteExpired { .. }
        | Event::QuoteSuperseded { .. }
        | Event::QuoteWithdrawn { .. } => Icon::Calculator,
        Event::ShipmentPrepared { .. }
        | Event::ShipmentChanged { .. }
        | Event::ShipmentCancelled { .. }
        | Event::ShipmentDispatched { .. }
        | Event::ShipmentReceived { .. }
        | Event::ShipmentLost { .. } => Icon::Truck,
        Event::PaymentTaken { .. } | Event::PaymentRefunded { .. } | Event::PaymentReversed { .. } => Icon::Banknote,
        Event::Released { .. } => Icon::Hand,
        Event::IntakeVoided { .. } => Icon::Ban,
        Event::CodeTyped { .. } | Event::CodeRevealed { .. } => Icon::KeyRound,
        Event::FileAdded { .. } | Event::FileRemoved { .. } => Icon::Paperclip,
        Event::NoteWritten { .. } => Icon::MessageSquare,
        Event::TicketConverted { .. } => Icon::Ticket,
        _ => Icon::Pencil,
    }
}

/// One event in the reader's words.
pub fn told(cx: &Cx, event: &Event, names: &HashMap<UserId, String>) -> String {
    let l = cx.l;
    let name = |id: &UserId| names.get(id).cloned().unwrap_or_default();
    match event {
        Event::InterventionOpened { technician: Some(id), .. } => {
            l.say(say::EventInterventionOpened { name: name(id).into() })
        }
        Event::HandedOver { to, .. } => l.say(say::EventHandedOver { name: name(to).into() }),
        Event::HoldChanged { to, .. } => {
            l.say(say::EventHoldChanged { hold: word(to, |w| Hold::parse(w).map(|h| h.label(l))).into() })
        }
        Event::InterventionCompleted { outcome, .. } => l.say(say::EventInterventionCompleted {
            outcome: word(outcome, |w| Outcome::parse(w).map(|o| o.label(l))).into(),
        }),
        Event::WarrantyRuled { ruling, .. } => {
            l.say(say::EventWarrantyRuled { ruling: word(ruling, |w| Ruling::parse(w).map(|r| r.label(l))).into() })
        }
        Event::PaymentTaken { amount, .. } => l.say(say::EventPaymentTaken { amount: cx.f.money(*amount).into() }),
        Event::PaymentRefunded { amount, .. } => {
            l.say(say::EventPaymentRefunded { amount: cx.f.money(*amount).into() })
        }
        Event::PaymentReversed { amount, .. } => {
            l.say(say::EventPaymentReversed { amount: cx.f.money(*amount).into() })
        }
        Event::QuoteSent { revision, .. } => l.say(say::EventQuoteSent { revision: (*revision).into() }),
        other => plain(l, other).to_owned(),
    }
}

fn word(stored: &str, label: impl FnOnce(&str) -> Option<&'static str>) -> String {
    label(stored).unwrap_or(stored).to_owned()
}

fn plain(l: Lang, event: &Event) -> &'static str {
    match event {
        Event::UserCreated { .. } => l.event_user_created(),
        Event::UserChanged { .. } => l.event_user_changed(),
        Event::PasswordChanged { .. } => l.event_password_changed(),
        Event::UserDeactivated { .. } => l.event_user_deactivated(),
        Event::UserReactivated { .. } => l.event_user_reactivated(),
        Event::LoggedIn { .. } => l.event_logged_in(),
        Event::TokenCreated { .. } => l.event_token_created(),
        Event::TokenRevoked { .. } => l.event_token_revoked(),
        Event::SettingsChanged { .. } => l.event_settings_changed(),
        Event::ClientCreated { .. } => l.event_client_created(),
        Event::ClientChanged { .. } => l.event_client_changed(),
        Event::ContactAdded { .. } => l.event_contact_added(),
        Event::ContactChanged { .. } => l.event_contact_changed(),
        Event::ContactArchived { .. } => l.event_contact_archived(),
        Event::EquipmentCreated { .. } => l.event_equipment_created(),
        Event::EquipmentChanged { .. } => l.event_equipment_changed(),
        Event::DepositRecorded { .. } | Event::IntakeRecorded { .. } => l.event_intake_recorded(),
        Event::IntakeAmended { .. } => l.event_intake_amended(),
        Event::IntakeVoided { .. } => l.event_intake_voided(),
        Event::CodeTyped { .. } => l.event_code_typed(),
        Event::CodeRevealed { .. } => l.event_code_revealed(),
        Event::TrackingRenewed { .. } => l.event_tracking_renewed(),
        Event::FileAdded { .. } => l.event_file_added(),
        Event::FileRemoved { .. } => l.event_file_removed(),
        Event::NoteWritten { .. } | Event::TicketNoted { .. } => l.event_note_written(),
        Event::InterventionAmended { .. } => l.event_intervention_amended(),
        Event::PartAdded { .. } => l.event_part_added(),
        Event::PartChanged { .. } => l.event_part_changed(),
        Event::PartRemoved { .. } => l.event_part_removed(),
        Event::PartAwaited { .. } => l.event_part_awaited(),
        Event::PartArrived { .. } => l.event_part_arrived(),
        Event::LabourAdded { .. } => l.event_labour_added(),
        Event::LabourChanged { .. } => l.event_labour_changed(),
        Event::LabourRemoved { .. } => l.event_labour_removed(),
        Event::InterventionReopened { .. } => l.event_intervention_reopened(),
        other => plain_about_others(l, other),
    }
}

fn plain_about_others(l: Lang, event: &Event) -> &'static str {
    match event {
        Event::QuotePrepared { .. } => l.event_quote_prepared(),
        Event::QuoteChanged { .. } => l.event_quote_changed(),
        Event::QuoteAccepted { .. } => l.event_quote_accepted(),
        Event::QuoteRefused { .. } => l.event_quote_refused(),
        Event::QuoteExpired { .. } => l.event_quote_expired(),
        Event::QuoteSuperseded { .. } => l.event_quote_superseded(),
        Event::QuoteWithdrawn { .. } => l.event_quote_withdrawn(),
        Event::PartnerCreated { .. } => l.event_partner_created(),
        Event::PartnerChanged { .. } => l.event_partner_changed(),
        Event::ShipmentPrepared { .. } => l.event_shipment_prepared(),
        Event::ShipmentChanged { .. } => l.event_shipment_changed(),
        Event::ShipmentCancelled { .. } => l.event_shipment_cancelled(),
        Event::ShipmentDispatched { .. } => l.event_shipment_dispatched(),
        Event::ShipmentReceived { .. } => l.event_shipment_received(),
        Event::ShipmentLost { .. } => l.event_shipment_lost(),
        Event::Released { .. } => l.event_released(),
        Event::TicketOpened { .. } => l.event_ticket_opened(),
        Event::TicketChanged { .. } => l.event_ticket_changed(),
        Event::TicketTaken { .. } => l.event_ticket_taken(),
        Event::TicketClosed { .. } => l.event_ticket_closed(),
        Event::TicketConverted { .. } => l.event_ticket_converted(),
        Event::TicketVoided { .. } => l.event_ticket_voided(),
        _ => l.event_other(),
    }
}
