// Keys: from moment to moment, react, answer, post, find. "?" says which, and there they can be switched off.
import {present} from "./sheet.js";

const OFF = "keys-off";
const cards = () => [...document.querySelectorAll("[data-moment]")];
const whole = () => document.querySelector("[data-whole]");
const here = () => document.activeElement.closest?.("[data-moment]") ?? whole();
const busy = (target) => target.closest?.("input, textarea, select, dialog, .desk, [role=listbox]");

function move(by) {
  const all = cards();
  const at = all.indexOf(document.activeElement.closest?.("[data-moment]"));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({preventScroll: true});
  next.scrollIntoView({block: "start"});
}

function answer() {
  const field = whole() && document.querySelector("#body-say");
  if (field) field.focus();
  else here()?.querySelector('a[href$="#talk"]')?.click();
}

function find() {
  const field = ["q", "find"].map((id) => document.getElementById(id)).find((each) => each?.checkVisibility());
  if (field) field.focus();
  else location.assign("/search");
}

function help() {
  const sheet = document.getElementById("keys")?.content.firstElementChild.cloneNode(true);
  if (!sheet) return;
  const box = sheet.querySelector("input");
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  present(sheet).setAttribute("aria-labelledby", "keys-h");
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  r: () => here()?.querySelector("[data-reactions] button")?.focus(),
  o: () => here()?.querySelector(".cover-all")?.click(),
  c: answer,
  n: () => [...document.querySelectorAll(".plus, .rail a[data-sheet]")].find((each) => each.checkVisibility())?.click(),
  "/": find,
};

function pressed(event) {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || busy(event.target)) return;
  if (event.key !== "?" && localStorage.getItem(OFF)) return;
  const run = event.key === "?" ? help : KEYS[event.key];
  if (!run) return;
  event.preventDefault();
  run();
}

export function start() {
  document.addEventListener("keydown", pressed);
}
