//! What the page of the first start looks like.

use maud::{Markup, html};

use crate::{
    lang::{Lang, say},
    users::SHORTEST_PASSWORD,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

pub fn page(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let langs: Vec<_> = Lang::ALL.iter().map(|x| (x.as_str(), x.label().to_owned())).collect();
    let rule = l.say(say::UsersPasswordHint { least: SHORTEST_PASSWORD.into() });
    layout::plain(
        cx,
        l.setup_title(),
        html! {
            h1 { (l.setup_title()) }
            p.muted { (l.setup_about()) }
            form.stack method="post" action="/setup" data-hx-post="/setup" novalidate {
                (ui::form_key(form))
                (ui::summary(cx, form))
                (field(cx, form, "code", l.setup_code()).ltr().hint(l.setup_code_hint()).autofocus().text())
                (field(cx, form, "shop", l.settings_name()).text())
                (field(cx, form, "public_url", l.settings_public_url()).ltr().hint(l.settings_public_url_hint()).text())
                (field(cx, form, "lang", l.settings_lang()).select(&langs))
                (field(cx, form, "name", l.setup_manager()).text())
                (field(cx, form, "login", l.users_login()).ltr().hint(l.users_login_shape()).text())
                (field(cx, form, "password", l.users_password()).hint(&rule).password("new-password"))
                (field(cx, form, "again", l.setup_password_again()).password("new-password"))
                button.btn.primary.block { (icon(Icon::Check, 17)) (l.setup_button()) }
            }
        },
    )
}
