//! The page of keys. A script shows it in a dialog when `?` is pressed, with what the page behind it offers.

use axum::response::Response;
use maud::{Markup, html};

use super::{Cx, layout, ui};
use crate::lang::Lang;
use crate::users::rights::{InterventionsEdit, May, Read};

/// `GET /keys`.
pub async fn page(_: May<Read>, cx: Cx) -> Response {
    super::page(markup(&cx))
}

fn markup(cx: &Cx) -> Markup {
    let l = cx.l;
    let anywhere: &[(&str, &str)] = &[
        ("?", l.keys_this()),
        ("/", l.keys_find()),
        ("Ctrl K", l.keys_find()),
        ("N", l.keys_new()),
        ("J", l.keys_next()),
        ("K", l.keys_previous()),
        ("Enter", l.keys_open()),
    ];
    let forms: &[(&str, &str)] = &[
        ("Enter", l.keys_field()),
        ("Ctrl Enter", l.keys_save()),
        ("Alt ↓", l.keys_phrases()),
        ("Esc", l.keys_close()),
    ];
    let file: &[(&str, &str)] = &[
        ("T", l.interventions_open()),
        ("S", l.keys_timer()),
        ("P", l.timers_pause()),
        ("D", l.interventions_write()),
        ("A", l.interventions_part_new()),
        ("R", l.parts_request()),
        ("M", l.interventions_labour_new()),
        ("H", l.keys_hold()),
        ("C", l.interventions_complete()),
        ("X", l.shipments_new()),
    ];
    let counter: &[(&str, &str)] = &[
        ("Q", l.quotes_new()),
        ("O", l.notes_new()),
        ("E", l.payments_take()),
        ("B", l.releases_give_back()),
        ("I", l.prints_print()),
    ];
    layout::page(
        cx,
        l.keys_title(),
        html! {
            (ui::head(l.keys_title(), l.keys_about(), html! {}))
            section.panel.keys id="keys" data-here=(l.keys_here()) {
                div.panel-body {
                    (table(l, l.keys_anywhere(), anywhere))
                    (table(l, l.keys_forms(), forms))
                    (table(l, l.keys_file(), counter))
                    @if cx.may::<InterventionsEdit>() { (table(l, l.keys_bench(), file)) }
                }
                label.check.panel-body data-keys-off { input type="checkbox"; span { (l.keys_off()) small { (l.keys_off_about()) } } }
            }
        },
    )
}

fn table(l: Lang, title: &str, keys: &[(&str, &str)]) -> Markup {
    html! {
        table {
            caption { (title) }
            tbody { @for (key, what) in keys { tr { th scope="row" { (combination(l, key)) } td { (what) } } } }
        }
    }
}

/// Keys that are pressed together.
fn combination(l: Lang, keys: &str) -> Markup {
    let named = |key| match key {
        "Enter" => l.keys_enter(),
        "Esc" => l.keys_escape(),
        other => other,
    };
    html! { bdi.ltr { @for key in keys.split(' ') { kbd { (named(key)) } " " } } }
}
