// The film while one clips from it: exactly one frame of it, or the span again and again and nothing outside of it.
import {Grid, edgeAt, rateOf} from "./grid.js";

const ENOUGH = 24;
const MOST_STRIDE_MS = 250;
const frames = "requestVideoFrameCallback" in HTMLVideoElement.prototype;

export class Screen {
  grid = new Grid();
  looping = false;
  #known = false;
  #gaps = [];
  #before = null;
  #stride = 0;
  #wanted = null;
  #asked = null;
  #span = null;

  // `rate` is what the film says of itself; where it says nothing it is learnt while it plays.
  constructor(video, rate, {moved, stopped}) {
    Object.assign(this, {video, moved, stopped});
    this.#known = rate > 0;
    if (this.#known) this.grid = new Grid(rateOf([1 / rate]));
    if (frames) this.#listen();
    video.addEventListener("seeked", () => this.#landed());
    video.addEventListener("seeking", () => this.#taken());
    video.addEventListener("pause", () => this.#paused());
  }

  get now() {
    return this.video.currentTime * 1000;
  }

  #listen() {
    this.video.requestVideoFrameCallback((_, {mediaTime}) => { this.#seen(mediaTime); this.#listen(); });
  }

  // Every frame that is shown, by its own time.
  #seen(time) {
    const {paused, seeking} = this.video;
    if (this.#before !== null && !paused && !seeking) this.#passed(time - this.#before);
    this.#before = seeking ? null : time;
    if (this.looping) this.#bound(edgeAt(time));
    if (this.#span) this.moved(edgeAt(time));
  }

  // Where frames are left out because the machine is busy, the next one may be far away.
  #passed(gap) {
    if (gap > 0) this.#stride = Math.max(Math.min(gap * 1000, MOST_STRIDE_MS), this.#stride * 0.9);
    if (!this.#known) this.#learn(gap);
  }

  #learn(gap) {
    if (gap > 0 && gap < 0.2) this.#gaps.push(gap);
    const rate = rateOf(this.#gaps);
    if (rate) this.grid = new Grid(rate);
    this.#known = this.#gaps.length >= ENOUGH;
  }

  begin(span) {
    this.#span = span;
    this.#tick();
  }

  end() {
    Object.assign(this, {looping: false});
    this.#span = null;
    this.#wanted = null;
  }

  set span(span) {
    if (this.#span) this.#span = span;
  }

  // The picture of this frame, once all others that were asked for in between need not come any more.
  show(frame) {
    this.looping = false;
    this.video.pause();
    this.#seek(this.grid.middle(frame));
  }

  #seek(seconds) {
    this.#wanted = seconds;
    if (!this.video.seeking) this.#go();
  }

  #go() {
    this.#asked = this.#wanted;
    this.video.currentTime = this.#wanted;
  }

  #landed() {
    // Not by where it is: what plays has gone on since.
    if (this.#wanted !== null && this.#wanted !== this.#asked) this.#go();
    else this.#wanted = null;
  }

  // Somebody uses the player itself: where that leads out of the span, the loop ends.
  #taken() {
    this.#before = null;
    if (!this.looping || this.#wanted !== null) return;
    if (this.now < this.#span.in || this.now >= this.#span.out) this.#stop();
  }

  #paused() {
    if (this.looping && !this.video.ended) this.#stop();
  }

  #stop() {
    this.looping = false;
    this.stopped();
  }

  loop() {
    this.looping = true;
    const {frame} = this.grid;
    if (this.now < this.#span.in || frame.call(this.grid, this.now) >= this.#lastFrame()) this.#again();
    return this.video.play().catch(() => this.#stop());
  }

  #lastFrame() {
    return this.grid.frame(this.#span.out - 1);
  }

  #again() {
    this.#seek(this.grid.middle(this.grid.frame(this.#span.in)));
  }

  // With the last frame on the screen, or the last one there will be, it is time to go back: the next one is not to be seen.
  #bound(ms) {
    const {ended} = this.video;
    if (this.#wanted === null && (ended || ms >= this.grid.edge(this.#lastFrame()) || ms + this.#stride > this.#span.out + 1 || ms < this.#span.in)) this.#again();
    if (ended) this.video.play().catch(() => this.#stop());
  }

  #tick() {
    if (!this.#span) return;
    if (this.looping && (this.video.ended || this.now >= this.#span.out)) this.#bound(this.now);
    if (!frames) this.moved(this.now);
    requestAnimationFrame(() => this.#tick());
  }
}
