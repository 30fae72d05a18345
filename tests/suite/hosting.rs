//! What `expound hosting` prints: its commands are run, and nginx serves a site with its settings. Needs Debian's `nginx`;
//! where it is not there that test says so and is skipped; with `EXPOUND_TEST_ALL=1` it fails.

use crate::harness::{Answer, NOW, Scratch, expound, files_below, get};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A site with an old address, a picture from elsewhere, and something of every type.
fn site(base_url: &str) -> Scratch {
    let site = Scratch::new(&[
        ("expound.yaml", &format!("title: Site\nbase_url: {base_url}\nchecks: {{allow: [remote-image]}}\n")),
        (
            "content/a.md",
            "---\ntitle: A\ndate: 2025-01-01\naliases: [/old/, /größe.html]\n---\n\n![x](https://pictures.example/x.png)\n",
        ),
        ("content/b.md", &format!("---\ntitle: B\ndate: 2025-01-02\n---\n\n{}\n", "Many words. ".repeat(200))),
        ("content/CNAME", "example.org\n"),
        ("content/rows.csv", "a,b\n1,2\n"),
        ("content/letters.txt", "größe\n"),
    ]);
    let ran = expound(site.path(), &["build", "--quiet", "--now", NOW, "--precompress"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    site
}

fn printed(site: &Scratch, args: &[&str]) -> String {
    let ran = expound(site.path(), &[&["hosting"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.out.contains("[["), "{}", ran.out);
    ran.out
}

#[test]
fn files_for_hosts_are_what_the_site_needs() {
    let site = site("https://example.org/");
    let headers = site.read("public/_headers");
    assert!(headers.starts_with("/*\n  Content-Security-Policy: default-src 'self'; img-src 'self' pictures.example;"));
    assert!(
        headers.contains("\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n/search/parts/*\n"),
        "{headers}"
    );
    assert_eq!(site.read("public/_redirects"), "/gr%C3%B6%C3%9Fe.html /a/ 301\n/old/ /a/ 301\n");
    assert_eq!(site.read("public/.nojekyll"), "");
    assert_eq!(site.read("public/CNAME"), "example.org\n");

    // Every file but the list itself is in the list, with its length.
    let list: serde_json::Value = serde_json::from_str(&site.read("public/manifest.json")).unwrap();
    let listed: Vec<(&str, u64)> = list["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["path"].as_str().unwrap(), file["bytes"].as_u64().unwrap()))
        .collect();
    let public = site.path().join("public");
    let length = |path: &str| std::fs::metadata(public.join(path)).unwrap().len();
    let is_list = |path: &&String| path.starts_with("manifest.json") || *path == ".expound-manifest";
    let there = files_below(&public);
    let there: Vec<(&str, u64)> =
        there.iter().filter(|path| !is_list(path)).map(|path| (path.as_str(), length(path))).collect();
    assert_eq!(listed, there);

    // A file of the author's stands in its place, and a site below a folder says so.
    site.write("content/_headers", "/*\n  X-Ours: yes\n");
    site.write("content/manifest.json", "{\"name\": \"ours\"}");
    site.write("content/assets/own.png", "own");
    site.write("expound.yaml", "title: Site\nbase_url: https://example.org/sub/\nwithout: [redirects-file]\n");
    assert_eq!(expound(site.path(), &["build", "--quiet", "--now", NOW]).code, 0);
    assert_eq!(site.read("public/_headers"), "/*\n  X-Ours: yes\n");
    assert_eq!(site.read("public/manifest.json"), "{\"name\": \"ours\"}");
    assert!(!public.join("_redirects").exists());
    std::fs::remove_file(site.path().join("content/_headers")).unwrap();
    assert_eq!(expound(site.path(), &["build", "--quiet", "--now", NOW]).code, 0);
    let headers = site.read("public/_headers");
    // Where the author has files among the assets, only ours may be kept.
    assert!(headers.starts_with("/sub/*\n") && !headers.contains("/sub/assets/*"), "{headers}");
    assert!(headers.contains("\n/sub/assets/site.") && headers.contains("/sub/search/parts/*"), "{headers}");
}

/// The command lines of a printed workflow: every text below `run`, `script` and `before_script`.
fn commands(value: &serde_yaml::Value, found: &mut Vec<String>) {
    match value {
        serde_yaml::Value::Mapping(map) => {
            for (key, value) in map {
                let is_command = matches!(key.as_str(), Some("run" | "script" | "before_script"));
                match value {
                    serde_yaml::Value::String(text) if is_command => found.extend(text.lines().map(str::to_owned)),
                    serde_yaml::Value::Sequence(lines) if is_command => {
                        found.extend(lines.iter().filter_map(|line| line.as_str().map(str::to_owned)));
                    }
                    other => commands(other, found),
                }
            }
        }
        serde_yaml::Value::Sequence(values) => values.iter().for_each(|value| commands(value, found)),
        _ => {}
    }
}

/// The lines between the quotes of a command of netlify.toml.
fn commands_of_toml(text: &str) -> Vec<String> {
    let parts = text.split("'''").skip(1).step_by(2);
    parts.flat_map(str::lines).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[test]
fn every_command_of_a_workflow_works() {
    let site = site("https://example.org/");
    let folder = Path::new(env!("CARGO_BIN_EXE_expound")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    for host in ["github", "gitlab", "netlify", "cloudflare", "s3"] {
        let text = printed(&site, &[host]);
        let mut found = Vec::new();
        if host == "netlify" {
            found = commands_of_toml(&text);
        } else {
            commands(&serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{host}: {error}")), &mut found);
        }
        // What installs something, or uploads, wants the network: uploading is tested with a store of its own.
        let outside = |line: &&String| line.starts_with("npx ") || line.starts_with("expound deploy");
        let (outside, inside): (Vec<&String>, Vec<&String>) = found.iter().partition(outside);
        assert!(inside.iter().any(|line| line.starts_with("expound build")), "{host}: {found:?}");
        assert!(outside.len() <= 1);
        for line in inside {
            let ran = Command::new("sh")
                .args(["-e", "-c", line])
                .current_dir(site.path())
                .env("PATH", &path)
                .env("EXPOUND_CACHE", site.path().join("cache"))
                .envs(
                    ["BASE_URL", "CI_PAGES_URL", "URL", "DEPLOY_PRIME_URL", "SITE_URL"]
                        .map(|name| (name, "https://a.example")),
                )
                .env("CI_PROJECT_DIR", site.path())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&ran.stderr);
            assert!(ran.status.success(), "{host}: {line}\n{said}");
        }
    }
    let from = printed(&site, &["github", "--from", "https://code.example/expound"]);
    assert!(from.contains("cargo install expound --locked --git https://code.example/expound\n"), "{from}");
    assert_eq!(expound(site.path(), &["hosting", "github", "--from", "$(x)"]).code, 2);
    let unknown = expound(site.path(), &["hosting", "githb"]);
    assert_eq!((unknown.code, unknown.err.contains("github")), (2, true), "{}", unknown.err);
    assert!(printed(&site, &[]).contains("nginx"));
}

/// nginx on this machine, which ends with the test.
struct Nginx {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Nginx {
    /// Serves with printed settings, with a port of its own; says why not where nginx is not there.
    fn start(settings: &str) -> Option<Self> {
        let is_there = |name: &&str| Command::new(name).arg("-v").output().is_ok();
        let Some(program) = ["nginx", "/usr/sbin/nginx"].into_iter().find(is_there) else {
            assert!(std::env::var_os("EXPOUND_TEST_ALL").is_none(), "there is no nginx");
            println!("skipped: no nginx");
            return None;
        };
        let brotli = Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
        if !brotli.exists() {
            assert!(std::env::var_os("EXPOUND_TEST_ALL").is_none(), "nginx has no libnginx-mod-http-brotli-static");
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let settings = settings
            .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
            .replace("    listen [::]:80;\n", "")
            .replace("#brotli_static", if brotli.exists() { "brotli_static" } else { "#brotli_static" });
        let load = if brotli.exists() { format!("load_module {};\n", brotli.display()) } else { String::new() };
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {};\n", at(name)))
            .concat();
        // Folders of tests are open to whoever made them alone.
        let user = if std::env::var("USER").is_ok_and(|user| user != "root") { "" } else { "user root;\n" };
        let all = format!(
            "{load}{user}daemon off;\npid {};\nerror_log stderr;\nworker_processes 1;\nevents {{ worker_connections 64; }}\n\
             http {{\naccess_log off;\n{temporary}{settings}}}\n",
            at("pid")
        );
        std::fs::write(folder.path().join("nginx.conf"), &all).unwrap();
        let test = Command::new(program).args(["-t", "-e", "stderr", "-c", &at("nginx.conf")]).output().unwrap();
        assert!(test.status.success(), "{}\n{all}", String::from_utf8_lossy(&test.stderr));
        let mut command = Command::new(program);
        command.args(["-e", "stderr", "-c", &at("nginx.conf")]).stdout(Stdio::null()).stderr(Stdio::null());
        let nginx = Self { child: command.spawn().unwrap(), port, _folder: folder };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "nginx does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(nginx)
    }

    fn get(&self, path: &str, headers: &str) -> Answer {
        get(self.port, path, headers)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // The worker ends when its master does so in order.
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "public, max-age=0, must-revalidate";

#[test]
fn nginx_serves_a_site_as_it_should() {
    let site = site("https://example.org/");
    let public = site.path().join("public");
    let folder = public.display().to_string();
    let Some(nginx) = Nginx::start(&printed(&site, &["nginx", "--folder", &folder])) else { return };

    let page = nginx.get("/b/", "");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(page.body, site.read("public/b/index.html").into_bytes());
    assert_eq!(page.header("cache-control"), ASK_AGAIN);
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.starts_with("default-src 'self'; img-src 'self' pictures.example;"), "{policy}");
    for (name, value) in [("x-content-type-options", "nosniff"), ("referrer-policy", "strict-origin-when-cross-origin")]
    {
        assert_eq!(page.header(name), value);
    }
    assert!(page.header("permissions-policy").contains("camera=()"));

    // What is known already is not sent again.
    let known = nginx.get("/b/", &format!("If-None-Match: {}\r\n", page.header("etag")));
    assert_eq!((known.status, known.body.len(), known.header("cache-control")), (304, 0, ASK_AGAIN));
    assert_eq!(known.header("content-security-policy"), policy);

    let lost = nginx.get("/nowhere/", "");
    assert_eq!((lost.status, lost.header("content-type")), (404, "text/html; charset=utf-8"));
    assert_eq!(lost.body, site.read("public/404.html").into_bytes());
    assert_eq!((lost.header("content-security-policy"), lost.header("cache-control")), (policy.as_str(), ASK_AGAIN));
    for hidden in ["/404.html", "/_headers", "/_redirects", "/.expound-manifest", "/.nojekyll"] {
        assert_eq!(nginx.get(hidden, "").status, 404, "{hidden}");
    }

    for (from, to) in [("/b", "/b/"), ("/old/", "/a/"), ("/old", "/a/"), ("/gr%C3%B6%C3%9Fe.html", "/a/")] {
        let moved = nginx.get(from, "");
        assert_eq!((moved.status, moved.header("location")), (301, to), "{from}");
    }

    let style =
        files_below(&public).into_iter().find(|path| path.starts_with("assets/") && path.ends_with(".css")).unwrap();
    let style = nginx.get(&format!("/{style}"), "");
    assert_eq!((style.status, style.header("content-type")), (200, "text/css; charset=utf-8"));
    assert_eq!(style.header("cache-control"), FOREVER);
    let part = files_below(&public).into_iter().find(|path| path.starts_with("search/parts/words.")).unwrap();
    assert_eq!(nginx.get(&format!("/{part}"), "").header("cache-control"), FOREVER);
    assert_eq!(nginx.get("/assets/site.0123456789abcdef.css", "").header("cache-control"), ASK_AGAIN);
    for (path, media) in [
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/feed.json", "application/json; charset=utf-8"),
        ("/search/manifest.json", "application/json; charset=utf-8"),
        ("/rows.csv", "text/csv; charset=utf-8"),
        ("/letters.txt", "text/plain; charset=utf-8"),
        ("/CNAME", "application/octet-stream"),
    ] {
        let file = nginx.get(path, "");
        assert_eq!((file.status, file.header("content-type")), (200, media), "{path}");
        assert_eq!(file.header("cache-control"), ASK_AGAIN, "{path}");
    }

    let packed = nginx.get("/b/", "Accept-Encoding: gzip\r\n");
    assert_eq!((packed.status, packed.header("content-encoding")), (200, "gzip"));
    assert_eq!(packed.body, std::fs::read(public.join("b/index.html.gz")).unwrap());
    assert_eq!(packed.header("content-type"), "text/html; charset=utf-8");
    assert!(packed.header("vary").contains("Accept-Encoding"));
    if Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so").exists() {
        let packed = nginx.get("/b/", "Accept-Encoding: gzip, br\r\n");
        assert_eq!(packed.header("content-encoding"), "br");
        assert_eq!(packed.body, std::fs::read(public.join("b/index.html.br")).unwrap());
    }
}

#[test]
fn only_what_is_named_by_its_content_is_kept() {
    let site = site("https://example.org/");
    site.write("content/assets/photo.20240607.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    assert_eq!(expound(site.path(), &["build", "--quiet", "--now", NOW]).code, 0);
    let public = site.path().join("public");
    let folder = public.display().to_string();
    let Some(nginx) = Nginx::start(&printed(&site, &["nginx", "--folder", &folder])) else { return };
    assert_eq!(nginx.get("/assets/photo.20240607.svg", "").header("cache-control"), ASK_AGAIN);
    let style = files_below(&public).into_iter().find(|path| path.ends_with(".css")).unwrap();
    assert_eq!(nginx.get(&format!("/{style}"), "").header("cache-control"), FOREVER);
}

#[test]
fn what_nginx_could_not_be_told_is_told() {
    let site = site("https://example.org/");
    site.write("content/_redirects", "/a/* /b/:splat\n/c /a/\n");
    assert_eq!(expound(site.path(), &["build", "--quiet", "--now", NOW]).code, 0);
    let ran = expound(site.path(), &["hosting", "nginx"]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.err, "_redirects:1: nginx is not told of `/a/* /b/:splat`: write a rule for it yourself\n");
    assert!(ran.out.contains("location = \"/c\" { return 301 \"/a/\"; }"), "{}", ran.out);
    let ran = expound(site.path(), &["hosting", "nginx", "--public", "nowhere"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("nowhere has no _headers") && ran.err.contains("expound build"), "{}", ran.err);
}

#[test]
fn nginx_serves_a_site_below_a_folder() {
    let site = site("https://example.org/sub/");
    let server = tempfile::tempdir().unwrap();
    let public = site.path().join("public");
    crate::harness::copy(&public, &server.path().join("sub"));
    let folder = server.path().display().to_string();
    let Some(nginx) = Nginx::start(&printed(&site, &["nginx", "--folder", &folder])) else { return };
    assert_eq!(nginx.get("/sub/", "").status, 200);
    let moved = nginx.get("/sub/b", "");
    assert_eq!((moved.status, moved.header("location")), (301, "/sub/b/"));
    assert_eq!(nginx.get("/sub/old/", "").header("location"), "/sub/a/");
    let lost = nginx.get("/sub/nowhere", "");
    assert_eq!((lost.status, lost.body), (404, site.read("public/404.html").into_bytes()));
    assert_eq!(nginx.get("/sub/.expound-manifest", "").status, 404);
    let style =
        files_below(&public).into_iter().find(|path| path.starts_with("assets/") && path.ends_with(".css")).unwrap();
    assert_eq!(nginx.get(&format!("/sub/{style}"), "").header("cache-control"), FOREVER);
}
