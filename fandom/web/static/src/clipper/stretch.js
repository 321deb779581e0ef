// The stretch of the film that the strip shows: `from` and `size` in milliseconds. Pure.
export const SIZES = [10000, 20000, 40000, 60000, 120000];
const ROOM = 0.08;

const within = (from, size, end) => ({from: Math.round(Math.min(Math.max(0, from), Math.max(0, end - size))), size});

// The span in its middle, with about as much again on both sides.
export function around(span, end) {
  const length = span.out - span.in;
  const size = Math.min(end, SIZES.find((each) => each >= Math.max(60000, length * 1.3)) ?? SIZES.at(-1));
  return within((span.in + span.out - size) / 2, size, end);
}

export const share = ({from, size}, ms) => (ms - from) / size;
export const timeAt = ({from, size}, at) => from + at * size;

export function scrolled(stretch, byMs, end) {
  return within(stretch.from + byMs, stretch.size, end);
}

// Shifted so that this is not at its edge.
export function holding(stretch, ms, end) {
  const room = stretch.size * ROOM;
  if (ms < stretch.from + room) return within(ms - room, stretch.size, end);
  if (ms > stretch.from + stretch.size - room) return within(ms + room - stretch.size, stretch.size, end);
  return stretch;
}

// A step nearer (-1) or further away (1); what is at `ms` stays where it is.
export function zoomed(stretch, step, ms, end) {
  const sizes = [...SIZES.filter((each) => each < end), Math.min(end, SIZES.at(-1))];
  const now = sizes.reduce((best, each, n) => (Math.abs(each - stretch.size) < Math.abs(sizes[best] - stretch.size) ? n : best), 0);
  const size = sizes[Math.min(sizes.length - 1, Math.max(0, now + step))];
  return within(ms - share(stretch, ms) * size, size, end);
}

// Pictures side by side, each of the time at its middle: [{x, tile}], in shares of the strip's width.
export function tiles(stretch, count, everyMs, most) {
  return Array.from({length: count}, (_, n) => {
    const ms = timeAt(stretch, (n + 0.5) / count);
    return {x: n / count, tile: Math.min(most - 1, Math.max(0, Math.floor(ms / everyMs)))};
  });
}
