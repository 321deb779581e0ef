// After posting: a line at the bottom that leads to the moment, says how much of the clip is made, and that it is ready.
const LOOK_MS = 8000;
const LEAVES_MS = 8000;

export class Making {
  constructor(blank, moment, {live, http}) {
    Object.assign(this, {http, id: moment.id, media: moment.media[0]?.id, root: blank.content.firstElementChild.cloneNode(true)});
    const {root} = this;
    this.words = root.dataset;
    root.querySelector("a").href = moment.url;
    root.dataset.watch = `moment:${moment.id}`;
    root.querySelector("button").addEventListener("click", () => this.#leave());
    this.#show();
    live.on("clip.progress", ({media, percent}) => { if (media === this.media) this.#percent(percent); });
    live.on("moment.changed", (message) => { if (message.moment?.id === this.id) this.#look(); });
    live.on("missed", ({topic}) => { if (topic === root.dataset.watch) this.#look(); });
    this.#said(moment);
    this.timer = setInterval(() => this.#look(), LOOK_MS);
  }

  // Above an open sheet, too: what was shown last lies highest.
  #show() {
    const place = document.querySelector("[data-toasts]");
    if (!place.matches(":popover-open")) place.showPopover();
    place.append(this.root);
  }

  #percent(percent) {
    const bar = this.root.querySelector("progress");
    bar.hidden = false;
    bar.setAttribute("value", percent);
  }

  async #look() {
    if (!this.root.isConnected) return this.#leave();
    const response = await this.http.ask(`/api/v1/moments/${this.id}`).catch(() => null);
    return response?.ok ? this.#said(await response.json()) : undefined;
  }

  #said({state, media}) {
    const status = media[0]?.status ?? "failed";
    const words = {processing: this.words.being, ready: this.words.ready, failed: media[0]?.reason ?? this.words.failed}[status];
    const said = state === "held" ? this.words.held : words;
    const place = this.root.querySelector("[data-says]");
    if (place.textContent !== said) place.textContent = said;
    if (status !== "processing") this.#over();
  }

  #over() {
    clearInterval(this.timer);
    this.root.querySelector("progress").hidden = true;
    setTimeout(() => this.#leave(), LEAVES_MS);
  }

  #leave() {
    clearInterval(this.timer);
    this.root.remove();
  }
}
