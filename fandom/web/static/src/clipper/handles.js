// Both ends of the clip as fields: keys move them by frames and seconds, and whoever cannot see hears their exact time.
import {clock, pointOf} from "./words.js";

const STEPS = {ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1};
const PAGES = {PageDown: -5000, PageUp: 5000};

export class Handles {
  constructor(root, {end, tell}) {
    Object.assign(this, {root, end, tell, active: "in", point: pointOf(document.documentElement.lang)});
    this.fields = Object.fromEntries([...root.querySelectorAll("[data-mark]")].map((each) => [each.dataset.mark, each]));
    for (const [which, field] of Object.entries(this.fields)) this.#listen(which, field);
    for (const button of root.querySelectorAll("[data-pick]")) button.addEventListener("click", () => this.pick(button.dataset.pick, true));
    for (const button of root.querySelectorAll("[data-step]")) button.addEventListener("click", () => tell("stepped", {which: this.active, frames: Number(button.dataset.step)}));
  }

  #listen(which, field) {
    field.max = this.end;
    field.addEventListener("focus", () => this.pick(which));
    field.addEventListener("keydown", (event) => this.#key(event, which));
    // What speaks the page moves it without keys: a step of its own is one frame.
    field.addEventListener("input", () => {
      const by = Number(field.value) - this.span[which];
      if (Math.abs(by) < 2) this.tell("stepped", {which, frames: Math.sign(by)});
      else this.tell("put", {which, ms: Number(field.value)});
    });
  }

  #key(event, which) {
    if (event.metaKey || event.ctrlKey) return;
    const {key, shiftKey} = event;
    if (key in STEPS && shiftKey) this.tell("put", {which, ms: this.span[which] + 1000 * STEPS[key]});
    else if (key in STEPS) this.tell("stepped", {which, frames: STEPS[key]});
    else if (key in PAGES) this.tell("put", {which, ms: this.span[which] + PAGES[key]});
    else if (key === "Home" || key === "End") this.tell("put", {which, ms: key === "Home" ? 0 : this.end});
    else return;
    event.preventDefault();
  }

  // The one that the buttons move; looked at when it was picked by hand.
  pick(which, look = false) {
    this.active = which;
    for (const button of this.root.querySelectorAll("[data-pick]")) button.setAttribute("aria-pressed", String(button.dataset.pick === which));
    for (const handle of this.root.querySelectorAll("[data-handle]")) handle.toggleAttribute("data-active", handle.dataset.handle === which);
    if (look) this.tell("looked", {which});
  }

  // By a pointer: keys go on with the same one.
  grab(which) {
    this.fields[which].focus({preventScroll: true});
    this.pick(which);
  }

  put(span) {
    this.span = span;
    for (const [which, field] of Object.entries(this.fields)) {
      field.value = span[which];
      field.setAttribute("aria-valuetext", clock(span[which], 3, this.point));
      this.root.querySelector(`[data-pick="${which}"] b`).textContent = clock(span[which], 2, this.point);
    }
  }
}
