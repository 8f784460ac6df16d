//! What signing looks like: the papers, the frame to sign in, the signatures of a file.

use maud::{Markup, html};

use super::{Papers, Signature, ToSign};
use crate::{
    documents::{Document, Snapshot, paper_view::papers},
    intakes::Intake,
    kernel::id::encode,
    lang::Lang,
    users::rights::IntakesEdit,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// Papers with what they say.
pub type Said = Vec<(Document, Snapshot)>;

/// Where papers are signed.
pub fn address(subject: Papers, id: i64) -> String {
    let noun = match subject {
        Papers::Deposit => "deposits",
        Papers::Intake => "intakes",
        Papers::Quote => "quotes",
        Papers::Release => "releases",
    };
    format!("/{noun}/{}/signature", encode(id))
}

/// The text to be signed, in the language of who signs.
pub fn text(cx: &Cx, said: &Said, lang: Lang) -> Markup {
    html! {
        div.to-sign tabindex="0" role="region" aria-label=(cx.l.signatures_read()) { (papers(said, lang)) }
    }
}

/// The fields of a signature: name, the frame that a script opens, the tick in its place.
pub fn fields(cx: &Cx, form: &Form, papers: &ToSign) -> Markup {
    let l = cx.l;
    let drawing = form.fault("drawing").map(|text| text.to(l));
    html! {
        @for document in &papers.documents { input type="hidden" name="documents" value=(document.id); }
        (field(cx, form, "signer", l.signatures_signer()).full().text())
        div.field.full id="f-drawing" {
            div.sign data-sign data-hx-morph-skip hidden {
                canvas role="img" aria-label=(l.signatures_draw()) {}
                input type="hidden" name="drawing" value="";
                button.btn.small type="button" data-sign-clear { (icon(Icon::RotateCcw, 15)) (l.signatures_clear()) }
                p.hint aria-hidden="true" { (l.signatures_draw()) }
            }
            @if let Some(text) = drawing { p.err { (icon(Icon::TriangleAlert, 14)) (text) } }
        }
        (agreed(cx, form))
    }
}

fn agreed(cx: &Cx, form: &Form) -> Markup {
    let fault = form.fault("agreed").map(|text| text.to(cx.l));
    html! {
        div.field.full {
            (field(cx, form, "agreed", cx.l.signatures_agreed()).hint(cx.l.signatures_agreed_hint()).check())
            @if let Some(text) = fault { p.err id="e-agreed" { (icon(Icon::TriangleAlert, 14)) (text) } }
        }
    }
}

/// The page at the desk.
pub(super) fn page(cx: &Cx, papers: &ToSign, said: &Said, lang: Lang, back: &str, form: &Form) -> Markup {
    let l = cx.l;
    let action = address(papers.subject, papers.id);
    let file = format!("/intakes/{}", papers.intake.id);
    layout::page(
        cx,
        l.signatures_page(),
        html! {
            (ui::crumbs(cx, &[("/intakes", l.nav_intakes()), (&file, &papers.intake.number)], l.signatures_page()))
            (ui::head(l.signatures_page(), papers.subject.label(l), ui::button_form(&format!("{action}/phone"), l.signatures_phone(), Icon::Smartphone, "", None)))
            nav.tabs aria-label=(l.nav_language()) { @for one in Lang::ALL { a href={ (action) "?lang=" (one) } lang=(one) aria-current=[(*one == lang).then_some("page")] { (one.label()) } } }
            form.panel method="post" action={ (action) "?lang=" (lang) } data-hx-post={ (action) "?lang=" (lang) } data-main novalidate {
                (ui::form_key(form))
                (ui::summary(cx, form))
                fieldset { legend { (l.signatures_read()) } div.full { (text(cx, said, lang)) } }
                fieldset { legend { (l.signatures_page()) } (fields(cx, form, papers)) }
                div.actions {
                    a.btn.ghost href=(back) { (l.signatures_skip()) }
                    button.btn.primary { (icon(Icon::Signature, 17)) (l.signatures_save()) kbd { "Ctrl ↵" } }
                }
            }
        },
    )
}

/// The page that takes a signature back.
pub(super) fn replacement(cx: &Cx, intake: &Intake, signature: &Signature, form: &Form) -> Markup {
    let l = cx.l;
    let fields = html! {
        fieldset {
            legend { (signature.subject.label(l)) }
            p.full { bdi { (signature.signer) } " · " (ui::time(cx, signature.signed_at)) }
            p.hint.full { (l.signatures_replace_about()) }
            (field(cx, form, "reason", l.form_reason()).full().textarea(2))
        }
    };
    let action = format!("/signatures/{}/replacement", signature.id);
    crate::intakes::view::act(cx, intake, l.signatures_replace(), &action, form, fields, l.signatures_replace())
}

/// The signatures of a file, and what may be signed now.
pub fn panel(cx: &Cx, intake: &Intake, signatures: &[Signature], open: &[(Papers, i64)]) -> Markup {
    let l = cx.l;
    let may = cx.may::<IntakesEdit>() && intake.voided_at.is_none();
    let body = html! {
        @if signatures.is_empty() { div.panel-body { p.muted { (l.signatures_none()) } } } @else {
            ul.rows { @for signature in signatures { li { (icon(Icon::Signature, 18)) (one(cx, signature, may)) } } }
        }
        @if may && !open.is_empty() {
            div.panel-body.btns { @for (subject, id) in open { a.btn.small href=(address(*subject, *id)) { (icon(Icon::Signature, 16)) (l.signatures_sign()) " : " (subject.label(l)) } } }
        }
    };
    ui::panel(l.signatures_title(), html! {}, body)
}

fn one(cx: &Cx, s: &Signature, may: bool) -> Markup {
    let l = cx.l;
    html! {
        div {
            p.struck[s.replaced_at.is_some()] { strong { (s.subject.label(l)) } " · " bdi { (s.signer) } }
            p { (ui::time(cx, s.signed_at)) " · " (s.way.label(l)) @if s.handoff_id.is_some() { " " (l.signatures_on_phone()) } }
            p { (l.signatures_digest()) " " bdi.ltr.mono { (s.short()) } }
            @if let Some(reason) = &s.replace_reason { p { (l.signatures_cancelled()) " : " bdi { (reason) } } }
            @else if s.image.is_some() { img.signed src={ "/signatures/" (s.id) "/image" } alt={ (l.signatures_alt()) " " (s.signer) } loading="lazy"; }
            @if may && s.replaced_at.is_none() { p { a href={ "/signatures/" (s.id) "/replacement" } { (l.signatures_replace()) } } }
        }
    }
}
