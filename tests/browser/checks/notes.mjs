// Briefs without scripts → every mark leads by key to its note, in sight, and the note leads back.
import { allPages } from "../pages.mjs";
import { serve } from "../serve.mjs";

const inSight = (id) => {
  const element = document.getElementById(id);
  const box = element?.getBoundingClientRect();
  return Boolean(box) && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
};

/** Notes in the margin that lie on one another, on what is wide, or beyond the end of the text. */
const inTheWay = () => {
  const box = (element) => element.getBoundingClientRect();
  const notes = [...document.querySelectorAll(".notes > .beside")].filter((note) => getComputedStyle(note).position === "absolute");
  const column = box(document.querySelector(".column"));
  const wide = [...document.querySelectorAll(".prose > :is(figure, .table, .code)")];
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const found = [];
  notes.forEach((note, at) => {
    const place = box(note);
    for (const other of [...notes.slice(at + 1), ...wide]) if (meet(place, box(other))) found.push(`${note.id} lies on ${other.id || other.className}`);
    if (place.bottom > column.bottom + 1) found.push(`${note.id} ends below the text`);
  });
  return [notes.length, found];
};

export async function check({ site, browser }) {
  const server = await serve(site);
  const chromium = await browser();
  const problems = [];
  let tried = 0;
  const briefs = allPages(site).filter(({ kind, html }) => kind === "brief" && html.includes('id="note:1"'));
  for (const width of [1280, 360]) {
    const context = await chromium.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: false });
    const page = await context.newPage();
    for (const { url } of briefs) {
      await page.goto(server.origin + url, { waitUntil: "load" });
      const marks = await page.evaluate(() =>
        [...document.querySelectorAll('a[id][href^="#note:"]')].map((mark) => [mark.id, mark.getAttribute("href").slice(1)]),
      );
      for (const [mark, note] of marks) {
        tried += 1;
        const link = page.locator(`[id="${mark}"]`);
        await link.focus();
        await page.keyboard.press("Enter");
        await page.waitForFunction((id) => location.hash === `#${id}`, note, { timeout: 20000 }).catch(() => {});
        if (!(await page.evaluate(inSight, note))) problems.push(`${url} at ${width}: ${note} is not in sight`);
        // The next stop of the keyboard is inside the note, and one of its ways leads back to this mark.
        await page.keyboard.press("Tab");
        const inside = await page.evaluate((id) => document.getElementById(id)?.contains(document.activeElement), note);
        if (!inside) problems.push(`${url} at ${width}: from ${mark} the keyboard does not get into ${note}`);
        const back = page.locator(`[id="${note}"] a[href="#${mark}"]`);
        if ((await back.count()) !== 1) {
          problems.push(`${url} at ${width}: ${note} has no way back to ${mark}`);
          continue;
        }
        await back.focus();
        await page.keyboard.press("Enter");
        const focused = await page.evaluate(() => document.activeElement?.id || location.hash.slice(1));
        if (decodeURIComponent(focused) !== mark) problems.push(`${url} at ${width}: the way back of ${mark} leads to ${focused}`);
        if (!(await page.evaluate(inSight, mark))) problems.push(`${url} at ${width}: ${mark} is not in sight again`);
      }
    }
    await context.close();
  }
  const beside = [];
  for (const width of [1000, 1280, 1600]) {
    const page = await chromium.newPage({ viewport: { width, height: 900 } });
    for (const { url } of briefs) {
      await page.goto(server.origin + url, { waitUntil: "networkidle" });
      const [notes, found] = await page.evaluate(inTheWay);
      beside.push(notes);
      found.forEach((what) => problems.push(`${url} at ${width}: ${what}`));
    }
    await page.close();
  }
  if (!beside.some((notes) => notes > 0)) problems.push("no note stands in the margin");
  server.close();
  return { problems, told: [`${tried} marks in ${briefs.length} briefs; notes in the margin: ${beside.join(", ")}`] };
}
