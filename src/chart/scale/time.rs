//! Stretches of time → round moments in them: years, quarters, months, weeks, days, hours and less.
//!
//! A time is a number of milliseconds since the beginning of 1970 in UTC, as in JavaScript, so that a linear scale can
//! hold it. After d3-time `utcTicks` and `utcTickInterval`. No zones: dates are shown as they were written.

use super::ticks::tick_step;

const SECOND: f64 = 1_000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const WEEK: f64 = 7.0 * DAY;
const MONTH: f64 = 30.0 * DAY;
const YEAR: f64 = 365.0 * DAY;

/// What JavaScript can hold as a date, 100 million days either way; times beyond have no ticks.
const FARTHEST: f64 = 1e8 * DAY;

/// The intervals that d3 chooses from, and how long each is about.
const LADDER: [(Interval, f64); 18] = [
    (Interval::length(SECOND), SECOND),
    (Interval::length(5.0 * SECOND), 5.0 * SECOND),
    (Interval::length(15.0 * SECOND), 15.0 * SECOND),
    (Interval::length(30.0 * SECOND), 30.0 * SECOND),
    (Interval::length(MINUTE), MINUTE),
    (Interval::length(5.0 * MINUTE), 5.0 * MINUTE),
    (Interval::length(15.0 * MINUTE), 15.0 * MINUTE),
    (Interval::length(30.0 * MINUTE), 30.0 * MINUTE),
    (Interval::length(HOUR), HOUR),
    (Interval::length(3.0 * HOUR), 3.0 * HOUR),
    (Interval::length(6.0 * HOUR), 6.0 * HOUR),
    (Interval::length(12.0 * HOUR), 12.0 * HOUR),
    (Interval::length(DAY), DAY),
    (Interval::length(2.0 * DAY), 2.0 * DAY),
    // Weeks begin on Sundays; the first Sunday of 1970 is the fourth of January.
    (Interval::Length { step: WEEK, origin: 3.0 * DAY }, WEEK),
    (Interval::Months(1), MONTH),
    (Interval::Months(3), 3.0 * MONTH),
    (Interval::Years(1), YEAR),
];

/// The time at which a day begins. A month beyond 1 to 12 counts on into other years, a day into other months.
pub fn from_civil(year: i32, month: i32, day: i32) -> f64 {
    // Days of the proleptic Gregorian calendar, in years that begin in March, so that the leap day is their last one.
    // Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
    let months = i64::from(year) * 12 + i64::from(month) - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) as f64 * DAY
}

/// The year, month and day of a time; of the farthest one that JavaScript knows, if it is farther still.
pub fn civil(time: f64) -> (i32, i32, i32) {
    // The same source, `civil_from_days`.
    let days = (time.clamp(-FARTHEST, FARTHEST) / DAY).floor() as i64 + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year as i32, month as i32, day as i32)
}

/// Round times from `start` to `stop`, both included if they are round, about `count` of them; descending if `stop` is
/// before `start`. Empty if `count` is not positive or an end is not a time.
pub fn time_ticks(start: f64, stop: f64, count: f64) -> Vec<f64> {
    let reverse = stop < start;
    let (start, stop) = if reverse { (stop, start) } else { (start, stop) };
    let Some(interval) = interval(start, stop, count) else { return Vec::new() };
    let mut all = Vec::new();
    let mut time = interval.ceil(start.trunc());
    while time <= stop.trunc() {
        all.push(time);
        time = interval.after(time);
    }
    if reverse {
        all.reverse();
    }
    all
}

/// Both ends moved outwards to round times, for about `count` ticks. A stretch that runs backwards is widened likewise,
/// where d3 leaves it alone if its ticks are years.
pub fn time_nice(start: f64, stop: f64, count: f64) -> [f64; 2] {
    let (low, high) = if stop < start { (stop, start) } else { (start, stop) };
    let Some(interval) = interval(low, high, count) else { return [start, stop] };
    let (low, high) = (interval.floor(low.trunc()), interval.ceil(high.trunc()));
    if stop < start { [high, low] } else { [low, high] }
}

/// The interval of which `count` fill a stretch best, on a logarithmic ruler.
fn interval(start: f64, stop: f64, count: f64) -> Option<Interval> {
    if !(count > 0.0 && start.abs() <= FARTHEST && stop.abs() <= FARTHEST) {
        return None;
    }
    let target = (stop - start) / count;
    let above = LADDER.partition_point(|(_, length)| *length <= target);
    let Some((next, longer)) = LADDER.get(above) else {
        let years = tick_step(start / YEAR, stop / YEAR, count).floor();
        return (years >= 1.0).then_some(Interval::Years(years as i32));
    };
    let Some((previous, shorter)) = above.checked_sub(1).and_then(|below| LADDER.get(below)) else {
        let step = tick_step(start, stop, count);
        return Some(Interval::length(if step > 1.0 { step.floor() } else { 1.0 }));
    };
    Some(if target / shorter < longer / target { *previous } else { *next })
}

/// What is repeated along the axis.
#[derive(Debug, Clone, Copy)]
enum Interval {
    /// A length in milliseconds, counted from `origin`.
    Length { step: f64, origin: f64 },
    /// So many months, counted from January.
    Months(i32),
    /// So many years, counted from the year 0.
    Years(i32),
}

impl Interval {
    const fn length(step: f64) -> Self {
        Self::Length { step, origin: 0.0 }
    }

    /// The last beginning at or before a time.
    fn floor(self, time: f64) -> f64 {
        let (year, month, _) = civil(time);
        match self {
            Self::Length { step, origin } => ((time - origin) / step).floor() * step + origin,
            Self::Months(step) => from_civil(year, month - (month - 1) % step, 1),
            Self::Years(step) => from_civil(year.div_euclid(step) * step, 1, 1),
        }
    }

    /// The first beginning at or after a time.
    fn ceil(self, time: f64) -> f64 {
        self.after(self.floor(time - 1.0))
    }

    /// The beginning that follows a beginning.
    fn after(self, time: f64) -> f64 {
        let (year, month, _) = civil(time);
        match self {
            Self::Length { step, .. } => time + step,
            Self::Months(step) => from_civil(year, month + step, 1),
            Self::Years(step) => from_civil(year + step, 1, 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_belong_to_each_other() {
        assert_eq!((from_civil(1970, 1, 1), from_civil(2024, 2, 29)), (0.0, 1_709_164_800_000.0));
        assert_eq!(from_civil(2024, 13, 1), from_civil(2025, 1, 1));
        for days in (-1_000_000..1_000_000).step_by(97) {
            let time = f64::from(days) * DAY;
            let (year, month, day) = civil(time + HOUR);
            assert_eq!(from_civil(year, month, day), time);
            assert!((1..=12).contains(&month) && (1..=31).contains(&day));
        }
    }

    #[test]
    fn ticks_fall_on_round_years_and_months() {
        let year = |y| from_civil(y, 1, 1);
        assert_eq!(time_ticks(year(1991), from_civil(2024, 6, 1), 4.0), [2000, 2010, 2020].map(year));
        let months = time_ticks(from_civil(2024, 1, 15), from_civil(2024, 12, 2), 4.0);
        assert_eq!(months, [4, 7, 10].map(|month| from_civil(2024, month, 1)));
        assert_eq!(
            time_nice(from_civil(2024, 3, 3), from_civil(2024, 9, 9), 3.0),
            [from_civil(2024, 1, 1), from_civil(2024, 10, 1)]
        );
        assert!(time_ticks(f64::NAN, 0.0, 5.0).is_empty() && time_ticks(0.0, DAY, 0.0).is_empty());
    }
}
