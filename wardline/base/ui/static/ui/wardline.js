// Small comforts. Every page works without them.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => within.querySelectorAll(selector);
  root.classList.add("scripted");

  // Send once: a second tap on a slow network sends nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.matches("[data-outbox], [hx-post], [data-hx-post]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    for (const button of all("button", form)) button.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of all("button", form)) button.removeAttribute("aria-disabled");
    }
  });

  // Ask before what cannot be undone: <button data-confirm="…">.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]");
    if (!button || button.dataset.agreed) return;
    const dialog = document.querySelector("[data-dialog]");
    if (!dialog?.showModal) {
      if (!confirm(button.dataset.confirm)) event.preventDefault();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    dialog.querySelector("p").textContent = button.dataset.confirm;
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return button.focus();
      button.dataset.agreed = "yes";
      button.click();
      delete button.dataset.agreed;
    }, { once: true });
    dialog.showModal();
  }, true);

  // Copy a text: <button data-copy="#id">.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.querySelector(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.value ?? source.innerText);
    } catch {
      getSelection().selectAllChildren(source);
      document.execCommand("copy");
    }
    if (button.dataset.copied) button.textContent = button.dataset.copied;
  });

  // Filters and the choice of post take effect at once.
  document.addEventListener("change", (event) => {
    if (event.target.type === "search") return;
    if (event.target.matches("[data-submit], form[data-auto] *")) {
      event.target.form.requestSubmit();
    }
  });

  // A file too large is named before it is sent.
  document.addEventListener("change", (event) => {
    const limit = Number(event.target.dataset?.megabytes);
    if (!limit) return;
    const large = [...event.target.files].some((file) => file.size > limit * 1048576);
    event.target.setCustomValidity(large ? `≤ ${limit} MB` : "");
    event.target.reportValidity();
  });

  function ready() {
    // The areas stand open beside the page on a desk, closed above it on a phone.
    const rail = document.querySelector("[data-rail]");
    if (rail) {
      const wide = matchMedia("(min-width: 60rem)");
      const follow = () => { rail.open = wide.matches; };
      wide.addEventListener("change", follow);
      follow();
    }
    document.querySelector("[data-focus]")?.focus();
    for (const button of all("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
    sizes();
  }

  // Size of the text on public pages, remembered on this device.
  function sizes() {
    const sizer = document.querySelector("[data-sizer]");
    if (!sizer) return;
    const store = (size) => { try { localStorage.setItem("size", size); } catch {} };
    const show = (size) => {
      root.dataset.size = size;
      for (const button of all("button", sizer)) {
        button.setAttribute("aria-pressed", String(button.dataset.size === size));
      }
    };
    let size = "normal";
    try { size = localStorage.getItem("size") || size; } catch {}
    show(size);
    sizer.hidden = false;
    sizer.addEventListener("click", (event) => {
      const chosen = event.target.dataset.size;
      if (chosen) { show(chosen); store(chosen); }
    });
  }

  ready();
})();
