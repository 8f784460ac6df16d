//! The fields of a form: label, control, hint, and what is wrong, where it is wrong.

use maud::{Markup, html};

use super::{Cx, Form, Icon, ui::icon};
use crate::lang::Lang;

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
    phrases: &'a [(Lang, String)],
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
        phrases: &[],
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

    /// Sentences that are put in where the caret is, instead of being typed; without scripts, at the end
    /// ([`Form::take_phrase`]).
    pub fn phrases(self, phrases: &'a [(Lang, String)]) -> Self {
        Self { phrases, ..self }
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
        self.affix(cx.f.sign()).ltr().input("text", Some("decimal"))
    }

    /// A number.
    pub fn number(self) -> Markup {
        self.ltr().input("text", Some("decimal"))
    }

    /// Several lines of text.
    pub fn textarea(self, rows: u8) -> Markup {
        self.wrap(|id, name, invalid, described| {
            html! { textarea.ctl id=(id) name=(name) rows=(rows) dir="auto" aria-invalid=[invalid] aria-describedby=[described] autofocus[self.autofocus] { (self.form.value(name)) } (self.sentences()) }
        })
    }

    fn sentences(&self) -> Markup {
        let id = format!("p-{}", self.name);
        html! {
            @if !self.phrases.is_empty() {
                div.phrases {
                    button.btn.ghost.small type="button" popovertarget=(id) data-phrases { (icon(Icon::MessageSquare, 15)) (self.l.form_phrases()) kbd { "Alt ↓" } }
                    div.menu id=(id) popover data-into={ "f-" (self.name) } {
                        @for (n, (lang, sentence)) in self.phrases.iter().enumerate() {
                            @if *lang != self.l && self.phrases.get(n.wrapping_sub(1)).is_none_or(|(before, _)| before != lang) { p lang=(lang) { (lang.label()) } }
                            button type="submit" formnovalidate name={ "phrase." (self.name) } value=(sentence) lang=(lang) dir="auto" { (sentence) }
                        }
                    }
                }
            }
        }
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
            div.pills { @for (value, label) in options { label { input type=(kind) name=(self.name) value=(value.as_ref()) checked[self.form.has(self.name, value.as_ref())]; bdi { (label) } } } }
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
