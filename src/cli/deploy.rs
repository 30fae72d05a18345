//! `expound deploy`: the published folder to a store. The environment is read here, and nothing of it is printed.

use super::args::SiteArgs;
use super::{CLEAN, build};
use crate::base::Source;
use crate::config::{self, Deploy};
use crate::io;
use crate::net::deploy::{Address, Deployed, Keys, Manner, Wanted, deploy as send, wanted};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Instant;

#[derive(Debug, Clone, clap::Args)]
pub(super) struct DeployArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Where to: s3://BUCKET or s3://BUCKET/FOLDER; instead of `deploy: {to: …}` in expound.yaml.
    #[arg(long, value_name = "TARGET")]
    to: Option<String>,
    /// The address of a store that is not Amazon's, such as https://ACCOUNT.r2.cloudflarestorage.com.
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// The region of the bucket.
    #[arg(long, value_name = "NAME")]
    region: Option<String>,
    /// Say what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    /// Leave in the store what the site no longer has; a later run without this deletes it.
    #[arg(long)]
    keep: bool,
    /// Upload a site that shows drafts, such as a preview for colleagues.
    #[arg(long)]
    drafts: bool,
    /// Write over objects that somebody else has put where the site is to go.
    #[arg(long)]
    replace: bool,
    /// Upload texts as `build --precompress` has compressed them, and say so of each: browsers unpack them.
    #[arg(long)]
    gzip: bool,
    /// The published folder, instead of `public/`.
    #[arg(long, value_name = "DIR")]
    public: Option<PathBuf>,
    /// Print nothing but problems.
    #[arg(long, short)]
    quiet: bool,
}

/// Uploads what changed.
pub(super) fn deploy(args: &DeployArgs) -> Result<u8, String> {
    let started = Instant::now();
    let paths = args.site.paths(args.public.clone());
    let settings = settings(&paths);
    let named = |name: &str| {
        // A secret that was pasted often ends with a line.
        let value = std::env::var(name).ok().map(|value| value.trim().to_owned());
        value.filter(|value| !value.is_empty())
    };
    let target = args.to.clone().or(settings.to).ok_or(
        "no store is named: run `expound deploy --to s3://BUCKET`, or write `deploy: {to: s3://BUCKET}` in expound.yaml",
    )?;
    let plain = |text: &String| text.trim().to_owned();
    let endpoint = args.endpoint.as_ref().map(plain).or(settings.endpoint);
    let endpoint = endpoint.or_else(|| named("AWS_ENDPOINT_URL_S3").or_else(|| named("AWS_ENDPOINT_URL")));
    let region = args.region.as_ref().map(plain).or(settings.region);
    let region = region.or_else(|| named("AWS_REGION").or_else(|| named("AWS_DEFAULT_REGION")));
    let words = [("address of the store", &endpoint), ("region", &region)];
    let odd =
        |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains(|sign: char| !sign.is_ascii_graphic()));
    if let Some((name, _)) = words.into_iter().find(|(_, text)| odd(text)) {
        return Err(format!(
            "the {name} has a sign in it that none has, such as a space or a line break: write it again"
        ));
    }
    let address = Address::new(&target, endpoint, region).map_err(|error| error.to_string())?;
    let site = io::inventory(&paths.output).map_err(|error| error.to_string())?;
    if site.drafts && !args.drafts {
        return Err(format!(
            "{}/ was built with --drafts and shows what is not published: run `expound build` without it, or add --drafts \
             here if this store is for a preview",
            paths.output.display()
        ));
    }
    let files = wanted(site.files, args.gzip);
    if args.gzip && files.iter().all(|file| file.coding.is_none()) {
        return Err(format!(
            "{}/ has no compressed files: run `expound build --precompress` first",
            paths.output.display()
        ));
    }
    let keys = named("AWS_ACCESS_KEY_ID").zip(named("AWS_SECRET_ACCESS_KEY")).ok_or(
        "no key is known: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, and AWS_SESSION_TOKEN with \
         a key that is lent",
    )?;
    let has_control = |text: &String| text.contains(|sign: char| sign.is_control() || !sign.is_ascii());
    if [&keys.0, &keys.1].into_iter().chain(&named("AWS_SESSION_TOKEN")).any(has_control) {
        return Err(
            "one of the AWS_ keys has a line break or another sign in it that no key has: set it again".to_owned()
        );
    }
    let keys = Keys { id: keys.0, secret: keys.1, token: named("AWS_SESSION_TOKEN") };
    let manner = Manner { dry_run: args.dry_run, keep: args.keep, replace: args.replace };
    let bar = (!args.quiet && !args.dry_run && std::io::stderr().is_terminal()).then(progress);
    let show = |done: usize, of: usize| {
        if let Some(bar) = &bar {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    };
    let sent = send(&files, &address, &keys, manner, &show);
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    let sent = sent.map_err(|error| error.to_string())?;
    if !args.quiet {
        tell(args, &sent, &files, &address.shown(), started);
    }
    Ok(CLEAN)
}

/// What expound.yaml says. What is wrong with it is told by a build.
fn settings(paths: &io::SitePaths) -> Deploy {
    let text = io::load(&paths.config).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let source = text.map(|text| Source::new("expound.yaml", text));
    source.map(|source| config::read(&source).value.deploy).unwrap_or_default()
}

fn tell(args: &DeployArgs, sent: &Deployed, files: &[Wanted], store: &str, started: Instant) {
    let (up, down) = (sent.uploaded.len(), sent.deleted.len());
    if args.dry_run {
        sent.uploaded.iter().for_each(|path| anstream::println!("upload  {path}"));
        sent.deleted.iter().for_each(|path| anstream::println!("delete  {path}"));
        anstream::println!(
            "{store} would get {} ({}), lose {down}, and keep {}. Nothing was done.",
            build::counted(up, "file"),
            build::size(sent.bytes),
            sent.unchanged
        );
    } else if up + down == 0 {
        anstream::println!("{store} has all {} already.", build::counted(files.len(), "file"));
    } else {
        anstream::println!(
            "Deployed to {store}: {} uploaded ({}), {down} deleted, {} unchanged, in {:.2} s.",
            build::counted(up, "file"),
            build::size(sent.bytes),
            sent.unchanged,
            started.elapsed().as_secs_f64()
        );
    }
}

fn progress() -> indicatif::ProgressBar {
    let bar = indicatif::ProgressBar::new(0);
    if let Ok(style) = indicatif::ProgressStyle::with_template("Uploading {pos}/{len} {wide_bar} {elapsed}") {
        bar.set_style(style);
    }
    bar
}
