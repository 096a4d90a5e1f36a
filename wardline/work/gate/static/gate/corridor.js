// The round along the corridor: notes the time by this phone's clock and what both
// clocks said at the last contact, looks over what was typed, keeps an unfinished round
// on this phone. The outbox sends it, now or later, once.
(() => {
  "use strict";
  const within = (event) => event.target.closest?.("form[data-corridor]");
  const form = () => document.querySelector("form[data-corridor]");
  const find = (name, from = document) => from.querySelector(`[data-${name}]`);
  const readings = () => [...form().querySelectorAll("[data-reading]")];
  const warm = (reading) => reading.querySelector("input[inputmode]");
  const chosen = (reading) => reading.querySelector("input[type=radio]:checked");
  const degrees = (reading) => {
    const typed = warm(reading).value.trim();
    return typed ? Number(typed) : null;
  };
  const owner = document.body.dataset.owner;
  const CACHE = "wardline-corridor", KEPT = "/gate/corridor/kept";
  const DRAFT = `corridor:${owner}`, HOURS = 3600000;
  let begun = false; // once something is typed the contact before it stays

  // --- the clocks of this phone and of the server, in one moment
  async function contact() {
    const asked = Date.now();
    let known;
    try {
      const answer = await fetch(form().dataset.state, { cache: "no-store" });
      if (!answer.ok || answer.redirected) throw new Error("no contact");
      const server = (await answer.json()).now;
      known = { owner, server, phone: Math.round((asked + Date.now()) / 2) };
      find("contact").hidden = true;
      const cache = await caches.open(CACHE);
      await cache.put(KEPT, new Response(JSON.stringify(known)));
    } catch {
      find("contact").textContent = find("contact").dataset.cut;
      find("contact").hidden = false;
      const answer = await (await caches.open(CACHE)).match(KEPT);
      known ??= answer && await answer.json();
    }
    if (begun || known?.owner !== owner) return;
    form().elements.contact_phone.value = known.phone;
    form().elements.contact_server.value = known.server;
  }

  // --- what is said while typing
  function tidy(input) {
    let typed = input.value.replace(/[,。,]/g, ".").replace(/[^\d.]/g, "");
    if (/^[34]\d{2}$/.test(typed)) typed = `${typed.slice(0, 2)}.${typed[2]}`;
    if (typed !== input.value) input.value = typed;
  }
  function tell() {
    let entered = 0;
    for (const reading of readings()) {
      const value = degrees(reading), fever = Number(form().dataset.fever);
      find("hot", reading).hidden = !(value >= fever && value <= 45);
      find("unasked", reading).hidden ||= Boolean(chosen(reading)) || value === null;
      find("odd", reading).hidden ||= value === null || (value >= 30 && value <= 45);
      if (value !== null || chosen(reading)) entered += 1;
    }
    const line = find("progress");
    if (line) line.textContent = line.dataset.text
      .replace("{n}", entered).replace("{all}", readings().length);
  }
  // the first thing that cannot stand, or nothing
  function wrong() {
    let first = null;
    for (const reading of readings()) {
      const value = degrees(reading), input = warm(reading);
      const odd = value !== null && !(value >= 30 && value <= 45);
      const unasked = value !== null && !chosen(reading);
      find("odd", reading).hidden = !odd;
      find("unasked", reading).hidden = !unasked;
      if (odd) first ??= input;
      else if (unasked) first ??= reading.querySelector("input[type=radio]");
    }
    const nothing = !readings().some((one) => degrees(one) !== null || chosen(one));
    find("nothing").hidden = !nothing;
    return first ?? (nothing ? warm(readings()[0]) : null);
  }

  // --- an unfinished round stays on this phone: a call comes in, the page is closed
  function keep() {
    const fields = [...new FormData(form())].filter(([name]) => /^[tsm]_|_at$|^contact_/.test(name));
    try {
      localStorage.setItem(DRAFT, JSON.stringify({ at: Date.now(), fields }));
    } catch { /* a phone that is full keeps nothing: the page still does */ }
  }
  function restore() {
    const draft = JSON.parse(localStorage.getItem(DRAFT) ?? "null");
    if (!draft || Math.abs(Date.now() - draft.at) > 12 * HOURS) return;
    for (const [name, value] of draft.fields) {
      const field = form().elements[name];
      if (field?.type === "checkbox") field.checked = begun = true;
      else if (field && value) { field.value = value; begun = true; }
    }
  }

  document.addEventListener("input", (event) => {
    if (!within(event)) return;
    if (event.target.matches("[inputmode]")) tidy(event.target);
    begun = true;
    form().elements.read_at.value = Date.now();
    tell();
    keep();
  });
  document.addEventListener("click", (event) => {
    // a tap goes on to the next person; the arrow keys of a keyboard stay
    if (!event.detail || !event.target.matches?.("[data-reading] input[type=radio]")) return;
    const all = readings(), at = all.indexOf(event.target.closest("[data-reading]"));
    const next = all.slice(at + 1).find((one) => !warm(one).value && !chosen(one));
    if (next && warm(all[at]).value) warm(next).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !within(event) || !event.target.matches("[inputmode]")) return;
    event.preventDefault();
    event.target.closest("[data-reading]").querySelector("input[type=radio]").focus();
  });
  // before the outbox, which hears of it at the document
  document.addEventListener("submit", (event) => {
    if (!within(event)) return;
    const first = wrong();
    if (first) {
      event.preventDefault();
      first.closest("[data-reading]").scrollIntoView({ block: "center" });
      first.focus({ preventScroll: true });
      return;
    }
    form().elements.phone_now.value = Date.now();
    localStorage.removeItem(DRAFT);
  }, true);

  // a page kept on this phone would send every round under one key
  if (!document.querySelector(".errors")) {
    form().elements.key.value = crypto.randomUUID?.() ?? form().elements.key.value;
    try { restore(); } catch { /* what cannot be read is left */ }
  }
  tell();
  if (!window.isSecureContext) return;
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(form().dataset.worker).catch(() => {});
  }
  addEventListener("online", contact);
  addEventListener("offline", contact);
  contact();
})();
