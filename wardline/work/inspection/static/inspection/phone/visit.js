// One visit on the glass: its sheet is made from templates and the envelope, and what is
// typed is kept at once, so that a killed tab loses nothing.
(() => {
  "use strict";
  const { phone } = window;
  const root = document.querySelector("[data-phone]");
  if (!root) return;
  const say = root.dataset;
  const find = (name, within) => within.querySelector(`[data-${name}]`);
  const copy = (part) =>
    root.querySelector(`template[data-part="${part}"]`).content.cloneNode(true);
  const show = (element, yes) => { element.hidden = !yes; };

  // Draws the visit into `view`; `tools` are the clock, the saving and the sending.
  phone.draw = (view, visit, draft, tools) => {
    view.replaceChildren(copy("visit"));
    const form = find("form", view), envelope = tools.envelope();
    const value = (name) => draft.values[name] ?? "";
    find("name", view).textContent = visit.name;
    find("address", view).textContent = visit.address;
    find("team", view).textContent = visit.team;

    // --- keeping: what is typed with each key, pictures one by one
    const save = () => {
      draft.values = Object.fromEntries(
        [...new FormData(form)].filter(([, typed]) => typeof typed === "string"));
      return tools.keep(draft).catch(full);
    };
    const full = () => phone.wrong(view, [[null, say.full]]);
    // Pictures take a moment to make: one after another, and whoever ends the visit
    // waits for the last of them.
    let making = Promise.resolve();
    function inTurn(make) {
      const turn = making = making.then(make).catch(full);
      view.dataset.keeping = "";
      return turn.finally(() => { if (turn === making) delete view.dataset.keeping; });
    }
    async function keepPictures(name, blobs) {
      draft.files[name] = blobs;
      await phone.drafts.picture(visit.pk, name, blobs).catch(full);
      await save();
    }

    // --- the gate
    function gate() {
      const { arrived_at, let_in_at, place } = draft;
      find("arrived", view).textContent = arrived_at ? tools.words(arrived_at) : "";
      find("let-in", view).textContent = let_in_at ? tools.words(let_in_at) : "";
      find("where", view).textContent = !place ? say.placeless : say.place
        .replace("{latitude}", place.latitude.toFixed(5))
        .replace("{longitude}", place.longitude.toFixed(5))
        .replace("{accuracy}", Math.round(place.accuracy));
      show(find("stamped", view), arrived_at);
      show(find("let-in-row", view), let_in_at);
      show(find("arrive", view), !arrived_at);
      show(find("enter", view), arrived_at && !let_in_at);
      show(find("unstamp", view), arrived_at);
      show(find("closed", view), arrived_at && !let_in_at);
      show(find("inside", view), arrived_at);
      show(find("end", view), arrived_at);
      tick();
    }
    function tick() {
      const { arrived_at, let_in_at } = draft, line = find("waited", view);
      show(line, arrived_at);
      if (!arrived_at) return;
      const length = (let_in_at || tools.now()) - arrived_at;
      line.textContent = (let_in_at ? say.waited : say.waiting)
        .replace("{span}", tools.span(length));
    }
    find("arrive", view).addEventListener("click", async () => {
      draft.arrived_at = tools.now();
      gate();
      find("enter", view).focus();
      await save();
      navigator.geolocation?.getCurrentPosition(({ coords }) => {
        const { latitude, longitude, accuracy } = coords;
        draft.place = { latitude, longitude, accuracy };
        gate();
        save();
      }, () => {}, { enableHighAccuracy: true, timeout: 20000 });
    });
    find("enter", view).addEventListener("click", () => {
      draft.let_in_at = tools.now();
      gate();
      find("waited", view).focus();
      save();
    });
    find("unstamp", view).addEventListener("click", () => {
      if (draft.let_in_at) draft.let_in_at = null;
      else draft.arrived_at = draft.place = null;
      gate();
      find(draft.arrived_at ? "enter" : "arrive", view).focus();
      save();
    });

    // --- what was closed and drawn, what is open, the heads, the lot
    const again = phone.again(view, visit, draft, tools, keepPictures, inTurn);
    for (const { number, fact } of visit.open ?? []) {
      const line = document.createElement("li");
      line.textContent = `${number} · ${fact}`;
      find("open", view).querySelector("ul").append(line);
    }
    show(find("open", view), visit.open?.length);
    const reported = visit.reported;
    find("reported", view).textContent = !reported ? say.unreported : say.reported
      .replace("{on}", tools.day(reported.on)).replace("{heads}", reported.heads);
    function heads() {
      const line = find("difference", view), typed = form.elements.headcount.value;
      const by = typed === "" || !reported ? null : Number(typed) - reported.heads;
      line.textContent = by === null ? "" : by === 0 ? say.same
        : say.difference.replace("{n}", (by > 0 ? "+" : "−") + Math.abs(by));
      line.classList.toggle("errorlist", Boolean(by));
    }
    visit.staff.forEach(({ name, ask }, n) => {
      const part = copy("staff"), clause = envelope.clauses[ask];
      part.querySelector("h3").textContent = name;
      find("ask", part).textContent = clause?.text ?? "";
      part.querySelector("cite").textContent = clause?.citation ?? "";
      part.querySelector("[role=radiogroup]").setAttribute("aria-label", name);
      for (const tap of part.querySelectorAll("input")) tap.name = `knows:${n}`;
      find("lot", view).append(part);
    });
    show(find("lot", view), visit.staff.length);

    // --- the checklist
    const cards = new Map(), dangers = new Map();
    function question(code) {
      const asked = envelope.questions[code], part = copy("question");
      const card = part.firstElementChild;
      cards.set(code, card);
      card.querySelector("h3").textContent = asked.text;
      find("citation", card).textContent = asked.citation;
      card.querySelector("[role=radiogroup]").setAttribute("aria-label", asked.text);
      phone.named(card, code);
      const measure = card.querySelector("[data-name=measure]");
      measure.value = value(`measure:${code}`) || asked.measure;
      clause(card, measure.value);
      card.querySelector("[data-name=due_at]").value =
        value(`due_at:${code}`) || tools.term();
      phone.photos(card, draft, `photo:${code}`, keepPictures, inTurn);
      dangers.set(code, phone.danger(card, code, draft, tools, async (what, told) => {
        await save();
        await tools.tell(visit, draft, what, told);
      }));
      find("search", card).addEventListener("input", (event) => {
        event.stopPropagation();
        find("found", card).replaceChildren(...search(event.target.value, (found) => {
          measure.value = found;
          clause(card, found);
          card.querySelector("details").open = false;
          save();
        }));
      });
      return part;
    }
    function clause(card, code) {
      const known = envelope.clauses[code];
      const cite = document.createElement("cite");
      cite.textContent = known?.citation ?? "";
      find("clause", card).replaceChildren(known?.text ?? (code || "–"), cite);
    }
    function search(text, take) {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      if (!words.length) return [];
      const hits = visit.clauses.filter((code) => {
        const known = envelope.clauses[code];
        const whole = `${code} ${known?.text} ${known?.citation}`.toLowerCase();
        return known && words.every((word) => whole.includes(word));
      });
      if (!hits.length) {
        const none = document.createElement("li");
        none.textContent = say.noClause;
        return [none];
      }
      return hits.slice(0, 8).map((code) => {
        const line = document.createElement("li"), button = document.createElement("button");
        const cite = document.createElement("cite");
        button.type = "button";
        button.textContent = envelope.clauses[code].text;
        cite.textContent = envelope.clauses[code].citation;
        button.append(cite);
        button.addEventListener("click", () => take(code));
        line.append(button);
        return line;
      });
    }
    const groups = new Map();
    for (const code of visit.form.codes) {
      const { aspect } = envelope.questions[code];
      if (!groups.has(aspect)) groups.set(aspect, []);
      groups.get(aspect).push(code);
    }
    for (const [aspect, codes] of groups) {
      const part = copy(`aspect.${aspect}`), listed = (code) => envelope.questions[code].listed;
      part.querySelector("h2").dataset.codes = codes.join(" ");
      find("questions", view).append(part, ...codes.filter(listed).map(question));
      const others = codes.filter((code) => !listed(code));
      if (!others.length) continue;
      const fold = copy("others").firstElementChild;
      fold.querySelector("summary").dataset.codes = others.join(" ");
      fold.append(...others.map(question));
      find("questions", view).append(fold);
    }
    function follow() {
      const said = (name) => form.elements[name]?.value;
      for (const [code, card] of cards) {
        show(find("short", card), said(`answer:${code}`) === "short");
        show(find("term", card), said(`mend:${code}`) !== "spot");
      }
      again.follow(said);
      const done = (codes) => codes.filter((code) => said(`answer:${code}`)).length;
      for (const head of view.querySelectorAll("[data-codes]")) {
        const codes = head.dataset.codes.split(" ");
        find("count", head).textContent = `${done(codes)}/${codes.length}`;
      }
      find("progress", view).textContent = say.answered
        .replace("{n}", done(visit.form.codes)).replace("{all}", visit.form.codes.length);
      heads();
    }

    // --- what was typed before, signatures too
    for (const [name, typed] of Object.entries(draft.values)) {
      const field = form.elements[name];
      if (!field) continue;
      if (field.type === "checkbox") field.checked = true;
      else field.value = typed;
    }
    for (const canvas of view.querySelectorAll("[data-pad]")) {
      const name = canvas.dataset.pad;
      const clear = phone.pad(canvas, draft.files[name]?.[0],
        (drawn) => inTurn(async () => keepPictures(name, [await drawn].filter(Boolean))));
      find("clear", canvas.parentElement).addEventListener("click", clear);
    }
    form.addEventListener("input", ({ target }) => {
      const [name, code] = target.name.split(":");
      phone.typed(target);
      if (name === "refused_reason") phone.typed(form.elements.signed_by);
      const at = { answer: code, holds: target.name }[name];
      if (at) draft.at = { ...draft.at, [at]: tools.now() };
      follow();
      save();
    });

    // --- the end
    function missing() {
      const { elements } = form, found = [];
      const ask = (...line) => found.push(line);
      for (const [code, card] of cards) {
        if (elements[`answer:${code}`].value !== "short") continue;
        const note = elements[`note:${code}`], due = elements[`due_at:${code}`];
        const title = card.querySelector("h3").textContent;
        if (!note.value.trim()) ask(note, say.noFact, title);
        if (elements[`mend:${code}`].value === "spot" || draft.told?.[code]) continue;
        if (!due.value) ask(due, say.noDue, title);
        else if (due.value <= tools.local(tools.now())) ask(due, say.pastDue, title);
      }
      found.push(...again.missing(elements));
      if (!/^\d+$/.test(elements.headcount.value)) ask(elements.headcount, say.noHeads);
      if (!elements.signed_by.value.trim() && !elements.refused_reason.value.trim())
        ask(elements.signed_by, say.noSign);
      return found;
    }
    async function end(lines) {
      phone.wrong(view, lines);
      if (lines.length) return;
      await making;
      await save();
      for (const danger of dangers.values()) danger.stop(); // the visit tells it
      draft.ended = tools.now();
      await tools.send(visit, draft);
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.elements.closed_reason.value = "";
      end(missing());
    });
    find("close", view).addEventListener("click", () => {
      const field = form.elements.closed_reason;
      end(field.value.trim() ? [] : [[field, say.noReason]]);
    });

    gate();
    follow();
    form.inert = ["queued", "received", "held", "refused"].includes(draft.state);
    for (const danger of dangers.values()) danger[form.inert ? "draw" : "changed"]();
    const urgent = (code) => dangers.get(code)?.draw();
    return { tick, draft, urgent, stop: () => dangers.forEach((danger) => danger.stop()) };
  };
})();
