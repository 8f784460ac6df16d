//! The page of notices.

use maud::{Markup, html};

use super::{Notice, NoticeKind};
use crate::web::{
    Cx, Icon, layout,
    ui::{self, icon},
};

pub fn page(cx: &Cx, notices: &[Notice]) -> Markup {
    let l = cx.l;
    let read_all = html! { @if notices.iter().any(|n| n.read_at.is_none()) { (ui::button_form("/notices/read", l.notices_read_all(), Icon::Check, "", None)) } };
    let body = html! {
        (ui::head(l.nav_notices(), "", read_all))
        section.panel {
            @if notices.is_empty() { (ui::empty(l.notices_none(), html! {})) }
            ul.rows { @for notice in notices { (row(cx, notice)) } }
        }
    };
    layout::page(cx, l.nav_notices(), body)
}

fn row(cx: &Cx, notice: &Notice) -> Markup {
    let (href, number) = match (notice.intake_id, notice.ticket_id) {
        (Some(id), _) => (format!("/intakes/{id}"), notice.intake_number.as_deref()),
        (None, Some(id)) => (format!("/tickets/{id}"), notice.ticket_number.as_deref()),
        (None, None) => ("/".into(), None),
    };
    let stuck = matches!(notice.kind, NoticeKind::PrintFailed | NoticeKind::PrintUnknown);
    let href = if stuck { "/prints".into() } else { href };
    html! {
        li {
            (icon(if notice.read_at.is_some() { Icon::Check } else { Icon::Bell }, 18))
            div { a.rowlink href=(href) { (notice.kind.label(cx.l)) } p { bdi { (number.unwrap_or_default()) } } }
            div.end { (ui::time(cx, notice.at)) }
        }
    }
}
