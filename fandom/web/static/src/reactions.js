// Reactions: shown at once, sent after, taken back if they did not go through. Counts from others come live.
import {ask} from "./ask.js";
import {on} from "./live.js";
import {toast} from "./toast.js";
import {say} from "./words.js";

const wishes = new Map();

export function count(pill, n) {
  const shown = Math.max(0, n);
  pill.querySelector("[data-count]").textContent = shown || "";
  pill.setAttribute("aria-label", `${pill.dataset.name}, ${shown}`);
  if (shown) pill.hidden = false;
  else if (pill.matches("[data-spare]") && !pill.closest(".open")) pill.hidden = true;
}

const pressed = (pill) => pill.getAttribute("aria-pressed") === "true";
const number = (pill) => Number(pill.querySelector("[data-count]").textContent || 0);

function press(pill, want) {
  if (pressed(pill) === want) return;
  pill.setAttribute("aria-pressed", String(want));
  count(pill, number(pill) + (want ? 1 : -1));
}

function counts(form, reactions) {
  for (const pill of form.querySelectorAll("[data-name]")) {
    if (!wishes.has(key(form, pill))) count(pill, reactions[pill.value] ?? 0);
  }
}

const key = (form, pill) => `${form.dataset.reactions} ${pill.value}`;

async function send(form, pill, was) {
  const id = key(form, pill);
  const want = wishes.get(id);
  const {on: kind = "moments", reactions: thing} = form.dataset;
  const url = `/api/v1/${kind}/${thing}/reactions/${encodeURIComponent(pill.value)}`;
  const response = await ask(url, {method: want ? "PUT" : "DELETE"}).catch(() => null);
  if (response?.ok && wishes.get(id) !== want) return send(form, pill, want);
  wishes.delete(id);
  if (response?.ok) return undefined;
  press(pill, was);
  return toast(say(response?.status === 429 ? "slow-down" : "no-luck"));
}

function toggle(event) {
  const pill = event.target.closest("[data-reactions] [data-name]");
  if (!pill || !document.body.hasAttribute("data-signed-in")) return;
  event.preventDefault();
  const form = pill.closest("[data-reactions]");
  const was = pressed(pill);
  const busy = wishes.has(key(form, pill));
  wishes.set(key(form, pill), !was);
  press(pill, !was);
  if (!busy) send(form, pill, was);
}

function more(event) {
  const button = event.target.closest("[data-more-reactions]");
  if (!button) return;
  const form = button.closest("form");
  form.classList.add("open");
  const hidden = [...form.querySelectorAll("[data-name][hidden]")];
  for (const pill of hidden) pill.hidden = false;
  hidden[0]?.focus();
}

export function start() {
  document.addEventListener("click", toggle);
  document.addEventListener("click", more);
  on("reactions.counted", ({moment, comment, counts: found}) => {
    for (const form of document.querySelectorAll(`[data-reactions="${comment ?? moment}"]`)) counts(form, found ?? {});
  });
}
