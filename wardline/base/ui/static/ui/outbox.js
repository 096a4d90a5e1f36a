// The outbox: what cannot be sent now is kept on this device and sent later.
// Forms marked data-outbox carry a hidden key, so sending twice is safe. What waits
// goes out only for the person and post that wrote it (body data-owner).
(() => {
  "use strict";
  const board = document.querySelector("[data-outbox-board]");
  const owner = document.body.dataset.owner || "";
  if (!board || !("indexedDB" in window)) return;
  const WAIT = 45000;
  const MOST = 2 * 1048576; // bytes of files in one go; a slow network drops more
  const MINUTE = 60000;

  // The store: one record for each key.
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open("wardline", 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("outbox", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  async function store(mode, act) {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const change = database.transaction("outbox", mode);
      const request = act(change.objectStore("outbox"));
      change.oncomplete = () => resolve(request.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  }
  const kept = async () => (await store("readonly", (box) => box.getAll()))
    .sort((one, other) => one.at - other.at);
  const keep = (item) => store("readwrite", (box) => box.put(item));
  const drop = (key) => store("readwrite", (box) => box.delete(key));

  // Many files go in several parts, each with the fields; the last answer counts.
  function parts(item) {
    const found = [[]];
    let size = 0;
    for (const [name, file] of item.files ?? []) {
      if (found.at(-1).length && size + file.size > MOST) { found.push([]); size = 0; }
      found.at(-1).push([name, file]);
      size += file.size;
    }
    return found.map((files) => [...item.fields, ...files]);
  }
  async function send(item) {
    let answer;
    for (const fields of parts(item)) {
      answer = await post(item, fields);
      if (answer.state !== "received") break;
    }
    return answer;
  }
  // One try. Answers: received (and where to go), refused (with the page), or waiting.
  async function post(item, fields) {
    // without a file the short form of a form: a tenth of the bytes, read faster
    const files = fields.some(([, value]) => value instanceof Blob);
    const data = files ? new FormData() : new URLSearchParams();
    for (const [name, value] of fields) data.append(name, value);
    // by the clock of this phone, now: what it said when the form was filled in is old
    if (data.has("phone_now")) data.set("phone_now", Date.now());
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = { "X-Outbox": "1", "X-CSRFToken": token, ...item.headers };
    if (token && !item.headers) data.set("csrfmiddlewaretoken", token);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), WAIT);
    try {
      const answer = await fetch(item.url, {
        method: "POST", body: data, signal: stop.signal,
        credentials: "same-origin", headers,
      });
      if (answer.status === 401 || answer.status === 403) return { state: "signin" };
      if (answer.status >= 500 || answer.status === 429) return { state: "waiting" };
      const target = answer.headers.get("X-Outbox-Location");
      if (target) return { state: "received", target };
      if (answer.redirected) return { state: "waiting" }; // led astray: not received
      const page = await answer.text();
      // another program's intake: created, or accepted with a remark
      if (answer.status === 201 || answer.status === 202)
        return { state: "received", target: item.page, status: answer.status, page };
      return { state: "refused", status: answer.status, page };
    } catch {
      return { state: "waiting" };
    } finally {
      clearTimeout(timer);
    }
  }

  // What the reader sees.
  function line(text, link) {
    const paragraph = document.createElement("p");
    const inner = link ? document.createElement("a") : paragraph;
    inner.textContent = text;
    if (link) { inner.href = link; paragraph.append(inner); }
    return paragraph;
  }
  async function show(extra, receipts = []) {
    const items = await kept();
    const mine = items.filter((item) => item.owner === owner);
    const waiting = mine.filter((item) => item.state !== "refused").length;
    const others = items.length - mine.length;
    const lines = [...extra].map((word) => line(board.dataset[word]));
    lines.push(...receipts.map(({ title, target }) => line(title, target)));
    if (waiting) lines.push(line(board.dataset.waiting.replace("{n}", waiting)));
    if (others) lines.push(line(board.dataset.foreign.replace("{n}", others)));
    for (const item of mine.filter((one) => one.state === "refused")) {
      const text = `${board.dataset.refused}: ${item.title}`;
      lines.push(line(text, item.link ?? `${item.page}#outbox-${item.key}`));
    }
    board.replaceChildren(...lines);
    board.hidden = !lines.length;
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-outbox]") || event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    const data = new FormData(form);
    const button = event.submitter;
    if (button?.name) data.append(button.name, button.value);
    const item = {
      key: data.get("key"), owner, at: Date.now(), state: "waiting",
      url: form.action, page: location.pathname + location.search,
      title: form.dataset.outbox || document.querySelector("h1").textContent.trim(),
      fields: [...data].filter(([name]) => name !== "csrfmiddlewaretoken"),
    };
    const answer = await send(item);
    if (answer.state === "received") {
      await drop(item.key).catch(() => {});
      location.assign(answer.target);
    } else if (answer.state === "refused") {
      delete form.dataset.sent;
      replace(answer.page);
    } else {
      await setAside(form, item, answer.state);
    }
  });
  async function setAside(form, item, state) {
    try {
      await keep(item);
      form.inert = true;
      await show(state === "signin" ? ["kept", "signin"] : ["kept"]);
    } catch {
      delete form.dataset.sent;
      board.replaceChildren(line(board.dataset.full));
      board.hidden = false;
    }
    board.scrollIntoView({ block: "nearest" });
  }

  // A form that came back with errors takes the place of the one sent.
  function replace(page) {
    const fresh = new DOMParser().parseFromString(page, "text/html");
    const main = fresh.querySelector("main");
    if (!main) return;
    fresh.querySelector("[data-outbox-board]")?.replaceWith(board);
    document.querySelector("main").replaceWith(document.adoptNode(main));
    window.htmx?.process(main);
    main.querySelector("[data-focus]")?.focus();
  }

  // Try again: on load, when the network returns, and every minute. A call that comes
  // while this is under way asks for one round more: what it was called for may have come
  // too late for this one, or the network just after a try.
  let busy = false, again = false;
  async function resend() {
    again = true;
    if (busy || !owner.split(":")[0]) return;
    busy = true;
    const said = new Set(), receipts = [];
    try {
      while (again) {
        again = false;
        await round(said, receipts);
      }
    } finally {
      busy = false;
    }
    await show(said, receipts);
  }
  async function round(said, receipts) {
    for (const item of await kept()) {
      if (item.owner !== owner || item.state === "refused") continue;
      const answer = await send(item), { state, target } = answer;
      // whoever handed it over hears first, then it leaves this device
      await heard(item, answer);
      if (state === "received") {
        await drop(item.key);
        receipts.push({ title: item.title, target });
      }
      if (state === "refused") await keep({ ...item, state });
      if (state === "received" || state === "signin") said.add(state);
      if (state === "waiting" || state === "signin") break;
    }
  }

  // A page that makes its own things to send hands them over, and hears of each.
  const ears = [];
  const heard = (item, answer) => Promise.all(ears.map((hear) => hear(item, answer)));
  window.outbox = Object.freeze({
    kept, drop, resend,
    put: (item) => keep({ owner, at: Date.now(), state: "waiting", ...item }),
    hear: (ear) => ears.push(ear),
  });

  // A refused form, opened again, shows what was typed.
  async function restore() {
    const key = location.hash.replace("#outbox-", "");
    const form = document.querySelector("form[data-outbox]");
    const item = form && (await kept()).find((one) => one.key === key);
    if (!item || item.owner !== owner) return;
    for (const [name, value] of item.fields) {
      const input = form.elements[name];
      if (!input) continue;
      if (value instanceof File) {
        if (!value.size) continue;
        const files = new DataTransfer();
        files.items.add(value);
        input.files = files.files;
      } else if (input.type === "checkbox") input.checked = true;
      else input.value = value;
    }
  }

  addEventListener("online", resend);
  setInterval(resend, MINUTE);
  restore().catch(() => {}).finally(() => resend().catch(() => {}));
})();
