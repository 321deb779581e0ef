// What is said of the clip: caption, tags, until when it is hidden, and what is wrong with it, each beside its field.
import {clock, filled, short} from "./words.js";

const MOST = 500;
const TIMES = ["start_ms", "end_ms", "clip", "episode", "media"];
const placeOf = (name) => (TIMES.includes(name) ? "times" : ["caption", "tags", "reveals_at"].includes(name) ? name : "form");

export class Saying {
  constructor(form, words, {episode, show, film}, http) {
    Object.assign(this, {form, words, episode, show, film, http});
    form.addEventListener("input", ({target}) => { this.right(placeOf(target.name)); this.line(); });
    form.addEventListener("change", () => this.#later());
    const until = form.querySelector(".until");
    until.addEventListener("toggle", () => { if (until.open) until.scrollIntoView({block: "nearest"}); });
  }

  get typed() {
    const {caption, tags, until, later} = this.form.elements;
    return {caption: caption.value, tags: tags.value, until: until.value, later: later?.value ?? ""};
  }

  set typed({caption = "", tags = "", until = "out", later = ""}) {
    const {elements} = this.form;
    Object.assign(elements.caption, {value: caption});
    elements.tags.value = tags;
    elements.until.value = until || "out";
    this.later = later;
    elements.caption.dispatchEvent(new Event("input", {bubbles: true}));
    this.#later();
  }

  // As the API has it; left out is the out point.
  get fields() {
    const {caption, tags, until, later} = this.typed;
    const words = tags.replaceAll(",", " ").split(" ").map((each) => each.replace(/^#/, "")).filter(Boolean);
    const reveals = {none: null, episode: {episode: this.episode}, later: {episode: later || this.episode}};
    return {caption, tags: words, ...(until in reveals && {reveals_at: reveals[until]})};
  }

  // Who it is hidden from, in words.
  line(out = this.out) {
    this.out = out;
    const {until, later} = this.typed;
    const {words, film} = this;
    const here = film || short(this.episode);
    const said = {none: words.nobody, later: filled(words.finish, {place: short(later) || here}), episode: filled(words.finish, {place: here})};
    this.form.querySelector("[data-until-words]").textContent = said[until] ?? filled(words.reach, {place: `${here}\u00a0·\u00a0${clock(out, 0)}`});
  }

  // Names of episodes come when they are asked for, as far as this fan may know them.
  async #later() {
    const {later, until} = this.form.elements;
    if (!later || until.value !== "later" || later.options.length) return;
    const response = await this.http.ask(`/api/v1/shows/${this.show}/episodes?limit=100`).catch(() => null);
    const {items} = response?.ok ? await response.json() : {items: [{number: this.episode}]};
    later.replaceChildren(...items.map(({number}) => new Option(short(number), number, false, number === (this.later || this.episode))));
    this.line();
  }

  // The first thing that is wrong, before anybody is asked.
  check() {
    const {caption} = this.form.elements;
    const length = [...caption.value.trim()].length;
    if (length && length <= MOST) return true;
    this.wrong({caption: [length ? this.words.tooLong : this.words.noCaption]});
    return false;
  }

  wrong(errors) {
    const said = {};
    for (const [name, sentences] of Object.entries(errors)) said[placeOf(name)] = [said[placeOf(name)], ...sentences].filter(Boolean).join(" ");
    for (const [place, sentence] of Object.entries(said)) this.#mark(place, sentence);
    this.#lead(this.form.querySelector('[aria-invalid="true"]') ?? this.form.querySelector("[data-wrong]:not([hidden])"));
  }

  // No further than it takes to see the field with its sentence: the picture above stays where it is seen.
  #lead(place) {
    if (!place) return;
    place.focus({preventScroll: true});
    (place.closest(".field") ?? place).scrollIntoView({block: "nearest"});
  }

  #mark(place, sentence) {
    const beside = this.form.querySelector(`[data-wrong="${place}"]`);
    Object.assign(beside, {textContent: sentence, hidden: !sentence});
    const fields = place === "times" ? this.form.querySelectorAll("[data-mark]") : [this.form.elements[place === "reveals_at" ? "later" : place]];
    for (const field of fields) if (field?.setAttribute) this.#flag(field, sentence && beside.id);
  }

  #flag(field, id) {
    if (id) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && !each.endsWith("-wrong"));
    if (id || others.length) field.setAttribute("aria-describedby", [...others, id].filter(Boolean).join(" "));
    else field.removeAttribute("aria-describedby");
  }

  right(...places) {
    for (const place of places.length ? places : ["times", "caption", "tags", "reveals_at", "form"]) this.#mark(place, "");
  }
}
