//! What the one at the desk sees of a page on a phone: its QR code, and how long it lasts.

use maud::{Markup, html};

use super::{Handoff, Purpose};
use crate::{
    intakes::Intake,
    kernel::time::At,
    users::rights::SettingsEdit,
    web::{
        Cx, Icon, layout,
        ui::{self, icon},
    },
};

/// A code to be scanned, and the same as a link.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Where it leads.
    pub url: String,
    /// Until when.
    pub expires_at: At,
}

/// The code with what to do with it.
pub fn code(cx: &Cx, shown: &Shown) -> Markup {
    let l = cx.l;
    let time = cx.f.clock(shown.expires_at, cx.now);
    html! {
        div.handoff {
            div.qr role="img" aria-label=(l.handoffs_code()) { @if let Some(svg) = fixili_paper::qr_svg(&shown.url) { (layout::drawn(svg)) } }
            div {
                p.strong { (l.handoffs_scan()) }
                p.muted { (l.say(crate::lang::say::HandoffsUntil { time: time.into() })) }
                p { a.ltr href=(shown.url) target="_blank" rel="noreferrer" { (l.handoffs_link()) } }
                @if cx.settings.shop.is_of_this_machine() {
                    p.err { (icon(Icon::TriangleAlert, 14)) (l.handoffs_unreachable()) }
                    (ui::link_if::<SettingsEdit>(cx, "/settings/identity", l.settings_public_url(), Icon::Settings, "small"))
                }
            }
        }
    }
}

/// The page with the code of a file: for photos, or for a signature.
pub(super) fn page(cx: &Cx, handoff: &Handoff, intake: &Intake, shown: Option<&Shown>, came: usize) -> Markup {
    let l = cx.l;
    let title = match handoff.purpose {
        Purpose::Photos => l.handoffs_photos(),
        Purpose::Signature => l.handoffs_signature(),
    };
    let file = format!("/intakes/{}", intake.id);
    let about = format!("intake:{},handoff:{}", intake.id, handoff.id);
    let body = html! {
        (ui::crumbs(cx, &[("/intakes", l.nav_intakes()), (&file, &intake.number)], title))
        (ui::head(title, "", html! {}))
        section.panel {
            div.panel-body {
                @match shown {
                    Some(shown) => (code(cx, shown)),
                    None if handoff.ended_at.is_some() => div.cluster { span.good.cluster { (icon(Icon::CircleCheck, 18)) (l.handoffs_ended()) } a.btn.primary href=(file) { (icon(Icon::FileText, 17)) bdi.nowrap { (intake.number) } } },
                    None => p.cluster { (icon(Icon::Clock, 18)) (l.handoffs_expired()) },
                }
                @if handoff.purpose == Purpose::Photos { p.good.cluster role="status" { @if came > 0 { (icon(Icon::CircleCheck, 16)) (l.say(crate::lang::say::HandoffsSent { count: came.into() })) } } }
            }
            div.actions {
                @if shown.is_some() { (ui::button_form(&format!("/handoffs/{}/end", handoff.id), l.handoffs_end(), Icon::X, "ghost", None)) }
                a.btn.primary href=(file) { (icon(Icon::CornerDownLeft, 17)) (l.handoffs_back()) }
            }
        }
    };
    layout::live_page(cx, title, Some(&about), body)
}
