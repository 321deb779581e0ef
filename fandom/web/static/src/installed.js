// The service worker comes once the page stands, goes when it is switched off, and forgets when somebody signs out.
const OURS = ["draft:", "drafts-sent", "visited:"];

async function forget() {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) await caches.delete(name);
}

async function leave() {
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  await forget();
}

function signedOut({target}) {
  if (!new URL(target.action).pathname.startsWith("/sign-out")) return;
  for (const kept of [sessionStorage, localStorage]) {
    for (const name of Object.keys(kept)) if (OURS.some((each) => name.startsWith(each))) kept.removeItem(name);
  }
  forget();
}

export function start() {
  document.addEventListener("submit", signedOut);
  if (!("serviceWorker" in navigator)) return;
  const address = document.querySelector('meta[name="worker"]')?.content;
  addEventListener("load", () => (address ? navigator.serviceWorker.register(address) : leave()).catch(() => {}));
}
