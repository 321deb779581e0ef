// What has really been played through. Seeking counts for nothing: a stretch begins anew wherever playing does.
export const ENOUGH_MS = 5000;
// A skipped intro is no gap. As in shows/watched.py.
export const SKIPPED_MS = 180_000;
// Between two looks at a film that plays, however tired the tab is.
const LOOK_MS = 10_000;

export class Stretch {
  // `from`: so far this fan has got; null where not even to the beginning.
  constructor(from) {
    this.from = from;
    this.broken();
  }

  broken() {
    this.start = null;
    this.last = null;
    this.played = 0;
  }

  // At `ms`, playing.
  look(ms) {
    const step = ms - (this.last ?? ms);
    if (this.start === null || step < 0 || step > LOOK_MS) { this.broken(); this.start = ms; }
    else this.played += step;
    this.last = ms;
  }

  get long() {
    return this.played >= ENOUGH_MS;
  }

  get follows() {
    return this.from !== null && this.start !== null && this.start <= this.from + SKIPPED_MS;
  }

  // Where this takes the fan; null where nowhere further.
  get reached() {
    return this.long && this.follows && this.last > this.from ? this.last : null;
  }

  // Played for a while, but past a gap: only the fan can say that this is where they are.
  get asks() {
    return this.long && !this.follows;
  }

  // The fan has said so, or the house knows of more.
  said(ms) {
    this.from = Math.max(this.from ?? 0, ms);
  }
}
