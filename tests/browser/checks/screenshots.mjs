// A page of every kind, wide and narrow, in light and dark → pictures to look at.
import { join } from "node:path";
import { ofEachKind } from "../pages.mjs";
import { serve } from "../serve.mjs";

// A site that shows what Expound can do has them all.
const KINDS =
  "home section brief page term taxonomy archive search dataset datasets disputed source sources not-found".split(" ");

export async function check({ site, out, browser }) {
  const server = await serve(site);
  const chromium = await browser();
  const pages = ofEachKind(site, 1);
  for (const width of [1280, 360]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await chromium.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      for (const { url, kind } of pages) {
        await page.goto(server.origin + url, { waitUntil: "networkidle" });
        // Pictures below the fold are loaded when somebody gets there.
        await page.evaluate(async () => {
          for (let y = 0; y < document.body.scrollHeight; y += 700) {
            scrollTo(0, y);
            await new Promise((done) => setTimeout(done, 20));
          }
          scrollTo(0, 0);
        });
        const name = `${kind}${url.replace(/\W+/g, "-")}${width}-${colorScheme}.png`;
        await page.screenshot({ path: join(out, name), fullPage: true });
      }
      await context.close();
    }
  }
  server.close();
  const problems = KINDS.filter((kind) => !pages.some((page) => page.kind === kind)).map((kind) => `there is no page of the kind ${kind}`);
  return { problems, told: [`${pages.length * 4} pictures in ${out}`] };
}
