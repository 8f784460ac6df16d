//! Instants, business days and durations, as the database keeps them.

use jiff::{ToSpan as _, civil, tz::TimeZone};

/// An instant: milliseconds since 1970, UTC.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(try_from = "i64", into = "i64")]
pub struct At(i64);

/// A business day in the shop's time zone, as the number `yyyymmdd`; its month is `day / 100`.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(try_from = "i64", into = "i64")]
pub struct Day(i64);

/// What is no instant or day that a shop could mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no instant or day of the calendar")]
pub struct NoTime;

impl TryFrom<i64> for At {
    type Error = NoTime;

    /// From the year 1900 to 2199.
    fn try_from(ms: i64) -> Result<Self, NoTime> {
        (-2_208_988_800_000..7_258_118_400_000).contains(&ms).then_some(Self(ms)).ok_or(NoTime)
    }
}

impl From<At> for i64 {
    fn from(at: At) -> Self {
        at.0
    }
}

impl TryFrom<i64> for Day {
    type Error = NoTime;

    fn try_from(number: i64) -> Result<Self, NoTime> {
        Self::new(number).ok_or(NoTime)
    }
}

impl From<Day> for i64 {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl At {
    /// From milliseconds since 1970.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// The instant `ms` milliseconds later (earlier when negative).
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The instant so many days of 24 hours later.
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_ms(days.saturating_mul(86_400_000))
    }

    /// The clock on the wall in a time zone.
    pub fn civil(self, zone: &TimeZone) -> civil::DateTime {
        zone.to_datetime(jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
    }

    /// The business day in a time zone.
    pub fn day(self, zone: &TimeZone) -> Day {
        Day::from(self.civil(zone).date())
    }

    /// The instant at which a clock on the wall shows `when`; of two, the first, and in a gap, after it.
    pub fn from_civil(when: civil::DateTime, zone: &TimeZone) -> Self {
        zone.to_zoned_datetime(when).map_or(Self(0), |zoned| Self(zoned.timestamp().as_millisecond()))
    }

    /// Reads what `<input type="datetime-local">` sends, or an ISO date alone (midnight).
    pub fn parse_local(text: &str, zone: &TimeZone) -> Option<Self> {
        let when =
            text.parse::<civil::DateTime>().ok().or_else(|| Some(text.parse::<civil::Date>().ok()?.at(0, 0, 0, 0)))?;
        Self::from_civil(when, zone).ms().try_into().ok()
    }

    /// What `<input type="datetime-local">` shows.
    pub fn to_local(self, zone: &TimeZone) -> String {
        self.civil(zone).strftime("%Y-%m-%dT%H:%M").to_string()
    }
}

impl Day {
    /// From the number `yyyymmdd`, when it is a date of the calendar.
    pub fn new(number: i64) -> Option<Self> {
        let (y, m, d) = (number / 10_000, number / 100 % 100, number % 100);
        Self::of(i16::try_from(y).ok()?, i8::try_from(m).ok()?, i8::try_from(d).ok()?)
    }

    fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = civil::Date::new(year, month, day).ok()?;
        (1900..2200).contains(&year).then(|| Self::from(date))
    }

    /// The number `yyyymmdd`.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The year.
    pub const fn year(self) -> i64 {
        self.0 / 10_000
    }

    /// The date of the calendar.
    pub fn date(self) -> civil::Date {
        let part = |n: i64| i8::try_from(n).unwrap_or(1);
        civil::Date::new(i16::try_from(self.year()).unwrap_or(1970), part(self.0 / 100 % 100), part(self.0 % 100))
            .unwrap_or(civil::date(1970, 1, 1))
    }

    /// The day so many days later (earlier when negative).
    pub fn plus_days(self, days: i64) -> Self {
        self.date().checked_add(days.days()).map_or(self, Self::from)
    }

    /// Midnight at its beginning in a time zone.
    pub fn start(self, zone: &TimeZone) -> At {
        At::from_civil(self.date().at(0, 0, 0, 0), zone)
    }

    /// Reads `yyyy-mm-dd` (what `<input type="date">` sends) or `dd/mm/yyyy`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((d, rest)) = text.split_once('/') {
            let (m, y) = rest.split_once('/')?;
            return Self::of(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?);
        }
        let date = text.parse::<civil::Date>().ok()?;
        Self::of(date.year(), date.month(), date.day())
    }

    /// `yyyy-mm-dd`, for inputs and JSON-minded readers.
    pub fn iso(self) -> String {
        self.date().to_string()
    }
}

impl From<civil::Date> for Day {
    fn from(date: civil::Date) -> Self {
        Self(i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day()))
    }
}

macro_rules! stored_as_int {
    ($($name:ident),+) => {$(
        impl From<$name> for super::db::Value<'_> {
            fn from(value: $name) -> Self { Self::Int(value.0) }
        }
        impl super::db::Column for $name {
            fn from_cell(cell: super::db::Cell<'_>) -> Result<Self, super::db::Decode> { <i64 as super::db::Column>::from_cell(cell).map(Self) }
        }
    )+};
}
stored_as_int!(At, Day);

#[cfg(test)]
mod tests {
    use super::*;

    fn algiers() -> TimeZone {
        TimeZone::get("Africa/Algiers").expect("the time zone exists")
    }

    #[test]
    fn a_day_belongs_to_the_shops_zone() {
        let late = At::parse_local("2026-11-24T00:30", &algiers()).expect("an instant");
        assert_eq!(late.day(&algiers()), Day::new(20_261_124).expect("a day"));
        assert_eq!(late.day(&TimeZone::UTC), Day::new(20_261_123).expect("a day"));
        assert_eq!(late.to_local(&algiers()), "2026-11-24T00:30");
    }

    #[test]
    fn days_are_read_both_ways() {
        assert_eq!(Day::parse("24/11/2026"), Day::parse("2026-11-24"));
        for wrong in ["31/02/2026", "128/1/2026", "1/1/9223372036854775807", "0206-11-24", "1/1/206", "-5/1/2026"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
        assert_eq!(At::parse_local("0206-11-24T10:00", &algiers()), None);
        assert_eq!(Day::new(20_261_131), None);
        assert_eq!(Day::parse("2026-12-31").map(|d| d.plus_days(1).number()), Some(20_270_101));
    }
}
