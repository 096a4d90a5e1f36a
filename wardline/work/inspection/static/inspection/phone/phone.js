// The page of a team on its phone: the envelope, the clock, what waits and what was
// received. The outbox sends; this page hears what became of each visit.
(() => {
  "use strict";
  const { phone, outbox } = window;
  const root = document.querySelector("[data-phone]");
  if (!root || !outbox) return;
  const say = root.dataset, owner = document.body.dataset.owner;
  const find = (name, within = root) => within.querySelector(`[data-${name}]`);
  const MINUTE = 60000, SLACK = 5 * MINUTE, DAY = 24 * 60 * MINUTE;
  let known = null; // what the office said last, and what this phone's clock said then
  let shown = null; // the visit on the glass

  // --- the envelope, and the office's time carried on by this phone's clock
  async function refresh() {
    const asked = Date.now();
    let fresh = false;
    try {
      const answer = await fetch(say.envelope, { cache: "no-store" });
      if (!answer.ok || answer.redirected) throw new Error("no contact");
      const state = await answer.json();
      known = { state, phone: (asked + Date.now()) / 2 };
      fresh = true;
      await phone.envelope.keep(known);
    } catch {
      known ??= await phone.envelope.kept();
    }
    const line = find("contact");
    line.textContent = !known ? say.never
      : (fresh ? say.fresh : say.cut).replace("{at}", words(known.state.now));
    clock();
  }
  const offset = () => (known ? known.state.now - known.phone : 0);
  const now = () => Math.round(Date.now() + offset());
  const tongue = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
  const written = (moment, how) => new Intl.DateTimeFormat(tongue,
    { timeZone: known?.state.zone, ...how }).format(moment);
  const words = (moment) => written(moment, { dateStyle: "medium", timeStyle: "short" });
  const day = (iso) => new Intl.DateTimeFormat(tongue, { dateStyle: "medium", timeZone: "UTC" })
    .format(Date.parse(iso));
  function span(length) {
    const minutes = Math.round(Math.abs(length) / MINUTE);
    if (minutes < 60) return say.minutes.replace("{n}", minutes);
    if (minutes < 2880)
      return say.hours.replace("{n}", Math.floor(minutes / 60)).replace("{m}", minutes % 60);
    return say.days.replace("{n}", Math.round(minutes / 1440));
  }
  // a moment where the authority is, as a field of date and time writes it
  const local = (moment) => new Intl.DateTimeFormat("sv-SE",
    { timeZone: known.state.zone, dateStyle: "short", timeStyle: "short" })
    .format(moment).replace(" ", "T");
  // three days on, at six in the evening
  const term = () => `${local(now() + 3 * DAY).slice(0, 10)}T18:00`;
  function clock() {
    const box = find("clock-off"), line = box.querySelector("p");
    // earlier than the last contact: somebody has set the clock back
    const lost = known && Date.now() < known.phone - MINUTE;
    // in a replay both clocks are right, each in its year
    const replayed = document.querySelector(".replay");
    box.hidden = !lost && (replayed || Math.abs(offset()) < SLACK);
    line.textContent = lost ? say.lost : say.clock.replace("{by}", span(offset()));
  }

  // --- drafts
  async function draftOf(visit) {
    const found = await phone.drafts.of(visit.pk);
    return found ?? {
      visit: visit.pk, instance: crypto.randomUUID(), begun: now(), home: visit,
      values: {}, files: {}, arrived_at: visit.arrived_at, let_in_at: visit.let_in_at,
    };
  }
  const tools = {
    now, words, day, span, local, term, envelope: () => known.state,
    keep: (draft) => {
      draft.state ??= "begun";
      find("state", find("visit")).replaceChildren(chip(draft.state));
      return phone.drafts.keep(draft);
    },
    // a danger goes ahead of what waits; killed in between, it is told twice at most,
    // and the office knows it again
    tell: async (visit, draft, code, told) => {
      const xml = phone.urgent(draft, visit, code, told.key, now());
      await outbox.put({
        ...letter(visit, xml, say.urgentTitle), key: told.key, urgent: code, at: 0,
      });
      await phone.drafts.keep(draft);
      outbox.resend();
    },
    send: async (visit, draft) => {
      const { xml, files } = phone.instance(draft, visit);
      await outbox.put({
        ...letter(visit, xml, say.title), key: draft.instance,
        files: files.map(([name, blob]) => [name, new File([blob], name, { type: blob.type })]),
      });
      draft.state = "queued";
      await phone.drafts.keep(draft);
      await route();
      outbox.resend();
    },
  };

  const letter = (visit, xml, title) => ({
    visit: visit.pk, url: say.submit, page: say.page,
    link: `${say.page}#${visit.pk}`, title: title.replace("{name}", visit.name),
    headers: { "X-OpenRosa-Version": "1.0" },
    fields: [["xml_submission_file", new File([xml], "submission.xml", { type: "text/xml" })]],
  });

  // --- what became of what was sent
  function sentence(answer) {
    const found = new DOMParser().parseFromString(answer.page ?? "", "text/xml");
    const message = found.querySelector("message");
    return { text: message?.textContent.trim() ?? "", held: message?.getAttribute("nature") === "held" };
  }
  outbox.hear(async (item, answer) => {
    if (!item.visit || !["received", "refused"].includes(answer.state)) return;
    const { text, held } = sentence(answer);
    if (item.urgent) return heard(item, held ? "held" : answer.state, text || String(answer.status));
    const draft = await phone.drafts.of(item.visit);
    if (!draft || draft.instance !== item.key) return undefined;
    draft.state = held ? "held" : answer.state;
    draft.said = text || String(answer.status);
    draft.answered_at = now();
    await phone.drafts.keep(draft);
    if (answer.state === "received") await phone.drafts.strip(item.visit);
    return route();
  });
  async function heard({ visit, urgent, key }, state, said) {
    // the draft on the glass is newer than the one that is kept
    const draft = shown?.pk === visit ? shown.draft : await phone.drafts.of(visit);
    if (!draft) return;
    draft.told = { ...draft.told, [urgent]: { key, state, said, at: now() } };
    await phone.drafts.keep(draft);
    if (shown?.pk === visit) shown.urgent(urgent);
  }
  // a tab killed between two writes: the outbox knows better
  async function reconcile() {
    const items = await outbox.kept();
    for (const draft of await phone.drafts.mine()) {
      const item = items.find((one) => one.key === draft.instance);
      if (item && draft.state === "begun") await phone.drafts.keep({ ...draft, state: "queued" });
    }
  }

  // --- the list
  const chip = (state) =>
    root.querySelector(`template[data-part="state-${state}"]`).content.cloneNode(true);
  async function list() {
    const drafts = new Map((await phone.drafts.mine()).map((one) => [one.visit, one]));
    const visits = [...known?.state.visits ?? []];
    for (const draft of drafts.values()) {
      // received long ago: the office has it, the phone may forget
      if (["received", "held"].includes(draft.state) && now() - draft.answered_at > 7 * DAY)
        await phone.drafts.drop(draft.visit);
      else if (!visits.some((one) => one.pk === draft.visit)) visits.push(draft.home);
    }
    find("list").replaceChildren(...visits.map((visit) => {
      const row = root.querySelector('template[data-part="row"]').content.cloneNode(true);
      const link = row.querySelector("a"), draft = drafts.get(visit.pk);
      link.href = `#${visit.pk}`;
      link.textContent = visit.name;
      find("state", row).replaceWith(chip(draft?.state ?? (visit.arrived_at ? "begun" : "planned")));
      row.querySelector(".hint").textContent = [
        visit.address, draft?.state === "refused" ? draft.said : "",
        draft?.state === "received" ? say.received.replace("{at}", words(draft.answered_at)) : "",
      ].filter(Boolean).join(" · ");
      return row;
    }));
    find("nothing").hidden = visits.length || !known;
    const others = (await phone.drafts.all())
      .filter((one) => one.owner !== owner && !["received", "held"].includes(one.state));
    find("others").hidden = !others.length;
    find("others").textContent = say.foreign.replace("{n}", others.length);
  }

  // --- one visit
  async function open(visit) {
    const view = find("visit"), draft = await draftOf(visit);
    shown?.stop();
    shown = { pk: visit.pk, state: draft.state, ...phone.draw(view, visit, draft, tools) };
    const state = draft.state ?? (visit.arrived_at ? "begun" : "planned");
    find("state", view).replaceChildren(chip(state));
    for (const [name, which] of [["refused", "refused"], ["held", "held"]]) {
      find(name, view).hidden = state !== which;
      find("said", find(name, view)).textContent = draft.said ?? "";
    }
    const paper = find("paper", view);
    paper.hidden = !["received", "held"].includes(state);
    paper.querySelector("a").href = say.visitPage.replace("0", visit.pk);
    const item = async () => (await outbox.kept()).find((one) => one.key === draft.instance);
    find("again", view).addEventListener("click", async () => {
      await outbox.put({ ...await item(), state: "waiting" });
      await phone.drafts.keep({ ...draft, state: "queued" });
      await route();
      outbox.resend();
    });
    find("change", view).addEventListener("click", async () => {
      // another instance: the office may hold the first one
      await phone.drafts.keep({ ...draft, state: "begun", instance: crypto.randomUUID() });
      await outbox.drop(draft.instance);
      await route();
    });
    find("download", view).addEventListener("click", async () => {
      const { fields, files } = await item();
      const zip = await phone.zip([["submission.xml", fields[0][1]], ...files]);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(zip);
      link.download = `visit-${visit.pk}.zip`;
      link.click();
    });
    find("name", view).focus({ preventScroll: true });
  }
  async function route() {
    const pk = Number(location.hash.slice(1));
    const draft = pk ? await phone.drafts.of(pk) : null;
    const visit = known?.state.visits.find((one) => one.pk === pk) ?? draft?.home;
    find("list").hidden = Boolean(visit);
    find("visit").hidden = !visit;
    if (!visit) { shown?.stop(); shown = null; find("visit").replaceChildren(); return list(); }
    find("nothing").hidden = find("others").hidden = true;
    if (!known) return undefined;
    if (shown?.pk !== pk || shown.state !== draft?.state && draft?.state !== "begun") {
      await open(visit);
      scrollTo(0, 0);
    }
    return undefined;
  }

  addEventListener("hashchange", () => route());
  addEventListener("online", () => refresh().then(route));
  addEventListener("offline", () => refresh());
  setInterval(() => shown?.tick(), MINUTE / 2);
  if (window.isSecureContext && navigator.serviceWorker) {
    navigator.serviceWorker.register(say.worker).catch(() => {});
    navigator.storage?.persist?.();
  }
  refresh().then(reconcile).then(route);
})();
