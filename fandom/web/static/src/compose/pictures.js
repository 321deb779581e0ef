// Pictures of a moment: chosen, dropped or pasted, sent at once, described, moved and left out again.
import {reason, still, upload} from "./upload.js";

const KINDS = ["image/png", "image/jpeg", "image/webp", "image/gif"];

export class Pictures {
  #going = new Map();
  #waiting = null;

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
    form.querySelector("[data-pick-shots]").addEventListener("change", ({target}) => { this.add([...target.files]); target.value = ""; });
    form.addEventListener("paste", (event) => this.#taken(event, event.clipboardData));
    form.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); form.classList.add("dropping"); } });
    form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("dropping"); });
    form.addEventListener("drop", (event) => { form.classList.remove("dropping"); this.#taken(event, event.dataTransfer); });
    form.addEventListener("submit", (event) => this.#hold(event), true);
    this.list.addEventListener("click", (event) => this.#pressed(event));
    this.tools.live.on("media.changed", ({media}) => { if (form.isConnected && media) this.#changed(media); });
  }

  #taken(event, data) {
    const files = [...data.files];
    if (!files.length) return;
    event.preventDefault();
    this.add(files);
  }

  add(files) {
    const {toast} = this.tools;
    for (const file of files) {
      if (!KINDS.includes(file.type)) toast(this.words.noPicture);
      else if (this.list.children.length >= Number(this.list.dataset.most)) return toast(this.words.tooMany);
      else this.#send(file);
    }
    return undefined;
  }

  async #send(file) {
    const item = this.form.querySelector("[data-shot-blank]").content.firstElementChild.cloneNode(true);
    this.list.append(item);
    still(file).then((drawn) => drawn && item.querySelector("[data-still]").replaceChildren(drawn));
    const bar = item.querySelector("progress");
    bar.hidden = false;
    const going = upload(file, this.tools.http.token(), {onProgress: (n) => { bar.value = n; this.#say(item, this.words.sending.replace("{n}", n)); }});
    this.#going.set(item, going);
    const came = await going.done;
    this.#going.delete(item);
    bar.hidden = true;
    if (came?.ok) this.#there(item, came.answer);
    else if (came) this.#failed(item, reason(came.answer) ?? (navigator.onLine ? this.words.failed : this.words.offline));
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
    if (media.status === "failed") this.#failed(item, media.reason);
    else this.#say(item, media.status === "processing" ? this.words.waits : "");
  }

  #failed(item, words) {
    item.querySelector('[name="media"]').disabled = true;
    item.classList.add("failed");
    this.#say(item, words, true);
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
    const other = "earlier" in button.dataset ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if ("earlier" in button.dataset) other.before(item);
    else other.after(item);
    button.focus();
    this.form.dispatchEvent(new Event("input", {bubbles: true}));
  }

  #leaveOut(item) {
    this.#going.get(item)?.stop();
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (next?.querySelector("[data-leave-out]") ?? this.form.querySelector("[data-pick-shots]")).focus();
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
