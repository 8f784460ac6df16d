//! The forms of shipments: reading what was typed, filling, drawing.

use maud::{Markup, html};

use super::{ErasureConsent, ReceptionInput, Shipment, ShipmentInput, ShipmentResult};
use crate::{
    equipment::Equipment,
    intakes::{Intake, Outcome, Warranty},
    interventions::OUTCOMES,
    lang::say,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// Reads what was typed of a shipment; faults stay in the form.
pub fn read_shipment(form: &mut Form) -> ShipmentInput {
    let input = ShipmentInput {
        partner_id: form.choice("partner_id", |id| id.parse().ok()),
        partner_name: form.text("partner_name"),
        carrier: form.text("carrier"),
        tracking_number: form.text("tracking_number"),
        contents: form.text("contents"),
        seal: form.text("seal"),
        erasure_consent: form.choice("erasure_consent", ErasureConsent::parse),
        under_warranty: form.ticked("under_warranty"),
        expected_on: form.day("expected_on"),
    };
    form.merge(input.check());
    input
}

/// Reads what was typed at the return; faults stay in the form.
pub fn read_reception(form: &mut Form) -> ReceptionInput {
    let input = ReceptionInput {
        result: form.choice("result", ShipmentResult::parse),
        new_serial: form.text("new_serial"),
        work_done: form.text("work_done"),
        cost: form.money("cost"),
        outcome: form.choice("outcome", Outcome::parse),
    };
    form.merge(input.check());
    input
}

/// A new shipment of a file: a claim under warranty when the file is.
pub fn fill_new(intake: &Intake) -> Form {
    let claim = if intake.warranty == Warranty::Manufacturer { "1" } else { "" };
    Form::filled([("erasure_consent", ErasureConsent::AskedNot.as_str()), ("under_warranty", claim)])
}

pub fn fill_shipment(s: &Shipment) -> Form {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Form::filled([
        ("version", s.version.to_string()),
        ("partner_id", s.partner_id.to_string()),
        ("partner_name", s.partner_name.clone()),
        ("carrier", text(&s.carrier)),
        ("tracking_number", text(&s.tracking_number)),
        ("contents", text(&s.contents)),
        ("seal", text(&s.seal)),
        ("erasure_consent", s.erasure_consent.as_str().into()),
        ("under_warranty", s.under_warranty_since.map_or("", |_| "1").into()),
        ("expected_on", s.expected_on.map(crate::kernel::time::Day::iso).unwrap_or_default()),
    ])
}

/// The combobox that finds a partner, or takes the name of a new one.
fn partner_box(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let fault = form.fault("partner_name").or_else(|| form.fault("partner_id")).map(|text| text.to(l));
    let described = if fault.is_some() { "h-partner_name e-partner_name" } else { "h-partner_name" };
    html! {
        div.field.full {
            label for="f-partner_name" { (l.partners_one()) }
            div.combo {
                input.ctl id="f-partner_name" name="partner_name" type="text" role="combobox" aria-expanded="false" aria-controls="partner-list"
                    aria-autocomplete="list" autocomplete="off" dir="auto" value=(form.value("partner_name"))
                    data-hx-get="/partners/options" data-hx-trigger="input changed delay:120ms" data-hx-target="#partner-list" data-hx-sync="this:replace"
                    data-clears="partner_id" aria-invalid=[fault.as_ref().map(|_| "true")] aria-describedby=(described) autofocus[form.value("partner_name").is_empty()];
                div.pop hidden { ul.opts id="partner-list" role="listbox" aria-label=(l.nav_partners()) {} }
            }
            p.hint id="h-partner_name" { (l.shipments_partner_hint()) }
            @if let Some(text) = fault { p.err id="e-partner_name" { (icon(Icon::TriangleAlert, 14)) (text) } }
            input type="hidden" id="f-partner_id" name="partner_id" value=(form.value("partner_id"));
        }
    }
}

fn shipment_form(cx: &Cx, intake: &Intake, form: &Form, action: &str) -> Markup {
    let l = cx.l;
    let consents: Vec<_> = ErasureConsent::ALL.iter().map(|c| (c.as_str(), c.label(l).to_owned())).collect();
    let came_with = l.say(say::ShipmentsCameWith { what: intake.accessories.0.join(", ").into() });
    let contents = field(cx, form, "contents", l.shipments_contents()).optional().full();
    let contents = if intake.accessories.0.is_empty() { contents } else { contents.hint(&came_with) };
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            (ui::summary(cx, form))
            fieldset {
                legend { (l.shipments_where()) }
                (partner_box(cx, form))
                (field(cx, form, "carrier", l.shipments_carrier()).optional().text())
                (field(cx, form, "tracking_number", l.shipments_tracking_number()).optional().ltr().text())
                (field(cx, form, "expected_on", l.shipments_expected()).optional().date())
                (field(cx, form, "under_warranty", l.shipments_under_warranty()).check())
            }
            fieldset {
                legend { (l.shipments_what()) }
                (contents.textarea(2))
                (field(cx, form, "seal", l.shipments_seal()).optional().ltr().text())
                (field(cx, form, "erasure_consent", l.shipments_erasure()).radios(&consents))
            }
            (ui::actions(cx, &format!("/intakes/{}", intake.id), l.form_save()))
        }
    }
}

/// A page of one act on a file: the way back to it, then the form.
fn act_page(cx: &Cx, intake: &Intake, title: &str, about: &str, form: Markup) -> Markup {
    layout::page(
        cx,
        title,
        html! {
            (ui::crumbs(cx, &[("/intakes", cx.l.nav_intakes()), (&format!("/intakes/{}", intake.id), &intake.number)], title))
            (ui::head(title, about, html! {}))
            (form)
        },
    )
}

pub fn new(cx: &Cx, intake: &Intake, form: &Form) -> Markup {
    let action = format!("/intakes/{}/shipments/new", intake.id);
    act_page(cx, intake, cx.l.shipments_new(), &intake.number, shipment_form(cx, intake, form, &action))
}

pub fn edit(cx: &Cx, intake: &Intake, shipment: &Shipment, form: &Form) -> Markup {
    let action = format!("/shipments/{}/edit", shipment.id);
    act_page(cx, intake, &shipment.number, cx.l.shipments_edit(), shipment_form(cx, intake, form, &action))
}

pub fn reception(cx: &Cx, intake: &Intake, equipment: &Equipment, shipment: &Shipment, form: &Form) -> Markup {
    let l = cx.l;
    let action = format!("/shipments/{}/reception", shipment.id);
    let results: Vec<_> = ShipmentResult::ALL.iter().map(|r| (r.as_str(), r.label(l).to_owned())).collect();
    let outcomes: Vec<_> = OUTCOMES.iter().map(|o| (o.as_str(), o.label(l).to_owned())).collect();
    let known = equipment.serial.as_deref().unwrap_or("—");
    let serial_hint = l.say(say::ShipmentsSerialWas { serial: known.into() });
    let about = format!("{} · {}", shipment.number, shipment.partner_name);
    let body = html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            (ui::summary(cx, form))
            fieldset {
                legend { bdi { (equipment.title()) } }
                (field(cx, form, "result", l.shipments_result()).radios(&results))
            }
            fieldset data-show-if="result=exchanged" {
                legend { (l.shipments_exchange()) }
                (field(cx, form, "new_serial", l.shipments_new_serial()).ltr().hint(&serial_hint).text())
            }
            fieldset {
                legend { (l.shipments_work()) }
                (field(cx, form, "work_done", l.shipments_work_done()).optional().full().textarea(3))
                (field(cx, form, "cost", l.shipments_cost()).optional().hint(l.shipments_cost_hint()).money(cx))
            }
            fieldset {
                legend { (l.shipments_and_complete()) }
                (field(cx, form, "outcome", l.shipments_outcome()).optional().hint(l.shipments_outcome_hint()).select(&outcomes))
            }
            (ui::actions(cx, &format!("/intakes/{}", intake.id), l.shipments_receive()))
        }
    };
    act_page(cx, intake, l.shipments_receive(), &about, body)
}

pub fn loss(cx: &Cx, intake: &Intake, shipment: &Shipment, form: &Form) -> Markup {
    let l = cx.l;
    let action = format!("/shipments/{}/loss", shipment.id);
    let about = format!("{} · {}", shipment.number, shipment.partner_name);
    let body = html! {
        div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (l.shipments_lose_warning()) } }
        form.panel method="post" action=(action) data-hx-post=(action) data-main novalidate {
            (ui::form_key(form))
            (ui::summary(cx, form))
            fieldset {
                legend { (l.shipments_lose()) }
                (field(cx, form, "reason", l.form_reason()).full().autofocus().textarea(3))
            }
            (ui::actions(cx, &format!("/intakes/{}", intake.id), l.shipments_lose()))
        }
    };
    act_page(cx, intake, l.shipments_lose(), &about, body)
}
