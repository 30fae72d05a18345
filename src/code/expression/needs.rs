//! What an expression cannot match without, and what of that there is in a line.

/// Characters of ASCII that must come sooner or later for an expression to match. Most expressions that fail do so after a
/// whole word, for want of a sign that the line does not have.
///
/// One bit each, and one for two of those that differ in a bit of their code alone, as letters and capitals do: a set is
/// one word then, and whether too much is held for there costs no more than an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Needs(u64);

impl Needs {
    /// By byte.
    const TABLE: [Self; 256] = {
        let mut table = [Self(0); 256];
        let mut byte = 0x20;
        while byte < 0x80 {
            table[byte] = Self(if byte < 0x40 { 1 << (byte - 0x20) } else { 1 << (0x20 + (byte & 0x1F)) });
            byte += 1;
        }
        table
    };

    #[inline]
    pub(crate) fn of(byte: u8) -> Self {
        Self::TABLE[usize::from(byte)]
    }

    pub(crate) fn of_all(bytes: &[u8]) -> Self {
        bytes.iter().fold(Self::default(), |all, byte| all.and(Self::of(*byte)))
    }

    /// Whether all that is needed is among these.
    #[inline]
    pub(crate) fn has(self, needed: Self) -> bool {
        needed.0 & !self.0 == 0
    }

    /// What one after the other needs.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// All that is needed on each of two ways.
    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// What there is in a line, from each of its places on.
#[derive(Debug, Default)]
pub(crate) struct Ahead(Vec<Needs>);

impl Ahead {
    pub(crate) fn read(&mut self, line: &str) {
        self.0.clear();
        self.0.resize(line.len() + 1, Needs::default());
        let mut seen = Needs::default();
        for (all, byte) in self.0.iter_mut().zip(line.bytes()).rev() {
            seen = seen.and(Needs::of(byte));
            *all = seen;
        }
    }

    #[inline]
    pub(crate) fn from(&self, at: usize) -> Needs {
        self.0[at]
    }
}
