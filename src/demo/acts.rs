//! The acts of the story, each through its verb and by whom it would be done.

use super::{story::Act, world::World};
use crate::{
    app::Tx,
    clients, dues, equipment,
    intakes::{self, Hold, Ruling},
    interventions::{self, Answer, Check, LabourInput, PartInput, SheetInput},
    kernel::{
        error::{Error, Result},
        id::{Id as _, IntakeId, InterventionId},
        money::Money,
        time::At,
    },
    notes::{self, NoteInput},
    payments::{self, Means, PaymentInput, PaymentKind},
    quotes::{self, AnswerInput, AnswerWay, QuoteInput},
    releases::{self, Collector, ReleaseInput},
    shipments::{self, ErasureConsent, ReceptionInput, ShipmentInput},
    users::{
        Who,
        rights::{May, Right, Scope},
    },
};

impl World<'_> {
    /// Does one act on a file, at its instant.
    pub(super) async fn play(&self, at: At, intake: IntakeId, act: Act) -> Result<()> {
        let played = self.app.write_at(Some(at), async |tx| match act {
            Act::Deposit => Ok(()),
            Act::Note(_) | Act::Void(_) | Act::Pay(..) | Act::PayRest(_) | Act::Release | Act::Withdraw(_) => {
                self.at_the_counter(tx, intake, act).await
            }
            Act::Quote | Act::Accept(_) | Act::Refuse(_) => self.quote(tx, intake, act).await,
            Act::Ship(..) | Act::Receive(..) => self.ship(tx, intake, act).await,
            _ => self.at_the_bench(tx, intake, act).await,
        });
        played.await.map_err(|e| Error::internal(format!("{act:?}: {e}")))
    }

    async fn at_the_counter(&self, tx: &mut Tx, intake: IntakeId, act: Act) -> Result<()> {
        let (settings, sales) = (&self.settings, &self.sales);
        match act {
            Act::Note(body) => {
                notes::write(tx, &of(sales)?, intake, &NoteInput { body: body.into() }).await.map(|_| ())
            }
            Act::Void(why) => intakes::void(tx, &of(&self.manager)?, intake, why).await,
            Act::Pay(kind, means, amount) => self.take(tx, intake, kind, means, dinars(amount)).await,
            Act::PayRest(means) => {
                let file = intakes::find(tx, Scope::Shop, intake).await?;
                let left = dues::of(tx, &file, file.outcome).await?.left;
                self.take(tx, intake, PaymentKind::Balance, means, left).await
            }
            Act::Withdraw(_) | Act::Release => {
                let reason = if let Act::Withdraw(reason) = act { reason } else { "" };
                let accessories_back = intakes::find(tx, Scope::Shop, intake).await?.accessories.0;
                let collector = Some(Collector::Client);
                let input =
                    ReleaseInput { collector, accessories_back, reason: reason.into(), ..ReleaseInput::default() };
                releases::release(tx, &of(sales)?, settings, intake, &input).await.map(|_| ())
            }
            _ => Ok(()),
        }
    }

    async fn take(&self, tx: &mut Tx, intake: IntakeId, kind: PaymentKind, means: Means, amount: Money) -> Result<()> {
        if amount <= Money::ZERO {
            return Ok(());
        }
        let reference = if means.has_reference() { "VIR-2026-0147" } else { "" };
        let input =
            PaymentInput { kind: Some(kind), means: Some(means), amount: Some(amount), reference: reference.into() };
        payments::take(tx, &of(&self.sales)?, &self.settings, intake, &input).await.map(|_| ())
    }

    async fn at_the_bench(&self, tx: &mut Tx, intake: IntakeId, act: Act) -> Result<()> {
        let (settings, by) = (&self.settings, of(&self.technician)?);
        if let Act::Open = act {
            return interventions::open(tx, &by, settings, intake, None).await.map(|_| ());
        }
        if let Act::Covered = act {
            return interventions::rule_on_warranty(tx, &by, intake, Ruling::Covered).await;
        }
        let sheet = interventions::of_intake(tx, Scope::Shop, intake).await?.ok_or(Error::NotFound)?;
        let id = sheet.intervention.id;
        match act {
            Act::Write(diagnosis, report) => {
                let checks = self.checked(tx, intake, !report.is_empty()).await?;
                let input = SheetInput { diagnosis: diagnosis.into(), report: report.into(), checks: Some(checks) };
                interventions::amend(tx, &by, id, sheet.intervention.version, &input).await
            }
            Act::Part(label, reference, price) => {
                let input = PartInput { reference: reference.into(), ..part(label, price) };
                interventions::add_part(tx, &by, settings, id, &input).await.map(|_| ())
            }
            Act::Order(label, price, supplier, days) => self.order(tx, id, part(label, price), supplier, days).await,
            Act::Arrive => {
                for part in sheet.parts.iter().filter(|p| p.is_awaited()) {
                    interventions::part_arrived(tx, &of(&self.manager)?, part.id).await?;
                }
                Ok(())
            }
            Act::Labour(minutes, label) => {
                let input = LabourInput { minutes: Some(minutes), label: label.into(), ..LabourInput::default() };
                interventions::add_labour(tx, &by, settings, id, &input).await.map(|_| ())
            }
            Act::WaitLabour => interventions::hold(tx, &by, id, Hold::WaitingLabour).await,
            Act::HandOver => interventions::hand_over(tx, &by, id, self.manager.id).await,
            Act::Complete(outcome) => quotes::complete(tx, &by, id, outcome).await.map(|_| ()),
            _ => Ok(()),
        }
    }

    /// What was tried of it: one thing was wrong when it came; nothing after the work.
    async fn checked(&self, tx: &mut Tx, intake: IntakeId, done: bool) -> Result<Vec<Check>> {
        let intake = intakes::find(tx, Scope::Shop, intake).await?;
        let equipment = equipment::find(tx, Scope::Shop, intake.equipment_id).await?;
        let wanted = self.settings.checklists.wanted(&equipment.category);
        let check = |(n, label)| Check {
            label,
            before: Some(if n == 2 { Answer::Fault } else { Answer::Good }),
            after: done.then_some(Answer::Good),
        };
        Ok(wanted.into_iter().enumerate().map(check).collect())
    }

    async fn order(
        &self,
        tx: &mut Tx,
        sheet: InterventionId,
        part: PartInput,
        supplier: &str,
        days: i64,
    ) -> Result<()> {
        let zone = self.settings.zone();
        let input = PartInput {
            awaited: true,
            supplier: supplier.into(),
            ordered_on: Some(tx.now().day(&zone)),
            expected_on: Some(self.now.day(&zone).plus_days(days)),
            ..part
        };
        interventions::add_part(tx, &of(&self.technician)?, &self.settings, sheet, &input).await.map(|_| ())
    }

    async fn quote(&self, tx: &mut Tx, intake: IntakeId, act: Act) -> Result<()> {
        let (settings, sales) = (&self.settings, &self.sales);
        if let Act::Quote = act {
            let by = of(sales)?;
            let note = "Délai de réparation : deux à trois jours après accord.".into();
            let id = quotes::prepare(tx, &by, settings, intake, &QuoteInput { note, ..QuoteInput::default() }).await?;
            return quotes::send(tx, &by, settings, id, 1, true).await;
        }
        let sent = quotes::of_intake(tx, Scope::Shop, intake).await?;
        let id = sent.first().ok_or(Error::NotFound)?.id;
        let client = intakes::find(tx, Scope::Shop, intake).await?.client_id;
        let client = clients::find(tx, Scope::Shop, client).await?;
        let mut answer = AnswerInput { name: client.name, phone: client.phone_typed, ..AnswerInput::default() };
        match act {
            Act::Refuse(reason) => {
                answer.way = Some(AnswerWay::Shop);
                answer.reason = reason.into();
            }
            Act::Accept(way) => {
                answer.way = Some(way);
                answer.accepted = true;
            }
            _ => {}
        }
        quotes::answer(tx, &of(sales)?, settings, id, &answer).await
    }

    async fn ship(&self, tx: &mut Tx, intake: IntakeId, act: Act) -> Result<()> {
        let (settings, by) = (&self.settings, of(&self.technician)?);
        match act {
            Act::Ship(partner, carrier, days) => {
                let input = ShipmentInput {
                    partner_name: partner.into(),
                    carrier: carrier.into(),
                    tracking_number: format!("DZ{:08}", intake_number(intake)),
                    contents: "Appareil seul, sans accessoires".into(),
                    erasure_consent: Some(ErasureConsent::Forbidden),
                    expected_on: Some(self.now.day(&settings.zone()).plus_days(days)),
                    ..ShipmentInput::default()
                };
                let id = shipments::prepare(tx, &by, settings, intake, &input).await?;
                shipments::dispatch(tx, &by, id).await
            }
            Act::Receive(result, work_done, cost) => {
                let sent = shipments::of_intake(tx, Scope::Shop, intake).await?;
                let id = sent.first().ok_or(Error::NotFound)?.id;
                let input = ReceptionInput {
                    result: Some(result),
                    work_done: work_done.into(),
                    cost: Some(dinars(cost)).filter(|c| *c > Money::ZERO),
                    ..ReceptionInput::default()
                };
                shipments::receive(tx, &by, settings, id, &input).await
            }
            _ => Ok(()),
        }
    }
}

/// Proof that this person may act so.
pub(super) fn of<R: Right>(who: &Who) -> Result<May<R>> {
    May::of(who)
}

fn dinars(amount: i64) -> Money {
    Money::minor(amount * 100)
}

fn part(label: &str, price: i64) -> PartInput {
    PartInput { label: label.into(), unit_price: Some(dinars(price)), ..PartInput::default() }
}

/// Eight digits that look like a carrier's.
fn intake_number(intake: IntakeId) -> i64 {
    intake.raw() % 100_000_000
}
