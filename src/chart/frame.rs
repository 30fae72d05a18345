//! What a drawing shows: the columns of a table in the roles that a specification gives them, in one of seven forms.
//!
//! A frame holds values and names, no colours and no places in a drawing. A blank cell is `None` and stays `None`.

use crate::base::partial_date::PartialDate;

/// The data of one panel.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// Series over positions: columns, bars, lines, areas, dumbbells, ranges, dots, slopes, heatmaps.
    Grid(Grid),
    /// Changes one after the other, with their sums: waterfall.
    Steps(Steps),
    /// Points in the plane: scatter.
    Points(Vec<Point>),
    /// Flows from one name to another: sankey.
    Flows(Vec<Flow>),
    /// Parts of a whole, perhaps in groups: treemap.
    Parts(Vec<Part>),
    /// Values of places: choropleth, tile map.
    Places(Vec<PlaceValue>),
    /// Events in time: timeline.
    Events(Vec<Event>),
}

impl Frame {
    /// Its positions, if it is over shared ones.
    pub fn positions(&self) -> Option<&Positions> {
        match self {
            Self::Grid(grid) => Some(&grid.x),
            Self::Steps(steps) => Some(&steps.x),
            _ => None,
        }
    }

    /// How many values it shows.
    pub fn count(&self) -> usize {
        match self {
            Self::Grid(grid) => grid.series.iter().map(Series::count).sum(),
            Self::Steps(steps) => steps.changes.iter().flatten().count(),
            Self::Points(all) => all.len() * 2,
            Self::Flows(all) => all.iter().filter(|flow| flow.value.is_some()).count(),
            Self::Parts(all) => all.iter().filter(|part| part.value.is_some()).count(),
            Self::Places(all) => all.iter().filter(|place| place.is_known()).count(),
            Self::Events(all) => all.len(),
        }
    }

    /// Whether there is anything to draw: of what is drawn as a share of a sum, a value above zero.
    pub fn shows_anything(&self) -> bool {
        let is_more = |value: Option<f64>| value.is_some_and(|value| value > 0.0);
        match self {
            Self::Flows(all) => all.iter().any(|flow| is_more(flow.value)),
            Self::Parts(all) => all.iter().any(|part| is_more(part.value)),
            _ => self.count() > 0,
        }
    }

    /// All values that are written as the format of the chart says, without places of points along `x`.
    pub fn values(&self) -> Vec<f64> {
        match self {
            Self::Grid(grid) => {
                let of = |one: &Series| {
                    let ranges = one.ranges.iter().flatten().flatten().copied();
                    one.values.iter().flatten().copied().chain(ranges).collect::<Vec<_>>()
                };
                grid.series.iter().flat_map(of).collect()
            }
            Self::Steps(steps) => steps.changes.iter().flatten().copied().collect(),
            Self::Points(all) => all.iter().map(|point| point.at[1]).collect(),
            Self::Flows(all) => all.iter().filter_map(|flow| flow.value).collect(),
            Self::Parts(all) => all.iter().filter_map(|part| part.value).collect(),
            Self::Places(all) => all.iter().filter_map(|place| place.value).collect(),
            Self::Events(_) => Vec::new(),
        }
    }

    /// Whether a value is missing that other rows lead one to expect.
    pub fn has_gaps(&self) -> bool {
        match self {
            Self::Grid(grid) => grid.series.iter().any(Series::has_gaps),
            Self::Steps(steps) => steps.changes.iter().any(Option::is_none),
            Self::Places(all) => all.iter().any(|place| !place.is_known()),
            Self::Flows(all) => all.iter().any(|flow| flow.value.is_none()),
            Self::Parts(all) => all.iter().any(|part| part.value.is_none()),
            Self::Points(_) | Self::Events(_) => false,
        }
    }
}

/// Series over shared positions.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The positions.
    pub x: Positions,
    /// The series; each has a value, or none, for each position.
    pub series: Vec<Series>,
}

/// The positions of a grid.
#[derive(Debug, Clone, PartialEq)]
pub enum Positions {
    /// Names in an order.
    Names(Vec<String>),
    /// Dates, ascending.
    Dates(Vec<PartialDate>),
    /// Numbers, ascending.
    Numbers(Vec<f64>),
}

impl Positions {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Names(all) => all.len(),
            Self::Dates(all) => all.len(),
            Self::Numbers(all) => all.len(),
        }
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One series.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name; empty where a chart has only one.
    pub name: String,
    /// A value for each position.
    pub values: Vec<Option<f64>>,
    /// From where to where the value may lie, for each position; empty where nothing is known of that.
    pub ranges: Vec<Option<[f64; 2]>>,
}

impl Series {
    /// How many numbers it holds.
    fn count(&self) -> usize {
        self.values.iter().flatten().count() + 2 * self.ranges.iter().flatten().count()
    }

    /// Whether it has neither a value nor a range at a position.
    fn has_gaps(&self) -> bool {
        let has_range = |at: usize| self.ranges.get(at).is_some_and(Option::is_some);
        self.values.iter().enumerate().any(|(at, value)| value.is_none() && !has_range(at))
    }
}

/// Changes one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// The names or dates of the steps.
    pub x: Positions,
    /// By how much each step changes the sum; at a total, the sum that the data states for it. A step whose change is
    /// not known has none, and neither has a total that follows from the steps before it.
    pub changes: Vec<Option<f64>>,
    /// From where to where each step goes; a total goes from zero. None where that is not known.
    pub ends: Vec<Option<[f64; 2]>>,
    /// Which of them are totals.
    pub totals: Vec<bool>,
}

/// A point in the plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its values on both axes.
    pub at: [f64; 2],
    /// What its area shows.
    pub size: Option<f64>,
    /// Its group, as an index into the names of the chart's groups.
    pub group: usize,
    /// Its name; empty where it has none.
    pub label: String,
}

/// A flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// How much; none where nothing is known.
    pub value: Option<f64>,
}

/// A part of a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its group, as an index into the names of the chart's groups.
    pub group: usize,
    /// How much; none where nothing is known.
    pub value: Option<f64>,
}

/// What is known of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceValue {
    /// The place as it was written.
    pub name: String,
    /// Its value.
    pub value: Option<f64>,
    /// Its group, as an index into the names of the chart's groups, where it is groups that a map shows.
    pub group: Option<usize>,
    /// The words on it; empty where none are wanted.
    pub label: String,
    /// Column and row on a grid of the author's own.
    pub tile: Option<[i32; 2]>,
}

impl PlaceValue {
    /// Whether anything is known of it.
    pub fn is_known(&self) -> bool {
        self.value.is_some() || self.group.is_some()
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When it began.
    pub start: PartialDate,
    /// When it ended, if it lasted.
    pub end: Option<PartialDate>,
    /// What happened.
    pub words: String,
    /// How the date is to be written, where the author says it ("late 1990s").
    pub date_words: Option<String>,
    /// Its group, as an index into the names of the chart's groups.
    pub group: usize,
}
