// The strip: pictures of the neighbourhood, cuts, the span with its handles, and the pointers that move them.
import {cutNear} from "./span.js";
import {around, holding, scrolled, share, tiles, timeAt, zoomed} from "./stretch.js";

const EDGE = 28;
const KEPT = ["in", "out"];

export class Strip {
  stretch = {from: 0, size: 60000};
  #sprite = null;
  #drag = null;
  #due = 0;

  constructor(root, {film, tell}) {
    Object.assign(this, {root, film, tell, canvas: root.querySelector("canvas")});
    this.end = film.duration_ms;
    root.addEventListener("pointerdown", (event) => this.#down(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) root.addEventListener(name, (event) => this.#up(event));
    root.addEventListener("wheel", (event) => this.#wheel(event), {passive: false});
    new ResizeObserver(() => this.draw()).observe(root);
  }

  open(span) {
    this.stretch = around(span, this.end);
  }

  // The film's small pictures have come.
  show(sprite) {
    this.#sprite = sprite;
    this.root.removeAttribute("data-bare");
    this.draw();
  }

  // Only what has changed since: the numbers that the style sheet puts things by, and the canvas at the next frame.
  put(span) {
    this.span = span;
    for (const name of KEPT) this.root.style.setProperty(`--${name}`, share(this.stretch, span[name]));
    this.draw();
  }

  head(ms) {
    const at = share(this.stretch, ms);
    this.root.style.setProperty("--head", Math.min(1, Math.max(0, at)));
    this.root.toggleAttribute("data-away", at < 0 || at > 1);
  }

  hold(ms) {
    this.stretch = holding(this.stretch, ms, this.end);
  }

  zoom(step) {
    this.stretch = zoomed(this.stretch, step, (this.span.in + this.span.out) / 2, this.end);
    this.put(this.span);
  }

  draw() {
    cancelAnimationFrame(this.#due);
    this.#due = requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    const {canvas} = this;
    const {clientWidth: width, clientHeight: height} = canvas;
    if (!width) return;
    const scale = devicePixelRatio || 1;
    Object.assign(canvas, {width: width * scale, height: height * scale});
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    if (this.#sprite) this.#pictures(pen, width, height);
    this.#cuts(pen, width, height);
  }

  #pictures(pen, width, height) {
    const {columns, rows, every_ms: every, width: w, height: h} = this.film.sprite;
    const count = Math.max(1, Math.ceil(width / (height * w / h)));
    const each = width / count;
    const wide = Math.min(w, each * h / height);
    for (const {x, tile} of tiles(this.stretch, count, every, columns * rows)) {
      const [left, top] = [(tile % columns) * w + (w - wide) / 2, Math.floor(tile / columns) * h];
      pen.drawImage(this.#sprite, left, top, wide, h, x * width, 0, each + 0.5, height);
    }
  }

  #cuts(pen, width, height) {
    for (const cut of this.film.cuts_ms ?? []) {
      const at = share(this.stretch, cut);
      if (at < 0 || at > 1) continue;
      pen.fillStyle = "#000a";
      pen.fillRect(at * width - 1.5, height - 11, 3, 11);
      pen.fillStyle = "#fff";
      pen.fillRect(at * width - 0.5, height - 10, 1, 10);
    }
  }

  #ms(x) {
    const {left, width} = this.canvas.getBoundingClientRect();
    return timeAt(this.stretch, (x - left) / width);
  }

  #down(event) {
    if (event.button || this.#drag) return;
    const which = event.target.closest("[data-handle]")?.dataset.handle ?? "strip";
    event.preventDefault();
    this.root.setPointerCapture(event.pointerId);
    const at = this.#ms(event.clientX);
    this.#drag = {which, id: event.pointerId, x: event.clientX, alt: event.altKey, began: event.clientX, from: this.stretch.from, off: at - (this.span[which] ?? this.span.in)};
    this.tell("grabbed", {which});
    this.#creep();
  }

  #move(event) {
    const drag = this.#drag;
    if (drag?.id !== event.pointerId) return;
    Object.assign(drag, {x: event.clientX, alt: event.altKey});
    this.#follow();
  }

  #follow() {
    const {which, x, alt, off, began, from} = this.#drag;
    if (which !== "strip") return this.tell("dragged", {which, ms: this.#ms(x) - off, alt});
    const {width} = this.canvas.getBoundingClientRect();
    this.stretch = scrolled({...this.stretch, from}, (began - x) / width * this.stretch.size, this.end);
    return this.put(this.span);
  }

  // A handle held at the edge takes the strip along.
  #creep() {
    const drag = this.#drag;
    if (!drag) return;
    const {left, right} = this.canvas.getBoundingClientRect();
    const by = drag.x < left + EDGE ? -1 : drag.x > right - EDGE ? 1 : 0;
    if (by && drag.which !== "strip" && Math.abs(drag.x - drag.began) > 4) {
      this.stretch = scrolled(this.stretch, by * this.stretch.size / 150, this.end);
      this.#follow();
    }
    requestAnimationFrame(() => this.#creep());
  }

  #up(event) {
    const drag = this.#drag;
    if (drag?.id !== event.pointerId) return;
    this.#drag = null;
    const still = Math.abs(event.clientX - drag.began) < 4;
    this.tell("let go", {which: drag.which, ms: this.#ms(drag.began), still: still && drag.which === "strip"});
  }

  // Where a handle goes that comes near a cut, on the grid of frames.
  pull(ms, grid) {
    const cut = cutNear(ms, this.film.cuts_ms ?? []);
    return cut === null ? null : grid.near(cut);
  }

  // Sideways; up and down is the page's.
  #wheel(event) {
    if (!event.ctrlKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return undefined;
    event.preventDefault();
    if (event.ctrlKey) return this.zoom(Math.sign(event.deltaY));
    this.stretch = scrolled(this.stretch, event.deltaX / this.canvas.clientWidth * this.stretch.size, this.end);
    return this.put(this.span);
  }
}
