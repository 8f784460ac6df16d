//! What lists of intakes look like.

use maud::{Markup, html};

use crate::{
    intakes::{
        Hold, State,
        list::{IntakeFilter, Line},
    },
    kernel::page::Page,
    priority::Priority,
    users::{User, rights::IntakesEdit},
    web::{
        Cx, Icon, layout,
        ui::{self, icon},
    },
};

pub fn page(cx: &Cx, filter: &IntakeFilter, page: &Page<Line>, technicians: &[User]) -> Markup {
    let l = cx.l;
    let body = html! {
        (ui::head(l.nav_intakes(), "", new_deposit(cx)))
        (tabs(cx, filter))
        (filters(cx, filter, technicians))
        @if page.rows.is_empty() { (ui::empty(l.intakes_nothing(), html! {})) } @else {
            section.panel { (table(cx, l.nav_intakes(), &page.rows)) }
            (ui::pager(cx, page.next.as_ref().map(|after| address(&IntakeFilter { after: after.clone(), ..filter.clone() }))))
        }
    };
    layout::live_page(cx, l.nav_intakes(), Some("intakes"), body)
}

/// The way to a new deposit, for those who may.
pub fn new_deposit(cx: &Cx) -> Markup {
    html! { @if cx.may::<IntakesEdit>() { a.btn.primary href="/deposits/new" data-new { (icon(Icon::Plus, 17)) (cx.l.deposits_new()) kbd { "N" } } } }
}

/// The address of a list; empty fields are left out.
fn address(filter: &IntakeFilter) -> String {
    let fields = [
        ("q", &filter.q),
        ("state", &filter.state),
        ("hold", &filter.hold),
        ("priority", &filter.priority),
        ("technician", &filter.technician),
        ("client", &filter.client),
        ("equipment", &filter.equipment),
        ("late", &filter.late),
        ("uncollected", &filter.uncollected),
        ("voided", &filter.voided),
        ("sort", &filter.sort),
        ("after", &filter.after),
    ];
    let asked: Vec<(&str, &String)> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    format!("/intakes?{}", serde_html_form::to_string(asked).unwrap_or_default())
}

fn tabs(cx: &Cx, filter: &IntakeFilter) -> Markup {
    let l = cx.l;
    let here = |state: &str| (filter.state == state && filter.voided.is_empty()).then_some("page");
    let to = |state: &str| {
        address(&IntakeFilter {
            state: state.to_owned(),
            hold: String::new(),
            voided: String::new(),
            after: String::new(),
            ..filter.clone()
        })
    };
    html! {
        nav.tabs aria-label=(l.intakes_state()) {
            a href=(to("")) aria-current=[here("")] { (l.list_all()) }
            a href=(to("open")) aria-current=[here("open")] { (l.intakes_open()) }
            @for state in State::ALL { a href=(to(state.as_str())) aria-current=[here(state.as_str())] { (state.label(l)) } }
            a href=(address(&IntakeFilter { voided: "1".into(), ..IntakeFilter::default() })) aria-current=[(!filter.voided.is_empty()).then_some("page")] { (l.intakes_voided()) }
        }
    }
}

fn filters(cx: &Cx, filter: &IntakeFilter, technicians: &[User]) -> Markup {
    let l = cx.l;
    let holds: Vec<_> = Hold::ALL.iter().map(|h| (h.to_string(), h.label(l).to_owned())).collect();
    let priorities: Vec<_> = Priority::ALL.iter().map(|p| (p.to_string(), p.label(l).to_owned())).collect();
    let people: Vec<_> = technicians.iter().map(|t| (t.id.to_string(), t.name.clone())).collect();
    let sorts = vec![
        ("oldest".to_owned(), l.intakes_sort_oldest().to_owned()),
        ("promised".to_owned(), l.intakes_sort_promised().to_owned()),
    ];
    html! {
        form.filters action="/intakes" data-autosubmit {
            div.field.grow { label.sr for="f-q" { (l.nav_search()) } input.ctl id="f-q" name="q" type="search" value=(filter.q) placeholder=(l.nav_search()); }
            @for (name, value) in [("state", &filter.state), ("client", &filter.client), ("equipment", &filter.equipment), ("uncollected", &filter.uncollected), ("voided", &filter.voided)] {
                @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
            }
            details {
                summary.btn { (icon(Icon::Filter, 16)) (l.list_filters()) }
                div.fields {
                    (select(l.intakes_hold(), "hold", &filter.hold, &holds, l.list_all()))
                    (select(l.intakes_priority(), "priority", &filter.priority, &priorities, l.list_all()))
                    (select(l.role_technician(), "technician", &filter.technician, &people, l.list_all()))
                    (select(l.intakes_sort(), "sort", &filter.sort, &sorts, l.intakes_sort_latest()))
                    label.check { input type="checkbox" name="late" value="1" checked[filter.late == "1"]; span { (l.dashboard_late()) } }
                }
            }
            button.btn { (l.list_filter()) }
            @if *filter != IntakeFilter::default() { a.btn.ghost href="/intakes" { (l.list_clear()) } }
        }
    }
}

fn select(label: &str, name: &str, value: &str, options: &[(String, String)], none: &str) -> Markup {
    html! {
        div.field {
            label for={ "f-" (name) } { (label) }
            select.ctl id={ "f-" (name) } name=(name) {
                option value="" { (none) }
                @for (word, text) in options { option value=(word) selected[value == word] { (text) } }
            }
        }
    }
}

/// A table of intakes.
pub fn table(cx: &Cx, caption: &str, lines: &[Line]) -> Markup {
    rows(cx, caption, lines, false)
}

/// The same, with a button on each row that takes the file and starts one's timer.
pub fn queue(cx: &Cx, caption: &str, lines: &[Line]) -> Markup {
    rows(cx, caption, lines, true)
}

fn rows(cx: &Cx, caption: &str, lines: &[Line], work: bool) -> Markup {
    let l = cx.l;
    html! {
        div.scroll { table.list.stack {
            caption.sr { (caption) }
            thead { tr {
                th scope="col" { (l.intakes_number()) } th scope="col" { (l.clients_one()) } th scope="col" { (l.equipment_one()) }
                th scope="col" { (l.intakes_fault()) } th scope="col" { (l.intakes_state()) } th scope="col" { (l.role_technician()) } th scope="col" { (l.intakes_promised()) }
                @if work { th scope="col" { span.sr { (l.timers_title()) } } }
            } }
            tbody { @for line in lines { (row(cx, line, work)) } }
        } }
    }
}

fn row(cx: &Cx, line: &Line, work: bool) -> Markup {
    let l = cx.l;
    html! {
        tr class=[line.voided_at.map(|_| "off")] {
            th scope="row" {
                a.rowlink href={ "/intakes/" (line.id) } { bdi.nowrap.struck[line.voided_at.is_some()] { (line.number) } }
                " " small { bdi.ltr { (cx.f.date(line.deposited_at)) } }
            }
            td data-label=(l.clients_one()) { bdi { (line.client) } }
            td data-label=(l.equipment_one()) { bdi { (line.equipment()) } }
            td data-label=(l.intakes_fault()) { span.clamp dir="auto" { (line.fault) } }
            td data-label=(l.intakes_state()) { span.cluster { (state_chips(cx, line.state, line.hold, line.outcome)) @if line.priority > Priority::Normal { " " (priority_chip(cx, line.priority)) } } }
            td data-label=(l.role_technician()) { bdi { (line.technician.as_deref().unwrap_or("—")) } }
            td data-label=(l.intakes_promised()) { (promise(cx, line)) }
            @if work { td.acts { (ui::row_form(&format!("/intakes/{}/timer", line.id), l.keys_work(), Icon::Play, "s")) } }
        }
    }
}

/// State, hold and outcome of a file.
pub fn state_chips(cx: &Cx, state: State, hold: Hold, outcome: Option<crate::intakes::Outcome>) -> Markup {
    let l = cx.l;
    html! {
        span.state data-state=(state) { (state.label(l)) }
        @if hold != Hold::None && state == State::InProgress { " " span.hold data-hold=(hold) { (hold.label(l)) } }
        @if let Some(outcome) = outcome { " " span.state data-outcome=(outcome) { (outcome.label(l)) } }
    }
}

/// How urgent.
pub fn priority_chip(cx: &Cx, priority: Priority) -> Markup {
    html! { span.prio data-prio=(priority) { @if priority == Priority::Urgent { (icon(Icon::Flame, 12)) } (priority.label(cx.l)) } }
}

fn promise(cx: &Cx, line: &Line) -> Markup {
    html! {
        @if let Some(at) = line.promised_at {
            @if line.is_late(cx.now) { span.chip.bad { (icon(Icon::TriangleAlert, 12)) bdi.ltr { (cx.f.date(at)) } } } @else { bdi.ltr { (cx.f.date(at)) } }
        } @else { "—" }
    }
}
