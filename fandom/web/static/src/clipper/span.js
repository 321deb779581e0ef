// What is clipped: from `in` to before `out`, within what a clip may be. `hit` says which end of that was met.
export const LEAST_MS = 1000;
export const MOST_MS = 90000;
export const LAST_MS = 10000;
export const NEAR_MS = 250;

export function limitsOf(durationMs, longestMs = MOST_MS) {
  return {end: durationMs, least: LEAST_MS, most: Math.min(MOST_MS, longestMs)};
}

export const lengthOf = (span) => span.out - span.in;

// The last seconds before now, as many as there are.
export function last(now, {end, least, most}, grid) {
  const out = Math.min(end, Math.max(grid.near(now), grid.ceil(least)));
  const from = Math.max(0, out - Math.min(LAST_MS, most));
  return {in: Math.min(grid.ceil(from), grid.floor(Math.max(0, out - least))), out};
}

function bounds(span, which, {end, least, most}, grid) {
  if (which === "in") return {low: Math.max(0, grid.ceil(span.out - most)), high: grid.floor(span.out - least), wall: span.out <= most ? "start" : "most"};
  const reach = span.in + most;
  return {low: grid.ceil(span.in + least), high: reach >= end ? end : grid.floor(reach), wall: reach >= end ? "end" : "most"};
}

// One handle to there, or as far as it may go.
export function moved(span, which, to, limits, grid) {
  const {low, high, wall} = bounds(span, which, limits, grid);
  const there = Math.min(high, Math.max(low, grid.near(to)));
  const short = which === "in" ? to > high : to < low;
  const long = which === "in" ? to < low : to > high;
  return {span: {...span, [which]: there}, hit: short ? "least" : long ? wall : null};
}

// All of it, as it is, to begin there.
export function slid(span, to, {end}, grid) {
  const frames = grid.frame(span.out) - grid.frame(span.in);
  const first = grid.frame(Math.min(Math.max(0, grid.near(to)), Math.max(0, end - lengthOf(span))));
  return {in: grid.edge(first), out: Math.min(end, grid.edge(first + frames))};
}

// The cut of two shots that is nearest, if there is one near enough. `cuts` rise.
export function cutNear(ms, cuts, within = NEAR_MS) {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle] < ms) low = middle + 1;
    else high = middle;
  }
  const near = [cuts[low - 1], cuts[low]].filter((each) => each !== undefined && Math.abs(each - ms) <= within);
  return near.sort((a, b) => Math.abs(a - ms) - Math.abs(b - ms))[0] ?? null;
}
