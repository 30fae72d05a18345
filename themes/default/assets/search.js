// The search page, and nothing else, loads this. Without it the form stays hidden and the page leads to its lists.
//
// The index stands in small files beside the page. Its manifest says which file has which words, which file has which
// documents, and by which rules a text becomes words. The program that wrote the index followed the same rules.

"use strict";

const AT_ONCE = 10;
const PASSAGES = 5;

// TEXTS → WORDS ----------------------------------------------------------------------------------------------------

function reader(rules) {
  const range = ([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`;
  const letter = "[\\p{Alphabetic}\\p{M}\\p{N}]";
  const apostrophe = `[${rules.apostrophes}]`;
  const unspaced = rules.unspaced.map(range).join("");
  const marks = new RegExp(`([${range(rules.unmarked)}])\\p{M}+`, "gu");
  const folded = new RegExp(`[${Object.keys(rules.folded).join("")}]`, "gu");
  const apostrophes = new RegExp(apostrophe, "gu");
  const single = new RegExp(`^([a-z])${apostrophe}`, "u");
  const scripts = new RegExp(`([${unspaced}]+)|[^${unspaced}]+`, "gu");
  const token = new RegExp(
    `(?<grouped>\\d{1,3}(?:[ ,]\\d{3})+(?:\\.\\d+)?(?!${letter}))|(?<decimal>\\d+[.,]\\d+(?!${letter}))` +
      `|(?<run>${letter}+(?:${apostrophe}${letter}+)*)`,
    "gu",
  );
  // A stretch of a text as it is shown: a whole word or number, or signs that are written without spaces.
  const stretch = new RegExp(`[${unspaced}]+|(?:(?![${unspaced}])${letter})+(?:[.,'’ʼ‘](?:(?![${unspaced}])${letter})+)*`, "gu");

  const normal = (text) =>
    text.normalize("NFKD").toLowerCase().replace(marks, "$1").normalize("NFC").replace(folded, (c) => rules.folded[c]);

  /** The words of a text. `all` as the index has them; otherwise as a reader asks for them. */
  function words(text, all) {
    const found = [];
    for (const { groups } of normal(text).matchAll(token)) {
      if (groups.grouped) found.push(groups.grouped.replace(/[ ,]/g, ""));
      else if (groups.decimal) found.push(groups.decimal.replace(",", "."));
      else {
        let rest = groups.run;
        for (let one; (one = single.exec(rest)); rest = rest.slice(2)) found.push(one[1]);
        for (const [part, isUnspaced] of rest.replace(apostrophes, "").matchAll(scripts)) {
          if (isUnspaced) found.push(...pairs(part, all));
          else if ([...part].length <= rules.longest) found.push(part);
        }
      }
    }
    return found;
  }

  function pairs(part, all) {
    const signs = [...part];
    const last = all || signs.length === 1 ? signs.length : signs.length - 1;
    return signs.slice(0, last).map((sign, at) => sign + (signs[at + 1] ?? ""));
  }

  /** A word without its endings, by the rules of one language. */
  function cut(word, { steps }) {
    for (const [vowels, endings] of steps) {
      const fitting = endings.find(([ending, , left]) => {
        const rest = [...word.slice(0, -ending.length)];
        return word.endsWith(ending) && rest.length >= left && (!left || !vowels || rest.some((c) => vowels.includes(c)));
      });
      if (fitting) word = word.slice(0, -fitting[0].length) + fitting[1];
    }
    return word;
  }

  /** What a word may be in the index, whatever the language of its text. */
  function forms(word) {
    const first = word.codePointAt(0);
    const fitting = rules.stems.filter(({ letters: [from, to] }) => from <= first && first <= to && !/\d/.test(word));
    return [...new Set([word, ...fitting.map((stems) => cut(word, stems))])];
  }

  const isUnspaced = (word) => new RegExp(`^[${unspaced}]`, "u").test(word);
  return { words, forms, isUnspaced, stretch };
}

// INDEX ------------------------------------------------------------------------------------------------------------

/** Whether a word stands before another one in the index, which goes by code points. */
function isBefore(one, other) {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((sign, at) => sign !== b[at]);
  if (at < 0) return a.length < b.length;
  return at < b.length && a[at].codePointAt(0) < b[at].codePointAt(0);
}

async function load(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function openIndex(address) {
  const manifest = await load(address, { cache: "no-cache" });
  const shards = manifest.words.map((line) => line.split(" "));
  const text = reader(manifest.rules);
  const kept = new Map();
  const file = (kind, hash) => {
    const name = `${kind}.${hash}.json`;
    if (!kept.has(name)) kept.set(name, load(new URL(name, new URL(address, location.href))));
    return kept.get(name);
  };

  /** The lists of the index for a word: of its forms, and of the words that it may be the beginning of. */
  async function lists({ forms, beginning }) {
    const wanted = beginning ? [...forms, beginning] : forms;
    const places = new Set(wanted.map((word) => shards.findLastIndex(([from]) => !isBefore(word, from))));
    const found = new Map();
    for (const at of places) {
      if (at < 0) continue;
      for (const [word, list] of Object.entries(await file("words", shards[at][1]))) {
        if (forms.includes(word)) found.set(word, [list, 1]);
        else if (beginning && word.startsWith(beginning)) found.set(word, [list, 0.5]);
      }
    }
    return [...found.values()];
  }

  /** How much each document is about a word, how many have it, and whether so many have it that it tells little. */
  async function weigh(word) {
    const levels = new Map();
    let [total, isCommon] = [0, false];
    for (const [list, worth] of await lists(word)) {
      const [, common, rest] = /^(?:(\d+)\*)?(.*)$/.exec(list);
      let next = 0;
      for (const [, distance, level] of rest.matchAll(/([0-9a-z]*)([A-O])/g)) {
        const at = next + (distance ? parseInt(distance, 36) : 1) - 1;
        levels.set(at, Math.max(levels.get(at) ?? 0, worth * (level.charCodeAt(0) - 64)));
        next = at + 1;
      }
      if (common && worth === 1) [total, isCommon] = [Math.max(total, Number(common)), true];
    }
    return { levels, isCommon, total: Math.max(total, levels.size) };
  }

  /** The words that a reader asks for. The last one may be unfinished. */
  function asked(query) {
    const all = [...new Set(text.words(query))];
    const isOpen = (word, at) => text.isUnspaced(word) ? [...word].length === 1 : at === all.length - 1 && word.length > 1 && !/\s$/.test(query);
    return all.map((word, at) => ({ forms: text.forms(word), beginning: isOpen(word, at) ? word : "" }));
  }

  /** The documents that have all words, the best first; if none has, those that have most of them. */
  async function search(words) {
    const weighed = await Promise.all(words.map(weigh));
    const telling = weighed.filter((word) => !word.isCommon).length;
    const found = new Map();
    for (const { levels, isCommon, total } of weighed) {
      const worth = Math.log(1 + manifest.documents / total);
      for (const [at, level] of levels) {
        const known = found.get(at) ?? { at, having: 0, score: 0 };
        found.set(at, { at, having: known.having + (isCommon ? 0 : 1), score: known.score + worth * level });
      }
    }
    const most = Math.max(0, ...[...found.values()].map(({ having }) => having));
    const best = [...found.values()].filter(({ having }) => having === most);
    // Documents are in the order of their dates: of equals the newest comes first.
    best.sort((one, other) => other.score - one.score || other.at - one.at);
    return { documents: best.map(({ at }) => at), isPart: most < telling };
  }

  async function describe(at) {
    const chunk = await file("docs", manifest.docs[Math.floor(at / manifest.chunk)]);
    const [kind, url, title, description, lang, iso, date] = chunk[at % manifest.chunk];
    return { kind, url, title, description, lang, iso, date };
  }

  /** The stretches of a text, each with whether it is asked for. */
  function marked(shown, words) {
    const forms = new Set(words.flatMap((word) => word.forms));
    const isAsked = (word) =>
      text.forms(word).some((form) => forms.has(form)) || words.some(({ beginning }) => beginning && word.startsWith(beginning));
    const pieces = [];
    let end = 0;
    const add = (from, to, isMarked) => {
      if (from < to) pieces.push([shown.slice(from, to), isMarked]);
      end = to;
    };
    for (const { 0: found, index } of shown.matchAll(text.stretch)) {
      if (!text.isUnspaced(found)) {
        if (!text.words(found).some(isAsked)) continue;
        add(end, index, false);
        add(index, index + found.length, true);
        continue;
      }
      let from = index;
      const signs = [...found];
      signs.forEach((sign, at) => {
        const [before, after] = [(signs[at - 1] ?? "") + sign, sign + (signs[at + 1] ?? "")];
        if (isAsked(before) || isAsked(after)) {
          add(end, from, false);
          add(from, from + sign.length, true);
        }
        from += sign.length;
      });
    }
    add(end, shown.length, false);
    return pieces;
  }

  return { asked, search, describe, marked };
}

// PAGE -------------------------------------------------------------------------------------------------------------

function start() {
  const part = (name) => document.getElementById(`search:${name}`);
  const [form, input, count, results, more, ways] = ["form", "query", "count", "results", "more", "ways"].map(part);
  const kinds = [...part("kinds").children].map((kind) => kind.textContent);
  let index = null;
  let turn = 0;
  let timer = 0;

  const open = () => (index ??= openIndex(form.dataset.index).catch((error) => {
    index = null;
    throw error;
  }));

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const withMarks = (pieces) => pieces.map(([text, isMarked]) => (isMarked ? make("mark", {}, text) : text));

  function result(found, words, { marked }) {
    const own = { lang: found.lang, dir: "auto" };
    const date = found.date ? [" ", make("span", {}, make("time", { datetime: found.iso }, found.date))] : [];
    return make(
      "li",
      {},
      make("h2", own, make("a", { href: found.url }, ...withMarks(marked(found.title, words)))),
      make("p", { class: "meta" }, make("span", {}, kinds[found.kind]), ...date),
      make("p", { class: "teaser", ...own }, ...withMarks(marked(found.description, words))),
    );
  }

  /** Where a description has none of the words, the passage of the page that has most of them takes its place. */
  async function showPassage(item, found, words, { marked }) {
    const answer = await fetch(found.url);
    const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    let best = { marks: 0 };
    for (const { textContent } of main?.querySelectorAll("p, li, figcaption, td") ?? []) {
      const pieces = marked(textContent.replace(/\s+/g, " ").trim(), words);
      const marks = new Set(pieces.filter(([, isMarked]) => isMarked).map(([text]) => text.toLowerCase())).size;
      if (marks > best.marks) best = { marks, pieces };
    }
    if (!best.marks) return;
    const first = best.pieces.findIndex(([, isMarked]) => isMarked);
    if (first === 1) {
      const [before] = best.pieces[0];
      const cut = before.length > 90 ? before.indexOf(" ", before.length - 80) : -1;
      if (cut >= 0) best.pieces[0] = [`…${before.slice(cut)}`, false];
    }
    item.querySelector(".teaser").replaceChildren(...withMarks(best.pieces));
  }

  async function show(documents, from, words, opened, mine) {
    const shown = documents.slice(from, from + AT_ONCE);
    const all = await Promise.all(shown.map(opened.describe));
    if (mine !== turn) return;
    const items = all.map((found) => result(found, words, opened));
    if (from) results.append(...items);
    else results.replaceChildren(...items);
    more.hidden = documents.length <= from + AT_ONCE;
    more.firstElementChild.onclick = async () => {
      await show(documents, from + AT_ONCE, words, opened, mine);
      results.children[from + AT_ONCE]?.querySelector("a").focus();
    };
    if (from || navigator.connection?.saveData) return;
    items.slice(0, PASSAGES).forEach((item, at) => {
      const isPage = all[at].kind < 2 && !item.querySelector(".teaser mark");
      if (isPage) showPassage(item, all[at], words, opened).catch(() => {});
    });
  }

  function say(words, n) {
    count.textContent = words.replace("{n}", n.toLocaleString(document.documentElement.lang));
  }

  async function answer() {
    const query = input.value;
    const mine = ++turn;
    const address = new URL(location.href);
    if (query.trim()) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
    try {
      const opened = await open();
      const words = opened.asked(query);
      const { documents, isPart } = words.length ? await opened.search(words) : { documents: [] };
      if (mine !== turn) return;
      await show(documents, 0, words, opened, mine);
      if (mine !== turn) return;
      const { none, one, many, partly } = count.dataset;
      if (!words.length) count.textContent = "";
      else if (!documents.length) say(none, 0);
      else say(isPart ? partly : documents.length === 1 ? one : many, documents.length);
      results.hidden = !documents.length;
      ways.hidden = documents.length > 0;
      return true;
    } catch {
      // Perhaps the site was published anew meanwhile, and the files have other names.
      index = null;
      if (mine !== turn) return true;
      say(count.dataset.failed, 0);
      results.hidden = more.hidden = true;
      ways.hidden = false;
      return false;
    }
  }

  const answerOrTryAgain = async () => (await answer()) === false && answer();

  function move(event) {
    const links = [...results.querySelectorAll("h2 a")];
    const at = links.indexOf(document.activeElement);
    const isInput = document.activeElement === input;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    let next = null;
    if (event.key === "/" && !isInput) next = input;
    else if (event.key === "Escape" && at >= 0) next = input;
    else if (event.key === "ArrowDown" && (isInput || at >= 0) && !results.hidden) next = links[at + 1];
    else if (event.key === "ArrowUp" && at >= 0) next = links[at - 1] ?? input;
    if (!next || !isPlain) return;
    event.preventDefault();
    next.focus();
    if (next === input) input.select();
  }

  input.addEventListener("focus", () => open().catch(() => {}), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(answerOrTryAgain, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    answerOrTryAgain();
  });
  document.addEventListener("keydown", move);
  form.hidden = false;
  input.value = new URL(location.href).searchParams.get("q") ?? input.value;
  if (input.value.trim()) answerOrTryAgain();
  else if (document.activeElement === document.body && !location.hash) input.focus({ preventScroll: true });
}

if (typeof document !== "undefined") start();
