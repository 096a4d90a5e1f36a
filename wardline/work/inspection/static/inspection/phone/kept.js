// What stays on this phone: the draft of each visit with its pictures, the envelope as of
// the last contact, and a file of whatever the office would not take.
(() => {
  "use strict";
  const phone = (window.phone = {});
  const owner = document.body.dataset.owner;

  // --- drafts, one for each visit and person
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open("wardline-visits", 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("drafts", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  async function store(mode, act) {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const change = database.transaction("drafts", mode, { durability: "strict" });
      const request = act(change.objectStore("drafts"));
      change.oncomplete = () => resolve(request.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  }
  // a draft lies at owner|visit, each of its pictures at owner|visit|name
  const key = (visit) => `${owner}|${visit}`;
  const pictures = (visit) => IDBKeyRange.bound(`${key(visit)}|`, `${key(visit)}|\uffff`);
  phone.drafts = {
    all: async () =>
      (await store("readonly", (box) => box.getAll())).filter((one) => !one.blobs),
    mine: async () => (await phone.drafts.all()).filter((one) => one.owner === owner),
    of: async (visit) => {
      const found = await store("readonly", (box) => box.get(key(visit)));
      if (!found) return null;
      const kept = await store("readonly", (box) => box.getAll(pictures(visit)));
      return { ...found, files: Object.fromEntries(kept.map((one) => [one.name, one.blobs])) };
    },
    keep: ({ files, ...draft }) =>
      store("readwrite", (box) => box.put({ ...draft, owner, key: key(draft.visit) })),
    picture: (visit, name, blobs) =>
      store("readwrite", (box) => box.put({ key: `${key(visit)}|${name}`, name, blobs })),
    // what was received needs its pictures no more
    strip: (visit) => store("readwrite", (box) => box.delete(pictures(visit))),
    drop: async (visit) => {
      await phone.drafts.strip(visit);
      await store("readwrite", (box) => box.delete(key(visit)));
    },
  };

  // --- the envelope: beside the page, so that it goes when the page goes
  const CACHE = "wardline-visits", KEPT = "/inspection/phone/kept";
  phone.envelope = {
    keep: async (known) => (await caches.open(CACHE))
      .put(KEPT, new Response(JSON.stringify({ ...known, owner }))),
    kept: async () => {
      const answer = await (await caches.open(CACHE)).match(KEPT);
      const found = answer && await answer.json();
      return found?.owner === owner ? found : null;
    },
  };

  // --- a zip without compression, as ODK's folder of an instance: XML and pictures
  const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n;
  });
  function crc(bytes) {
    let sum = ~0;
    for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
    return ~sum >>> 0;
  }
  function head(sign, numbers) {
    const view = new DataView(new ArrayBuffer(4 + numbers.reduce((n, [w]) => n + w, 0)));
    view.setUint32(0, sign, true);
    let at = 4;
    for (const [width, value] of numbers) {
      if (width === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += width;
    }
    return view.buffer;
  }
  phone.zip = async (files) => {
    const bodies = [], directory = [];
    let at = 0, length = 0;
    for (const [title, blob] of files) {
      const name = new TextEncoder().encode(title);
      const bytes = new Uint8Array(await blob.arrayBuffer());
      // version, names in UTF-8, stored, 1 January 1980, checksum, sizes, name
      const told = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 33], [4, crc(bytes)],
        [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
      bodies.push(head(0x04034b50, told), name, bytes);
      const more = [[2, 0], [2, 0], [2, 0], [4, 0], [4, at]];
      directory.push(head(0x02014b50, [[2, 20], ...told, ...more]), name);
      at += 30 + name.length + bytes.length;
      length += 46 + name.length;
    }
    const n = files.length;
    const end = [[2, 0], [2, 0], [2, n], [2, n], [4, length], [4, at], [2, 0]];
    return new Blob([...bodies, ...directory, head(0x06054b50, end)],
      { type: "application/zip" });
  };
})();
