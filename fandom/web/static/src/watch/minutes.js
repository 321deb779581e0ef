// The list beside a film: its times lead into it, the one where the film is is marked, and it grows as more opens.
const BACK_MS = 120_000;
// Whoever watches does not wait for what others say: many ask at different times.
const SOON_MS = [800, 4000];
const list = () => document.getElementById("minutes");
const lines = (root = list()) => [...root.querySelectorAll("[data-at]")];
const time = (line) => Number(line.dataset.at);

function marked(ms) {
  const now = lines().findLast((each) => time(each) <= ms) ?? null;
  const was = list().querySelector('[aria-current="true"]');
  if (was === now) return;
  was?.removeAttribute("aria-current");
  now?.setAttribute("aria-current", "true");
  for (const each of list().querySelectorAll(".you")) each.hidden = !now?.contains(each);
  follow(now);
}

// Only where the list moves by itself, and nobody is at it.
function follow(line) {
  const box = list().querySelector(".mins");
  if (!line || box.scrollHeight <= box.clientHeight || box.matches(":hover, :focus-within")) return;
  box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
}

// What is open now from a time on, among what is shown already: lines that are gone go, new ones come where they belong.
function merged(fresh, from) {
  const found = lines(fresh);
  const upto = fresh.querySelector(".more") ? time(found.at(-1)) : Infinity;
  const ids = new Set(found.map(({dataset}) => dataset.minute));
  const known = new Map(lines().map((each) => [each.dataset.minute, each]));
  for (const [id, each] of known) if (!ids.has(id) && time(each) >= from && time(each) < upto) each.remove();
  const rows = list().querySelector(".mins");
  const last = rows.querySelector(".more") ? time(lines().at(-1)) : Infinity;
  for (const each of found) if (!known.has(each.dataset.minute) && time(each) <= last) put(rows, document.importNode(each, true));
}

function put(rows, line) {
  line.classList.add("new-in");
  const next = lines().find((each) => time(each) > time(line) || time(each) === time(line) && each.dataset.minute > line.dataset.minute);
  rows.insertBefore(line, next ?? rows.querySelector(".more"));
}

function recounted(fresh) {
  list().dataset.ahead = fresh.dataset.ahead;
  list().querySelector(":scope > .row")?.replaceWith(document.importNode(fresh.querySelector(":scope > .row"), true));
  const [old, now] = [list(), fresh].map((each) => each.querySelector(":scope > .hush, :scope > p.soft"));
  if (now && old) old.replaceWith(document.importNode(now, true));
  else old?.remove();
}

export class Minutes {
  more = false;

  constructor(film, deck, episode, {http, live}) {
    Object.assign(this, {film, deck, episode, http});
    this.soon = http.gathered(() => this.#around(), ...SOON_MS);
    this.seen = new IntersectionObserver((found) => found.some(({isIntersecting}) => isIntersecting) && this.#more());
    document.addEventListener("click", (event) => this.#clicked(event));
    for (const name of ["timeupdate", "seeked"]) film.addEventListener(name, () => this.tick());
    this.#follow(live);
    this.#watch();
    this.tick();
  }

  #follow(live) {
    for (const name of ["moment.published", "moment.changed"]) live.on(name, ({moment}) => this.#said(moment));
    live.on("missed", () => this.soon("list"));
    live.on("moment.removed", ({moment}) => this.#taken(moment));
    live.on("moment.resealed", ({moment}) => (moment?.sealed ? this.#taken(moment) : this.#said(moment)));
  }

  #watch() {
    const more = list().querySelector(".more");
    if (more) this.seen.observe(more);
  }

  // Of this episode, and not sealed; or it was here before it changed.
  #said(moment) {
    const known = moment && list().querySelector(`[data-minute="${moment.id}"]`);
    if (known || moment && !moment.sealed && moment.episode?.number === this.episode) this.soon("list");
  }

  // Goes at once, whatever becomes of fetching the rest.
  #taken(moment) {
    const line = moment && list().querySelector(`[data-minute="${moment.id}"]`);
    line?.remove();
    if (line) this.soon("list");
  }

  #around() {
    return this.#fetch(Math.max(0, Math.floor(this.film.currentTime * 1000) - BACK_MS));
  }

  tick() {
    const ms = this.film.currentTime * 1000;
    if (ms > time(lines().at(-1) ?? {dataset: {}})) this.#more();
    marked(ms);
  }

  #clicked(event) {
    const link = event.target.closest("#minutes [data-seek]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.deck.seek(time(link.closest("[data-at]")) / 1000);
    this.film.play().catch(() => {});
    this.film.scrollIntoView({block: "nearest"});
  }

  // More of it is open, as the film has passed something.
  opened() {
    if (Number(list().dataset.ahead)) this.#around();
  }

  async #more() {
    const more = list().querySelector(".more");
    if (!more || this.more) return;
    this.more = true;
    const fresh = await this.#page(more.querySelector("a").href);
    if (fresh) more.replaceWith(...document.importNode(fresh.querySelector(".mins"), true).children);
    this.more = false;
    this.#watch();
    this.tick();
  }

  async #fetch(from) {
    const fresh = await this.#page(`${list().dataset.minutes}?from=${from}`);
    if (!fresh) return;
    if (!list().querySelector(".mins")) list().replaceWith(document.importNode(fresh, true));
    else if (fresh.querySelector(".mins")) merged(fresh, from);
    recounted(fresh);
    this.tick();
  }

  async #page(url) {
    const {response, document: fresh} = await this.http.page(url).catch(() => ({}));
    return response?.ok ? fresh.getElementById("minutes") : null;
  }
}
