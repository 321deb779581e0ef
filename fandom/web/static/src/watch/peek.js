// What is to be seen at a place on the seek bar: one cell of the picture of all, drawn above it.
import {clock} from "./clock.js";

const WIDE = 160;
const LINE = 24;
const ROUND = 8;

export class Peek {
  // `sprite` is null where nobody has made one: then there is only the time.
  constructor(canvas, sprite) {
    Object.assign(this, {canvas, sprite, picture: null, at: null});
  }

  // At `seconds`, `share` of the way along the bar.
  show(seconds, share) {
    this.at = [seconds, share];
    this.canvas.hidden = false;
    if (this.sprite && !this.picture) this.#load();
    this.#draw();
  }

  hide() {
    this.at = null;
    this.canvas.hidden = true;
  }

  #load() {
    this.picture = new Image();
    this.picture.addEventListener("load", () => this.#draw());
    this.picture.src = this.sprite.url;
  }

  #draw() {
    if (!this.at) return;
    const [seconds, share] = this.at;
    const {canvas} = this;
    const {clientWidth: wide, clientHeight: tall} = canvas;
    const fine = devicePixelRatio;
    canvas.width = wide * fine;
    canvas.height = tall * fine;
    const pen = canvas.getContext("2d");
    pen.scale(fine, fine);
    const drawn = this.picture?.complete && this.picture.naturalWidth > 0;
    const size = drawn ? [WIDE, WIDE * this.sprite.height / this.sprite.width] : [64, 0];
    const left = Math.min(Math.max(share * wide - size[0] / 2, 0), wide - size[0]);
    this.#box(pen, left, tall - size[1] - LINE, size[0], size[1] + LINE);
    if (drawn) this.#cell(pen, seconds, [left, tall - size[1] - LINE, ...size]);
    this.#words(pen, clock(seconds), left + size[0] / 2, tall - LINE / 2);
    canvas.dataset.drawn = drawn ? this.cell(seconds) : "";
  }

  cell(seconds) {
    const {columns, rows, every_ms: every} = this.sprite;
    return Math.min(Math.floor(seconds * 1000 / every), columns * rows - 1);
  }

  #box(pen, ...box) {
    pen.beginPath();
    pen.roundRect(...box, ROUND);
    pen.clip();
    pen.fillStyle = "#0b0e14";
    pen.fill();
  }

  #cell(pen, seconds, place) {
    const {columns, width, height} = this.sprite;
    const n = this.cell(seconds);
    pen.drawImage(this.picture, (n % columns) * width, Math.floor(n / columns) * height, width, height, ...place);
  }

  #words(pen, words, x, y) {
    pen.font = `600 14px ${getComputedStyle(this.canvas).fontFamily}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = "#f4f6fa";
    pen.fillText(words, x, y);
  }
}
