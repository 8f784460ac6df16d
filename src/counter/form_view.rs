//! The form of a deposit: how it is read, filled and drawn.

use maud::{Markup, html};

use super::{
    box_view,
    habits::Habits,
    past::{Past, Thing},
    photos_view,
    view::Offers,
};
use crate::{
    clients::{Client, ClientInput, ClientKind},
    deposits::{DepositInput, ItemInput, MOST},
    equipment::{self, EquipmentInput},
    intakes::{CodeKind, IntakeInput, Warranty, view::pattern_pad},
    kernel::{error::Faults, money::Money, time::Day},
    lang::say,
    payments::Means,
    priority::Priority,
    repair::list_view,
    settings::Place,
    web::{
        Cx, Form, Icon,
        ui::{self, field, icon},
    },
};

/// How many equipment the form has.
pub fn count(form: &Form) -> usize {
    form.value("count").parse().unwrap_or(1).clamp(1, MOST)
}

/// What a draft of the form is called: client and equipment, as far as they are typed.
pub fn title(form: &Form) -> String {
    let words =
        ["client_name", "items.0.category", "items.0.brand", "items.0.model"].map(|name| form.value(name).trim());
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A form for a deposit now, with the promise the calendar allows.
pub fn blank(cx: &Cx) -> Form {
    let mut form = Form::blank();
    form.set("count", "1");
    form.set("kind", ClientKind::Individual.as_str());
    start_item(cx, &mut form, 0);
    form
}

/// What a new equipment of the form begins with.
pub fn start_item(cx: &Cx, form: &mut Form, n: usize) {
    form.set(&format!("items.{n}.priority"), Priority::Normal.as_str());
    form.set(&format!("items.{n}.advance_means"), Means::Cash.as_str());
    form.set(&format!("items.{n}.warranty"), Warranty::None.as_str());
    form.set(&format!("items.{n}.promised_at"), cx.settings.promise(cx.now, 3).to_local(&cx.f.zone));
}

/// Reads what was typed; faults stay in the form.
pub fn read(form: &mut Form, cx: &Cx) -> DepositInput {
    let items = (0..count(form)).map(|n| read_item(form, cx, n)).collect();
    let input = DepositInput {
        client_id: form.value("client_id").parse().ok(),
        client: ClientInput {
            kind: form.choice("kind", ClientKind::parse),
            name: form.text("client_name"),
            phone: form.text("phone"),
            ..ClientInput::default()
        },
        contact_id: form.value("contact_id").parse().ok(),
        depositor_name: form.text("depositor_name"),
        depositor_phone: form.text("depositor_phone"),
        deposited_at: form.instant("deposited_at", &cx.f.zone),
        items,
    };
    complain(form, input.check(&cx.settings.shop.region, cx.now));
    input
}

/// Shows the faults of the verb at the fields of this form.
pub fn complain(form: &mut Form, faults: Faults) {
    for (name, text) in faults.0 {
        let name = match name.as_str() {
            "client.name" => "client_name",
            "client.phone" => "phone",
            other => other,
        };
        form.complain(name, text);
    }
}

fn read_item(form: &mut Form, cx: &Cx, n: usize) -> ItemInput {
    let name = |field: &str| format!("items.{n}.{field}");
    let mut accessories: Vec<String> = form.values(&name("accessories")).into_iter().map(str::to_owned).collect();
    accessories.extend(form.text(&name("more")).split(',').map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()));
    let mut fault = form.values(&name("faults")).join(", ");
    let typed = form.text(&name("fault"));
    if !fault.is_empty() && !typed.is_empty() {
        fault.push_str(" — ");
    }
    fault.push_str(&typed);
    ItemInput {
        equipment_id: form.value(&name("equipment_id")).parse().ok(),
        equipment: EquipmentInput {
            category: form.text(&name("category")),
            brand: form.text(&name("brand")),
            model: form.text(&name("model")),
            serial: form.text(&name("serial")),
            ..EquipmentInput::default()
        },
        intake: IntakeInput {
            fault,
            requested: form.text(&name("requested")),
            accessories,
            condition: form.text(&name("condition")),
            warranty: form.choice(&name("warranty"), Warranty::parse),
            warranty_until: form.day(&name("warranty_until")),
            warranty_invoice: form.text(&name("warranty_invoice")),
            warranty_bought: form.day(&name("warranty_bought")),
            warranty_seller: form.text(&name("warranty_seller")),
            priority: form.choice(&name("priority"), Priority::parse),
            promised_at: form.instant(&name("promised_at"), &cx.f.zone),
            spending_limit: form.money(&name("spending_limit")),
            shelf: form.text(&name("shelf")),
            parent_id: None,
        },
        advance: form.money(&name("advance")),
        advance_means: form.choice(&name("advance_means"), Means::parse),
        advance_reference: form.text(&name("advance_reference")),
        // A code that was typed before the form was put aside is asked for again; the client may have left.
        code_kind: form
            .choice(&name("code_kind"), CodeKind::parse)
            .filter(|_| !form.sent(&name("code_typed")) || !form.value(&name("code")).is_empty()),
        code: form.value(&name("code")).to_owned(),
        files: Vec::new(),
        pocket: form.value(&name("pocket")).to_owned(),
    }
}

/// The client of the deposit: known and shown with what the past knows, or typed in place.
pub fn client_part(cx: &Cx, form: &Form, offers: &Offers) -> Markup {
    let l = cx.l;
    let past = offers.past.as_ref();
    let has_more = past.is_some_and(|past| past.client.is_company())
        || ["depositor_name", "depositor_phone", "deposited_at"].iter().any(|name| !form.value(name).is_empty());
    html! {
        fieldset {
            legend { (l.clients_one()) }
            (box_view::finder(cx, form, past.is_none() && offers.focus.is_none(), offers.found.as_ref()))
            @match past {
                Some(past) => { (known_client(cx, form, past)) }
                None => { (new_client(cx, form, offers.namesake.as_ref())) }
            }
            details.full.more open[has_more] {
                summary { (l.deposits_else()) }
                div.fields {
                    (field(cx, form, "depositor_name", l.deposits_depositor()).optional().hint(l.deposits_depositor_hint()).text())
                    (field(cx, form, "depositor_phone", l.deposits_depositor_phone()).optional().tel())
                    (field(cx, form, "deposited_at", l.deposits_at()).optional().hint(l.deposits_at_hint()).datetime())
                }
            }
        }
    }
}

fn new_client(cx: &Cx, form: &Form, namesake: Option<&Client>) -> Markup {
    let l = cx.l;
    let kinds: Vec<_> = ClientKind::ALL.iter().map(|k| (k.as_str(), k.label(l).to_owned())).collect();
    html! {
        (field(cx, form, "client_name", l.deposits_client()).text())
        (field(cx, form, "phone", l.clients_phone()).tel())
        @if let Some(namesake) = namesake {
            div.cluster.full {
                button.btn type="submit" name="act" value={ "client-" (namesake.id) } formnovalidate { (icon(Icon::User, 17)) (l.deposits_that_is_them()) " : " bdi { (namesake.name) } }
                (field(cx, form, "another_client", l.deposits_another_client()).check())
            }
        }
        (field(cx, form, "kind", l.clients_kind()).radios(&kinds))
    }
}

fn known_client(cx: &Cx, form: &Form, past: &Past) -> Markup {
    let l = cx.l;
    let client = &past.client;
    let phone = client.phone.as_deref().map_or_else(|| client.phone_typed.clone(), |p| cx.f.phone(p));
    let people: Vec<_> =
        past.contacts.iter().filter(|c| c.archived_at.is_none()).map(|c| (c.id.to_string(), c.name.clone())).collect();
    html! {
        div.known.full {
            @for (name, value) in [("client_id", client.id.to_string()), ("client_name", client.name.clone()), ("phone", phone.clone()), ("kind", client.kind.to_string())] {
                input type="hidden" name=(name) value=(value);
            }
            (icon(if client.is_company() { Icon::Building2 } else { Icon::User }, 20))
            div { a href={ "/clients/" (client.id) } target="_blank" { strong { bdi { (client.name) } } } " " bdi.ltr { (phone) } p.muted { (client.kind.label(l)) } }
            button.btn.small type="submit" name="act" value="forget" formnovalidate { (l.deposits_other_client()) }
        }
        @if let Some(warning) = &client.warning { div.alert.warn.full { (icon(Icon::TriangleAlert, 18)) div { (ui::typed(warning)) } } }
        @if past.owed > Money::ZERO { div.alert.warn.full { (icon(Icon::Banknote, 18)) div { (l.deposits_owes()) " " (ui::amount(cx, past.owed)) } } }
        @if !past.open.is_empty() { (open_files(cx, past)) }
        @if !people.is_empty() { (field(cx, form, "contact_id", l.contacts_one()).optional().select(&people)) }
    }
}

fn open_files(cx: &Cx, past: &Past) -> Markup {
    html! {
        div.full {
            p.muted { (cx.l.deposits_open_files()) }
            ul.rows.tight { @for line in &past.open { li {
                (icon(Icon::FileText, 16))
                div { a href={ "/intakes/" (line.id) } target="_blank" { bdi.nowrap { (line.number) } } " · " bdi { (line.equipment()) } }
                div.end { (list_view::state_chips(cx, line.state, line.hold, line.outcome)) }
            } } }
        }
    }
}

/// One equipment of the deposit.
pub fn item_part(cx: &Cx, form: &Form, offers: &Offers, n: usize, of: usize) -> Markup {
    let l = cx.l;
    let legend = if of == 1 {
        l.equipment_one().to_owned()
    } else {
        l.say(say::DepositsItem { n: (n + 1).into(), of: of.into() })
    };
    html! {
        fieldset {
            legend { (legend) }
            div.contents id={ "which-" (n) } { (which(cx, form, offers, n)) }
            (trouble(cx, form, offers, n))
            (photos_view::part(cx, form, offers, n))
        }
        fieldset {
            legend { (l.deposits_terms()) }
            (terms(cx, form, n))
            @if of > 1 {
                div.full { button.btn.small type="submit" name="act" value={ "remove-" (n) } formnovalidate { (icon(Icon::Trash2, 15)) (l.deposits_remove_item()) } }
            }
        }
    }
}

fn which(cx: &Cx, form: &Form, offers: &Offers, n: usize) -> Markup {
    let l = cx.l;
    let past = offers.past.as_ref();
    let focus = offers.focus.map_or(past.is_some() && n == 0, |added| added == n);
    let name = |part: &str| format!("items.{n}.{part}");
    let things = past.map_or(&[][..], |past| &past.things);
    html! {
        @if !things.is_empty() { (known_things(cx, form, things, &name("equipment_id"), focus)) }
        fieldset.fields.full data-show-if=[(!things.is_empty()).then(|| format!("{}=", name("equipment_id")))] {
            (category(cx, form, &name("category"), focus && things.is_empty()))
            (field(cx, form, &name("brand"), l.equipment_brand()).optional().list(&offers.brands).text())
            (field(cx, form, &name("model"), l.equipment_model()).optional().list(&offers.models[n]).text())
            (field(cx, form, &name("serial"), l.equipment_serial()).optional().ltr().text())
        }
    }
}

/// The client's own things as cards, each with how often it came and its running warranty; or another one.
fn known_things(cx: &Cx, form: &Form, things: &[Thing], name: &str, focus: bool) -> Markup {
    let l = cx.l;
    let chosen = form.value(name);
    let fault = form.fault(name).map(|text| text.to(l));
    html! {
        fieldset.field.full id={ "f-" (name) } aria-describedby=[fault.as_ref().map(|_| format!("e-{name}"))] {
            legend { (l.deposits_known()) }
            div.cards {
                label { input type="radio" name=(name) value="" checked[chosen.is_empty()] autofocus[focus && chosen.is_empty()]; (icon(Icon::Plus, 20)) span { strong { (l.deposits_another()) } } }
                @for thing in things { (thing_card(cx, thing, name, chosen, focus && chosen == thing.equipment.id.to_string())) }
            }
            @if let Some(text) = fault { p.err id={ "e-" (name) } { (icon(Icon::TriangleAlert, 14)) (text) } }
        }
    }
}

fn thing_card(cx: &Cx, thing: &Thing, name: &str, chosen: &str, focus: bool) -> Markup {
    let l = cx.l;
    let id = thing.equipment.id.to_string();
    let running = |day: &Day| *day >= cx.now.day(&cx.f.zone);
    html! {
        label {
            input type="radio" name=(name) value=(id) checked[chosen == id] autofocus[focus];
            (icon(equipment::icon_of(&thing.equipment.category), 20))
            span {
                strong { bdi { (thing.equipment.title()) } }
                @if let Some(serial) = &thing.equipment.serial { small { span.sr { (l.equipment_serial()) " " } bdi.ltr { (serial) } } }
                @if let Some(times) = &thing.times {
                    small { (l.say(say::DepositsTimes { times: times.count.into() })) " · " bdi.ltr { (cx.f.date(times.last_at)) } }
                    @if let Some(number) = &times.here { small.bad { (l.deposits_here_already()) " " bdi.nowrap { (number) } } }
                    @if let Some(until) = times.warranty_until.filter(running) { small.good { (l.deposits_under_warranty()) " " (ui::day(cx, until)) } }
                }
            }
        }
    }
}

/// The shop's own categories, and any other that was typed.
fn category(cx: &Cx, form: &Form, name: &str, focus: bool) -> Markup {
    let choice = field(cx, form, name, cx.l.equipment_category());
    let choice = if focus { choice.autofocus() } else { choice };
    let mut categories = cx.settings.lists.categories.clone();
    if categories.is_empty() {
        return choice.text();
    }
    let typed = form.value(name).trim();
    if !typed.is_empty() && !categories.iter().any(|known| known == typed) {
        categories.push(typed.to_owned());
    }
    let tiles: Vec<_> = categories.into_iter().map(|name| (name.clone(), equipment::icon_of(&name))).collect();
    choice.tiles(&tiles)
}

fn trouble(cx: &Cx, form: &Form, offers: &Offers, n: usize) -> Markup {
    let l = cx.l;
    let name = |part: &str| format!("items.{n}.{part}");
    let habits = offers.habits.get(n).cloned().unwrap_or_default();
    let phrases = cx.settings.phrases.offered(cx.l, Place::Requested);
    html! {
        div.contents id={ "chips-" (n) } data-hx-get={ "/deposits/chips/options?n=" (n) } data-hx-trigger={ "change from:#which-" (n) }
            data-hx-include={ "#which-" (n) ", #chips-" (n) } data-hx-swap="innerMorph" { (chips(cx, form, &habits, n)) }
        (field(cx, form, &name("fault"), l.intakes_fault()).full().textarea(2))
        (field(cx, form, &name("requested"), l.intakes_requested()).optional().full().hint(l.intakes_requested_hint()).phrases(&phrases).textarea(1))
        (field(cx, form, &name("more"), l.deposits_more_accessories()).optional().full().hint(l.deposits_by_commas()).text())
        (field(cx, form, &name("condition"), l.intakes_condition()).optional().full().textarea(1))
    }
}

/// Faults and accessories that are usual for the category; what was chosen stays among them.
pub fn chips(cx: &Cx, form: &Form, habits: &Habits, n: usize) -> Markup {
    let l = cx.l;
    let (faults, accessories) = (format!("items.{n}.faults"), format!("items.{n}.accessories"));
    let with_chosen = |usual: &[String], name: &str| {
        let mut all = usual.to_vec();
        all.extend(form.values(name).into_iter().filter(|word| !usual.iter().any(|u| u == word)).map(str::to_owned));
        ui::same(&all)
    };
    html! {
        // The frequent faults stand beside the fault that is typed.
        @if !habits.accessories.is_empty() { (field(cx, form, &accessories, l.intakes_accessories()).optional().checks(&with_chosen(&habits.accessories, &accessories))) }
        @if !habits.faults.is_empty() { (field(cx, form, &faults, l.deposits_frequent_faults()).optional().checks(&with_chosen(&habits.faults, &faults))) }
    }
}

fn terms(cx: &Cx, form: &Form, n: usize) -> Markup {
    let l = cx.l;
    let name = |part: &str| format!("items.{n}.{part}");
    let priorities: Vec<_> = Priority::ALL.iter().map(|p| (p.as_str(), p.label(l).to_owned())).collect();
    let warranties: Vec<_> = Warranty::ALL.iter().map(|w| (w.as_str(), w.label(l).to_owned())).collect();
    let means: Vec<_> = Means::ALL.iter().map(|m| (m.as_str(), m.label(l).to_owned())).collect();
    let codes: Vec<_> = CodeKind::ALL.iter().map(|c| (c.as_str(), c.label(l).to_owned())).collect();
    html! {
        (field(cx, form, &name("priority"), l.intakes_priority()).radios(&priorities))
        (field(cx, form, &name("promised_at"), l.intakes_promised()).optional().datetime())
        (field(cx, form, &name("spending_limit"), l.intakes_limit()).optional().hint(l.intakes_limit_hint()).money(cx))
        (field(cx, form, &name("warranty"), l.intakes_warranty()).radios(&warranties))
        fieldset.fields.full data-show-if={ (name("warranty")) "!=none" } {
            (field(cx, form, &name("warranty_until"), l.intakes_warranty_until()).optional().date())
            (field(cx, form, &name("warranty_invoice"), l.intakes_warranty_invoice()).optional().ltr().text())
            (field(cx, form, &name("warranty_bought"), l.intakes_warranty_bought()).optional().date())
            (field(cx, form, &name("warranty_seller"), l.intakes_warranty_seller()).optional().text())
        }
        (field(cx, form, &name("code_kind"), l.intakes_code_kind()).optional().select(&codes))
        (field(cx, form, &name("code"), l.intakes_code()).optional().ltr().hint(l.intakes_code_hint()).text())
        @if form.sent(&name("code_typed")) { input type="hidden" name=(name("code_typed")) value="1"; }
        @if form.sent(&name("code_typed")) && form.value(&name("code")).is_empty() { div.alert.warn.full { (icon(Icon::KeyRound, 18)) div { (l.intakes_code_again()) } } }
        (pattern_pad(l, &name("code_kind"), &name("code")))
        (field(cx, form, &name("advance"), l.deposits_advance()).optional().money(cx))
        (field(cx, form, &name("advance_means"), l.deposits_advance_means()).optional().select(&means))
        fieldset.field data-show-if={ (name("advance_means")) "=cheque|transfer" } { (field(cx, form, &name("advance_reference"), l.deposits_advance_reference()).optional().ltr().text()) }
        (field(cx, form, &name("shelf"), l.intakes_shelf()).optional().list(&cx.settings.lists.shelves).text())
    }
}
