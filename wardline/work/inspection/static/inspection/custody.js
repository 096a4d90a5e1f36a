// A custodian's hash chain, made on this device: as ground/methods/draw/custody.py does.
(() => {
  "use strict";
  const card = document.querySelector("[data-custody]");
  if (!card || !window.crypto?.subtle) return;
  const make = card.querySelector("[data-make]");
  const file = card.querySelector("[data-file]");
  const { custodian, plan } = card.dataset;
  const hex = (bytes) =>
    [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
  const sha = async (text) =>
    hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  make.hidden = false;
  make.addEventListener("click", async () => {
    const secret = hex(crypto.getRandomValues(new Uint8Array(32)));
    const values = [await sha(`wardline|secret|${secret}`)];
    for (let n = 0; n < Number(card.dataset.length); n += 1)
      values.unshift(await sha(`wardline|chain|${custodian}|${values[0]}`));
    card.querySelector("[name=end]").value = values[0];
    const lines = values.map((value, n) => `${n ? `wave ${n}` : "end"}: ${value}`);
    const text = [`plan ${plan}, custodian ${custodian}`, ...lines, ""].join("\n");
    file.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    file.download = `${plan}-custodian-${custodian}.txt`;
    file.hidden = false;
    make.disabled = true;
  });
})();
