// Pictures of a moment, or a video: chosen, dropped or pasted, sent at once, described, moved and left out again.
import {isFilm, resumable} from "./resumable.js";
import {never, reason, still, upload} from "./upload.js";

const KINDS = ["image/png", "image/jpeg", "image/webp", "image/gif"];

export class Pictures {
  #going = new Map();
  #waiting = null;
  #replaced = null;

  constructor(form, {http, live, toast}) {
    this.form = form;
    this.tools = {http, live, toast};
    this.list = form.querySelector("[data-shots]");
    this.words = form.querySelector("[data-shots-words]").dataset;
    this.#listen();
  }

  get ids() {
    return [...this.list.querySelectorAll('[name="media"]')].filter((each) => !each.disabled).map((each) => each.value);
  }

  #listen() {
    const {form} = this;
    this.picker = form.querySelector("[data-pick-shots]");
    this.picker.addEventListener("change", ({target}) => { this.#replace(); this.add([...target.files]); target.value = ""; });
    this.picker.addEventListener("cancel", () => { this.#replaced = null; });
    form.addEventListener("paste", (event) => this.#taken(event, event.clipboardData));
    form.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); form.classList.add("dropping"); } });
    form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("dropping"); });
    form.addEventListener("drop", (event) => { form.classList.remove("dropping"); this.#taken(event, event.dataTransfer); });
    form.addEventListener("submit", (event) => this.#hold(event), true);
    this.list.addEventListener("click", (event) => this.#pressed(event));
    this.tools.live.on("media.changed", ({media}) => { if (form.isConnected && media) this.#changed(media); });
    this.tools.live.on("clip.progress", ({media, percent}) => { if (form.isConnected) this.#making(media, percent); });
  }

  #taken(event, data) {
    const files = [...data.files];
    if (!files.length) return;
    event.preventDefault();
    this.add(files);
  }

  add(files) {
    for (const file of files) {
      const why = this.#refused(file);
      if (why) this.tools.toast(this.words[why]);
      else this.#send(file, this.#item(file));
    }
  }

  #refused(file) {
    const {children, dataset: {films, most}} = this.list;
    const film = films && isFilm(file);
    if (!film && !KINDS.includes(file.type)) return "noPicture";
    if (film ? children.length : this.list.querySelector("[data-film]")) return "alone";
    if (film && file.size > Number(films)) return "tooLarge";
    return children.length >= Number(most) ? "tooMany" : "";
  }

  #item(file) {
    const item = this.form.querySelector("[data-shot-blank]").content.firstElementChild.cloneNode(true);
    item.toggleAttribute("data-film", isFilm(file));
    item.querySelector("[data-again]").addEventListener("click", () => this.#send(file, item));
    this.list.append(item);
    if (!isFilm(file)) still(file).then((drawn) => drawn && item.querySelector("[data-still]").replaceChildren(drawn));
    return item;
  }

  async #send(file, item) {
    const bar = item.querySelector("progress");
    bar.hidden = false;
    item.classList.remove("failed");
    this.#offer(item, "");
    const told = {
      onProgress: (n) => { bar.value = n; this.#say(item, this.words.sending.replace("{n}", n)); },
      onWait: () => this.#say(item, this.words.broken),
    };
    const going = isFilm(file) ? resumable(file, this.tools.http, told) : upload(file, this.tools.http.token(), told);
    this.#going.set(item, going);
    const came = await going.done;
    this.#going.delete(item);
    bar.hidden = true;
    if (came?.ok) this.#there(item, came.answer);
    else if (came) this.#failed(item, reason(came.answer) ?? (navigator.onLine ? this.words.failed : this.words.offline), never(came) ? "other" : "again");
    this.#release();
  }

  #there(item, media) {
    const [hidden, alt] = [item.querySelector('[name="media"]'), item.querySelector("[data-alt]")];
    item.dataset.shot = hidden.value = media.id;
    hidden.disabled = false;
    alt.id = alt.name = `alt-${media.id}`;
    item.querySelector("label").htmlFor = alt.id;
    this.#changed(media);
    this.form.dispatchEvent(new Event("input", {bubbles: true}));
  }

  #changed(media) {
    const item = this.list.querySelector(`[data-shot="${media.id}"]`);
    if (!item) return;
    if (media.kind === "clip") this.#still(item, media);
    if (media.status === "failed") this.#failed(item, media.reason);
    else this.#say(item, media.status === "processing" ? this.words.waits : "");
  }

  #still(item, {sources, status}) {
    const small = sources.find(({type}) => type === "image/jpeg");
    const place = item.querySelector("[data-still]");
    if (small && !place.querySelector("img")) place.replaceChildren(Object.assign(new Image(96, 96), {src: small.url, alt: ""}));
    if (status !== "processing") item.querySelector("progress").hidden = true;
  }

  #making(id, percent) {
    const item = this.list.querySelector(`[data-shot="${id}"]`);
    if (!item || item.classList.contains("failed")) return;
    const bar = item.querySelector("progress");
    bar.hidden = false;
    bar.value = percent;
    this.#say(item, this.words.making.replace("{n}", percent));
  }

  // What was taken and could not be read will not be read another time either.
  #failed(item, words, helps = "other") {
    item.querySelector('[name="media"]').disabled = true;
    item.classList.add("failed");
    this.#offer(item, helps);
    this.#say(item, words, true);
  }

  #offer(item, helps) {
    for (const each of ["again", "other"]) item.querySelector(`[data-${each}]`).hidden = each !== helps;
  }

  #replace() {
    if (!this.#replaced) return;
    this.#forget(this.#replaced);
    this.#replaced.remove();
    this.#replaced = null;
  }

  #say(item, words, wrong = false) {
    const place = item.querySelector("[data-shot-words]");
    place.textContent = words;
    place.classList.toggle("wrong", wrong);
    place.classList.toggle("soft", !wrong);
    if (wrong) place.setAttribute("role", "alert");
  }

  #pressed({target}) {
    const button = target.closest("button");
    const item = target.closest("[data-shot]");
    if (!button || !item) return;
    if ("leaveOut" in button.dataset) return this.#leaveOut(item);
    if ("again" in button.dataset) return undefined;
    if ("other" in button.dataset) {
      this.#replaced = item;
      return this.picker.click();
    }
    const other = "earlier" in button.dataset ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if ("earlier" in button.dataset) other.before(item);
    else other.after(item);
    button.focus();
    this.form.dispatchEvent(new Event("input", {bubbles: true}));
  }

  // Videos that wait to be used are counted.
  #forget({dataset}) {
    if ("film" in dataset && dataset.shot) this.tools.http.ask(`/api/v1/media/${dataset.shot}`, {method: "DELETE"}).catch(() => {});
  }

  #leaveOut(item) {
    this.#going.get(item)?.stop();
    this.#forget(item);
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (next?.querySelector("[data-leave-out]") ?? this.picker).focus();
    this.tools.toast(this.words.leftOut);
    this.form.dispatchEvent(new Event("input", {bubbles: true}));
    this.#release();
  }

  // Posted while something is still on its way: it goes when that is there.
  #hold(event) {
    if (!this.#going.size) return;
    event.preventDefault();
    event.stopPropagation();
    this.#waiting = event.submitter;
    this.tools.toast(this.words.posting);
  }

  #release() {
    if (!this.#waiting || this.#going.size || !this.form.isConnected) return;
    const button = this.#waiting;
    this.#waiting = null;
    if (!this.list.querySelector(".failed")) this.form.requestSubmit(button);
  }
}
