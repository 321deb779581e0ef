// How much may still be written. Nothing is cut: what is too much is said here, and by the server.
import {say} from "./words.js";

const NEAR = 200;
const SOON = 20;

// In characters as the server counts them, so that an emoji is one.
export const left = (text, most) => most - [...text].length;

function show(field) {
  const place = field.form?.querySelector("[data-left]");
  if (!place) return;
  const n = left(field.value, Number(field.dataset.max));
  place.setAttribute("aria-live", n <= SOON ? "polite" : "off");
  place.classList.toggle("wrong", n < 0);
  if (n < 0) place.textContent = say("too-many", {n: -n});
  else place.textContent = "quiet" in field.dataset && n > NEAR ? "" : say("left", {n});
}

function counted({target}) {
  if (target.matches?.("[data-max]")) show(target);
}

export function start() {
  document.addEventListener("input", counted);
  document.addEventListener("focusin", counted);
  for (const field of document.querySelectorAll("[data-max]")) show(field);
}
