//! A key and the form of its value: what readers, the JSON Schema and the manual are told from one table.
//!
//! A form says what is read without a word. What a form cannot say, such as that a column exists, is found by the readers.

/// A key that a block may have.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// What its value looks like.
    pub form: Form,
    /// What it is for, in one line.
    pub about: &'static str,
    /// The value that is taken where none is written, as it would be written; empty where there is none.
    pub default: &'static str,
    /// Whether its absence is told of.
    pub needed: bool,
}

impl Key {
    /// A key that may be left out.
    pub const fn new(name: &'static str, form: Form, about: &'static str) -> Self {
        Self { name, form, about, default: "", needed: false }
    }

    /// The same with the value that is taken where none is written.
    pub const fn or(self, default: &'static str) -> Self {
        Self { default, ..self }
    }

    /// The same as a key whose absence is told of.
    pub const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }
}

/// What a value looks like. An empty value is allowed everywhere: it counts as none.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// Any scalar: `2024` is the text "2024".
    Text,
    /// A text, or a list of texts.
    Texts,
    /// `true` or `false`; `yes`, `no`, `on` and `off` are those as well.
    Flag,
    /// A whole number that is not less than this.
    Whole(i64),
    /// A number between these two.
    Number(f64, f64),
    /// A date, or a date with a time and perhaps an offset.
    Moment,
    /// A date as precise as it is known: a year, a quarter, a month, a day, or a run of years.
    When,
    /// A full address on another host.
    Web,
    /// A text that a regular expression matches, and what that says in words.
    Like(&'static str, &'static str),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The name of an entry of a table.
    Entry(Table),
    /// The name of such an entry, or a list of names.
    Entries(Table),
    /// A group with these keys and no others.
    Group(&'static [Key]),
    /// A list of such groups.
    Groups(&'static [Key]),
    /// A group whose keys the author chooses, each with a value of this form.
    Map(&'static Form),
    /// A group whose keys are names of entries of a table.
    MapOf(Table, &'static Form),
    /// A list of values of this form, of which there are at least and at most so many.
    List(&'static Form, usize, usize),
    /// A value of one of these forms.
    Either(&'static [Form]),
    /// Whatever the author likes.
    Free,
    /// Of another program or standard: allowed, and without any effect.
    Quiet,
}

/// Tables that a form may refer to. Most of them stand in modules that know forms, and not the other way about; who makes a
/// schema knows all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Codes of diagnostics.
    Codes,
    /// What a build publishes beside briefs.
    Outputs,
    /// Citation styles.
    Styles,
    /// Kinds of charts.
    Charts,
    /// The form of a file of sources: a group of publications by key. It has keys of its own, so it is no list of names.
    Sources,
}

/// All numbers that there are.
pub const ANY_NUMBER: Form = Form::Number(f64::NEG_INFINITY, f64::INFINITY);
