// What is pleasant and not needed: links and citations to copy, tables to sort. Every page is whole without it.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  // Copying -------------------------------------------------------------------------------------------------------

  const said = make("p", { className: "unseen", role: "status" });

  const copier = (text, label) => {
    const button = make("button", { type: "button", className: "copy", textContent: label });
    let back;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text());
      } catch {
        return;
      }
      said.textContent = "";
      button.textContent = said.textContent = words.copied;
      clearTimeout(back);
      back = setTimeout(() => (button.textContent = label), 2000);
    });
    return button;
  };

  // Browsers keep the clipboard from pages that are not encrypted.
  if (navigator.clipboard) {
    document.body.append(said);
    const address = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
    document.querySelector(".brief .byline .meta")?.append(" ", copier(() => address, words.copyLink));
    for (const shown of document.querySelectorAll(".how-to-cite > p:first-of-type, .how-to-cite > pre")) {
      shown.after(copier(() => shown.textContent.trim(), words.copy));
    }
  }

  // Sorting -------------------------------------------------------------------------------------------------------

  const language = document.documentElement.lang || "en";
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const parts = new Intl.NumberFormat(language).formatToParts(12345.6);
  const sign = (type) => parts.find((part) => part.type === type)?.value ?? "";
  const [group, decimal] = [sign("group"), sign("decimal") || "."];

  // What a cell is sorted by: the moment that it names, or its words.
  const text = (row, column) => {
    const cell = row.cells[column];
    return (cell.querySelector("time[datetime]")?.dateTime ?? cell.textContent).trim();
  };

  // The number that a cell is, with whatever stands around it (a hedge, a sign, a currency, a unit); `null` for none, or for
  // several, as in a date.
  const number = (words) => {
    const plain = words.replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3})/g, "").replaceAll(group, "").replace(decimal, ".");
    const [, sign, digits] = plain.match(/^[^\d]*?([-+\u2212]?)[^\d\u2212+-]*(\d+(?:\.\d+)?)[^\d]*$/) ?? [];
    return digits === undefined ? null : Number(digits) * (sign === "-" || sign === "\u2212" ? -1 : 1);
  };

  const blank = (words) => words === "" || /^[–—-]$/.test(words);

  const compare = (column, rows) => {
    const filled = rows.map((row) => text(row, column)).filter((words) => !blank(words));
    const isNumeric = filled.length > 0 && filled.every((words) => number(words) !== null);
    // What is blank stands last, in both directions.
    return (way) => (a, b) => {
      const [left, right] = [text(a, column), text(b, column)];
      if (blank(left) || blank(right)) return blank(left) - blank(right);
      return way * (isNumeric ? number(left) - number(right) : collator.compare(left, right));
    };
  };

  const sortable = (table) => {
    const head = table.tHead?.rows.length === 1 && table.tHead.rows[0];
    const body = table.tBodies.length === 1 && table.tBodies[0];
    if (!head || !body || body.rows.length < 3 || table.querySelector("[rowspan], [colspan]")) return;
    const rows = [...body.rows];
    if (rows.some((row) => row.cells.length !== head.cells.length)) return;
    const headers = [...head.cells].filter((cell) => cell.tagName === "TH");
    for (const cell of headers) {
      const button = make("button", { type: "button", className: "sort", title: words.sort });
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        const before = cell.getAttribute("aria-sort");
        headers.forEach((other) => other.removeAttribute("aria-sort"));
        const way = { ascending: "descending", descending: null }[before] ?? (before ? null : "ascending");
        if (way) cell.setAttribute("aria-sort", way);
        const order = way ? [...rows].sort(compare(cell.cellIndex, rows)(way === "ascending" ? 1 : -1)) : rows;
        body.append(...order);
      });
    }
  };

  document.querySelectorAll(".table > table, .rows > table").forEach(sortable);
})();
