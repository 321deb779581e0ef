// Clips: muted while most of one is to be seen, one at a time; by hand where nothing may move by itself.
const ENOUGH = 0.6;
const BY_HAND = 0.25;
const clips = new Set();
const percents = new Map();
const left = new Map();
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let current = null;
let watcher = null;
// For as long as the page is there: whether there is sound, and whether anybody has said so.
let loud = false;
let asked = false;

const mayMove = () => !calm.matches && !navigator.connection?.saveData;
const held = () => document.hidden || Boolean(document.querySelector("dialog[open]"));
const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;

// How much of a clip has been watched is told once for each quarter of it, when it stops or is through.
const QUARTER = 25;
const watched = ({played}) => [...Array(played.length).keys()].reduce((sum, n) => sum + played.end(n) - played.start(n), 0);

class Clip {
  shown = 0;
  told = -1;
  least = ENOUGH;
  broken = false;

  constructor(root, video) {
    Object.assign(this, {root, video});
    for (const [name, key] of [["button", "play"], ["sound", "sound"], ["time", "time"]]) this[name] = root.querySelector(`[data-${key}]`);
    this.bar = root.querySelector(".run");
    this.length = this.time.textContent;
    video.controls = false;
    // What took another's place goes on where that was.
    const {at = 0, stopped = false, played = false} = left.get(root.dataset.clip) ?? {};
    if (at) video.currentTime = at;
    this.stopped = stopped;
    left.delete(root.dataset.clip);
    if (played) this.#succeed();
    this.#listen();
  }

  // Until it is known how much of it is to be seen, as much as was of the one before.
  #succeed() {
    if (current) release();
    this.shown = ENOUGH;
    current = this;
  }

  #listen() {
    const {video, root} = this;
    video.addEventListener("playing", () => { video.classList.add("moved"); this.#tick(); });
    video.addEventListener("pause", () => { this.tell(); if (current === this && video.paused && !held()) this.stop(); });
    // What no source of several can be played from is said of the last of them.
    video.addEventListener("error", ({target}) => { if (!target.nextElementSibling) this.fail(); }, true);
    video.addEventListener("click", () => this.tapped());
    this.button.addEventListener("click", () => this.turn());
    this.sound.addEventListener("click", () => hear(!loud));
    const card = root.closest("[data-moment]") ?? root;
    card.addEventListener("keydown", (event) => this.#key(event, card));
  }

  // Space on a button is that button's own; "m" works on the card as a whole, too.
  #key(event, card) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const inside = this.root.contains(event.target);
    const space = event.key === " " && !event.target.closest("button");
    if (inside && (event.key === "k" || space)) this.turn();
    else if (event.key === "m" && (inside || event.target === card && !localStorage.getItem("keys-off"))) hear(!loud);
    else return;
    event.preventDefault();
  }

  // The first tap on what moves by itself is for its sound; after that a tap stops it and goes on.
  tapped() {
    if (current === this && !asked) hear(true);
    else this.turn();
  }

  turn() {
    if (current === this) this.stop();
    else this.begin();
  }

  begin() {
    if (this.broken) this.video.load();
    Object.assign(this, {stopped: false, broken: false, least: BY_HAND, shown: Math.max(this.shown, BY_HAND)});
    if (current) release();
    current = this;
    choose();
  }

  tell() {
    const {shown, played} = this.root.dataset;
    const seconds = watched(this.video);
    const quarter = Math.floor((seconds / this.video.duration * 100 + 2) / QUARTER);
    if (!played || !(quarter > this.told) || seconds < Math.min(1, this.video.duration / 4)) return;
    this.told = quarter;
    const csrf = document.querySelector('meta[name="csrf-token"]').content;
    navigator.sendBeacon(played, new URLSearchParams({csrf_token: csrf, shown, watched_ms: Math.round(seconds * 1000)}));
  }

  stop() {
    this.stopped = true;
    if (current === this) release();
    choose();
  }

  play() {
    this.video.muted = !loud;
    this.video.play().catch((refusal) => this.#refused(refusal));
  }

  #refused({name}) {
    if (name === "AbortError" || current !== this) return;
    if (name !== "NotAllowedError") this.fail();
    else if (this.video.muted) this.stop();
    else hear(false, asked);
  }

  fail() {
    if (!clips.has(this)) return;
    this.broken = true;
    if (current === this) release();
    choose();
  }

  end() {
    const {video} = this;
    watcher.unobserve(this.root);
    clips.delete(this);
    left.set(this.root.dataset.clip, {at: video.currentTime, stopped: this.stopped, played: current === this});
    if (current === this) current = null;
    this.tell();
    video.pause();
    video.removeAttribute("src");
    video.replaceChildren();
    video.load();
  }

  #tick() {
    if (current !== this || this.video.paused) return;
    const {currentTime: at} = this.video;
    this.bar.value = at * 1000;
    if (this.told < 4 && this.video.duration - at < .1) this.tell();
    const words = `${clock(at)} / ${this.length}`;
    if (this.time.textContent !== words) this.time.textContent = words;
    requestAnimationFrame(() => this.#tick());
  }

  show() {
    const {dataset} = this.button;
    const plays = current === this;
    const waits = mayMove() && this.shown < ENOUGH && !this.stopped;
    this.root.dataset.state = plays ? "plays" : waits ? "waits" : "stops";
    this.button.setAttribute("aria-label", plays ? dataset.pauseWords : dataset.playWords);
    this.sound.setAttribute("aria-pressed", String(loud));
  }
}

function release() {
  const {video} = current;
  current.least = ENOUGH;
  current = null;
  video.pause();
}

function hear(sound, said = true) {
  [loud, asked] = [sound, said];
  choose();
}

// Where somebody has stopped one that is still to be seen, none begins by itself.
function next() {
  const seen = [...clips].filter((each) => each.shown >= ENOUGH && !each.broken);
  if (!mayMove() || held() || seen.some((each) => each.stopped)) return null;
  const off = ({root}) => { const {top, bottom} = root.getBoundingClientRect(); return Math.abs(top + bottom - innerHeight); };
  return seen.sort((a, b) => off(a) - off(b))[0] ?? null;
}

function choose() {
  for (const each of clips) if (!each.root.isConnected) each.end();
  if (current && current.shown < current.least) release();
  current ??= next();
  if (held()) { current?.tell(); current?.video.pause(); } else current?.play();
  for (const each of clips) each.show();
}

function seen(entries) {
  for (const {target, intersectionRatio: share} of entries) {
    const clip = [...clips].find(({root}) => root === target);
    if (!clip) continue;
    clip.shown = share;
    if (share < ENOUGH) clip.stopped = false;
  }
  choose();
}

function made({media, percent}) {
  percents.set(media, percent);
  for (const bar of document.querySelectorAll(`[data-clip="${media}"] [data-made]`)) bar.value = percent;
}

function listen(live) {
  watcher = new IntersectionObserver(seen, {threshold: [0, BY_HAND, ENOUGH]});
  live.on("clip.progress", made);
  document.addEventListener("visibilitychange", choose);
  calm.addEventListener("change", () => { if (!mayMove() && current) release(); choose(); });
  // Cards that go, and dialogs that open and close over them.
  new MutationObserver(choose).observe(document.body, {childList: true, subtree: true, attributeFilter: ["open"]});
}

export function start(root, {live}) {
  if (!watcher) listen(live);
  const bar = root.querySelector("[data-made]");
  if (bar) bar.value = percents.get(root.dataset.clip) ?? 0;
  const video = root.querySelector("video");
  if (!video || !root.isConnected) return;
  const clip = new Clip(root, video);
  clips.add(clip);
  watcher.observe(root);
  clip.show();
}
