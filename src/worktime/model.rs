//! A timer, its pieces, and the rule by which minutes come of them. Pure.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::{
    kernel::{
        id::{IntakeId, InterventionId, TimerId, UserId},
        time::{At, Day},
    },
    record,
};

record! {
    /// A stretch of work of one technician on one sheet.
    #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Timer {
        /// Id.
        pub id: TimerId,
        /// Who works.
        pub user_id: UserId,
        /// The sheet.
        pub intervention_id: InterventionId,
        /// Its file.
        pub intake_id: IntakeId,
        /// The number of its file.
        pub number: String,
        /// When it was started first.
        pub started_at: At,
        /// Since when it runs; nothing while it is paused.
        pub running_since: Option<At>,
        /// When it was stopped.
        pub stopped_at: Option<At>,
        /// It ran longer than a working day: somebody has to say the minutes.
        pub forgotten_at: Option<At>,
        /// When its minutes were billed, corrected or dropped.
        pub settled_at: Option<At>,
        /// What its ended pieces count together, milliseconds.
        pub worked_ms: i64,
    }
}

record! {
    /// Work without a pause.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Piece {
        /// Its beginning.
        pub began_at: At,
        /// Its end.
        pub ended_at: At,
    }
}

/// How minutes come of pieces; the shop's settings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The minutes of a day are rounded up to a multiple of these.
    pub rounding: i64,
    /// Fewer whole minutes on a day are not billed.
    pub least: i64,
    /// More minutes, in one piece or on one day, were forgotten rather than worked.
    pub longest: i64,
}

const MINUTE: i64 = 60_000;

impl Timer {
    /// Whether it was not stopped yet.
    pub fn is_open(&self) -> bool {
        self.stopped_at.is_none()
    }

    /// Whether its minutes have to be said by somebody.
    pub fn is_to_correct(&self) -> bool {
        self.stopped_at.is_some() && self.settled_at.is_none()
    }

    /// What it measured until `now`, milliseconds.
    pub fn elapsed_ms(&self, now: At) -> i64 {
        self.worked_ms + self.running_since.map_or(0, |since| (now.ms() - since.ms()).max(0))
    }

    /// Whether it runs longer than anybody works.
    pub fn runs_too_long(&self, now: At, longest: i64) -> bool {
        self.running_since.is_some_and(|since| now.ms() - since.ms() > longest * MINUTE)
    }
}

/// What of a piece lies on each day in the shop's zone: one that crosses midnight is split there.
fn by_day(piece: Piece, zone: &TimeZone) -> Vec<(Day, i64)> {
    let mut out = Vec::new();
    let mut from = piece.began_at;
    while from < piece.ended_at {
        let day = from.day(zone);
        let midnight = day.plus_days(1).start(zone);
        // A clock that is put back must not hold us here.
        let to = if midnight > from { midnight.min(piece.ended_at) } else { piece.ended_at };
        out.push((day, to.ms() - from.ms()));
        from = to;
    }
    out
}

fn sums(pieces: &[Piece], zone: &TimeZone) -> BTreeMap<Day, i64> {
    let mut days = BTreeMap::new();
    for (day, ms) in pieces.iter().flat_map(|piece| by_day(*piece, zone)) {
        *days.entry(day).or_insert(0) += ms;
    }
    days
}

/// The days on which there was work.
pub fn days_of(pieces: &[Piece], zone: &TimeZone) -> Vec<Day> {
    sums(pieces, zone).into_keys().collect()
}

/// The minutes that are billed of the pieces of one timer, by day: what was worked on a day, rounded up; a day below the least
/// gives nothing.
pub fn billed(pieces: &[Piece], zone: &TimeZone, rule: Rule) -> Vec<(Day, i64)> {
    let step = rule.rounding.max(1);
    let rounded = |ms: i64| (ms + step * MINUTE - 1) / (step * MINUTE) * step;
    sums(pieces, zone)
        .into_iter()
        .filter(|(_, ms)| *ms > 0 && ms / MINUTE >= rule.least)
        .map(|(day, ms)| (day, rounded(ms).min(24 * 60)))
        .collect()
}

/// Whether nobody worked that long: a piece, or a day, is longer than a working day.
pub fn is_forgotten(pieces: &[Piece], zone: &TimeZone, rule: Rule) -> bool {
    let longest = rule.longest * MINUTE;
    pieces.iter().any(|piece| piece.ended_at.ms() - piece.began_at.ms() > longest)
        || sums(pieces, zone).into_values().any(|ms| ms > longest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RULE: Rule = Rule { rounding: 5, least: 2, longest: 480 };

    fn zone() -> TimeZone {
        TimeZone::get("Africa/Algiers").expect("a zone")
    }

    fn piece(from: &str, to: &str) -> Piece {
        let at = |text: &str| At::parse_local(text, &zone()).expect("an instant");
        Piece { began_at: at(from), ended_at: at(to) }
    }

    fn day(number: i64) -> Day {
        Day::new(number).expect("a day")
    }

    #[test]
    fn minutes_are_rounded_once_a_day_and_midnight_splits() {
        let morning = piece("2026-11-24T10:00", "2026-11-24T10:07");
        let later = piece("2026-11-24T11:00", "2026-11-24T11:06");
        assert_eq!(billed(&[morning, later], &zone(), RULE), [(day(20_261_124), 15)]);
        let night = piece("2026-11-24T23:50", "2026-11-25T00:20");
        assert_eq!(billed(&[night], &zone(), RULE), [(day(20_261_124), 10), (day(20_261_125), 20)]);
        assert_eq!(billed(&[piece("2026-11-24T10:00", "2026-11-24T10:01")], &zone(), RULE), []);
        assert_eq!(billed(&[], &zone(), RULE), []);
        let minute = Rule { rounding: 1, least: 0, ..RULE };
        assert_eq!(billed(&[morning, later], &zone(), minute), [(day(20_261_124), 13)]);
    }

    #[test]
    fn a_night_is_not_a_working_day() {
        assert!(is_forgotten(&[piece("2026-11-24T17:00", "2026-11-25T08:31")], &zone(), RULE));
        assert!(!is_forgotten(&[piece("2026-11-24T08:30", "2026-11-24T16:30")], &zone(), RULE));
        let halves = [piece("2026-11-24T08:00", "2026-11-24T12:30"), piece("2026-11-24T13:00", "2026-11-24T17:00")];
        assert!(is_forgotten(&halves, &zone(), RULE), "together they are");
    }

    proptest! {
        #[test]
        fn what_is_billed_is_what_was_worked_rounded(
            pieces in proptest::collection::vec((0..10_000_000_i64, 0..30_000_000_i64), 0..8),
            rounding in prop::sample::select(vec![1_i64, 5, 10, 15, 30]),
            least in 0..5_i64,
        ) {
            let rule = Rule { rounding, least, longest: 480 };
            let mut at = 1_795_510_800_000;
            let mut all = Vec::new();
            for (pause, work) in pieces {
                at += pause;
                all.push(Piece { began_at: At::from_ms(at), ended_at: At::from_ms(at + work) });
                at += work;
            }
            let worked: i64 = all.iter().map(|p| p.ended_at.ms() - p.began_at.ms()).sum();
            let split: i64 = sums(&all, &zone()).into_values().sum();
            prop_assert_eq!(split, worked, "no millisecond is lost at midnight");
            let days = billed(&all, &zone(), rule);
            for (_, minutes) in &days {
                prop_assert!(minutes % rounding == 0 || *minutes == 24 * 60);
            }
            let total: i64 = days.iter().map(|(_, m)| m * MINUTE).sum();
            let dropped = i64::try_from(days_of(&all, &zone()).len() - days.len()).unwrap_or(0) * least.max(1) * MINUTE;
            prop_assert!(total + dropped >= worked, "nothing but what is below the least is lost");
            let most = i64::try_from(days.len()).unwrap_or(0) * rounding * MINUTE;
            prop_assert!(total < worked + most.max(1), "never more than one step a day too much");
        }
    }
}
