//! Shipment voucher (BX): what goes to an outside repairer, and how it came back. It names no client: the repairer has
//! no business with them.

use fixili_paper::{Block, Card, Fact, Sheet};

use super::{
    Pen,
    parts::{facts, notice, present, sign, text},
};
use crate::{
    documents::{
        snapshot::{Partner, Shipment},
        wording,
    },
    lang::say,
};

impl Pen<'_> {
    pub(super) fn shipment(&self) -> Sheet {
        let l = self.l;
        let none = Shipment::default();
        let shipment = self.s.shipment.as_ref().unwrap_or(&none);
        let mut sheet = self.base(&shipment.number);
        sheet.cards = [Some(self.recipient(&shipment.partner)), self.equipment()].into_iter().flatten().collect();
        sheet.strip = present([
            self.file_number(),
            shipment.carrier.as_deref().map(|carrier| self.fact(l.doc_carrier(), carrier)),
            shipment.tracking_number.as_deref().map(|number| self.run(l.doc_tracking(), number)),
            shipment.dispatched_at.map(|at| self.run(l.doc_dispatched(), self.f.instant(at))),
            shipment.expected_on.map(|day| self.run(l.doc_back_on(), self.f.day(day))),
        ]);
        let blocks = [
            text(l.doc_work_requested(), &self.asked()),
            text(l.doc_contents(), shipment.contents.as_deref().unwrap_or_default()),
            facts(l.doc_conditions_out(), self.conditions(shipment)),
            facts(l.doc_return(), self.came_back(shipment)),
            text(l.doc_work_done(), shipment.work_done.as_deref().unwrap_or_default()),
            shipment.lost_reason.as_deref().map(|why| notice(l.say(say::DocLostReason { reason: why.into() }))),
        ];
        sheet.blocks = blocks.into_iter().flatten().collect::<Vec<Block>>();
        sheet.signatures = vec![
            self.stamp(),
            sign(l.doc_sign_carrier(), shipment.carrier.clone().unwrap_or_default()),
            sign(l.doc_sign_recipient(), shipment.partner.name.clone()),
        ];
        sheet
    }

    fn recipient(&self, partner: &Partner) -> Card {
        let l = self.l;
        let address = partner.address.as_deref().map(|a| a.lines().map(str::trim).collect::<Vec<_>>().join(", "));
        Card {
            title: l.doc_recipient().to_owned(),
            heading: partner.name.clone(),
            facts: present([
                partner.phone.as_deref().map(|phone| self.run(l.doc_phone(), self.f.phone(phone))),
                partner.email.as_deref().map(|email| self.run(l.doc_email(), email)),
                address.map(|address| self.fact(l.doc_address(), address)),
            ]),
        }
    }

    /// The fault, and what our own technician found so far.
    fn asked(&self) -> String {
        let fault = self.s.intake.as_ref().map(|intake| intake.fault.trim()).unwrap_or_default();
        let found = self.s.intervention.as_ref().map(|it| it.diagnosis.trim()).unwrap_or_default();
        [fault, found].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn conditions(&self, shipment: &Shipment) -> Vec<Fact> {
        let l = self.l;
        let claim = if shipment.under_warranty_since.is_some() { l.doc_under_warranty() } else { l.doc_at_our_cost() };
        let consent = if shipment.erasure_consent.is_empty() { "asked_not" } else { &shipment.erasure_consent };
        present([
            Some(self.fact(l.doc_claim(), claim)),
            Some(self.fact(l.doc_erasure(), wording::erasure(l, consent))),
            shipment.seal.as_deref().map(|seal| self.run(l.doc_seal(), seal)),
        ])
    }

    fn came_back(&self, shipment: &Shipment) -> Vec<Fact> {
        let l = self.l;
        let Some(result) = shipment.result.as_deref() else { return Vec::new() };
        present([
            shipment.ended_at.map(|at| self.run(l.doc_returned_on(), self.f.instant(at))),
            Some(self.fact(l.doc_outcome(), wording::result(l, result))),
            shipment.cost.map(|cost| self.run(l.doc_cost(), self.f.money(cost))),
            shipment.old_serial.as_deref().map(|serial| self.run(l.doc_old_serial(), serial)),
            shipment.new_serial.as_deref().map(|serial| self.run(l.doc_new_serial(), serial)),
        ])
    }
}
