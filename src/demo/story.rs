//! How a repair file of the demo is told: who brought what, and what was done on which day.

use crate::{
    intakes::{Outcome, Warranty},
    payments::{Means, PaymentKind},
    priority::Priority,
    quotes::AnswerWay,
    shipments::ShipmentResult,
};

/// When something happened. What happens on a file at the same `When` follows a few minutes apart.
#[derive(Clone, Copy, Debug)]
pub(super) enum When {
    /// So many open days ago, at hour and minute.
    Day(i64, i64, i64),
    /// Today, so many minutes ago.
    Minutes(i64),
}

/// What was done on a file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// It is brought.
    Deposit,
    /// The technician opens the sheet.
    Open,
    /// Diagnosis and report are written.
    Write(&'static str, &'static str),
    /// A part at a price in dinars.
    Part(&'static str, &'static str, i64),
    /// A part that is ordered from a supplier and expected in so many days.
    Order(&'static str, i64, &'static str, i64),
    /// Every ordered part arrives.
    Arrive,
    /// Minutes of labour.
    Labour(i64, &'static str),
    /// The technician waits for a colleague's time.
    WaitLabour,
    /// The manager takes the file over.
    HandOver,
    /// A quote of the sheet's lines is sent, and waited for.
    Quote,
    /// The client says yes.
    Accept(AnswerWay),
    /// The client says no.
    Refuse(&'static str),
    /// It leaves for a partner, expected back in so many days.
    Ship(&'static str, &'static str, i64),
    /// It comes back, at a cost in dinars.
    Receive(ShipmentResult, &'static str, i64),
    /// A warranty pays.
    Covered,
    /// The work ends.
    Complete(Outcome),
    /// Money in dinars.
    Pay(PaymentKind, Means, i64),
    /// What is left is paid.
    PayRest(Means),
    /// It is given back.
    Release,
    /// It is given back unrepaired.
    Withdraw(&'static str),
    /// A note within the team.
    Note(&'static str),
    /// It was recorded by mistake.
    Void(&'static str),
}

/// A repair file.
#[derive(Debug)]
pub(super) struct File {
    pub(super) client: &'static str,
    /// Category, brand, model and serial number, apart by bars.
    pub(super) thing: &'static str,
    pub(super) fault: &'static str,
    pub(super) requested: &'static str,
    pub(super) condition: &'static str,
    /// Apart by commas.
    pub(super) accessories: &'static str,
    pub(super) depositor: &'static str,
    pub(super) shelf: &'static str,
    pub(super) code: &'static str,
    pub(super) priority: Priority,
    pub(super) warranty: Warranty,
    /// Days from today; below zero it is late.
    pub(super) promised: Option<i64>,
    pub(super) acts: Vec<(When, Act)>,
}

/// So many open days ago.
pub(super) fn day(ago: i64, hour: i64, minute: i64) -> When {
    When::Day(ago, hour, minute)
}

/// So many minutes ago.
pub(super) fn now(minutes: i64) -> When {
    When::Minutes(minutes)
}

/// A file that was brought at an instant.
pub(super) fn brought(at: When, client: &'static str, thing: &'static str, fault: &'static str) -> File {
    File {
        client,
        thing,
        fault,
        requested: "",
        condition: "",
        accessories: "",
        depositor: "",
        shelf: "",
        code: "",
        priority: Priority::Normal,
        warranty: Warranty::None,
        promised: None,
        acts: vec![(at, Act::Deposit)],
    }
}

impl File {
    pub(super) fn with(self, accessories: &'static str, shelf: &'static str) -> Self {
        Self { accessories, shelf, ..self }
    }

    pub(super) fn looks(self, condition: &'static str) -> Self {
        Self { condition, ..self }
    }

    pub(super) fn asks(self, requested: &'static str) -> Self {
        Self { requested, ..self }
    }

    pub(super) fn by(self, depositor: &'static str) -> Self {
        Self { depositor, ..self }
    }

    pub(super) fn locked(self, code: &'static str) -> Self {
        Self { code, ..self }
    }

    pub(super) fn priority(self, priority: Priority) -> Self {
        Self { priority, ..self }
    }

    pub(super) fn warranty(self, warranty: Warranty) -> Self {
        Self { warranty, ..self }
    }

    pub(super) fn promised(self, days: i64) -> Self {
        Self { promised: Some(days), ..self }
    }

    pub(super) fn then(mut self, at: When, act: Act) -> Self {
        self.acts.push((at, act));
        self
    }

    /// A whole repair in one go.
    pub(super) fn mended(self, at: When, found: &'static str, done: &'static str, minutes: i64) -> Self {
        self.then(at, Act::Open)
            .then(at, Act::Write(found, done))
            .then(at, Act::Labour(minutes, ""))
            .then(at, Act::Complete(Outcome::Repaired))
    }
}
