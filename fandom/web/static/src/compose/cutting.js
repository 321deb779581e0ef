// Whether the clip is cut from the video: offered where there is one, wished for by default once both times are known.
export class Cutting {
  constructor(form, pictures, time) {
    this.place = form.querySelector("[data-cut]");
    if (!this.place) return;
    Object.assign(this, {form, time, box: this.place.querySelector("input"), hint: this.place.querySelector(".hint")});
    this.words = this.hint.textContent;
    // Null until somebody has said so; what they said holds again once the pictures have gone.
    const {dataset} = this.place;
    this.said = "said" in dataset ? dataset.said === "1" : null;
    // There for the draft, too.
    this.box.addEventListener("input", () => { this.said = this.box.checked; dataset.said = Number(this.said); });
    new MutationObserver(() => this.update()).observe(pictures.list, {childList: true});
  }

  // Only of what is being written anew: who edits a moment asks for a clip themselves.
  #byDefault() {
    const {start, end} = this.form.elements;
    return "draftAt" in this.form.dataset && [start, end].every(({value}) => this.time.test(value.trim()));
  }

  update() {
    if (!this.place) return;
    const {form, box, hint, place} = this;
    const alone = form.querySelectorAll("[data-shot]").length > 0;
    place.hidden = !place.dataset.cut.split(" ").includes(form.elements.episode.value);
    box.disabled = place.hidden || alone;
    box.checked = !box.disabled && (this.said ?? this.#byDefault());
    const words = alone ? hint.dataset.alone : this.words;
    if (hint.textContent !== words) hint.textContent = words;
  }
}
