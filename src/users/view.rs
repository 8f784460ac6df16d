//! What the pages of log-in and of one's own account look like.

use maud::{Markup, html};

use super::model::SHORTEST;
use crate::{
    lang::say,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

pub fn log_in(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    layout::plain(
        cx,
        l.login_title(),
        html! {
            h1 { (l.login_title()) }
            form.stack method="post" action="/login" novalidate {
                (ui::summary(cx, form))
                input type="hidden" name="next" value=(form.value("next"));
                (field(cx, form, "login", l.users_login()).ltr().autofocus().text())
                (field(cx, form, "password", l.users_password()).password("current-password"))
                button.btn.primary.block { (icon(Icon::LogIn, 17)) (l.login_button()) }
            }
        },
    )
}

pub fn password(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let must = cx.who.as_ref().is_some_and(|who| who.must_change);
    let hint = l.say(say::UsersPasswordHint { least: SHORTEST.into() });
    let body = html! {
        h1 { (l.account_password()) }
        @if must { div.alert.info { (icon(Icon::KeyRound, 18)) div { (l.account_must_change()) } } }
        form.stack method="post" action="/account/password" novalidate {
            (ui::form_key(form))
            (ui::summary(cx, form))
            (field(cx, form, "present", l.users_password_present()).autofocus().password("current-password"))
            (field(cx, form, "password", l.users_password_new()).hint(&hint).password("new-password"))
            (field(cx, form, "again", l.users_password_repeat()).password("new-password"))
            button.btn.primary.block { (icon(Icon::Check, 17)) (l.account_password_button()) }
        }
    };
    layout::plain(cx, l.account_password(), body)
}
