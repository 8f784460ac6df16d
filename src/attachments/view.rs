//! What the files on a repair file look like.

use maud::{Markup, html};

use crate::{
    files::{FileKind, Moment, StoredFile},
    intakes::Intake,
    users::rights::IntakesEdit,
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

/// What a file picker offers first; the bytes decide.
const ACCEPT: &str = "image/jpeg,image/png,image/webp,application/pdf";

/// The files on a repair file: photos before and after the work side by side, the others below, documents by name.
pub fn panel(cx: &Cx, intake: &Intake, files: &[StoredFile]) -> Markup {
    let l = cx.l;
    let can_edit = cx.may::<IntakesEdit>() && intake.voided_at.is_none();
    let of = |moment: Option<Moment>| -> Vec<&StoredFile> {
        files.iter().filter(|file| file.kind == FileKind::Photo && file.moment == moment).collect()
    };
    let (before, after, others) = (of(Some(Moment::Before)), of(Some(Moment::After)), of(None));
    let documents: Vec<_> = files.iter().filter(|file| file.kind != FileKind::Photo).collect();
    let buttons = html! {
        @if can_edit {
            (ui::button_form(&format!("/intakes/{}/phone", intake.id), l.attachments_phone(), Icon::Smartphone, "small ghost", None))
            (ui::link_if::<IntakesEdit>(cx, &format!("/intakes/{}/files/new", intake.id), l.attachments_add(), Icon::Paperclip, "small"))
        }
    };
    let pair = [(Moment::Before, &before), (Moment::After, &after)];
    ui::panel(
        l.attachments_title(),
        buttons,
        html! {
            @if files.is_empty() { div.panel-body { p.muted { (l.attachments_none()) } } }
            @if !before.is_empty() || !after.is_empty() {
                div.panel-body.moments { @for (moment, photos) in pair { @if !photos.is_empty() {
                    div { h3 { (moment.label(l)) } (gallery(cx, intake, photos, can_edit)) }
                } } }
            }
            @if !others.is_empty() { div.panel-body { (gallery(cx, intake, &others, can_edit)) } }
            @if !documents.is_empty() {
                ul.rows { @for file in documents { li {
                    (icon(Icon::FileText, 18))
                    div { a href={ "/files/" (file.id) } { bdi { (file.name) } } p { @if let Some(caption) = &file.caption { bdi { (caption) } " · " } bdi { (cx.f.size(file.size)) } " · " (ui::time(cx, file.added_at)) } }
                    @if can_edit { div.end { (removal(cx, intake, file)) } }
                } } }
            }
        },
    )
}

/// Small pictures; a click shows the whole.
fn gallery(cx: &Cx, intake: &Intake, photos: &[&StoredFile], can_edit: bool) -> Markup {
    html! {
        ul.photos { @for file in photos { li {
            a href={ "/files/" (file.id) } { img src={ "/files/" (file.id) "/small" } alt=(label(file)) width=[file.width] height=[file.height] loading="lazy" decoding="async"; }
            @if can_edit { (removal(cx, intake, file)) (moments(cx, intake, file)) }
        } } }
    }
}

/// Before or after the work; the one that it is, pressed again, takes it back.
fn moments(cx: &Cx, intake: &Intake, file: &StoredFile) -> Markup {
    let action = format!("/intakes/{}/files/{}/moment", intake.id, file.id);
    html! {
        form.moment method="post" action=(action) data-hx-post=(action) {
            (ui::once_key())
            @for moment in Moment::ALL {
                @let is = file.moment == Some(*moment);
                button.btn.small name="moment" value=(if is { "" } else { moment.as_str() }) aria-pressed=(if is { "true" } else { "false" }) aria-label={ (moment.label(cx.l)) " : " (label(file)) } { (moment.label(cx.l)) }
            }
        }
    }
}

fn label(file: &StoredFile) -> &str {
    file.caption.as_deref().unwrap_or(&file.name)
}

fn removal(cx: &Cx, intake: &Intake, file: &StoredFile) -> Markup {
    let action = format!("/intakes/{}/files/{}/removal", intake.id, file.id);
    let named = format!("{} {}", cx.l.form_remove(), label(file));
    html! {
        form method="post" action=(action) data-hx-post=(action) data-confirm=(cx.l.attachments_remove_sure()) {
            (ui::once_key())
            button.btn.icon.small aria-label=(named) title=(named) { (icon(Icon::Trash2, 16)) }
        }
    }
}

/// The form that puts files on a repair file; `kept` were uploaded before it was refused.
pub(super) fn new(cx: &Cx, intake: &Intake, kept: &[StoredFile], form: &Form) -> Markup {
    let l = cx.l;
    let file = format!("/intakes/{}", intake.id);
    let action = format!("{file}/files/new");
    let moments: Vec<_> = Moment::ALL.iter().map(|m| (m.as_str(), m.label(l).to_owned())).collect();
    layout::page(
        cx,
        l.attachments_add(),
        html! {
            (ui::crumbs(cx, &[("/intakes", l.nav_intakes()), (&file, &intake.number)], l.attachments_add()))
            (ui::head(l.attachments_add(), "", html! {}))
            form.panel method="post" action=(action) data-hx-post=(action) enctype="multipart/form-data" data-main data-guard novalidate {
                (ui::form_key(form))
                (ui::summary(cx, form))
                fieldset {
                    legend { (l.attachments_title()) }
                    (kept_files(cx, kept))
                    (picker(cx, form))
                    (field(cx, form, "moment", l.attachments_moment()).optional().radios(&moments))
                    (field(cx, form, "caption", l.attachments_caption()).optional().full().hint(l.attachments_caption_hint()).text())
                }
                (ui::actions(cx, &file, l.form_save()))
            }
        },
    )
}

/// Files uploaded already: sent again by their id, unless unticked.
fn kept_files(cx: &Cx, kept: &[StoredFile]) -> Markup {
    html! {
        @for file in kept {
            label.check.full { input type="checkbox" name="files" value=(file.id) checked; span { bdi { (file.name) } " " small { (cx.f.size(file.size)) " · " (cx.l.attachments_kept()) } } }
        }
    }
}

fn picker(cx: &Cx, form: &Form) -> Markup {
    let fault = form.fault("files").map(|text| text.to(cx.l));
    let described = if fault.is_some() { "h-files e-files" } else { "h-files" };
    html! {
        div.field.full data-photos {
            label for="f-files" { (cx.l.attachments_files()) }
            div.cluster {
                input.ctl.grow id="f-files" name="files" type="file" multiple accept=(ACCEPT) aria-invalid=[fault.as_ref().map(|_| "true")] aria-describedby=(described);
                button.btn.small type="button" data-camera hidden { (icon(Icon::Camera, 16)) (cx.l.camera_button()) }
            }
            (ui::camera(cx))
            p.hint id="h-files" { (cx.l.attachments_hint()) }
            @if let Some(text) = fault { p.err id="e-files" { (icon(Icon::TriangleAlert, 14)) (text) } }
        }
    }
}
