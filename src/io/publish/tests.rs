//! Publishing against a real disk: all or nothing, and nothing of anybody else's.

use super::*;
use crate::base::tree::Sink;
use crate::io::Stage;
use std::os::unix::fs::{PermissionsExt, symlink};
use tempfile::TempDir;

struct Site {
    root: TempDir,
}

impl Site {
    fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn output(&self) -> PathBuf {
        self.at("public")
    }

    fn stage(&self, files: &[(&str, &str)]) -> Stage {
        let stage = Stage::begin(&self.output()).unwrap();
        files.par_iter().for_each(|(path, text)| stage.put(path, text.as_bytes().to_vec().into()));
        stage
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Changes, PublishError> {
        publish(self.stage(files).finish().unwrap(), PublishOptions::default())
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.output().join(path)).unwrap()
    }

    /// What stands in the folder around the output.
    fn around(&self) -> Vec<String> {
        let names = fs::read_dir(self.root.path()).unwrap();
        let mut names: Vec<String> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn counts(changes: &Changes) -> [usize; 4] {
    assert_eq!(changes.left_behind, None);
    [changes.added, changes.changed, changes.removed, changes.unchanged]
}

#[test]
fn a_site_is_published_and_then_exchanged() {
    let site = Site::new();
    let first = site.publish(&[("index.html", "home"), ("a/b/index.html", "b"), ("old.css", "x")]).unwrap();
    assert_eq!(counts(&first), [3, 0, 0, 0]);
    assert_eq!(site.text("a/b/index.html"), "b");
    let manifest = site.text(manifest::NAME);
    let paths: Vec<&str> = manifest.lines().map(|line| line.split("  ").nth(2).unwrap()).collect();
    assert_eq!(paths, ["a/b/index.html", "index.html", "old.css"]);

    let second = site.publish(&[("index.html", "new home"), ("a/b/index.html", "b"), ("new.css", "x")]).unwrap();
    assert_eq!(counts(&second), [1, 1, 1, 1]);
    assert_eq!(site.text("index.html"), "new home");
    assert!(!site.output().join("old.css").exists());
    assert_eq!(site.around(), ["public"]);
}

#[test]
fn what_is_the_same_is_not_written_again() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::new();
    let inode = |path: &str| fs::metadata(site.output().join(path)).unwrap().ino();
    site.publish(&[("index.html", "home"), ("a/b.html", "b"), ("c.html", "c")]).unwrap();
    let (folder, index, page) = (inode(""), inode("index.html"), inode("a/b.html"));
    let same = site.publish(&[("c.html", "c"), ("index.html", "home"), ("a/b.html", "b")]).unwrap();
    assert_eq!((counts(&same), inode("")), ([0, 0, 0, 3], folder), "nothing is exchanged");

    let next = site.publish(&[("index.html", "home"), ("a/b.html", "new"), ("d/e.html", "e")]).unwrap();
    assert_eq!(counts(&next), [1, 1, 1, 1]);
    assert_eq!((inode("index.html"), inode("a/b.html") != page, inode("") != folder), (index, true, true));
    assert_eq!((site.text("a/b.html").as_str(), site.text("d/e.html").as_str()), ("new", "e"));
    assert_eq!(site.publish(&[("index.html", "home")]).unwrap().unchanged, 1);
    assert_eq!(inode("index.html"), index, "links that were taken away do not count as touching");
    assert_eq!(site.around(), ["public"]);
}

#[test]
fn a_manifest_that_somebody_wrote_into_is_put_right_once() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::new();
    let folder = || fs::metadata(site.output()).unwrap().ino();
    let files = [("index.html", "home"), ("a.html", "a")];
    site.publish(&files).unwrap();
    let (right, first) = (site.text(manifest::NAME), folder());
    fs::write(site.output().join(manifest::NAME), format!("{right}no line of it\n")).unwrap();
    assert_eq!(counts(&site.publish(&files).unwrap()), [0, 0, 0, 2]);
    assert_eq!(site.text(manifest::NAME), right);
    let second = folder();
    assert_ne!(second, first);
    assert_eq!(counts(&site.publish(&files).unwrap()), [0, 0, 0, 2]);
    assert_eq!(folder(), second, "it is the same in every byte now");
}

#[test]
fn what_somebody_touched_is_written_again() {
    let site = Site::new();
    let files = [("index.html", "home"), ("a.html", "aaaa")];
    site.publish(&files).unwrap();
    let path = site.output().join("index.html");
    let times = fs::metadata(&path).unwrap().modified().unwrap();
    // The clock of a disk is coarse.
    std::thread::sleep(std::time::Duration::from_millis(50));
    fs::write(&path, "evil").unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(times).unwrap();
    assert_eq!(site.publish(&files).unwrap().unchanged, 2, "as far as the manifest knows");
    assert_eq!(site.text("index.html"), "home");

    fs::remove_file(&path).unwrap();
    symlink(site.output().join("a.html"), &path).unwrap();
    site.publish(&files).unwrap();
    assert_eq!((site.text("index.html").as_str(), path.is_symlink()), ("home", false));
    fs::remove_file(&path).unwrap();
    site.publish(&files).unwrap();
    assert_eq!(site.text("index.html"), "home");
}

/// The clock by which files are dated has steps.
fn next_tick() {
    std::thread::sleep(std::time::Duration::from_millis(30));
}

#[test]
fn what_somebody_writes_to_while_a_site_is_built_is_found_out() {
    let site = Site::new();
    site.publish(&[("a.css", "a"), ("b.css", "b")]).unwrap();
    let stage = site.stage(&[("a.css", "a"), ("b.css", "new")]);
    next_tick();
    fs::write(site.output().join("a.css"), "?").unwrap();
    let refused = publish(stage.finish().unwrap(), PublishOptions::default()).unwrap_err();
    assert!(matches!(&refused, PublishError::Touched(path) if path == "a.css"), "{refused}");
    assert_eq!((site.text("a.css").as_str(), site.text("b.css").as_str()), ("?", "b"), "nothing was published");
    assert_eq!(site.around(), ["public"]);
    site.publish(&[("a.css", "a"), ("b.css", "new")]).unwrap();
    assert_eq!((site.text("a.css").as_str(), site.text("b.css").as_str()), ("a", "new"));
}

#[test]
fn what_somebody_writes_to_before_all_is_over_is_not_taken_for_ours() {
    let site = Site::new();
    let files = [("a.css", "a"), ("b.css", "b")];
    site.publish(&files).unwrap();
    let has_all = || files.iter().all(|(path, _)| site.stage(&[]).has(path));
    assert!(has_all());
    let old = published::written(&site.output().join(manifest::NAME));
    next_tick();
    fs::write(site.output().join("b.css"), "?").unwrap();
    published::seal(&site.output(), &manifest::load(&site.output()).unwrap().manifest, old);
    assert!(!has_all());
    site.publish(&files).unwrap();
    assert_eq!(site.text("b.css"), "b");
    // A time to come says nothing of that.
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(1_000_000);
    fs::File::options().write(true).open(site.output().join("b.css")).unwrap().set_modified(later).unwrap();
    published::seal(
        &site.output(),
        &manifest::load(&site.output()).unwrap().manifest,
        old.max(published::written(&site.output().join("a.css"))),
    );
    assert!(has_all());
    site.publish(&[("a.css", "new"), ("b.css", "b")]).unwrap();
}

#[test]
fn two_files_of_one_path_are_found_out_though_both_are_published() {
    let site = Site::new();
    site.publish(&[("a.html", "a")]).unwrap();
    let twice = site.stage(&[("a.html", "a"), ("a.html", "a")]).finish();
    assert!(matches!(twice, Err(PublishError::Collision(path)) if path == "a.html"));
}

#[test]
fn pictures_that_are_the_same_are_not_copied_again() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::new();
    let from = site.at("picture.png");
    let published = |text: &str| {
        fs::write(&from, text).unwrap();
        let stage = site.stage(&[]);
        stage.copy("p.png", &from);
        stage.put("index.html", text.as_bytes().to_vec().into());
        publish(stage.finish().unwrap(), PublishOptions::default()).unwrap();
        fs::metadata(site.output().join("p.png")).unwrap().ino()
    };
    let first = published("one");
    assert_eq!(published("one"), first);
    assert_ne!(published("two"), first);
    assert_eq!(site.text("p.png"), "two");
}

#[test]
fn a_stage_that_is_dropped_changes_nothing() {
    let site = Site::new();
    site.publish(&[("index.html", "home")]).unwrap();
    let stage = site.stage(&[("index.html", "broken")]);
    assert_eq!(site.around().len(), 3, "the output, the stage, the lock");
    drop(stage);
    drop(site.stage(&[("index.html", "broken")]).finish().unwrap());
    assert_eq!(site.text("index.html"), "home");
    assert_eq!(site.around(), ["public"]);
}

#[test]
fn files_that_expound_did_not_write_are_never_replaced_unasked() {
    let site = Site::new();
    site.publish(&[("index.html", "home"), ("a.css", "x")]).unwrap();
    fs::create_dir(site.output().join(".git")).unwrap();
    for name in [".git/HEAD", "CNAME", "b", "c", "d", "e"] {
        fs::write(site.output().join(name), "mine").unwrap();
    }
    let refused = site.publish(&[("index.html", "new")]).unwrap_err();
    let text = refused.to_string();
    assert!(text.contains(".git/HEAD, CNAME, b, c, d and 1 more") && text.contains("--replace"), "{text}");
    assert_eq!((site.text("index.html").as_str(), site.text("CNAME").as_str()), ("home", "mine"));
    assert_eq!(site.around(), ["public"]);

    let options = PublishOptions { replace_foreign: true };
    let changes = publish(site.stage(&[("index.html", "new")]).finish().unwrap(), options).unwrap();
    assert_eq!(counts(&changes), [0, 1, 1, 0]);
    assert!(!site.output().join("CNAME").exists());
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_an_empty_one_is_not() {
    let site = Site::new();
    fs::create_dir(site.output()).unwrap();
    fs::write(site.output().join(".gitkeep"), "").unwrap();
    site.publish(&[("index.html", "home")]).unwrap();
    assert!(site.output().join(".gitkeep").exists());
    site.publish(&[("index.html", "home")]).unwrap();
    assert!(site.output().join(".gitkeep").exists());
    fs::write(site.output().join(manifest::NAME), "damaged").unwrap();
    assert!(matches!(site.publish(&[]), Err(PublishError::Foreign { count: 1, .. })));
}

#[test]
fn published_files_are_readable_whatever_the_author_s_are() {
    let site = Site::new();
    let from = site.at("picture.png");
    let bytes: Vec<u8> = (0..300_000_u32).map(|i| i as u8).collect();
    fs::write(&from, &bytes).unwrap();
    fs::set_permissions(&from, fs::Permissions::from_mode(0o700)).unwrap();
    let stage = site.stage(&[("a/index.html", "")]);
    stage.copy("a/picture.png", &from);
    let staged = stage.finish().unwrap();
    assert_eq!((staged.files(), staged.bytes()), (2, 300_000));
    publish(staged, PublishOptions::default()).unwrap();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    // What the mask of whoever runs the tests leaves of all rights.
    fs::create_dir(site.at("plain")).unwrap();
    let left = mode(site.at("plain"));
    let published = ["", "a", "a/index.html", "a/picture.png"].map(|path| mode(site.output().join(path)));
    assert_eq!(published, [0o755, 0o755, 0o644, 0o644].map(|wanted| wanted & left));
    assert_eq!(fs::read(site.output().join("a/picture.png")).unwrap(), bytes);
    let known = manifest::load(&site.output()).unwrap();
    assert_eq!(known.manifest["a/picture.png"], manifest::Entry::of(&bytes));
}

#[test]
fn the_first_error_is_what_finishing_says() {
    let site = Site::new();
    site.publish(&[("index.html", "home")]).unwrap();
    for path in ["", "/etc/x", "../x", "a/../x", "a//b", "./a", "a/./b", "a/", "a\nb", manifest::NAME] {
        let refused = site.stage(&[(path, "")]).finish();
        assert!(matches!(refused, Err(PublishError::BadPath(_))), "{path:?}");
    }
    let collisions = [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("a", "a/index.html"), ("a/index.html", "a")];
    for (first, second) in collisions.into_iter().chain([("a", "a/b/index.html"), ("a/index.html", "a/index.html")]) {
        let stage = site.stage(&[(first, "")]);
        stage.put(second, Vec::new().into());
        stage.put("/later", Vec::new().into());
        assert!(matches!(stage.finish(), Err(PublishError::Collision(_))), "{first} {second}");
    }
    let stage = site.stage(&[]);
    stage.copy("a", &site.at("nothing"));
    assert!(stage.finish().unwrap_err().to_string().contains("nothing"));
    assert_eq!(site.text("index.html"), "home");
    assert_eq!(site.around(), ["public"]);
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let site = Site::new();
    let staged = site.stage(&[("index.html", "first")]).finish().unwrap();
    let refused = Stage::begin(&site.output()).unwrap_err();
    assert!(refused.to_string().contains("another build"), "{refused}");
    Stage::begin(&site.at("elsewhere")).unwrap();
    publish(staged, PublishOptions::default()).unwrap();
    assert_eq!(site.text("index.html"), "first");
}

#[test]
fn what_a_killed_build_left_is_put_right() {
    let site = Site::new();
    site.publish(&[("index.html", "home")]).unwrap();
    fs::create_dir(site.at(".public.expound-99-aBcDeF")).unwrap();
    fs::write(site.at(".public.expound-99-aBcDeF/index.html"), "half").unwrap();
    fs::write(site.at(".public.expound-lock"), "").unwrap();
    fs::create_dir(site.at(".public.expound-2.expound-9-abc")).unwrap();
    drop(site.stage(&[]));
    assert_eq!(site.around(), [".public.expound-2.expound-9-abc", "public"]);

    // Killed between the two steps of a system that cannot exchange: only the old site is there, under another name.
    fs::rename(site.output(), site.at(".public.expound-old")).unwrap();
    drop(site.stage(&[]));
    assert_eq!(site.text("index.html"), "home");
    // Killed after the second step: both are there.
    fs::create_dir(site.at(".public.expound-old")).unwrap();
    drop(site.stage(&[]));
    assert_eq!(site.around(), [".public.expound-2.expound-9-abc", "public"]);
}

#[test]
fn two_steps_do_what_the_exchange_does() {
    let site = Site::new();
    site.publish(&[("index.html", "old")]).unwrap();
    let target = Target::find(&site.output()).unwrap();
    let staged = site.at("staged");
    fs::create_dir(&staged).unwrap();
    fs::write(staged.join("index.html"), "new").unwrap();
    let aside = swap_in_two_steps(&staged, &target).unwrap().unwrap();
    assert_eq!(site.text("index.html"), "new");
    assert_eq!(fs::read_to_string(aside.join("index.html")).unwrap(), "old");
    // A second step that fails takes the first one back.
    fs::remove_dir_all(&aside).unwrap();
    assert!(swap_in_two_steps(&staged, &target).is_err());
    assert_eq!(site.text("index.html"), "new");
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_exchanged() {
    let site = Site::new();
    fs::create_dir_all(site.at("www/site")).unwrap();
    symlink("www/site", site.output()).unwrap();
    site.publish(&[("index.html", "home")]).unwrap();
    site.publish(&[("index.html", "new")]).unwrap();
    assert!(site.output().is_symlink());
    assert_eq!(fs::read_to_string(site.at("www/site/index.html")).unwrap(), "new");
    assert_eq!(site.around(), ["public", "www"]);
}
