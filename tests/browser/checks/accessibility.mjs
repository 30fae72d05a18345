// Pages of every kind, wide and narrow, in light and in dark → what axe finds, and what is wider than the smallest screen.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { ofEachKind } from "../pages.mjs";
import { serve } from "../serve.mjs";

export async function check({ site, browser }) {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const server = await serve(site);
  const chromium = await browser();
  const problems = [];
  let runs = 0;
  const pages = ofEachKind(site);
  for (const width of [1280, 360]) {
    for (const colorScheme of ["light", "dark"]) {
      // axe comes into the page by the debugger, past the policy, which is judged by another check.
      const context = await chromium.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      for (const { url } of pages) {
        await page.goto(server.origin + url, { waitUntil: "load" });
        await page.evaluate(axe);
        const found = await page.evaluate(() =>
          axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
        );
        runs += 1;
        for (const violation of found.violations) {
          const where = violation.nodes.slice(0, 3).map((node) => node.target.join(" "));
          problems.push(`${url} at ${width}, ${colorScheme}: ${violation.id}, ${violation.help}: ${where.join("; ")}`);
        }
      }
      await context.close();
    }
  }
  const context = await chromium.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const { url } of pages) {
    await page.goto(server.origin + url, { waitUntil: "load" });
    const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
    if (width > 320) problems.push(`${url}: ${width} pixels wide on a screen of 320`);
  }
  server.close();
  return { problems, told: [`${runs} runs of axe over ${pages.length} pages`] };
}
