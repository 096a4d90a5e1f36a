// What is missing or wrong on the sheet of a visit: said beside its field, and listed.
(() => {
  "use strict";
  const { phone } = window;
  const root = document.querySelector("[data-phone]");
  if (!root) return;
  const say = root.dataset;

  function mark(field, text) {
    const line = document.createElement("span");
    line.className = "errorlist";
    line.textContent = text;
    field.before(line);
    field.setAttribute("aria-invalid", "true");
    field.closest(".field").classList.add("field-wrong");
  }
  function unmark(field) {
    if (!field.hasAttribute("aria-invalid")) return;
    field.removeAttribute("aria-invalid");
    field.previousElementSibling.remove();
    field.closest(".field").classList.remove("field-wrong");
  }
  function reach(field) {
    for (let at = field.closest("details"); at; at = at.parentElement.closest("details"))
      at.open = true;
    field.focus({ preventScroll: true });
    field.closest(".field").scrollIntoView({ block: "center" });
  }

  // Something was typed: what was said of it is over; a field that is full says so.
  phone.typed = (field) => {
    const most = field.maxLength;
    unmark(field);
    if (most > 0 && field.value.length >= most) mark(field, say.most.replace("{n}", most));
  };

  // Lines of [field, text, of what]: a single one leads to its field at once, several
  // are listed at the end, too.
  phone.wrong = (view, lines) => {
    const box = view.querySelector("[data-wrong]");
    const only = lines.length === 1 ? lines[0][0] : null;
    view.querySelectorAll("[aria-invalid]").forEach(unmark);
    box.querySelector("ul").replaceChildren(...lines.map(([field, text, title]) => {
      const line = document.createElement("li"), link = document.createElement("a");
      link.textContent = [title, text].filter(Boolean).join(say.gap);
      if (field) {
        mark(field, text);
        link.href = "#";
        link.addEventListener("click", (event) => { event.preventDefault(); reach(field); });
      }
      line.append(link);
      return line;
    }));
    box.hidden = !lines.length || Boolean(only);
    if (only) reach(only);
    else if (lines.length) box.focus();
  };
})();
