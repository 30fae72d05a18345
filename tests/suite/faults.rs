//! What befalls a build from outside, kills, full disks, locks, mounts and odd names: the site that was published is what it
//! was or what it was to be, whole, and a person is told what to do.

use crate::harness::{NOW, Ran, Scratch, expound, program, published};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const BUILD: &[&str] = &["build", "--now", NOW, "--no-cache"];

/// How many briefs the site has.
const PAGES: u8 = 12;

fn site() -> Scratch {
    let site = Scratch::new(&[("expound.yaml", "title: Site\nbase_url: https://example.org/\nwithout: [cards]\n")]);
    for at in 0..PAGES {
        site.write(&format!("content/a/{at}.md"), format!("---\ntitle: {at}\ndate: 2025-01-01\n---\n\nWords.\n"));
        site.write(&format!("content/a/{at}.bin"), vec![at; 30_000]);
    }
    site
}

/// Everything in the folder of a site beside what its author wrote.
fn left(site: &Scratch) -> Vec<String> {
    let names = fs::read_dir(site.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !["expound.yaml", "content", "public"].contains(&name.as_str())).collect()
}

/// How many builds are killed.
const KILLS: u64 = 200;

#[test]
fn a_build_that_is_killed_leaves_the_old_site_or_the_new_one() {
    let site = site();
    let text = |version: usize| format!("---\ntitle: Of version {version}\ndate: 2025-01-01\n---\n\nWords.\n");
    let mut took = Duration::ZERO;
    let versions: Vec<BTreeMap<String, Vec<u8>>> = (0..2)
        .map(|version| {
            site.write("content/a/0.md", text(version));
            let started = Instant::now();
            assert_eq!(expound(site.path(), BUILD).code, 0);
            took = started.elapsed();
            site.public()
        })
        .collect();
    assert_ne!(versions[0], versions[1]);
    // Any numbers will do that are the same each time; when exactly a process dies is chance enough.
    let mut chance = 1_u64;
    let mut part = |of: u64| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % of
    };
    let (mut killed, mut exchanged, mut published_version) = (0, 0, 1);
    let public = site.path().join("public");
    let folder = || fs::metadata(&public).map(|folder| folder.ino()).ok();
    for kill in 0..KILLS {
        // The other one: a build of the same site would exchange nothing.
        site.write("content/a/0.md", text(1 - published_version));
        let before = folder();
        let started = Instant::now();
        let mut build = program(site.path()).args(BUILD).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Most at any moment; of the others, half once there is a folder to fill, half when the exchange has been seen.
        let waits = |until: &dyn Fn() -> bool| {
            while started.elapsed() < took * 3 && !until() {
                sleep(Duration::from_micros(200));
            }
        };
        match kill % 4 {
            0 | 1 => sleep(took * part(1100) as u32 / 1000),
            2 => {
                waits(&|| left(&site).iter().any(|name| name.contains(".expound-") && !name.ends_with("lock")));
                sleep(took * part(400) as u32 / 1000);
            }
            _ => waits(&|| folder() != before),
        }
        build.kill().unwrap();
        killed += u64::from(build.wait().unwrap().code().is_none());
        exchanged += u64::from(folder() != before);
        let now = published(&public);
        let found = versions.iter().position(|version| *version == now);
        published_version = found.unwrap_or_else(|| panic!("after kill {kill} the site is neither: {:?}", now.keys()));
    }
    assert!(killed > KILLS / 10, "only {killed} of {KILLS} builds were killed before they ended");
    assert!(exchanged > 0 && exchanged < KILLS, "{exchanged} of {KILLS} exchanged");
    site.write("content/a/0.md", text(0));
    assert_eq!(expound(site.path(), BUILD).code, 0);
    assert_eq!(site.public(), versions[0]);
    assert_eq!(left(&site), [""; 0]);
}

#[test]
fn a_second_build_at_once_waits_for_nobody_and_says_so() {
    let site = site();
    assert_eq!(expound(site.path(), BUILD).code, 0);
    let before = site.public();
    let lock = fs::File::create(site.path().join(".public.expound-lock")).unwrap();
    lock.try_lock().unwrap();
    let second = expound(site.path(), BUILD);
    assert_eq!((second.code, second.out.as_str()), (2, ""));
    assert!(second.err.contains("another build is publishing to `"), "{}", second.err);
    assert!(second.err.contains("public`: wait until it has ended"), "{}", second.err);
    drop(lock);
    assert_eq!(expound(site.path(), BUILD).code, 0);
    assert_eq!((site.public(), left(&site)), (before, Vec::new()));
}

/// Runs a script of the shell where folders can be mounted for it alone; nothing where this machine does not let anybody.
fn with_mounts(site: &Scratch, script: &str) -> Option<Ran> {
    let namespace = |command: &mut Command| {
        let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        command.args(if is_root { &["--mount"][..] } else { &["--user", "--map-root-user", "--mount"] });
    };
    let mut tried = Command::new("unshare");
    namespace(&mut tried);
    if !tried.args(["mount", "-t", "tmpfs", "none", "/mnt"]).output().is_ok_and(|done| done.status.success()) {
        assert!(std::env::var_os("EXPOUND_TEST_ALL").is_none(), "nothing can be mounted here");
        println!("skipped: nothing can be mounted here");
        return None;
    }
    let expound = program(site.path());
    let mut command = Command::new("unshare");
    namespace(&mut command);
    let script = format!("set -e; expound() {{ {} \"$@\"; }}; {script}", expound.get_program().to_str().unwrap());
    command.args(["sh", "-c", &script]).current_dir(site.path()).env("TMPDIR", "/dev/null");
    command.envs(expound.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Some(Ran::of(&mut command))
}

#[test]
fn a_full_disk_changes_nothing() {
    let site = site();
    let script = format!(
        "mkdir disk; mount -t tmpfs -o size=600k none disk; cp -r content expound.yaml disk 2>/dev/null || true
        cd disk; rm -rf content/a/*.bin; expound {0} --quiet; (cd public; find . -type f | sort | xargs cat | cksum) > before
        for at in 1 2 3 4 5 6 7 8 9; do head -c 100000 /dev/urandom > content/a/$at.bin 2>/dev/null || true; done
        rm -f content/a/9.bin content/a/8.bin content/a/7.bin
        expound {0} && exit 3; (cd public; find . -type f | sort | xargs cat | cksum) | cmp - before; ls -A
        rm content/a/*.bin; expound {0}",
        BUILD.join(" ")
    );
    let Some(ran) = with_mounts(&site, &script) else { return };
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("No space left on device"), "{}", ran.err);
    assert!(ran.out.starts_with("before\ncontent\nexpound.yaml\npublic\n"), "nothing stays behind: {}", ran.out);
    assert!(ran.out.contains("0 changed"), "{}", ran.out);
}

#[test]
fn a_published_folder_that_is_a_mount_is_refused_with_advice() {
    let site = site();
    for mount in ["mount -t tmpfs none public", "mkdir real; mount --bind real public"] {
        let script = format!("mkdir -p public; {mount}; expound {}", BUILD.join(" "));
        let Some(ran) = with_mounts(&site, &script) else { return };
        assert_eq!(ran.code, 2, "{ran:?}");
        let says =
            "public` is a mount point, and a mount cannot be exchanged as a whole: publish to a folder inside it";
        assert!(ran.err.contains(says), "{}", ran.err);
        assert!(left(&site).iter().all(|name| name == "real"), "{:?}", left(&site));
    }
    // A folder inside it is as good as any.
    let script = format!("mount -t tmpfs none public; expound {} --output public/site; ls -A public", BUILD.join(" "));
    let Some(ran) = with_mounts(&site, &script) else { return };
    assert!(ran.code == 0 && ran.out.ends_with("\nsite\n"), "{ran:?}");
}

#[test]
fn a_site_may_be_published_to_another_disk_by_a_link() {
    let site = site();
    let script = format!(
        "mkdir disk public; rmdir public; mount -t tmpfs none disk; ln -s disk/site public
        mkdir disk/site; expound {0}; expound {0}; test -L public; ls -A disk; cat disk/site/a/0/index.html",
        BUILD.join(" ")
    );
    let Some(ran) = with_mounts(&site, &script) else { return };
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("\nsite\n") && ran.out.contains("<h1>0</h1>"), "{}", ran.out);
}

/// Runs the program as somebody who may do only what a folder lets others do.
fn as_nobody(site: &Scratch, args: &[&str]) -> Ran {
    let own = program(site.path());
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if !is_root {
        return expound(site.path(), args);
    }
    // The program of a test may be where nobody else can go.
    let copy = site.path().join("program");
    fs::copy(own.get_program(), &copy).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&copy).args(args).current_dir(site.path());
    let ran = Ran::of(&mut command);
    fs::remove_file(copy).unwrap();
    ran
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

#[test]
fn what_may_not_be_read_is_told_and_nothing_is_published() {
    let site = site();
    allow(site.path(), 0o777);
    let locked = ["content/a/1.md", "content/a/2.bin", "content/b", "expound.yaml"];
    site.write("content/b/c.md", "Words.\n");
    for path in locked {
        let path = site.path().join(path);
        let mode = if path.is_dir() { 0o755 } else { 0o644 };
        allow(&path, 0);
        let ran = as_nobody(&site, BUILD);
        allow(&path, mode);
        let name = path.strip_prefix(site.path()).unwrap().display().to_string();
        assert!(ran.code != 0 && ran.err.contains("Permission denied"), "{name}: {ran:?}");
        assert!(ran.err.contains(&name), "{name}: {}", ran.err);
        assert!(!site.path().join("public").exists(), "{name}");
    }
    assert_eq!(as_nobody(&site, BUILD).code, 0);
    let before = site.public();
    site.write("content/a/1.md", "---\ntitle: Other\n---\n\nWords.\n");
    allow(site.path(), 0o755);
    let ran = as_nobody(&site, BUILD);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("so the folder around it must be writable"), "{}", ran.err);
    assert_eq!(site.public(), before);
}

#[test]
fn content_and_output_may_not_hold_each_other() {
    let site = site();
    let refused = |args: &[&str], says: &str| {
        let ran = expound(site.path(), &[BUILD, args].concat());
        assert!(ran.code == 2 && ran.err.contains(says), "{args:?}: {ran:?}");
    };
    refused(&["--output", "content/public"], "`content/public` is inside `content`");
    refused(&["--output", "content"], "`content` is both read and published to");
    refused(&["--output", "."], "`content` is inside `.`");
    symlink("content", site.path().join("public")).unwrap();
    refused(&[], "of what is read and what is published neither may hold the other");
    assert!(site.path().join("content/a/0.md").exists());
}

#[test]
fn links_lead_within_the_content_and_nowhere_else() {
    let outside =
        Scratch::new(&[("secret.md", "Secret words.\n"), ("secret.bin", "secret"), ("folder/s.md", "Secret.\n")]);
    let site = site();
    let link = |to: &Path, from: &str| symlink(to, site.path().join(from)).unwrap();
    link(Path::new("0.md"), "content/a/linked.md");
    link(Path::new("a"), "content/b");
    link(&outside.path().join("secret.md"), "content/secret.md");
    link(&outside.path().join("secret.bin"), "content/secret.bin");
    link(&outside.path().join("folder"), "content/folder");
    link(Path::new("nothing"), "content/nothing.md");
    link(Path::new(".."), "content/a/round");
    let ran = expound(site.path(), &[BUILD, &["--format", "short"]].concat());
    assert_eq!(ran.code, 1, "{ran:?}");
    for (file, says) in [
        ("secret.md", "this is a link that leads out of `content`"),
        ("secret.bin", "this is a link that leads out of `content`"),
        ("folder", "this is a link that leads out of `content`"),
        ("nothing.md", "this link leads to nothing"),
        ("a/round", "this link leads to a folder that it is in"),
    ] {
        let told = ran.err.lines().any(|line| line.starts_with(&format!("content/{file}:")) && line.contains(says));
        assert!(told, "{file}: {}", ran.err);
    }
    for name in ["secret.md", "secret.bin", "folder", "nothing.md", "a/round"] {
        fs::remove_file(site.path().join("content").join(name)).unwrap();
    }
    let ran = expound(site.path(), BUILD);
    assert_eq!(ran.code, 0, "{ran:?}");
    let public = site.public();
    assert!(public.contains_key("a/linked/index.html") && public.contains_key("b/11/index.html"));
    assert!(public.values().all(|bytes| !bytes.windows(6).any(|part| part.eq_ignore_ascii_case(b"secret"))));
}

#[test]
fn a_folder_of_ten_thousand_files_is_one_like_others() {
    let site = Scratch::new(&[("expound.yaml", "title: Site\n"), ("content/a/one.md", "Words.\n")]);
    for at in 0..10_000 {
        site.write(&format!("content/a/{at:05}.txt"), at.to_string());
    }
    let ran = expound(site.path(), BUILD);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(site.read("public/a/09999.txt"), "9999");
    fs::remove_file(site.path().join("content/a/00000.txt")).unwrap();
    // What changes is manifest.json, which lists the others.
    assert!(expound(site.path(), BUILD).out.contains("(0 new, 1 changed, 1 removed)"));
}

#[test]
fn names_that_are_no_text_are_told() {
    use std::os::unix::ffi::OsStrExt;
    let site = site();
    for name in [&b"\xff.md"[..], b"a\nb.md", b"folder\xc3"] {
        let path = site.path().join("content").join(std::ffi::OsStr::from_bytes(name));
        if name.starts_with(b"folder") { fs::create_dir(path).unwrap() } else { fs::write(path, "Words.\n").unwrap() }
    }
    let ran = expound(site.path(), BUILD);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(ran.err.matches("the name of this file or folder is not text").count(), 3, "{}", ran.err);
    assert!(ran.err.contains("rename it: addresses are made from names, so they must be text"), "{}", ran.err);
    assert!(!site.path().join("public").exists());
}
