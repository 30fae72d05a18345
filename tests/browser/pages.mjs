// A built site → its pages, and a choice of them in which every kind of page stands.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every page: its address, its kind, its HTML. */
export function allPages(site) {
  const files = readdirSync(site, { recursive: true }).map(String).filter((path) => path.endsWith(".html")).sort();
  return files.map((file) => {
    const html = readFileSync(join(site, file), "utf8");
    const kind = html.match(/<body class="kind-([\w-]+)/)?.[1] ?? "redirect";
    return { file, html, kind, url: `/${file.replace(/(^|\/)index\.html$/, "$1")}` };
  });
}

/** How many charts a page draws. */
export const charts = ({ html }) => html.split('class="chart-drawing"').length - 1;

/** A few pages of each kind, those first that hold the most; all briefs. */
export function ofEachKind(site, each = 2) {
  const pages = allPages(site).filter((page) => page.kind !== "redirect");
  const kinds = new Map();
  for (const page of pages.sort((a, b) => b.html.length - a.html.length || (a.file < b.file ? -1 : 1))) {
    kinds.set(page.kind, [...(kinds.get(page.kind) ?? []), page]);
  }
  return [...kinds].flatMap(([kind, all]) => (kind === "brief" ? all : all.slice(0, each)));
}
