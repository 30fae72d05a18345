// What the small script adds → links and citations to copy, tables to sort, by mouse and by key; and how small it is.
import { allPages } from "../pages.mjs";
import { serve } from "../serve.mjs";

const LIMIT = 10_000;

export async function check({ site, browser }) {
  const server = await serve(site);
  const chromium = await browser();
  const problems = [];
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.origin });
  const page = await context.newPage();
  const sizes = new Map();
  page.on("response", async (response) => {
    if (!response.url().endsWith(".js")) return;
    sizes.set(response.url(), (await response.body()).length);
  });

  const pages = allPages(site);
  const brief = pages.find(({ kind, html }) => kind === "brief" && html.includes("how-to-cite"));
  await page.goto(server.origin + brief.url, { waitUntil: "networkidle" });
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  // A busy machine takes its time.
  const becomes = async (wanted) => {
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await clipboard()) === wanted) return true;
      await page.waitForTimeout(100);
    }
    return false;
  };
  const canonical = await page.evaluate(() => document.querySelector("link[rel=canonical]").href);
  await page.locator(".byline .copy").focus();
  await page.keyboard.press("Enter");
  if (!(await becomes(canonical))) problems.push(`${brief.url}: the link that is copied is ${await clipboard()}`);
  if (!(await page.locator("[role=status]").textContent())) problems.push(`${brief.url}: nothing says that it was copied`);
  await page.locator(".how-to-cite > summary").click();
  await page.locator(".how-to-cite .copy").first().click();
  const citation = await page.locator(".how-to-cite > p").first().textContent();
  if (!(await becomes(citation.trim()))) problems.push(`${brief.url}: the citation that is copied is ${await clipboard()}`);

  const dataset = pages.filter(({ kind }) => kind === "dataset").sort((a, b) => b.html.length - a.html.length)[0];
  await page.goto(server.origin + dataset.url, { waitUntil: "networkidle" });
  const cells = (column) => page.locator(`.rows tbody tr > :nth-child(${column})`).allTextContents();
  const columns = await page.locator(".rows thead th").count();
  let sorted = 0;
  for (let column = 1; column <= columns; column += 1) {
    const button = page.locator(`.rows thead tr > :nth-child(${column}) .sort`);
    if (!(await button.count())) continue;
    sorted += 1;
    const before = await cells(column);
    await button.focus();
    await page.keyboard.press("Enter");
    const upwards = (await cells(column)).map((text) => text.trim());
    await page.keyboard.press("Enter");
    const downwards = (await cells(column)).map((text) => text.trim());
    await page.keyboard.press("Enter");
    const value = (text) => Number(text.replace(/[^\d.\u2212-]/g, "").replace("\u2212", "-"));
    const filled = upwards.filter((text) => text && !/^[–—-]$/.test(text));
    if (filled.every((text) => /^[^a-z]*\d[^a-z]*$/i.test(text) && Number.isFinite(value(text)))) {
      const isSorted = filled.every((text, at) => at === 0 || value(filled[at - 1]) <= value(text));
      if (!isSorted) problems.push(`${dataset.url}: column ${column} is not in order: ${filled}`);
    }
    const blanks = (all) => all.slice(all.findLastIndex((text) => filled.includes(text)) + 1).length;
    if (blanks(upwards) !== blanks(downwards)) problems.push(`${dataset.url}: blank cells of column ${column} do not stay last`);
    if (String(await cells(column)) !== String(before)) problems.push(`${dataset.url}: column ${column} does not go back to its order`);
  }
  if (!sorted) problems.push(`${dataset.url}: no column can be sorted`);
  for (const [url, size] of sizes) if (size > LIMIT) problems.push(`${url} has ${size} bytes`);
  await context.close();
  server.close();
  return { problems, told: [...sizes].map(([url, size]) => `${url.replace(server.origin, "")}: ${size} bytes`) };
}
