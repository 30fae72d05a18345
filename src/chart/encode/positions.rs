//! Places that an author names in a plot, for notes, bands and lines of reference, and names that stand out: each must
//! be there.

use crate::base::partial_date::PartialDate;
use crate::base::{Diagnostic, Diagnostics, Place, codes, suggest};
use crate::chart::frame::{Frame, Positions};
use crate::chart::layout::names;
use crate::chart::spec::{Axis, AxisValue, Band, Spec};

/// A finding for every place that the panels of a chart do not have.
pub(super) fn check<'a>(spec: &Spec, frames: impl Iterator<Item = &'a Frame>) -> Diagnostics {
    let frames: Vec<&Frame> = frames.collect();
    let of_notes = spec.annotations.iter().flat_map(|note| {
        let x = note.x.iter().map(|x| (Axis::X, x, &note.place));
        x.chain(note.y.iter().map(|y| (Axis::Y, y, &note.place)))
    });
    let of_bands = spec.bands.iter().flat_map(|band| [&band.from, &band.to].map(|end| (band.axis, end, &band.place)));
    let of_lines = spec.reference_lines.iter().map(|line| (line.axis, &line.at, &line.place));
    let all = of_notes.chain(of_bands).chain(of_lines);
    let unknown = all.filter_map(|(axis, at, place)| finding(spec, &frames, axis, at, place));
    unknown.chain(spec.bands.iter().filter_map(|band| turned_round(&frames, band))).collect()
}

/// A finding for a band that ends before it begins. Names have no order of their own.
fn turned_round(frames: &[&Frame], band: &Band) -> Option<Diagnostic> {
    let are = |kind: fn(&Positions) -> bool| {
        band.axis == Axis::X && frames.iter().filter_map(|frame| frame.positions()).any(kind)
    };
    let are_names = are(|x| matches!(x, Positions::Names(_)));
    let events = band.axis == Axis::X && frames.iter().any(|frame| matches!(frame, Frame::Events(_)));
    let are_dates = events || are(|x| matches!(x, Positions::Dates(_)));
    let [from, to] = [&band.from, &band.to].map(|end| end.0.trim());
    let is_turned = match (are_dates, are_names) {
        (true, _) => {
            let ends = PartialDate::parse(from).zip(PartialDate::parse(to));
            ends.is_some_and(|(from, to)| from.start() > to.start())
        }
        (false, true) => false,
        (false, false) => {
            let ends = crate::data::cell::number(from).zip(crate::data::cell::number(to));
            ends.is_some_and(|(from, to)| from > to)
        }
    };
    is_turned.then(|| {
        let message = format!("this band goes from {from} back to {to}");
        let help = format!("write the lower end first: `[{to}, {from}]`");
        Diagnostic::new(&codes::BAD_CHART, band.place.clone(), message, help)
    })
}

/// A finding for every name under `highlight:` that is nothing of the chart: it would mute all that is drawn.
pub(super) fn highlights<'a>(spec: &Spec, groups: &[String], frames: impl Iterator<Item = &'a Frame>) -> Diagnostics {
    if spec.highlight.is_empty() {
        return Diagnostics::new();
    }
    let mut known: Vec<String> = groups.to_vec();
    for frame in frames {
        let of = |x: &Positions| (0..x.len()).map(|at| names::written(x, at)).collect::<Vec<_>>();
        match frame {
            Frame::Grid(grid) => {
                known.extend(grid.series.iter().map(|series| series.name.clone()));
                known.extend(of(&grid.x));
            }
            Frame::Steps(steps) => known.extend(of(&steps.x)),
            Frame::Points(all) => known.extend(all.iter().map(|point| point.label.clone())),
            Frame::Flows(all) => known.extend(all.iter().flat_map(|flow| [flow.from.clone(), flow.to.clone()])),
            Frame::Parts(all) => known.extend(all.iter().map(|part| part.name.clone())),
            Frame::Places(all) => known.extend(all.iter().map(|place| place.name.clone())),
            Frame::Events(all) => known.extend(all.iter().map(|event| event.words.clone())),
        }
    }
    let mut seen = rustc_hash::FxHashSet::default();
    known.retain(|name| !name.is_empty() && seen.insert(name.clone()));
    let unknown = spec.highlight.iter().filter(|name| !seen.contains(*name));
    unknown
        .map(|name| {
            let message = format!("`{name}` is nothing that this chart shows");
            let help = suggest::hint(name, known.iter().map(String::as_str));
            Diagnostic::new(&codes::UNKNOWN_POSITION, spec.place_of("highlight"), message, help)
        })
        .collect()
}

fn finding(spec: &Spec, frames: &[&Frame], axis: Axis, at: &AxisValue, place: &Place) -> Option<Diagnostic> {
    let written = at.0.trim();
    let wrong =
        |message: String, help: String| Some(Diagnostic::new(&codes::UNKNOWN_POSITION, place.clone(), message, help));
    if axis == Axis::Y {
        let is_number = crate::data::cell::number(written).is_some();
        let message = format!("`{written}` is no value of the axis");
        return if is_number { None } else { wrong(message, "write a number".to_owned()) };
    }
    let mut known: Vec<String> = Vec::new();
    let mut are_names = false;
    for frame in frames {
        match frame {
            Frame::Grid(grid) if names::position(&grid.x, written).is_some() => return None,
            Frame::Grid(grid) => {
                let fits = match grid.x {
                    Positions::Names(_) => false,
                    Positions::Dates(_) => PartialDate::parse(written).is_some(),
                    Positions::Numbers(_) => crate::data::cell::number(written).is_some(),
                };
                if spec.kind.joins && fits {
                    return None;
                }
                are_names |= matches!(grid.x, Positions::Names(_));
                known.extend((0..grid.x.len()).map(|at| names::written(&grid.x, at)));
            }
            Frame::Points(_) if crate::data::cell::number(written).is_some() => return None,
            Frame::Events(_) if PartialDate::parse(written).is_some() => return None,
            _ => {}
        }
    }
    let help = match &known[..] {
        [] => "write a number or a date, as the axis has them".to_owned(),
        names if are_names => suggest::hint(written, names.iter().map(String::as_str)),
        [first, .., last] => format!("its positions go from {first} to {last}"),
        [only] => format!("its only position is {only}"),
    };
    wrong(format!("`{written}` is no position of this chart"), help)
}
