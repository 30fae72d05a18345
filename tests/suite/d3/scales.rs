//! d3-array, d3-scale and d3-time: ticks, nice domains, bands, times.

use super::cases::{Case, each_case, near, same};
use expound::chart::scale::{Band, Linear, Log, Sqrt, breaks, tick_increment, tick_step, ticks, time_nice, time_ticks};

#[test]
fn ticks_are_those_of_d3_to_the_bit() {
    each_case("ticks", |case| {
        let (start, stop, count) = (case.number(0), case.number(1), case.number(2));
        same("ticks", &ticks(start, stop, count), &case.numbers(3))?;
        same("increment", &[tick_increment(start, stop, count)], &[case.number(4)])?;
        same("step", &[tick_step(start, stop, count)], &[case.number(5)])
    });
}

#[test]
fn linear_scales_are_those_of_d3_to_the_bit() {
    each_case("linear", |case| {
        let scale = Linear::new(case.pair(0), case.pair(1));
        same("nice", &scale.nice(case.number(2)).domain, &case.numbers(3))?;
        continuous(case, |value| scale.map(value), |position| scale.invert(position))
    });
}

#[test]
fn scales_of_roots_are_those_of_d3_to_the_bit() {
    each_case("sqrt", |case| {
        let scale = Sqrt { domain: case.pair(0), range: case.pair(1) };
        same("nice", &scale.nice(case.number(2)).domain, &case.numbers(3))?;
        continuous(case, |value| scale.map(value), |position| scale.invert(position))
    });
}

fn continuous(case: &Case, map: impl Fn(f64) -> f64, invert: impl Fn(f64) -> f64) -> Result<(), String> {
    // Adding zero takes the sign off a negative zero, which JSON cannot hold.
    same("position", &[map(case.number(4)) + 0.0], &[case.number(5)])?;
    same("value", &[invert(case.number(6)) + 0.0], &[case.number(7)])
}

#[test]
fn logarithmic_ticks_are_those_of_d3_to_the_bit() {
    each_case("log", |case| {
        let scale = Log::new(case.pair(0), [0.0, 640.0]);
        same("ticks", &scale.ticks(case.number(1)), &case.numbers(2))?;
        same("nice", &scale.nice().domain, &case.numbers(3))?;
        near("position", 1.0, &[scale.map(case.number(4))], &[case.number(5)])?;
        let [from, to] = case.pair(0);
        // A domain of one value has one position and no way back.
        let back = if from == to { case.number(4) } else { scale.invert(scale.map(case.number(4))) };
        near("value", 0.0, &[back], &[case.number(4)])
    });
}

#[test]
fn bands_are_those_of_d3_to_the_bit() {
    each_case("band", |case| {
        let count = case.number(0) as usize;
        let (range, padding_inner, padding_outer, align) =
            (case.pair(1), case.number(2), case.number(3), case.number(4));
        let band = Band { count, range, padding_inner, padding_outer, align };
        let places: &[usize] = if count == 0 { &[] } else { &[0, count / 2, count - 1] };
        let starts: Vec<f64> = places.iter().map(|index| band.start(*index)).collect();
        same("starts", &starts, &case.numbers(5))?;
        same("bandwidth and step", &[band.bandwidth(), band.step()], &[case.number(6), case.number(7)])
    });
}

#[test]
fn times_are_those_of_d3_to_the_bit() {
    each_case("time", |case| {
        let (start, stop, count) = (case.number(0), case.number(1), case.number(2));
        same("ticks", &time_ticks(start, stop, count), &case.numbers(3))?;
        same("nice", &time_nice(start, stop, count), &case.numbers(4))
    });
}

#[test]
fn limits_of_classes_are_ticks_of_d3_to_the_bit() {
    each_case("breaks", |case| {
        same("limits", &breaks(case.number(0), case.number(1), case.number(2) as usize), &case.numbers(3))
    });
}
