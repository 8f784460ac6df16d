//! What follows from an event, in the transaction of what happened: documents to be printed, notices to staff.

use std::pin::Pin;

use crate::{
    announcements,
    app::Tx,
    calls::CallWhy,
    events::{Event, Recorded},
    intakes, interventions,
    kernel::{
        error::Result,
        id::{IntakeId, OutId, PartId, PrintId, UserId},
        money::Money,
    },
    notifications::{self, NoticeKind},
    outbox::{self, OutState},
    parts, printing, prints, quotes,
    settings::Told,
    shipments, timers,
    users::{self, Role, rights::Scope},
};

/// Hands an event to what follows from it.
pub fn react<'a>(tx: &'a mut Tx, recorded: &'a Recorded) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
    Box::pin(follow(tx, recorded))
}

async fn follow(tx: &mut Tx, recorded: &Recorded) -> Result<()> {
    printing::follow(tx, recorded).await?;
    match &recorded.event {
        // What was to leave stays here; the client hears that it is ready.
        Event::InterventionCompleted { intake, .. } => {
            shipments::cancel_prepared(tx, recorded.actor, *intake).await?;
            announcements::ready(tx, recorded.actor, *intake).await
        }
        Event::IntakeRecorded { intake, .. } => {
            announcements::tell_of(tx, recorded.actor, *intake, Told::Deposit).await
        }
        Event::PartOrdered { intake, .. } => {
            notifications::settle(tx, NoticeKind::PartAsked, *intake).await?;
            announcements::tell_of(tx, recorded.actor, *intake, Told::PartAwaited).await
        }
        Event::MessageMoved { message, intake, state } => tell_of_message(tx, recorded, *message, *intake, state).await,
        Event::IntakeAmended { intake, .. } => {
            let file = intakes::find(tx, Scope::Shop, *intake).await?;
            interventions::uncover(tx, &file).await
        }
        Event::PartAdded { part, .. } => parts::learn(tx, *part, true).await,
        Event::PartChanged { part, .. } => parts::learn(tx, *part, false).await,
        Event::PartAwaited { part, intake } => tell_who_orders(tx, recorded, *part, *intake).await,
        Event::PartArrived { intake, last: true, .. } => {
            notifications::settle(tx, NoticeKind::PartAsked, *intake).await?;
            tell_technician(tx, recorded, *intake, NoticeKind::PartArrived).await
        }
        Event::QuoteAccepted { intake, .. } => tell_technician(tx, recorded, *intake, NoticeKind::QuoteAccepted).await,
        Event::QuoteRefused { intake, .. } => tell_technician(tx, recorded, *intake, NoticeKind::QuoteRefused).await,
        Event::QuoteExpired { intake, .. } => tell_technician(tx, recorded, *intake, NoticeKind::QuoteExpired).await,
        Event::HandedOver { intake, from, to, .. } => {
            if from.is_some() {
                timers::stop_on(tx, recorded.actor, *intake, *from).await?;
            }
            tell(tx, recorded, *to, NoticeKind::HandedOver, *intake).await
        }
        Event::ShipmentDispatched { intake, .. } => {
            timers::stop_on(tx, recorded.actor, *intake, None).await?;
            announcements::tell_of(tx, recorded.actor, *intake, Told::SentOut).await
        }
        Event::IntakeVoided { intake } => {
            announcements::moved_on(tx, recorded.actor, *intake).await?;
            timers::drop_all(tx, *intake).await
        }
        Event::UserDeactivated { user } | Event::UserChanged { user } => {
            timers::stop_unless_repairing(tx, recorded.actor, *user).await
        }
        // Who stopped it, perhaps by starting another, is told too: the minutes are theirs to say.
        Event::TimerForgotten { intake, user, .. } => {
            notifications::tell(tx, *user, NoticeKind::TimerForgotten, Some(*intake), None).await
        }
        Event::ShipmentReceived { intake, .. } => {
            announcements::tell_of(tx, recorded.actor, *intake, Told::CameBack).await?;
            tell_technician(tx, recorded, *intake, NoticeKind::ShipmentBack).await
        }
        Event::ShipmentLost { intake, .. } => {
            // The file has ended: its sheet and its open offer end with it.
            interventions::close_sheet(tx, *intake).await?;
            timers::drop_all(tx, *intake).await?;
            quotes::withdraw_open(tx, recorded.actor, *intake).await?;
            tell_technician(tx, recorded, *intake, NoticeKind::ShipmentLost).await
        }
        Event::InterventionReopened { intake } => {
            announcements::moved_on(tx, recorded.actor, *intake).await?;
            tell_technician(tx, recorded, *intake, NoticeKind::Reopened).await
        }
        Event::Released { intake, owing, .. } => {
            announcements::moved_on(tx, recorded.actor, *intake).await?;
            announcements::tell_of(tx, recorded.actor, *intake, Told::Released).await?;
            timers::drop_all(tx, *intake).await?;
            if *owing > Money::ZERO { tell_managers(tx, recorded, *intake).await } else { Ok(()) }
        }
        Event::TicketOpened { ticket } => {
            for engineer in users::active(tx, Role::ALL).await?.into_iter().filter(|u| u.takes_tickets_since.is_some())
            {
                if recorded.actor.user() != Some(engineer.id) {
                    notifications::tell(tx, engineer.id, NoticeKind::TicketOpened, None, Some(*ticket)).await?;
                }
            }
            Ok(())
        }
        Event::PrintMoved { print, state } => tell_of_print(tx, recorded, *print, state).await,
        Event::TicketReopened { ticket, engineer } if recorded.actor.user() != Some(*engineer) => {
            notifications::tell(tx, *engineer, NoticeKind::TicketReopened, None, Some(*ticket)).await
        }
        _ => Ok(()),
    }
}

/// Nobody is told of what they did themselves.
async fn tell(tx: &mut Tx, recorded: &Recorded, user: UserId, kind: NoticeKind, intake: IntakeId) -> Result<()> {
    if recorded.actor.user() == Some(user) {
        return Ok(());
    }
    notifications::tell(tx, user, kind, Some(intake), None).await
}

async fn tell_technician(tx: &mut Tx, recorded: &Recorded, intake: IntakeId, kind: NoticeKind) -> Result<()> {
    match intakes::find(tx, Scope::Shop, intake).await?.technician_id {
        Some(technician) => tell(tx, recorded, technician, kind, intake).await,
        None => Ok(()),
    }
}

/// Who had something printed is told when it is not on paper, or not surely.
async fn tell_of_print(tx: &mut Tx, recorded: &Recorded, id: PrintId, state: &str) -> Result<()> {
    let kind = match prints::PrintState::parse(state) {
        Some(prints::PrintState::Failed) => NoticeKind::PrintFailed,
        Some(prints::PrintState::Unknown) => NoticeKind::PrintUnknown,
        _ => return Ok(()),
    };
    let print = prints::find(tx, Scope::Shop, id).await?;
    match print.asked_by.filter(|user| recorded.actor.user() != Some(*user)) {
        Some(user) => notifications::tell(tx, user, kind, print.intake_id, None).await,
        None => Ok(()),
    }
}

/// A message that did not go, or not surely, becomes a call.
async fn tell_of_message(tx: &mut Tx, recorded: &Recorded, id: OutId, intake: IntakeId, state: &str) -> Result<()> {
    let why = match OutState::parse(state) {
        Some(OutState::Failed) => CallWhy::Failed,
        Some(OutState::Unknown) => CallWhy::Unknown,
        _ => return Ok(()),
    };
    let told = outbox::find(tx, Scope::Shop, id).await?.what;
    announcements::not_told(tx, recorded.actor, intake, told, why).await
}

/// A part that nobody ordered yet is asked for.
async fn tell_who_orders(tx: &mut Tx, recorded: &Recorded, part: PartId, intake: IntakeId) -> Result<()> {
    if interventions::part(tx, Scope::Shop, part).await?.ordered_on.is_some() {
        return Ok(());
    }
    for one in users::active(tx, &[Role::Manager, Role::Sales]).await? {
        tell(tx, recorded, one.id, NoticeKind::PartAsked, intake).await?;
    }
    Ok(())
}

async fn tell_managers(tx: &mut Tx, recorded: &Recorded, intake: IntakeId) -> Result<()> {
    for manager in users::active(tx, &[Role::Manager]).await? {
        tell(tx, recorded, manager.id, NoticeKind::LeftOwing, intake).await?;
    }
    Ok(())
}
