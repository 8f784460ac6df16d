//! What the page on the phone looks like: one thing to do, large, in the reader's language.

use maud::{Markup, html};

use super::{Handoff, Purpose};
use crate::{
    files::{FileKind, StoredFile},
    signatures::{
        ToSign,
        view::{self as signing, Said},
    },
    web::{
        Cx, Form, Icon, layout,
        ui::{self, icon},
    },
};

/// The page that sends photos.
pub fn photos(cx: &Cx, handoff: &Handoff, address: &str, sent_before: &[StoredFile], form: &Form) -> Markup {
    let l = cx.l;
    layout::plain(
        cx,
        l.handoffs_photos(),
        html! {
            h1 { (l.handoffs_photos()) }
            p.muted { (until(cx, handoff)) }
            form.stack method="post" action=(address) enctype="multipart/form-data" data-photos {
                (ui::form_key(form))
                div.phone-buttons {
                    label.btn.primary.big { (icon(Icon::Camera, 26)) span { (l.handoffs_take()) } input.sr type="file" name="files" accept="image/*" capture="environment" data-upload=(address) aria-describedby="sent"; }
                    label.btn.big { (icon(Icon::Image, 26)) span { (l.handoffs_choose()) } input.sr type="file" name="files" accept="image/jpeg,image/png,image/webp" multiple data-upload=(address) aria-describedby="sent"; }
                }
                (upload_state(cx))
                button.btn.no-js type="submit" { (icon(Icon::Send, 18)) (l.handoffs_send()) }
                div id="sent" data-list aria-live="polite" { (sent(cx, address, sent_before, form)) }
            }
            form method="post" action={ (address) "/end" } {
                (ui::once_key())
                button.btn.big { (icon(Icon::CircleCheck, 22)) (l.handoffs_done()) }
            }
        },
    )
}

/// The page that shows papers and takes a signature.
pub fn signature(cx: &Cx, handoff: &Handoff, address: &str, papers: &ToSign, said: &Said, form: &Form) -> Markup {
    let l = cx.l;
    let action = format!("{address}/signature");
    layout::plain_wide(
        cx,
        l.signatures_page(),
        html! {
            h1 { (l.signatures_page()) }
            p.muted { (until(cx, handoff)) }
            form.stack method="post" action=(action) data-hx-post=(action) novalidate {
                (ui::form_key(form))
                (ui::summary(cx, form))
                (signing::text(cx, said, l))
                (signing::fields(cx, form, papers))
                button.btn.primary.big { (icon(Icon::Signature, 22)) (l.signatures_save()) }
            }
        },
    )
}

/// What a script says while it sends; nothing before.
pub fn upload_state(cx: &Cx) -> Markup {
    html! {
        div.upload role="status" data-upload-state data-sending=(cx.l.handoffs_sending()) data-failed=(cx.l.handoffs_failed()) hidden {
            span data-upload-text {}
            button.btn.small type="button" data-upload-retry hidden { (icon(Icon::RotateCcw, 15)) (cx.l.handoffs_retry()) }
        }
    }
}

/// What was sent so far, and what was wrong with the last.
pub fn sent(cx: &Cx, address: &str, sent: &[StoredFile], form: &Form) -> Markup {
    let l = cx.l;
    html! {
        @for (_, text) in &form.faults().0 { p.err { (icon(Icon::TriangleAlert, 14)) (text.to(l)) } }
        @if sent.is_empty() { p.muted { (l.handoffs_none_yet()) } } @else {
            p.good.cluster { (icon(Icon::CircleCheck, 16)) (l.say(crate::lang::say::HandoffsSent { count: sent.len().into() })) }
            ul.photos { @for file in sent { li { (one(address, file)) } } }
        }
    }
}

fn one(address: &str, file: &StoredFile) -> Markup {
    html! {
        @if file.kind == FileKind::Photo { img src={ (address) "/files/" (file.id) } alt=(file.name) loading="lazy"; } @else { bdi { (file.name) } }
    }
}

fn until(cx: &Cx, handoff: &Handoff) -> String {
    let time = cx.f.clock(handoff.expires_at, cx.now);
    cx.l.say(crate::lang::say::HandoffsUntil { time: time.into() })
}

/// The page was used, or its time is over.
pub fn over(cx: &Cx, handoff: &Handoff) -> Markup {
    let l = cx.l;
    let thanks = handoff.ended_at.is_some();
    let title = if thanks { l.handoffs_thanks() } else { l.handoffs_expired() };
    let text = match (thanks, handoff.purpose) {
        (true, Purpose::Photos) => l.handoffs_thanks_photos(),
        (true, Purpose::Signature) => l.handoffs_thanks_signature(),
        (false, _) => l.handoffs_over(),
    };
    layout::plain(
        cx,
        title,
        html! {
            div.empty {
                (icon(if thanks { Icon::CircleCheck } else { Icon::Clock }, 40))
                h1 { (title) }
                p { (text) }
            }
        },
    )
}

/// The same, where only the list is drawn.
pub fn over_part(cx: &Cx) -> Markup {
    html! { p.err { (icon(Icon::TriangleAlert, 14)) (cx.l.handoffs_over()) } }
}
