//! The page on which someone chooses how one document is printed.

use maud::{Markup, html};

use crate::{
    documents::{Copy, Document, Format},
    lang::Lang,
    printers::{Place, Printer, place_label},
    web::{
        Cx, Form, layout,
        ui::{self, field},
    },
};

/// Everywhere a document may be printed.
fn places(document: &Document, printers: &[Printer]) -> Vec<Place> {
    let browser = Format::ALL.iter().filter(|f| f.is_of(document.kind)).map(|f| Place::Browser(*f));
    let own = printers.iter().filter(|p| p.archived_at.is_none() && p.paper.is_of(document.kind));
    browser.chain(own.map(|p| Place::Printer(p.id))).collect()
}

/// Whether it may be printed there.
pub fn offers(document: &Document, printers: &[Printer], place: Place) -> bool {
    places(document, printers).contains(&place)
}

pub fn fill(lang: Lang) -> Form {
    Form::filled([("place", "browser:a4"), ("copy", Copy::Whole.as_str()), ("lang", lang.as_str())])
}

pub fn page(cx: &Cx, document: &Document, printers: &[Printer], form: &Form) -> Markup {
    let l = cx.l;
    let places: Vec<(String, String)> =
        places(document, printers).into_iter().map(|p| (p.to_string(), place_label(l, p, printers))).collect();
    let copies: Vec<_> = Copy::ALL.iter().map(|c| (c.as_str(), c.label(l).to_owned())).collect();
    let langs: Vec<_> = Lang::ALL.iter().map(|x| (x.as_str(), x.label().to_owned())).collect();
    let action = format!("/printing/{}", document.id);
    let file = document.intake_id.map(|id| format!("/intakes/{id}"));
    let about = format!("{} {}", document.kind.label(l), document.number);
    let mut crumbs = vec![("/intakes", l.nav_intakes())];
    crumbs.extend(file.as_deref().map(|file| (file, document.number.as_str())));
    layout::page(
        cx,
        l.prints_print(),
        html! {
            (ui::crumbs(cx, &crumbs, l.prints_print()))
            (ui::head(l.prints_print(), about.trim(), html! {}))
            form.panel method="post" action=(action) data-hx-post=(action) data-main novalidate {
                (ui::form_key(form))
                (ui::summary(cx, form))
                fieldset {
                    legend { (l.prints_how()) }
                    (field(cx, form, "place", l.prints_place()).full().radios(&places))
                    (field(cx, form, "copy", l.prints_copy()).hint(l.prints_copy_hint()).radios(&copies))
                    (field(cx, form, "lang", l.nav_language()).radios(&langs))
                }
                (ui::actions(cx, file.as_deref().unwrap_or("/prints"), l.prints_print()))
            }
        },
    )
}
