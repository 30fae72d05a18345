//! A host on this machine that answers as a test says, well or badly, and counts who asks.

use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What was asked.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The path with the query.
    pub(crate) path: String,
    /// All lines of the header.
    pub(crate) header: Vec<String>,
    /// How often the path was asked before.
    pub(crate) before: usize,
    /// When it came.
    pub(crate) at: Instant,
}

impl Request {
    /// The value of a line of the header.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let pairs = self.header.iter().filter_map(|line| line.split_once(':'));
        pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }
}

/// How many are answered at the same time, by any number of servers.
#[derive(Debug, Default)]
pub(crate) struct Crowd {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Crowd {
    /// The most that there ever were.
    pub(crate) fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }

    /// Waits until so many are there, but not for ever.
    pub(crate) fn wait_for(&self, count: usize) {
        let begun = Instant::now();
        while self.most() < count && begun.elapsed() < Duration::from_secs(10) {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Who is being answered, and counted among the crowd until then.
pub(crate) struct Guest<'a> {
    crowd: &'a Crowd,
    has_left: Cell<bool>,
}

impl Guest<'_> {
    /// Counts it no more: whoever has the whole answer may ask again before this host knows that it was taken.
    pub(crate) fn leaves(&self) {
        if !self.has_left.replace(true) {
            self.crowd.now.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

impl Deref for Guest<'_> {
    type Target = Crowd;

    fn deref(&self) -> &Crowd {
        self.crowd
    }
}

/// A host. It ends with the test.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
    crowd: Arc<Crowd>,
    is_over: Arc<AtomicBool>,
}

type Answer = dyn Fn(&Request, &mut TcpStream, &Guest<'_>) + Send + Sync;

impl Server {
    /// A host that answers so.
    pub(crate) fn new(answer: impl Fn(&Request, &mut TcpStream, &Guest<'_>) + Send + Sync + 'static) -> Self {
        Self::in_crowd(&Arc::default(), Arc::new(answer))
    }

    /// A host whose guests are counted together with those of others.
    pub(crate) fn in_crowd(crowd: &Arc<Crowd>, answer: Arc<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            seen: Arc::default(),
            crowd: Arc::clone(crowd),
            is_over: Arc::default(),
        };
        let (seen, crowd, is_over) = (Arc::clone(&server.seen), Arc::clone(crowd), Arc::clone(&server.is_over));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let (seen, crowd, answer) = (Arc::clone(&seen), Arc::clone(&crowd), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &seen, &crowd, &*answer));
            }
        });
        server
    }

    /// Its name and port.
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    /// Everything that was asked so far, in order.
    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    /// The paths that were asked so far, in order.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|request| request.path).collect()
    }

    /// Who is answered.
    pub(crate) fn crowd(&self) -> &Crowd {
        &self.crowd
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // The listener looks up only when somebody comes.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Vec<Request>>, crowd: &Crowd, answer: &Answer) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let header = lines.take_while(|line| !line.is_empty()).collect();
    let now = crowd.now.fetch_add(1, Ordering::SeqCst) + 1;
    crowd.most.fetch_max(now, Ordering::SeqCst);
    let request = {
        let mut seen = seen.lock().unwrap();
        let before = seen.iter().filter(|request| request.path == path).count();
        seen.push(Request { path, header, before, at: Instant::now() });
        seen.last().unwrap().clone()
    };
    let guest = Guest { crowd, has_left: Cell::new(false) };
    answer(&request, &mut stream, &guest);
    guest.leaves();
}
