//! Two texts → what changed between them, in the form that `git apply` and `patch` read.

/// Lines around a change.
const AROUND: usize = 3;

/// Above so many pairs of lines, a run of changed lines is shown as a whole.
const MOST_PAIRS: usize = 4_000_000;

/// A line of the first text, of the second, or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Both,
    Out,
    In,
}

/// The difference, or nothing.
pub(super) fn unified(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let steps = steps(&old, &new);
    let mut out = format!("--- a/{name}\n+++ b/{name}\n");
    // Where each step stands in both texts.
    let mut places = Vec::with_capacity(steps.len());
    let (mut a, mut b) = (0, 0);
    for step in &steps {
        places.push((a, b));
        a += usize::from(*step != Step::In);
        b += usize::from(*step != Step::Out);
    }
    let changes: Vec<usize> = (0..steps.len()).filter(|at| steps[*at] != Step::Both).collect();
    let mut at = 0;
    while at < changes.len() {
        let first = changes[at].saturating_sub(AROUND);
        let mut last = changes[at];
        while at < changes.len() && changes[at] <= last + 2 * AROUND {
            last = changes[at];
            at += 1;
        }
        let end = (last + AROUND + 1).min(steps.len());
        let count = |not: Step| steps[first..end].iter().filter(|step| **step != not).count();
        let (from, to) = places[first];
        let (out_lines, in_lines) = (count(Step::In), count(Step::Out));
        out.push_str(&format!("@@ -{} +{} @@\n", range(from, out_lines), range(to, in_lines)));
        for (step, (a, b)) in steps[first..end].iter().zip(&places[first..end]) {
            let (sign, line) = match step {
                Step::Both => (' ', old[*a]),
                Step::Out => ('-', old[*a]),
                Step::In => ('+', new[*b]),
            };
            out.push(sign);
            out.push_str(line);
            if !line.ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// The first line and how many; no lines stand behind line 0.
fn range(from: usize, count: usize) -> String {
    format!("{},{count}", if count == 0 { from } else { from + 1 })
}

/// The longest run of lines that both have, and what goes and comes between them.
fn steps(old: &[&str], new: &[&str]) -> Vec<Step> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let end = rest_old.iter().rev().zip(rest_new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&rest_old[..rest_old.len() - end], &rest_new[..rest_new.len() - end]);
    let mut steps = vec![Step::Both; start];
    if old.len() * new.len() > MOST_PAIRS {
        steps.extend(old.iter().map(|_| Step::Out).chain(new.iter().map(|_| Step::In)));
    } else {
        middle(old, new, &mut steps);
    }
    steps.extend(std::iter::repeat_n(Step::Both, end));
    steps
}

fn middle(old: &[&str], new: &[&str], steps: &mut Vec<Step>) {
    let width = new.len() + 1;
    // How many lines the rests of both have in common.
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            common[a * width + b] = match old[a] == new[b] {
                true => common[(a + 1) * width + b + 1] + 1,
                false => common[(a + 1) * width + b].max(common[a * width + b + 1]),
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    while a < old.len() || b < new.len() {
        let step = if a < old.len() && b < new.len() && old[a] == new[b] {
            Step::Both
        } else if b == new.len() || (a < old.len() && common[(a + 1) * width + b] >= common[a * width + b + 1]) {
            Step::Out
        } else {
            Step::In
        };
        a += usize::from(step != Step::In);
        b += usize::from(step != Step::Out);
        steps.push(step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_has_lines_around_it() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
        let expected = "--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n";
        assert_eq!(unified("x", old, new), expected);
        assert_eq!(unified("x", old, old), "");
    }

    #[test]
    fn an_end_without_a_line_feed_is_said() {
        let expected = "--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n";
        assert_eq!(unified("x", "a", "a\n"), expected);
        assert_eq!(unified("x", "", "a\n"), "--- a/x\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n");
    }

    #[test]
    fn changes_far_apart_are_apart() {
        let lines = |mark: &str| -> String {
            (0..30).map(|n| if n % 20 == 5 { format!("{mark}\n") } else { format!("{n}\n") }).collect()
        };
        assert_eq!(unified("x", &lines("old"), &lines("new")).matches("@@ -").count(), 2);
    }
}
