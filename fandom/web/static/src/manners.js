// Small things everywhere: menus that close, hidden words that open, links that copy, forms that send once.
import {toast} from "./toast.js";
import {say} from "./words.js";

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
}

function escape(event) {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  menu.removeAttribute("open");
  menu.querySelector("summary").focus();
}

function unveil(event) {
  const words = event.target.closest?.("span.hidden");
  if (!words || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  words.classList.add("shown");
  words.removeAttribute("role");
  words.querySelector(".off")?.remove();
  words.firstElementChild?.removeAttribute("aria-hidden");
}

async function copy(event) {
  const link = event.target.closest("a[data-copy]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  link.closest("details[open]")?.removeAttribute("open");
  await navigator.clipboard.writeText(link.href);
  toast(say("copied"));
}

function once(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 3000);
}

export function start() {
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", escape);
  document.addEventListener("click", unveil);
  document.addEventListener("keydown", unveil);
  document.addEventListener("click", copy);
  document.addEventListener("submit", once);
}
