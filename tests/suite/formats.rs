//! What holds of every number that is written, in every language.

use expound::base::format::decimals_for;
use expound::base::language::LANGUAGES;
use expound::base::{Language, NumberFormat};
use proptest::prelude::*;

/// Any number at all, and often one as tables have them.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -1e6..1e6f64,
        (-10_000_000..10_000_000i64, 0..7i32).prop_map(|(n, e)| n as f64 / 10f64.powi(e))
    ]
}

proptest! {
    // A failure is told, not kept in a file beside the tests.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_number_can_be_written(value in value(), decimals in 0..9usize) {
        for language in LANGUAGES {
            for word in NumberFormat::words() {
                for ending in ["", "-signed", "-compact", "-long"] {
                    let Ok(format) = NumberFormat::parse(&format!("{word}{ending}")) else { continue };
                    for format in [format.clone(), format.with_decimals(decimals)] {
                        let text = format.write(value, language);
                        prop_assert!(!text.is_empty() && !text.contains('-'), "{text}");
                        prop_assert!(value < 0.0 || !text.contains('\u{2212}'), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn any_specifier_is_read_or_refused(text in "[ *]?[<>=^]?[-+( ]?[$€#]?0?[0-9]{0,2},?(\\.[0-9]{0,2})?~?[a-z%]?", value in value()) {
        if let Ok(format) = NumberFormat::parse(&text) {
            for language in LANGUAGES {
                let text = format.write(value, language);
                let has_size = text.chars().any(|sign| ('1'..='9').contains(&sign) || "abcdefABCDEFIN".contains(sign));
                prop_assert!(has_size || !text.contains('\u{2212}'), "{value} as `{text}`");
            }
        }
    }

    #[test]
    fn a_number_reads_back_as_it_was(value in -1e9..1e9f64) {
        let value = (value * 1e4).round() / 1e4;
        let text = NumberFormat::default().write(value, Language::english());
        prop_assert_eq!(text.replace(',', "").replace('\u{2212}', "-").parse::<f64>().unwrap(), value);
        prop_assert!(decimals_for(&[value]) <= 4);
    }

    #[test]
    fn a_compact_number_is_near(value in 1e-3..9e15f64) {
        let format = NumberFormat::parse("compact").unwrap();
        let text = format.write(value, Language::english()).replace(',', "");
        let (number, word) = text.split_once('\u{a0}').unwrap_or((&text, ""));
        let power = [("", 0), ("k", 3), ("m", 6), ("bn", 9), ("tn", 12)].iter().find(|(known, _)| *known == word).unwrap().1;
        let read = number.parse::<f64>().unwrap() * 10f64.powi(power);
        prop_assert!((read - value).abs() <= 0.00501 * value, "{value} as {text}");
    }
}
