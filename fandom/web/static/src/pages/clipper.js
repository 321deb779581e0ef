// "Clip that": the last ten seconds are marked, cut to the frame, named and posted, and one stays with the film.
import {Handles} from "../clipper/handles.js";
import {Kept} from "../clipper/kept.js";
import {Making} from "../clipper/making.js";
import {Pictures} from "../clipper/pictures.js";
import {Posting} from "../clipper/posting.js";
import {Saying} from "../clipper/saying.js";
import {Screen} from "../clipper/screen.js";
import {last, lengthOf, limitsOf, moved, slid} from "../clipper/span.js";
import {Strip} from "../clipper/strip.js";
import {arrived, door, pressed, refuse} from "../clipper/ways.js";
import {filled, seconds} from "../clipper/words.js";

const SAID_MS = 350;
const RESTS_MS = 700;
const slug = (each) => each?.slug ?? each;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

class Clipper {
  #open = false;
  #timers = {};
  #touched = false;
  #before = null;

  constructor(root, film, tools) {
    Object.assign(this, {root, film, tools, video: document.getElementById("film"), words: root.querySelector("[data-clip-words]").dataset});
    this.form = root.querySelector("form");
    const named = {show: slug(film.show), episode: film.episode?.number ?? film.episode};
    const tell = (what, detail) => this.#heard[what](detail);
    this.named = named;
    this.limits = limitsOf(film.duration_ms, film.rights?.max_clip_ms);
    this.kept = new Kept(named.show, named.episode);
    this.screen = new Screen(this.video, film.rate, {moved: (ms) => this.strip.head(ms), stopped: () => this.#loops(false)});
    this.strip = new Strip(root.querySelector("[data-strip]"), {film, tell});
    const address = `/api/v1/shows/${named.show}/episodes/${named.episode}/film`;
    this.pictures = new Pictures(root.querySelector("[data-bare-says]"), {film, address, http: tools.http, came: (sprite) => this.strip.show(sprite)});
    this.handles = new Handles(root, {end: film.duration_ms, tell});
    this.saying = new Saying(this.form, this.words, {...named, film: this.words.film}, tools.http);
    this.posting = new Posting(tools.http, tools.say);
    this.#listen();
  }

  get opened() {
    return this.#open;
  }

  #button(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  #listen() {
    const {root, form} = this;
    root.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#post(); });
    form.addEventListener("input", ({target}) => { if (!target.matches("[data-mark]")) this.#keep(); });
    this.#button("close-clip").addEventListener("click", () => this.close());
    this.#button("loop").addEventListener("click", () => this.#loops(!this.screen.looping));
    this.#button("snap").addEventListener("click", ({currentTarget: each}) => each.setAttribute("aria-pressed", String(!this.#snaps)));
    this.#button("anew").addEventListener("click", () => this.#anew());
    for (const each of root.querySelectorAll("[data-zoom]")) each.addEventListener("click", () => this.strip.zoom(Number(each.dataset.zoom)));
    addEventListener("pagehide", () => { if (this.#touched) this.#keep(); });
  }

  get #snaps() {
    return this.#button("snap").getAttribute("aria-pressed") === "true";
  }

  // Keys of the page and of the player are not for what is done in here.
  #key(event) {
    event.stopPropagation();
    if (event.key === "Escape") { event.preventDefault(); this.close(); }
    else if (event.key === "Tab") this.#turn(event);
    else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) this.form.requestSubmit();
  }

  #turn(event) {
    const stops = [...this.root.querySelectorAll("button, input, textarea, select, summary")].filter((each) => !each.disabled && each.checkVisibility() && !(each.type === "radio" && !each.checked));
    const [first, end] = event.shiftKey ? [stops.at(-1), stops[0]] : [stops[0], stops.at(-1)];
    if (document.activeElement !== end && document.activeElement !== this.root) return;
    event.preventDefault();
    first.focus();
  }

  #heard = {
    grabbed: ({which}) => {
      this.#wasLooping = this.screen.looping || Boolean(this.#timers.loop);
      clearTimeout(this.#timers.loop);
      if (which in this.span) this.handles.grab(which);
    },
    dragged: ({which, ms, alt}) => (which === "both" ? this.#slide(ms) : this.#drag(which, ms, alt)),
    "let go": ({which, ms, still}) => {
      this.#button("strip").removeAttribute("data-snapped");
      if (still) this.#peek(ms);
      else if (which !== "strip" && this.#wasLooping && !calm.matches) this.#timers.loop = setTimeout(() => this.#loops(true), RESTS_MS);
    },
    stepped: ({which, frames}) => {
      const {grid} = this.screen;
      this.#move(which, grid.edge(Math.max(0, grid.frame(this.span[which]) + frames)));
    },
    put: ({which, ms}) => this.#move(which, ms),
    looked: ({which}) => this.#look(which),
  };

  #wasLooping = false;
  #drag(which, ms, alt) {
    const cut = this.#snaps && !alt ? this.strip.pull(ms, this.screen.grid) : null;
    this.#button("strip").toggleAttribute("data-snapped", cut !== null);
    this.#move(which, cut ?? ms, {still: true, snapped: cut !== null});
  }

  #slide(ms) {
    this.#take(slid(this.span, ms, this.limits, this.screen.grid));
    this.#look("in");
  }

  #move(which, ms, {still = false, snapped = false} = {}) {
    const {span, hit} = moved(this.span, which, ms, this.limits, this.screen.grid);
    this.#take(span);
    if (!still) { this.strip.hold(span[which]); this.strip.put(span); }
    this.#look(which);
    this.#say(hit ? this.#wall(hit) : snapped ? this.words.snapped : null);
  }

  #wall(hit) {
    const {least, most} = this.limits;
    return filled(this.words[hit] ?? "", {least: least / 1000, most: Math.floor(most / 1000)});
  }

  // The first frame, or the last one that is in it.
  #look(which) {
    const {grid} = this.screen;
    this.#loops(false);
    this.screen.show(grid.frame(which === "in" ? this.span.in : this.span.out - 1));
  }

  #peek(ms) {
    this.#loops(false);
    this.screen.show(this.screen.grid.frame(Math.min(Math.max(0, ms), this.limits.end - 1)));
  }

  #take(span) {
    this.#touched = true;
    this.#put(span);
    this.saying.right("times");
    this.#later("keep", () => this.#keep());
  }

  #put(span) {
    this.span = span;
    this.screen.span = span;
    this.handles.put(span);
    this.strip.put(span);
    this.saying.line(span.out);
    this.#button("length").textContent = seconds(lengthOf(span), document.documentElement.lang);
  }

  // What is heard: the wall or cut that was met at once, the length when it stands still.
  #say(words) {
    const place = this.#button("clip-says");
    clearTimeout(this.#timers.quiet);
    if (words) place.textContent = words;
    this.#later("said", () => { this.#spoken.textContent = filled(this.words.long, {length: this.#button("length").textContent}); });
    if (!words) this.#later("quiet", () => { place.textContent = ""; });
  }

  get #spoken() {
    return this.#button("spoken");
  }

  #later(name, run, ms = SAID_MS) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(run, ms);
  }

  #loops(on) {
    clearTimeout(this.#timers.loop);
    this.#timers.loop = 0;
    this.#button("loop").setAttribute("aria-pressed", String(on));
    if (on && !this.screen.looping) this.screen.loop();
    else if (!on && this.screen.looping) { this.screen.looping = false; this.video.pause(); }
  }

  open() {
    if (this.#open) return;
    this.#open = true;
    const {video, screen} = this;
    this.#before = {at: video.currentTime, playing: !video.paused};
    const begun = this.kept.found(video.currentTime * 1000);
    this.#touched = Boolean(begun);
    this.root.hidden = false;
    this.pictures.open();
    this.#place();
    this.#button("anew").hidden = !begun;
    this.saying.typed = begun ?? {};
    this.#begin(begun?.span ?? last(screen.now, this.limits, screen.grid));
    for (const each of document.querySelectorAll("[data-clip-open]")) each.setAttribute("aria-expanded", "true");
    this.handles.fields.in.focus({preventScroll: true});
    if (this.#before.playing && !calm.matches) this.#loops(true);
    else this.video.pause();
  }

  #begin(span) {
    this.screen.begin(span);
    this.strip.open(span);
    this.#put(span);
    this.handles.pick("in");
    this.strip.head(this.screen.now);
    this.saying.right();
    this.#say(null);
  }

  #anew() {
    this.#button("anew").hidden = true;
    this.#touched = false;
    this.#begin(last(this.#before.at * 1000, this.limits, this.screen.grid));
    this.#keep();
    this.handles.fields.in.focus({preventScroll: true});
  }

  // The picture is brought to the top; on a phone the sheet begins below it, elsewhere it stands below the player.
  #place() {
    const {top} = this.video.getBoundingClientRect();
    scrollBy(0, top - (document.querySelector(".top")?.offsetHeight ?? 0));
    this.root.style.setProperty("--under", `${Math.round(this.video.getBoundingClientRect().bottom)}px`);
  }

  #keep() {
    this.#touched = true;
    if (this.#open) this.kept.keep({...this.saying.typed, span: this.span, now: this.#before.at * 1000});
  }

  close({posted = false} = {}) {
    if (!this.#open) return;
    if (posted) this.kept.forget();
    else if (this.#touched) this.#keep();
    this.#open = false;
    this.pictures.close();
    for (const each of Object.values(this.#timers)) clearTimeout(each);
    this.#leave();
    this.root.hidden = true;
    const opener = document.querySelector("[data-clip-open]");
    opener?.setAttribute("aria-expanded", "false");
    opener?.focus({preventScroll: true});
    if (!posted && this.#worded) this.tools.toast(this.words.kept);
  }

  get #worded() {
    return Boolean(this.saying.typed.caption.trim());
  }

  // The film goes on where it was.
  #leave() {
    this.#loops(false);
    this.screen.end();
    this.video.currentTime = this.#before.at;
    if (this.#before.playing) this.video.play().catch(() => {});
  }

  async #post() {
    if (this.root.classList.contains("busy")) return;
    this.saying.right();
    this.#place();
    if (!this.saying.check()) return;
    const {show, episode} = this.named;
    this.root.classList.add("busy");
    this.#keep();
    const {moment, errors, out} = await this.posting.send({show, episode, start_ms: this.span.in, end_ms: this.span.out, clip: true, ...this.saying.fields});
    this.root.classList.remove("busy");
    if (moment) this.#posted(moment);
    else this.saying.wrong(errors);
    if (out) this.tools.toast(this.tools.say("signed-out"));
  }

  #posted(moment) {
    this.close({posted: true});
    this.saying.typed = {};
    new Making(this.root.querySelector("[data-clip-posted]"), moment, this.tools);
  }
}

export function start(root, tools) {
  const video = document.getElementById("film");
  const kept = document.getElementById("film-data");
  if (!video || !kept) return;
  const film = JSON.parse(kept.textContent);
  if (film.rights?.clips === false) { refuse(root.querySelector("[data-clip-words]").dataset, tools); return; }
  if (!root.querySelector("form")) { pressed(() => door(video)); return; }
  const clipper = new Clipper(root, film, tools);
  pressed((by) => (by && clipper.opened ? clipper.close() : clipper.open()));
  if (location.hash === "#clip") arrived(clipper, video);
}
