//! Two texts → the lines that differ, with a few lines around them, as `diff -u` writes them.

/// Lines of agreement shown on each side of a difference.
const AROUND: usize = 3;

/// More lines than this are compared from both ends only: the table would be too large to be worth it.
const LARGEST: usize = 4_000;

enum Line<'a> {
    Same(&'a str),
    Gone(&'a str),
    New(&'a str),
}

/// The difference between what was expected and what came, `-` before the one and `+` before the other.
pub(super) fn diff(expected: &str, actual: &str) -> String {
    let lines = compare(&split(expected), &split(actual));
    let near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        let until = (at + AROUND + 1).min(lines.len());
        lines[from..until].iter().any(|line| !matches!(line, Line::Same(_)))
    };
    let mut out = String::new();
    let (mut number, mut skipping) = (1, true);
    for (at, line) in lines.iter().enumerate() {
        let shown = near(at);
        if shown && skipping {
            out.push_str(&format!("@@ line {number}\n"));
        }
        skipping = !shown;
        let (sign, text) = match line {
            Line::Same(text) => (' ', text),
            Line::Gone(text) => ('-', text),
            Line::New(text) => ('+', text),
        };
        number += usize::from(sign != '+');
        if shown {
            out.push_str(&format!("{sign}{text}\n"));
        }
    }
    out
}

/// Lines; one that is missing its end says so, since bytes are compared.
fn split(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.split('\n').collect();
    match lines.pop() {
        Some("") | None => {}
        Some(last) => lines.extend([last, "\\ no line end"]),
    }
    lines
}

fn compare<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut lines: Vec<Line<'a>> = old[..head].iter().map(|line| Line::Same(line)).collect();
    lines.extend(middle(&old[head..old.len() - tail], &new[head..new.len() - tail]));
    lines.extend(old[old.len() - tail..].iter().map(|line| Line::Same(line)));
    lines
}

/// The longest common subsequence, by the table that every textbook has.
fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    if old.len().max(new.len()) > LARGEST {
        return old.iter().map(|line| Line::Gone(line)).chain(new.iter().map(|line| Line::New(line))).collect();
    }
    let width = new.len() + 1;
    let mut common = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push(Line::Same(old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            lines.push(Line::Gone(old[i]));
            i += 1;
        } else {
            lines.push(Line::New(new[j]));
            j += 1;
        }
    }
    lines
}

#[test]
fn only_what_differs_is_shown() {
    let old = "a\nb\nc\nd\ne\nf\ng\nh\n";
    assert_eq!(diff(old, old), "");
    assert_eq!(diff(old, &old.replace('f', "F")), "@@ line 3\n c\n d\n e\n-f\n+F\n g\n h\n");
    assert_eq!(diff("a\n", "a"), "@@ line 1\n a\n+\\ no line end\n");
}
