//! Who may do what: one table (PRODUCT.md §3), and the types that carry it.
//!
//! A verb takes `&May<R>`; a `May<R>` is made only after asking the table, or by the system for its own work. What one
//! may not see is not found: every read takes the [`Scope`] of the reader.

use std::marker::PhantomData;

use super::{Role, Who};
use crate::kernel::{
    actor::Actor,
    error::{Error, Result},
    id::{HandoffId, UserId},
};

/// A right, as a type.
pub trait Right: Send + Sync + 'static {
    /// Its line in the table.
    const LINE: Line;
}

/// A line of the table: a right and the roles that have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The right's name.
    pub name: &'static str,
    /// Who has it.
    pub roles: &'static [Role],
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident [$($role:ident)+]),+ $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name;
            impl Right for $name { const LINE: Line = Line { name: stringify!($name), roles: &[$(Role::$role),+] }; }
        )+
        /// The whole table.
        pub const TABLE: &[Line] = &[$($name::LINE),+];
    };
}

rights! {
    /// Read what every member of staff reads: clients, files, quotes, shipments, tickets, dashboard, own statistics.
    Read [Technician Sales Manager],
    /// Create and edit clients, contacts and equipment.
    ClientsEdit [Technician Sales Manager],
    /// Make one client of two.
    ClientsMerge [Manager],
    /// Record deposits and intakes, amend them, add files and notes, type an unlock code, take signatures, open pages for phones.
    IntakesEdit [Technician Sales Manager],
    /// Read an unlock code.
    CodeReveal [Technician Manager],
    /// Open, amend, complete and reopen interventions; rule on a warranty.
    InterventionsEdit [Technician Manager],
    /// Pause, stop and settle a colleague's timer.
    TimersOfOthers [Manager],
    /// Order parts that are waited for, and say that they arrived.
    PartsOrder [Technician Sales Manager],
    /// Prepare, dispatch and receive shipments; keep partners.
    ShipmentsEdit [Technician Manager],
    /// Write quotes line by line.
    QuotesEdit [Technician Manager],
    /// Prepare and send a quote from the lines a technician wrote.
    QuotesSend [Technician Sales Manager],
    /// Record the client's answer to a quote.
    QuotesAnswer [Technician Sales Manager],
    /// Give equipment back.
    Release [Technician Sales Manager],
    /// Take money and print receipts.
    PaymentsTake [Technician Sales Manager],
    /// Count and close anybody's drawer of cash.
    CashClose [Manager],
    /// Give money back and reverse a payment.
    Refund [Manager],
    /// Give a discount above the setting.
    BigDiscount [Manager],
    /// Let an individual leave owing.
    LeaveOwing [Manager],
    /// Void a voucher.
    VoidVoucher [Manager],
    /// Release what nobody came for.
    ReleaseUnclaimed [Manager],
    /// Declare a shipment lost.
    LoseShipment [Manager],
    /// Open tickets and correct their text.
    TicketsOpen [Technician Sales Manager],
    /// Take, close and reopen tickets.
    TicketsTake [Technician Manager],
    /// Print what may be read, and look after the queue of the printers.
    Print [Technician Sales Manager],
    /// See everything that goes to clients, send it again, drop it.
    Messages [Manager],
    /// Call clients whom no message reached.
    CallsMake [Technician Sales Manager],
    /// Write notes.
    NotesWrite [Technician Sales Manager],
    /// Statistics of money and per person.
    MoneyStatistics [Manager],
    /// Staff accounts.
    UsersEdit [Manager],
    /// The shop's settings.
    SettingsEdit [Manager],
    /// The audit log.
    Audit [Manager],
    /// Export of everything.
    ExportAll [Manager],
    /// One's own password, language and tokens.
    OwnAccount [Technician Sales Manager],
}

/// Proof that someone may do `R`.
#[derive(Debug)]
pub struct May<R> {
    actor: Actor,
    role: Option<Role>,
    right: PhantomData<R>,
}

impl<R> Clone for May<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for May<R> {}

/// What a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything the shop has.
    Shop,
}

impl<R: Right> May<R> {
    /// Asks the table for a member of staff.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the role does not have the right.
    pub fn of(who: &Who) -> Result<Self> {
        if R::LINE.roles.contains(&who.role) {
            Ok(Self { actor: Actor::Staff(who.id), role: Some(who.role), right: PhantomData })
        } else {
            Err(Error::Forbidden)
        }
    }

    /// The system's own work: timers, imports, the demo.
    pub fn system() -> Self {
        Self { actor: Actor::System, role: None, right: PhantomData }
    }

    /// What someone does on a page that a member of staff opened for them on a phone; only `handoffs` calls it, after looking at
    /// the page's token.
    pub fn by_link(handoff: HandoffId) -> Self {
        Self { actor: Actor::Link(handoff), role: None, right: PhantomData }
    }

    /// The same person's proof of another right, if the table gives it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the role does not have it.
    pub fn also<O: Right>(&self) -> Result<May<O>> {
        // A page of a phone may do what it was opened for and nothing besides.
        if self.actor.handoff().is_some() {
            return Err(Error::Forbidden);
        }
        if self.role.is_none_or(|role| O::LINE.roles.contains(&role)) {
            Ok(May { actor: self.actor, role: self.role, right: PhantomData })
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Who.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The member of staff, if it is one.
    pub fn user(&self) -> Option<UserId> {
        self.actor.user()
    }

    /// The role, if it is a member of staff.
    pub fn role(&self) -> Option<Role> {
        self.role
    }

    /// What this person may see.
    pub fn scope(&self) -> Scope {
        Scope::Shop
    }
}

impl<R> From<&May<R>> for Actor {
    fn from(may: &May<R>) -> Self {
        may.actor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(role: Role) -> Who {
        Who {
            id: crate::kernel::id::Id::from_raw(1),
            name: "x".into(),
            role,
            lang: crate::lang::Lang::Fr,
            engineer: false,
            must_change: false,
        }
    }

    #[test]
    fn the_manager_may_everything_and_sales_no_repair() {
        assert!(TABLE.iter().all(|line| line.roles.contains(&Role::Manager)));
        let sales = May::<Read>::of(&who(Role::Sales)).expect("sales read");
        assert!(sales.also::<InterventionsEdit>().is_err());
        assert!(sales.also::<QuotesSend>().is_ok());
        assert!(May::<Refund>::of(&who(Role::Technician)).is_err());
        assert!(May::<Read>::system().also::<Refund>().is_ok());
    }
}
