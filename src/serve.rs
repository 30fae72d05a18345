//! A site in memory → HTTP for the author's own browser, which shows each new build by itself.
//!
//! The published files are the same with and without this server: the script that reloads is put into pages as they
//! are sent. It must not know how a site is built; whoever builds calls [`Live::set`] and [`Live::fail`], and may ask
//! which pages are open, [`Live::looked_at`], and show these before the rest, [`Live::show_early`].

mod answer;
mod host;
mod live;
mod versions;

pub use live::Live;

use answer::Server;
use axum::Router;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

/// Serves a site below its base path (`/`, or `/notes/` for `https://host/notes/`) until the program ends.
///
/// `ready` is told the address, which is of interest where the port was 0.
pub fn serve(address: SocketAddr, base_path: &str, live: Arc<Live>, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    // One thread is plenty for one reader, and leaves the others to the build.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        let bound = listener.local_addr()?;
        let server = Arc::new(Server::new(base_path, bound, live));
        let app = Router::new().fallback(answer::answer).with_state(server);
        ready(bound);
        axum::serve(listener, app).await
    })
}

#[cfg(test)]
mod tests;
