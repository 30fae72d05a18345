// Every page and every drawing → what the Nu HTML checker says of it.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";

export async function check({ site }) {
  const jar = createRequire(import.meta.url)("vnu-jar");
  const files = readdirSync(site, { recursive: true }).map(String).filter((path) => /\.(html|svg)$/.test(path)).sort();
  const paths = files.map((file) => join(site, file));
  const run = spawnSync("java", ["-Xss4m", "-jar", jar, "--also-check-svg", "--format", "json", "--stdout", "--exit-zero-always", ...paths], {
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) return { problems: [`the checker could not run: ${run.error ?? run.stderr}`] };
  const { messages } = JSON.parse(run.stdout);
  const wrong = messages.filter((message) => message.type === "error" || message.subType === "warning");
  return {
    told: [`${files.length} files`],
    problems: wrong.map((m) => `${m.url?.replace(`file:${site}`, "")}:${m.lastLine}: ${m.message} (${m.extract?.trim()})`),
  };
}
