//! Deposits that were begun: one's own, and those put aside for any counter.

use maud::{Markup, html};

use crate::{
    drafts::Draft,
    web::{
        Cx, Icon,
        ui::{self, icon},
    },
};

/// What may be gone on with, but for the form that is open.
pub fn offered(cx: &Cx, drafts: &[Draft], open: &str) -> Markup {
    let l = cx.l;
    let others: Vec<&Draft> = drafts.iter().filter(|draft| draft.id != open).collect();
    html! {
        @if !others.is_empty() {
            (ui::panel(l.drafts_title(), html! {}, html! {
                ul.rows { @for draft in others { (row(cx, draft)) } }
            }))
        }
    }
}

fn row(cx: &Cx, draft: &Draft) -> Markup {
    let l = cx.l;
    let title = if draft.title.is_empty() { l.drafts_untitled() } else { &draft.title };
    let at = format!("/drafts/{}", draft.id);
    html! {
        li {
            (icon(if draft.parked_at.is_some() { Icon::Pause } else { Icon::Pencil }, 18))
            div {
                strong { bdi { (title) } }
                p { @if draft.parked_at.is_some() { (l.drafts_parked()) " · " bdi { (draft.user_name) } } @else { (l.drafts_unfinished()) } " · " (ui::time(cx, draft.saved_at)) }
            }
            div.end.cluster {
                (ui::button_form(&format!("{at}/taking"), l.drafts_resume(), Icon::Play, "small", None))
                (ui::button_form(&format!("{at}/removal"), l.drafts_remove(), Icon::Trash2, "small ghost", Some(l.drafts_remove_sure())))
            }
        }
    }
}
