//! What timers look like: the strip of a file, a button of a queue, the page of a forgotten one.

use maud::{Markup, html};

use super::field_of;
use crate::{
    intakes::{Intake, State, view::act},
    kernel::id::{InterventionId, UserId},
    lang::say,
    users::rights::{InterventionsEdit, TimersOfOthers},
    web::{
        Cx, Form, Icon,
        ui::{self, field, icon},
    },
    worktime::{self, Piece, Timer},
};

/// The timers of a file and the button that starts one's own; nothing when nobody may work on it.
pub fn strip(
    cx: &Cx,
    intake: &Intake,
    sheet: InterventionId,
    timers: &[Timer],
    names: &dyn Fn(UserId) -> String,
) -> Markup {
    let may = cx.may::<InterventionsEdit>() && intake.voided_at.is_none() && intake.state == State::InProgress;
    let own = cx.who.as_ref().map(|who| who.id);
    let has_own = timers.iter().any(|timer| timer.is_open() && Some(timer.user_id) == own);
    html! {
        @if !timers.is_empty() || may {
            section.panel.timers aria-label=(cx.l.timers_title()) {
                @for timer in timers { (row(cx, timer, Some(timer.user_id) == own, &names(timer.user_id))) }
                @if may && !has_own {
                    div.timer {
                        (icon(Icon::Clock, 18))
                        span.muted { (cx.l.timers_none()) }
                        div.end { (start(cx, sheet, cx.l.timers_start(), "small", true)) }
                    }
                }
            }
        }
    }
}

fn row(cx: &Cx, timer: &Timer, own: bool, name: &str) -> Markup {
    let l = cx.l;
    html! {
        div.timer.bad[is_wrong(cx, timer)] data-timer=(timer.id) {
            (icon(if timer.running_since.is_some() { Icon::Clock } else { Icon::Pause }, 18))
            div {
                bdi.strong { (name) } " "
                @if timer.is_to_correct() { (l.timers_to_correct()) } @else {
                    (ticking(cx, timer))
                    @if timer.running_since.is_some() { " " small.muted { (since(cx, timer)) } } @else { " " span.chip { (l.timers_paused()) } }
                    @if timer.runs_too_long(cx.now, cx.settings.workbench.longest) { " " span.chip.bad { (icon(Icon::TriangleAlert, 12)) (l.timers_too_long()) } }
                }
            }
            @if cx.may::<InterventionsEdit>() && (own || cx.may::<TimersOfOthers>()) { div.end { (acts(cx, timer, own)) } }
        }
    }
}

fn is_wrong(cx: &Cx, timer: &Timer) -> bool {
    timer.is_to_correct() || timer.runs_too_long(cx.now, cx.settings.workbench.longest)
}

fn acts(cx: &Cx, timer: &Timer, own: bool) -> Markup {
    let l = cx.l;
    let to = |end: &str| format!("/timers/{}/{end}", timer.id);
    html! {
        @if timer.is_to_correct() {
            a.btn.small href=(to("correction")) { (icon(Icon::Pencil, 16)) (l.timers_correct()) }
        } @else {
            @if timer.running_since.is_some() { (ui::key_form(&to("pause"), l.timers_pause(), Icon::Pause, "small", own.then_some("p"))) }
            @else if own { (start(cx, timer.intervention_id, l.timers_resume(), "small", true)) }
            (ui::key_form(&to("stop"), l.timers_stop(), Icon::CircleCheck, "small", (own && timer.running_since.is_some()).then_some("s")))
        }
    }
}

/// The button that starts one's timer on a sheet, or lets it go on; `key` when the key S presses it.
pub fn start(cx: &Cx, sheet: InterventionId, label: &str, class: &str, key: bool) -> Markup {
    let action = format!("/interventions/{sheet}/timer");
    html! { @if cx.may::<InterventionsEdit>() { (ui::key_form(&action, label, Icon::Play, class, key.then_some("s"))) } }
}

/// What a timer measures, counted on by the browser; without scripts as it was when the page was made.
pub fn ticking(cx: &Cx, timer: &Timer) -> Markup {
    crate::web::layout::ticking(timer, cx.now)
}

fn since(cx: &Cx, timer: &Timer) -> String {
    let at = timer.running_since.unwrap_or(timer.started_at);
    cx.l.say(say::TimersSince { at: cx.f.clock(at, cx.now).into() })
}

/// The page on which the minutes of a forgotten timer are told.
pub fn correction(cx: &Cx, intake: &Intake, timer: &Timer, pieces: &[Piece], who: &str, form: &Form) -> Markup {
    let l = cx.l;
    let title = l.timers_correction();
    let days = worktime::days_of(pieces, &cx.settings.zone());
    let labels: Vec<(String, String)> =
        days.iter().map(|day| (field_of(*day), l.say(say::TimersMinutesOf { day: cx.f.day(*day).into() }))).collect();
    let fields = html! { fieldset {
        legend { (title) }
        div.full { p { (l.timers_correction_about()) } }
        div.full { ul.pieces { @for piece in pieces { li { bdi.strong { (who) } " · " (ui::time(cx, piece.began_at)) " → " (ui::time(cx, piece.ended_at)) } } } }
        @for (n, (name, label)) in labels.iter().enumerate() {
            @let one = field(cx, form, name, label).hint(l.timers_minutes_hint()).ltr();
            @if n == 0 { (one.autofocus().text()) } @else { (one.text()) }
        }
        @if !timer.is_to_correct() { div.full { p.muted { (l.timers_settled()) } } }
    } };
    act(cx, intake, title, &format!("/timers/{}/correction", timer.id), form, fields, l.form_save())
}
