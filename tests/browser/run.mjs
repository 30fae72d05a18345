// node run.mjs SITE OUT CHECK...: runs checks over a built site and prints what is wrong; exit code 1 if anything is.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [site, out, ...names] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const executable = process.env.CHROMIUM ?? "/usr/bin/chromium";
// Nothing but the pages: no talk of the browser with its maker, and no sandbox where the user is root.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

let browser;
const context = {
  site,
  out,
  flags,
  executable,
  // Started by the first check that wants one.
  browser: async () => (browser ??= await chromium.launch({ executablePath: executable, args: flags })),
};
let failed = 0;
for (const name of names) {
  const { check } = await import(`./checks/${name}.mjs`);
  const { problems, told = [] } = await check(context);
  console.log(`${name}: ${problems.length} problems`);
  told.forEach((line) => console.log(`  ${line}`));
  problems.slice(0, 60).forEach((line) => console.log(`  PROBLEM ${line}`));
  failed += problems.length;
}
await browser?.close();
process.exit(failed ? 1 : 0);
