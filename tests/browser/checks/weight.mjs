// A page with three charts → what it weighs, and that neither a script nor a font holds up the first paint, nor a font
// moves anything.
import { gzipSync } from "node:zlib";
import { allPages, charts } from "../pages.mjs";
import { serve } from "../serve.mjs";

const LIMIT = 60_000;
const LATE = 8_000;
const SHIFT = 0.02;

export async function check({ site, browser }) {
  const problems = [];
  const told = [];
  // Pages of the gallery are made like briefs. Maps are apart: their outlines alone weigh as much as three other charts.
  const fitting = allPages(site).filter((page) => charts(page) === 3 && !page.html.includes("chart-choropleth"));
  const heaviest = fitting.sort((a, b) => b.html.length - a.html.length)[0];
  if (!heaviest) return { problems: ["no page has three charts"] };

  const chromium = await browser();
  const server = await serve(site);
  const page = await chromium.newPage({ viewport: { width: 1280, height: 900 } });
  const bodies = [];
  page.on("response", (response) => bodies.push(response));
  await page.goto(server.origin + heaviest.url, { waitUntil: "networkidle" });
  let weight = 0;
  for (const response of bodies) {
    const type = response.headers()["content-type"] ?? "";
    if (/^(font|image)\//.test(type)) continue;
    const size = gzipSync(await response.body(), { level: 6 }).length;
    weight += size;
    told.push(`${response.url().replace(server.origin, "")} ${size}`);
  }
  told.unshift(`${heaviest.url} with ${charts(heaviest)} charts: ${weight} bytes gzipped, of ${LIMIT}`);
  if (weight > LIMIT) problems.push(`${heaviest.url} weighs ${weight} bytes gzipped without fonts and pictures`);
  await page.close();
  server.close();

  // Fonts and scripts come late; the words do not.
  const slow = await serve(site, { delay: (path) => (/\.(woff2|js)$/.test(path) ? LATE : 0) });
  const late = await chromium.newContext({ viewport: { width: 1280, height: 900 } });
  const slowPage = await late.newPage();
  await slowPage.addInitScript(() => {
    window.shift = 0;
    window.shifted = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        window.shift += entry.value;
        window.shifted.push(...entry.sources.map((source) => source.node?.nodeName ?? "?"));
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await slowPage.goto(slow.origin + heaviest.url, { waitUntil: "load" });
  await slowPage.evaluate(() => document.fonts.ready);
  await slowPage.waitForTimeout(500);
  const [paint, shift, shifted, fonts] = await slowPage.evaluate(() => [
    performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    window.shift,
    window.shifted,
    [...document.fonts].filter((face) => face.status === "loaded").length,
  ]);
  told.push(`first paint after ${Math.round(paint)} ms with fonts and scripts ${LATE} ms late; ${fonts} fonts; shift ${shift.toFixed(4)}`);
  if (!(paint < LATE)) problems.push(`${heaviest.url}: the first paint waits for a font or a script: ${paint} ms`);
  if (fonts === 0) problems.push(`${heaviest.url}: no font was loaded`);
  if (shift > SHIFT) problems.push(`${heaviest.url}: layout shift of ${shift} when fonts arrive: ${shifted}`);
  await late.close();
  slow.close();
  return { problems, told };
}
