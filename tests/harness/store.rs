//! A store that speaks as S3 does, on this machine: moto from PyPI, which holds everything in memory and logs what it is asked.

use super::{Answer, get, here};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A running store, which ends with the test.
pub(crate) struct Store {
    child: Child,
    pub(crate) url: String,
    port: u16,
    log: Arc<Mutex<Vec<String>>>,
}

/// What an object is when it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) bytes: Vec<u8>,
    pub(crate) media: String,
    pub(crate) caching: String,
    pub(crate) coding: Option<String>,
}

/// The program, if it is installed: in `target/moto`, where `.ci/run` puts it, or anywhere.
fn program() -> Option<PathBuf> {
    let places = [here("target/moto/bin/moto_server"), PathBuf::from("moto_server")];
    let works = |path: &PathBuf| Command::new(path).arg("--help").output().is_ok_and(|ran| ran.status.success());
    places.into_iter().find(works)
}

impl Store {
    /// Starts one with a bucket `site`; says why not where the program is not there. One that wants keys knows none.
    pub(crate) fn start(wants_keys: bool) -> Option<Self> {
        let Some(program) = program() else {
            assert!(std::env::var_os("EXPOUND_TEST_ALL").is_none(), "there is no moto_server");
            println!("skipped: no moto_server");
            return None;
        };
        // The port is free for a moment between us and the store, which is as good as it gets.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(program);
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        if wants_keys {
            command.env("INITIAL_NO_AUTH_ACTION_COUNT", "0");
        }
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let log: Arc<Mutex<Vec<String>>> = Arc::default();
        let (lines, kept) = (BufReader::new(child.stderr.take().unwrap()).lines(), Arc::clone(&log));
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| kept.lock().unwrap().push(line)));
        let store = Self { child, url: format!("http://127.0.0.1:{port}"), port, log };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "moto_server does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        if !wants_keys {
            store.put("/site", b"");
        }
        Some(store)
    }

    /// Puts an object, or makes a bucket, as somebody else would.
    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let agent = ureq::Agent::config_builder().proxy(None).build().new_agent();
        let put = agent.put(format!("{}{path}", self.url));
        put.header("content-type", "text/plain").header("authorization", SOMEBODY).send(bytes).unwrap();
    }

    /// An object of the bucket.
    pub(crate) fn object(&self, key: &str) -> Option<Object> {
        let answer = self.get(&format!("/site/{key}"));
        let header = |name: &str| answer.headers.get(name).cloned();
        (answer.status == 200).then(|| Object {
            media: header("content-type").unwrap_or_default(),
            caching: header("cache-control").unwrap_or_default(),
            coding: header("content-encoding"),
            bytes: answer.body.clone(),
        })
    }

    /// The keys of the bucket.
    pub(crate) fn keys(&self) -> Vec<String> {
        let text = String::from_utf8(self.get("/site?list-type=2&max-keys=1000").body).unwrap();
        let keys = text.split("<Key>").skip(1).map(|rest| rest.split("</Key>").next().unwrap().to_owned());
        keys.collect()
    }

    fn get(&self, path: &str) -> Answer {
        let path: String =
            path.bytes().map(|b| if b.is_ascii() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
        get(self.port, &path, &format!("Authorization: {SOMEBODY}\r\n"))
    }

    /// What was asked since this was asked last: `PUT /site/index.html`.
    pub(crate) fn asked(&self) -> Vec<String> {
        // The log is written a moment after the answer.
        std::thread::sleep(Duration::from_millis(300));
        let lines = std::mem::take(&mut *self.log.lock().unwrap());
        lines.iter().filter_map(|line| asked_in(line)).collect()
    }

    /// How many objects were put so far.
    pub(crate) fn puts(&self) -> usize {
        self.log.lock().unwrap().iter().filter(|line| line.contains("\"PUT ")).count()
    }
}

/// A key that a store takes which looks at none.
const SOMEBODY: &str =
    "AWS4-HMAC-SHA256 Credential=somebody/20250101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

fn asked_in(line: &str) -> Option<String> {
    let (_, rest) = line.split_once('"')?;
    rest.split_once(" HTTP/").map(|(asked, _)| asked.to_owned())
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
