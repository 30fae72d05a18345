//! Times along an axis → words, no more precise than the data: a small unit, and below it the larger one that it is in.

use crate::base::format::date::DateFormat;
use crate::base::partial_date::PartialDate;
use crate::chart::plot::Plot;
use crate::chart::scale::{civil, from_civil};

/// The time at which a date begins, in milliseconds since the beginning of 1970.
pub fn time_of(date: PartialDate) -> f64 {
    let (year, month, day) = date.start();
    from_civil(i32::from(year), i32::from(month), i32::from(day))
}

/// What an axis counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Years.
    Year,
    /// Quarters of years.
    Quarter,
    /// Months.
    Month,
    /// Days.
    Day,
}

impl Unit {
    /// The unit in which the most precise of these dates is known.
    pub fn of_dates(dates: &[PartialDate]) -> Self {
        let unit = |date: &PartialDate| match date {
            PartialDate::Year(_) | PartialDate::Years(..) => Self::Year,
            PartialDate::Quarter(..) => Self::Quarter,
            PartialDate::Month(..) => Self::Month,
            PartialDate::Day(..) => Self::Day,
        };
        dates.iter().map(unit).max().unwrap_or(Self::Year)
    }

    /// The largest unit that tells these times apart and in which all of them begin; none finer than `finest`.
    pub fn of_times(times: &[f64], finest: Self) -> Self {
        let coarser = [Self::Year, Self::Quarter, Self::Month, Self::Day].into_iter();
        coarser
            .filter(|unit| *unit != Self::Quarter || finest == Self::Quarter)
            .find(|unit| times.iter().all(|time| unit.begins_at(*time)))
            .unwrap_or(Self::Day)
            .min(finest)
    }

    /// Whether one of these begins at a time.
    pub fn begins_at(self, time: f64) -> bool {
        let (_, month, day) = civil(time);
        match self {
            Self::Year => month == 1 && day == 1,
            Self::Quarter => month % 3 == 1 && day == 1,
            Self::Month => day == 1,
            Self::Day => true,
        }
    }

    /// The words of a time, and those of the larger unit that it lies in; the latter are empty for years, and where the
    /// author says how dates are written.
    pub fn words(self, time: f64, plot: &Plot<'_>) -> [String; 2] {
        let (year, month, day) = civil(time);
        let (year, month, day) = (year as i16, month as i8, day as i8);
        let language = plot.text.language;
        let date = match self {
            Self::Year => PartialDate::Year(year),
            Self::Quarter => PartialDate::Quarter(year, (month - 1) / 3 + 1),
            Self::Month => PartialDate::Month(year, month),
            Self::Day => PartialDate::Day(year, month, day),
        };
        if let Some(format) = plot.spec.x_format.as_ref().and_then(|text| DateFormat::parse(text).ok()) {
            return [format.write(date, language), String::new()];
        }
        let at = |names: &[&str], number: i8| {
            let index = usize::try_from(number - 1).unwrap_or(0).min(names.len().saturating_sub(1));
            names.get(index).copied().unwrap_or_default().to_owned()
        };
        let in_year = DateFormat::Year.write(PartialDate::Year(year), language);
        match self {
            Self::Year => [in_year, String::new()],
            Self::Quarter => [at(&language.dates.quarters_short, (month - 1) / 3 + 1), in_year],
            Self::Month => [at(&language.dates.months_short, month), in_year],
            Self::Day => [day.to_string(), DateFormat::Month.write(PartialDate::Month(year, month), language)],
        }
    }
}
