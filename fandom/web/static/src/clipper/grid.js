// The frames of a film as milliseconds: where each begins, which one is to be seen, and how many there are in a second.
const USUAL = [12, 15, 24000 / 1001, 24, 25, 30000 / 1001, 30, 48, 50, 60000 / 1001, 60, 120];
const CLOSE = 0.004;
export const ASSUMED = 24;

// From seconds between frames that were seen one after the other; frames left out in between made some of them longer.
export function rateOf(gaps) {
  const real = gaps.filter((each) => each > 0.004).sort((a, b) => a - b);
  if (!real.length) return null;
  const near = real.filter((each) => each < real[0] * 1.4);
  const rate = 1 / near[Math.floor(near.length / 2)];
  const off = (usual) => Math.abs(rate / usual - 1);
  const [best] = [...USUAL].sort((a, b) => off(a) - off(b));
  return off(best) < CLOSE ? best : rate;
}

// A clip holds the frames whose time t satisfies in ≤ t < out: an edge is the last whole millisecond before a frame begins.
export class Grid {
  constructor(rate = ASSUMED) {
    this.rate = rate;
  }

  edge(frame) {
    return Math.floor(frame * 1000 / this.rate + 1e-6);
  }

  // The one on the screen at this millisecond.
  frame(ms) {
    return Math.max(0, Math.ceil((ms + 1) * this.rate / 1000 - 1e-6) - 1);
  }

  floor(ms) {
    return this.edge(this.frame(ms));
  }

  ceil(ms) {
    const edge = this.floor(ms);
    return edge < ms ? this.edge(this.frame(ms) + 1) : edge;
  }

  near(ms) {
    const [low, high] = [this.floor(ms), this.ceil(ms)];
    return ms - low <= high - ms ? low : high;
  }

  // In seconds, far from both of its edges, so that no rounding shows its neighbour.
  middle(frame) {
    return (frame + 0.5) / this.rate;
  }
}

// What a player says of a frame, as its edge.
export const edgeAt = (seconds) => Math.floor(seconds * 1000 + 0.01);
