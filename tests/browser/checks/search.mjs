// The search page → what is found, by key alone; words marked, every kind of thing, nothing loaded before it is wanted.
import { allPages } from "../pages.mjs";
import { serve } from "../serve.mjs";

const LIMIT = 150_000;

export async function check({ site, browser }) {
  const server = await serve(site);
  const chromium = await browser();
  const problems = [];
  const told = [];
  const search = allPages(site).find(({ kind }) => kind === "search");
  if (!search) return { problems: ["there is no search page"] };
  const context = await chromium.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  const loaded = [];
  page.on("response", (response) => loaded.push(response));
  page.on("pageerror", (error) => problems.push(`${error}`));

  await page.goto(server.origin + search.url, { waitUntil: "networkidle" });
  const early = loaded.filter((response) => /\/search\/(words|docs).+\.json/.test(response.url()));
  if (early.length) problems.push(`${early.length} files of the index are loaded before anybody searches`);

  // Whoever opens the page is in the field.
  if (!(await page.evaluate(() => document.activeElement?.matches("input[type=search]")))) problems.push("the field does not wait for words");
  await page.keyboard.type("exports");
  const results = page.locator("[id='search:results'] > li");
  await results.first().waitFor({ timeout: 20000 });
  await page.waitForLoadState("networkidle");
  // What search needs beside what every page has; the passages come after the first results.
  const needed = loaded.filter((response) => /\/search[./]/.test(new URL(response.url()).pathname));
  let bytes = 0;
  for (const response of needed) bytes += (await response.body()).length;
  told.push(`${await results.count()} results for “exports”, ${bytes} bytes in ${needed.length} files, not compressed`);
  if (bytes > LIMIT) problems.push(`${bytes} bytes to the first results`);
  if (!(await page.locator("[id='search:results'] mark").count())) problems.push("no word is marked");
  const status = await page.locator("[role=status]").first().textContent();
  if (!/\d/.test(status)) problems.push(`the number of results is not said: ${status}`);
  if (!page.url().includes("q=exports")) problems.push(`the address does not keep the words: ${page.url()}`);

  await page.keyboard.press("ArrowDown");
  const inResults = () => page.evaluate(() => Boolean(document.activeElement?.closest("[id='search:results']")));
  if (!(await inResults())) problems.push("the arrow does not lead into the results");
  await page.keyboard.press("Escape");
  if (await inResults()) problems.push("Escape does not lead back to the field");
  await page.keyboard.press("ArrowDown");
  const wanted = await page.evaluate(() => document.activeElement.href);
  await page.keyboard.press("Enter");
  await page.waitForURL(wanted, { timeout: 20000 }).catch(() => problems.push(`Enter does not open ${wanted}`));
  await page.goBack({ waitUntil: "networkidle" });
  await results.first().waitFor({ timeout: 20000 }).catch(() => problems.push("going back loses the results"));

  // Every kind of thing, endings, another language, and nothing at all.
  const cases = [
    ["export", "/briefs/"],
    ["kolyandr", "/sources/kolyandr2025/"],
    ["stated figures", "/data/"],
    ["total 2024", "/disputed/"],
    ["сусіди", "/uk/briefs/"],
    ["сусідами", "/uk/briefs/"],
  ];
  for (const [words, address] of cases) {
    await page.goto(`${server.origin}${search.url}?q=${encodeURIComponent(words)}`, { waitUntil: "networkidle" });
    await results.first().waitFor({ timeout: 20000 }).catch(() => {});
    const found = await page.locator("[id='search:results'] a").evaluateAll((links) => links.map((link) => link.pathname));
    if (!found.some((path) => path.startsWith(address))) problems.push(`“${words}” does not find ${address}: ${found.slice(0, 8)}`);
  }
  await page.goto(`${server.origin}${search.url}?q=zzzzqqqq`, { waitUntil: "networkidle" });
  if (await results.count()) problems.push("what is nowhere is found");
  await context.close();

  // Without scripts the page leads on.
  const plain = await chromium.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(server.origin + search.url);
  const ways = await still.locator("main a:visible").evaluateAll((links) => links.map((link) => link.pathname));
  for (const way of ["/archive/", "/tags/"]) if (!ways.includes(way)) problems.push(`without scripts nothing leads to ${way}`);
  if (await still.locator("main input:visible").count()) problems.push("without scripts there is a field that does nothing");
  await plain.close();
  server.close();
  return { problems, told };
}
