// Pages of every kind → requests to other hosts, violations of `default-src 'self'`, errors, and words that are only there
// with scripts.
import { ofEachKind } from "../pages.mjs";
import { serve } from "../serve.mjs";

// What scripts may add: buttons, what says that they did something, and results of a search.
const text = () => {
  const main = document.body.cloneNode(true);
  main.querySelectorAll("button.copy, [role=status], [aria-live], script, template").forEach((node) => node.remove());
  return main.textContent.replace(/\s+/g, " ").trim();
};

export async function check({ site, browser }) {
  const server = await serve(site);
  const chromium = await browser();
  const problems = [];
  const pages = ofEachKind(site);
  const whole = new Map();
  for (const javaScriptEnabled of [true, false]) {
    const context = await chromium.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled });
    const page = await context.newPage();
    let at = "";
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(server.origin)) problems.push(`${at}: a request to ${url.slice(0, 120)}`);
    });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) problems.push(`${at}: ${message.text().slice(0, 300)}`);
    });
    page.on("pageerror", (error) => problems.push(`${at}: ${error}`));
    page.on("response", (response) => {
      if (response.status() >= 400) problems.push(`${at}: ${response.status()} for ${response.url()}`);
    });
    for (const { url } of pages) {
      at = `${url}${javaScriptEnabled ? "" : " without scripts"}`;
      await page.goto(server.origin + url, { waitUntil: "networkidle" });
      const shown = await page.evaluate(text);
      if (javaScriptEnabled) whole.set(url, shown);
      else if (whole.get(url) !== shown) problems.push(`${url}: scripts change what there is to read`);
      const inline = await page.evaluate(
        () =>
          document.querySelectorAll("[style], style, script:not([src]):not([type='application/ld+json'])").length +
          [...document.querySelectorAll("*")].filter((node) => [...node.attributes].some((a) => /^on/.test(a.name))).length,
      );
      if (inline) problems.push(`${url}: ${inline} elements with a style or a script of their own`);
    }
    await context.close();
  }
  server.close();
  return { problems, told: [`${pages.length} pages, with scripts and without`] };
}
