//! Numbers as people read them, in every language.

use super::*;

fn write(format: &str, value: f64, code: &str) -> String {
    // A no-break space is shown as `_`, a narrow one as `'`.
    let text = NumberFormat::parse(format).unwrap().write(value, Language::of(code));
    text.replace('\u{a0}', "_").replace('\u{202f}', "'")
}

#[test]
fn words_of_english() {
    let cases = [
        ("number", 1234567.891, "1,234,567.891"),
        ("number", 0.1 + 0.2, "0.3"),
        ("number", -0.0, "0"),
        ("number", f64::NAN, "–"),
        ("number", f64::NEG_INFINITY, "−∞"),
        ("integer", 2.5, "3"),
        ("integer", -2.5, "−3"),
        ("integer", -0.4, "0"),
        ("compact", 6_543_000_000.0, "6.54_bn"),
        ("compact", 6_500_000_000.0, "6.5_bn"),
        ("compact", 240e6, "240_m"),
        ("compact", 1.2e12, "1.2_tn"),
        ("compact", 12_000.0, "12_k"),
        ("compact", 999_950.0, "1_m"),
        ("compact", 999.9, "1_k"),
        ("compact", 999.0, "999"),
        ("compact", 0.012345, "0.0123"),
        ("compact", 0.9996, "1"),
        ("compact", 1.2345e15, "1,235_tn"),
        ("compact", 0.0, "0"),
        ("long", -6.5e9, "−6.5_billion"),
        ("percent", 48.0, "48%"),
        ("share", 0.48, "48%"),
        ("share", 0.07, "7%"),
        ("dollar", -1200.0, "−$1,200"),
        ("dollar-compact", 6.5e9, "$6.5_bn"),
        ("points", 3.5, "3.5_pts"),
        ("points-signed", 1.0, "+1_pt"),
        ("signed", 1.9, "+1.9"),
        ("signed", -7.5, "−7.5"),
        ("signed", 0.0, "0"),
        ("plain", 2024.0, "2024"),
        (",.1f", 1234.25, "1,234.3"),
        ("$.2s", 4200.0, "$4.2k"),
    ];
    for (format, value, expected) in cases {
        assert_eq!(write(format, value, "en"), expected, "{format} of {value}");
    }
}

#[test]
fn a_unit_can_be_left_out() {
    for (format, value, expected) in [("percent", 48.0, "48"), ("share", 0.48, "48"), ("euro", -1200.0, "−1,200")] {
        let format = NumberFormat::parse(format).unwrap().without_unit();
        assert_eq!(format.write(value, Language::english()), expected);
    }
}

#[test]
fn words_of_other_languages() {
    let cases = [
        ("de", "number", 1234.5, "1.234,5"),
        ("de", "euro-compact", 6.5e9, "6,5_Mrd._€"),
        ("de", "long", 1e6, "1_Million"),
        ("de", "long", 1.5e6, "1,5_Millionen"),
        ("de", "percent", 48.0, "48_%"),
        ("fr", "number", 12345.0, "12'345"),
        ("fr", "long", 1.5e6, "1,5_million"),
        ("fr", "compact", 2e9, "2_Md"),
        ("es", "number", 1234.0, "1234"),
        ("es", "number", 12345.0, "12.345"),
        ("es", "compact", 6.5e9, "6,5_mil_M"),
        ("uk", "hryvnia-compact", 3e6, "3_млн_₴"),
        ("uk", "long", 3e6, "3_мільйони"),
        ("uk", "long", 25e6, "25_мільйонів"),
        ("uk", "long", 2.5e6, "2,5_мільйона"),
        ("zh", "yuan-compact", 6.5e9, "¥65亿"),
        ("zh", "compact", 9999.0, "9,999"),
        ("zh", "compact", 12_345_678.0, "1,235万"),
        ("zh", "compact", 99_999_999.0, "1亿"),
        ("zh", "compact", 1.5e12, "1.5万亿"),
        ("zh", "points", 3.5, "3.5个百分点"),
    ];
    for (code, format, value, expected) in cases {
        assert_eq!(write(format, value, code), expected, "{code}: {format} of {value}");
    }
}

#[test]
fn what_is_no_format_is_told() {
    let cases = [
        ("percnt", "did you mean `percent`?"),
        ("percent-compact", "`percent` cannot be `compact`"),
        ("dollar-compct", "did you mean `compact`?"),
        (".2q", "`q` cannot stand there"),
    ];
    for (text, expected) in cases {
        let error = NumberFormat::parse(text).unwrap_err();
        assert!(error.contains(expected), "{text}: {error}");
    }
    for word in NumberFormat::words() {
        assert!(NumberFormat::parse(&format!("{word}-signed")).is_ok());
    }
}

#[test]
fn the_values_of_a_column_look_alike() {
    assert_eq!(decimals_for(&[1.0, 2.25, f64::NAN, 0.1 + 0.2]), 2);
    assert_eq!(decimals_for(&[1e-9, 1e20]), 6);
    let with = |format: &str, decimals, value| {
        NumberFormat::parse(format).unwrap().with_decimals(decimals).write(value, Language::english())
    };
    assert_eq!((with("number", 1, 2.0), with("percent", 1, -0.04)), ("2.0".to_owned(), "0.0%".to_owned()));
    assert_eq!((with("share", 3, 0.48), with("integer", 1, 2.0)), ("48.0%".to_owned(), "2".to_owned()));
    assert_eq!((with("f", 1, 2.0), with(".2f", 1, 2.0)), ("2.0".to_owned(), "2.00".to_owned()));
}
