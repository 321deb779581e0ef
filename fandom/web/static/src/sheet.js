// Pages that open as a sheet over what you are looking at; without this they are pages like any other.
import htmx from "htmx.org/dist/htmx.esm.js";
import {page} from "./ask.js";
import {bring} from "./modules.js";
import {toast} from "./toast.js";
import {say} from "./words.js";

let dialog = null;

function fill(found) {
  const sheet = found.querySelector(".sheet");
  if (!sheet) return false;
  dialog.dispatchEvent(new Event("leave"));
  dialog.replaceChildren(document.importNode(sheet, true));
  htmx.process(dialog);
  bring(dialog);
  (dialog.querySelector("[aria-invalid]") ?? dialog.querySelector("[autofocus], textarea"))?.focus();
  return true;
}

function made() {
  dialog = Object.assign(document.createElement("dialog"), {className: "over"});
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) { event.preventDefault(); dialog.close(); }
  });
  dialog.addEventListener("close", ({target}) => target.remove());
  dialog.addEventListener("submit", submit);
  document.body.append(dialog);
}

// What is on its way has the shape of a sheet already.
function ghost() {
  const shape = Object.assign(document.createElement("div"), {className: "sheet ghost"});
  shape.append(...[1, 2, 3].map(() => document.createElement("i")));
  return shape;
}

async function open(event) {
  const link = event.target.closest("a[data-sheet]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  link.closest("details[open]")?.removeAttribute("open");
  if (!link.closest("dialog")) present(ghost());
  const mine = dialog;
  mine.setAttribute("aria-busy", "true");
  const {response, document: found} = await page(link.href).catch(() => ({}));
  if (!mine.open) return;
  mine.removeAttribute("aria-busy");
  if (!response?.ok || !found.querySelector(".sheet")) { location.assign(link.href); return; }
  mine.setAttribute("aria-label", found.querySelector("h1")?.textContent ?? "");
  fill(found);
}

// Anything as a sheet; the one that it comes from gets the focus back.
export function present(...content) {
  made();
  dialog.append(...content);
  dialog.showModal();
  return dialog;
}

function landed(response, found) {
  const words = found.querySelector(".said-once")?.textContent.trim();
  const same = new URL(response.url).pathname === location.pathname;
  dialog.close();
  if (same) toast(words);
  else location.assign(response.url);
}

async function submit(event) {
  if (event.defaultPrevented || event.target.method !== "post") return;
  event.preventDefault();
  const form = event.target;
  form.classList.add("busy");
  const body = new FormData(form, event.submitter);
  const sent = await page(event.submitter?.getAttribute("formaction") ?? form.action, {method: "POST", body}).catch(() => null);
  form.classList.remove("busy");
  if (!sent) toast(say("no-luck"));
  else if (sent.response.redirected && sent.response.ok) { form.dispatchEvent(new CustomEvent("sent", {bubbles: true})); landed(sent.response, sent.document); }
  else if (!fill(sent.document)) toast(sent.document.querySelector("h1")?.textContent || say("no-luck"));
}

export function start() {
  document.addEventListener("click", open);
}
