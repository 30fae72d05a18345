// Put into pages by `expound serve` alone; no published file has it. Reloads the page when the site was built again,
// and shows what is wrong when it could not be.
"use strict";
(() => {
  const loaded = Number(document.currentScript.dataset.version);
  const kept = "expound-scroll";
  let events = null;
  let panel = null;

  const reload = () => {
    sessionStorage.setItem(kept, JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  };

  const restore = () => {
    const [path, x, y] = JSON.parse(sessionStorage.getItem(kept) ?? "[]");
    sessionStorage.removeItem(kept);
    if (path === location.pathname) scrollTo({ left: x, top: y, behavior: "instant" });
  };

  const show = (problems) => {
    panel?.remove();
    panel = null;
    if (problems.length === 0) return;
    panel = document.createElement("div");
    panel.setAttribute("role", "alert");
    // Set by property: the site's policy forbids style attributes, and this is none.
    Object.assign(panel.style, {
      position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto", zIndex: "2147483647",
      boxSizing: "border-box", margin: "0", padding: "1rem", background: "#1b1b1b", color: "#fff",
      borderTop: "4px solid #d33", font: "14px/1.5 ui-monospace, monospace", whiteSpace: "pre-wrap", textAlign: "left",
    });
    panel.textContent = "The site was not built again.\n\n" + problems.join("\n");
    document.body.append(panel);
  };

  const listen = () => {
    events = new EventSource(`/__expound/events?at=${encodeURIComponent(location.pathname)}`);
    events.addEventListener("message", (event) => {
      const { version, problems } = JSON.parse(event.data);
      if (version !== loaded) reload();
      else show(problems);
    });
  };

  // A browser opens six connections to one host. Tabs that nobody looks at give theirs back.
  document.addEventListener("visibilitychange", () => {
    events?.close();
    events = null;
    if (!document.hidden) listen();
  });
  restore();
  if (!document.hidden) listen();
})();
