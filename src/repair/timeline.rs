//! What happened to a file, in a person's words.

use std::collections::HashMap;

use maud::{Markup, html};

use crate::{
    events::{Event, Recorded},
    intakes::{Hold, Outcome, Ruling},
    kernel::id::{PartId, UserId},
    lang::say,
    outbox::OutState,
    settings::Told,
    web::{
        Cx, Icon,
        ui::{self, icon},
    },
};

/// The timeline, the latest first; a part is named, one that was taken off too.
pub fn timeline(
    cx: &Cx,
    events: &[Recorded],
    names: &HashMap<UserId, String>,
    parts: &HashMap<PartId, String>,
) -> Markup {
    html! {
        ol.timeline {
            @for recorded in events.iter().rev() {
                li {
                    (icon(icon_of(&recorded.event), 16))
                    p {
                        (told(cx, &recorded.event, names))
                        @if let Some(name) = part_of(&recorded.event).and_then(|id| parts.get(&id)) { " · " bdi { (name) } }
                    }
                    span.who { (who(cx, recorded, names)) }
                    (ui::time(cx, recorded.at))
                }
            }
        }
    }
}

/// The part that an event is of.
fn part_of(event: &Event) -> Option<PartId> {
    match event {
        Event::PartAdded { part, .. }
        | Event::PartChanged { part, .. }
        | Event::PartRemoved { part, .. }
        | Event::PartAwaited { part, .. }
        | Event::PartOrdered { part, .. }
        | Event::PartArrived { part, .. } => Some(*part),
        _ => None,
    }
}

fn who(cx: &Cx, recorded: &Recorded, names: &HashMap<UserId, String>) -> Markup {
    match recorded.actor.user().and_then(|id| names.get(&id)) {
        Some(name) => html! { bdi { (name) } },
        None if recorded.actor.handoff().is_some() => html! { (cx.l.actor_link()) },
        None => html! { (cx.l.actor_system()) },
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
        | Event::PartOrdered { .. }
        | Event::PartArrived { .. } => Icon::Package,
        Event::TimerStarted { .. }
        | Event::TimerPaused { .. }
        | Event::TimerStopped { .. }
        | Event::TimerForgotten { .. }
        | Event::LabourAdded { .. }
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
        Event::FileAdded { .. } | Event::FileRemoved { .. } | Event::FileMarked { .. } => Icon::Paperclip,
        Event::Signed { .. } | Event::SignatureReplaced { .. } => Icon::Signature,
        Event::NoteWritten { .. } | Event::MessageWritten { .. } | Event::MessageMoved { .. } => Icon::MessageSquare,
        Event::CallWanted { .. } | Event::CallMade { .. } | Event::CallNotNeeded { .. } => Icon::Phone,
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
        Event::TimerStopped { minutes, .. } => l.say(say::EventTimerStopped { minutes: cx.f.minutes(*minutes).into() }),
        Event::MessageWritten { what, .. } => {
            l.say(say::EventMessageWritten { what: word(what, |w| Told::parse(w).map(|t| t.label(l))).into() })
        }
        Event::MessageMoved { state, .. } => {
            l.say(say::EventMessageMoved { state: word(state, |w| OutState::parse(w).map(|s| s.label(l))).into() })
        }
        Event::QuoteSent { revision, .. } => l.say(say::EventQuoteSent { revision: (*revision).into() }),
        other => other.label(l).to_owned(),
    }
}

fn word(stored: &str, label: impl FnOnce(&str) -> Option<&'static str>) -> String {
    label(stored).unwrap_or(stored).to_owned()
}
