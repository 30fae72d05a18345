//! Blocks → HTML.

use super::charts::CHART;
use super::page::TocEntry;
use super::stats::{Stretch, has_marks};
use super::{Lowerer, code, math};
use crate::base::{Span, codes, escape};
use crate::doc::{
    Alignment, Block, BlockKind, Callout, CalloutKind, Definition, Details, Heading, Inline, Item, List, Quote, Table,
    Text,
};
use std::fmt::Write;

impl Lowerer<'_> {
    pub(super) fn blocks(&mut self, out: &mut String, blocks: &[Block]) {
        for block in blocks {
            self.block(out, block);
        }
    }

    fn block(&mut self, out: &mut String, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                self.trace(&[inlines], Stretch::Prose);
                self.unsourced_paragraph(inlines, block.span);
                self.wrapped(out, "<p>", inlines, "</p>\n");
            }
            BlockKind::Heading(heading) => self.heading(out, heading),
            BlockKind::Quote(quote) => {
                self.unsourced_quote(quote, block.span);
                self.quote(out, quote);
            }
            BlockKind::Callout(callout) => self.callout(out, callout),
            BlockKind::PullQuote(inlines) => {
                self.trace(&[inlines], Stretch::Repeated);
                self.wrapped(out, "<aside class=\"pullquote\"><p>", inlines, "</p></aside>\n");
            }
            BlockKind::Figure(figure) => self.figure(out, figure),
            BlockKind::List(list) => self.list(out, list),
            BlockKind::Definitions(all) => self.definitions(out, all),
            BlockKind::Code(block_of_code) => {
                let at = block.span.start as usize;
                let fence = Span::new(at, at + self.text()[at..].lines().next().map_or(0, str::len));
                if block_of_code.language() == CHART {
                    self.chart(out, block_of_code, fence);
                } else if self.slip_of_chart(block_of_code, fence) {
                    // Nothing is published of it.
                } else if let Some(language) = code::write(out, block_of_code, self.text()) {
                    self.find(
                        &codes::UNKNOWN_LANGUAGE,
                        fence,
                        format!("`{language}` is not a language that can be highlighted"),
                        "leave it out, or write the usual name of the language",
                    );
                }
            }
            BlockKind::Table(table) => self.table(out, table),
            BlockKind::Separator => out.push_str("<hr class=\"separator\">\n"),
            BlockKind::Rule => out.push_str("<hr>\n"),
            BlockKind::Details(details) => self.details(out, details),
            BlockKind::Math(tex) => self.math(out, tex, true),
            BlockKind::RawHtml(span) => {
                out.push_str(self.source.slice(*span));
                out.push('\n');
            }
        }
    }

    pub(super) fn wrapped(&mut self, out: &mut String, open: &str, inlines: &[Inline], close: &str) {
        out.push_str(open);
        self.inlines(out, inlines);
        out.push_str(close);
    }

    fn heading(&mut self, out: &mut String, heading: &Heading) {
        // The page's own title is the `h1`.
        let level = heading.depth + 1;
        let id = escape::attribute_string(&heading.id);
        let _ = write!(out, "<h{level} id=\"{id}\">");
        let from = out.len();
        self.trace(&[&heading.content], Stretch::Whole);
        self.inlines(out, &heading.content);
        let title = strip_links(&out[from..]);
        let href = escape::url_path(&heading.id);
        let _ = writeln!(
            out,
            " <a class=\"anchor\" href=\"#{}\" aria-label=\"{}\"></a></h{level}>",
            escape::attribute_string(&href),
            self.language_of_page().words.link_to_this_section
        );
        self.page.toc.push(TocEntry { id: heading.id.clone(), title, level });
    }

    fn quote(&mut self, out: &mut String, quote: &Quote) {
        out.push_str("<blockquote>\n");
        self.blocks(out, &quote.blocks);
        if let Some(name) = &quote.attribution {
            self.trace(&[name], Stretch::Whole);
            self.wrapped(out, "<footer>", name, "</footer>\n");
        }
        out.push_str("</blockquote>\n");
    }

    fn callout(&mut self, out: &mut String, callout: &Callout) {
        let words = &self.language_of_page().words;
        let (class, title) = match callout.kind {
            CalloutKind::Box => ("box", ""),
            CalloutKind::Note => ("note", words.note),
            CalloutKind::Tip => ("tip", words.tip),
            CalloutKind::Important => ("important", words.important),
            CalloutKind::Warning => ("warning", words.warning),
            CalloutKind::Caution => ("caution", words.caution),
        };
        let _ = write!(out, "<div class=\"callout callout-{class}\" role=\"note\"><p class=\"callout-title\">{title}");
        self.trace(&[&callout.title], Stretch::Whole);
        self.inlines(out, &callout.title);
        out.push_str("</p>\n");
        self.blocks(out, &callout.blocks);
        out.push_str("</div>\n");
    }

    fn list(&mut self, out: &mut String, list: &List) {
        let tasks = list.items.iter().any(|item| item.done.is_some());
        let close = match list.start {
            Some(1) => {
                out.push_str("<ol>\n");
                "</ol>\n"
            }
            Some(start) => {
                let _ = writeln!(out, "<ol start=\"{start}\">");
                "</ol>\n"
            }
            None => {
                out.push_str(if tasks { "<ul class=\"tasks\">\n" } else { "<ul>\n" });
                "</ul>\n"
            }
        };
        for item in &list.items {
            out.push_str("<li>");
            self.item(out, item);
            out.push_str("</li>\n");
        }
        out.push_str(close);
    }

    fn item(&mut self, out: &mut String, item: &Item) {
        if let Some(done) = item.done {
            let words = &self.language_of_page().words;
            let (checked, label) = if done { (" checked", words.done) } else { ("", words.to_do) };
            let _ = write!(out, "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ");
        }
        for (at, block) in item.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(inlines) if item.tight => {
                    if at > 0 {
                        out.push('\n');
                    }
                    self.trace(&[inlines], Stretch::Prose);
                    self.inlines(out, inlines);
                }
                _ => {
                    if at == 0 || item.tight {
                        out.push('\n');
                    }
                    self.block(out, block);
                }
            }
        }
    }

    fn definitions(&mut self, out: &mut String, all: &[Definition]) {
        out.push_str("<dl>\n");
        for definition in all {
            self.trace(&[&definition.term], Stretch::Whole);
            self.wrapped(out, "<dt>", &definition.term, "</dt>\n");
            for meaning in &definition.meanings {
                out.push_str("<dd>");
                match &meaning[..] {
                    [Block { kind: BlockKind::Paragraph(inlines), .. }] => {
                        self.trace(&[inlines], Stretch::Prose);
                        self.inlines(out, inlines);
                    }
                    blocks => self.blocks(out, blocks),
                }
                out.push_str("</dd>\n");
            }
        }
        out.push_str("</dl>\n");
    }

    fn table(&mut self, out: &mut String, table: &Table) {
        // A wide table scrolls by itself; what scrolls must be reachable by keyboard and have a name.
        let name = self.language_of_page().words.table;
        let _ = write!(
            out,
            "<div class=\"table\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\"><table>\n<thead><tr>"
        );
        self.row(&table.head, &[]);
        // A note at the head of a column says where all of its numbers come from.
        let noted: Vec<bool> = table.head.iter().map(|cell| has_marks(cell, false)).collect();
        for (cell, alignment) in table.head.iter().zip(&table.alignments) {
            // An empty corner heads no column.
            if cell.is_empty() {
                out.push_str("<td></td>");
                continue;
            }
            let _ = write!(out, "<th scope=\"col\"{}>", class(*alignment));
            self.wrapped(out, "", cell, "</th>");
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            out.push_str("<tr>");
            self.row(row, &noted);
            for (cell, alignment) in row.iter().zip(&table.alignments) {
                let _ = write!(out, "<td{}>", class(*alignment));
                self.wrapped(out, "", cell, "</td>");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>\n");
    }

    fn row(&mut self, row: &[Vec<Inline>], noted: &[bool]) {
        let cells: Vec<&[Inline]> = row.iter().map(Vec::as_slice).collect();
        self.trace_cells(&cells, Stretch::Whole, noted);
    }

    fn details(&mut self, out: &mut String, details: &Details) {
        out.push_str(if details.open { "<details open><summary>" } else { "<details><summary>" });
        if details.summary.is_empty() {
            out.push_str("Details");
        }
        self.trace(&[&details.summary], Stretch::Whole);
        self.wrapped(out, "", &details.summary, "</summary>\n");
        self.blocks(out, &details.blocks);
        out.push_str("</details>\n");
    }

    /// A formula as MathML, or as it was written.
    pub(super) fn math(&mut self, out: &mut String, tex: &Text, display: bool) {
        let text = tex.get(self.text());
        match math::mathml(text, display) {
            Ok(mathml) => out.push_str(&mathml),
            Err(cause) => {
                let message = format!("this formula cannot be read: {cause}");
                self.find(&codes::BAD_MATH, tex.span(), message, "check its braces and commands");
                out.push_str("<code>");
                escape::text(out, text);
                out.push_str("</code>");
            }
        }
    }
}

fn class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "",
        Alignment::Left => " class=\"left\"",
        Alignment::Center => " class=\"center\"",
        Alignment::Right => " class=\"right\"",
    }
}

/// HTML that we wrote, without its links and marks of notes, for a place that is itself a link.
fn strip_links(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<sup class=\"note-ref") {
            rest = rest.find("</sup>").map_or("", |end| &rest[end + 6..]);
            continue;
        }
        if rest.starts_with("<span class=\"unseen\">") {
            rest = rest.find("</span>").map_or("", |end| &rest[end + 7..]);
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let keep = !rest.starts_with("<a ")
            && !rest.starts_with("</a>")
            && !rest.starts_with("<img")
            && !rest.starts_with("<a>");
        if keep {
            out.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}
