// The page of notifications follows what comes; its first page is fetched anew, older ones stay as they are.
import {gathered, page} from "./ask.js";
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

export function start() {
  on("notification.new", () => shown() && refresh("inbox"));
  on("missed", () => shown() && refresh("inbox"));
}
