//! Every amendment of a sheet: who, when, what it was before and after.

use maud::{Markup, html};

use super::{
    Check, Intervention, Sheet, checks_view,
    form_view::{act_page, written},
};
use crate::{
    amendments::Amendment,
    intakes::{Intake, Outcome},
    kernel::{id::UserId, time::At},
    web::{
        Cx, Icon,
        ui::{self, icon},
    },
};

/// What an amendment kept, read leniently: an older program may have written less or more.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Was {
    diagnosis: Option<String>,
    report: Option<String>,
    checks: Vec<Check>,
    technician_id: Option<String>,
    outcome: Option<String>,
    completed_at: Option<i64>,
    reason: Option<String>,
}

/// One amendment, as a person reads it.
#[derive(Debug, PartialEq)]
enum What {
    /// The technician, the diagnosis, the report or what was tried was another.
    Amended {
        diagnosis: Option<(String, String)>,
        report: Option<(String, String)>,
        checks: Option<(Vec<Check>, Vec<Check>)>,
        technician: Option<Handed>,
    },
    /// The work went on after all.
    Reopened { outcome: Option<Outcome>, completed_at: Option<At>, reason: String },
    /// Something that cannot be told; shown as it was kept.
    Unread(String),
}

/// From whom to whom.
type Handed = (Option<UserId>, Option<UserId>);

/// What each amendment changed, the latest first: it is compared with what came after it.
fn changes(now: &Intervention, kept: &[Amendment]) -> Vec<What> {
    let mut after = (now.diagnosis.clone(), now.report.clone(), now.technician_id, now.checks.0.clone());
    kept.iter()
        .map(|amendment| {
            let Ok(was) = serde_json::from_str::<Was>(&amendment.was) else {
                return What::Unread(amendment.was.clone());
            };
            if let Some(reason) = was.reason {
                let outcome = was.outcome.as_deref().and_then(Outcome::parse);
                return What::Reopened { outcome, completed_at: was.completed_at.map(At::from_ms), reason };
            }
            let Some(diagnosis) = was.diagnosis else { return What::Unread(amendment.was.clone()) };
            let technician = was.technician_id.and_then(|id| id.parse().ok());
            let before = (diagnosis, was.report.unwrap_or_default(), technician, was.checks);
            let (later, earlier) = (std::mem::replace(&mut after, before.clone()), before);
            What::Amended {
                diagnosis: (earlier.0 != later.0).then_some((earlier.0, later.0)),
                report: (earlier.1 != later.1).then_some((earlier.1, later.1)),
                technician: (earlier.2 != later.2).then_some((earlier.2, later.2)),
                checks: (earlier.3 != later.3).then_some((earlier.3, later.3)),
            }
        })
        .collect()
}

pub fn history(
    cx: &Cx,
    intake: &Intake,
    sheet: &Sheet,
    kept: &[Amendment],
    names: &dyn Fn(UserId) -> String,
) -> Markup {
    let l = cx.l;
    let changes = changes(&sheet.intervention, kept);
    let body = html! {
        @if kept.is_empty() { (ui::empty(l.interventions_history_none(), html! {})) } @else {
            section.panel { div.panel-body {
                ol.timeline { @for (amendment, what) in kept.iter().zip(&changes) { (entry(cx, amendment, what, names)) } }
            } }
        }
    };
    act_page(cx, intake, l.interventions_history(), body)
}

fn entry(cx: &Cx, amendment: &Amendment, what: &What, names: &dyn Fn(UserId) -> String) -> Markup {
    let l = cx.l;
    let (icon_of, title) = match what {
        What::Reopened { .. } => (Icon::RotateCcw, l.interventions_was_reopened()),
        What::Amended { technician: Some(_), .. } => (Icon::MoveRight, l.interventions_was_handed()),
        What::Amended { .. } | What::Unread(_) => (Icon::Pencil, l.interventions_was_amended()),
    };
    html! {
        li {
            (icon(icon_of, 16)) p { (title) }
            span.who { @if let Some(by) = amendment.by_user { bdi { (names(by)) } } @else { (l.interventions_system()) } }
            (ui::time(cx, amendment.at))
            div.body { (content(cx, what, names)) }
        }
    }
}

fn content(cx: &Cx, what: &What, names: &dyn Fn(UserId) -> String) -> Markup {
    let l = cx.l;
    let name = |id: Option<UserId>| html! { @if let Some(id) = id { bdi { (names(id)) } } @else { "—" } };
    match what {
        What::Amended { diagnosis, report, checks, technician } => html! {
            @if let Some((from, to)) = technician { (both(cx, l.interventions_technician(), name(*from), name(*to))) }
            @for (label, texts) in [(l.interventions_diagnosis(), diagnosis), (l.interventions_report(), report)] {
                @if let Some((before, after)) = texts { (both(cx, label, written(cx, before), written(cx, after))) }
            }
            @if let Some((before, after)) = checks {
                (both(cx, l.interventions_checks(), ui::typed(&checks_view::differences(cx, before, after)), ui::typed(&checks_view::differences(cx, after, before))))
            }
        },
        What::Reopened { outcome, completed_at, reason } => html! {
            dl.facts {
                (ui::fact(l.interventions_outcome(), outcome.map(|o| html! { span.state data-outcome=(o) { (o.label(l)) } })))
                (ui::fact(l.interventions_completed(), completed_at.map(|at| ui::time(cx, at))))
                (ui::fact(l.form_reason(), Some(ui::typed(reason))))
            }
        },
        What::Unread(text) => ui::typed(text),
    }
}

/// What it was and what it became, side by side.
fn both(cx: &Cx, label: &str, before: Markup, after: Markup) -> Markup {
    html! {
        p.strong { (label) }
        div.two {
            div { p.muted { (cx.l.interventions_before()) } (before) }
            div { p.muted { (cx.l.interventions_after()) } (after) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::Id as _;

    fn kept(was: &str) -> Amendment {
        Amendment { version: 1, at: At::from_ms(0), by_user: None, was: was.into() }
    }

    #[test]
    fn an_amendment_is_told_by_what_came_after_it() {
        let now = Intervention {
            id: crate::kernel::id::Id::from_raw(1),
            number: "BI".into(),
            intake_id: crate::kernel::id::Id::from_raw(2),
            technician_id: Some(UserId::from_raw(3)),
            diagnosis: "c".into(),
            report: "r".into(),
            checks: crate::kernel::db::Json::default(),
            opened_at: At::from_ms(0),
            completed_at: None,
            version: 4,
        };
        let earlier = |diagnosis: &str| Intervention { diagnosis: diagnosis.into(), ..now.clone() };
        let json = |i: &Intervention| serde_json::to_string(i).expect("JSON");
        let told = changes(
            &now,
            &[
                kept(&json(&earlier("b"))),
                kept(r#"{"outcome":"repaired","completed_at":5,"reason":"encore"}"#),
                kept(&json(&earlier("a"))),
                kept("nonsense"),
            ],
        );
        let amended = |before: &str, after: &str| What::Amended {
            diagnosis: Some((before.into(), after.into())),
            report: None,
            checks: None,
            technician: None,
        };
        assert_eq!(told[0], amended("b", "c"));
        let reopened = What::Reopened {
            outcome: Some(Outcome::Repaired),
            completed_at: Some(At::from_ms(5)),
            reason: "encore".into(),
        };
        assert_eq!(told[1], reopened);
        assert_eq!(told[2], amended("a", "b"));
        assert_eq!(told[3], What::Unread("nonsense".into()));
    }
}
