// A folder → a server on this machine, with the strictest policy that a host may set.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Serves `folder`; `delay(path)` is how many milliseconds an answer is kept back. */
export async function serve(folder, { delay = () => 0, policy = "default-src 'self'" } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, normalize(path.endsWith("/") ? `${path}index.html` : path));
    await new Promise((done) => setTimeout(done, delay(path)));
    const headers = { "content-security-policy": policy, "x-content-type-options": "nosniff", "cache-control": "max-age=600" };
    try {
      const bytes = await readFile(file);
      response.writeHead(200, { ...headers, "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
      response.end(bytes);
    } catch {
      const missing = await readFile(join(folder, "404.html")).catch(() => "");
      response.writeHead(404, { ...headers, "content-type": TYPES[".html"] });
      response.end(missing);
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
