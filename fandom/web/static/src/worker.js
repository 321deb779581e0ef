// The service worker: keeps the shell and drawn posters, and says so when there is no network. Nothing that a fan wrote.
const {version, shell, offline} = self.FANDOM;
const SHELL = `shell-${version}`;
const POSTERS = "posters-1";
const MOST_POSTERS = 120;

async function install() {
  const cache = await caches.open(SHELL);
  await cache.addAll([...shell, offline].map((url) => new Request(url, {credentials: "omit", cache: "reload"})));
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => ![SHELL, POSTERS].includes(name)).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function kept(name, request) {
  const cache = await caches.open(name);
  const found = await cache.match(request);
  if (found) return found;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

async function poster(request) {
  const answer = await kept(POSTERS, request);
  const cache = await caches.open(POSTERS);
  const names = await cache.keys();
  await Promise.all(names.slice(0, Math.max(0, names.length - MOST_POSTERS)).map((each) => cache.delete(each)));
  return answer;
}

async function page(event) {
  try {
    return await (await event.preloadResponse ?? fetch(event.request));
  } catch {
    return await caches.match(offline, {cacheName: SHELL}) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(kept(SHELL, request));
  else if (pathname.startsWith("/media/posters/")) event.respondWith(poster(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
});
