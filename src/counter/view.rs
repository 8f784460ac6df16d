//! What the page of a new deposit looks like.

use maud::{Markup, html};

use super::{drafts_view, form_view, habits::Habits, past::Past};
use crate::{
    clients::Client,
    drafts::Draft,
    files::StoredFile,
    handoffs::view::Shown,
    repair::find::Found,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, icon},
    },
};

/// What the page knows besides what was typed.
#[derive(Default)]
pub struct Offers {
    /// The client, when known.
    pub past: Option<Past>,
    /// What the box found, when it was asked without JavaScript.
    pub found: Option<Found>,
    /// Who has the phone number that was typed for somebody new.
    pub namesake: Option<Client>,
    /// The equipment that was just added.
    pub focus: Option<usize>,
    /// What is usual for each equipment's category.
    pub habits: Vec<Habits>,
    /// Brands that are usual.
    pub brands: Vec<String>,
    /// Models that are usual of each equipment's brand.
    pub models: Vec<Vec<String>>,
    /// What may be gone on with.
    pub drafts: Vec<Draft>,
    /// What each equipment's pocket holds.
    pub pockets: Vec<Vec<StoredFile>>,
    /// The code of each equipment's page on a phone, while it is open.
    pub phones: Vec<Option<Shown>>,
}

pub fn new(cx: &Cx, form: &Form, offers: &Offers) -> Markup {
    let l = cx.l;
    let of = form_view::count(form);
    layout::page(
        cx,
        l.deposits_new(),
        html! {
            (ui::head(l.deposits_new(), l.deposits_new_about(), html! { a.btn href="/tickets/new" { (icon(Icon::Ticket, 17)) (l.deposits_software()) } }))
            (drafts_view::offered(cx, &offers.drafts, form.key()))
            form.panel method="post" action="/deposits" data-hx-post="/deposits" data-main data-guard data-draft="/deposits/draft" enctype="multipart/form-data" novalidate {
                // Enter in a field without JavaScript presses the first button: it must record, not find or add.
                (ui::enter_saves())
                button type="submit" name="act" data-act formnovalidate hidden {}
                (ui::form_key(form))
                input type="hidden" name="count" value=(of);
                (ui::summary(cx, form))
                (form_view::client_part(cx, form, offers))
                @for n in 0..of { (form_view::item_part(cx, form, offers, n, of)) }
                div.actions {
                    div.start {
                        button.btn type="submit" name="act" value="add" formnovalidate { (icon(Icon::Plus, 17)) (l.deposits_add_item()) }
                        button.btn type="submit" name="act" value="park" formnovalidate { (icon(Icon::Pause, 17)) (l.drafts_park()) }
                        span.muted data-saved role="status" data-text=(l.drafts_kept()) data-refused=(l.drafts_not_kept()) {}
                    }
                    a.btn.ghost href="/" { (l.form_cancel()) }
                    button.btn.primary { (icon(Icon::CircleCheck, 17)) (l.deposits_save()) kbd { "Ctrl ↵" } }
                }
            }
        },
    )
}
