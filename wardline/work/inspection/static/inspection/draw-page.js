// Fetches a published draw, lets verify-draw.js draw it again, and says so in words.
(() => {
  "use strict";
  const card = document.querySelector("[data-draw]");
  if (!card || !globalThis.WardlineDraw) return;
  const verdict = card.querySelector("[data-verdict]");
  const words = card.querySelector("[data-words]");
  const again = card.querySelector("[data-again]");
  const copy = (name) => words.querySelector(`[data-${name}]`).cloneNode(true);

  function told([wave, code]) {
    const line = document.createElement("li");
    const said = words.querySelector(`[data-code="${code}"]`);
    const number = wave ? `${words.querySelector("[data-wave]").textContent} ${wave}: ` : "";
    line.textContent = `${number}${said ? said.textContent : code}`;
    return line;
  }

  async function check() {
    again.disabled = true;
    try {
      const answer = await fetch(card.dataset.draw);
      if (!answer.ok) throw new Error(answer.status);
      const faults = globalThis.WardlineDraw.verify(await answer.text());
      const shown = copy(faults.length ? "bad" : "good");
      shown.querySelector("ul")?.append(...faults.map(told));
      verdict.replaceChildren(shown);
    } catch {
      verdict.replaceChildren(copy("lost"));
    }
    again.disabled = false;
  }

  again.hidden = false;
  again.addEventListener("click", check);
  check();
})();
