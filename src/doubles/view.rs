//! What the page of a merge looks like.

use maud::{Markup, html};

use super::Belongings;
use crate::{
    clients::{Client, Detail, detail_value, differing, wilayas},
    lang::{Lang, say},
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// The two that become one.
pub(super) struct Both<'a> {
    pub keep: &'a Client,
    pub kept: Belongings,
    pub double: &'a Client,
    pub gone: Belongings,
}

fn frame(cx: &Cx, keep: &Client, about: &str, body: Markup) -> Markup {
    let l = cx.l;
    let back = format!("/clients/{}", keep.id);
    layout::page(
        cx,
        l.doubles_merge(),
        html! {
            (ui::crumbs(cx, &[("/clients", l.nav_clients()), (&back, &keep.name)], l.doubles_merge()))
            (ui::head(l.doubles_merge(), about, html! {}))
            (body)
        },
    )
}

/// Which client is the double: those alike, or those that were searched.
pub(super) fn which(cx: &Cx, keep: &Client, q: &str, found: &[Client]) -> Markup {
    let l = cx.l;
    let action = format!("/clients/{}/merge", keep.id);
    let title = if q.is_empty() { l.doubles_alike() } else { l.doubles_found() };
    let body = html! {
        form.filters action=(action) data-autosubmit {
            div.field { label for="f-q" { (l.doubles_find()) } input.ctl id="f-q" name="q" type="search" value=(q) dir="auto" autocomplete="off" autofocus; }
            button.btn { (icon(Icon::Search, 17)) (l.list_filter()) }
        }
        @if found.is_empty() && q.is_empty() { p.muted { (l.doubles_search()) } } @else if found.is_empty() { (ui::empty(l.doubles_none(), html! {})) } @else {
            (ui::panel(title, html! {}, html! { ul.rows { @for client in found { li {
                div { p.strong { bdi { (client.name) } } p { bdi.ltr { (shown(cx, client, Detail::Phone)) } " · " (cx.f.date(client.created_at)) } }
                // The older of the two is proposed to be kept.
                @let (kept, gone) = if client.created_at < keep.created_at { (client.id, keep.id) } else { (keep.id, client.id) };
                a.btn.small href={ "/clients/" (kept) "/merge?with=" (gone) } aria-label={ (l.doubles_compare()) " : " (client.name) } { (icon(Icon::ArrowRight, 15)) (l.doubles_compare()) }
            } } } }))
        }
    };
    frame(cx, keep, l.doubles_about(), body)
}

/// What is kept of each.
pub(super) fn compare(cx: &Cx, both: &Both<'_>, form: &Form) -> Markup {
    let l = cx.l;
    let (keep, double) = (both.keep, both.double);
    let action = format!("/clients/{}/merge", keep.id);
    let choices = differing(keep, double);
    let mut form = form.clone();
    for detail in choices.iter().filter(|detail| form.value(detail.as_str()).is_empty()).copied().collect::<Vec<_>>() {
        form.set(detail.as_str(), "keep");
    }
    let body = html! {
        div.two { (card(cx, l.doubles_kept(), keep, both.kept)) (card(cx, l.doubles_gone(), double, both.gone)) }
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(&form))
            (ui::summary(cx, &form))
            input type="hidden" name="version" value=(keep.version);
            input type="hidden" name="double" value=(double.id);
            input type="hidden" name="double_version" value=(double.version);
            @if choices.is_empty() {
                fieldset { legend { (l.doubles_choose()) } p.muted.full { (l.doubles_nothing_to_choose()) } }
            } @else {
                fieldset {
                    legend { (l.doubles_choose()) }
                    @for detail in &choices {
                        (field(cx, &form, detail.as_str(), detail.label(l)).radios(&[("keep", shown(cx, keep, *detail)), ("double", shown(cx, double, *detail))]))
                    }
                }
            }
            div.alert.warn { (icon(Icon::TriangleAlert, 18)) div { (l.doubles_for_good()) } }
            (ui::actions(cx, &format!("/clients/{}", keep.id), l.doubles_merge_button()))
        }
        p { a.btn href={ "/clients/" (double.id) "/merge?with=" (keep.id) } { (icon(Icon::RefreshCw, 16)) (l.say(say::DoublesKeepOther { name: double.name.clone().into() })) } }
    };
    frame(cx, keep, &format!("{} + {}", keep.name, double.name), body)
}

fn shown(cx: &Cx, client: &Client, detail: Detail) -> String {
    let value = detail_value(client, detail);
    match detail {
        Detail::Phone => cx.f.phone(&value),
        Detail::Lang => Lang::parse(&value).map_or(value, |lang| lang.label().to_owned()),
        Detail::Place => {
            let wilaya = client.wilaya.as_deref().map(|code| wilayas::name(code, cx.l));
            client.commune.iter().cloned().chain(wilaya).collect::<Vec<_>>().join(", ")
        }
        _ => value,
    }
}

fn card(cx: &Cx, title: &str, client: &Client, has: Belongings) -> Markup {
    let l = cx.l;
    let number = |n: i64| Some(html! { (cx.f.number(n)) });
    ui::panel(
        title,
        html! {},
        html! { div.panel-body { dl.facts {
            (ui::fact(l.clients_name(), Some(html! { a href={ "/clients/" (client.id) } { bdi { (client.name) } } })))
            (ui::fact(l.clients_phone(), Some(html! { bdi.ltr { (shown(cx, client, Detail::Phone)) } })))
            (ui::fact(l.clients_since(), Some(html! { bdi.ltr { (cx.f.date(client.created_at)) } })))
            (ui::fact(l.nav_equipment(), number(has.equipment)))
            (ui::fact(l.nav_intakes(), number(has.intakes)))
            (ui::fact(l.nav_tickets(), number(has.tickets)))
            (ui::fact(l.clients_warning(), client.warning.as_ref().map(|text| ui::typed(text))))
        } } },
    )
}
