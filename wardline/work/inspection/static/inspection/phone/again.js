// What a look-back drew this home for: of each repair that was closed, whether it holds.
(() => {
  "use strict";
  const { phone } = window;
  const root = document.querySelector("[data-phone]");
  if (!root) return;
  const say = root.dataset;
  const find = (name, within) => within.querySelector(`[data-${name}]`);

  // Gives the fields of a part their names: each of one question, or of one finding.
  phone.named = (part, code) => part.querySelectorAll("[data-name]")
    .forEach((field) => { field.name = `${field.dataset.name}:${code}`; });

  // Draws them; returns what follows the taps and what tells what is missing.
  phone.again = (view, visit, draft, tools, keepPictures, inTurn) => {
    const box = find("looks", view), closed = new Map();
    const rows = visit.again ?? []; // an envelope that was kept before may lack them
    for (const { number, fact, judged, barred } of rows) {
      const part = root.querySelector('template[data-part="again"]').content.cloneNode(true);
      const line = part.firstElementChild, why = find("why", line);
      line.querySelector("h3").textContent = `${number} · ${fact}`;
      why.hidden = !judged && !barred;
      why.textContent = judged ? say.judged : say.barred;
      box.append(part);
      if (judged || barred) { find("judge", line).remove(); continue; }
      closed.set(number, line);
      line.querySelector("[role=radiogroup]").setAttribute("aria-label", fact);
      phone.named(line, number);
      line.querySelector("[data-name=term]").value =
        draft.values[`term:${number}`] || tools.term();
      phone.photos(line, draft, `again:${number}`, keepPictures, inTurn);
    }
    box.hidden = !rows.length;

    function follow(said) {
      let seen = 0;
      for (const [number, line] of closed) {
        const holds = said(`holds:${number}`);
        find("more", line).hidden = !holds;
        find("term", line).hidden = holds !== "no";
        if (holds) seen += 1;
      }
      find("count", box).textContent = closed.size ? `${seen}/${closed.size}` : "";
    }
    function missing(elements) {
      const found = [];
      for (const [number, line] of closed) {
        if (elements[`holds:${number}`].value !== "no") continue;
        const note = elements[`seen:${number}`], due = elements[`term:${number}`];
        const title = line.querySelector("h3").textContent;
        if (!note.value.trim()) found.push([note, say.noAgain, title]);
        if (due.value && due.value <= tools.local(tools.now()))
          found.push([due, say.pastDue, title]);
      }
      return found;
    }
    return { follow, missing };
  };
})();
