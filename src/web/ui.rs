//! Components: icons, chips, tables' small parts. Every one is a function.

mod buttons;

pub use super::fields::{Field, field, same};
pub use buttons::{button_form, icon_form, key_form, print_form, row_form};

use maud::{Markup, html};

use super::{Cx, Form, Icon, assets::ICONS_SVG};
use crate::{
    kernel::{
        money::Money,
        secret,
        time::{At, Day},
    },
    lang::say,
    users::rights::Right,
};

/// An icon that says nothing to a screen reader.
pub fn icon(icon: Icon, size: u8) -> Markup {
    let flipped = matches!(
        icon,
        Icon::ArrowLeft
            | Icon::ArrowRight
            | Icon::ChevronLeft
            | Icon::ChevronRight
            | Icon::LogOut
            | Icon::LogIn
            | Icon::Send
            | Icon::Undo2
            | Icon::CornerDownLeft
    );
    html! {
        svg width=(size) height=(size) aria-hidden="true" class=[flipped.then_some("flip")] { use href={ (ICONS_SVG) "#" (icon.id()) } {} }
    }
}

/// A hidden key that makes a second sending of a button's form known.
pub fn once_key() -> Markup {
    html! { input type="hidden" name="_key" value=(&secret::token()[..32]); }
}

/// The hidden key of a form.
pub fn form_key(form: &Form) -> Markup {
    html! { input type="hidden" name="_key" value=(form.key()); }
}

/// The first button of a form is the one that Enter presses. Where a form has buttons that do less than saving, this one stands
/// before them.
pub fn enter_saves() -> Markup {
    html! { button.sr type="submit" tabindex="-1" aria-hidden="true" {} }
}

/// The list of everything wrong, with links to the fields.
pub fn summary(cx: &Cx, form: &Form) -> Markup {
    let faults = &form.faults().0;
    if faults.is_empty() {
        return html! {};
    }
    html! {
        div.summary role="alert" tabindex="-1" {
            h2 { (cx.l.say(say::ErrorsCount { count: faults.len().into() })) }
            ul {
                @for (name, text) in faults {
                    li { @if name.is_empty() { (text.to(cx.l)) } @else { a href={ "#f-" (name) } { (text.to(cx.l)) } } }
                }
            }
        }
    }
}

/// The page head: title, what it is about, buttons.
pub fn head(title: &str, about: &str, buttons: Markup) -> Markup {
    html! { div.head { div { h1 { bdi { (title) } } @if !about.is_empty() { p { (about) } } } div.end { (buttons) } } }
}

/// The way here: links, then the page itself.
pub fn crumbs(cx: &Cx, links: &[(&str, &str)], here: &str) -> Markup {
    html! {
        nav.crumbs aria-label=(cx.l.nav_crumbs()) {
            ol { @for (href, label) in links { li { a href=(href) { bdi { (label) } } } } li aria-current="page" { bdi { (here) } } }
        }
    }
}

/// A link that is shown only to those who may follow it.
pub fn link_if<R: Right>(cx: &Cx, href: &str, label: &str, icon_of: Icon, class: &str) -> Markup {
    html! { @if cx.may::<R>() { a class={ "btn " (class) } href=(href) { (icon(icon_of, 17)) (label) } } }
}

/// Such a link that a key follows too; the page of keys tells which.
pub fn key_link<R: Right>(cx: &Cx, href: &str, label: &str, icon_of: Icon, class: &str, key: &str) -> Markup {
    html! { @if cx.may::<R>() { a class={ "btn " (class) } href=(href) data-key=(key) aria-keyshortcuts=(key) { (icon(icon_of, 17)) (label) } } }
}

/// Nothing here yet.
pub fn empty(text: &str, button: Markup) -> Markup {
    html! { div.empty { (icon(Icon::Inbox, 32)) p { (text) } (button) } }
}

/// Next page of a list.
pub fn pager(cx: &Cx, next: Option<String>) -> Markup {
    html! {
        @if let Some(next) = next {
            nav.pager aria-label=(cx.l.list_pages()) { p {} div.btns { a.btn.small rel="next" href=(next) { (cx.l.list_next()) (icon(Icon::ChevronRight, 16)) } } }
        }
    }
}

/// A moment as people write it.
pub fn time(cx: &Cx, at: At) -> Markup {
    html! { time datetime=(cx.f.iso(at)) { bdi.ltr { (cx.f.instant(at)) } } }
}

/// A day as people write it.
pub fn day(cx: &Cx, day: Day) -> Markup {
    html! { time datetime=(day.iso()) { bdi.ltr { (cx.f.day(day)) } } }
}

/// An amount.
pub fn amount(cx: &Cx, money: Money) -> Markup {
    html! { bdi.amount { (cx.f.money(money)) } }
}

/// A phone number that can be called.
pub fn phone(cx: &Cx, e164: &str) -> Markup {
    html! { a href={ "tel:" (e164) } { bdi.ltr { (cx.f.phone(e164)) } } }
}

/// A line of a list of facts; left out when there is nothing to say.
pub fn fact(label: &str, value: Option<Markup>) -> Markup {
    html! { @if let Some(value) = value { div { dt { (label) } dd { (value) } } } }
}

/// Text of a person, its line breaks kept.
pub fn typed(text: &str) -> Markup {
    html! { p.pre dir="auto" { (text) } }
}

/// The dialog of this machine's camera, for the button `data-camera` beside a file picker; only scripts open it.
pub fn camera(cx: &Cx) -> Markup {
    let l = cx.l;
    html! {
        dialog.camera data-camera-dialog aria-label=(l.camera_button()) {
            video autoplay playsinline muted {}
            p.err data-camera-refused hidden { (icon(Icon::TriangleAlert, 14)) (l.camera_refused()) }
            div.btns {
                button.btn.ghost type="button" data-camera-close { (l.camera_close()) }
                button.btn.primary type="button" data-camera-shoot { (icon(Icon::Camera, 18)) (l.camera_shoot()) }
            }
        }
    }
}

/// A titled panel.
pub fn panel(title: &str, end: Markup, body: Markup) -> Markup {
    let id = format!("p-{}", &secret::digest(title.as_bytes())[..8]);
    html! {
        section.panel aria-labelledby=(id) { div.panel-head { h2 id=(id) { (title) } div.end { (end) } } (body) }
    }
}

/// The foot of a form: back, and the one thing to do.
pub fn actions(cx: &Cx, back: &str, label: &str) -> Markup {
    html! {
        div.actions { a.btn.ghost href=(back) { (cx.l.form_cancel()) } button.btn.primary { (icon(Icon::CircleCheck, 17)) (label) kbd { "Ctrl ↵" } } }
    }
}
