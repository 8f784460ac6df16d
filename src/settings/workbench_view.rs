//! The form of the technician's day: how measured time becomes minutes.

use maud::{Markup, html};

use super::{Workbench, workbench::ROUNDINGS};
use crate::{
    lang::Key,
    web::{Cx, Form, ui::field},
};

/// Fills the form with what is saved.
pub fn fill(form: &mut Form, bench: &Workbench) {
    for (name, value) in [("rounding", bench.rounding), ("least", bench.least), ("longest", bench.longest)] {
        form.set(name, value.to_string());
    }
}

/// Reads what was typed; faults stay in the form.
pub fn read(form: &mut Form) -> Workbench {
    let mut number = |name: &str| match form.number(name) {
        Some(number) => number,
        None => {
            form.complain(name, Key::ErrorRequired);
            0
        }
    };
    Workbench { rounding: number("rounding"), least: number("least"), longest: number("longest") }
}

/// The fields.
pub fn fields(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let roundings: Vec<_> = ROUNDINGS.iter().map(|n| (n.to_string(), cx.f.minutes(*n))).collect();
    html! {
        fieldset {
            legend { (l.settings_timers()) }
            (field(cx, form, "rounding", l.settings_rounding()).hint(l.settings_rounding_hint()).select(&roundings))
            (field(cx, form, "least", l.settings_least()).affix(l.unit_minutes()).hint(l.settings_least_hint()).number())
            (field(cx, form, "longest", l.settings_longest()).affix(l.unit_minutes()).hint(l.settings_longest_hint()).number())
        }
    }
}
