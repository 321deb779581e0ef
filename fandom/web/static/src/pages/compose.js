// The composer: times as people write them, the spoiler line in words, pictures, and a draft that is kept.
import {Cutting} from "../compose/cutting.js";
import {Draft} from "../compose/draft.js";
import {Pictures} from "../compose/pictures.js";

const TIME = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)(?:\.\d{1,3})?$/;
const short = (name) => name.replace(/^s0*(\d+)e0*(\d+)$/, "S$1E$2");

function goodTime(input) {
  return !input.value.trim() || TIME.test(input.value.trim());
}

function until(form, words) {
  const episode = form.elements.episode.value;
  const end = form.elements.end.value.trim() || form.elements.start.value.trim();
  const place = words.film || short(episode);
  const picked = form.elements.until.value;
  if (picked === "none" || (picked !== "later" && !episode)) return words.nobody;
  if (picked === "later") return words.end.replace("{place}", short(form.elements.later.value));
  if (picked === "out" && end && TIME.test(end)) return words.at.replace("{place}", `${place} · ${end}`);
  return words.end.replace("{place}", place);
}

function times(form, words) {
  for (const input of form.querySelectorAll("[data-time]")) {
    input.disabled = !form.elements.episode.value;
    input.setCustomValidity(goodTime(input) ? "" : words.badTime);
  }
}

export function start(form, tools) {
  const pictures = new Pictures(form, tools);
  if (form.dataset.draftAt) new Draft(form, pictures, tools);
  const words = form.querySelector("[data-compose-words]").dataset;
  const line = form.querySelector("[data-until-words]");
  const cutting = new Cutting(form, pictures, TIME);
  const update = () => {
    times(form, words);
    cutting.update();
    line.textContent = until(form, words);
  };
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) form.requestSubmit();
  });
  update();
  form.querySelector('[aria-invalid="true"]')?.focus();
}
