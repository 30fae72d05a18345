// Briefs on A4 and on Letter → running titles, page numbers, notes with addresses, nothing that is wider than the sheet.
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { allPages } from "../pages.mjs";
import { serve } from "../serve.mjs";

export async function check({ site, out, browser }) {
  const server = await serve(site);
  const chromium = await browser();
  const problems = [];
  const told = [];
  const briefs = allPages(site).filter(({ kind }) => kind === "brief");
  const page = await chromium.newPage();
  for (const { url } of briefs) {
    await page.goto(server.origin + url, { waitUntil: "networkidle" });
    const title = await page.title();
    const headline = await page.locator("h1").textContent();
    const addresses = await page.evaluate(() => [
      ...new Set([...document.querySelectorAll('.notes a[href^="http"]')].map((link) => link.getAttribute("href"))),
    ]);
    for (const format of ["A4", "Letter"]) {
      const path = join(out, `print${url.replace(/\W+/g, "-")}${format}.pdf`);
      await page.pdf({ path, format, tagged: true, preferCSSPageSize: false });
      const text = spawnSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
      if (text.status !== 0) return { problems: [`pdftotext could not run: ${text.error ?? text.stderr}`] };
      const sheets = text.stdout.split("\f").slice(0, -1);
      const plain = (words) => words.replace(/\s+/g, " ");
      sheets.forEach((sheet, at) => {
        if (!new RegExp(`(^|\\s)${at + 1} ?/ ?${sheets.length}\\s*$`).test(plain(sheet))) problems.push(`${url} on ${format}: sheet ${at + 1} has no number`);
        const lines = sheet.split("\n").filter((line) => line.trim());
        if (at > 0 && !plain(lines[0] ?? "").includes(headline.slice(0, 20))) problems.push(`${url} on ${format}: sheet ${at + 1} has no running title`);
      });
      // Addresses break at the ends of lines.
      const whole = text.stdout.replace(/\s+/g, "");
      for (const address of addresses) {
        if (!whole.includes(address.replace(/\s+/g, ""))) problems.push(`${url} on ${format}: the address ${address} is not on paper`);
      }
      told.push(`${title}: ${sheets.length} sheets of ${format}`);
    }
  }
  // What is wider than the sheet would be cut off, or make all of it smaller.
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 640, height: 900 });
  for (const { url } of briefs) {
    await page.goto(server.origin + url, { waitUntil: "load" });
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
    if (wide > 640) problems.push(`${url}: ${wide} pixels wide on a sheet of 640`);
  }
  server.close();
  return { problems, told };
}
