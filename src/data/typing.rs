//! Cells → what their column is: numbers, dates or texts.
//!
//! This is for columns that no descriptor gives a type. It looks at one column at a time.

use super::cell::{self, Cell, Value};
use super::table::{Column, Kind};

/// Names of columns that hold years.
const YEARS: &[&str] = &[
    "year",
    "years",
    "yr",
    "jahr",
    "jahre",
    "рік",
    "роки",
    "год",
    "годы",
    "année",
    "annee",
    "années",
    "año",
    "ano",
    "anno",
    "rok",
    "rocznik",
    "jaar",
    "år",
    "év",
    "vuosi",
    "aasta",
    "gads",
    "metai",
    "godina",
    "година",
    "yıl",
    "έτος",
    "年",
    "年份",
    "년",
    "연도",
    "سنة",
    "שנה",
    "năm",
    "tahun",
];

/// The column of some cells. What is not missing is numbers throughout, dates throughout, or text.
pub(super) fn infer(index: usize, name: Box<str>, mut cells: Vec<Cell>) -> Column {
    let kind = kind(&cells);
    if kind == Kind::Date {
        // A lone year among months is the date that it looks like.
        cells.iter_mut().filter(|cell| !cell.is_missing()).for_each(|cell| {
            cell.value = cell::date(&cell.text).map_or(Value::Text, Value::Date);
        });
    }
    let years = kind == Kind::Number && YEARS.contains(&name.to_lowercase().as_str()) && are_years(&cells);
    Column { index, name, title: None, unit: None, description: None, kind, cells, years, exact: false }
}

fn kind(cells: &[Cell]) -> Kind {
    let mut known = cells.iter().filter(|cell| !cell.is_missing()).peekable();
    if known.peek().is_none() {
        return Kind::Text;
    }
    if known.clone().all(|cell| cell.number().is_some()) {
        return Kind::Number;
    }
    // Some cell is no number, so where all are dates one of them is more than a year.
    if known.all(|cell| cell::date(&cell.text).is_some()) { Kind::Date } else { Kind::Text }
}

/// Whether all numbers are whole and from 1000 to 2999.
pub(super) fn are_years(cells: &[Cell]) -> bool {
    let is_year = |number: f64| (1000.0..3000.0).contains(&number) && number.fract() == 0.0;
    cells.iter().filter_map(Cell::number).all(is_year)
}

/// What to do about a text that should be a number.
pub fn number_help(text: &str) -> String {
    let bare: String =
        text.chars().filter(|c| !matches!(c, ' ' | ',' | '\'' | '\u{a0}' | '\u{202f}' | '\u{2019}')).collect();
    let comma_is_decimal = text.matches(',').count() == 1
        && text.rsplit(',').next().is_some_and(|end| end.len() != 3)
        && !text.contains('.');
    let with_point = text.replace(',', ".");
    if comma_is_decimal && cell::number(&with_point).is_some() {
        format!("write {with_point}: decimals stand after a point")
    } else if bare != text && cell::number(&bare).is_some() {
        format!("write {bare}: numbers have no thousands separator")
    } else if let Some(share) = text.strip_suffix('%').map(str::trim_end).filter(|share| cell::number(share).is_some())
    {
        format!("write {share}: the unit belongs to the name of the column or to its descriptor")
    } else {
        "write a number such as 1200 or -1.5, or leave the cell empty where nothing is known".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, texts: &[&str]) -> Column {
        infer(0, name.into(), texts.iter().map(|text| Cell::read(text)).collect())
    }

    #[test]
    fn a_column_is_what_all_its_cells_are() {
        assert_eq!(column("a", &["1", "", "-2.5"]).kind, Kind::Number);
        assert_eq!(column("a", &["1", "n/a"]).kind, Kind::Text);
        assert_eq!(column("a", &["", ""]).kind, Kind::Text);
        assert_eq!(column("a", &["2024", "2024-03"]).kind, Kind::Date);
        assert_eq!(column("a", &["1996..1999", "2001"]).kind, Kind::Date);
        assert_eq!(column("a", &["12", "2024-03"]).kind, Kind::Text);
        assert!(column("a", &["2024", "2024-03"]).cells.iter().all(|cell| cell.date().is_some()));
        // The number among texts is still a number, so that only the other one is told of.
        assert_eq!(column("a", &["1", "n/a"]).cells[0].number(), Some(1.0));
    }

    #[test]
    fn years_are_known_by_name_and_size() {
        assert!(column("Year", &["2021", "", "2023"]).looks_like_years());
        assert!(column("рік", &["2021"]).looks_like_years());
        assert!(!column("total", &["2021"]).looks_like_years());
        assert!(!column("year", &["21"]).looks_like_years());
        assert!(!column("year", &["2021.5"]).looks_like_years());
    }

    #[test]
    fn the_help_says_what_to_write() {
        assert!(number_help("1,200").starts_with("write 1200:"));
        assert!(number_help("1 234 567.5").starts_with("write 1234567.5:"));
        assert!(number_help("3,5").starts_with("write 3.5:"));
        assert!(number_help("12 %").starts_with("write 12:"));
        assert!(number_help("n/a").contains("leave the cell empty"));
    }
}
