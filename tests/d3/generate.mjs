// Writes the cases of this folder with d3 itself, so that tests/suite/d3.rs can hold our geometry against it.
//
//     npm install && node generate.mjs
//
// A case is an array: what goes in, then what d3 makes of it. Numbers that JSON lacks are written as texts.

import { writeFileSync } from "node:fs";
import { ticks, tickIncrement, tickStep } from "d3-array";
import { format, formatSpecifier } from "d3-format";
import { hierarchy, treemap } from "d3-hierarchy";
import { sankey } from "d3-sankey";
import { scaleBand, scaleLinear, scaleLog, scaleSqrt } from "d3-scale";
import { stack, stackOffsetDiverging, stackOffsetExpand, stackOffsetNone } from "d3-shape";
import { utcTickInterval, utcTicks } from "d3-time";

// mulberry32: the same cases on every run.
let state = 20260101;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const between = (low, high) => low + random() * (high - low);
const whole = (low, high) => Math.floor(between(low, high + 1));
const one = (list) => list[whole(0, list.length - 1)];
// As many digits as a table has, so that the files stay small; every third number is as long as it comes.
const short = (x) => (whole(0, 2) ? +x.toPrecision(whole(1, 4)) : x);

function write(name, cases) {
  const plain = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
  writeFileSync(new URL(`${name}.json`, import.meta.url), "[\n" + cases.map((c) => JSON.stringify(c, plain)).join(",\n") + "\n]\n");
  console.log(`${name}: ${cases.length} cases`);
}

// Pairs of ends: every sign, from 1e-9 to 1e12, equal, reversed, far from zero and close together.
const corners = [0, 1, -1, 0.1, 0.3, -0.7, 2.5, 7, 10, -13, 99.5, 100, 241, 1e3, 123456, -1e6, 1e9, 1e12, -1e12, 1e-9, -3e-9, 5e-4];
const pairs = corners.flatMap((a) => corners.map((b) => [a, b]));
for (let i = 0; i < 500; i++) {
  const size = 10 ** whole(-9, 12);
  const base = one([0, 0, between(-1, 1) * size, 2000, 1e6]);
  const pair = [short(base + between(-1, 1) * size), short(base + between(-1, 1) * size)];
  pairs.push(whole(0, 3) ? pair.sort((a, b) => a - b) : pair);
}

// [start, stop, count, ticks, increment, step]
write("ticks", pairs.flatMap(([a, b], i) => (i < corners.length ** 2 ? [one([2, 3, 4]), one([5, 6, 8, 10])] : [one([0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 10, 12])])
  .map((count) => [a, b, count, ticks(a, b, count), tickIncrement(a, b, count), tickStep(a, b, count)])));

// [domain, range, count, nice domain, value, its position, position, its value]; linear, then square roots
const ranges = [[0, 1], [0, 640], [320, 0], [17.5, 303.25], [40, 40]];
const continuous = (scale, keep) => pairs.filter(keep).map(([a, b]) => {
  const range = one(ranges);
  const count = one([1, 2, 3, 4, 5, 6, 8, 10]);
  const s = scale().domain([a, b]).range(range);
  const value = short(a + (b - a) * between(-0.1, 1.1));
  const nice = s.copy().nice(count).domain();
  const position = short(between(range[0], range[1]));
  return [[a, b], range, count, nice, value, s(value), position, s.invert(position)];
});
write("linear", continuous(scaleLinear, (_, i) => i % 2 === 0));
write("sqrt", continuous(scaleSqrt, (_, i) => i % 5 === 0));

// [domain, count, ticks, nice domain, value, position in [0, 640]]; not where d3's logarithm is rounded up to a whole one,
// so that the nice domain lacks a part of the domain
const positive = pairs.filter(([a, b]) => a > 0 && b > 0);
for (let i = 0; i < 300; i++) {
  const a = short(10 ** between(-9, 12));
  const pair = [a, short(a * 10 ** between(0, one([0.3, 1, 3, 8])))];
  positive.push(whole(0, 4) ? pair : pair.reverse());
}
write("log", positive.filter((_, i) => i % 3).map(([a, b]) => {
  const s = scaleLog().domain([a, b]).range([0, 640]);
  const count = one([2, 3, 4, 5, 6, 8, 10]);
  const value = short(a * (b / a) ** between(-0.1, 1.1));
  return [[a, b], count, s.ticks(count), s.copy().nice().domain(), value, s(value)];
}).filter(([domain, , , nice]) => Math.min(...nice) <= Math.min(...domain) && Math.max(...nice) >= Math.max(...domain)));

// [count, range, inner, outer, align, starts, bandwidth, step]
const bands = [];
for (let n = 0; n <= 24; n++) for (let i = 0; i < 16; i++) {
  const range = one([[0, 1], [0, 640], [320, 0], [17.5, 303.25], [40, 40], [-5, 1e6]]);
  const [inner, outer, align] = [one([0, 0.1, 0.25, 1 / 3, 0.5, 1]), one([0, 0.1, 0.5, 1, 2.5]), one([0, 0.5, 0.5, 1, 0.3])];
  const s = scaleBand().domain(Array.from({ length: n }, (_, k) => k)).range(range).paddingInner(inner).paddingOuter(outer).align(align);
  bands.push([n, range, inner, outer, align, n ? [s(0), s(n >> 1), s(n - 1)] : [], s.bandwidth(), s.step()]);
}
write("band", bands);

// [start, stop, count, ticks, nice ends]
const second = 1e3, day = 864e5, year = 365 * day;
const times = [];
const spans = [5, 400, second, 7 * second, 60 * second, 600 * second, 36e5, 5 * 36e5, day, 3 * day, 9 * day, 30 * day, 75 * day, 200 * day,
  year, 2 * year, 7 * year, 20 * year, 60 * year, 300 * year, 2000 * year];
for (const span of spans) for (let i = 0; i < 32; i++) {
  const start = Math.floor(one([0, Date.UTC(2024, 1, 28), Date.UTC(1999, 11, 31), between(-70, 60) * year, between(-900, 900) * year]));
  const stop = start + Math.floor(span * between(0.6, 1.6));
  const unit = one([1, second, 36e5, day]);
  const [a, b] = [start, stop].map((t) => Math.floor(t / unit) * unit);
  const count = one([1, 2, 3, 4, 5, 6, 8, 10]);
  const interval = utcTickInterval(a, b, count);
  const nice = interval ? [interval.floor(a), interval.ceil(b)].map(Number) : [a, b];
  const [from, to] = i % 8 ? [a, b] : [b, a];
  times.push([from, to, count, utcTicks(new Date(from), new Date(to), count).map(Number), i % 8 ? nice : nice.reverse()]);
}
write("time", times);

// [min, max, classes, limits]: the coarsest ticks of d3 with so many inside, else those that come nearest from below
write("breaks", pairs.filter((_, i) => i % 3 === 0).map(([a, b]) => {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const classes = whole(2, 9);
  let best = [];
  for (let count = 1; count <= 2 * classes; count++) {
    const found = ticks(low, high, count).filter((t) => low < t && t < high);
    if (found.length === classes - 1) { best = found; break; }
    if (!best.length || (found.length < classes - 1 && found.length > best.length)) best = found;
  }
  return [a, b, classes, best];
}));

// [offset, series, parts]: a value that is missing is zero to d3, which takes no room either, and its part is left out
const stacks = [];
for (const [name, offset] of Object.entries({ none: stackOffsetNone, expand: stackOffsetExpand, diverging: stackOffsetDiverging })) {
  for (let i = 0; i < 80; i++) {
    const size = 10 ** whole(-9, 12);
    const low = one([0, 0, -1]);
    const [count, rows] = [whole(1, 5), whole(1, 4)];
    const series = Array.from({ length: count }, () => Array.from({ length: rows },
      () => one([null, 0, ...Array.from({ length: 8 }, () => short(between(low, 1) * size))])));
    const data = Array.from({ length: rows }, (_, j) => series.map((values) => values[j] ?? 0));
    const laid = stack().keys(series.map((_, k) => k)).offset(offset)(data);
    stacks.push([name, series, laid.map((parts, k) => parts.map((part, j) => (series[k][j] == null ? null : [part[0], part[1]])))]);
  }
}
write("stack", stacks);

// [size, inner padding, top padding, groups, [rectangle of each group, then of its leaves]]; a list of numbers is one level
const rect = ({ x0, y0, x1, y1 }) => [x0, y0, x1, y1];
const maps = [];
for (let i = 0; i < 120; i++) {
  const size = [one([300, 640, 680.5]), one([200, 400, 1000])];
  const [inner, top] = [one([0, 0, 1, 2.5]), one([0, 16])];
  const leaves = (n) => Array.from({ length: n }, () => (whole(0, 12) ? +between(0, one([1, 30, 1000])).toPrecision(3) : 0)).sort((a, b) => (i % 3 ? b - a : 0));
  const groups = i % 2 ? leaves(whole(1, 12)) : Array.from({ length: whole(1, 4) }, () => leaves(whole(1, 5)));
  const tree = { children: groups.map((g) => (Array.isArray(g) ? { children: g.map((value) => ({ value })) } : { value: g })) };
  const root = hierarchy(tree).sum((d) => d.value ?? 0);
  treemap().size(size).paddingInner(inner).paddingTop((node) => (node.depth === 1 ? top : 0))(root);
  maps.push([size, inner, top, groups, root.children.map((g) => (g.children ? [rect(g), ...g.children.map(rect)] : rect(g)))]);
}
write("treemap", maps);

// [size, padding, flows, [layer, upper and lower edge of each node], [both ends and width of each link]]
const drawings = [];
const digits = (x) => +x.toPrecision(12);
for (let i = 0; i < 100; i++) {
  const count = whole(2, 9);
  const size = [one([320, 640]), one([200, 400])];
  const padding = one([0, 4, 8, 30, 90]);
  const flows = Array.from({ length: whole(1, 12) }, () => {
    const from = whole(0, count - 2);
    return [from, whole(from + 1, count - 1), +between(1, one([2, 50, 1000])).toPrecision(3)];
  });
  // Nodes that nothing is tied to are left out, as they are in charts.
  const used = [...new Set(flows.flatMap(([a, b]) => [a, b]))].sort((a, b) => a - b);
  const named = flows.map(([a, b, value]) => [used.indexOf(a), used.indexOf(b), value]);
  const graph = sankey().size(size).nodeWidth(12).nodePadding(padding)({
    nodes: used.map(() => ({})), links: named.map(([source, target, value]) => ({ source, target, value })) });
  drawings.push([size, padding, named, graph.nodes.map((n) => [n.layer, ...[n.x0, n.y0, n.y1].map(digits)]), graph.links.map((l) => [l.y0, l.y1, l.width].map(digits))]);
}
write("sankey", drawings);

// [specifier, numbers, texts]; not where our rules are others: halves of the decimal that is written, a minus before a
// zero, digits beyond the 15 that a decimal keeps, and what JavaScript
// writes with an exponent of its own accord; nor what d3
// makes of infinity by accident, nor the hyphen of `c`
const isOurs = (specifier, x) => {
  const { type, precision, sign } = formatSpecifier(specifier);
  if (!Number.isFinite(x)) return !/[sX]/.test(type) && (type !== "d" || Number.isNaN(x));
  if (x < 0 && sign === "+" && /^[^1-9]*$/.test(format(specifier)(x).replace(/e.*/, ""))) return false;
  if (/[fd%c]/.test(type) && Math.abs(x) >= 1e19) return false;
  if (type === "c") return x === 0 || x >= 1e-6;
  if (/[boxX]/.test(type)) return true;
  const [coefficient, exponent] = Math.abs(x).toExponential().split("e");
  const written = coefficient.replace(".", "");
  const digits = precision ?? (type === "" ? 12 : 6);
  const keep = type === "f" ? +exponent + 1 + digits : type === "%" ? +exponent + 3 + digits : type === "d" ? +exponent + 1
    : type === "e" ? digits + 1 : Math.max(1, digits);
  return keep <= 15 && !(written.length === keep + 1 && written[keep] === "5");
};
const specifiers = ["", "d", ",d", "n", "c", "b", "o", "x", "X", "#x", "#b", "#o", "#X", "~s", "~e", ".0%", ".1%", ",.1%", ".3p", ".0p"];
for (const type of ["e", "f", "g", "r", "s", "%", "p", "d", "", "n", "x"]) for (let i = 0; i < 14; i++) {
  const maybe = (text, part = 3) => (whole(0, part) ? "" : text);
  specifiers.push(maybe(one(["", "*", "_", "0", " ", "é"]) + one(["<", ">", "^", "="])) + maybe(one(["+", "-", "(", " "]), 1) + maybe(one(["$", "#"]))
    + maybe("0") + maybe(String(whole(1, 22)), 1) + maybe(",", 1) + maybe("." + whole(0, 8), 1) + maybe("~") + type);
}
const sizes = [0, 1, -1, 9, 42, -42, 999, 1e3, 1234, -12345, 999999, 1e6, 123456789, -9876543210, 1e12, 1e15, 6.5e9, 0.5, -0.25, 0.1, 0.07, 0.3, -0.001, 0.999,
  9.99, 99.95, 1.005, 3.14159265, 1234.5678, 1e-6, 1.5e-7, -2e-9, 1e-20, 1e-25, 2.5e18, 1e21, 1.7e25, NaN, Infinity, -Infinity];
write("format", [...new Set(specifiers)].map((specifier) => {
  const values = Array.from({ length: 14 }, () => one([one(sizes), +(between(-1, 1) * 10 ** whole(-6, 10)).toPrecision(whole(1, 7))]))
    .filter((x) => isOurs(specifier, x));
  return [specifier, values, values.map(format(specifier))];
}));
