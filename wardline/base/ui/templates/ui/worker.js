{% load static %}// Keeps one page for when there is no network; nothing else. Its scope is that page's
// folder; whoever is no longer signed in finds nothing left on the phone.
"use strict";
const CACHE = "{{ cache }}";
const PAGE = "{% url page %}";
const FILES = [
  "{% static 'ui/wardline.css' %}", "{% static 'ui/wardline.js' %}",
  "{% static 'ui/outbox.js' %}", "{% static 'ui/mark.svg' %}",
{% for file in files %}  "{% static file %}",
{% endfor %}];
const WAIT = 5000;

self.addEventListener("install", (event) => {
  const kept = caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...FILES]));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) {
    event.respondWith(page(request, url));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(file(request));
  }
});

// The newest page there is; the kept one where the network does not answer in time.
async function page(request, url) {
  const cache = await caches.open(CACHE);
  const late = new Promise((_, reject) => setTimeout(reject, WAIT));
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) {
      await caches.delete(CACHE); // signed out, or no longer at this gate
    } else if (answer.ok && !url.search) {
      await cache.put(PAGE, answer.clone());
    }
    return answer;
  } catch {
    return (await cache.match(PAGE)) ?? Response.error();
  }
}

async function file(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
