//! What the page of the gateway looks like.

use maud::{Markup, html};

use super::{BLANKS, Gateway, Method, Preset, Spelling};
use crate::{
    settings,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// The gateway in the form.
pub fn fill(gateway: &Gateway, version: i64) -> Form {
    Form::filled([
        ("version", version.to_string()),
        ("on", if gateway.on { "1" } else { "" }.to_owned()),
        ("method", gateway.method.to_string()),
        ("url", gateway.url.clone()),
        ("headers", gateway.headers.clone()),
        ("body", gateway.body.clone()),
        ("success", gateway.success.clone()),
        ("id_at", gateway.id_at.clone()),
        ("sender", gateway.sender.clone()),
        ("user", gateway.user.clone()),
        ("spelling", gateway.spelling.to_string()),
    ])
}

/// The page; `on` says whether it can be tried.
pub fn page(cx: &Cx, form: &Form, has_secret: bool, on: bool) -> Markup {
    let tried = if on { Some(Form::blank()) } else { None };
    whole(cx, form, has_secret, tried.as_ref())
}

/// A test that could not be sent; the gateway is as it is kept.
pub fn test_refused(cx: &Cx, tried: &Form, form: &Form, has_secret: bool) -> Markup {
    whole(cx, form, has_secret, Some(tried))
}

fn whole(cx: &Cx, form: &Form, has_secret: bool, tried: Option<&Form>) -> Markup {
    let l = cx.l;
    layout::page(
        cx,
        l.sms_settings(),
        html! {
            (ui::head(l.nav_settings(), l.sms_settings(), html! { a.btn href="/outbox" { (icon(Icon::MessageSquare, 17)) (l.nav_outbox()) } }))
            (settings::tabs(cx, "sms"))
            @if let Some(tried) = tried { (test(cx, tried)) }
            nav.tabs aria-label=(l.sms_presets()) {
                @for preset in Preset::ALL { a href={ "/settings/sms?preset=" (preset) } { (preset.label(l)) } }
            }
            form.panel method="post" action="/settings/sms" data-hx-post="/settings/sms" data-main data-guard novalidate {
                (ui::form_key(form))
                input type="hidden" name="version" value=(form.value("version"));
                (ui::summary(cx, form))
                (fields(cx, form, has_secret))
                (ui::actions(cx, "/", l.form_save()))
            }
        },
    )
}

fn fields(cx: &Cx, form: &Form, has_secret: bool) -> Markup {
    let l = cx.l;
    let methods: Vec<_> = Method::ALL.iter().map(|m| (m.as_str(), m.label(l).to_owned())).collect();
    let spellings: Vec<_> = Spelling::ALL.iter().map(|s| (s.as_str(), s.label(l).to_owned())).collect();
    html! {
        fieldset {
            legend { (l.sms_gateway()) }
            p.hint.full { (l.sms_about()) }
            (field(cx, form, "on", l.sms_on()).full().hint(l.sms_on_hint()).check())
            (field(cx, form, "sender", l.sms_sender()).optional().ltr().hint(l.sms_sender_hint()).text())
            (field(cx, form, "user", l.sms_user()).optional().ltr().text())
            (field(cx, form, "secret", l.sms_secret()).optional().hint(if has_secret { l.sms_secret_kept() } else { "" }).password("off"))
            (field(cx, form, "spelling", l.sms_spelling()).hint(l.sms_spelling_hint()).radios(&spellings))
        }
        fieldset {
            legend { (l.sms_request()) }
            p.hint.full { (l.sms_blanks()) " " bdi.ltr { @for word in BLANKS { code { "[" (word) "]" } " " } } }
            (field(cx, form, "method", l.sms_method()).radios(&methods))
            (field(cx, form, "url", l.sms_url()).full().ltr().text())
            (field(cx, form, "headers", l.sms_headers()).optional().full().ltr().textarea(2))
            (field(cx, form, "body", l.sms_body()).optional().full().ltr().textarea(3))
        }
        fieldset {
            legend { (l.sms_answer()) }
            (field(cx, form, "success", l.sms_success()).optional().hint(l.sms_success_hint()).ltr().textarea(2))
            (field(cx, form, "id_at", l.sms_id_at()).optional().hint(l.sms_id_at_hint()).ltr().text())
        }
    }
}

fn test(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    html! {
        form.panel method="post" action="/settings/sms/test" data-hx-post="/settings/sms/test" novalidate {
            (ui::form_key(form))
            (ui::summary(cx, form))
            fieldset {
                legend { (l.sms_test()) }
                (field(cx, form, "to", l.sms_test_to()).tel())
                div.field { button.btn { (icon(Icon::Send, 17)) (l.sms_test_send()) } }
            }
        }
    }
}
