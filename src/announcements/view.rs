//! What a page shows of what a client will be told, before one confirms.

use maud::{Markup, html};

use super::Draft;
use crate::{
    lang::say,
    sms::{self, Gateway},
    web::{
        Cx, Icon,
        ui::{self, icon},
    },
};

/// The message of each choice; `when` says which choice it belongs to (`outcome=repaired`).
pub fn preview(cx: &Cx, gateway: &Gateway, drafts: &[(String, Draft)]) -> Markup {
    html! {
        @for (when, draft) in drafts {
            div.full data-show-if=(when) { (one(cx, gateway, draft)) }
        }
    }
}

fn one(cx: &Cx, gateway: &Gateway, draft: &Draft) -> Markup {
    let l = cx.l;
    let text = sms::spelled(gateway, &draft.body);
    let parts = i64::try_from(sms::text::measure(&text).parts).unwrap_or(1);
    html! {
        @match draft.to.as_ref().filter(|_| gateway.on) {
            Some(to) => {
                div.alert.info {
                    (icon(Icon::MessageSquare, 18))
                    div {
                        p { (l.announcements_will_get()) " " (ui::phone(cx, to)) " · " (l.say(say::SmsParts { count: parts.into() })) }
                        p lang=(draft.lang) dir="auto" { (text) }
                    }
                }
            }
            None => { div.alert.warn { (icon(Icon::Phone, 18)) div { (if gateway.on { l.announcements_no_mobile() } else { l.announcements_no_gateway() }) } } }
        }
    }
}
