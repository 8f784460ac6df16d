//! The forms of the technician's day: timers and checklists on one page, canned sentences of a language on another.

use maud::{Markup, html};

use super::{
    Checklist, SentenceField, Settings, Workbench,
    check::read_lines,
    workbench::{ROUNDINGS, read_sentences, write_sentences},
};
use crate::{
    lang::{Key, Lang},
    web::{Cx, Form, ui::field},
};

/// Fills the form with what is saved; `category` is that of the checklist.
pub fn fill(form: &mut Form, settings: &Settings, category: &str) {
    let bench = &settings.workbench;
    let list = bench.checklists.iter().find(|list| list.category == category);
    for (name, value) in [
        ("rounding", bench.rounding.to_string()),
        ("least", bench.least.to_string()),
        ("longest", bench.longest.to_string()),
        ("category", category.to_owned()),
        ("checklist", list.map(|list| list.items.join("\n")).unwrap_or_default()),
    ] {
        form.set(name, value);
    }
}

/// Reads timers and one checklist; the other ones, and the sentences, stay as they are.
pub fn read(form: &mut Form, settings: &Settings) -> Workbench {
    let mut bench = settings.workbench.clone();
    for (name, value) in
        [("rounding", &mut bench.rounding), ("least", &mut bench.least), ("longest", &mut bench.longest)]
    {
        match form.number(name) {
            Some(number) => *value = number,
            None => form.complain(name, Key::ErrorRequired),
        }
    }
    let (category, items) = (form.text("category"), read_lines(&form.text("checklist")));
    bench.checklists.retain(|list| list.category != category);
    if !items.is_empty() {
        bench.checklists.push(Checklist { category, items });
    }
    bench
}

/// Where the page is of the checklist in the form.
pub fn address(form: &Form) -> String {
    let asked = [("category", form.value("category"))];
    format!("/settings/workbench?{}", serde_html_form::to_string(asked).unwrap_or_default())
}

/// The checklists that there may be: the usual one, and one of each category.
pub fn categories(cx: &Cx, form: &Form) -> Markup {
    let here = form.value("category");
    let to = |category: &str| {
        format!("/settings/workbench?{}", serde_html_form::to_string([("category", category)]).unwrap_or_default())
    };
    let has = |category: &str| cx.settings.workbench.checklists.iter().any(|list| list.category == category);
    html! {
        nav.tabs aria-label=(cx.l.settings_checklists()) {
            a href=(to("")) aria-current=[here.is_empty().then_some("page")] { (cx.l.settings_checklist_usual()) @if has("") { " ✓" } }
            @for category in &cx.settings.lists.categories {
                a href=(to(category)) aria-current=[(here == category).then_some("page")] { bdi { (category) } @if has(category) { " ✓" } }
            }
        }
    }
}

/// The fields of timers and of one checklist.
pub fn fields(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let roundings: Vec<_> = ROUNDINGS.iter().map(|n| (n.to_string(), cx.f.minutes(*n))).collect();
    let category = form.value("category");
    html! {
        fieldset {
            legend { (l.settings_timers()) }
            (field(cx, form, "rounding", l.settings_rounding()).hint(l.settings_rounding_hint()).select(&roundings))
            (field(cx, form, "least", l.settings_least()).affix(l.unit_minutes()).hint(l.settings_least_hint()).number())
            (field(cx, form, "longest", l.settings_longest()).affix(l.unit_minutes()).hint(l.settings_longest_hint()).number())
        }
        fieldset {
            legend { (l.settings_checklists()) " · " bdi { @if category.is_empty() { (l.settings_checklist_usual()) } @else { (category) } } }
            input type="hidden" name="category" value=(category);
            (field(cx, form, "checklist", l.settings_checklist()).optional().full().hint(l.settings_checklist_hint()).textarea(10))
        }
    }
}

/// Fills the form of the sentences in a language.
pub fn fill_sentences(form: &mut Form, settings: &Settings, lang: Lang) {
    form.set("lang", lang.as_str());
    for field in SentenceField::ALL {
        form.set(field.as_str(), write_sentences(&settings.workbench.sentences, *field, lang));
    }
}

/// Reads the sentences of a language; those of the others stay.
pub fn read_all_sentences(form: &mut Form, settings: &Settings) -> Workbench {
    let lang = form.choice("lang", Lang::parse).unwrap_or(settings.shop.lang);
    let mut bench = settings.workbench.clone();
    bench.sentences.retain(|sentence| sentence.lang != lang);
    for field in SentenceField::ALL {
        bench.sentences.extend(read_sentences(&form.text(field.as_str()), *field, lang));
    }
    bench
}

/// The fields of the sentences of a language.
pub fn sentences(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let label = Lang::parse(form.value("lang")).unwrap_or_default().label();
    html! {
        fieldset {
            legend { (l.settings_sentences()) " · " (label) }
            input type="hidden" name="lang" value=(form.value("lang"));
            div.full { p.hint { (l.settings_sentences_hint()) } }
            @for one in SentenceField::ALL { (field(cx, form, one.as_str(), one.label(l)).optional().full().textarea(6)) }
        }
    }
}
