//! What the notes of a repair file look like.

use maud::{Markup, html};

use super::Note;
use crate::{
    intakes::Intake,
    users::rights::NotesWrite,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// The notes of a repair file, with a form to write one.
pub fn panel(cx: &Cx, intake: &Intake, notes: &[Note]) -> Markup {
    let l = cx.l;
    let action = format!("/intakes/{}/notes", intake.id);
    let can_write = cx.may::<NotesWrite>() && intake.voided_at.is_none();
    ui::panel(
        l.notes_title(),
        html! {},
        html! {
            div.panel-body.stack {
                @if notes.is_empty() { p.muted { (l.notes_none()) } }
                @for note in notes {
                    div.note {
                        (ui::typed(&note.body))
                        p.who { @if let Some(name) = &note.by_name { bdi { (name) } " · " } (ui::time(cx, note.at)) }
                    }
                }
                @if can_write {
                    details.more {
                        summary data-key="o" aria-keyshortcuts="o" { (icon(Icon::Plus, 17)) (l.notes_new()) }
                        form method="post" action=(action) data-hx-post=(action) novalidate {
                            (ui::once_key())
                            div.fields { (field(cx, &Form::default(), "body", l.notes_one()).full().textarea(3)) }
                            div.btns { button.btn.primary { (icon(Icon::CircleCheck, 17)) (l.notes_add()) } }
                        }
                    }
                }
            }
        },
    )
}

pub(super) fn new(cx: &Cx, intake: &Intake, form: &Form) -> Markup {
    let l = cx.l;
    let file = format!("/intakes/{}", intake.id);
    let action = format!("{file}/notes");
    layout::page(
        cx,
        l.notes_new(),
        html! {
            (ui::crumbs(cx, &[("/intakes", l.nav_intakes()), (&file, &intake.number)], l.notes_new()))
            (ui::head(l.notes_new(), l.notes_hint(), html! {}))
            form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
                (ui::form_key(form))
                (ui::summary(cx, form))
                fieldset {
                    legend { (l.notes_one()) }
                    (field(cx, form, "body", l.notes_one()).full().autofocus().textarea(6))
                }
                (ui::actions(cx, &file, l.notes_add()))
            }
        },
    )
}
