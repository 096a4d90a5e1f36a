// What cannot wait for the end of the visit: a danger is told the office by a small
// message of its own, ahead of everything else; the visit, sent later, knows of it.
(() => {
  "use strict";
  const { phone } = window;
  const root = document.querySelector("[data-phone]");
  if (!root) return;
  const say = root.dataset;
  const GRACE = 20000; // in which a slip of the finger is taken back
  const find = (name, within) => within.querySelector(`[data-${name}]`);

  // Watches one question; returns what draws how it stands. `tell` hands it over.
  phone.danger = (card, code, draft, tools, tell) => {
    const box = find("urgent", card), line = find("urgent-line", card);
    const button = find("tell", card), field = (name) => card.querySelector(`[name="${name}:${code}"]`);
    let timer = null;
    const meant = () => field("danger").checked
      && card.querySelector(`[name="answer:${code}"]:checked`)?.value === "short";
    const written = () => Boolean(field("note").value.trim());
    const told = () => draft.told?.[code];
    async function now() {
      clearTimeout(timer);
      if (!meant() || !written() || told()) return;
      draft.told = { ...draft.told, [code]: { state: "queued", key: crypto.randomUUID() } };
      draw();
      await tell(code, draft.told[code]);
    }
    function words() {
      const { state, at, said } = told() ?? {};
      if (!state) return written() ? say.urgentSoon : say.urgentNote;
      if (state === "received") return say.urgentTold.replace("{at}", tools.words(at));
      return state === "queued" ? say.urgentWaits : say.urgentRefused.replace("{why}", said);
    }
    function draw() {
      const state = told()?.state;
      box.hidden = !meant();
      line.textContent = words();
      button.hidden = Boolean(state) || !written();
      // what the office was told stands; photos may still be added
      for (const part of card.querySelectorAll("[data-fixed]"))
        part.inert = Boolean(state) && state !== "refused";
    }
    function changed() {
      draw();
      clearTimeout(timer);
      if (meant() && written() && !told()) timer = setTimeout(now, GRACE);
    }
    button.addEventListener("click", now);
    card.addEventListener("input", changed);
    return { changed, draw, stop: () => clearTimeout(timer) };
  };
})();
