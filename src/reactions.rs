//! What follows from an event, in the transaction of what happened: one match over every kind.

use std::pin::Pin;

use crate::{app::Tx, events::Recorded, kernel::error::Result};

/// Hands an event to what follows from it.
pub fn react<'a>(tx: &'a mut Tx, recorded: &'a Recorded) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
    Box::pin(follow(tx, recorded))
}

async fn follow(_tx: &mut Tx, recorded: &Recorded) -> Result<()> {
    tracing::debug!(kind = recorded.event.kind(), "recorded");
    Ok(())
}
