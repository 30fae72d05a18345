//! The words that are judged, and what is said against them.

/// The words of a checked number and those of its sentence before and behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase<'a> {
    /// What its sentence says before it.
    pub before: &'a str,
    /// The linked words.
    pub text: &'a str,
    /// What its sentence says behind it.
    pub after: &'a str,
}

/// Why the words are not true of the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// What is wrong.
    pub kind: ObjectionKind,
    /// What was read, and what the data says.
    pub message: String,
    /// Words that would be true.
    pub help: String,
}

/// What is wrong with words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObjectionKind {
    /// No number can be read.
    Unread,
    /// Another number, sign, unit or hedge.
    Number,
    /// Another year.
    Year,
}
