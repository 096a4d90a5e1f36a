// Pictures: a photo made small on the phone, and a name drawn on glass.
(() => {
  "use strict";
  const { phone } = window;
  const say = document.querySelector("[data-phone]")?.dataset ?? {};
  const EDGE = 1600, QUALITY = 0.8;

  // A photo of any size becomes a JPEG of at most 1600 pixels, upright. What cannot be
  // read as a picture is refused here, before a long way over a slow network.
  phone.small = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const by = Math.min(1, EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * by));
    canvas.height = Math.max(1, Math.round(picture.height * by));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // what is transparent would be black
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new Promise((resolve, reject) => canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("no picture"))),
      "image/jpeg", QUALITY,
    ));
  };

  // A thumbnail that no address has to be made for.
  phone.shown = async (blob, canvas) => {
    const picture = await createImageBitmap(blob);
    canvas.width = 144;
    canvas.height = Math.round(144 * picture.height / picture.width);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
  };

  // A pad: finger, pen or mouse. After each stroke `kept` is
  // promised the picture, or null.
  phone.pad = (canvas, drawn, kept) => {
    const pen = canvas.getContext("2d");
    const blank = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.lineWidth = 4;
      pen.lineCap = pen.lineJoin = "round";
    };
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * canvas.width / box.width,
        (event.clientY - box.top) * canvas.height / box.height];
    };
    let down = false;
    blank();
    if (drawn) createImageBitmap(drawn).then((picture) => pen.drawImage(picture, 0, 0));
    canvas.addEventListener("pointerdown", (event) => {
      down = true;
      canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...at(event));
      pen.lineTo(...at(event)); // a dot is a stroke too
      pen.stroke();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!down) return;
      pen.lineTo(...at(event));
      pen.stroke();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => {
        if (!down) return;
        down = false;
        kept(new Promise((resolve) => canvas.toBlob(resolve, "image/png")));
      });
    }
    return () => { blank(); kept(null); };
  };

  // The photos of one question: taken, shown small, taken away again.
  phone.photos = (card, draft, name, keep, inTurn) => {
    const list = card.querySelector(".phone-photos");
    const line = card.querySelector("[data-photo-wrong]");
    const draw = () => {
      list.replaceChildren(...(draft.files[name] ?? []).map((blob, n) => {
        const item = document.createElement("li"), canvas = document.createElement("canvas");
        const button = document.createElement("button");
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", say.photo.replace("{n}", n + 1));
        phone.shown(blob, canvas);
        button.type = "button";
        button.className = "plain";
        button.textContent = say.remove.replace("{n}", n + 1);
        button.addEventListener("click", () => inTurn(async () => {
          await keep(name, draft.files[name].filter((one) => one !== blob));
          draw();
        }));
        item.append(canvas, button);
        return item;
      }));
    };
    card.querySelector("[data-photos]").addEventListener("change", (event) => inTurn(async () => {
      const bad = [];
      for (const file of [...event.target.files]) {
        const blob = await phone.small(file).catch(() => null);
        if (blob) await keep(name, [...draft.files[name] ?? [], blob]);
        else bad.push(say.badPhoto.replace("{name}", file.name));
      }
      event.target.value = "";
      line.textContent = bad.join(" ");
      line.hidden = !bad.length;
      draw();
    }));
    draw();
  };
})();
