// The small pictures of a film under the handles; waited for, with a sentence, while they are still being made.
const FIRST_MS = 4000;
const SLOWER = 1.3;
const LONGEST_MS = 60_000;
const ASKS = 40;

export const waits = (asked) => (asked < ASKS ? Math.min(LONGEST_MS, FIRST_MS * SLOWER ** asked) : null);

export class Pictures {
  #asked = 0;
  #open = false;
  #timer = 0;
  #sprite = null;

  // `line` says that they are not there yet; `came` is given the picture of all.
  constructor(line, {film, address, http, came}) {
    Object.assign(this, {line, film, address, http, came});
  }

  open() {
    this.#open = true;
    this.line.hidden = Boolean(this.film.sprite);
    if (this.#sprite) return;
    if (this.film.sprite) this.#load();
    else this.#wait();
  }

  close() {
    this.#open = false;
    clearTimeout(this.#timer);
  }

  #wait() {
    const ms = waits(this.#asked);
    this.#asked += 1;
    if (ms === null) this.line.textContent = this.line.dataset.none;
    else if (this.#open) this.#timer = setTimeout(() => this.#ask(), ms);
  }

  async #ask() {
    const response = await this.http.ask(this.address).catch(() => null);
    const found = response?.ok ? await response.json() : null;
    if (found?.sprite && found.file_id === this.film.file_id) this.#made(found);
    else this.#wait();
  }

  // The line keeps its place while the clipper is open, so that nothing moves under a finger.
  #made({sprite, cuts_ms: cuts}) {
    const {pathname} = new URL(sprite.url, location.href);
    Object.assign(this.film, {sprite: {...sprite, url: pathname}, cuts_ms: cuts});
    document.dispatchEvent(new CustomEvent("film-browsed", {detail: this.film}));
    this.line.textContent = "\u00a0";
    this.#load();
  }

  #load() {
    const picture = new Image();
    this.#sprite = picture;
    picture.src = this.film.sprite.url;
    picture.decode().then(() => this.came(picture), () => { this.#sprite = null; });
  }
}
