//! The form of what clients are told by themselves: which messages, their words in one language, the quiet hours.

use maud::{Markup, html};

use super::{Announcements, Blank, Told};
use crate::{
    lang::{Key, Lang},
    web::{Cx, Form, ui::field},
};

/// Fills the form with what is saved, the texts in `lang`.
pub fn fill(form: &mut Form, saved: &Announcements, lang: Lang) {
    form.set("lang", lang.as_str());
    for told in &saved.sent {
        form.add("sent", told.as_str());
    }
    for told in Told::worded() {
        form.set(told.as_str(), saved.text(lang, told));
    }
    form.set("quiet_from", written(saved.quiet_from));
    form.set("quiet_to", written(saved.quiet_to));
}

/// `20:00`.
fn written(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Reads `20:00`, `20h`, `20 h 30`, `20`.
fn minute(text: &str) -> Option<i64> {
    let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (hours, minutes) = tight.split_once([':', 'h', 'H']).unwrap_or((&tight, ""));
    let number = |text: &str, below: i64| match text {
        "" => Some(0),
        text if text.len() <= 2 => text.parse::<i64>().ok().filter(|n| (0..below).contains(n)),
        _ => None,
    };
    if hours.is_empty() { None } else { Some(number(hours, 24)? * 60 + number(minutes, 60)?) }
}

/// Reads what was typed; what is not of this form stays as it is saved.
pub fn read(form: &mut Form, saved: &Announcements) -> Announcements {
    let lang = form.choice("lang", Lang::parse).unwrap_or_default();
    let sent =
        form.values("sent").into_iter().filter_map(Told::parse).filter(|told| !told.is_ready() && *told != Told::Test);
    let mut out = Announcements { sent: sent.collect(), ..saved.clone() };
    let mut time = |name: &str| form.read(name, Key::SettingsTimeWrong, minute).unwrap_or(-1);
    (out.quiet_from, out.quiet_to) = (time("quiet_from"), time("quiet_to"));
    out.set(lang, Told::worded().map(|told| (told, form.text(told.as_str()))).collect());
    out
}

/// The fields.
pub fn fields(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let optional: Vec<_> =
        Told::worded().filter(|told| !told.is_ready()).map(|told| (told.as_str(), told.label(l).to_owned())).collect();
    html! {
        fieldset {
            legend { (l.settings_announcements()) }
            input type="hidden" name="lang" value=(form.value("lang"));
            p.hint.full { (l.settings_announcements_about()) }
            (field(cx, form, "sent", l.settings_announcements_sent()).optional().checks(&optional))
            (field(cx, form, "quiet_from", l.settings_quiet_from()).ltr().text())
            (field(cx, form, "quiet_to", l.settings_quiet_to()).hint(l.settings_quiet_hint()).ltr().text())
        }
        fieldset {
            legend { (l.settings_announcements_texts()) }
            p.hint.full { @for (n, blank) in Blank::ALL.iter().enumerate() { @if n > 0 { " · " } bdi.ltr { code { "[" (blank) "]" } } " " (blank.label(l)) } }
            @for told in Told::worded() { (field(cx, form, told.as_str(), told.label(l)).optional().full().textarea(2)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, minutes) in [("20:00", 1_200), ("20h", 1_200), ("8 h 30", 510), ("0", 0), ("23:59", 1_439)] {
            assert_eq!(minute(text), Some(minutes), "{text}");
        }
        for text in ["", "24:00", "8:60", "x", "-1", "8:030", ":30"] {
            assert_eq!(minute(text), None, "{text}");
        }
        assert_eq!(written(510), "08:30");
    }
}
