//! What the list of shipments and the shipments of a file look like. The forms are in `form_view`.

use maud::{Markup, html};

use super::{Shipment, ShipmentEvent, ShipmentFilter, ShipmentLine, ShipmentState, Tab};
use crate::{
    intakes::{Intake, Step},
    kernel::page::Page,
    lang::Lang,
    users::rights::{LoseShipment, ShipmentsEdit},
    web::{
        Cx, Icon, layout,
        ui::{self, icon},
    },
};

/// Where a shipment is; "late" beside it when it is.
pub fn state_chip(cx: &Cx, shipment: &Shipment) -> Markup {
    let l = cx.l;
    html! {
        @if shipment.cancelled_at.is_some() {
            span.chip { (icon(Icon::Ban, 12)) (l.shipments_cancelled()) }
        } @else {
            span.state data-shipment=(shipment.state) { (shipment.state.label(l)) }
            @if shipment.is_late(cx.now.day(&cx.f.zone)) { " " span.chip.bad { (l.shipments_late()) } }
        }
    }
}

/// Carrier and its number.
fn carried(shipment: &Shipment) -> Option<Markup> {
    let Shipment { carrier, tracking_number, .. } = shipment;
    (carrier.is_some() || tracking_number.is_some()).then(|| {
        html! {
            @if let Some(carrier) = carrier { bdi { (carrier) } " " }
            @if let Some(number) = tracking_number { bdi.ltr.mono { (number) } }
        }
    })
}

// The list ----------------------------------------------------------------------------------------------------------

pub(super) fn list(cx: &Cx, filter: &ShipmentFilter, page: &Page<ShipmentLine>) -> Markup {
    let l = cx.l;
    let tab = Tab::of(&filter.state);
    let body = html! {
        (ui::head(l.nav_shipments(), "", html! {}))
        (tabs(cx, filter, tab))
        (filters(cx, filter, tab))
        @if page.rows.is_empty() {
            (ui::empty(l.shipments_none_found(), html! {}))
        } @else {
            (table(cx, &page.rows))
            (ui::pager(cx, page.next.as_ref().map(|after| address(filter, tab, after))))
        }
    };
    layout::live_page(cx, l.nav_shipments(), Some("intakes"), body)
}

fn address(filter: &ShipmentFilter, tab: Tab, after: &str) -> String {
    let query = [("state", tab.as_str()), ("q", &filter.q), ("partner", &filter.partner), ("after", after)];
    let said = query.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>();
    format!("/shipments?{}", serde_html_form::to_string(said).unwrap_or_default())
}

fn label(tab: Tab, l: Lang) -> &'static str {
    match tab {
        Tab::Out => l.shipments_tab_out(),
        Tab::Prepared => l.shipments_tab_prepared(),
        Tab::Returned => l.shipments_tab_returned(),
        Tab::All => l.shipments_tab_all(),
    }
}

fn tabs(cx: &Cx, filter: &ShipmentFilter, here: Tab) -> Markup {
    html! {
        nav.tabs aria-label=(cx.l.shipments_state()) {
            @for tab in Tab::ALL.iter().copied() {
                a href=(address(filter, tab, "")) aria-current=[(tab == here).then_some("page")] { (label(tab, cx.l)) }
            }
        }
    }
}

fn filters(cx: &Cx, filter: &ShipmentFilter, tab: Tab) -> Markup {
    let l = cx.l;
    html! {
        form.filters action="/shipments" data-autosubmit {
            input type="hidden" name="state" value=(tab.as_str());
            input type="hidden" name="partner" value=(filter.partner);
            div.field.grow { label.sr for="f-q" { (l.shipments_search()) } input.ctl id="f-q" name="q" type="search" value=(filter.q) placeholder=(l.shipments_search()); }
            button.btn { (l.list_filter()) }
            @if !filter.q.is_empty() || !filter.partner.is_empty() {
                a.btn.ghost href=(address(&ShipmentFilter::default(), tab, "")) { (l.list_clear()) }
            }
        }
    }
}

fn table(cx: &Cx, rows: &[ShipmentLine]) -> Markup {
    let l = cx.l;
    let heads = [
        l.shipments_number(),
        l.equipment_one(),
        l.clients_one(),
        l.partners_one(),
        l.shipments_state(),
        l.shipments_dispatched(),
        l.shipments_expected(),
        l.shipments_carrier(),
    ];
    html! {
        section.panel { div.scroll { table.list.stack {
            caption.sr { (l.nav_shipments()) }
            thead { tr { @for head in heads { th scope="col" { (head) } } th scope="col" { span.sr { (l.shipments_act()) } } } }
            tbody { @for ShipmentLine { shipment: s, intake_number, client_id, client_name, equipment } in rows {
                tr class=[s.cancelled_at.map(|_| "off")] {
                    th scope="row" { a.rowlink href={ "/intakes/" (s.intake_id) } { bdi.nowrap { (s.number) } } " " small.muted { bdi.nowrap { (intake_number) } } }
                    td data-label=(heads[1]) { bdi { (equipment) } }
                    td data-label=(heads[2]) { a href={ "/clients/" (client_id) } { bdi { (client_name) } } }
                    td data-label=(heads[3]) { bdi { (s.partner_name) } }
                    td data-label=(heads[4]) { (state_chip(cx, s)) }
                    td data-label=(heads[5]) { @if let Some(at) = s.dispatched_at { (ui::time(cx, at)) } }
                    td data-label=(heads[6]) { @if let Some(day) = s.expected_on { (ui::day(cx, day)) } }
                    td data-label=(heads[7]) { @if let Some(text) = carried(s) { span { (text) } } }
                    td.acts { @if let Some(event) = s.events().first() { (act(cx, s, *event, "small")) } }
                }
            } }
        } } }
    }
}

// The shipments of a file -------------------------------------------------------------------------------------------

/// The shipments of a file, the latest first, with what may be done now.
pub fn panel(cx: &Cx, intake: &Intake, shipments: &[Shipment]) -> Markup {
    let l = cx.l;
    let may_prepare = intake.allows(Step::Dispatch).is_ok() && !shipments.iter().any(Shipment::is_open);
    let prepare = html! {
        @if may_prepare { (ui::key_link::<ShipmentsEdit>(cx, &format!("/intakes/{}/shipments/new", intake.id), l.shipments_new(), Icon::Truck, "small", "x")) }
    };
    ui::panel(
        l.nav_shipments(),
        prepare,
        html! {
            @if shipments.is_empty() { div.panel-body { p.muted { (l.shipments_none()) } } }
            @for shipment in shipments {
                div.panel-body {
                    div.cluster.between { bdi.strong.nowrap { (shipment.number) } span { (state_chip(cx, shipment)) } }
                    (facts(cx, shipment))
                    (acts(cx, intake, shipment))
                }
            }
        },
    )
}

fn facts(cx: &Cx, s: &Shipment) -> Markup {
    let l = cx.l;
    let text = |value: &Option<String>| value.as_ref().map(|v| html! { bdi { (v) } });
    let code = |value: &Option<String>| value.as_ref().map(|v| html! { bdi.ltr.mono { (v) } });
    let long = |value: &Option<String>| value.as_ref().map(|v| ui::typed(v));
    let ended = if s.state == ShipmentState::Lost { l.shipments_lost_at() } else { l.shipments_received() };
    html! {
        dl.facts.grid {
            (ui::fact(l.partners_one(), Some(html! { bdi { (s.partner_name) } })))
            (ui::fact(l.shipments_carrier(), carried(s)))
            (ui::fact(l.shipments_prepared(), Some(ui::time(cx, s.prepared_at))))
            (ui::fact(l.shipments_dispatched(), s.dispatched_at.map(|at| ui::time(cx, at))))
            (ui::fact(l.shipments_expected(), s.expected_on.map(|day| ui::day(cx, day))))
            (ui::fact(ended, s.ended_at.map(|at| ui::time(cx, at))))
            (ui::fact(l.shipments_cancelled_at(), s.cancelled_at.map(|at| ui::time(cx, at))))
            (ui::fact(l.shipments_contents(), long(&s.contents)))
            (ui::fact(l.shipments_seal(), text(&s.seal)))
            (ui::fact(l.shipments_erasure(), Some(html! { (s.erasure_consent.label(l)) })))
            (ui::fact(l.shipments_under_warranty(), s.under_warranty_since.map(|_| html! { (l.form_yes()) })))
            (ui::fact(l.shipments_result(), s.result.map(|result| html! { (result.label(l)) })))
            (ui::fact(l.shipments_new_serial(), code(&s.new_serial)))
            (ui::fact(l.shipments_old_serial(), code(&s.old_serial)))
            (ui::fact(l.shipments_work_done(), long(&s.work_done)))
            (ui::fact(l.shipments_cost(), s.cost.map(|cost| ui::amount(cx, cost))))
            (ui::fact(l.shipments_lost_reason(), long(&s.lost_reason)))
        }
    }
}

/// The buttons that the table of moves, the file and the reader's rights give.
fn acts(cx: &Cx, intake: &Intake, shipment: &Shipment) -> Markup {
    let offered: Vec<ShipmentEvent> = shipment
        .events()
        .into_iter()
        .filter(|event| match event {
            _ if intake.voided_at.is_some() => false,
            ShipmentEvent::Dispatch => cx.may::<ShipmentsEdit>() && intake.allows(Step::Dispatch).is_ok(),
            ShipmentEvent::Lose => cx.may::<LoseShipment>(),
            _ => cx.may::<ShipmentsEdit>(),
        })
        .collect();
    html! { @if !offered.is_empty() { div.btns { @for event in offered { (act(cx, shipment, event, "")) } } } }
}

/// The button of an act; nothing for a reader who may not.
fn act(cx: &Cx, shipment: &Shipment, event: ShipmentEvent, class: &str) -> Markup {
    let l = cx.l;
    let to = |end: &str| format!("/shipments/{}/{end}", shipment.id);
    let edit = |end: &str, label: &str, icon_of: Icon, class: &str| {
        ui::link_if::<ShipmentsEdit>(cx, &to(end), label, icon_of, class)
    };
    let primary = format!("primary {class}");
    match event {
        ShipmentEvent::Dispatch => html! {
            @if cx.may::<ShipmentsEdit>() { (ui::button_form(&to("dispatch"), l.shipments_dispatch(), Icon::Send, &primary, Some(l.shipments_dispatch_sure()))) }
        },
        ShipmentEvent::Receive => edit("reception", l.shipments_receive(), Icon::PackageCheck, &primary),
        ShipmentEvent::Change => edit("edit", l.form_edit(), Icon::Pencil, class),
        ShipmentEvent::Cancel => html! {
            @if cx.may::<ShipmentsEdit>() { (ui::button_form(&to("cancellation"), l.shipments_cancel(), Icon::Ban, class, Some(l.shipments_cancel_sure()))) }
        },
        ShipmentEvent::Lose => ui::link_if::<LoseShipment>(
            cx,
            &to("loss"),
            l.shipments_lose(),
            Icon::TriangleAlert,
            &format!("danger {class}"),
        ),
    }
}
