//! `expound serve`, as its author sees it: a site is edited while a browser has a page of it open.

use crate::harness::{Scratch, now, program};
use expound::base::Severity;
use expound::base::cache::NoCache;
use expound::base::tree::MemorySink;
use expound::io::{self, NamedPaths, SitePaths};
use expound::pipeline::{self, Keep, Memo, Options, Progress};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
#[cfg(target_os = "linux")]
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(60);

/// A running server; it ends with the test.
struct Served {
    child: Child,
    port: u16,
    /// What it printed.
    said: Arc<Mutex<String>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the browser of an author is told about a page that is open in it.
struct Events(Lines<BufReader<TcpStream>>);

impl Events {
    fn next(&mut self) -> (u64, Vec<String>) {
        self.until(|_, _| true)
    }

    /// Waits for a version and problems. What came before, a browser may have been told or not: of two states that follow
    /// one another at once it is told the second.
    fn until(&mut self, is_wanted: impl Fn(u64, &[String]) -> bool) -> (u64, Vec<String>) {
        let begun = Instant::now();
        let mut seen = Vec::new();
        // While nothing happens, a line that says so comes every few seconds.
        for line in self.0.by_ref().map(Result::unwrap) {
            assert!(begun.elapsed() < LONG, "{seen:?}");
            let Some(data) = line.strip_prefix("data: ") else { continue };
            let data: serde_json::Value = serde_json::from_str(data).unwrap();
            let problems = data["problems"].as_array().unwrap().iter();
            let problems: Vec<String> = problems.map(|problem| problem.as_str().unwrap().to_owned()).collect();
            let version = data["version"].as_u64().unwrap();
            if is_wanted(version, &problems) {
                return (version, problems);
            }
            seen.push((version, problems));
        }
        panic!("the server hung up after {seen:?}");
    }
}

impl Served {
    fn start(mut command: Command) -> Self {
        let mut child = command
            .args(["serve", "--port", "0", "--now", crate::harness::NOW])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let said = Arc::clone(&said);
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    said.lock().unwrap().push_str(&(line + "\n"));
                }
            });
        }
        let mut served = Self { child, port: 0, said };
        let port = served.wait(|served| {
            let said = served.said();
            let (_, rest) = said.split_once("Serving http://127.0.0.1:")?;
            rest.split('/').next()?.parse().ok()
        });
        served.port = port;
        served
    }

    fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits for something to be there.
    fn wait<T>(&self, what: impl Fn(&Self) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = what(self) {
                return found;
            }
            assert!(begun.elapsed() < LONG, "{}", self.said());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for words in its terminal, which come by another way than what browsers are told.
    fn wait_for(&self, words: &str) {
        self.wait(|served| served.said().contains(words).then_some(()));
    }

    fn ask(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    /// What is behind the head of an answer.
    fn get(&self, path: &str) -> String {
        let mut reply = String::new();
        self.ask(path).read_to_string(&mut reply).unwrap();
        reply.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    /// The version that a page says it is of.
    fn version(&self, path: &str) -> u64 {
        let page = self.get(path);
        let (_, rest) = page.split_once("data-version=\"").unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    }

    /// A browser that has a page open, and the version that it has.
    fn look_at(&self, path: &str) -> (Events, u64) {
        let mut open = self.follow(path);
        let version = open.next().0;
        (open, version)
    }

    fn follow(&self, path: &str) -> Events {
        Events(BufReader::new(self.ask(&format!("/__expound/events?at={}", path.replace('/', "%2F")))).lines())
    }
}

fn brief(title: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2025-01-01\n---\n\nWords.\n")
}

fn site() -> Scratch {
    let site = Scratch::new(&[("expound.yaml", "title: Site\nbase_url: https://example.org/\n")]);
    for name in ["one", "two"] {
        site.write(&format!("content/a/{name}.md"), brief(name));
    }
    site.write(TEMPLATE, "<!doctype html><title>{{ page.title }}</title><body>{{ page.title }}</body>");
    site
}

const TEMPLATE: &str = "themes/default/templates/brief.html";

/// Saves a file as editors do, in one step.
fn save(site: &Scratch, path: &str, text: impl AsRef<[u8]>) {
    let beside = format!("{}/.new", path.rsplit_once('/').unwrap().0);
    site.write(&beside, text);
    fs::rename(site.path().join(beside), site.path().join(path)).unwrap();
}

/// How much later than this version what is shown at three paths is.
fn since(served: &Served, version: u64) -> [u64; 3] {
    ["/a/one/", "/a/two/", "/"].map(|path| served.version(path) - version)
}

#[test]
fn a_page_that_is_open_is_there_before_the_rest() {
    let site = site();
    let served = Served::start(program(site.path()));
    let (mut open, version) = served.look_at("/a/one/");
    assert_eq!(since(&served, version), [0, 0, 0]);

    save(&site, TEMPLATE, "<!doctype html><title>x</title><body>New</body>");
    open.until(|now, problems| now == version + 1 && problems.is_empty());
    assert!(served.get("/a/one/").contains("<body>New<script"));
    // The other page is of the number behind: the one that is open was there before. The home page is what it was.
    served.wait(|served| (since(served, version) == [1, 2, 0]).then_some(()));

    // A page that nobody looks at stands in the way of the whole, and the first one is again what it was.
    save(&site, TEMPLATE, "{% if page.title == 'two' %}{{ page.nothing }}{% endif %}Newer");
    let (back, problems) = open.until(|_, problems| !problems.is_empty());
    assert_eq!(back, version + 1);
    assert!(problems.len() == 1 && problems[0].contains("brief.html"), "{problems:?}");
    assert!(served.get("/a/one/").contains("<body>New<script"));
    served.wait_for("Not built; the last good site is still shown.");
}

#[test]
fn a_mistake_is_told_over_the_page_until_it_is_mended() {
    let site = site();
    let served = Served::start(program(site.path()));
    let (mut open, version) = served.look_at("/a/one/");
    save(&site, "content/a/two.md", "---\ntitle: [broken\n---\n");
    let (now, problems) = open.until(|_, problems| !problems.is_empty());
    assert!(now == version && problems.len() == 1 && problems[0].contains("two.md"), "{now} {problems:?}");
    save(&site, "content/a/two.md", brief("two"));
    assert_eq!(open.until(|_, problems| problems.is_empty()).0, version);
}

#[test]
fn a_paragraph_loads_its_own_page_again_and_no_other() {
    let site = site();
    site.write(TEMPLATE, "<!doctype html><title>x</title><body>{{ page.content | safe }}</body>");
    let served = Served::start(program(site.path()));
    let (mut open, version) = served.look_at("/a/one/");
    save(&site, "content/a/one.md", brief("one").replace("Words.", "Words.\n\nMore of them."));
    open.until(|now, problems| now == version + 1 && problems.is_empty());
    assert!(served.get("/a/one/").contains("More of them."));
    served.wait_for("(1 parsed, 1 lowered, 1 rendered)");
    assert_eq!(since(&served, version), [1, 0, 0]);
}

/// What befalls a file.
#[cfg(target_os = "linux")]
type Harm<'a> = &'a dyn Fn(&Path);

/// The program in a folder, run by somebody who may do only what files let others do.
#[cfg(target_os = "linux")]
fn nobody(site: &Path) -> Command {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let own = program(site);
    if fs::metadata("/proc/self").is_ok_and(|own| own.uid() != 0) {
        return own;
    }
    fs::set_permissions(site, fs::Permissions::from_mode(0o755)).unwrap();
    // The program of a test may be where nobody else can go.
    let copy = site.join("program");
    fs::copy(own.get_program(), &copy).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&copy).current_dir(site);
    command
}

#[test]
#[cfg(target_os = "linux")]
fn a_document_that_cannot_be_read_leaves_the_site_as_it_is() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = site();
    let served = Served::start(nobody(site.path()));
    let file = site.path().join("content/a/one.md");
    let lock = |file: &Path| fs::set_permissions(file, fs::Permissions::from_mode(0o000)).unwrap();
    let lead_nowhere = |file: &Path| {
        symlink("nowhere", file.with_file_name(".new")).unwrap();
        fs::rename(file.with_file_name(".new"), file).unwrap();
    };
    let spoil = |_: &Path| save(&site, "content/a/one.md", b"\xff");
    let ways: [(Harm<'_>, &str); 3] =
        [(&lock, "Permission denied"), (&lead_nowhere, "leads to nothing"), (&spoil, "not UTF-8")];
    for (at, (harm, cause)) in ways.into_iter().enumerate() {
        let (before, page) = (served.get("/"), served.get("/a/one/"));
        let (mut open, version) = served.look_at("/a/one/");
        harm(&file);
        let (now, problems) = open.until(|_, problems| !problems.is_empty());
        assert_eq!((now, problems.len()), (version, 1), "{problems:?}");
        assert!(problems[0].contains("content/a/one.md") && problems[0].contains(cause), "{problems:?}");
        served.wait_for(cause);
        assert_eq!((served.get("/a/one/"), served.get("/")), (page, before), "{cause}");

        let title = format!("Title {at}");
        save(&site, "content/a/one.md", brief(&title));
        served.wait(|served| served.get("/").contains(&title).then_some(()));
        served.wait(|served| served.get("/a/one/").contains(&title).then_some(()));
        let (_, problems) = served.follow("/a/one/").next();
        assert_eq!(problems, [""; 0], "{cause}");
    }
}

#[test]
fn a_document_that_goes_away_while_it_is_read_fails_one_build() {
    let site = site();
    let paths = SitePaths::new(site.path(), NamedPaths::default());
    let options = Options { keep: Keep::Results, ..Options::at(now()) };
    // What happens between the listing and the reading, and what is found and made.
    let build = |last: &Memo, between: &dyn Fn()| {
        let input = io::read(&paths).unwrap();
        between();
        let sink = MemorySink::default();
        let progress = Progress::default();
        let outcome = pipeline::build(&input.value, input.diagnostics, &options, last, &sink, &NoCache, &progress);
        let hashes: Vec<_> = sink.into_parts().0.files.into_iter().map(|(path, file)| (path, file.hash())).collect();
        (outcome, hashes)
    };
    let file = site.path().join("content/a/one.md");
    let (first, _) = build(&Memo::default(), &|| ());
    site.write("content/a/one.md", brief("Another title"));
    let (second, _) = build(&first.memo, &|| fs::remove_file(&file).unwrap());
    let found: Vec<_> = second.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code.word, "unreadable-file");
    assert!(found[0].place.file.ends_with("content/a/one.md"), "{found:?}");
    site.write("content/a/one.md", brief("Another title"));
    let (third, after) = build(&second.memo, &|| ());
    assert_eq!(third.diagnostics, []);
    assert_eq!(after, build(&Memo::default(), &|| ()).1);
}
