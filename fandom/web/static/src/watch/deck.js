// The controls under a film: each says what the film does, whoever made it do so.
import {clock} from "./clock.js";
import {Peek} from "./peek.js";

const IDLE_MS = 2500;
// Subtitles stand above the curve.
const LINE = -3;
// The grip of the bar is so wide; its middle goes from one end to the other.
const THUMB = 16;

export class Deck {
  idling = 0;

  constructor(root, film, data) {
    Object.assign(this, {root, film, length: data.duration_ms / 1000});
    this.at = root.querySelector("#at");
    this.run = root.querySelector(".seek > progress");
    this.time = root.querySelector("[data-time]");
    this.peek = new Peek(root.querySelector(".peek"), data.sprite);
    film.controls = false;
    this.#buttons();
    this.#seeking();
    this.#choices();
    this.#listen();
    this.#sound();
    this.tick();
  }

  part(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  #buttons() {
    const runs = {play: () => this.turn(), mute: () => this.mute(), full: () => this.full(), again: () => this.again(), retry: () => this.retry()};
    for (const [name, run] of Object.entries(runs)) this.part(name).addEventListener("click", run);
    for (const each of this.root.querySelectorAll("[data-by]")) each.addEventListener("click", () => this.by(Number(each.dataset.by)));
    this.film.addEventListener("click", () => this.turn());
    this.film.addEventListener("dblclick", () => this.full());
  }

  #listen() {
    const {film, root} = this;
    for (const name of ["timeupdate", "seeking", "durationchange"]) film.addEventListener(name, () => this.tick());
    for (const name of ["play", "pause", "ended", "seeking", "playing"]) film.addEventListener(name, () => this.#state());
    film.addEventListener("volumechange", () => this.#sound());
    film.addEventListener("ratechange", () => { root.querySelector("#rate").value = String(film.playbackRate); });
    film.addEventListener("error", () => { this.part("broken").hidden = false; });
    film.addEventListener("canplay", () => { this.part("broken").hidden = true; });
    document.addEventListener("fullscreenchange", () => this.part("full").setAttribute("aria-pressed", String(document.fullscreenElement === root)));
    for (const name of ["pointermove", "pointerdown", "keydown", "focusin"]) root.addEventListener(name, () => this.#awake());
  }

  #seeking() {
    const {at} = this;
    const share = () => at.value / at.max;
    at.addEventListener("input", () => { this.seek(Number(at.value)); this.peek.show(Number(at.value), share()); });
    at.addEventListener("focus", () => at.matches(":focus-visible") && this.peek.show(Number(at.value), share()));
    for (const name of ["blur", "pointerleave", "change"]) at.addEventListener(name, () => this.peek.hide());
    at.addEventListener("pointermove", ({clientX}) => {
      const {left, width} = at.getBoundingClientRect();
      const along = Math.min(Math.max((clientX - left - THUMB / 2) / (width - THUMB), 0), 1);
      this.peek.show(along * this.length, along);
    });
  }

  #choices() {
    const {film, root} = this;
    const volume = root.querySelector("#volume");
    volume.addEventListener("input", () => { film.volume = volume.value / 100; film.muted = film.volume === 0; });
    root.querySelector("#rate").addEventListener("change", ({target}) => { film.playbackRate = Number(target.value); });
    this.words = root.querySelector("#subtitles");
    this.words?.addEventListener("change", () => this.#subtitled());
    for (const each of root.querySelectorAll("track")) each.addEventListener("load", () => lifted(each.track));
  }

  #subtitled() {
    const {value} = this.words;
    [...this.film.textTracks].forEach((each, n) => { each.mode = value !== "" && Number(value) === n ? "showing" : "disabled"; });
  }

  subtitles() {
    if (!this.words) return;
    this.words.value = this.words.value === "" ? (this.spoken ?? "0") : "";
    this.spoken = this.words.value || this.spoken;
    this.#subtitled();
  }

  turn() {
    if (this.film.paused) this.film.play().catch(() => {});
    else this.film.pause();
  }

  again() {
    this.seek(0);
    this.turn();
  }

  retry() {
    const {currentTime: at} = this.film;
    this.film.load();
    this.film.addEventListener("loadedmetadata", () => this.seek(at), {once: true});
  }

  seek(seconds) {
    this.film.currentTime = Math.min(Math.max(seconds, 0), this.length);
  }

  by(seconds) {
    this.seek(this.film.currentTime + seconds);
  }

  mute() {
    this.film.muted = !this.film.muted;
    if (!this.film.muted && !this.film.volume) this.film.volume = 0.5;
  }

  louder(by) {
    this.film.volume = Math.min(Math.max(this.film.volume + by, 0), 1);
    this.film.muted = this.film.volume === 0;
  }

  faster(step) {
    const rates = [...this.root.querySelector("#rate").options].map(({value}) => Number(value));
    this.film.playbackRate = rates[rates.indexOf(this.film.playbackRate) + step] ?? this.film.playbackRate;
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.root.requestFullscreen) this.root.requestFullscreen().catch(() => {});
    else this.film.webkitEnterFullscreen?.();
  }

  tick() {
    const {currentTime: now} = this.film;
    const words = clock(now);
    this.run.value = now * 1000;
    if (this.time.textContent === words) return;
    this.time.textContent = words;
    this.at.value = Math.floor(now);
    this.at.setAttribute("aria-valuetext", this.root.dataset.atWords.replace("{at}", words));
  }

  #state() {
    const {film, root} = this;
    const button = this.part("play");
    root.dataset.state = film.paused ? "stands" : "plays";
    button.setAttribute("aria-label", film.paused ? button.dataset.playWords : button.dataset.pauseWords);
    this.part("end").hidden = !film.ended;
    this.#awake();
  }

  #sound() {
    const heard = !this.film.muted && this.film.volume > 0;
    this.part("mute").setAttribute("aria-pressed", String(heard));
    this.root.querySelector("#volume").value = heard ? Math.round(this.film.volume * 100) : 0;
  }

  // Over a film that fills the screen the controls go after a while, unless somebody is at them.
  #awake() {
    clearTimeout(this.idling);
    delete this.root.dataset.idle;
    if (!this.film.paused) this.idling = setTimeout(() => { if (!this.root.querySelector(".deck :focus-visible")) this.root.dataset.idle = ""; }, IDLE_MS);
  }
}

function lifted(track) {
  for (const cue of track.cues ?? []) if (cue.line === "auto") cue.line = LINE;
}
