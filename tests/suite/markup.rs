//! `tests/markup/*.md`: what an author writes, and the HTML that comes of it.

use crate::harness::{Site, Verdict, blesses, files_below, here};
use expound::base::slug::slug;
use expound::pipeline::Memo;
use std::fs;

/// What divides the input of a case from what is expected.
const ARROW: &str = "---->";

/// One file of cases.
struct File {
    /// Lines of expound.yaml for all its cases.
    settings: String,
    /// All before the first case, as it stands.
    opening: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    input: String,
    expected: String,
}

fn read(text: &str) -> File {
    let mut sections = format!("\n{text}");
    let cases = sections.split_off(sections.find("\n=== ").unwrap_or(sections.len()));
    let opening = sections.trim_start_matches('\n').to_owned();
    let settings = opening.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let settings = settings.map(|(settings, _)| settings.to_owned()).unwrap_or_default();
    let case = |section: &str| {
        let (name, rest) = section.split_once('\n').unwrap_or((section, ""));
        let (input, expected) = rest.split_once(&format!("\n{ARROW}")).unwrap_or((rest, ""));
        Case {
            name: name.trim().to_owned(),
            input: format!("{}\n", input.trim_end_matches('\n')),
            expected: expected.trim_matches('\n').to_owned(),
        }
    };
    File { settings, opening, cases: cases.split("\n=== ").skip(1).map(case).collect() }
}

fn written(file: &File) -> String {
    let mut text = file.opening.trim_end().to_owned();
    for Case { name, input, expected } in &file.cases {
        text.push_str(&format!("\n\n=== {name}\n{input}{ARROW}\n{expected}"));
    }
    format!("{}\n", text.trim())
}

/// All cases of a file as pages of one site: the HTML and the findings of each.
fn run(file: &File) -> Vec<String> {
    let mut site = Site::default();
    for path in files_below(&here("tests/markup/world")) {
        let text = fs::read_to_string(here("tests/markup/world").join(&path)).unwrap();
        site.0.insert(path, text);
    }
    let config = site.0.get_mut("expound.yaml").unwrap();
    config.push_str(&format!("{}\n", file.settings));
    for case in &file.cases {
        site.0.insert(format!("content/briefs/{}.md", slug(&case.name)), case.input.clone());
    }
    let built = site.build(&Memo::default(), false);
    let of = |case: &Case| {
        let name = slug(&case.name);
        let html = built.text(&format!("briefs/{name}/index.html")).unwrap_or_default();
        let shown = format!("content/briefs/{name}.md");
        let mut out = html.trim_matches('\n').to_owned();
        for found in built.outcome.diagnostics.iter().filter(|found| *found.place.file == *shown) {
            let (place, code) = (&found.place, found.code.word);
            out.push_str(&format!("\n! {}:{} {code}: {} ({})", place.line, place.column, found.message, found.help));
        }
        out.trim_start_matches('\n').to_owned()
    };
    file.cases.iter().map(of).collect()
}

#[test]
fn markup_becomes_the_expected_html() {
    let mut verdict = Verdict::default();
    let folder = here("tests/markup");
    for path in files_below(&folder).iter().filter(|path| path.ends_with(".md") && !path.contains('/')) {
        let text = fs::read_to_string(folder.join(path)).unwrap();
        let mut file = read(&text);
        let mut names: Vec<String> = file.cases.iter().map(|case| slug(&case.name)).collect();
        names.sort();
        names.dedup();
        verdict.hold(path, names.len() == file.cases.len() && !names.is_empty(), "each case needs a name of its own");
        let results = run(&file);
        for (case, actual) in file.cases.iter_mut().zip(results) {
            if blesses() {
                case.expected = actual;
            } else {
                verdict.same(&format!("tests/markup/{path}, {}", case.name), &case.expected, &actual);
            }
        }
        if blesses() {
            fs::write(folder.join(path), written(&file)).unwrap();
        } else {
            verdict.same(&format!("tests/markup/{path}, its form"), &written(&file), &text);
        }
    }
    verdict.end();
}
