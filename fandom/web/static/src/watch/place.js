// How far a fan has come, told to the house while they watch; and where this browser stopped, for whom it knows nothing.
import {clock} from "./clock.js";
import {Stretch} from "./stretch.js";

const EVERY_MS = 10_000;
const KEPT = "watched-to";
const KEPT_MOST = 60;
// So near to the end one begins again.
const OVER_S = 30;

function kept() {
  try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; }
}

// `name` is that of the episode in its show; of nobody's account, since it never leaves the browser.
export function stoppedAt(name, length) {
  const at = kept()[name] ?? 0;
  return at < length - OVER_S ? at : 0;
}

export function stopAt(name, at) {
  const {[name]: _, ...others} = kept();
  const all = [...Object.entries(others).slice(1 - KEPT_MOST), ...(at ? [[name, Math.floor(at)]] : [])];
  localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(all)));
}

export class Place {
  told = 0;
  busy = false;
  off = false;

  // `moved` is called when the house has opened more.
  constructor(root, film, data, tools, moved) {
    Object.assign(this, {root, film, data, tools, moved});
    const {moves, from} = root.dataset;
    this.stretch = new Stretch(from === "" ? null : Number(from));
    this.off = moves !== "1";
    this.ask = root.querySelector("[data-ask]");
    root.querySelector("[data-here]").addEventListener("click", () => this.#here());
    this.#listen();
  }

  #listen() {
    const {film} = this;
    film.addEventListener("timeupdate", () => this.#look());
    film.addEventListener("seeking", () => { this.tell(true); this.stretch.broken(); this.#show(); });
    film.addEventListener("pause", () => this.tell(true));
    film.addEventListener("ended", () => this.#end());
    addEventListener("pagehide", () => this.tell(true));
    document.addEventListener("visibilitychange", () => document.hidden && this.tell(true));
  }

  #look() {
    const {film, stretch} = this;
    if (film.paused || film.seeking) return;
    stretch.look(film.currentTime * 1000);
    this.#show();
    if (stretch.reached !== null && stretch.reached - this.told >= EVERY_MS) this.tell();
  }

  #show() {
    this.ask.hidden = this.off || !this.stretch.asks;
  }

  #here() {
    this.stretch.said(this.film.currentTime * 1000);
    this.ask.hidden = true;
    this.root.querySelector("[data-play]").focus();
    this.#send({position_ms: this.#inside(this.film.currentTime * 1000)});
  }

  #end() {
    const {stretch} = this;
    if (!this.off && stretch.long && stretch.follows) this.#send({}, true);
  }

  // What is further by a little is told at the next stop.
  tell(now = false) {
    const {reached} = this.stretch;
    if (this.off || reached === null || reached <= this.told || (this.busy && !now)) return;
    this.#send({position_ms: this.#inside(reached)}, now);
  }

  #inside(ms) {
    return Math.floor(Math.min(ms, this.data.episode_ms ?? ms));
  }

  async #send(where, keepalive = false) {
    const before = this.told;
    this.told = where.position_ms ?? Infinity;
    this.busy = true;
    const body = JSON.stringify({episode: this.data.episode, ...where});
    const asked = {method: "POST", body, keepalive, headers: {"Content-Type": "application/json"}};
    const response = await this.tools.http.ask(`/api/v1/shows/${this.data.show}/progress`, asked).catch(() => null);
    this.busy = false;
    if (response?.ok) await this.#known(await response.json(), where.position_ms ?? this.data.duration_ms);
    else if (!response || response.status === 429 || response.status >= 500) this.told = before;
    // Nobody is signed in any more, or the episode is another one by now.
    else this.off = true;
  }

  async #known({episode, position_ms: at, finished}, reached) {
    this.stretch.said(reached);
    const words = this.root.ownerDocument.querySelector("[data-where]");
    const {intoWords, seenWords} = this.root.dataset;
    if (words && episode === this.data.episode) words.textContent = finished ? seenWords : intoWords.replace("{at}", clock(at / 1000));
    await this.moved();
  }
}
