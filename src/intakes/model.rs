//! An intake: the voucher of one equipment of a deposit and the root of a repair file. Its states, holds and moves.

use crate::{
    kernel::{
        db::Json,
        error::{Error, Faults, Result},
        fold::is_blank,
        id::{ClientId, DepositId, EquipmentId, IntakeId, UserId},
        money::{self, Money},
        moves::{self, Move},
        time::{At, Day},
    },
    lang::{Key, say},
    priority::Priority,
    record, words,
};

words! {
    /// Where a repair file stands: set by the system, never typed.
    pub enum State {
        /// Nobody works on it yet.
        AwaitingIntervention = "awaiting_intervention" => state_awaiting_intervention,
        /// At an outside repairer.
        Shipped = "shipped" => state_shipped,
        /// A technician works on it.
        InProgress = "in_progress" => state_in_progress,
        /// The work has ended, with an outcome.
        Completed = "completed" => state_completed,
        /// Given back; final.
        Released = "released" => state_released,
    }
}

words! {
    /// Why a technician waits.
    pub enum Hold {
        /// Nothing.
        None = "none" => hold_none,
        /// For a part.
        WaitingPart = "waiting_part" => hold_waiting_part,
        /// For the client's answer to a quote.
        WaitingQuote = "waiting_quote" => hold_waiting_quote,
        /// For somebody's time.
        WaitingLabour = "waiting_labour" => hold_waiting_labour,
    }
}

words! {
    /// How the work ended.
    pub enum Outcome {
        /// It works again.
        Repaired = "repaired" => outcome_repaired,
        /// Nothing was wrong.
        NoFault = "no_fault" => outcome_no_fault,
        /// It cannot be repaired.
        NotRepairable = "not_repairable" => outcome_not_repairable,
        /// The client said no.
        QuoteRefused = "quote_refused" => outcome_quote_refused,
        /// The client took it back.
        Withdrawn = "withdrawn" => outcome_withdrawn,
        /// Another one was given.
        Exchanged = "exchanged" => outcome_exchanged,
        /// It is gone.
        Lost = "lost" => outcome_lost,
    }
}

words! {
    /// Under whose warranty it is said to be.
    pub enum Warranty {
        /// None.
        None = "none" => warranty_none,
        /// The manufacturer's.
        Manufacturer = "manufacturer" => warranty_manufacturer,
        /// The shop's, from the sale.
        Shop = "shop" => warranty_shop,
        /// The shop's, from an earlier repair.
        Repair = "repair" => warranty_repair,
    }
}

words! {
    /// What a technician decided about a return under warranty.
    pub enum Ruling {
        /// Covered: the lines cost nothing.
        Covered = "covered" => ruling_covered,
        /// Not covered.
        NotCovered = "not_covered" => ruling_not_covered,
    }
}

/// What can happen to a repair file (PRODUCT.md §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A technician opens the intervention.
    Open,
    /// A shipment leaves.
    Dispatch,
    /// A shipment comes back.
    Receive,
    /// A shipment is lost.
    Lose,
    /// The work ends.
    Complete,
    /// The work goes on after all.
    Reopen,
    /// It is given back.
    Release,
    /// The client takes it back unrepaired.
    Withdraw,
}

use State::{AwaitingIntervention, Completed, InProgress, Released, Shipped};

/// The allowed moves. Everything else is refused and says why.
pub const MOVES: &[Move<State, Step>] = &[
    Move { from: &[AwaitingIntervention], event: Step::Open, to: &[InProgress] },
    Move { from: &[InProgress], event: Step::Complete, to: &[Completed] },
    Move { from: &[AwaitingIntervention, InProgress], event: Step::Dispatch, to: &[Shipped] },
    Move { from: &[Shipped], event: Step::Receive, to: &[InProgress, AwaitingIntervention] },
    Move { from: &[Shipped], event: Step::Lose, to: &[Completed] },
    Move { from: &[Completed], event: Step::Release, to: &[Released] },
    Move { from: &[AwaitingIntervention, InProgress], event: Step::Withdraw, to: &[Released] },
    Move { from: &[Completed], event: Step::Reopen, to: &[InProgress] },
];

record! {
    /// An intake as stored.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Intake {
        /// Id.
        pub id: IntakeId,
        /// Number of the voucher.
        pub number: String,
        /// The deposit it came with.
        pub deposit_id: DepositId,
        /// Whose.
        pub client_id: ClientId,
        /// What.
        pub equipment_id: EquipmentId,
        /// Where it stands.
        pub state: State,
        /// Why it waits.
        pub hold: Hold,
        /// How the work ended.
        pub outcome: Option<Outcome>,
        /// How urgent.
        pub priority: Priority,
        /// The responsible technician.
        pub technician_id: Option<UserId>,
        /// What the client says is wrong.
        pub fault: String,
        /// What else the client asks for.
        pub requested: Option<String>,
        /// What came with it.
        #[schema(value_type = Vec<String>)]
        pub accessories: Json<Vec<String>>,
        /// How it looked.
        pub condition: Option<String>,
        /// Under whose warranty.
        pub warranty: Warranty,
        /// Until when.
        pub warranty_until: Option<Day>,
        /// Number of the invoice that proves it.
        pub warranty_invoice: Option<String>,
        /// When it was bought.
        pub warranty_bought: Option<Day>,
        /// Who sold it.
        pub warranty_seller: Option<String>,
        /// What a technician decided.
        pub warranty_ruling: Option<Ruling>,
        /// The earlier file of a machine that came back.
        pub parent_id: Option<IntakeId>,
        /// When it was promised.
        pub promised_at: Option<At>,
        /// What may be spent without asking, with tax.
        pub spending_limit: Option<Money>,
        /// Where it lies.
        pub shelf: Option<String>,
        /// When it came; perhaps earlier than it was recorded.
        pub deposited_at: At,
        /// When the work ended.
        pub completed_at: Option<At>,
        /// When it was given back.
        pub released_at: Option<At>,
        /// Until when the repair is under warranty.
        pub repair_warranty_until: Option<Day>,
        /// Since when it counts no more.
        pub voided_at: Option<At>,
        /// Why.
        pub void_reason: Option<String>,
        /// Raised when the tracking link must die.
        pub tracking_epoch: i64,
        /// Version, for amending.
        pub version: i64,
    }
}

/// What is typed of one intake.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct IntakeInput {
    /// What the client says is wrong; needed at the counter.
    pub fault: String,
    /// What else the client asks for.
    pub requested: String,
    /// What came with it.
    pub accessories: Vec<String>,
    /// How it looks.
    pub condition: String,
    /// Under whose warranty; none when absent.
    pub warranty: Option<Warranty>,
    /// Until when.
    pub warranty_until: Option<Day>,
    /// Number of the invoice.
    pub warranty_invoice: String,
    /// When it was bought.
    pub warranty_bought: Option<Day>,
    /// Who sold it.
    pub warranty_seller: String,
    /// How urgent; normal when absent.
    pub priority: Option<Priority>,
    /// When it is promised.
    pub promised_at: Option<At>,
    /// What may be spent without asking, with tax.
    pub spending_limit: Option<Money>,
    /// Where it lies.
    pub shelf: String,
    /// The earlier file of a machine that comes back.
    pub parent_id: Option<IntakeId>,
}

/// The longest fault, condition or request.
const TEXT: usize = 10_000;
/// The longest line: an accessory, a shelf, an invoice, a seller.
const LINE: usize = 200;
/// The most accessories.
const ACCESSORIES: usize = 50;

impl IntakeInput {
    /// Checks what was typed. The fault is required by the form, not by the domain: an import may lack it.
    pub fn check(&self, prefix: &str, deposited_at: At) -> Faults {
        let mut faults = Faults::new();
        let name = |field: &str| format!("{prefix}{field}");
        for (field, text) in [("fault", &self.fault), ("requested", &self.requested), ("condition", &self.condition)] {
            faults.when(text.chars().count() > TEXT, &name(field), say::ErrorTooLong { most: TEXT.into() });
        }
        let lines = [
            ("shelf", &self.shelf),
            ("warranty_invoice", &self.warranty_invoice),
            ("warranty_seller", &self.warranty_seller),
        ];
        for (field, text) in lines {
            faults.when(text.chars().count() > LINE, &name(field), say::ErrorTooLong { most: LINE.into() });
        }
        let long = self.accessories.len() > ACCESSORIES || self.accessories.iter().any(|a| a.chars().count() > LINE);
        faults.when(long, &name("accessories"), say::ErrorTooLong { most: LINE.into() });
        let limit = self.spending_limit.is_some_and(|limit| !(Money::ZERO..=money::MOST).contains(&limit));
        faults.when(limit, &name("spending_limit"), Key::ErrorAmount);
        faults.when(is_blank(&self.fault), &name("fault"), Key::IntakesFaultNeeded);
        faults.when(
            self.promised_at.is_some_and(|at| at < deposited_at),
            &name("promised_at"),
            Key::IntakesPromisedEarly,
        );
        if let (Some(bought), Some(until)) = (self.warranty_bought, self.warranty_until) {
            faults.when(until < bought, &name("warranty_until"), Key::ErrorDateOrder);
        }
        faults
    }
}

/// The (state, hold) that time is counted under: away, a hold does not count; elsewhere there is none.
pub fn counted(state: State, hold: Hold) -> (State, Hold) {
    if state == InProgress { (state, hold) } else { (state, Hold::None) }
}

impl Intake {
    /// Refuses a step that its state does not allow, saying why.
    ///
    /// # Errors
    /// [`Error::Conflict`].
    pub fn allows(&self, step: Step) -> Result<()> {
        if self.voided_at.is_some() {
            return Err(Error::conflict(Key::IntakesIsVoided));
        }
        if moves::allowed(MOVES, self.state, step) {
            return Ok(());
        }
        Err(Error::conflict(match self.state {
            AwaitingIntervention => Key::IntakesStillWaits,
            Shipped => Key::IntakesIsAway,
            InProgress if step == Step::Open => Key::IntakesHasIntervention,
            InProgress => Key::IntakesNotCompleted,
            Completed => Key::IntakesIsCompleted,
            Released => Key::IntakesIsReleased,
        }))
    }

    /// The steps its state allows: the buttons of its page.
    pub fn steps(&self) -> Vec<Step> {
        if self.voided_at.is_some() { Vec::new() } else { moves::events(MOVES, self.state) }
    }

    /// Whether it is past its promise and not ready.
    pub fn is_late(&self, now: At) -> bool {
        self.voided_at.is_none()
            && !matches!(self.state, Completed | Released)
            && self.promised_at.is_some_and(|at| at < now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// PRODUCT.md §2, the table of states, told once more.
    #[test]
    fn every_step_from_every_state() {
        let steps = [
            Step::Open,
            Step::Dispatch,
            Step::Receive,
            Step::Lose,
            Step::Complete,
            Step::Reopen,
            Step::Release,
            Step::Withdraw,
        ];
        let allowed = |state: State| -> Vec<Step> {
            steps.into_iter().filter(|step| moves::allowed(MOVES, state, *step)).collect()
        };
        assert_eq!(allowed(AwaitingIntervention), [Step::Open, Step::Dispatch, Step::Withdraw]);
        assert_eq!(allowed(InProgress), [Step::Dispatch, Step::Complete, Step::Withdraw]);
        assert_eq!(allowed(Shipped), [Step::Receive, Step::Lose]);
        assert_eq!(allowed(Completed), [Step::Reopen, Step::Release]);
        assert_eq!(allowed(Released), []);
    }

    #[test]
    fn away_or_done_no_hold_counts() {
        assert_eq!(counted(InProgress, Hold::WaitingPart), (InProgress, Hold::WaitingPart));
        assert_eq!(counted(Shipped, Hold::WaitingPart), (Shipped, Hold::None));
    }
}
