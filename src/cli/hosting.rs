//! `expound hosting`: ready settings for a host, printed. Each is a file of this folder with a few words filled in: what the
//! site says about itself, and how Expound is installed where it is built.

mod nginx;

use super::CLEAN;
use super::args::SiteArgs;
use crate::base::{Source, suggest};
use crate::config::{self, Config};
use crate::io::{self, SitePaths};
use std::path::PathBuf;

#[derive(Debug, Clone, clap::Args)]
pub(super) struct HostingArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The host: github, gitlab, netlify, cloudflare, s3 or nginx.
    host: Option<String>,
    /// Where a workflow gets Expound from: the address of its repository, instead of crates.io.
    #[arg(long, value_name = "URL")]
    from: Option<String>,
    /// The published folder whose headers and redirects nginx is told, instead of `public/`.
    #[arg(long, value_name = "DIR")]
    public: Option<PathBuf>,
    /// The folder on the server that nginx serves, instead of /var/www/ with the name of the host.
    #[arg(long, value_name = "DIR")]
    folder: Option<String>,
}

/// A host that there are settings for.
struct Host {
    name: &'static str,
    about: &'static str,
    /// The settings, with words in double square brackets to be filled in.
    text: &'static str,
}

/// All of them.
const HOSTS: &[Host] = &[
    Host {
        name: "github",
        about: "GitHub Pages: .github/workflows/pages.yml",
        text: include_str!("hosting/github.yml"),
    },
    Host { name: "gitlab", about: "GitLab Pages: .gitlab-ci.yml", text: include_str!("hosting/gitlab.yml") },
    Host { name: "netlify", about: "Netlify: netlify.toml", text: include_str!("hosting/netlify.toml") },
    Host {
        name: "cloudflare",
        about: "Cloudflare Pages, from GitHub: .github/workflows/cloudflare.yml",
        text: include_str!("hosting/cloudflare.yml"),
    },
    Host {
        name: "s3",
        about: "a store that speaks as S3 does, from GitHub: .github/workflows/deploy.yml",
        text: include_str!("hosting/s3.yml"),
    },
    Host { name: "nginx", about: "a server with nginx: a file of /etc/nginx/sites-available/", text: nginx::TEXT },
];

/// Prints the settings for a host, or the hosts that there are.
pub(super) fn hosting(args: &HostingArgs) -> Result<u8, String> {
    let Some(name) = &args.host else {
        anstream::println!("`expound hosting NAME` prints the file, ready to be put in its place.\n");
        HOSTS.iter().for_each(|host| anstream::println!("{:<12}{}", host.name, host.about));
        return Ok(CLEAN);
    };
    let host = HOSTS.iter().find(|host| host.name == name).ok_or_else(|| {
        format!(
            "`{name}` is no host that there are settings for: {}",
            suggest::hint(name, HOSTS.iter().map(|host| host.name))
        )
    })?;
    let paths = args.site.paths(args.public.clone());
    let mut text = host.text.to_owned();
    let mut fill = |slot: &str, value: &str| text = text.replace(&format!("[[{slot}]]"), value);
    fill("install", &install(args.from.as_deref())?);
    fill("version", env!("CARGO_PKG_VERSION"));
    if host.name == "nginx" {
        let untold = nginx::fill(&mut fill, &config(&paths), &paths, args.folder.as_deref())?;
        untold.iter().for_each(|line| anstream::eprintln!("{line}"));
    }
    anstream::print!("{text}");
    Ok(CLEAN)
}

/// How a workflow installs this version.
fn install(from: Option<&str>) -> Result<String, String> {
    let version = env!("CARGO_PKG_VERSION");
    match from {
        None => Ok(format!("cargo install expound --locked --version {version}")),
        Some(url) if url.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/@+".contains(&b)) => {
            Ok(format!("cargo install expound --locked --git {url}"))
        }
        Some(url) => Err(format!("`{url}` is not the address of a repository")),
    }
}

/// What expound.yaml says. What is wrong with it is told by a build.
fn config(paths: &SitePaths) -> Config {
    let text = io::load(&paths.config).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.map(|text| config::read(&Source::new("expound.yaml", text)).value).unwrap_or_default()
}
