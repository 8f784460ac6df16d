//! Forms of one button.

use maud::{Markup, html};

use super::{Icon, icon, once_key};

/// A form of one button.
pub fn button_form(action: &str, label: &str, icon_of: Icon, class: &str, confirm: Option<&str>) -> Markup {
    html! {
        form method="post" action=(action) data-hx-post=(action) data-confirm=[confirm] {
            (once_key())
            button class={ "btn " (class) } { (icon(icon_of, 17)) (label) }
        }
    }
}

/// A form of one button that a key presses too.
pub fn key_form(action: &str, label: &str, icon_of: Icon, class: &str, key: Option<&str>) -> Markup {
    html! {
        form method="post" action=(action) data-hx-post=(action) {
            (once_key())
            button class={ "btn " (class) } data-key=[key] aria-keyshortcuts=[key] { (icon(icon_of, 17)) (label) @if let Some(key) = key { kbd { (key.to_uppercase()) } } }
        }
    }
}

/// A form of one small button that shows an icon alone.
pub fn icon_form(action: &str, label: &str, icon_of: Icon) -> Markup {
    html! {
        form method="post" action=(action) data-hx-post=(action) {
            (once_key())
            button.btn.ghost.icon.small aria-label=(label) title=(label) { (icon(icon_of, 16)) }
        }
    }
}

/// Such a form in a row of a list: the key presses it while the row has the focus.
pub fn row_form(action: &str, label: &str, icon_of: Icon, key: &str) -> Markup {
    html! {
        form method="post" action=(action) data-hx-post=(action) {
            (once_key())
            button.btn.icon.small data-row-key=(key) aria-keyshortcuts=(key) aria-label=(label) title=(label) { (icon(icon_of, 16)) }
        }
    }
}

/// A button that prints what the shop's plan says: papers of the browser open as one PDF, the rest goes to the printers. With
/// `now` it does so once by itself, right after what is printed was made.
pub fn print_form(action: &str, label: &str, class: &str, now: bool) -> Markup {
    html! {
        form method="post" action=(action) target="_blank" data-print data-print-now[now] {
            (once_key())
            button class={ "btn " (class) } data-key="i" aria-keyshortcuts="i" { (icon(Icon::Printer, 16)) (label) }
        }
    }
}
