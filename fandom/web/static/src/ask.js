// HTTP with the cookie's CSRF token, and pages as documents.
export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

export function ask(url, options = {}) {
  const headers = {"X-CSRF-Token": token(), ...options.headers};
  return fetch(url, {credentials: "same-origin", ...options, headers});
}

export async function page(url, options = {}) {
  const response = await ask(url, {...options, headers: {Accept: "text/html", ...options.headers}});
  const text = await response.text();
  return {response, document: new DOMParser().parseFromString(text, "text/html")};
}

export const after = (ms) => new Promise((done) => setTimeout(done, ms));

// Many events about one thing become one look-up, spread out so that a full room does not ask at once.
export function gathered(run, ms = 120, spread = 280) {
  const waiting = new Map();
  return (key, ...rest) => {
    if (waiting.has(key)) return;
    waiting.set(key, setTimeout(() => { waiting.delete(key); run(key, ...rest); }, ms + Math.random() * spread));
  };
}
