//! Rows of a dataset → the years that they are of: those of their keys, and of their columns of years and dates.

use super::Dataset;
use crate::data::cell::Value;

/// The years that the keys of rows and their columns of years and dates name.
pub(super) fn of_rows(dataset: &Dataset, rows: &[usize], years: &mut Vec<i32>) {
    let Some(row) = rows.first().copied() else { return };
    let dated = dataset
        .table
        .columns
        .iter()
        .filter(|column| column.looks_like_years() || matches!(column.cells[row].value, Value::Date(_)));
    for column in dataset.key_columns().chain(dated) {
        let text = &column.cells[row].text;
        // Four digits alone may be the number of a tariff line.
        let is_code = text.len() == 4 && !column.looks_like_years() && !column.name.to_lowercase().contains("year");
        if !is_code || matches!(column.cells[row].value, Value::Date(_)) {
            years_in(text, years);
        }
    }
}

/// The years in the text of a key: numbers of four digits from 1000 to 2999 that stand alone, and all years of a run
/// such as `1996..1999` or `2023/24`.
fn years_in(text: &str, years: &mut Vec<i32>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let year = (digits == 4).then(|| text[at..at + 4].parse().ok()).flatten();
        if let Some(year) = year.filter(|year| (1000..3000).contains(year)) {
            if let Some(last) = years.last().copied().filter(|_| text[..at].ends_with(".."))
                && last < year
                && year - last < 200
            {
                years.extend(last + 1..year);
            }
            years.push(year);
            let second =
                text[at + 4..].strip_prefix('/').and_then(|rest| rest.get(..2)).and_then(|two| two.parse().ok());
            if second.is_some_and(|two: i32| two == (year + 1) % 100) {
                years.push(year + 1);
            }
        }
        at += digits.max(1);
        while at < bytes.len() && !text.is_char_boundary(at) {
            at += 1;
        }
    }
}
