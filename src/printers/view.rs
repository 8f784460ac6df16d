//! What the pages of printers and of the plan look like.

use maud::{Markup, html};

use super::{Answers, Dots, Finish, Place, Plan, Printer, PrinterInput, Slot, Via, thermal};
use crate::{
    documents::Format,
    lang::{Key, Lang, say},
    settings,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

// The settings ------------------------------------------------------------------------------------------------------

/// The printers, and what is printed at which moment.
pub fn page(cx: &Cx, printers: &[Printer], form: &Form) -> Markup {
    let l = cx.l;
    let new = html! { a.btn.small href="/printers/new" { (icon(Icon::Plus, 16)) (l.printers_new()) } };
    layout::page(
        cx,
        l.printers_settings(),
        html! {
            (ui::head(l.nav_settings(), l.printers_settings(), html! { a.btn href="/prints" { (icon(Icon::Printer, 17)) (l.nav_prints()) } }))
            (settings::tabs(cx, "printing"))
            (ui::panel(l.printers_title(), new, list(cx, printers)))
            (plan_form(cx, printers, form))
        },
    )
}

fn list(cx: &Cx, printers: &[Printer]) -> Markup {
    html! {
        @if printers.is_empty() {
            div.panel-body { p.muted { (cx.l.printers_none()) } }
        } @else {
            ul.rows { @for printer in printers { (row(cx, printer)) } }
        }
    }
}

fn row(cx: &Cx, printer: &Printer) -> Markup {
    let l = cx.l;
    html! {
        li class=[printer.archived_at.map(|_| "off")] {
            (icon(Icon::Printer, 18))
            div {
                a.rowlink href={ "/printers/" (printer.id) "/edit" } { bdi { (printer.name) } }
                p { (printer.paper.label(l)) " · " bdi.ltr { (printer.address) } }
            }
            div.end { @if printer.archived_at.is_none() {
                (ui::button_form(&format!("/printers/{}/test", printer.id), l.printers_test(), Icon::Printer, "small ghost", None))
            } @else { span.muted { (l.printers_archived()) } } }
        }
    }
}

fn plan_form(cx: &Cx, printers: &[Printer], form: &Form) -> Markup {
    let l = cx.l;
    let slots = |title: &str, slots: &[Slot]| {
        html! {
            fieldset {
                legend { (title) }
                @for slot in slots { (slot_field(cx, form, *slot, printers)) }
            }
        }
    };
    html! {
        form.panel method="post" action="/settings/printing" data-hx-post="/settings/printing" data-main data-guard novalidate {
            (ui::form_key(form))
            input type="hidden" name="version" value=(form.value("version"));
            (ui::summary(cx, form))
            div.panel-body { h2 { (l.printers_plan()) } p.muted { (l.printers_plan_about()) } }
            (slots(l.printers_at_deposit(), &[Slot::DepositClient, Slot::DepositWorkshop, Slot::DepositLabel, Slot::DepositSummary]))
            (slots(l.printers_at_release(), &[Slot::ReleaseClient, Slot::ReleaseWorkshop]))
            (slots(l.printers_at_payment(), &[Slot::PaymentClient]))
            (ui::actions(cx, "/settings", l.form_save()))
        }
    }
}

fn slot_field(cx: &Cx, form: &Form, slot: Slot, printers: &[Printer]) -> Markup {
    let options: Vec<(String, String)> = Place::all(slot, printers)
        .into_iter()
        .map(|place| (place.to_string(), place_label(cx.l, place, printers)))
        .collect();
    field(cx, form, slot.as_str(), slot.label(cx.l)).select(&options)
}

/// `Navigateur · Feuille A4`, `Comptoir · Ticket 80 mm`.
pub fn place_label(l: Lang, place: Place, printers: &[Printer]) -> String {
    match place {
        Place::Nowhere => l.printers_nowhere().to_owned(),
        Place::Browser(paper) => l.say(say::PrintersInBrowser { paper: paper.label(l).into() }),
        Place::Printer(id) => printers
            .iter()
            .find(|p| p.id == id)
            .map(|p| format!("{} · {}", p.name, p.paper.label(l)))
            .unwrap_or_default(),
    }
}

pub fn fill_plan(plan: &Plan, printers: &[Printer], version: i64) -> Form {
    let places = Slot::ALL.iter().map(|slot| (slot.as_str(), plan.place(*slot, printers).to_string()));
    Form::filled(places.chain([("version", version.to_string())]))
}

/// Reads the plan that was chosen; a slot that was not sent is as usual.
pub fn read_plan(form: &mut Form) -> Plan {
    let chosen = Slot::ALL.iter().filter(|slot| form.sent(slot.as_str()));
    Plan { places: chosen.map(|slot| (slot.as_str().to_owned(), form.value(slot.as_str()).to_owned())).collect() }
}

// A printer ---------------------------------------------------------------------------------------------------------

pub fn blank() -> Form {
    Form::filled([("via", "network"), ("dots", "203"), ("finish", "cut"), ("answers", "yes")])
}

/// Reads what was typed of a printer; faults stay in the form.
pub fn read_printer(form: &mut Form, folders: &[String]) -> PrinterInput {
    let input = PrinterInput {
        name: form.text("name"),
        via: form.read("via", Key::ErrorChoose, Via::parse).unwrap_or_default(),
        address: form.text("address"),
        paper: form.choice("paper", Format::parse),
        dots: form.read("dots", Key::ErrorChoose, Dots::parse).unwrap_or_default(),
        finish: form.read("finish", Key::ErrorChoose, Finish::parse).unwrap_or_default(),
        answers: form.read("answers", Key::ErrorChoose, Answers::parse).unwrap_or_default(),
    };
    form.merge(input.check(folders));
    input
}

pub fn fill_printer(p: &Printer) -> Form {
    Form::filled([
        ("version", p.version.to_string()),
        ("name", p.name.clone()),
        ("via", p.via.to_string()),
        ("address", p.address.clone()),
        ("paper", p.paper.to_string()),
        ("dots", p.dots.to_string()),
        ("finish", p.finish.to_string()),
        ("answers", p.answers.to_string()),
    ])
}

fn printer_form(cx: &Cx, form: &Form, action: &str) -> Markup {
    let l = cx.l;
    let papers: Vec<_> =
        Format::ALL.iter().filter(|p| thermal(**p)).map(|p| (p.as_str(), p.label(l).to_owned())).collect();
    let vias: Vec<_> = Via::ALL.iter().map(|v| (v.as_str(), v.label(l).to_owned())).collect();
    let dots: Vec<_> = Dots::ALL.iter().map(|d| (d.as_str(), d.label(l).to_owned())).collect();
    let ends: Vec<_> = Finish::ALL.iter().map(|f| (f.as_str(), f.label(l).to_owned())).collect();
    let answers: Vec<_> = Answers::ALL.iter().map(|a| (a.as_str(), a.label(l).to_owned())).collect();
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            (ui::summary(cx, form))
            fieldset {
                legend { (l.printers_one()) }
                (field(cx, form, "name", l.printers_name()).hint(l.printers_name_hint()).autofocus().text())
                (field(cx, form, "paper", l.printers_paper()).select(&papers))
                (field(cx, form, "via", l.printers_via()).radios(&vias))
                (field(cx, form, "address", l.printers_address()).ltr().hint(l.printers_address_hint()).text())
            }
            fieldset {
                legend { (l.printers_how()) }
                (field(cx, form, "dots", l.printers_dots()).hint(l.printers_dots_hint()).radios(&dots))
                (field(cx, form, "finish", l.printers_finish()).radios(&ends))
                (field(cx, form, "answers", l.printers_answers()).hint(l.printers_answers_hint()).radios(&answers))
            }
            (ui::actions(cx, "/settings/printing", l.form_save()))
        }
    }
}

pub fn new(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    layout::page(
        cx,
        l.printers_new(),
        html! {
            (crumbs(cx, l.printers_new()))
            (ui::head(l.printers_new(), "", html! {}))
            (printer_form(cx, form, "/printers"))
        },
    )
}

pub fn edit(cx: &Cx, printer: &Printer, form: &Form) -> Markup {
    let l = cx.l;
    let to = |end: &str| format!("/printers/{}/{end}", printer.id);
    let buttons = html! {
        @if printer.archived_at.is_none() {
            (ui::button_form(&to("test"), l.printers_test(), Icon::Printer, "", None))
            (ui::button_form(&to("archive"), l.printers_archive(), Icon::Archive, "", Some(l.printers_archive_sure())))
        } @else {
            (ui::button_form(&to("restore"), l.printers_restore(), Icon::Undo2, "", None))
        }
    };
    layout::page(
        cx,
        &printer.name,
        html! {
            (crumbs(cx, &printer.name))
            (ui::head(&printer.name, l.printers_one(), buttons))
            (printer_form(cx, form, &to("edit")))
        },
    )
}

fn crumbs(cx: &Cx, here: &str) -> Markup {
    ui::crumbs(cx, &[("/settings", cx.l.nav_settings()), ("/settings/printing", cx.l.printers_settings())], here)
}
