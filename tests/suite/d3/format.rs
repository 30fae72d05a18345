//! d3-format's specifiers, in English.

use super::cases::each_case;
use expound::base::{Language, NumberFormat};

#[test]
fn specifiers_are_those_of_d3() {
    each_case("format", |case| {
        let specifier = case.value(0).as_str().unwrap();
        let format = NumberFormat::parse(specifier)?;
        for (value, theirs) in case.numbers(1).iter().zip(case.value(2).as_sequence().unwrap()) {
            let ours = format.write(*value, Language::english());
            if Some(ours.as_str()) != theirs.as_str() {
                return Err(format!("{value} as `{specifier}`: d3 {theirs:?}, we {ours:?}"));
            }
        }
        Ok(())
    });
}
