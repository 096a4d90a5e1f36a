// Draws a published inspection again in the reader's own browser: the twin of
// verify_draw.py, with its own SHA-256 (crypto.subtle needs https, an office may not
// have it). `WardlineDraw.verify(text)` returns [[wave, code], …] of what is wrong.
(() => {
  "use strict";
  const WHOLE = 1000000;
  const COMBS = 64;
  const FEWEST = 2;
  const REASONS = ["closed", "moved", "sealed_off", "unreachable", "disaster", "recused"];
  const encoder = new TextEncoder();

  // SHA-256 (FIPS 180-4): its constants are the first 32 bits of the fractional parts
  // of the roots of the first primes, so they can be counted instead of copied
  const PRIMES = [];
  for (let n = 2; PRIMES.length < 64; n += 1)
    if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
  const part = (n, power) => {
    const root = n ** power;
    return ((root - Math.floor(root)) * 2 ** 32) | 0;
  };
  const K = PRIMES.map((n) => part(n, 1 / 3));
  const START = PRIMES.slice(0, 8).map((n) => part(n, 1 / 2));
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  function digest(bytes) {
    const blocks = ((bytes.length + 8) >> 6) + 1;
    const padded = new Uint8Array(blocks * 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, bytes.length << 3);
    const state = Int32Array.from(START);
    const w = new Int32Array(64);
    for (let at = 0; at < padded.length; at += 64) {
      for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + 4 * i);
      for (let i = 16; i < 64; i += 1) {
        const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => {
        state[i] = (state[i] + value) | 0;
      });
    }
    const found = new Uint8Array(32);
    state.forEach((value, i) => new DataView(found.buffer).setInt32(4 * i, value));
    return found;
  }

  const hex = (bytes) =>
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const sha = (text) => hex(digest(encoder.encode(text)));
  const joined = (one, other) => {
    const both = new Uint8Array(one.length + other.length);
    both.set(one);
    both.set(other, one.length);
    return both;
  };

  // a key with its two pads, made once: every HMAC of a wave uses it
  function keyOf(bytes) {
    const block = new Uint8Array(64);
    block.set(bytes);
    return { inner: block.map((b) => b ^ 0x36), outer: block.map((b) => b ^ 0x5c) };
  }
  const keyed = (key, text) =>
    digest(joined(key.outer, digest(joined(key.inner, encoder.encode(text)))));

  function unhex(text) {
    if (!/^([0-9a-f]{2})*$/i.test(text)) throw new TypeError("draw.unreadable");
    return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  }

  // order of code points, as Python sorts: UTF-16 units differ beyond U+FFFF
  function compare(one, other) {
    const a = Array.from(one);
    const b = Array.from(other);
    for (let i = 0; i < Math.min(a.length, b.length); i += 1)
      if (a[i] !== b[i]) return a[i].codePointAt(0) - b[i].codePointAt(0);
    return a.length - b.length;
  }
  const sorted = (list) => [...list].sort(compare);

  // RFC 8785 for whole numbers and NFC text
  function canonical(value) {
    if (typeof value === "string") return JSON.stringify(value.normalize("NFC"));
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (Number.isSafeInteger(value)) return String(value);
    if (value === null || typeof value !== "object") throw new TypeError("draw.unreadable");
    const pairs = Object.keys(value)
      .sort()
      .map((name) => `${canonical(name)}:${canonical(value[name])}`);
    return `{${pairs.join(",")}}`;
  }
  const same = (one, other) => canonical(one) === canonical(other);
  const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);

  function waveKey(fingerprint, wave, shares) {
    const text = ["wave", String(wave), ...sorted(Object.values(shares))].join("|");
    return keyOf(keyed(keyOf(unhex(fingerprint)), text));
  }

  function inOrder(key, label, ids) {
    const ranked = [...ids].map((id) => [hex(keyed(key, `${label}|${id}`)), id]);
    ranked.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : compare(a[1], b[1])));
    return ranked.map(([, id]) => id);
  }

  function belowWhole(key, label) {
    const whole = BigInt(WHOLE);
    const all = 1n << 64n;
    for (let attempt = 0; ; attempt += 1) {
      const bytes = keyed(key, `${label}|${attempt}`);
      const number = BigInt(`0x${hex(bytes.slice(0, 8))}`);
      if (number < all - (all % whole)) return Number(number % whole);
    }
  }

  function comb(laidOut, start) {
    const drawn = [];
    let tooth = start;
    let end = 0;
    for (const [id, chance] of laidOut) {
      end += chance;
      if (tooth < end) {
        drawn.push(id);
        tooth += WHOLE;
      }
    }
    return drawn;
  }

  function draw(frame, key) {
    const chances = new Map(frame.inclusions);
    const order = inOrder(key, "order", chances.keys());
    const laidOut = order.map((id) => [id, chances.get(id)]);
    const drawn = comb(laidOut, belowWhole(key, "start"));
    const spare = [];
    for (let n = 2; n < 2 + COMBS && spare.length < frame.reserves; n += 1)
      for (const id of comb(laidOut, belowWhole(key, `start${n}`)))
        if (!drawn.includes(id) && !spare.includes(id)) spare.push(id);
    return [drawn, spare.slice(0, frame.reserves)];
  }

  function enter(outline, key, wave, before) {
    let entered = 0;
    let gone = 0;
    while (entered < before.length) {
      entered += outline.waves[gone].length;
      gone += 1;
    }
    const left = outline.waves.length - gone;
    if (left < 1 || !(wave >= 1 && wave <= outline.days)) throw new RangeError("wave");
    if (outline.days - wave >= left && belowWhole(key, "go") >= outline.go) return [];
    const seen = [...before];
    const found = [];
    const many = outline.waves.reduce((sum, each) => sum + each.length, 0);
    outline.waves[gone].forEach((size, slot) => {
      const fixed = new Set(outline.fixed.filter((area) => !seen.includes(area)));
      const free = Math.max(0, many - seen.length - fixed.size);
      const tickets = [...fixed, ...Array.from({ length: free }, (_, n) => `free ${n}`)];
      let [area] = inOrder(key, `ticket ${slot}`, tickets);
      if (!fixed.has(area)) {
        const fits = new Set(outline.frames.filter((f) => f[1] === size).map((f) => f[0]));
        const open = [...fits].filter((name) => !fixed.has(name) && !seen.includes(name));
        [area] = inOrder(key, `area ${slot}`, open);
      }
      if (area === undefined) throw new RangeError("area");
      seen.push(area);
      found.push([area, size]);
    });
    return found;
  }

  const recused = (outline, who, home) =>
    outline.recusals.some(([name, place]) => name === who && home.startsWith(place));

  function deal(outline, key, drawn) {
    const leaders = new Map(outline.teams);
    const order = inOrder(key, "team", leaders.keys());
    const visits = [];
    drawn.forEach((homes, n) => {
      let mine = order.filter((_, i) => i >= n && (i - n) % drawn.length === 0);
      if (!mine.length) mine = [order[n % order.length]];
      homes.forEach((home, turns) => {
        const asked = mine.map((_, i) => mine[(turns + i) % mine.length]);
        asked.push(...order.filter((team) => !mine.includes(team)));
        const free = asked.filter((team) => !recused(outline, leaders.get(team), home));
        visits.push([(free.length ? free : asked)[0], home]);
      });
    });
    return visits;
  }

  function man(outline, key, visits) {
    const taken = new Set(outline.teams.map(([, leader]) => leader));
    const going = new Set(visits.map(([team]) => team));
    return inOrder(key, "team", outline.crew ? going : []).map((team) => {
      const homes = visits.filter(([each]) => each === team).map(([, home]) => home);
      const free = [...new Set(outline.inspectors)].filter(
        (who) => !taken.has(who) && !homes.some((home) => recused(outline, who, home)),
      );
      const crew = inOrder(key, `crew ${team}`, free).slice(0, outline.crew);
      crew.forEach((who) => taken.add(who));
      return [team, crew];
    });
  }

  function leads(name, share, wave, end) {
    let value = share;
    for (let n = 0; n < wave; n += 1) value = sha(`wardline|chain|${name}|${value}`);
    return value === end;
  }

  function checkWave(published, number, before, commitment, wrong) {
    const { outline, wave, shares, withheld, ends, draws } = published;
    const check = (code, holds) => holds || wrong(number, code);
    const fingerprint = sha(canonical(outline));
    const names = Object.keys(shares);
    check("draw.wave", wave === number);
    check(
      "waves.outline",
      published.outline_hash === fingerprint && commitment.outline_hash === fingerprint,
    );
    check("waves.areas", same(published.before, before));
    const here = (name) => !withheld.includes(name);
    const people = [...outline.custodians, ...outline.stand_ins];
    const seats = outline.custodians.filter(here);
    const missing = outline.custodians.length - seats.length;
    seats.push(...outline.stand_ins.filter(here).slice(0, missing));
    const named = same(withheld, sorted(new Set(withheld)));
    check(
      "draw.custodians",
      same(sorted(names), sorted(seats)) &&
        named &&
        withheld.every((name) => people.includes(name)),
    );
    const fewest = Math.min(FEWEST, outline.custodians.length);
    check("draw.too_few_shares", seats.length >= fewest && fewest > 0);
    const known = (name) => has(commitment.ends, name) && commitment.ends[name];
    check(
      "draw.ends",
      same(sorted(Object.keys(ends)), sorted(names)) &&
        Object.keys(ends).every((name) => known(name) === ends[name]),
    );
    if (!(wave >= 1 && wave <= outline.days)) throw new RangeError("wave");
    check("draw.share", names.every((n) => leads(n, shares[n], wave, ends[n])));
    const key = waveKey(fingerprint, wave, shares);
    const areas = enter(outline, key, wave, before);
    check("waves.areas", same(published.areas, areas));
    const hashes = draws.map((each) => sha(canonical(each.frame)));
    let next = 0;
    const strata = areas.map(([area, size]) => {
      const known = outline.frames.filter((f) => f[0] === area && f[1] === size);
      const given = draws.slice(next, next + known.length);
      next += known.length;
      return { size, committed: known.map((f) => f[2]), given };
    });
    const sizes = ({ given }) => given.reduce((sum, each) => sum + each.frame.size, 0);
    check(
      "waves.frames",
      same(hashes, strata.flatMap((each) => each.committed)) &&
        strata.every((each) => sizes(each) === each.size),
    );
    const homes = draws.flatMap(({ frame }) => frame.inclusions.map(([id]) => id));
    check("draw.inclusions", homes.length === new Set(homes).size);
    draws.forEach(({ frame, drawn, reserves }, i) => {
      const chances = frame.inclusions.map(([, chance]) => chance);
      const whole = chances.reduce((sum, chance) => sum + chance, 0);
      const fair = chances.every((chance) => chance > 0 && chance <= WHOLE);
      check(
        "draw.inclusions",
        fair && whole === frame.size * WHOLE && frame.whole === WHOLE,
      );
      const [again, spare] = draw(frame, waveKey(hashes[i], wave, shares));
      check("draw.drawn", same(drawn, again));
      check("draw.reserves", same(reserves, spare));
    });
    const together = strata.map(({ given }) => given.flatMap((each) => each.drawn));
    const visits = deal(outline, key, together);
    check("waves.visits", same(published.visits, visits));
    check("waves.crews", same(published.crews, man(outline, key, visits)));
  }

  // of two lists of numbers that end in a name, as Python compares them
  function precedes(one, other) {
    const n = one.findIndex((value, i) => value !== other[i]);
    if (n < 0) return false;
    return n < one.length - 1 ? one[n] < other[n] : compare(one[n], other[n]) < 0;
  }

  function checkSubstitutions(plain, wrong) {
    const done = new Map();
    let last = [0, 0, 0, ""];
    for (const [number, home, reserve, reason] of plain.substitutions) {
      const wave = plain.waves[number - 1];
      if (!wave) return wrong(number, "waves.substitution");
      const known = done.get(number) ?? [];
      const used = known.map((row) => row[1]);
      const gone = known.map((row) => row[0]);
      const homes = [...wave.visits.map((visit) => visit[1]), ...used];
      const at = wave.draws.findIndex((d) => [...d.drawn, ...d.reserves].includes(home));
      const left = wave.draws[at].reserves.filter((id) => !used.includes(id));
      const fits = homes.includes(home) && !gone.includes(home);
      // by frame, then as its reserves were used; with none left, by home
      const spot = [number, at, -left.length, home];
      const due = reserve === (left[0] ?? "") && REASONS.includes(reason);
      if (!fits || !due || !precedes(last, spot)) wrong(number, "waves.substitution");
      last = spot;
      done.set(number, [...known, [home, reserve]]);
    }
    return undefined;
  }

  function verify(text) {
    const found = new Map();
    const wrong = (wave, code) => found.set(`${wave} ${code}`, [wave, code]);
    try {
      const plain = JSON.parse(text);
      const { commitment } = plain;
      const before = [];
      const people = new Set();
      plain.waves.forEach((wave, index) => {
        checkWave(wave, index + 1, before, commitment, wrong);
        before.push(...wave.areas.map(([area]) => area));
        [...wave.outline.custodians, ...wave.outline.stand_ins].forEach((name) =>
          people.add(name),
        );
      });
      if (Object.keys(commitment.ends).some((name) => !people.has(name)))
        wrong(0, "draw.ends");
      checkSubstitutions(plain, wrong);
    } catch {
      return [[0, "draw.unreadable"]];
    }
    return [...found.values()].sort((a, b) => a[0] - b[0] || compare(a[1], b[1]));
  }

  globalThis.WardlineDraw = { verify, sha };
})();
