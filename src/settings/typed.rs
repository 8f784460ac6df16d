//! What is typed into the settings, read and written again: rates, hours, days, lines. Pure.

use std::collections::BTreeSet;

use super::{Opening, check::in_order};
use crate::kernel::{money::Rate, time::Day};

/// Reads `19, 9, 0`. Without a space behind it a comma could be a decimal sign, so `19,9` is refused rather than
/// guessed at; decimals have a point.
pub fn read_rates(text: &str) -> Option<Vec<Rate>> {
    let mut rates = Vec::new();
    for word in text.split([' ', '\u{a0}', '\n', '\t', ';', '،', '%']).map(|word| word.trim_end_matches(',')) {
        if word.is_empty() {
            continue;
        }
        let rate = Some(word).filter(|w| !w.contains(',')).and_then(Rate::parse)?;
        if !rates.contains(&rate) {
            rates.push(rate);
        }
    }
    Some(rates)
}

/// What [`read_rates`] reads.
pub fn write_rates(rates: &[Rate]) -> String {
    rates.iter().map(|rate| write_rate(*rate)).collect::<Vec<_>>().join(", ")
}

/// A rate as it is typed: `19`, `7.5`.
pub fn write_rate(rate: Rate) -> String {
    let (whole, part) = (rate.to_bp() / 100, rate.to_bp() % 100);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}").trim_end_matches('0').to_owned() }
}

/// Reads the openings of a day, `08:30-12:00 13:00-17:00`; nothing when closed.
pub fn read_hours(text: &str) -> Option<Vec<Opening>> {
    let tight = text.replace(['–', '—'], "-").replace(" -", "-").replace("- ", "-");
    let words = tight.split(|c: char| c.is_whitespace() || ",;،".contains(c)).filter(|word| !word.is_empty());
    let openings = words
        .map(|word| {
            let (from, to) = word.split_once('-')?;
            Some(Opening { from: read_clock(from)?, to: read_clock(to)? })
        })
        .collect::<Option<Vec<_>>>()?;
    in_order(&openings).then_some(openings)
}

/// `8`, `8h30`, `08:30` as minutes after midnight.
fn read_clock(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once([':', 'h', 'H']).unwrap_or((text, ""));
    let digits = |part: &str| {
        (part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i64>().unwrap_or(0))
    };
    let (hours, minutes) = (digits(hours).filter(|_| !hours.is_empty())?, digits(minutes)?);
    (minutes < 60 && hours * 60 + minutes <= 24 * 60).then_some(hours * 60 + minutes)
}

/// What [`read_hours`] reads.
pub fn write_hours(openings: &[Opening]) -> String {
    let clock = |m: i64| format!("{:02}:{:02}", m / 60, m % 60);
    openings.iter().map(|o| format!("{}-{}", clock(o.from), clock(o.to))).collect::<Vec<_>>().join(" ")
}

/// Reads days, one a line, in order and once each.
///
/// # Errors
/// The first line that is not a day.
pub fn read_days(text: &str) -> Result<Vec<Day>, String> {
    let days: BTreeSet<Day> =
        read_lines(text).iter().map(|line| Day::parse(line).ok_or_else(|| line.clone())).collect::<Result<_, _>>()?;
    Ok(days.into_iter().collect())
}

/// The lines of a text, once each, without empty ones.
pub fn read_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let day = [Opening { from: 510, to: 720 }, Opening { from: 780, to: 1_020 }];
        for text in ["08:30-12:00 13:00-17:00", "8h30 – 12h, 13-17", "8:30-12 ; 13h00 - 17h00"] {
            assert_eq!(read_hours(text).as_deref(), Some(&day[..]), "{text}");
        }
        assert_eq!(write_hours(&day), "08:30-12:00 13:00-17:00");
        assert_eq!(read_hours(" "), Some(vec![]));
        assert_eq!(read_hours("0-24").map(|o| o.len()), Some(1));
        for text in ["8:30", "12-8", "8-12 11-17", "8-25", "8:60-9", "8-", "-12", "x-y", "8-24:01"] {
            assert_eq!(read_hours(text), None, "{text}");
        }
    }

    #[test]
    fn rates_are_never_guessed_at() {
        let rates = |text: &str| read_rates(text).map(|rates| write_rates(&rates));
        assert_eq!(rates("19, 9, 0").as_deref(), Some("19, 9, 0"));
        assert_eq!(rates("19 % ; 7.5 % ; 19").as_deref(), Some("19, 7.5"));
        assert_eq!(rates("").as_deref(), Some(""));
        for text in ["19,9,0", "7,5", "101", "x", "-1"] {
            assert_eq!(rates(text), None, "{text}");
        }
    }

    #[test]
    fn days_and_lines_are_taken_once() {
        let days = read_days("2027-01-01\n\n05/07/2026\n01/01/2027").expect("days");
        assert_eq!(days.iter().map(|d| d.number()).collect::<Vec<_>>(), [20_260_705, 20_270_101]);
        assert_eq!(read_days("01/01/2027\n31/02/2027"), Err("31/02/2027".to_owned()));
        assert_eq!(read_lines(" PC \r\n\nPC\nÉcran"), ["PC", "Écran"]);
    }
}
