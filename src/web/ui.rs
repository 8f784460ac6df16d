//! Components: icons, fields and their errors, chips, tables' small parts. Every one is a function.

mod buttons;

pub use buttons::{button_form, icon_form, key_form};
use maud::{Markup, html};

use super::{Cx, Form, Icon, assets::ICONS_SVG};
use crate::{
    kernel::{
        money::Money,
        secret,
        time::{At, Day},
    },
    lang::{Lang, say},
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

/// A field of a form with its label, hint and message.
#[must_use]
pub struct Field<'a> {
    l: Lang,
    form: &'a Form,
    name: &'a str,
    label: &'a str,
    optional: bool,
    full: bool,
    ltr: bool,
    hint: Option<&'a str>,
    autofocus: bool,
    affix: Option<&'a str>,
    list: &'a [String],
    offering: Option<(&'a str, &'a str)>,
}

/// A field `name` of `form`, labelled `label`.
pub fn field<'a>(cx: &Cx, form: &'a Form, name: &'a str, label: &'a str) -> Field<'a> {
    Field {
        l: cx.l,
        form,
        name,
        label,
        optional: false,
        full: false,
        ltr: false,
        hint: None,
        autofocus: false,
        affix: None,
        list: &[],
        offering: None,
    }
}

impl<'a> Field<'a> {
    /// May be left empty.
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Takes the whole line.
    pub fn full(self) -> Self {
        Self { full: true, ..self }
    }

    /// Numbers and codes: written left to right in any language.
    pub fn ltr(self) -> Self {
        Self { ltr: true, ..self }
    }

    /// A sentence of help.
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint).filter(|hint| !hint.is_empty()), ..self }
    }

    /// Has the focus when the page opens.
    pub fn autofocus(self) -> Self {
        Self { autofocus: true, ..self }
    }

    /// A unit behind the field.
    pub fn affix(self, unit: &'a str) -> Self {
        Self { affix: Some(unit), ..self }
    }

    /// Words offered while typing.
    pub fn list(self, words: &'a [String]) -> Self {
        Self { list: words, ..self }
    }

    /// Offers what `address` finds of what is typed, in a list of this id; only what is marked, or was scanned, is taken by Enter.
    pub fn offering(self, address: &'a str, list: &'a str) -> Self {
        Self { offering: Some((address, list)), ..self }
    }

    /// A line of text.
    pub fn text(self) -> Markup {
        self.input("text", None)
    }

    /// A phone number.
    pub fn tel(self) -> Markup {
        self.ltr().input("tel", Some("tel"))
    }

    /// An e-mail address.
    pub fn email(self) -> Markup {
        self.ltr().input("email", Some("email"))
    }

    /// A day.
    pub fn date(self) -> Markup {
        self.input("date", None)
    }

    /// A moment on the shop's wall clock.
    pub fn datetime(self) -> Markup {
        self.input("datetime-local", None)
    }

    /// A password: never filled in again.
    pub fn password(self, autocomplete: &str) -> Markup {
        self.wrap(|id, name, invalid, described| {
            html! { input.ctl id=(id) name=(name) type="password" dir="ltr" autocomplete=(autocomplete) aria-invalid=[invalid] aria-describedby=[described] autofocus[self.autofocus]; }
        })
    }

    /// An amount of money in the shop's currency.
    pub fn money(self, cx: &'a Cx) -> Markup {
        let sign = if cx.l == Lang::Ar { &cx.settings.shop.currency.sign_ar } else { &cx.settings.shop.currency.sign };
        self.affix(sign).ltr().input("text", Some("decimal"))
    }

    /// A number.
    pub fn number(self) -> Markup {
        self.ltr().input("text", Some("decimal"))
    }

    /// Several lines of text.
    pub fn textarea(self, rows: u8) -> Markup {
        self.wrap(|id, name, invalid, described| {
            html! { textarea.ctl id=(id) name=(name) rows=(rows) dir="auto" aria-invalid=[invalid] aria-describedby=[described] autofocus[self.autofocus] { (self.form.value(name)) } }
        })
    }

    /// One of a list, as a drop-down; `options` are (value, label). An optional one begins with an empty line.
    pub fn select<S: AsRef<str>>(self, options: &[(S, String)]) -> Markup {
        let optional = self.optional;
        self.wrap(|id, name, invalid, described| {
            html! {
                select.ctl id=(id) name=(name) aria-invalid=[invalid] aria-describedby=[described] {
                    @if optional || !self.form.sent(name) || self.form.value(name).is_empty() { option value="" { "—" } }
                    @for (value, label) in options { option value=(value.as_ref()) selected[self.form.value(name) == value.as_ref()] { (label) } }
                }
            }
        })
    }

    /// One of a few, as pills.
    pub fn radios<S: AsRef<str>>(self, options: &[(S, String)]) -> Markup {
        self.choices("radio", options)
    }

    /// One of a few, as tiles with a picture.
    pub fn tiles(self, options: &[(String, Icon)]) -> Markup {
        let tiles = html! {
            div.tiles { @for (n, (value, picture)) in options.iter().enumerate() {
                label { input type="radio" name=(self.name) value=(value) checked[self.form.has(self.name, value)] autofocus[self.autofocus && n == 0]; (icon(*picture, 22)) bdi { (value) } }
            } }
        };
        self.group(tiles)
    }

    /// Any of a few, as pills.
    pub fn checks<S: AsRef<str>>(self, options: &[(S, String)]) -> Markup {
        self.choices("checkbox", options)
    }

    /// A single box to tick.
    pub fn check(self) -> Markup {
        let on = self.form.ticked(self.name);
        html! {
            label.check.full { input type="checkbox" name=(self.name) id={ "f-" (self.name) } value="1" checked[on]; span { (self.label) @if let Some(hint) = self.hint { " " small { (hint) } } } }
        }
    }

    fn choices<S: AsRef<str>>(&self, kind: &str, options: &[(S, String)]) -> Markup {
        self.group(html! {
            div.pills { @for (value, label) in options { label { input type=(kind) name=(self.name) value=(value.as_ref()) checked[self.form.has(self.name, value.as_ref())]; (label) } } }
        })
    }

    fn group(&self, choices: Markup) -> Markup {
        let fault = self.form.fault(self.name).map(|text| text.to(self.l));
        html! {
            fieldset.field.full id={ "f-" (self.name) } aria-describedby=[fault.as_ref().map(|_| format!("e-{}", self.name))] {
                legend { (self.label) @if self.optional { " " span.opt { "(" (self.l.form_optional()) ")" } } }
                (choices)
                @if let Some(hint) = self.hint { p.hint { (hint) } }
                @if let Some(text) = fault { p.err id={ "e-" (self.name) } { (icon(Icon::TriangleAlert, 14)) (text) } }
            }
        }
    }

    fn input(self, kind: &str, mode: Option<&str>) -> Markup {
        if let Some((address, list)) = self.offering {
            return self.combobox(address, list);
        }
        let list_id = (!self.list.is_empty()).then(|| format!("l-{}", self.name));
        self.wrap(|id, name, invalid, described| {
            html! {
                input.ctl id=(id) name=(name) type=(kind) value=(self.form.value(name)) inputmode=[mode.filter(|_| kind == "text")]
                    dir=(if self.ltr { "ltr" } else { "auto" }) autocomplete="off" list=[list_id.as_ref()] aria-invalid=[invalid] aria-describedby=[described] autofocus[self.autofocus];
                @if let Some(id) = &list_id { datalist id=(id) { @for word in self.list { option value=(word) {} } } }
            }
        })
    }

    fn combobox(self, address: &str, list: &str) -> Markup {
        self.wrap(|id, name, invalid, described| {
            html! {
                div.combo {
                    input.ctl id=(id) name=(name) type="text" value=(self.form.value(name)) dir=(if self.ltr { "ltr" } else { "auto" }) autocomplete="off"
                        role="combobox" aria-expanded="false" aria-controls=(list) aria-autocomplete="list" aria-invalid=[invalid] aria-describedby=[described] autofocus[self.autofocus]
                        data-free data-hx-get=(address) data-hx-trigger="input changed delay:120ms" data-hx-target={ "#" (list) } data-hx-sync="this:replace";
                    div.pop hidden { ul.opts id=(list) role="listbox" aria-label=(self.l.form_offered()) {} }
                }
            }
        })
    }

    fn wrap(&self, control: impl FnOnce(&str, &str, Option<&'static str>, Option<String>) -> Markup) -> Markup {
        let id = format!("f-{}", self.name);
        let fault = self.form.fault(self.name).map(|text| text.to(self.l));
        let mut described = Vec::new();
        if self.hint.is_some() {
            described.push(format!("h-{}", self.name));
        }
        if fault.is_some() {
            described.push(format!("e-{}", self.name));
        }
        let described = (!described.is_empty()).then(|| described.join(" "));
        let control = control(&id, self.name, fault.as_ref().map(|_| "true"), described);
        html! {
            div class=(if self.full { "field full" } else { "field" }) {
                label for=(id) { (self.label) @if self.optional { " " span.opt { "(" (self.l.form_optional()) ")" } } }
                @if let Some(unit) = self.affix { div.affix { (control) span aria-hidden="true" { (unit) } } } @else { (control) }
                @if let Some(hint) = self.hint { p.hint id={ "h-" (self.name) } { (hint) } }
                @if let Some(text) = fault { p.err id={ "e-" (self.name) } { (icon(Icon::TriangleAlert, 14)) (text) } }
            }
        }
    }
}

/// Options of a select out of a list of words: value and label are the same.
pub fn same(words: &[String]) -> Vec<(String, String)> {
    words.iter().map(|w| (w.clone(), w.clone())).collect()
}
