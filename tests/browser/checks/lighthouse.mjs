// A brief with charts → the scores of Lighthouse. Accessibility, best practices and SEO are held to 100; speed is printed,
// since a busy machine says little about it.
import { allPages, charts } from "../pages.mjs";
import { createServer } from "node:net";
import { serve } from "../serve.mjs";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";

const HELD = ["accessibility", "best-practices", "seo"];

/** A port that nobody listens at. */
async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

export async function check({ site, flags, executable }) {
  const briefs = allPages(site).filter(({ kind }) => kind === "brief");
  const brief = briefs.sort((a, b) => charts(b) - charts(a))[0];
  const server = await serve(site);
  const port = await freePort();
  const browser = await chromium.launch({ executablePath: executable, args: [...flags, `--remote-debugging-port=${port}`] });
  const problems = [];
  const told = [];
  const result = await lighthouse(server.origin + brief.url, {
    port,
    logLevel: "error",
    onlyCategories: [...HELD, "performance"],
  });
  for (const [name, category] of Object.entries(result.lhr.categories)) {
    const score = Math.round(category.score * 100);
    told.push(`${brief.url}: ${name} ${score}`);
    if (!HELD.includes(name) || score === 100) continue;
    const lost = category.auditRefs
      .map(({ id }) => result.lhr.audits[id])
      .filter((audit) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode !== "informative");
    problems.push(`${brief.url}: ${name} ${score}: ${lost.map((audit) => audit.id).join(", ")}`);
  }
  const audit = (id) => `${id} ${result.lhr.audits[id].displayValue}`;
  told.push(["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(audit).join(", "));
  await browser.close();
  server.close();
  return { problems, told };
}
