//! The files of a new site: few, and each teaches something.

macro_rules! starter {
    ($($path:literal => $text:expr),* $(,)?) => {
        /// Path and text.
        pub(super) const FILES: &[(&str, &str)] = &[$(($path, $text)),*];
    };
}

starter! {
    "expound.yaml" => r#"# The settings of the site. Every key may be left out.
title: Our briefs
description: Short explanations with their sources.
# The address under which the site will be published. Feeds and the sitemap need it.
base_url: https://example.org/
language: en

# Those who write. Briefs name them by key.
authors:
  editor:
    name: The editors

# The menu.
nav:
  - {title: Briefs, url: /briefs/}
  - {title: Topics, url: /tags/}
  - {title: About, url: /about/}
"#,
    ".gitignore" => "/public/*\n!/public/.gitkeep\n",
    "public/.gitkeep" => "",
    "content/_index.md" => "---\ntitle: Our briefs\n---\n\nShort explanations of things that matter, each with its sources.\n",
    "content/about.md" => "---\ntitle: About\n---\n\nSay here who writes these briefs and why.\n",
    "content/sources.yaml" => r#"# The publications that briefs cite. `[^handbook]` in a brief is a note with this source.
handbook:
  title: A handbook of plain writing
  author: The editors
  publisher: Our own shelf
  date: 2025
  note: An example; put a real source in its place
"#,
    "content/briefs/_index.md" => "---\ntitle: Briefs\ndescription: Everything we have published, newest first.\n---\n",
    "content/briefs/2025-01-15-how-to-write-a-brief.md" => r#"---
title: How to write a brief
author: editor
date: 2025-01-15
description: What a brief is made of, shown by one that says so.
tags: [writing]
---

A brief answers one question. Its first paragraph gives the answer, and the rest gives the reasons.[^handbook]

<!--more-->

## Say where it comes from

A note stands where the reader begins to doubt.[^doubt] A source that is cited twice has one note and two ways back
to the text.[^handbook]

___`A sentence worth repeating can stand in the margin of the text.`___

## Compare in a table

| Form    | Length | Notes |
| ------- | -----: | ----- |
| Brief   |    800 | Yes   |
| Comment |    300 | Few   |

> [!NOTE]
> Read [the page about us](../about.md) next.

[^doubt]: Notes of your own are defined like this, anywhere in the file.
"#,
}
