// The search page alone loads this. Without it the form stays hidden, and the page leads to its lists.
//
// The index is in small files. Its manifest says which file has which words, which has which documents, and by which rules
// a text becomes words: those by which the index was written.

"use strict";

function reader(rules) {
  const range = ([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`;
  const letter = "[\\p{Alphabetic}\\p{M}\\p{N}]";
  const apostrophe = `[${rules.apostrophes}]`;
  const unspaced = rules.unspaced.map(range).join("");
  const spaced = `(?:(?![${unspaced}])${letter})+`;
  const all = (pattern) => new RegExp(pattern, "gu");
  const [marks, folded] = [all(`([${range(rules.unmarked)}])\\p{M}+`), all(`[${Object.keys(rules.folded).join("")}]`)];
  const [apostrophes, scripts] = [all(apostrophe), all(`([${unspaced}]+)|[^${unspaced}]+`)];
  const single = new RegExp(`^([a-z])${apostrophe}`, "u");
  const token = all(
    `(?<grouped>\\d{1,3}(?:[ ,]\\d{3})+(?:\\.\\d+)?(?!${letter}))|(?<decimal>\\d+[.,]\\d+(?!${letter}))` +
      `|(?<run>${letter}+(?:${apostrophe}${letter}+)*)`,
  );
  // In a text as it is shown: a word, a number, or signs that are written without spaces.
  const stretch = all(`[${unspaced}]+|${spaced}(?:[.,${rules.apostrophes}]${spaced})*`);
  const isUnspaced = (word) => new RegExp(`^[${unspaced}]`, "u").test(word);
  const normal = (text) =>
    text.normalize("NFKD").toLowerCase().replace(marks, "$1").normalize("NFC").replace(folded, (c) => rules.folded[c]);

  /** The words of a text: all that the index has, or those that a reader must mean. */
  function words(text, ofIndex) {
    const found = [];
    for (const { groups } of normal(text).matchAll(token)) {
      if (groups.grouped) found.push(groups.grouped.replace(/[ ,]/g, ""));
      else if (groups.decimal) found.push(groups.decimal.replace(",", "."));
      let rest = groups.run ?? "";
      for (let one; (one = single.exec(rest)); rest = rest.slice(2)) found.push(one[1]);
      for (const [part, signs] of rest.replace(apostrophes, "").matchAll(scripts)) {
        if (signs) found.push(...pairs([...signs], ofIndex));
        else if ([...part].length <= rules.longest) found.push(part);
      }
    }
    return found;
  }

  function pairs(signs, ofIndex) {
    const all = signs.map((sign, at) => sign + (signs[at + 1] ?? ""));
    return ofIndex || all.length === 1 ? all : all.slice(0, -1);
  }

  /** A word without its endings, by the rules of one language. */
  function cut(word, { steps }) {
    for (const [vowels, endings] of steps) {
      const fits = ([ending, , left]) => {
        const rest = [...word.slice(0, -ending.length)];
        return word.endsWith(ending) && rest.length >= left && (!left || !vowels || rest.some((c) => vowels.includes(c)));
      };
      const [ending, instead] = endings.find(fits) ?? ["", ""];
      word = word.slice(0, word.length - ending.length) + instead;
    }
    return word;
  }

  /** What a word may be in the index, whatever the language of its text. */
  function forms(word) {
    const first = word.codePointAt(0);
    const fitting = rules.stems.filter(({ letters: [from, to] }) => from <= first && first <= to && !/\d/.test(word));
    return [word, ...fitting.map((stems) => cut(word, stems))];
  }

  return { words, forms, isUnspaced, stretch };
}

async function load(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function openIndex(address) {
  const manifest = await load(address, { cache: "no-cache" });
  const shards = manifest.words.map((line) => line.split(" "));
  const { words, forms, isUnspaced, stretch } = reader(manifest.rules);
  const kept = {};
  const file = (name) => (kept[name] ??= load(new URL(`parts/${name}.json`, new URL(address, location))));

  /** The words of a query. The last one may be unfinished, and a lone sign is the beginning of all pairs with it. */
  function asked(query) {
    const all = [...new Set(words(query))];
    const isOpen = (word, at) =>
      isUnspaced(word) ? [...word].length === 1 : at === all.length - 1 && word.length > 1 && !/\s$/.test(query);
    return all.map((word, at) => ({ forms: forms(word), open: isOpen(word, at) && word }));
  }

  /** How much each document is about a word; how many have it; whether so many that it tells little. */
  async function weigh({ forms, open }) {
    const levels = new Map();
    let [total, isCommon] = [0, false];
    const place = (word) => shards.findLastIndex(([from]) => from <= word);
    const places = forms.map(place);
    // What may be unfinished goes on in the next files; two of them are enough to begin with.
    if (open) places.push(...[1, 2].map((n) => place(open) + n).filter((at) => shards[at]?.[0].startsWith(open)));
    for (const at of new Set(places.filter((at) => at >= 0))) {
      for (const [word, list] of Object.entries(await file(`words.${shards[at][1]}`))) {
        const worth = forms.includes(word) ? 1 : open && word.startsWith(open) ? 0.5 : 0;
        if (!worth) continue;
        const [, common, rest] = /^(?:(\d+)\*)?(.*)/.exec(list);
        if (common && worth === 1) [total, isCommon] = [Math.max(total, common), true];
        let next = 0;
        for (const [, distance, level] of rest.matchAll(/([0-9a-z]*)([A-O])/g)) {
          next += parseInt(distance || "1", 36);
          levels.set(next - 1, Math.max(levels.get(next - 1) ?? 0, worth * (level.charCodeAt(0) - 64)));
        }
      }
    }
    return { levels, isCommon, total: Math.max(total, levels.size) };
  }

  /** The documents that have all words, the best first; if none has, those that have most of them. */
  async function search(words) {
    const weighed = await Promise.all(words.map(weigh));
    const found = new Map();
    for (const { levels, isCommon, total } of weighed) {
      for (const [at, level] of levels) {
        const known = found.get(at) ?? { at, having: 0, score: 0 };
        known.having += isCommon ? 0 : 1;
        known.score += level * Math.log(1 + manifest.documents / total);
        found.set(at, known);
      }
    }
    const most = Math.max(0, ...[...found.values()].map(({ having }) => having));
    const best = [...found.values()].filter(({ having }) => having === most);
    // Of equals the newest comes first: documents are in the order of their dates.
    best.sort((one, other) => other.score - one.score || other.at - one.at);
    return { found: best.map(({ at }) => at), isPart: most < weighed.filter((word) => !word.isCommon).length };
  }

  const describe = async (at) => {
    const chunk = await file(`docs.${manifest.docs[Math.floor(at / manifest.chunk)]}`);
    const [kind, url, title, text, lang, iso, date] = chunk[at % manifest.chunk];
    return { kind, url, title, text, lang, iso, date };
  };

  /** A text in pieces, each with whether it is asked for. */
  function marked(text, asked) {
    const wanted = new Set(asked.flatMap(({ forms }) => forms));
    const isAsked = (word) =>
      forms(word).some((form) => wanted.has(form)) || asked.some(({ open }) => open && word.startsWith(open));
    const pieces = [];
    for (const { 0: found, index } of text.matchAll(stretch)) {
      let at = index;
      const signs = isUnspaced(found) ? [...found] : [found];
      signs.forEach((sign, n) => {
        const near = signs.length > 1 ? [(signs[n - 1] ?? "") + sign, sign + (signs[n + 1] ?? "")] : words(sign);
        if (near.some(isAsked)) pieces.push([at, at + sign.length]);
        at += sign.length;
      });
    }
    const ends = [0, ...pieces.map(([, to]) => to)];
    const between = [...pieces, [text.length, text.length]].map(([from, to], n) => [
      [text.slice(ends[n], from), false],
      [text.slice(from, to), true],
    ]);
    return between.flat().filter(([piece]) => piece);
  }

  return { asked, search, describe, marked };
}

function start() {
  const part = (name) => document.getElementById(`search:${name}`);
  const [form, input, count, results, more, ways] = ["form", "query", "count", "results", "more", "ways"].map(part);
  const kinds = [...part("kinds").children].map((kind) => kind.textContent);
  const said = count.dataset;
  let [index, turn, timer] = [null, 0, 0];
  const open = () => (index ??= openIndex(form.dataset.index));

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const withMarks = (pieces) => pieces.map(([text, isMarked]) => (isMarked ? make("mark", {}, text) : text));

  function result({ kind, url, title, text, lang, iso, date }, words, marked) {
    const own = { lang, dir: "auto" };
    const meta = [make("span", {}, kinds[kind])];
    if (date) meta.push(" ", make("span", {}, make("time", { datetime: iso }, date)));
    const link = make("a", { href: url }, ...withMarks(marked(title, words)));
    const teaser = make("p", { class: "teaser", ...own }, ...withMarks(marked(text, words)));
    return make("li", {}, make("h2", own, link), make("p", { class: "meta" }, ...meta), teaser);
  }

  /** Where a description has none of the words, the passage of the page that has most of them takes its place. */
  async function showPassage(teaser, url, words, marked, mine) {
    const text = await (await fetch(url)).text();
    if (mine !== turn) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    page.querySelectorAll("main :is(.note-ref, .unseen, .back, .anchor)").forEach((mark) => mark.remove());
    let [best, most] = [[], 0];
    for (const { textContent } of page.querySelectorAll("main :is(p, li, figcaption, td)")) {
      const pieces = marked(textContent.replace(/\s+/g, " ").trim(), words);
      const marks = new Set(pieces.filter(([, isMarked]) => isMarked).map(([text]) => text.toLowerCase())).size;
      if (marks > most) [best, most] = [pieces, marks];
    }
    if (!most) return;
    if (!best[0][1]) best[0][0] = best[0][0].replace(/^.{30,} (?=.{60})/su, "… ");
    teaser.replaceChildren(...withMarks(best));
  }

  async function show(found, from, words, { describe, marked }) {
    const all = await Promise.all(found.slice(from, from + 10).map(describe));
    const items = all.map((one) => result(one, words, marked));
    const draw = () => {
      const mine = turn;
      if (!from) results.replaceChildren();
      results.append(...items);
      more.hidden = found.length <= from + 10;
      more.firstElementChild.onclick = async () => {
        const drawMore = await show(found, from + 10, words, { describe, marked });
        // Other words may have been typed meanwhile.
        if (mine !== turn) return;
        drawMore();
        results.children[from + 10].querySelector("a").focus();
      };
      for (const [at, { kind, url }] of all.entries()) {
        const teaser = items[at].querySelector(".teaser:not(:has(mark))");
        if (at < 5 && kind < 2 && teaser) showPassage(teaser, url, words, marked, mine).catch(() => {});
      }
    };
    return draw;
  }

  async function answer(isAgain) {
    const mine = ++turn;
    const query = input.value;
    const address = new URL(location);
    address.searchParams.set("q", query);
    if (!query) address.searchParams.delete("q");
    try {
      history.replaceState(null, "", address);
    } catch {
      // A browser may find that the address changes too often; the results do not depend on it.
    }
    try {
      const opened = await open();
      const words = opened.asked(query);
      const { found, isPart } = await opened.search(words);
      const draw = await show(found, 0, words, opened);
      if (mine !== turn) return;
      draw();
      const n = found.length;
      const counted = isPart ? said.partly : (said[new Intl.PluralRules(said.lang).select(n)] ?? said.other);
      const told = !words.length ? "" : n ? counted : said.none;
      count.textContent = told.replace("{n}", n.toLocaleString(said.lang));
      [results.hidden, ways.hidden] = [!n, n > 0];
    } catch {
      // The site may have been published anew, and then files have other names.
      index = null;
      if (mine !== turn) return;
      if (!isAgain) return answer(true);
      count.textContent = said.failed;
      results.hidden = more.hidden = true;
      ways.hidden = false;
    }
  }

  function move(event) {
    const { key, ctrlKey, metaKey, altKey, isComposing } = event;
    const links = [...results.querySelectorAll("h2 a")];
    const at = links.indexOf(document.activeElement);
    const isInput = document.activeElement === input;
    let next = null;
    if (key === "ArrowDown" && (isInput || at >= 0) && !results.hidden) next = links[at + 1];
    else if (key === "ArrowUp" && at >= 0) next = links[at - 1] ?? input;
    else if (key === "Escape" && at >= 0) next = input;
    if (!next || ctrlKey || metaKey || altKey || isComposing) return;
    event.preventDefault();
    next.focus();
  }

  const begin = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(answer, wait);
  };
  input.addEventListener("focus", () => open().catch(() => (index = null)));
  input.addEventListener("input", () => begin(120));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin(0);
  });
  document.addEventListener("keydown", move);
  [form.hidden, part("unscripted").hidden] = [false, true];
  input.value = new URLSearchParams(location.search).get("q") ?? input.value;
  if (input.value) begin(0);
  else if (document.activeElement === document.body && !location.hash) input.focus();
}

if (typeof document !== "undefined") start();
