//! When the shop is open, and until when something can be promised.

use super::Settings;
use crate::kernel::time::{At, Day};

/// Opening hours and days off.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Calendar {
    /// Monday first; each day its openings in minutes after midnight, none when closed.
    pub week: [Vec<Opening>; 7],
    /// Days on which the shop is closed.
    pub holidays: Vec<Day>,
}

/// From when to when the shop is open, in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Opening {
    /// Opens.
    pub from: i64,
    /// Closes.
    pub to: i64,
}

impl Default for Calendar {
    fn default() -> Self {
        let day = || vec![Opening { from: 8 * 60 + 30, to: 12 * 60 }, Opening { from: 13 * 60, to: 17 * 60 }];
        Self { week: [day(), day(), day(), day(), vec![], vec![], day()], holidays: Vec::new() }
    }
}

impl Settings {
    /// Whether the shop is open at an instant.
    pub fn open_at(&self, at: At) -> bool {
        let when = at.civil(&self.zone());
        let minute = i64::from(when.hour()) * 60 + i64::from(when.minute());
        let day = Day::from(when.date());
        !self.calendar.holidays.contains(&day) && self.openings(day).iter().any(|o| o.from <= minute && minute < o.to)
    }

    fn openings(&self, day: Day) -> &[Opening] {
        let weekday = usize::try_from(day.date().weekday().to_monday_zero_offset()).unwrap_or(0);
        &self.calendar.week[weekday]
    }

    /// The end of the working day that lies `days` open days after the one of `from`: a promised date that a shop can
    /// keep. The calendar is searched for a year at most.
    pub fn promise(&self, from: At, days: i64) -> At {
        let zone = self.zone();
        let mut day = from.day(&zone);
        let mut left = days;
        for _ in 0..366 {
            let open = !self.calendar.holidays.contains(&day) && !self.openings(day).is_empty();
            let close = self.openings(day).last().map_or(17 * 60, |o| o.to);
            let end = day.start(&zone).plus_ms(close * 60_000);
            if open && left <= 0 && end > from {
                return end;
            }
            if open && day != from.day(&zone) || day == from.day(&zone) {
                left -= 1;
            }
            day = day.plus_days(1);
        }
        from.plus_days(days.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_skip_the_weekend_and_holidays() {
        let mut settings = Settings::default();
        let zone = settings.zone();
        // Thursday 26 November 2026; Friday and Saturday are the weekend.
        let thursday = At::parse_local("2026-11-26T10:00", &zone).expect("an instant");
        assert_eq!(settings.promise(thursday, 0).to_local(&zone), "2026-11-26T17:00");
        assert_eq!(settings.promise(thursday, 1).to_local(&zone), "2026-11-29T17:00");
        settings.calendar.holidays.push(Day::parse("2026-11-29").expect("a day"));
        assert_eq!(settings.promise(thursday, 1).to_local(&zone), "2026-11-30T17:00");
        let late = At::parse_local("2026-11-26T18:00", &zone).expect("an instant");
        assert_eq!(settings.promise(late, 0).to_local(&zone), "2026-11-30T17:00");
        assert!(settings.open_at(thursday) && !settings.open_at(late));
    }
}
