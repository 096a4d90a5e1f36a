// Where the phone stands at the gate, if its owner allows it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-here]");
  if (!form || !navigator.geolocation) return;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.querySelector("[data-latitude]").value = coords.latitude.toFixed(6);
    form.querySelector("[data-longitude]").value = coords.longitude.toFixed(6);
  }, () => {}, { enableHighAccuracy: true, timeout: 20000 });
})();
