// The page of notifications follows what comes; its first page is fetched anew, older ones stay as they are.
import {ask, gathered, page} from "./ask.js";
import {on} from "./live.js";

const shown = () => document.querySelector("[data-inbox]");

const refresh = gathered(async () => {
  if (!shown()) return;
  const {response, document: fresh} = await page(location.href).catch(() => ({}));
  const found = fresh?.querySelector("[data-inbox]");
  if (!response?.ok || !found || !shown()) return;
  const at = document.activeElement?.closest?.("[data-inbox] a")?.getAttribute("href");
  shown().replaceWith(document.importNode(found, true));
  if (at) [...shown().querySelectorAll("a")].find((each) => each.getAttribute("href") === at)?.focus();
});

// Something in it reads otherwise now, or may not be read any more: its words go before the new ones are there.
function changed({subjects}) {
  for (const link of shown()?.querySelectorAll(".notice") ?? []) {
    if (subjects?.some((each) => link.getAttribute("href")?.includes(each))) link.querySelector(".clamp")?.remove();
  }
  if (shown()) refresh("inbox");
}

// Whoever goes there has read it; the request outlives the page.
function followed({target}) {
  const id = target.closest?.("[data-note]")?.dataset.note;
  if (id) ask(`/api/v1/notifications/${id}/read`, {method: "PUT", keepalive: true}).catch(() => {});
}

export function start() {
  document.addEventListener("click", followed);
  document.addEventListener("auxclick", followed);
  on("notification.new", () => shown() && refresh("inbox"));
  on("notifications.read", () => shown() && refresh("inbox"));
  on("notifications.changed", changed);
  on("missed", () => shown() && refresh("inbox"));
}
