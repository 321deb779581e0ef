// What is typed is kept on the server a moment after it was typed; while that does not answer, in this browser.
const PAUSE_MS = 1200;
const AGAIN_MS = 15000;
const WORDS = ["caption", "tags", "episode"];

export class Draft {
  #timer = 0;
  #version;
  #last = "";
  #over = false;

  constructor(form, pictures, {http}) {
    this.form = form;
    this.pictures = pictures;
    this.http = http;
    this.url = form.dataset.draftAt;
    this.local = `draft:whole:${this.url}`;
    this.says = form.querySelector("[data-draft-says]").dataset;
    this.#version = Number(form.dataset.draftVersion);
    this.#restore();
    this.#last = this.#asItCame();
    form.addEventListener("input", () => this.#later());
    form.addEventListener("change", () => this.#later());
    form.addEventListener("sent", () => this.#end());
    addEventListener("pagehide", () => this.#leaving());
    addEventListener("online", () => this.#later());
    for (const name of ["close", "leave"]) form.closest("dialog")?.addEventListener(name, () => this.#leaving(), {once: true});
  }

  #typed() {
    const {elements} = this.form;
    const value = (name) => elements[name]?.value ?? "";
    return {
      caption: value("caption"), episode: value("episode") || null, start_ms: value("start"), end_ms: value("end"),
      tags: value("tags").replaceAll(",", " ").split(" ").filter(Boolean).slice(0, 30),
      reveals_at: {until: value("until"), episode: value("later")}, clip: this.#clip(), media: this.pictures.ids,
    };
  }

  // Null while nobody has said so: then it goes by what else is typed.
  #clip() {
    const said = this.form.querySelector("[data-cut]")?.dataset.said;
    return said === undefined ? null : said === "1";
  }

  // Typed before this was here counts, too.
  #asItCame() {
    const {caption} = this.form.elements;
    if (caption.value !== caption.defaultValue) this.#later();
    return JSON.stringify({...this.#typed(), caption: caption.defaultValue});
  }

  #restore() {
    const kept = JSON.parse(localStorage.getItem(this.local) ?? "null");
    if (!kept) return;
    const {elements} = this.form;
    for (const [name, value] of [["caption", kept.caption], ["start", kept.start_ms], ["end", kept.end_ms], ["tags", kept.tags.join(" ")]]) elements[name].value = value;
    if (kept.episode) elements.episode.value = kept.episode;
    const cut = this.form.querySelector("[data-cut]");
    if (cut && typeof kept.clip === "boolean") cut.dataset.said = Number(kept.clip);
    this.#later(0);
  }

  #later(ms = PAUSE_MS) {
    if (this.#over) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), ms);
  }

  #say(words) {
    this.form.querySelector("[data-draft-words]").textContent = words;
  }

  #put(body, options = {}) {
    const headers = {"Content-Type": "application/json"};
    return this.http.ask(this.url, {method: "PUT", headers, body: JSON.stringify({...JSON.parse(body), version: this.#version}), ...options});
  }

  async #save() {
    const body = JSON.stringify(this.#typed());
    if (body === this.#last || this.#over) return;
    this.#say(this.says.saving);
    const response = await this.#put(body).catch(() => null);
    if (this.#over) return;
    if (response?.ok) return this.#saved(body, await response.json());
    if (response?.status === 412) return this.#elsewhere();
    this.#keep(body);
    if (!response || response.status >= 500 || response.status === 429) this.#later(AGAIN_MS);
  }

  #saved(body, {version}) {
    this.#version = version;
    this.#last = body;
    localStorage.removeItem(this.local);
    this.#say(this.says.saved);
    if (JSON.stringify(this.#typed()) !== body) this.#later();
  }

  #keep(body) {
    localStorage.setItem(this.local, body);
    this.#say(this.says.here);
  }

  // Two tabs write at once: what is here stays here, and is sent again over what the other one wrote only when more is typed.
  async #elsewhere() {
    this.#say(this.says.elsewhere);
    const response = await this.http.ask(this.url).catch(() => null);
    if (response?.status === 404) this.#version = 0;
    if (!response?.ok) return;
    const theirs = await response.json();
    this.#version = theirs.version;
    // The same words: it was this browser, on its way out of the page before.
    if (WORDS.every((name) => JSON.stringify(theirs[name]) === JSON.stringify(this.#typed()[name]))) this.#saved(JSON.stringify(this.#typed()), theirs);
  }

  #leaving() {
    clearTimeout(this.#timer);
    const body = JSON.stringify(this.#typed());
    if (this.#over || body === this.#last) return;
    this.#last = body;
    this.#put(body, {keepalive: true}).catch(() => localStorage.setItem(this.local, body));
  }

  #end() {
    this.#over = true;
    clearTimeout(this.#timer);
    localStorage.removeItem(this.local);
  }
}
