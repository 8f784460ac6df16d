//! Photos of one equipment of the form: taken with this machine's camera, chosen from files, or sent by a phone. They wait in a
//! pocket until the deposit is recorded.

use maud::{Markup, html};

use super::view::Offers;
use crate::{
    files::{FileKind, StoredFile},
    handoffs::{guest_view::upload_state, view::code},
    web::{
        Cx, Form, Icon,
        ui::{self, icon},
    },
};

/// What a file picker offers first; the bytes decide.
const ACCEPT: &str = "image/jpeg,image/png,image/webp,application/pdf";

/// The field with what is in the pocket so far.
pub fn part(cx: &Cx, form: &Form, offers: &Offers, n: usize) -> Markup {
    let l = cx.l;
    let name = format!("items.{n}.files");
    let pocket = form.value(&format!("items.{n}.pocket"));
    let phone = form.value(&format!("items.{n}.phone"));
    let shown = offers.phones.get(n).and_then(Option::as_ref);
    let kept = offers.pockets.get(n).map_or(&[][..], Vec::as_slice);
    let fault = form.fault(&name).map(|text| text.to(l));
    html! {
        div.field.full.photo-field data-photos {
            input type="hidden" name={ "items." (n) ".pocket" } value=(pocket);
            @if shown.is_some() { input type="hidden" name={ "items." (n) ".phone" } value=(phone); }
            label for={ "f-" (name) } { (l.attachments_title()) " " span.opt { "(" (l.form_optional()) ")" } }
            div.cluster {
                input.ctl.grow id={ "f-" (name) } name=(name) type="file" multiple accept=(ACCEPT) data-upload={ "/pockets/" (pocket) "/files" }
                    aria-invalid=[fault.as_ref().map(|_| "true")] aria-describedby=(if fault.is_some() { format!("pocket-{n} e-{name}") } else { format!("pocket-{n}") });
                button.btn.small type="button" data-camera hidden { (icon(Icon::Camera, 16)) (l.camera_button()) }
                button.btn.small type="submit" name="act" value={ "phone-" (n) } formnovalidate { (icon(Icon::Smartphone, 16)) (l.handoffs_phone()) }
            }
            @if let Some(text) = fault { p.err id={ "e-" (name) } { (icon(Icon::TriangleAlert, 14)) (text) } }
            (ui::camera(cx))
            (upload_state(cx))
            div id={ "pocket-" (n) } data-list={ "/pockets/" (pocket) "/options" } data-about=[shown.map(|_| format!("pocket:{pocket}"))] { (list(cx, kept, &[])) }
            @if let Some(shown) = shown {
                (code(cx, shown))
                button.btn.small.no-js type="submit" name="act" value="refresh" formnovalidate { (icon(Icon::RefreshCw, 15)) (l.handoffs_refresh()) }
            }
        }
    }
}

/// What is in a pocket, and what was wrong with what was just sent.
pub fn list(cx: &Cx, kept: &[StoredFile], wrong: &[String]) -> Markup {
    html! {
        @for text in wrong { p.err { (icon(Icon::TriangleAlert, 14)) (text) } }
        @if !kept.is_empty() { ul.photos { @for file in kept { li { (one(cx, file)) } } } }
    }
}

fn one(cx: &Cx, file: &StoredFile) -> Markup {
    let named = format!("{} {}", cx.l.form_remove(), file.name);
    html! {
        a href={ "/files/" (file.id) } target="_blank" {
            @if file.kind == FileKind::Photo { img src={ "/files/" (file.id) "/small" } alt=(file.name) loading="lazy"; } @else { span.paper { (icon(Icon::FileText, 28)) bdi { (file.name) } } }
        }
        button.btn.icon.small type="submit" name="act" value={ "photo-" (file.id) } formnovalidate aria-label=(named) title=(named) { (icon(Icon::X, 15)) }
    }
}
