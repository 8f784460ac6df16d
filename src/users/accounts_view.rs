//! What the pages of staff accounts look like.

use maud::{Markup, html};

use super::{Role, User, UserInput, model::SHORTEST};
use crate::{
    lang::{Lang, say},
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

pub fn list(cx: &Cx, users: &[User]) -> Markup {
    let l = cx.l;
    let new = html! { a.btn.primary href="/users/new" data-new { (icon(Icon::Plus, 17)) (l.users_new()) kbd { "N" } } };
    let body = html! {
        (ui::head(l.nav_users(), "", new))
        (table(cx, users))
    };
    layout::live_page(cx, l.nav_users(), Some("users"), body)
}

fn table(cx: &Cx, users: &[User]) -> Markup {
    let l = cx.l;
    html! {
        section.panel { div.scroll { table.list.stack {
            caption.sr { (l.nav_users()) }
            thead { tr {
                th scope="col" { (l.users_name()) } th scope="col" { (l.users_login()) } th scope="col" { (l.users_role()) }
                th scope="col" { (l.users_lang()) } th scope="col" { (l.users_tickets()) } th scope="col" { (l.users_state()) }
            } }
            tbody { @for user in users { tr {
                th scope="row" { a.rowlink href={ "/users/" (user.id) "/edit" } { bdi { (user.name) } } }
                td data-label=(l.users_login()) { bdi.ltr { (user.login) } }
                td data-label=(l.users_role()) { (user.role.label(l)) }
                td data-label=(l.users_lang()) { span lang=(user.lang) { (user.lang.label()) } }
                td data-label=(l.users_tickets()) { (if user.takes_tickets_since.is_some() { l.form_yes() } else { "–" }) }
                td data-label=(l.users_state()) { (state(cx, user)) }
            } } }
        } } }
    }
}

fn state(cx: &Cx, user: &User) -> Markup {
    let l = cx.l;
    match user.deactivated_at {
        Some(at) => html! { span.chip.bad { (l.users_deactivated()) } " " bdi.ltr.muted { (cx.f.date(at)) } },
        None if user.must_change_since.is_some() => html! { span.chip.warn { (l.users_first_password()) } },
        None => html! { span.chip.ok { (l.users_active()) } },
    }
}

// Forms -------------------------------------------------------------------------------------------------------------

/// Reads what was typed of an account; faults stay in the form.
pub fn read_user(form: &mut Form) -> UserInput {
    let input = UserInput {
        login: form.text("login"),
        name: form.text("name"),
        role: form.choice("role", Role::parse),
        lang: form.choice("lang", Lang::parse).unwrap_or_default(),
        phone: form.text("phone"),
        takes_tickets: form.ticked("takes_tickets"),
    };
    form.merge(input.check());
    input
}

pub fn fill_user(user: &User) -> Form {
    Form::filled([
        ("version", user.version.to_string()),
        ("login", user.login.clone()),
        ("name", user.name.clone()),
        ("role", user.role.as_str().into()),
        ("lang", user.lang.as_str().into()),
        ("phone", user.phone.clone().unwrap_or_default()),
        ("takes_tickets", user.takes_tickets_since.map_or("", |_| "1").into()),
    ])
}

fn user_fields(cx: &Cx, form: &Form, with_password: bool) -> Markup {
    let l = cx.l;
    let roles: Vec<_> = Role::ALL.iter().map(|r| (r.as_str(), r.label(l).to_owned())).collect();
    let langs: Vec<_> = Lang::ALL.iter().map(|x| (x.as_str(), x.label().to_owned())).collect();
    let rule = format!("{} {}", l.users_password_made(), l.say(say::UsersPasswordHint { least: SHORTEST.into() }));
    html! {
        fieldset {
            legend { (l.users_one()) }
            (field(cx, form, "name", l.users_name()).autofocus().text())
            (field(cx, form, "login", l.users_login()).ltr().hint(l.users_login_shape()).text())
            (field(cx, form, "role", l.users_role()).radios(&roles))
            (field(cx, form, "lang", l.users_lang()).select(&langs))
            (field(cx, form, "phone", l.users_phone()).optional().tel())
            (field(cx, form, "takes_tickets", l.users_takes_tickets()).check())
        }
        @if with_password {
            fieldset {
                legend { (l.users_password_first()) }
                (field(cx, form, "password", l.users_password()).optional().full().hint(&rule).password("new-password"))
            }
        }
    }
}

pub fn new(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let mut form = form.clone();
    if !form.sent("lang") {
        form.set("lang", cx.settings.shop.lang.as_str());
    }
    layout::page(
        cx,
        l.users_new(),
        html! {
            (ui::crumbs(cx, &[("/users", l.nav_users())], l.users_new()))
            (ui::head(l.users_new(), "", html! {}))
            (user_form(cx, &form, "/users", true))
        },
    )
}

pub fn edit(cx: &Cx, user: &User, form: &Form) -> Markup {
    let l = cx.l;
    layout::page(
        cx,
        &user.name,
        html! {
            (ui::crumbs(cx, &[("/users", l.nav_users())], &user.name))
            (ui::head(&user.name, user.role.label(l), buttons(cx, user)))
            (user_form(cx, form, &format!("/users/{}/edit", user.id), false))
        },
    )
}

fn user_form(cx: &Cx, form: &Form, action: &str, with_password: bool) -> Markup {
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            (ui::summary(cx, form))
            (user_fields(cx, form, with_password))
            (ui::actions(cx, "/users", cx.l.form_save()))
        }
    }
}

/// What else can be done with an account.
fn buttons(cx: &Cx, user: &User) -> Markup {
    let l = cx.l;
    let to = |act: &str| format!("/users/{}/{act}", user.id);
    html! {
        @if user.deactivated_at.is_some() {
            (ui::button_form(&to("reactivation"), l.users_reactivate(), Icon::RotateCcw, "", Some(l.users_reactivate_sure())))
        } @else {
            (ui::button_form(&to("password"), l.users_hand_out(), Icon::KeyRound, "", Some(l.users_hand_out_sure())))
            (ui::button_form(&to("deactivation"), l.users_deactivate(), Icon::Ban, "danger", Some(l.users_deactivate_sure())))
        }
    }
}

/// A password that was handed out: this page is the only place where it is shown.
pub fn password_once(cx: &Cx, user: &User, password: &str) -> Markup {
    let l = cx.l;
    layout::page(
        cx,
        &user.name,
        html! {
            (ui::crumbs(cx, &[("/users", l.nav_users())], &user.name))
            (ui::head(&user.name, user.role.label(l), html! {}))
            div.alert.ok role="status" { (icon(Icon::KeyRound, 18)) div { b { (l.users_password_once()) } p { (l.users_password_once_text()) } } }
            section.panel { div.panel-body {
                dl.facts {
                    (ui::fact(l.users_login(), Some(html! { bdi.ltr.mono { (user.login) } })))
                    (ui::fact(l.users_password_first(), Some(html! {
                        bdi.ltr.mono.strong { (password) } " "
                        button.btn.small type="button" data-copy=(password) data-done=(l.users_copied()) { (icon(Icon::Copy, 16)) (l.users_copy()) }
                    })))
                }
                div.btns { a.btn.primary href="/users" { (icon(Icon::Check, 17)) (l.users_noted()) } }
            } }
        },
    )
}
