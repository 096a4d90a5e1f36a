// The gatekeeper's page: reads a QR pass, verifies it here, with or without a network,
// and fills in the crossing, which the outbox sends now or later, once.
(() => {
  "use strict";
  const board = document.querySelector("[data-scan]");
  if (!board) return;
  const find = (name, within = board) => within.querySelector(`[data-${name}]`);
  const read = (name) => JSON.parse(board.dataset[name]);
  const owner = document.body.dataset.owner, kinds = read("kinds");
  const CONTEXT = new TextEncoder().encode("wardline gate pass 1|");
  const CACHE = "wardline-gate", KEPT = "/gate/scan/kept";
  const MINUTE = 60000, SLACK = 5 * MINUTE;
  let known = null; // what the server said last, and what this phone's clock said then

  // --- what the server knows, as of the last contact
  async function refresh() {
    const asked = Date.now();
    try {
      const answer = await fetch(board.dataset.stateUrl, { cache: "no-store" });
      if (!answer.ok || answer.redirected) throw new Error("no contact");
      const state = await answer.json();
      known = { owner, state, phone: (asked + Date.now()) / 2 };
      const cache = await caches.open(CACHE);
      await cache.put(KEPT, new Response(JSON.stringify(known)));
    } catch {
      known ??= await kept();
    }
    tell();
  }
  async function kept() {
    const answer = await (await caches.open(CACHE)).match(KEPT);
    const found = answer && await answer.json();
    return found?.owner === owner ? found : null;
  }

  // --- time: the server's, carried on by this phone's clock
  const offset = () => known.state.now - known.phone;
  const now = () => Date.now() + offset();
  // earlier than the last contact: somebody has set the clock back
  const lost = () => Date.now() < known.phone - MINUTE;
  const tongue = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
  const words = (moment) => new Intl.DateTimeFormat(tongue, {
    dateStyle: "long", timeStyle: "short", timeZone: board.dataset.zone || undefined,
  }).format(moment);
  function span(length, say) {
    const minutes = Math.round(Math.abs(length) / MINUTE);
    if (minutes < 120 || !say.hours) return say.minutes.replace("{n}", minutes);
    const hours = Math.round(minutes / 60);
    if (hours < 48 || !say.days) return say.hours.replace("{n}", hours);
    return say.days.replace("{n}", Math.round(hours / 24));
  }
  function tell() {
    const contact = find("contact"), clock = find("clock");
    if (!known) { contact.textContent = contact.dataset.never; return; }
    const age = Date.now() - known.phone, at = words(known.state.now);
    const fresh = Math.abs(age) < 2 * MINUTE;
    contact.textContent = (fresh ? contact.dataset.fresh : contact.dataset.old)
      .replace("{at}", at).replace("{age}", span(age, contact.dataset));
    const line = clock.querySelector("p");
    clock.hidden = !lost() && Math.abs(offset()) < SLACK;
    line.textContent = lost() ? line.dataset.lost : line.dataset.off
      .replace("{by}", span(offset(), line.dataset)).replace("{at}", words(now()));
  }

  // --- the pass: base 32, a few fields, a signature of 64 bytes
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  function bytesOf(text) {
    const bytes = [];
    let bits = 0, value = 0;
    for (const sign of text) {
      const n = SIGNS.indexOf(sign);
      if (n < 0) throw new Error("sign");
      value = (value << 5 | n) & 0xfff;
      bits += 5;
      if (bits >= 8) { bits -= 8; bytes.push(value >> bits & 0xff); }
    }
    if (value & (1 << bits) - 1) throw new Error("left over");
    return new Uint8Array(bytes);
  }
  function fieldsOf(body) {
    const view = new DataView(body.buffer, body.byteOffset, body.length);
    const text = new TextDecoder("utf-8", { fatal: true });
    let at = 0;
    const next = () => {
      const length = body[at];
      if (at + 1 + length > body.length) throw new Error("short");
      const part = body.subarray(at + 1, at + 1 + length);
      at += 1 + length;
      return text.decode(part);
    };
    const kid = next();
    const from = view.getUint32(at) * MINUTE;
    const until = from + view.getUint16(at + 4) * MINUTE;
    const kind = kinds[body[at + 6]];
    at += 7;
    const found = { kid, from, until, kind, serial: next(), place: next(), name: next() };
    if (at !== body.length || !kind) throw new Error("more");
    return found;
  }
  async function opened(token) {
    const raw = bytesOf(token.replace(/^WL1/, ""));
    const body = raw.subarray(0, -64), signature = raw.subarray(-64);
    const pass = fieldsOf(body);
    const point = Uint8Array.from(atob(read("keys")[pass.kid]), (c) => c.charCodeAt(0));
    const way = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", point, way, false, ["verify"]);
    const said = new Uint8Array(CONTEXT.length + body.length);
    said.set(CONTEXT);
    said.set(body, CONTEXT.length);
    return await crypto.subtle.verify(way, key, signature, said) ? pass : null;
  }

  // --- the short code: seven signs of base 31 and one that checks them
  const SHORT = "0123456789ABCDEFGHJKMNPQRSTVWXY";
  const LIKE = { O: "0", I: "1", L: "1", U: "V", Z: "2" };
  function serialOf(text) {
    const code = text.replace(/[OILUZ]/g, (sign) => LIKE[sign]);
    const values = [...code].map((sign) => SHORT.indexOf(sign));
    if (code.length !== 8 || values.includes(-1)) return "";
    const sum = values.slice(0, 7).reduce((all, value, n) => all + (n + 1) * value, 0);
    return sum % SHORT.length === values[7] ? code : "";
  }

  async function judge(typed) {
    let token = typed.toUpperCase().replace(/[\s-]/g, "");
    if (token.length < 20) {
      const serial = serialOf(token);
      if (!serial) return ["mistyped"];
      token = known?.state.passes[serial];
      if (!token) return ["unknown"];
    }
    const pass = await opened(token).catch(() => null);
    if (!pass) return ["forged"];
    const told = { ...pass, token };
    if (pass.place !== board.dataset.place) return ["other_home", told];
    if (known?.state.withdrawn.includes(pass.serial)) return ["withdrawn", told];
    if (!known || lost()) return ["no_time", told];
    if (now() < pass.from) return ["not_yet", told];
    if (now() >= pass.until) return ["run_out", told];
    return ["valid", told];
  }

  // --- what the gatekeeper sees, and what is entered
  const copy = (name) => find(name).content.cloneNode(true);
  function show([verdict, pass]) {
    const result = find("result"), parts = [copy(`verdict="${verdict}"`)];
    result.dataset.shown = verdict;
    if (pass) {
      const facts = copy("facts"), put = (name, text) => {
        facts.querySelector(`[data-fact="${name}"]`).textContent = text;
      };
      for (const name of ["name", "place", "serial"]) put(name, pass[name]);
      put("kind", find(`kind="${pass.kind}"`).content.textContent);
      put("from", words(pass.from));
      put("until", words(pass.until));
      parts.push(facts);
      if (known && verdict !== "other_home") parts.push(entry(verdict, pass));
    }
    result.replaceChildren(...parts);
    find("next").hidden = false;
    result.scrollIntoView({ block: "start" });
    result.focus({ preventScroll: true });
  }
  function entry(verdict, pass) {
    const part = copy("entry"), form = part.querySelector("form");
    form.elements.key.value = crypto.randomUUID();
    form.elements.token.value = pass.token;
    form.elements.scanned_at.value = Math.round(now());
    const measured = read("measured").includes(pass.kind);
    const hot = find("hot", form), cold = find("unmeasured", form);
    const follow = () => {
      const inwards = form.elements.direction.value === "in";
      for (const field of form.querySelectorAll("[data-measure]")) {
        field.hidden = !(measured && inwards);
      }
      const asked = measured && inwards && known.state.limit !== null;
      const typed = form.elements.temperature.value.replace(/[,。]/, ".").trim();
      const living = Number(typed) >= 30 && Number(typed) <= 45;
      hot.hidden = !(asked && living && Number(typed) >= known.state.limit);
      // a pass that is not good opens no gate; it holds nobody in either
      const good = verdict === "valid" || !inwards;
      // whom it does not let in need not be measured
      cold.hidden = !(good && asked && !living);
      find("yes", form).hidden = !good || !hot.hidden || !cold.hidden;
    };
    form.addEventListener("input", follow);
    follow();
    return part;
  }
  function clear() {
    find("result").replaceChildren();
    delete find("result").dataset.shown;
    find("next").hidden = true;
    const input = find("read").elements.code;
    input.value = "";
    input.focus();
  }

  find("read").addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = event.target.elements.code.value;
    if (typed.trim()) show(await judge(typed));
  });
  find("next").addEventListener("click", clear);

  // --- the camera, where the browser reads codes
  async function camera() {
    const video = find("video"), button = find("camera");
    const eye = new BarcodeDetector({ formats: ["qr_code"] });
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment" },
    });
    video.srcObject = stream;
    video.hidden = false;
    button.hidden = true;
    await video.play();
    let seen = [];
    while (!seen.length && !video.hidden) {
      seen = await eye.detect(video).catch(() => []);
      await new Promise((resume) => setTimeout(resume, 150));
    }
    for (const track of stream.getTracks()) track.stop();
    video.hidden = true;
    button.hidden = false;
    if (seen.length) show(await judge(seen[0].rawValue));
  }
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    find("camera").hidden = false;
    find("camera").addEventListener("click", () => camera().catch(() => {
      find("no-camera").hidden = false;
    }));
  }

  if (!window.isSecureContext) { find("insecure").hidden = false; return; }
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(board.dataset.worker).catch(() => {});
  }
  addEventListener("online", refresh);
  setInterval(refresh, MINUTE);
  refresh();
})();
