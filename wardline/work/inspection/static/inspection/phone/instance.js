// A finished draft as an OpenRosa instance: the XML and the files it names.
(() => {
  "use strict";
  const { phone } = window;
  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // what XML cannot carry is left out
  const clean = (text) => String(text)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (sign) => SIGNS[sign]);
  const tag = (name, text) =>
    (text || text === 0 ? `<${name}>${clean(text)}</${name}>` : `<${name}/>`);
  const moment = (ms) => (ms ? new Date(ms).toISOString() : "");

  function photos(kept, title, draft, files) {
    return (draft.files[kept] ?? []).map((blob, n) => {
      const name = `photo-${title}-${n + 1}.jpg`;
      files.push([name, blob]);
      return tag("photo", name);
    }).join("");
  }
  function answer(code, draft, files, photographed = true) {
    const said = (name) => draft.values[`${name}:${code}`] ?? "";
    const short = said("answer") === "short";
    const seen = photographed ? photos(`photo:${code}`, code, draft, files) : "";
    const due = short && said("mend") === "term" && said("due_at");
    return `<${code}>${tag("answer", said("answer"))}${tag("note", said("note"))}`
      + `${tag("scope", short && said("scope"))}`
      + `${tag("severity", short && said("danger") && 4)}`
      + `${tag("measure", short && said("measure"))}`
      + `${tag("answered_at", moment(draft.at?.[code]))}`
      + `${tag("due_at", due)}${seen}</${code}>`;
  }
  function drawn(name, draft, files) {
    const blob = draft.files[name]?.[0];
    if (blob) files.push([`${name}.png`, blob]);
    return tag(name, blob && `${name}.png`);
  }
  // What was seen of each repair that was closed; what was not looked at is not told.
  function again(draft, visit, files) {
    return (visit.again ?? []).map(({ number }) => {
      const said = (name) => draft.values[`${name}:${number}`] ?? "";
      if (!said("holds")) return "";
      return `<again>${tag("finding", number)}${tag("holds", said("holds"))}`
        + `${tag("note", said("seen"))}`
        + `${tag("due_at", said("holds") === "no" && said("term"))}`
        + `${tag("answered_at", moment(draft.at?.[`holds:${number}`]))}`
        + `${photos(`again:${number}`, `again-${number}`, draft, files)}</again>`;
    }).join("");
  }
  function staff(draft, visit) {
    return visit.staff.map(({ name }, n) => {
      const knows = draft.values[`knows:${n}`];
      return knows ? `<staff>${tag("name", name)}${tag("knows", knows)}</staff>` : "";
    }).join("");
  }

  // How every instance begins: its form, its own name, the gate.
  function head(draft, visit, instance, ended) {
    const { place } = draft;
    const where = place && [place.latitude, place.longitude, 0, place.accuracy].join(" ");
    return `<?xml version="1.0" encoding="UTF-8"?>\n`
      + `<data id="${clean(visit.form.id)}" version="${clean(visit.form.version)}">`
      + `<meta>${tag("instanceID", `uuid:${instance}`)}</meta>`
      + tag("start", moment(draft.begun)) + tag("end", moment(ended))
      + tag("visit", visit.pk) + tag("arrived_at", moment(draft.arrived_at))
      + tag("let_in_at", moment(draft.let_in_at)) + tag("place", where);
  }

  // A danger told ahead: one answer, without its photos, under a name of its own.
  phone.urgent = (draft, visit, code, key, at) => new Blob([
    head(draft, visit, key, at) + tag("urgent", "yes")
      + `<answers>${answer(code, draft, [], false)}</answers></data>`,
  ], { type: "text/xml" });

  // {xml, files}: what goes to the office, whoever asks for it.
  phone.instance = (draft, visit) => {
    const { values } = draft, files = [];
    const answers = values.closed_reason ? [] : visit.form.codes
      .filter((code) => values[`answer:${code}`])
      .map((code) => answer(code, draft, files));
    const xml = head(draft, visit, draft.instance, draft.ended)
      + tag("headcount", values.headcount) + staff(draft, visit)
      + `<answers>${answers.join("")}</answers>`
      + (values.closed_reason ? "" : again(draft, visit, files))
      + tag("signed_by", values.signed_by)
      + drawn("signature", draft, files) + drawn("inspector_signature", draft, files)
      + tag("refused_reason", values.refused_reason)
      + tag("closed_reason", values.closed_reason) + "</data>";
    return { xml: new Blob([xml], { type: "text/xml" }), files };
  };
})();
